/*
 * counts.mjs: table 三 of all units and years, counted from the requests as a
 * careful person would by hand, for PostgreSQL and DuckDB alike.
 */
export const APPLICANTS = ["natural_person", "enterprise", "research", "public_welfare", "legal_service", "other_organisation"];
export const LAST_YEAR = 2025;
const NOT_AN_OUTCOME = ["received", "carried_in", "processed", "carried_out"];

const name = (row, column) => `${row}_${column}`;
export const columns = rows => rows.flatMap(row => [...APPLICANTS, "total"].map(column => name(row, column)));

/* a request's years; `gone` lies beyond the last if it is open */
const years = table => `(SELECT unit_id, applicant_kind, outcome, extract(year FROM received_on)::integer AS entered,
	coalesce(extract(year FROM decided_on)::integer, 9999) AS gone FROM ${table}) AS r`;

/* each year in which the request counts */
const inYears = table => `${years(table)} CROSS JOIN LATERAL generate_series(entered, least(gone, ${LAST_YEAR})) AS y(year)`;

/* A FILTER a cell. */
export function filters(rows, table) {
	const when = { received: "entered = year", carried_in: "entered < year", processed: "gone = year", carried_out: "gone > year" };
	const cell = (row, column) => `count(*) FILTER (WHERE ${when[row] ?? `gone = year AND outcome = '${row}'`}${
		column === "total" ? "" : ` AND applicant_kind = '${column}'`}) AS ${name(row, column)}`;

	return `SELECT unit_id, year, ${rows.flatMap(row => [...APPLICANTS, "total"].map(column => cell(row, column))).join(",\n\t")}
	FROM ${inYears(table)}
	GROUP BY unit_id, year`;
}

/* The cells that are not zero and no total, a line each: unit_id, year, row, applicant_kind, n. */
export function long(table, { row = text => `'${text}'`, unnest = "CROSS JOIN LATERAL generate_series" } = {}) {
	const branch = (what, year, from) =>
		`SELECT unit_id, ${year} AS year, ${what} AS row, applicant_kind, count(*) AS n FROM ${from} GROUP BY 1, 2, 3, 4`;
	const carried = (first, last) =>
		`(SELECT * FROM ${years(table)} WHERE gone > entered) AS c ${unnest}(${first}, least(${last}, ${LAST_YEAR})) AS y(year)`;

	return [branch(row("received"), "entered", years(table)),
		branch("outcome", "gone", `${years(table)} WHERE gone <= ${LAST_YEAR}`),
		branch(row("carried_in"), "y.year", carried("entered + 1", "gone")),
		branch(row("carried_out"), "y.year", carried("entered", "gone - 1"))].join("\nUNION ALL ");
}

/* A line for each row of the form in which a request counts, counted at once. */
export const longAtOnce = table => `SELECT unit_id, year, row, applicant_kind, count(*) AS n
	FROM ${inYears(table)} CROSS JOIN LATERAL (VALUES
		(CASE WHEN entered = year THEN 'received' ELSE 'carried_in' END), (CASE WHEN gone = year THEN outcome ELSE 'carried_out' END)) AS v(row)
	GROUP BY unit_id, year, row, applicant_kind`;

/* The table of the form over columns of single cells: with the row of all outcomes, and with totals. */
function withTotals(rows, single) {
	const outcomes = rows.filter(row => !NOT_AN_OUTCOME.includes(row));
	const cell = (row, column) => row === "processed" ? outcomes.map(outcome => name(outcome, column)).join(" + ") : name(row, column);
	const total = row => APPLICANTS.map(column => cell(row, column)).join(" + ");

	return `SELECT unit_id, year, ${rows.flatMap(row =>
		[...APPLICANTS.map(column => `${cell(row, column)} AS ${name(row, column)}`), `${total(row)} AS ${name(row, "total")}`]).join(",\n\t")}
	FROM (${single}) AS s`;
}

const singles = rows => rows.filter(row => row !== "processed").flatMap(row => APPLICANTS.map(column => [row, column]));

/* Lines turned into columns by FILTERs; is() is the condition of a cell. */
export const pivot = (rows, lines, is = (row, column) => `row = '${row}' AND applicant_kind = '${column}'`) => withTotals(rows,
	`SELECT unit_id, year, ${singles(rows).map(([row, column]) =>
		`coalesce(sum(n) FILTER (WHERE ${is(row, column)}), 0) AS ${name(row, column)}`).join(",\n\t")}
	FROM (${lines}) AS l GROUP BY unit_id, year`);

/* The same by DuckDB's own PIVOT. */
export const duckPivot = (rows, lines) => withTotals(rows, `SELECT unit_id, year, ${singles(rows).map(([row, column]) =>
	`coalesce(${name(row, column)}, 0) AS ${name(row, column)}`).join(", ")}
	FROM (PIVOT (${lines}) ON row IN (${rows.filter(row => row !== "processed").map(row => `'${row}'`)}),
		applicant_kind IN (${APPLICANTS.map(column => `'${column}'`)}) USING sum(n) GROUP BY unit_id, year)`);
