-- Tables and reports written in each format, and read back.
SET search_path = disclosure, public;
SELECT setseed(0.17);

-- 2,000 reports of both forms: zeros, blanks, whole blank lines, a falling number, amounts to the cent, and in some of form 2021
-- the line （六）其他处理 of 2019.
CREATE TEMP TABLE made AS SELECT i, CASE WHEN random() < 0.4 THEN '2019' ELSE '2021' END AS form, random() AS blank, random() < 0.2 AS mixed FROM generate_series(1, 2000) AS i;
CREATE TEMP TABLE report AS
	SELECT i, m.form, mixed, (jsonb_build_object('form', m.form) || jsonb_object_agg(tab, lines))::figures AS f
	FROM made AS m JOIN (
		SELECT i, tab, jsonb_object_agg(line, cells) AS lines FROM (
			SELECT i, split_part(path, '.', 1) AS tab, split_part(path, '.', 2) AS line, jsonb_object_agg(split_part(path, '.', 3),
				CASE WHEN blank_line < blank * 0.3 OR (random() < blank * 0.3 AND NOT path ~ 'otherwise_handled') THEN NULL
					WHEN random() < 0.4 THEN 0
					WHEN decimals > 0 AND random() < 0.7 THEN round((random() * 100000)::numeric, (random() * 6)::integer)
					WHEN signed AND random() < 0.5 THEN -ceil(random() * 100)
					ELSE floor(10 ^ (random() * 8)) END) AS cells
			FROM (SELECT i, path, decimals, signed, blank, first_value(random()) OVER (PARTITION BY i, split_part(path, '.', 2)) AS blank_line
				FROM made JOIN form_cell USING (form)
				WHERE NOT mixed OR form_cell.form = '2019' OR path !~ '(supplement_overdue|fee_overdue|miscellaneous)'
				UNION ALL
				SELECT i, path, 0, false, 0, 1 FROM made JOIN form_cell ON form_cell.form = '2019' WHERE mixed AND made.form = '2021' AND path ~ 'otherwise_handled') AS c
			GROUP BY i, tab, line) AS l GROUP BY i, tab) AS t USING (i)
	GROUP BY i, m.form, mixed;
SELECT form, mixed, count(*) > 100 AS many, avg(blank_count(f))::integer BETWEEN 10 AND 60 AS blanks, bool_or(f['proactive.licensing.change'] < 0) AS falls FROM report GROUP BY form, mixed ORDER BY form, mixed;
-- words with all that Markdown, HTML and the reader of pages might take for something else
CREATE TEMP TABLE line AS SELECT row_number() OVER () - 1 AS n, line FROM unnest(ARRAY['本机关全年主动公开信息120条。', '# 不是标题', '- 不是列表', '1. 不是列表', '2）也不是', '+ 加号', '= 等号',
	'*强调* _下划_ `代码` ~~删~~', '[链接](http://example.cn/?a=1&b=2)', '<b>不是标签</b> &amp; &lt;', '<script>alert("1")</script>', '甲 | 乙 | 丙', '（一）主动公开。全年公开。', '一、二季度各检查一次。', '> 引用',
	'```', '---', '反斜杠 \ 和 \* 和 \\', '“引号” "双" ''单''', '总数为 12 件，其中 3 件未结。', '!图片', '联系电话：0000-1234567。', '|---|---|']) AS line;
CREATE TEMP TABLE words AS
	SELECT i, jsonb_object_agg(key, jsonb_build_object('title', title, 'text', text)) AS sections FROM (
		SELECT i, key, title, (SELECT string_agg(line, E'\n' ORDER BY k) FROM generate_series(0, 2 + i % 4) AS k JOIN line ON n = (i * 7 + k * 5 + place * 3) % (SELECT count(*) FROM line)) AS text
		FROM report, (VALUES (1, '一', '一、总体情况'), (2, '五', '五、存在的主要问题及改进情况'), (3, '六', '六、其他需要报告的事项')) AS s (place, key, title)) AS t GROUP BY i;

-- The tables read back: the same numbers, the same blanks; but where most of a line is blank the reader may say that it doubts which number is whose.
CREATE FUNCTION pg_temp.differ(a figures, b figures, notes jsonb) RETURNS boolean LANGUAGE sql AS $$
	SELECT b IS NULL OR EXISTS (SELECT FROM disclosure.cells(a) AS x FULL JOIN disclosure.cells(b) AS y USING (path)
		WHERE x IS NULL OR y IS NULL OR (x.value IS DISTINCT FROM y.value AND NOT (y.value IS NULL AND EXISTS (SELECT FROM jsonb_array_elements(notes) AS n
			WHERE n ->> 'kind' = 'lost_cells' AND starts_with(path, n ->> 'cell')))))
