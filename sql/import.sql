-- Pages and cells into the register.
CREATE DATABASE regress_import;
\c regress_import
CREATE EXTENSION report_ext;
SET search_path = public, disclosure;
CALL create_register();
\set VERBOSITY terse
\set SHOW_CONTEXT never
INSERT INTO unit VALUES ('sq', '宿迁市', 'government'), ('hz', '洪泽区', 'government'), ('jgs', '井冈山市', 'government'),
	('a', '甲县', 'government'), ('b', '乙镇', 'township'), ('ju', '甲县教育局', 'department');
INSERT INTO unit_name (unit_id, to_year, name) VALUES ('b', 2021, '乙乡');
\set suqian `cat demo/pages/suqian-2023.txt`
\set suqian_next `cat demo/pages/suqian-2024.txt`
\set hongze `cat demo/pages/hongze-2023.txt`
\set jinggangshan `cat demo/pages/jinggangshan-2020.txt`
CREATE VIEW note AS SELECT unit_id, year, scope, place, n ->> 'kind' AS kind, n ->> 'cell' AS cell, n ->> 'raw' AS raw,
	n ->> 'value' AS value, n ->> 'sure' AS sure, n ->> 'text' AS text
FROM report_source, jsonb_array_elements(notes) WITH ORDINALITY a(n, place);

-- Blank or zero.  An office leaves zeros empty, or strikes them through: with blank_means its page states them.
CREATE FUNCTION pg_temp.without_zeros(page text, sign text) RETURNS text LANGUAGE sql AS
	$$ SELECT regexp_replace(page, '\| 0(?= *(\||$))', '| ' || sign, 'gn') $$;
CREATE TEMP TABLE stated AS SELECT figures FROM parse_report(:'suqian');
CREATE FUNCTION pg_temp.read_without_zeros(page text, sign text, OUT outcome text, OUT numbers integer, OUT blanks integer, OUT as_stated boolean,
	OUT notes bigint, OUT right_notes bigint) LANGUAGE plpgsql AS $$
BEGIN
	SELECT o.outcome, o.numbers, o.blanks INTO outcome, numbers, blanks
	FROM import_page('sq', pg_temp.without_zeros(page, sign), blank_means => 'zero') o;
	SELECT r.figures = s.figures INTO as_stated FROM report r, pg_temp.stated s WHERE r.unit_id = 'sq';
	/* a note of each, of the cells that are zero and no others */
	SELECT count(*), count(*) FILTER (WHERE n.value = '0' AND n.sure = 'by request' AND n.raw = sign AND c.value = 0) INTO notes, right_notes
	FROM note n LEFT JOIN (SELECT (cells(s.figures)).* FROM pg_temp.stated s) c ON c.path = n.cell WHERE n.kind = 'blank_as_zero';
	DELETE FROM report;
END $$;
SELECT count(*) FILTER (WHERE value = 0) AS zeros FROM stated, cells(figures);
SELECT sign, r.* FROM unnest('{"",/,—,无}'::text[]) sign, pg_temp.read_without_zeros(:'suqian', sign) r;
SELECT outcome, numbers, blanks, ambiguous FROM import_page('sq', pg_temp.without_zeros(:'suqian', '/'), blank_means => 'zero');
SELECT cell, raw, value, sure, text FROM note WHERE kind = 'blank_as_zero' ORDER BY place LIMIT 3;
SELECT outcome, numbers, blanks, ambiguous FROM import_page('sq', pg_temp.without_zeros(:'suqian', ''), blank_means => 'zero');
SELECT cell, raw, text FROM note WHERE kind = 'blank_as_zero' ORDER BY place LIMIT 1;
-- by default blanks stay, and so they do when read again
SELECT outcome, numbers, blanks, ambiguous FROM import_page('sq', pg_temp.without_zeros(:'suqian', '/'));
SELECT kind, count(*) FROM note GROUP BY kind;
SELECT outcome, numbers, blanks, ambiguous FROM import_page('jgs', :'jinggangshan', blank_means => 'zero');
-- blank stay a row that is not there, one whose numbers nobody can place, and cells beyond the end of the page
CREATE TEMP TABLE damaged AS SELECT * FROM (VALUES
	('row gone', 'requests.repeated', regexp_replace(:'suqian', '2\.重复申请[^\n]*\n', '')),
	('too many cells', 'requests.repeated', replace(:'suqian', '2.重复申请 | 39 | 0', '2.重复申请 | 39 | 0 | 0')),
	('table gone', 'remedies', regexp_replace(:'suqian', '四、政府信息公开行政复议.*五、', '五、')),
	('cut', 'remedies', left(:'suqian', position('309 | 17 | 88' IN :'suqian') + 12))) d(damage, place, page);
