/* The sections of the page. Each has a sentence on what is missing, a chart where one helps, and a table of the same numbers. */

const MOST = 200;	/* lines of a table, until all are asked for */
const MOST_BARS = 40;

/* Cells are text, numbers already written, or elements; key names a number for whoever looks for it. */
function table(caption, head, rows, options) {
	const body = el("tbody");
	const fill = some => body.replaceChildren(...some.map(row => el("tr", { "data-unit": row.unit, class: row.class },
		row.cells.map((cell, i) => el(i === 0 ? "th" : "td", { scope: i === 0 ? "row" : null, "data-key": row.keys ? row.keys[i] : head[i].key || null, class: head[i].text ? "text" : null },
			cell === null || cell === undefined ? NOTHING : cell)))));
	fill(rows.slice(0, MOST));
	const more = rows.length > MOST && el("button", { type: "button", click: () => { fill(rows); more.remove(); } }, `共 ${rows.length} 行，全部显示`);
	return el("details", { open: options && options.open },
		el("summary", {}, caption),
		el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption },
			el("table", {}, el("thead", {}, el("tr", {}, head.map(column => el("th", { scope: "col", class: column.text ? "text" : null }, column.label)))), body)),
		more || null);
}

function section(id, title, note, chart, ...parts) {
	const place = chart ? el("div", { class: "chart", id: `chart-${id}` }) : null;
	const element = el("section", { id, "aria-labelledby": `title-${id}` }, el("h2", { id: `title-${id}` }, title), note ? el("p", { class: "note" }, note) : null, place, ...parts);
	return { element, draw: () => place && draw(place, chart) };
}

const link = (state, unit, text) => el("a", { href: addressOf({ ...state, unit: unit.id }) }, text || unit.name);

/* A click on a bar, or on the name beside it, leads to its unit. */
function goTo(units, go) {
	return event => {
		const unit = event.componentType === "yAxis" ? units.find(one => one.name === event.value) : units[event.dataIndex];
		if (unit)
			go({ unit: unit.id });
	};
}

/* What a total lacks, beside it. */
function lacks(holes, missing) {
	return [holes ? `空白 ${number(holes)} 格` : "", missing ? `未报 ${number(missing)} 个` : ""].filter(Boolean).join("，");
}

function overview({ year, unit, dictionary }) {
	const missing = year.total(unit.id, "missing"), leftOut = year.total(unit.id, "left_out");
	const counts = dictionary.counts.map(count => ({ ...count, value: year.total(unit.id, count.code), holes: year.holes(unit.id, count.code) }));
	const people = counts.filter(count => count.unit === "件" || count.unit === "万元"), state = counts.filter(count => !people.includes(count));
	const shown = ["received", "carried_in", "processed", "carried_out", "reconsiderations", "lawsuits", "decisions", "charges"];
	const said = [];
	if (missing) said.push(`应报 ${number(year.total(unit.id, "owing"))} 个单位，${number(missing)} 个未报，它们的数不在合计中。`);
	if (year.total(unit.id, "holes")) said.push(`计入的报告有空白 ${number(year.total(unit.id, "holes"))} 格，合计不含。`);
	if (leftOut) said.push(`另有 ${number(leftOut)} 个单位已报而数字未计入。`);
	if (year.total(unit.id, "drafts")) said.push(`计入的有 ${number(year.total(unit.id, "drafts"))} 份还是草稿。`);
	if (year.totals.value(unit.id, "basis") && year.totals.value(unit.id, "basis") !== "各单位报告之和") said.push(`依据：${year.totals.value(unit.id, "basis")}。`);
	if (!said.length) said.push(year.totals.rows.has(unit.id) ? "应报的都已报，没有空白。" : "这一年度没有数。");
	const card = count => el("div", { class: "card", "data-count": count.code },
		el("span", { class: "label" }, count.label), el("strong", {}, number(count.value)), el("span", { class: "unit" }, count.unit || ""),
		el("span", { class: "lacks" }, lacks(count.holes, missing)));
	return section("overview", `${unit.name}　${year.year} 年`, said.join(""), null,
		el("div", { class: "cards" }, people.filter(count => shown.includes(count.code)).map(card)),
		el("div", { class: "cards small" }, state.filter(count => count.code !== "units" || count.value > 1).map(card)),
		table("全部合计", [{ label: "项目" }, { label: "合计", key: "value" }, { label: "计量单位", text: true }, { label: "空白格", key: "holes" }, { label: "未报单位" }],
			people.map(count => ({ cells: [count.label, number(count.value), count.unit, number(count.holes), number(missing)], keys: [null, count.code, null, `${count.code}-holes`, null] }))));
}

