/*
 * measure.mjs [--write]: bench/run figures, in a private server.
 *
 * Makes the data, loads them three ways, measures the contestants in turns,
 * compares their answers and prints Markdown.  Ends with status 1 when two
 * answers differ.
 */
import { statSync, writeFileSync } from "node:fs";
import { RUNS, circumstances, differences, duck, file, finish, fraction, here, inDuck, inServer, measure, ms, mustEqual,
	percent, say, shell, timed, wanted, whole } from "./common.mjs";
import * as sql from "./queries.mjs";

const ROWS = Number(process.env.ROWS), FIRST_YEAR = Number(process.env.FIRST_YEAR);
const INSERTED = Math.min(100000, Math.floor(ROWS / 2));

/* [key, number of a flat column, ...] -> sorted [key, column, number] */
const byCell = (rows, cells) => rows.flatMap(([key, ...values]) =>
	values.map((value, i) => [String(key), cells[i].column, value === null ? null : String(value)])
		.filter(([, , value]) => value !== null)).sort();

/* -- the data, three ways --------------------------------------------- */

await inServer("CREATE EXTENSION report_ext");
await inServer("SET search_path = public, disclosure");

const formCells = (await inServer("SELECT form, path, decimals FROM form_cell ORDER BY form, ordinal"))
	.filter(([form]) => form === "2021" || FIRST_YEAR < 2021);
const cells = [];
for (const [form, path, decimals] of formCells) {
	const known = cells.find(cell => cell.path === path);

	if (known)
		known.forms.push(form);
	else
		cells.push({ path, column: path.replaceAll(".", "_"), forms: [form], decimals });
}

say(`${ROWS} reports: generating`);
writeFileSync(file("cells"), formCells.map(line => `${line.join("\t")}\n`).join(""));
shell(process.execPath, `${here}generate.mjs`, file("cells"), ROWS, FIRST_YEAR, file("csv"), file("json"));

say("loading");
const keys = "unit int, year int, region int";
const flatTable = `CREATE TABLE flat (${keys}, ${sql.columns(cells, column => `${column} bigint`)})`;
await inServer(`CREATE TABLE packed (${keys}, figures figures)`);
await inServer(flatTable);
const input = await timed(() => shell("psql", "-qXc", `\\copy packed FROM '${file("json")}'`));
shell("psql", "-qXc", `\\copy flat FROM '${file("csv")}' (FORMAT csv)`);
await duck.run(flatTable);
await duck.run(`COPY flat FROM '${file("csv")}' (HEADER false, NULLSTR '')`);
await duck.run("CHECKPOINT");

await inServer(`CREATE TABLE unsound AS SELECT * FROM packed WHERE NOT is_sound(figures) AND is_complete(figures)`);
await inServer(`CREATE TABLE sound AS SELECT * FROM packed WHERE is_sound(figures) LIMIT ${INSERTED}`);
for (const table of ["plain", "guarded", "guarded_after"])
	await inServer(`CREATE TABLE ${table} (LIKE packed, PRIMARY KEY (unit, year))`);
await inServer(`CREATE TRIGGER sound BEFORE INSERT OR UPDATE ON guarded
	FOR EACH ROW EXECUTE FUNCTION require_sound('figures')`);
await inServer(`CREATE TRIGGER sound AFTER INSERT OR UPDATE ON guarded_after
	FOR EACH ROW EXECUTE FUNCTION require_sound('figures')`);
for (const table of ["packed", "flat", "sound", "unsound"])
	await inServer(`VACUUM (FREEZE, ANALYZE) ${table}`);
await inServer("CHECKPOINT");

/* -- the same answers? ------------------------------------------------ */

say("comparing the answers");
const amounts = cells.filter(cell => cell.decimals > 0).map(cell => `'${cell.path}'`);

/* amounts in units of the flat table's columns; pass unit 1 for holes, which are counts */
const totalCells = async (key, total, unit = 1000000) => (await inServer(`
	SELECT key::text, replace(path, '.', '_'),
		trim_scale(value * CASE WHEN path IN (${amounts}) THEN ${unit} ELSE 1 END)::text
	FROM (SELECT ${key} AS key, ${total} AS total FROM packed GROUP BY 1) AS grouped, cells(total)
	WHERE value IS NOT NULL`)).sort();

