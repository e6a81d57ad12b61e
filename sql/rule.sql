-- The rule language, its three values, and findings.
SET search_path = disclosure, public;
\pset null NULL

-- One value to write rules about: table 四 of a report with blanks, the year before, and the units below.
CREATE TEMP TABLE v AS SELECT
	'{"form":"2021","proactive":{"charges":[12.5]},"requests":{"received":[6,1,0,0,1,null,9],"granted":[3,0,0,0,0,0,3],"carried_out":[1,0,0,0,0,0,1]},
		"remedies":{"reconsideration":[1,2,3,4,10],"direct_suit":[5,null,0,0,7],"suit_after_reconsideration":[0,0,0,0,0]}}'::figures AS f,
	'{"form":"2019","proactive":{"charges":[3,-1]},"requests":{"received":[4,1,0,0,0,0,5],"otherwise_handled":[2,0,0,0,0,0,2],"carried_out":[null,null,null,null,null,null,1]}}'::figures AS p,
	'{"form":"2021","requests":{"received":[5,1,0,0,0,0,6],"supplement_overdue":[0,0,0,0,0,0,0],"fee_overdue":[1,0,0,0,0,0,1],"miscellaneous":[1,0,0,0,0,0,1]},
		"remedies":{"reconsideration":[1,1,3,4,9]}}'::figures AS c;
-- The findings of a rule, one after the other; the error of a wrong one.
CREATE FUNCTION pg_temp.say(statement text, VARIADIC scope text[] DEFAULT '{f,p,c}') RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	result text;
	detail text;
BEGIN
	EXECUTE format('SELECT string_agg(concat_ws('' '', nullif(rule, ''statement''), result, why, expected || ''|'' || actual, difference), ''; '') '
		'FROM v, disclosure.check_statement(%s)', array_to_string(scope[1:1] || quote_literal(statement) || scope[2:3], ',')) INTO result;
	RETURN coalesce(result, '');
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN SQLSTATE || ' ' || SQLERRM || ' — ' || detail;
END
$$;

-- Comparators: known numbers on both sides, and blanks (any number that is not negative) on one or both.
SELECT comparator,
	pg_temp.say('remedies.reconsideration.total ' || comparator || ' 9') AS "10 ? 9",
	pg_temp.say('remedies.reconsideration.total ' || comparator || ' 10') AS "10 ? 10",
	pg_temp.say('remedies.reconsideration.total ' || comparator || ' 11') AS "10 ? 11",
	pg_temp.say('remedies.direct_suit.results ' || comparator || ' 4') AS "5+ ? 4",
	pg_temp.say('remedies.direct_suit.results ' || comparator || ' 5') AS "5+ ? 5",
	pg_temp.say('remedies.direct_suit.results ' || comparator || ' 6') AS "5+ ? 6",
	pg_temp.say('4 ' || comparator || ' remedies.direct_suit.results') AS "4 ? 5+",
	pg_temp.say('5 ' || comparator || ' remedies.direct_suit.results') AS "5 ? 5+",
	pg_temp.say('6 ' || comparator || ' remedies.direct_suit.results') AS "6 ? 5+",
	pg_temp.say('requests.received.applicants ' || comparator || ' remedies.direct_suit.results') AS "8+ ? 5+"
FROM (VALUES (1, '='), (2, '<>'), (3, '<'), (4, '<='), (5, '>'), (6, '>=')) AS c (n, comparator) ORDER BY n \gx

-- Blanks again, by an independent rule: try all numbers that the blank could be.
CREATE TEMP TABLE side AS SELECT k, known, open, CASE open WHEN 0 THEN k || ' + 0 remedies.reconsideration.upheld'
	WHEN 1 THEN k || ' + remedies.direct_suit.overturned' ELSE k || ' - remedies.direct_suit.overturned' END AS text