CREATE FUNCTION pg_temp.read_damaged(page text, place text, OUT outcome text, OUT blank_there bigint, OUT filled_there bigint, OUT all_unread boolean)
LANGUAGE plpgsql AS $$
DECLARE ambiguous integer;
	blanks integer;
BEGIN
	SELECT o.outcome, o.ambiguous, o.blanks INTO outcome, ambiguous, blanks FROM import_page('sq', page, blank_means => 'zero') o;
	SELECT count(*) INTO blank_there FROM report r, cells(r.figures) c WHERE c.value IS NULL AND starts_with(c.path, read_damaged.place);
	SELECT count(*) INTO filled_there FROM note n WHERE n.kind = 'blank_as_zero' AND starts_with(n.cell, read_damaged.place);
	all_unread := ambiguous = blanks AND blanks >= blank_there;
	DELETE FROM report;
END $$;
DELETE FROM report;
SELECT d.damage, r.* FROM damaged d, pg_temp.read_damaged(d.page, d.place) r ORDER BY d.damage;
-- subjects of notes
CREATE FUNCTION pg_temp.unread(notes jsonb) RETURNS text LANGUAGE sql AS
	$$ SELECT count(*) || coalesce(' ' || min(u COLLATE "C"), '') FROM unread_cells('{"form":"2021","requests":{"granted":[1,null,null,0,0,0,1]}}', notes) u $$;
SELECT pg_temp.unread('[]') AS none, pg_temp.unread('[{"kind":"unreadable","cell":"requests.granted.enterprise","sure":"ambiguous"}]') AS cell,
	pg_temp.unread('[{"kind":"lost_cells","cell":"requests.granted","sure":"ambiguous"}]') AS row,
	pg_temp.unread('[{"kind":"lost_cells","cell":"requests.granted.total","sure":"by rule"}]') AS decided,
	pg_temp.unread('[{"kind":"missing_rows","cell":"requests.granted","sure":"read"}]') AS missing,
	pg_temp.unread('[{"kind":"missing_rows","cell":"proactive","sure":"read"}]') AS table,
	pg_temp.unread('[{"kind":"cut","cell":"remedies.reconsideration","sure":"read"}]') AS cut,
	pg_temp.unread('[{"kind":"extra_row","cell":null,"sure":"ambiguous"}]') AS page,
	pg_temp.unread('[{"kind":"section","cell":null,"sure":"ambiguous"}, {"kind":"title","cell":null,"sure":"ambiguous"}]') AS words \g (format=unaligned)
SELECT import_report('sq', :'suqian', blank_means => 'nothing');
-- the single row of the older form, struck through: the page has this row, and the three rows are not asked for
SELECT o.outcome, o.blanks FROM import_page('hz', regexp_replace(:'hongze', '(（六）其他处理[^\n]*?)( \| 0)+\n', '\1 | / | / | / | / | / | / | /' || E'\n'), blank_means => 'zero') o;
SELECT (requests(figures)).otherwise_handled::text, (requests(figures)).miscellaneous IS NULL AS three_absent FROM report WHERE unit_id = 'hz';
SELECT count(*) FROM note WHERE unit_id = 'hz' AND kind = 'blank_as_zero' AND cell LIKE 'requests.otherwise_handled.%';

-- but not a row of the other form that stands for nothing here
SELECT o.outcome, o.blanks, o.warnings FROM import_page('sq', replace(:'suqian', E'行政处罚 |', E'其他对外管理服务事项 | / | |\n行政处罚 |'), blank_means => 'zero') o;
SELECT kind, cell, raw FROM note WHERE unit_id = 'sq';

-- Unread cells are reported at once.
SELECT rule, severity, result, why, cells, message, advice FROM import_report('sq', replace(:'suqian', '1808595', '约一百八十万'))
WHERE rule LIKE 'page.%' ORDER BY rule;
SELECT rule, severity_label, result_label, message, advice FROM import_report('hz', :'suqian') WHERE rule LIKE 'page.%';

