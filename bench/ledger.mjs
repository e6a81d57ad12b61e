/*
 * ledger.mjs [--write]: bench/run ledger, in a private server.
 *
 * Makes the ledgers of 3,000 offices and loads them with the register's
 * triggers on, as offices would; measures the counting of the tables against
 * SQL by hand and DuckDB and compares the answers cell by cell; then what an
 * office does with its own requests.  Ends with status 1 when two answers
 * differ.
 */
import { readFileSync } from "node:fs";
import { RUNS, circumstances, differences, duck, file, finish, fraction, inDuck, inServer, measure, ms, mustEqual,
	percent, say, server, wanted, whole } from "./common.mjs";
import { makeLedgers } from "./load.mjs";
import * as counts from "./counts.mjs";

const REQUESTS = Number(process.env.REQUESTS), UNITS = 3000, ROOT = "33";
const FIRST_YEAR = 2021, LAST_YEAR = counts.LAST_YEAR;
const CALLS = 100;					/* of what is done for one office or request */
const DAYS = 1000000, FEW_DAYS = 20000;

/* -- the data --------------------------------------------------------- */

await inServer("CREATE EXTENSION report_ext");
await inServer("CALL disclosure.create_register()");
await inServer("SET search_path = public, disclosure");

const loaded = await makeLedgers(server, REQUESTS, UNITS);

/* codes as the smallest integers, for the SQL that is helped by them */
const rows = [...new Set((await inServer(`SELECT split_part(path, '.', 2) FROM form_cell
	WHERE form = '2021' AND path LIKE 'requests.%' ORDER BY ordinal`)).map(([row]) => row))];
const codeOf = (column, list) => `CASE ${column} ${list.map((word, i) => `WHEN '${word}' THEN ${i}`).join(" ")} END`;
await inServer(`CREATE TABLE coded AS SELECT unit_id, ${codeOf("applicant_kind", counts.APPLICANTS)}::smallint AS applicant_kind,
	${codeOf("outcome", rows)}::smallint AS outcome, received_on, decided_on FROM request`);
await inServer("VACUUM (FREEZE, ANALYZE) coded");

await duck.run(`CREATE TABLE request (unit_id text, request_no text, applicant_kind text, channel text, received_on date, outcome text,
	decided_on date, applicant_no text)`);
await duck.run(`COPY request FROM '${file("entries.request")}' (DELIMITER '\\t', HEADER false, NULLSTR '\\N')`);
await duck.run(`CREATE TYPE applicant AS ENUM (${counts.APPLICANTS.map(word => `'${word}'`)})`);
await duck.run(`CREATE TYPE form_row AS ENUM (${rows.map(row => `'${row}'`)})`);
await duck.run("CREATE TYPE office AS ENUM (SELECT DISTINCT unit_id FROM request ORDER BY 1)");
await duck.run(`CREATE TABLE coded AS SELECT unit_id::office AS unit_id, applicant_kind::applicant AS applicant_kind,
	outcome::form_row AS outcome, received_on, decided_on FROM request`);
await duck.run("CHECKPOINT");
await inServer("CHECKPOINT");

/* -- all offices and years ---------------------------------------------- */

const enumRow = { row: text => `'${text}'::form_row` };
const number = (list, word) => list.indexOf(word);
const byHand = {
	filters: counts.filters(rows, "request"),
	pivot: counts.pivot(rows, counts.longAtOnce("request")),
	pivotCoded: counts.pivot(rows, counts.long("coded", { row: text => `${number(rows, text)}::smallint` }),
		(row, column) => `row = ${number(rows, row)} AND applicant_kind = ${number(counts.APPLICANTS, column)}`),
};
const byDuck = {
	duckPivot: counts.duckPivot(rows, counts.longAtOnce("request")),
	duckCoded: counts.duckPivot(rows, counts.long("coded", enumRow)),
};

say("comparing the answers");
const cells = array => `array_to_string(ARRAY[${array}], ',')`;
const answer = query => `SELECT unit_id::text, year::text, ${cells(counts.columns(rows))} FROM (${query}) AS x ORDER BY 1, 2`;
const paths = rows.flatMap(row => [...counts.APPLICANTS, "total"].map(column => `requests.${row}.${column}`));
const own = await inServer(`SELECT unit_id, year::text, ${cells(paths.map(path => `figures['${path}']::text`))}
	FROM ledger_figures(${FIRST_YEAR}, ${LAST_YEAR}) ORDER BY 1, 2`);
