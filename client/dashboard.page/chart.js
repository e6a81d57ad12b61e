/* Elements and charts. Text of the register reaches the page as text alone, never as HTML. */

function el(tag, attributes, ...children) {
	const element = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes || {}))
		if (typeof value === "function")
			element.addEventListener(name, value);
		else if (value !== null && value !== undefined && value !== false)
			element.setAttribute(name, value === true ? "" : value);
	element.append(...children.flat().filter(child => child !== null && child !== undefined));
	return element;
}

const NOTHING = "—";
const numbers = new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 6 });
const number = value => value === null || value === undefined ? NOTHING : numbers.format(value);
const percent = value => value === null || value === undefined ? NOTHING : (value * 100).toFixed(2) + "%";
/* on axes, whose lines stand at round values */
const roundPercent = value => `${Math.round(value * 1e4) / 100}%`;
const format = measure => measure.denominator ? percent : number;

const narrow = () => window.innerWidth < 640;
const colour = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
const palette = () => [1, 2, 3, 4, 5, 6, 7, 8].map(n => colour("series-" + n));

let drawn = [];
const resized = new ResizeObserver(entries => {
	for (const { target } of entries) {
		const chart = echarts.getInstanceByDom(target);
		/* in a window that is being closed or printed an element is for a moment of no width, for which nothing can be drawn */
		if (chart && target.clientWidth >= 100 && chart.getWidth() !== target.clientWidth)
			chart.resize();
	}
});

function forgetCharts() {
	resized.disconnect();
	drawn.forEach(chart => chart.dispose());
	drawn = [];
}

/* A chart in an element that stands in the document. */
function draw(element, { option, height, onClick }) {
	element.style.height = `${height || 280}px`;
	const chart = echarts.init(element, null, { renderer: "svg" });
	const text = { color: colour("text"), fontFamily: getComputedStyle(document.body).fontFamily };
	chart.setOption({
		animation: false,
		color: palette(),
		textStyle: text,
		aria: { enabled: true, decal: { show: false }, label: { description: option.description } },
		/* rich text is drawn, so that it needs no HTML */
		tooltip: { renderMode: "richText", confine: true, backgroundColor: colour("card"), borderColor: colour("line"), textStyle: { color: colour("text") }, ...option.tooltip },
		legend: option.legend && { type: "plain", top: 0, itemWidth: 14, itemHeight: 10, itemGap: 18, textStyle: text, inactiveColor: colour("faint"), ...option.legend },
		...Object.fromEntries(["grid", "xAxis", "yAxis", "series", "visualMap"].map(part => [part, option[part]]).filter(([, value]) => value)),
	});
	if (onClick)
		chart.on("click", onClick);
	resized.observe(element);
	drawn.push(chart);
}

function shortened(name) {
	const signs = [...name], most = narrow() ? 8 : 17;
	return signs.length > most ? "…" + signs.slice(1 - most).join("") : name;
}

const axisOf = {
	value: extra => ({
		type: "value", axisLabel: { color: colour("faint"), hideOverlap: true }, splitLine: { lineStyle: { color: colour("line") } }, splitNumber: narrow() ? 3 : 5, ...extra }),
	/* of long names of units the end tells one from another, of other labels the beginning */
	names: (names, extra, isUnits) => ({
		type: "category", data: names, axisTick: { show: false }, axisLine: { lineStyle: { color: colour("line") } },
		axisLabel: { color: colour("text"), interval: 0, width: narrow() ? 108 : 220, overflow: "truncate", formatter: isUnits ? shortened : null }, ...extra }),
};

/* Labels of axes stay within the chart. */
const around = { outerBoundsMode: "same", outerBoundsContain: "axisLabel" };

/* Lines of bars, the first on top: names long and many, as those of units are. */
function bars(names, series, extra) {
	const stacked = series.length > 1, isUnits = Boolean(extra && extra.onClick), label = { show: !stacked, position: "right", color: colour("text"), fontSize: 11, formatter: extra && extra.label };
	return {
		height: 34 + (stacked ? 34 : 0) + names.length * 26,
		onClick: extra && extra.onClick,
		option: {
			description: extra && extra.description,
			grid: { left: 8, right: stacked ? 16 : 64, top: stacked ? (narrow() ? 48 : 30) : 6, bottom: 4, ...around },
			legend: stacked ? {} : null,
			xAxis: axisOf.value(extra && extra.format === percent ? { axisLabel: { color: colour("faint"), formatter: roundPercent, hideOverlap: true } } : {}),
			yAxis: axisOf.names(names, { inverse: true, triggerEvent: isUnits }, isUnits),
			series: series.map(one => ({
				type: "bar", name: one.name, stack: stacked ? "all" : null, barMaxWidth: 18, cursor: isUnits ? "pointer" : "default",
				itemStyle: one.colour ? { color: one.colour } : {}, label, data: one.data,
				tooltip: { valueFormatter: (extra && extra.format) || number },
			})),
		},
	};
}

/* Columns over the years, and lines in percent on an axis of their own. */
function years(labels, columns, lines, valueFormat) {
	return {
		height: 300,
		option: {
			tooltip: { trigger: "axis" },
			legend: {},
			grid: { left: 8, right: 8, top: 48, bottom: 4, ...around },
			xAxis: axisOf.names(labels, {}),
			yAxis: [axisOf.value({ axisLabel: { color: colour("faint"), formatter: valueFormat === percent ? roundPercent : valueFormat } }),
				axisOf.value({ axisLabel: { color: colour("faint"), formatter: roundPercent }, splitLine: { show: false } })],
			series: [
				...columns.map(one => ({ type: one.type || "bar", name: one.name, data: one.data, barMaxWidth: 44, symbolSize: 8, tooltip: { valueFormatter: valueFormat } })),
				...lines.map(one => ({ type: "line", name: one.name, data: one.data, yAxisIndex: 1, symbolSize: 8, lineStyle: { type: one.dashed ? "dashed" : "solid" },
					tooltip: { valueFormatter: percent } })),
			],
		},
	};
}