FROM (SELECT k, k AS known, open FROM generate_series(0, 4) AS k, generate_series(-1, 1) AS open) AS s;
SELECT a.text || comparator || b.text || tolerance AS statement, truth, got FROM side AS a, side AS b,
	(VALUES ('='), ('<>'), ('<'), ('<='), ('>'), ('>=')) AS c (comparator), (VALUES ('', 0), (' within 1', 1)) AS t (tolerance, width),
	LATERAL (SELECT CASE WHEN bool_and(holds) THEN 'pass' WHEN bool_or(holds) THEN 'unknown' ELSE 'fail' END AS truth
		FROM (SELECT CASE comparator WHEN '=' THEN abs(d) <= width WHEN '<>' THEN abs(d) > width WHEN '<' THEN d < width
			WHEN '<=' THEN d <= width WHEN '>' THEN d > -width ELSE d >= -width END AS holds
			FROM (SELECT (a.known + a.open * x) - (b.known + b.open * y) AS d
				FROM generate_series(0, 20) AS x, generate_series(0, 20) AS y
				WHERE (a.open <> 0 OR x = 0) AND (b.open <> 0 OR y = 0)) AS d) AS h) AS t2,
	LATERAL (SELECT coalesce((SELECT result FROM v, check_statement(f, a.text || comparator || b.text || tolerance)), 'pass') AS got) AS g
WHERE truth <> got ORDER BY 1 LIMIT 20;

\pset format unaligned
-- References, coefficients, tolerance, conditions, years and levels.
SELECT statement, pg_temp.say(statement) AS findings FROM (VALUES
	('remedies.reconsideration.results = remedies.reconsideration.total'),
	('remedies.*.results = remedies.*.total'),
	('remedies.lawsuits.total = 7'),
	('remedies.lawsuits.upheld = 6'),
	('requests.outcome.natural_person = 3'),
	('requests.granted.* <= requests.received.*'),
	('requests.*.natural_person <= 3'),
	('remedies.reconsideration.* >= 2'),
	('2 remedies.reconsideration.total = 20'),
	('2*remedies.reconsideration.total - 1.5 * remedies.reconsideration.upheld = 18.5'),
	('0.0001 remedies.reconsideration.total = 0.001'),
	('-remedies.reconsideration.total + 10 = 0'),
	('proactive.charges.amount = 12.499999'),
	('proactive.charges.amount = 12.499999 within 0.000001'),
	('remedies.reconsideration.total = 12 within 2'),
	('remedies.reconsideration.total = 13 within 2'),
	('remedies.reconsideration.total <= 9 within 1'),
	('remedies.reconsideration.total <= 9 within 0.999999'),
	('remedies.reconsideration.total = 9 when requests.received.total = 9'),
	('remedies.reconsideration.total = 9 when requests.received.total > 9'),
	('remedies.reconsideration.total = 9 when requests.received.total = 9 and requests.granted.total > 2 and 3 > requests.granted.total'),
	('remedies.reconsideration.total = 9 when remedies.direct_suit.overturned > 0'),
	('remedies.reconsideration.total = 10 when remedies.direct_suit.overturned > 0'),
	('remedies.reconsideration.total = 9 when previous.remedies.direct_suit.total > 0'),
	('remedies.reconsideration.total = 9 when proactive.procurement.amount > 0'),
	('previous.requests.carried_out.* = requests.carried_in.*'),
	('previous.requests.carried_out.total = requests.carried_out.total'),
	('requests.received.total <= 2 previous.requests.received.total'),
	('requests.received.* = children.requests.received.*'),
	('previous.requests.other_handling.total = children.requests.other_handling.total'),
	('previous.requests.otherwise_handled.total = children.requests.miscellaneous.total'),
	('proactive.procurement.amount = 5'),
	('proactive.procurement.amount + requests.received.total = 9'),
	('1 = 2'),
	('remedies.reconsideration.total = 9 when 1 = 1'),
	(E'  remedies.reconsideration.total\n=\t10  ')) AS s (statement) \gx (format=unaligned)
