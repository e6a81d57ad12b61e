-- Who sees and does what with a ledger: a clerk, a clerk who may see who asked, a reviewer above, a reader, and another office.
CREATE DATABASE regress_ledger_access;
\c regress_ledger_access
SET client_min_messages = warning;
CREATE EXTENSION report_ext;
CREATE ROLE regress_owner;
CREATE ROLE regress_clerk;
CREATE ROLE regress_desk;
CREATE ROLE regress_reviewer;
CREATE ROLE regress_reader;
CREATE ROLE regress_stranger;
GRANT USAGE, CREATE ON SCHEMA disclosure TO regress_owner;
SET ROLE regress_owner;
CALL disclosure.create_register();
SET search_path = disclosure, public;
SET datestyle = ISO;
\set SHOW_CONTEXT never
INSERT INTO unit (unit_id, name, kind) VALUES ('c', '某县', 'government'), ('u', '某局', 'department'), ('x', '别局', 'department');
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('u', 'c'), ('x', 'c');
SELECT grant_duty('regress_clerk', 'fill', 'u'), grant_duty('regress_desk', 'fill', 'u'), grant_duty('regress_desk', 'applicant', 'u'),
	grant_duty('regress_reviewer', 'review', 'c'), grant_duty('regress_reader', 'read', 'c'), grant_duty('regress_stranger', 'fill', 'x');
INSERT INTO ledger (unit_id, from_year) VALUES ('u', 2024), ('x', 2024);
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('x', '1', 'natural_person', 'online', '2024-03-04');
INSERT INTO request_applicant (unit_id, request_no, name) VALUES ('x', '1', '赵六');

SET ROLE regress_desk;
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on, outcome, decided_on) VALUES ('u', '1', 'natural_person', 'online', '2024-03-04', 'granted', '2024-03-20'),
	('u', '2', 'enterprise', 'post', '2024-03-05', NULL, NULL);
INSERT INTO request_text (unit_id, request_no, subject) VALUES ('u', '1', '某规划');
INSERT INTO request_applicant (unit_id, request_no, name, contact) VALUES ('u', '1', '钱一', '13700000001');
INSERT INTO request_event (unit_id, request_no, kind, happened_on, days) VALUES ('u', '2', 'extended', '2024-03-08', 10);
-- who records an event, and when, is not his to say
INSERT INTO request_event (unit_id, request_no, kind, happened_on, days, recorded_by, recorded_at) VALUES ('u', '1', 'extended', '2024-03-08', 10, '县长', '2024-03-08');
UPDATE request_event SET recorded_by = '县长', recorded_at = '2024-03-08' WHERE request_no = '2';
SELECT request_no, recorded_by = calling_person() AS by_himself, recorded_at > '2024-03-09' AS now FROM request_event WHERE unit_id = 'u' ORDER BY 1;
DELETE FROM request_event WHERE request_no = '1';
UPDATE request SET channel = 'email' WHERE request_no = '1' AND unit_id = 'u';
INSERT INTO catalogue_item (unit_id, item_no, field, item) VALUES ('u', '1', '财政预决算', '预算');
INSERT INTO site_column (unit_id, name, every_days, last_updated_on) VALUES ('u', '通知公告', 30, NULL), ('u', '政策解读', 30, '2024-01-01');
INSERT INTO task (unit_id, year, task_no, task) VALUES ('u', 2024, '1', '编制目录');
INSERT INTO training (unit_id, held_on, title) VALUES ('u', '2024-06-01', '培训');
INSERT INTO assessment (unit_id, assessment_no, kind, held_on, findings) VALUES ('u', '1', 'self', '2024-06-01', '错别字');
INSERT INTO remedy_case (unit_id, case_no, kind, filed_on, request_no, outcome, concluded_on) VALUES ('u', 'X1', 'reconsideration', '2024-04-04', '1', 'upheld', '2024-05-30');
INSERT INTO remedy_case (unit_id, case_no, kind, filed_on, follows) VALUES ('u', 'X2', 'suit_after_reconsideration', '2024-06-04', 'X1');
SELECT result, message FROM import_ledger('u', E'申请编号,申请人类别,收到方式,收到日期\n3,公民,当面,2024-05-06');
-- not for others, and not what the trigger writes
INSERT INTO ledger (unit_id, from_year, to_year) VALUES ('u', 2020, 2021);
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('x', '2', 'natural_person', 'online', '2024-03-04');
INSERT INTO request_applicant (unit_id, request_no, name) VALUES ('x', '1', '孙二');
DELETE FROM request_change;
INSERT INTO request_change (unit_id, request_no, field, changed_by) VALUES ('u', '1', 'outcome', 'nobody');

