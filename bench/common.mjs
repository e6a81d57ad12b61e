/*
 * common.mjs: the private server and DuckDB, measuring in turns, comparing
 * answers, and the page RESULTS.md.
 */
import { createRequire } from "node:module";
import { execFileSync } from "node:child_process";
import { cpus, totalmem } from "node:os";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const require = createRequire(`${process.env.NODE_PACKAGES}/`);
const { DuckDBInstance } = require("@duckdb/node-api");
const { Client } = require("pg");

export const RUNS = 5;

export const here = fileURLToPath(new URL(".", import.meta.url));
const scratch = mkdtempSync(`${process.env.PGHOST}/bench.`);	/* removed with the server */
export const file = name => `${scratch}/${name}`;
export const say = text => process.stderr.write(`${text}\n`);
export const shell = (command, ...args) =>
	execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim();

export async function connect(database = process.env.PGDATABASE) {
	const { PGHOST: host, PGPORT: port, PGUSER: user } = process.env;
	const client = new Client({ host, port, user, database });

	await client.connect();
	return client;
}

export const server = await connect();
export const inServer = async query => (await server.query({ text: query, rowMode: "array" })).rows;
export const duck = await (await DuckDBInstance.create(file("duckdb"), { threads: "1" })).connect();
export const inDuck = async query => (await duck.runAndReadAll(query)).getRows();

/* -- measuring and comparing ------------------------------------------ */

export const median = list => [...list].sort((a, b) => a - b)[list.length >> 1];

export async function timed(work) {
	const start = performance.now();
	const answer = await work();

	return { ms: performance.now() - start, answer };
}

/*
 * Runs the contestants in turns, so that a moment's noise hits all alike: once
 * to warm up, then `runs` times.  Before each run, outside its time, calls
 * prepare(name, run).  Returns each one's median time and last answer.
 */
export async function measure(title, contestants, prepare = () => {}, runs = RUNS) {
	const times = {}, result = {};

	say(title);
	for (let run = 0; run <= runs; run++) {
		for (const name in contestants) {
			const prepared = await prepare(name, run);
			const { ms, answer } = await timed(() => contestants[name](prepared));
			if (run > 0)
				(times[name] ??= []).push(ms);
			result[name] = { answer };
		}
	}
	for (const name in result)
		result[name].ms = median(times[name]);
	return result;
}

export let differences = 0;

export function mustEqual(what, ...answers) {
	const [first, ...others] = answers.map(answer => JSON.stringify(answer));

	for (const other of others) {
		if (other === first)
			continue;
		const at = [...first].findIndex((c, i) => c !== other[i]);
		const near = text => text.slice(Math.max(0, at - 60), at + 60);
		differences++;
		say(`NOT EQUAL: ${what}:\n\t${near(first)}\n\t${near(other)}`);
	}
}

/* -- the page --------------------------------------------------------- */

export const whole = number => Math.round(number).toLocaleString("en");
export const percent = (part, all) => `${(100 * part / all).toFixed(1)} %`;
export const ms = ({ ms }) => ms < 10 ? ms.toFixed(1) : whole(ms);
export const fraction = x => x < 1 / 3 ? `1/${(1 / x).toFixed(1).replace(/\.0$/, "")}` : x.toFixed(2);
export const wanted = (what, value, limit, show = fraction) =>
	`| ${what} | ${show(value)} | ≤ ${show(limit)} | ${value <= limit ? "yes" : "**no**"} |`;

const git = (...args) => {
	try {
		return shell("git", "-C", here, ...args);
	} catch {
		return "";
	}
};

/* Returns the rows of the table about machine, versions, commit and date. */
export async function circumstances() {
	const [[version, compiler, settings]] = await inServer(`
		SELECT current_setting('server_version'), substring(version() FROM 'compiled by (.*),'),
			(SELECT string_agg(name || ' ' || current_setting(name), ', ' ORDER BY name) FROM pg_settings
			 WHERE name IN ('shared_buffers', 'work_mem', 'jit', 'fsync', 'max_parallel_workers_per_gather'))`);
	const [[duckVersion]] = await inDuck("SELECT version()");

	return `| Machine | ${cpus()[0].model.trim()}, ${cpus().length} cores, ${whole(totalmem() / 2 ** 30)} GB |
| PostgreSQL | ${version}, ${settings} |
| Compiler | ${compiler} (server), ${shell("sh", "-c", "$(pg_config --cc) --version | head -n 1")} (extension) |
| DuckDB | ${duckVersion}, node ${process.version} |
| Commit | ${git("rev-parse", "--quiet", "--verify", "--short", "HEAD") || "none"}${git("status", "--porcelain", "--", ".", "..", ":!RESULTS.md") && " and changes"} |
| Date | ${new Date().toISOString().slice(0, 10)} |`;
}

const HEADINGS = ["## Figures", "## The register", "## Reading pages", "## Repair", "## The ledger", "## Publishing", "## Scale"];

/* Returns the head of the page: when, and at which commit, each part was measured. */
function head(parts) {
	const cell = (part, name) => new RegExp(`^\\| ${name} \\| (.*) \\|$`, "m").exec(part)?.[1] ?? "";
	const lines = parts.filter(part => part)
		.map(part => `| ${/^## (.*)$/m.exec(part)[1]} | ${cell(part, "Commit")} | ${cell(part, "Date")} |\n`);

	return `# Measurements

\`bench/run --write\` made this page. A part keeps its numbers until it is measured again:

| part | commit | date |
|---|---|---|
${lines.join("")}`;
}

/* Prints a part of the page, or with --write replaces that part in RESULTS.md; exits with status 1 if answers differed. */
export async function finish(part) {
	const page = `${here}RESULTS.md`;

	if (process.argv.includes("--write")) {
		const old = readFileSync(page, "utf8");
		const starts = HEADINGS.map(heading => old.indexOf(`\n${heading}\n`));
		const parts = starts.map((start, i) => start < 0 ? "" :
			old.slice(start, starts.slice(i + 1).find(next => next >= 0) ?? old.length));

		parts[HEADINGS.findIndex(heading => part.startsWith(`\n${heading}\n`))] = part;
		writeFileSync(page, head(parts) + parts.join(""));
	} else
		process.stdout.write(part);
	await server.end();
	process.exit(differences ? 1 : 0);
}
