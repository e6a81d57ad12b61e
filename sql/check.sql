-- Figures checked against the statutory rules, by the library and by plain SQL.
SET search_path = disclosure, public;

-- Two sound reports: 杭州 2025 and 上海 2019.
CREATE TEMP TABLE sound AS SELECT form, text::figures AS figures FROM (VALUES
	('2021', '{"form":"2021","proactive":{"government_rules":[3,5,74],"normative_documents":[564,984,4185],"licensing":[11398889],
		"penalties":[6937489],"compulsion":[166105],"charges":[316441]},"requests":{"received":[13612,252,0,45,128,32,14069],
		"carried_in":[535,6,0,1,18,0,560],"granted":[5345,129,0,41,19,14,5548],"partly_granted":[2120,39,0,1,6,2,2168],
		"state_secret":[13,0,0,0,0,0,13],"prohibited_by_law":[30,0,0,0,0,0,30],"security_stability":[11,0,0,0,0,0,11],
		"third_party_rights":[49,2,0,0,0,0,51],"internal_affairs":[103,1,0,0,0,0,104],"process_information":[84,1,0,0,0,0,85],
		"enforcement_file":[282,4,0,0,0,0,286],"registry_lookup":[147,0,0,0,1,2,150],"not_held":[3075,50,0,0,89,8,3222],
		"needs_creation":[177,3,0,0,0,0,180],"still_unclear":[19,0,0,0,0,0,19],"petition_complaint":[199,1,0,0,3,0,203],
		"repeated":[147,1,0,0,0,0,148],"published_material":[0,0,0,0,0,0,0],"unjustified_mass":[100,1,0,0,0,0,101],
		"confirm_or_reissue":[5,0,0,0,0,0,5],"supplement_overdue":[315,3,0,0,0,0,318],"fee_overdue":[202,0,0,1,0,0,203],
		"miscellaneous":[941,17,0,1,3,3,965],"processed":[13364,252,0,44,121,29,13810],"carried_out":[783,6,0,2,25,3,819]},
		"remedies":{"reconsideration":[376,97,196,121,790],"direct_suit":[16,1,12,27,56],
		"suit_after_reconsideration":[74,1,30,51,156]}}'),
	('2019', '{"form":"2019","proactive":{"government_rules":[13,13,524],"normative_documents":[60,60,368],"licensing":[0,0,0],
		"other_services":[0,0,0],"penalties":[0,0,0],"compulsion":[0,0,0],"charges":[0,0],"procurement":[6,25.1]},
		"requests":{"received":[821,35,0,0,2,1,859],"carried_in":[18,0,0,0,0,0,18],"granted":[258,12,0,0,1,1,272],
		"partly_granted":[3,0,0,0,0,0,3],"state_secret":[14,0,0,0,0,0,14],"prohibited_by_law":[0,0,0,0,0,0,0],
		"security_stability":[0,0,0,0,0,0,0],"third_party_rights":[0,0,0,0,0,0,0],"internal_affairs":[5,0,0,0,0,0,5],
		"process_information":[3,1,0,0,0,0,4],"enforcement_file":[0,0,0,0,0,0,0],"registry_lookup":[10,2,0,0,0,0,12],
		"not_held":[252,12,0,0,1,0,265],"needs_creation":[44,3,0,0,0,0,47],"still_unclear":[25,0,0,0,0,0,25],
		"petition_complaint":[148,1,0,0,0,0,149],"repeated":[5,4,0,0,0,0,9],"published_material":[0,0,0,0,0,0,0],
		"unjustified_mass":[0,0,0,0,0,0,0],"confirm_or_reissue":[0,0,0,0,0,0,0],"otherwise_handled":[0,0,0,0,0,0,0],
		"processed":[767,35,0,0,2,1,805],"carried_out":[72,0,0,0,0,0,72]},"remedies":{"reconsideration":[5,0,0,2,7],
		"direct_suit":[8,0,0,1,9],"suit_after_reconsideration":[0,0,0,0,0]}}')) AS v (form, text);

