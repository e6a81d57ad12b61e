-- Section one of a report: an office's catalogue, columns, tasks, trainings and assessments, and the text that they and its ledger give.
CREATE DATABASE regress_section_one;
\c regress_section_one
SET client_min_messages = warning;
CREATE EXTENSION report_ext;
CALL disclosure.create_register();
SET search_path = disclosure, public;
SET datestyle = ISO;
\set SHOW_CONTEXT never
\set VERBOSITY terse

-- whatever an indicator is called is also read, behind its heading; the sums of lists alone have no words of their own
SELECT t.name, n.indicator
FROM text_indicator t
LEFT JOIN LATERAL narrative(CASE WHEN t.topic LIKE 'disclosure%' OR t.topic IN ('documents', 'interpretation') THEN '（一）主动公开。'
	WHEN t.topic IN ('management', 'platform', 'supervision') THEN '（五）监督保障。' ELSE '（二）依申请公开。' END
	|| t.label || '7' || split_part(t.units, ' ', 1) || '。') n ON true
WHERE NOT t.is_fact AND (n.indicator, n.value) IS DISTINCT FROM (t.name, 7);

-- a year of a small town in the old form and the next in the new one: eight requests, six online and two by post, all granted in time.
INSERT INTO unit (unit_id, name, kind) VALUES ('t', '某市', 'government'), ('b', '某局', 'department');
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('b', 't');
INSERT INTO ledger (unit_id, from_year, keeps) VALUES ('t', 2020, '{requests,remedies}');
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on, outcome, decided_on)
SELECT 't', y || '-' || n, 'natural_person', CASE WHEN n <= 6 THEN 'online' ELSE 'post' END, make_date(y, 3, 1) + n * 20, 'granted', make_date(y, 3, 1) + n * 20 + 9
FROM generate_series(2020, 2021) y, generate_series(1, 8) n;
INSERT INTO supplied_figure (unit_id, year, path, value, supplied_by)
SELECT 't', y, 'text.' || s.path, s.value, '网站管理单位'
FROM generate_series(2020, 2021) y, (VALUES ('disclosed', 12058), ('disclosed.cumulative', 116259), ('disclosed_on_website', 3796), ('disclosed_on_platform', 8112),
	('disclosed_on_wechat', 75), ('disclosed_on_weibo', 75), ('request_complaints', 0)) s(path, value);
INSERT INTO catalogue_item (unit_id, item_no, field, item, basis, channel, formed_on, last_disclosed_on)
SELECT 't', lpad(n::text, 3, '0'), '试点领域' || n % 26, '事项' || n, '基层政务公开标准目录', 'platform', '2020-05-06', CASE WHEN n > 2 THEN '2020-05-20'::date END
FROM generate_series(0, 103) n;
-- regularly; announced long ago; never, and nobody knows since when; by its item
UPDATE catalogue_item SET every_days = 30 WHERE item_no = '050';
UPDATE catalogue_item SET formed_on = NULL, last_disclosed_on = NULL WHERE item_no = '051';
INSERT INTO disclosed_item (unit_id, item_no, kind, title, made_on, disclosed_on, catalogue_no) VALUES ('t', 'i1', 'normative_documents', '办法', '2020-05-06', '2020-06-01', '001');
SELECT item_no, field, channel_label, last_disclosed_on, due_on, days_left = due_on - current_date AS days, state_label FROM catalogue_due ORDER BY item_no;
-- a year whose holidays are not known does not break the view
UPDATE catalogue_item SET formed_on = '2098-01-05' WHERE item_no = '052';
SELECT item_no, due_on, state_label FROM catalogue_due WHERE item_no = '052';
UPDATE catalogue_item SET formed_on = '2020-05-06' WHERE item_no = '052';

INSERT INTO site_column (unit_id, name, every_days, last_updated_on) VALUES ('t', '政策解读', 30, current_date), ('t', '回应关切', 30, current_date - 31),
	('t', '公示公告', 30, current_date - 30), ('t', '人事信息', 180, NULL);
