-- parse_report(): each kind of damage that pages show, in samples of our own.
SET search_path = disclosure, public;

CREATE FUNCTION pg_temp.table_of(page text, name text) RETURNS TABLE (path text, value numeric)
LANGUAGE sql AS $$
	SELECT c.path, c.value FROM cells((parse_report($1)).figures) c WHERE c.path LIKE $2 || '.%'
$$;
CREATE FUNCTION pg_temp.notes(page text, kinds text DEFAULT NULL)
RETURNS TABLE (kind text, cell text, raw text, value text, sure text)
LANGUAGE sql AS $$
	SELECT n->>'kind', n->>'cell', n->>'raw', n->>'value', n->>'sure'
	FROM jsonb_array_elements((parse_report($1)).notes) n
	WHERE n->>'kind' NOT IN ('title', 'year', 'section', 'table', 'missing_rows') AND ($2 IS NULL OR n->>'kind' = ANY (string_to_array($2, ' ')))
$$;

-- a whole page of form 2019: rows have lost some of their empty cells, cells are broken over lines
CREATE TEMP TABLE sample AS SELECT
'索 引 号: | K10000-1000-2021-0007 | 分 类: | 政府信息公开工作年度报告 | |||
责任部门: | 发文日期: | 2021-01-28 09:14:28 | ||||
标 题: | 甲县2020年政府信息公开工作年度报告 | |||||
有效性: | 有效 | 浏览: |
本报告数据统计期限为2020年1月1日至12月31日。
一、总体情况
2020年，新收申请9件。
二、主动公开政府信息情况
第二十条第(一)项 | |||
信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |
规 章 | 0 | 0 | 0 |
规范性文件 | 3 | 3 | 1,874 |
第二十条第(五)项 | |||
信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |
行政许可 | 161 | -8 | 2537 |
其他对外管理服务事项 | 194 | ＋３ | 16681 |
第二十条第(六)项 | |||
信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |
行政处罚 | 2133 | / | 1065 |
行政强制 | 72 | 0 | 约30 |
第二十条第(八)项 | |||
信息内容 | 上一年项目数量 | 本年增/减 | |
行政事业性收费 | 3138.14万元 | +1108.67万元 | |
第二十条第(九)项 | |||
信息内容 | 采购项目数量 | 采购总金额 | |
政府集中采购 | 947个 | 1.19亿元 |
三、收到和处理政府信息公开申请情况
本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和 | 申请人情况 | ||||||
自然人 | 法人或其他组织 | 合计 | |||||
商业 企业 | 科研 机构 | 社会公益组织 | 法律服务机构 | 其他 | |||
一、本年新收政府信息公开申请数量 | 6 | 3 | 0 | 0 | 0 | 0 | 9 |
二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
三、本年度办理结果 | (一)予以公开 | 5 | 3 |
|
| 8 | |
(二)部分公开(区分处理的,只记这一情形,不记其他情形) | 1 |
|
|
| 1 | ||
(三)不予公开 | 1.属于国家秘密 | 0 |
|
|
| 0 | |
2.其他法律行政止公开 |
|
|
|
| 0 | ||
(五)不予处理 | 1.信访投诉举报类申请 | 0 |
|
|
| 0 | |
(六)其他处理 | 0 |
|
|
| 0 | ||
| (七)总计 | 6 | 3 |
|
| 9 | |
四、结转下年度继续办理 | 0 |
|
|
| 0 |
四、政府信息公开行政复议、行政诉讼情况
行政复议 | 行政诉讼 | |||||||||||||
结果维护 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | 复议后起诉 | ||||||||
结果维护 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维护 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | |||||
1 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0
五、存在的主要问题及改进情况
形式还不够多样。
六、其他需要报告的事项
无。'::text AS page;
SELECT title, unit_name, year, form, index_number, issued_on FROM sample, parse_report(page);
SELECT key, value->>'title' AS title, length(value->>'text') > 0 AS has_text
FROM sample, jsonb_each((parse_report(page)).sections) ORDER BY key COLLATE "C";
SELECT figures FROM sample, parse_report(page) \gx (format=unaligned)
SELECT n.* FROM sample, pg_temp.notes(page) n;
SELECT n->>'text' AS text FROM sample, jsonb_array_elements((parse_report(page)).notes) n
WHERE n->>'cell' IN ('requests.granted.enterprise', 'requests.granted.total', 'proactive.procurement.amount', 'proactive.compulsion.decisions');

