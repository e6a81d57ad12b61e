-- Numbers that wrap over lines, cells or rows: joined if that is the only reading, else blank, and never their first half.
SET search_path = disclosure, public;
CREATE FUNCTION pg_temp.told(tables text, OUT numbers text, OUT notes text) LANGUAGE sql AS $$
	SELECT (SELECT string_agg(c.path || '=' || c.value, ' ') FROM cells(r.figures) c WHERE c.value IS NOT NULL AND c.path NOT LIKE 'requests.carried_in.%'),
		(SELECT string_agg(concat_ws(' ', n->>'kind', n->>'cell', replace(n->>'raw', E'\n', '\n'), '(' || (n->>'sure') || ')'), E'\n' ORDER BY o) FROM jsonb_array_elements(r.notes) WITH ORDINALITY a(n, o)
			WHERE n->>'kind' NOT IN ('title', 'year', 'section', 'missing_rows', 'table'))
	FROM parse_report(E'甲县2023年政府信息公开工作年度报告\n' || tables) r $$;
-- table 二, where no relation helps: 1808595, 283, 6, 592.37
CREATE FUNCTION pg_temp.written() RETURNS TABLE (what text, page text) LANGUAGE sql AS $$
	VALUES ('a cell of several lines', E'信息内容 | 本年处理决定数量 |\n行政许可 | 18085\n95 |\n信息内容 | 本年处理决定数量 |\n行政处罚 | 28\n3 |\n行政强制 | 6 |\n信息内容 | 本年收费金额（单位：万元） |\n行政事业性收费 | 592.\n37 |'),
	('lines of words', E'信息内容 本年处理决定数量\n行政许可 18085\n95\n行政处罚 28\n3\n行政强制 6\n信息内容 本年收费金额（单位：万元）\n行政事业性收费 592\n.37\n'),
	('a cell a line', E'信息内容\n本年处理决定数量\n行政许可\n18085\n95\n行政处罚\n28\n3\n行政强制\n6\n信息内容\n本年收费金额（单位：万元）\n行政事业性收费\n592.\n37\n'),
	('Markdown, a row of its own', E'| 信息内容 | 本年处理决定数量 |\n|---|---|\n| 行政许可 | 18085 |\n| | 95 |\n| 行政处罚 | 28 |\n| | 3件 |\n| 行政强制 | 6 |\n\n| 信息内容 | 本年收费金额（单位：万元） |\n|---|---|\n| 行政事业性收费 | 592 |\n| | .37 |'),
	('Markdown, <br>', E'| 信息内容 | 本年处理决定数量 |\n|---|---|\n| 行政许可 | 18085<br>95 |\n| 行政处罚 | 28<br>3 |\n| 行政强制 | 6 |\n\n| 信息内容 | 本年收费金额（单位：万元） |\n|---|---|\n| 行政事业性收费 | 592.<br>37 |'),
	('HTML, <br> and <p>', '<table><tr><td>信息内容<td>本年处理决定数量<tr><td>行政许可<td>18085<br>95<tr><td>行政处罚<td>28<p>3</p><tr><td>行政强制<td>6</table><table><tr><td>信息内容<td>本年收费金额（单位：万元）<tr><td>行政事业性收费<td>592.<br>37</table>'),
	('HTML, a row of its own', '<table><tr><td>信息内容<td>本年处理决定数量<tr><td>行政许可<td>18085<tr><td>&nbsp;<td>95<tr><td rowspan=2>行政处罚<td>28<tr><td>3<tr><td>行政强制<td>6</table><table><tr><td>信息内容<td>本年收费金额（单位：万元）<tr><td>行政事业性收费<td>592.<tr><td><td>37</table>'),
	('tabs', E'信息内容\t本年处理决定数量\t\n行政许可\t18085\n95\t\n行政处罚\t28\n3\t\n行政强制\t6\t\n信息内容\t本年收费金额（单位：万元）\t\n行政事业性收费\t592.\n37\t\n'),
	('one row broken', E'| 信息内容 | 本年处理决定数量 |\n|---|---|\n| 行政许可 | 18085\n95 |\n| 行政处罚 | 283 |\n| 行政强制 | 6 |\n| 信息内容 | 本年收费金额（单位：万元） |\n| 行政事业性收费 | 592.37 |'),
	('boxes', E'│信息内容│本年处理决定数量│\n├──┼──┤\n│行政许可│18085│\n│        │95   │\n├──┼──┤\n│行政处罚│28│\n│  │3│\n├──┼──┤\n│行政强制│6│\n') $$;
