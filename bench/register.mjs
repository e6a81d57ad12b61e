/*
 * register.mjs [--write]: bench/run register, in a private server.
 *
 * Makes a large tree with reports of two years, and a small one in a database
 * of its own; loads them, measures the roll-up in three ways, then findings
 * and edits, and findings of texts as owner and reader; compares the answers
 * and prints Markdown.  Ends with status 1 when two answers differ.
 */
import { writeFileSync } from "node:fs";
import { circumstances, connect, differences, duck, file, finish, inDuck, inServer, measure, ms,
	mustEqual, percent, say, server, shell, wanted, whole } from "./common.mjs";
import { makeRegister } from "./load.mjs";
import * as sql from "./queries.mjs";

const UNITS = Number(process.env.UNITS), FEW = 1000, ROOT = "10";
const EDITS = 200, SUBMISSIONS = 60;

/* -- the data --------------------------------------------------------- */

await inServer("CREATE DATABASE few");
const few = await connect("few");
for (const database of [server, few])
	await database.query("CREATE EXTENSION report_ext; CALL disclosure.create_register()");

const cells = (await inServer("SELECT path, decimals FROM disclosure.form_cell WHERE form = '2021' ORDER BY ordinal"))
	.map(([path, decimals]) => ({ path, column: path.replaceAll(".", "_"), decimals }));
writeFileSync(file("cells"), cells.map(({ path, decimals }) => `2021\t${path}\t${decimals}\n`).join(""));

const loaded = await makeRegister(server, UNITS, file("cells"));
await makeRegister(few, FEW, file("cells"));

const columns = sql.columns(cells.map((cell, i) => ({ column: `${cell.column} ${cell.decimals > 0 ? "numeric(20, 6)" : "integer"}` })));
const flatTable = `CREATE TABLE flat (unit_id text, ${columns})`;
await inServer(flatTable);
shell("psql", "-qXc", `\\copy flat FROM '${file(UNITS)}.flat' (FORMAT csv)`);
await inServer("VACUUM (FREEZE, ANALYZE) flat");
await duck.run(flatTable);
await duck.run(`COPY flat FROM '${file(UNITS)}.flat' (HEADER false, NULLSTR '')`);
shell("psql", "-qXc", `\\copy disclosure.unit_closure TO '${file("closure")}' (FORMAT csv)`);
await duck.run(`CREATE SCHEMA disclosure;
	CREATE TABLE disclosure.unit_closure (unit_id text, ancestor_id text, from_year int, to_year int, depth int,
		counted boolean, only_parent boolean);
	COPY disclosure.unit_closure FROM '${file("closure")}' (HEADER false);
	CHECKPOINT`);
await inServer("CHECKPOINT");

/* -- the same answers? ------------------------------------------------ */

say("comparing the answers");
const probes = ["received.total", "carried_in.total", "processed.natural_person", "granted.total", "carried_out.enterprise"]
	.map(name => `requests.${name}`).concat("proactive.charges.amount", "proactive.normative_documents.in_force", "remedies.reconsideration.total");
const named = path => path.replaceAll(".", "_");
for (const depth of [3, 0]) {
	const some = depth > 0 ? probes : cells.map(cell => cell.path);
	const own = await inServer(`SELECT unit_id, units, ${some.map(path =>
		`trim_scale(figures['${path}'])::text, coalesce(holes['${path}'], 0)::integer::text`)}
		FROM disclosure.rollup(2023, '${ROOT}', ${depth}) ORDER BY unit_id`);

	for (const query of [sql.rollup, sql.rollupInSteps]) {
		const flat = number => `SELECT unit_id, units::integer, ${some.map(path => `${number(path)}, ${named(path)}_holes::integer::text`)}
			FROM (${query(cells, ROOT, depth)}) x ORDER BY unit_id`;
		const amounts = new Set(cells.filter(cell => cell.decimals > 0).map(cell => cell.path));
		/* DuckDB keeps zeros at the end */
		const inDuckDB = path => amounts.has(path)
			? `rtrim(rtrim(${named(path)}::text, '0'), '.')` : `${named(path)}::text`;

		mustEqual(`roll-up to depth ${depth}`, own, await inServer(flat(path => `trim_scale(${named(path)}::numeric)::text`)),
			await inDuck(flat(inDuckDB)));
	}
}

/* -- the roll-up ------------------------------------------------------ */

