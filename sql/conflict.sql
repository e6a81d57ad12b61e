-- The rule doctor: rules that contradict others, follow from others, or never apply.
SET search_path = disclosure, public;
\pset null NULL
\pset format unaligned

-- Rules a, b, c and so on of severity error, each "statement", "statement @ from year" or "statement @ from year @ to year".
CREATE FUNCTION pg_temp.rules(VARIADIC statements text[]) RETURNS checked_rule[] LANGUAGE sql IMMUTABLE AS $$
	SELECT array_agg(ROW(chr(96 + n::int), 'error', split_part(s, '@', 1), NULL, NULL,
		nullif(trim(split_part(s, '@', 2)), '')::int, nullif(trim(split_part(s, '@', 3)), '')::int)::checked_rule)
	FROM unnest(statements) WITH ORDINALITY AS u (s, n)
$$;
CREATE FUNCTION pg_temp.doctor(VARIADIC statements text[]) RETURNS SETOF rule_conflict LANGUAGE sql IMMUTABLE AS $$
	SELECT * FROM rule_conflicts(pg_temp.rules(VARIADIC statements))
$$;

-- Against the statutory relations alone. The granted are among the outcomes, whose sum the processed are:
SELECT * FROM pg_temp.doctor('requests.granted.total <= requests.processed.total');
-- of received and carried in, some are carried out: not more can be processed
SELECT * FROM pg_temp.doctor('requests.processed.total > requests.received.total + requests.carried_in.total');
SELECT * FROM pg_temp.doctor('requests.processed.total >= requests.received.total + requests.carried_in.total');
-- a change may be negative whatever its name says, a count never
SELECT * FROM pg_temp.doctor('proactive.licensing.change >= 0', 'proactive.licensing.decisions >= 0', 'proactive.charges.amount < 0');
-- counts are whole: 2x = 3 cannot be, 2x > 2 is x >= 2, and x = y is no half; amounts are whole millionths
SELECT * FROM pg_temp.doctor('2 requests.granted.total = 3', '2 requests.denied.total > 2', 'requests.denied.total >= 2',
	'proactive.charges.amount > 1', 'proactive.charges.amount >= 1.000001', 'requests.not_held.total <= 0.5', 'requests.not_held.total = 0');
SELECT * FROM pg_temp.doctor('requests.granted.total = requests.not_held.total', 'requests.granted.total + requests.not_held.total = 5');
-- no row if nothing is wrong, nor without rules
SELECT * FROM pg_temp.doctor('requests.carried_in.total = previous.requests.carried_out.total', 'requests.denied.total <= 0.5 requests.processed.total within 1');
SELECT * FROM rule_conflicts('{}');
SELECT * FROM rule_conflicts(NULL);

-- Two rules: the later by code is named, with the other as proof.
SELECT * FROM pg_temp.doctor('requests.granted.total <= requests.denied.total', 'requests.denied.total <= requests.granted.total - 1');
SELECT * FROM pg_temp.doctor('requests.granted.total = 5', 'requests.granted.total <> 5');
SELECT * FROM pg_temp.doctor('requests.granted.total <= 5', '5 >= requests.granted.total', '2 requests.granted.total <= 10', 'requests.granted.total < 6');
-- an equality is both inequalities, and implies each
SELECT * FROM pg_temp.doctor('requests.granted.total <= requests.denied.total', 'requests.granted.total >= requests.denied.total', 'requests.granted.total = requests.denied.total');
SELECT * FROM pg_temp.doctor('requests.granted.total <= requests.denied.total', 'requests.granted.total = requests.denied.total');
-- chains of three
SELECT * FROM pg_temp.doctor('requests.granted.total <= requests.denied.total', 'requests.denied.total <= requests.not_held.total',
	'requests.granted.total <= requests.not_held.total');
SELECT * FROM pg_temp.doctor('requests.granted.total <= requests.denied.total', 'requests.denied.total < requests.not_held.total',
	'requests.not_held.total <= requests.granted.total', 'remedies.reconsideration.total > 3');
