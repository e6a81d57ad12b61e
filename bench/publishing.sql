-- The data of bench/run publishing: 3,092 units in four levels, reports of five years, one in fifty late, those of the last with a text.
\set ON_ERROR_STOP 1
CREATE EXTENSION report_ext;
CALL disclosure.create_register();
SET search_path = disclosure, public;
SELECT setseed(0.5);
INSERT INTO unit (unit_id, name, kind, division_code) SELECT 'p', '某省', 'government', '360000';
INSERT INTO unit (unit_id, name, kind, division_code) SELECT 'p' || c, '市' || c, 'government', 360000 + c * 100 FROM generate_series(1, 11) c;
INSERT INTO unit (unit_id, name, kind, division_code) SELECT format('p%s-%s', c, k), format('县%s-%s', c, k), 'government', 360000 + c * 100 + k
FROM generate_series(1, 11) c, generate_series(1, 10) k;
INSERT INTO unit (unit_id, name) SELECT format('p%s-%s-%s', c, k, d), format('局%s-%s-%s', c, k, d)
FROM generate_series(1, 11) c, generate_series(1, 10) k, generate_series(1, 27) d;
INSERT INTO unit_parent (unit_id, parent_id) SELECT unit_id, CASE WHEN unit_id ~ '-' THEN regexp_replace(unit_id, '-[0-9]+$', '') ELSE 'p' END
FROM unit WHERE unit_id <> 'p';
-- each row of table 三 at random, its sums right; one report in thirty has two blanks
CREATE FUNCTION pg_temp.made(form text, blanks boolean) RETURNS figures LANGUAGE plpgsql AS $$
DECLARE
	f disclosure.figures;
	v integer[];
	t integer[] := '{0,0,0,0,0,0,0}';
	j jsonb := '{}';
	r text;
BEGIN
	FOR r IN SELECT split_part(c.path, '.', 2) FROM disclosure.form_cell c
		WHERE c.form = $1 AND c.path ~ '^requests.*total$' AND c.path !~ 'received|carried|processed.total'
	LOOP
		v := ARRAY(SELECT (random() ^ 4 * CASE WHEN i = 1 THEN 30 ELSE 2 END)::integer FROM generate_series(1, 6) i);
		v := v || (SELECT sum(x)::integer FROM unnest(v) x);
		t := ARRAY(SELECT t[i] + v[i] FROM generate_series(1, 7) i);
		j := j || jsonb_build_object(r, v);
	END LOOP;
	f := disclosure.zero_figures(form) OPERATOR(disclosure.+) jsonb_build_object('form', form, 'requests',
		j || jsonb_build_object('processed', t, 'received', t))::disclosure.figures;
	IF blanks THEN
		f['requests.granted.enterprise'] := NULL;
		f['remedies.reconsideration.total'] := NULL;
	END IF;
	RETURN f;
END $$;
INSERT INTO report (unit_id, year, origin, status, issued_on, figures)
SELECT unit_id, y, 'recorded', 'published', CASE WHEN hashtext(unit_id || y) % 50 = 0 THEN make_date(y + 1, 4, 20) ELSE make_date(y + 1, 1, 20) END, pg_temp.made(form_of(y), random() < 0.03)
FROM unit, generate_series(2020, 2024) y WHERE random() < 0.97;
INSERT INTO reporting_year (year) SELECT generate_series(2020, 2024);
INSERT INTO unit_contact (unit_id, task, name, telephone) SELECT unit_id, 'fill', '张三', '0791-88880000' FROM unit;
INSERT INTO report_text (unit_id, year, scope, title, sections)
SELECT unit_id, year, scope, unit_id || '2024年政府信息公开工作年度报告', jsonb_build_object(
	'一', jsonb_build_object('title', '一、总体情况', 'text', repeat(unit_id || '主动公开政府信息，回应群众关切，组织业务培训。', 20)),
	'五', jsonb_build_object('title', '五、存在的主要问题及改进情况', 'text', repeat('公开的内容还不够丰富，下一步丰富解读形式。', 10)),
	'六', jsonb_build_object('title', '六、其他需要报告的事项', 'text', '没有收取信息处理费。'))
FROM report WHERE year = 2024;
VACUUM ANALYZE;