-- What could not be read never replaces a number, and is said: a table that is not there, a page that is cut, a cell.
INSERT INTO unit VALUES ('k', '己县审计局', 'department');
\set head '己县审计局2023年政府信息公开工作年度报告\n'
\set two '二、主动公开政府信息情况\n信息内容 | 本年处理决定数量\n行政许可 | 1240\n信息内容 | 本年处理决定数量\n行政处罚 | 318\n行政强制 | 6\n'
\set four '四、政府信息公开行政复议、行政诉讼情况\n行政复议 | 行政诉讼\n结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | 复议后起诉\n结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计\n6 | 1 | 2 | 0 | 9 | 1 | 0 | 0 | 1 | 2 | 0 | 0 | 1 | 0 | 1\n'
SELECT outcome, numbers, kept FROM import_page('k', replace(:'head' || :'two' || :'four', '\n', E'\n'));
SELECT outcome, numbers, kept, message FROM import_page('k', replace(:'head' || :'four', '\n', E'\n'));
SELECT outcome, numbers, kept, message FROM import_page('k', replace(replace(:'head' || :'two', '1240', '约一千二百'), '\n', E'\n'), blank_means => 'zero');
SELECT figures['proactive.licensing.decisions'] AS licences, figures['remedies.direct_suit.total'] AS suits FROM report WHERE unit_id = 'k';
-- said until the cell holds another number, or the page is another
SELECT message FROM finding WHERE unit_id = 'k' AND rule = 'page.kept' AND cells = '{proactive.licensing.decisions}';
UPDATE report SET figures['proactive.licensing.decisions'] = 1200 WHERE unit_id = 'k';
SELECT count(*) FROM finding WHERE unit_id = 'k' AND rule = 'page.kept' AND cells = '{proactive.licensing.decisions}';
-- a blank that the page shows is one
SELECT outcome, kept FROM import_page('k', replace(replace(:'head' || :'two' || :'four', '1240', ''), '\n', E'\n'));
SELECT figures['proactive.licensing.decisions'] AS licences FROM report WHERE unit_id = 'k';
-- the row of the other form stands for three that the page does not have
SELECT outcome FROM import_page('k', replace(:'hongze', '洪泽区', '己县审计局'), 'level');
UPDATE report SET figures['requests.otherwise_handled.total'] = 4 WHERE unit_id = 'k' AND scope = 'level';
SELECT outcome, kept FROM import_page('k', regexp_replace(replace(:'hongze', '洪泽区', '己县审计局'), '（六）其他处理[^\n]*\n', ''), 'level');
SELECT (requests(figures)).otherwise_handled::text, (requests(figures)).miscellaneous IS NULL AS three_absent FROM report WHERE unit_id = 'k' AND scope = 'level';
DELETE FROM report WHERE unit_id = 'k';
-- zero is not what could not be read
SELECT outcome, ambiguous FROM import_page('k', replace(replace(:'head' || :'two', '1240', '约一千二百'), '\n', E'\n'), origin => 'filed');
SELECT nil_report('k', 2023);
SELECT figures['proactive.licensing.decisions'] AS licences, figures['proactive.penalties.decisions'] AS penalties, blank_count(figures) AS blanks FROM report WHERE unit_id = 'k';
SELECT outcome, ambiguous, blanks FROM import_page('k', replace(replace(replace(:'suqian', '宿迁市', '己县审计局'), '1808595', '约一百八十万'), '2822652', ''), origin => 'filed');
UPDATE report SET figures = fill_zero(figures) WHERE unit_id = 'k';
SELECT figures['proactive.licensing.decisions'] AS licences, figures['proactive.penalties.decisions'] AS penalties, blank_count(figures) AS blanks FROM report WHERE unit_id = 'k';
-- by itself it may be entered
UPDATE report SET figures['proactive.licensing.decisions'] = 0 WHERE unit_id = 'k';
SELECT blank_count(figures) AS blanks FROM report WHERE unit_id = 'k';
DELETE FROM report WHERE unit_id = 'k';
-- A draft knows the requests carried in: a blank row says nothing against it, a number does.
INSERT INTO report (unit_id, year, origin, status, figures) VALUES ('k', 2022, 'recorded', 'published', zero_figures('2021') + '{"form":"2021","requests":{"received":[3,0,0,0,0,0,3],"carried_out":[3,0,0,0,0,0,3]}}');
SELECT start_year(2023) > 0 AS started;
\set carried '<h1>己县审计局2023年政府信息公开工作年度报告</h1><h2>三、收到和处理政府信息公开申请情况</h2><table><tr><td><td>自然人<td>商业企业<td>科研机构<td>社会公益组织<td>法律服务机构<td>其他<td>总计<tr><td>一、本年新收政府信息公开申请数量<td>2<td>0<td>0<td>0<td>0<td>0<td>2<tr><td>二、上年结转政府信息公开申请数量<td><td><td><td><td><td><td>CARRIED</table>'
SELECT outcome, kept, message FROM import_page('k', replace(:'carried', 'CARRIED', ''), origin => 'filed');
SELECT (requests(figures)).carried_in::text, (requests(figures)).received::text FROM report WHERE unit_id = 'k' AND year = 2023;
SELECT outcome, kept FROM import_page('k', replace(:'carried', 'CARRIED', ''), origin => 'filed', blank_means => 'zero');
SELECT outcome, message FROM import_page('k', replace(:'carried', 'CARRIED', '1'), origin => 'filed');
CREATE TEMP TABLE carried (unit_id text, year text, path text, value text);
INSERT INTO carried VALUES ('k', '2023', 'requests.carried_in.total', ''), ('k', '2023', 'requests.received.total', '');
SELECT path, outcome FROM import_cells('carried', origin => 'filed');
DELETE FROM report WHERE unit_id <> 'sq' AND unit_id <> 'hz';
DELETE FROM reporting_year;
-- Numbers that no report can hold: refused by name, unreadable on a page.
INSERT INTO report (unit_id, year, figures) VALUES ('k', 2023, '{"form":"2021","requests":{"received":[0,0,0,0,0,0,9000000000000000000],"granted":[0,0,0,0,0,0,9000000000000000000]}}');
INSERT INTO report (unit_id, year, figures) VALUES ('k', 2023, '{"form":"2021","requests":{"received":[0,0,0,0,0,0,999999999999]},"proactive":{"charges":[999999999.999999]}}');
UPDATE report SET figures['requests.received.total'] = -1000000000000 WHERE unit_id = 'k';
UPDATE report SET figures['proactive.charges.amount'] = 1000000000 WHERE unit_id = 'k';
SELECT outcome, numbers, kept, message FROM import_page('k', replace(replace(:'head' || :'two' || :'four', '1240', '1000000000000'), '\n', E'\n'), origin => 'filed');
SELECT message FROM import_report('k', replace(replace(:'head' || :'two' || :'four', '1240', '9000000000000000000'), '\n', E'\n'), origin => 'filed') WHERE cells = '{proactive.licensing.decisions}';
TRUNCATE carried;
INSERT INTO carried VALUES ('k', '2023', 'requests.carried_in.total', '1000000000000'), ('k', '2023', 'proactive.charges.amount', '1000000000'), ('k', '2023', 'requests.granted.total', '999999999999');
SELECT path, outcome, message FROM import_cells('carried', origin => 'filed');
INSERT INTO supplied_figure VALUES ('k', 2023, 'proactive.licensing.decisions', 9000000000000000000);
-- a repair that would have to be as large
INSERT INTO report (unit_id, year, figures) SELECT 'b', 2023, zero_figures('2021') + format('{"form":"2021","requests":{"received":%1$s,"granted":%1$s,"processed":%1$s}}',
	'[600000000000,600000000000,0,0,0,0,1200000000]')::figures;
