-- Requests as a clerk records them: what is refused, what is told, and until when to answer.
CREATE DATABASE regress_request;
\c regress_request
SET client_min_messages = warning;
CREATE EXTENSION report_ext;
CALL disclosure.create_register();
SET search_path = public, disclosure;
SET datestyle = ISO;
\set SHOW_CONTEXT never
INSERT INTO unit (unit_id, name) VALUES ('u', '某县某局'), ('v', '某县另一局');
INSERT INTO unit (unit_id, name, kind) VALUES ('c', '某县', 'government');
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('u', 'c'), ('v', 'c');

-- a request, its events and its answer
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on, applicant_no) VALUES ('u', '1', 'natural_person', 'online', '2024-03-04', 'A1');
INSERT INTO request_event (unit_id, request_no, kind, happened_on, party, reached_on) VALUES ('u', '1', 'third_party_consulted', '2024-03-11', '甲公司', '2024-03-13');
SELECT state, due_on, days_allowed, state_label FROM request_due WHERE request_no = '1';
INSERT INTO request_event (unit_id, request_no, kind, happened_on, party) VALUES ('u', '1', 'third_party_replied', '2024-03-27', '甲公司');
SELECT due_on FROM request_due WHERE request_no = '1';
SELECT count(*) AS days, max(number) AS counted, max(day) AS last FROM explain_due('u', '1');
UPDATE request SET outcome = 'partly_granted', decided_on = '2024-04-19' WHERE request_no = '1';
INSERT INTO request_event (unit_id, request_no, kind, happened_on) VALUES ('u', '1', 'delivered', '2024-04-22');
SELECT state, due_on, late FROM request_due WHERE request_no = '1';
SELECT happened_on, label, party FROM request_history WHERE request_no = '1' ORDER BY place, happened_on, seq;
SELECT rule, severity, message FROM request_finding;

-- what cannot be is refused, and says why
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on, outcome, decided_on) VALUES ('u', '2', 'natural_person', 'post', '2024-04-22', 'granted', '2024-04-19');
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on, outcome) VALUES ('u', '2', 'natural_person', 'post', '2024-04-22', 'granted');
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on, decided_on) VALUES ('u', '2', 'natural_person', 'post', '2024-04-22', '2024-04-23');
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on, outcome, decided_on) VALUES ('u', '2', 'natural_person', 'post', '2022-03-01', 'otherwise_handled', '2022-03-20');
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('u', '2', '法人', 'post', '2024-04-22');
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('u', '2', 'natural_person', 'telegram', '2024-04-22');
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on, outcome, decided_on) VALUES ('u', '2', 'natural_person', 'post', '2024-04-22', '不予公开', '2024-04-23');
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('u', '2', 'natural_person', 'post', '2008-04-30');
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on, items) VALUES ('u', '2', 'natural_person', 'post', '2024-04-22', 0);
INSERT INTO request_event (unit_id, request_no, kind, happened_on) VALUES ('u', '9', 'archived', '2024-05-01');
INSERT INTO request_event (unit_id, request_no, kind, happened_on) VALUES ('u', '1', 'agency_consulted', '2024-05-01');
INSERT INTO request_event (unit_id, request_no, kind, happened_on, party) VALUES ('u', '1', 'third_party_replied', '2024-03-28', '乙公司');
INSERT INTO request_event (unit_id, request_no, kind, happened_on) VALUES ('u', '1', 'answered', '2024-03-28');
INSERT INTO request_event (unit_id, request_no, kind, happened_on) VALUES ('u', '1', 'extended', '2024-03-28');
INSERT INTO request_event (unit_id, request_no, kind, happened_on) VALUES ('u', '1', 'delayed', '2024-03-28');
INSERT INTO request_event (unit_id, request_no, kind, happened_on, pages) VALUES ('u', '1', 'fee_noticed', '2024-03-28', -1);
-- also by what is changed or taken away afterwards
UPDATE request SET received_on = '2024-03-12' WHERE request_no = '1';
UPDATE request SET outcome = NULL, decided_on = NULL WHERE request_no = '1';
DELETE FROM request_event WHERE kind = 'third_party_consulted';
-- a statement is judged as a whole
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('u', '2', 'natural_person', 'post', '2024-04-22');
INSERT INTO request_event (unit_id, request_no, kind, happened_on) VALUES ('u', '2', 'supplement_received', '2024-04-30'), ('u', '2', 'supplement_requested', '2024-04-24');
DELETE FROM request_event WHERE request_no = '2';

