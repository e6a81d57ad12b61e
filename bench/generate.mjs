/*
 * generate.mjs CELLS ROWS FIRST_YEAR FLAT FIGURES
 *
 * Writes ROWS synthetic annual reports twice: FLAT, CSV with one column a
 * cell (amounts in units of 10^-6 万元), and FIGURES, unit, year, region and
 * the text form of disclosure.figures for COPY.  Every report follows from
 * its number alone.  CELLS is a TSV of form, path and number of decimals.
 *
 * A report has some twenty numbers that are not zero.  It obeys the rules,
 * except that one in twenty has one wrong cell; one in thirty has blanks.
 */
import { openSync, writeSync, closeSync, readFileSync } from "node:fs";

const [cellsFile, rowCount, firstYear, flatFile, figuresFile] = process.argv.slice(2);
const REGIONS = 3000, YEARS = 10;

/* -- the forms -------------------------------------------------------- */

const column = new Map();			/* path -> place in the flat row */
const amount = [];					/* is this column an amount? */
const forms = {};					/* form -> rows: {table, name, cells, columns} */

for (const line of readFileSync(cellsFile, "utf8").trim().split("\n")) {
	const [form, path, decimals] = line.split("\t");
	const [table, row, cell] = path.split(".");

	if (!column.has(path)) {
		amount[column.size] = decimals > 0;
		column.set(path, column.size);
	}
	const rows = forms[form] ??= new Map();
	const name = `${table}.${row}`;
	if (!rows.has(name))
		rows.set(name, { table, row, cells: [], columns: [] });
	rows.get(name).cells.push(cell);
	rows.get(name).columns.push(column.get(path));
}

const formOf = year => year < 2021 ? "2019" : "2021";

/* -- chance, from the number of the report ---------------------------- */

let state;
function random() {					/* mulberry32 */
	state = (state + 0x6d2b79f5) | 0;
	let x = Math.imul(state ^ (state >>> 15), state | 1);
	x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
	return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
}
const below = n => Math.floor(random() * n);
const chance = p => random() < p;
const pick = list => list[below(list.length)];
/* mostly small, now and then near the limit */
const size = limit => Math.floor(Math.exp(random() ** 2 * Math.log(limit)));

/* -- one report ------------------------------------------------------- */

const SHARE = {						/* how many offices have a number there */
	"proactive.government_rules": 0.01,
	"proactive.normative_documents": 0.4,
	"proactive.licensing": 0.5,
	"proactive.other_services": 0.3,
	"proactive.penalties": 0.5,
	"proactive.compulsion": 0.25,
	"proactive.charges": 0.3,
	"proactive.procurement": 0.5,
};
const APPLICANTS = { natural_person: 1, enterprise: 0.5, research: 0.01,
	public_welfare: 0.02, legal_service: 0.08, other_organisation: 0.05 };
const NOT_AN_OUTCOME = ["received", "carried_in", "processed", "carried_out"];

const values = new Array(column.size);

function fillProactive(rows) {
	for (const row of rows) {
		for (let i = 0; i < row.columns.length; i++) {
			const c = row.columns[i];

			if (!chance(SHARE[`${row.table}.${row.row}`]))
				continue;
			values[c] = size(row.cells[i] === "decisions" ? 1e5 : 300);
			if (amount[c])
				values[c] = values[c] * 1e6 + below(1e4) * 100;
			if (row.cells[i] === "change" && chance(0.4))
				values[c] = -values[c];
		}
	}
}

function fillRequests(rows) {
	const at = (row, applicant) => column.get(`requests.${row}.${applicant}`);
	const outcomes = rows.filter(row => !NOT_AN_OUTCOME.includes(row.row));
	const add = (row, applicant, n) => {
		values[at(row, applicant)] += n;
		values[at(row, "total")] += n;
	};

	for (const applicant in APPLICANTS) {
		if (!chance(APPLICANTS[applicant]))
			continue;
		let processed = 0;
		for (let n = applicant === "natural_person" ? 2 + below(4) : 1; n > 0; n--) {
			const x = size(200);
			add(pick(outcomes).row, applicant, x);
			processed += x;
		}
		const out = chance(0.3) ? size(20) : 0;
		const back = chance(0.3) ? Math.min(size(20), processed) : 0;
		add("processed", applicant, processed);
		add("carried_out", applicant, out);
		add("carried_in", applicant, back);
		add("received", applicant, processed + out - back);
	}
}

