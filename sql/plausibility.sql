-- What numbers betray alone: the rules that a new register starts with, and rules tried before they are set.
CREATE DATABASE regress_plausibility;
\c regress_plausibility
SET client_min_messages = warning;
CREATE EXTENSION report_ext;
CALL disclosure.create_register();
SET search_path = disclosure, public;
SET datestyle = ISO;
\set VERBOSITY terse

-- a report of the form of 2021, zero but for these cells
CREATE FUNCTION pg_temp.filled(VARIADIC cells text[] DEFAULT '{}') RETURNS figures LANGUAGE plpgsql AS $$
DECLARE
	result figures := zero_figures('2021');
BEGIN
	FOR i IN 1 .. cardinality(cells) BY 2 LOOP
		result[cells[i]] := cells[i + 1]::numeric;
	END LOOP;
	RETURN result;
END $$;
CREATE FUNCTION pg_temp.told(now figures, before figures, texts text DEFAULT NULL, report_year integer DEFAULT 2023) RETURNS text LANGUAGE sql AS $$
	SELECT coalesce(string_agg(c.rule, ' ' ORDER BY c.rule COLLATE "C"), '') FROM (
		SELECT rule, result FROM check_report(now, report_year, rules_in_use(), before, NULL, CASE WHEN before IS NULL THEN 'no_previous' END)
		UNION ALL
		SELECT rule, result FROM check_text(now, jsonb_build_object('六', jsonb_build_object('title', '六、其他需要报告的事项', 'text', texts)), report_year, before, 'own', rules_in_use())
		WHERE texts IS NOT NULL) c
	WHERE c.result = 'fail' AND c.rule LIKE 'plausible.%'
$$;
-- each just beyond its limit, and just within
SELECT n, what, pg_temp.told(beyond, before, texts) AS beyond, pg_temp.told(within, before, texts) AS within
FROM (VALUES
	(1, '新收骤增，上年很少', pg_temp.filled('requests.received.total', '101'), pg_temp.filled('requests.received.total', '100'), pg_temp.filled('requests.received.total', '9'), NULL),
	(2, '新收骤增，上年没有', pg_temp.filled('requests.received.total', '900'), pg_temp.filled('requests.received.total', '99'), pg_temp.filled(), NULL),
	(3, '新收骤增，上年较多', pg_temp.filled('requests.received.total', '201'), pg_temp.filled('requests.received.total', '200'), pg_temp.filled('requests.received.total', '40'), NULL),
	(4, '许可多一个零', pg_temp.filled('proactive.licensing.decisions', '200'), pg_temp.filled('proactive.licensing.decisions', '199'), pg_temp.filled('proactive.licensing.decisions', '20'), NULL),
	(5, '处罚少一个零', pg_temp.filled('proactive.penalties.decisions', '10'), pg_temp.filled('proactive.penalties.decisions', '11'), pg_temp.filled('proactive.penalties.decisions', '100'), NULL),
	(6, '强制漏填', pg_temp.filled(), pg_temp.filled('proactive.compulsion.decisions', '100'), pg_temp.filled('proactive.compulsion.decisions', '120'), NULL),
	(7, '许可照抄上年', pg_temp.filled('proactive.licensing.decisions', '100'), pg_temp.filled('proactive.licensing.decisions', '101'), pg_temp.filled('proactive.licensing.decisions', '100'), NULL),
	(8, '收费以亿元填', pg_temp.filled('proactive.charges.amount', '5.91'), pg_temp.filled('proactive.charges.amount', '5.93'), pg_temp.filled('proactive.charges.amount', '592.5'), NULL),
	(9, '收费以元填，没有上年', pg_temp.filled('proactive.charges.amount', '100000000'), pg_temp.filled('proactive.charges.amount', '99999999.999999'), NULL, NULL),
	(10, '信息处理费填作收费', pg_temp.filled('proactive.charges.amount', '0.038'), pg_temp.filled('proactive.charges.amount', '0.039'), NULL, '收取信息处理费380元。'),
	(11, '现行有效少于净增', pg_temp.filled('proactive.normative_documents.issued', '12', 'proactive.normative_documents.in_force', '8', 'proactive.normative_documents.repealed', '3'),
		pg_temp.filled('proactive.normative_documents.issued', '12', 'proactive.normative_documents.in_force', '9', 'proactive.normative_documents.repealed', '3'), NULL, NULL),
	(12, '表三照抄上年', pg_temp.filled('requests.received.natural_person', '9', 'requests.received.total', '10', 'requests.granted.total', '10', 'proactive.licensing.decisions', '7'),
		pg_temp.filled('requests.received.natural_person', '9', 'requests.received.total', '10', 'requests.granted.total', '9', 'proactive.licensing.decisions', '7'),
		pg_temp.filled('requests.received.natural_person', '9', 'requests.received.total', '10', 'requests.granted.total', '10'), NULL),
	(13, '上年未审结的不见了', pg_temp.filled('remedies.direct_suit.total', '1'), pg_temp.filled('remedies.direct_suit.total', '2', 'requests.received.total', '1'),
		pg_temp.filled('remedies.direct_suit.pending', '2', 'requests.received.total', '1'), NULL),
	(14, '复议后起诉而没有复议', pg_temp.filled('remedies.suit_after_reconsideration.total', '3', 'requests.received.total', '1'), pg_temp.filled('remedies.suit_after_reconsideration.total', '3', 'remedies.reconsideration.total', '1', 'requests.received.total', '1'),
		pg_temp.filled('requests.received.total', '1'), NULL),
	(15, '没有申请而有复议', pg_temp.filled('remedies.reconsideration.total', '1'), pg_temp.filled('remedies.reconsideration.total', '1', 'requests.carried_in.total', '1'), pg_temp.filled(), NULL),
	(16, '其他结果过八成', pg_temp.filled('remedies.reconsideration.total', '10', 'remedies.reconsideration.other_result', '9', 'requests.received.total', '9'),
		pg_temp.filled('remedies.reconsideration.total', '10', 'remedies.reconsideration.other_result', '8', 'requests.received.total', '9'), NULL, NULL),
	(17, '3.其他过半', pg_temp.filled('requests.processed.total', '20', 'requests.miscellaneous.total', '11'), pg_temp.filled('requests.processed.total', '20', 'requests.miscellaneous.total', '10'), NULL, NULL),
	(18, '逾期不缴费，没有写收费通知', pg_temp.filled('requests.fee_overdue.total', '1'), pg_temp.filled(), NULL, '收取信息处理费0元。'),
	(19, '逾期不缴费，写了收费通知', pg_temp.filled(), pg_temp.filled('requests.fee_overdue.total', '1'), NULL, '发出收费通知1件，收取信息处理费0元。')) v(n, what, beyond, within, before, texts)