SELECT what, t.* FROM pg_temp.written() WITH ORDINALITY w(what, page, nr), pg_temp.told(E'二、主动公开政府信息情况\n' || page) t ORDER BY nr;
-- rows of several cells: 1 0 1808595, 1808595 2 3
SELECT nr, t.* FROM unnest(ARRAY[E'| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n| 规章 | 1 | 0 | 18085 |\n| | | | 95 |\n| 行政规范性文件 | 18085 | 2 | 3 |\n| | 95 | | |',
	E'信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n规章 | 1 | 0 | 18085\n95 |\n行政规范性文件 | 18085\n95 | 2 | 3 |\n', E'信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n规章 | 1 | 0 | 1,\n808,595 |\n行政规范性文件 | 18085\n95 |  | 3 |\n',
	E'信息内容 本年制发件数 本年废止件数 现行有效件数\n规章 1 0 18085\n95\n行政规范性文件 180\n8595 2 3\n', E'信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章\n1\n0\n18085\n95\n行政规范性文件\n180\n8595\n2\n3\n'])
	WITH ORDINALITY v(page, nr), pg_temp.told(E'二、主动公开政府信息情况\n' || page) t ORDER BY nr;
-- a label whose number stands above it, not a number that wraps; a number of the page between the rows
SELECT nr, t.* FROM unnest(ARRAY[E'| 信息内容 | 本年处理决定数量 |\n| 行政许可 | 18085 |\n行政处罚\n| 行政强制 | 6 |', E'信息内容 本年处理决定数量\n行政许可 18085\n- 2 -\n行政处罚 28\n行政强制 6\n五、存在的主要问题'])
	WITH ORDINALITY v(page, nr), pg_temp.told(E'二、主动公开政府信息情况\n' || page) t ORDER BY nr;
-- table 三: a sum tells.  186; 24, and the 6 is no part of it; blank; 186; 180 and 186
SELECT nr, t.* FROM unnest(ARRAY[E'一、本年新收政府信息公开申请数量 5 1 0 0 0 180 18\n6\n二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0\n', E'一、本年新收政府信息公开申请数量 5 1 0 0 0 18 24\n6\n二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0\n',
	E'一、本年新收政府信息公开申请数量 5 1 0 0 0 18 25\n6\n二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0\n', E'一、本年新收政府信息公开申请数量 | 18\n0 | 1 | 0 | 0 | 0 | 5 | 18\n6 |\n二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n',
	E'| 一、本年新收政府信息公开申请数量 | 18 | 1 | 0 | 0 | 0 | 5 | 18 |\n|  | 0 |  |  |  |  |  |  6 |\n| 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n'])
	WITH ORDINALITY v(page, nr), pg_temp.told(E'三、收到和处理政府信息公开申请情况\n' || page) t ORDER BY nr;
-- table 四: 1 0 0 0 1 | 2 0 0 0 2 | 18 6 0 0 24, of which the last or none is broken
SELECT nr, t.* FROM unnest(ARRAY[E'1 0 0 0 1 2 0 0 0 2 18 6 0 0 2\n4\n', E'| 1 | 0 | 0 | 0 | 1 | 2 | 0 | 0 | 0 | 2 | 18 | 6 | 0 | 0 | 2\n4 |\n', E'| 1 | 0 | 0 | 0 | 1 | 2 | 0 | 0 | 0 | 2 | 1 | 6 | 0 | 0 | 24 |\n| | | | | | | | | | | 8 | | | | |\n'])
	WITH ORDINALITY v(page, nr), pg_temp.told(E'四、政府信息公开行政复议、行政诉讼情况\n' || CASE WHEN left(page, 1) = '|' THEN '| 行政复议 | 行政诉讼 |' || E'\n|' ELSE E'行政复议 行政诉讼\n' END ||
		repeat(CASE WHEN left(page, 1) = '|' THEN ' 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |' ELSE '结果维持 结果纠正 其他结果 尚未审结 总计 ' END, 3) || E'\n' || page) t ORDER BY nr;
-- the last digit of a total behind the first row of a group; of five numbers below the label of a row of three, which was broken nothing tells
SELECT p.figures['requests.not_held.natural_person'] AS natural_person, p.figures['requests.not_held.total'] AS total
FROM parse_report(replace(E'乙市2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n勾稽关系,自然人,商业企业,科研机构,社会公益组织,法律服务机构,其他,总计\n8.属于行政查询事项,0,0,229,0,0,0,229\n（四）无法提供,1.本机关不掌握相关政府信息,431,890,773,0,0,0,209\n4\n2.没有现成信息需要另行制作,0,0,179,0,0,264,443\n', ',', E'\t')) p;
SELECT numbers, p.figures['proactive.government_rules.issued'] AS issued, p.figures['proactive.normative_documents.issued'] AS documents
FROM unnest(ARRAY[E'347\n1\n272\n9\n106', E'3471\n2729\n106', E'3471\n2729\n106\n4\n5\n6']) numbers,
	parse_report(E'乙市2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章\n' || numbers || E'\n行政规范性文件\n67\n136\n0\n三、收到和处理政府信息公开申请情况\n') p;
