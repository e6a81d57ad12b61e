-- Ten questions of analysts: the manual's queries, as they stand there, against plain SQL over the cells of reports and the tables of the register.
\getenv abs_srcdir PG_ABS_SRCDIR
\set manual :abs_srcdir '/docs/zh/08-对接报表工具.md'
CREATE DATABASE regress_bi_questions;
\c regress_bi_questions
CREATE EXTENSION report_ext;
SET search_path = disclosure, public;
SET client_min_messages = warning;
CALL create_register();
\set ECHO none
\setenv MANUAL :manual
\set questions `sed -n '/^## 十个问题/,/^## 数据字典/p' "$MANUAL" | sed -n '/^### /,$p' | awk '/^### /{n=$2+0} /^\140\140\140/{on=/sql/; next} on{text[n]=text[n] $0 "\n"} END{for(i=1;i<=n;i++) printf "CREATE TEMP VIEW q%d AS %s", i, text[i]}'`
\set ECHO all

-- three cities with six units each; numbers at random but rows right, with blanks, a wrong total, a late and a missing report
INSERT INTO unit (unit_id, name, kind, division_code) VALUES ('a', '甲市', 'government', '360100'), ('b', '乙市', 'government', '360200'), ('d', '丙市', 'government', '360900');
INSERT INTO unit (unit_id, name, kind) SELECT t || i, t || '局' || i, CASE WHEN i = 5 THEN 'township' ELSE 'department' END FROM unnest('{a,b,d}'::text[]) t, generate_series(1, 6) i;
INSERT INTO unit_parent (unit_id, parent_id) SELECT unit_id, left(unit_id, 1) FROM unit WHERE length(unit_id) > 1;
INSERT INTO unit_contact (unit_id, task, name, telephone) SELECT unit_id, t, t || unit_id, '1' FROM unit, unnest('{answer,fill}'::text[]) t WHERE unit_id < 'd4';
INSERT INTO reporter (unit_id, exempt, reason) VALUES ('b6', true, '免报');
INSERT INTO reporting_year (year) VALUES (2022), (2023);
CREATE FUNCTION pg_temp.draw(VARIADIC seed text[]) RETURNS integer LANGUAGE sql IMMUTABLE RETURN get_byte(sha256(convert_to(array_to_string(seed, ' '), 'UTF8')), 3);
CREATE FUNCTION pg_temp.made(unit text, year integer) RETURNS figures LANGUAGE sql AS $$
	WITH leaf AS (
		SELECT p.line, p.col, CASE WHEN d % 3 = 0 OR (p.line = 'granted' AND p.col = 'natural_person') THEN d % (CASE unit WHEN 'a4' THEN 3 ELSE 40 END) ELSE 0 END AS n
		FROM (SELECT split_part(path, '.', 2) AS line, split_part(path, '.', 3) AS col FROM form_cell WHERE form = '2021' AND path ~ '^requests') p,
			pg_temp.draw(unit, year::text, p.line, p.col) d
		WHERE p.line NOT IN ('processed', 'received', 'carried_in') AND p.col <> 'total'
	), summed AS (
		SELECT * FROM leaf
		UNION ALL SELECT 'processed', col, sum(n) FROM leaf WHERE line <> 'carried_out' GROUP BY 2
		UNION ALL SELECT 'received', col, sum(n) FROM leaf GROUP BY 2
	), whole AS (SELECT * FROM summed UNION ALL SELECT line, 'total', sum(n) FROM summed GROUP BY 1)
	SELECT zero_figures('2021') + jsonb_build_object('form', '2021', 'requests', (SELECT jsonb_object_agg(line, o) FROM (SELECT line, jsonb_object_agg(col, n) AS o FROM whole GROUP BY 1) x),
		'remedies', jsonb_build_object('reconsideration', (SELECT jsonb_build_array(a, b, c, e, a + b + c + e) FROM (SELECT pg_temp.draw(unit, year::text, 'a') % 9 AS a,
			pg_temp.draw(unit, year::text, 'b') % 4 AS b, pg_temp.draw(unit, year::text, 'c') % 2 AS c, pg_temp.draw(unit, year::text, 'e') % 3 AS e) v),
			'direct_suit', jsonb_build_array(pg_temp.draw(unit, 'd') % 3, 0, 0, 0, pg_temp.draw(unit, 'd') % 3)))::figures