/* rows of key, number, … of a flat table -> what totalCells() gives */
const flatCells = rows => rows.flatMap(([key, ...numbers]) => numbers
	.map((number, i) => [String(key), cells[i].column, number])
	.filter(([, , number]) => number !== null)
	.map(([, column, number]) => [String(key), column, String(number)])).sort();

for (const key of ["0", "year"]) {
	const query = `SELECT ${key} AS key, ${sql.sums(cells)} FROM flat GROUP BY 1`;

	mustEqual(`sums by ${key}`, await totalCells(key, "sum(figures)"),
		flatCells(await inServer(query)), flatCells(await inDuck(query)));
}

const inForm = forms => forms.length > 1 ? "" :
	` FILTER (WHERE year ${forms[0] === "2019" ? "<" : ">="} 2021)`;
mustEqual("holes", await totalCells("0", "sum(blanks(figures))", 1), flatCells(await inServer(`SELECT 0 AS key,
	${cells.map(({ column, forms }) => `count(*)${inForm(forms)} - count(${column})`)} FROM flat`)));

const grouped = "SELECT year, region, sum(figures) AS total FROM packed GROUP BY 1, 2";
const probes = ["received", "processed", "carried_out"].map(row => `requests.${row}.total`);
const probed = table => `SELECT year, region, ${probes.map(path =>
	table === "packed" ? `total['${path}']::text` : `sum(${path.replaceAll(".", "_")})::text`)}`;
mustEqual("sums by year and region", await inServer(`${probed("packed")} FROM (${grouped}) g ORDER BY 1, 2`),
	await inServer(`${probed("flat")} FROM flat GROUP BY 1, 2 ORDER BY 1, 2`),
	await inDuck(`${probed("flat")} FROM flat GROUP BY 1, 2 ORDER BY 1, 2`));
mustEqual("sum of sums", ...await inServer(`
	SELECT sum(total)::text FROM (${grouped}) g UNION ALL SELECT sum(figures)::text FROM packed`));

/* -- measuring -------------------------------------------------------- */

const one = rows => Number(rows[0][0]);
const three = (packed, flat) => ({
	figures: async () => one(await inServer(`SELECT ${packed}`)),
	flat: async () => one(await inServer(`SELECT ${flat}`)),
	duckdb: async () => one(await inDuck(`SELECT ${flat}`)),
});
const group = by => three(`count(x.total) FROM (SELECT ${by}, sum(figures) AS total FROM packed GROUP BY ${by}) x`,
	`count(x) FROM (SELECT ${by}, ${sql.sums(cells)} FROM flat GROUP BY ${by}) x`);

const scan = await measure("count(*)", three("count(*) FROM packed", "count(*) FROM flat"));
const sum = await measure("sum of all", three("sum(figures) FROM packed", `${sql.sums(cells)} FROM flat`));
const byYear = await measure("sum by year", group("year"));
const byRegion = await measure("sum by year and region", group("year, region"));
const check = await measure("check of all", three("count(*) FROM packed WHERE NOT is_sound(figures)",
	`count(*) FROM flat WHERE ${sql.unsound(cells)}`));
for (const [what, { figures, flat, duckdb }] of Object.entries({ scan, byYear, byRegion, check }))
	mustEqual(what, figures.answer, flat.answer, duckdb.answer);

const more = await measure("more of figures", {
	holes: () => inServer("SELECT sum(figures), sum(blanks(figures)) FROM packed"),
	bare: () => inServer("SELECT count(figures) FROM unsound"),
	findings: () => inServer("SELECT count(*) FROM unsound, check_figures(figures)"),
	parallel: () => inServer("SELECT sum(figures) FROM packed"),
}, name => inServer(`SET max_parallel_workers_per_gather = ${name === "parallel" ? 2 : 0}`));
const insert = await measure("insert", Object.fromEntries(["plain", "guarded", "guarded_after"].map(table =>
	[table, () => inServer(`INSERT INTO ${table} SELECT * FROM sound`)])), table => inServer(`TRUNCATE ${table}`));

await inServer("RESET max_parallel_workers_per_gather");

