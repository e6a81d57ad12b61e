-- The print of the forms against their notices, typed here once more from 〔2019〕60号 and 〔2021〕30号: line, column, spans, label.
SET search_path = disclosure, public;
CREATE TEMP TABLE official (forms text, tab integer, line integer, col integer, line_span integer, col_span integer, label text);
INSERT INTO official VALUES
	-- 二 of 2021: four columns, one head over three where there is one
	('2021', 1, 1, 1, 1, 4, '第二十条第（一）项'),
	('2021', 1, 2, 1, 1, 1, '信息内容'), ('2021', 1, 2, 2, 1, 1, '本年制发件数'), ('2021', 1, 2, 3, 1, 1, '本年废止件数'), ('2021', 1, 2, 4, 1, 1, '现行有效件数'),
	('2021', 1, 3, 1, 1, 1, '规章'), ('2021', 1, 3, 2, 1, 1, NULL), ('2021', 1, 3, 3, 1, 1, NULL), ('2021', 1, 3, 4, 1, 1, NULL),
	('2021', 1, 4, 1, 1, 1, '行政规范性文件'), ('2021', 1, 4, 2, 1, 1, NULL), ('2021', 1, 4, 3, 1, 1, NULL), ('2021', 1, 4, 4, 1, 1, NULL),
	('2021', 1, 5, 1, 1, 4, '第二十条第（五）项'),
	('2021', 1, 6, 1, 1, 1, '信息内容'), ('2021', 1, 6, 2, 1, 3, '本年处理决定数量'),
	('2021', 1, 7, 1, 1, 1, '行政许可'), ('2021', 1, 7, 2, 1, 3, NULL),
	('2021', 1, 8, 1, 1, 4, '第二十条第（六）项'),
	('2021', 1, 9, 1, 1, 1, '信息内容'), ('2021', 1, 9, 2, 1, 3, '本年处理决定数量'),
	('2021', 1, 10, 1, 1, 1, '行政处罚'), ('2021', 1, 10, 2, 1, 3, NULL),
	('2021', 1, 11, 1, 1, 1, '行政强制'), ('2021', 1, 11, 2, 1, 3, NULL),
	('2021', 1, 12, 1, 1, 4, '第二十条第（八）项'),
	('2021', 1, 13, 1, 1, 1, '信息内容'), ('2021', 1, 13, 2, 1, 3, '本年收费金额（单位：万元）'),
	('2021', 1, 14, 1, 1, 1, '行政事业性收费'), ('2021', 1, 14, 2, 1, 3, NULL),
	-- 二 of 2019: five columns, 1 + 1 + 2 + 1 or 1 + 2 + 2
	('2019', 1, 1, 1, 1, 5, '第二十条第（一）项'),
	('2019', 1, 2, 1, 1, 1, '信息内容'), ('2019', 1, 2, 2, 1, 1, '本年新制作数量'), ('2019', 1, 2, 3, 1, 2, '本年新公开数量'), ('2019', 1, 2, 5, 1, 1, '对外公开总数量'),
	('2019', 1, 3, 1, 1, 1, '规章'), ('2019', 1, 4, 1, 1, 1, '规范性文件'),
	('2019', 1, 5, 1, 1, 5, '第二十条第（五）项'),
	('2019', 1, 6, 1, 1, 1, '信息内容'), ('2019', 1, 6, 2, 1, 1, '上一年项目数量'), ('2019', 1, 6, 3, 1, 2, '本年增/减'), ('2019', 1, 6, 5, 1, 1, '处理决定数量'),
	('2019', 1, 7, 1, 1, 1, '行政许可'), ('2019', 1, 8, 1, 1, 1, '其他对外管理服务事项'),
	('2019', 1, 9, 1, 1, 5, '第二十条第（六）项'),
	('2019', 1, 10, 1, 1, 1, '信息内容'), ('2019', 1, 10, 2, 1, 1, '上一年项目数量'), ('2019', 1, 10, 3, 1, 2, '本年增/减'), ('2019', 1, 10, 5, 1, 1, '处理决定数量'),
	('2019', 1, 11, 1, 1, 1, '行政处罚'), ('2019', 1, 12, 1, 1, 1, '行政强制'),
	('2019', 1, 13, 1, 1, 5, '第二十条第（八）项'),
	('2019', 1, 14, 1, 1, 1, '信息内容'), ('2019', 1, 14, 2, 1, 2, '上一年项目数量'), ('2019', 1, 14, 4, 1, 2, '本年增/减'),
	('2019', 1, 15, 1, 1, 1, '行政事业性收费'), ('2019', 1, 15, 2, 1, 2, NULL), ('2019', 1, 15, 4, 1, 2, NULL),
	('2019', 1, 16, 1, 1, 5, '第二十条第（九）项'),
	('2019', 1, 17, 1, 1, 1, '信息内容'), ('2019', 1, 17, 2, 1, 2, '采购项目数量'), ('2019', 1, 17, 4, 1, 2, '采购总金额'),
	('2019', 1, 18, 1, 1, 1, '政府集中采购'), ('2019', 1, 18, 2, 1, 2, NULL), ('2019', 1, 18, 4, 1, 2, NULL),
	-- 三: ten columns, three of them labels
	('2019 2021', 2, 1, 1, 3, 3, '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）'), ('2019 2021', 2, 1, 4, 1, 7, '申请人情况'),
	('2019 2021', 2, 2, 4, 2, 1, '自然人'), ('2019 2021', 2, 2, 5, 1, 5, '法人或其他组织'), ('2019 2021', 2, 2, 10, 2, 1, '总计'),
	('2019 2021', 2, 3, 5, 1, 1, '商业企业'), ('2019 2021', 2, 3, 6, 1, 1, '科研机构'), ('2019 2021', 2, 3, 7, 1, 1, '社会公益组织'),
	('2019 2021', 2, 3, 8, 1, 1, '法律服务机构'), ('2019 2021', 2, 3, 9, 1, 1, '其他'),
	('2019 2021', 2, 4, 1, 1, 3, '一、本年新收政府信息公开申请数量'), ('2019 2021', 2, 5, 1, 1, 3, '二、上年结转政府信息公开申请数量'),
	('2019', 2, 6, 1, 20, 1, '三、本年度办理结果'), ('2021', 2, 6, 1, 22, 1, '三、本年度办理结果'),
	('2019 2021', 2, 6, 2, 1, 2, '（一）予以公开'), ('2019 2021', 2, 7, 2, 1, 2, '（二）部分公开（区分处理的，只计这一情形，不计其他情形）'),
	('2019 2021', 2, 8, 2, 8, 1, '（三）不予公开'),
	('2019 2021', 2, 8, 3, 1, 1, '1.属于国家秘密'), ('2019 2021', 2, 9, 3, 1, 1, '2.其他法律行政法规禁止公开'), ('2019 2021', 2, 10, 3, 1, 1, '3.危及“三安全一稳定”'),
	('2019 2021', 2, 11, 3, 1, 1, '4.保护第三方合法权益'), ('2019 2021', 2, 12, 3, 1, 1, '5.属于三类内部事务信息'), ('2019 2021', 2, 13, 3, 1, 1, '6.属于四类过程性信息'),
	('2019 2021', 2, 14, 3, 1, 1, '7.属于行政执法案卷'), ('2019 2021', 2, 15, 3, 1, 1, '8.属于行政查询事项'),
	('2019 2021', 2, 16, 2, 3, 1, '（四）无法提供'),
	('2019 2021', 2, 16, 3, 1, 1, '1.本机关不掌握相关政府信息'), ('2019 2021', 2, 17, 3, 1, 1, '2.没有现成信息需要另行制作'), ('2019 2021', 2, 18, 3, 1, 1, '3.补正后申请内容仍不明确'),
	('2019 2021', 2, 19, 2, 5, 1, '（五）不予处理'),
	('2019 2021', 2, 19, 3, 1, 1, '1.信访举报投诉类申请'), ('2019 2021', 2, 20, 3, 1, 1, '2.重复申请'), ('2019 2021', 2, 21, 3, 1, 1, '3.要求提供公开出版物'),
	('2019 2021', 2, 22, 3, 1, 1, '4.无正当理由大量反复申请'), ('2019 2021', 2, 23, 3, 1, 1, '5.要求行政机关确认或重新出具已获取信息'),
	('2019', 2, 24, 2, 1, 2, '（六）其他处理'), ('2019', 2, 25, 2, 1, 2, '（七）总计'), ('2019', 2, 26, 1, 1, 3, '四、结转下年度继续办理'),
	('2021', 2, 24, 2, 3, 1, '（六）其他处理'),
	('2021', 2, 24, 3, 1, 1, '1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请'),
	('2021', 2, 25, 3, 1, 1, '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请'), ('2021', 2, 26, 3, 1, 1, '3.其他'),
	('2021', 2, 27, 2, 1, 2, '（七）总计'), ('2021', 2, 28, 1, 1, 3, '四、结转下年度继续办理'),
	-- 四: one line of fifteen numbers
	('2019 2021', 3, 1, 1, 1, 5, '行政复议'), ('2019 2021', 3, 1, 6, 1, 10, '行政诉讼'),
	('2019 2021', 3, 2, 1, 2, 1, '结果维持'), ('2019 2021', 3, 2, 2, 2, 1, '结果纠正'), ('2019 2021', 3, 2, 3, 2, 1, '其他结果'), ('2019 2021', 3, 2, 4, 2, 1, '尚未审结'), ('2019 2021', 3, 2, 5, 2, 1, '总计'),
	('2019 2021', 3, 2, 6, 1, 5, '未经复议直接起诉'), ('2019 2021', 3, 2, 11, 1, 5, '复议后起诉'),
	('2019 2021', 3, 3, 6, 1, 1, '结果维持'), ('2019 2021', 3, 3, 7, 1, 1, '结果纠正'), ('2019 2021', 3, 3, 8, 1, 1, '其他结果'), ('2019 2021', 3, 3, 9, 1, 1, '尚未审结'), ('2019 2021', 3, 3, 10, 1, 1, '总计'),
	('2019 2021', 3, 3, 11, 1, 1, '结果维持'), ('2019 2021', 3, 3, 12, 1, 1, '结果纠正'), ('2019 2021', 3, 3, 13, 1, 1, '其他结果'), ('2019 2021', 3, 3, 14, 1, 1, '尚未审结'), ('2019 2021', 3, 3, 15, 1, 1, '总计');
