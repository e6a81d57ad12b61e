-- The cells of ../shared/cells.tsv are those of the view form_cell, with their labels and units.
SET search_path = disclosure, public;
\set present `test -r "$PG_ABS_SRCDIR/../shared/cells.tsv" && echo true || echo false`
\if :present
\else
\echo skipped: there is no ../shared/cells.tsv
\quit
\endif
\set content `cat "$PG_ABS_SRCDIR/../shared/cells.tsv"`
CREATE TEMP TABLE corpus AS
	SELECT f[1] AS path, f[2] AS section, f[3] AS row_label, f[4] AS column_label, string_to_array(f[5], ' ') AS forms, f[6] AS measure
	FROM string_to_table(rtrim(:'content', E'\n'), E'\n') AS line, string_to_array(line, E'\t') AS f
	WHERE f[1] <> 'path';
SELECT count(*) AS cells, sum(cardinality(forms)) AS cells_of_forms FROM corpus;
SELECT form, path, corpus.path IS NULL AS not_in_corpus, cell.path IS NULL AS not_in_view
FROM (SELECT path, form FROM corpus, unnest(forms) AS form) AS corpus FULL JOIN form_cell AS cell USING (path, form)
WHERE corpus.path IS NULL OR cell.path IS NULL;
SELECT form, path, cell.section, corpus.section, cell.measure, corpus.measure FROM corpus JOIN form_cell AS cell USING (path)
WHERE cell.section <> corpus.section OR cell.measure <> corpus.measure;
-- a label may stand there once for both forms, as "that of 2019|that of 2021"
SELECT form, path, concat_ws('/', group_label, cell.row_label) AS label, corpus.row_label AS in_corpus FROM corpus JOIN form_cell AS cell USING (path)
WHERE concat_ws('/', group_label, cell.row_label) <> corpus.row_label;
SELECT form, path, cell.column_label AS label, corpus.column_label AS in_corpus FROM corpus JOIN form_cell AS cell USING (path)
WHERE cell.column_label <> split_part(corpus.column_label, '|', CASE WHEN corpus.column_label LIKE '%|%' AND form = '2021' THEN 2 ELSE 1 END);
