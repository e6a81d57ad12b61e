-- Rows whose empty cells are not where they belong, and cells that are easily taken for something else: a number that is read is one that was written.
SET search_path = disclosure, public;
\set ECHO none
\i sql/include/pages.sql
\set ECHO all
-- the empty cells of each row of table 三 at its end; share of the zeros that are left out
CREATE FUNCTION pg_temp.thinned(f figures, seed text, share int) RETURNS figures LANGUAGE plpgsql AS $$
DECLARE p text;
BEGIN
	FOR p IN SELECT path FROM cells(f) WHERE value = 0 AND path LIKE 'requests.%' AND pg_temp.pick(seed || path || 'z', 99) < share LOOP f[p] := NULL; END LOOP;
	RETURN f;
END $$;
CREATE FUNCTION pg_temp.packed(f figures) RETURNS TABLE (t text, nr numeric, cells text[]) LANGUAGE sql AS $$
	SELECT t, nr, CASE WHEN t = 'requests' AND nr > 1 THEN array_remove(cells, '') || array_fill(''::text, ARRAY[cardinality(array_positions(cells, ''))]) ELSE cells END FROM pg_temp.lines(f) $$;
CREATE FUNCTION pg_temp.written(f figures, before text, sign text, behind text) RETURNS text LANGUAGE sql AS $$
	SELECT pg_temp.page_of(max(text) FILTER (WHERE t = 'proactive'), max(text) FILTER (WHERE t = 'requests'), max(text) FILTER (WHERE t = 'remedies'), (f::jsonb)->>'form')
	FROM (SELECT t, string_agg(before || array_to_string(cells, sign) || behind, E'\n' ORDER BY nr) AS text FROM pg_temp.packed(f) GROUP BY t) x $$;
SELECT share, way, count(*) AS pages, sum(wrong) AS wrong, bool_and(kinds LIKE '%lost_cells%') AS told, count(*) FILTER (WHERE totals > 5) > 0 AS totals_read
FROM (SELECT form, n, pg_temp.sound(form, form || n || 'moved') AS f FROM unnest(ARRAY['2019', '2021']) form, generate_series(1, 6) n) s, unnest(ARRAY[100, 70]) share,
	LATERAL (SELECT pg_temp.thinned(f, n::text, share) AS g) t, (VALUES ('pipes', '', ' | ', ' |'), ('ruled', '| ', ' | ', ' |'), ('tabs', '', E'\t', ''), ('a cell a line', '', E' |\n', ' |')) w(way, before, sign, behind),
	LATERAL (SELECT pg_temp.written(g, before, sign, behind) AS page) p, LATERAL pg_temp.read_back(page, g) r,
	LATERAL (SELECT count(*) AS totals FROM cells((parse_report(page)).figures) c WHERE c.path LIKE 'requests.%.total' AND c.value > 0) k
GROUP BY share, way ORDER BY share DESC, way;

-- zeros left out here and there: cells that were dropped or moved, in all rows or some, with two blanks between numbers too; nothing that is read is wrong
CREATE FUNCTION pg_temp.damaged(f figures, damage text, seed text, sign text, behind text) RETURNS text LANGUAGE sql AS $$
	SELECT pg_temp.page_of(max(text) FILTER (WHERE t = 'proactive'), max(text) FILTER (WHERE t = 'requests'), max(text) FILTER (WHERE t = 'remedies'), (f::jsonb)->>'form')
	FROM (SELECT t, string_agg(array_to_string(CASE WHEN t <> 'requests' OR nr < 1 OR damage LIKE 'some%' AND pg_temp.pick(seed || nr, 1) = 0 THEN cells
			ELSE array_remove(cells, '') || CASE WHEN damage LIKE '%moved' THEN array_fill(''::text, ARRAY[cardinality(array_positions(cells, ''))]) ELSE '{}' END END, sign) || behind, E'\n' ORDER BY nr) AS text
		FROM pg_temp.lines(f) GROUP BY t) x $$;
SELECT damage, way, count(*) AS pages, sum(wrong) AS wrong
FROM (SELECT form, n, pg_temp.sound(form, form || n || 'thin') AS f FROM unnest(ARRAY['2019', '2021']) form, generate_series(1, 8) n) s, unnest(ARRAY[30, 60, 90]) share,
	LATERAL (SELECT pg_temp.thinned(f, form || n || share, share) AS g) t, unnest(ARRAY['dropped', 'moved', 'some moved']) damage, (VALUES ('pipes', ' | ', ' |'), ('two blanks', '  ', ''), ('run together', '', '')) w(way, sign, behind),
	LATERAL pg_temp.read_back(pg_temp.damaged(g, damage, n::text, sign, behind), g) r
GROUP BY damage, way ORDER BY damage, way;

-- the last number is the sum of the others, so it is the total; which of the others were filled in, nothing tells
CREATE FUNCTION pg_temp.three(VARIADIC line text[]) RETURNS text LANGUAGE sql AS $$
	SELECT E'乙市2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n| 勾稽关系 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |\n' || array_to_string(line, E'\n') || E'\n四、政府信息公开行政复议、行政诉讼情况\n' $$;
