-- Pages for tests of reading: figures of our own, and the same figures written in each kind of text.
-- Randomness comes from md5(): it is the same in every run and on every server.
CREATE FUNCTION pg_temp.pick(seed text, most int) RETURNS int LANGUAGE sql IMMUTABLE AS
	$$ SELECT ('x' || substr(md5(seed), 1, 6))::bit(24)::int % (most + 1) $$;

-- figures in which all statutory relations hold; few of the requests are other than zero
CREATE FUNCTION pg_temp.sound(form text, seed text) RETURNS disclosure.figures LANGUAGE sql IMMUTABLE AS $$
	WITH cell AS (
		SELECT path, split_part(path, '.', 1) AS t, split_part(path, '.', 2) AS r, split_part(path, '.', 3) AS c, decimals, signed,
			pg_temp.pick(seed || path, 9) AS chance, pg_temp.pick(seed || path || 'n', 400) AS n
		FROM disclosure.form_cell WHERE form_cell.form = $1),
	part AS (
		SELECT t, r, c, CASE WHEN decimals > 0 AND chance > 4 THEN n * 1.25 WHEN signed AND chance > 6 THEN -n WHEN t = 'proactive' AND chance > 2 THEN n * chance
			WHEN r IN ('received', 'carried_in', 'processed') THEN 0 WHEN chance > 7 THEN n / 20 WHEN r = 'granted' THEN n ELSE 0 END::numeric AS v
		FROM cell WHERE NOT (t <> 'proactive' AND c = 'total')),
	done AS (SELECT c, sum(v) AS v FROM part WHERE t = 'requests' AND r NOT IN ('received', 'carried_in', 'processed', 'carried_out') GROUP BY c),
	carried AS (SELECT p.c, pg_temp.pick(seed || p.c, 3) AS v FROM part p WHERE r = 'carried_in' AND t = 'requests'),
	leaf AS (
		SELECT p.t, p.r, p.c, CASE WHEN p.t <> 'requests' THEN p.v WHEN p.r = 'processed' THEN d.v WHEN p.r = 'carried_in' THEN least(b.v, d.v)
			WHEN p.r = 'received' THEN d.v + o.v - least(b.v, d.v) ELSE p.v END AS v
		FROM part p LEFT JOIN done d ON p.t = 'requests' AND d.c = p.c LEFT JOIN carried b ON b.c = d.c
			LEFT JOIN part o ON o.t = 'requests' AND o.r = 'carried_out' AND o.c = d.c),
	whole AS (SELECT * FROM leaf UNION ALL SELECT t, r, 'total', sum(v) FROM leaf WHERE t <> 'proactive' GROUP BY t, r),
	line AS (SELECT t, r, jsonb_object_agg(c, v) AS cells FROM whole GROUP BY t, r)
	SELECT (jsonb_build_object('form', form) || jsonb_object_agg(t, lines))::disclosure.figures
	FROM (SELECT t, jsonb_object_agg(r, cells) AS lines FROM line GROUP BY t) x $$;

-- some cells without a number; few of them are totals, for a row of zeros without a total may also be one that lost a zero
CREATE FUNCTION pg_temp.with_blanks(f disclosure.figures, seed text, share int) RETURNS disclosure.figures LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE p text;
BEGIN
	FOR p IN SELECT path FROM disclosure.cells(f) WHERE pg_temp.pick(seed || path || 'b', 99) < share AND (share > 50 OR path NOT LIKE '%.total') LOOP f[p] := NULL; END LOOP;
	RETURN f;
END $$;

-- The rows of the tables as printed: over is the label of the block of results, of the group; blank cells hold "".
CREATE FUNCTION pg_temp.printed(f disclosure.figures)
RETURNS TABLE (nr int, t text, r text, caption text, over text, in_group text, label text, head text[], value text[]) LANGUAGE sql IMMUTABLE AS $$
	SELECT min(position)::int, split_part(path, '.', 1), split_part(path, '.', 2), min(caption),
		CASE WHEN split_part(path, '.', 1) = 'requests' AND split_part(path, '.', 2) NOT IN ('received', 'carried_in', 'carried_out') THEN '三、本年度办理结果' END,
		min(group_label), min(row_label), array_agg(column_label ORDER BY position), array_agg(coalesce(trim_scale(value)::text, '') ORDER BY position)
	FROM disclosure.form_cell JOIN disclosure.cells(f) USING (path) WHERE form = (f::jsonb)->>'form'
	GROUP BY 2, 3 ORDER BY 1 $$;