-- The rules as plain SQL has them, from the names in the paths.
CREATE TEMP TABLE cell AS
	SELECT path, ordinal, signed, decimals, array_agg(form) AS forms,
		split_part(path, '.', 1) AS tab, split_part(path, '.', 2) AS line, split_part(path, '.', 3) AS col
	FROM form_cell GROUP BY path, ordinal, signed, decimals;
CREATE TEMP TABLE term AS
	SELECT tab || '.row.' || line AS rule, 1 AS kind, col = 'total' AS on_right, path, ordinal
		FROM cell WHERE tab IN ('requests', 'remedies')
	UNION ALL SELECT 'requests.column.' || col, 2, line = 'processed', path, ordinal
		FROM cell WHERE tab = 'requests' AND line NOT IN ('received', 'carried_in', 'carried_out')
	UNION ALL SELECT 'requests.balance.' || col, 3, line IN ('processed', 'carried_out'), path, ordinal
		FROM cell WHERE line IN ('received', 'carried_in', 'processed', 'carried_out');
ANALYZE cell;
ANALYZE term;
SELECT form, count(*) AS relations, count(*) FILTER (WHERE severity = 'error') AS errors FROM statutory_rule
WHERE statement IS NOT NULL GROUP BY form ORDER BY form;
SELECT form, code, expected.rule FROM
	(SELECT DISTINCT form, rule FROM term JOIN form_cell USING (path)) AS expected
	FULL JOIN (SELECT form, code AS rule, code FROM statutory_rule WHERE statement IS NOT NULL) AS got USING (form, rule)
WHERE code IS NULL OR expected.rule IS NULL;

SELECT form, is_sound(figures), is_complete(figures), (SELECT count(*) FROM check_figures(figures)) AS findings FROM sound ORDER BY form;

-- Mutation: every cell of both, one more and one less, breaks exactly the rules that contain it.
CREATE TEMP TABLE mutant AS
	SELECT form, path, change, figures FROM sound JOIN form_cell USING (form), (VALUES (1), (-1)) AS c (change);
UPDATE mutant SET figures[path] = figures[path] + change;
SELECT form, change, count(*) AS mutants, sum((NOT is_sound(figures))::int) AS unsound, sum(findings) AS findings
FROM mutant, LATERAL (SELECT count(*) AS findings FROM check_figures(figures) WHERE rule <> 'form.sign') AS f
GROUP BY form, change ORDER BY form, change;
WITH expected AS (
	SELECT form, path, change, rule, CASE WHEN on_right THEN change ELSE -change END AS difference,
		first_value(rule) OVER (PARTITION BY form, path, change ORDER BY kind) AS cause
	FROM mutant JOIN term USING (path)),
got AS (
	SELECT form, path, change, f.* FROM mutant, check_figures(figures) AS f
	-- a cell that was zero is negative now: sorted out below
	WHERE rule <> 'form.sign')
SELECT form, path, change, rule, expected.cause, got.severity, got.result, got.difference, got.caused_by
FROM expected FULL JOIN got USING (form, path, change, rule)
WHERE got.result IS DISTINCT FROM 'fail' OR got.severity IS DISTINCT FROM 'error' OR got.why IS NOT NULL
	OR got.difference IS DISTINCT FROM expected.difference OR got.actual - got.expected <> got.difference
	OR path <> ALL (got.cells) OR got.caused_by IS DISTINCT FROM nullif(expected.cause, rule) OR got.advice IS NULL
	OR got.severity_label <> '强制性' OR got.result_label <> '不符' OR got.message NOT LIKE '%≠%相差 1'
ORDER BY form, path, change, rule LIMIT 20;
-- and is sound exactly if no rule contains the cell and it has not become negative
SELECT form, path, change FROM mutant JOIN cell USING (path)
WHERE is_sound(figures) <> (NOT EXISTS (SELECT FROM term WHERE term.path = mutant.path) AND (signed OR figures[path] >= 0));