SELECT p.figures['requests.received.natural_person'] AS natural_person, p.figures['requests.received.total'] AS total, p.figures['requests.carried_in.total'] AS carried_in,
	(SELECT array_agg(DISTINCT n->>'text') FROM jsonb_array_elements(p.notes) n WHERE n->>'kind' = 'lost_cells' AND n->>'raw' = '8') AS told
FROM parse_report(pg_temp.three('| 一、本年新收政府信息公开申请数量 | 8 | 3 | 11 | | | | |', '| 二、上年结转政府信息公开申请数量 | 2 | 2 | | | | | |')) p;
-- the same numbers where a total was left out: other rows end in no sum, so they stand where they stand
SELECT p.figures['requests.received.natural_person'] AS natural_person, p.figures['requests.received.enterprise'] AS enterprise, p.figures['requests.carried_in.natural_person'] AS carried_in
FROM parse_report(pg_temp.three('| 一、本年新收政府信息公开申请数量 | 8 | 3 | | | | | |', '| 二、上年结转政府信息公开申请数量 | 2 | | | | | | |')) p;

-- signs in words, for what may be negative
SELECT v, p.figures['proactive.licensing.change'] AS change, p.figures['proactive.licensing.decisions'] AS decisions
FROM unnest(ARRAY['减5', '增 5', '减少3项', '增加１２', '负7', '减', '减-5', '增减5']) v,
	parse_report(E'乙市2020年政府信息公开工作年度报告\n二、主动公开政府信息情况\n第二十条第（五）项 |\n信息内容 |\n上一年项目数量 |\n本年增/减 |\n处理决定数量 |\n行政许可 |\n9 |\n' || v || E' |\n17 |\n三、收到和处理政府信息公开申请情况\n') p;
SELECT p.figures['proactive.licensing.items'] AS no_sign_here
FROM parse_report(E'乙市2020年政府信息公开工作年度报告\n二、主动公开政府信息情况\n信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |\n行政许可 | 减9 | 0 | 17 |\n三、收到和处理政府信息公开申请情况\n') p;

-- of two labels the first has empty cells, of which their lines are left: the numbers are those of the second
SELECT behind, p.figures['proactive.government_rules.issued'] AS rules, p.figures['proactive.normative_documents.issued'] AS documents, p.figures['proactive.normative_documents.in_force'] AS in_force
FROM unnest(ARRAY[E'\n\n', E'\n\n \n\n \n\n \n\n']) behind,
	parse_report(E'乙市2023年政府信息公开工作年度报告\n\n二、主动公开政府信息情况\n\n信息内容\n\n本年制发件数\n\n本年废止件数\n\n现行有效件数\n\n规章' || behind || E'行政规范性文件\n\n5\n\n2\n\n19\n\n三、收到和处理政府信息公开申请情况\n') p;

-- the line of table 四 begins with empty cells, or with a pipe at the margin
CREATE FUNCTION pg_temp.four(margin text, numbers text) RETURNS text LANGUAGE sql AS $$
	SELECT concat_ws(E'\n', '乙市2022年政府信息公开工作年度报告', '四、政府信息公开行政复议、行政诉讼情况', margin || '行政复议 | 行政诉讼 |', margin || '结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | 复议后起诉 |',
		margin || '结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |', margin || numbers, '五、存在的主要问题及改进情况', '无。') $$;
SELECT margin, numbers, p.figures['remedies.reconsideration.upheld'] AS upheld, p.figures['remedies.reconsideration.overturned'] AS overturned, p.figures['remedies.reconsideration.total'] AS total, p.figures['remedies.direct_suit.total'] AS suits
FROM (VALUES ('', ' | 4 |  |  | 4 |  |  | 1 |  | 1 |  |  |  |  |  |'), ('', ' |  | 4 |  | 4 |  |  | 1 |  | 1 |  |  |  |  |  |'), ('| ', '1 | 4 |  |  | 5 |  |  | 1 |  | 1 |  |  |  |  |  |'),
	('', ' | 4 |  |  | 3 |  |  |  |  |  |  |  |  |  |  |')) v(margin, numbers), parse_report(pg_temp.four(margin, numbers)) p;

-- the last row of a page without its line end is a row as others; a number in its last cell may be cut
SELECT row, p.figures['requests.carried_out.natural_person'] AS natural_person, p.figures['requests.carried_out.total'] AS total
FROM unnest(ARRAY[E'2\t0\t0\t0\t0\t0\t2', E'2\t0\t0\t0\t0\t0\t0', E'2\t0\t0\t0\t0\t0\t20', E'2\t0\t0']) row,
	parse_report(E'乙市2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n一、本年新收政府信息公开申请数量\t4\t0\t0\t0\t0\t0\t4\n四、结转下年度继续办理\t' || row) p;

-- text with pipes in an HTML page that has no table
SELECT r.*
FROM sample, LATERAL pg_temp.by_lines(f, '', ' | ', ' |', E'\n') page, LATERAL (VALUES ('<html><body><pre>' || page || '</pre></body></html>'), ('<html><body><p>' || replace(page, E'\n', '</p><p>') || '</p></body></html>')) h(html), LATERAL pg_temp.read_back(html, f) r
WHERE n = 1 AND blank_percent = 0;

