-- The print of form 2019 against a real page: ../shared/reports, 上海市人民政府办公厅 2019.
SET search_path = disclosure, public;
\set present `test -r "$PG_ABS_SRCDIR/../shared/reports/009_上海市政府办公厅_2019.html" && echo true || echo false`
\if :present
\else
\echo skipped: there is no ../shared/reports
\quit
\endif
\set page `cat "$PG_ABS_SRCDIR/../shared/reports/009_上海市政府办公厅_2019.html"`
CREATE TEMP TABLE page_grid AS
	SELECT table_number AS tab, row_number AS line, column_number AS col, row_span AS line_span, column_span AS col_span,
		regexp_replace(content, '[[:space:]' || U&'\00A0' || ']', '', 'g') AS content
	FROM document_grid(:'page');
CREATE TEMP TABLE our_grid AS
	SELECT table_number AS tab, row_number AS line, column_number AS col, row_span AS line_span, column_span AS col_span, content
	FROM document_grid(render_tables((parse_report(:'page')).figures, 'html'));
-- 三 and 四: every label, number and blank in the same line and column, with the same spans
SELECT tab, count(*) AS boxes, count(*) FILTER (WHERE content ~ '^[0-9]+$') AS numbers, count(*) FILTER (WHERE content = '') AS blanks FROM page_grid GROUP BY tab ORDER BY tab;
SELECT * FROM page_grid FULL JOIN our_grid USING (tab, line, col, line_span, col_span, content)
WHERE tab > 1 AND (page_grid IS NULL OR our_grid IS NULL);
-- 二: the same boxes in the same lines, but for a unit in a cell; the page's own spans do not agree with each other
SELECT line, string_agg(content, ' ' ORDER BY col) AS boxes FROM page_grid WHERE tab = 1 GROUP BY line
EXCEPT SELECT line, string_agg(content, ' ' ORDER BY col) FROM our_grid WHERE tab = 1 GROUP BY line;
