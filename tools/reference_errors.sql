-- The errors that a user can cause, each provoked; part of reference.sql, which see.
SET disclosure.actor = '张三';
INSERT INTO disclosure.unit (unit_id, name, kind) VALUES ('a', '甲县', 'government'), ('b', '乙局', 'department'),
	('c', '丙局', 'department'), ('d', '丁局', 'department');
INSERT INTO disclosure.unit_parent VALUES ('b', 'a', 2019, NULL, true);
INSERT INTO disclosure.report (unit_id, year, figures) VALUES ('b', 2022, disclosure.zero_figures('2021')), ('b', 2023, '{"form":"2021"}');
INSERT INTO disclosure.report (unit_id, year, origin, figures)
VALUES ('c', 2022, 'recorded', '{"form":"2021","remedies":{"direct_suit":[5,null,0,0,3]}}');
-- a warning, explained
INSERT INTO disclosure.report (unit_id, year, figures) VALUES ('d', 2022, disclosure.zero_figures('2021'));
UPDATE disclosure.report SET figures['requests.otherwise_handled.total'] = 0 WHERE unit_id = 'd';
SELECT disclosure.explain('d', 2022, 'own', 'form.mixed', '情况属实') \g /dev/null
SELECT disclosure.submit_report(unit_id, 2022) FROM disclosure.unit WHERE unit_id IN ('b', 'd') \g /dev/null
SELECT disclosure.freeze(2022, 'a', '封账') \g /dev/null
-- a role that fills in for one unit and reviews another
SELECT disclosure.grant_duty('regress_reference_clerk', 'fill', 'b'), disclosure.grant_duty('regress_reference_clerk', 'review', 'd') \g /dev/null
CREATE TABLE public.own (figures disclosure.figures, other text, made disclosure.figures GENERATED ALWAYS AS (figures) STORED);
CREATE FUNCTION pg_temp.page(title text, number text DEFAULT '1') RETURNS text LANGUAGE sql AS $$
SELECT format('<h1>%s政府信息公开工作年度报告</h1><h2>二、主动公开政府信息情况</h2><table><tr><td>信息内容<td>本年制发件数<td>本年废止件数'
	'<td>现行有效件数<tr><td>规章<td>%s<td><td></table>', title, number)
$$;
CREATE FUNCTION pg_temp.change() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.figures := disclosure.zero_figures('2021'); RETURN NEW; END$$;

-- somebody's sheet of a report, finished
CREATE FUNCTION pg_temp.enter(person text, number integer) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	PERFORM set_config('disclosure.actor', person, true);
	INSERT INTO disclosure.entry_report (unit_id, year, t3_granted_total) VALUES ('b', 2023, number);
	RETURN disclosure.finish_entry('b', 2023);
END$$;

