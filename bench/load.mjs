/*
 * load.mjs: fills a register as offices would, from files and with its
 * triggers on, and says how long each step took.
 */
import { file, here, say, shell, timed } from "./common.mjs";

/* Loading lists and reports from files, as an office would. */
const steps = {
	unit: {
		statement: "INSERT INTO disclosure.unit (unit_id, name, kind) SELECT unit_id, name, kind FROM line",
		fills: ["unit", "unit_closure"],
	},
	parent: {
		statement: `INSERT INTO disclosure.unit_parent (unit_id, parent_id, from_year)
			SELECT unit_id, parent_id, 2020 FROM line WHERE parent_id IS NOT NULL`,
		fills: ["unit_parent", "unit_closure", "unit"],
	},
	recorded: {
		statement: `INSERT INTO disclosure.report (unit_id, year, origin, status, issued_on, figures)
			SELECT unit_id, 2022, 'recorded', 'published', '2023-01-31', figures FROM last_year`,
		fills: ["report", "report_version", "unit_lock"],
	},
	filed: {
		statement: `INSERT INTO disclosure.report (unit_id, year, origin, status, issued_on, figures)
			SELECT unit_id, 2023, origin, status, CASE WHEN status = 'published' THEN date '2024-01-31' END, figures FROM this_year`,
		fills: ["report", "report_version", "unit_lock"],
	},
};

/*
 * Makes a register in a database: units in a tree (see tree.mjs), their reports of 2022, recorded, and of 2023, filed.
 * CELLS is the file that tree.mjs asks for.  Returns the milliseconds of each step.
 */
export async function makeRegister(database, units, cells) {
	const time = {};

	say(`${units} units: generating`);
	shell(process.execPath, `${here}tree.mjs`, cells, units, file(units));
	say("loading");
	await database.query(`CREATE TABLE line (unit_id text, name text, kind text, parent_id text);
		CREATE TABLE last_year (unit_id text, figures disclosure.figures);
		CREATE TABLE came_in (LIKE last_year)`);
	for (const [table, name] of [["line", "unit"], ["last_year", "2022"], ["came_in", "2023"]])
		shell("psql", "-qXd", database.database, "-c", `\\copy ${table} FROM '${file(units)}.${name}'`);
	/* reports with blanks are recorded as published; a tenth are drafts, and so are those with a warning to explain */
	await database.query(`CREATE TABLE this_year AS
		SELECT i.unit_id, i.figures, passes, CASE WHEN complete THEN 'filed' ELSE 'recorded' END AS origin,
			CASE WHEN NOT complete THEN 'published' WHEN passes AND row_number() OVER () % 10 > 0 THEN 'submitted' ELSE 'draft' END AS status
		FROM came_in i JOIN last_year l USING (unit_id), disclosure.is_complete(i.figures) complete,
			LATERAL (SELECT NOT EXISTS (SELECT FROM disclosure.check_report(i.figures, 2023, disclosure.rules_in_use(), l.figures) c
				WHERE c.result = 'fail' AND c.severity <> 'info') AS passes) checked;
		ANALYZE line, last_year, this_year`);
	for (const [step, { statement, fills }] of Object.entries(steps)) {
		time[step] = await timed(() => database.query(statement));
		await database.query(`VACUUM (ANALYZE) ${fills.map(table => `disclosure.${table}`)}`);
	}
	return time;
}

/* Makes the ledgers of offices from 2021 on (see entries.mjs).  Returns lines and milliseconds of each table. */
export async function makeLedgers(database, requests, units) {
	const copy = (table, name) => shell("psql", "-qXd", database.database, "-c", `\\copy ${table} FROM '${file(name)}'`);
	const loaded = {};

	say(`${requests} requests: generating`);
	/* all are in memory until they are in the order of days */
	shell(process.execPath, "--max-old-space-size=16000", `${here}entries.mjs`, requests, units, file("entries"));

	say("loading");
	await database.query("CREATE TABLE line (unit_id text, name text, kind text, parent_id text)");
	copy("line", "entries.unit");
	await database.query("INSERT INTO disclosure.unit (unit_id, name, kind) SELECT unit_id, name, kind FROM line");
	await database.query(`INSERT INTO disclosure.unit_parent (unit_id, parent_id, from_year)
		SELECT unit_id, parent_id, 2008 FROM line WHERE parent_id IS NOT NULL`);
	await database.query("INSERT INTO disclosure.ledger (unit_id, from_year) SELECT unit_id, 2021 FROM line WHERE parent_id IS NOT NULL");
	await database.query("VACUUM (ANALYZE) disclosure.unit, disclosure.unit_closure, disclosure.unit_parent, disclosure.ledger");
	for (const [name, table, columns] of [
		["request", "request", "unit_id, request_no, applicant_kind, channel, received_on, outcome, decided_on, applicant_no"],
		["event", "request_event", "unit_id, request_no, kind, happened_on, until, days, party, reached_on"],
		["case", "remedy_case", "unit_id, case_no, kind, filed_on, outcome, concluded_on, request_no, part, follows"],
		["item", "disclosed_item", "unit_id, item_no, kind, title, made_on, repealed_on"],
		["supplied", "supplied_figure", "unit_id, year, path, value"]]) {
		const { ms } = await timed(() => copy(`disclosure.${table} (${columns})`, `entries.${name}`));

		await database.query(`VACUUM (FREEZE, ANALYZE) disclosure.${table}`);
		loaded[name] = { lines: (await database.query(`SELECT count(*)::integer FROM disclosure.${table}`)).rows[0].count, ms };
	}
	await database.query(`INSERT INTO disclosure.request_text (unit_id, request_no, subject)
		SELECT unit_id, request_no, '关于' || request_no || '号地块的信息' FROM disclosure.request`);
	await database.query("VACUUM (FREEZE, ANALYZE) disclosure.request_text");
	return loaded;
}
