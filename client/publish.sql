-- What client/publish writes, into files of the current folder; only publications are read.
BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY;
COPY (SELECT p.* FROM disclosure.bi_published p WHERE p.year = :year ORDER BY p.sort_no, p.publication_key) TO STDOUT (FORMAT csv, HEADER) \g published.csv
COPY (
	SELECT r.unit_id, r.year, r.scope, c.path, trim_scale(c.value) AS value
	FROM disclosure.published_report r CROSS JOIN LATERAL disclosure.cells(r.figures) WITH ORDINALITY c(path, value, place)
	WHERE r.current AND r.year = :year
	ORDER BY r.unit_id COLLATE "C", r.scope COLLATE "C", c.place) TO STDOUT (FORMAT csv, HEADER) \g cells.csv
COPY (
	SELECT p.report_key, p.unit_id, p.unit_name, p.kind, p.kind_label, p.division_code, p.year, p.scope, p.scope_label, p.form, p.publication_number,
		p.correction_number, p.published_on, p.address, p.version, p.head, p.checksum
	FROM disclosure.publish_year(:year) p) TO STDOUT (FORMAT csv, HEADER) \g reports.csv
-- as CSV of one column, because COPY as text would escape backslashes once more
COPY (SELECT row_to_json(p) FROM disclosure.publish_year(:year) p) TO STDOUT (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02') \g rows.json
COPY (
	SELECT concat_ws('-', r.unit_id, r.year, r.scope) AS report_key, r.unit_id, r.unit_name, r.year, r.scope, r.number AS publication_number, r.published_on,
		r.statement
	FROM disclosure.published_report r
	WHERE r.kind = 'correction' AND r.year = :year
	ORDER BY r.published_on, r.unit_id COLLATE "C", r.scope COLLATE "C", r.number) TO STDOUT (FORMAT csv, HEADER) \g corrections.csv
COPY (
	SELECT c.column_no, c.column_name, c.label AS column_label, c.data_type, c.role_label, c.unit_label, c.path, c.definition
	FROM disclosure.bi_column c WHERE c.view_name = 'bi_published' ORDER BY c.column_no) TO STDOUT (FORMAT csv, HEADER) \g codebook.csv
COPY (
	SELECT f.form, f.position AS cell_no, f.path, f.section, f.table_label, f.row_label, f.column_label, f.measure AS unit_label, f.decimals, f.definition
	FROM disclosure.form_cell f ORDER BY f.form, f.position) TO STDOUT (FORMAT csv, HEADER) \g codebook-cells.csv
COPY (
	SELECT p.report_key, disclosure.render_report(p.unit_id, p.year, p.scope, 'html') AS html, disclosure.render_report(p.unit_id, p.year, p.scope, 'json') AS json
	FROM disclosure.publish_year(:year) p) TO STDOUT (FORMAT csv, HEADER) \g documents.csv
COMMIT;
