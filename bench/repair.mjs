/*
 * repair.mjs [--write]: bench/run repair, in a private server.
 *
 * bench/repair makes the reports and measures; this puts its tables into the page.
 */
import { circumstances, finish, here, say, shell } from "./common.mjs";

const CASES = 300;

say(`repairs() on ${CASES} reports of each kind`);
const tables = shell(`${here}repair`, CASES);

await finish(`
## Repair

\`bench/run repair\` made this part: \`bench/repair ${CASES}\`, real tables with planted errors.

| | |
|---|---|
${await circumstances()}

${tables.trim()}
`);