$$;
INSERT INTO report (unit_id, year, origin, status, issued_on, figures)
SELECT unit_id, y, 'recorded', 'published', make_date(y + 1, CASE WHEN unit_id IN ('a2', 'b') THEN 4 ELSE 1 END, 20), pg_temp.made(unit_id, y)
FROM unit, generate_series(2022, 2023) y WHERE (unit_id, y) NOT IN (('a3', 2023), ('d6', 2022), ('b6', 2023));
INSERT INTO report (unit_id, year, scope, origin, status, issued_on, figures)
SELECT unit_id, year, 'consolidated', origin, status, issued_on, pg_temp.made('all', 2023) FROM report WHERE unit_id = 'a' AND year = 2023;
UPDATE report SET figures['requests.granted.total'] = NULL, figures['requests.not_held.research'] = NULL WHERE unit_id IN ('d1', 'd2') AND year = 2023;
UPDATE report SET figures['requests.granted.total'] = figures['requests.granted.total'] + 7 WHERE unit_id = 'b1' AND year = 2023;
UPDATE report SET figures['requests.received.enterprise'] = NULL WHERE unit_id = 'b2';
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) SELECT u, n, 'natural_person', 'online', date '2022-12-20' + n FROM unnest('{a1,d4}'::text[]) u, generate_series(1, 30) n;
:questions

/* The same by plain SQL. */
CREATE TEMP VIEW own AS SELECT r.unit_id, r.year, r.figures, u.name, u.kind, coalesce(t.parent_id, r.unit_id) AS top FROM report r JOIN unit u USING (unit_id) LEFT JOIN unit_parent t USING (unit_id) WHERE r.scope = 'own';
CREATE TEMP VIEW cell AS SELECT o.*, c.path, c.value, split_part(c.path, '.', 2) AS line, split_part(c.path, '.', 3) AS col FROM own o, cells(o.figures) c;
CREATE TEMP VIEW rate AS SELECT name, top, n, d FROM own, LATERAL (SELECT figures['requests.granted.total'] + figures['requests.partly_granted.total'] AS n, figures['requests.processed.total'] AS d) v WHERE year = 2023;
CREATE TEMP VIEW e1 AS SELECT r.name, n, d, round(100 * n / d, 1) AS is, round(100 * t.all_n / t.all_d, 1) AS whole
FROM rate r JOIN (SELECT top, sum(n) AS all_n, sum(d) AS all_d FROM rate WHERE n + d IS NOT NULL GROUP BY 1) t USING (top) WHERE d >= 30 AND n / d < round(all_n / all_d, 6);
CREATE TEMP VIEW e2 AS SELECT u.name, CASE WHEN r.unit_id IS NULL THEN '逾期未公布' ELSE '逾期公布' END, due, r.issued_on,
	(SELECT count(*) FROM finding f WHERE f.unit_id = r.unit_id AND f.year = 2023 AND f.scope = 'own' AND f.severity = 'error' AND f.result = 'fail' HAVING r.unit_id IS NOT NULL) AS errors,
	c.name AS person, c.telephone
FROM unit u CROSS JOIN LATERAL (SELECT CASE kind WHEN 'government' THEN date '2024-03-31' ELSE '2024-01-31' END AS due) d
LEFT JOIN report r ON r.unit_id = u.unit_id AND r.year = 2023 AND r.scope = 'own' LEFT JOIN unit_contact c ON c.unit_id = u.unit_id AND c.task = 'fill'
WHERE u.unit_id <> 'b6' AND (r.unit_id IS NULL OR r.issued_on > due);
CREATE TEMP VIEW e3 AS SELECT t.name, f.label, n, (SELECT sum(value) FROM cell c JOIN form_cell f USING (path) WHERE f.form = '2021' AND f.row_group = 'denied' AND c.col = 'total' AND c.year = 2023 AND c.top = x.top) AS denied
FROM (SELECT top, line, sum(value) AS n, row_number() OVER (PARTITION BY top ORDER BY sum(value) DESC, min(f.position)) AS place
	FROM cell c JOIN form_cell f USING (path) WHERE f.form = '2021' AND f.row_group = 'denied' AND col <> 'total' AND year = 2023 GROUP BY 1, 2) x
JOIN unit t ON t.unit_id = x.top, LATERAL (SELECT DISTINCT row_label AS label FROM form_cell WHERE form = '2021' AND path = format('requests.%s.total', line)) f WHERE place = 1 AND n > 0;
CREATE TEMP VIEW e4 AS SELECT name, n, figures['requests.received.total'] AS received, figures['remedies.reconsideration.total'] AS cases FROM own o, LATERAL (
	SELECT sum(value) AS n FROM cells(o.figures) WHERE path ~ '^requests.received' AND path !~ '(natural_person|total)$') v