-- without the year before and the units below
SELECT pg_temp.say('requests.received.total = previous.requests.received.total', 'f') AS no_previous,
	pg_temp.say('requests.received.total = children.requests.received.total', 'f', 'p') AS no_children,
	pg_temp.say('requests.received.total = 1 when previous.requests.received.total = 1', 'f', 'NULL', 'c') AS no_previous_for_condition,
	pg_temp.say('requests.received.total = 1', 'NULL') AS nothing, pg_temp.say('requests.received.total = 9', 'f') AS pass \gx
SELECT rule, severity, result, why, cells, message, advice, severity_label, result_label
FROM v, check_statement(f, 'previous.requests.carried_out.* = requests.carried_out.* + 1 when requests.granted.total > 0', p, c) WHERE result <> 'pass' AND rule ~ 'total|research' \gx
SELECT message FROM v, check_statement(f, '2.*requests.received.total - 1 = 2 requests.received.total', p, c);

-- Errors in a statement, with their place.
SELECT statement, pg_temp.say(statement) AS error FROM (VALUES
	(''), (' '), ('='), ('1 ='), ('= 1'), ('1'), ('1 == 1'), ('1 = 1 1'), ('1 => 1'), ('1 = 1 = 1'), ('1 ! 1'), ('(1) = 1'), ('--1 = 1'), ('1 + = 1'),
	('requests.received.total'), ('requests.received = 1'), ('requests = 1'), ('requests.received.total.x = 1'), ('requests.received.total. = 1'),
	('requests..total = 1'), ('.requests.received.total = 1'), ('request.received.total = 1'), ('requests.recieved.total = 1'),
	('requests.received.totals = 1'), ('requests.received.upheld = 1'), ('remedies.denied.total = 1'), ('requests.total.received = 1'),
	('next.requests.received.total = 1'), ('previous.previous.requests.received.total = 1'), ('previous = 1'), ('REQUESTS.received.total = 1'),
	('proactive.licensing.made = 1'), ('*.received.total = 1'), ('*.*.* = 1'), ('requests.*.total = remedies.*.total'), ('proactive.*.made = proactive.*.amount'),
	('1.2.3 = 1'), ('1e3 = requests.received.total'), ('0.0000001 = 1'), ('0.00001 requests.received.total = 1'), ('1000001 requests.received.total = 1'),
	('1000000 requests.received.total = 9000000'), ('99999999999999999999 = 1'), ('9223372036854.775807 <> 9223372036854.775807'), ('1 = 1 within -1'),
	('1 = 1 within'), ('1 = 1 within x'), ('1 = 1 within 0.0000001'), ('1 = 1 when'), ('1 = 1 when 1'), ('1 = 1 when 1 = 1 and'), ('1 = 1 and 1 = 1'),
	('1 = 1 when 1 = 1 within 1'), ('1 = 1 within 1 within 1'), ('when = 1'), ('2 * = 1'), ('2 2 = 1'), ('规章 = 1'), ('1 ＝ 1'), ('1 = 规章.x'),
	('unit.kind = zone'), ('requests.received.total = 1 when unit.kind'), ('requests.received.total = 1 when unit.kind > zone'), ('requests.received.total = 1 when unit.kind ='),
	('requests.received.total = 1 when unit.kind = 1'), ('requests.received.total = 1 when unit.kind = requests.received.total'), ('requests.received.total = 1 when unit.kind = 乡镇'),
	('requests.received.total = 1 when unit.kind = zone or unit.kind = township'), ('requests.received.total = 1 when zone = unit.kind'), ('requests.received.total = unit.kind'),
	('requests.received.total = 1 when unit.kinds = zone'), ('requests.received.total = 1 or unit.kind = zone'), ('requests.received.total = 1 when unit.kind = zone and'),
	('2.requests.received.total = 1'), ('2.*requests.received.total = 18'), ('2. * requests.received.total = 18'), ('requests.received.* . = 1')) AS s (statement);