$$;
SELECT format, report.form, mixed, count(*) FILTER (WHERE figures_differ(f, p.figures) IS NOT FALSE AND pg_temp.differ(f, p.figures, p.notes)) AS differ, count(*) FILTER (WHERE figures_differ(f, p.figures)) < 5 AS doubts_are_rare
FROM report, unnest('{html,markdown,text}'::text[]) AS format, parse_report(render_tables(f, format)) AS p WHERE i % 4 = 0 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;
-- Whole reports read back: numbers, title, and the words of sections one, five and six. White space at the ends of lines may differ; and plain text
-- with several tags in it is taken for HTML by whoever reads it.
CREATE TEMP TABLE read AS
	SELECT i, format, f, w.sections, p.* FROM report JOIN words AS w USING (i), unnest('{html,markdown,text}'::text[]) AS format,
		parse_report(render_document('甲县人民政府2023年政府信息公开工作年度报告', '[{"name":"index_number","label":"索引号","value":"001-1"}]', sections, f, NULL,
			'[{"name":"version","label":"版本","value":3}]', format)) AS p (title, unit_name, year, form, index_number, issued_on, figures, read_sections, notes);
SELECT format, count(*) AS reports, count(*) FILTER (WHERE figures_differ(f, figures) IS NOT FALSE AND pg_temp.differ(f, figures, notes)) AS figures_differ,
	count(*) FILTER (WHERE title IS DISTINCT FROM '甲县人民政府2023年政府信息公开工作年度报告' OR unit_name IS DISTINCT FROM '甲县人民政府' OR year IS DISTINCT FROM 2023) AS heads_differ,
	count(*) FILTER (WHERE NOT (format = 'text' AND sections::text ~ '<script.*<script') AND EXISTS (SELECT FROM jsonb_each(sections) AS s WHERE s.value ->> 'title' IS DISTINCT FROM read_sections -> s.key ->> 'title'
		OR s.value ->> 'text' IS DISTINCT FROM regexp_replace(read_sections -> s.key ->> 'text', '\s*\n\s*', E'\n', 'g'))) AS words_differ
FROM read GROUP BY format ORDER BY format;
SELECT count(DISTINCT i) AS exempt FROM read WHERE sections::text ~ '<script.*<script';
-- JSON holds both to the letter.
SELECT count(*) AS reports, count(*) FILTER (WHERE figures_differ((d -> 'figures')::figures, f)) AS figures_differ,
	count(*) FILTER (WHERE EXISTS (SELECT FROM jsonb_array_elements(d -> 'sections') AS s
		WHERE s ->> 'text' IS DISTINCT FROM coalesce(sections -> (s ->> 'number') ->> 'text', ''))) AS words_differ,
	count(*) FILTER (WHERE (SELECT jsonb_object_agg(b ->> 'path', b -> 'value') FROM jsonb_path_query(d, '$.tables[*].boxes[*] ? (exists(@.path))') AS b)
		IS DISTINCT FROM (SELECT jsonb_object_agg(path, value) FROM cells(f))) AS boxes_differ
FROM report JOIN words USING (i), LATERAL (SELECT render_document('甲', NULL, sections, f, NULL, NULL, 'json')::jsonb AS d) AS d WHERE i % 10 = 0;

-- Nothing from outside is taken for a sign of the format: title, values, text, titles of sections, control characters.
CREATE TEMP TABLE hostile AS SELECT E'<script>alert("1")</script> & \'甲\' | # * _x_ \\ \u0001\u001B[31m\u202E]]>' AS words;
SELECT f AS format, d FROM hostile, unnest('{html,markdown,text}'::text[]) AS f, LATERAL (SELECT render_document(words, jsonb_build_array(jsonb_build_object('name', words, 'label', '文号', 'value', words)),
	jsonb_build_object('一', jsonb_build_object('title', words, 'text', words || E'\n' || words), '三', jsonb_build_object('text', words)), '{"form":"2021"}'::figures, NULL,
	jsonb_build_array(jsonb_build_object('name', 'x', 'label', '说明', 'value', words || E'\n# 第二行')), f) AS document) AS r,
	LATERAL (SELECT string_agg(l, E'\n') AS d FROM string_to_table(document, E'\n') AS l WHERE l ~ 'alert|第二行') AS lines \gx
SELECT f AS format, document ~ '<script' AS script, document ~ E'[\u0001-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E]' AS control
FROM hostile, unnest('{html,markdown,text}'::text[]) AS f, LATERAL (SELECT render_document(words, NULL, jsonb_build_object('一', jsonb_build_object('title', words, 'text', words)), '{"form":"2021"}'::figures, NULL, NULL, f) AS document) AS r;
SELECT d -> 'title' = to_jsonb(words) AS whole, d #> '{sections,0,text}' = to_jsonb(words) AS text FROM hostile, LATERAL (SELECT render_document(words, NULL, jsonb_build_object('一', jsonb_build_object('text', words)), '{"form":"2021"}'::figures, NULL, NULL, 'json')::jsonb AS d) AS d;

