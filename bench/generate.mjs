/*
 * generate.mjs CELLS ROWS FIRST_YEAR FLAT FIGURES
 *
 * Writes ROWS synthetic annual reports twice: FLAT, CSV with one column a
 * cell (amounts in units of 10^-6 万元), and FIGURES, unit, year, region and
 * the text form of disclosure.figures for COPY.  Every report follows from
 * its number alone.  CELLS is a TSV of form, path and number of decimals.
 *
 * A report obeys the rules, except that one in twenty has one wrong cell; one
 * in thirty has blanks.
 */
import { openSync, writeSync, closeSync } from "node:fs";
import { chance } from "./chance.mjs";
import { formOf, json, makeBlanks, makeMistake, makeReport, readForms, values } from "./report.mjs";

const [cellsFile, rowCount, firstYear, flatFile, figuresFile] = process.argv.slice(2);
const REGIONS = 3000, YEARS = 10;

readForms(cellsFile);

const flat = openSync(flatFile, "w"), figures = openSync(figuresFile, "w");
let flatLines = "", figuresLines = "";

for (let i = 0; i < rowCount; i++) {
	/* neighbours in the table belong to groups far apart */
	const group = i * 7919 % (REGIONS * YEARS);
	const year = Number(firstYear) + group % YEARS;
	const region = Math.floor(group / YEARS);
	const unit = Math.floor(i / (REGIONS * YEARS)) * REGIONS + region;
	const form = formOf(year);

	makeReport(i, form);
	if (chance(1 / 30))
		makeBlanks(form);
	if (chance(1 / 20))
		makeMistake(form);

	flatLines += `${unit},${year},${region},${values.join(",")}\n`;
	figuresLines += `${unit}\t${year}\t${region}\t${json(form)}\n`;
	if (i % 500 === 499 || i === rowCount - 1) {
		writeSync(flat, flatLines);
		writeSync(figures, figuresLines);
		flatLines = figuresLines = "";
	}
}
closeSync(flat);
closeSync(figures);