SELECT pg_temp.say('requests.received.total = ' || repeat('1 + ', 998) || '1') AS thousand_terms, left(pg_temp.say('requests.received.total = ' || repeat('1 + ', 999) || '1'), 70) AS one_more;
-- "!=" is "<>"
SELECT rule, result FROM check_statement('{"form":"2021","requests":{"received":[1,0,0,0,0,0,1]}}', 'requests.received.total != 1 when requests.received.enterprise != 1');
-- The kind of the unit, in every outcome of the relation: 9 and 10 of the relation are fail and pass, a blank leaves it open.
SELECT condition, relation, string_agg(coalesce(kind, 'NULL') || ' ' || coalesce((SELECT string_agg(concat_ws(' ', result, why), '; ')
	FROM v, check_statement(f, relation || ' when ' || condition, unit_kind => kind)), '-'), ', ' ORDER BY l) AS got
FROM (VALUES (1, 'remedies.reconsideration.total = 9'), (2, 'remedies.reconsideration.total = 10'), (3, 'remedies.direct_suit.results = 6')) r (n, relation),
	(VALUES (1, 'unit.kind = township'), (2, 'unit.kind <> township'), (3, 'unit.kind != township and requests.received.total = 9'),
		(4, 'unit.kind <> township and unit.kind <> zone'), (5, 'requests.received.total > 9 and unit.kind = township')) c (m, condition),
	(VALUES (1, 'township'), (2, 'zone'), (3, 'government'), (4, NULL)) k (l, kind)
GROUP BY m, n, condition, relation ORDER BY m, n;
-- the same, by SQL: an implication of three values
WITH outcome AS (
	SELECT kind, word, comparator, expected, is_kind, holds, coalesce((SELECT concat_ws(' ', result, why) FROM v, check_statement(f,
		'remedies.reconsideration.total = ' || expected || ' when unit.kind ' || comparator || ' ' || word, unit_kind => kind)), 'no row') AS got
	FROM (VALUES ('township'), ('zone'), ('town'), (''), (NULL)) k (kind), (VALUES ('township'), ('zone')) w (word),
		(VALUES ('='), ('<>'), ('!=')) c (comparator), (VALUES (9), (10)) e (expected),
		LATERAL (SELECT (kind = word) = (comparator = '='), expected = 10) t (is_kind, holds))
SELECT count(*) AS cases, count(*) FILTER (WHERE got <> CASE NOT is_kind OR holds WHEN true THEN 'no row' WHEN false THEN 'fail' ELSE 'unknown no_kind' END) AS wrong
FROM outcome;
SELECT rule, result, why, expected, actual, message FROM v, check_statement(f, 'remedies.*.total <= 9 when unit.kind = township and remedies.*.upheld = 1') \gx
-- a rule for other units does not ask for the year before or what the text says of another year, and is told once
SELECT k.kind, f.rule, f.result, f.why, f.message FROM (VALUES ('township'), ('zone'), (NULL)) k (kind),
	(SELECT ARRAY[ROW('own.less', 'warning', 'requests.received.* <= previous.requests.received.* when unit.kind = zone', '不超过上年', NULL, NULL, NULL),
		ROW('own.text', 'warning', 'text.requests_received = requests.carried_in.total when unit.kind = zone', '文字', NULL, NULL, NULL)]::checked_rule[]) r (rules), LATERAL (
	SELECT * FROM check_report(zero_figures('2021'), 2023, r.rules, previous_why => 'missing', unit_kind => k.kind)
	UNION ALL SELECT * FROM check_text(zero_figures('2021'), '{"一": {"text": "（二）依申请公开。2022年收到申请5件。"}}', 2023, rules => r.rules, unit_kind => k.kind)
	UNION ALL SELECT * FROM check_text(zero_figures('2021'), '{"一": {"text": "（二）依申请公开。收到申请5件。"}}', 2023, rules => r.rules, unit_kind => k.kind)
	UNION ALL SELECT * FROM check_narrative(zero_figures('2021'), 2023, ARRAY(SELECT ROW(n.indicator, n.value, n.unit, n.approximate, n.cumulative, n.scope,
		n.evidence, n.position, n.year, n.low, n.high, n.base, n.section)::narrative_value FROM narrative('{"一": {"text": "（二）依申请公开。收到申请6件。"}}') n), rules => r.rules, unit_kind => k.kind)) f