const one = rows => Number(rows[0][0]);
const contest = (title, depth) => measure(title, {
	figures: async () => one(await inServer(`SELECT count(x) FROM disclosure.rollup(2023, '${ROOT}', ${depth}) x`)),
	flat: async () => one(await inServer(`SELECT count(x) FROM (${sql.rollup(cells, ROOT, depth)}) x`)),
	flatInSteps: async () => one(await inServer(`SELECT count(x) FROM (${sql.rollupInSteps(cells, ROOT, depth)}) x`)),
	duckdb: async () => one(await inDuck(`SELECT count(x) FROM (${sql.rollup(cells, ROOT, depth)}) x`)),
	duckdbInSteps: async () => one(await inDuck(`SELECT count(x) FROM (${sql.rollupInSteps(cells, ROOT, depth)}) x`)),
});
const inner = await contest("roll-up of all inner units", 3);
const total = await contest("total of the root", 0);
for (const [what, answers] of Object.entries({ inner, total }))
	mustEqual(what, ...Object.values(answers).map(({ answer }) => answer));

const more = await measure("more roll-ups, findings of a year", {
	sent: () => inServer(`SELECT * FROM disclosure.rollup(2023, '${ROOT}', 3)`),
	published: () => inServer(`SELECT * FROM disclosure.rollup(2022, '${ROOT}', 3)`),
	best: () => inServer(`SELECT * FROM disclosure.rollup(2023, '${ROOT}', 3, 'best')`),
	city: () => inServer(`SELECT * FROM disclosure.rollup(2023, '${ROOT}001', 0)`),
	findings: async () => one(await inServer("SELECT count(f) FROM disclosure.finding f WHERE year = 2023")),
});

/* -- one report ------------------------------------------------------- */

/* one statement in both registers, a unit a run; prepare() gives the unit and the statement's parameters */
const both = work => ({ many: what => work(server, what), few: what => work(few, what) });
const databases = { many: server, few };
const units = {};
for (const name in databases) {
	const list = async (condition, count) => (await databases[name].query(
		`SELECT unit_id, figures::jsonb AS figures FROM this_year WHERE ${condition} ORDER BY md5(unit_id) LIMIT ${count + 1}`)).rows;

	units[name] = { submitted: await list("status = 'submitted'", EDITS), drafts: await list("status = 'draft' AND passes", SUBMISSIONS) };
}

const finding = await measure("findings of a unit", both((database, { unit_id }) =>
	database.query("SELECT * FROM disclosure.finding WHERE unit_id = $1 AND year = 2023", [unit_id])),
	(name, run) => units[name].submitted[run], EDITS);
const prepared = await measure("findings of a unit, prepared", both((database, { unit_id }) =>
	database.query({ name: "finding", text: "SELECT * FROM disclosure.finding WHERE unit_id = $1 AND year = 2023", values: [unit_id] })),
	(name, run) => units[name].submitted[run], EDITS);
const edit = await measure("edits", both((database, { unit_id, figures }) =>
	database.query("UPDATE disclosure.report SET figures = $1 WHERE unit_id = $2 AND year = 2023", [figures, unit_id])),
	(name, run) => {
		const { unit_id, figures } = units[name].submitted[run];

		/* another number of penalties, as the whole text of the figures */
		figures.proactive.penalties[0] += 1;
		return { unit_id, figures: JSON.stringify(figures) };
	}, EDITS);
const submit = await measure("submissions", both((database, { unit_id }) =>
	database.query("SELECT disclosure.submit_report($1, 2023)", [unit_id])),
	(name, run) => units[name].drafts[run], SUBMISSIONS);
for (const [name, database] of Object.entries(databases)) {
	const [{ count }] = (await database.query(`SELECT count(*)::integer FROM disclosure.report_version
		WHERE year = 2023 AND version = 2 AND status = 'submitted'`)).rows;
	mustEqual("edits and submissions in the history", count, EDITS + SUBMISSIONS + 2);
}

/* -- texts, and a reader ---------------------------------------------- */

