-- Roles: which roles see and do which things, in a register whose owner is no superuser.
CREATE DATABASE regress_access;
\c regress_access
CREATE EXTENSION report_ext;
\set VERBOSITY terse
SET client_min_messages = warning;
CREATE ROLE regress_owner;
CREATE ROLE regress_fill;
CREATE ROLE regress_review;
CREATE ROLE regress_publish;
CREATE ROLE regress_read;
CREATE ROLE regress_none;
CREATE ROLE regress_rights;
CREATE ROLE regress_member IN ROLE regress_fill;
CREATE ROLE regress_both;
CREATE ROLE regress_other;
CREATE ROLE regress_office;
CREATE ROLE regress_moved;
CREATE ROLE regress_whole;
GRANT USAGE, CREATE ON SCHEMA disclosure TO regress_owner;
-- a superuser refuses to take over objects of others under the register's own names
CREATE ROLE regress_planter;
GRANT CREATE ON SCHEMA disclosure TO regress_planter;
SET ROLE regress_planter;
CREATE TABLE disclosure.access (role text, unit_id text, duty text);
CREATE FUNCTION disclosure.prepare_report() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
RESET ROLE;
\set VERBOSITY default
\set SHOW_CONTEXT never
CALL disclosure.create_register();
\set VERBOSITY terse
DROP OWNED BY regress_planter;
DROP ROLE regress_planter;

SET ROLE regress_owner;
SET search_path = disclosure, public;
CALL create_register();

-- two counties; every unit of one has its like in the other
INSERT INTO unit (unit_id, name, kind, division_code, credit_code) VALUES ('c', '某市', 'government', '360800', NULL),
	('a', '甲县', 'government', '360821', NULL), ('a1', '甲县某局', 'department', '360821', '1'), ('a2', '甲县某镇', 'township', NULL, NULL),
	('a10', '甲县旧局', 'department', NULL, NULL), ('a20', '甲县新局', 'department', NULL, NULL),
	('b', '乙县', 'government', '360822', NULL), ('b1', '乙县某局', 'department', '360822', '1'), ('b2', '乙县某镇', 'township', NULL, NULL),
	('b10', '乙县旧局', 'department', NULL, NULL), ('b20', '乙县新局', 'department', NULL, NULL);
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('a', 'c'), ('b', 'c'), ('a1', 'a'), ('a2', 'a'), ('a10', 'a'), ('a20', 'a'),
	('b1', 'b'), ('b2', 'b'), ('b10', 'b'), ('b20', 'b'), ('a1', 'c'), ('b1', 'c');
INSERT INTO unit_name (unit_id, name, to_year) VALUES ('a1', '甲县老局', 2018), ('b1', '乙县老局', 2018);
INSERT INTO unit_successor (unit_id, successor_id, year) VALUES ('a10', 'a1', 2019), ('b10', 'b1', 2019);
INSERT INTO reporter (unit_id, exempt, reason, from_year, to_year) VALUES ('a1', false, NULL, 0, NULL), ('b1', false, NULL, 0, NULL),
	('a10', true, '撤销', 2019, NULL), ('b10', true, '撤销', 2019, NULL);
INSERT INTO unit_contact (unit_id, task, name, telephone) VALUES ('a1', 'fill', '张三', '1'), ('b1', 'fill', '李四', '2');
INSERT INTO deadline (unit_id, month, day) VALUES ('a1', 1, 20), ('b1', 1, 20);
INSERT INTO reporting_year (year) VALUES (2021);
INSERT INTO rule (code, statement) VALUES ('own.rule', 'requests.granted.total >= 0');
INSERT INTO measure (code, label, numerator, unit) VALUES ('own_measure', '予以公开', 'requests.granted.total', '件');

SELECT grant_duty('regress_fill', 'fill', 'a'), grant_duty('regress_review', 'review', 'a'), grant_duty('regress_publish', 'publish', 'a'),
	grant_duty('regress_read', 'read', 'a'), grant_duty('regress_both', 'fill', 'a'), grant_duty('regress_both', 'review', 'a'),
	grant_duty('regress_other', 'read', 'b'), grant_duty('regress_office', 'manage', 'a'), grant_duty('regress_whole', 'read', 'c');
-- rights without a unit
SELECT grant_duty('regress_rights', d) FROM unnest('{fill,review,publish,read}'::text[]) d;
-- no role, duty or unit that does not exist
SELECT grant_duty('regress_nobody', 'read', 'a');
SELECT grant_duty('public', 'read', 'a');
SELECT grant_duty('regress_read', 'write', 'a');
SELECT grant_duty('regress_read', 'read', 'nowhere');

-- roles of any name, members that inherit and that do not, and the leavings of a dropped role
RESET ROLE;
CREATE FUNCTION pg_temp.units(who text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE units text;
BEGIN
	EXECUTE format('SET LOCAL ROLE %I', who);
	SELECT string_agg(unit_id, ' ' ORDER BY unit_id) INTO units FROM disclosure.my_unit;
	RESET ROLE;
	RETURN units;
END $$;
CREATE ROLE "regress_张 ""三""";
CREATE ROLE regress_gone IN ROLE "regress_张 ""三""";
CREATE ROLE regress_aloof NOINHERIT IN ROLE "regress_张 ""三""";
SET ROLE regress_owner;
SELECT grant_duty('regress_张 "三"', 'read', 'a2'), grant_duty('regress_gone', 'fill', 'b2'), grant_duty('regress_aloof', 'read');
RESET ROLE;
SELECT pg_temp.units('regress_张 "三"') AS odd, pg_temp.units('regress_gone') AS member, pg_temp.units('regress_aloof') AS aloof;
DROP OWNED BY regress_gone, regress_aloof;
DROP ROLE regress_gone, regress_aloof;
SELECT pg_temp.units('regress_张 "三"') AS odd, pg_temp.units('regress_whole') AS whole;
DROP OWNED BY "regress_张 ""三""";
DROP ROLE "regress_张 ""三""";
SET ROLE regress_owner;
SELECT role, role_id::text ~ '^[0-9]+$' AS is_gone FROM access WHERE unit_id IN ('a2', 'b2') ORDER BY role COLLATE "C";
-- a role made later under an old name has no old duties, one that is renamed keeps its own
RESET ROLE;
CREATE ROLE regress_gone;
SET ROLE regress_owner;
SELECT grant_duty('regress_gone', 'read', 'a2');
RESET ROLE;
SELECT pg_temp.units('regress_gone') AS made_again;
ALTER ROLE regress_gone RENAME TO regress_renamed;
SELECT pg_temp.units('regress_renamed') AS renamed;
SET ROLE regress_owner;
SELECT revoke_duty('regress_renamed', 'fill', 'a2');
SELECT revoke_duty('regress_renamed', 'read', 'a2');
RESET ROLE;
DROP ROLE regress_renamed;
SET ROLE regress_owner;
DELETE FROM access WHERE role IN ('regress_张 "三"', 'regress_gone');
-- what the probes below change
INSERT INTO application VALUES ('regress_other');

-- a setting that may be made
DELETE FROM setting WHERE name = 'due_soon_days';
-- a report in each state: 2019 recorded, 2020 published, 2021 submitted, 2022 approved with a warning explained, 2023 draft, 2024 returned
CREATE FUNCTION pg_temp.nil(year integer, in_force integer DEFAULT 0) RETURNS figures LANGUAGE plpgsql AS $$
DECLARE f disclosure.figures := disclosure.zero_figures(disclosure.form_of(year));
BEGIN
	IF year > 2020 THEN f['proactive.normative_documents.in_force'] := in_force; END IF;
	RETURN f;
END $$;
INSERT INTO report (unit_id, year, origin, status, figures)
	SELECT u, 2019, 'recorded', 'published', pg_temp.nil(2019) FROM unnest('{a1,b1}'::text[]) u;
INSERT INTO report (unit_id, year, figures)
	SELECT u, y, pg_temp.nil(y, greatest(0, y - 2021)) FROM unnest('{a1,b1}'::text[]) u, generate_series(2020, 2024) y;
INSERT INTO report_text (unit_id, year, scope, title, sections) SELECT unit_id, year, scope, '报告',
	replace('{"一": {"text": "主动公开、依申请公开、政府信息管理、平台建设、监督保障都已做好。"}, "二": {}, "三": {}, "四": {},
	"五": {"text": "解读形式单一的问题还需改进，下一步增加形式。"}, "六": {"text": "没有收取信息处理费。"}}',
	'增加', (ARRAY['增加', '丰富'])[year % 2 + 1])::jsonb FROM report;
INSERT INTO report_source (unit_id, year, scope, source, notes) SELECT unit_id, year, scope, '原文', '[]' FROM report;
SET disclosure.actor = '张三';
SELECT count(explain(unit_id, 2022, 'own', 'in_force.*', '清理后重新登记')), count(explain(unit_id, 2023, 'own', 'in_force.*', '清理后重新登记'))
FROM unit WHERE unit_id IN ('a1', 'b1');
SELECT count(submit_report(unit_id, year)) FROM report WHERE year IN (2020, 2021, 2022);
INSERT INTO explanation (unit_id, year, scope, rule, fingerprint, explanation, written_by)
	SELECT unit_id, year, scope, rule, fingerprint, '同上', '' FROM finding WHERE year = 2024 AND rule = 'in_force.normative_documents';
SELECT count(submit_report(unit_id, year)) FROM report WHERE year = 2024;
SET disclosure.actor = '李四';
SELECT count(accept_explanations(unit_id, 2022, 'own')), count(approve_report(unit_id, 2020)), count(approve_report(unit_id, 2022)),
	count(publish_report(unit_id, 2020)), count(return_report(unit_id, 2024, 'own', '核对')) FROM unit WHERE unit_id IN ('a1', 'b1');
