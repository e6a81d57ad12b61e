-- A year in the register: from the drafts to the publications, and all the refusals on the way.
-- Expectations stand here as plain numbers or plain SQL; queries that compare print only differences.
CREATE DATABASE regress_workflow;
\c regress_workflow
CREATE EXTENSION report_ext;
SET search_path = disclosure, public;
SET datestyle = iso;
\set VERBOSITY terse
\pset null -
CALL create_register();

-- One figures value from cells: a row of table 三 by its name means natural persons and the total.
CREATE FUNCTION pg_temp.f(cells jsonb DEFAULT '{}', form text DEFAULT '2021') RETURNS figures LANGUAGE plpgsql AS $$
DECLARE
	result disclosure.figures := disclosure.zero_figures(form);
	cell record;
BEGIN
	FOR cell IN SELECT key, value::text::numeric AS number FROM jsonb_each(cells) LOOP
		IF cell.key LIKE '%.%' THEN
			result[cell.key] := cell.number;
		ELSE
			result['requests.' || cell.key || '.natural_person'] := cell.number;
			result['requests.' || cell.key || '.total'] := cell.number;
		END IF;
	END LOOP;
	RETURN result;
END
$$;
-- The refusal of a statement as a user reads it.
CREATE FUNCTION pg_temp.refused(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	detail text;
	hint text;
BEGIN
	EXECUTE statement;
	RETURN 'accepted';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	/* a row that a CHECK refuses has times in it */
	RETURN concat_ws(' | ', SQLSTATE || ' ' || SQLERRM, CASE WHEN detail NOT LIKE 'Failing row%' THEN nullif(detail, '') END, nullif(hint, ''));
END
$$;

INSERT INTO unit (unit_id, name, kind, division_code) VALUES
	('city', '临江市', 'government', '320900'),
	('county', '甲县', 'government', '320921'),
	('finance', '甲县财政局', 'department', NULL),
	('science', '甲县科学技术局', 'department', NULL),
	('economy', '甲县经济和信息化委员会', 'department', NULL),
	('industry', '甲县工业和信息化局', 'department', NULL),
	('planning', '甲县规划局', 'department', NULL),
	('land', '甲县自然资源局', 'department', NULL),
	('archive', '甲县档案馆', 'authorised', NULL),
	('water', '甲县自来水公司', 'enterprise', NULL),
	('town', '乙镇', 'township', '320921101');
INSERT INTO unit_parent (unit_id, parent_id) SELECT unit_id, CASE unit_id WHEN 'county' THEN 'city' ELSE 'county' END
	FROM unit WHERE unit_id <> 'city';
-- 机构改革 in 2024: two offices merged into a third, one gave part of its business away
INSERT INTO unit_successor (unit_id, successor_id, year, partly, kind) VALUES
	('science', 'industry', 2024, false, 'merged'), ('economy', 'industry', 2024, false, 'merged'),
	('planning', 'land', 2024, true, 'split');
INSERT INTO reporter (unit_id, from_year, to_year, exempt, reason, from_date) VALUES
	('science', 0, 2023, false, NULL, NULL), ('economy', 0, 2023, false, NULL, NULL),
	('industry', 2024, NULL, false, NULL, '2024-03-01'), ('land', 2024, NULL, false, NULL, '2024-03-01'),
	('archive', 0, NULL, true, '由县委办公室一并公开', NULL);
INSERT INTO unit_name (unit_id, from_year, to_year, name) VALUES ('town', 0, 2023, '乙乡');
INSERT INTO unit_contact (unit_id, task, name, telephone) VALUES
	('finance', 'fill', '张三', '0500-111'), ('finance', 'answer', '李四', '0500-222'), ('town', 'fill', '王五', NULL);
INSERT INTO report (unit_id, year, figures) VALUES
	('finance', 2023, pg_temp.f('{"received":9,"granted":6,"processed":6,"requests.carried_out.natural_person":2,"requests.carried_out.enterprise":1,"requests.carried_out.total":3}')),
	('science', 2023, pg_temp.f('{"carried_out":1}')),
	('economy', 2023, pg_temp.f('{"carried_out":4}')),
	('planning', 2023, pg_temp.f('{"carried_out":7}'));

-- Drafts for all who owe: not the exempt, not the enterprise, not those abolished; once. The rest of an office that gives
-- a part away cannot be told, nor the share of the other.
SELECT start_year(2024);
SELECT start_year(2024) AS again;
SELECT unit_id, origin, status, forms_of(figures) AS form, figures['requests.carried_in.natural_person'] AS natural_person,
	figures['requests.carried_in.enterprise'] AS enterprise, figures['requests.carried_in.total'] AS total,
	blank_count(figures) AS blanks
FROM report WHERE year = 2024 ORDER BY unit_id;
SELECT unit_id, rule, result, why FROM finding WHERE unit_id IN ('land', 'planning') AND year = 2024 AND rule LIKE 'carry_over%' ORDER BY 1, 2;
-- what was handed over whole is carried in by who took it, not again by who still reports
BEGIN;
DELETE FROM reporter WHERE unit_id = 'science';
SELECT start_year(2024) AS one_more;
SELECT unit_id, figures['requests.carried_in.total'] AS carried_in FROM report WHERE year = 2024 AND unit_id IN ('science', 'industry') ORDER BY 1;
SELECT rule, result, why FROM finding WHERE unit_id = 'science' AND year = 2024 AND rule LIKE 'carry_over%';
ROLLBACK;
SELECT title, unit_name, contact FROM report_text WHERE year = 2024 AND unit_id IN ('finance', 'town') ORDER BY unit_id;
-- a unit that comes later gets its draft by starting the year again; the others keep their numbers
UPDATE report SET figures['requests.received.total'] = 5 WHERE unit_id = 'town' AND year = 2024;
INSERT INTO unit (unit_id, name, kind) VALUES ('zone', '甲县开发区', 'zone');
SELECT start_year(2024) AS one_more;
SELECT unit_id, figures['requests.received.total'] AS received FROM report WHERE year = 2024 AND unit_id IN ('town', 'zone') ORDER BY 1;
SELECT pg_temp.refused('SELECT disclosure.start_year(2018)');
SELECT pg_temp.refused('SELECT disclosure.start_year(2099)');
SELECT year FROM reporting_year;
-- 2020: the old name, the older form
SELECT start_year(2020) > 0 AS started;
SELECT t.title, forms_of(r.figures) AS form FROM report_text t JOIN report r USING (unit_id, year, scope) WHERE year = 2020 AND unit_id = 'town';

-- exempt for a year or two: owed in the others, unless lines say which
INSERT INTO unit (unit_id, name, kind) VALUES ('o1', '甲', 'department'), ('o2', '乙', 'enterprise'), ('o3', '丙', 'department');
INSERT INTO reporter (unit_id, from_year, to_year, exempt, reason) VALUES ('o1', 2022, 2023, true, '改制'), ('o2', 2022, 2022, true, '企业'),
	('o3', 2021, 2022, false, NULL), ('o3', 2023, 2023, true, '改制');
SELECT unit_id, array_agg(y) AS years FROM unit u, generate_series(2020, 2024) y WHERE unit_id LIKE 'o_' AND owes_report(unit_id, kind, y) GROUP BY 1 ORDER BY 1;
SELECT u.unit_id, y FROM unit u, generate_series(2020, 2024) y, rollup(y, unit_id, 0) t WHERE u.unit_id LIKE 'o_' AND (owing = 1) <> owes_report(u.unit_id, u.kind, y);
DELETE FROM unit WHERE unit_id LIKE 'o_';

-- Requests carried out by last year are changed with a reason only; freely if last year carried nothing out.
SELECT pg_temp.refused($$UPDATE disclosure.report SET figures['requests.carried_in.total'] = 4 WHERE unit_id = 'finance' AND year = 2024$$);
SELECT pg_temp.refused($$UPDATE disclosure.report SET figures['requests.carried_in.total'] = NULL WHERE unit_id = 'industry' AND year = 2024$$);
SELECT pg_temp.refused($$UPDATE disclosure.report SET figures['requests.carried_in.total'] = 2 WHERE unit_id = 'land' AND year = 2024$$);
BEGIN;
SET LOCAL disclosure.reason = '上年漏计一件';
UPDATE report SET figures['requests.carried_in.total'] = 4 WHERE unit_id = 'finance' AND year = 2024;
COMMIT;
SELECT version, reason, path, old, new FROM report_change WHERE unit_id = 'finance' AND year = 2024 AND path IS NOT NULL;
-- back again needs no reason: last year says so
UPDATE report SET figures['requests.carried_in.total'] = 3 WHERE unit_id = 'finance' AND year = 2024;

-- 零报告: the blanks become zero, on purpose; numbers stay.
SELECT nil_report('zone', 2024);
SELECT is_nil(figures), blank_count(figures) FROM report WHERE unit_id = 'zone' AND year = 2024;
SELECT nil_report('industry', 2024);
SELECT is_nil(figures), blank_count(figures), figures['requests.carried_in.total'] AS carried_in FROM report WHERE unit_id = 'industry' AND year = 2024;

-- The moves that are allowed, out of all there are. Each is tried on a report of its own, with a reason and without.
CREATE TEMP TABLE move AS
	SELECT f.s AS from_status, t.s AS to_status, 'm' || (row_number() OVER ())::text AS unit_id
	FROM unnest('{draft,submitted,returned,approved,published}'::text[]) f(s), unnest('{draft,submitted,returned,approved,published}'::text[]) t(s)
	WHERE f.s <> t.s;
INSERT INTO unit (unit_id, name) SELECT unit_id, '某单位' FROM move;
SET disclosure.actor = 'clerk';
INSERT INTO report (unit_id, year, status, figures)
	SELECT m.unit_id, y.year, m.from_status, zero_figures('2021') FROM move m, (VALUES (2021), (2022)) y(year);
SET disclosure.actor = 'reviewer';
CREATE FUNCTION pg_temp.try(m move, year integer) RETURNS text LANGUAGE sql AS $$
	SELECT pg_temp.refused(format('UPDATE disclosure.report SET status = %L WHERE unit_id = %L AND year = %s', m.to_status, m.unit_id, year))
$$;
CREATE TEMP TABLE tried AS SELECT m.*, pg_temp.try(m, 2021) AS without FROM move m;
SET disclosure.reason = '试一试';
ALTER TABLE tried ADD with_reason text;
UPDATE tried t SET with_reason = pg_temp.try(m, 2022) FROM move m WHERE m.unit_id = t.unit_id;
RESET disclosure.reason;
SELECT from_status, to_status, without LIKE '22004%' AS needs_reason FROM tried WHERE with_reason = 'accepted' ORDER BY 1, 2;
SELECT from_status, to_status, with_reason FROM tried WHERE with_reason NOT LIKE format('55000 单位 m%% 2022年的报告现为“%s”，不能直接变为“%s” |%%', status_label(from_status), status_label(to_status))
	AND with_reason <> 'accepted';
SELECT count(*) FILTER (WHERE with_reason = 'accepted') AS allowed, count(*) FILTER (WHERE with_reason <> 'accepted') AS refused,
	count(*) FILTER (WHERE without <> with_reason AND without NOT LIKE '22004%' AND without NOT LIKE '55000%') AS otherwise FROM tried;
SELECT DISTINCT without FROM tried WHERE without LIKE '22004%' ORDER BY 1 LIMIT 1;
-- an office may change the table
SELECT pg_temp.refused($$UPDATE disclosure.report SET status = 'returned' WHERE unit_id = 'zone' AND year = 2024$$);
INSERT INTO status_move VALUES ('draft', 'returned', 'review', true, '打回重做');
SELECT pg_temp.refused($$UPDATE disclosure.report SET status = 'returned' WHERE unit_id = 'zone' AND year = 2024$$);
DELETE FROM status_move WHERE description = '打回重做';

-- The steps as functions: submitted, returned with remarks, submitted again, approved, published.
SET disclosure.actor = 'clerk';
SELECT pg_temp.refused($$SELECT disclosure.submit_report('finance', 2024)$$) \g (format=unaligned)
UPDATE report SET figures = pg_temp.f('{"received":10,"requests.carried_in.natural_person":2,"requests.carried_in.enterprise":1,"requests.carried_in.total":3,"granted":11,"requests.granted.enterprise":1,"requests.granted.total":12,"processed":11,"requests.processed.enterprise":1,"requests.processed.total":12,"carried_out":1}')
	WHERE unit_id = 'finance' AND year = 2024;
SELECT submit_report('finance', 2024);
SELECT pg_temp.refused($$SELECT disclosure.submit_report('finance', 2024)$$);
SELECT pg_temp.refused($$SELECT disclosure.nil_report('finance', 2024)$$);
-- taken back by who submitted it, with a reason, and submitted again
SELECT pg_temp.refused($$SELECT disclosure.withdraw_report('finance', 2024, 'own', NULL)$$);
SELECT pg_temp.refused($$SELECT disclosure.withdraw_report('finance', 2024)$$);
SELECT pg_temp.refused($$SELECT disclosure.withdraw_report('finance', 2024, '再核一遍')$$);
SELECT withdraw_report('finance', 2024, 'own', '再核一遍');
SELECT status FROM report WHERE unit_id = 'finance' AND year = 2024;
SELECT pg_temp.refused($$SELECT disclosure.withdraw_report('finance', 2024, 'own', '再核一遍')$$);
SELECT submit_report('finance', 2024);
SET disclosure.actor = 'reviewer';
SELECT pg_temp.refused($$SELECT disclosure.return_report('finance', 2024, 'own', NULL)$$);
SELECT pg_temp.refused($$SELECT disclosure.return_report('finance', 2024, 'own', '')$$);
SELECT return_report('finance', 2024, reason => '规范性文件漏填');
SELECT current_setting('disclosure.reason', true) = '' AS reason_is_not_left_behind;
INSERT INTO review_note (unit_id, year, scope, path, note) VALUES
	('finance', 2024, 'own', 'proactive.normative_documents.issued', '今年发了两件'), ('finance', 2024, 'own', NULL, '请在本周内报回');
SELECT path, note, written_by, resolved_at FROM review_note ORDER BY note_no;
-- the scope is as a rule one's own
BEGIN;
INSERT INTO review_note (unit_id, year, path, note) VALUES ('finance', 2024, '（一）予以公开·总计', '请附清单');
INSERT INTO report_text (unit_id, year, title) SELECT unit_id, year, '报告' FROM report r WHERE NOT EXISTS (SELECT FROM report_text t WHERE t.unit_id = r.unit_id AND t.year = r.year) LIMIT 1;
SELECT count(*) AS remarks FROM review_note WHERE scope = 'own' AND note = '请附清单';
ROLLBACK;
SELECT status, reason, actor FROM report_version WHERE unit_id = 'finance' AND year = 2024 ORDER BY version DESC LIMIT 1;
SET disclosure.actor = 'clerk';
UPDATE report SET figures['proactive.normative_documents.issued'] = 2, figures['proactive.normative_documents.in_force'] = 2
	WHERE unit_id = 'finance' AND year = 2024;
SELECT submit_report('finance', 2024);
SELECT pg_temp.refused($$SELECT disclosure.publish_report('finance', 2024)$$);

-- Who submits cannot approve, unless the setting says so, and then it shows; another person can.
SELECT pg_temp.refused($$SELECT disclosure.approve_report('finance', 2024)$$);
BEGIN;
DELETE FROM setting WHERE name = 'self_approval';
SELECT pg_temp.refused($$SELECT disclosure.approve_report('finance', 2024)$$) LIKE '%报送的人不能自己审核%' AS nor_without_the_line;
ROLLBACK;
UPDATE setting SET value = 1 WHERE name = 'self_approval';
SELECT approve_report('finance', 2024);
SELECT submitted_by, approved_by FROM report WHERE unit_id = 'finance' AND year = 2024;
SELECT self_approved FROM report_overview WHERE unit_id = 'finance' AND year = 2024;
UPDATE setting SET value = 0 WHERE name = 'self_approval';
SET disclosure.actor = 'reviewer';
SELECT return_report('finance', 2024, 'own', '须由他人审核');
SET disclosure.actor = 'clerk';
SELECT submit_report('finance', 2024);
SET disclosure.actor = 'reviewer';
SELECT approve_report('finance', 2024);
SELECT submitted_by, approved_by FROM report WHERE unit_id = 'finance' AND year = 2024;
SELECT self_approved FROM report_overview WHERE unit_id = 'finance' AND year = 2024;
-- without a person, the role is who
RESET disclosure.actor;
SELECT submit_report('zone', 2024);
SELECT submitted_by = current_user AS by_role FROM report WHERE unit_id = 'zone' AND year = 2024;

-- Published once, corrected once; the first publication stays.
SELECT publish_report('finance', 2024, published_on => '2025-01-20', address => 'http://www.example.cn/2024');
SELECT pg_temp.refused($$SELECT disclosure.publish_report('finance', 2024)$$);
UPDATE report SET issued_on = '2025-01-20' WHERE unit_id = 'finance' AND year = 2024;
SELECT return_report('finance', 2024, 'own', '漏计一件');
UPDATE report SET figures['proactive.normative_documents.issued'] = 3, figures['proactive.normative_documents.in_force'] = 3
	WHERE unit_id = 'finance' AND year = 2024;
SELECT current, figures['proactive.normative_documents.issued'] AS issued FROM published_report WHERE unit_id = 'finance' AND year = 2024;
SET disclosure.actor = 'clerk';
SELECT submit_report('finance', 2024);
SET disclosure.actor = 'reviewer';
SELECT approve_report('finance', 2024);
SELECT publish_report('finance', 2024, published_on => '2025-04-01');
SELECT number, kind, published_on, address, statement FROM publication WHERE unit_id = 'finance' AND year = 2024 ORDER BY number;
SELECT number, current, figures['proactive.normative_documents.issued'] AS issued FROM published_report WHERE unit_id = 'finance' AND year = 2024 ORDER BY 1;
SELECT version, status, reason FROM report_version WHERE unit_id = 'finance' AND year = 2024 ORDER BY version;
SELECT verify_history('finance', 2024) AS first_bad_version;
-- by an UPDATE, the date of publication is the one that comes with it
UPDATE report SET status = 'approved' WHERE unit_id = 'zone' AND year = 2024;
UPDATE report SET status = 'published', issued_on = '2025-01-25' WHERE unit_id = 'zone' AND year = 2024;
SELECT published_on FROM publication WHERE unit_id = 'zone';

-- Explanations: of findings that are there, never of errors; gone when a number changes, back when it is.
-- 2 more in force than last year's 0 and this year's 1 give
SET disclosure.actor = 'clerk';
INSERT INTO report (unit_id, year, figures) VALUES ('town', 2023, zero_figures('2021'));
UPDATE report SET figures = pg_temp.f('{"proactive.normative_documents.issued":1,"proactive.normative_documents.in_force":3}')
	WHERE unit_id = 'town' AND year = 2024;
CREATE TEMP VIEW town AS SELECT rule, severity, explained, expected, actual FROM finding
	WHERE unit_id = 'town' AND year = 2024 AND result = 'fail';
SELECT * FROM town;
SELECT pg_temp.refused($$SELECT disclosure.submit_report('town', 2024)$$) \g (format=unaligned)
SELECT pg_temp.refused($$SELECT disclosure.explain('town', 2024, 'own', 'in_force.government_rules', '没有此事')$$);
SELECT pg_temp.refused($$SELECT disclosure.explain('town', 2024, 'own', 'no_such_rule', '没有此事')$$);
SELECT pg_temp.refused($$SELECT disclosure.explain('town', 2024, explanation => '没有此事')$$);
SELECT pg_temp.refused($$SELECT disclosure.explain('town', 2024, 'own', 'in_force.normative_documents', '')$$);
SELECT explain('town', 2024, rule => 'carry_over.*', explanation => '没有此事') AS none;
SELECT pg_temp.refused($$INSERT INTO disclosure.explanation (unit_id, year, scope, rule, fingerprint, explanation, written_by)
	VALUES ('town', 2024, 'own', 'in_force.normative_documents', 1, '别的数字', 'clerk')$$);
SELECT explain('town', 2024, 'own', 'in_force.normative_documents', '撤乡设镇，接收两件') AS explained;
SELECT explain('town', 2024, 'own', 'in_force.normative_documents', '撤乡设镇，接收两件') AS the_same_again;
SELECT * FROM town;
SELECT explanation, written_by, accepted_by FROM explanation WHERE unit_id = 'town';
SELECT submit_report('town', 2024);
-- accepted by whoever reviews, before it is approved
SET disclosure.actor = 'reviewer';
SELECT pg_temp.refused($$SELECT disclosure.approve_report('town', 2024)$$) \g (format=unaligned)
SELECT accept_explanations('town', 2024, 'own', 'carry_over.*') AS others;
SELECT accept_explanations('town', 2024) AS accepted;
SELECT accept_explanations('town', 2024) AS accepted_already;
SELECT explanation, written_by, accepted_by FROM explanation WHERE unit_id = 'town';
-- a number changes: it lapses, on the spot and in the gate
SELECT return_report('town', 2024, 'own', '请再核对');
SET disclosure.actor = 'clerk';
UPDATE report SET figures['proactive.normative_documents.in_force'] = 4 WHERE unit_id = 'town' AND year = 2024;
SELECT * FROM town;
SELECT pg_temp.refused($$SELECT disclosure.submit_report('town', 2024)$$) \g (format=unaligned)
UPDATE report SET figures['proactive.normative_documents.in_force'] = 3 WHERE unit_id = 'town' AND year = 2024;
SELECT * FROM town;
SELECT submit_report('town', 2024);
-- a new text has to be accepted anew
SELECT explain('town', 2024, 'own', 'in_force.*', '撤乡设镇，接收县里两件') AS explained;
SELECT explanation, accepted_by FROM explanation WHERE unit_id = 'town';
SET disclosure.actor = 'reviewer';
SELECT pg_temp.refused($$SELECT disclosure.approve_report('town', 2024)$$) \g (format=unaligned)
SELECT accept_explanations('town', 2024) AS accepted, approve_report('town', 2024);
-- an approved explanation is not taken back behind the report
SELECT pg_temp.refused($$DELETE FROM disclosure.explanation WHERE unit_id = 'town' AND rule LIKE 'in_force.%'$$);
SELECT pg_temp.refused($$SELECT disclosure.explain('town', 2024, 'own', 'in_force.*', '另有原因')$$);
SELECT pg_temp.refused($$UPDATE disclosure.explanation SET accepted_at = NULL WHERE unit_id = 'town'$$);
-- an explanation stays that of its report
UPDATE explanation SET year = 2023 WHERE unit_id = 'town';
-- a number of another cell changes nothing; last year's does, and shows at once
SET disclosure.reason = '更正';
UPDATE report SET status = 'returned' WHERE unit_id = 'town' AND year = 2024;
UPDATE report SET figures['proactive.licensing.decisions'] = 40 WHERE unit_id = 'town' AND year = 2024;
SELECT rule, explained FROM town;
UPDATE report SET figures['proactive.normative_documents.in_force'] = 1 WHERE unit_id = 'town' AND year = 2023;
SELECT rule, explained, expected, actual FROM town;
UPDATE report SET figures['proactive.normative_documents.in_force'] = 2 WHERE unit_id = 'town' AND year = 2023;
SELECT count(*) AS findings FROM town;
-- errors are corrected, not explained
UPDATE report SET figures['requests.received.total'] = 1 WHERE unit_id = 'town' AND year = 2024;
SELECT pg_temp.refused($$SELECT disclosure.explain('town', 2024, 'own', 'requests.row.received', '差一件')$$);
SELECT explain('town', 2024, 'own', '*', '一律说明') AS errors_left_out;
UPDATE report SET figures['requests.received.total'] = 0 WHERE unit_id = 'town' AND year = 2024;
RESET disclosure.reason;
-- only * stands for other characters
INSERT INTO rule (code, severity, statement) VALUES
	('own_1', 'warning', 'proactive.licensing.decisions = 0'), ('own%1', 'warning', 'proactive.licensing.decisions = 1'),
	('own\1', 'warning', 'proactive.licensing.decisions = 2'), ('ownx1', 'warning', 'proactive.licensing.decisions = 3');
SELECT explain('town', 2024, 'own', 'own_1', '一') AS underscore, explain('town', 2024, 'own', 'own%1', '二') AS percent,
	explain('town', 2024, 'own', 'own\1', '三') AS backslash;
SELECT rule, explanation FROM explanation WHERE unit_id = 'town' AND rule LIKE 'own%' ORDER BY explanation;
SELECT explain('town', 2024, 'own', 'own*', '四') AS all_of_them;
DELETE FROM rule WHERE code LIKE 'own%';

-- Due dates: by law, by a place for all below it, by the nearest, by kind, by years.
SELECT u.unit_id, due_date(u.unit_id, u.kind, 2024) AS due FROM unit u WHERE u.unit_id IN ('city', 'county', 'finance', 'town') ORDER BY 1;
INSERT INTO deadline (unit_id, kind, from_year, to_year, month, day) VALUES
	('city', NULL, 2022, NULL, 1, 26), ('county', NULL, 2023, 2023, 1, 20), ('city', 'government', NULL, NULL, 3, 15),
	('county', 'township', NULL, NULL, 2, 30);
-- as a person would reckon
SELECT e.*, due_date(e.unit_id, u.kind, e.year) AS is FROM (VALUES
	('finance', 2021, '2022-01-31'::date), ('finance', 2022, '2023-01-26'), ('finance', 2023, '2024-01-20'), ('finance', 2024, '2025-01-26'),
	('zone', 2024, '2025-01-31'), ('city', 2021, '2022-03-15'), ('city', 2024, '2025-03-15'), ('county', 2023, '2024-01-20'),
	('county', 2024, '2025-03-15'), ('town', 2022, '2023-02-28'), ('town', 2023, '2024-02-29')) e(unit_id, year, due)
JOIN unit u USING (unit_id) WHERE due_date(e.unit_id, u.kind, e.year) IS DISTINCT FROM e.due;
SELECT pg_temp.refused($$INSERT INTO disclosure.deadline (unit_id, kind, month, day) VALUES ('city', 'goverment', 3, 1)$$);
-- a unit of a vertical system shown on the county's pages: the one that counts it sets its date
INSERT INTO unit (unit_id, name, kind) VALUES ('taxes', '临江市税务局', 'vertical'), ('tax', '甲县税务局', 'vertical');
INSERT INTO unit_parent (unit_id, parent_id, counted) VALUES ('tax', 'county', false), ('tax', 'taxes', true);
INSERT INTO deadline (unit_id, month, day) VALUES ('taxes', 1, 15), ('county', 1, 10);
SELECT due_date('tax', 'vertical', 2025) AS due;
DELETE FROM deadline WHERE unit_id IS NOT NULL;

-- Reminders: a week before, after, late for ever; no reminder if published in time.
DELETE FROM report WHERE year = 2020;
DELETE FROM reporting_year WHERE year = 2020;
CREATE FUNCTION pg_temp.due(day date) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(concat_ws(' ', unit_id, state, published_on), ', ' ORDER BY unit_id) FROM disclosure.report_due_on(day)
	WHERE unit_id IN ('finance', 'town', 'land', 'county', 'archive', 'water', 'zone')
$$;
SELECT d AS day, pg_temp.due(d) AS due FROM unnest('{2025-01-23,2025-01-24,2025-01-31,2025-02-01,2025-03-23,2025-03-24,2025-04-01}'::date[]) d;
-- a setting that there is not, and values that would mean nothing
SELECT s AS statement, pg_temp.refused(s) FROM unnest(ARRAY[$$INSERT INTO setting VALUES ('self-approval', 1, '自行审核')$$, $$UPDATE setting SET name = 'due_days' WHERE name = 'due_soon_days'$$,
	$$UPDATE setting SET value = 2 WHERE name = 'self_approval'$$, $$UPDATE setting SET value = -1 WHERE name = 'due_soon_days'$$, $$UPDATE setting SET value = 'NaN' WHERE name = 'due_soon_days'$$,
	$$UPDATE setting SET value = 3.7 WHERE name = 'suppress_below'$$, $$UPDATE setting SET value = 1 WHERE name = 'suppress_below'$$, $$UPDATE setting SET value = NULL WHERE name = 'suppress_below'$$,
	$$UPDATE status_move SET duty = '审核' WHERE to_status = 'approved'$$, $$UPDATE status_move SET to_status = '已审核' WHERE to_status = 'approved'$$]) s;
SELECT count(*) AS settings, count(*) FILTER (WHERE s.value = p.value) AS as_begun FROM setting s JOIN product_settings() p USING (name);
UPDATE setting SET value = 3 WHERE name = 'due_soon_days';
SELECT d AS day, pg_temp.due(d) AS due FROM unnest('{2025-01-27,2025-01-28}'::date[]) d;
UPDATE setting SET value = 7 WHERE name = 'due_soon_days';
-- published after the date: late, whatever the day
SET disclosure.actor = 'clerk';
SELECT nil_report('planning', 2024);
SET disclosure.reason = '业务已划出';
UPDATE report SET figures = zero_figures('2021') WHERE unit_id = 'land' AND year = 2024;
SELECT submit_report('land', 2024);
SET disclosure.actor = 'reviewer';
SELECT approve_report('land', 2024), publish_report('land', 2024, published_on => '2025-02-10');
RESET disclosure.reason;
SELECT pg_temp.due('2025-02-11') AS due;
-- whom to call: who fills in, by the name of the year
SELECT unit_name, due, state_label, status, published_on, contact, telephone FROM report_due_on('2025-02-11') WHERE unit_id IN ('land', 'town') ORDER BY 1;
SELECT count(*) > 0 AS missing_today FROM report_due WHERE year = 2024;

-- Own rules: refused with the place of the error, or the code taken; used at once, in their years, while enabled.
SELECT pg_temp.refused($$INSERT INTO disclosure.rule (code, statement) VALUES ('bad', 'requests.granted.total <= ')$$);
SELECT pg_temp.refused($$INSERT INTO disclosure.rule (code, statement) VALUES ('bad', 'requests.grantd.total <= 5')$$);
SELECT pg_temp.refused($$INSERT INTO disclosure.rule (code, statement) VALUES ('requests.row.granted', 'requests.granted.total <= 5')$$);
SELECT pg_temp.refused($$INSERT INTO disclosure.rule (code, statement) VALUES ('requests.row', 'requests.*.total <= 5')$$);
SELECT pg_temp.refused($$INSERT INTO disclosure.rule (code, statement) VALUES ('carry_over.enterprise', 'requests.granted.total <= 5')$$);
SELECT pg_temp.refused($$INSERT INTO disclosure.rule (code, statement) VALUES ('two words', 'requests.granted.total <= 5')$$);
SELECT pg_temp.refused($$INSERT INTO disclosure.rule (code, statement, from_year, to_year) VALUES ('years', 'requests.granted.total <= 5', 2024, 2023)$$);
SELECT pg_temp.refused($$UPDATE disclosure.rule SET statement = 'nonsense' WHERE code = 'plausible.jump_up'$$);
SELECT count(*) AS stored FROM rule WHERE code NOT LIKE 'plausible.%';

SET disclosure.actor = 'clerk';
INSERT INTO unit (unit_id, name) VALUES ('rule', '某局');
INSERT INTO report (unit_id, year, figures) SELECT 'rule', y, pg_temp.f('{"proactive.penalties.decisions":6}') FROM generate_series(2022, 2024) y;
INSERT INTO rule (code, severity, statement, message, from_year, to_year) VALUES
	('penalties', 'error', 'proactive.penalties.decisions <= 5', '行政处罚不超过五件', 2023, 2023);
SELECT year, rule, severity_label, message FROM finding WHERE unit_id = 'rule' AND rule = 'penalties';
SELECT pg_temp.refused($$UPDATE disclosure.report SET status = 'submitted' WHERE unit_id = 'rule' AND year = 2023$$);
SELECT pg_temp.refused($$UPDATE disclosure.report SET status = 'submitted' WHERE unit_id = 'rule' AND year = 2022$$);
UPDATE rule SET enabled = false WHERE code = 'penalties';
SELECT count(*) AS findings FROM finding WHERE unit_id = 'rule' AND rule = 'penalties';
SELECT pg_temp.refused($$UPDATE disclosure.report SET status = 'submitted' WHERE unit_id = 'rule' AND year = 2023$$);
UPDATE rule SET enabled = true, statement = 'proactive.penalties.decisions <= 6', to_year = NULL WHERE code = 'penalties';
SELECT count(*) AS findings FROM finding WHERE unit_id = 'rule' AND rule = 'penalties';
UPDATE rule SET severity = 'info', statement = 'proactive.penalties.decisions <= 1' WHERE code = 'penalties';
SELECT year, severity_label FROM finding WHERE unit_id = 'rule' AND rule = 'penalties' ORDER BY 1;
SELECT pg_temp.refused($$UPDATE disclosure.report SET status = 'submitted' WHERE unit_id = 'rule' AND year = 2024$$);
-- rules that say too much or nothing
INSERT INTO rule (code, statement) VALUES ('looser', 'proactive.penalties.decisions <= 9'), ('other_way', 'proactive.penalties.decisions > 3');
SELECT kind, rule, proof FROM rule_conflicts() WHERE rule NOT LIKE 'plausible.%' ORDER BY 2;
DELETE FROM rule WHERE code NOT LIKE 'plausible.%';
SELECT * FROM rule_conflicts();

-- The seeded rules, on either side of their thresholds: last year's and this year's numbers, and whether it is said.
CREATE TEMP TABLE said AS
	SELECT 'p' || row_number() OVER () AS unit_id, v.* FROM (VALUES
	('plausible.jump_up', '{"received":20}', '{"received":101}', true),
	('plausible.jump_up', '{"received":20}', '{"received":100}', false),
	('plausible.jump_up', '{"received":0}', '{"received":101}', true),
	('plausible.jump_down', '{"received":100}', '{"received":19}', true),
	('plausible.jump_down', '{"received":100}', '{"received":20}', false),
	('plausible.jump_down', '{"received":99}', '{"received":0}', false),
	('plausible.none_now', '{"received":1}', '{"received":0}', true),
	('plausible.none_now', '{"received":1}', '{"received":1}', false),
	('plausible.none_now', '{"received":0}', '{"received":0}', false),
	('plausible.charges', '{"proactive.charges.amount":0.5}', '{"proactive.charges.amount":50.000001}', true),
	('plausible.charges', '{"proactive.charges.amount":0.5}', '{"proactive.charges.amount":50}', false),
	('plausible.charges', '{"proactive.charges.amount":0}', '{"proactive.charges.amount":2585000}', false),
	('plausible.carried_over', '{}', '{"received":20,"carried_out":5}', true),
	('plausible.carried_over', '{}', '{"received":20,"carried_out":4}', false),
	('plausible.carried_over', '{}', '{"received":19,"carried_out":19}', false),
	('plausible.nothing_granted', '{}', '{"processed":50}', true),
	('plausible.nothing_granted', '{}', '{"processed":50,"partly_granted":1}', false),
	('plausible.nothing_granted', '{}', '{"processed":49}', false),
	('plausible.published_material', '{}', '{"processed":20,"published_material":1,"confirm_or_reissue":2}', true),
	('plausible.published_material', '{}', '{"processed":20,"published_material":1,"confirm_or_reissue":1}', false),
	('plausible.published_material', '{}', '{"processed":19,"published_material":19}', false)) v(rule, last_year, this_year, said);
INSERT INTO unit (unit_id, name) SELECT unit_id, '某单位' FROM said;
INSERT INTO report (unit_id, year, figures) SELECT unit_id, 2022, pg_temp.f(last_year::jsonb) FROM said;
INSERT INTO report (unit_id, year, figures) SELECT unit_id, 2023, pg_temp.f(this_year::jsonb) FROM said;
CREATE TEMP VIEW differs AS SELECT s.* FROM said s WHERE s.said <> EXISTS (SELECT FROM finding f
	WHERE f.unit_id = s.unit_id AND f.year = 2023 AND f.rule = s.rule AND f.result = 'fail');
SELECT * FROM differs;
-- the others are in the test plausibility
SELECT rule FROM said GROUP BY rule HAVING bool_and(said) OR NOT bool_or(said);
-- the thresholds are the office's
UPDATE rule SET statement = 'requests.received.total <= 4 * previous.requests.received.total when previous.requests.received.total >= 20' WHERE code = 'plausible.jump_up';
SELECT rule, last_year, this_year FROM differs;

-- Tests that no rule can express, either way.
CREATE TEMP TABLE hint (unit_id text, rule text, said boolean, what text);
CREATE TEMP VIEW hint_differs AS SELECT h.* FROM hint h WHERE h.said <> EXISTS (SELECT FROM plausibility p
	WHERE p.unit_id = h.unit_id AND p.year = 2024 AND p.rule = h.rule);
-- rules of government
INSERT INTO unit (unit_id, name, kind, division_code) VALUES ('x1', '某省', 'government', '320000'), ('x2', '某市', 'government', '320800'),
	('x3', '某县', 'government', '320823'), ('x4', '直辖市某区', 'government', '110101'), ('x5', '某局', 'department', '320800'),
	('x6', '某局', 'department', NULL), ('x7', '某县', 'government', '320824');
INSERT INTO report (unit_id, year, figures) SELECT unit_id, 2024, pg_temp.f(jsonb_build_object('proactive.government_rules.issued', (unit_id <> 'x7')::int))
	FROM unit WHERE unit_id LIKE 'x_';
INSERT INTO hint SELECT u, 'plausible.rule_making', s, w FROM (VALUES ('x1', false, 'a province may'), ('x2', false, 'a city may'), ('x3', true, 'a county may not'),
	('x4', true, 'nor a district'), ('x5', true, 'nor a department'), ('x6', true, 'nor one without a code'), ('x7', false, 'none made')) v(u, s, w);
-- copied: five numbers and more, of one year
INSERT INTO unit (unit_id, name) SELECT 'c' || n, '某单位' || n FROM generate_series(1, 7) n;
INSERT INTO report (unit_id, year, figures)
	SELECT u, y, pg_temp.f(c::jsonb) FROM (VALUES ('c1', 2024, '{"received":7,"granted":4,"requests.processed.total":4}'), ('c2', 2024, '{"received":7,"granted":4,"requests.processed.total":4}'),
	('c3', 2024, '{"received":7,"granted":4}'), ('c4', 2024, '{"received":7,"granted":4}'), ('c5', 2024, '{"received":8,"granted":4,"processed":4}'),
	('c6', 2023, '{"received":8,"granted":4,"processed":4}'), ('c6', 2024, '{}'), ('c7', 2024, '{}')) v(u, y, c);
INSERT INTO hint SELECT u, 'plausible.copied', s, w FROM (VALUES ('c1', true, 'from c2'), ('c2', true, 'from c1'), ('c3', false, 'four numbers may agree'),
	('c5', false, 'in another year'), ('c6', false, 'zeros may agree')) v(u, s, w);
-- table three of another unit, if ten requests came in; section one of another unit
INSERT INTO unit (unit_id, name) SELECT 'q' || n, '某街道' || n FROM generate_series(1, 7) n;
INSERT INTO report (unit_id, year, figures)
	SELECT u, y, pg_temp.f(c::jsonb) FROM (VALUES ('q1', 2024, '{"received":12,"granted":4,"processed":4,"proactive.licensing.decisions":2}'), ('q2', 2024, '{"received":12,"granted":4,"processed":4}'),
	('q3', 2024, '{"received":9,"granted":4,"processed":4,"proactive.licensing.decisions":1}'), ('q4', 2024, '{"received":9,"granted":4,"processed":4}'),
	('q5', 2024, '{"received":12,"granted":4,"processed":4,"carried_out":8}'), ('q6', 2023, '{"received":13,"granted":4}'), ('q7', 2024, '{"received":13,"granted":4}')) v(u, y, c);
INSERT INTO hint SELECT u, 'plausible.copied_requests', s, w FROM (VALUES ('q1', true, 'from q2'), ('q2', true, 'from q1'), ('q3', false, 'nine requests'),
	('q5', false, 'one number more'), ('q7', false, 'in another year'), ('c1', false, 'all numbers, another line')) v(u, s, w);
INSERT INTO report_text (unit_id, year, scope, sections) SELECT u, 2024, 'own', jsonb_build_object('一', jsonb_build_object('text', t)) FROM (VALUES
	('q1', '（一）主动公开。全年通过政府网站公开信息12条，全部符合要求。（二）依申请公开。'), ('q2', E'（一）主动公开。全年通过政府网站公开信息12条，\n全部符合要求。（二）依申请公开。'),
	('q3', '（一）主动公开。全年通过政府网站公开信息13条，全部符合要求。（二）依申请公开。'), ('q4', '公开信息12条。'), ('q5', '公开信息12条。')) v(u, t);
INSERT INTO hint SELECT u, 'plausible.copied_text', s, w FROM (VALUES ('q1', true, 'white space aside'), ('q2', true, ''), ('q3', false, 'another number'),
	('q4', false, 'a few words'), ('c1', false, 'no words')) v(u, s, w);
-- figures equal to those of last year
INSERT INTO unit (unit_id, name) SELECT 's' || n, '某单位' FROM generate_series(1, 3) n;
INSERT INTO report (unit_id, year, figures) SELECT u, y, pg_temp.f(c::jsonb) FROM (VALUES ('s1', '{"received":2}', '{"received":2}'),
	('s2', '{"received":2}', '{"received":2,"remedies.reconsideration.upheld":1}'),
	('s3', '{}', '{}')) v(u, before, after), LATERAL (VALUES (2023, before), (2024, after)) w(y, c);
INSERT INTO hint VALUES ('s1', 'plausible.same_as_last_year', true, 'all of it'), ('s2', 'plausible.same_as_last_year', false, 'but for one'), ('s3', 'plausible.same_as_last_year', false, 'zeros');
-- one number throughout: eight times, four of five
INSERT INTO unit (unit_id, name) SELECT 'k' || n, '某单位' FROM generate_series(1, 4) n;
INSERT INTO report (unit_id, year, figures) SELECT u, 2024, pg_temp.f(c::jsonb) FROM (VALUES
	('k1', '{"received":3,"granted":3,"partly_granted":3,"processed":3}'), ('k2', '{"received":3,"granted":3,"partly_granted":3,"proactive.licensing.decisions":3}'),
	('k3', '{"received":3,"granted":3,"partly_granted":3,"processed":3,"not_held":1}'),
		('k4', '{"received":3,"granted":3,"partly_granted":3,"processed":3,"not_held":1,"proactive.licensing.decisions":2}')) v(u, c);
INSERT INTO hint SELECT u, 'plausible.constant', s, w FROM (VALUES ('k1', true, 'eight of eight'), ('k2', false, 'seven of seven'), ('k3', true, 'eight of ten'),
	('k4', false, 'eight of eleven')) v(u, s, w);
-- no requests, while the units beside it have a hundred on average
INSERT INTO unit (unit_id, name, kind) VALUES ('na', '上级', 'government'), ('nb', '上级', 'government'), ('n1', '甲局', 'department'), ('n2', '乙局', 'department'), ('n3', '丙局', 'department'),
	('n4', '丁镇', 'township'), ('n5', '戊局', 'department'), ('n6', '己局', 'department');
INSERT INTO unit_parent (unit_id, parent_id) SELECT unit_id, CASE WHEN unit_id < 'n5' THEN 'na' ELSE 'nb' END FROM unit WHERE unit_id ~ '^n[1-6]$';
INSERT INTO report (unit_id, year, figures) SELECT u, 2024, pg_temp.f(jsonb_build_object('received', n)) FROM (VALUES ('n1', 0), ('n2', 50), ('n3', 150), ('n4', 0), ('n5', 0), ('n6', 99)) v(u, n);
INSERT INTO hint SELECT u, 'plausible.none_among_many', s, w FROM (VALUES ('n1', true, '50 and 150 beside it'), ('n2', false, 'not none'),
	('n4', false, 'no other township'), ('n5', false, '99 beside it')) v(u, s, w);
-- published in time, late, on a day nobody knows, changed afterwards
INSERT INTO unit (unit_id, name, kind) VALUES ('d1', '某局', 'department'), ('d2', '某局', 'department'), ('d3', '某县', 'government'), ('d4', '某县', 'government'), ('d5', '某局', 'department');
INSERT INTO report (unit_id, year, origin, status, issued_on, figures) SELECT u, 2024, o, 'published', d::date, zero_figures('2021') FROM (VALUES
	('d1', 'recorded', '2025-01-31'), ('d2', 'recorded', '2025-02-01'), ('d3', 'filed', '2025-03-31'), ('d4', 'filed', '2025-04-01'), ('d5', 'recorded', NULL)) v(u, o, d);
INSERT INTO hint SELECT u, 'publication.late', s, w FROM (VALUES ('d1', false, 'on the last day'), ('d2', true, 'the day after'),
	('d3', false, 'governments have until March'), ('d4', true, 'and no longer'), ('d5', false, 'nobody knows')) v(u, s, w);
INSERT INTO hint VALUES ('d5', 'publication.date', true, ''), ('d1', 'publication.date', false, ''), ('d3', 'publication.date', false, 'filed ones have a date');
INSERT INTO hint VALUES ('d3', 'publication.changed', false, 'not changed');
SELECT * FROM hint_differs;
SELECT unit_id, rule, severity, result, cells, actual, message FROM plausibility p WHERE year = 2024 AND EXISTS (SELECT FROM hint h WHERE h.unit_id = p.unit_id AND h.rule = p.rule) ORDER BY 2, 1;
BEGIN;
SET LOCAL disclosure.reason = '更正';
UPDATE report SET status = 'returned' WHERE unit_id = 'd3';
SELECT * FROM hint_differs;
UPDATE report SET figures['remedies.reconsideration.upheld'] = 1 WHERE unit_id = 'd3';
SELECT unit_id, rule FROM hint_differs;
UPDATE report SET figures['remedies.reconsideration.upheld'] = 0 WHERE unit_id = 'd3';
SELECT * FROM hint_differs;
UPDATE report SET figures['remedies.reconsideration.upheld'] = 1, figures['remedies.reconsideration.total'] = 1 WHERE unit_id = 'd3';
UPDATE report SET status = 'submitted' WHERE unit_id = 'd3';
SET LOCAL disclosure.actor = 'another';
UPDATE report SET status = 'approved' WHERE unit_id = 'd3';
UPDATE report SET status = 'published' WHERE unit_id = 'd3';
SELECT * FROM hint_differs;
ROLLBACK;
-- 2020: the other form has another cell for rules of government
INSERT INTO report (unit_id, year, figures) VALUES ('x3', 2020, pg_temp.f('{"proactive.government_rules.made":1}', '2019')), ('x2', 2020, pg_temp.f('{"proactive.government_rules.made":1}', '2019'));
SELECT unit_id, rule, cells FROM plausibility WHERE year = 2020;
-- each threshold takes effect
BEGIN;
UPDATE setting SET value = value - 1 WHERE name IN ('copied_numbers', 'copied_requests', 'constant_numbers', 'peers_received');
SELECT unit_id, rule, what FROM hint_differs ORDER BY 1;
ROLLBACK;
BEGIN;
UPDATE setting SET value = 72 WHERE name = 'constant_percent';
SELECT unit_id, rule, what FROM hint_differs ORDER BY 1;
ROLLBACK;
BEGIN;
UPDATE deadline SET day = 30 WHERE kind IS NULL;
SELECT unit_id, rule, what FROM hint_differs ORDER BY 1;
ROLLBACK;

-- A mistyped argument is named: the unit, the scope, the year.
SELECT f, pg_temp.refused('SELECT disclosure.' || f) FROM unnest(ARRAY[
	$$submit_report('nowhere', 2024)$$, $$submit_report('finance', 1924)$$, $$submit_report('finance', 2024, 'all')$$, $$submit_report('finance', 2024, 'level')$$,
	$$approve_report('nowhere', 2024)$$, $$return_report('nowhere', 2024, 'own', '错')$$, $$publish_report('nowhere', 2024)$$,
	$$nil_report('nowhere', 2024)$$, $$explain('nowhere', 2024, 'own', '*', '说明')$$, $$explain('finance', 2024, 'whole', '*', '说明')$$,
	$$accept_explanations('finance', 2021)$$, $$verify_history('nowhere', 2024)$$, $$freeze(2024, 'nowhere', 'x')$$,
	$$import_report('nowhere', 'page')$$, $$import_report('finance', 'page', 'whole')$$, $$import_report('finance', 'page', origin => 'own')$$,
	$$rollup_as_of('x')$$, $$freeze_difference('x')$$]) f;
SELECT "freeze"(2024, 'county', 'x') > 0 AS frozen, pg_temp.refused($$SELECT disclosure.freeze(2024, 'city', 'x')$$),
	pg_temp.refused($$SELECT disclosure.enter_freeze(1850, 'county', 'y', 'units')$$) AS no_such_year;
SELECT count(*) AS difference FROM freeze_difference('x');
SELECT unit_id FROM rollup_as_of('x');
-- reports that others have published take no steps, and their blanks are not ours to fill
SELECT f, pg_temp.refused('SELECT disclosure.' || f) FROM unnest(ARRAY[$$return_report('d1', 2024, 'own', '错')$$, $$publish_report('d1', 2024)$$, $$nil_report('d1', 2024)$$]) f;
-- An error whose other side is another report can be explained, and accepted by who reviews; it stands on the report and its publication.
INSERT INTO unit (unit_id, name) VALUES ('grain', '甲县粮食局');
INSERT INTO report (unit_id, year, origin, status, figures) VALUES ('grain', 2023, 'recorded', 'published', pg_temp.f('{"received":3,"carried_out":3}'));
INSERT INTO report (unit_id, year, figures) VALUES ('grain', 2024, pg_temp.f('{"requests.carried_in.natural_person":4,"requests.carried_in.total":4,"granted":4,"processed":4}'));
SET disclosure.actor = 'clerk';
SELECT pg_temp.refused($$SELECT disclosure.submit_report('grain', 2024)$$);
SELECT explain('grain', 2024, 'own', 'carry_over.*', '上年公布的数字漏计一件，网站已附更正说明') AS explained;
SELECT submit_report('grain', 2024);
SET disclosure.actor = 'reviewer';
SELECT pg_temp.refused($$SELECT disclosure.approve_report('grain', 2024)$$);
SELECT accept_explanations('grain', 2024) AS accepted, approve_report('grain', 2024);
SELECT errors, explained_errors, unexplained FROM report_overview WHERE unit_id = 'grain' AND year = 2024;
SELECT publish_report('grain', 2024, published_on => '2025-01-20');
SELECT a ->> 'rule' AS rule, a ->> 'severity' AS severity, a ->> 'explanation' AS explanation, a ->> 'accepted_by' AS accepted_by
FROM published_report, jsonb_array_elements(accepted) a WHERE unit_id = 'grain';
-- the acceptance belongs to its numbers: last year's may not change behind it
SELECT pg_temp.refused($$UPDATE disclosure.report SET figures['requests.carried_out.total'] = 2, figures['requests.carried_out.natural_person'] = 2 WHERE unit_id = 'grain' AND year = 2023$$);
-- an error inside the report never
SET disclosure.reason = '核对';
UPDATE report SET status = 'returned' WHERE unit_id = 'grain' AND year = 2024;
UPDATE report SET figures['requests.granted.total'] = 5 WHERE unit_id = 'grain' AND year = 2024;
SELECT pg_temp.refused($$SELECT disclosure.explain('grain', 2024, 'own', 'requests.row.granted', '说明')$$);
SELECT explain('grain', 2024, 'own', '*', '说明') > 0 AS the_others, count(*) FILTER (WHERE explained AND rule LIKE 'requests.%') AS of_these FROM finding WHERE unit_id = 'grain' AND year = 2024;
RESET disclosure.reason;

-- A remark names a cell by its path or its label.
INSERT INTO review_note (unit_id, year, scope, path, note) VALUES ('grain', 2024, 'own', '（一）予以公开·总计', '核对');
SELECT path FROM review_note WHERE unit_id = 'grain';
SELECT pg_temp.refused($$INSERT INTO disclosure.review_note (unit_id, year, scope, path, note) VALUES ('grain', 2024, 'own', '予以公布', '核对')$$);
SELECT pg_temp.refused($$INSERT INTO disclosure.review_note (unit_id, year, scope, path, note) VALUES ('grain', 2024, 'own', '（一）予以公开', '核对')$$);

-- Many at once: what came of each.
INSERT INTO unit (unit_id, name) SELECT 'many' || i, 'many' || i FROM generate_series(1, 4) i;
INSERT INTO report (unit_id, year, figures) SELECT 'many' || i, 2024, CASE WHEN i = 3 THEN zero_figures('2021') + '{"form":"2021","requests":{"granted":[1,0,0,0,0,0,2]}}' ELSE zero_figures('2021') END
	FROM generate_series(1, 4) i;
SET disclosure.actor = 'clerk';
SELECT submit_report('many4', 2024);
SELECT unit_id, outcome, version, left(message, 60) AS message FROM submit_reports('{many3,many2,many1,many4,nowhere,many1}', 2024);
SET disclosure.actor = 'reviewer';
SELECT unit_id, outcome, version, left(message, 60) AS message FROM approve_reports('{many1,many2,many3}', 2024);
RESET disclosure.actor;
-- the history of all of it is whole
SELECT unit_id, year FROM report WHERE verify_history(unit_id, year, scope) IS NOT NULL;

-- what was published once is not deleted by way of a draft
RESET ROLE;
INSERT INTO disclosure.unit (unit_id, name) VALUES ('yard', '货场');
INSERT INTO disclosure.report (unit_id, year, status, issued_on, figures) VALUES ('yard', 2023, 'published', '2024-01-20', disclosure.zero_figures('2021'));
SELECT disclosure.return_report('yard', 2023, 'own', '核对');
CREATE ROLE regress_yard;
SELECT disclosure.grant_duty('regress_yard', 'fill', 'yard');
SET ROLE regress_yard;
SELECT disclosure.submit_report('yard', 2023);
SELECT disclosure.withdraw_report('yard', 2023, 'own', '再看');
DELETE FROM disclosure.report WHERE unit_id = 'yard';
RESET ROLE;
SELECT status FROM disclosure.report WHERE unit_id = 'yard';
DROP OWNED BY regress_yard;
DROP ROLE regress_yard;

-- a change that is judged at the end of the transaction is held against next year's report, whatever comes after it
RESET ROLE;
SET search_path = disclosure, public;
INSERT INTO unit (unit_id, name) VALUES ('mill', '磨坊');
INSERT INTO report (unit_id, year, figures) VALUES
	('mill', 2023, zero_figures('2021') + '{"form":"2021","requests":{"received":[2,0,0,0,0,0,2],"carried_out":[2,0,0,0,0,0,2]}}'),
	('mill', 2024, zero_figures('2021') + '{"form":"2021","requests":{"carried_in":[2,0,0,0,0,0,2],"carried_out":[2,0,0,0,0,0,2]}}');
SELECT count(submit_report('mill', y)) FROM generate_series(2023, 2024) y;
BEGIN;
SET CONSTRAINTS ALL DEFERRED;
UPDATE report SET figures = figures + '{"form":"2021","requests":{"received":[1,0,0,0,0,0,1],"carried_out":[1,0,0,0,0,0,1]}}' WHERE unit_id = 'mill' AND year = 2023;
UPDATE report SET issued_on = '2024-01-20' WHERE unit_id = 'mill' AND year = 2023;
COMMIT;
BEGIN;
SET CONSTRAINTS ALL DEFERRED;
UPDATE report SET figures = figures + '{"form":"2021","requests":{"received":[1,0,0,0,0,0,1],"carried_out":[1,0,0,0,0,0,1]}}' WHERE unit_id = 'mill' AND year = 2023;
UPDATE report SET figures = figures + '{"form":"2021","requests":{"carried_in":[1,0,0,0,0,0,1],"carried_out":[1,0,0,0,0,0,1]}}' WHERE unit_id = 'mill' AND year = 2024;
COMMIT;
SELECT year, figures['requests.carried_out.total'] FROM report WHERE unit_id = 'mill' ORDER BY year;
\c contrib_regression
DROP DATABASE regress_workflow;