WHERE f.rule LIKE 'own.%' ORDER BY 1, 2, 3, 5;
-- words for kinds are the caller's: with a list of them others are refused
SELECT compile_rules(ARRAY[ROW('a', 'error', 'requests.received.total = 1 when unit.kind <> town', NULL, NULL, NULL, NULL)::checked_rule]),
	compile_rules(ARRAY[ROW('a', 'error', 'requests.received.total = 1 when unit.kind <> town', NULL, NULL, NULL, NULL)::checked_rule], '{city,town}'),
	compile_rules(NULL);
SELECT compile_rules(ARRAY[ROW('a', 'error', 'requests.received.total = 1 when requests.received.total > 2 and unit.kind = village', NULL, NULL, NULL, NULL)::checked_rule], '{city,town}');
-- what "*" stands for takes what it needs, and not more than there is
SELECT pg_temp.say('requests.received.total = 1 when ' || repeat('1 = requests.received.total and ', 2100) || '1 = 1') AS too_long;
SELECT count(*) AS findings FROM check_report('{"form":"2021"}', 2023, (SELECT array_agg(ROW('r' || i, 'error', 'requests.*.* >= 0 when requests.*.total > ' || i, NULL, NULL, NULL, NULL)::checked_rule)
	FROM generate_series(1, 100) i)) WHERE rule ~ '^r';
DO $$ BEGIN
	PERFORM FROM check_report('{"form":"2021"}', 2023, (SELECT array_agg(ROW('r' || i, 'error', 'requests.*.* >= 0', NULL, NULL, NULL, NULL)::checked_rule) FROM generate_series(1, 20000) i));
EXCEPTION WHEN program_limit_exceeded THEN
	RAISE NOTICE '%', SQLERRM;
END $$;
-- the largest sums are exact
SELECT rule, expected, actual, difference FROM check_statement(
	(SELECT '{"form":"2021","requests":{"received":[9223372036854775807,9223372036854775807,9223372036854775807,9223372036854775807,9223372036854775807,-9223372036854775808,0]}}'::figures),
	'1000000 requests.received.applicants + ' || repeat('1000000 requests.received.applicants - 1000000 requests.received.applicants + ', 80) || '0.000001 = -0.000001');

-- Findings in words.
CREATE FUNCTION pg_temp.messages(figures) RETURNS SETOF text LANGUAGE sql AS $$
	SELECT concat_ws(' ', rule, result, why, message, caused_by) FROM disclosure.check_figures($1)
	WHERE result = 'fail' OR rule ~ 'received|carried_in|suit|total' $$;
SELECT pg_temp.messages(fill_zero('{"form":"2019","requests":{"received":[8,1,0,0,0,0,8],"granted":{"natural_person":8,"total":8},"processed":{"natural_person":8,"total":8},
	"state_secret":{"research":-1,"total":0}},"remedies":{"direct_suit":[1,2,3,4,11]},"proactive":{"charges":[-0.5,-3],"licensing":[1,-1,0]}}'));
SELECT pg_temp.messages('{"form":"2021","proactive":{"procurement":{"items":5},"charges":[-1]},"requests":{"received":[8,null,null,null,null,null,7],"carried_in":[8,null,0,0,0,0,9],
	"granted":[0,0,0,0,0,0,0],"otherwise_handled":{"total":0},"fee_overdue":[0,0,0,0,0,0,0]},"remedies":{"reconsideration":[1,1,1,1,4],"direct_suit":[1,1,1,1,null],"suit_after_reconsideration":[0,0,0,0,0]}}');
