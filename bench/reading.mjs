/*
 * reading.mjs [--write]: bench/run reading, in a private server.
 *
 * Reads pages made of a sample page: HTML of 100 kB, as word processors write
 * it, and text of 10 kB in each kind.  Peers, which only take the page apart:
 * the server's own XML, libxml2 alone, regular expressions.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { circumstances, file, finish, here, inServer, median, measure, mustEqual, server, wanted } from "./common.mjs";

const TIMES = 50;					/* readings in one statement */

const lines = readFileSync(`${here}../demo/pages/hongze-2023.txt`, "utf8").trimEnd().split("\n");
const cells = line => line.split("|").map(cell => cell.trim());
const isRow = line => line.includes("|");
const prose = "本年度主动公开信息，优化公开平台，规范办理流程，加强培训考核，做好政策解读，回应社会关切。";
const bytes = text => Buffer.byteLength(text);

/* The page with prose before section 二 up to so many bytes. */
function filled(size, paragraph, page) {
	let text = "";

	while (bytes(page(text)) < size)
		text += paragraph;
	return page(text);
}

const style = 'style="border:solid windowtext 1.0pt;padding:0cm 5.4pt 0cm 5.4pt;height:22.7pt" align="center" valign="middle"';
const word = text => `<p style="text-align:center"><span style="font-size:12.0pt;font-family:宋体">${text}</span></p>`;
function html(text) {
	let inTable = false, out = "";

	for (const line of lines) {
		if (isRow(line) !== inTable)
			out += inTable ? "</table>" : "<table>";
		inTable = isRow(line);
		if (line.startsWith("二、"))
			out += text;
		out += inTable ? `<tr>${cells(line).map(cell => `<td ${style}>${word(cell)}</td>`).join("")}</tr>\n` : `${word(line)}\n`;
	}
	return `<html><head><title>${lines[0]}</title></head><body>${out}${inTable ? "</table>" : ""}</body></html>`;
}
const plain = (row, end) => text =>
	lines.map(line => (line.startsWith("二、") ? text : "") + (isRow(line) ? row(cells(line)) : line) + end).join("");

const pages = {
	html: filled(100000, word(prose), html),
	pipes: filled(10000, `${prose}\n`, plain(row => row.join(" | "), "\n")),
	lines: filled(10000, `${prose}\n`, plain(row => row.join("  "), "\n")),
	block: filled(10000, `${prose}\n`, plain(row => row.join("\n"), "\n")),
	glued: filled(10000, prose, plain(row => row.join(""), "")),
};

await inServer("CREATE EXTENSION report_ext");
await inServer("CREATE TABLE page (kind text, body text)");
for (const kind in pages)
	await server.query("INSERT INTO page VALUES ($1, $2)", [kind, pages[kind]]);

/* A page's time is that of a statement that reads it many times. */
const many = (call, kind) => async () =>
	(await inServer(`SELECT count(${call}) FROM (SELECT body FROM page WHERE kind = '${kind}' OFFSET 0) AS p, generate_series(1, ${TIMES})`))[0][0];
const split = "(SELECT count(*) FROM regexp_split_to_table(body, '[[:space:]|]+'))";
const contestants = {};
for (const kind in pages) {
	contestants[`${kind} read`] = many("disclosure.parse_report(body)", kind);
	contestants[`${kind} peer`] = many(kind === "html" ? "xpath('//td', body::xml)" : split, kind);
}
const result = await measure("reading pages", contestants);
for (const kind in pages)
	mustEqual(kind, result[`${kind} read`].answer, result[`${kind} peer`].answer);
const took = name => result[name].ms / TIMES;

writeFileSync(file("page.html"), pages.html);
const bare = () => {
	const { stderr } = spawnSync("xmllint", ["--html", "--noout", "--repeat", "--timing", file("page.html")], { encoding: "utf8" });
	const found = /iterations took (\d+) ms/.exec(stderr ?? "");

	return found ? Number(found[1]) / 100 : NaN;
};
const parser = median([bare(), bare(), bare()]);
const three = x => Number.isNaN(x) ? "" : x.toFixed(2);
const ratio = kind => (took(`${kind} read`) / took(`${kind} peer`)).toFixed(2);
const row = (name, kind, peer) =>
	`| ${name} | ${Math.round(bytes(pages[kind]) / 1000)} | ${three(took(`${kind} read`))} | ${peer} ${three(took(`${kind} peer`))} | ${ratio(kind)} |`;

await finish(`
## Reading pages

\`bench/run reading\` made this part: \`parse_report()\` on pages made of a sample page, ${TIMES} times in a statement. The peers only
take the page apart: they recognise nothing.${Number.isNaN(parser) ? "" : ` libxml2's parser alone, making a tree, takes ${three(parser)} ms for the HTML (\`xmllint\`).`}

| | |
|---|---|
${await circumstances()}

| page | kB | \`parse_report()\`, ms | peer, ms | ratio |
|---|---:|---:|---:|---:|
${row("HTML of a word processor", "html", "`xpath('//td', …)`")}
${row("text with pipes", "pipes", "`regexp_split_to_table()`")}
${row("lines of a PDF", "lines", "`regexp_split_to_table()`")}
${row("a cell on each line", "block", "`regexp_split_to_table()`")}
${row("run together, in one line", "glued", "`regexp_split_to_table()`")}

| Wanted | is | at most | met |
|---|---:|---:|---|
${wanted("HTML of 100 kB, ms", took("html read"), 5, three)}
${wanted("text of 10 kB, the slowest, ms", Math.max(...["pipes", "lines", "block", "glued"].map(kind => took(`${kind} read`))), 1, three)}
`);
