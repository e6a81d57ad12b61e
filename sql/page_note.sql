-- Notes say where on the page they are: in characters, from 1.
SET search_path = disclosure, public;

CREATE FUNCTION pg_temp.places(page text) RETURNS TABLE (kind text, raw text, "position" integer, there text) LANGUAGE sql AS $$
	SELECT n->>'kind', n->>'raw', (n->>'position')::integer, regexp_replace(substr(page, (n->>'position')::integer, 12), '\s+', ' ', 'g')
	FROM jsonb_array_elements((parse_report(page)).notes) WITH ORDINALITY a(n, nr) WHERE n->>'kind' NOT IN ('missing_rows', 'section', 'table') ORDER BY nr
$$;
-- of text, of cells a line, and of HTML, with what is no text before the table
SELECT t.nr, p.* FROM unnest(ARRAY[
	E'甲县2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n规章 | 0 | 0 | 0 |\n规范性文件 | 三件 | 1,234 | 约5 |\n行政许可 | 35件 |',
	E'甲县2023年政府信息公开工作年度报告\r\n\r\n二、主动公开政府信息情况\r\n信息内容\r\n本年处理决定数量\r\n行政许可\r\n35件\r\n行政处罚\r\n若干\r\n',
	'<html><head><title>甲县2023年政府信息公开工作年度报告</title><style>td { width: 35px }</style><script>if (a < b) { x = "35件"; }</script></head><body><p>二、主动公开政府信息情况</p>'
	'<table><tr><td>信息内容</td><td>本年处理决定数量</td></tr><tr><td>行政&nbsp;许可</td><td style="x">35&nbsp;件</td></tr><tr><td>行政处罚</td><td><b>若</b>干</td></tr></table></body></html>'])
	WITH ORDINALITY t(page, nr), pg_temp.places(page) p \g (format=unaligned)

-- a file that is no page is called what it is
SELECT n->>'kind' AS kind, n->>'text' AS text, r.figures IS NULL AND r.sections = '{"preamble": {"title": null, "text": ""}}' AS nothing_else
FROM unnest(ARRAY['%PDF-1.7 x', E'\n%PDF-1.4\n', E'PK\003\004x', '{\rtf1 x', 'GIF89a', 'Rar! x']) page, parse_report(page) r, jsonb_array_elements(r.notes) n;
SELECT n->>'text' AS text FROM unnest(ARRAY['\xD0CF11E0A1B11AE1', '\x89504E470D0A1A0A', '\xFFD8FFE000104A46', '\x255044462D312E350A25E2E3CFD30A'::bytea]) page, parse_report(page) r, jsonb_array_elements(r.notes) n;
SELECT n->>'text' AS text FROM parse_report('关于 %PDF- 的说明') r, jsonb_array_elements(r.notes) n WHERE n->>'kind' = 'not_report';

-- real pages: at the place stands what the note quotes, or the label of its row
\set present `test -r "$PG_ABS_SRCDIR/../shared/reports/numbers/000.tsv" && echo true || echo false`
\if :present
\else
\echo skipped: there is no ../shared/reports
\quit
\endif
CREATE TEMP TABLE source (file text, hex text);
\copy source FROM PROGRAM 'cd "$PG_ABS_SRCDIR/../shared/reports" && for f in [0-9]* partial_*; do printf "%s\t" "$f"; od -An -v -tx1 "$f" | tr -d " \n"; echo; done'
CREATE TEMP TABLE note AS
SELECT file, regexp_replace(n->>'raw', '\s|&nbsp;', '', 'g') AS raw, (n->>'position')::integer AS "position", regexp_replace(substr(page, (n->>'position')::integer, 400), '\s|<[^>]*>|&nbsp;', '', 'g') AS there
FROM (SELECT file, convert_from(decode(hex, 'hex'), 'UTF8') AS page FROM source) s, jsonb_array_elements((parse_report(page)).notes) n
WHERE n->>'raw' <> '' AND n->>'kind' NOT IN ('title', 'hidden');
SELECT count(*) > 150 AS many, count(*) FILTER (WHERE "position" IS NULL) AS without_place FROM note;
SELECT count(*) FILTER (WHERE starts_with(there, rtrim(raw, '…'))) * 2 > count(*) FILTER (WHERE file !~ 'glued') AS most_at_once FROM note;
SELECT file, raw, "position", left(there, 60) AS there FROM note WHERE strpos(left(there, 60), left(rtrim(raw, '…'), 30)) = 0 ORDER BY 1, 3;