INSERT INTO review_note (unit_id, year, scope, note) VALUES ('a1', 2024, 'own', '核对'), ('b1', 2024, 'own', '核对');
DELETE FROM explanation WHERE year = 2024;
RESET disclosure.actor;
SELECT freeze(2020, 'c', '2020');
SELECT unit_id, string_agg(format('%s %s', year, CASE origin WHEN 'filed' THEN status ELSE origin END), ', ' ORDER BY year) AS reports
FROM report GROUP BY unit_id ORDER BY unit_id;
UPDATE report_text SET title = title || '。' WHERE year = 2023;
UPDATE report_source SET source = source || '。' WHERE year = 2023;
-- two persons have entered, and one cell is decided
INSERT INTO entry_round SELECT unit_id, 2023, 'own', 1, now(), now() FROM unit WHERE unit_id IN ('a1', 'b1');
INSERT INTO entry_sheet (unit_id, year, scope, round, person, figures) SELECT unit_id, 2023, 'own', 1, p, pg_temp.nil(2023, p::integer)
	FROM unit, unnest('{1,2}'::text[]) p WHERE unit_id IN ('a1', 'b1');
INSERT INTO entry_decision SELECT unit_id, year, scope, round, path, 2, NULL, '3' FROM entry_difference;
INSERT INTO receipt (unit_id, year, scope, root, sent_version, sent_hash, version, checksum, packed_at, received_by) SELECT unit_id, year, scope, 'c', 1, '', 1, '', now(), '1'
	FROM report WHERE year = 2019;
SELECT fingerprint AS fingerprint FROM finding WHERE unit_id = 'a1' AND year = 2024 AND rule = 'in_force.normative_documents' \gset
RESET ROLE;