/* Units one level below, or if there are none those beside. */
function neighbours(year, unit) {
	return unit.children.length ? unit.children : year.units.has(unit.parent) ? year.units.get(unit.parent).children : year.roots;
}

function ranking({ state, year, unit, measure, places, mapNumber, go }) {
	const all = neighbours(year, unit).map(one => ({ unit: one, m: year.measure(one.id, measure) }));
	const value = one => one.m ? one.m.value : null, write = format(measure);
	/* a few cases make any rate: these are shown, and have no place among the others */
	const ranked = all.filter(one => value(one) !== null && !one.m.isSmall && !one.m.holes).sort((a, b) => value(b) - value(a));
	const blank = all.filter(one => value(one) !== null && !one.m.isSmall && one.m.holes).sort((a, b) => value(b) - value(a));
	const small = all.filter(one => value(one) !== null && one.m.isSmall);
	const unknown = all.filter(one => value(one) === null);
	const why = one => !one.m || (one.m.numerator === null && !one.m.holes) ? "没有数" : [one.m.scope ? `${one.m.scope}报告` : "", one.m.isSmall ? `样本不足（少于 ${measure.least} 件）` : "", one.m.holes ? `空白 ${number(one.m.holes)} 格` : "",
		year.total(one.unit.id, "missing") ? `未报 ${number(year.total(one.unit.id, "missing"))} 个` : ""].filter(Boolean).join("，");
	/* places alike have one rank, and the next is left out */
	const rank = one => ranked.includes(one) ? 1 + ranked.findIndex(other => value(other) === value(one)) : null;
	const lines = [...ranked, ...blank, ...small, ...unknown];
	const top = [...ranked, ...blank, ...small].slice(0, MOST_BARS), onClick = goTo(top.map(one => one.unit), go);
	const chart = bars(top.map(one => one.unit.name), [{ name: measure.label, data: top.map(one => ({ value: value(one), itemStyle: ranked.includes(one) ? {} :
		{ color: "transparent", borderColor: colour("series-1"), borderType: "dashed", borderWidth: 1 } })) }],
		{ format: write, label: ({ dataIndex }) => write(value(top[dataIndex])) + (top[dataIndex].m.isSmall ? " 样本不足" : ""), onClick, description: `${measure.label}，按单位排列` });
	const map = places && mapOf(places, all.filter(one => value(one) !== null && !one.m.isSmall), value, measure, write, event => {
		const one = all.find(one => one.unit.code === event.name);
		if (one) go({ unit: one.unit.id });
	});
	const mapPlace = map && el("div", { class: "chart", id: "chart-map" });
	const choose = el("select", { id: "measure", change: event => go({ measure: event.target.value }) },
		topics(measure.all).map(([topic, measures]) => el("optgroup", { label: topic },
			measures.map(one => el("option", { value: one.code, selected: one.code === measure.code }, one.label)))));
	const drawn = section("ranking", unit.children.length ? "下级单位" : "同级单位", null, null,
		el("p", {}, el("label", { for: "measure" }, "指标 "), choose, measure.note ? ` ${measure.note}` : ""),
		measure.denominator ? el("p", { class: "note" }, `分母少于 ${measure.least || 0} 件的只标明“样本不足”，不排名；有空白的只算没有空白的单位，也不排名。`) : null,
		mapPlace, mapPlace && mapNumber ? el("p", { class: "note" }, `审图号：${mapNumber}`) : null,
		lines.length > MOST_BARS ? el("p", { class: "note" }, `图中是前 ${MOST_BARS} 个，全部在表中。`) : null,
		el("div", { class: "chart", id: "chart-ranking" }),
		table(`${measure.label}，${lines.length} 个单位`, [{ label: "单位" }, { label: "名次", key: "rank" }, { label: `${measure.label}${measure.denominator ? "" : `（${measure.unit}）`}`, key: "value" },
			...(measure.denominator ? [{ label: "分子", key: "numerator" }, { label: "分母", key: "denominator" }] : []), { label: "评价", text: true }, { label: "说明", text: true }],
			lines.map(one => ({ unit: one.unit.id, class: one.unit === unit ? "self" : null, cells: [link(state, one.unit), number(rank(one)), write(value(one)),
				...(measure.denominator ? [number(one.m && one.m.numerator), number(one.m && one.m.denominator)] : []), one.m ? one.m.state : "", why(one)] })), { open: true }));
	return { element: drawn.element, draw: () => {
		draw(drawn.element.querySelector("#chart-ranking"), chart);
		if (map) draw(mapPlace, map);
	} };
}

