-- Blanks whose value the other numbers settle.
SET search_path = disclosure, public;
\set ECHO none
\i sql/include/reports.sql
\set ECHO all

-- Two published reports: in the first, of 井冈山 2020, columns were left blank; in the second, of 上海 2019, totals and zeros.
CREATE TEMP TABLE published AS SELECT place, text::figures AS f FROM (VALUES
	('井冈山', '{"form":"2019","proactive":{"government_rules":[0,0,0],"normative_documents":[0,0,1874],"licensing":[161,0,2537],
		"other_services":[194,0,16681],"penalties":[2133,0,1065],"compulsion":[72,0,30],"charges":[3138.14,1108.67],
		"procurement":[947,11900]},"requests":{"received":[8,0,0,0,0,0,8],"carried_in":[0,0,0,0,0,0,0],
		"granted":[8,null,null,null,null,null,8],"partly_granted":[null,null,null,null,null,null,0],
		"state_secret":[0,null,null,null,null,null,0],"prohibited_by_law":[0,null,null,null,null,null,0],
		"security_stability":[0,null,null,null,null,null,0],"third_party_rights":[0,null,null,null,null,null,0],
		"internal_affairs":[0,null,null,null,null,null,0],"process_information":[0,null,null,null,null,null,0],
		"enforcement_file":[0,null,null,null,null,null,0],"registry_lookup":[0,null,null,null,null,null,0],
		"not_held":[0,null,null,null,null,null,0],"needs_creation":[0,null,null,null,null,null,0],
		"still_unclear":[0,null,null,null,null,null,0],"petition_complaint":[0,null,null,null,null,null,0],
		"repeated":[0,null,null,null,null,null,0],"published_material":[0,null,null,null,null,null,0],
		"unjustified_mass":[0,null,null,null,null,null,0],"confirm_or_reissue":[0,null,null,null,null,null,0],
		"otherwise_handled":[0,null,null,null,null,null,0],"processed":[8,null,null,null,null,null,8],
		"carried_out":[0,null,null,null,null,null,0]},"remedies":{"reconsideration":[0,0,0,0,0],"direct_suit":[0,0,0,0,0],
		"suit_after_reconsideration":[0,0,0,0,0]}}'),
	('上海', '{"form":"2019","proactive":{"government_rules":[13,13,524],"normative_documents":[60,60,368],"licensing":[0,0,0],
		"other_services":[0,0,0],"penalties":[0,0,0],"compulsion":[0,0,0],"charges":[0,0],"procurement":[6,25.1]},
		"requests":{"received":[821,35,null,null,2,1,859],"carried_in":[18,null,null,null,null,null,18],
		"granted":[258,12,null,null,1,1,null],"partly_granted":[3,null,null,null,null,null,null],
		"state_secret":[14,null,null,null,null,null,null],"internal_affairs":[5,null,null,null,null,null,null],
		"process_information":[3,1,null,null,null,null,null],"registry_lookup":[10,2,null,null,null,null,null],
		"not_held":[252,12,null,null,1,null,null],"needs_creation":[44,3,null,null,null,null,null],
		"still_unclear":[25,null,null,null,null,null,null],"petition_complaint":[148,1,null,null,null,null,null],
		"repeated":[5,4,null,null,null,null,null],"processed":[767,35,null,null,2,1,805],
		"carried_out":[72,null,null,null,null,null,72]},"remedies":{"reconsideration":[5,null,null,2,7],
		"direct_suit":[8,null,null,1,9]}}')) AS v (place, text);
SELECT place, count(*) AS blanks, count(value) AS settled, sum(value), sum(cardinality(proof)) AS steps, max(cardinality(proof)) AS longest
FROM published, deductions(f) GROUP BY place ORDER BY place DESC;
-- 井冈山: a total that is made up already leaves zeros
SELECT path, value, proof FROM published, deductions(f) WHERE place = '井冈山' AND path ~ 'requests.(granted|partly_granted|processed)';
-- 上海: a column that is made up leaves zeros in it, then rows have their totals
SELECT path, value, proof FROM published, deductions(f) WHERE place = '上海' AND path ~ 'carried_in|total' \gx (format=unaligned)
SELECT path, low, high, message FROM published, deductions(f) WHERE value IS NULL;
SELECT place, is_complete(complete(f)) AS complete, is_sound(complete(f)) AS sound,
	(SELECT sum(value) FROM cells(blanks(complete(f)))) AS still_blank, complete(complete(f)) = complete(f) AS again_the_same