-- a proof names rules that stay: a <= 3 is why, not a <= 4 which follows from it as well
SELECT * FROM pg_temp.doctor('requests.granted.total <= 3', 'requests.granted.total <= 4', 'requests.granted.total <= 5');
-- "<>" as premise leaves two ways, three of them eight
SELECT * FROM pg_temp.doctor('requests.granted.total >= 4', 'requests.granted.total <= 6', 'requests.granted.total <> 5', 'requests.granted.total <> 4', 'requests.granted.total <> 6');
SELECT * FROM pg_temp.doctor('requests.granted.total <> requests.not_held.total', 'requests.not_held.total = 5', 'requests.granted.total <> 5');

-- Tolerance: "within" widens each comparison in its own direction.
SELECT * FROM pg_temp.doctor('requests.granted.total = 5 within 2', 'requests.granted.total <= 7');
SELECT * FROM pg_temp.doctor('requests.granted.total = 5 within 2', 'requests.granted.total >= 8');
SELECT * FROM pg_temp.doctor('requests.granted.total = 5 within 2', 'requests.granted.total >= 9 within 2');
SELECT * FROM pg_temp.doctor('requests.granted.total = 5 within 2', 'requests.granted.total >= 10 within 2');
SELECT * FROM pg_temp.doctor('requests.granted.total <> 5 within 2', 'requests.granted.total = 6 within 1');
SELECT * FROM pg_temp.doctor('requests.granted.total <= requests.processed.total within 3');

-- Conditions. One that cannot hold:
SELECT * FROM pg_temp.doctor('requests.received.total = 3 when requests.granted.total > requests.processed.total');
SELECT * FROM pg_temp.doctor('requests.received.total = 3 when requests.granted.total < 0');
-- with its condition, a rule follows or contradicts
SELECT * FROM pg_temp.doctor('requests.granted.total < 9 when requests.processed.total < 9');
SELECT * FROM pg_temp.doctor('requests.granted.total > 9 when requests.processed.total <= 9');
-- a rule without conditions is admitted first, whatever the codes; that other rules rule a condition out is no contradiction
SELECT * FROM pg_temp.doctor('requests.granted.total > 9 when requests.received.total > 5', 'requests.granted.total <= 9');
SELECT * FROM pg_temp.doctor('requests.granted.total > 9 when requests.received.total > 5', 'requests.received.total <= 5');
-- rules with conditions are premises as well: equal ones, and cases that leave no other
SELECT * FROM pg_temp.doctor('requests.granted.total = 1 when requests.received.total > 5', 'requests.granted.total = 1 when requests.received.total >= 6',
	'requests.granted.total <> 1 when requests.received.total > 7');
SELECT * FROM pg_temp.doctor('requests.granted.total <= 5 when requests.received.total > 5', 'requests.granted.total <= 5 when requests.received.total <= 5',
	'requests.granted.total <= 6');

-- Years and forms. A cell that only form 2019 has:
SELECT * FROM pg_temp.doctor('requests.otherwise_handled.total <= 5 @ 2021', 'requests.otherwise_handled.total <= 5 @ 2020', 'requests.granted.total <= 5 @ 1990 @ 2018',
	'requests.granted.total <= 5 @ 2022 @ 2021');
-- an absent cell is no term: in form 2019 other_handling is one row
SELECT * FROM pg_temp.doctor('requests.other_handling.total = requests.otherwise_handled.total');
-- disjoint years, years that touch, and an implication in some years only
SELECT * FROM pg_temp.doctor('requests.granted.total <= 5 @ 2021', 'requests.granted.total > 5 @ @ 2020');
SELECT * FROM pg_temp.doctor('requests.granted.total <= 5 @ 2021', 'requests.granted.total > 5 @ @ 2021');
SELECT * FROM pg_temp.doctor('requests.granted.total <= 5 @ 2020 @ 2022', 'requests.granted.total > 5', 'requests.denied.total > 5 @ @ 2023', 'requests.denied.total > 5 @ @ 2022');
SELECT * FROM pg_temp.doctor('requests.granted.total <= 5 @ 2020', 'requests.granted.total <= 6', 'requests.granted.total <= 6 @ 2023');