SELECT pg_temp.messages('{"form":"2019+2021"}'::figures + zero_figures('2019'));
SELECT pg_temp.messages('{"form":""}') UNION ALL SELECT pg_temp.messages('{"form":"","remedies":{"direct_suit":{"total":1,"upheld":2}}}');
-- a total in which one addend's row stands in for the blank rows of another: nothing is known to be wrong
WITH part (figures) AS (VALUES
	(fill_zero('{"form":"2021","requests":{"otherwise_handled":{"natural_person":0,"enterprise":0,"research":0,"public_welfare":0,"legal_service":0,
		"other_organisation":0,"total":0}}}')),
	((fill_zero('{"form":"2021","requests":{"received":[5,0,0,0,0,0,5],"processed":[5,0,0,0,0,0,5]}}')::jsonb
		#- '{requests,supplement_overdue}' #- '{requests,fee_overdue}' #- '{requests,miscellaneous}')::figures))
SELECT f.rule, f.result FROM (SELECT sum(figures) AS figures, sum(blanks(figures)) AS holes FROM part) AS total, check_figures(figures, holes) AS f
WHERE rule ~ 'column';
-- a "*" for rows and columns together may meet places without a cell
SELECT count(*) > 0 AS some, bool_and(message IS NOT NULL) AS with_words
FROM check_statement(zero_figures('2019'), 'proactive.*.items > proactive.licensing.*');
-- value_of() follows an expression that changes from call to call
DO $$
DECLARE
	f figures := '{"form":"2021","requests":{"received":[8,0,0,0,0,0,8],"granted":[5,0,0,0,0,0,5]}}';
	path text;
BEGIN
	FOREACH path IN ARRAY ARRAY['requests.received.total', 'requests.granted.total', 'requests.received.total'] LOOP
		RAISE NOTICE '% %', path, value_of(f, path);
	END LOOP;
END $$;
-- more expressions than a session keeps, in turns: each is its own
CREATE FUNCTION pg_temp.numbered() RETURNS figures LANGUAGE plpgsql AS $$
DECLARE f figures := zero_figures('2021'); c record;
BEGIN
	FOR c IN SELECT path, ordinal FROM form_cell WHERE form = '2021' LOOP
		f[c.path] := c.ordinal;
	END LOOP;
	RETURN f;
END $$;
SELECT count(*) AS asked, count(DISTINCT value_of(f, c.path)) AS values, count(*) FILTER (WHERE value_of(f, c.path) IS DISTINCT FROM c.value) AS wrong
FROM generate_series(1, 3) turn, (SELECT pg_temp.numbered() AS f) z, cells(f) c;
-- rules that are too large to be kept are those of the query, and others after them theirs
SELECT count(*) AS findings, min(rule) AS first, max(rule) AS last
FROM (VALUES (1, 'a', 1), (2, 'b', 200), (3, 'a', 1), (4, 'c', 200)) t(turn, code, copies),
	LATERAL (SELECT array_agg(ROW(code || i, 'info', 'requests.*.* >= 1', NULL, NULL, NULL, NULL)::checked_rule) AS rules FROM generate_series(1, copies) i) r,
	LATERAL check_report(zero_figures('2021'), 2021, rules) f
WHERE f.rule LIKE code || '1.%received.total'
GROUP BY turn ORDER BY turn;
SELECT value_of('{"form":"2021"}', 'requests.received.total + 5') AS nothing_known;
SELECT value_of('{"form":"2021"}', 'previous.requests.received.total');
-- the holes of the units below make their sum a lower bound
SELECT result, expected, actual FROM check_statement(
	'{"form":"2021","requests":{"received":{"total":8}}}', 'requests.received.total = children.requests.received.total',
	children => '{"form":"2021","requests":{"received":{"total":5}}}', children_holes => '{"form":"2021","requests":{"received":{"total":1}}}');
