-- Pages that lost all that parted their cells: "…8.属于行政查询事项0000000（四）…".
SET search_path = disclosure, public;
\set ECHO none
\i sql/include/pages.sql
\set ECHO all
CREATE FUNCTION pg_temp.told(page text, OUT figures text, OUT notes text) LANGUAGE sql AS $$
	SELECT (r.figures::jsonb - 'form')::text,
		(SELECT string_agg(concat_ws(' ', n->>'cell', '(' || (n->>'sure') || ')', n->>'text'), E'\n' ORDER BY o) FROM jsonb_array_elements(r.notes) WITH ORDINALITY a(n, o)
			WHERE n->>'kind' = 'run_together')
	FROM parse_report(page) r $$;

-- Whole pages.  Numbers are read as written: never another number, whichever cells are blank; and of a page filled in whole most is read.
CREATE TEMP TABLE written AS SELECT form, blank_percent, n, f, pg_temp.by_lines(f, '', '', '', '') AS glued, pg_temp.by_lines(f, '', '', '', E'\n') AS rows_apart
FROM sample WHERE n <= 3;
SELECT form, blank_percent, count(*) AS pages, sum(wrong) AS wrong, sum(missed) * 100 <= sum((SELECT count(value) FROM cells(f))) * CASE blank_percent WHEN 0 THEN 20 ELSE 100 END AS few_missed,
	string_agg(DISTINCT kinds, '; ') AS notes
FROM written, unnest(ARRAY[glued, rows_apart]) page, pg_temp.read_back(page, f) GROUP BY form, blank_percent ORDER BY form, blank_percent;
-- every row that is not read whole has a note
SELECT DISTINCT split_part(path, '.', 2) AS without_note FROM written, parse_report(glued) r, LATERAL (SELECT path FROM cells(f) w WHERE value IS NOT NULL AND r.figures[path] IS NULL) m
WHERE NOT EXISTS (SELECT FROM jsonb_array_elements(r.notes) note WHERE note->>'sure' = 'ambiguous' AND m.path LIKE (note->>'cell') || '.%');

-- One row, cut by its own sum: one way, two ways, no way.
\set three '三、收到和处理政府信息公开申请情况'
SELECT row, t.* FROM unnest(ARRAY['713000074', '0000000', '8000008', '1234560000012345678', '110000011', '411100016', '800000010', '8000009', '81/0009', '1111116',
	'11213', '8-100007']) WITH ORDINALITY v(row, nr),
	pg_temp.told(:'three' || '一、本年新收政府信息公开申请数量' || row || '二、上年结转政府信息公开申请数量0000000三、本年度办理结果（一）予以公开') t ORDER BY nr \gx (format=unaligned)

-- Two rows that only together with the others can be cut: the balance decides.
SELECT carried_out, t.* FROM unnest(ARRAY['1000001', '0100001', '0000000']) carried_out, pg_temp.told(:'three'
	|| '一、本年新收政府信息公开申请数量110000011二、上年结转政府信息公开申请数量0000000三、本年度办理结果（一）予以公开100000010（七）总计100000010四、结转下年度继续办理' || carried_out) t \gx (format=unaligned)

-- The number of the next label belongs to no cell of the row, a year to no cell at all; signs, units, decimals.
SELECT * FROM pg_temp.told(:'three' || '（四）无法提供1.本机关不掌握相关政府信息22000042.没有现成信息需要另行制作00000003.补正后申请内容仍不明确1000001（五）不予处理1.信访举报投诉类申请00000002.重复申请0000000') \gx (format=unaligned)
SELECT * FROM pg_temp.told('甲县2020年政府信息公开工作年度报告二、主动公开政府信息情况2020年，主动公开信息320条。第二十条第（一）项信息内容本年新制作数量本年新公开数量对外公开总数量规章000规范性文件3件3件1874件'
	|| '第二十条第（五）项信息内容上一年项目数量本年增/减处理决定数量行政许可161-82537其他对外管理服务事项194+316681第二十条第（六）项信息内容上一年项目数量本年增/减处理决定数量行政处罚0/0行政强制000'
	|| '第二十条第（八）项信息内容上一年项目数量本年增/减行政事业性收费3.5-1.25第二十条第（九）项信息内容采购项目数量采购总金额政府集中采购947个119.5万元三、收到和处理政府信息公开申请情况一、本年新收政府信息公开申请数量0000000') \gx (format=unaligned)
-- If cells have vanished somewhere in a table, no row of it is certain but one of zeros: in another row, a row without digits.
SELECT what, t.* FROM (VALUES ('none', '规章000行政规范性文件222', '0000000'), ('of a row', '规章00行政规范性文件222', '0000000'), ('a row', '规章行政规范性文件222', '0000000'),
	('of table 三', '规章000行政规范性文件222', '00')) v(what, two, three),
	pg_temp.told('甲县2023年政府信息公开工作年度报告二、主动公开政府信息情况信息内容本年制发件数本年废止件数现行有效件数' || two || :'three' || '一、本年新收政府信息公开申请数量' || three || '二、上年结转政府信息公开申请数量1000001') t \gx (format=unaligned)