-- numbers in the fields of a form
SELECT cell, equal, wrong, missed FROM sample, unnest(ARRAY['<input type="text" value="%s">', '<input value=''%s'' readonly>', '<p><input type=number value=" %s "></p>']) cell, LATERAL pg_temp.read_back(pg_temp.html(f, cell), f) r WHERE n = 2 AND blank_percent = 0;

-- the labels of rows within groups are lost: number and order of the rows below that of the group leave one way
CREATE FUNCTION pg_temp.without_numbered(f figures, sign text, behind text, drop_row int DEFAULT 0) RETURNS text LANGUAGE sql AS $$
	SELECT pg_temp.page_of(max(text) FILTER (WHERE t = 'proactive'), max(text) FILTER (WHERE t = 'requests'), max(text) FILTER (WHERE t = 'remedies'), (f::jsonb)->>'form')
	FROM (SELECT t, string_agg(array_to_string(ARRAY(SELECT c FROM unnest(cells) WITH ORDINALITY u(c, o) WHERE c !~ '^\d\.[^\d]' ORDER BY o), sign) || behind, E'\n' ORDER BY nr) AS text
		FROM (SELECT *, row_number() OVER (PARTITION BY t ORDER BY nr) AS k FROM pg_temp.lines(f)) l WHERE NOT (t = 'requests' AND k = drop_row) GROUP BY t) x $$;
SELECT form, way, r.equal, r.wrong, r.missed, r.kinds FROM sample, (VALUES ('a row a line', ' | '), ('a cell a line', E' |\n')) w(way, sign), LATERAL pg_temp.read_back(pg_temp.without_numbered(f, sign, ' |'), f) r
WHERE n = 3 AND blank_percent = 0 ORDER BY form, way;
-- with one row of the eight missing, which it is nobody knows; and with the numbers of one row only, they may be a subtotal
SELECT form, way, r.wrong, (SELECT count(*) FROM cells((parse_report(page)).figures) c WHERE path ~ 'state_secret|third_party|registry_lookup' AND value IS NOT NULL) AS denied_read
FROM sample, (VALUES ('a row a line', ' | '), ('a cell a line', E' |\n')) w(way, sign), LATERAL pg_temp.without_numbered(f, sign, ' |', 10) page, LATERAL pg_temp.read_back(page, f) r WHERE n = 3 AND blank_percent = 0 ORDER BY form, way;
SELECT p.figures['requests.state_secret.total'] AS state_secret, p.figures['requests.registry_lookup.total'] AS registry_lookup, p.figures['requests.not_held.total'] AS not_held
FROM parse_report(E'乙市2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n（一）予以公开 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n（三）不予公开 | 6 | 0 | 0 | 0 | 0 | 0 | 6 |\n（四）无法提供 | 1.本机关不掌握相关政府信息 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |\n') p;

-- a column that the form does not have: its head tells which, or the sums do
CREATE FUNCTION pg_temp.columns(head text, VARIADIC line text[]) RETURNS text LANGUAGE sql AS $$
	SELECT '<h1>丙县2023年政府信息公开工作年度报告</h1><h2>三、收到和处理政府信息公开申请情况</h2><table><tr><td>勾稽关系' || head || string_agg('<tr><td>' || replace(l, ' ', '<td>'), '') || '</table>' FROM unnest(line) l $$;
SELECT nr, p.figures['requests.received.natural_person'] AS natural_person, p.figures['requests.received.other_organisation'] AS other, p.figures['requests.received.total'] AS total,
	(SELECT min(n->>'text') FROM jsonb_array_elements(p.notes) n WHERE n->>'kind' = 'extra_cells') AS told
FROM (VALUES
	(1, pg_temp.columns('<td>自然人<td>商业企业<td>科研机构<td>社会公益组织<td>法律服务机构<td>其他<td>小计<td>总计', '一、本年新收政府信息公开申请数量 31 4 0 0 2 5 11 42', '二、上年结转政府信息公开申请数量 0 3 0 0 0 0 3 3')),
	(2, pg_temp.columns('<td>自然人<td>商业企业<td>科研机构<td>社会公益组织<td>法律服务机构<td>其他<td>小计<td>总计', '一、本年新收政府信息公开申请数量 0 4 0 0 0 0 4 4', '二、上年结转政府信息公开申请数量 0 3 0 0 0 0 3 3')),
	(3, pg_temp.columns('<td>自然人<td>其中：律师<td>商业企业<td>科研机构<td>社会公益组织<td>法律服务机构<td>其他<td>总计', '一、本年新收政府信息公开申请数量 31 7 4 0 0 2 5 42', '二、上年结转政府信息公开申请数量 1 1 3 0 0 0 0 4')),
	(4, pg_temp.columns('', '一、本年新收政府信息公开申请数量 31 4 0 0 2 5 11 42', '二、上年结转政府信息公开申请数量 6 0 0 0 1 2 3 9')),
	(5, pg_temp.columns('', '一、本年新收政府信息公开申请数量 0 4 0 0 0 0 4 4', '二、上年结转政府信息公开申请数量 0 3 0 0 0 0 3 3')),
	(6, pg_temp.columns('<td>自然人<td>商业企业<td>科研机构<td>社会公益组织<td>法律服务机构<td>其他<td>小计<td>总计', '一、本年新收政府信息公开申请数量 31 4 0 0 2 5 12 44', '二、上年结转政府信息公开申请数量 1 3 0 0 0 0 3 5'))) v(nr, page),
	parse_report(page) p ORDER BY nr;