function topics(measures) {
	const topics = new Map();
	for (const measure of measures)
		topics.set(measure.topic || "其他", [...(topics.get(measure.topic || "其他") || []), measure]);
	return [...topics];
}

/* The office's own map: the places below the unit that have a number. */
function mapOf(places, all, value, measure, write, onClick) {
	const codes = new Map(all.map(one => [one.unit.code, one]));
	const features = places.filter(place => codes.has(place.properties.name));
	if (!features.length)
		return null;
	echarts.registerMap("places", { type: "FeatureCollection", features });
	const values = features.map(place => value(codes.get(place.properties.name)));
	return {
		height: narrow() ? 320 : 460, onClick,
		option: {
			description: `${measure.label}，地图`,
			tooltip: { formatter: ({ name }) => codes.has(name) ? `${codes.get(name).unit.name}\n${write(value(codes.get(name)))}` : "" },
			visualMap: { min: Math.min(...values), max: Math.max(...values, Math.min(...values) + 1e-6), text: [write(Math.max(...values)), write(Math.min(...values))], left: 0, bottom: 0, textStyle: { color: colour("text") },
				inRange: { color: [colour("map-low"), colour("map-high")] }, itemHeight: 80 },
			series: [{ type: "map", map: "places", selectedMode: false, label: { show: !narrow(), color: colour("text"), textBorderColor: colour("card"), textBorderWidth: 3, formatter: ({ name }) => codes.get(name).unit.name },
				itemStyle: { borderColor: colour("line"), areaColor: colour("card") }, emphasis: { label: { color: colour("text") }, itemStyle: { areaColor: colour("map-low") } },
				data: features.map((place, i) => ({ name: place.properties.name, value: values[i] })) }],
		},
	};
}

function trend({ register, year, unit, measure }) {
	const write = format(measure);
	const lines = register.years.map(y => ({ y, year: register.year(y) })).filter(({ year }) => year.units.has(unit.id))
		.map(({ y, year }) => ({ y, m: year.measure(unit.id, measure), missing: year.total(unit.id, "missing") }));
	const of = name => lines.map(({ m }) => m ? m[name] : null);
	const chart = measure.denominator
		? years(lines.map(({ y }) => String(y)), [{ name: measure.label, type: "line", data: of("value") }], [], write)
		: years(lines.map(({ y }) => String(y)), [{ name: measure.label, data: of("value") }],
			[{ name: "可比增长率", data: of("comparableGrowth") }, { name: "增长率", data: of("growth"), dashed: true }], number);
	return section("trend", `${measure.label}：${lines.length} 年`, measure.denominator ? null : "可比增长率只比两年都有数的单位；增长率是两年合计直接相比，缺报、增减单位的影响也在内。", chart,
		table("各年", [{ label: "年度" }, { label: measure.label, key: "value" }, ...(measure.denominator ? [{ label: "分子", key: "numerator" }, { label: "分母", key: "denominator" }]
			: [{ label: "可比增长率", key: "comparable_growth" }, { label: "可比单位", key: "comparable_units" }, { label: "增长率", key: "growth" }]), { label: "空白格", key: "holes" },
			{ label: "未报单位", key: "missing" }],
			lines.map(({ y, m, missing }) => ({ unit: y, cells: [String(y), m && write(m.value), ...(measure.denominator ? [m && number(m.numerator), m && number(m.denominator)]
				: [m && percent(m.comparableGrowth), m && number(m.units), m && percent(m.growth)]), m && number(m.holes), number(missing)] }))));
}

