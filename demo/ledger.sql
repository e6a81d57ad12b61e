-- The ledger, after demo.sql: the requests of a year read in, a due date day by day, the tables counted from them and opened again,
-- and a year's holidays entered. Numbers of requests and their dates are made up; the page they lead to is the published one.
\echo '\n== 台账：读入井冈山市2020年的8件申请（编号、日期为示例）——试读、写入、再读一次 =='
INSERT INTO ledger (unit_id, from_year, to_year, keeps) VALUES ('360881', 2020, 2020, '{requests}');
\set file `cat demo/ledger-2020.csv`
SELECT '试读' AS 步骤, result AS 结果, count(*) AS 件数 FROM import_ledger('360881', :'file') GROUP BY result;
SELECT '写入' AS 步骤, result AS 结果, count(*) AS 件数 FROM import_ledger('360881', :'file', apply => true) GROUP BY result;
SELECT '再读' AS 步骤, result AS 结果, count(*) AS 件数 FROM import_ledger('360881', :'file', apply => true) GROUP BY result;

\echo '\n== 期限随时按事项和日历计算（request_due）=='
SELECT d.request_no AS 编号, h.label AS 收到, d.received_on AS 日期, d.due_on AS 到期, d.days_allowed AS 期限, d.decided_on AS 答复, CASE WHEN d.late THEN '是' ELSE '否' END AS 逾期
FROM request_due d JOIN request_history h USING (unit_id, request_no) WHERE d.unit_id = '360881' AND h.kind = 'received' ORDER BY d.request_no;

\echo '\n== 2020-3 为什么5月26日到期，一日一行（explain_due）=='
SELECT day AS 日期, weekday AS 星期, number AS 第几日, why AS 说明 FROM explain_due('360881', '2020-3');

\echo '\n== 表三由台账计数（compile_figures）=='
SELECT left(row_label, 30) AS 行, string_agg(coalesce(value::text, '-'), ' ' ORDER BY position) AS 各列
FROM labelled_cells(compile_figures('360881', 2020)) WHERE path LIKE 'requests.%'
GROUP BY row_label HAVING max(value) > 0 ORDER BY min(position);

\echo '\n== 每一格都能打开：予以公开·自然人是哪8件（cell_source）=='
SELECT entry_no AS 编号, label AS 名称, entered_on AS 收到, left_on AS 答复 FROM cell_source('360881', 2020, 'requests.granted.natural_person');

\echo '\n== 与公布的报告逐格核对：没有不同的数，只有报告的空白（reconcile）=='
SELECT kind_label AS 情形, count(*) AS 格数, sum(compiled) AS 台账合计 FROM reconcile('360881', 2020) GROUP BY kind_label;

\echo '\n== 明年的放假安排没有登记，跨年的期限不猜 =='
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('360881', '2026-1', 'natural_person', 'online', '2026-12-14');
SELECT request_no AS 编号, received_on AS 收到, due_on AS 到期, state_label AS 状态 FROM request_due WHERE request_no = '2026-1';
\set ON_ERROR_STOP off
SELECT * FROM explain_due('360881', '2026-1');
\set ON_ERROR_STOP on
\echo '\n== 登记以后就能算，不必升级（示例：安排是虚构的，以国务院办公厅的通知为准）=='
INSERT INTO calendar_year VALUES (2027, '示例，不是通知');
INSERT INTO holiday (day, working, reason) VALUES ('2027-01-01', false, '元旦（示例）'), ('2027-01-04', false, '元旦（示例）'),
	('2027-01-09', true, '元旦调休（示例）');
SELECT request_no AS 编号, received_on AS 收到, due_on AS 到期, state_label AS 状态 FROM request_due WHERE request_no = '2026-1';
SELECT day AS 日期, weekday AS 星期, number AS 第几日, why AS 说明 FROM explain_due('360881', '2026-1') WHERE day >= '2026-12-31';
