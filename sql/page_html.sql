-- Pages in HTML: the same figures in whatever markup, and in whatever bytes.
SET search_path = disclosure, public;
\set ECHO none
\i sql/include/pages.sql
\set ECHO all
CREATE TEMP TABLE written AS SELECT form, blank_percent, f, pg_temp.html(f) AS page FROM sample WHERE n <= 2;
SELECT form, count(*) AS pages, min((SELECT count(value) FROM cells(f))) AS least_numbers, bool_and(is_sound(f)) AS sound FROM written GROUP BY form ORDER BY form;

-- Each change leaves a page that shows a reader the same tables.
CREATE FUNCTION pg_temp.escaped(page text, pattern text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
	SELECT string_agg(CASE WHEN ch ~ '[^\x01-\x7f]' THEN format(pattern, CASE WHEN left(pattern, 2) = '\u' THEN lpad(to_hex(ascii(ch)), 4, '0') ELSE ascii(ch)::text END) ELSE ch END, '' ORDER BY o)
	FROM regexp_split_to_table(page, '') WITH ORDINALITY u(ch, o) $$;
-- a table without spans: of a cell that spans several places each holds the text, or only the first one
CREATE FUNCTION pg_temp.without_spans(page text, repeat_text boolean) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	result text := page;
	flat text;
	n int := 0;
BEGIN
	FOR flat IN
		SELECT '<table>' || string_agg('<tr>' || tds || '</tr>', '' ORDER BY r) || '</table>' FROM (
			SELECT table_number, r, string_agg('<td>' || CASE WHEN repeat_text OR (r = row_number AND c = column_number) THEN content ELSE '' END || '</td>', '' ORDER BY c) AS tds
			FROM disclosure.document_grid(page), generate_series(row_number, row_number + row_span - 1) r, generate_series(column_number, column_number + column_span - 1) c
			GROUP BY table_number, r) x GROUP BY table_number ORDER BY table_number
	LOOP
		n := n + 1;
		result := overlay(result PLACING flat FROM regexp_instr(result, '<table>.*?</table>', 1, n) FOR length(regexp_substr(result, '<table>.*?</table>', 1, n)));
	END LOOP;
	RETURN result;
END $$;
CREATE FUNCTION pg_temp.variants(f figures, page text) RETURNS TABLE (what text, variant text) LANGUAGE sql AS $$
	VALUES ('as written', page),
	('on one line', replace(page, E'\n', '')),
	('lines end in CR LF', replace(page, E'\n', E'\r\n')),
	('Word: paragraph and span in each cell', pg_temp.html(f, '<p class=MsoNormal align=center style=''text-align:center''><span lang=EN-US style=''font-size:12.0pt;font-family:"仿宋"''>%s<o:p></o:p></span></p>')),
	('Word: blank and text in two fonts', pg_temp.html(f, '<p><span><font face="Calibri">&nbsp;</font><font face="仿宋_GB2312">%s</font></span><span><o:p>&nbsp;</o:p></span></p>')),
	('labels split over spans', regexp_replace(page, '([一-龥])([一-龥])', '\1</span><span style="letter-spacing:0">\2', 'g')),
	('labels broken by <br>', regexp_replace(page, '(政府)(信息)', '\1<br/>\2', 'g')),
	('labels broken over paragraphs', regexp_replace(page, '(?<=<td[^>]*>[^<]*)(机构|申请)', '</p><p>\1', 'g')),
	('<th> everywhere', replace(replace(page, '<td', '<th'), '</td', '</th')),
	('<thead>, <tbody>, <caption>', replace(replace(page, '<table>', '<table><caption>统计表</caption><thead></thead><tbody>'), '</table>', '</tbody></table>')),
	('upper case', regexp_replace(replace(replace(page, '<td', '<TD'), '</td', '</TD'), '(</?)t(r|able)', '\1T\2', 'g')),
	('cells and rows not closed', replace(replace(page, '</td>', ''), '</tr>', '')),
	('spans left out', regexp_replace(page, ' (col|row)span="\d+"', '', 'g')),
	('empty cells in place of spans', pg_temp.without_spans(page, false)),
	('text repeated in place of spans', pg_temp.without_spans(page, true)),
	('within a table of the layout', replace(replace(page, '<body>', '<body><table width=980><tr><td>首页</td><td>政务公开</td></tr><tr><td colspan=2>'), '</body>', '</td></tr></table></body>')),
	('each table within two others', replace(replace(page, '<table>', '<table><tr><td><table><tr><td><div>正文</div><table>'), '</table>', '</table></td></tr></table></td></tr></table>')),
	('other tables before and after', replace(replace(page, '<body>', '<body><table><tr><td>浏览次数</td><td>136</td></tr><tr><td>字体</td><td>大</td><td>中</td></tr></table>'),
		'</body>', '<table><tr><td>友情链接</td><td>2</td></tr></table></body>')),
	('scripts, styles and comments in cells', replace(page, '</td>', '<script>var n = "<td>9</td>";</script><style>td { width: 9px }</style><!-- <td>9</td> --></td>')),
	('written by a script', '<html><body><div id="c"></div><script>document.getElementById("c").innerHTML = "' || replace(replace(replace(page, '"', '\"'), '/', '\/'),
		E'\n', '\n') || '";</script></body></html>'),
	('in JSON', '{"code":200,"data":{"title":"年报","content":' || to_json(page)::text || '}}'),
	('in JSON, in ASCII', '{"code":200,"data":{"content":' || pg_temp.escaped(to_json(page)::text, '\u%s') || '}}'),
	('tags as entities', replace(replace(replace(page, '&', '&amp;'), '<', '&lt;'), '>', '&gt;')),
	('characters as entities', pg_temp.escaped(page, '&#%s;')),
	('full-width digits', translate(page, '0123456789', '０１２３４５６７８９')),
	('thousands separators', regexp_replace(page, '>(\d+)(\d{3})<', '>\1,\2<', 'g')),
	('units in the cells', regexp_replace(page, '(行政规范性文件|规范性文件|行政许可|行政处罚)((?:</td><td>-?\d+)+)(?=</td></tr>)', '\1\2件', 'g')),
	('half-width brackets and points', translate(page, '（）、：', '(),:')),
	('traditional characters', translate(page, '务区业务个总计请数无书义对报团组织诉讼复议维结纠现还审经过开关处构机与条类属于规范强许惩罚决减项',
		'務區業務個總計請數無書義對報團組織訴訟復議維結糾現還審經過開關處構機與條類屬於規範強許懲罰決減項')),
	('soft hyphens and joiners in labels', regexp_replace(page, '(政府)(信息)', '\1' || U&'\200B\00AD' || '\2', 'g')),
	('ends within a tag', rtrim(page, '</html>') || '<div class="foot')
$$;
SELECT what, count(*) AS pages, count(*) FILTER (WHERE equal) AS equal, sum(wrong) AS wrong, sum(missed) AS missed, string_agg(DISTINCT kinds, '; ') AS notes
FROM written, pg_temp.variants(f, page) WITH ORDINALITY v(what, variant, nr), pg_temp.read_back(variant, f) GROUP BY nr, what ORDER BY nr;

-- Bytes: declared, undeclared, declared wrongly; with a mark; in two bytes; cut and spoilt.
CREATE FUNCTION pg_temp.utf16(page text, little boolean) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
	SELECT decode(string_agg(CASE WHEN little THEN right(h, 2) || left(h, 2) ELSE h END, '' ORDER BY o), 'hex')
	FROM regexp_split_to_table(U&'\FEFF' || page, '') WITH ORDINALITY u(ch, o), lpad(to_hex(ascii(ch)), 4, '0') h $$;
CREATE FUNCTION pg_temp.declared(page text, charset text) RETURNS text LANGUAGE sql IMMUTABLE AS
	$$ SELECT replace(page, '<head>', '<head><meta http-equiv="Content-Type" content="text/html; charset=' || charset || '">') $$;
CREATE FUNCTION pg_temp.in_bytes(page text) RETURNS TABLE (what text, bytes bytea, same_text boolean) LANGUAGE sql AS $$
	VALUES ('UTF-8, undeclared', convert_to(page, 'UTF8'), true),
	('UTF-8, with a byte order mark', '\xEFBBBF' || convert_to(page, 'UTF8'), true),
	('UTF-8, declared as gb2312', convert_to(pg_temp.declared(page, 'gb2312'), 'UTF8'), NULL),
	('UTF-8, an invalid byte', overlay(convert_to(page, 'UTF8') PLACING '\xFF' FROM position(convert_to('具体', 'UTF8') IN convert_to(page, 'UTF8')) FOR 1), false),
	('UTF-8, cut within a character', convert_to(page, 'UTF8') || '\xE694', false),
	('GB18030, undeclared', convert_to(page, 'GB18030'), true),
	('GBK, undeclared', convert_to(page, 'GBK'), true),
	('GBK, declared as gb2312', convert_to(pg_temp.declared(page, 'gb2312'), 'GBK'), NULL),
	('GBK, declared as utf-8', convert_to(pg_temp.declared(page, 'utf-8'), 'GBK'), NULL),
	('GBK, an invalid byte', convert_to(page, 'GBK') || '\xFF0A', false),
	('UTF-16, little end first', pg_temp.utf16(page, true), true),
	('UTF-16, big end first', pg_temp.utf16(page, false), true)
$$;
SELECT what, count(*) AS pages, count(*) FILTER (WHERE page_text(bytes) = page) AS same_text,
	count(*) FILTER (WHERE NOT figures_differ((parse_report(bytes)).figures, f)) AS equal,
	count(*) FILTER (WHERE NOT figures_differ((parse_report(page_text(bytes))).figures, f)) AS equal_as_text
FROM written, pg_temp.in_bytes(page) WITH ORDINALITY b(what, bytes, same_text, nr) WHERE blank_percent = 10 GROUP BY nr, what ORDER BY nr;
SELECT page_text(bytes) FROM unnest(ARRAY['\x', '\xFF', '\xEFBBBF', '\xFEFF', '\xB9E6D5C2', '\xE8A784E7ABA0', '\xFFFEC4892078', '\x41BB']::bytea[]) bytes;
SELECT figures IS NULL AS none, (SELECT string_agg(n->>'kind', ' ') FROM jsonb_array_elements(notes) n) AS notes
FROM unnest(ARRAY['\x', '\xFF', '\x00', '\x89504E470D0A1A0A0000000D49484452', '\x255044462D312E340A25E2E3CFD3']::bytea[]) bytes, parse_report(bytes);

-- Contents outside of the tables are left blank, with a note.
CREATE FUNCTION pg_temp.told(page text, OUT numbers text, OUT notes text) LANGUAGE sql AS $$
	SELECT (SELECT string_agg(c.path || '=' || c.value, ' ') FROM cells(r.figures) c WHERE c.value IS NOT NULL),
		(SELECT string_agg(concat_ws(' ', n->>'kind', n->>'cell', n->>'raw', '(' || (n->>'sure') || ')'), E'\n' ORDER BY o) FROM jsonb_array_elements(r.notes) WITH ORDINALITY a(n, o)
			WHERE n->>'kind' NOT IN ('title', 'year', 'section', 'missing_rows'))
	FROM parse_report(page) r $$;
\set head '<h1>甲县2023年政府信息公开工作年度报告</h1><h2>二、主动公开政府信息情况</h2>'
\set three '<h2>三、收到和处理政府信息公开申请情况</h2>'
\set four '<h2>四、政府信息公开行政复议、行政诉讼情况</h2>'
-- pictures in place of the tables
SELECT * FROM pg_temp.told(:'head' || '<p><img src="2.png" alt="规章 3"></p>' || :'three' || '<p><img src="3.png"></p>' || :'four' || '<p><img src="4.png"></p>');
-- a picture in place of a number
SELECT * FROM pg_temp.told(:'head' || '<table><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr><tr><td>行政规范性文件</td><td>4</td><td><img src=1.png></td><td>26</td></tr></table>');
-- cells without a table, without rows; a table with neither header nor caption
SELECT * FROM pg_temp.told(:'head' || '<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr><tr><td>行政规范性文件</td><td>4</td><td>1</td><td>26</td></tr>');
SELECT * FROM pg_temp.told(:'head' || '<td>行政规范性文件<td>4<td>1<td>26</html>');
SELECT * FROM pg_temp.told(:'head' || '<table><tr><td>行政规范性文件</td><td>4</td><td>1</td></tr><tr><td>行政许可</td><td>1</td><td>1</td></tr></table>');
-- a header without one of its cells, one with a misprint, one in another order, columns of the other form
SELECT head, t.* FROM unnest(ARRAY['本年制发件数</td><td></td><td>现行有效件数', '本年制发件数</td><td>现行有效件数', '本年制件数</td><td>本年废止件教</td><td>现行有效件数（历史累计）',
		'现行有效件数</td><td>本年废止件数</td><td>本年制发件数', '本年新制作数量</td><td>本年新公开数量</td><td>对外公开总数量']) WITH ORDINALITY h(head, nr),
	pg_temp.told(:'head' || '<table><tr><td>信息内容</td><td>' || head || '</td></tr><tr><td>规章</td><td>3</td><td>2</td><td>51</td></tr></table>') t ORDER BY nr \g (format=unaligned)
-- signs for nothing, units, words, and two numbers in cells
SELECT * FROM pg_temp.told(:'head' || :'three' || '<table><tr><td>一、本年新收政府信息公开申请数量</td><td>/</td><td>—</td><td>无</td><td>不适用</td><td>-</td><td>0 0</td><td>约5</td></tr>
	<tr><td>二、上年结转政府信息公开申请数量</td><td>3件</td><td>1（撤回）</td><td>2 1</td><td>０</td><td>1.5</td><td>-2</td><td><b>1</b><sup>2</sup></td></tr></table>');
-- What a browser strikes out or does not show is no part of a number; what is no text is no number.
CREATE FUNCTION pg_temp.licences(cell text) RETURNS TABLE (licences numeric, notes text) LANGUAGE sql AS $$
	SELECT r.figures['proactive.licensing.decisions']::numeric, (SELECT string_agg(concat_ws(' ', n->>'kind', n->>'raw'), '; ' ORDER BY o)
		FROM jsonb_array_elements(r.notes) WITH ORDINALITY a(n, o) WHERE n->>'kind' NOT IN ('title', 'year', 'section', 'missing_rows', 'table'))
	FROM parse_report('<h1>甲县2023年政府信息公开工作年度报告</h1><h2>二、主动公开政府信息情况</h2><table><tr><td>信息内容<td>本年处理决定数量<tr><td>行政许可<td>'
		|| cell || '<tr><td>行政处罚<td>1<tr><td>行政强制<td>1</table>') r $$;
SELECT cell, l.* FROM unnest(ARRAY['<del>41</del><ins>40</ins>', '<s>4</s>40', '<STRIKE>9</STRIKE>40', '<span style="text-decoration: underline line-through">4</span>40',
	'<s style="text-decoration:none">40</s>', '<s>40</s>', '<s>&nbsp;</s>', '40<span style="display:none">9</span>', '40<span hidden>9</span>',
	'<span style="Display : NONE !important; display: inline">9</span>40', '40<span style="visibility:hidden">9</span>', '<i style="visibility:hidden">9<b style="visibility:visible">40</b></i>',
	'40<span style="font-size:0">9</span>', '<span style="font-size:0px">9<b style="font-size:12pt">40</b><b style="font-size:2em">9</b></span>', '<span style="font:0/0 a">9</span>40',
	'<span style="font-size:0"><font size=2>40</font></span>', '<span style="font-size:0.5em">40</span>', '<b style="opacity:0">9</b>40', '<b style="color:transparent">9</b>40',
	'<div style="height:0;overflow:hidden">9</div>40', '<p style="text-indent:-9999px">9</p>40', '<b style="position:absolute;left:-9999px">9</b>40', '<ruby>40<rp>(</rp><rt>9</rt><rp>)</rp></ruby>',
	'<input value="40">', '<input type=hidden value=9>40', '4<input value="0">', '<select><option>40<option>41</select>', '<textarea>40</textarea>', '<svg><text>40</text></svg>',
	'4<svg><text>0</text></svg>', '40<svg><path d="M0 0"/></svg>', '<svg/>', '<object data=x>40</object>', '<iframe src=x></iframe>']) WITH ORDINALITY c(cell, nr), pg_temp.licences(cell) l ORDER BY nr;
-- a raised mark of a footnote; a raised digit may be a number's
SELECT cell, l.* FROM unnest(ARRAY['40<sup>①</sup>', '40<sup>[1]</sup>', '40<sup>（注1）</sup>', '40<sup>*</sup>', '40<sup>1</sup>', '<sup>40</sup>']) WITH ORDINALITY c(cell, nr), pg_temp.licences(cell) l ORDER BY nr;
-- hidden cells, rows and tables are not there; a row that is struck out is none, nor is a label
SELECT cell, t.* FROM unnest(ARRAY['<table style="display:none"><tr><td>信息内容<td>本年处理决定数量<tr><td>行政许可<td>9</table>@<tr><td>行政许可<td>40</table>', '@<tr hidden><td>行政许可<td>9<tr><td>行政许可<td>40</table>',
	'@<tr><td>行政许可<td style="display:none">9<td>40</table>', '@<tr style="text-decoration:line-through"><td>行政许可<td>9<tr><td>行政许可<td>40</table>', '@<tr><td><s>行政处罚</s>行政许可<td>40</table>',
	'<div style="font-size:0">@<tr style="font-size:12pt"><td>行政许可<td>40</table></div>', '<div hidden>@<tr><td>行政许可<td>40</table></div>']) WITH ORDINALITY c(cell, nr),
	pg_temp.told(:'head' || replace(cell, '@', '<table><tr><td>信息内容<td>本年处理决定数量')) t ORDER BY nr;
-- tags in the cells of Markdown
SELECT * FROM pg_temp.told(E'甲县2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n| 信息内容 | 本年处理决定数量 |\n|---|---|\n| 行政许可 | <del>41</del>40 |\n| 行政处罚 | 40<span style="display:none">9</span> |\n| 行政强制 | <b>5</b><sup>1</sup> |\n'
	|| E'| 信息内容 | 本年收费金额（单位：万元） |\n| 行政<br>事业性收费 | <span style="color:red">592.37</span> |');
-- a statistics table of the years before 2019, a page of another kind, a page of nothing
SELECT * FROM pg_temp.told('<h1>甲局2017年政府信息公开工作年度报告</h1><table><tr><td>指标名称</td><td>计量单位</td><td>2017年度</td><td>历年累计</td></tr><tr><td>主动公开文件数</td><td>条</td><td>206</td><td>1210</td></tr></table>');
SELECT * FROM pg_temp.told('<html><body><table><tr><td>姓名</td><td>电话</td></tr><tr><td>总计</td><td>12</td></tr></table></body></html>');
SELECT * FROM pg_temp.told('<html><body></body></html>');

-- The tables as they were taken apart: spans, tables of the layout, lines of a page without tags
SELECT * FROM document_grid('<table><tr><td rowspan=2>行政复议</td><td colspan="2">行政诉讼</td></tr><tr><td>结果<br>维持</td><td>结果&nbsp;纠正</td></tr><tr><td>1<td colspan=x>2<td rowspan="0">3</table>');
SELECT * FROM document_grid('<table><tr><td>首页</td><td><table><tr><td>规章</td><td>1</td></tr></table></td></tr></table><p>4</p><table><tr><th>总计</th></tr></table>');
SELECT * FROM document_grid(E'甲县2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n规章 | 1 | | 3 |\n| 行政许可 | 2 |\n三、收到和处理政府信息公开申请情况\n（一）予以公开  5   0\n\n（七）总计 5');
SELECT count(*) FROM document_grid('今天天气很好。');
-- of all pages written above: each number of the figures is in a cell, and a row of table 三 has seven
SELECT count(*) AS pages, count(*) FILTER (WHERE NOT EXISTS (SELECT FROM cells(f) c WHERE c.value IS NOT NULL AND NOT EXISTS (SELECT FROM document_grid(page) g
	WHERE g.content = trim_scale(c.value)::text))) AS with_all_numbers,
	count(*) FILTER (WHERE (SELECT max(column_number + column_span) - 1 FROM document_grid(page) WHERE table_number = 2) = 10) AS ten_columns
FROM written;