-- the numbers beside these labels
INSERT INTO official SELECT '2019', 1, line, col, 1, 1 + (col = 3)::integer, NULL FROM unnest(ARRAY[3, 4, 7, 8, 11, 12]) AS line, unnest(ARRAY[2, 3, 5]) AS col;
INSERT INTO official SELECT form, 2, line, col, 1, 1, NULL FROM (VALUES ('2019', 26), ('2021', 28)) AS f (form, last), generate_series(4, last) AS line, generate_series(4, 10) AS col;
INSERT INTO official SELECT '2019 2021', 3, 4, col, 1, 1, NULL FROM generate_series(1, 15) AS col;

-- A report with another number in each cell: the n-th of the form has n. As an amount has decimals, so has its number.
CREATE TEMP TABLE numbered AS
	SELECT form, (jsonb_build_object('form', form) || jsonb_object_agg(tab, lines))::figures AS f FROM (
		SELECT form, tab, jsonb_object_agg(line, cells) AS lines FROM (
			SELECT form, split_part(path, '.', 1) AS tab, split_part(path, '.', 2) AS line, jsonb_object_agg(split_part(path, '.', 3), position) AS cells
			FROM form_cell GROUP BY 1, 2, 3) AS r GROUP BY form, tab) AS t GROUP BY form;
