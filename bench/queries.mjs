/*
 * queries.mjs: the queries that a careful person would write by hand over a
 * flat table with a column for each cell, for PostgreSQL and DuckDB alike.
 */
const APPLICANTS = ["natural_person", "enterprise", "research", "public_welfare", "legal_service", "other_organisation"];
const RESULTS = ["upheld", "overturned", "other_result", "pending"];
const NOT_AN_OUTCOME = ["received", "carried_in", "processed", "carried_out"];

export const columns = (cells, what = column => column) =>
	cells.map(cell => what(cell.column)).join(", ");

export const sums = cells => columns(cells, column => `sum(${column}) AS ${column}`);

const holes = cells => columns(cells, column => `count(*) - count(${column}) AS ${column}_holes`);

const holds = line => `${line}.counted AND 2023 BETWEEN ${line}.from_year AND ${line}.to_year`;

/* Totals and holes of a unit and of the units down to a depth below it, over the register's unit_closure. */
export const rollup = (cells, root, depth) => `
	SELECT n.unit_id, count(*) AS units, ${sums(cells)}, ${holes(cells)}
	FROM disclosure.unit_closure n
	JOIN disclosure.unit_closure c ON c.ancestor_id = n.unit_id AND ${holds("c")}
	JOIN flat f ON f.unit_id = c.unit_id
	WHERE n.ancestor_id = '${root}' AND n.depth <= ${depth} AND ${holds("n")}
	GROUP BY n.unit_id`;

/* rollup in two steps: units below that depth are first added up at the unit above them. */
export const rollupInSteps = (cells, root, depth) => `
	WITH place AS (
		SELECT CASE WHEN n.depth > ${depth} THEN e.ancestor_id ELSE n.unit_id END AS at,
			count(*) AS units, ${sums(cells)}, ${holes(cells)}
		FROM disclosure.unit_closure n
		JOIN flat f ON f.unit_id = n.unit_id
		LEFT JOIN disclosure.unit_closure e ON e.unit_id = n.unit_id AND e.only_parent AND ${holds("e")}
		WHERE n.ancestor_id = '${root}' AND ${holds("n")}
		GROUP BY 1
	)
	SELECT n.unit_id, sum(p.units) AS units, ${sums(cells)}, ${columns(cells, column => `sum(${column}_holes) AS ${column}_holes`)}
	FROM disclosure.unit_closure n
	JOIN disclosure.unit_closure c ON c.ancestor_id = n.unit_id AND ${holds("c")}
	JOIN place p ON p.at = c.unit_id
	WHERE n.ancestor_id = '${root}' AND n.depth <= ${depth} AND ${holds("n")}
	GROUP BY n.unit_id`;

/* rows of table 三 or 四, in the forms that have them */
function rows(cells, table) {
	const row = new Map();
	for (const { path, forms } of cells) {
		const [of, name] = path.split(".");
		if (of === table)
			row.set(name, forms);
	}
	return row;
}

/*
 * The equations R1 to R4, each turned round: true where it is broken.  An
 * equation over a blank is NULL, and so is one over a row that the report's
 * form does not have; the outcomes alone differ between the forms.
 */
export function unsound(cells) {
	const requests = rows(cells, "requests");
	const outcomes = [...requests.keys()].filter(row => !NOT_AN_OUTCOME.includes(row));
	const only = (...forms) => outcomes.filter(row => String(requests.get(row)) === String(forms));
	const add = (list, column) => list.map(row => `requests_${row}_${column}`).join(" + ");
	const broken = [];

	for (const row of requests.keys())
		broken.push(`${APPLICANTS.map(a => `requests_${row}_${a}`).join(" + ")} <> requests_${row}_total`);
	for (const a of [...APPLICANTS, "total"]) {
		let outcome = add(outcomes, a);
		if (only("2019").length)
			outcome = `${add(only("2019", "2021"), a)}
			+ CASE WHEN year < 2021 THEN ${add(only("2019"), a)} ELSE ${add(only("2021"), a)} END`;
		broken.push(`${outcome} <> requests_processed_${a}`);
		broken.push(`requests_received_${a} + requests_carried_in_${a} <> requests_processed_${a} + requests_carried_out_${a}`);
	}
	for (const row of rows(cells, "remedies").keys())
		broken.push(`${RESULTS.map(r => `remedies_${row}_${r}`).join(" + ")} <> remedies_${row}_total`);
	return broken.join("\n\tOR ");
}