-- a total left out behind zeros of table 四 shows nothing: the numbers stand where they stand
SELECT p.figures['remedies.direct_suit.total'] AS suits, p.figures['remedies.suit_after_reconsideration.upheld'] AS upheld, p.figures['remedies.suit_after_reconsideration.total'] AS total
FROM parse_report(pg_temp.four('', '15 | 2 | 5 | 2 | 24 | 2 | 0 | 9 | 0 | 11 | 0 | 0 | 0 | 0 |  |')) p;

-- a column that the form lacks, and rows that lost cells: nothing tells which number stands in it
SELECT head, count(c.value) FILTER (WHERE c.path LIKE 'requests.%') AS read
FROM unnest(ARRAY['  小计', '']) head, parse_report(E'乙市2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n自然人  法人或其他组织  总计\n商业企业  科研机构  社会公益组织  法律服务机构  其他' || head || E'\n一、本年新收政府信息公开申请数量  3  0  2  0  4  1  7  10\n二、上年结转政府信息公开申请数量  2  0  1  0  0  0  1  3\n三、本年度办理结果  （一）予以公开  4  0  2  1  0  3  7\n四、结转下年度继续办理  1  2  3  3\n') p, cells(p.figures) c GROUP BY head ORDER BY head;

-- the same where blanks part the cells: the label of a group that is a row of the other form keeps no numbers
SELECT form, count(*) AS pages, sum(r.wrong) AS wrong FROM sample, LATERAL pg_temp.read_back(pg_temp.without_numbered(f, '  ', ''), f) r WHERE blank_percent = 0 GROUP BY form ORDER BY form;

-- numbers above their labels: a row without label before, a label without numbers behind; so each has the row above it
SELECT p.figures['requests.process_information.total'] AS process_information, p.figures['requests.enforcement_file.total'] AS enforcement_file, p.figures['requests.registry_lookup.total'] AS registry_lookup
FROM parse_report(replace(E'乙市2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n6.属于四类过程性信息,0,2,1,0,0,1,4,\n0,0,1,0,0,0,1,\n7.属于行政执法案卷,\n0,0,0,0,0,0,0,\n8.属于行政查询事项,\n（四）无法提供,1.本机关不掌握相关政府信息,1,2,1,0,0,0,4,\n', ',', ' | ')) p;

-- an empty cell before the numbers of table 四, or a pipe at the margin: with a wrong sum nothing tells
SELECT p.figures['remedies.direct_suit.overturned'] AS suits_overturned, p.figures['remedies.direct_suit.total'] AS suits
FROM parse_report(pg_temp.four('', ' | 0 | 0 | 0 | 0 | 0 | 1 | 0 | 0 | 1 | 2 | 4 |  | 2 | 6 |')) p;

-- a row whose own sum is wrong is no evidence for others: 45 may stand in either column
SELECT p.figures['requests.needs_creation.natural_person'] AS natural_person, p.figures['requests.needs_creation.enterprise'] AS enterprise, p.figures['requests.granted.natural_person'] AS granted
FROM parse_report(replace(E'乙市2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量,45,66,0,0,0,0,111,\n（一）予以公开,8,0,0,0,0,0,0,\n2.没有现成信息需要另行制作,45,0,0,0,45,\n3.补正后申请内容仍不明确,0,0,0,0,0,\n（七）总计,45,66,0,0,0,0,111,\n四、结转下年度继续办理,0,0,0,0,0,0,0,\n', ',', ' | ')) p;

-- the same without a head, and with no row that has all its numbers: the last is the sum of the others but for the one before it
SELECT count(c.value) FILTER (WHERE c.path LIKE 'requests.%') AS read
FROM parse_report(E'乙市2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n自然人  法人或其他组织  总计\n商业企业  科研机构  社会公益组织  法律服务机构  其他\n一、本年新收政府信息公开申请数量  4  0  2  1  0  3  7\n二、上年结转政府信息公开申请数量  2  1  1  3\n三、本年度办理结果  （一）予以公开  4  2  1  3  7\n四、结转下年度继续办理  2  1  1  3\n') p, cells(p.figures) c;

-- rows of zeros whose empty cells stand at their ends, here more and there fewer, have moved, though no sum shows it; if it is the total in each, it was left out
CREATE FUNCTION pg_temp.zeros(VARIADIC numbers text[]) RETURNS bigint LANGUAGE sql AS $$
	SELECT count(c.value) FROM parse_report(pg_temp.three(VARIADIC ARRAY(SELECT '| ' || label || ' | ' || r || ' |'
		FROM unnest(numbers, ARRAY['1.属于国家秘密', '2.其他法律行政法规禁止公开', '3.危及“三安全一稳定”', '4.保护第三方合法权益']) v(r, label)))) p, cells(p.figures) c $$;
