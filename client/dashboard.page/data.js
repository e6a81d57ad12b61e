/* What the register's views said, by year and unit.  Nothing is checked or summed up here that the register has summed up. */

async function readData() {
	const text = atob(document.getElementById("data").textContent), packed = new Uint8Array(text.length);
	for (let i = 0; i < text.length; i++)
		packed[i] = text.charCodeAt(i);
	const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
	return JSON.parse(await new Response(stream).text());
}

const STATES = { r: "红", y: "黄", g: "绿" };

/* A table of columns, one of them unit_id, as { column: [values] }, or { column: { row: value } } of a column that is nearly empty. */
class Columns {
	constructor(columns) {
		this.columns = columns;
		this.rows = new Map((columns.unit_id || []).map((id, row) => [id, row]));
	}
	value(id, column, part) {
		const row = this.rows.get(id), values = part ? this.columns[part][column] : this.columns[column];
		return row === undefined || !values ? null : values[row] ?? null;
	}
}

/* A year of the register: its tree of units, and what is known of each unit with all below it. */
class Year {
	constructor(register, year) {
		const said = register.data.years[year], units = said.unit, contacts = register.contacts;
		this.year = year;
		this.register = register;
		this.units = new Map((units.unit_id || []).map((id, row) => [id, {
			id, name: units.name[row], kind: units.kind[row], code: units.division_code[row], parent: units.parent_id[row], children: [],
			contact: contacts.value(id, "contact"), telephone: contacts.value(id, "telephone"),
			findings: [], errors: 0, warnings: 0, due: null, overdue: 0, late: 0,
		}]));
		/* who reads a county only has it as the top */
		this.roots = [];
		for (const unit of this.units.values())
			(this.units.has(unit.parent) ? this.units.get(unit.parent).children : this.roots).push(unit);
		this.totals = new Columns(said.total);
		this.outcomes = new Columns(said.outcome);
		this.trend = new Columns(said.trend);
		this.areas = new Map((said.area.unit_id || []).map((id, row) => [`${id} ${said.area.measure[row]}`, {
			scope: said.area.scope[row], numerator: said.area.numerator[row], denominator: said.area.denominator[row], ratio: said.area.ratio[row],
			isSmall: Boolean(said.area.is_small[row]), state: STATES[said.area.state[row]] || "" }]));
		this.countFindings(said.finding);
		this.countDue(register.data.due[year] || {});
	}

	/* from a unit to the top */
	path(id) {
		const path = [];
		for (let unit = this.units.get(id); unit; unit = this.units.get(unit.parent))
			path.unshift(unit);
		return path;
	}
	below(unit) {
		return [unit, ...unit.children.flatMap(child => this.below(child))];
	}

	countFindings(said) {
		(said.unit_id || []).forEach((id, row) => {
			const isError = said.severity[row] === "e", explained = Boolean(said.is_explained[row]);
			if (!this.units.has(id))
				return;
			this.units.get(id).findings.push({ isError, explained, scope: said.scope[row], message: said.message[row] });
			for (const unit of this.path(id)) {
				unit.errors += isError;
				unit.warnings += !isError && !explained;
			}
		});
	}
	countDue(said) {
		(said.unit_id || []).forEach((id, row) => {
			if (!this.units.has(id))
				return;
			const state = said.state[row];
			this.units.get(id).due = { state, status: said.status[row], due: said.due_on[row], published: said.published_on[row] };
			for (const unit of this.path(id)) {
				unit.late += state === "late";
				unit.overdue += state !== "late";
			}
		});
	}

	total(id, column) { return this.totals.value(id, column); }
	/* null where the register cannot say of which cells a number consists */
	holes(id, column) { return this.outcomes.value(id, column, "count_holes") || 0; }
	outcome(id, code) { return this.outcomes.value(id, code, "value"); }
	outcomeHoles(id, code) { return this.outcomes.value(id, code, "holes") || 0; }

	/* A measure of a unit with all below it, or else that of its report on the whole area: null where nothing is known of it. */
	measure(id, measure) {
		const sum = this.sumOf(id, measure), area = this.areas.get(`${id} ${measure.code}`);
		if ((sum && (sum.numerator !== null || sum.holes)) || !area)
			return sum;
		return { ...area, value: measure.denominator ? area.ratio : area.numerator, holes: 0, last: null, growth: null, units: null, comparableGrowth: null };
	}
	sumOf(id, measure) {
		const columns = this.trend.columns.measures && this.trend.columns.measures[measure.code], row = this.trend.rows.get(id);
		if (!columns || row === undefined)
			return null;
		const sides = this.trend.columns.sides, at = column => column?.[row] ?? null;
		const numerator = at(sides[measure.numerator]), denominator = measure.denominator ? at(sides[measure.denominator]) : null;
		const holes = at(columns.holes) || 0, last = at(columns.last), differs = (value, other) => value === null ? other : value;
		const result = {
			numerator, denominator, holes, isSmall: Boolean(at(columns.is_small)),
			state: STATES[at(columns.state)] || "", scope: "",
			last, growth: growth(numerator, last), units: at(columns.comparable_units),
			comparableGrowth: null,
			value: numerator,
		};
		if (measure.denominator) {
			/* a ratio over blanks lies: of the units that know theirs, then */
			result.value = holes ? at(columns.known_ratio) : numerator !== null && denominator > 0 ? numerator / denominator : null;
		} else if (result.units > 0)
			result.comparableGrowth = growth(differs(at(columns.comparable), numerator), differs(at(columns.comparable_last), last));
		return result;
	}
}

function growth(now, last) {
	return now === null || last === null || !(last > 0) ? null : (now - last) / last;
}

class Register {
	constructor(data) {
		this.data = data;
		this.dictionary = data.dictionary;
		this.contacts = new Columns(data.dictionary.contacts);
		this.years = Object.keys(data.years).map(Number).sort((a, b) => a - b);
		this.known = new Map();
	}
	year(year) {
		if (!this.known.has(year))
			this.known.set(year, new Year(this, year));
		return this.known.get(year);
	}
}
