-- Paragraphs against a longest common subsequence computed in SQL; a report beside last year's and beside its own earlier versions.
CREATE DATABASE regress_compare_text;
\c regress_compare_text
CREATE EXTENSION report_ext;
SET search_path = disclosure, public;
\set VERBOSITY terse
SELECT change, change_label, before_no, after_no, before, after, similarity FROM compare_text(
	E'一、主动公开政府信息120条。\n二、收到申请30件，办结28件。\r\n\n  三、举办培训 2 次。\n四、开通热线。\n五、存在的不足。',
	E'二、收到申请45件，办结44件。\n一、主动公开政府信息120条。\n　　三、举办培训2次。\n新设政务新媒体一个。\n\n五、存在的不足。\n');
-- half of the pairs of characters
SELECT change, before, after, similarity FROM compare_text(E'甲乙丙丁', E'甲乙戊己') UNION ALL SELECT change, before, after, similarity FROM compare_text(E'甲乙丙丁', E'甲戊己庚') UNION ALL
SELECT change, before, after, similarity FROM compare_text(E'甲乙', E'甲丙');
-- the likest of those that follow, and what stands before it is new
SELECT change, before, after FROM compare_text(E'全年公开信息10条\n召开会议', E'召开座谈会一次\n全年公开信息12条\n全年公开信息一二三四条');
-- nothing on one side, or on both
SELECT count(*), min(change) FROM compare_text(NULL, E'甲\n乙') UNION ALL SELECT count(*), min(change) FROM compare_text(E'甲\n乙', '') UNION ALL SELECT count(*), min(change) FROM compare_text(NULL, NULL)
UNION ALL SELECT count(*), min(change) FROM compare_text(E' \n\r\n　', E'\n');