function rates({ year, unit, measures }) {
	const lines = measures.filter(measure => measure.denominator).map(measure => ({ measure, m: year.measure(unit.id, measure) }));
	const shown = lines.filter(({ m }) => m && m.value !== null);
	const chart = shown.length ? bars(shown.map(({ measure }) => measure.label), [{ name: "比率", data: shown.map(({ m }) => ({ value: m.value,
		itemStyle: m.isSmall ? { color: "transparent", borderColor: colour("series-1"), borderType: "dashed", borderWidth: 1 } : {} })) }],
		{ format: percent, label: ({ dataIndex }) => percent(shown[dataIndex].m.value) + (shown[dataIndex].m.isSmall ? " 样本不足" : "") }) : null;
	return section("rates", "比率", "虚框的样本不足，不评价。", chart,
		table("比率", [{ label: "指标" }, { label: "比率", key: "value" }, { label: "分子", key: "numerator" }, { label: "分母", key: "denominator" }, { label: "评价", text: true }, { label: "说明", text: true }],
			lines.map(({ measure, m }) => ({ unit: measure.code, cells: [measure.label, m && percent(m.value), m && number(m.numerator), m && number(m.denominator), m && m.state,
				!m ? "没有数" : [m.scope ? `${m.scope}报告` : "", m.isSmall ? `样本不足（少于 ${measure.least} 件）` : "", m.holes ? `空白 ${number(m.holes)} 格，只算没有空白的单位` : ""].filter(Boolean).join("，")] }))));
}

/* Outcomes, applicants and remedies: bars, and a table with the share of all. */
function parts(id, title, note, lines, whole, wholeLabel) {
	const shown = lines.filter(line => line.value !== null || line.holes), share = line => line.value !== null && whole > 0 ? line.value / whole : null;
	return section(id, title, shown.length ? note : "没有数。",
		shown.length ? bars(shown.map(line => line.label), [{ name: title, data: shown.map(line => line.value) }], { label: ({ dataIndex }) => number(shown[dataIndex].value) }) : null,
		table(title, [{ label: "项目" }, { label: "件" }, { label: wholeLabel }, { label: "空白格" }],
			shown.map(line => ({ cells: [line.label, number(line.value), percent(share(line)), number(line.holes)], keys: [null, line.code, null, `${line.code}-holes`] }))));
}

const sum = values => values.some(value => value !== null) ? values.reduce((total, value) => total + (value || 0), 0) : null;

function outcomes({ year, unit, dictionary }) {
	const lines = dictionary.outcomes.map(one => ({ ...one, value: year.outcome(unit.id, one.code), holes: year.outcomeHoles(unit.id, one.code) }));
	const groups = [...new Set(lines.map(line => line.group))].map(group => {
		const inside = lines.filter(line => line.group === group);
		return { inside, code: `group-${group}`, label: inside[0].group_label, value: sum(inside.map(line => line.value)), holes: sum(inside.map(line => line.holes)) };
	});
	const reasons = groups.filter(group => group.inside.length > 1).flatMap(group => group.inside).filter(line => line.value !== null || line.holes)
		.sort((a, b) => (b.value || 0) - (a.value || 0));
	const processed = year.total(unit.id, "processed"), holes = lacks(sum(groups.map(group => group.holes)), year.total(unit.id, "missing"));
	const note = holes ? `${holes}，不在其中。` : "";
	return [
		parts("outcomes", "办理结果", note, groups, processed, "占总计"),
		parts("reasons", "不予公开、无法提供、不予处理等的理由", note, reasons.map(line => ({ ...line, label: `${line.label}` })), processed, "占总计"),
	];
}

