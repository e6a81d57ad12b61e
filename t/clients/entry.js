// A web application with node-postgres, for t/009_clients.pl; does and prints what Entry.java does.
//	node entry.js HOST PORT LOGIN UNIT YEAR VIEW...
const { Client } = require('pg');
const [host, port, user, unit, year, ...views] = process.argv.slice(2);
const show = (...fields) => console.log(fields.map(f => String(f).replace(/\n/g, '\\n').replace(/\t/g, ' ')).join('\t'));

async function main() {
	const client = new Client({ host, port, user, database: 'postgres' });
	await client.connect();

	async function attempt(what, sql, values) {
		try {
			const result = await client.query(sql, values);
			show('done', what, result.command === 'SELECT' ? 0 : result.rowCount);
		} catch (e) {
			show('refused', what, e.code, [e.message, e.detail, e.hint].filter(Boolean).join('\n'));
		}
	}

	let rows = 0;
	await client.query('BEGIN');
	for (const line of require('fs').readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
		const [view, row, ...cells] = line.split('\t');
		const columns = cells.filter((_, i) => i % 2 === 0), numbers = cells.filter((_, i) => i % 2 === 1);
		rows += (await client.query(`INSERT INTO disclosure.${view} (unit_id, year, row_code, ${columns.join(', ')})` +
			` VALUES (${[unit, year, row, ...numbers].map((_, i) => '$' + (i + 1)).join(', ')})`, [unit, year, row, ...numbers])).rowCount;
	}
	await client.query('COMMIT');
	show('done', 'save', rows);

	const change = "UPDATE disclosure.entry_request SET natural_person = $1 WHERE unit_id = $2 AND year = $3 AND scope = 'own' AND row_code = $4";
	await attempt('update', change.replace(' WHERE', ', reason = $5 WHERE'), [8, unit, year, 'received', '复核']);
	await attempt('fraction', change, [3.5, unit, year, 'received']);
	await attempt('large', change, ['350102199001011234', unit, year, 'received']);
	await attempt('foreign', change, [1, 'other', year, 'received']);
	await attempt('nowhere', change, [1, 'none', year, 'received']);
	await attempt('closed', change, [1, 'closed', year, 'received']);
	await attempt('submit', 'SELECT disclosure.submit_report($1, $2)', [unit, year]);

	// no catalog of its own: what its values become
	for (const view of views) {
		const result = await client.query(`SELECT * FROM disclosure.${view} LIMIT 1`);
		for (const field of result.fields) {
			const value = result.rows.length ? result.rows[0][field.name] : null;
			show('column', view, field.name, (value instanceof Date ? 'date' : value === null ? 'null' : typeof value).toUpperCase(), field.dataTypeModifier, 0, field.dataTypeID);
		}
	}
	await client.end();
}
main().catch(e => { console.error(e); process.exit(1); });