-- its rendering, and the notice with these numbers, in the order of lines
CREATE TEMP TABLE printed AS
	SELECT form, table_number AS tab, row_number AS line, column_number AS col, row_span AS line_span, column_span AS col_span, content
	FROM numbered, document_grid(render_tables(f, 'html'));
CREATE TEMP TABLE expected AS
	SELECT form, tab, line, col, line_span, col_span,
		coalesce(label, (row_number() OVER (PARTITION BY form, label IS NULL ORDER BY tab, line, col))::text) AS content
	FROM official, string_to_table(forms, ' ') AS form;
SELECT form, tab, count(*) AS boxes, max(line + line_span - 1) AS lines, max(col + col_span - 1) AS columns,
	sum(line_span * col_span) = max(line + line_span - 1) * max(col + col_span - 1) AS covered FROM expected GROUP BY form, tab ORDER BY form, tab;
CREATE TEMP VIEW difference AS SELECT form, tab, line, col, line_span, col_span, content, printed IS NULL AS in_notice
FROM expected FULL JOIN printed USING (form, tab, line, col, line_span, col_span, content)
WHERE expected IS NULL OR printed IS NULL;
SELECT * FROM difference;
-- the view says the same, and names each cell
SELECT * FROM expected FULL JOIN (
		SELECT form, table_number AS tab, row_number AS line, column_number AS col, row_span AS line_span, column_span AS col_span,
			coalesce(label, (f[path])::text) AS content
		FROM form_layout JOIN numbered USING (form)) AS l USING (form, tab, line, col, line_span, col_span, content)