-- Random values: all combinations of things the library looks at, against plain SQL.
CREATE TEMP TABLE base AS
	SELECT row_number() OVER () - 1 AS base, figures FROM (
		SELECT figures FROM sound
		UNION ALL SELECT sum(figures) FROM sound
		UNION ALL SELECT zero_figures(form) FROM sound
		UNION ALL SELECT '{"form":"2021"}'
		-- 洪泽 2023, one row instead of the form's three
		UNION ALL SELECT fill_zero('{"form":"2021","requests":{"received":{"natural_person":21,"total":21},"partly_granted":{"natural_person":4,"total":4},
			"state_secret":{"natural_person":1,"total":1},"process_information":{"natural_person":1,"total":1},"enforcement_file":{"natural_person":1,"total":1},
			"not_held":{"natural_person":10,"total":10},"needs_creation":{"natural_person":3,"total":3},"petition_complaint":{"natural_person":1,"total":1},
			"otherwise_handled":{"natural_person":0,"enterprise":0,"research":0,"public_welfare":0,"legal_service":0,"other_organisation":0,"total":0},
			"processed":{"natural_person":21,"total":21}},"remedies":{"reconsideration":[10,1,0,0,0],"suit_after_reconsideration":[5,0,0,0,0]}}')
		UNION ALL SELECT '{"form":"2019","requests":{"received":[4,0,0,0,0,0,4],"carried_in":[0,0,0,0,0,0,0],"processed":[4,0,0,0,0,0,null],"carried_out":[0,0,0,0,0,0,0]}}') AS b;
CREATE TEMP TABLE trial AS SELECT n, figures FROM base, generate_series(1, 2400) AS n WHERE base = n % 8;
CREATE FUNCTION pg_temp.disturb(k int) RETURNS void LANGUAGE sql AS $$
	UPDATE trial SET figures[path] = CASE (n / 8 * 13 + k * 7 + n) % 8
		WHEN 0 THEN NULL WHEN 1 THEN NULL WHEN 2 THEN 0 WHEN 3 THEN -1 WHEN 4 THEN CASE WHEN n > 1300 THEN 9223372036854775807 ELSE 1000000 END
		ELSE least(coalesce(figures[path], 0), 10000000) + (n + k) % 5 - 2 END
	FROM cell WHERE NOT (path ~ 'proactive' AND decimals > 0 AND (n / 8 * 13 + k * 7 + n) % 8 = 4) AND ordinal = (n / 8 * 7919 + k * 104729 + n / 8 * k * 53) % 226 AND (n + k) % 3 > 0
$$;
SELECT count(pg_temp.disturb(k)) AS times FROM generate_series(1, 4) AS k;
-- and totals of two or three of them, which with their holes are lower bounds
ALTER TABLE trial ADD COLUMN holes figures;
UPDATE trial SET holes = blanks(figures);
INSERT INTO trial SELECT 10000 + n % 500, sum(figures), sum(holes) FROM trial WHERE n <= 1300 GROUP BY n % 500;
CREATE TEMP TABLE finding (n int, rule text, result text, cells text[], expected numeric, actual numeric);
INSERT INTO finding
WITH form AS MATERIALIZED (
	SELECT n, string_to_array(figures::json ->> 'form', '+') AS forms FROM trial),
known AS MATERIALIZED (
	-- a hole in a total that has no cell: one addend's row is replaced, that of another is blank
	SELECT n, forms, path, known.value, known.value IS NULL OR hole > 0 AS open
	FROM trial JOIN form USING (n), LATERAL (SELECT * FROM cells(figures) AS known
		FULL JOIN (SELECT path, value AS hole FROM cells(holes) WHERE value > 0) AS h USING (path)) AS known),
relation AS (
	SELECT n, rule, array_agg(path ORDER BY on_right, ordinal) AS cells,
		coalesce(sum(value) FILTER (WHERE NOT on_right), 0) AS a, coalesce(sum(value) FILTER (WHERE on_right), 0) AS b,
		bool_or(open AND NOT on_right) AS a_open, bool_or(open AND on_right) AS b_open
	FROM known JOIN term USING (path) GROUP BY n, rule HAVING bool_or(on_right) AND NOT bool_and(on_right))