-- each cell on a line of its own, rows after a pipe of their own, remarks in labels, a blank kept; form 2021
CREATE TEMP TABLE cell_a_line AS SELECT
'二、主动公开政府信息情况
|
第二十条第(一)项 | |||
|
信息内容 |
本年制发件数 |
本年废止件数 |
现行有效件数 (历史累计) |
|
规章(设区的市应提供相关数据) |
0 |
0 |
|
|
行政规范性文件 |
5 |
12 |
8 |
|
其他主动公开文件(含以本单位名义签发的) |
7 |
7 |
7 |
|
第二十条第(八)项 | |||
|
信息内容 |
本年收费金额(单位:万元) |
|
行政事业性收费 |
251000元 | ||
三、收到和处理政府信息公开申请情况
2022年共收到8份申请。
|
(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和) |
申请人情况 | ||||||||
|
一、本年新收政府信息公开申请数量 |
8 |
0 |
0 |
0 |
0 |
0 |
8 | |||||||||
|
二、上年结转政府信息
公开申请数量 |
0 |
0 |
0 |
0 |
- 3 -
0 |
0 |
0 |'::text AS page;
SELECT figures FROM cell_a_line, parse_report(page);
SELECT n.* FROM cell_a_line, pg_temp.notes(page) n;

-- no rule decides which applicants the numbers are of, and position no more than zeros: blank, with a note; the total is the sum of the others
SELECT * FROM pg_temp.notes('三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数量 | 8 | 8 | |||||
二、上年结转政府信息公开申请数量 | 0 | 0 | |||||
(一)予以公开 | 8 | ||||||
规章 | 1 | 2 | |');
SELECT * FROM pg_temp.table_of('三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数量 | 8 | 8 | |||||
(一)予以公开 | 8 | ||||||', 'requests') WHERE value IS NOT NULL;

-- a report of zeros whose rows lost the same cells: by position
SELECT cell, value, sure FROM pg_temp.notes('三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数量 | 0 |
|
|
| 0 | ||
二、上年结转政府信息公开申请数量 | 0 |
|
|
| 0 | ||
(七)总计 |
|
|
|
| 0 | ||
四、结转下年度继续办理 | 0 |
|
|
| 0 | ||
四、政府信息公开行政复议、行政诉讼情况
');

-- rows without a pipe at their end, the last cell empty
SELECT * FROM pg_temp.table_of('三、收到和处理政府信息公开申请情况
自然人 | 法人或其他组织 | 总计
商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他
一、本年新收政府信息公开申请数量 | 8 | 1 | 0 | 0 | 0 | 0 | 9
二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0
三、本年度办理结果 | (一)予以公开 | 7 | 1 | 0 | 0 | 0 | 0 | 
(七)总计 | 7 | 1 | 0 | 0 | 0 | 0 | 8
四、政府信息公开行政复议、行政诉讼情况
', 'requests') WHERE path LIKE '%.granted.%' OR path LIKE '%.processed.%';

-- a table of Markdown; torn labels belong to no row, and a header in the middle of the table is not one of its rows
SELECT path, value FROM pg_temp.table_of('三、收到和处理政府信息公开申请情况
### 一、本年新收政府信息公开申请数量
| 类别 | 数据1 | 数据2 | 数据3 | 数据4 | 数据5 | 数据6 | 总计 |
|---|---|---|---|---|---|---|---|
| 本年新收政府信息公开申请数量 | 5 | 3 | 0 | 0 | 5 | 0 | 13 |
1.本机关不掌握相关政
府信息
| 4 | 0 | 0 | 0 | 0 | 0 | 4 |
|---|---|---|---|---|---|---|
| 3. 其他 | 2 | 1 | 0 | 0 | 0 | 0 | 3 |
| （七）总计 | 10 | 3 | 0 | 0 | 0 | 0 | 13 |', 'requests') WHERE value IS NOT NULL;

-- torn labels: a row whose first cells are empty, one whose last is, and one that is all empty, each in its place; a label that breaks off has its numbers on the next line
SELECT row, numbers FROM (SELECT split_part(path, '.', 2) AS row, string_agg(coalesce(value::text, '_'), ' ' ORDER BY position) AS numbers, min(position) AS first FROM pg_temp.table_of('三、收到和处理政府信息公开申请情况
| 一、本年新收政府信息公开申请数量 | 60 | 2 | 0 | 0 | 0 | 0 | 62 |
| 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
| （一）予以公开 | 9 | 0 | 0 | 0 | 0 | 0 | 9 |
（二）部分公开
（区分处理的
|  |  | 0 | 0 | 0 | 0 | 4 |
| 1.属于国家秘密 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
|---|---|---|---|---|---|---|---|
| 7 | 1 | 0 | 0 | 0 | 0 |  |
2.其他法律行
|  |  |  |  |  |  |  |
3.危及“三
| 5 | 0 | 0 | 0 | 0 | 0 | 5 |
4.保护第
| 5.属于三类内部事务信息 |  |  |  |  |  |  |  |
| 6 | 0 | 0 | 0 | 0 | 0 | 6 |
6.属于四类
| 7.属于行政执法案卷 | 8 | 0 | 0 | 0 | 0 | 0 | 8 |
| 1.本机关不掌握相关政府信息 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |
| 2.没有现成信息需要另 |  |  |  |  |  |  |  |
| 行制作 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |
| 3.补正后申请内容仍不明确 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |', 'requests') JOIN (SELECT path, min(position) AS position FROM form_cell GROUP BY path) c USING (path) GROUP BY 1) x WHERE numbers ~ '\d' ORDER BY first;
-- labels that span columns: in each of them, or with empty cells; if one is missing an empty cell may be its column
SELECT nr, figures FROM unnest(ARRAY['| 信息内容 | 本年新制作数量 | 本年新公开数量 | 本年新公开数量 | 对外公开总数量 |
| 规章 | 0 | 1 |  | 3 |
| 规范性文件 | 2 |  | 1 | 17 |
| 信息内容 | 上一年项目数量 |  | 本年增/减 |  | 处理决定数量 |
| 行政许可 | 6 |  |  | -1 | 194 |
| 其他对外管理服务事项 | 6 | 7 | -1 |  | 194 |', '| 信息内容 | 本年新制作数量 |  | 对外公开总数量 |
| 规章 | 0 | 1 | 3 |
| 规范性文件 |  | 1 | 17 |', '| 信息内容 | 本年收费金额（单位：万元） | 本年收费金额（单位：万元） | 本年收费金额（单位：万元） |
| 行政事业性收费 | 1.5 |  |  |']) WITH ORDINALITY v(two, nr),
	LATERAL (SELECT figures FROM parse_report('二、主动公开政府信息情况
' || two)) r ORDER BY nr;
SELECT (figures::jsonb)->'remedies' AS remedies FROM unnest(ARRAY['| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | 复议后起诉 |
| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
|  | 0 | 1 | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 2 | 0 | 0 | 0 |  |', '| 维持 | 结果 | 审结 |
| 0 | 3 | 0 | 0 | 3 | 4 | 1 | 1 | 8 | 14 | 0 | 3 | 0 | 9 |  |', '| 维持 | 结果 | 审结 |
| 0 | 3 | 0 | 0 | 3 | 4 | 1 | 1 | 8 | 13 | 0 | 3 | 0 | 9 |  |']) WITH ORDINALITY v(four, nr),
	LATERAL (SELECT figures FROM parse_report('四、政府信息公开行政复议、行政诉讼情况
| 行政复议 | 行政诉讼 |
' || four)) r ORDER BY nr;

-- Empty cells lost in every row: an office that fills in the first column and the total throughout, zeros too, is read if all sums hold with them.
CREATE FUNCTION pg_temp.thin_page(other text) RETURNS text LANGUAGE sql AS $$
	SELECT E'乙县2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n' || string_agg(row_label || ' | ' || coalesce(
		(SELECT replace(cells, ' ', E' |\n| ') FROM regexp_split_to_table('received 5 1 6,granted 3 1 4,not_held 2 2,processed 5 1 6,' || other, ',') o, split_part(o, ' ',
			1) name, substr(o, strpos(o, ' ') + 1) cells
			WHERE name = row ORDER BY o = ANY (regexp_split_to_array(other, ',')) DESC LIMIT 1), E'0 |\n| 0') || ' |', E'\n' ORDER BY position) || E'\n四、政府信息公开行政复议、行政诉讼情况\n'
	FROM (SELECT split_part(path, '.', 2) AS row, min(row_label) AS row_label, min(position) AS position FROM form_cell WHERE form = '2021' AND path LIKE 'requests.%' GROUP BY 1) r $$;
SELECT other, count(value) AS cells, string_agg(concat_ws(' ', regexp_replace(path, '^requests\.', ''), value), ', ' ORDER BY path) FILTER (WHERE value <> 0) AS numbers
FROM unnest(ARRAY['', 'not_held 1 2', 'not_held 1 1 2', 'granted 1 4', 'repeated  ', 'processed 5 1 7', 'repeated 7', 'repeated 0 0 0',
	'received 6 6,granted 4 4,processed 6 6', 'received 6 6,granted 4 4,processed 6 6,repeated 0 0 0']) WITH ORDINALITY o(other, nr),
	cells((parse_report(pg_temp.thin_page(other))).figures) GROUP BY nr, other ORDER BY nr \gx (format=unaligned)

-- table 四 in three parts, and without its header: then its sums must hold
SELECT (parse_report('四、因政府信息公开工作被申请行政复议、提起行政诉讼情况
行政复议 |
结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
27 | 10 | 9 | 15 | 61 |
行政诉讼 |
未经复议直接起诉 | 复议后起诉 |
结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
3 | 0 | 0 | 0 | 3 | 8 | 0 | 1 | 1 | 10 |')).figures;
SELECT sums, (parse_report('四、政府信息公开行政复议、行政诉讼情况
| ' || sums || ' |')).figures
FROM (VALUES ('119 | 25 | 91 | 24 | 259 | 7 | 0 | 15 | 6 | 28 | 21 | 1 | 7 | 9 | 38'),
	('119 | 25 | 91 | 24 | 258 | 7 | 0 | 15 | 6 | 28 | 21 | 1 | 7 | 9 | 38'),
	('119 | 25 | 91 | 24 | 259 | 7 | 0 | 15 | 6 | 28 | 21 | 1 | 7 | 9')) v(sums) \gx (format=unaligned)

-- forms: by content, mixed with the other, against the year, by the year alone
CREATE FUNCTION pg_temp.form_of_page(two text, three text, year text) RETURNS TABLE (form text, figures figures, notes text)
LANGUAGE sql AS $$
	SELECT r.form, r.figures, (SELECT string_agg(n->>'text', ' ') FROM jsonb_array_elements(r.notes) n WHERE n->>'kind' = 'form')
	FROM parse_report(format(E'乙县%s年政府信息公开工作年度报告\n二、主动公开政府信息情况\n%s\n三、收到和处理政府信息公开申请情况\n%s\n', year, two, three)) r
$$;
\set two_2019 E'信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |\n行政许可 | 1 | 2 | 3 |'
\set two_2021 E'信息内容 | 本年处理决定数量 |\n行政许可 | 3 |'
\set three_2019 '(六)其他处理 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |'
\set three_2021 E'(六)其他处理 | 1.逾期不补正 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n3.其他 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |'
SELECT * FROM pg_temp.form_of_page(:'two_2019', :'three_2019', '2020');
SELECT * FROM pg_temp.form_of_page(:'two_2019', :'three_2019', '2022');
SELECT * FROM pg_temp.form_of_page(:'two_2021', :'three_2019', '2023') \gx (format=unaligned)
SELECT * FROM pg_temp.form_of_page(:'two_2021', :'three_2021', '2023');
SELECT * FROM pg_temp.form_of_page('', '', '2019');
SELECT * FROM pg_temp.form_of_page('', '', '2018');

-- contents of cells: a count of items, an amount in 万元, and a column that offices use for both
SELECT raw, items AS "个", amount AS "万元", either AS "项或万元"
FROM unnest(ARRAY['947个', '+5', '－5', '１２', '1,234', '12,34', '1 234', '5.0', '5.5', '3万件', '1.19亿元', '1.19亿', '251000元', '251000.01元',
	'3138.14万元', '0元', '30%', '约30', '/', '—', '无', '不适用', '99999999999999999999', '? 7', '?7', '']) WITH ORDINALITY r(raw, nr),
	LATERAL (SELECT f['proactive.procurement.items'] AS items, f['proactive.procurement.amount'] AS amount, f['proactive.charges.items'] AS either
		FROM (SELECT (parse_report(format(E'二、主动公开政府信息情况\n信息内容|上一年项目数量|本年增/减|\n行政事业性收费|%1$s|0|\n信息内容|采购项目数量|采购总金额|\n政府集中采购|%1$s|%1$s|\n', raw))).figures) x(f)) y
ORDER BY nr;
-- the unit in the header of the column
SELECT unit, f['proactive.procurement.amount'] AS amount
FROM unnest(ARRAY['', '（元）', '（万元）', '（单位：亿元）']) unit,
	LATERAL (SELECT (parse_report(format(E'二、主动公开政府信息情况\n信息内容|采购项目数量|采购总金额%s|\n政府集中采购|1|477.35|\n', unit))).figures) x(f);

-- headers: cut short, lost, in another order, of columns that the row does not have
SELECT head, r.figures, (SELECT string_agg(n->>'text', ' ') FROM jsonb_array_elements(r.notes) n WHERE n->>'kind' = 'header') AS note
FROM unnest(ARRAY['信息内容|本年新|本年新|对外公开总数量|', '', '信息内容|对外公开总数量|本年新制作数量|本年新公开数量|',
	'信息内容|上一年项目数量|本年增/减|处理决定数量|', '信息内容|某列|本年新制作数量|本年新公开数量|对外公开总数量|']) head,
	parse_report(E'丙县2020年政府信息公开工作年度报告\n二、主动公开政府信息情况\n第二十条第（一）项|\n' || head || E'\n规范性文件|1|2|3|\n') r;
SELECT n.* FROM pg_temp.notes(E'三、收到和处理政府信息公开申请情况\n总计|自然人|商业企业|\n一、本年新收政府信息公开申请数量|8|8|0|0|0|0|0|\n') n;

-- cut off: the cells that are there, but not the one the page ends in
SELECT cell, raw, value, sure FROM pg_temp.notes(E'三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |\n二、上年结转政府信息公开申请数量 | 0 | 1');
SELECT value FROM pg_temp.table_of(E'三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |\n二、上年结转政府信息公开申请数量 | 0 | 1', 'requests.carried_in');
SELECT value FROM pg_temp.table_of(E'三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |\n二、上年结转政府信息公开申请数量 | 0 | 0', 'requests.carried_in');
-- bold words and numbers of Markdown; a page that says its form by its year alone
SELECT form, figures FROM unnest(ARRAY[E'| 信息内容 | 本年处理决定数量 |\n|---|---|\n| **行政许可** | **213** |\n| 行政处罚 | *5* |\n', E'行政许可 | 213\n\n']) rows,
	parse_report(E'甲局2022年政府信息公开工作年度报告\n二、主动公开政府信息情况\n' || rows || E'\n三、收到和处理政府信息公开申请情况\n');

-- not the first cells, as the sums tell: it is the first that are lost
SELECT first, (r.figures::jsonb - 'form')::text AS figures FROM unnest(ARRAY['/ | / | ', ' |  | ', '约3 | 4 | ', '3 | 4 | ']) first,
	parse_report(E'甲局2022年政府信息公开工作年度报告\n四、政府信息公开行政复议、行政诉讼情况\n行政复议 | 行政诉讼\n结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | 复议后起诉\n结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计\n'
		|| first || '10 | 109 | 126 | 1 | 0 | 27 | 0 | 28 | 0 | 11 | 65 | 34 | 110') r;

-- a number with its parts, in its cell or below it, and units in brackets; a second number in brackets, and words about the number, are neither
SELECT raw, kind, value FROM unnest(ARRAY['22（其中修订16件）', '22件(含自然失效 2 件)', '395.7（万元）', '22（件）', '22（16）', '1（撤回）', '22（其中', '22（其中16件）人', '8*', '3[1]', '0①', '8件**',
	'3[1', '零', '〇', '零件', '8*3']) raw,
	read_cell(CASE WHEN raw ~ '万' THEN 'proactive.charges.amount' ELSE 'proactive.licensing.decisions' END, raw);
SELECT cell, raw, value, sure FROM pg_temp.notes(E'二、主动公开政府信息情况\n第二十条第（一）项\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章\n22\n（其中修订 16 件）\n55\n（含自然失效 29 件）\n235\n行政规范性文件\n1\n0\n3\n');
SELECT figures FROM parse_report(E'甲市2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n第二十条第（一）项\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章\n22\n（其中修订 16 件）\n55\n（含自然失效 29 件）\n235\n行政规范性文件\n1\n0\n3\n');

-- too many cells, a row twice, a row of two levels
SELECT kind, cell, raw FROM pg_temp.notes(E'三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数量 | 8 | 0 | 0 | 0 | 0 | 0 | 0 | 8 |
二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |
(六)其他处理 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |
1.逾期不补正 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |
');

-- no such report: NULL, and a note says why; tables missing: blank
SELECT page, r.form, r.figures, (SELECT string_agg(n->>'kind', ' ') FROM jsonb_array_elements(r.notes) n WHERE n->>'kind' <> 'section') AS notes
FROM unnest(ARRAY['', ' | | ', '今天天气很好。', '{"form":"2021"}', '指标名称|计量单位|2018年度|历年累计|\n主动公开文件数|条|2069|12106|',
	E'甲局2018年政府信息公开工作年度报告\n一、概述\n',
	E'甲局2020年政府信息公开工作年度报告\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n',
	'<table><tr><td>规章</td><td>0</td></tr></table>']) page, parse_report(page) r;

-- above the report
SELECT title, unit_name, year, index_number, issued_on, (SELECT string_agg(n->>'text', ' ') FROM jsonb_array_elements(notes) n WHERE n->>'kind' IN ('title', 'year', 'issued_on')) AS notes
FROM unnest(ARRAY[
	'2022年某某区审计局政府信息公开工作年度报告',
	'某某市人民政府信息公开工作2019年度报告',
	'某某局关于二〇二〇年度政府信息公开工作年度报告',
	E'# 某某县人民政府 2025 年 政府信息公开工作年度报告\n\n索引号：11370812004339255B/2020-22849 发布日期：2026年1月23日 来源：办公室',
	E'某某镇政府信息公开工作年度报告\n本报告统计期限自 2021 年 1 月 1 日起至 2021 年 12 月 31 日止。',
	E'某某镇2020年政府信息公开工作年度报告\n统计期限为2021年1月1日至12月31日。',
	E'索引号: | null02D | 发布日期: | 2021-02-30 |\n名 称: | 某某镇2020年政府信息公开年报 |',
	'分类：政府信息公开工作年度报告']) page, parse_report(page);

-- damaged at random: whatever it is, no error
SELECT setseed(0.5);
SELECT count(*), count(figures) > 0 AS some_read FROM (
	SELECT overlay(overlay(page placing mark from 1 + (random() * length(page))::int for (random() * 40)::int)
		placing substr(page, (random() * length(page))::int, (random() * 100)::int) from 1 + (random() * length(page))::int for (random() * 100)::int) AS damaged
	FROM sample, generate_series(1, 300) i, unnest(ARRAY['', '|', '||', E'\n', E'|\n', '0', '8 |', '总计', '（', '一、', chr(12288)]) mark) d,
	parse_report(damaged);

-- A page that lost a few zeros here and there, or its end: numbers are read as published, and the rest is blank.
\set page `cat demo/pages/suqian-2023.txt`
CREATE TEMP TABLE damaged AS
SELECT 'lost' AS damage, replace(replace(replace(:'page',
	'（一）予以公开 | 1175 | 12 | 0 | 3', '（一）予以公开 | 1175 | 12 | 3'),
	'8.属于行政查询事项 | 20 | 1 | 0 | 0 | 0 | 0 | 21', '8.属于行政查询事项 | 20 | 1 | 0 | 0 | 0 | 21'),
	'3.要求提供公开出版物 | 0 | 0 | 0', '3.要求提供公开出版物 | 0 | 0') AS page
UNION ALL SELECT 'cut', left(:'page', n) FROM generate_series(600, length(:'page'), 7) n;
SELECT damage, count(*) FILTER (WHERE length(page) < length(:'page')) = count(*) AS all_damaged FROM damaged GROUP BY damage ORDER BY damage;
SELECT damage, path, whole.value, part.value AS read
FROM damaged, cells((parse_report(page)).figures) part JOIN cells((parse_report(:'page')).figures) whole USING (path)
WHERE part.value <> whole.value;

-- numbers as people and programs spoil them: signs without width (a point here: psql's versions differ about their width), a letter for a digit, marks of footnotes
SELECT translate(v, U&'\200B\00AD\200F\2060', '····') AS v, p.figures['proactive.government_rules.issued'] AS issued, (SELECT min(n->>'kind') FROM jsonb_array_elements(p.notes) n WHERE n->>'cell' = 'proactive.government_rules.issued') AS told
FROM unnest(ARRAY[U&'1\200B3\200B5', U&'1\00AD35', U&'\200F135\2060', 'O', '1O5', '13l', 'l35', '29l8', 'O2O', '135¹', '135²³', '135（注1）', '135※', '空', '135（注意）']) v,
	parse_report(E'<h1>乙市2023年政府信息公开工作年度报告</h1><h2>二、主动公开政府信息情况</h2><table><tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数<tr><td>规章<td>' || v || '<td>0<td>7</table>') p;
-- the same in plain text
SELECT translate(v, U&'\200B\00AD\200F\2060', '····') AS v, p.figures['proactive.government_rules.issued'] AS issued, p.figures['proactive.licensing.decisions'] AS decisions
FROM unnest(ARRAY[U&'1\200B3\200B5', 'O', '29l8']) v, unnest(ARRAY['  ', E'\n']) sign,
	parse_report(replace(E'乙市2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n信息内容,本年制发件数,本年废止件数,现行有效件数\n规章,' || v || E',0,7\n信息内容,本年处理决定数量\n行政许可,' || v || E'\n三、收到和处理政府信息公开申请情况\n', ',', sign)) p;