/* by hand there is no line for a year without requests */
const compared = own.filter(([, , text]) => /[1-9]/.test(text));
for (const [name, query] of Object.entries(byHand))
	mustEqual(name, compared, await inServer(answer(query)));
for (const [name, query] of Object.entries(byDuck))
	mustEqual(name, compared, await inDuck(answer(query)));

const one = rows => Number(rows[0][0]);
const all = query => async () => one(await inServer(`SELECT count(x) FROM (${query}) AS x`));
const allInDuck = query => async () => one(await inDuck(`SELECT count(x) FROM (${query}) AS x`));
const ownFigures = `SELECT * FROM ledger_figures(${FIRST_YEAR}, ${LAST_YEAR})`;
await inServer("CREATE ROLE bench_reader");
await inServer(`SELECT grant_duty('bench_reader', 'read', '${ROOT}')`);
const tallies = "SELECT unit_id, tally(received_on, decided_on, applicant_kind, outcome) AS counted FROM request GROUP BY unit_id";
const counted = await measure("figures of all offices", {
	figures: all(ownFigures),
	requests: all(`SELECT unit_id, year, year_figures(counted, year, '{requests}')
		FROM (${tallies}) AS t CROSS JOIN LATERAL generate_series(${FIRST_YEAR}, ${LAST_YEAR} + 0 * length(unit_id)) AS y(year)`),
	year: all(`SELECT * FROM ledger_figures(${LAST_YEAR})`),
	reader: all(ownFigures),
	/* a column that the other index has, or the planner would take the smaller one of the key */
	bare: all("SELECT unit_id, count(received_on) FROM request GROUP BY unit_id"),
	pivot: all(byHand.pivot),
	pivotCoded: all(byHand.pivotCoded),
	...Object.fromEntries(Object.entries(byDuck).map(([name, query]) => [name, allInDuck(query)])),
	tally: all(tallies),
	duckLong: allInDuck(counts.long("coded", enumRow)),
	duckLongText: allInDuck(counts.long("request")),
}, async name => {
	await inServer(name === "reader" ? "SET ROLE bench_reader" : "RESET ROLE");
	await inServer(`SET enable_hashagg = ${["requests", "tally", "bare"].includes(name) ? "off" : "on"}`);
});
await inServer("RESET ROLE");
/* takes a minute, and is far enough from all others to be measured once */
Object.assign(counted, await measure("FILTERs", { filters: all(byHand.filters) }, () => {}, 1));
mustEqual("offices and years", counted.figures.answer, counted.reader.answer, own.length);

/* -- one office, one request -------------------------------------------- */

const office = async size => (await inServer(`SELECT unit_id, count(*)::integer FROM request GROUP BY 1
	ORDER BY abs(count(*) - ${size * REQUESTS / 1000000}), 1 LIMIT 1`))[0];
const [small, smallCount] = await office(250), [large, largeCount] = await office(9000), [largest, largestCount] = await office(35000);
const query = async (text, ...values) => (await server.query({ text, values, rowMode: "array" })).rows;
const openRequests = await inServer(`SELECT unit_id, request_no, (received_on + 1)::text FROM request r WHERE decided_on IS NULL
	AND NOT EXISTS (SELECT FROM request_event e WHERE (e.unit_id, e.request_no) = (r.unit_id, r.request_no))
	ORDER BY md5(unit_id || request_no) LIMIT ${CALLS + 1}`);
const call = await measure("one office, one request", {
	compileSmall: () => query("SELECT compile_figures($1, $2)", small, LAST_YEAR),
	compileLarge: () => query("SELECT compile_figures($1, $2)", large, LAST_YEAR),
	dueLargest: () => query("SELECT * FROM request_due WHERE unit_id = $1 AND decided_on IS NULL", largest),
	explain: ([unit, number]) => query("SELECT * FROM explain_due($1, $2)", unit, number),
	event: ([unit, number, day]) => query(`INSERT INTO request_event (unit_id, request_no, kind, happened_on, days)
		VALUES ($1, $2, 'extended', $3, 10)`, unit, number, day),
}, (name, run) => openRequests[run % openRequests.length], CALLS);

/* -- all requests, and a file ------------------------------------------- */