SELECT cells, new FROM report_repairs('b', 2023) WHERE rank = 1;
SELECT apply_repair('b', 2023, 'own', 1, '更正', (SELECT version FROM report WHERE unit_id = 'b'));
SELECT count(*) > 0 AS overview FROM report_overview;
SELECT unit_id, received FROM report_overview WHERE unit_id = 'b';
DELETE FROM report WHERE unit_id <> 'sq' AND unit_id <> 'hz';
-- Years that have not begun.
INSERT INTO report (unit_id, year) SELECT 'k', extract(year FROM current_date) + 1;
\set VERBOSITY sqlstate
INSERT INTO reporting_year SELECT extract(year FROM current_date) + 1;
INSERT INTO supplied_figure SELECT 'k', extract(year FROM current_date) + 1, 'proactive.licensing.decisions', 1;
SELECT rollup((extract(year FROM current_date) + 1)::integer, 'k');
\set VERBOSITY terse
SELECT outcome FROM import_page('k', replace(replace(:'head' || :'two', '2023', (extract(year FROM current_date) + 1)::text), '\n', E'\n'));
-- Another unit's page stays with the report: in finding, in the overview, at the gate.
SELECT outcome, warnings, message FROM import_page('k', replace(:'suqian', '宿迁市', '己县财政局'), origin => 'filed');
SELECT rule, severity, message, explained FROM finding WHERE unit_id = 'k' AND rule LIKE 'page.%';
SELECT warnings, unexplained FROM report_overview WHERE unit_id = 'k';
UPDATE report SET figures['proactive.compulsion.decisions'] = 20164 WHERE unit_id = 'k';
SELECT submit_report('k', 2023);
SELECT explain('k', 2023, 'own', 'page.unit', '财政局代为发布');
SELECT submit_report('k', 2023);
SELECT withdraw_report('k', 2023, 'own', '改数');
-- the explanation was one of other numbers
UPDATE report SET figures['proactive.compulsion.decisions'] = 20165 WHERE unit_id = 'k';
SELECT submit_report('k', 2023);
SELECT outcome, warnings FROM import_page('k', replace(:'suqian', '宿迁市', '己县审计局'), origin => 'filed');
SELECT count(*) FROM finding WHERE unit_id = 'k' AND rule LIKE 'page.%';
DELETE FROM report WHERE unit_id = 'k';