-- The year before and the units below are reports as well.
SELECT * FROM pg_temp.doctor('previous.requests.granted.total <= previous.requests.processed.total', 'children.requests.granted.total <= children.requests.processed.total',
	'requests.granted.total <= previous.requests.processed.total');
SELECT * FROM pg_temp.doctor('requests.carried_in.* = previous.requests.carried_out.*', 'requests.carried_in.total = previous.requests.carried_out.total');
SELECT * FROM pg_temp.doctor('requests.granted.total <= previous.requests.granted.total @ @ 2019');
SELECT * FROM pg_temp.doctor('requests.miscellaneous.total <= previous.requests.miscellaneous.total @ @ 2021');

-- "*": one row if all its rules are concerned, or else a row for each that is.
SELECT kind, rule, cardinality(proof), message FROM pg_temp.doctor('requests.granted.* <= requests.processed.*');
SELECT * FROM pg_temp.doctor('requests.granted.* = 5');
SELECT * FROM pg_temp.doctor('requests.granted.* >= 5', 'requests.granted.total < 30') \g (format=unaligned)
SELECT * FROM pg_temp.doctor('remedies.*.upheld <= remedies.*.total', 'remedies.*.pending <= 5', 'remedies.direct_suit.pending <= 4') \g (format=unaligned)
-- the sums of a rule's own six columns do not make its seventh superfluous: it is dropped as a whole or not at all
SELECT * FROM pg_temp.doctor('requests.granted.* <= requests.received.*');
-- that "*" meets rows of the other form is nothing to report
SELECT * FROM pg_temp.doctor('requests.*.total <= 1000 @ 2021');

-- A weaker rule does not replace a stronger one.
SELECT kind, rule, proof FROM rule_conflicts(ARRAY[ROW('a', 'info', 'requests.granted.total <= 5', NULL, NULL, NULL, NULL)::checked_rule,
	ROW('b', 'error', 'requests.granted.total <= 5', NULL, NULL, NULL, NULL)::checked_rule, ROW('c', 'warning', 'requests.granted.total <= 6', NULL, NULL, NULL, NULL)::checked_rule]);