-- numbers as a spreadsheet leaves them, and none: the same request would be counted twice, and strangers would be one applicant
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('u', ' 1', 'natural_person', 'online', '2024-03-04');
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('u', '２０24-3', 'natural_person', 'online', '2024-03-04');
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('u', '　', 'natural_person', 'online', '2024-03-04');
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on, applicant_no) VALUES ('u', '90', 'natural_person', 'online', '2024-03-04', '');
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on, applicant_no) VALUES ('u', '90', 'natural_person', 'online', '2024-03-04', 'A1 ');
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('u', '１１０１０５19491231002X', 'natural_person', 'online', '2024-03-04');
UPDATE request SET request_no = E'1\t' WHERE request_no = '1';
INSERT INTO remedy_case (unit_id, case_no, kind, filed_on) VALUES ('u', '（2024）复１号', 'reconsideration', '2024-06-01');
INSERT INTO disclosed_item (unit_id, item_no, kind, title, made_on) VALUES ('u', '1 ', 'normative_documents', '办法', '2024-06-01');
INSERT INTO catalogue_item (unit_id, item_no, field, item) VALUES ('u', '', '财政', '预算');
INSERT INTO task (unit_id, year, task_no, task) VALUES ('u', 2024, '１', '公开');
INSERT INTO assessment (unit_id, assessment_no, kind, held_on) VALUES ('u', ' 1', 'self', '2024-06-01');
-- brackets are of the number
INSERT INTO remedy_case (unit_id, case_no, kind, filed_on) VALUES ('u', '（2024）复1号', 'reconsideration', '2024-06-01');
DELETE FROM remedy_case;

-- what is unlawful is recorded, and told
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on, outcome, decided_on, applicant_no) VALUES
	('u', '3', 'enterprise', 'email', '2024-04-22', 'granted', '2024-05-22', NULL), ('u', '4', 'research', 'fax', '2024-04-22', 'fee_overdue', '2024-05-21', NULL),
	('u', '5', 'research', 'fax', '2024-04-22', 'supplement_overdue', '2024-05-21', NULL), ('u', '6', 'research', 'fax', '2024-04-22', 'third_party_rights', '2024-05-21', NULL),
	('u', '7', 'research', 'fax', '2024-04-22', 'still_unclear', '2024-05-21', NULL), ('u', '8', 'research', 'fax', '2024-04-22', 'unjustified_mass', '2024-05-21', NULL),
	('u', '9', 'research', 'fax', '2024-04-22', 'repeated', '2024-05-21', 'R9'), ('u', '10', 'research', 'fax', '2024-04-22', 'state_secret', '2024-05-21', NULL);
INSERT INTO request_event (unit_id, request_no, kind, happened_on, days) VALUES ('u', '2', 'extended', '2024-05-22', 20), ('u', '2', 'extended', '2024-05-10', 10);
SELECT due_on, irregularities FROM request_due WHERE request_no = '2';
INSERT INTO remedy_case (unit_id, case_no, kind, filed_on, request_no) VALUES ('u', 'X1', 'direct_suit', '2024-06-01', '10'), ('u', 'X2', 'suit_after_reconsideration', '2024-06-01', '10');
SELECT request_no, case_no, rule, severity, message FROM request_finding WHERE request_no <> '1' ORDER BY request_no::integer, rule;
-- days that have not come, and cases before what they are about
BEGIN;
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('u', '901', 'natural_person', 'online', current_date + 1), ('u', '902', 'natural_person', 'online', current_date),
	('u', '903', 'natural_person', 'online', current_date);
INSERT INTO request_event (unit_id, request_no, kind, happened_on) VALUES ('u', '902', 'reasons_requested', current_date), ('u', '903', 'reasons_requested', current_date + 1);
INSERT INTO remedy_case (unit_id, case_no, kind, filed_on, request_no, follows) VALUES ('u', 'D1', 'reconsideration', current_date + 1, NULL, NULL), ('u', 'D2', 'reconsideration', current_date, '902', NULL),
	('u', 'D3', 'reconsideration', current_date - 1, '902', NULL), ('u', 'D4', 'suit_after_reconsideration', current_date - 1, NULL, 'D2'), ('u', 'D5', 'suit_after_reconsideration', current_date, NULL, 'D2');
SELECT request_no, case_no, rule, message, advice FROM request_finding WHERE request_no LIKE '9__' OR case_no LIKE 'D_' ORDER BY request_no, case_no;
ROLLBACK;
-- cases
INSERT INTO remedy_case (unit_id, case_no, kind, filed_on, outcome) VALUES ('u', 'X3', 'reconsideration', '2024-06-01', 'upheld');
INSERT INTO remedy_case (unit_id, case_no, kind, filed_on, outcome, concluded_on) VALUES ('u', 'X3', 'reconsideration', '2024-06-01', 'upheld', '2024-05-01');
INSERT INTO remedy_case (unit_id, case_no, kind, filed_on) VALUES ('u', 'X3', 'complaint', '2024-06-01');
INSERT INTO remedy_case (unit_id, case_no, kind, filed_on, follows) VALUES ('u', 'X3', 'reconsideration', '2024-06-01', 'X3');
INSERT INTO remedy_case (unit_id, case_no, kind, filed_on, follows) VALUES ('u', 'X3', 'reconsideration', '2024-06-01', 'X2');
UPDATE remedy_case SET follows = 'X3' WHERE case_no = 'X2';
UPDATE remedy_case SET follows = NULL WHERE case_no = 'X3';

