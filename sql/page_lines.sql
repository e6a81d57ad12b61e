-- Pages whose cells nothing but white space parts: the text of PDFs in each of the modes, and one cell a line.
SET search_path = disclosure, public;
\set ECHO none
\i sql/include/pages.sql
\set ECHO all
-- columns set out with blanks, as the layout mode does: by code points, or as they show on a screen
CREATE FUNCTION pg_temp.layout(f figures, wide int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT pg_temp.page_of(max(text) FILTER (WHERE t = 'proactive'), max(text) FILTER (WHERE t = 'requests'), max(text) FILTER (WHERE t = 'remedies'), (f::jsonb)->>'form')
	FROM (SELECT t, string_agg(CASE WHEN words = '' THEN '    ' ELSE words || repeat(' ', 84 - length(words) - wide * length(regexp_replace(words, '[\x01-\x7f]', '',
		'g'))) END || numbers, E'\n' ORDER BY nr) AS text
		FROM pg_temp.lines(f), LATERAL (SELECT coalesce(string_agg(c, ' ' ORDER BY o) FILTER (WHERE NOT c ~ '^(-?[0-9.]+)?$'), '') AS words,
			coalesce(string_agg(lpad(c, 9), '' ORDER BY o) FILTER (WHERE c ~ '^(-?[0-9.]+)?$'), '') AS numbers FROM unnest(cells) WITH ORDINALITY u(c, o)) x GROUP BY t) y $$;
-- in reading order: of the rows of a group first the labels, then one column after the other
CREATE FUNCTION pg_temp.by_columns(f figures) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	WITH row AS (SELECT * FROM pg_temp.printed(f) WHERE t = 'requests'),
	piece AS (
		SELECT nr, concat_ws(E'\n', CASE r WHEN 'granted' THEN over END, label, array_to_string(value, E'\n')) AS text FROM row WHERE in_group IS NULL
		UNION ALL
		SELECT min(nr), min(in_group) || E'\n' || string_agg(label, E'\n' ORDER BY nr) || E'\n\n' ||
			(SELECT string_agg(numbers, E'\n\n' ORDER BY o) FROM (SELECT o, string_agg(v, E'\n' ORDER BY nr) AS numbers FROM row i, unnest(value) WITH ORDINALITY u(v, o)
				WHERE i.in_group = row.in_group GROUP BY o) c) || E'\n'
		FROM row WHERE in_group IS NOT NULL GROUP BY in_group)
	SELECT overlay(page PLACING (SELECT string_agg(text, E'\n' ORDER BY nr) FROM piece) || E'\n' FROM strpos(page, '一、本年新收') FOR strpos(page, '四、政府信息公开行政复议') - strpos(page, '一、本年新收'))
	FROM pg_temp.by_lines(f, '', E'\n', '', E'\n') page $$;
-- the table 四 in three pieces, each with its head
CREATE FUNCTION pg_temp.in_pieces(f figures, page text, sign text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT overlay(page PLACING (SELECT string_agg(label || E'\n' || array_to_string(head, E'\n') || E'\n' || array_to_string(value, sign),
		E'\n' ORDER BY nr) FROM pg_temp.printed(f) WHERE t = 'remedies') || E'\n'
		FROM s FOR strpos(page, '五、存在') - s) FROM (SELECT strpos(page, '四、政府信息公开行政复议') + length('四、政府信息公开行政复议、行政诉讼情况') + 1 AS s) x $$;
CREATE FUNCTION pg_temp.variants(f figures) RETURNS TABLE (what text, page text) LANGUAGE sql AS $$
	WITH p AS MATERIALIZED (SELECT pg_temp.by_lines(f, '', ' ', '', E'\n') AS raw, pg_temp.layout(f, 0) AS layout, pg_temp.layout(f, 1) AS screen, pg_temp.by_lines(f, '', E'\n', '', E'\n') AS cells,
		pg_temp.by_lines(f, '', E'\n\n', '', E'\n\n') AS spaced)
	SELECT v.* FROM p, LATERAL (VALUES ('a row a line', raw),
		('pages and their numbers', regexp_replace(raw, '(\n)(?=（四）无法提供|4\.保护第三方|四、结转|行政处罚)', E'\n\n- 3 -\n\f', 'g')),
		('pages numbered 第3页', regexp_replace(raw, '\n(?=（四）无法提供|四、结转)', E'\n第 3 页 共 9 页\n', 'g')),
		('pages and their bare numbers below', regexp_replace(regexp_replace(regexp_replace(raw, '\n(?=行政处罚)', E'\n\n1\n\f'), '\n(?=（四）无法提供)', E'\n   2\n\f'), '\n(?=四、结转)', E'\n3\n\f') || E'\n4'),
		('pages and their bare numbers above', regexp_replace(regexp_replace(regexp_replace(raw, '\n(?=行政处罚)', E'\n\f2\n'), '\n(?=（四）无法提供)', E'\n\n\f 3\n\n'), '\n(?=四、结转)', E'\n\f4\n')),
		('labels go on behind their numbers', regexp_replace(raw, '(政)(府信息|府信息公开申请)((?: \d+){7})(?=\n)', E'\\1\\3\n\\2', 'g')),
		('labels broken over two lines', regexp_replace(raw, '(政府)(信息)', E'\\1\n\\2', 'g')),
		('blanks within labels', regexp_replace(raw, '([一-龥]{2})(?=[一-龥]{2,}[^\n]* \d)', '\1 ', 'g')),
		('the block of results downwards', regexp_replace(replace(raw, '三、本年度办理结果 ', ''), '\n(?=[1-8]\.)', E'\n本\n', 'g')),
		('columns set out by code points', layout),
		('columns set out as on a screen', screen),
		('columns set out, one page each', regexp_replace(screen, '\n(?=（一）|（四）|（五）|（七）)', E'\f\n', 'g')),
		('a cell a line', cells),
		('a cell a line, with lines between', spaced),
		('a cell a line, indented, in CR LF', replace(regexp_replace(cells, '^', '   ', 'gn'), E'\n', E'\r\n')),
		('columns one after the other', pg_temp.by_columns(f)),
		('table 四 in pieces', pg_temp.in_pieces(f, raw, ' ')),
		('table 四 in pieces, a cell a line', pg_temp.in_pieces(f, cells, E'\n'))) v $$;
-- All filled in: nothing is lost.  wrong is never more than 0, whatever is.
SELECT what, count(*) AS pages, count(*) FILTER (WHERE equal) AS equal, sum(wrong) AS wrong, sum(missed) AS missed, string_agg(DISTINCT kinds, '; ') AS notes
FROM sample, pg_temp.variants(f) WITH ORDINALITY v(what, page, nr), pg_temp.read_back(page, f) WHERE blank_percent = 0 GROUP BY nr, what ORDER BY nr;
-- Some cells blank: these are left out, leave empty lines, or more blanks.
SELECT blank_percent, what, count(*) AS pages, sum(wrong) AS wrong, round(sum(missed) * 100.0 / sum((SELECT count(value) FROM cells(f)))) AS percent_missed
FROM sample, pg_temp.variants(f) WITH ORDINALITY v(what, page, nr), pg_temp.read_back(page, f) WHERE blank_percent > 0 GROUP BY blank_percent, nr, what ORDER BY blank_percent, nr;

-- Samples.  Labels above and around their numbers; heads of table 四 between its numbers, each row by itself or not at all.
CREATE FUNCTION pg_temp.told(page text, OUT figures text, OUT notes text) LANGUAGE sql AS $$
	SELECT (r.figures::jsonb - 'form')::text, (SELECT string_agg(concat_ws(' ', n->>'kind', n->>'cell', n->>'raw', '(' || (n->>'sure') || ')'), E'\n' ORDER BY o)
		FROM jsonb_array_elements(r.notes) WITH ORDINALITY a(n, o) WHERE n->>'kind' NOT IN ('title', 'year', 'section', 'missing_rows', 'table'))
	FROM parse_report(page) r $$;
SELECT * FROM pg_temp.told(E'三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量\n5 1 0 0 0 0 6\n二、上年结转政府信息公开申请数量\n0 0 0 0 0 0 0\n4 1 0 0 0 0 5\n（一）予以公开\n1.本机关不掌握相关\n1 0 0 0 0 0 1\n政府信息\n（七）总计 5 1 0 0 0 0 6\n四、结转下年度继续办理 0 0 0 0 0 0 0\n') \g (format=unaligned)
SELECT * FROM pg_temp.told(E'四、政府信息公开行政复议、行政诉讼情况\n行政复议\n结果维持\n结果纠正\n其他结果\n尚未审结\n3\n1\n0\n2\n行政诉讼\n总计\n6\n未经复议直接起诉\n结果维持 结果纠正 其他结果 尚未审结\n4 0 0 1\n总计\n5\n复议后起诉\n结果维持 结果纠正 其他结果 尚未审结 总计\n1 0 1 0 2\n');
SELECT * FROM pg_temp.told(E'四、政府信息公开行政复议、行政诉讼情况\n行政复议\n结果维持\n结果纠正\n其他结果\n尚未审结\n3\n1\n0\n2\n行政诉讼\n总计\n7\n未经复议直接起诉\n结果维持 结果纠正 其他结果 尚未审结\n4 0 0 1\n总计\n5\n复议后起诉\n结果维持 结果纠正 其他结果 尚未审结 总计\n1 0 1 0 2\n');
-- Rows without labels, in the order of the form.
SELECT * FROM pg_temp.told(E'三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量 6 0 0 0 0 0 6\n二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0\n（一）予以公开 3 0 0 0 0 0 3\n（四）无法提供\n1.本机关不掌握相关政府信息\n2.没有现成信息需要另行制作\n3.补正后申请内容仍不明确\n2 0 0 0 0 0 2\n0 0 0 0 0 0 0\n1 0 0 0 0 0 1\n（七）总计 6 0 0 0 0 0 6\n') \g (format=unaligned)

-- Rows whose numbers came in another order, and some without labels: blank, all of them.  (If all labels are there, a page is read as it stands.)
CREATE FUNCTION pg_temp.scrambled(f figures, seed text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT overlay(page PLACING (SELECT string_agg(concat_ws(E'\n', CASE WHEN r NOT IN ('granted', 'not_held', 'repeated') THEN label END, (SELECT string_agg(v, E'\n'
		ORDER BY md5(seed || r || o)) FROM unnest(value) WITH ORDINALITY u(v, o))), E'\n' ORDER BY nr)
		FROM pg_temp.printed(f) WHERE t = 'requests') || E'\n' FROM strpos(page, '一、本年新收') FOR strpos(page, '四、政府信息公开行政复议') - strpos(page, '一、本年新收'))
	FROM pg_temp.by_lines(f, '', E'\n', '', E'\n') page $$;
SELECT form, count(*) AS pages, sum((SELECT count(c.value) FROM cells((parse_report(pg_temp.scrambled(f, s::text))).figures) c WHERE path LIKE 'requests.%')) AS read
FROM sample, generate_series(1, 5) s WHERE blank_percent = 0 GROUP BY form ORDER BY form;
-- Whole rows whose labels are of one width do not tell how lines are set out; the ends of the others do: by code points.
SELECT * FROM pg_temp.told(E'三、收到和处理政府信息公开申请情况\n' || (SELECT string_agg(rpad(label, 20) || array_to_string(ARRAY(SELECT lpad(v, 6) FROM unnest(value) v), ''), E'\n' ORDER BY o)
	FROM (VALUES (1, '一、本年新收政府信息公开申请数量', ARRAY['5', '1', '0', '0', '0', '0', '6']), (2, '二、上年结转政府信息公开申请数量', ARRAY['0', '0', '0', '0', '0', '0', '0']),
		(3, '（一）予以公开', ARRAY['2', '1', '', '', '', '', '3']),
		(4, '1.属于国家秘密', ARRAY['1', '', '', '', '', '', '1']), (5, '4.保护第三方合法权益', ARRAY['1', '', '', '', '', '', '1'])) r(o, label, value)) || E'\n四、政府信息公开行政复议、行政诉讼情况') \g (format=unaligned)
-- blanks before units
SELECT * FROM pg_temp.told(E'甲县2020年政府信息公开工作年度报告\n二、主动公开政府信息情况\n信息内容 采购项目数量 采购总金额\n政府集中采购 606 个 47873900 元\n三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量 5 件 1 0 0 0 0 6 件\n二、上年结转政府信息公开申请数量\n0 件\n0\n0\n0\n0\n0\n0 件');
-- the number of a label, parted from it
SELECT * FROM pg_temp.told(E'三、收到和处理政府信息公开申请情况\n（一）予以公开\n2\n1\n0\n0\n0\n0\n3\n（三）不予公开\n1.\n属于国家秘密\n0\n0\n0\n0\n0\n0\n0\n2．\n其他法律行政法规禁止公开\n1\n0\n0\n0\n0\n0\n1');
-- No row is whole: numbers under labels that stand clear of each other; a number before one of the second column is in the first, whose label is out of place.
SELECT nr, t.* FROM unnest(ARRAY['自然人        商业   科研   社会   法律   其他      总计', '自然人        商业 科研     社会   法律   其他      总计', '自然人        商业   科研   社会   法律   其他   总计']) WITH ORDINALITY v(head, nr),
	pg_temp.told(E'甲县2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n' || repeat(' ', 18) || head || E'\n                   企业\n' || (SELECT string_agg(rpad(label, 20) || numbers, E'\n' ORDER BY o)
		FROM (VALUES (1, '一、本年新收政府信息公开申请数量', '    15    5                          20'), (2, '（一）予以公开', '     7    5                          12'),
			(3, '1.属于国家秘密', '     8                                8'), (4, '2.其他法律行政法规禁止公开', ''),
			(5, '4.保护第三方合法权益', '          1                           2'), (6, '（七）总计', '    15    5                          20')) r(o, label, numbers)) || E'\n四、政府信息公开行政复议、行政诉讼情况') t ORDER BY nr \g (format=unaligned)
-- A label lost, and the numbers one below the other: a row, if the row beside it is whole, else not.
SELECT nr, t.* FROM unnest(ARRAY[E'5\n1\n7\n规范性文件\n2\n0\n9', E'5\n1\n7\n规范性文件\n2\n0', E'5\n1\n规范性文件\n2\n0\n9', E'规章\n2\n0\n9\n5\n1\n7']) WITH ORDINALITY v(two, nr),
	pg_temp.told(E'甲县2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n第二十条第\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n' || two || E'\n三、收到和处理政府信息公开申请情况') t ORDER BY nr;
-- Columns one after the other, the totals before a column of zeros; not before one with numbers, and not if no column is the sum.
SELECT nr, t.* FROM unnest(ARRAY['5 1 6|2 0 0|0 0 0|0 0 0|0 0 0|7 1 6|0 0 0', '5 1 6|2 0 0|0 0 0|0 0 0|7 1 6|0 0 0|0 0 0', '5 1 6|2 0 0|0 0 0|0 0 0|0 0 0|8 1 6|1 0 0',
	'5 1 6|2 0 0|0 0 0|0 0 0|0 0 0|9 1 6|0 0 0']) WITH ORDINALITY v(columns, nr),
	pg_temp.told(E'甲县2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量\n二、上年结转政府信息公开申请数量\n（一）予以公开\n\n' ||
		translate(replace(columns, '|', E'\n\n'), ' ', E'\n') || E'\n\n四、政府信息公开行政复议、行政诉讼情况') t ORDER BY nr;
-- A row that lost a cell and holds no sum has a wrong sum, which does not mean a lost total; if three rows say so, the total is lost.
SELECT nr, t.figures FROM unnest(ARRAY[E'一、本年新收政府信息公开申请数量 109 26 8 2 7 145\n', E'一、本年新收政府信息公开申请数量 9 2 0 0 0 0 11\n（一）予以公开 5 1 0 0 0 0\n（二）部分公开 2 0 0 0 0 0\n1.属于国家秘密 1 0 0 0 0 0\n',
	E'一、本年新收政府信息公开申请数量 9 2 0 0 0 0 11\n（一）予以公开 5 1 0 0 0 0\n（二）部分公开 2 0 0 0 0 2\n1.属于国家秘密 1 0 0 0 0 0\n']) WITH ORDINALITY v(rows, nr),
	pg_temp.told(E'甲县2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n' || rows || '四、政府信息公开行政复议、行政诉讼情况') t ORDER BY nr;
-- Numbers of a row behind the label of the next: one lacks some, the other has too many, and neither is certain.
SELECT nr, t.figures FROM unnest(ARRAY[E'规章\n\n9\n\n行政规范性文件\n\n4\n\n185\n8\n\n36\n', E'规章\n\n9\n\n4\n\n185\n\n行政规范性文件\n\n8\n\n5\n\n36\n']) WITH ORDINALITY v(two, nr),
	pg_temp.told(E'甲县2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n信息内容 本年制发件数 本年废止件数 现行有效件数\n' || two || E'\n第二十条第（五）项\n信息内容\n\n本年处理决定数量\n\n行政许可\n\n3829\n三、收到和处理政府信息公开申请情况\n') t ORDER BY nr;
-- A header set out in columns, whose labels are broken over lines: each line has an order of its own, but no label is out of it.
SELECT nr, t.* FROM unnest(ARRAY[E'     自然人               科研机 社会公益 法律服务机    总计\n            商业企业                        其他\n                       构     组织      构\n',
	E'     总计                科研机 社会公益 法律服务机    自然人\n            商业企业                        其他\n                       构     组织      构\n']) WITH ORDINALITY v(head, nr),
	pg_temp.told(E'甲县2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n' || head
		|| E'一、本年新收政府信息公开申请数量     5    1   0   0   0   1    7\n二、上年结转政府信息公开申请数量     0    0   0   0   0   0    0\n四、政府信息公开行政复议、行政诉讼情况\n') t ORDER BY nr;
-- Table 四, one number below the other: one sum or two may be wrong as published; if all are, the order is another.
SELECT nr, t.figures FROM unnest(ARRAY['17 1 0 1 5 8 11 0 0 0 0 16 0 1 0', '17 1 0 1 19 8 11 0 0 0 0 16 0 1 0', '10 1 0 0 0 0 0 0 0 0 5 0 0 0 0']) WITH ORDINALITY v(numbers, nr),
	pg_temp.told(E'甲县2023年政府信息公开工作年度报告\n四、政府信息公开行政复议、行政诉讼情况\n行政复议\n行政诉讼\n未经复议直接起诉\n复议后起诉' || repeat(E'\n结果维持\n结果纠正\n其他结果\n尚未审结\n总计', 3) ||
		E'\n' || translate(numbers, ' ', E'\n') || E'\n五、存在的主要问题及改进情况\n无。\n') t ORDER BY nr;
-- All numbers above their labels, the last label without: none is certain, up to the end, past the label of a group that is a row of the other form.
SELECT t.* FROM pg_temp.told(E'甲县2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n申请人情况\n0 0 0 0 0 0 0\n5.要求行政机关确认或重新出具已获取信息\n2 0 0 0 0 0 2\n（六）其他处理 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请\n'
	|| E'0 0 0 0 0 0 0\n2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请\n0 0 0 0 0 1 1\n3.其他\n7 2 0 0 0 1 10\n（七）总计\n2 0 0 0 0 0 2\n四、结转下年度继续办理\n四、政府信息公开行政复议、行政诉讼情况\n') t;
