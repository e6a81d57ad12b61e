-- The demo: reads six published pages (text with pipes, HTML of a word processor, the text of a PDF) and shows their numbers,
-- findings, notes and totals; then a refused report, its correction and its history.
\set QUIET on
\pset footer off
\set SHOW_CONTEXT never
SET search_path = public, disclosure;
CALL create_register();
INSERT INTO unit (unit_id, name, kind, division_code) VALUES
	('360881', '井冈山市', 'government', '360881'),
	('320813', '淮安市洪泽区', 'government', '320813'),
	('321300', '宿迁市', 'government', '321300'),
	('310000-b', '上海市人民政府办公厅', 'department', '310000'),
	('320800', '淮安市', 'government', '320800');

\echo '\n== 读入四个公布的页面（import_report），每条不符一行 =='
\set page `cat demo/pages/jinggangshan-2020.txt`
SELECT severity_label AS 级别, result_label AS 结果, message AS 说明
FROM import_report('360881', :'page') WHERE result = 'fail';
\set page `cat demo/pages/hongze-2023.txt`
SELECT severity_label AS 级别, result_label AS 结果, message AS 说明
FROM import_report('320813', :'page') WHERE result = 'fail';
\set page `cat demo/pages/suqian-2023.txt`
SELECT severity_label AS 级别, result_label AS 结果, message AS 说明
FROM import_report('321300', :'page') WHERE result = 'fail';
\set page `cat demo/pages/suqian-2024.txt`
SELECT severity_label AS 级别, result_label AS 结果, message AS 说明
FROM import_report('321300', :'page') WHERE result = 'fail';

\echo '\n== 网页源文件、PDF 的文字，同样读：几格有数字、几格空白 =='
\set page `cat demo/pages/shanghai-office-2019.html`
SELECT count(*) AS 不符 FROM import_report('310000-b', :'page') WHERE result = 'fail';
\set page `cat demo/pages/huaian-2024.pdf.txt`
SELECT count(*) AS 不符 FROM import_report('320800', :'page', scope => 'consolidated') WHERE result = 'fail';
SELECT u.name AS 单位, r.year AS 年度, count(c.value) AS 数字, count(*) - count(c.value) AS 空白
FROM report r JOIN unit u USING (unit_id), cells(r.figures) c WHERE unit_id IN ('310000-b', '320800') GROUP BY 1, 2 ORDER BY 2;

\echo '\n== 井冈山市2020年报告的全部数字（- 为空白）=='
SELECT section AS 部分, left(row_label, 30) AS 行,
	string_agg(coalesce(trim_scale(value)::text, '-'), ' ' ORDER BY position) AS 各列
FROM report_cell WHERE unit_id = '360881' AND year = 2020
GROUP BY section, row_label ORDER BY min(position);

\echo '\n== 读这个页面时注意到的（前十二条）=='
SELECT note ->> 'cell' AS 单元格, note ->> 'raw' AS 原文, note ->> 'value' AS 读作, note ->> 'text' AS 说明
FROM report_source, jsonb_array_elements(notes) note
WHERE unit_id = '360881' LIMIT 12;

\echo '\n== 一览：一份报告一行（report_overview）=='
SELECT unit_name AS 单位, year AS 年度, received AS 新收, carried_in AS 上年结转, granted AS 予以公开,
	denied AS 不予公开, processed AS 办结, carried_out AS 结转, reconsiderations AS 复议, lawsuits AS 诉讼,
	blanks AS 空白, errors AS 错误
FROM report_overview ORDER BY unit_id, year;

\echo '\n== 2023年本机关报告合计，空白另计 =='
SELECT f['requests.received.total'] AS 新收, f['requests.processed.total'] AS 办结,
	f['proactive.charges.amount'] AS 收费万元, f['remedies.reconsideration.total'] AS 复议,
	holes['requests.received.total'] AS 新收空白, blank_count(f) AS 合计仍空白
FROM (SELECT sum(figures) AS f, sum(blanks(figures)) AS holes FROM report WHERE year = 2023 AND scope = 'own') total;

\echo '\n== 各年本机关报告合计：两种格式可以相加，空白有几格一目了然 =='
SELECT forms_of(f) AS 格式, f['requests.granted.total'] AS 予以公开,
	f['requests.granted.enterprise'] AS 其中商业企业, holes['requests.granted.enterprise'] AS 有几份空白
FROM (SELECT sum(figures) AS f, sum(blanks(figures)) AS holes FROM report WHERE scope = 'own') total;

\echo '\n== 照这些数字填报洪泽区的报告，会被退回 =='
\set ON_ERROR_STOP off
UPDATE report SET origin = 'filed', status = 'submitted' WHERE unit_id = '320813';
\set ON_ERROR_STOP on
\echo '\n== 改正两个总计，说明为什么只有一行“其他处理”，就能报送 =='
SELECT explain('320813', 2023, 'own', 'form.mixed', '公布的表格只有一行“其他处理”') AS 说明;
UPDATE report SET figures['remedies.reconsideration.total'] = 11,
	figures['remedies.suit_after_reconsideration.total'] = 5 WHERE unit_id = '320813';
UPDATE report SET origin = 'filed', status = 'submitted' WHERE unit_id = '320813'
RETURNING unit_id, year, status;

\echo '\n== 每次修改都留有版本，前后相连 =='
SELECT version AS 版本, status AS 状态, path AS 单元格, old AS 原数, new AS 现数 FROM report_change WHERE unit_id = '320813';
SELECT coalesce(verify_history('320813', 2023)::text, '完整') AS 历史;

\echo '\n== 与上年核对：宿迁市2023年结转121件，2024年上年结转不能是122件 =='
SELECT unit_id, year, severity_label AS 级别, message FROM finding WHERE result = 'fail' AND unit_id = '321300';
UPDATE report SET figures['requests.carried_in.total'] = 122 WHERE unit_id = '321300' AND year = 2024;
SELECT unit_id, year, severity_label AS 级别, message FROM finding WHERE result = 'fail' AND unit_id = '321300';