function fillRemedies(rows) {
	for (const row of rows) {
		const total = row.columns[row.columns.length - 1];

		if (!chance(row.row === "reconsideration" ? 0.25 : 0.08))
			continue;
		for (let n = 1 + below(2); n > 0; n--) {
			const x = size(20);
			values[row.columns[below(row.columns.length - 1)]] += x;
			values[total] += x;
		}
	}
}

function makeBlanks(rows) {
	const candidates = rows.filter(row => !NOT_AN_OUTCOME.includes(row.row));

	for (let n = 1 + below(3); n > 0; n--) {
		const row = pick(candidates);
		/* the whole row, or all but the first cell and the total */
		const blank = row.columns.length < 7 || chance(0.5)
			? row.columns : row.columns.slice(1, -1);
		for (const c of blank)
			values[c] = null;
	}
}

/* in a row without blanks: its sum is then wrong beyond doubt */
function makeMistake(rows) {
	const row = pick(rows.filter(row => row.table !== "proactive" &&
		row.columns.every(c => values[c] !== null)));

	values[pick(row.columns)] += 1 + below(9);
}

/* -- writing ---------------------------------------------------------- */

function decimal(micro) {
	const digits = String(Math.abs(micro)).padStart(7, "0");
	const fraction = digits.slice(-6).replace(/0+$/, "");

	return (micro < 0 ? "-" : "") + digits.slice(0, -6) + (fraction && "." + fraction);
}

function json(form, rows) {
	let text = `{"form":"${form}"`, table = "";

	for (const row of rows) {
		if (row.columns.every(c => values[c] === null))
			continue;
		const cells = row.columns.map(c =>
			values[c] !== null && amount[c] ? decimal(values[c]) : values[c]);
		text += row.table === table ? "," : `${table && "}"},"${row.table}":{`;
		text += `"${row.row}":[${cells.map(x => x ?? "null")}]`;
		table = row.table;
	}
	return text + "}}";
}

const tablesOf = {};
for (const form in forms) {
	const rows = [...forms[form].values()];
	const of = table => rows.filter(row => row.table === table);

	tablesOf[form] = { rows, proactive: of("proactive"), requests: of("requests"),
		remedies: of("remedies"), columns: rows.flatMap(row => row.columns) };
}

const flat = openSync(flatFile, "w"), figures = openSync(figuresFile, "w");
let flatLines = "", figuresLines = "";

for (let i = 0; i < rowCount; i++) {
	/* neighbours in the table belong to groups far apart */
	const group = i * 7919 % (REGIONS * YEARS);
	const year = Number(firstYear) + group % YEARS;
	const region = Math.floor(group / YEARS);
	const unit = Math.floor(i / (REGIONS * YEARS)) * REGIONS + region;
	const form = formOf(year);
	const tables = tablesOf[form];

	state = Math.imul(i + 1, 0x9e3779b1);
	values.fill(null);
	for (const c of tables.columns)
		values[c] = 0;
	fillProactive(tables.proactive);
	fillRequests(tables.requests);
	fillRemedies(tables.remedies);
	if (chance(1 / 30))
		makeBlanks(tables.rows);
	if (chance(1 / 20))
		makeMistake(tables.rows);

	flatLines += `${unit},${year},${region},${values.join(",")}\n`;
	figuresLines += `${unit}\t${year}\t${region}\t${json(form, tables.rows)}\n`;
	if (i % 500 === 499 || i === rowCount - 1) {
		writeSync(flat, flatLines);
		writeSync(figures, figuresLines);
		flatLines = figuresLines = "";
	}
}
closeSync(flat);
closeSync(figures);