SELECT pg_temp.zeros('0 | 0 | 0 | 0 | 0 | 0 |', '0 | 0 | 0 | | | |', '0 | 0 | 0 | 0 | 0 | |', '0 | | | | | |') AS ragged,
	pg_temp.zeros('0 | 0 | 0 | 0 | 0 | 0 |', '0 | 0 | 0 | 0 | 0 | 0 |', '0 | 0 | 0 | 0 | 0 | 0 |', '0 | 0 | 0 | 0 | 0 | 0 |') AS totals_left_out,
	pg_temp.zeros('0 | 0 | 0 | 0 | 0 | 0 |', '0 | | 0 | | 0 | | 0', '0 | 0 | 0 | 0 | 0 | |', '0 | | 0 | | 0 | 0 | 0') AS here_and_there;
-- among rows that moved, one whose sum is wrong: no relation tells where its numbers stand
SELECT c.path, c.value FROM parse_report(pg_temp.three('| 一、本年新收政府信息公开申请数量 | 11 | 0 | 18 | 0 | 0 | 19 | 48 |', '| 4.保护第三方合法权益 | 1 | 0 | 1 | 2 | | | |', '| 3.补正后申请内容仍不明确 | 2 | 0 | 1 | 0 | 3 | | |', '| 3.其他 | 2 | 1 | 0 | 0 | 7 | | |',
	'| （七）总计 | 11 | 0 | 19 | 0 | 0 | 21 | 51 |')) p, cells(p.figures) c WHERE c.path LIKE 'requests.miscellaneous.%' AND c.value IS NOT NULL;
-- where the numbers of table 四 stand they are no sums, and cut one after the other they are
SELECT p.figures['remedies.reconsideration.total'] AS reconsiderations, p.figures['remedies.direct_suit.total'] AS suits
FROM parse_report(pg_temp.four('', '1 | 1 | 1 | 2 | 3 | | | | | | | | | |')) p;
-- numbers above their labels where a line without a pipe is no row: two rows of numbers, of which one got no label, and a label that got none
SELECT p.figures['requests.enforcement_file.total'] AS enforcement_file, p.figures['requests.process_information.total'] AS process_information
FROM parse_report(E'乙市2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n6.属于四类过程性信息 | 78 | 0 | 0 | 0 | 25 | 0 | 103\n0 | 0 | 0 | 0 | 73 | 0 | 73\n7.属于行政执法案卷\n69 | 0 | 0 | 0 | 68 | 0 | 137\n8.属于行政查询事项\n（四）无法提供 | 1.本机关不掌握相关政府信息 | 56 | 0 | 0 | 0 | 47 | 0 | 103\n2.没有现成信息需要另行制作 | 0 | 0 | 0 | 0 | 3 | 0 | 3\n3.补正后申请内容仍不明确 | 67 | 0 | 0 | 0 | 62 | 0 | 129\n') p;
-- the same over the label of a group
SELECT p.figures['requests.supplement_overdue.total'] AS supplement_overdue, p.figures['requests.fee_overdue.total'] AS fee_overdue
FROM parse_report(E'乙市2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n（五）不予处理 | 4.无正当理由大量反复申请 | 0 | 0 | 0 | 2 | 0 | 2 | 4 |\n5.要求行政机关确认或重新出具已获取信息 | 1 | 0 | 0 | 0 | 0 | 2 | 3 |\n0 | 0 | 0 | 0 | 0 | 1 | 1 |\n（六）其他处理 | 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 |\n0 | 0 | 0 | 0 | 0 | 2 | 2 |\n2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 |\n3.其他 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n') p;
-- what is read of table 三, a row a line, blanks as _
CREATE FUNCTION pg_temp.rows_of(page text) RETURNS TABLE ("row" text, numbers text) LANGUAGE sql AS $$
	SELECT split_part(c.path, '.', 2), string_agg(coalesce(c.value::text, '_'), ' ' ORDER BY f.position)
	FROM parse_report(page) p, cells(p.figures) c JOIN (SELECT path, min(position) AS position FROM form_cell GROUP BY path) f USING (path)
	WHERE c.path LIKE 'requests.%' GROUP BY 1 HAVING count(c.value) > 0 ORDER BY min(f.position) $$;
-- if cells have moved in one row, they may have in each whose last cell is empty: it is read as printed only if the sums of columns say so
SELECT nr, r.* FROM (VALUES (1, '| 1.属于国家秘密 | 3 | 3 | | | | | |'), (2, '| 1.属于国家秘密 | 3 | | | | | | 3 |')) v(nr, moved), pg_temp.rows_of(pg_temp.three(moved, '| 一、本年新收政府信息公开申请数量 | 52 | 0 | 0 | 0 | 0 | 0 | 52 |',
	'| 4.保护第三方合法权益 | 40 | 3 | | | | 40 | |', '| 8.属于行政查询事项 | 0 | | | | 0 | | |', '| 2.重复申请 | 5 | | | | | | 5 |', '| 3.要求提供公开出版物 | 4 | | | | | | |', '| （七）总计 | 52 | 0 | 0 | 0 | 0 | 40 | 92 |')) r;
SELECT * FROM pg_temp.rows_of(pg_temp.three('| 一、本年新收政府信息公开申请数量 | 7 | 2 | 0 | 0 | 0 | 0 | 9 |', '| 1.属于国家秘密 | 3 | 3 | | | | | |',
	'| 8.属于行政查询事项 | 4 | 2 | | | | | |', '| （七）总计 | 7 | 2 | 0 | 0 | 0 | 0 | 9 |'));
