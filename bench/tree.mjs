/*
 * tree.mjs CELLS UNITS PREFIX
 *
 * Writes a tree of five levels and two sound annual reports of each of its
 * UNITS units, for COPY: PREFIX.unit with code, name, kind and the code of the
 * unit above; PREFIX.2022 and PREFIX.2023 with code and the text form of
 * disclosure.figures; PREFIX.flat, of 2023, CSV with code and one column a
 * cell.  CELLS is a TSV of form, path and number of decimals.
 *
 * Three units in a hundred have others below them.  A code begins with that of
 * the unit above.  PREFIX.unit is in the order of codes; the reports come in
 * no order.  A report carries on from last year's numbers; one
 * in thirty has blanks.
 */
import { openSync, writeSync, closeSync } from "node:fs";
import { chance } from "./chance.mjs";
import { flatRow, formOf, json, makeBlanks, makeReport, readForms, values } from "./report.mjs";

const [cellsFile, unitCount, prefix] = process.argv.slice(2);
const units = Number(unitCount);
const KINDS = ["government", "government", "government", "department", "department"];
const STRIDE = 7919;				/* a prime */

readForms(cellsFile);

/* as many units below each unit of the upper levels; the rest are on the lowest */
const below = Math.cbrt(units * 0.031) - 1 / 3;
const widths = [0, 1, 2, 3].map(level => Math.round(below ** level));
widths.push(units - widths.reduce((a, b) => a + b));

const codes = [["10"]];
for (let level = 1; level < widths.length; level++) {
	const above = codes[level - 1];

	codes.push(Array.from({ length: widths[level] }, (_, i) =>
		`${above[i % above.length]}${String(Math.floor(i / above.length) + 1).padStart(3, "0")}`));
}
const lines = codes.flatMap((list, level) => list.map((code, i) =>
	[code, `单位${code}`, KINDS[level], level > 0 ? codes[level - 1][i % codes[level - 1].length] : "\\N"]));
lines.sort(([a], [b]) => a < b ? -1 : 1);

const files = Object.fromEntries(["unit", "2022", "2023", "flat"].map(name => [name, openSync(`${prefix}.${name}`, "w")]));
const text = {};
const write = (name, line) => text[name] = `${text[name] ?? ""}${line}\n`;
const flush = () => {
	for (const name in text)
		writeSync(files[name], text[name]);
	for (const name in text)
		delete text[name];
};

for (const line of lines)
	write("unit", line.join("\t"));
for (let i = 0; i < units; i++) {
	const [code] = lines[i * STRIDE % units];
	let before;

	for (const year of [2022, 2023]) {
		const form = formOf(year);

		makeReport(2 * i + year - 2022, form, before);
		before = [...values];
		if (chance(1 / 30))
			makeBlanks(form);
		write(year, `${code}\t${json(form)}`);
	}
	write("flat", `${code},${flatRow().join(",")}`);
	if (i % 500 === 499 || i === units - 1)
		flush();
}
for (const name in files)
	closeSync(files[name]);