-- A page is well-formed and asks nothing of the outside.
SELECT f AS form, xml_is_well_formed_document(replace(regexp_replace(d, '<(meta [^>]*)>', '<\1/>', 'g'), '<!DOCTYPE html>', '')) AS well_formed, d ~ '(src|href)=|url\(|@import|<script|<link' AS fetches,
	d ~ '<html lang="zh-CN">' AS language, d ~ 'name="viewport"' AS viewport FROM unnest('{2019,2021}'::text[]) AS f, LATERAL (SELECT render_document('甲', NULL, NULL, zero_figures(f), NULL, NULL, 'html') AS d) AS d;
SELECT f AS form, count(*) AS heads, count(*) FILTER (WHERE t[1] !~ 'scope=') AS without_scope FROM unnest('{2019,2021}'::text[]) AS f, regexp_matches(render_tables(zero_figures(f), 'html'), '<th[ >][^>]*>', 'g') AS t GROUP BY f ORDER BY f;

-- Numbers as printed: decimals without zeros at the end, a fall with its sign, a blank as a blank. Marked cells have a sign in each format.
CREATE TEMP TABLE one AS SELECT '{"form":"2019","proactive":{"licensing":[3,-2,null],"charges":[12.50,-0.000001],"procurement":[1,1234567.8]}}'::figures AS f;
SELECT line FROM one, string_to_table(render_tables(f, 'markdown', '{proactive.licensing.change,proactive.licensing.decisions}'), E'\n') AS line WHERE line ~ '许可|收费|采购';
SELECT line FROM one, string_to_table(render_tables(f, 'html', '{proactive.licensing.change,proactive.licensing.decisions}'), E'\n') AS line WHERE line ~ '许可';
SELECT line FROM one, string_to_table(render_tables(f, 'text', '{proactive.licensing.change,proactive.licensing.decisions}'), E'\n') AS line WHERE line ~ '许可';
SELECT b FROM one, jsonb_path_query(render_tables(f, 'json', '{proactive.licensing.change,proactive.licensing.decisions}')::jsonb, '$.tables[*].boxes[*] ? (@.marked == true)') AS b;
SELECT render_tables(NULL, 'html') IS NULL AS no_figures, render_tables(f, NULL) IS NULL AS no_format, render_tables(f, 'html', '{}') = render_tables(f, 'html') AS nothing_marked FROM one;
SELECT render_tables(f, 'HTML') FROM one;
SELECT render_tables(f, 'html', '{requests.granted}') FROM one;
SELECT render_document('甲', '["x"]', NULL, f, NULL, NULL, 'text') FROM one;

-- A recorded page prints its tables once, whatever kind of page it was; what else stood in those sections stays, above or below.
CREATE TEMP TABLE page AS SELECT kind, parse_report(replace(replace(d, '三、收到和处理政府信息公开申请情况', E'三、收到和处理政府信息公开申请情况\n' || p || '本年度情况如下。' || q), '四、政府信息公开行政复议、行政诉讼情况',
		p || '注：本表不含下级。' || q || E'\n四、政府信息公开行政复议、行政诉讼情况')) AS r
	FROM report, (VALUES ('html', '<p>', '</p>'), ('markdown', E'\n', E'\n'), ('text', '', '')) AS v (kind, p, q), LATERAL (SELECT render_tables(f, kind) AS d) AS d
	WHERE i = (SELECT min(i) FROM report WHERE form = '2021' AND NOT mixed);
SELECT kind, f AS format, document !~ '1.属于国家秘密.*1.属于国家秘密' AS once, document ~ '本年度情况如下.*自然人.*注：本表不含下级' AS in_order,
	figures_differ((parse_report(document)).figures, (r).figures) AS differ
FROM page, unnest('{html,markdown,text}'::text[]) AS f, LATERAL (SELECT render_document('甲县人民政府2023年政府信息公开工作年度报告', NULL, (r).sections, (r).figures, NULL, NULL, f) AS document) AS d ORDER BY 1, 2;
-- its preamble without what stood above the title, the title, and metadata that are printed above
SELECT render_document('甲县2023年政府信息公开工作年度报告', NULL, '{"preamble":{"text":"首页 > 信息公开\n甲县2023年政府信息公开工作年度报告\n索引号：001-1\n发布日期：2024-01-10\n本报告由甲县人民政府办公室编制。\n联系电话见官网，欢迎垂询。"}}', '{"form":"2021"}'::figures - '{"form":"2019"}', NULL, NULL, 'text');
-- without a title in it, it is printed as it is
SELECT render_document('甲县2023年政府信息公开工作年度报告', NULL, '{"preamble":{"text":"本报告\n索引号：001-1"}}', '{"form":"2021"}'::figures - '{"form":"2019"}', NULL, NULL, 'text') ~ '本报告\n索引号：001-1' AS kept;