-- rows abreast: a wrong sum before an empty end
SELECT p.figures['remedies.reconsideration.total'] AS reconsiderations, p.figures['remedies.direct_suit.pending'] AS pending, p.figures['remedies.suit_after_reconsideration.pending'] AS pending_after
FROM parse_report(pg_temp.four('', '0 | 1 | | | 1 | 1 | | 0 | 1 | 0 | | 0 | 0 | 2 | |')) p;
-- what a relation decides that fails with it is not decided: the eight stands in the third column
SELECT numbers FROM pg_temp.rows_of(pg_temp.three('| （一）予以公开 |  | 10 |  |  |  | 10 |  |',
	'| （二）部分公开（区分处理的，只计这一情形，不计其他情形） | 8 |  |  |  |  | 8 |  |',
	'| 1.属于国家秘密 | 5 |  |  | 9 | 1 |  | 15 |',
	'| 2.其他法律行政法规禁止公开 |  |  | 9 |  |  | 2 | 11 |',
	'| 3.危及“三安全一稳定” |  | 6 |  |  |  |  | 6 |',
	'| 4.保护第三方合法权益 |  | 8 |  |  | 3 | 11 |  |',
	'| 5.属于三类内部事务信息 |  |  | 3 |  |  |  | 3 |',
	'| 6.属于四类过程性信息 | 9 |  |  |  |  |  | 9 |',
	'| 1.本机关不掌握相关政府信息 |  | 3 | 4 | 8 | 6 |  | 21 |',
	'| 2.没有现成信息需要另行制作 |  | 6 |  |  |  | 9 | 15 |',
	'| 3.补正后申请内容仍不明确 | 4 |  |  |  |  | 3 | 7 |',
	'| 1.信访举报投诉类申请 | 10 |  | 7 |  |  | 17 |  |',
	'| 2.重复申请 |  |  | 8 |  |  | 2 | 10 |',
	'| 3.要求提供公开出版物 |  | 8 |  | 6 |  |  | 20 |',
	'| 5.要求行政机关确认或重新出具已获取信息 |  |  |  |  | 11 |  | 11 |',
	'| 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 |  |  | 5 |  |  |  | 5 |',
	'| 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 | 8 |  |  |  |  |  | 8 |',
	'| （七）总计 | 36 | 41 | 37 | 42 | 18 | 19 | 193 |')) WHERE "row" = 'third_party_rights';
-- numbers above their labels on one line: the rows that follow one label are parted by their sums
SELECT * FROM pg_temp.rows_of('乙市2023年政府信息公开工作年度报告 三、收到和处理政府信息公开申请情况 自然人 法人或其他组织 总计 商业企业 科研机构 社会公益组织 法律服务机构 其他 一、本年新收政府信息公开申请数量 6 0 0 0 0 0 6 0 0 2 0 0 0 2 二、上年结转政府信息公开申请数量 三、本年度办理结果 （一）予以公开 3 0 0 0 0 0 3 1 0 0 0 0 0 1 （二）部分公开（区分处理的，只计这一情形，不计其他情形） 0 0 1 0 0 0 1 （三）不予公开 1.属于国家秘密 2.其他法律行政法规禁止公开 2 0 0 0 0 0 2 （七）总计 6 0 1 0 0 0 7 四、结转下年度继续办理 0 0 1 0 0 0 1 四、政府信息公开行政复议、行政诉讼情况');
-- the same where a line without a pipe is no row, and where the numbers run together
SELECT * FROM pg_temp.rows_of(E'乙市2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n自然人 | 法人或其他组织 | 总计\n商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他\n0 | 0 | 2 | 0 | 0 | 0 | 2\n一、本年新收政府信息公开申请数量\n1 | 0 | 0 | 0 | 0 | 0 | 1\n二、上年结转政府信息公开申请数量\n三、本年度办理结果 | （一）予以公开 | 1 | 0 | 2 | 0 | 0 | 0 | 3\n（七）总计 | 1 | 0 | 2 | 0 | 0 | 0 | 3\n四、结转下年度继续办理 | 0 | 0 | 0 | 0 | 0 | 0 | 0\n四、政府信息公开行政复议、行政诉讼情况');
SELECT * FROM pg_temp.rows_of(E'乙市2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n自然人法人或其他组织总计\n商业企业科研机构社会公益组织法律服务机构其他\n一、本年新收政府信息公开申请数量4002006\n二、上年结转政府信息公开申请数量0000000\n三、本年度办理结果（一）予以公开0000000\n（五）不予处理3.要求提供公开出版物0000000\n0001001\n4.无正当理由大量反复申请\n0000000\n5.要求行政机关确认或重新出具已获取信息\n（七）总计1001002\n四、结转下年度继续办理3001004\n四、政府信息公开行政复议、行政诉讼情况');
-- a row that runs together, with a wrong sum: its cuts all contradict the other rows, so none is right
SELECT * FROM pg_temp.rows_of(E'乙市2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n自然人法人或其他组织总计\n商业企业科研机构社会公益组织法律服务机构其他\n一、本年新收政府信息公开申请数量10200116084311\n二、上年结转政府信息公开申请数量0000000\n三、本年度办理结果（一）予以公开1000001\n（七）总计1000001\n四、结转下年度继续办理0000000\n四、政府信息公开行政复议、行政诉讼情况');
-- labels lost, each cell a paragraph: whole rows, though zeros make columns too
SELECT form, count(*) AS pages, sum(r.wrong) AS wrong, sum(r.missed) AS missed FROM sample, LATERAL pg_temp.read_back(pg_temp.without_numbered(f, E'\n\n', E'\n'), f) r WHERE blank_percent = 0 GROUP BY form ORDER BY form;
-- a column of zeros that the form lacks, and but one row without empty cells
SELECT count(*) AS rows_read FROM pg_temp.rows_of(E'乙市2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n' || array_to_string(ARRAY[
	'一、本年新收政府信息公开申请数量                                                          612                          0        0                 0      612',
	'4.保护第三方合法权益                                                                       53        0                 0        0        0        0       53',
	'2.重复申请                                                                                 53        0        0        0        0        0        0       53',
	'（七）总计                                                                                614        0                 0        0        0        0      614',
	'四、结转下年度继续办理                                                                      2        0                                            0        2'], E'\n') || E'\n四、政府信息公开行政复议、行政诉讼情况');