function applicants({ year, unit, dictionary }) {
	return parts("applicants", "申请人", lacks(year.holes(unit.id, "received"), year.total(unit.id, "missing")) || "本年新收的申请。",
		dictionary.applicants.map(one => ({ ...one, value: year.outcome(unit.id, one.code), holes: year.outcomeHoles(unit.id, one.code) })), year.total(unit.id, "received"), "占新收");
}

function remedies({ year, unit, dictionary }) {
	const results = ["upheld", "overturned", "other_result", "pending"], kinds = [["reconsiderations", "行政复议"], ["lawsuits", "行政诉讼"]];
	const labelOf = code => (dictionary.counts.find(count => count.code === code) || {}).label || code;
	const lines = kinds.flatMap(([kind]) => results.map(result => `${kind}_${result}`)).map(code =>
		({ code, label: labelOf(code), value: year.total(unit.id, code), holes: year.holes(unit.id, code) }));
	return parts("remedies", "行政复议和行政诉讼", lacks(sum(lines.map(line => line.holes)), year.total(unit.id, "missing")), lines, null, "");
}

function due({ state, year, unit, dictionary, go }) {
	const children = unit.children, all = year.below(unit).filter(one => one.due);
	const names = children.filter(child => year.total(child.id, "missing") || child.late || child.overdue).sort((a, b) => b.overdue + b.late - a.overdue - a.late).slice(0, MOST_BARS);
	const chart = names.length ? bars(names.map(child => child.name), [{ name: "未公布", data: names.map(child => child.overdue), colour: colour("bad") },
		{ name: "逾期公布", data: names.map(child => child.late), colour: colour("doubtful") }], { onClick: goTo(names, go) }) : null;
	return section("due", "谁未报、谁逾期", all.length ? `${number(all.filter(one => one.due.state !== "late").length)} 个未公布，${number(all.filter(one => one.due.state === "late").length)} 个逾期公布。` : "没有。", chart,
		all.length ? table("名单和联系人", [{ label: "单位" }, { label: "情形", text: true }, { label: "状态", text: true }, { label: "期限" }, { label: "公布日期" }, { label: "联系人", text: true }, { label: "电话", text: true }],
			all.map(one => ({ unit: one.id, cells: [link(state, one), dictionary.states[one.due.state] || "没有报告", one.due.status || "没有报告", one.due.due, one.due.published, one.contact, one.telephone] })), { open: true }) : null);
}

function findings({ state, year, unit, isLast, go }) {
	const children = unit.children.filter(child => child.errors || child.warnings).sort((a, b) => b.errors - a.errors || b.warnings - a.warnings);
	const top = children.slice(0, MOST_BARS);
	const chart = top.length ? bars(top.map(child => child.name), [{ name: "强制性", data: top.map(child => child.errors), colour: colour("bad") },
		{ name: "核实性，未说明", data: top.map(child => child.warnings), colour: colour("doubtful") }], { onClick: goTo(top, go) }) : null;
	const lines = year.below(unit).flatMap(one => one.findings.filter(finding => finding.message).map(finding => ({ one, ...finding }))).sort((a, b) => b.isError - a.isError);
	return section("findings", "核对结果", unit.errors || unit.warnings ? `强制性不符 ${number(unit.errors)} 条，尚未说明的核实性不符 ${number(unit.warnings)} 条。${isLast ? "" : "往年的核实性不符只有条数。"}` : "没有不符。", chart,
		children.length ? table("各单位", [{ label: "单位" }, { label: "强制性", key: "errors" }, { label: "核实性，未说明", key: "warnings" }],
			children.map(child => ({ unit: child.id, cells: [link(state, child), number(child.errors), number(child.warnings)] }))) : null,
		lines.length ? table(`逐条，${lines.length} 条`, [{ label: "单位" }, { label: "级别", text: true }, { label: "说明", text: true }],
			lines.map(({ one, isError, explained, scope, message }) => ({ unit: one.id, cells: [link(state, one), (isError ? "强制性" : "核实性") + (explained ? "，已说明" : ""),
				(scope ? `${scope}：` : "") + message] }))) : null);
}