-- Whose page it is.
SELECT a, b, same_unit_name(a, b), same_unit_name(b, a) AS other_way FROM (VALUES ('甲县', '甲县人民政府'), ('甲县', '甲县人民政府办公室'),
	('甲县人民政府办公室', '甲县人民政府'), ('洪泽区', '淮安市洪泽区'), ('甲县教育局', '教育局'), ('上海市', '上海市人民政府办公厅'), ('乙街道', '乙 街道办事处'),
	('市财政局', '临江市财政局'), ('甲县税务局', '国家税务总局甲县税务局'), ('己县教育体育局', '己县教育和体育局'), ('西山街道', '甲区人民政府西山街道办事处'),
	('甲县人民政府办公室', '甲县政府办'), ('甲县', '甲县住建局'), ('市财政局', '临江市教育局'), ('西山街道', '东西山街道'), ('甲县税务局', '国家税务总局乙县税务局'), ('财政局', '临江财政局'), ('办公室', '甲县'),
	('甲县', '乙县'), ('甲县教育局', '乙县教育局'), ('浦东区', '东区'), ('甲县教育局', '甲县'), ('甲县', '甲县财政局')) n(a, b);
SELECT year, message FROM import_page('b', replace(replace(:'suqian', '宿迁市', '乙乡'), '2023', '2021'));
SELECT year, message FROM import_page('b', replace(:'suqian', '宿迁市', '乙镇人民政府'));
SELECT year, message FROM import_page('b', replace(:'suqian', '宿迁市', '乙乡'));
SELECT kind, raw, sure FROM note WHERE unit_id = 'b' AND kind = 'unit';

-- Which year it is of.
SELECT replace(:'suqian', '2023年', '') AS undated, replace(:'suqian', '2023年1月1日至', '2022年1月1日至') AS two_years \gset
\set VERBOSITY default
SELECT import_report('a', :'undated');
SELECT import_report('a', 'page.html');
SELECT import_report('sq', :'suqian', year => 2022);
\set VERBOSITY terse
SELECT outcome, year, form, numbers FROM import_page('sq', :'undated', year => 2022);
SELECT kind, raw, value, sure, text FROM note WHERE unit_id = 'sq' AND year = 2022 AND kind = 'year';
SELECT outcome, year FROM import_page('sq', :'suqian', year => 2023);
SELECT outcome, year FROM import_page('sq', :'two_years');
SELECT outcome, year FROM import_page('sq', :'two_years', year => 2022);
SELECT outcome, message FROM import_page('sq', :'undated', year => 2018);
-- sections without a table, and a year that only the caller knows
SELECT outcome, year, form, numbers, blanks, ambiguous FROM import_page('ju', regexp_replace(regexp_replace(:'undated', E'\n[^\n]*\\|[^\n]*', '', 'g'), '^[^\n]*\n', ''), year => 2024);

-- which does not take the place of numbers that are there
SELECT outcome, message FROM import_page('ju', :'suqian', year => 2023);
SELECT outcome, left(message, 80) AS message FROM import_page('ju', regexp_replace(:'suqian', E'\n[^\n]*\\|[^\n]*', '', 'g'));
SELECT year, blank_count(figures) FROM report WHERE unit_id = 'ju' ORDER BY year;