FROM published ORDER BY place DESC;
-- complete() fills in the deduced values, and changes nothing else
SELECT place, path FROM published, LATERAL (SELECT path, a.value AS was, b.value AS now, d.value AS deduced
	FROM cells(f) AS a JOIN cells(complete(f)) AS b USING (path) LEFT JOIN deductions(f) AS d USING (path)) AS c
WHERE now IS DISTINCT FROM coalesce(was, deduced);

-- Against all ways to fill in the blanks: a row of table four has five cells, whose numbers here are at most 4 (the total 9).
CREATE TEMP TABLE pattern AS SELECT a, b, c, d, t FROM unnest('{NULL,0,3}'::int[]) a, unnest('{NULL,0,1}'::int[]) b, unnest('{NULL,0}'::int[]) c,
	unnest('{NULL,2}'::int[]) d, unnest('{NULL,2,5,6,9}'::int[]) t;
CREATE TEMP TABLE deduced AS SELECT p.*, s.path, s.value, s.low, s.high, s.broken FROM pattern p,
	deductions(jsonb_build_object('form', '2021', 'remedies', jsonb_build_object('direct_suit', jsonb_build_array(a, b, c, d, t)))::figures) AS s
	WHERE path ~ 'direct_suit';
CREATE TEMP TABLE filled AS SELECT p.*, ways.cell, min(ways.value) AS low, max(ways.value) AS high FROM pattern p, LATERAL (
		SELECT u.cell, u.value FROM generate_series(coalesce(a, 0), coalesce(a, 12)) AS x, generate_series(coalesce(b, 0), coalesce(b, 12)) AS y,
			generate_series(coalesce(c, 0), coalesce(c, 12)) AS z, generate_series(coalesce(d, 0), coalesce(d, 12)) AS w,
			unnest('{upheld,overturned,other_result,pending,total}'::text[], ARRAY[x, y, z, w, x + y + z + w]) AS u (cell, value)
		WHERE x + y + z + w = coalesce(t, x + y + z + w)) AS ways
	GROUP BY a, b, c, d, t, ways.cell;
-- without a total there is no limit above; if no value is possible, the rule is broken
SELECT count(*) AS blanks, count(value) AS settled, count(*) FILTER (WHERE broken <> '{}') AS of_broken_rules,
	count(*) FILTER (WHERE CASE WHEN f.cell IS NULL THEN d.broken = '{}' OR d.low <> 0 OR d.high IS NOT NULL
		ELSE d.low <> f.low OR CASE WHEN f.high < 12 OR d.t IS NOT NULL THEN d.high IS DISTINCT FROM f.high ELSE d.high IS NOT NULL END END) AS differ
FROM deduced AS d LEFT JOIN filled AS f ON split_part(path, '.', 3) = f.cell
	AND (f.a, f.b, f.c, f.d, f.t) IS NOT DISTINCT FROM (d.a, d.b, d.c, d.d, d.t);

-- A case that one equation after the other does not solve: 2 were granted, to at most 1 natural person and 1 enterprise.
CREATE TEMP TABLE tight AS SELECT '{"form":"2021","requests":{"received":[1,1,0,0,0,0,2],"carried_in":[0,0,0,0,0,0,0],
	"granted":[null,null,0,0,0,0,2]}}'::figures AS f;
SELECT path, value, low, high, proof FROM tight, deductions(f) WHERE path ~ 'requests.(granted|repeated|processed|carried_out)' \g (format=unaligned)
-- with one more received there is a choice
SELECT path, value, low, high, proof FROM tight,
	deductions((f::jsonb || '{"requests":{"received":[1,2,0,0,0,0,3],"carried_in":[0,0,0,0,0,0,0],"granted":[null,null,0,0,0,0,2]}}')::figures)
WHERE path ~ 'requests.(granted|processed.total|carried_out.total)' \gx (format=unaligned)

-- Rules that do not hold are left aside and named, alone or together.
SELECT path, value, low, high, proof, broken, message
FROM deductions('{"form":"2021","remedies":{"reconsideration":[9,null,null,null,5],"direct_suit":[1,null,0,0,3]}}') WHERE path ~ 'remedies' \g (format=unaligned)
SELECT path, value, low, high, broken
FROM deductions('{"form":"2021","requests":{"received":[0,0,0,0,0,0,0],"carried_in":[0,0,0,0,0,0,0],"granted":[2,null,null,null,null,null,null]}}')
WHERE path ~ 'granted|processed';