-- working days of an office: next year's holidays, and a day of its own, move what is open at once
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('v', '1', 'natural_person', 'online', '2026-12-21');
SELECT state, state_label, due_on FROM request_due WHERE unit_id = 'v';
SELECT * FROM explain_due('v', '1');
INSERT INTO calendar_year VALUES (2027, '（示例）');
INSERT INTO holiday (day, reason) VALUES ('2027-01-01', '元旦');
SELECT state, state_label, due_on FROM request_due WHERE unit_id = 'v';
INSERT INTO holiday (unit_id, day, reason) VALUES ('c', '2027-01-04', '本县放假');
SELECT due_on FROM request_due WHERE unit_id = 'v';
INSERT INTO holiday (unit_id, day, working, reason) VALUES ('v', '2027-01-04', true, '本局上班'), ('u', '2027-01-05', false, '别局放假');
SELECT due_on FROM request_due WHERE unit_id = 'v';
SELECT unit_calendar('v'), unit_calendar('u');
-- a year after one that is missing is not known
INSERT INTO calendar_year VALUES (2029, '（示例）');
SELECT (unit_calendar('v')).last_year;

-- fees: same applicant, same month; and by page
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on, applicant_no, items) VALUES ('v', '11', 'natural_person', 'online', '2024-01-29', 'A', 8),
	('v', '12', 'natural_person', 'online', '2024-02-01', 'A', 8), ('v', '13', 'natural_person', 'online', '2024-02-20', 'A', 7);
INSERT INTO request_event (unit_id, request_no, kind, happened_on, pages, amount, reached_on) VALUES ('v', '13', 'fee_noticed', '2024-02-21', 80, 500, '2024-02-23');
SELECT * FROM request_fee('v', '12');
SELECT * FROM request_fee('v', '13');
SELECT * FROM request_fee('v', '99');
-- until when to pay is not known before the holidays of next year are
BEGIN;
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('v', '14', 'natural_person', 'online', '2097-12-02');
INSERT INTO request_event (unit_id, request_no, kind, happened_on, pages, amount) VALUES ('v', '14', 'fee_noticed', '2097-12-20', 80, 500);
SELECT noticed, pay_by FROM request_fee('v', '14');
SELECT turn_until FROM request_due WHERE request_no = '14';
ROLLBACK;

-- who changed what is counted; an answer that comes is no change
UPDATE request SET applicant_kind = 'enterprise' WHERE unit_id = 'v' AND request_no = '12';
UPDATE request SET decided_on = '2024-05-20' WHERE request_no = '3';
SELECT request_no, field, old, new FROM request_change ORDER BY change_no;
DELETE FROM request WHERE request_no = '11';
SELECT request_no, field, old, new FROM request_change ORDER BY change_no;

-- and who gave one another number, or to another unit; the code of a unit is not of its requests
BEGIN;
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('v', '40', 'natural_person', 'online', '2024-03-04'), ('v', '41', 'natural_person', 'online', '2024-03-04');
UPDATE request SET request_no = '4' || request_no, channel = CASE request_no WHEN '41' THEN 'post' ELSE channel END WHERE request_no IN ('40', '41');
UPDATE request SET unit_id = 'u' WHERE request_no = '440';
UPDATE request SET successor_id = 'u' WHERE request_no = '441';
UPDATE unit SET unit_id = 'w' WHERE unit_id = 'v';
SELECT unit_id, request_no, field, old, new FROM request_change WHERE request_no ~ '^4' ORDER BY change_no;
ROLLBACK;

-- who asked: no identity number, no words of a person in an error
INSERT INTO request_applicant (unit_id, request_no, name, contact) VALUES ('v', '12', '张三', '13800000000');
INSERT INTO request_applicant (unit_id, request_no, name, contact) VALUES ('v', '13', '李四', '证件 11010519491231002X');
INSERT INTO request_applicant (unit_id, name, contact) VALUES ('v', '李四', '13900000000');
INSERT INTO request_applicant (unit_id, request_no, name) VALUES ('v', '77', '李四');
SELECT purge_applicants('2024-12-31');
UPDATE request SET outcome = 'granted', decided_on = '2024-02-05' WHERE unit_id = 'v' AND request_no = '12';
INSERT INTO remedy_case (unit_id, case_no, kind, filed_on, request_no) VALUES ('v', 'Y1', 'reconsideration', '2024-03-01', '12');
SELECT purge_applicants('2024-12-31') AS open_case;
UPDATE remedy_case SET outcome = 'upheld', concluded_on = '2024-05-01' WHERE case_no = 'Y1';
SELECT purge_applicants('2024-12-31') AS purged, count(*) AS requests FROM request WHERE unit_id = 'v';

-- the words of a ledger are those of the form
SELECT count(*) AS differ FROM (SELECT word FROM ledger_word WHERE field = 'outcome') w FULL JOIN
	(SELECT DISTINCT split_part(path, '.', 2) AS word FROM form_cell WHERE row_group IN ('outcome', 'denied', 'unavailable', 'not_processed', 'other_handling')) f USING (word)
WHERE w.word IS NULL OR f.word IS NULL;
\c contrib_regression
DROP DATABASE regress_request;