-- One statement as a role, and its rows or SQLSTATE; nothing of it stays.
CREATE FUNCTION pg_temp.attempt(who text, statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	rows bigint;
BEGIN
	EXECUTE format('SET LOCAL ROLE %I', who);
	EXECUTE statement;
	GET DIAGNOSTICS rows = ROW_COUNT;
	RAISE EXCEPTION USING ERRCODE = 'ZZ000';
EXCEPTION WHEN SQLSTATE 'ZZ000' THEN
	RETURN rows;
WHEN OTHERS THEN
	RETURN CASE WHEN SQLSTATE = 'P0001' THEN SQLERRM ELSE SQLSTATE END;
END $$;

-- The matrix.  One letter a statement, %1$L the unit: the own one (a1), or that of the other county (b1).
CREATE TEMP TABLE probe (target text, letter text, statement text);
INSERT INTO probe VALUES
	('register', 'I', 'INSERT INTO disclosure.register VALUES (''9'')'),
	('register', 'U', 'UPDATE disclosure.register SET version = ''9'''),
	('register', 'D', 'DELETE FROM disclosure.register'),
	('unit', 'I', 'INSERT INTO disclosure.unit (unit_id, name) VALUES (''new'', ''新局'')'),
	('unit', 'U', 'UPDATE disclosure.unit SET name = ''新局'' WHERE unit_id = %1$L'),
	('unit', 'D', 'DELETE FROM disclosure.unit WHERE unit_id = %1$L || ''0'''),
	('unit_name', 'I', 'INSERT INTO disclosure.unit_name (unit_id, from_year, name) VALUES (%1$L, 2020, ''新局'')'),
	('unit_name', 'U', 'UPDATE disclosure.unit_name SET name = ''新局'' WHERE unit_id = %1$L'),
	('unit_name', 'D', 'DELETE FROM disclosure.unit_name WHERE unit_id = %1$L'),
	('unit_parent', 'I', 'INSERT INTO disclosure.unit_parent (unit_id, parent_id) VALUES (%1$L, %1$L || ''0'')'),
	('unit_parent', 'U', 'UPDATE disclosure.unit_parent SET counted = false WHERE unit_id = %1$L'),
	('unit_parent', 'D', 'DELETE FROM disclosure.unit_parent WHERE unit_id = %1$L'),
	('unit_successor', 'I', 'INSERT INTO disclosure.unit_successor (unit_id, successor_id, year) VALUES (''c'', %1$L, 2030)'),
	('unit_successor', 'U', 'UPDATE disclosure.unit_successor SET partly = true WHERE successor_id = %1$L'),
	('unit_successor', 'D', 'DELETE FROM disclosure.unit_successor WHERE successor_id = %1$L'),
	('reporter', 'I', 'INSERT INTO disclosure.reporter (unit_id, exempt, reason) VALUES (left(%1$L, 1) || ''20'', true, ''撤销'')'),
	('reporter', 'U', 'UPDATE disclosure.reporter SET reason = ''?'' WHERE unit_id = %1$L'),
	('reporter', 'D', 'DELETE FROM disclosure.reporter WHERE unit_id = %1$L'),
	('unit_contact', 'I', 'INSERT INTO disclosure.unit_contact (unit_id, task, name) VALUES (%1$L, ''fill'', ''王五'')'),
	('unit_contact', 'U', 'UPDATE disclosure.unit_contact SET telephone = ''3'' WHERE unit_id = %1$L'),
	('unit_contact', 'D', 'DELETE FROM disclosure.unit_contact WHERE unit_id = %1$L'),
	('indicator_value', 'I', 'INSERT INTO disclosure.indicator_value (unit_id, year, scope, seq, indicator, value, approximate, cumulative) VALUES (%1$L, 2022, ''own'', 1000, ''fee'', 1, false, false)'),
	('indicator_value', 'U', 'UPDATE disclosure.indicator_value SET value = 1 WHERE unit_id = %1$L'),
	('indicator_value', 'D', 'DELETE FROM disclosure.indicator_value WHERE unit_id = %1$L'),
	('unit_closure', 'I', 'INSERT INTO disclosure.unit_closure VALUES (''c'', %1$L, 0, 9999, 1, true, true)'),
	('unit_closure', 'U', 'UPDATE disclosure.unit_closure SET counted = true WHERE unit_id = %1$L'),
	('unit_closure', 'D', 'DELETE FROM disclosure.unit_closure WHERE unit_id = %1$L'),
	('unit_lock', 'I', 'INSERT INTO disclosure.unit_lock VALUES (left(%1$L, 1), ''reports'', 1)'),
	('unit_lock', 'U', 'UPDATE disclosure.unit_lock SET writes = 1 WHERE unit_id = %1$L'),
	('unit_lock', 'D', 'DELETE FROM disclosure.unit_lock WHERE unit_id = %1$L'),
	('tree_lock', 'U', 'UPDATE disclosure.tree_lock SET changes = 1'),
	('tree_lock', 'D', 'DELETE FROM disclosure.tree_lock'),
	('application', 'I', 'INSERT INTO disclosure.application VALUES (''regress_none'')'),
	('application', 'U', 'UPDATE disclosure.application SET login = ''regress_none'''),
	('application', 'D', 'DELETE FROM disclosure.application'),
	('past_text', 'I', 'INSERT INTO disclosure.past_text VALUES (%1$L, 2023, ''own'', '''', ''{}'')'),
	('past_text', 'U', 'UPDATE disclosure.past_text SET content = ''{}'' WHERE unit_id = %1$L'),
	('past_text', 'D', 'DELETE FROM disclosure.past_text WHERE unit_id = %1$L'),
	('past_page', 'I', 'INSERT INTO disclosure.past_page VALUES (%1$L, 2023, ''own'', '''', '''', ''[]'', now())'),
	('past_page', 'U', 'UPDATE disclosure.past_page SET source = '''' WHERE unit_id = %1$L'),
	('past_page', 'D', 'DELETE FROM disclosure.past_page WHERE unit_id = %1$L'),
	('receipt', 'I', 'INSERT INTO disclosure.receipt (unit_id, year, scope, root, sent_version, sent_hash, version, checksum, packed_at, received_by) VALUES (%1$L, 2022, ''own'', ''c'', 1, '''', 1, '''', now(), ''x'')'),
	('receipt', 'U', 'UPDATE disclosure.receipt SET root = ''c'' WHERE unit_id = %1$L'),
	('receipt', 'D', 'DELETE FROM disclosure.receipt WHERE unit_id = %1$L'),
	('access', 'I', 'INSERT INTO disclosure.access VALUES (''regress_none'', %1$L, ''read'')'),
	('access', 'S', 'SELECT * FROM disclosure.access WHERE unit_id = left(%1$L, 1)'),
	('access', 'U', 'UPDATE disclosure.access SET duty = ''read'' WHERE unit_id = left(%1$L, 1) AND duty = ''publish'' OR role = ''regress_other'''),
	('access', 'D', 'DELETE FROM disclosure.access WHERE unit_id = left(%1$L, 1)'),
	('setting', 'I', 'INSERT INTO disclosure.setting VALUES (''due_soon_days'', 1, ''?'')'),
	('setting', 'U', 'UPDATE disclosure.setting SET value = 1 WHERE name = ''self_approval'''),
	('setting', 'D', 'DELETE FROM disclosure.setting'),
	('status_move', 'I', 'INSERT INTO disclosure.status_move VALUES (''draft'', ''published'', ''fill'', false, ''?'')'),
	('status_move', 'U', 'UPDATE disclosure.status_move SET duty = ''fill'''),
	('status_move', 'D', 'DELETE FROM disclosure.status_move'),
	('rule', 'I', 'INSERT INTO disclosure.rule (code, statement) VALUES (''own.new'', ''requests.granted.total >= 0'')'),
	('rule', 'U', 'UPDATE disclosure.rule SET enabled = false'),
	('rule', 'D', 'DELETE FROM disclosure.rule'),
	('measure', 'I', 'INSERT INTO disclosure.measure (code, label, numerator, unit) VALUES (''own_new'', ''新'', ''requests.granted.total'', ''件'')'),
	('measure', 'U', 'UPDATE disclosure.measure SET enabled = false'),
	('measure', 'D', 'DELETE FROM disclosure.measure WHERE code LIKE ''own%%'''),
	('reporting_year', 'I', 'INSERT INTO disclosure.reporting_year (year) VALUES (2022)'),
	('reporting_year', 'U', 'UPDATE disclosure.reporting_year SET year = 2022'),
	('reporting_year', 'D', 'DELETE FROM disclosure.reporting_year'),
	('deadline', 'I', 'INSERT INTO disclosure.deadline (unit_id, kind, month, day) VALUES (%1$L, ''zone'', 1, 1)'),
	('deadline', 'U', 'UPDATE disclosure.deadline SET day = 30 WHERE unit_id = %1$L'),
	('deadline', 'D', 'DELETE FROM disclosure.deadline WHERE unit_id = %1$L'),
	('freeze', 'I', 'INSERT INTO disclosure.freeze (label, year, root, basis) VALUES (''x'', 2020, %1$L, ''units'')'),
	('freeze', 'U', 'UPDATE disclosure.freeze SET frozen_by = ''x'''),
	('freeze', 'D', 'DELETE FROM disclosure.freeze'),
	('freeze_member', 'I', 'INSERT INTO disclosure.freeze_member VALUES (%1$L, 2021, ''own'', ''2020'', 1)'),
	('freeze_member', 'U', 'UPDATE disclosure.freeze_member SET version = 1 WHERE unit_id = %1$L'),
	('freeze_member', 'D', 'DELETE FROM disclosure.freeze_member WHERE unit_id = %1$L'),
	('report_version', 'I', 'INSERT INTO disclosure.report_version SELECT unit_id, year, scope, 99, figures, status, origin, issued_on, deleted, changed_at, changed_by, actor, reason, hash, hash, login, NULL, NULL, NULL, NULL, NULL, transaction FROM disclosure.report_version WHERE unit_id = %1$L AND year = 2023 AND version = 1'),
	('report_version', 'U', 'UPDATE disclosure.report_version SET changed_by = ''x'' WHERE unit_id = %1$L'),
	('report_version', 'D', 'DELETE FROM disclosure.report_version WHERE unit_id = %1$L AND year = 2023'),
	('publication', 'I', 'INSERT INTO disclosure.publication VALUES (%1$L, 2020, ''own'', 2, 1, current_date, NULL, ''correction'')'),
	('publication', 'U', 'UPDATE disclosure.publication SET address = ''x'' WHERE unit_id = %1$L'),
	('publication', 'D', 'DELETE FROM disclosure.publication WHERE unit_id = %1$L'),
	('entry_round', 'I', 'INSERT INTO disclosure.entry_round VALUES (%1$L, 2023, ''own'', 2)'),
	('entry_round', 'U', 'UPDATE disclosure.entry_round SET compared_at = NULL WHERE unit_id = %1$L'),
	('entry_round', 'D', 'DELETE FROM disclosure.entry_round WHERE unit_id = %1$L'),
	('entry_sheet', 'I', 'INSERT INTO disclosure.entry_sheet (unit_id, year, scope, round, person, figures) VALUES (%1$L, 2023, ''own'', 1, ''3'', disclosure.zero_figures(''2021''))'),
	('entry_sheet', 'U', 'UPDATE disclosure.entry_sheet SET finished_at = now() WHERE unit_id = %1$L'),
	('entry_sheet', 'D', 'DELETE FROM disclosure.entry_sheet WHERE unit_id = %1$L'),
	('entry_decision', 'I', 'INSERT INTO disclosure.entry_decision VALUES (%1$L, 2023, ''own'', 1, ''requests.received.total'', 1, NULL, ''3'')'),
	('entry_decision', 'U', 'UPDATE disclosure.entry_decision SET number = 1 WHERE unit_id = %1$L'),
	('entry_decision', 'D', 'DELETE FROM disclosure.entry_decision WHERE unit_id = %1$L'),
	-- a new filed draft, one filed at once, a recorded one
	('report', 'S', 'SELECT * FROM disclosure.report WHERE unit_id = %1$L'),
	('report', 'I', 'INSERT INTO disclosure.report (unit_id, year) VALUES (%1$L, 2025)'),
	('report', 'J', 'INSERT INTO disclosure.report (unit_id, year, status, figures) VALUES (%1$L, 2025, ''submitted'', jsonb_set(disclosure.zero_figures(''2021'')::jsonb, ''{proactive,normative_documents,2}'', ''3''))'),
	('report', 'R', 'INSERT INTO disclosure.report (unit_id, year, origin, status) VALUES (%1$L, 2025, ''recorded'', ''published'')');
-- figures, the date of issue, nothing, deletion, by state
INSERT INTO probe SELECT 'report ' || state, letter, format(statement, year) FROM (VALUES
	('recorded', 2019), ('published', 2020), ('submitted', 2021), ('approved', 2022), ('draft', 2023), ('returned', 2024)) s(state, year), (VALUES
	('F', 'UPDATE disclosure.report SET figures[''proactive.licensing.decisions''] = 3 WHERE unit_id = %%1$L AND year = %s'),
	('T', 'UPDATE disclosure.report SET issued_on = ''2021-01-01'' WHERE unit_id = %%1$L AND year = %s'),
	('D', 'DELETE FROM disclosure.report WHERE unit_id = %%1$L AND year = %s')) p(letter, statement);
INSERT INTO probe SELECT held || ' ' || state, letter, format(statement, held, year) FROM (VALUES
	('recorded', 2019), ('published', 2020), ('submitted', 2021), ('approved', 2022), ('draft', 2023), ('returned', 2024)) s(state, year), (VALUES
	('report_text', 'I', 'DELETE FROM disclosure.%1$I WHERE unit_id = %%1$L AND year = %2$s; INSERT INTO disclosure.report_text (unit_id, year, scope) VALUES (%%1$L, %2$s, ''own'')'),
	('report_text', 'U', 'UPDATE disclosure.report_text SET title = ''?'' WHERE unit_id = %%1$L AND year = %2$s'),
	('report_text', 'D', 'DELETE FROM disclosure.report_text WHERE unit_id = %%1$L AND year = %2$s'),
	('report_source', 'I', 'DELETE FROM disclosure.%1$I WHERE unit_id = %%1$L AND year = %2$s; INSERT INTO disclosure.report_source (unit_id, year, scope, source, notes) VALUES (%%1$L, %2$s, ''own'', '''', ''[]'')'),
	('report_source', 'U', 'UPDATE disclosure.report_source SET source = ''?'' WHERE unit_id = %%1$L AND year = %2$s'),
	('report_source', 'D', 'DELETE FROM disclosure.report_source WHERE unit_id = %%1$L AND year = %2$s')) p(held, letter, statement);
INSERT INTO probe VALUES
	-- E the text, A the acceptance
	('explanation', 'I', format('INSERT INTO disclosure.explanation (unit_id, year, scope, rule, fingerprint, explanation, written_by) VALUES (%%1$L, 2024, ''own'', ''in_force.normative_documents'', %L, ''清理'', ''x'')', :'fingerprint')),
	('explanation draft', 'E', 'UPDATE disclosure.explanation SET explanation = ''?'' WHERE unit_id = %1$L AND year = 2023'),
	('explanation draft', 'A', 'UPDATE disclosure.explanation SET accepted_at = now() WHERE unit_id = %1$L AND year = 2023'),
	('explanation draft', 'D', 'DELETE FROM disclosure.explanation WHERE unit_id = %1$L AND year = 2023'),
	('explanation approved', 'E', 'UPDATE disclosure.explanation SET explanation = ''?'' WHERE unit_id = %1$L AND year = 2022'),
	('explanation approved', 'A', 'UPDATE disclosure.explanation SET accepted_at = now() - interval ''1 day'' WHERE unit_id = %1$L AND year = 2022'),
	('explanation approved', 'D', 'DELETE FROM disclosure.explanation WHERE unit_id = %1$L AND year = 2022'),
	-- N the note, R that it is resolved, W who wrote it
	('review_note', 'I', 'INSERT INTO disclosure.review_note (unit_id, year, scope, note) VALUES (%1$L, 2023, ''own'', ''?'')'),
	('review_note', 'N', 'UPDATE disclosure.review_note SET note = ''?'' WHERE unit_id = %1$L'),
	('review_note', 'R', 'UPDATE disclosure.review_note SET resolved_at = now() WHERE unit_id = %1$L'),
	('review_note', 'W', 'INSERT INTO disclosure.review_note (unit_id, year, scope, note, written_by) VALUES (%1$L, 2023, ''own'', ''?'', ''x'')'),
	('review_note', 'D', 'DELETE FROM disclosure.review_note WHERE unit_id = %1$L');
-- SELECT of every relation, by whatever column names a unit; views are not for writing
-- the ledger's relations are tried in the test ledger_access
CREATE TEMP VIEW tried AS SELECT * FROM pg_class WHERE relnamespace = 'disclosure'::regnamespace AND relname NOT IN (
	'calendar_year', 'holiday', 'request', 'request_text', 'request_event', 'request_applicant', 'request_change', 'request_due', 'overdue_request',
	'due_this_week', 'request_history', 'request_finding', 'remedy_case', 'disclosed_item', 'disclosed_channel', 'ledger', 'supplied_figure', 'ledger_entry',
	'ledger_heading', 'ledger_value', 'catalogue_item', 'site_column', 'task', 'training', 'assessment', 'catalogue_due', 'blank_column',
	'stale_column', 'open_task', 'open_assessment', 'ledger_indicator', 'bi_request', 'bi_answer_time');
INSERT INTO probe
SELECT c.relname, 'S', format('SELECT * FROM disclosure.%I', c.relname) || coalesce((
	SELECT format(' WHERE %I = %%1$L', attname) || CASE WHEN c.relname = 'unit_lock' THEN ' OR true' ELSE '' END FROM pg_attribute a
	WHERE a.attrelid = c.oid AND a.attname = CASE c.relname WHEN 'unit_successor' THEN 'successor_id' ELSE 'unit_id' END), '')
FROM tried c WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relkind IN ('r', 'v') AND c.relowner = 'regress_owner'::regrole
	AND c.relname NOT IN ('access', 'report');
INSERT INTO probe
SELECT c.relname, letter, format(statement, c.relname, (SELECT attname FROM pg_attribute a WHERE a.attrelid = c.oid AND attnum = 1))
FROM tried c, (VALUES ('I', 'INSERT INTO disclosure.%I DEFAULT VALUES'), ('U', 'UPDATE disclosure.%I SET %2$I = %2$I'),
	('D', 'DELETE FROM disclosure.%I')) w(letter, statement)
WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relkind = 'v' AND c.relowner = 'regress_owner'::regrole
	-- the test entry writes into these
	AND c.relname NOT IN ('entry_report', 'entry_proactive', 'entry_request', 'entry_remedy', 'entry_text');
-- nothing is left out: each table has statements of its own
SELECT c.relname AS not_tried FROM tried c
WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relkind = 'r' AND c.relowner = 'regress_owner'::regrole
	AND NOT EXISTS (SELECT FROM probe p WHERE split_part(p.target, ' ', 1) = c.relname AND p.letter <> 'S');

CREATE TEMP TABLE outcome AS
SELECT p.target, r AS role, p.letter, place, pg_temp.attempt('regress_' || r, format(p.statement, place || '1')) AS result
FROM probe p, unnest('{owner,fill,member,review,publish,read,rights,none}'::text[]) r, unnest('{a,b}'::text[]) place;
-- own unit/other unit
CREATE FUNCTION pg_temp.letters(letters text[]) RETURNS text LANGUAGE sql AS
	$$ SELECT coalesce(string_agg(l, '' ORDER BY l COLLATE "C"), '') FROM unnest(letters) l $$;
CREATE TEMP TABLE matrix AS
SELECT target, role, pg_temp.letters(array_agg(letter) FILTER (WHERE place = 'a' AND allowed)) || '/'
	|| pg_temp.letters(array_agg(letter) FILTER (WHERE place = 'b' AND allowed)) AS may
FROM (SELECT *, result ~ '^[1-9][0-9]{0,3}$' AS allowed FROM outcome) o GROUP BY target, role;

-- the rights that there should be: to read common knowledge, to read the own units, and to write as the duty says
CREATE TEMP TABLE should (target text, fill text, review text, publish text, read text, rights text DEFAULT '/');
INSERT INTO should SELECT t, 'S/S', 'S/S', 'S/S', 'S/S', 'S/S' FROM unnest('{register,unit,unit_name,unit_parent,unit_successor,unit_closure,
	reporter,deadline,reporting_year,rule,measure,setting,status_move,application,unit_lock,tree_lock,freeze,counted_twice,predecessor,total_member,unit_finding}'::text[]) t;
-- sums of visible reports name no unit
INSERT INTO should SELECT t, 'S/S', 'S/S', 'S/S', 'S/S', '/' FROM unnest('{rollup_by_division,rollup_by_kind}'::text[]) t;
-- the catalog tells of the views for BI tools whatever the duty
INSERT INTO should SELECT t, 'S/S', 'S/S', 'S/S', 'S/S', 'S/S' FROM unnest('{bi_view,bi_column}'::text[]) t;
INSERT INTO should SELECT t, 'S/', 'S/', 'S/', 'S/' FROM unnest('{access,my_unit,unit_contact,report_text,report_source,past_text,past_page,version_text,indicator_value,report_version,publication,receipt,freeze_member,
	numbered_finding,headed_report,bi_unit,bi_report,bi_wide,bi_cell,bi_outcome,bi_applicant,bi_remedy,bi_total,bi_finding,bi_finding_cell,bi_due,bi_published,
	finding,plausibility,published_cell,published_report,report_cell,report_change,report_due,report_overview,
	entry_report,entry_proactive,entry_request,entry_remedy,entry_text,entry_finding,entry_round,entry_sheet,entry_decision,entry_difference}'::text[]) t;
INSERT INTO should SELECT t, 'S/', 'S/', 'S/', 'S/' FROM unnest('{bi_measure,bi_trend}'::text[]) t;
INSERT INTO should VALUES
	('report', 'IJS/', 'RS/', 'S/', 'S/'),
	('report recorded', '/', 'DFT/', '/', '/'),
	('report draft', 'DFT/', '/', '/', '/'),
	('report returned', 'FT/', '/', '/', '/'),
	('report submitted', '/', '/', '/', '/'),
	('report approved', '/', '/', 'T/', '/'),
	('report published', '/', '/', 'T/', '/'),
	('explanation', 'IS/', 'S/', 'S/', 'S/'),
	('explanation draft', 'DE/', 'A/', '/', '/'),
	('explanation approved', '/', '/', '/', '/'),
	('review_note', 'S/', 'DIRS/', 'S/', 'S/');
INSERT INTO should SELECT held || ' ' || state, fill, review, '/', '/' FROM unnest('{report_text,report_source}'::text[]) held, (VALUES
	('recorded', '/', 'DIU/'), ('draft', 'DIU/', '/'), ('returned', 'DIU/', '/'), ('submitted', '/', '/'), ('approved', '/', '/'), ('published', '/', '/')) s(state, fill, review);

SELECT target, max(may) FILTER (WHERE role = 'fill') AS fill, max(may) FILTER (WHERE role = 'review') AS review,
	max(may) FILTER (WHERE role = 'publish') AS publish, max(may) FILTER (WHERE role = 'read') AS read, max(may) FILTER (WHERE role = 'rights') AS rights
FROM matrix GROUP BY target ORDER BY target COLLATE "C";
-- departures from it: a member of a role has the rights of the role, a role without any duty has no rights
SELECT target, m.role, m.may, CASE m.role WHEN 'fill' THEN s.fill WHEN 'member' THEN s.fill WHEN 'review' THEN s.review WHEN 'publish' THEN s.publish
	WHEN 'read' THEN s.read WHEN 'rights' THEN s.rights WHEN 'none' THEN '/' END AS should
FROM matrix m FULL JOIN should s USING (target)
WHERE m.role IS DISTINCT FROM 'owner' AND m.may IS DISTINCT FROM CASE m.role WHEN 'fill' THEN s.fill WHEN 'member' THEN s.fill WHEN 'review' THEN s.review
	WHEN 'publish' THEN s.publish WHEN 'read' THEN s.read WHEN 'rights' THEN s.rights WHEN 'none' THEN '/' END
ORDER BY target COLLATE "C", role;
-- the statements are good ones: the owner may run all of them, except those on views and the deletion of filed reports
SELECT target, letter, place, result FROM outcome WHERE role = 'owner' AND result !~ '^[1-9][0-9]{0,3}$'
	AND NOT (result = '55000' AND target IN (SELECT relname FROM pg_class WHERE relkind = 'v' AND relnamespace = 'disclosure'::regnamespace))
ORDER BY target COLLATE "C", letter, place;
-- and a refusal is one for lack of rights
SELECT target, letter, place, result, string_agg(role, ' ' ORDER BY role) AS roles FROM outcome WHERE role <> 'owner' AND result !~ '^[0-9]{1,4}$' AND result <> '42501'
	AND NOT (result = '55000' AND target IN (SELECT relname FROM pg_class WHERE relkind = 'v' AND relnamespace = 'disclosure'::regnamespace))
	AND target !~ '^report_(text|source) ' GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4;
-- words and page of a report: closed to those who see it, not there for those who do not
SELECT letter, place, result, string_agg(DISTINCT split_part(target, ' ', 2), ' ') AS states, string_agg(DISTINCT role, ' ') AS roles,
	string_agg(DISTINCT split_part(target, ' ', 1), ' ') AS targets FROM outcome
WHERE role <> 'owner' AND result !~ '^[0-9]{1,4}$' AND result <> '42501' AND target ~ '^report_(text|source) ' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;

-- a line that a role sees and may not write is not passed over in silence
SELECT target, letter, role FROM outcome WHERE result = '0' AND place = 'a' AND letter <> 'S' AND role NOT IN ('owner', 'rights', 'none') ORDER BY 1, 2, 3;

-- Imports: a page, the same as one of many, and a cell, as filed and as recorded, into a new report and into one of each state.
\set page `cat demo/pages/hongze-2023.txt`
CREATE TEMP TABLE own_cell (unit_id text, year integer, path text, value text);
GRANT SELECT ON own_cell TO PUBLIC;
INSERT INTO own_cell SELECT u, y, 'proactive.licensing.decisions', '7' FROM unnest('{a1,b1}'::text[]) u, generate_series(2019, 2025) y;
CREATE TEMP TABLE imported AS
SELECT r AS role, place, origin, s.state, how, pg_temp.attempt('regress_' || r, 'SET LOCAL disclosure.reason = ''核对''; SELECT FROM ' || format(CASE how
	WHEN 'report' THEN '(SELECT count(*) FROM disclosure.import_report(%1$L, %2$L, origin => %3$L, year => %4$s)) r'
	WHEN 'page' THEN 'disclosure.import_page(%1$L, %2$L, origin => %3$L, year => %4$s) WHERE outcome = ''read'''
	ELSE 'disclosure.import_cells(''own_cell'', origin => %3$L) WHERE unit_id = %1$L AND year = ''%4$s'' AND outcome = ''set''' END,
	place || '1', replace(:'page', '2023年', ''), origin, year)) AS result
FROM unnest('{owner,fill,member,review,publish,read,rights,none}'::text[]) r, unnest('{a,b}'::text[]) place, unnest('{filed,recorded}'::text[]) origin,
	unnest('{report,page,cell}'::text[]) how,
	(VALUES ('recorded', 2019), ('published', 2020), ('submitted', 2021), ('approved', 2022), ('draft', 2023), ('returned', 2024), ('new', 2025)) s(state, year);
-- who may: the owner anything open; a filling role drafts of its unit; a reviewing role recorded reports of its unit; nobody else
SELECT role, place, origin, how, string_agg(state, ' ' ORDER BY state COLLATE "C") AS may FROM imported WHERE result = '1' GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4;
SELECT role, place, origin, result, string_agg(state, ' ' ORDER BY state COLLATE "C") AS refused FROM imported
WHERE how = 'report' AND result NOT IN ('1', '42501') GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4;
SELECT how, result, string_agg(DISTINCT role, ' ' ORDER BY role) AS roles FROM imported
WHERE how <> 'report' AND result NOT IN ('0', '1') GROUP BY 1, 2 ORDER BY 1, 2;

-- columns that a role may change itself; the others are the register's business
SELECT who, string_agg(column_name, ' ' ORDER BY ordinal_position) FILTER (WHERE result <> '42501') AS columns
FROM unnest('{fill,review,publish,read}'::text[]) who, information_schema.columns c,
	pg_temp.attempt('regress_' || who, format('UPDATE disclosure.report SET %1$I = %1$I WHERE unit_id = ''a1'' AND year = 2019', column_name)) result
WHERE table_schema = 'disclosure' AND table_name = 'report' GROUP BY who ORDER BY who;
-- a new report that names its people itself is not believed, one that brings a history with it is refused
BEGIN;
SET LOCAL ROLE regress_fill;
INSERT INTO disclosure.report (unit_id, year, changed_at, changed_by, submitted_by, approved_by, filled_by)
	VALUES ('a1', 2025, '1999-01-01', 'x', 'x', 'x', 'x')
	RETURNING version, changed_at < '2000-01-01' AS changed_at, changed_by, submitted_by, approved_by, filled_by;
INSERT INTO disclosure.report (unit_id, year, version, head) VALUES ('a1', 2026, 99, '\x00');
ROLLBACK;

-- functions with their owner's rights: the register owner's, for nobody unless granted, with a path of their own
SELECT p.oid::regprocedure AS function, proowner::regrole AS owner, proconfig,
	has_function_privilege('regress_none', p.oid, 'EXECUTE') AS "none", has_function_privilege('regress_read', p.oid, 'EXECUTE') AS "read",
	has_function_privilege('regress_both', p.oid, 'EXECUTE') AS fill_review, has_function_privilege('regress_publish', p.oid, 'EXECUTE') AS publish
FROM pg_proc p WHERE prosecdef AND pronamespace = 'disclosure'::regnamespace ORDER BY proname COLLATE "C";
SELECT who, pg_temp.attempt('regress_' || who, 'SELECT disclosure.report_exists(''b1'', 2020, ''own'')') AS report_exists,
	pg_temp.attempt('regress_' || who, 'SELECT disclosure.lock_unit(''b1'')') AS lock_unit,
	pg_temp.attempt('regress_' || who, 'SELECT disclosure.grant_duty(''regress_none'', ''read'', ''a'')') AS grant_duty,
	pg_temp.attempt('regress_' || who, 'SELECT disclosure.refresh_closure(''{a1}'')') AS refresh_closure,
	pg_temp.attempt('regress_' || who, 'SELECT disclosure.start_year(2025)') AS start_year,
	pg_temp.attempt('regress_' || who, 'SELECT disclosure.freeze(2020, ''a'', ''x'')') AS freeze,
	pg_temp.attempt('regress_' || who, 'CREATE TRIGGER t AFTER INSERT ON disclosure.report FOR EACH ROW EXECUTE FUNCTION disclosure.gate_report()') AS trigger,
	pg_temp.attempt('regress_' || who, 'CREATE TEMP TABLE own (LIKE disclosure.report); CREATE TRIGGER t AFTER INSERT ON own FOR EACH ROW EXECUTE FUNCTION disclosure.record_version()') AS own_table,
	pg_temp.attempt('regress_' || who, 'CREATE POLICY p ON disclosure.report USING (true)') AS policy,
	pg_temp.attempt('regress_' || who, 'TRUNCATE disclosure.report CASCADE') AS truncate
FROM unnest('{fill,review,publish,read,none}'::text[]) who;

-- what people call says in Chinese that a role has no duty, or not the one that is needed
CREATE FUNCTION pg_temp.said(who text, statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('SET LOCAL ROLE %I', who);
	EXECUTE statement;
	RAISE EXCEPTION USING ERRCODE = 'ZZ000';
EXCEPTION WHEN SQLSTATE 'ZZ000' THEN
	RETURN NULL;
WHEN OTHERS THEN
	RETURN SQLERRM;
END $$;
SELECT who, call, pg_temp.said('regress_' || who, 'SELECT ' || call) AS said FROM unnest('{none,read,fill}'::text[]) who, unnest(ARRAY[
	$$disclosure.start_year(2025)$$, $$disclosure.freeze(2020, 'a', 'x')$$, $$disclosure.rollup(2020, 'a')$$, $$disclosure.rollup_as_of('2020')$$, $$disclosure.freeze_difference('2020')$$,
	$$disclosure.submit_report('a1', 2023)$$, $$disclosure.submit_reports('{a1}', 2023)$$, $$disclosure.withdraw_report('a1', 2021, 'own', '?')$$, $$disclosure.approve_report('a1', 2021)$$,
	$$disclosure.approve_reports('{a1}', 2021)$$, $$disclosure.return_report('a1', 2021, 'own', '?')$$, $$disclosure.publish_report('a1', 2022)$$, $$disclosure.explain('a1', 2023, 'own', '*', '?')$$,
	$$disclosure.accept_explanations('a1', 2021)$$, $$disclosure.nil_report('a1', 2023)$$, $$disclosure.apply_repair('a1', 2023, 'own', 1, '?')$$, $$disclosure.report_repairs('a1', 2023)$$,
	$$disclosure.import_report('a1', '<p>')$$, $$disclosure.import_page('a1', '<p>')$$, $$disclosure.reread('a1', 2023)$$, $$disclosure.take_reread('a1', 2023)$$, $$disclosure.import_cells('own_cell')$$, $$disclosure.import_ledger('a1', '?', apply => true)$$,
	$$disclosure.compile_figures('a1', 2023)$$, $$disclosure.compile_report('a1', 2023)$$, $$disclosure.compile_text('a1', 2023)$$, $$disclosure.explain_due('a1', '1')$$,
	$$disclosure.publish_year(2020)$$, $$disclosure.request_fee('a1', '1')$$, $$disclosure.purge_applicants('2024-01-01')$$, $$disclosure.verify_history('a1', 2020)$$]) WITH ORDINALITY c(call, n)
WHERE pg_temp.said('regress_' || who, 'SELECT ' || call) !~ '[一-龥]' ORDER BY who, n;
-- what the four duties that write may not write they are told in Chinese, but for what the register alone or its owner writes
SELECT p.target, p.letter, r AS role, place FROM probe p, unnest('{fill,review,publish,office}'::text[]) r, unnest('{a,b}'::text[]) place
WHERE p.letter <> 'S' AND split_part(p.target, ' ', 1) NOT IN ('register', 'unit_closure', 'unit_lock', 'tree_lock', 'indicator_value', 'report_version', 'past_text',
		'past_page', 'publication', 'receipt', 'entry_round', 'entry_sheet', 'entry_decision', 'access', 'application', 'setting', 'status_move', 'freeze', 'freeze_member')
	AND split_part(p.target, ' ', 1) IN (SELECT c.relname FROM tried c WHERE c.relkind = 'r')
	/* changing who wrote a remark is nobody's */
	AND (p.target, p.letter) NOT IN (('review_note', 'N'), ('review_note', 'W'), ('reporting_year', 'U'), ('reporting_year', 'D'), ('explanation', 'I'))
	AND pg_temp.said('regress_' || r, format(p.statement, place || '1')) !~ '[一-龥]' ORDER BY 1, 2, 3, 4;
-- and the rights that they have for the sake of that sentence open nothing: what who only manages may write
SELECT target, string_agg(DISTINCT letter, '' ORDER BY letter) AS office FROM (
	SELECT p.target, p.letter FROM probe p, unnest('{a,b}'::text[]) place
	WHERE p.letter <> 'S' AND pg_temp.attempt('regress_office', format(p.statement, place || '1')) ~ '^[1-9][0-9]{0,3}$') m GROUP BY target ORDER BY target COLLATE "C";
-- a new report for others, or further than a draft, which row-level security would refuse in the server's words
SELECT who, pg_temp.said('regress_' || who, statement) FROM (VALUES ('fill', 'INSERT INTO disclosure.report (unit_id, year) VALUES (''b1'', 2025)'),
	('fill', 'INSERT INTO disclosure.report (unit_id, year, origin) VALUES (''a1'', 2025, ''recorded'')'),
	('fill', 'INSERT INTO disclosure.report (unit_id, year, status) VALUES (''a1'', 2025, ''approved'')'),
	('review', 'INSERT INTO disclosure.report (unit_id, year) VALUES (''a1'', 2025)')) t(who, statement);

-- the workflow: which role may make which move from each state, as it should be and as it is
CREATE TEMP TABLE move AS
SELECT f.status AS from_status, t AS to_status, who,
	pg_temp.attempt('regress_' || who, format('SELECT set_config(''disclosure.reason'', ''核对'', true); UPDATE disclosure.report SET status = %L'
		' WHERE unit_id = ''a1'' AND year = %s', t, f.year)) AS result
FROM (VALUES ('published', 2020), ('submitted', 2021), ('approved', 2022), ('draft', 2023), ('returned', 2024)) f(status, year),
	unnest('{draft,submitted,returned,approved,published}'::text[]) t, unnest('{fill,review,publish,read}'::text[]) who
WHERE t <> f.status;
CREATE TEMP TABLE should_move (from_status text, to_status text, who text);
INSERT INTO should_move VALUES ('draft', 'submitted', 'fill'), ('returned', 'submitted', 'fill'), ('submitted', 'draft', 'fill'),
	('submitted', 'returned', 'review'), ('submitted', 'approved', 'review'), ('approved', 'returned', 'review'),
	('approved', 'published', 'publish'), ('published', 'returned', 'review');
SELECT from_status, to_status, string_agg(who || ' ' || result, ', ' ORDER BY who) AS outcome
FROM move WHERE result NOT IN ('0', '42501', '55000') GROUP BY 1, 2 ORDER BY 1, 2;
-- a returned report whose warning nobody has explained comes as far as the gate
SELECT m.from_status, m.to_status, m.who, m.result, s.who IS NOT NULL AS should
FROM move m LEFT JOIN should_move s USING (from_status, to_status, who)
WHERE (s.who IS NOT NULL) <> (m.result IN ('1', '23514')) ORDER BY 1, 2, 3;
-- no date of publication, no second publication without the duty for it
SET ROLE regress_review;
UPDATE disclosure.report SET status = status WHERE unit_id = 'a1' AND year = 2020;
SELECT count(*) AS publications FROM disclosure.publication WHERE unit_id = 'a1';
RESET ROLE;

-- a person who submitted does not approve, under whatever role, nor if the setting has been lost
SET ROLE regress_both;
BEGIN;
UPDATE disclosure.report SET status = 'approved' WHERE unit_id = 'a1' AND year = 2021;
SELECT approved_by, submitted_by FROM disclosure.report WHERE unit_id = 'a1' AND year = 2021;
ROLLBACK;
SELECT disclosure.return_report('a1', 2021, 'own', '核对'), disclosure.submit_report('a1', 2021);
UPDATE disclosure.report SET status = 'approved' WHERE unit_id = 'a1' AND year = 2021;
RESET ROLE;
BEGIN;
DELETE FROM disclosure.setting WHERE name = 'self_approval';
SET LOCAL ROLE regress_both;
UPDATE disclosure.report SET status = 'approved' WHERE unit_id = 'a1' AND year = 2021;
ROLLBACK;
BEGIN;
UPDATE disclosure.setting SET value = 1 WHERE name = 'self_approval';
SET LOCAL ROLE regress_both;
UPDATE disclosure.report SET status = 'approved' WHERE unit_id = 'a1' AND year = 2021 RETURNING submitted_by, approved_by;
SET LOCAL ROLE regress_read;
SELECT status, self_approved FROM disclosure.report_overview WHERE unit_id = 'a1' AND year = 2021;
ROLLBACK;
-- a shared login names the person: that is believed, and the role is written beside it
BEGIN;
SET LOCAL ROLE regress_both;
SET LOCAL disclosure.actor = '王五';
UPDATE disclosure.report SET status = 'approved' WHERE unit_id = 'a1' AND year = 2021 RETURNING submitted_by, approved_by, changed_by;
SELECT version, status, changed_by, actor FROM disclosure.report_version WHERE unit_id = 'a1' AND year = 2021 ORDER BY version;
ROLLBACK;
-- the role is the one that speaks
SET SESSION AUTHORIZATION regress_member;
BEGIN;
UPDATE disclosure.report SET issued_on = NULL, figures['proactive.charges.amount'] = 1 WHERE unit_id = 'a1' AND year = 2023 RETURNING changed_by;
SET LOCAL ROLE regress_fill;
UPDATE disclosure.report SET figures['proactive.charges.amount'] = 2 WHERE unit_id = 'a1' AND year = 2023 RETURNING changed_by;
ROLLBACK;
RESET SESSION AUTHORIZATION;

-- filled in by the county for the township, which shows; not by the township itself
SELECT disclosure.grant_duty('regress_moved', 'fill', 'a2');
BEGIN;
SET LOCAL ROLE regress_fill;
INSERT INTO disclosure.report (unit_id, year) VALUES ('a2', 2023) RETURNING filled_by;
SELECT filled_by FROM disclosure.report_overview WHERE unit_id = 'a2';
ROLLBACK;
BEGIN;
SET LOCAL ROLE regress_moved;
INSERT INTO disclosure.report (unit_id, year) VALUES ('a2', 2023) RETURNING filled_by;
RESET ROLE;
SET LOCAL ROLE regress_fill;
UPDATE disclosure.report SET figures['proactive.charges.amount'] = 2 WHERE unit_id = 'a2' AND year = 2023 RETURNING filled_by;
ROLLBACK;
-- explained twice in the same words
SET ROLE regress_fill;
SELECT disclosure.explain('a1', 2023, 'own', 'in_force.*', '清理后重新登记'), disclosure.explain('a1', 2023, 'own', 'in_force.*', '清理后重新登记');
RESET ROLE;

-- who wrote and accepted, and when, is not for them to say
BEGIN;
SET LOCAL ROLE regress_fill;
DELETE FROM disclosure.explanation WHERE unit_id = 'a1' AND year = 2023;
INSERT INTO disclosure.explanation (unit_id, year, scope, rule, fingerprint, explanation, written_by, written_at, accepted_by, accepted_at)
	SELECT unit_id, year, scope, rule, fingerprint, '清理', 'x', '1999-01-01', 'x', '1999-01-01' FROM disclosure.finding
	WHERE unit_id = 'a1' AND year = 2023 AND rule = 'in_force.normative_documents'
	RETURNING written_by, written_at = now() AS written_now, accepted_by, accepted_at;
SET LOCAL ROLE regress_review;
UPDATE disclosure.explanation SET accepted_at = '1999-01-01' WHERE unit_id = 'a1' AND year = 2023 RETURNING written_by, accepted_by, accepted_at = now() AS accepted_now;
INSERT INTO disclosure.review_note (unit_id, year, scope, note) VALUES ('a1', 2023, 'own', '核对') RETURNING written_by;
ROLLBACK;

-- the functions asked for everything, as a reader of one county
SET ROLE regress_read;
SELECT unit_id, reported, missing, figures IS NOT NULL AS figures FROM disclosure.rollup(2020, 'c', NULL);
SELECT unit_id, reported, missing, figures IS NOT NULL AS figures FROM disclosure.rollup(2020, 'b');
SELECT unit_id, reported, figures IS NOT NULL AS figures FROM disclosure.rollup_as_of('2020');
SELECT count(*), count(DISTINCT unit_id) AS units FROM disclosure.report_as_of(now());
SELECT DISTINCT unit_id FROM disclosure.report_due ORDER BY unit_id;
SELECT unit_id, kind FROM disclosure.suppressed_reports(2020, 'c');
SELECT disclosure.verify_history('a1', 2020);
SELECT disclosure.verify_history('b1', 2020);
SELECT * FROM disclosure.freeze_difference('2020');
SELECT year, sum(reports) FROM disclosure.rollup_by_kind GROUP BY year ORDER BY year;
SELECT disclosure.carried_in('b1', 2021, 'own');
RESET ROLE;
SET ROLE regress_whole;
SELECT unit_id, reported, missing, figures IS NOT NULL AS figures FROM disclosure.rollup(2020, 'c', 1);
SELECT unit_id, reported, figures IS NOT NULL AS figures FROM disclosure.rollup_as_of('2020');
RESET ROLE;

-- Last year's report belongs to a unit of the other county, which this year's clerk cannot see: b10 gave its business to a20,
-- a30 moved from b to a and took over from a10, whose report is visible.
SET ROLE regress_owner;
INSERT INTO disclosure.unit (unit_id, name) VALUES ('a30', '迁来局');
INSERT INTO disclosure.unit_parent (unit_id, parent_id, from_year, to_year) VALUES ('a30', 'b', 0, 2022), ('a30', 'a', 2023, NULL);
INSERT INTO disclosure.unit_successor (unit_id, successor_id, year) VALUES ('b10', 'a20', 2023), ('a10', 'a30', 2023);
INSERT INTO disclosure.report (unit_id, year, origin, status, figures)
	SELECT u, 2022, 'recorded', 'published', jsonb_set(disclosure.zero_figures('2021')::jsonb, '{requests,carried_out}', '[5,0,0,0,0,0,5]')
	FROM unnest('{a10,a30,b10}'::text[]) u;
SET ROLE regress_fill;
SELECT unit_id, why, figures IS NULL AS hidden FROM disclosure.predecessor WHERE year = 2023 AND scope = 'own' ORDER BY unit_id;
-- a10's five are not all that was carried over to a30
INSERT INTO disclosure.report (unit_id, year, figures)
	SELECT u, 2023, jsonb_set(jsonb_set(disclosure.zero_figures('2021')::jsonb, '{requests,carried_in}', c), '{requests,carried_out}', c)
	FROM (VALUES ('a20', '[0,0,0,0,0,0,0]'::jsonb), ('a30', '[5,0,0,0,0,0,5]')) v(u, c);
SELECT unit_id, rule, severity, result, why FROM disclosure.finding WHERE unit_id IN ('a20', 'a30') AND year = 2023 ORDER BY unit_id, severity, rule;
SELECT disclosure.carried_in('a20', 2023, 'own') AS a20, disclosure.carried_in('a30', 2023, 'own') AS a30;
SELECT year FROM disclosure.report WHERE unit_id = 'a30';
SELECT version, year FROM disclosure.report_version WHERE unit_id = 'a30' ORDER BY year;
UPDATE disclosure.report SET status = 'submitted' WHERE unit_id = 'a20' AND year = 2023;
UPDATE disclosure.report SET status = 'submitted' WHERE unit_id = 'a30' AND year = 2023;
UPDATE disclosure.report SET status = 'submitted', figures = jsonb_set(jsonb_set(figures::jsonb, '{requests,carried_in}', '[5,0,0,0,0,0,5]'),
	'{requests,carried_out}', '[5,0,0,0,0,0,5]') WHERE unit_id = 'a20' AND year = 2023 RETURNING status;
RESET ROLE;
-- who is to compare with them is given the right to read them
SELECT disclosure.grant_duty('regress_fill', 'read', 'b10');
SET ROLE regress_fill;
SELECT unit_id, count(*) FILTER (WHERE result = 'unknown' AND why = 'not_visible') AS not_visible FROM disclosure.finding
WHERE unit_id IN ('a20', 'a30') AND year = 2023 GROUP BY unit_id ORDER BY unit_id;
SELECT disclosure.carried_in('a20', 2023, 'own') AS a20;
RESET ROLE;

-- A consolidated report of which the reader may not see all members: an office that hides some with a policy of its own.
SET ROLE regress_owner;
INSERT INTO disclosure.reporter (unit_id, from_year, exempt, reason) VALUES ('b20', 0, true, '免报'), ('a30', 2022, false, NULL);
INSERT INTO disclosure.report (unit_id, year, origin, status, figures)
	SELECT u, 2020, 'recorded', 'published', jsonb_set(disclosure.zero_figures('2019')::jsonb, '{requests,received}', '[1,0,0,0,0,0,1]')
	FROM unnest('{b,b2}'::text[]) u;
INSERT INTO disclosure.report (unit_id, year, scope, origin, status, figures) VALUES
	('b', 2020, 'consolidated', 'recorded', 'published', jsonb_set(disclosure.zero_figures('2019')::jsonb, '{requests,received}', '[2,0,0,0,0,0,2]'));
CREATE FUNCTION pg_temp.level_findings() RETURNS TABLE (result text, why text, findings bigint) LANGUAGE sql AS
	'SELECT result, why, count(*) FROM disclosure.finding WHERE unit_id = ''b'' AND year = 2020 AND scope = ''consolidated'' AND rule LIKE ''level.%'' GROUP BY 1, 2';
SELECT * FROM pg_temp.level_findings();
CREATE POLICY secret ON disclosure.report AS RESTRICTIVE FOR SELECT TO regress_other USING (unit_id <> 'b2');
SET ROLE regress_other;
SELECT * FROM pg_temp.level_findings();
-- nor one that owes no report and has made one all the same, nor the report of a whole area
SET ROLE regress_owner;
DELETE FROM disclosure.report WHERE unit_id = 'b2' AND year = 2020;
INSERT INTO disclosure.reporter (unit_id, exempt, reason) VALUES ('b2', true, '免报');
INSERT INTO disclosure.report (unit_id, year, origin, status, figures) VALUES ('b2', 2020, 'recorded', 'published', disclosure.zero_figures('2019'));
SET ROLE regress_other;
SELECT * FROM pg_temp.level_findings();
SET ROLE regress_owner;
DELETE FROM disclosure.report WHERE unit_id = 'b2' AND year = 2020;
DELETE FROM disclosure.reporter WHERE unit_id = 'b2';
INSERT INTO disclosure.report (unit_id, year, scope, origin, status, figures) VALUES ('b2', 2020, 'consolidated', 'recorded', 'published', disclosure.zero_figures('2019'));
SET ROLE regress_other;
SELECT * FROM pg_temp.level_findings();
-- but a draft that can be seen is missing
SET ROLE regress_owner;
DELETE FROM disclosure.report WHERE unit_id = 'b2' AND year = 2020;
INSERT INTO disclosure.report (unit_id, year) VALUES ('b2', 2020);
DROP POLICY secret ON disclosure.report;
SET ROLE regress_other;
SELECT * FROM pg_temp.level_findings();
RESET ROLE;

-- Attacks.  A cheap function in a condition sees own rows only.
GRANT CREATE ON SCHEMA public TO regress_read, regress_fill, regress_owner;
SET ROLE regress_read;
SET search_path = public;
CREATE FUNCTION public.peep(value text) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS $$
BEGIN
	PERFORM set_config('peep.seen', current_setting('peep.seen', true) || ' ' || value, false);
	RETURN true;
END $$;
CREATE FUNCTION public.seen(relation text, name text DEFAULT 'unit_id') RETURNS text LANGUAGE plpgsql AS $$
DECLARE found text;
BEGIN
	PERFORM set_config('peep.seen', '', false);
	EXECUTE format('SELECT count(*) FROM disclosure.%I WHERE public.peep(%I)', relation, name);
	SELECT string_agg(DISTINCT w, ' ') INTO found FROM regexp_split_to_table(current_setting('peep.seen'), ' +') w WHERE w <> '';
	RETURN found;
END $$;
SELECT relation, seen(relation) FROM unnest('{report,report_text,report_source,indicator_value,report_version,publication,explanation,review_note,freeze_member,unit_contact,finding,report_overview,report_cell,report_change,published_report,published_cell,plausibility}'::text[]) relation;
SELECT seen('access', 'role');
-- no security: no rows
BEGIN;
SET LOCAL row_security = off;
SELECT relation, pg_temp.attempt('regress_read', format('SELECT * FROM disclosure.%I', relation))
FROM unnest('{report,report_text,report_source,indicator_value,report_version,publication,explanation,review_note,freeze_member,unit_contact,access,my_unit,finding,report_overview,report_cell,report_change,published_report,plausibility}'::text[]) relation;
SELECT pg_temp.attempt('regress_read', 'SELECT * FROM disclosure.rollup(2020, ''c'')') AS rollup,
	pg_temp.attempt('regress_read', 'SELECT disclosure.verify_history(''b1'', 2020)') AS verify_history,
	pg_temp.attempt('regress_fill', 'UPDATE disclosure.report SET status = ''submitted'' WHERE unit_id = ''a1'' AND year = 2023') AS submit,
	pg_temp.attempt('regress_fill', 'INSERT INTO disclosure.report (unit_id, year) VALUES (''b1'', 2025)') AS insert;
ROLLBACK;
RESET ROLE;

-- triggers of the owner run by clerks give them no rights of the owner
SET ROLE regress_owner;
BEGIN;
CREATE FUNCTION public.who() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE WARNING '% on % as %', TG_OP, TG_TABLE_NAME, current_user; RETURN NULL; END $$;
CREATE TRIGGER who AFTER INSERT ON disclosure.report_version FOR EACH ROW EXECUTE FUNCTION public.who();
CREATE TRIGGER who AFTER INSERT ON disclosure.report FOR EACH ROW EXECUTE FUNCTION public.who();
SET LOCAL ROLE regress_fill;
INSERT INTO disclosure.report (unit_id, year) VALUES ('a1', 2026);
ROLLBACK;
RESET ROLE;

-- A change that reaches nothing says why: reports that the role may not see, not its turn, nothing at all; an upsert is no such change.
SET ROLE regress_fill;
UPDATE disclosure.report SET figures['requests.received.total'] = 1 WHERE unit_id = 'b1';
DELETE FROM disclosure.report WHERE unit_id = 'b1';
UPDATE disclosure.report SET figures['requests.received.total'] = 1 WHERE unit_id = 'a1' AND year = 2019;
UPDATE disclosure.report SET figures['requests.received.total'] = 1 WHERE unit_id = 'a1' AND year = 2020;
UPDATE disclosure.report SET figures['requests.received.total'] = 1 WHERE unit_id = 'a1' AND year = 2021;
DELETE FROM disclosure.report WHERE unit_id = 'a1' AND year = 2024;
BEGIN;
INSERT INTO disclosure.report (unit_id, year) VALUES ('a1', 2026) ON CONFLICT (unit_id, year, scope) DO UPDATE SET issued_on = '2027-01-01' RETURNING status;
INSERT INTO disclosure.report (unit_id, year) VALUES ('a1', 2026) ON CONFLICT (unit_id, year, scope) DO UPDATE SET issued_on = '2027-01-01' RETURNING issued_on;
ROLLBACK;
SET ROLE regress_none;
SELECT disclosure.submit_report('a1', 2023);
SELECT * FROM disclosure.submit_reports('{a1}', 2023);
SELECT disclosure.explain('a1', 2023, 'own', '*', '说明');
RESET ROLE;

-- A login with two duties is one person, whatever it calls itself; an application's login names its users; what was submitted so keeps the login.
CREATE ROLE regress_two LOGIN IN ROLE regress_fill, regress_review;
CREATE ROLE regress_web LOGIN IN ROLE regress_fill, regress_review;
SET ROLE regress_owner;
SELECT disclosure.grant_claim('regress_web');
RESET ROLE;
BEGIN;
SET LOCAL SESSION AUTHORIZATION regress_two;
SAVEPOINT s;
SET LOCAL disclosure.actor = '张三';
SELECT disclosure.withdraw_report('a1', 2021, 'own', '再核');
ROLLBACK TO s;
SELECT disclosure.withdraw_report('a1', 2021, 'own', '再核');
SELECT disclosure.submit_report('a1', 2021);
SELECT submitted_by, submitted_login FROM disclosure.report WHERE unit_id = 'a1' AND year = 2021;
SAVEPOINT s;
SET LOCAL ROLE regress_review;
SELECT disclosure.approve_report('a1', 2021);
ROLLBACK TO s;
SET LOCAL SESSION AUTHORIZATION regress_web;
SET LOCAL disclosure.actor = '李四';
SELECT disclosure.approve_report('a1', 2021);
SELECT version, status, login, changed_by, actor, submitted_by, approved_by FROM disclosure.report_version WHERE unit_id = 'a1' AND year = 2021 ORDER BY version DESC LIMIT 2;
ROLLBACK;
-- the right was the application's when it submitted, and is not when it approves
BEGIN;
SET LOCAL SESSION AUTHORIZATION regress_web;
SET LOCAL disclosure.actor = '张三';
SELECT disclosure.withdraw_report('a1', 2021, 'own', '再核'), disclosure.submit_report('a1', 2021);
RESET SESSION AUTHORIZATION;
DELETE FROM disclosure.application WHERE login = 'regress_web'::regrole;
SET LOCAL SESSION AUTHORIZATION regress_web;
SET LOCAL disclosure.actor = '';
SELECT disclosure.approve_report('a1', 2021);
ROLLBACK;

-- The duty manage: the units below one, their names, parents, reporters, contacts, deadlines, a year and its total; rules for who manages all.
CREATE ROLE regress_manage;
SET ROLE regress_owner;
SELECT disclosure.grant_duty('regress_manage', 'manage', 'a');
SET ROLE regress_manage;
BEGIN;
INSERT INTO disclosure.unit (unit_id, name) VALUES ('a50', '甲县新设局');
SELECT unit_id, duty FROM disclosure.my_unit WHERE unit_id = 'a50' AND depth = 0;
INSERT INTO disclosure.unit_parent (unit_id, parent_id) VALUES ('a50', 'a');
SELECT unit_id, duty, granted_on FROM disclosure.my_unit WHERE unit_id = 'a50';
UPDATE disclosure.unit SET name = '甲县新新局' WHERE unit_id = 'a50';
INSERT INTO disclosure.unit_name (unit_id, from_year, to_year, name) VALUES ('a50', 2000, 2020, '甲县旧新局');
INSERT INTO disclosure.unit_contact (unit_id, task, name) VALUES ('a50', 'fill', '赵六');
INSERT INTO disclosure.reporter (unit_id, from_year) VALUES ('a50', 2025);
INSERT INTO disclosure.deadline (unit_id, kind, month, day) VALUES ('a', 'zone', 2, 1);
SELECT disclosure.start_year(2025);
SELECT unit_id, status FROM disclosure.report WHERE year = 2025 ORDER BY unit_id;
SELECT unit_id, title FROM disclosure.report_text WHERE year = 2025 AND unit_id = 'a50';
SELECT disclosure.freeze(2025, 'a', '甲县');
DELETE FROM disclosure.unit_contact WHERE unit_id = 'a50';
ROLLBACK;
-- nothing of others, nothing above, no figures
SELECT statement, pg_temp.attempt('regress_manage', statement) FROM unnest(ARRAY[
	'UPDATE disclosure.unit SET name = ''?'' WHERE unit_id = ''b1''', 'UPDATE disclosure.unit SET name = ''?'' WHERE unit_id = ''c''',
	'INSERT INTO disclosure.unit_parent (unit_id, parent_id) VALUES (''b2'', ''a'')', 'DELETE FROM disclosure.unit_parent WHERE unit_id = ''a''',
	'UPDATE disclosure.unit_parent SET parent_id = ''b'' WHERE unit_id = ''a2''', 'INSERT INTO disclosure.unit_successor (unit_id, successor_id, year) VALUES (''b2'', ''a2'', 2030)',
	'INSERT INTO disclosure.deadline (month, day) VALUES (1, 1)', 'INSERT INTO disclosure.reporter (unit_id) VALUES (''b2'')',
	'INSERT INTO disclosure.unit_contact (unit_id, task, name) VALUES (''b1'', ''fill'', ''?'')', 'SELECT disclosure.freeze(2020, ''c'', ''?'')',
	'INSERT INTO disclosure.rule (code, statement) VALUES (''own.other'', ''requests.granted.total >= 0'')', 'DELETE FROM disclosure.rule',
	'UPDATE disclosure.report SET figures = NULL', 'INSERT INTO disclosure.report (unit_id, year) VALUES (''b1'', 2025)',
	'SELECT disclosure.submit_report(''a1'', 2023)', 'SELECT disclosure.lock_unit(''a1'')', 'INSERT INTO disclosure.access (role, unit_id, duty) VALUES (''regress_manage'', ''b'', ''fill'')',
	'SELECT disclosure.grant_duty(''regress_manage'', ''fill'', ''a'')', 'UPDATE disclosure.setting SET value = 1']) statement;
-- a unit that was moved away is its new parent's
SET ROLE regress_owner;
BEGIN;
UPDATE disclosure.unit_parent SET to_year = 2022 WHERE unit_id = 'a2';
INSERT INTO disclosure.unit_parent (unit_id, parent_id, from_year) VALUES ('a2', 'b', 2023);
SET LOCAL ROLE regress_manage;
UPDATE disclosure.unit SET name = '?' WHERE unit_id = 'a2';
ROLLBACK;
BEGIN;
SELECT disclosure.grant_duty('regress_manage', 'manage', unit_id) FROM disclosure.unit WHERE unit_id = 'c';
SET LOCAL ROLE regress_manage;
INSERT INTO disclosure.rule (code, statement) VALUES ('own.other', 'requests.granted.total >= 0');
ROLLBACK;
RESET ROLE;
DROP OWNED BY regress_manage, regress_two, regress_web;
DROP ROLE regress_manage, regress_two, regress_web;
DELETE FROM disclosure.access WHERE role = 'regress_manage';

-- A reader dumps what he may see.
\setenv PGOPTIONS '-c role=regress_read'
\! pg_dump --data-only --enable-row-security --table=disclosure.report --column-inserts -d regress_access 2>&1 | grep -o "error.*\|VALUES ('[a-z0-9]*', 20[12][0-9]" | sort | uniq -c | head -3
\setenv PGOPTIONS ''

-- Functions and operators of others with the register's names, which fit its calls better than its own, if any can:
-- with other types of arguments, and without those that have defaults; in public and beside the register's own.
GRANT CREATE ON SCHEMA disclosure TO regress_fill;
SET ROLE regress_fill;
CREATE FUNCTION pg_temp.plant() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	f record;
	variant text[];
	target text;
	planted bigint := 0;
BEGIN
	FOR f IN
		SELECT p.proname AS name, p.proretset AS many, p.prorettype::regtype::text AS result, p.pronargdefaults AS defaults,
			ARRAY(SELECT t::regtype::text FROM unnest(p.proargtypes) WITH ORDINALITY a(t, n) ORDER BY n) AS types
		FROM pg_proc p WHERE p.pronamespace = 'disclosure'::regnamespace AND p.prokind IN ('f', 'a') AND p.prorettype <> 'internal'::regtype
			AND NOT p.proargtypes::oid[] && '{2281}'
	LOOP
		FOREACH target IN ARRAY '{public,disclosure}'::text[] LOOP
			FOR variant IN
				SELECT f.types UNION SELECT f.types[:cardinality(f.types) - n] FROM generate_series(1, f.defaults) n
				UNION SELECT ARRAY(SELECT CASE t WHEN 'text' THEN s WHEN 'integer' THEN i ELSE t END FROM unnest(f.types) WITH ORDINALITY a(t, n) ORDER BY n)
					FROM unnest('{text,varchar,name,anyelement}'::text[]) s, unnest('{integer,bigint,numeric}'::text[]) i
				UNION SELECT ARRAY(SELECT 'anyelement' FROM unnest(f.types))
			LOOP
				BEGIN
					EXECUTE format('CREATE FUNCTION %I.%I(%s) RETURNS %s LANGUAGE plpgsql AS %L', target, f.name, array_to_string(variant, ', '),
						CASE WHEN f.result IN ('trigger', 'void', 'anyelement') THEN 'text' ELSE f.result END,
						format('BEGIN RAISE EXCEPTION ''planted %s, run by %%'', current_user; END', f.name));
					planted := planted + 1;
				EXCEPTION WHEN OTHERS THEN NULL;
				END;
			END LOOP;
		END LOOP;
	END LOOP;
	RETURN planted;
END $$;
SELECT pg_temp.plant() > 500 AS planted;
CREATE FUNCTION public.yes(text, text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'planted operator, run by %', current_user; END $$;
CREATE OPERATOR public.= (LEFTARG = text, RIGHTARG = text, FUNCTION = public.yes);
CREATE OPERATOR disclosure.= (LEFTARG = text, RIGHTARG = text, FUNCTION = public.yes);
CREATE OPERATOR disclosure.<> (LEFTARG = text, RIGHTARG = text, FUNCTION = public.yes);
CREATE FUNCTION public.format(text, text, integer) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'planted format, run by %', current_user; END $$;
CREATE FUNCTION public.to_figures(text) RETURNS disclosure.figures LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'planted cast, run by %', current_user; END $$;
CREATE CAST (text AS disclosure.figures) WITH FUNCTION public.to_figures(text) AS IMPLICIT;
CREATE TEMP TABLE report (unit_id text, year integer, scope text, status text, origin text);
SET search_path = public, disclosure, pg_catalog;
BEGIN;
SET CONSTRAINTS ALL DEFERRED;
INSERT INTO disclosure.report (unit_id, year, figures) SELECT 'a1', 2025, pg_catalog.jsonb_set(f::jsonb, '{proactive,normative_documents,2}', '4') FROM disclosure.zero_figures('2021'::text) f;
SELECT disclosure.explain('a1'::text, 2025, 'own'::text, 'in_force.*'::text, '清理'::text);
UPDATE disclosure.report SET status = 'submitted' WHERE year OPERATOR(pg_catalog.=) 2025;
SET CONSTRAINTS ALL IMMEDIATE;
SET LOCAL ROLE regress_review;
SELECT disclosure.accept_explanations('a1'::text, 2025, 'own'::text, '*'::text, NULL::integer);
SELECT disclosure.approve_report('a1'::text, 2025, 'own'::text, NULL::integer);
SET LOCAL ROLE regress_publish;
SELECT disclosure.publish_report('a1'::text, 2025, 'own'::text, NULL::date, NULL::text, NULL::integer);
SET LOCAL ROLE regress_review;
SELECT disclosure.return_report('a1'::text, 2025, 'own'::text, '核对'::text, NULL::integer);
SET LOCAL ROLE regress_fill;
UPDATE disclosure.report SET figures['proactive.charges.amount'] = 3, status = 'submitted' WHERE year OPERATOR(pg_catalog.=) 2025;
SET LOCAL ROLE regress_owner;
INSERT INTO disclosure.unit (unit_id, name) VALUES ('new', '新局');
INSERT INTO disclosure.unit_parent (unit_id, parent_id) VALUES ('new', 'a');
SELECT disclosure.start_year(2026);
SELECT count(*) FROM disclosure.finding;
SELECT count(*) FROM disclosure.report_overview;
SELECT count(*) > 0 FROM disclosure.plausibility;
SELECT count(*) > 0 FROM disclosure.report_due;
SELECT count(*) > 0 FROM disclosure.rollup(2020, 'c'::text, NULL::integer, 'best'::text, 'draft'::text);
SELECT count(*) > 0 FROM disclosure.rollup_as_of('2020'::text);
SELECT count(*) FROM disclosure.freeze_difference('2020'::text);
SELECT disclosure.verify_history('a1'::text, 2025, 'own'::text, NULL::text);
SELECT disclosure.nil_report('new'::text, 2026, 'own'::text);
SELECT outcome FROM disclosure.import_page('new'::text, replace(:'page', '2023年', ''), 'own'::text, 'filed'::text, 'zero'::text, 2026);
SELECT count(*) FROM disclosure.import_report('new'::text, replace(:'page', ' 0 ', ' / '), 'level'::text, 'recorded'::text, 'zero'::text, NULL::integer);
SELECT outcome FROM disclosure.import_cells('pg_temp.own_cell'::regclass, 'level'::text, 'recorded'::text, '2021'::text, 'zero'::text) WHERE unit_id OPERATOR(pg_catalog.=) 'a1' AND year OPERATOR(pg_catalog.=) '2024';
ROLLBACK;
SET search_path = public;
RESET ROLE;
\c contrib_regression
DROP DATABASE regress_access;
DROP ROLE regress_owner, regress_fill, regress_review, regress_publish, regress_read, regress_none, regress_rights,
	regress_member, regress_both, regress_other, regress_office, regress_moved, regress_whole;