const imported = readFileSync(file("entries.csv"), "utf8");
const many = await measure("all open requests, a year's answers, a file", {
	source: () => query("SELECT * FROM cell_source($1, $2, 'requests.received.total')", largest, LAST_YEAR),
	due: () => query("SELECT * FROM request_due WHERE decided_on IS NULL"),
	late: () => query(`SELECT count(*), count(*) FILTER (WHERE late) FROM request_due
		WHERE decided_on BETWEEN '${LAST_YEAR}-01-01' AND '${LAST_YEAR}-12-31'`),
	file: () => query("SELECT result, count(*) FROM import_ledger($1, $2) GROUP BY 1", small, imported),
});
const [[answered, late]] = many.late.answer;

/* -- working days ------------------------------------------------------- */

/* a row a day, as registers have it that count with OFFSET */
await inServer(`CREATE TABLE calendar_day AS SELECT day::date, is_working_day(day::date) AS working
	FROM generate_series('2007-01-01'::date, '2026-12-31', '1 day') AS day`);
await inServer("ALTER TABLE calendar_day ADD PRIMARY KEY (day)");
await inServer("VACUUM (FREEZE, ANALYZE) calendar_day");
const days = (count, expression) => async () => one(await inServer(`SELECT sum(${expression} - '2000-01-01')
	FROM (SELECT '2008-01-01'::date + n % 6000 AS day FROM generate_series(1, ${count}) AS n) AS d`));
const offset = "(SELECT c.day FROM calendar_day c WHERE c.day > d.day AND c.working ORDER BY c.day OFFSET 19 LIMIT 1)";
const working = await measure("working days", {
	empty: days(DAYS, "date_pli(day, 20)"),
	added: days(DAYS, "working_day_add(day, 20)"),
	offset: days(FEW_DAYS, offset),
	addedFew: days(FEW_DAYS, "working_day_add(day, 20)"),
});
mustEqual("working days", working.offset.answer, working.addedFew.answer);
const perCall = ({ ms }, count) => ms * 1000 / count;

/* -- the result --------------------------------------------------------- */

const [[requests, open, crossing, withEvents, events]] = await inServer(`SELECT count(*)::integer,
	count(*) FILTER (WHERE decided_on IS NULL)::integer, count(*) FILTER (WHERE extract(year FROM decided_on) > extract(year FROM received_on))::integer,
	(SELECT count(*)::integer FROM (SELECT DISTINCT unit_id, request_no FROM request_event) e), (SELECT count(*)::integer FROM request_event) FROM request`);
const [[sizes]] = await inServer(`SELECT format('%s to %s, median %s', min(n), max(n), percentile_disc(0.5) WITHIN GROUP (ORDER BY n))
	FROM (SELECT count(*) AS n FROM request GROUP BY unit_id) s`);
const perLine = name => `${(loaded[name].ms * 1000 / loaded[name].lines).toFixed(0)} µs`;
const ratio = (name, other) => counted[name].ms / counted[other].ms;
const times = x => x >= 1 ? x.toFixed(1) : fraction(x);
const line = (what, name) => `| ${what} | ${ms(counted[name])} | ${times(ratio(name, "figures"))} |`;
const bestByHand = Math.min(counted.pivot.ms, counted.pivotCoded.ms), bestOfDuck = Math.min(counted.duckPivot.ms, counted.duckCoded.ms);
const precise = x => x < 10 ? x.toFixed(2) : whole(x);

