-- Reports of the register written in each format: drafts with marks, what was published, corrections, recorded pages, errors.
CREATE DATABASE regress_render;
\c regress_render
CREATE EXTENSION report_ext;
SET search_path = disclosure, public;
SET datestyle = german;
\set VERBOSITY terse
CALL create_register();
\set ECHO none
\i sql/include/reports.sql
\set ECHO all
INSERT INTO unit (unit_id, name, kind) VALUES ('a', '甲局', 'department'), ('b', '乙<局>', 'department'), ('r', '收录局', 'department');
INSERT INTO unit_name (unit_id, from_year, to_year, name) VALUES ('a', 0, 2022, '甲委员会');
UPDATE rule SET enabled = false;
CREATE FUNCTION pg_temp.pass(unit_id text, year integer) RETURNS void LANGUAGE sql AS $$
	SELECT set_config('disclosure.actor', 'clerk', true);
	SELECT disclosure.submit_report(unit_id, year);
	SELECT set_config('disclosure.actor', 'reviewer', true);
	SELECT disclosure.approve_report(unit_id, year) $$;
CREATE FUNCTION pg_temp.line(document text, pattern text) RETURNS SETOF text LANGUAGE sql AS $$
	SELECT regexp_replace(l, ':[0-9a-f]{64}', ':hash') FROM string_to_table(document, E'\n') AS l WHERE l ~ pattern $$;

-- A draft says that it is one, and marks what findings name: a wrong total, and a blank.
INSERT INTO report (unit_id, year, figures) VALUES ('a', 2023, pg_temp.granted(10));
UPDATE report SET figures['requests.processed.total'] = 11 WHERE unit_id = 'a';
UPDATE report SET figures['remedies.reconsideration.pending'] = NULL WHERE unit_id = 'a';
INSERT INTO report_text (unit_id, year, scope, title, index_number, document_number, contact, period_start, period_end, sections) VALUES ('a', 2023, 'own', NULL, '001-1/2024-1', '甲局〔2024〕1号', '甲局办公室，0000-1234567',
	'2023-01-01', '2023-12-31', '{"preamble":{"text":"根据条例编制。"},"一":{"title":"总体情况","text":"（一）主动公开。全年公开信息。\n（二）依申请公开。依法答复。\n（三）政府信息管理。规范管理。\n（四）平台建设。加强平台建设。\n（五）监督保障。开展培训和考核。"},"二":{"text":""},"三":{"text":"注：含网上申请。"},"四":{},"五":{"text":"公开的内容还不够全面，下一年改进。"},"六":{"title":"六、其他需要报告的事项","text":"收取信息处理费0元。"}}');
\pset format unaligned
SELECT regexp_replace(render_report('a', 2023, 'own', 'text'), ':[0-9a-f]{64}', ':hash');
SELECT l FROM pg_temp.line(render_report('a', 2023, 'own', 'html'), 'class="marked".*总计|总计.*class="marked"|class="marked"><span') AS l;
\pset format aligned
SELECT rule, left(cells::text, 100) AS cells FROM finding WHERE unit_id = 'a' AND result = 'fail' ORDER BY rule COLLATE "C";
SELECT title, unit_name, p.year, index_number, document_number, p.issued_on, period_start, period_end, p.sections -> '六' AS six
FROM report AS r, parse_report(render_report('a', 2023, 'own', 'html')) AS p WHERE r.unit_id = 'a' \gx

-- Published: the name of that year, the date, number and version; no marks, though an explained finding may remain.
UPDATE report SET figures = pg_temp.granted(10) WHERE unit_id = 'a';
SELECT pg_temp.pass('a', 2023), publish_report('a', 2023, published_on => '2024-01-20', address => 'http://www.example.cn/?a=1&b=2');
CREATE TEMP TABLE published AS SELECT f AS format, render_report('a', 2023, 'own', f) AS document FROM unnest('{html,markdown,text,json}'::text[]) AS f;
SELECT l FROM published, pg_temp.line(document, '^(<li>)?(发布日期|状态|网址|校验值|第几次|版本)|"marked"|※') AS l WHERE format IN ('html', 'text') ORDER BY format, l COLLATE "C";
SELECT document::jsonb -> 'metadata' AS metadata, regexp_replace((document::jsonb -> 'footer')::text, ':[0-9a-f]{64}', ':hash') AS footer FROM published WHERE format = 'json';
SELECT document::jsonb #>> '{footer,head}' = history_head('a', 2023) AS head FROM published WHERE format = 'json';
-- What is changed since is not printed, in any format, until it is published too; the footer then says what was corrected.
SELECT return_report('a', 2023, 'own', '漏计一件');
UPDATE report SET figures = pg_temp.granted(11) WHERE unit_id = 'a';
UPDATE report_text SET title = '草稿的标题', contact = NULL WHERE unit_id = 'a';
SELECT format, document = render_report('a', 2023, 'own', format) AS unchanged FROM published ORDER BY format;
SELECT pg_temp.pass('a', 2023);
SELECT format, document = render_report('a', 2023, 'own', format) AS unchanged FROM published ORDER BY format;
SELECT publish_report('a', 2023, published_on => '2024-03-01');
SELECT l FROM pg_temp.line(render_report('a', 2023, 'own', 'text'), '草稿|发布日期|更正|改为|第几次|版本|（一）予以公开') AS l;

-- A report without words, of a unit whose name and title are no markup.
INSERT INTO report (unit_id, year, figures) VALUES ('b', 2022, pg_temp.granted(1));
INSERT INTO report (unit_id, year, figures) VALUES ('a', 2022, pg_temp.granted(1));
SELECT l FROM unnest('{a,b}'::text[]) AS u, pg_temp.line(render_report(u, 2022, 'own', 'html'), '<title>|<h1>|发布机构') AS l;

-- A recorded page: its tables once, its words apart from them, with what was recorded as its date.
\set page `cat demo/pages/shanghai-office-2019.html 2>/dev/null || cat "$PG_ABS_SRCDIR/demo/pages/shanghai-office-2019.html"`
SELECT count(*) >= 0 AS recorded FROM import_report('r', :'page', year => 2019);
UPDATE report SET status = 'published' WHERE unit_id = 'r';
SELECT f AS format, (SELECT count(*) FROM regexp_matches(d, '属于国家秘密', 'g')) AS secrets, figures_differ(p.figures, r.figures) AS figures_differ
FROM report AS r, unnest('{html,markdown,text}'::text[]) AS f, LATERAL (SELECT render_report('r', 2019, 'own', f) AS d) AS d, parse_report(d) AS p WHERE unit_id = 'r' ORDER BY f;
SELECT s ->> 'number' AS number, s ->> 'text' AS text FROM jsonb_array_elements(render_report('r', 2019, 'own', 'json')::jsonb -> 'sections') AS s WHERE s ->> 'number' IN ('二', '三', '四');

-- Errors name what is wrong.
SELECT render_report('a', 2023, 'own', 'pdf');
SELECT render_report('a', 2023, 'own', NULL);
SELECT render_report('nobody', 2023, 'own', 'html');
SELECT render_report('a', 2018, 'own', 'html');
SELECT render_report('a', 2023, 'all', 'html');
SELECT render_report('a', 2023, 'level', 'html');
\c contrib_regression
DROP DATABASE regress_render;