SELECT name FROM blank_column;
SELECT name, days_over FROM stale_column;
INSERT INTO task (unit_id, year, task_no, task, source, due_on, done_on)
SELECT u, y, '1', '编制公开目录', '工作要点', make_date(y, 10, 1), make_date(y, 9, 1) FROM unnest('{t,b}'::text[]) u, generate_series(2020, 2021) y;
INSERT INTO task (unit_id, year, task_no, task, source, due_on) VALUES ('t', 2020, '2', '整改栏目', '评估问题清单', '2020-12-01'), ('t', 2021, '2', '建立专区', '工作要点', '2021-12-01');
SELECT unit_id, year, task_no, task, due_on, days_left = due_on - current_date AS days FROM open_task ORDER BY year;
INSERT INTO training (unit_id, held_on, title, people, approximate) VALUES ('t', '2020-06-18', '全市政务公开工作培训班', 100, true), ('t', '2021-06-18', '培训班', 80, false), ('t', '2021-09-18', '网站培训', 45, false);
INSERT INTO assessment (unit_id, assessment_no, kind, held_on, assessor, findings, rectified_on) VALUES ('t', '2020-1', 'outside', '2020-09-01', '某咨询公司', '空白栏目', '2020-09-20'),
	('t', '2020-2', 'outside', '2020-09-01', '某咨询公司', '错别字', NULL), ('t', '2020-3', 'self', '2020-11-01', NULL, NULL, NULL), ('t', '2021-1', 'superior', '2021-09-01', NULL, '更新不及时', '2021-09-02');
SELECT assessment_no, kind_label, findings FROM open_assessment;
INSERT INTO disclosed_item (unit_id, item_no, kind, title, made_on, repealed_on, reviewed_on, review_result)
SELECT 't', 'd' || n, 'normative_documents', '文件' || n, '2015-01-01', CASE WHEN n > 8 THEN '2020-08-01'::date END, '2020-08-01',
	CASE WHEN n <= 6 THEN 'kept' WHEN n <= 8 THEN 'revised' ELSE 'repealed' END FROM generate_series(1, 11) n;

