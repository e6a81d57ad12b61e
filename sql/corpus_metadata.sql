-- Metadata of real pages against a person's reading of them, if they are at hand: ../shared/reports.
\set ON_ERROR_STOP on
\set reports `if [ -d ../shared/reports/numbers ]; then echo ../shared/reports; fi`
SELECT :'reports' <> '' AS at_hand \gset
\if :at_hand
\echo corpus: checked
SET search_path = disclosure, public;
SET datestyle = 'ISO';

CREATE TEMP TABLE corpus (file text, page text, unit_name text, year int, index_number text, issued_on date, period daterange, postcode text, phones int, notice text, sections text);
\set page `cat ../shared/reports/000_*.txt`
INSERT INTO corpus VALUES ('000', :'page', '井冈山市', 2020, 'D20000-1000-2021-0011', '2021-01-28', '[2020-01-01,2020-12-31]', '343600', 1, '国办公开办函〔2019〕60号', '一二三四五六');
\set page `cat ../shared/reports/001_*.layout.txt`
INSERT INTO corpus VALUES ('001 layout', :'page', '洪泽区人民政府', 2023, NULL, NULL, '[2023-01-01,2023-12-31]', '223100', 1, NULL, '一二三四五六');
\set page `cat ../shared/reports/001_*.raw-order.txt`
INSERT INTO corpus VALUES ('001 raw order', :'page', '洪泽区人民政府', 2023, NULL, NULL, '[2023-01-01,2023-12-31]', '223100', 1, NULL, '一二三四五六');
\set page `cat ../shared/reports/001_*.reading-order.txt`
INSERT INTO corpus VALUES ('001 reading order', :'page', '洪泽区人民政府', 2023, NULL, NULL, '[2023-01-01,2023-12-31]', '223100', 1, NULL, '一二三四五六');
\set page `cat ../shared/reports/003_*.layout.txt`
INSERT INTO corpus VALUES ('003 layout', :'page', '淮安市人民政府', 2024, NULL, NULL, '[2024-01-01,2024-12-31]', '223001', 1, NULL, '一二三四五六');
\set page `cat ../shared/reports/003_*.raw-order.txt`
INSERT INTO corpus VALUES ('003 raw order', :'page', '淮安市人民政府', 2024, NULL, NULL, '[2024-01-01,2024-12-31]', '223001', 1, NULL, '一二三四五六');
\set page `cat ../shared/reports/003_*.reading-order.txt`
INSERT INTO corpus VALUES ('003 reading order', :'page', '淮安市人民政府', 2024, NULL, NULL, '[2024-01-01,2024-12-31]', '223001', 1, NULL, '一二三四五六');
\set page `cat ../shared/reports/006_*.md`
INSERT INTO corpus VALUES ('006', :'page', '沐阳县人民政府', 2025, NULL, '2026-01-23', '[2025-01-01,2025-12-31]', NULL, NULL, '国办公开办函〔2021〕30号', '二三四五');
\set page `cat ../shared/reports/007_*.md`
INSERT INTO corpus VALUES ('007', :'page', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '二三四');
\set page `cat ../shared/reports/013_*.html`
INSERT INTO corpus VALUES ('013', :'page', '测试市', 2025, NULL, NULL, '[2025-01-01,2025-12-31]', NULL, NULL, NULL, '一二三四五六');
\set page `cat ../shared/reports/partial_p09_*`
INSERT INTO corpus VALUES ('p09', :'page', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '三');
\set page `cat ../shared/reports/partial_p12_*`
INSERT INTO corpus VALUES ('p12', :'page', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '四五');
\set page `cat ../shared/reports/partial_p30_*`
INSERT INTO corpus VALUES ('p30', :'page', '宿迁市', 2025, NULL, NULL, NULL, NULL, NULL, NULL, '一二三四五六');

CREATE TEMP VIEW compared AS
SELECT file, field, wanted, read FROM (SELECT c.*, r FROM corpus c, parse_report(c.page) r OFFSET 0) c, LATERAL (VALUES
	('unit', unit_name, (r).unit_name), ('year', year::text, (r).year::text), ('index', index_number, (r).index_number), ('issued', issued_on::text, (r).issued_on::text),
	('period', period::text, (CASE WHEN (r).period_start IS NOT NULL THEN daterange((r).period_start, (r).period_end, '[]') END)::text),
	('postcode', postcode, (r).metadata->'contact'->>'postcode'), ('telephones', phones::text, jsonb_array_length((r).metadata->'contact'->'telephone')::text),
	('notice', notice, (r).metadata->>'notice'), ('document', NULL, (r).document_number),
	('sections', sections, (SELECT string_agg(k, '' ORDER BY strpos('一二三四五六', k)) FROM jsonb_object_keys((r).sections) k WHERE k <> 'preamble'))) f(field, wanted, read);
-- wrong: another value than the page's, or a value that the page does not have
SELECT field, count(*) FILTER (WHERE wanted = read) AS "right", count(*) FILTER (WHERE wanted IS NULL AND read IS NULL) AS none,
	count(*) FILTER (WHERE wanted IS NOT NULL AND read IS NULL) AS missed, count(*) FILTER (WHERE read IS NOT NULL AND read IS DISTINCT FROM wanted) AS wrong
FROM compared GROUP BY field ORDER BY field;
SELECT file, field, wanted, read FROM compared WHERE read IS DISTINCT FROM wanted ORDER BY file, field;

-- other fields of the first page
SELECT metadata->'index_number' AS index_number FROM corpus, parse_report(page) WHERE file = '000';
SELECT metadata->>'category' AS category, metadata->>'disclosure_method' AS method, metadata->>'disclosure_time_limit' AS time_limit,
	metadata->>'disclosure_scope' AS scope, metadata->>'validity' AS validity, metadata->'dates'->'sent'->>'raw' AS sent, metadata ? 'responsible_department' AS department
FROM corpus, parse_report(page) WHERE file = '000';
SELECT file, (SELECT string_agg(k, ' ' ORDER BY k) FROM jsonb_object_keys(metadata->'contact') k) AS contact FROM corpus, parse_report(page)
WHERE metadata ? 'contact' ORDER BY file;

-- no word of a page is lost
SELECT count(*) AS pages, count(*) FILTER (WHERE EXISTS (
	SELECT FROM regexp_split_to_table(c.page, '[\s|*#]+') word WHERE word <> '' AND strpos(said, word) = 0)) AS lose_some
FROM corpus c, LATERAL (SELECT string_agg(coalesce(value->>'title', '') || E'\n' || (value->>'text'), E'\n') AS said FROM jsonb_each((parse_report(c.page)).sections)) s
WHERE file NOT IN ('013');
\else
\echo corpus: skipped, ../shared/reports is not there
\endif