-- The office's own equalities take part; others do not.
CREATE TEMP TABLE own AS SELECT ARRAY[
	ROW('half', 'error', '2 * requests.granted.natural_person = requests.received.natural_person', NULL, NULL, NULL, NULL),
	ROW('odd', 'error', '2 * requests.repeated.natural_person + 4 * requests.repeated.enterprise = 7', NULL, NULL, NULL, NULL),
	ROW('more', 'error', 'requests.granted.enterprise >= 3', NULL, NULL, NULL, NULL)]::checked_rule[] AS rules;
SELECT path, value, low, high, proof, broken FROM own,
	deductions('{"form":"2021","requests":{"received":[7,null,0,0,0,0,null],"granted":[null,null,0,0,0,0,null]}}', rules[1:1] || rules[3:3])
WHERE path ~ 'received|granted';
SELECT path, value, low, high, proof, broken FROM own,
	deductions('{"form":"2021","requests":{"received":[8,null,0,0,0,0,null],"granted":[null,null,0,0,0,0,null]}}', rules)
WHERE path ~ 'received|granted|repeated';

-- Nothing to deduce
SELECT complete(NULL) IS NULL AS of_null, count(*) FROM deductions(NULL);
SELECT count(*) FROM deductions(zero_figures('2021'));
SELECT count(*) AS blanks, count(value) AS settled, count(low), count(high) FROM deductions('{"form":"2019"}');
SELECT count(*) AS blanks FROM deductions('{"form":"2019"}'::figures - zero_figures('2019'));
SELECT complete('{"form":"2019+2021","remedies":{"direct_suit":[0,0,null,0,3]}}');

-- Rules of the office that contradict the numbers or one another are left aside, each on its own; a choice proves nothing.
SELECT path, value, low, high, proof, broken FROM deductions('{"form":"2021","remedies":{"direct_suit":[null,1,0,0,null]}}',
	pg_temp.rules('remedies.direct_suit.upheld = 2 or remedies.direct_suit.upheld = 1')) WHERE path ~ 'direct_suit';
SELECT path, value, low, high, proof, broken FROM deductions('{"form":"2021","remedies":{"direct_suit":[null,1,0,0,null]}}',
	pg_temp.rules('2 * remedies.direct_suit.upheld = 2 * remedies.direct_suit.total - 1', '2 * remedies.direct_suit.upheld = remedies.direct_suit.total',
		'2 * remedies.direct_suit.upheld = 2 * remedies.direct_suit.total - 3')) WHERE path ~ 'direct_suit';
-- hundreds of rules that contradict one another, in a bounded time and memory
SELECT count(*), max(cardinality(broken)) FROM deductions('{"form":"2021","remedies":{"direct_suit":[1,0,null,null,1]}}', (SELECT pg_temp.rules(VARIADIC array_agg(
	'remedies.direct_suit.upheld + remedies.reconsideration.total = remedies.direct_suit.total + ' || n)) FROM generate_series(1, 300) n));

-- If relations about a blank contradict one another, the limits by the others are told, but the blank is not filled in.
SELECT path, value, broken, message FROM deductions('{"form":"2021","requests":{"granted":[5,0,0,0,0,0,5],"processed":[null,0,0,0,0,0,0]}}') WHERE path ~ 'processed' \g (format=unaligned)
SELECT value_of(complete('{"form":"2021","requests":{"granted":[5,0,0,0,0,0,5],"processed":[null,0,0,0,0,0,0]}}'), 'requests.processed.natural_person') AS left_alone,
	value_of(complete('{"form":"2021","requests":{"granted":[null,0,0,0,0,0,0]}}'), 'requests.granted.natural_person') AS filled_in;

-- A thousand rules are tried beside those taken in before, not each time all anew.
SET statement_timeout = '20s';
SELECT count(*) AS blanks, count(*) FILTER (WHERE broken <> '{}') > 100 AS of_broken_rules
FROM deductions('{"form":"2021"}', (SELECT array_agg(ROW('r' || i, 'error', format('%s + %s + %s = %s', p[i * 7 % 172 + 1], p[i * 31 % 172 + 1],
		p[i * 59 % 172 + 1], p[i * 113 % 172 + 1]), NULL, NULL, NULL, NULL)::checked_rule ORDER BY i)
	FROM generate_series(1, 1000) i, (SELECT array_agg(path ORDER BY path COLLATE "C") AS p FROM form_cell WHERE form = '2021' AND path NOT LIKE '%.total') c));
RESET statement_timeout;