SELECT n, rule, CASE WHEN NOT b_open AND a > b OR NOT a_open AND a < b THEN 'fail' ELSE 'unknown' END, cells, a, b
FROM relation WHERE a <> b OR a_open OR b_open
UNION ALL
SELECT n, 'form.sign', 'fail', ARRAY[path], NULL, NULL FROM known JOIN cell USING (path) WHERE value < 0 AND NOT signed
UNION ALL
SELECT n, CASE WHEN value IS NULL THEN 'form.blank' ELSE 'form.mixed' END, 'fail', array_agg(path ORDER BY path COLLATE "C"), NULL, NULL
FROM known JOIN cell USING (path)
WHERE value IS NULL OR NOT known.forms && cell.forms
GROUP BY n, tab, value IS NULL;

-- of both forms, the second has all of the first but one
CREATE TEMP TABLE statutory_place AS
	SELECT code, row_number() OVER () AS place FROM statutory_rule WHERE form = '2021';
CREATE TEMP TABLE got AS
	SELECT n, f.* FROM trial, check_figures(figures, holes) WITH ORDINALITY AS f (rule, severity, result, why, cells, expected, actual, difference,
		message, advice, caused_by, severity_label, result_label, fingerprint, place);
CREATE INDEX ON got (n);
UPDATE got SET cells = (SELECT array_agg(path ORDER BY path COLLATE "C") FROM unnest(cells) AS path) WHERE rule IN ('form.blank', 'form.mixed');
SELECT count(DISTINCT n) AS values, count(*) AS findings, count(*) FILTER (WHERE result = 'unknown') > 1000 AS many_unknown,
	count(*) FILTER (WHERE rule = 'form.sign') > 100 AS many_negative, count(*) FILTER (WHERE rule = 'form.mixed') > 100 AS many_mixed FROM finding;
-- for a single report, its blanks as holes change nothing
SELECT n AS holes_differ FROM trial WHERE n < 10000 AND
	(SELECT array_agg(f) FROM check_figures(figures) AS f) IS DISTINCT FROM (SELECT array_agg(f) FROM check_figures(figures, holes) AS f);
SELECT * FROM (TABLE finding EXCEPT SELECT n, rule, result, cells, expected, actual FROM got) AS missed ORDER BY n, rule LIMIT 10;
SELECT * FROM (SELECT n, rule, result, cells, expected, actual FROM got EXCEPT TABLE finding) AS not_expected ORDER BY n, rule LIMIT 10;
-- the columns that follow from these
SELECT got.* FROM got
WHERE severity <> CASE rule WHEN 'form.mixed' THEN 'warning' ELSE 'error' END
	OR severity_label <> CASE severity WHEN 'error' THEN '强制性' ELSE '核实性' END
	OR result_label <> CASE result WHEN 'fail' THEN '不符' ELSE '无法核对' END
	OR why IS DISTINCT FROM CASE result WHEN 'unknown' THEN 'blank' END
	OR difference IS DISTINCT FROM CASE WHEN result = 'fail' THEN actual - expected END
	OR message IS NULL OR advice IS NULL OR caused_by = rule
	OR caused_by IS NOT NULL AND NOT EXISTS (SELECT FROM got AS cause WHERE cause.n = got.n AND cause.rule = got.caused_by
		AND cause.result = 'fail' AND cause.caused_by IS NULL AND cause.place < got.place AND cause.cells && got.cells)
LIMIT 10;
-- failures come first, in the order of the rules
SELECT a.n, a.rule, b.rule FROM got AS a JOIN got AS b ON b.n = a.n AND b.place = a.place + 1
	LEFT JOIN statutory_place AS pa ON pa.code = a.rule LEFT JOIN statutory_place AS pb ON pb.code = b.rule
WHERE a.result > b.result COLLATE "C" OR a.result = b.result AND pa.place > pb.place;
-- is_sound(), which has a shorter way for many values, agrees; so does is_complete()
SELECT count(*) FILTER (WHERE is_sound(figures)) AS sound, count(*) FILTER (WHERE is_complete(figures)) AS complete FROM trial WHERE n < 10000;
SELECT n FROM trial WHERE n < 10000 AND is_sound(figures) =
	EXISTS (SELECT FROM finding WHERE finding.n = trial.n AND result = 'fail' AND rule NOT IN ('form.blank', 'form.mixed'));
SELECT n FROM trial WHERE n < 10000 AND is_complete(figures) = EXISTS (SELECT FROM finding WHERE finding.n = trial.n AND rule = 'form.blank');