-- blanks left at a cut
SELECT * FROM pg_temp.told(:'three' || '一、本年新收政府信息公开申请数量11 00000 11二、上年结转政府信息公开申请数量1 0 0 0 0 0 1') \g (format=unaligned)
-- table 四
SELECT (figures::jsonb)->'remedies' AS remedies, notes FROM unnest(ARRAY['000000000000000', '11925912425970156282117938', '11 0 0 0 11 1 0 0 0 1 0 0 0 0 0',
	'101020000010001']) WITH ORDINALITY v(row, nr),
	pg_temp.told(:'three' || '一、本年新收政府信息公开申请数量0000000二、上年结转政府信息公开申请数量0000000四、政府信息公开行政复议、行政诉讼情况行政复议行政诉讼结果维持结果纠正其他结果尚未审结总计未经复议直接起诉复议后起诉结果维持结果纠正其他结果尚未审结总计结果维持结果纠正其他结果尚未审结总计' || row || '五、存在的主要问题及改进情况') t
ORDER BY nr \gx (format=unaligned)

-- A page with a wrong sum: as many digits as cells are one a cell, if most of the sums hold.
SELECT row, (figures::jsonb)->'remedies' AS remedies, notes FROM unnest(ARRAY['400000251821036', '1000010001102001', '100001000110200', '10000100011020/']) WITH ORDINALITY v(row, nr),
	pg_temp.told(:'three' || '一、本年新收政府信息公开申请数量0000000二、上年结转政府信息公开申请数量1000002四、政府信息公开行政复议、行政诉讼情况行政复议行政诉讼结果维持结果纠正其他结果尚未审结总计未经复议直接起诉复议后起诉结果维持结果纠正其他结果尚未审结总计结果维持结果纠正其他结果尚未审结总计' || row || '五、存在的主要问题及改进情况') t
ORDER BY nr \gx (format=unaligned)
-- Remarks in brackets with numbers and labels in them; misprinted labels of which another label is left, "办理结果" and "其他".
SELECT * FROM pg_temp.told('甲县2023年政府信息公开工作年度报告二、主动公开政府信息情况信息内容本年制发件数（指2023年）本年废止件数（件）现行有效件数（含规章2件）规章000行政规范性文件（含其他文件，3件以上合计）222信息内容本年处理决定数量（单位：件）行政许可（含20项（子项）委托事项）81行政处罚（件）7'
	|| '三、收到和处理政府信息公开申请情况一、本年新收政府信息公开申请数量4000004二、上年结转政府信息公开申请数量0000000三、本度年办理结果（一）予以公公1000001（二）部分公开（区分处理的，只记这一情形，不记其他情形）3000003（三）不予公开1.属于国家秘密0000000') t \gx (format=unaligned)
-- All on one line and the empty cells lost, but blanks between the numbers: if each row ends in its sum nothing runs together.
SELECT row, count(value) AS cells, string_agg(concat_ws(' ', regexp_replace(path, '^requests\.', ''), value), ', ' ORDER BY path) FILTER (WHERE value <> 0) AS numbers
FROM unnest(ARRAY['0 0', '00', '0 00', '1 1']) WITH ORDINALITY o(row, nr),
	LATERAL (SELECT '三、收到和处理政府信息公开申请情况 ' || string_agg(replace(row_label, '”', ' ”') || ' '
		|| CASE path WHEN 'requests.received.total' THEN '26 1 27' WHEN 'requests.granted.total' THEN '26 1 27' WHEN 'requests.processed.total' THEN '26 1 27'
		WHEN 'requests.repeated.total' THEN row ELSE '0 0' END, ' ' ORDER BY position) || ' 四、政府信息公开行政复议、行政诉讼情况' AS page FROM form_cell WHERE form = '2021' AND path LIKE 'requests.%.total') p,
	cells((parse_report(page)).figures) GROUP BY nr, row ORDER BY nr;

-- Blanks part all numbers from the labels and from one another: no numbers run together, and a row that has too few lost cells.
SELECT figures FROM unnest(ARRAY['规章 5 13 行政规范性文件 1 65', '规章 114 行政规范性文件 207', '规章 5 1 13 行政规范性文件 1 0 65', '规章513 行政规范性文件 1 65', '规章 000 行政规范性文件 1 65']) rows,
	parse_report('甲县财政局2022年政府信息公开工作年度报告 二、主动公开政府信息情况 信息内容 本年制发件数 本年废止件数 现行有效件数 ' || rows || ' 第二十条第（五）项 信息内容 本年处理决定数量 行政许可 213 ');

-- A label is lost, and the numbers of its row run into the row above: if they can be cut into two rows, they are not cut into one.
SELECT behind, p.figures['requests.internal_affairs.public_welfare'] AS public_welfare, p.figures['requests.internal_affairs.total'] AS total
FROM unnest(ARRAY['6.属于四类过程性信息0000000', '']) behind, parse_report(:'three' || '5.属于三类内部事务信息10201041000225' || behind || '7.属于行政执法案卷1010024') p ORDER BY behind;
-- Rows that can only be cut into fewer numbers have lost cells, and so may others: these are left, but for those with a digit a cell.
SELECT lost, string_agg(split_part(c.path, '.', 2) || ' ' || c.value, ', ' ORDER BY c.path) AS totals
FROM (VALUES ('two rows', '0490761117', '423022774'), ('one', '0490761117', '4230220774')) v(lost, one, two),
	parse_report(:'three' || '（一）予以公开5837750791250（二）部分公开1020014（三）不予公开1.属于国家秘密10020032.其他法律行政法规禁止公开01100243.危及“三安全一稳定”02002154.保护第三方合法权益11000025.属于三类内部事务信息'
		|| one || '（四）无法提供1.本机关不掌握相关政府信息2110127（五）不予处理2.重复申请' || two) p, cells(p.figures) c
WHERE c.path ~ '^requests.*total$' AND c.value IS NOT NULL GROUP BY lost ORDER BY lost;