-- a row that is like one of the form, and that row to the letter: it is the latter
SELECT * FROM pg_temp.rows_of(pg_temp.three('| 一、本年新收政府信息公开申请数量 | 9 | 2 | 0 | 0 | 3 | 0 | 14 |', '| 二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |', '| 合计 | 10 | 2 | 0 | 0 | 3 | 0 | 15 |', '| （一）予以公开 | 8 | 2 | 0 | 0 | 3 | 0 | 13 |',
	'| （七）总计 | 8 | 2 | 0 | 0 | 3 | 0 | 13 |', '| 四、结转下年度继续办理 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |'));
-- remarks or shares behind the total; last year's numbers beside this year's are nobody's
SELECT nr, r.* FROM (VALUES (1, pg_temp.columns('<td>自然人<td>商业企业<td>科研机构<td>社会公益组织<td>法律服务机构<td>其他<td>总计<td>占比', '一、本年新收政府信息公开申请数量 9 2 0 0 3 0 14 100%', '二、上年结转政府信息公开申请数量 1 0 0 0 0 0 1 7%')),
	(2, pg_temp.columns('<td>自然人<td>商业企业<td>科研机构<td>社会公益组织<td>法律服务机构<td>其他<td>总计<td>自然人<td>商业企业<td>科研机构<td>社会公益组织<td>法律服务机构<td>其他<td>总计', '一、本年新收政府信息公开申请数量 9 2 0 0 3 0 14 5 0 0 0 0 0 5', '（一）予以公开 8 2 0 0 3 0 13 5 0 0 0 0 0 5'))) v(nr, page), pg_temp.rows_of(page) r;
-- heads of table 四 in another order than the form's: blank
SELECT nr, count(c.value) AS read FROM (VALUES (1, '行政复议', '未经复议直接起诉', '结果维持<td>结果纠正<td>其他结果<td>尚未审结<td>总计'), (2, '未经复议直接起诉', '行政复议', '结果维持<td>结果纠正<td>其他结果<td>尚未审结<td>总计'), (3, '行政复议', '未经复议直接起诉', '总计<td>结果维持<td>结果纠正<td>其他结果<td>尚未审结')) v(nr, one, other, heads),
	parse_report('<h1>丙县2023年政府信息公开工作年度报告</h1><h2>四、政府信息公开行政复议、行政诉讼情况</h2><table><tr><td colspan=5>' || one || '<td colspan=5>' || other || '<td colspan=5>复议后起诉<tr><td>' || heads || '<td>' || heads || '<td>' || heads || '<tr><td>3<td>0<td>0<td>0<td>3<td>1<td>0<td>0<td>2<td>3<td>0<td>1<td>0<td>0<td>1</table>') p,
	cells(p.figures) c GROUP BY nr ORDER BY nr;