WHERE expected IS NULL OR l IS NULL;
SELECT form, kind, count(*), count(label) AS labels, count(path) AS paths FROM form_layout GROUP BY form, kind ORDER BY form, kind;
SELECT form, path FROM (SELECT * FROM form_layout WHERE kind = 'cell') AS l FULL JOIN form_cell USING (form, path) WHERE ordinal IS NULL OR kind IS NULL;
SELECT DISTINCT form, f.section FROM form_layout AS f JOIN form_cell AS c USING (form, path) WHERE f.section <> c.section;

-- The comparison finds a head that stands a line too low, which the reader heals.
SELECT numbered.form, figures_differ(p.figures, f) AS read_otherwise FROM numbered, parse_report(render_tables(f, 'html')) AS p ORDER BY 1;
TRUNCATE printed;
INSERT INTO printed SELECT form, table_number, row_number, column_number, row_span, column_span, content
FROM numbered, document_grid(replace(replace(render_tables(f, 'html'), '<th scope="col" rowspan="2">总计</th></tr>', '</tr>'), '<th scope="col">其他</th>', '<th scope="col">其他</th><th scope="col">总计</th>'));
SELECT form, tab, line, col, line_span, col_span, content, in_notice FROM difference ORDER BY form, tab, line, col;
SELECT numbered.form, figures_differ(p.figures, f) AS read_otherwise
FROM numbered, parse_report(replace(replace(render_tables(f, 'html'), '<th scope="col" rowspan="2">总计</th></tr>', '</tr>'), '<th scope="col">其他</th>', '<th scope="col">其他</th><th scope="col">总计</th>')) AS p ORDER BY 1;

-- 洪泽 2023: form 2021 with （六）其他处理 of 2019 in one line; the three lines for which it stands are not there.
CREATE TEMP TABLE mixed AS SELECT jsonb_set(f::jsonb, '{requests}', (f::jsonb -> 'requests') - '{supplement_overdue,fee_overdue,miscellaneous}'::text[]
	|| '{"otherwise_handled":{"natural_person":4,"enterprise":0,"research":0,"public_welfare":0,"legal_service":0,"other_organisation":0,"total":4}}')::figures AS f
FROM numbered WHERE form = '2021';
SELECT row_number, column_number, row_span, column_span, content FROM mixed, document_grid(render_tables(f, 'html'))
WHERE table_number = 2 AND (row_number >= 24 OR row_span > 1) AND content !~ '^[0-9]*$' ORDER BY row_number, column_number;
SELECT count(*) AS cells FROM mixed, document_grid(render_tables(f, 'html')) WHERE table_number = 2 AND row_number > 3 AND column_number > 3;
-- A sum of both forms prints the lines and columns of both, each cell once; （五） has the heads of both.
CREATE TEMP TABLE total AS SELECT sum(f) AS f FROM numbered;
SELECT forms_of(f), count(*) = (SELECT count(*) FROM total, cells(f)) AS each_cell_once FROM total, jsonb_path_query(render_tables(f, 'json')::jsonb, '$.tables[*].boxes[*] ? (exists(@.path))') GROUP BY f;
SELECT string_agg(content, ' ' ORDER BY column_number) AS line FROM total, document_grid(render_tables(f, 'html')) WHERE table_number = 1 GROUP BY row_number ORDER BY row_number;
SELECT row_number, column_number, row_span, column_span, content FROM total, document_grid(render_tables(f, 'html'))
WHERE table_number = 2 AND row_number >= 24 AND content !~ '^[0-9]*$' ORDER BY row_number, column_number;
-- A value without forms or without cells.
SELECT render_tables(('{"form":"2019","remedies":{"reconsideration":[1,0,0,0,1]}}'::figures - '{"form":"2021","remedies":{"reconsideration":[1,0,0,0,0]}}'::figures), 'text');
SELECT render_tables('{"form":"2019"}'::figures - '{"form":"2021"}'::figures, 'text');