CREATE TEMP TABLE attempt (n integer GENERATED ALWAYS AS IDENTITY, statement text);
INSERT INTO attempt (statement) VALUES
	-- values
	($$SELECT '{"remedies":{}}'::figures$$),
	($$SELECT raise_error('no such condition', 'x')$$),
	($$SELECT raise_notice('x', 'fatal')$$),
	($$SELECT '{"form":2021}'::figures$$),
	($$SELECT '{"form":"1999"}'::figures$$),
	($$SELECT '{"form":"2021","form":"2021"}'::figures$$),
	($$SELECT '{"form":"2021"'::figures$$),
	($$SELECT '[]'::figures$$),
	($$SELECT '{"form":"2021","remedies":8}'::figures$$),
	($$SELECT '{"form":"2021","remedies":{"direct_suit":8}}'::figures$$),
	($$SELECT '{"form":"2021","remedies":{"direct_suit":[{}]}}'::figures$$),
	($$SELECT '{"form":"2021","remedies":{"direct_suit":["8"]}}'::figures$$),
	($$SELECT '{"form":"2021","remedies":{"direct_suit":[1,2,3]}}'::figures$$),
	($$SELECT '{"form":"2021","remedies":{"direct_suit":[1.5,0,0,0,0]}}'::figures$$),
	($$SELECT '{"form":"2021","remedies":{"direct_suit":[1e30,0,0,0,0]}}'::figures$$),
	($$SELECT '{"form":"2021","remedies":[]}'::figures$$),
	($$SELECT '{"form":"2021","requests":{"received":{"all":1}}}'::figures$$),
	($$COPY public.own (figures) FROM PROGRAM 'printf "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0\0\1\0\0\0\1\0"' (FORMAT binary)$$),
	($$SELECT sum(f) FROM unnest('{"{\"form\":\"2021\",\"remedies\":{\"direct_suit\":[9223372036854775807,0,0,0,0]}}","{\"form\":\"2021\",\"remedies\":{\"direct_suit\":[1,0,0,0,0]}}"}'::figures[]) f$$),
	($$SELECT figures_sum_add(NULL, zero_figures('2021'))$$),
	($$SELECT (zero_figures('2021'))['requests.received.totals']$$),
	($$SELECT (zero_figures('2021'))['requests.denied.total']$$),
	($$SELECT (zero_figures('2021'))['a']['b']$$),
	($$SELECT (zero_figures('2021'))[1]$$),
	($$UPDATE report SET figures[NULL] = 1$$),
	($$INSERT INTO public.own VALUES (NULL); UPDATE public.own SET figures['requests.received.total'] = 1$$),
	($$INSERT INTO public.own VALUES (zero_figures('2021')); UPDATE public.own SET figures['requests.received.total'] = 1.5$$),
	($$INSERT INTO public.own VALUES (zero_figures('2021')); UPDATE public.own SET figures['requests.received.total'] = 'NaN'$$),
	($$SELECT zero_figures('2020')$$),
	($$SELECT form_of(2018)$$),
	-- packages
	($$SELECT json_fault('{"n": 1}', '{"n": "number"}')$$),
	($$SELECT * FROM unpack_reports('{"package": 1')$$),
	($$SELECT * FROM unpack_reports('{"package": 2}')$$),
	($$SELECT * FROM unpack_reports('{"package": 1, "checksum": "0"}')$$),
	($$SELECT * FROM unpack_reports(repeat(' ', 134217729))$$),
	($$SELECT require_package_size(1, 100001)$$),
	($$SELECT enter_publication('b', 2022, 'own', '{"number": 1, "published_on": "2023-01-20"}')$$),
	($$SELECT require_web_address('javascript:alert(1)')$$),
	($$INSERT INTO report (unit_id, year, origin, status) VALUES ('c', 2021, 'received', 'published'); SELECT enter_publication('c', 2021, 'own', '{"number": 2, "published_on": "2022-01-20"}')$$),
	($$INSERT INTO report (unit_id, year, origin, status) VALUES ('c', 2021, 'received', 'published'); SELECT import_report('c', pg_temp.page('丙局2021年'))$$),
	-- renderings
	($$SELECT render_tables(zero_figures('2021'), 'pdf')$$),
	($$SELECT render_document('甲县', '["文号"]', NULL, zero_figures('2021'), NULL, NULL, 'html')$$),
	($$SELECT render_report('b', 2022, 'own', 'pdf')$$),
	-- rules
	($$SELECT * FROM check_statement(zero_figures('2021'), 'requests.received.total ~ 1')$$),
	($$SELECT * FROM check_statement(zero_figures('2021'), 'requests.received.total = 99999999999999999999')$$),
	($$SELECT * FROM check_statement(zero_figures('2021'), 'requests.received.total =')$$),
	($$SELECT * FROM check_statement(zero_figures('2021'), 'requests.received.totals = 1')$$),
	($$SELECT * FROM check_statement(zero_figures('2021'), 'requests.denied_.total = 1')$$),
	($$SELECT * FROM check_statement(zero_figures('2021'), 'request.denied.total = 1')$$),
	($$SELECT * FROM check_statement(zero_figures('2021'), 'requests.denied.total.total = 1')$$),
	($$SELECT * FROM check_statement(zero_figures('2021'), 'text.none = 1')$$),
	($$SELECT * FROM check_statement(zero_figures('2021'), '1000001 requests.received.total = 1')$$),
	($$SELECT * FROM check_statement(zero_figures('2021'), 'requests.received.total = 1 1')$$),
	($$SELECT * FROM check_statement(zero_figures('2021'), 'requests.received.total = 1 within x')$$),
	($$SELECT * FROM check_statement(zero_figures('2021'), 'requests.received.total = unit.kind')$$),
	($$SELECT * FROM check_statement(zero_figures('2021'), 'requests.received.total = 1 when unit.kind > township')$$),
	($$SELECT * FROM check_statement(zero_figures('2021'), 'requests.received.total = 1 when unit.kind = 1')$$),
	($$SELECT * FROM check_statement(zero_figures('2021'), 'requests.*.total = remedies.*.total')$$),
	($$SELECT * FROM check_statement(zero_figures('2021'), '1 = 1')$$),
	($$SELECT * FROM check_statement(zero_figures('2021'), 'proactive.licensing.amount = 1')$$),
	($$SELECT * FROM check_statement(zero_figures('2021'), 'proactive.*.made = requests.*.total')$$),
	($$SELECT * FROM check_statement(zero_figures('2021'), 'requests.*.made = proactive.*.total')$$),
	($$SELECT * FROM check_statement(zero_figures('2021'), 'proactive.*.decisions = proactive.*.amount')$$),
	($$SELECT value_of(zero_figures('2021'), 'requests.received.total 1')$$),
	($$SELECT value_of(zero_figures('2021'), 'requests.*.total')$$),
	($$SELECT value_of(zero_figures('2021'), 'previous.requests.received.total')$$),
	($$SELECT * FROM check_statement(zero_figures('2021'), (SELECT string_agg('requests.received.total', ' + ') FROM generate_series(1, 1100)) || ' = 1')$$),
	($$SELECT * FROM check_statement(zero_figures('2021'), (SELECT string_agg('requests.received.total', ' + ') FROM generate_series(1, 10000)) || ' = 1')$$),
	($$SELECT * FROM check_report('{"form":"2021"}', 2023, ARRAY(SELECT ROW('r' || i, 'error', 'requests.*.* >= 0', NULL, NULL, NULL, NULL)::checked_rule FROM generate_series(1, 20000) i))$$),
	($$SELECT sql_statements(repeat('SELECT 1;', 30000))$$),
	($$SELECT report_repairs('b', 2022, 'own', 0)$$),
	($$SELECT publish_tables(NULL)$$),
	($$SET LOCAL ROLE regress_reference_clerk; SELECT grant_claim('regress_reference_clerk')$$),
	($$UPDATE report SET issued_on = 'infinity' WHERE unit_id = 'b' AND year = 2023$$),
	($$INSERT INTO reporter (unit_id, from_date) VALUES ('a', 'infinity')$$),
	($$SELECT sql_statements('SELECT 1' || repeat('+', 1001) || '1')$$),
	($$SELECT count(*) FROM table_rows('<table><tr>' || repeat('<td rowspan=65534>1', 999) || repeat('<tr><td>1', 10100))$$),
	($$SELECT impossible_events('2024-01-01', NULL, (SELECT array_agg(ROW('extended', '2024-01-05', NULL, NULL, 1, NULL)::clock_event) FROM generate_series(1, 10001)))$$),
	($$SELECT compile_rules('{NULL}')$$),
	($$SELECT compile_rules(ARRAY[ROW('甲', NULL, '1 = 1', NULL, NULL, NULL, NULL)::checked_rule])$$),
	($$SELECT compile_rules(ARRAY[ROW('甲', '严重', 'requests.received.total = 1', NULL, NULL, NULL, NULL)::checked_rule])$$),
	($$SELECT compile_rules(ARRAY[ROW('甲', 'error', 'requests.received.total', NULL, NULL, NULL, NULL)::checked_rule])$$),
	($$SELECT compile_rules(ARRAY[ROW('甲', 'error', 'requests.received.total = 1 when unit.kind = village', NULL, NULL, NULL, NULL)::checked_rule], '{township,zone}')$$),
	($$SELECT compile_rules(ARRAY[ROW('甲', 'error', 'text.requests_received = 1', NULL, NULL, NULL, NULL)::checked_rule])$$),
	($$SELECT * FROM check_report(zero_figures('2021'), 2023, previous_why => '不知道')$$),
	($$SELECT * FROM check_text(zero_figures('2021'), '{}', 2023, scope => '全部')$$),
	($$SELECT * FROM check_narrative(zero_figures('2021'), 2023, ARRAY[ROW('requests_received', 1.1234567, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)::narrative_value])$$),
	-- measures and texts side by side
	($$SELECT * FROM measures(zero_figures('2021'), ARRAY[ROW('own_a', 'requests.recieved.total', NULL, NULL, NULL, NULL)::measure_definition])$$),
	($$SELECT * FROM measures(zero_figures('2021'), ARRAY[ROW('own_a', NULL, NULL, NULL, NULL, NULL)::measure_definition])$$),
	($$SELECT * FROM measures(zero_figures('2021'), ARRAY[NULL::measure_definition])$$),
	($$SELECT measure_sums(zero_figures('2021'), ARRAY[ROW(c, 'requests.granted.total', NULL, NULL, NULL, NULL)::measure_definition], NULL, NULL) FROM unnest('{a,b}'::text[]) c$$),
	($$SELECT measure_sums('{"form":"2021","requests":{"granted":{"total":9223372036854775807}}}', ARRAY[ROW('a', '1000000 requests.granted.total', NULL, NULL, NULL, NULL)::measure_definition], NULL, NULL) FROM generate_series(1, 2000)$$),
	($$SELECT * FROM expression_cells('requests.received')$$),
	($$SELECT count(*) FROM compare_text(repeat(E'同上\n', 100001), NULL)$$),
	-- repair
	($$SELECT * FROM repairs(zero_figures('2021'), max_cells => 0)$$),
	($$SELECT * FROM repairs(zero_figures('2021'), weights => '[]')$$),
	($$SELECT * FROM repairs(zero_figures('2021'), weights => '{"requests.received.total": 0}')$$),
	($$SELECT * FROM repairs('{"form":"2021"}', rules => ARRAY(SELECT ROW('r' || i, 'error', format('%s requests.received.total = %s requests.granted.total', i, i + 1), NULL, NULL, NULL, NULL)::checked_rule FROM generate_series(1, 2000) i))$$),
	-- triggers of own tables
	($$CREATE TRIGGER t BEFORE INSERT ON public.own FOR EACH ROW EXECUTE FUNCTION require_sound('figures'); INSERT INTO public.own VALUES ('{"form":"2021","remedies":{"direct_suit":[1,0,0,0,3]}}')$$),
	($$CREATE TRIGGER t BEFORE INSERT ON public.own FOR EACH ROW EXECUTE FUNCTION require_sound('figure'); INSERT INTO public.own VALUES (NULL)$$),
	($$CREATE TRIGGER t BEFORE INSERT ON public.own FOR EACH ROW EXECUTE FUNCTION require_sound('other'); INSERT INTO public.own VALUES (NULL)$$),
	($$CREATE TRIGGER t BEFORE INSERT ON public.own FOR EACH ROW EXECUTE FUNCTION require_sound('made'); INSERT INTO public.own VALUES (NULL)$$),
	($$CREATE TRIGGER t BEFORE INSERT ON public.own EXECUTE FUNCTION require_sound('figures'); INSERT INTO public.own VALUES (NULL)$$),
	($$CREATE TRIGGER t BEFORE INSERT ON public.own FOR EACH ROW EXECUTE FUNCTION require_sound(); INSERT INTO public.own VALUES (NULL)$$),
	-- the register itself
	($$CALL create_register()$$),
	($$UPDATE register SET version = '9.0'; CALL upgrade_register()$$),
	($$DROP TABLE register CASCADE; CALL upgrade_register()$$),
	($$DROP TABLE register CASCADE; ALTER TABLE setting DROP COLUMN value CASCADE; CALL create_register()$$),
	($$DROP TABLE register CASCADE; ALTER TABLE setting OWNER TO regress_reference_clerk; CALL create_register()$$),
	($$CALL drop_register(current_database()::text); SET LOCAL ROLE regress_reference_clerk; CALL create_register()$$),
	($$CALL drop_register('office')$$),
	($$CALL drop_register(current_database()::text); CALL drop_register(current_database()::text)$$),
	($$SET LOCAL ROLE regress_reference_clerk; CALL drop_register(current_database()::text)$$),
	-- reports and units
	($$UPDATE unit SET unit_id = 'b2' WHERE unit_id = 'b'$$),
	($$DELETE FROM report_version WHERE unit_id = 'b'$$),
	($$INSERT INTO report (unit_id, year, version, head) VALUES ('a', 2023, 4, '\x00')$$),
	($$INSERT INTO report_text (unit_id, year, scope) VALUES ('b', 2022, 'own'); UPDATE report_text SET year = 2023$$),
	($$INSERT INTO review_note (unit_id, year, scope, note) VALUES ('b', 2022, 'own', '核对'); UPDATE review_note SET year = 2023$$),
	($$INSERT INTO review_note (unit_id, year, scope, path, note) VALUES ('b', 2022, 'own', '予以公布', '核对')$$),
	($$INSERT INTO review_note (unit_id, year, scope, path, note) VALUES ('b', 2022, 'own', '（一）予以公开', '核对')$$),
	($$UPDATE explanation SET year = 2023$$),
	($$UPDATE report SET year = 2021 WHERE unit_id = 'c'$$),
	($$UPDATE report SET status = 'submitted' WHERE unit_id = 'b' AND year = 2023$$),
	($$UPDATE report SET status = 'published' WHERE unit_id = 'b' AND year = 2023$$),
	($$UPDATE report SET status = 'returned' WHERE unit_id = 'b' AND year = 2022$$),
	($$UPDATE report SET origin = 'recorded' WHERE unit_id = 'b' AND year = 2022$$),
	($$DELETE FROM report WHERE unit_id = 'b' AND year = 2022$$),
	($$INSERT INTO unit_parent VALUES ('a', 'b', 2019, NULL, true)$$),
	($$INSERT INTO unit_parent VALUES ('b', 'a', 2021, NULL, true)$$),
	($$INSERT INTO rule (code, severity, statement) VALUES ('form.none', 'warning', 'requests.received.total = 1')$$),
	($$INSERT INTO rule (code, statement) SELECT 'own.r' || n, '1 = requests.received.total' FROM generate_series(1, 1001) n$$),
	($$INSERT INTO rule (code, statement) SELECT 'own.r' || n, 'requests.received.total = ' || repeat('1 + ', 980) || '1' FROM generate_series(1, 26) n$$),
	($$UPDATE unit SET name = repeat('甲', 1001) WHERE unit_id = 'a'$$),
	($$SELECT set_config('disclosure.actor', repeat('张', 201), true); UPDATE unit SET name = '甲'; INSERT INTO report (unit_id, year, status, figures) VALUES ('a', 2022, 'submitted', zero_figures('2021'))$$),
	($$INSERT INTO report_text (unit_id, year, scope, sections) VALUES ('b', 2023, 'own', jsonb_build_object('一', jsonb_build_object('text', repeat('全年主动公开政府信息12条。', 2001))))$$),
	($$CREATE TRIGGER z BEFORE UPDATE ON report FOR EACH ROW EXECUTE FUNCTION pg_temp.change(); SELECT import_report('b', pg_temp.page('乙局2023年'), origin => 'filed')$$),
	($$UPDATE report SET figures['requests.carried_out.total'] = 1 WHERE unit_id = 'c'; INSERT INTO report (unit_id, year, figures) VALUES ('c', 2023, '{"form":"2021","requests":{"carried_in":[null,null,null,null,null,null,1]}}'); UPDATE report SET figures['requests.carried_in.total'] = 2 WHERE unit_id = 'c' AND year = 2023$$),
	($$INSERT INTO measure (code, label, numerator, unit) VALUES ('own_a', '甲', 'requests.recieved.total', '件')$$),
	($$INSERT INTO measure (code, label, numerator, unit) VALUES ('own_a', '甲', repeat('requests.received.total + ', 200) || '1', '件')$$),
	($$INSERT INTO measure (code, label, numerator, unit) VALUES ('granted', '甲', 'requests.granted.total', '件')$$),
	($$INSERT INTO measure (code, label, numerator, unit, red) VALUES ('own_a', '甲', 'requests.granted.total', '件', 10)$$),
	($$UPDATE measure SET denominator = 'requests.received.total' WHERE code = 'disclosure_rate'$$),
	($$DELETE FROM measure WHERE code = 'disclosure_rate'$$),
	($$SELECT * FROM measure_cells('b', 2022, '公开率')$$),
	($$SELECT * FROM finding_changes('b', 2022, 'own', 99)$$),
	-- steps
	($$SELECT submit_report('x', 2023)$$),
	($$SELECT submit_report('b', 2021)$$),
	($$SELECT submit_report('b', 2022, 'level')$$),
	($$SELECT submit_report('b', 2022)$$),
	($$SELECT submit_report('c', 2022)$$),
	($$SELECT approve_report('b', 2022)$$),
	($$SELECT nil_report('b', 2022)$$),
	($$SELECT start_year(2099)$$),
	($$SELECT start_year(2018)$$),
	($$UPDATE report SET figures['requests.received.total'] = 1000000000000 WHERE unit_id = 'b' AND year = 2023$$),
	($$INSERT INTO report (unit_id, year, status, issued_on, figures) VALUES ('d', 2021, 'published', '2021-05-01', zero_figures('2021'))$$),
	($$INSERT INTO report (unit_id, year, status, issued_on, figures) VALUES ('d', 2021, 'published', '2022-02-01', zero_figures('2021')); UPDATE report SET issued_on = '2022-03-01' WHERE unit_id = 'd'$$),
	($$SELECT explain('b', 2023, 'own', 'form.mixed', '情况属实')$$),
	($$SELECT explain('b', 2023, explanation => '情况属实')$$),
	($$SELECT * FROM verify_history('b', 2019)$$),
	($$SELECT * FROM verify_history('b', 2022, 'own', '第一版')$$),
	($$SELECT verify_history('第一版')$$),
	($$UPDATE unit SET name = '甲县' WHERE unit_id = 'a'; SELECT history_head()$$),
	($$DELETE FROM unit WHERE unit_id = 'd'$$),
	($$DELETE FROM unit WHERE unit_id = 'a'$$),
	($$INSERT INTO unit (unit_id, name) VALUES ('e', '戊局'); INSERT INTO unit_parent VALUES ('e', 'a'); INSERT INTO report (unit_id, year) VALUES ('e', 2022);
		SELECT freeze(2022, 'a', '五月'); DELETE FROM unit WHERE unit_id = 'e'$$),
	($$SELECT submit_report('b', 2023, 'all')$$),
	($$SELECT submit_report('b', 2023, 'own', 9)$$),
	-- importing
	($$SELECT import_report('b', repeat('<p>1</p>', 2500000))$$),
	($$SELECT * FROM import_report('a', '404 Not Found')$$),
	($$SELECT * FROM import_report('a', pg_temp.page('甲县'))$$),
	($$SELECT * FROM import_report('a', pg_temp.page('甲县2023年'), year => 2022)$$),
	($$SELECT * FROM import_report('a', '', 'whole')$$),
	($$SELECT * FROM import_report('a', '', origin => 'found')$$),
	($$SELECT * FROM import_report('a', '', blank_means => 'nothing')$$),
	($$SELECT * FROM import_report('b', pg_temp.page('乙局2022年'))$$),
	($$SELECT * FROM import_report('b', pg_temp.page('乙局2022年'), origin => 'filed')$$),
	($$SELECT * FROM import_report('c', pg_temp.page('丙局2022年'), origin => 'filed')$$),
	($$SELECT * FROM import_report('c', pg_temp.page('丙局2022年', ''))$$),
	($$INSERT INTO unit (unit_id, name) VALUES ('f', '己局'); INSERT INTO report (unit_id, year, origin) VALUES ('f', 2022, 'recorded'); SELECT reread('f', 2022)$$),
	($$SELECT * FROM import_cells('public.own')$$),
	-- entry
	($$INSERT INTO entry_request (unit_id, row_code, total) VALUES ('b', 'granted', 1)$$),
	($$UPDATE entry_request SET total = 1 WHERE unit_id = 'c' AND row_code = 'granted'$$),
	($$UPDATE entry_request SET natural_person = 3.5, total = 1e12 WHERE unit_id = 'b' AND year = 2023 AND row_code = 'granted'$$),
	($$UPDATE entry_request SET year = 2022 WHERE unit_id = 'b' AND year = 2023 AND row_code = 'granted'$$),
	($$INSERT INTO entry_request (unit_id, year, row_code, total) VALUES ('b', 2023, 'grant', 1)$$),
	($$UPDATE entry_proactive SET issued = 1 WHERE unit_id = 'b' AND year = 2023 AND row_code = 'licensing'$$),
	($$INSERT INTO entry_text (unit_id, year, section, body) VALUES ('b', 2023, '七', '文字')$$),
	($$SET LOCAL ROLE regress_reference_clerk; UPDATE entry_request SET total = 1 WHERE unit_id = 'a'$$),
	($$SELECT begin_entry('b', 2023)$$),
	($$UPDATE setting SET value = 1 WHERE name = 'double_entry'; SELECT submit_report('b', 2023)$$),
	($$UPDATE setting SET value = 1 WHERE name = 'double_entry'; SELECT finish_entry('b', 2023)$$),
	($$UPDATE setting SET value = 1 WHERE name = 'double_entry'; SELECT cancel_entry('b', 2023)$$),
	($$UPDATE setting SET value = 1 WHERE name = 'double_entry'; SELECT decide_entry('b', 2023, 'requests.received.total', 1)$$),
	($$UPDATE setting SET value = 1 WHERE name = 'double_entry'; SELECT pg_temp.enter('甲', 1); UPDATE entry_report SET t3_granted_total = 2 WHERE unit_id = 'b' AND year = 2023$$),
	($$UPDATE setting SET value = 1 WHERE name = 'double_entry'; SELECT pg_temp.enter('甲', 1), pg_temp.enter('乙', 2), pg_temp.enter('丙', 3)$$),
	($$UPDATE setting SET value = 1 WHERE name = 'double_entry'; SELECT pg_temp.enter('甲', 1), pg_temp.enter('乙', 2), decide_entry('b', 2023, 'requests.granted.total', 1)$$),
	($$UPDATE setting SET value = 1 WHERE name = 'double_entry'; SELECT pg_temp.enter('甲', 1), pg_temp.enter('乙', 2); SET LOCAL disclosure.actor = '丙'; SELECT decide_entry('b', 2023, 'requests.received.total', 1)$$),
	($$UPDATE setting SET value = 1 WHERE name = 'double_entry'; SELECT pg_temp.enter('甲', 1), pg_temp.enter('乙', 2); SET LOCAL disclosure.actor = '丙'; SELECT decide_entry('b', 2023, 'requests.granted.total', 3)$$),
	($$UPDATE setting SET value = 2 WHERE name = 'double_entry'; SET LOCAL ROLE regress_reference_clerk; SELECT decide_entry('b', 2023, 'requests.granted.total', 3)$$),
	-- totals
	($$SELECT publish_tables('disclosure')$$),
	($$SELECT publish_tables('nowhere')$$),
	($$CREATE SCHEMA bi; CREATE VIEW bi.bi_wide AS SELECT 1 AS mine; SELECT publish_tables('bi', '{bi_wide}')$$),
	($$CREATE SCHEMA bi; SELECT publish_tables('bi', '{bi_none}')$$),
	($$SELECT * FROM rollup(2022, 'a', -1)$$),
	($$SELECT * FROM rollup(2022, 'a', basis => 'all')$$),
	($$SELECT * FROM rollup(2022, 'a', least_status => 'returned')$$),
	($$SELECT freeze(2022, 'a', '封账')$$),
	($$SELECT freeze(2022, 'x', '又一次')$$),
	($$SELECT * FROM rollup_as_of('没有')$$),
	-- small counts
	($$SELECT suppress(zero_figures('2021'), 1)$$),
	-- repairs of the register
	($$SELECT apply_repair('c', 2022, 'own', 1, NULL)$$),
	($$SELECT apply_repair('c', 2022, 'own', 1, '核对原件', NULL)$$),
	($$SELECT apply_repair('c', 2022, 'own', 1, '核对原件', 9)$$),
	($$SELECT apply_repair('c', 2022, 'own', 9, '核对原件')$$),
	($$SELECT apply_repair('c', 2022, 'own', 1, '核对原件')$$),
	-- the ledger
	($$SELECT working_day_add('2030-01-01', 1)$$),
	($$SELECT working_day_add('infinity', 1)$$),
	($$SELECT is_working_day('2024-05-06', ROW(NULL, '{2024-05-06}', '{2024-05-06}')::calendar_days)$$),
	($$SELECT processing_fee_by_item(-1)$$),
	($$SELECT request_clock(NULL, NULL, NULL, '2024-05-06')$$),
	($$SELECT impossible_events('2024-05-06', NULL, ARRAY[ROW(NULL, NULL, NULL, NULL, NULL, NULL)::clock_event])$$),
	($$SELECT impossible_events('2024-05-06', NULL, ARRAY[ROW('answered', '2024-05-06', NULL, NULL, NULL, NULL)::clock_event])$$),
	($$SELECT impossible_events('2024-05-06', NULL, ARRAY[ROW('extended', '2024-05-06', NULL, NULL, -1, NULL)::clock_event])$$),
	($$SELECT tally(NULL, NULL, 'enterprise', NULL)$$),
	($$SELECT tally('2024-05-06', NULL, 'enterprise', 'granted')$$),
	($$SELECT tally('2024-05-06', '2024-05-05', 'enterprise', 'granted')$$),
	($$SELECT tally('2100-01-01', NULL, 'enterprise', NULL)$$),
	($$SELECT tally('2024-05-06', NULL, '法人', NULL)$$),
	($$SELECT ledger_tally_add(NULL, '2024-05-06', NULL, 'enterprise', NULL)$$),
	($$SELECT '2024:enterprise'::ledger_tally$$),
	($$SELECT supplied_figures(2024, '{requests.received.total}', '{}')$$),
	($$SELECT year_figures('', 2024, '{licences}')$$),
	($$SELECT year_figures('', 2024, '{remedies}', 'new')$$),
	($$INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('b', '1', '法人', 'post', '2024-05-06')$$),
	($$INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on, outcome) VALUES ('b', '1', 'enterprise', 'post', '2024-05-06', 'granted')$$),
	($$INSERT INTO request_event (unit_id, request_no, kind, happened_on) VALUES ('b', '1', 'extended', '2024-05-06')$$),
	($$INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('b', '1', 'enterprise', 'post', '2024-05-06'); INSERT INTO request_event (unit_id, request_no, kind, happened_on) VALUES ('b', '1', 'answered', '2024-05-06')$$),
	($$INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('b', '1', 'enterprise', 'post', '2024-05-06'); INSERT INTO request_event (unit_id, request_no, kind, happened_on) VALUES ('b', '1', 'fee_paid', '2024-05-06')$$),
	($$INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('b', '1', 'enterprise', 'post', '2026-12-20'); SELECT explain_due('b', '1')$$),
	($$INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('b', '1', 'enterprise', 'post', '2024-05-06'); INSERT INTO request_applicant (unit_id, request_no, contact) VALUES ('b', '1', '11010519491231002X')$$),
	($$INSERT INTO request_applicant (unit_id, contact) VALUES ('b', '13700000001')$$),
	($$SELECT explain_due('b', '9')$$),
	($$INSERT INTO remedy_case (unit_id, case_no, kind, filed_on, follows) VALUES ('b', 'X1', 'reconsideration', '2024-05-06', 'X1')$$),
	($$INSERT INTO remedy_case (unit_id, case_no, kind, filed_on, follows) VALUES ('b', 'X1', 'reconsideration', '2024-05-06', 'X2'), ('b', 'X2', 'reconsideration', '2024-05-06', 'X1')$$),
	($$INSERT INTO disclosed_item (unit_id, item_no, kind, title, made_on, repealed_on) VALUES ('b', '1', 'other', '文件', '2024-05-06', '2024-05-05')$$),
	($$INSERT INTO supplied_figure (unit_id, year, path, value) VALUES ('b', 2024, 'proactive.licensing.items', 1)$$),
	($$SELECT cell_source('b', 2024, 'proactive.licensing.items')$$),
	($$SELECT compile_report('b', 2022)$$),
	($$SELECT import_ledger('nowhere', '')$$),
	($$SELECT import_ledger('b', '', 'unknown')$$),
	-- constraints of the register's tables
	($$INSERT INTO unit (unit_id, name) VALUES ('', '戊局')$$),
	($$INSERT INTO unit (unit_id, name) VALUES ('e ', '戊局')$$),
	($$INSERT INTO unit (unit_id, name) VALUES ('e', '')$$),
	($$INSERT INTO unit (unit_id, kind) VALUES ('e', 'department')$$),
	($$INSERT INTO unit (unit_id, name, kind) VALUES ('e', '戊局', 'bureau')$$),
	($$INSERT INTO unit_parent (unit_id, parent_id) VALUES ('c', 'c')$$),
	($$INSERT INTO unit_parent (unit_id, parent_id, to_year) VALUES ('c', 'b', 23)$$),
	($$INSERT INTO unit_successor (unit_id, successor_id, year) VALUES ('c', 'b', 23)$$),
	($$INSERT INTO reporter (unit_id, from_year, from_date) VALUES ('c', 2022, '2023-07-01')$$),
	($$INSERT INTO rule (code, statement, to_year) VALUES ('own.a', 'requests.granted.total = 1', 23)$$),
	($$INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on, applicant_no) VALUES ('b', '2', 'natural_person', 'online', '2024-03-04', '')$$),
	($$INSERT INTO unit_successor (unit_id, successor_id, year) VALUES ('c', 'b', 2023), ('c', 'd', 2023)$$),
	($$INSERT INTO unit_successor (unit_id, successor_id, year) VALUES ('c', 'b', 2023), ('b', 'd', 2023)$$),
	($$INSERT INTO unit_parent (unit_id, parent_id) VALUES ('c', 'nowhere')$$),
	($$INSERT INTO unit (unit_id, name) SELECT 'n' || i, '局' FROM generate_series(0, 21) i; INSERT INTO unit_parent (unit_id, parent_id) SELECT 'n' || i, 'n' || i - 1 FROM generate_series(1, 21) i$$),
	($$DELETE FROM unit WHERE unit_id = 'd'$$),
	($$INSERT INTO task (unit_id, year, task_no, task) VALUES ('b', 2022, '1', '公开目录'), ('b', 2022, '2', '公开指南'); UPDATE task SET task_no = '2'$$),
	($$CREATE TRIGGER t AFTER INSERT ON public.own FOR EACH ROW EXECUTE FUNCTION disclosure.check_row(); INSERT INTO public.own VALUES (NULL)$$),
	($$CREATE TRIGGER t BEFORE INSERT ON public.own FOR EACH ROW EXECUTE FUNCTION disclosure.check_references(); INSERT INTO public.own VALUES (NULL)$$),
	($$INSERT INTO rule (code, statement) VALUES ('own.a', 'requests.granted.total = 1 1')$$),
	($$INSERT INTO report_text (unit_id, year, scope, sections) VALUES ('b', 2023, 'own', '{"一": "收到申请5件。"}')$$),
	($$INSERT INTO report_text (unit_id, year, scope, period_start, period_end) VALUES ('b', 2023, 'own', '2023-12-31', '2023-01-01')$$),
	($$UPDATE setting SET value = 2 WHERE name = 'self_approval'$$),
	($$UPDATE setting SET value = 1 WHERE name = 'suppress_below'$$),
	($$INSERT INTO setting VALUES ('self-approval', 1, '自行审核')$$),
	($$SELECT holds_duty('a', 2023, ARRAY[NULL], true)$$),
	-- roles
	($$SET LOCAL ROLE regress_reference_clerk; INSERT INTO report (unit_id, year, status) VALUES ('b', 2024, 'approved')$$),
	($$INSERT INTO report (unit_id, year, origin) VALUES ('d', 2024, 'received'); SET LOCAL ROLE regress_reference_clerk; UPDATE report SET status = 'published' WHERE unit_id = 'd' AND year = 2024$$),
	($$SELECT grant_duty('regress_reference_clerk', 'manage', 'a'); SET LOCAL ROLE regress_reference_clerk; UPDATE unit SET unit_id = 'a2' WHERE unit_id = 'a'$$),
	($$SET LOCAL ROLE regress_reference_clerk; SELECT purge_applicants('2024-01-01')$$),
	($$SELECT grant_duty('regress_reference_clerk', 'write', 'b')$$),
	($$SELECT grant_duty('nobody', 'fill', 'b')$$),
	($$SET LOCAL ROLE regress_reference_clerk; SELECT grant_duty('regress_reference_clerk', 'review', 'b')$$),
	($$SELECT submit_report('b', NULL)$$),
	($$SELECT revoke_duty('regress_reference_clerk', 'publish', 'b')$$),
	($$INSERT INTO access (role, unit_id, duty) VALUES ('nobody', 'b', 'fill')$$),
	($$SET LOCAL ROLE regress_reference_clerk; SELECT lock_unit('c')$$),
	($$REVOKE ALL ON report FROM regress_reference_clerk; SET LOCAL ROLE regress_reference_clerk; SELECT submit_report('b', 2023)$$),
	($$SET LOCAL ROLE regress_reference_clerk; UPDATE report SET figures = NULL WHERE unit_id = 'c'$$),
	($$SELECT grant_duty('regress_reference_clerk', 'manage', 'b'); SET LOCAL ROLE regress_reference_clerk; UPDATE unit SET name = '丙局' WHERE unit_id = 'c'$$),
	($$SELECT grant_duty('regress_reference_clerk', 'manage', 'b'); SET LOCAL ROLE regress_reference_clerk; DELETE FROM rule$$),
	($$SELECT grant_duty('regress_reference_clerk', 'manage', 'b'); SET LOCAL ROLE regress_reference_clerk; UPDATE measure SET red = 0.42 WHERE code = 'disclosure_rate'$$),
	($$SET LOCAL ROLE regress_reference_clerk; INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('d', '1', 'enterprise', 'post', '2024-05-06')$$),
	($$SET LOCAL disclosure.reason = '核对'; UPDATE report SET status = 'returned' WHERE unit_id = 'b' AND year = 2022; SET LOCAL ROLE regress_reference_clerk; DELETE FROM report WHERE unit_id = 'b' AND year = 2022$$),
	($$SET LOCAL SESSION AUTHORIZATION regress_reference_clerk; DELETE FROM report WHERE unit_id = 'b' AND year = 2023$$),
	($$SET LOCAL ROLE regress_reference_clerk; SELECT approve_report('b', 2022)$$),
	($$SET LOCAL ROLE regress_reference_clerk; INSERT INTO task (unit_id, year, task_no, task) VALUES ('c', 2022, '1', '公开目录')$$),
	($$SET LOCAL ROLE regress_reference_clerk; UPDATE report SET figures = fill_zero(figures, '{requests.received.total}') + figures WHERE unit_id = 'd'; UPDATE report SET figures = zero_figures('2021') WHERE unit_id = 'd'$$),
	($$SET LOCAL ROLE regress_reference_clerk; UPDATE report SET issued_on = '2023-01-20' WHERE unit_id = 'd'$$),
	($$UPDATE setting SET value = 1 WHERE name = 'self_approval'; SELECT approve_report('b', 2022); SET LOCAL ROLE regress_reference_clerk; SELECT submit_report('b', 2022)$$),
	($$CREATE POLICY own ON report AS RESTRICTIVE FOR UPDATE USING (year < 2023); SET LOCAL ROLE regress_reference_clerk; SELECT import_report('b', pg_temp.page('乙局2023年'), origin => 'filed')$$),
	($$SET LOCAL ROLE regress_reference_clerk; INSERT INTO explanation (unit_id, year, scope, rule, fingerprint, explanation) SELECT unit_id, year, scope, rule, fingerprint, '情况属实' FROM finding WHERE unit_id = 'd'$$),
	($$SET LOCAL ROLE regress_reference_clerk; SELECT verify_history('c', 2022)$$),
	($$SET LOCAL ROLE regress_reference_clerk; SELECT pack_reports(2022, 'c')$$),
	($$SET LOCAL ROLE regress_reference_clerk; SELECT import_report('d', pg_temp.page('丁局2022年'), origin => 'filed')$$),
	($$UPDATE setting SET value = 1 WHERE name = 'self_approval'; UPDATE explanation SET accepted_at = now(); SELECT approve_report('d', 2022); DELETE FROM explanation$$);

CREATE FUNCTION pg_temp.provoke(statement text, OUT state text, OUT message text, OUT detail text, OUT hint text) LANGUAGE plpgsql
SET search_path = disclosure, pg_catalog, pg_temp AS $$
BEGIN
	EXECUTE statement;
	state := 'none';
	message := statement;
	RAISE EXCEPTION 'undo';
EXCEPTION WHEN OTHERS THEN
	IF state IS NULL THEN
		GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	END IF;
END
$$;

\qecho ## Errors
\qecho
\qecho Each was provoked; the names in it are those of the example.
\qecho
\qecho '| SQLSTATE | error | detail | hint |'
\qecho '|---|---|---|---|'
SELECT format('| %s | %s | %s | %s |', state, pg_temp.cell(replace(message, version, 'X.Y')), pg_temp.cell(detail), pg_temp.cell(hint))
FROM (SELECT DISTINCT ON (state, message, CASE state WHEN '22P02' THEN detail END) p.*, n
		FROM attempt, pg_temp.provoke(statement) p ORDER BY state, message, CASE state WHEN '22P02' THEN detail END, n) e,
	(SELECT extversion AS version FROM pg_extension WHERE extname = 'report_ext') v
ORDER BY state COLLATE "C", n;