-- At random, of few and of many words: as many are found again as there can be, in order, equal, and nothing is lost or told twice.
CREATE FUNCTION pg_temp.common(a text[], b text[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
	previous integer[] := array_fill(0, ARRAY[coalesce(cardinality(b), 0) + 1]);
	now integer[];
BEGIN
	FOR i IN 1..coalesce(cardinality(a), 0) LOOP
		now := ARRAY[0];
		FOR k IN 1..coalesce(cardinality(b), 0) LOOP
			now[k + 1] := CASE WHEN a[i] = b[k] THEN previous[k] + 1 ELSE greatest(now[k], previous[k + 1]) END;
		END LOOP;
		previous := now;
	END LOOP;
	RETURN previous[cardinality(previous)];
END $$;
CREATE FUNCTION pg_temp.words(seed text, most integer, kinds integer) RETURNS text[] LANGUAGE sql AS $$
	SELECT coalesce(array_agg('第' || ('x' || substr(md5(seed || i), 1, 6))::bit(24)::int % kinds || '段'), '{}') FROM generate_series(1, ('x' || substr(md5(seed), 1, 6))::bit(24)::int % (most + 1)) i $$;
CREATE TEMP TABLE text_case AS SELECT s, k, pg_temp.words('a' || s, 30, k) AS a, pg_temp.words('b' || s, 30, k) AS b FROM generate_series(1, 300) s, unnest(ARRAY[2, 5, 20, 100]) k;
SELECT k AS kinds, count(*) AS texts, sum(same) AS same, count(*) FILTER (WHERE same <> pg_temp.common(a, b)) AS not_longest, count(*) FILTER (WHERE NOT whole) AS not_whole, count(*) FILTER (WHERE NOT in_order) AS not_in_order,
	count(*) FILTER (WHERE NOT equal) AS not_equal
FROM text_case CROSS JOIN LATERAL (
	SELECT count(*) FILTER (WHERE change = 'same') AS same,
		(coalesce(array_remove(array_agg(before ORDER BY no), NULL), '{}'), coalesce(array_remove(array_agg(after ORDER BY no), NULL), '{}')) = (a, b) AS whole,
		coalesce(bool_and(before_no > last_before) AND bool_and(after_no > last_after), true) AS in_order,
		coalesce(bool_and(CASE change WHEN 'same' THEN before = after AND similarity = 1 WHEN 'changed' THEN before <> after AND similarity >= 0.5 WHEN 'added' THEN before IS NULL ELSE after IS NULL END), true) AS equal
	FROM (SELECT c.*, max(before_no) OVER (ORDER BY no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS last_before, max(after_no) OVER (ORDER BY no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS last_after
		FROM compare_text(array_to_string(a, E'\n'), array_to_string(b, E'\n')) WITH ORDINALITY c(change, change_label, before_no, after_no, before, after, similarity, no)) c) c
GROUP BY k ORDER BY k;
-- the similarity of two texts, by pairs of characters as SQL counts them
SELECT count(*) AS pairs, count(*) FILTER (WHERE c.similarity IS DISTINCT FROM floor(200.0 * e.common / (length(p.a) + length(p.b))) / 100) AS wrong
FROM (SELECT substr(t, 1 + i % 7, 5 + i % 11) AS a, substr(t, 1 + i % 5, 5 + i % 13) AS b FROM generate_series(1, 200) i, (VALUES ('主动公开政府信息一百二十条，收到申请三十件，主动公开政府信息')) v(t)) p
CROSS JOIN LATERAL (SELECT sum(least(x.n, y.n)) AS common FROM (SELECT substr(chr(1) || p.a, i, 2) AS g, count(*) AS n FROM generate_series(1, length(p.a)) i GROUP BY 1) x
	JOIN (SELECT substr(chr(1) || p.b, i, 2) AS g, count(*) AS n FROM generate_series(1, length(p.b)) i GROUP BY 1) y USING (g)) e
JOIN LATERAL compare_text(p.a, p.b) c ON c.change = 'changed';
-- long texts, all of one paragraph or of different ones: about linear
SELECT change, count(*) FROM compare_text(repeat(E'同上\n', 30000), repeat(E'同上\n', 29000)) GROUP BY 1 ORDER BY 1;
SELECT change, count(*) FROM compare_text((SELECT string_agg('第' || i || '段，内容' || md5(i::text), E'\n') FROM generate_series(1, 20000) i),
	(SELECT string_agg('第' || i || '段，内容' || md5(i::text), E'\n') FROM generate_series(1, 20000) i WHERE i % 10 <> 0)) GROUP BY 1 ORDER BY 1;
SELECT count(*) FROM compare_text(repeat(E'同\n', 100001), '');

-- The register.  A bureau that took over another in 2024, whose cells are as many as the form has.
CALL create_register();
INSERT INTO unit (unit_id, name) VALUES ('a', '甲局'), ('b', '乙局'), ('c', '丙局'), ('n', '新局');
INSERT INTO report (unit_id, year, origin, status, figures) VALUES
	('a', 2023, 'recorded', 'published', '{"form":"2021","requests":{"received":[10,null,0,0,0,2,12],"granted":[4,0,0,0,0,0,4]},"proactive":{"charges":[3.5]}}'),
	('b', 2023, 'recorded', 'published', '{"form":"2021","requests":{"received":[5,1,0,0,0,0,null],"granted":[1,0,0,0,0,0,1]}}'),
	('a', 2024, 'recorded', 'published', '{"form":"2021","requests":{"received":[20,3,0,0,0,0,23],"granted":[6,0,0,0,0,0,null]},"proactive":{"charges":[2.8]}}'),
	('c', 2020, 'recorded', 'published', '{"form":"2019","requests":{"received":[2,0,0,0,0,0,2],"otherwise_handled":[1,0,0,0,0,0,1]},"proactive":{"charges":[3,1]}}'),
	('c', 2021, 'recorded', 'published', '{"form":"2021","requests":{"received":[3,0,0,0,0,0,3],"fee_overdue":[1,0,0,0,0,0,1]},"proactive":{"charges":[7]}}'),
	('n', 2024, 'recorded', 'published', zero_figures('2021'));
SELECT * FROM year_comparison('a', 2024) WHERE path ~ 'received|granted.total|charges';
SELECT path, this_year, last_year, difference, ratio, note FROM year_comparison('c', 2021) WHERE path ~ 'received.total|fee_overdue.total|otherwise_handled.total|charges';
SELECT count(*), note, count(last_year) FROM year_comparison('n', 2024) GROUP BY note;
-- every cell, against plain SQL over both reports
SELECT count(*) AS cells, count(*) FILTER (WHERE (c.this_year, c.last_year, c.difference, c.ratio) IS DISTINCT FROM (t.value, l.value, t.value - l.value, CASE WHEN l.value > 0 THEN round((t.value - l.value) / l.value, 6) END)) AS wrong
FROM year_comparison('a', 2024) c
FULL JOIN (SELECT x.* FROM report r, cells(r.figures) x WHERE unit_id = 'a' AND year = 2024) t USING (path) FULL JOIN (SELECT x.* FROM report r, cells(r.figures) x WHERE unit_id = 'a' AND year = 2023) l USING (path);
INSERT INTO unit_successor (unit_id, successor_id, year) VALUES ('b', 'a', 2024);
SELECT path, this_year, last_year, difference, note FROM year_comparison('a', 2024) WHERE path ~ 'received|granted.total';
UPDATE unit_successor SET partly = true;
SELECT DISTINCT note, count(last_year) FROM year_comparison('a', 2024) GROUP BY note;
DELETE FROM unit_successor;
SELECT * FROM year_comparison('a', 2022);
SELECT * FROM year_comparison('a', 2024, 'whole');
SELECT * FROM year_comparison('x', 2024);

INSERT INTO report_text (unit_id, year, scope, sections) VALUES
	('a', 2023, 'own', '{"一":{"title":"一、总体情况","text":"主动公开信息10条。\n收到申请12件。"},"二":{"title":"二","text":"表"},"五":{"title":"五、存在的主要问题及改进情况","text":"公开的及时性不足，下一步加强培训。\n人手不足。"}}'),
	('a', 2024, 'own', '{"一":{"title":"一、总体情况","text":"主动公开信息14条。\n办结申请20件。\n收到申请23件。"},"二":{"title":"二","text":"另一表"},"五":{"title":"五、存在的主要问题及改进情况","text":"公开的及时性不足，下一步加强培训。"},"六":{"title":"六、其他需要报告的事项","text":"没有收取信息处理费。"}}');
SELECT * FROM text_comparison('a', 2024);
SELECT change, count(*) FROM text_comparison('a', 2023) GROUP BY 1;
SELECT * FROM text_comparison('n', 2024);
SELECT * FROM text_comparison('a', 2019);

-- Findings since a version.
INSERT INTO report (unit_id, year, figures) VALUES ('b', 2024, zero_figures('2021'));
UPDATE report SET figures['requests.received.total'] = 5 WHERE unit_id = 'b' AND year = 2024;
UPDATE report SET figures['remedies.direct_suit.total'] = 3, figures['requests.repeated.total'] = NULL WHERE unit_id = 'b' AND year = 2024;
UPDATE report SET figures['requests.received.total'] = 0, figures['remedies.direct_suit.total'] = 4, figures['proactive.compulsion.decisions'] = NULL, figures['requests.repeated.research'] = NULL WHERE unit_id = 'b' AND year = 2024;
SELECT version, figures['requests.received.total'] AS received, figures['remedies.direct_suit.total'] AS suits FROM report_version WHERE unit_id = 'b' AND year = 2024 ORDER BY 1;
CREATE VIEW public.since AS SELECT v, c.state, c.state_label, c.rule, c.severity_label, c.cells[1] AS cell, c.numbers_changed, c.explained, c.message, c.message_before FROM generate_series(1, 4) v, finding_changes('b', 2024, since_version => v) c WHERE c.severity = 'error';
SELECT v, state_label, rule, cell, numbers_changed FROM public.since ORDER BY v, state, rule, cell;
SELECT state, message, message_before FROM public.since WHERE v = 2;
-- the text, and a rule on it
INSERT INTO rule (code, severity, statement) VALUES ('own.text', 'warning', 'text.requests_received = requests.received.total');
INSERT INTO report_text (unit_id, year, scope, sections) VALUES ('b', 2024, 'own', '{"一":{"title":"一、总体情况","text":"新收政府信息公开申请9件。"}}');
SELECT state_label, rule, message FROM finding_changes('b', 2024, 'own', 4) WHERE state <> 'still' ORDER BY rule;
UPDATE report_text SET sections = '{"一":{"title":"一、总体情况","text":"新收政府信息公开申请0件。"}}' WHERE unit_id = 'b' AND year = 2024;
SELECT state_label, rule, message_before FROM finding_changes('b', 2024, 'own', 5) WHERE state <> 'still' ORDER BY rule;
-- without a version: since the first one, or since it was last submitted or returned; explained or not
SELECT state, count(*) FROM finding_changes('b', 2024) GROUP BY 1 ORDER BY 1;
SELECT state, count(*) FROM finding_changes('b', 2024, 'own', 1) GROUP BY 1 ORDER BY 1;
INSERT INTO unit (unit_id, name) VALUES ('m', '戊局');
INSERT INTO reporter (unit_id, from_year) VALUES ('m', 2024);
INSERT INTO report (unit_id, year, figures) VALUES ('m', 2024, zero_figures('2021'));
UPDATE report SET figures['requests.granted.total'] = 1 WHERE unit_id = 'm';
UPDATE report SET figures['requests.granted.total'] = 0 WHERE unit_id = 'm';
SELECT explain('m', 2024, 'own', '*', '没有') \g /dev/null
SET disclosure.actor = '张三';
SELECT submit_report('m', 2024);
SET disclosure.actor = '李四';
SELECT return_report('m', 2024, 'own', '核对');
UPDATE report SET figures['requests.granted.total'] = 2 WHERE unit_id = 'm';
UPDATE report SET figures['requests.repeated.total'] = 2 WHERE unit_id = 'm';
SELECT version, status FROM report_version WHERE unit_id = 'm' ORDER BY 1;
SELECT state_label, rule, explained FROM finding_changes('m', 2024) WHERE severity <> 'info' ORDER BY state, rule;
RESET disclosure.actor;
SELECT * FROM finding_changes('b', 2024, 'own', 9);
SELECT * FROM finding_changes('b', 2021);

-- The present version of whatever report finds what view finding finds: pages with their notes, areas, successors, a ledger, text of last year.
\set hongze `cat demo/pages/hongze-2023.txt`
\set suqian `cat demo/pages/suqian-2023.txt`
\set suqian4 `cat demo/pages/suqian-2024.txt`
INSERT INTO unit (unit_id, name, kind) VALUES ('320813', '淮安市洪泽区', 'government'), ('321300', '宿迁市', 'government'), ('d', '丁局', 'department');
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('a', '321300'), ('b', '321300'), ('d', '321300');
SELECT count(*) > 0 AS read FROM import_page('320813', replace(:'hongze', '4119', '四一一九件左右')) UNION ALL SELECT count(*) > 0 FROM import_page('321300', :'suqian', 'consolidated') UNION ALL SELECT count(*) > 0 FROM import_page('321300', :'suqian4', 'consolidated');
INSERT INTO unit_successor (unit_id, successor_id, year) VALUES ('c', 'd', 2022);
INSERT INTO report (unit_id, year, figures) VALUES ('d', 2022, jsonb_set(zero_figures('2021')::jsonb, '{requests,carried_in}', '[5,0,0,0,0,0,5]')), ('d', 2023, zero_figures('2021'));
INSERT INTO ledger (unit_id, from_year) VALUES ('d', 2022);
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('d', '1', 'natural_person', 'online', '2022-03-01');
INSERT INTO report_text (unit_id, year, scope, sections) VALUES ('d', 2022, 'own', '{"五":{"text":"公开的及时性不足，下一步加强培训。"}}'), ('d', 2023, 'own', '{"五":{"text":"公开的及时性 不足，下一步加强培训。"}}');
INSERT INTO rule (code, severity, statement) VALUES ('own.number', 'info', 'requests.received.total > 10');
SELECT count(*) AS findings, count(DISTINCT v.rule) > 20 AS many_rules, count(*) FILTER (WHERE f.rule IS NULL OR v.rule IS NULL) AS on_one_side, count(*) FILTER (WHERE (v.severity, v.why, v.expected, v.actual, v.message, v.advice, v.caused_by) IS DISTINCT FROM
	(f.severity, f.why, f.expected, f.actual, f.message, f.advice, f.caused_by)) AS different
FROM (SELECT r.unit_id, r.year, r.scope, f.* FROM report r, findings_of_version(r.unit_id, r.year, r.scope, r.version) f) v
FULL JOIN finding f USING (unit_id, year, scope, rule, result, fingerprint, cells);
SELECT DISTINCT rule FROM finding WHERE rule ~ '^(page|ledger|text|own|level|carry)' ORDER BY 1;
SELECT count(*) AS texts, count(*) FILTER (WHERE problems_key(sections) IS DISTINCT FROM problems_key) AS wrong FROM report_text;
\c contrib_regression
DROP DATABASE regress_compare_text;