CREATE FUNCTION pg_temp.page_of(two text, three text, four text, form text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT concat_ws(E'\n', '甲县' || CASE form WHEN '2019' THEN '2020' ELSE '2023' END || '年政府信息公开工作年度报告', '一、总体情况', '全年主动公开信息320条，办理申请12件。',
		'二、主动公开政府信息情况', two, '三、收到和处理政府信息公开申请情况', three, '四、政府信息公开行政复议、行政诉讼情况', four,
		'五、存在的主要问题及改进情况', '公开的内容还不够具体。', '六、其他需要报告的事项', '无其他需要报告的事项。') $$;

-- Lines of cells, for all kinds in which rows are lines, from pages whose cells a sign parts.
CREATE FUNCTION pg_temp.lines(f disclosure.figures) RETURNS TABLE (t text, nr numeric, cells text[]) LANGUAGE sql IMMUTABLE AS $$
	WITH row AS (SELECT *, lag(caption) OVER w IS DISTINCT FROM caption AS first, lag(over) OVER w IS DISTINCT FROM over AS first_over,
		lag(in_group) OVER w IS DISTINCT FROM in_group AS first_in_group FROM pg_temp.printed(f) WINDOW w AS (PARTITION BY t ORDER BY nr))
	SELECT t, nr - 0.5, ARRAY[caption] FROM row WHERE t = 'proactive' AND first
	UNION ALL SELECT t, nr - 0.4, ARRAY['信息内容'] || head FROM row WHERE t = 'proactive' AND first
	UNION ALL SELECT 'requests', l.* FROM (VALUES (0.1, ARRAY['（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）', '申请人情况']), (0.2, ARRAY['自然人', '法人或其他组织', '总计']),
		(0.3, ARRAY['商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他'])) l
	UNION ALL SELECT t, nr, CASE WHEN first_over THEN ARRAY[over] ELSE '{}' END || CASE WHEN first_in_group THEN array_remove(ARRAY[in_group], NULL) ELSE '{}' END || label || value
		FROM row WHERE t <> 'remedies'
	UNION ALL SELECT 'remedies', l.* FROM (VALUES (0.1, ARRAY['行政复议', '行政诉讼']), (0.2, ARRAY['结果维持', '结果纠正', '其他结果', '尚未审结', '总计', '未经复议直接起诉', '复议后起诉']),
		(0.3, ARRAY['结果维持', '结果纠正', '其他结果', '尚未审结', '总计', '结果维持', '结果纠正', '其他结果', '尚未审结', '总计'])) l
	UNION ALL SELECT t, 1, (SELECT array_agg(v ORDER BY nr, o) FROM row r, unnest(value) WITH ORDINALITY u(v, o) WHERE r.t = 'remedies') FROM row WHERE t = 'remedies' GROUP BY t $$;

CREATE FUNCTION pg_temp.by_lines(f disclosure.figures, before text, sign text, behind text, line_end text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT pg_temp.page_of(max(text) FILTER (WHERE t = 'proactive'), max(text) FILTER (WHERE t = 'requests'), max(text) FILTER (WHERE t = 'remedies'), (f::jsonb)->>'form')
	FROM (SELECT t, string_agg(before || array_to_string(cells, sign) || behind, line_end ORDER BY nr) AS text FROM pg_temp.lines(f) GROUP BY t) x $$;

-- HTML with spans as the form has them; cell is a pattern for the content of a cell, "%s".
CREATE FUNCTION pg_temp.html(f disclosure.figures, cell text DEFAULT '%s') RETURNS text LANGUAGE sql IMMUTABLE AS $$
	WITH row AS (SELECT *, lag(caption) OVER w IS DISTINCT FROM caption AS first, lag(over) OVER w IS DISTINCT FROM over AS first_over,
			lag(in_group) OVER w IS DISTINCT FROM in_group AS first_in_group, count(*) OVER (PARTITION BY t, over) AS over_rows,
			count(*) OVER (PARTITION BY t, in_group) AS group_rows FROM pg_temp.printed(f) WINDOW w AS (PARTITION BY t ORDER BY nr)),
	tr AS (
		SELECT t, nr - 0.5 AS nr, format('<td colspan="4">%s</td>', format(cell, caption)) AS tds FROM row WHERE t = 'proactive' AND first
		UNION ALL SELECT t, nr - 0.4, (SELECT string_agg(format('<td>%s</td>', format(cell, h)), '' ORDER BY o) FROM unnest(ARRAY['信息内容'] || head) WITH ORDINALITY u(h, o)) FROM row WHERE t = 'proactive' AND first
		UNION ALL SELECT 'requests', l.* FROM (VALUES (0.1, format('<td colspan="3" rowspan="3">%s</td><td colspan="7">%s</td>', format(cell, '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）'), format(cell, '申请人情况'))),
			(0.2, format('<td rowspan="2">%s</td><td colspan="5">%s</td><td rowspan="2">%s</td>', format(cell, '自然人'), format(cell, '法人或其他组织'), format(cell, '总计'))),
			(0.3, (SELECT string_agg(format('<td>%s</td>', format(cell, h)), '') FROM unnest(ARRAY['商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他']) h))) l
		UNION ALL SELECT t, nr, CASE WHEN over IS NOT NULL AND first_over THEN format('<td rowspan="%s">%s</td>', over_rows, format(cell, over)) ELSE '' END
			|| CASE WHEN in_group IS NOT NULL AND first_in_group THEN format('<td rowspan="%s">%s</td>', group_rows, format(cell, in_group)) ELSE '' END
			|| format('<td colspan="%s">%s</td>', CASE WHEN t = 'proactive' OR in_group IS NOT NULL THEN 1 WHEN over IS NOT NULL THEN 2 ELSE 3 END, format(cell, label))
			|| (SELECT string_agg(format('<td>%s</td>', format(cell, v)), '' ORDER BY o) FROM unnest(value) WITH ORDINALITY u(v, o)) FROM row WHERE t <> 'remedies'
		UNION ALL SELECT 'remedies', l.* FROM (VALUES (0.1, format('<td colspan="5">%s</td><td colspan="10">%s</td>', format(cell, '行政复议'), format(cell, '行政诉讼'))),
			(0.2, (SELECT string_agg(format('<td rowspan="2">%s</td>', format(cell, h)), '') FROM unnest(ARRAY['结果维持', '结果纠正', '其他结果', '尚未审结', '总计']) h)
				|| format('<td colspan="5">%s</td><td colspan="5">%s</td>', format(cell, '未经复议直接起诉'), format(cell, '复议后起诉'))),
			(0.3, (SELECT string_agg(format('<td>%s</td>', format(cell, h)), '') FROM unnest(ARRAY['结果维持', '结果纠正', '其他结果', '尚未审结', '总计', '结果维持', '结果纠正', '其他结果', '尚未审结', '总计']) h))) l
		UNION ALL SELECT t, 1, (SELECT string_agg(format('<td>%s</td>', format(cell, v)), '' ORDER BY nr, o) FROM row r, unnest(value) WITH ORDINALITY u(v, o) WHERE r.t = 'remedies') FROM row WHERE t = 'remedies' GROUP BY t),
	text AS (SELECT t, '<table>' || string_agg('<tr>' || tds || '</tr>', E'\n' ORDER BY nr) || '</table>' AS text FROM tr GROUP BY t)
	SELECT '<html><head><title>甲县人民政府</title></head><body>' || regexp_replace(pg_temp.page_of(max(text) FILTER (WHERE t = 'proactive'), max(text) FILTER (WHERE t = 'requests'),
		max(text) FILTER (WHERE t = 'remedies'), (f::jsonb)->>'form'), '^([^<\n]+)$', '<p>\1</p>', 'gn') || '</body></html>' FROM text $$;

-- Does a page give back the figures that it was made of?  wrong: numbers that differ, missed: cells left blank.
CREATE FUNCTION pg_temp.read_back(page text, f disclosure.figures, OUT equal boolean, OUT wrong int, OUT missed int, OUT kinds text) LANGUAGE sql AS $$
	SELECT NOT disclosure.figures_differ(r.figures, f),
		(SELECT count(*) FROM disclosure.cells(r.figures) c LEFT JOIN disclosure.cells(f) w USING (path) WHERE c.value IS NOT NULL AND c.value IS DISTINCT FROM w.value)::int,
		(SELECT count(*) FROM disclosure.cells(f) w LEFT JOIN disclosure.cells(r.figures) c USING (path) WHERE c.value IS NULL AND w.value IS NOT NULL)::int,
		(SELECT string_agg(DISTINCT n->>'kind', ' ' ORDER BY n->>'kind') FROM jsonb_array_elements(r.notes) n)
	FROM disclosure.parse_report(page) r $$;

-- The figures that are written: of each form, all filled in, and with more and more blanks.
CREATE TEMP TABLE sample AS
SELECT form, share AS blank_percent, n, pg_temp.with_blanks(pg_temp.sound(form, form || n), n::text, share) AS f
FROM unnest(ARRAY['2019', '2021']) form, generate_series(1, 4) n, unnest(ARRAY[0, 10, 60]) share;
