/*
 * report.mjs: one synthetic annual report at a time, from a number alone.
 *
 * A report has some twenty numbers that are not zero.  It obeys the rules,
 * except for mistakes made with makeMistake().
 */
import { readFileSync } from "node:fs";
import { below, chance, pick, seed, size } from "./chance.mjs";

/* -- the forms -------------------------------------------------------- */

const column = new Map();			/* path -> place in the flat row */
const amount = [];					/* is this column an amount? */
const tablesOf = {};				/* form -> its rows, and those of each table: {table, row, cells, columns} */

/* The numbers of the report that was made last, amounts in units of 10^-6 万元; NULL if blank or not in its form. */
export const values = [];

/* Reads a TSV of form, path and number of decimals. */
export function readForms(file) {
	const forms = {};

	for (const line of readFileSync(file, "utf8").trim().split("\n")) {
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
	for (const form in forms) {
		const rows = [...forms[form].values()];
		const of = table => rows.filter(row => row.table === table);

		tablesOf[form] = { rows, proactive: of("proactive"), requests: of("requests"),
			remedies: of("remedies"), columns: rows.flatMap(row => row.columns) };
	}
	values.length = column.size;
}

export const formOf = year => year < 2021 ? "2019" : "2021";

/* -- one report ------------------------------------------------------- */

const SHARE = {						/* share of offices with a number in the row */
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

/* before: the values of last year's report; its carried-out requests are carried in here */
function fillRequests(rows, before) {
	const at = (row, applicant) => column.get(`requests.${row}.${applicant}`);
	const outcomes = rows.filter(row => !NOT_AN_OUTCOME.includes(row.row));
	const add = (row, applicant, n) => {
		values[at(row, applicant)] += n;
		values[at(row, "total")] += n;
	};

	for (const applicant in APPLICANTS) {
		const open = before?.[at("carried_out", applicant)];

		if (!chance(APPLICANTS[applicant]) && !open)
			continue;
		let processed = 0;
		for (let n = applicant === "natural_person" ? 2 + below(4) : 1; n > 0; n--) {
			const x = size(200);
			add(pick(outcomes).row, applicant, x);
			processed += x;
		}
		let out = chance(0.3) ? size(20) : 0;
		let back = chance(0.3) ? Math.min(size(20), processed) : 0;
		if (before) {
			back = open;
			out = Math.max(out, back - processed);
		}
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

/* Makes one to three rows of the last report blank; `form` is that report's. */
export function makeBlanks(form) {
	const candidates = tablesOf[form].rows.filter(row => !NOT_AN_OUTCOME.includes(row.row));

	for (let n = 1 + below(3); n > 0; n--) {
		const row = pick(candidates);
		/* the whole row, or all but the first cell and the total */
		const blank = row.columns.length < 7 || chance(0.5)
			? row.columns : row.columns.slice(1, -1);
		for (const c of blank)
			values[c] = null;
	}
}

/* Changes a cell in a row without blanks, so that its sum is certainly wrong. */
export function makeMistake(form) {
	const row = pick(tablesOf[form].rows.filter(row => row.table !== "proactive" &&
		row.columns.every(c => values[c] !== null)));

	values[pick(row.columns)] += 1 + below(9);
}

/* in force = in force last year + issued - repealed */
function carryDocuments(rows, before) {
	for (const { cells, columns } of rows) {
		const [inForce, issued, repealed] = ["in_force", "issued", "repealed"].map(cell => columns[cells.indexOf(cell)]);

		if (inForce === undefined)
			continue;
		values[inForce] = before[inForce] + values[issued] - values[repealed];
		if (values[inForce] < 0) {
			values[repealed] += values[inForce];
			values[inForce] = 0;
		}
	}
}

/* Makes a sound and complete report of a form, which carries on from last year's values if they are given. */
export function makeReport(number, form, before) {
	const tables = tablesOf[form];

	seed(number);
	values.fill(null);
	for (const c of tables.columns)
		values[c] = 0;
	fillProactive(tables.proactive);
	if (before)
		carryDocuments(tables.proactive, before);
	fillRequests(tables.requests, before);
	fillRemedies(tables.remedies);
}

/* -- writing ---------------------------------------------------------- */

export function decimal(micro) {
	const digits = String(Math.abs(micro)).padStart(7, "0");
	const fraction = digits.slice(-6).replace(/0+$/, "");

	return (micro < 0 ? "-" : "") + digits.slice(0, -6) + (fraction && "." + fraction);
}

/* the text form of disclosure.figures */
export function json(form) {
	let text = `{"form":"${form}"`, table = "";

	for (const row of tablesOf[form].rows) {
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

/* the row of a table with a column for each cell, amounts in 万元 */
export const flatRow = () => values.map((value, c) => value !== null && amount[c] ? decimal(value) : value);
