/* The page: what is shown stands in its address, so that the browser's back and a bookmark work. */

function addressOf({ year, unit, measure }) {
	return `#/${year}/${encodeURIComponent(unit)}/${encodeURIComponent(measure)}`;
}

function start(data) {
	const register = new Register(data), { dictionary } = register, measures = dictionary.measures || [];
	const newest = register.years[register.years.length - 1];
	const header = document.querySelector("header"), main = document.querySelector("main");
	let waiting = null;

	/* what the address asks for, or the nearest that is there */
	function stateOf(address) {
		const [, year, unit, measure] = address.split("/").map(part => { try { return decodeURIComponent(part); } catch (error) { return ""; } });
		const state = { year: register.years.includes(Number(year)) ? Number(year) : newest, unit, measure };
		const known = register.year(state.year);
		if (!known.units.has(state.unit))
			state.unit = (known.roots.find(root => known.total(root.id, "reported") > 0) || known.roots[0] || { id: "" }).id;
		if (!measures.some(one => one.code === state.measure))
			state.measure = measures.length ? measures[0].code : "";
		return state;
	}

	function show() {
		const state = stateOf(location.hash), year = register.year(state.year), unit = year.units.get(state.unit);
		const go = change => { location.hash = addressOf({ ...state, ...change }); };
		const measure = { ...measures.find(one => one.code === state.measure), all: measures };
		const title = data.page.title || `${year.roots.length === 1 ? year.roots[0].name : ""}政府信息公开工作年度报告`;
		document.title = unit ? `${unit.name} ${state.year} 年 - ${title}` : title;
		const found = el("ul", { id: "found" });
		header.replaceChildren(
			el("h1", {}, title),
			el("nav", { "aria-label": "年度", class: "years" }, register.years.map(y =>
				el("a", { href: addressOf({ ...state, year: y }), "aria-current": y === state.year ? "true" : null }, String(y)))),
			el("nav", { "aria-label": "所在位置", class: "path" }, (year.roots.length > 1 ? [el("select", { id: "root", "aria-label": "最上级单位", change: event => go({ unit: event.target.value }) },
				year.roots.map(root => el("option", { value: root.id, selected: unit && year.path(unit.id)[0] === root }, root.name)))] : []),
				unit ? year.path(unit.id).flatMap((one, i) => [i ? el("span", { "aria-hidden": "true" }, " › ") : null,
					one === unit ? el("b", { "aria-current": "page" }, one.name) : link(state, one)]) : "没有单位"),
			el("div", { class: "search" }, el("label", { for: "search" }, "找单位 "), el("input", { id: "search", type: "search", autocomplete: "off", input: event => {
				const words = event.target.value.trim();
				found.replaceChildren(...(words ? [...year.units.values()].filter(one => one.name.includes(words) || one.id === words).slice(0, 20) : [])
					.map(one => el("li", {}, link(state, one), ` ${year.path(one.id).slice(0, -1).map(above => above.name).join(" › ")}`)));
			} }), found));
		forgetCharts();
		clearTimeout(waiting);
		if (!unit) {
			main.replaceChildren(el("p", {}, "没有可以看的单位。"));
			return;
		}
		const about = { register, state, year, unit, dictionary, measures, measure, places: data.page.map, mapNumber: data.page.map_number, isLast: state.year === newest, go };
		const sections = [overview(about), ...(measures.length ? [ranking(about), trend(about), rates(about)] : []), ...outcomes(about), applicants(about), remedies(about), due(about), findings(about)];
		main.replaceChildren(...sections.map(one => one.element));
		drawAll(sections);
	}

	/* One chart after the other: numbers and tables can be read meanwhile, and who goes on does not wait for the rest. */
	function drawAll([first, ...rest]) {
		first.draw();
		main.setAttribute("aria-busy", String(rest.length > 0));
		waiting = rest.length ? setTimeout(drawAll, 0, rest) : null;
	}

	document.querySelector("footer").replaceChildren(`${dictionary.made_on} 由登记簿写成；数字、口径都出自登记簿的报表视图。`);
	window.addEventListener("hashchange", () => { show(); window.scrollTo(0, 0); });
	matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
	/* charts in print are as wide as on the screen: tables are opened */
	window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(one => { one.open = true; }));
	document.getElementById("wait").remove();
	show();
}

readData().then(start);