-- Many pages in one statement.
DELETE FROM report;
CREATE TEMP TABLE pages (file integer, unit_id text, source text);
INSERT INTO pages VALUES (1, 'sq', :'suqian'), (2, 'sq', :'suqian_next'), (3, 'sq', replace(:'suqian', '1808595', '1808596')), (4, 'sq', :'suqian'),
	(5, 'nowhere', :'suqian'), (6, 'hz', :'hongze'), (7, 'hz', ''), (8, 'hz', NULL), (9, NULL, :'suqian'), (10, 'hz', repeat('|', 100000)),
	(11, 'jgs', :'jinggangshan'), (12, 'a', :'suqian'), (13, 'jgs', replace(:'jinggangshan', '2020年', '2018年'));
SELECT p.file, o.* FROM (SELECT * FROM pages ORDER BY file) p, import_page(p.unit_id, p.source) o \g (format=unaligned)
SELECT unit_id, year, version, figures['proactive.licensing.decisions'] AS licensing FROM report ORDER BY unit_id, year;
-- a second page of one report with other numbers is refused in the same statement, not in the next, nor by import_report()
SELECT outcome FROM pages p, import_page(p.unit_id, p.source) WHERE file = 3;
SELECT version, figures['proactive.licensing.decisions'] AS licensing FROM report WHERE unit_id = 'sq' AND year = 2023;
SELECT count(*) FROM (SELECT * FROM pages WHERE file IN (3, 1) ORDER BY file DESC) p, import_report(p.unit_id, p.source);
SELECT version, figures['proactive.licensing.decisions'] AS licensing FROM report WHERE unit_id = 'sq' AND year = 2023;
-- who loads pages one by one says since when it counts as one
SET disclosure.import_began = '2000-01-01';
SELECT p.file, outcome, message FROM pages p, import_page(p.unit_id, p.source) WHERE file = 3;
RESET disclosure.import_began;
-- whatever a trigger of the office does wrong is an outcome too
CREATE FUNCTION pg_temp.stumble() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF NEW.unit_id = 'hz' THEN
		PERFORM pg_sleep(current_setting('stumble.sleep')::float8);
		RAISE EXCEPTION USING ERRCODE = current_setting('stumble.state'), MESSAGE = 'stumbled';
	END IF;
	RETURN NEW;
END $$;
CREATE TRIGGER a_stumble BEFORE UPDATE ON report FOR EACH ROW EXECUTE FUNCTION pg_temp.stumble();
SET stumble.sleep = 0;
SET stumble.state = 'XX000';
SELECT p.file, o.outcome, o.message FROM (SELECT * FROM pages WHERE file IN (2, 6, 11) ORDER BY file) p, import_page(p.unit_id, p.source) o;
SET stumble.state = '23514';
SELECT outcome, message FROM import_page('hz', :'hongze');
-- errors that are no page's fault stop the statement: to be tried again, out of space, out of time
SET stumble.state = '40001';
SELECT outcome, message FROM import_page('hz', :'hongze');
SET stumble.state = '53100';
SELECT outcome, message FROM import_page('hz', :'hongze');
SET stumble.sleep = 60;
SET statement_timeout = '200ms';
SELECT outcome, message FROM import_page('hz', :'hongze');
RESET statement_timeout;
DROP TRIGGER a_stumble ON report;

-- Bytes are kept as they are.
SELECT outcome, year, numbers FROM import_page('sq', convert_to(:'suqian', 'GB18030'));
SELECT page = convert_to(:'suqian', 'GB18030') AS as_it_was, source = :'suqian' AS the_text FROM report_source WHERE unit_id = 'sq' AND year = 2023;
SELECT count(*) FROM import_report('hz', convert_to(:'hongze', 'UTF8'));
SELECT page = convert_to(:'hongze', 'UTF8') AS as_it_was FROM report_source WHERE unit_id = 'hz';
SELECT count(*) FROM import_report('hz', :'hongze');
SELECT page IS NULL AS no_bytes FROM report_source WHERE unit_id = 'hz';
SELECT outcome FROM import_page('hz', '\x00ff00'::bytea);
SELECT outcome FROM import_page('hz', NULL::bytea);

-- Drafts, and closed reports.
DELETE FROM report WHERE unit_id = 'a';
SELECT outcome, year FROM import_page('a', replace(:'suqian', '宿迁市', '甲县'), origin => 'filed');
SELECT outcome FROM import_page('a', replace(:'suqian', '宿迁市', '甲县'));
SELECT origin, status, version FROM report WHERE unit_id = 'a';
SELECT outcome, message FROM import_page('sq', :'suqian', origin => 'filed');
SELECT submit_report('a', 2023);
SELECT outcome, message FROM import_page('a', replace(:'suqian', '宿迁市', '甲县'));
SELECT outcome, message FROM unnest('{origin,scope,blank}'::text[]) w, import_page('a', :'suqian', CASE w WHEN 'scope' THEN 'x' ELSE 'own' END,
	CASE w WHEN 'origin' THEN 'x' ELSE 'filed' END, CASE w WHEN 'blank' THEN 'x' ELSE 'zero' END);