ORDER BY n;
SELECT message, advice FROM check_report(pg_temp.filled('proactive.penalties.decisions', '318000'), 2023, rules_in_use(), pg_temp.filled('proactive.penalties.decisions', '318'))
WHERE rule LIKE 'plausible.decisions%';

-- section five of last year is copied only if both years have one
INSERT INTO unit (unit_id, name) VALUES ('t', '丁县');
INSERT INTO report (unit_id, year, figures) SELECT 't', y, pg_temp.filled() FROM generate_series(2022, 2023) y;
CREATE FUNCTION pg_temp.repeats(this_year jsonb, last_year jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM report_text;
	INSERT INTO report_text (unit_id, year, scope, sections) VALUES ('t', 2023, 'own', this_year), ('t', 2022, 'own', last_year);
	RETURN EXISTS (SELECT FROM finding WHERE unit_id = 't' AND year = 2023 AND rule = 'text.problems_repeated' AND result = 'fail');
END $$;
SELECT this_year, last_year, pg_temp.repeats(this_year, last_year) FROM (VALUES
	(NULL::jsonb, '{"五": {"text": "存在公开形式单一的问题，下一步改进。"}}'::jsonb), ('{"五": {"text": "存在公开形式单一的问题，下一步改进。"}}', NULL), (NULL, NULL),
	('{"五": {"text": "存在公开形式单一的问题，下一步改进。"}}', '{"五": {"text": "存在公开形式 单一的问题，下一步改进。"}}'), ('{"一": {"text": "培训2次"}}', '{"一": {"text": "培训2次"}}')) v(this_year, last_year);
-- a rule tried on what is there: plain SQL over cells says the same
INSERT INTO unit (unit_id, name) VALUES ('a', '甲县'), ('b', '乙县');
INSERT INTO report (unit_id, year, origin, status, figures)
SELECT u, y, 'recorded', 'published', pg_temp.filled('requests.received.total', (y - 2000 + length(u) * CASE WHEN y = 2023 AND u = 'b' THEN -9 ELSE 0 END)::text) FROM unnest('{a,b}'::text[]) u, generate_series(2021, 2023) y;
SELECT unit_id, unit_name, year, result, expected, actual FROM try_rule('requests.received.total >= previous.requests.received.total', 2022);
SELECT r.unit_id, r.year FROM report r JOIN report p ON p.unit_id = r.unit_id AND p.year = r.year - 1
WHERE r.figures['requests.received.total'] < p.figures['requests.received.total'];
SELECT unit_id, year, result, message FROM try_rule('requests.received.total <= 22', 2022, 2022);
SELECT count(*), count(DISTINCT unit_id) FROM try_rule('requests.*.total <= 21');
SELECT * FROM try_rule('requests.nothing.total <= 22');
-- nothing was set
SELECT count(*) FROM rule WHERE statement LIKE '%received.total <= 22%';
-- one that refuses reports holds from the year it is made in, and says who set it and on what ground
INSERT INTO rule (code, severity, statement, source) VALUES ('own.most', 'error', 'requests.received.total <= 1', '某办〔2026〕1号'), ('own.look', 'warning', 'requests.received.total <= 1', NULL);
INSERT INTO rule (code, severity, statement, from_year) VALUES ('own.before', 'error', 'requests.received.total <= 1', 2022);
SELECT code, from_year = extract(year FROM current_date) AS this_year, from_year = 2022 AS said, source, set_by = current_user AS mine FROM rule WHERE code LIKE 'own.%' ORDER BY code;
INSERT INTO rule (code, statement) VALUES ('requests.row.mine', 'requests.received.total <= 1');
\c contrib_regression
DROP DATABASE regress_plausibility;