await finish(`
## The ledger

\`${REQUESTS === 1000000 ? "" : `REQUESTS=${REQUESTS} `}bench/run ledger\` made this part: ${RUNS} runs after one to warm up, the contestants in turns; medians; the
FILTERs once; no parallel query, DuckDB with one thread and its own file. All data are in memory. What one office or request
asks was asked ${CALLS} times, each in a transaction of its own, and each event is of another request; times of the client. The
answers of SQL by hand and of DuckDB were compared with those of \`ledger_figures\`, ${rows.length} rows in ${counts.APPLICANTS.length + 1} columns for ${whole(compared.length)}
offices and years, and are ${differences ? "**not** " : ""}equal.

| | |
|---|---|
${await circumstances()}
| Ledgers | ${whole(UNITS)} offices, ${FIRST_YEAR} to ${LAST_YEAR}; ${whole(requests)} requests (${sizes} an office), ${percent(crossing, requests)} of them answered in another year, ${whole(open)} open; ${whole(events)} events on ${whole(withEvents)} requests; ${whole(loaded.case.lines)} cases, ${whole(loaded.item.lines)} items, ${whole(loaded.supplied.lines)} supplied figures |
| Loading | by COPY with all triggers: ${perLine("request")} a request, ${perLine("event")} an event, ${perLine("case")} a case, ${perLine("item")} an item, ${perLine("supplied")} a supplied figure; then VACUUM, without which the index is no use to the count |

| Tables of all offices and years | ms | to \`ledger_figures\` |
|---|---:|---:|
${line(`\`ledger_figures(${FIRST_YEAR}, ${LAST_YEAR})\`: tables 二, 三 and 四, blanks, supplied figures, packed`, "figures")}
${line("the same for a reader under row-level security", "reader")}
${line(`\`ledger_figures(${LAST_YEAR})\`, one year`, "year")}
${line("table 三 alone, as in the lines below: \`year_figures\` of \`tally\`", "requests")}
${line("\`tally\` alone", "tally")}
${line("\`GROUP BY unit_id\` with one \`count\`, by the same index", "bare")}
${line(`table 三, ${rows.length * 7} times \`count(*) FILTER\``, "filters")}
${line("table 三, \`GROUP BY\` and pivot", "pivot")}
${line("table 三, numbers as codes, counted by branch, pivot", "pivotCoded")}
${line("DuckDB, table 三, \`GROUP BY\` and \`PIVOT\`", "duckPivot")}
${line("DuckDB, table 三, enum codes, counted by branch, \`PIVOT\`", "duckCoded")}
${line("DuckDB, the cells that are not zero alone, enum codes", "duckLong")}
${line("DuckDB, the cells that are not zero alone, text codes", "duckLongText")}

| Of the register alone | |
|---|---:|
| \`explain_due\` of a request | ${precise(call.explain.ms)} ms |
| \`working_day_add(day, 20)\` | ${perCall(working.added, DAYS).toFixed(2)} µs |
| \`date_pli(day, 20)\`, which does nothing | ${perCall(working.empty, DAYS).toFixed(2)} µs |
| a table with a row a day, and OFFSET | ${perCall(working.offset, FEW_DAYS).toFixed(1)} µs |

| Wanted | is | at most | met |
|---|---:|---:|---|
${wanted("figures of all offices and years, ms", counted.figures.ms, 500, whole)}
${wanted("the same, to \`GROUP BY unit_id\`", ratio("figures", "bare"), 2, times)}
${wanted(`the same, to ${rows.length * 7} FILTERs`, ratio("figures", "filters"), 1 / 80)}
${wanted("the same, to the best \`GROUP BY\` and pivot", counted.figures.ms / bestByHand, 1 / 12)}
${wanted("the same, to DuckDB's best tables", counted.figures.ms / bestOfDuck, 0.5)}
${wanted("reader under row-level security, to the owner", ratio("reader", "figures"), 2.5, times)}
${wanted(`\`compile_figures\` of an office with ${whole(smallCount)} requests, ms`, call.compileSmall.ms, 2, precise)}
${wanted(`\`compile_figures\` of an office with ${whole(largeCount)} requests, ms`, call.compileLarge.ms, 15, precise)}
${wanted(`\`cell_source\` of an office with ${whole(largestCount)} requests, ${whole(many.source.answer.length)} lines sent, ms`, many.source.ms, 60, whole)}
${wanted("\`working_day_add\`, above the empty call, µs", perCall(working.added, DAYS) - perCall(working.empty, DAYS), 0.1, x => x.toFixed(2))}
${wanted("\`working_day_add\`, to the table with OFFSET", perCall(working.added, DAYS) / perCall(working.offset, FEW_DAYS), 1 / 50)}
${wanted(`due dates of all ${whole(many.due.answer.length)} open requests, sent, ms`, many.due.ms, 150, whole)}
${wanted(`due dates of the ${whole(call.dueLargest.answer.length)} open requests of an office, sent, ms`, call.dueLargest.ms, 10, precise)}
${wanted(`in time or late, ${whole(answered)} answers of a year (${whole(late)} late), ms`, many.late.ms, 1500, whole)}
${wanted("recording an event, ms", call.event.ms, 1, precise)}
${wanted(`trial import of ${whole(many.file.answer.reduce((sum, [, count]) => sum + Number(count), 0))} lines, ms`, many.file.ms, 2000, whole)}
`);