SELECT outcome, message FROM import_page('a', :'suqian', NULL, NULL, NULL);

-- One cell, as somebody wrote it.
SELECT path, raw, r.* FROM (VALUES ('requests.granted.total', '8'), ('requests.granted.total', ' ８ '), ('requests.granted.total', '1,234'), ('requests.granted.total', '12,34'),
	('requests.granted.total', '947件'), ('requests.granted.total', '1.5'), ('requests.granted.total', '1.0'), ('requests.granted.total', '-3'), ('requests.granted.total', '9999999999999999999'),
	('requests.granted.total', '3万元'), ('requests.granted.total', ''), ('requests.granted.total', '/'), ('requests.granted.total', '不适用'), ('requests.granted.total', '八'),
	('proactive.charges.amount', '251000元'), ('proactive.charges.amount', '1.19亿元'), ('proactive.charges.amount', '0.1234567'), ('proactive.charges.amount', '5件'),
	('requests.denied.total', '8'), ('', '8')) c(path, raw), read_cell(path, raw) r;
-- what spreadsheets print of the binary number that they hold; more digits than that, or digits of a number that has them, stay
SELECT raw, r.* FROM unnest(ARRAY['59237.244899999998', '5.9237244900000003E+4', '5.9237244900000003e4', '0.30000000000000004', '12.000000000000002', '1.5E+3', '15E-1', '1E', '1E+', '1.5E+3件',
	'592372448.99999998', '1.2345678901234567', '100000000000000001', '0.1234567']) raw, read_cell('proactive.charges.amount', raw) r;
-- keys with what spreadsheets add to them
SELECT length(raw) AS typed, plain_key(raw) FROM unnest(ARRAY[U&'\FEFFJX01', U&'JX01\00A0', U&'\3000JX01 ', '２０２３', U&'requests.received.total\200B', 'ＪＸ－０１', '甲 县（试点）', '']) raw;