-- a subtotal before the total, without a head, where some rows have lost as many cells as it adds: whole rows show it too
SELECT count(c.value) FILTER (WHERE c.path LIKE 'requests.%') AS read
FROM parse_report(E'乙市2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n自然人  法人或其他组织  总计\n商业企业  科研机构  社会公益组织  法律服务机构  其他\n一、本年新收政府信息公开申请数量  10    0  1  0  0  1  11\n4.保护第三方合法权益  1    0  1  0  0  1  2\n5.属于三类内部事务信息  2    0    0  0  0  2\n（七）总计  10      1  0  0  1  11\n四、结转下年度继续办理    0    0  0  0  0  0\n') p, cells(p.figures) c;
-- columns set out with blanks, over whose empty cells the numbers have moved: a whole row does not tell their places
SELECT p.figures['requests.confirm_or_reissue.natural_person'] AS natural_person, p.figures['requests.unjustified_mass.total'] AS total, p.figures['requests.needs_creation.total'] AS needs_creation
FROM parse_report(E'乙市2020年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n自然人  法人或其他组织  总计\n商业企业  科研机构  社会公益组织  法律服务机构  其他\n（四）无法提供  1.本机关不掌握相关政府信息               0        0        0        0        0        0        0\n2.没有现成信息需要另行制作                               8        0        0        8\n4.无正当理由大量反复申请                                10        0        0        0       10\n5.要求行政机关确认或重新出具已获取信息                   8        0        0        0\n') p;
-- all rows have their totals but one, whose last number may be it: 487 may stand elsewhere
SELECT p.figures['requests.process_information.other_organisation'] AS other_organisation, p.figures['requests.process_information.total'] AS total, p.figures['requests.granted.total'] AS granted
FROM parse_report(pg_temp.three('| （一）予以公开 | 5 | | | | | 2 | 7 |', '| 1.属于国家秘密 | | 3 | | | | | 3 |', '| 5.属于三类内部事务信息 | 1 | | 1 | | | | 2 |', '| 6.属于四类过程性信息 | 487 | | | 5 | | 487 | |', '| （七）总计 | 493 | 3 | 1 | | | 2 | 499 |')) p;
-- no row has its total, and one ends in its sum: which of them have moved, nothing tells
SELECT count(c.value) AS read FROM parse_report(pg_temp.three('| 一、本年新收政府信息公开申请数量 | 2 | | 2 | | | 4 | |', '| 7.属于行政执法案卷 | | | | | 6 | | |', '| 3.其他 | 0 | | | 7 | | | |', '| （七）总计 | 2 | 2 | 5 | 0 | | 4 | |')) p, cells(p.figures) c;
-- on a page with a wrong sum, a row that lost cells, and whose last number is more than the sum of the others: it may be no total
SELECT p.figures['requests.confirm_or_reissue.total'] AS total
FROM parse_report(replace(E'乙市2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量,5,0,0,0,0,0,6,\n（一）予以公开,3,0,0,0,0,3,\n5.要求行政机关确认或重新出具已获取信息,0,0,0,2,\n（七）总计,5,0,0,0,0,0,5,\n', ',', ' | ')) p;
-- rows of table 三 that run together have no cut, so cells are lost: then "0205" of table 二 may be two numbers
SELECT way, p.figures['proactive.government_rules.repealed'] AS repealed, p.figures['proactive.government_rules.in_force'] AS in_force
FROM (VALUES ('cells lost', '18234421740601149 6981951162702026 723522088354202670 618121017350601418 647554068601887'), ('whole', '4000004 7000007 30100004 1000001 2000002')) v(way, three), LATERAL string_to_array(three, ' ') r,
	parse_report(E'乙市2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n信息内容本年制发件数本年废止件数现行有效件数\n规章0205\n行政规范性文件000\n三、收到和处理政府信息公开申请情况\n（一）予以公开' || r[1] || E'\n（二）部分公开' || r[2] ||
		E'\n2.其他法律行政法规禁止公开' || r[3] || E'\n6.属于四类过程性信息' || r[4] || E'\n8.属于行政查询事项' || r[5] || E'\n') p;
-- a column of remarks, all empty and without a head, behind the total
SELECT p.figures['requests.received.total'] AS received, p.figures['requests.carried_in.natural_person'] AS carried_in
FROM parse_report(pg_temp.three('| 一、本年新收政府信息公开申请数量 | 8 | 3 | 0 | 0 | 0 | 0 | 11 | |', '| 二、上年结转政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 | |', '| （一）予以公开 | 0 | 0 | 4 | 0 | 0 | 0 | 4 | |')) p;

-- text of a spreadsheet, cells between commas or semicolons, in quotation marks or not
SELECT form, sign, quote, r.equal, r.wrong, r.missed FROM sample, unnest(ARRAY[',', ';']) sign, unnest(ARRAY['', '"']) quote,
	LATERAL (SELECT pg_temp.by_lines(f, quote, quote || sign || quote, quote, E'\r\n') AS page) p, LATERAL pg_temp.read_back(page, f) r WHERE n = 2 AND blank_percent = 0 ORDER BY form, sign, quote;
SELECT p.sections->'一'->>'text' AS overview, p.figures['proactive.government_rules.in_force'] AS in_force
FROM parse_report(E'乙市2023年政府信息公开工作年度报告\n一、总体情况\n收到3件,答复2件,结转1件。\n二、主动公开政府信息情况\n信息内容,本年制发件数,本年废止件数,现行有效件数\n规章,0,0,"1,207"\n行政规范性文件,3,0,9\n三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量,3,0,0,0,0,0,3\n（一）予以公开,2,0,0,0,0,0,2\n四、结转下年度继续办理,1,0,0,0,0,0,1\n') p;
-- the last row of table 四 ends in its sum before the column of its total: its cells may have moved, those of the others stand where they stand
SELECT p.figures['remedies.reconsideration.total'] AS reconsiderations, p.figures['remedies.suit_after_reconsideration.overturned'] AS overturned, p.figures['remedies.suit_after_reconsideration.pending'] AS pending
FROM unnest(ARRAY['2 | | | 0 | 2 | 0 | 0 | | 0 | 0 | | 1 | 0 | 1 | |', '2 | | | 0 | 2 | 0 | 0 | | 0 | 0 | | 1 | 0 | | 1 |']) numbers, parse_report(pg_temp.four('', numbers)) p;
