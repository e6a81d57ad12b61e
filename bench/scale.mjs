/*
 * scale.mjs [--write]: bench/run scale, in a private server.
 *
 * The same register at sizes ten times as large each: what it costs to load,
 * to keep, to add up and to work in.  Every register is in a database of its
 * own, dropped when it is measured.
 */
import { circumstances, connect, file, finish, inServer, median, ms, say, timed, whole } from "./common.mjs";
import { makeLedgers, makeRegister } from "./load.mjs";
import { writeFileSync } from "node:fs";

const sizes = (largest, smallest) => {
	const list = [];

	for (let size = smallest; size <= largest; size *= 10)
		list.push(size);
	return list;
};
const REPORTS = sizes(Number(process.env.REPORTS), 1000), REQUESTS = sizes(Number(process.env.REQUESTS), 10000);
const CALLS = 20;						/* of what is done for one report or office */

/* Calls work(database) with a register in a database of its own, and adds the size on disk to what it returns. */
async function inDatabase(name, work) {
	await inServer(`CREATE DATABASE ${name}`);
	const database = await connect(name);

	await database.query("CREATE EXTENSION report_ext; CALL disclosure.create_register()");
	const [{ empty }] = (await database.query("SELECT pg_database_size(current_database())::bigint AS empty")).rows;
	const result = await work(database);
	const [{ full }] = (await database.query("SELECT pg_database_size(current_database())::bigint AS full")).rows;
	await database.end();
	await inServer(`DROP DATABASE ${name}`);
	return { ...result, bytes: full - empty };
}

/* The median of some runs after one to warm up; parameters(run) are those of the statement. */
async function often(database, statement, parameters = () => [], runs = 3) {
	const times = [];

	for (let run = 0; run <= runs; run++)
		times.push((await timed(() => database.query({ text: statement, values: parameters(run), rowMode: "array" }))).ms);
	return { ms: median(times.slice(1)) };
}

/* -- reports ------------------------------------------------------------ */

const cells = await inDatabase("forms", async database => ({ lines: (await database.query(
	"SELECT path, decimals FROM disclosure.form_cell WHERE form = '2021' ORDER BY ordinal")).rows }));
writeFileSync(file("cells"), cells.lines.map(({ path, decimals }) => `2021\t${path}\t${decimals}\n`).join(""));

const registers = [];
for (const reports of REPORTS)
	registers.push(await inDatabase(`reports_${reports}`, async database => {
		const loaded = await makeRegister(database, reports / 2, file("cells"));

		await database.query("DROP TABLE line, last_year, came_in");
		say("measuring");
		const units = (await database.query(`SELECT unit_id FROM this_year
			WHERE status = 'submitted' ORDER BY md5(unit_id) LIMIT ${CALLS + 1}`)).rows;
		await database.query("DROP TABLE this_year");
		const unit = run => [units[run % units.length].unit_id];
		return {
			reports, loaded,
			root: await often(database, "SELECT * FROM disclosure.rollup(2023, '10', 0)"),
			inner: await often(database, "SELECT count(x) FROM disclosure.rollup(2023, '10', 3) x"),
			city: await often(database, "SELECT * FROM disclosure.rollup(2023, '10001', 0)"),
			sum: await often(database, "SELECT disclosure.sum(figures) FROM disclosure.report WHERE year = 2023 AND scope = 'own'"),
			findings: await often(database, "SELECT count(f) FROM disclosure.finding f WHERE year = 2023"),
			verified: await often(database, `SELECT count(disclosure.verify_history(unit_id, year, scope))
				FROM (SELECT * FROM disclosure.report ORDER BY md5(unit_id) LIMIT 1000) r`),
			finding: await often(database, "SELECT * FROM disclosure.finding WHERE unit_id = $1 AND year = 2023", unit, CALLS),
			edit: await often(database,
				"UPDATE disclosure.report SET figures['proactive.penalties.decisions'] = 1000 + $2::integer WHERE unit_id = $1 AND year = 2023",
				run => [...unit(run), run], CALLS),
		};
	}));

/* -- requests ----------------------------------------------------------- */

const ledgers = [];
for (const requests of REQUESTS)
	ledgers.push(await inDatabase(`requests_${requests}`, async database => {
		const loaded = await makeLedgers(database, requests, 3000);

		say("measuring");
		const offices = (await database.query("SELECT unit_id FROM disclosure.ledger ORDER BY md5(unit_id)")).rows;
		const office = run => [offices[run % offices.length].unit_id];
		return {
			requests, loaded,
			all: await often(database, "SELECT count(f) FROM disclosure.ledger_figures(2021, 2025) f", undefined, 1),
			compile: await often(database, "SELECT disclosure.compile_figures($1, 2024)", office, CALLS),
			due: await often(database, "SELECT * FROM disclosure.request_due WHERE unit_id = $1", office, CALLS),
		};
	}));

/* -- the result --------------------------------------------------------- */

const table = (heads, list, lines) => [
	`| ${["", ...heads].join(" | ")} |`, `|---|${heads.map(() => "---:|").join("")}`,
	...lines.map(([what, show]) => `| ${what} | ${list.map(show).join(" | ")} |`)].join("\n");
const megabytes = bytes => whole(bytes / 2 ** 20);

await finish(`
## Scale

\`REPORTS=${REPORTS.at(-1)} REQUESTS=${REQUESTS.at(-1)} bench/run scale\` made this part: registers ten times as large each, in databases of their own; medians of three runs
after one to warm up, of ${CALLS} for one report or office; times of the client.

| | |
|---|---|
${await circumstances()}

${table(REPORTS.map(n => `${whole(n)} reports`), registers, [
	["units, with two reports each", r => whole(r.reports / 2)],
	["on disk, MB", r => megabytes(r.bytes)],
	["loading who is below whom, µs a line", r => whole(r.loaded.parent.ms * 2000 / r.reports)],
	["loading recorded reports, µs a report", r => whole(r.loaded.recorded.ms * 2000 / r.reports)],
	["loading filed reports through the gate, µs a report", r => whole(r.loaded.filed.ms * 2000 / r.reports)],
	["total of the root, ms", r => ms(r.root)],
	["totals of all units with others below them, ms", r => ms(r.inner)],
	["total of a unit of the second level, ms", r => ms(r.city)],
	["\`sum(figures)\` of a year, ms", r => ms(r.sum)],
	["findings of a year, ms", r => ms(r.findings)],
	["verifying 1,000 histories, ms", r => ms(r.verified)],
	["findings of a report, ms", r => ms(r.finding)],
	["editing a report, ms", r => ms(r.edit)],
])}

${table(REQUESTS.map(n => `${whole(n)} requests`), ledgers, [
	["of 3,000 offices in five years, on disk, MB", r => megabytes(r.bytes)],
	["loading requests, µs a line", r => whole(r.loaded.request.ms * 1000 / r.requests)],
	["figures of all offices and years, ms", r => ms(r.all)],
	["figures of an office and year, ms", r => ms(r.compile)],
	["due dates of an office, ms", r => ms(r.due)],
])}
`);