-- Cells from a table.
DELETE FROM report WHERE origin = 'recorded';
CREATE TEMP TABLE cell (unit_id text, year text, path text, value text);
\copy cell FROM STDIN (FORMAT csv)
sq,2023,requests.received.total,8
sq,2023,requests.received.natural_person,"1,008"
sq,2023, requests.received.enterprise ,/
sq,2023,requests.received.research,
sq,2023,requests.denied.total,8
sq,2023,requests.grantd.total,8
sq,2023,requests.granted.total,8
sq,2023,requests.granted.total,9
sq,2023,requests.granted.research,
sq,2023,requests.granted.research,0
sq,2023,requests.carried_in.total,5
sq,2023,requests.carried_in.total,5.0
sq,2023,requests.carried_out.total,五
sq,2023,requests.carried_out.research,5.5
sq,2023,proactive.charges.amount,1.19亿元
sq,2023,requests.otherwise_handled.total,2
nowhere,2023,requests.received.total,8
,2023,requests.received.total,8
sq,2018,requests.received.total,8
sq,今年,requests.received.total,8
sq,,,
a,2023,requests.received.total,8
hz, 2022 ,requests.received.total,3
hz,2022,requests.received.natural_person,3
\.
SELECT * FROM import_cells('cell');
SELECT unit_id, year, origin, status, version, figures FROM report ORDER BY unit_id, year;
SELECT value, outcome FROM import_cells('cell') WHERE unit_id = 'sq' AND year = '2023' AND outcome IN ('set', 'unchanged', 'blank') ORDER BY path COLLATE "C", value;
SELECT unit_id, version, verify_history(unit_id, year) FROM report WHERE origin = 'recorded' ORDER BY unit_id;
-- a change is one version, of however many cells; old numbers are told; a blank makes blank
UPDATE cell SET value = CASE path WHEN 'requests.received.total' THEN '9' WHEN 'requests.received.natural_person' THEN '' ELSE value END WHERE unit_id = 'hz';
SELECT path, outcome, message FROM import_cells('cell') WHERE unit_id = 'hz';
SELECT version, figures FROM report WHERE unit_id = 'hz';
SELECT path, outcome, message FROM import_cells('cell', blank_means => 'zero') WHERE unit_id = 'hz';
SELECT version, figures FROM report WHERE unit_id = 'hz';
TRUNCATE cell;
INSERT INTO cell VALUES ('hz', '2022', 'requests.otherwise_handled.total', NULL), ('hz', '2022', 'proactive.other_services.decisions', '5');
SELECT path, outcome, message FROM import_cells('cell', blank_means => 'zero');
UPDATE cell SET value = NULL;
SELECT path, outcome, message FROM import_cells('cell', blank_means => 'zero');
SELECT figures FROM report WHERE unit_id = 'hz';
-- a filed one, of another scope and form; nothing right, no report
TRUNCATE cell;
INSERT INTO cell VALUES ('ju', '2024', 'requests.otherwise_handled.total', '1'), ('b', '2024', 'requests.received.total', 'x');
SELECT outcome, message FROM import_cells('cell', 'level', 'filed', '2019');
SELECT unit_id, scope, origin, status, figures FROM report WHERE year = 2024;
-- an error of one report leaves the others
TRUNCATE cell;
INSERT INTO cell SELECT u, '2022', 'requests.received.total', '4' FROM unnest('{b,hz,jgs}'::text[]) u;
CREATE TRIGGER a_stumble BEFORE UPDATE ON report FOR EACH ROW EXECUTE FUNCTION pg_temp.stumble();
SET stumble.sleep = 0;
SET stumble.state = '23514';
SELECT unit_id, outcome, message FROM import_cells('cell');
SET stumble.state = '55P03';
SELECT unit_id, outcome, message FROM import_cells('cell');
SET stumble.state = '40P01';
SELECT unit_id, outcome, message FROM import_cells('cell');
SELECT unit_id, figures['requests.received.total'] FROM report WHERE year = 2022 ORDER BY unit_id;
DROP TRIGGER a_stumble ON report;
-- the table
\set VERBOSITY default
CREATE TEMP TABLE "odd Table" (year text, value text);
SELECT import_cells('"odd Table"');
SELECT import_cells('cell', form => '2020');
SELECT import_cells('cell', origin => 'own');
\set VERBOSITY terse
CREATE TABLE public."Typed ""Cells""" (unit_id varchar, year smallint, path text, value numeric);
INSERT INTO public."Typed ""Cells""" VALUES ('jgs', 2022, 'requests.received.total', 7.00);
SELECT * FROM import_cells('public."Typed ""Cells"""');
-- the cells of report_cell come back as they were
CREATE TEMP TABLE before AS SELECT unit_id, year, figures FROM report WHERE scope = 'own' AND origin = 'recorded';
CREATE TEMP TABLE copied AS SELECT unit_id, year, path, value FROM report_cell WHERE scope = 'own';
DELETE FROM report WHERE origin = 'recorded';
SELECT outcome, count(*) > 0 AS some FROM import_cells('copied') GROUP BY outcome ORDER BY outcome;
SELECT count(*) AS reports, count(*) FILTER (WHERE r.figures = b.figures) AS same FROM before b LEFT JOIN report r USING (unit_id, year);
-- many: a thousand reports, one version each
INSERT INTO unit SELECT 'u' || i, '单位' || i, 'department' FROM generate_series(1, 1000) i;
TRUNCATE cell;
INSERT INTO cell SELECT 'u' || i, '2023', path, (i % 7)::text FROM generate_series(1, 1000) i, form_cell WHERE form = '2021';
SELECT outcome, count(*) FROM import_cells('cell') GROUP BY outcome;
SELECT version, count(*), sum(figures['requests.received.total']) FROM report WHERE unit_id LIKE 'u%' GROUP BY version;

-- Keys with the signs that spreadsheets add: a byte order mark, blanks, digits in full width, 年.
CREATE TEMP TABLE key_cell (unit_id text, year text, path text, value text);
INSERT INTO key_cell VALUES (U&'\FEFFsq', '2022', 'requests.received.total', '1'), (U&'sq\00A0', '2022', 'requests.received.research', '0'), (U&'\3000sq', '2022', 'requests.received.enterprise', '0'),
	('sq', '２０２２', 'requests.received.legal_service', '0'), ('sq', '2022年', 'requests.received.public_welfare', '0'), ('sq', '2022', U&'requests.received.natural_person\200B', '1');
SELECT outcome, length(path) AS typed, plain_key(path), message FROM import_cells('key_cell') ORDER BY path;

\c contrib_regression
DROP DATABASE regress_import;
