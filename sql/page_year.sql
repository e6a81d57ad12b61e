-- A table comes twice, last year's beside this year's: that of the report's year is read, whichever stands first.
SET search_path = disclosure, public;
CREATE FUNCTION pg_temp.written(way text, VARIADIC line text[]) RETURNS text LANGUAGE sql AS $$
	SELECT CASE way WHEN 'html' THEN '<table>' || string_agg('<tr><td>' || replace(l, ',', '<td>'), '') || '</table>'
		WHEN 'pipes' THEN string_agg(replace(l, ',', ' | ') || ' |', E'\n') WHEN 'ruled' THEN string_agg('| ' || replace(l, ',', ' | ') || ' |', E'\n')
		ELSE string_agg(replace(l, ',', '  '), E'\n') END
	FROM unnest(line) l $$;
CREATE FUNCTION pg_temp.three(way text, received int) RETURNS text LANGUAGE sql AS $$
	SELECT pg_temp.written(way, '勾稽关系,自然人,商业企业,科研机构,社会公益组织,法律服务机构,其他,总计', format('一、本年新收政府信息公开申请数量,%s,0,0,0,0,0,%s', received, received),
		'二、上年结转政府信息公开申请数量,1,0,0,0,0,0,1', format('（七）总计,%s,0,0,0,0,0,%s', received, received), '四、结转下年度继续办理,1,0,0,0,0,0,1') $$;
CREATE FUNCTION pg_temp.page(title text, three text, four text DEFAULT '') RETURNS text LANGUAGE sql AS $$
	SELECT concat_ws(E'\n', title, '一、总体情况', '全年主动公开信息3条。', '三、收到和处理政府信息公开申请情况', three, '四、政府信息公开行政复议、行政诉讼情况', four, '五、存在的主要问题及改进情况', '公开还不够及时。') $$;
CREATE FUNCTION pg_temp.line(way text, words text) RETURNS text LANGUAGE sql AS $$ SELECT CASE way WHEN 'html' THEN '<p>' || words || '</p>' ELSE words END $$;

SELECT last_year, this_year, order_, string_agg(DISTINCT way, ' ' ORDER BY way) AS ways, p.figures['requests.received.total'] AS received, p.figures['requests.processed.total'] AS processed,
	count(*) FILTER (WHERE n->>'text' LIKE '“收到和处理政府信息公开申请情况”另有2022年的一张%') AS told
FROM (VALUES ('2022年', '2023年'), ('上年度', '本年度'), ('去年情况：', '今年情况：'), ('附：2022年数据（供对比）', '2023年数据'), ('表1 2022年收到和处理政府信息公开申请情况', '表2 2023年收到和处理政府信息公开申请情况'), ('2022年', '')) v(last_year, this_year),
	unnest(ARRAY['html', 'pipes', 'ruled', 'plain']) way, unnest(ARRAY['last year first', 'this year first']) order_,
	LATERAL (SELECT E'\n' || pg_temp.line(way, last_year) || E'\n' || pg_temp.three(way, 7) AS before, E'\n' || pg_temp.line(way, this_year) || E'\n' || pg_temp.three(way, 5) AS now) t,
	LATERAL parse_report(pg_temp.page('乙市2023年政府信息公开工作年度报告', CASE order_ WHEN 'last year first' THEN before || now ELSE now || before END)) p, jsonb_array_elements(p.notes) n
WHERE this_year <> '' OR order_ = 'this year first' GROUP BY 1, 2, 3, 5, 6 ORDER BY 1, 2, 3;

-- a row that only last year's table has is not this year's
SELECT p.figures['requests.received.total'] AS received, p.figures['requests.granted.total'] AS granted
FROM parse_report(pg_temp.page('乙市2023年政府信息公开工作年度报告', E'2022年\n' || pg_temp.three('ruled', 7) || E'\n| （一）予以公开 | 7 | 0 | 0 | 0 | 0 | 0 | 7 |\n2023年\n' || pg_temp.three('ruled', 5))) p;
-- the year in the head of the table; the years of table 四
CREATE FUNCTION pg_temp.four(way text, n int) RETURNS text LANGUAGE sql AS $$
	SELECT pg_temp.written(way, '行政复议,行政诉讼', '结果维持,结果纠正,其他结果,尚未审结,总计,未经复议直接起诉,复议后起诉', '结果维持,结果纠正,其他结果,尚未审结,总计,结果维持,结果纠正,其他结果,尚未审结,总计',
		format('%s,0,0,0,%s,0,0,0,0,0,0,0,0,0,0', n, n)) $$;
SELECT way, p.figures['requests.received.total'] AS received, p.figures['remedies.reconsideration.total'] AS reconsiderations
FROM unnest(ARRAY['html', 'pipes', 'ruled', 'plain']) way, parse_report(pg_temp.page('乙市2023年政府信息公开工作年度报告', replace(pg_temp.three(way, 7), '勾稽关系', '2022年') || E'\n' || replace(pg_temp.three(way, 5), '勾稽关系', '2023年'),
	pg_temp.line(way, '2022年') || E'\n' || pg_temp.four(way, 4) || E'\n' || pg_temp.line(way, '2023年') || E'\n' || pg_temp.four(way, 3))) p;

-- two reports on one page: the first is read, and nothing of the second where the first has no row
SELECT p.year, p.figures['requests.received.total'] AS received, p.figures['requests.granted.total'] AS granted
FROM parse_report(pg_temp.page('乙市2023年政府信息公开工作年度报告', pg_temp.three('ruled', 5)) || E'\n六、其他需要报告的事项\n无。\n' ||
	pg_temp.page('乙市2022年政府信息公开工作年度报告', pg_temp.three('ruled', 7) || E'\n| （一）予以公开 | 7 | 0 | 0 | 0 | 0 | 0 | 7 |')) p;

-- a table that comes once is read whatever its caption says; so are rows below the head of a page
SELECT p.figures['requests.received.total'] AS received, p.figures['requests.carried_out.total'] AS carried_out
FROM unnest(ARRAY[E'2022年\n' || pg_temp.three('ruled', 5), replace(pg_temp.three('plain', 5), '（七）', E'乙市2022年度报告\n（七）')]) three, parse_report(pg_temp.page('乙市2023年政府信息公开工作年度报告', three)) p;
-- if the report names no year, the latest is read; if none is the report's, none is
SELECT printed, p.figures['requests.received.total'] AS received
FROM unnest(ARRAY['乙市政府信息公开工作年度报告', '乙市2024年政府信息公开工作年度报告']) printed, parse_report(pg_temp.page(printed, E'2022年\n' || pg_temp.three('ruled', 7) || E'\n2023年\n' || pg_temp.three('ruled', 5))) p;