say("texts");
await few.query(`INSERT INTO disclosure.report_text (unit_id, year, scope, sections)
	SELECT unit_id, 2022, 'own', jsonb_build_object(
		'一', jsonb_build_object('title', '一、总体情况', 'text', format('2022年主动公开政府信息%s条，其中门户网站公开%s条、政务微信公开%s条、'
			'政务微博公开%s条。全年收到政府信息公开申请%s件，其中网络申请%s件、信函申请%s件、当面申请%s件，予以公开%s件。召开新闻发布会%s次，'
			'政策解读%s篇。组织培训%s次，培训%s人次。制发规范性文件%s件，废止%s件，现行有效%s件。',
			500 + n, 300 + n, 150, 50, n % 40 + 6, n % 40, 4, 2, n % 30, n % 5, n % 17, n % 4, 60 + n % 90, n % 6, n % 3, 20 + n % 50)),
		'五', jsonb_build_object('title', '五、存在的主要问题及改进情况', 'text', format('%s号单位公开的内容还不够丰富，将再培训%s次。', n, n % 4 + 1)),
		'六', jsonb_build_object('title', '六、其他需要报告的事项', 'text', '本年收取信息处理费0元。'))
	FROM (SELECT unit_id, row_number() OVER (ORDER BY unit_id) AS n FROM disclosure.report WHERE year = 2022) r`);
await few.query("VACUUM (ANALYZE) disclosure.report_text, disclosure.indicator_value");
await few.query("CREATE ROLE bench_reader");
await few.query(`SELECT disclosure.grant_duty('bench_reader', 'read', '${ROOT}')`);
const [{ numbers }] = (await few.query("SELECT count(*)::integer AS numbers FROM disclosure.indicator_value")).rows;
const asked = query => async () => (await few.query({ text: query, rowMode: "array" })).rows.length;
const yearOf = view => `SELECT * FROM disclosure.${view} WHERE year = 2022`;
const texts = await measure("a year with texts, owner and reader", {
	findings: asked(yearOf("finding")),
	findingsRead: asked(yearOf("finding")),
	overview: asked(yearOf("report_overview")),
	overviewRead: asked(yearOf("report_overview")),
}, name => few.query(name.endsWith("Read") ? "SET ROLE bench_reader" : "RESET ROLE"));
await few.query("RESET ROLE");
mustEqual("what a reader of all units finds", texts.findings.answer, texts.findingsRead.answer);
mustEqual("what a reader of all units looks over", texts.overview.answer, texts.overviewRead.answer);

/* -- rules ------------------------------------------------------------ */

const [[seeded]] = await inServer("SELECT count(*)::integer FROM disclosure.rule");
const lines = [...new Set(cells.map(({ path }) => path.split(".")).filter(([table]) => table === "requests").map(([, row]) => row))]
	.filter(row => !["received", "carried_in", "processed", "carried_out"].includes(row));
for (let i = 0; i < 100 - seeded; i++) {
	const row = lines[i % lines.length], kind = Math.floor(i / lines.length);

	await server.query("INSERT INTO disclosure.rule (code, severity, statement) VALUES ($1, 'info', $2)", [`office.${i}`, [
		`requests.${row}.total <= 0.${9 - i % 5} * requests.processed.total when requests.processed.total >= ${20 + i}`,
		`requests.${row}.total <= ${3 + i % 4} * previous.requests.${row}.total when previous.requests.${row}.total >= ${10 + i}`,
		`requests.${row}.enterprise <= requests.${row}.natural_person + ${50 + i} within ${i % 3}`,
		`requests.${row}.total >= remedies.reconsideration.total - requests.received.total when requests.${row}.legal_service > ${i % 7}`,
		`requests.${row}.research = 0 when requests.received.research = 0`,
	][kind % 5]]);
}
const rules = await measure("rules", {
	conflicts: async () => one(await inServer("SELECT count(*) FROM disclosure.rule_conflicts()")),
	findings: async () => one(await inServer("SELECT count(f) FROM disclosure.finding f WHERE year = 2023")),
});

/* -- the result ------------------------------------------------------- */

const [[innerUnits, submitted, drafts, recorded, holed]] = await inServer(`
	SELECT (SELECT count(DISTINCT parent_id) FROM disclosure.unit_parent), count(*) FILTER (WHERE status = 'submitted'),
		count(*) FILTER (WHERE status = 'draft'), count(*) FILTER (WHERE origin = 'recorded'),
		(SELECT count(*) FROM last_year WHERE NOT disclosure.is_complete(figures)) FROM this_year`);
const line = (what, { figures, flat, flatInSteps, duckdb, duckdbInSteps }) =>
	`| ${what} | ${[figures, flat, flatInSteps, duckdb, duckdbInSteps].map(ms).join(" | ")} |`;
const precise = x => x < 10 ? x.toFixed(2) : whole(x);
const lineOfBoth = (what, { many, few }) => `| ${what} | ${precise(few.ms)} | ${precise(many.ms)} |`;
const perUnit = step => `${whole(loaded[step].ms)} ms, ${(loaded[step].ms * 1000 / UNITS).toFixed(0)} µs a line`;

