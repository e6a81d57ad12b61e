/*
 * publishing.mjs [--write]: bench/run publishing, in a private server.
 *
 * Prints the reports of a year in each format; computes the measures of a year
 * beside the same expressions as constants of SQL; reads views for BI tools
 * into files; makes the dashboard of all years, and opens it in a browser.
 */
import { existsSync, statSync } from "node:fs";
import { loadavg } from "node:os";
import { circumstances, file, finish, here, inServer, measure, ms, say, shell, wanted, whole } from "./common.mjs";

const YEAR = 2024;

say("making reports");
shell("psql", "-qXf", `${here}publishing.sql`);
await inServer("SET search_path = public, disclosure");

const one = query => async () => Number((await inServer(query))[0][0]);
const ofYear = `report WHERE year = ${YEAR}`;
const [[reports, units]] = await inServer(`SELECT (SELECT count(*)::integer FROM ${ofYear}), (SELECT count(*)::integer FROM unit)`);
const [[measures, constants]] = await inServer(`SELECT count(DISTINCT code)::integer,
	string_agg(format('count(value_of(figures, %L))', e), ', ') FROM measure m, unnest(ARRAY[numerator, denominator]) e WHERE e IS NOT NULL`);
const toFile = view => () => shell("psql", "-qXc", `\\copy (SELECT * FROM disclosure.${view} WHERE year = ${YEAR}) TO '${file("csv")}' (FORMAT csv)`);
const formats = ["html", "markdown", "text", "json"];

const done = await measure("publishing", {
	...Object.fromEntries(formats.map(format =>
		[`tables ${format}`, one(`SELECT sum(length(render_tables(figures, '${format}'))) FROM ${ofYear}`)])),
	...Object.fromEntries(formats.map(format =>
		[`report ${format}`, one(`SELECT sum(length(render_report(unit_id, year, scope, '${format}'))) FROM ${ofYear}`)])),
	measures: one(`SELECT count(m.ratio) FROM ${ofYear.replace("report", "report, measures(figures, (SELECT measures_in_use())) m")}`),
	constants: one(`SELECT ${constants} FROM ${ofYear}`),
	wide: toFile("bi_wide"),
	total: toFile("bi_total"),
	rollup: one(`SELECT count(t) FROM rollup(${YEAR}, 'p', NULL) t`),
	reports: toFile("bi_report"),
});
/* The dashboard is made by itself: the server is then all its.  What is not installed is not measured. */
const root = `${here}../`, page = `${file("dashboard")}.html`;
const load = loadavg()[0].toFixed(1);
const dashboard = [];
if (existsSync(`${root}client/dashboard.page/echarts.min.js`)) {
	const { made } = await measure("dashboard", { made: () => shell(`${root}client/dashboard`, page) });
	dashboard.push(["made by \`client/dashboard\`, s", made.ms / 1000, 4], ["its size, MB", statSync(page).size / 1e6, 2.5]);
	try {
		const { open, step } = JSON.parse(shell("/usr/bin/python3", `${here}dashboard.py`, page, "p1", "p1-1"));
		dashboard.push(["opened in Chromium with all charts drawn, s", open, 2], ["a level down with all charts drawn, s", step, 0.5]);
	} catch {
		say("not opened: tools/setup clients installs a browser");
	}
} else
	say("no dashboard: make dashboard fetches its charts");
const each = name => done[name].ms / reports;
const precise = x => x.toFixed(2);

await finish(`
## Publishing

\`bench/run publishing\` made this part, each in turns, medians; files are written by \`psql\`.

| | |
|---|---|
${await circumstances()}
| Reports | ${whole(reports)} of ${YEAR}, of ${whole(units)} units in four levels, recorded, with a text of 900 characters; five years in all |

| a report, ms | HTML | Markdown | text | JSON |
|---|---:|---:|---:|---:|
| \`render_tables\` | ${formats.map(format => precise(each(`tables ${format}`))).join(" | ")} |
| \`render_report\` | ${formats.map(format => precise(each(`report ${format}`))).join(" | ")} |

| a year, ms | |
|---|---:|
| ${measures} measures of each report | ${ms(done.measures)} |
| their terms as constants in SQL | ${ms(done.constants)} |
| \`bi_wide\` into a file | ${ms(done.wide)} |
| \`bi_total\` into a file | ${ms(done.total)} |
| \`rollup\` alone, of every unit | ${ms(done.rollup)} |
| \`bi_report\` into a file | ${ms(done.reports)} |

| The dashboard of ${whole(units)} units and five years, on a machine with a load of ${load} before | |
|---|---:|
${dashboard.map(([what, value]) => `| ${what} | ${precise(value)} |`).join("\n")}

| Wanted | is | at most | met |
|---|---:|---:|---|
${wanted("tables of a report as HTML, ms", each("tables html"), 0.1, precise)}
${wanted("a report as HTML, ms", each("report html"), 0.5, precise)}
${wanted("measures of a year, ms", done.measures.ms, 150, whole)}
${wanted("the same, to constants", done.measures.ms / done.constants.ms, 3, precise)}
${wanted("\`bi_total\` of a year, ms", done.total.ms, 1200, whole)}
${wanted("\`bi_wide\` of a year, ms", done.wide.ms, 600, whole)}
${dashboard.map(([what, value, limit]) => wanted(what, value, limit, precise)).join("\n")}
`);
