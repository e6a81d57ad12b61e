-- The numbers of ten real reports, as read by a person: ../shared/reports/numbers.
SET search_path = disclosure, public;
\set present `test -r "$PG_ABS_SRCDIR/../shared/reports/numbers/001.tsv" && echo true || echo false`
\if :present
\else
\echo skipped: there is no ../shared/reports/numbers
\quit
\endif
CREATE TEMP TABLE number (file text, path text, text text);
\copy number FROM PROGRAM 'cd "$PG_ABS_SRCDIR/../shared/reports/numbers" && for f in *.tsv; do sed "1d; s/^/${f%.tsv}\t/" "$f"; done'
CREATE TEMP TABLE source AS SELECT * FROM (VALUES ('000', '2019', '井冈山市 2020'), ('001', '2021', '洪泽区 2023'), ('003', '2021', '淮安市 2024'), ('006', '2021', '沭阳县 2025'),
	('007', '2021', '上海市科委 2024'), ('009', '2019', '上海市政府办公厅 2019'), ('013', '2021', '杭州市 2025'), ('014', '2019', '平潭 2019'), ('015', '2019', '平潭 2020'),
	('017', '2021', '平潭 2022')) AS v (file, form, place);
CREATE TEMP TABLE cell AS SELECT file, path, CASE WHEN text NOT IN ('', '?') THEN text::numeric END AS value FROM number;

CREATE TEMP TABLE report AS
	SELECT file, form, place, (jsonb_build_object('form', form) || jsonb_object_agg(tab, lines))::figures AS f
	FROM source JOIN (SELECT file, tab, jsonb_object_agg(line, cells) AS lines FROM (
			SELECT file, split_part(path, '.', 1) AS tab, split_part(path, '.', 2) AS line, jsonb_object_agg(split_part(path, '.', 3), value) AS cells
			FROM cell GROUP BY 1, 2, 3) AS l GROUP BY file, tab) AS t USING (file)
	GROUP BY file, form, place;
SELECT file, place, form, count(*) AS cells, count(value) AS numbers, is_complete(f), is_sound(f),
	(SELECT sum(value) FROM cells(blanks(f))) AS blanks
FROM report JOIN cell USING (file) GROUP BY file, place, form, f ORDER BY file;

-- the cells of each are those of its file: no more, no less
SELECT file, path, cell.value AS in_file, got.value AS got, got.path IS NOT NULL AS there
FROM cell FULL JOIN (SELECT file, c.* FROM report, cells(f) AS c) AS got USING (file, path)
WHERE cell.value IS DISTINCT FROM got.value OR got.path IS NULL OR cell.path IS NULL;
-- three rows of 洪泽 are absent, not blank, because it has one row of 2019 in their place
SELECT file, count(*) AS absent, string_agg(DISTINCT split_part(path, '.', 2), ' ') AS rows
FROM report JOIN form_cell USING (form) WHERE path NOT IN (SELECT path FROM cells(f)) GROUP BY file;
SELECT file, count(*) AS outside, string_agg(DISTINCT split_part(path, '.', 2), ' ') AS rows
FROM report, cells(f) WHERE path NOT IN (SELECT path FROM form_cell WHERE form_cell.form = report.form) GROUP BY file;
SELECT (requests(f)).supplement_overdue, (requests(f)).otherwise_handled, f['requests.fee_overdue.total'] FROM report WHERE file = '001';

-- back from text, binary, jsonb and composites, and from a sum and its state
CREATE TEMP TABLE received (LIKE report);
\copy report TO PROGRAM 'cat >"$PG_ABS_BUILDDIR/results/numbers.binary"' (FORMAT binary)
\copy received FROM PROGRAM 'cat "$PG_ABS_BUILDDIR/results/numbers.binary"' (FORMAT binary)
SELECT file FROM report FULL JOIN received USING (file)
WHERE figures_differ(report.f, received.f) OR figures_differ(report.f, report.f::text::figures) OR figures_differ(report.f, report.f::jsonb::figures)
	OR figures_differ(report.f, report.f::json::text::jsonb::figures) OR figures_differ(report.f, (to_jsonb(report) -> 'f')::figures)
	OR figures_differ(report.f, figures(report.form, proactive(report.f), requests(report.f), remedies(report.f)))
	OR figures_differ(report.f, (SELECT sum(f) FROM (SELECT report.f UNION ALL SELECT NULL) AS one))
	OR figures_differ(report.f, figures_sum_result(report.f::text::figures_sum));
-- cell by cell into an empty report, in the file's order
CREATE TEMP TABLE copied AS SELECT file, ('{"form":"' || form || '"}')::figures AS f FROM report;
DO $$
DECLARE
	c record;
BEGIN
	FOR c IN SELECT * FROM cell LOOP
		UPDATE copied SET f[c.path] = c.value WHERE file = c.file;
	END LOOP;
END
$$;
SELECT file AS differs FROM report JOIN copied USING (file) WHERE report.f <> copied.f;

-- Findings in them: the two errors of 洪泽, the wrong sums of 平潭 2020, and nothing in most of the others.
SELECT file, rule, severity, result, message, caused_by FROM report, check_figures(f) WITH ORDINALITY
WHERE result = 'fail' ORDER BY file, ordinality \g (format=unaligned)
SELECT file, why, count(*) AS unknown, count(*) FILTER (WHERE rule LIKE '%.row.%') AS rows, count(*) FILTER (WHERE rule LIKE '%.column.%') AS columns
FROM report, check_figures(f) WHERE result = 'unknown' GROUP BY file, why ORDER BY file;

-- Together, with their holes: equal to a plain sum of the file's numbers.
SELECT path, value, plain.sum FROM (SELECT c.* FROM (SELECT sum(f) AS f FROM report) AS s, cells(f) AS c) AS total
	FULL JOIN (SELECT path, sum(value) FROM cell GROUP BY path) AS plain USING (path) WHERE value IS DISTINCT FROM plain.sum;
SELECT path, value, holes FROM (SELECT c.* FROM (SELECT sum(blanks(f)) AS f FROM report) AS s, cells(f) AS c) AS total
	FULL JOIN (SELECT path, count(*) FILTER (WHERE value IS NULL) AS holes FROM cell GROUP BY path) AS plain USING (path) WHERE value IS DISTINCT FROM holes;
SELECT rule, result, message FROM (SELECT sum(f) AS f, sum(blanks(f)) AS holes FROM report) AS total, check_figures(f, holes) WHERE result = 'fail';