await finish(`
## The register

\`UNITS=${UNITS} bench/run register\` made this part, as the part above but for what it says of one report: each report once,
${EDITS} reports (${SUBMISSIONS} submissions), in a large and a small register in turns, each in a transaction of its own; times of the client. The
roll-ups were compared, eight cells of all inner units and all cells of the root, and are ${differences ? "**not** " : ""}equal.

| | |
|---|---|
${await circumstances()}
| Tree | five levels, ${whole(UNITS)} units, ${whole(innerUnits)} of them with units below; the small register ${whole(FEW)} |
| Reports | of 2022, all recorded as published (${percent(holed, UNITS)} with blanks), and of 2023: ${percent(submitted, UNITS)} submitted, ${percent(drafts, UNITS)} drafts, ${percent(recorded, UNITS)} recorded with blanks; what carries on from 2022 agrees |
| Flat table | the reports of 2023 in ${cells.length} columns, integer and numeric, NULL where blank; joined with the register's closure: the sum and the number of blanks of each column for each unit; the same for DuckDB with a copy |

| ms | rollup | flat table | in two steps | DuckDB | in two steps |
|---|---:|---:|---:|---:|---:|
${line(`${whole(inner.figures.answer)} inner units`, inner)}
${line("the root alone", total)}

Two steps add the units of the lowest level up at the unit above them first, as \`rollup\` does. \`rollup\` also counts units, who
owes and has reported, drafts, nil reports and those with errors, and adds up what is published.

| Of the register alone | |
|---|---:|
| roll-up of the inner units, all columns sent to the client | ${ms(more.sent)} ms |
| the same of 2022, all of whose reports are published | ${ms(more.published)} ms |
| the same with basis \`best\` | ${ms(more.best)} ms |
| total of a unit of the second level | ${ms(more.city)} ms |
| findings of all ${whole(UNITS)} reports of 2023 (${whole(more.findings.answer)} findings, ${seeded} rules of the office) | ${ms(more.findings)} ms |
| the same with 100 rules of the office (${whole(rules.findings.answer)} findings) | ${ms(rules.findings)} ms |
| \`rule_conflicts()\` of 100 rules (${whole(rules.conflicts.answer)} conflicts) | ${ms(rules.conflicts)} ms |
| loading the units, in one statement | ${perUnit("unit")} |
| loading who is below whom, in one statement | ${perUnit("parent")} |
| loading recorded reports, in one statement | ${perUnit("recorded")} |
| loading filed reports through the gate, in one statement | ${perUnit("filed")} |

| A year of ${whole(texts.overview.answer)} reports with texts of ${whole(numbers / texts.overview.answer)} numbers each, ms | owner | reader of all units |
|---|---:|---:|
| findings (${whole(texts.findings.answer)}) | ${ms(texts.findings)} | ${ms(texts.findingsRead)} |
| \`report_overview\` | ${ms(texts.overview)} | ${ms(texts.overviewRead)} |

| One report, ms | ${whole(FEW)} units | ${whole(UNITS)} units |
|---|---:|---:|
${lineOfBoth("its findings, planned anew", finding)}
${lineOfBoth("its findings, by a prepared statement", prepared)}
${lineOfBoth("edit when submitted: lock, history, gate", edit)}
${lineOfBoth("submit: workflow, lock, history, gate", submit)}

| Wanted | is | at most | met |
|---|---:|---:|---|
${wanted("roll-up of all inner units, sent, ms", more.sent.ms, 500, whole)}
${wanted("total of the root, ms", total.figures.ms, 100, whole)}
${wanted("findings of a year, ms", more.findings.ms, 1500, whole)}
${wanted("findings of a unit, planned anew, ms", finding.many.ms, 1, precise)}
${wanted("findings of a unit, prepared, ms", prepared.many.ms, 0.5, precise)}
${wanted("findings of a report with its text, ms", texts.findings.ms / texts.overview.answer, 0.2, precise)}
${wanted("the same as a reader, to the owner", texts.findingsRead.ms / texts.findings.ms, 1.2, x => x.toFixed(2))}
${wanted("\`report_overview\` of a year with texts, ms", texts.overview.ms, 500, whole)}
${wanted("edit, ms", edit.many.ms, 2, precise)}
${wanted("edit, large register to small", edit.many.ms / edit.few.ms, 1.2, x => x.toFixed(2))}
`);