SELECT count(compile_report('t', y)) FROM generate_series(2020, 2021) y;
SELECT year, title, replace(sections #>> '{一,text}', '。', E'。\n') AS section_one, sections #>> '{六,text}' AS section_six FROM report_text ORDER BY year;
-- what the text says is what the ledger knows, number by number; only zeros of details are not said
SELECT i.year, count(*) AS said, count(*) FILTER (WHERE n.value IS NULL) AS not_said,
	count(*) FILTER (WHERE n.value IS NULL AND i.value <> 0) AS missing, count(*) FILTER (WHERE n.value <> i.value OR n.approximate <> i.approximate) AS different
FROM ledger_indicator i
LEFT JOIN LATERAL (SELECT n.* FROM report_text t, narrative(t.sections) n WHERE t.year = i.year) n ON n.indicator = i.indicator AND n.cumulative = i.cumulative
WHERE i.year IN (2020, 2021) GROUP BY i.year ORDER BY i.year;
SELECT t.year, n.indicator, n.value FROM report_text t, narrative(t.sections) n
WHERE n.indicator NOT IN (SELECT x.name FROM text_indicator x WHERE x.is_fact)
	AND NOT EXISTS (SELECT FROM ledger_indicator i WHERE i.year = t.year AND i.indicator = n.indicator AND i.cumulative = n.cumulative);
-- with the sections that an office writes itself there is nothing to be found in the text
SELECT t.year, c.rule, c.message
FROM report_text t JOIN report r USING (unit_id, year, scope),
	check_text(r.figures, '{"二": {"title": "二、主动公开政府信息情况", "text": ""}, "三": {"title": "三、收到和处理政府信息公开申请情况", "text": ""},
		"四": {"title": "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "text": ""},
		"五": {"title": "五、存在的主要问题及改进情况", "text": "存在的主要问题是公开形式单一，将改进栏目设置，加强培训。"},
		"六": {"title": "六、其他需要报告的事项", "text": "无其他需要报告的事项。"}}' || t.sections, t.year) c
WHERE c.result = 'fail';

-- a text that nobody touched follows the ledger, one that somebody changed stays, and says where it differs
UPDATE request SET channel = 'in_person' WHERE request_no = '2020-8';
SELECT count(compile_report('t', 2020));
SELECT sections #>> '{一,text}' ~ '信函申请1件' AND sections #>> '{一,text}' ~ '当面申请1件' AS follows FROM report_text WHERE year = 2020;
UPDATE report_text SET sections = jsonb_set(sections, '{一,text}', to_jsonb(replace(sections #>> '{一,text}', '信函申请1件', '信函申请2件') || '以上由办公室填写。')) WHERE year = 2020;
SELECT count(compile_report('t', 2020));
SELECT sections #>> '{一,text}' ~ '办公室填写' AS stays FROM report_text WHERE year = 2020;
SELECT rule, severity, message FROM finding WHERE year = 2020 AND rule LIKE 'ledger.%';

-- items by rows: an office that enters what it discloses, an item on two channels is one
INSERT INTO ledger (unit_id, from_year, keeps) VALUES ('b', 2021, '{requests}');
INSERT INTO disclosed_item (unit_id, item_no, kind, title, made_on, disclosed_on) SELECT 'b', n, 'other', '信息' || n, make_date(2020 + n % 2, 5, 1), make_date(2020 + n % 2, 5, 2) FROM generate_series(1, 9) n;
INSERT INTO disclosed_channel (unit_id, item_no, channel, disclosed_on) SELECT 'b', n, c, make_date(2020 + n % 2, 5, 2) FROM generate_series(1, 9) n, unnest('{website,wechat}'::text[]) c WHERE c = 'website' OR n < 4;
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on, outcome, decided_on) VALUES ('b', '1', 'enterprise', 'fax', '2021-03-01', 'granted', '2021-04-20'),
	('b', '2', 'enterprise', 'email', '2021-03-01', 'granted', '2021-06-01'), ('b', '3', 'enterprise', 'other', '2021-03-01', NULL, NULL);
INSERT INTO request_event (unit_id, request_no, kind, happened_on, days, amount, pages) VALUES ('b', '2', 'fee_noticed', '2021-03-05', NULL, 100, 60),
	('b', '2', 'fee_paid', '2021-03-19', NULL, NULL, NULL), ('b', '3', 'extended', '2021-03-05', 10, NULL, NULL), ('b', '3', 'extended', '2021-03-08', 10, NULL, NULL);
SELECT indicator, value, cumulative, source FROM ledger_indicator WHERE unit_id = 'b' AND year = 2021 AND source <> 'cell' AND value > 0 ORDER BY indicator COLLATE "C", cumulative;
-- a year without anything
SELECT * FROM ledger_sections('b', 2019);
SELECT count(compile_report('b', 2022));
SELECT title, sections FROM report_text WHERE unit_id = 'b' AND year = 2022;

-- whether all were answered in time is not said of a year whose holidays nobody knows
BEGIN;
INSERT INTO unit (unit_id, name) VALUES ('n', '某局');
INSERT INTO ledger (unit_id, from_year, keeps) VALUES ('n', 2096, '{requests}');
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on, outcome, decided_on) VALUES ('n', '1', 'enterprise', 'fax', '2097-03-01', 'granted', '2097-03-20');
SELECT year, text ~ '答复申请1件' AS answered, text ~ '申请均在法定期限内答复' AS all_in_time FROM generate_series(2097, 2098) year, ledger_sections('n', year) WHERE section = '一';
SELECT value FROM ledger_indicators('n', 2097) WHERE indicator = 'requests_late';
INSERT INTO calendar_year SELECT y, '某号' FROM generate_series(2027, 2096) y;
SELECT text ~ '申请均在法定期限内答复' AS all_in_time FROM ledger_sections('n', 2097) WHERE section = '一';
INSERT INTO calendar_year VALUES (2097, '某号');
SELECT text ~ '申请均在法定期限内答复' AS all_in_time FROM ledger_sections('n', 2097) WHERE section = '一';
UPDATE request SET decided_on = '2097-05-20' WHERE unit_id = 'n';
SELECT text ~ '申请均在法定期限内答复' AS all_in_time FROM ledger_sections('n', 2097) WHERE section = '一';
-- nor does it matter when the holidays of the year after the answer come
UPDATE request SET received_on = '2097-12-20', decided_on = '2097-12-24' WHERE unit_id = 'n';
SELECT text ~ '申请均在法定期限内答复' AS all_in_time FROM ledger_sections('n', 2097) WHERE section = '一';
ROLLBACK;

-- what cannot be
INSERT INTO supplied_figure (unit_id, year, path, value) VALUES ('t', 2020, 'text.requests_online', 7);
INSERT INTO supplied_figure (unit_id, year, path, value) VALUES ('t', 2020, 'text.reconsiderations', 7);
INSERT INTO supplied_figure (unit_id, year, path, value) VALUES ('t', 2020, 'text.nothing', 7);
INSERT INTO supplied_figure (unit_id, year, path, value) VALUES ('t', 2020, 'text.visits', -7);
INSERT INTO supplied_figure (unit_id, year, path, value) VALUES ('t', 2020, 'text.visits', 7.5);
INSERT INTO supplied_figure (unit_id, year, path, value) VALUES ('t', 2018, 'text.visits', 7);
INSERT INTO catalogue_item (unit_id, item_no, field, item, channel) VALUES ('t', 'x', '领域', '事项', '广播');
INSERT INTO catalogue_item (unit_id, item_no, field, item, every_days) VALUES ('t', 'x', '领域', '事项', 0);
INSERT INTO catalogue_item (unit_id, item_no, field, item, formed_on) VALUES ('t', 'x', '领域', '事项', 'infinity');
INSERT INTO site_column (unit_id, name, every_days, last_updated_on) VALUES ('t', 'x', 30, '1900-01-01');
INSERT INTO task (unit_id, year, task_no, task) VALUES ('t', 20, 'x', 'x');
INSERT INTO training (unit_id, held_on, title, people) VALUES ('t', '2020-06-18', 'x', -1);
INSERT INTO assessment (unit_id, assessment_no, kind, held_on) VALUES ('t', 'x', '检查', '2020-09-01');
INSERT INTO assessment (unit_id, assessment_no, kind, held_on, findings, rectified_on) VALUES ('t', 'x', 'self', '2020-09-01', 'x', '2020-08-31');
INSERT INTO assessment (unit_id, assessment_no, kind, held_on, rectified_on) VALUES ('t', 'x', 'self', '2020-09-01', '2020-09-02');
UPDATE disclosed_item SET review_result = 'kept' WHERE item_no = 'i1';
UPDATE disclosed_item SET reviewed_on = '2019-01-01', review_result = 'kept' WHERE item_no = 'i1';
UPDATE disclosed_item SET reviewed_on = '2021-01-01', review_result = 'repealed' WHERE item_no = 'i1';

-- the clerk writes, for his own unit alone, and a reader above reads
CREATE ROLE regress_one_clerk;
CREATE ROLE regress_one_reader;
DO $$ BEGIN
	PERFORM disclosure.grant_duty('regress_one_clerk', 'fill', 'b');
	PERFORM disclosure.grant_duty('regress_one_reader', 'read', 't');
END $$;
SET ROLE regress_one_clerk;
INSERT INTO task (unit_id, year, task_no, task) VALUES ('b', 2022, '1', '自己的任务');
INSERT INTO training (unit_id, held_on, title, people) VALUES ('b', '2022-01-01', '培训', 3);
INSERT INTO task (unit_id, year, task_no, task) VALUES ('t', 2022, '1', '别人的任务');
SELECT (SELECT count(*) FROM task WHERE unit_id = 't') AS tasks, (SELECT count(*) FROM catalogue_item) AS items, (SELECT count(DISTINCT unit_id) FROM ledger_indicator) AS units;
SELECT count(compile_report('b', 2022));
SELECT sections #>> '{一,text}' ~ '参加培训3人次' AS written FROM report_text WHERE unit_id = 'b' AND year = 2022;
SET ROLE regress_one_reader;
SELECT (SELECT count(*) FROM task WHERE unit_id = 't') AS tasks, (SELECT count(*) FROM catalogue_item) AS items, (SELECT count(DISTINCT unit_id) FROM ledger_indicator) AS units;
UPDATE task SET done_on = current_date;
RESET ROLE;
\c contrib_regression
DROP DATABASE regress_section_one;
DROP ROLE regress_one_clerk, regress_one_reader;