WHERE year = 2023 AND figures['remedies.reconsideration.total'] > 0 AND n > figures['requests.received.total'] / 2;
CREATE TEMP VIEW below AS SELECT u.unit_id AS top, u.name, o.unit_id, o.year, o.figures FROM unit u JOIN own o ON o.unit_id = u.unit_id OR o.top = u.unit_id;
CREATE TEMP VIEW e5 AS SELECT name, l, n, round(100 * round((n - l) / l, 6), 1) AS growth, x.reconsiderations, x.lawsuits FROM (
	SELECT b.top, b.name, sum(p.figures['requests.received.total']) AS l, sum(b.figures['requests.received.total']) AS n FROM below b JOIN own p ON p.unit_id = b.unit_id AND p.year = 2022
	WHERE b.year = 2023 GROUP BY 1, 2) g, LATERAL (SELECT sum(figures['remedies.reconsideration.total']) AS reconsiderations,
		sum(figures['remedies.direct_suit.total'] + figures['remedies.suit_after_reconsideration.total']) AS lawsuits FROM below b WHERE b.top = g.top AND year = 2023) x
WHERE (n - l) / l > 0.1;
CREATE TEMP VIEW e6 AS SELECT CASE kind WHEN 'government' THEN '政府' WHEN 'department' THEN '部门' ELSE '乡镇' END AS kind, f.row_label, f.column_label, count(*)
FROM cell c JOIN form_cell f USING (path) WHERE f.form = '2021' AND c.value IS NULL AND c.year = 2023 AND c.top = 'd' GROUP BY 1, 2, 3;
CREATE TEMP VIEW e7 AS SELECT o.name, p.figures['requests.carried_out.total'] AS before, o.figures['requests.carried_in.total'] AS now FROM own o JOIN own p ON p.unit_id = o.unit_id AND p.year = o.year - 1
WHERE o.year = 2023 AND o.figures['requests.carried_in.total'] <> p.figures['requests.carried_out.total'];
CREATE TEMP VIEW e8 AS SELECT CASE kind WHEN 'government' THEN '政府' WHEN 'department' THEN '部门' ELSE '乡镇' END AS kind, sum(o) AS o, sum(n) AS n, round(100 * sum(o) / sum(n), 1) AS rate FROM own x, LATERAL (
	SELECT figures['remedies.reconsideration.overturned'] AS o, figures['remedies.reconsideration.total'] - figures['remedies.reconsideration.pending'] AS n) v WHERE year = 2023 GROUP BY kind;
CREATE TEMP VIEW e9 AS SELECT u.name, f.message, c.value FROM finding f JOIN unit u USING (unit_id) CROSS JOIN LATERAL unnest(f.cells) p(path)
JOIN cell c ON c.unit_id = f.unit_id AND c.year = f.year AND c.path = p.path WHERE f.year = 2023 AND f.scope = 'own' AND f.severity = 'error' AND f.result = 'fail' AND f.caused_by IS NULL AND c.value <> 0;
CREATE TEMP VIEW e10 AS SELECT name, n, figures['requests.received.total'] AS received, n - figures['requests.received.total'] AS difference FROM own JOIN (
	SELECT unit_id, count(*) AS n FROM request WHERE received_on BETWEEN '2023-01-01' AND '2023-12-31' GROUP BY 1) q USING (unit_id) WHERE year = 2023 AND n <> figures['requests.received.total'];

-- as texts, numbers without zeros at their ends; the ninth has labels where plain SQL has paths
CREATE FUNCTION pg_temp.lines(view text) RETURNS TABLE (line text) LANGUAGE plpgsql AS $$
BEGIN
	RETURN QUERY EXECUTE format('SELECT (SELECT string_agg(CASE WHEN v.value ~ ''^-?[0-9]+([.][0-9]+)?$'' THEN trim_scale(v.value::numeric)::text ELSE v.value END, '' | '' ORDER BY v.no)
		FROM json_each_text(row_to_json(x)) WITH ORDINALITY v(key, value, no) WHERE v.key <> ''单元格'') FROM %I x', view);
END $$;
SELECT n AS question, count(*) > 0 AS answered, count(*) FILTER (WHERE side = 'more') AS more, count(*) FILTER (WHERE side = 'less') AS less
FROM generate_series(1, 10) n, LATERAL (
	SELECT 'same' AS side, l.line FROM pg_temp.lines('q' || n) l
	UNION ALL (SELECT 'more', l.line FROM pg_temp.lines('q' || n) l EXCEPT ALL SELECT 'more', l.line FROM pg_temp.lines('e' || n) l)
	UNION ALL (SELECT 'less', l.line FROM pg_temp.lines('e' || n) l EXCEPT ALL SELECT 'less', l.line FROM pg_temp.lines('q' || n) l)) d
GROUP BY n ORDER BY n;
\c contrib_regression
DROP DATABASE regress_bi_questions;