-- Errors in the rules themselves.
CREATE FUNCTION pg_temp.error(rules checked_rule[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	detail text;
BEGIN
	PERFORM rule_conflicts(rules);
	RETURN 'none';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN concat_ws(' ', SQLSTATE, SQLERRM, nullif(detail, ''));
END
$$;
SELECT pg_temp.error(ARRAY[NULL]::checked_rule[]);
SELECT pg_temp.error(ARRAY[ROW(code, severity, statement, NULL, NULL, NULL, NULL)::checked_rule]) FROM (VALUES
	(NULL, 'error', '1 = requests.granted.total'), ('a', NULL, '1 = requests.granted.total'), ('a', 'error', NULL), ('a', 'fatal', '1 = requests.granted.total'),
	('甲', 'error', '规章 = 1'), ('a', 'error', 'requests.granted.total <= requests.grated.total'), ('a', 'error', '1 = 2'),
	('甲%s', 'info', 'requests.granted.total <= 1')) AS r (code, severity, statement);

-- Numbers too large to decide are no verdict, and no error: each cell is 999999.9997 / 1000000 of the one before, and the last is less than
-- the first; three such steps are decided, nine are not.
SELECT steps, count(c) AS verdicts FROM (VALUES (3), (9)) AS s (steps), LATERAL (
	SELECT array_agg(format('1000000 %s + 1 = 999999.9997 %s', a, b)) || format('%s < %s', max(b) FILTER (WHERE n = steps), max(a) FILTER (WHERE n = 1)) AS statements
	FROM (SELECT n, row_path AS a, lead(row_path) OVER (ORDER BY n) AS b FROM (
		SELECT n, format('requests.%s.total', name) AS row_path FROM unnest('{granted,partly_granted,state_secret,prohibited_by_law,security_stability,
			third_party_rights,internal_affairs,process_information,enforcement_file,registry_lookup}'::text[]) WITH ORDINALITY AS u (name, n)) AS r) AS chain
	WHERE n <= steps) AS r LEFT JOIN LATERAL pg_temp.doctor(VARIADIC statements) AS c ON true GROUP BY steps ORDER BY steps;

-- Hundreds of rules, 7 a statement: each of ten rows is, in each column, at most another one and a few more.
CREATE TEMP TABLE name AS SELECT unnest('{granted,partly_granted,state_secret,not_held,repeated,miscellaneous,carried_in,received,processed,carried_out}'::text[]) AS name;
SELECT kind, count(*) FROM (SELECT array_agg(ROW(format('r%s', row_number), 'error', format('requests.%s.* <= requests.%s.* + %s', a, b, row_number % 7),
	NULL, NULL, NULL, NULL)::checked_rule) AS rules
	FROM (SELECT a, b, row_number() OVER (ORDER BY a COLLATE "C", b COLLATE "C") FROM name AS a (a), name AS b (b) WHERE a <> b) AS pair) AS r,
	rule_conflicts(rules) GROUP BY kind ORDER BY kind;

-- An independent oracle: random rules on three cells, u, o and t >= u + o, against all reports with small numbers.
-- Chance is a hash, the same on every server.
CREATE FUNCTION pg_temp.pick(world int, n int, what text, choices int) RETURNS int LANGUAGE sql IMMUTABLE AS $$
	SELECT (('x' || substr(md5(concat_ws(' ', world, n, what)), 1, 7))::bit(28)::int % choices)
$$;
CREATE TEMP TABLE random_rule AS SELECT world, 'r' || n AS code, u, o, t, k, comparator
FROM generate_series(1, 80) AS world, generate_series(1, 5) AS n, LATERAL (SELECT pg_temp.pick(world, n, 'u', 4) - 1 AS u,
	pg_temp.pick(world, n, 'o', 4) - 1 AS o, pg_temp.pick(world, n, 't', 3) - 1 AS t, pg_temp.pick(world, n, 'k', 5) AS k,
	(ARRAY['<=', '>=', '<=', '>=', '=', '<', '>', '<>'])[1 + pg_temp.pick(world, n, 'comparator', 8)] AS comparator) AS c
WHERE u <> 0 OR o <> 0 OR t <> 0;
-- the terms of one sign, which stand on one side
CREATE FUNCTION pg_temp.side(u int, o int, t int, sign int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT format('%s remedies.reconsideration.upheld + %s remedies.reconsideration.overturned + %s remedies.reconsideration.total',
		greatest(sign * u, 0), greatest(sign * o, 0), greatest(sign * t, 0))
$$;
CREATE TEMP TABLE verdict AS SELECT world, c.* FROM (
	SELECT world, array_agg(ROW(code, 'error', pg_temp.side(u, o, t, 1) || ' ' || comparator || ' ' || pg_temp.side(u, o, t, -1) || ' + ' || k,
		NULL, NULL, NULL, NULL)::checked_rule) AS rules
	FROM random_rule GROUP BY world) AS w, rule_conflicts(rules) AS c;
-- on which of the reports does each rule hold? One bit each.
CREATE TEMP TABLE reach AS SELECT world, code, (string_agg(CASE WHEN CASE comparator WHEN '<=' THEN d <= 0 WHEN '>=' THEN d >= 0
	WHEN '=' THEN d = 0 WHEN '<' THEN d < 0 WHEN '>' THEN d > 0 ELSE d <> 0 END THEN '1' ELSE '0' END, '' ORDER BY x, y, z))::bit(2197) AS holds
FROM random_rule, generate_series(0, 12) AS x, generate_series(0, 12) AS y, generate_series(0, 12) AS z,
	LATERAL (SELECT u * x + o * y + t * (x + y + z) - k AS d) AS difference GROUP BY world, code;
SELECT kind, count(*), count(*) FILTER (WHERE proof = '{}') AS by_itself, count(*) FILTER (WHERE 'remedies.row.reconsideration' = ANY (proof)) AS with_the_sum
FROM verdict GROUP BY kind ORDER BY kind;
-- no report satisfies a contradictory rule with its proof, or the proof of an implied one without it
SELECT kind, verdict.world, rule, proof FROM verdict JOIN reach ON reach.world = verdict.world AND code = rule,
	LATERAL (SELECT bit_and(p.holds) AS proof_holds FROM reach AS p WHERE p.world = verdict.world AND p.code = ANY (proof)) AS p
WHERE (coalesce(proof_holds, ~B'0'::bit(2197)) & CASE kind WHEN 'implied' THEN ~holds ELSE holds END)::text ~ '1';
CREATE TEMP TABLE stay AS SELECT * FROM reach WHERE NOT EXISTS (SELECT FROM verdict WHERE verdict.world = reach.world AND rule = code);
-- of the rules that stay, some report satisfies all; and for each there is one that satisfies the others only
SELECT world, code, all_hold::text ~ '1' AS satisfiable, superfluous FROM (
	SELECT world, code, bit_and(holds) OVER (PARTITION BY world) AS all_hold,
		coalesce((SELECT bit_and(other.holds) FROM stay AS other WHERE other.world = stay.world AND other.code <> stay.code), ~B'0'::bit(2197)) & ~holds AS only_others
	FROM stay) AS s, LATERAL (SELECT only_others::text !~ '1' AS superfluous) AS b
WHERE all_hold::text !~ '1' OR superfluous ORDER BY world, code;

-- The kind of the unit: rules for kinds that exclude one another do not meet.
SELECT * FROM pg_temp.doctor('requests.granted.total = 0 when unit.kind = township', 'requests.granted.total = 5 when unit.kind = government',
	'requests.granted.total > 5 when unit.kind <> township and unit.kind <> government');
-- for one kind, or one among the others, they do
SELECT * FROM pg_temp.doctor('requests.granted.total = 0 when unit.kind <> government', 'requests.granted.total = 5 when unit.kind = township');
SELECT * FROM pg_temp.doctor('requests.granted.total <= 5 when unit.kind <> government', 'requests.granted.total <= 6 when unit.kind = township',
	'requests.granted.total <= 5 when unit.kind = zone', 'requests.granted.total <= 7');
-- each half of the units has a rule: what both say is said of all
SELECT * FROM pg_temp.doctor('requests.granted.total = 3', 'requests.granted.total <= 3 when unit.kind = zone', 'requests.granted.total > 3 when unit.kind != zone');
SELECT * FROM pg_temp.doctor('requests.denied.total >= 5', 'requests.denied.total < 5 when unit.kind = zone', 'requests.denied.total < 5 when unit.kind != zone');
-- no unit is of two kinds, and some units are of a kind that no rule names
SELECT * FROM pg_temp.doctor('requests.granted.total = 5 when unit.kind = zone and unit.kind = township');
SELECT * FROM pg_temp.doctor('requests.granted.total = 5 when unit.kind <> zone and unit.kind = zone');
SELECT * FROM pg_temp.doctor('requests.granted.total = 5 when unit.kind = zone', 'requests.granted.total = 5 when unit.kind = township', 'requests.granted.total = 6');
SELECT * FROM pg_temp.doctor('requests.granted.* <= 5 when unit.kind = zone', 'requests.granted.total > 5 when unit.kind = zone');