RESET ROLE;
CREATE FUNCTION pg_temp.seen(who text, relation text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	n bigint;
BEGIN
	EXECUTE format('SET LOCAL ROLE %I', 'regress_' || who);
	EXECUTE format('SELECT count(*) FROM disclosure.%I', relation) INTO n;
	RESET ROLE;
	RETURN n;
EXCEPTION WHEN insufficient_privilege THEN
	RETURN '-';
END $$;
-- rows that each role sees: owner, clerk, desk, reviewer, reader, stranger
SELECT relation, string_agg(pg_temp.seen(r, relation), ' ' ORDER BY n) AS sees
FROM unnest('{request,request_text,request_event,request_applicant,request_change,request_due,request_history,request_finding,overdue_request,due_this_week,
	remedy_case,disclosed_item,disclosed_channel,supplied_figure,ledger,ledger_entry,holiday,calendar_year,catalogue_item,site_column,task,training,assessment,
	catalogue_due,blank_column,stale_column,open_task,open_assessment}'::text[]) relation,
	unnest('{owner,clerk,desk,reviewer,reader,stranger}'::text[]) WITH ORDINALITY r(r, n) GROUP BY relation ORDER BY relation;

SET ROLE regress_clerk;
INSERT INTO request_event (unit_id, request_no, kind, happened_on) VALUES ('u', '2', 'supplement_requested', '2024-03-06');
SELECT state, turn FROM request_due WHERE unit_id = 'u' AND request_no = '2';
SELECT name FROM request_applicant;
SELECT max(day) FROM explain_due('x', '1');
SELECT (compile_figures('u', 2024))['requests.received.total'] AS own, (compile_figures('x', 2024))['requests.received.total'] AS other;
SET ROLE regress_reviewer;
SELECT unit_id, (compile_figures(unit_id, 2024))['requests.received.total'] FROM unit WHERE unit_id <> 'c' ORDER BY 1;
SELECT label, entered_on FROM cell_source('u', 2024, 'requests.received.total') ORDER BY entered_on;
UPDATE request SET outcome = 'granted', decided_on = '2024-03-30';
SELECT count(*) AS changed FROM request WHERE unit_id = 'u' AND request_no = '2' AND outcome IS NOT NULL;
SET ROLE regress_reader;
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('u', '9', 'natural_person', 'online', '2024-03-04');
SELECT purge_applicants('2030-01-01');
SET ROLE regress_desk;
SELECT (compile_figures('u', 2024))::text AS before \gset
SELECT purge_applicants('2030-01-01') AS purged;
SELECT (compile_figures('u', 2024))::text = :'before' AS equal;
-- a line of another office that the clerk sees and may not write is not passed over in silence; one that he does not see is
RESET ROLE;
INSERT INTO request_text (unit_id, request_no, subject) VALUES ('x', '1', '某规划');
INSERT INTO request_event (unit_id, request_no, kind, happened_on, days) VALUES ('x', '1', 'extended', '2024-03-08', 10);
INSERT INTO remedy_case (unit_id, case_no, kind, filed_on) VALUES ('x', 'X1', 'reconsideration', '2024-04-04');
INSERT INTO disclosed_item (unit_id, item_no, kind, title, made_on) VALUES ('x', '1', 'normative_documents', '办法', '2024-01-01');
INSERT INTO disclosed_channel (unit_id, item_no, channel, disclosed_on) VALUES ('x', '1', 'website', '2024-01-02');
INSERT INTO supplied_figure (unit_id, year, path, value) VALUES ('x', 2024, 'proactive.licensing.decisions', 1);
INSERT INTO catalogue_item (unit_id, item_no, field, item) VALUES ('x', '1', '财政预决算', '预算');
INSERT INTO site_column (unit_id, name, every_days) VALUES ('x', '通知公告', 30);
INSERT INTO task (unit_id, year, task_no, task) VALUES ('x', 2024, '1', '编制目录');
INSERT INTO training (unit_id, held_on, title) VALUES ('x', '2024-06-01', '培训');
INSERT INTO assessment (unit_id, assessment_no, kind, held_on) VALUES ('x', '1', 'self', '2024-06-01');
SELECT disclosure.grant_duty('regress_desk', 'read', 'x');
CREATE FUNCTION pg_temp.tried(who text, statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	n bigint;
BEGIN
	EXECUTE format('SET LOCAL ROLE %I', 'regress_' || who);
	EXECUTE statement;
	GET DIAGNOSTICS n = ROW_COUNT;
	RAISE EXCEPTION USING ERRCODE = 'ZZ000';
EXCEPTION WHEN SQLSTATE 'ZZ000' THEN
	RETURN n;
WHEN OTHERS THEN
	RETURN SQLSTATE || ' ' || SQLERRM;
END $$;
SELECT who, verb, outcome, string_agg(held, ' ' ORDER BY held) AS tables
FROM unnest('{request,request_text,request_event,remedy_case,disclosed_item,disclosed_channel,supplied_figure,catalogue_item,site_column,task,training,assessment}'::text[]) held
CROSS JOIN unnest('{desk,clerk}'::text[]) who CROSS JOIN unnest('{UPDATE,DELETE}'::text[]) verb
CROSS JOIN LATERAL pg_temp.tried(who, CASE verb WHEN 'UPDATE' THEN format('UPDATE disclosure.%I SET unit_id = unit_id WHERE unit_id = ''x''', held)
	ELSE format('DELETE FROM disclosure.%I WHERE unit_id = ''x''', held) END) outcome
GROUP BY who, verb, outcome ORDER BY who, verb, outcome;
SELECT unit_id, name FROM disclosure.request_applicant;
\c contrib_regression
DROP DATABASE regress_ledger_access;
DROP ROLE regress_owner, regress_clerk, regress_desk, regress_reviewer, regress_reader, regress_stranger;