/* -- the result ------------------------------------------------------- */

const [[packedSize, flatSize, valueSize, inserted, faulty, holed]] = await inServer(`
	SELECT pg_total_relation_size('packed'), pg_total_relation_size('flat'),
		(SELECT avg(pg_column_size(figures)) FROM packed), (SELECT count(*) FROM sound), (SELECT count(*) FROM unsound),
		(SELECT count(*) FROM packed WHERE NOT is_complete(figures))`);
const [[zeros]] = await inDuck(`SELECT (${cells.map(({ column }) => `count(*) FILTER (WHERE ${column} = 0)`).join(" + ")})
	/ (${cells.map(({ column }) => `count(${column})`).join(" + ")}) FROM flat`);
const size = { figures: { bytes: packedSize / ROWS }, flat: { bytes: flatSize / ROWS },
	duckdb: { bytes: statSync(file("duckdb")).size / ROWS } };
const perFaulty = (more.findings.ms - more.bare.ms) * 1000 / faulty;

const bytes = ({ bytes }) => whole(bytes);
const line = (what, { figures, flat, duckdb }, show = ms) =>
	`| ${what} | ${show(figures)} | ${show(flat)} | ${show(duckdb)} |`;

await finish(`
## Figures

\`bench/run figures\` made this part: ${RUNS} runs after one to warm up, the contestants in turns; medians; no parallel query, DuckDB
with one thread. All data are in memory. The answers of all three were compared and are ${differences ? "**not** " : ""}equal.

| | |
|---|---|
${await circumstances()}
| Reports | ${whole(ROWS)} of the years ${FIRST_YEAR} to ${FIRST_YEAR + 9}${FIRST_YEAR < 2021 ? ", those before 2021 of form 2019" : ""}; ${percent(zeros, 1)} of the cells are zero; ${percent(holed, ROWS)} of the reports have blanks, ${percent(check.figures.answer, ROWS)} break a rule |
| Flat table | ${cells.length} bigint columns, NULL where blank or not in the form; hand-written SQL, the same for DuckDB |

| ms | figures | flat table | DuckDB |
|---|---:|---:|---:|
${line("`count(*)`", scan)}
${line("sum of all", sum)}
${line("sum by year (10 groups)", byYear)}
${line(`sum by year and region (${whole(byRegion.figures.answer)} groups)`, byRegion)}
${line("check all", check)}
${line("bytes a report on disk", size, bytes)}

| Of figures alone | |
|---|---:|
| bytes a value | ${Number(valueSize).toFixed(1)} |
| sum of all with the sum of its holes | ${ms(more.holes)} ms |
| sum of all, up to two parallel workers | ${ms(more.parallel)} ms |
| input of the text form (COPY) | ${(input.ms * 1000 / ROWS).toFixed(1)} µs a report |
| insert ${whole(inserted)} reports into a table with a primary key | ${ms(insert.plain)} ms |
| the same with \`require_sound\` BEFORE each row | ${ms(insert.guarded)} ms |
| the same with \`require_sound\` AFTER each row | ${ms(insert.guarded_after)} ms |
| findings of a report that has some (${whole(faulty)} reports) | ${perFaulty.toFixed(1)} µs a report |

| Wanted | is | at most | met |
|---|---:|---:|---|
${wanted("size, to the flat table's", size.figures.bytes / size.flat.bytes, 1 / 18)}
${wanted("sum of all, to the flat table's", sum.figures.ms / sum.flat.ms, 1 / 12)}
${wanted("sum of all, to DuckDB's", sum.figures.ms / sum.duckdb.ms, 0.8)}
${wanted("30,000 groups, to the flat table's", byRegion.figures.ms / byRegion.flat.ms, 1 / 10)}
${wanted("30,000 groups, to DuckDB's", byRegion.figures.ms / byRegion.duckdb.ms, 0.5)}
${wanted("check all, to DuckDB's", check.figures.ms / check.duckdb.ms, 0.3)}
${wanted("insert with `require_sound`, to without", insert.guarded.ms / insert.plain.ms, 1.2, x => x.toFixed(2))}
${wanted("findings of a report, µs", perFaulty, 5, x => x.toFixed(1))}
`);
