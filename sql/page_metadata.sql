-- The lines around a report: title, unit, year, period, dates, numbers, contact; and the six sections.
SET search_path = disclosure, public;
SET datestyle = 'ISO';

CREATE FUNCTION pg_temp.notes(r parsed_report) RETURNS text
LANGUAGE sql AS $$
	SELECT string_agg(n->>'kind' || ': ' || (n->>'text'), ' ' ORDER BY o) FROM jsonb_array_elements(r.notes) WITH ORDINALITY x(n, o)
	WHERE n->>'kind' IN ('title', 'year', 'period', 'issued_on', 'document_number', 'contact', 'notice')
$$;

-- title, unit and year: on several lines, wrapped within a word, in Markdown, among menus, with the name of the site behind it
SELECT r.title, r.unit_name, r.year, pg_temp.notes(r) AS notes
FROM unnest(ARRAY[
	E'甲县人民政府\n\n2023 年政府信息公开工作年度报告\n\n根据条例编制本报告。',
	E'- 1 -\n乙区卫生健康委员会2024年政府信息公开工\n作年度报告\n发布时间：2025-01-20',
	E'甲市自然资\n源和规划局2022年政府信息公开工作年度报告\n如有疑问，请与甲市自然资源和规划局联系。',
	E'甲市自然资\n源和规划局\n2022年政府信息公开工作年度报告\n如有疑问，请与甲市自然资源和规划局联系。',
	E'# **2022年度丙镇人民政府** 政府信息公开工作年度报告',
	E'甲 市 财 政 局 2 0 2 1 年 政 府 信 息 公 开 工 作 年 度 报 告',
	E'二〇二二年度丁乡政府信息公开年报',
	E'丁街道办事处政府信息公开工作年度报告（2023年度）',
	E'甲局\n政府信息公开工作年度报告\n（2023年）',
	E'甲市人民政府信息公开工作2019年度报告',
	E'乙县教育局关于发布2021年政府信息公开工作年度报告的公告',
	E'关于《乙县教育局2021年政府信息公开工作年度报告》的说明',
	E'2025甲县乙乡2025年度政府信息公开工作年度报告',
	E'当前位置：首页 > 政务公开 > 政府信息公开年报 > 2023年\n甲县审计局2022年政府信息公开年度报告 - 甲县人民政府',
	E'首页 | 无障碍 | 关怀版\n关怀版 无障碍 登录 注册 甲县审计局2022年政府信息公开年度报告\n甲县审计局办公室编。',
	E'Page 8 - 甲县审计局2022年政府信息公开工作年度报告',
	E'<html><head><title>甲县统计局2024年政府信息公开工作年度报告_甲县人民政府门户网站</title></head><body><p>一、总体情况</p></body></html>',
	E'当前位置：首页 > 年报 > 2024年网站首页政务公开甲县医疗保障局 2024 年政府信息公开工作年度报告根据《条例》编制。如有疑问，请与甲县医疗保障局联系（电话：0123-4567890）。',
	E'浏览：235甲县档案馆2024年度政府信息公开工作报告公开方式：主动公开',
	-- no unit, or an uncertain one
	E'2023年政府信息公开工作年度报告\n根据条例编制。',
	E'发布机构：甲县水利局\n2023年政府信息公开工作年度报告',
	E'我局2023年政府信息公开工作年度报告',
	E'本单位政府信息公开工作年度报告\n统计期限为2023年1月1日至12月31日。',
	E'最新动态通知公告2023年政府信息公开工作年度报告',
	-- no titles
	E'根据《关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》和《关于做好2023年政府信息公开工作年度报告编制工作的通知》编制。',
	E'现将2023年度政府信息公开工作情况报告如下。',
	E'分类：政府信息公开工作年度报告',
	-- two years
	E'2023年甲局2022年度政府信息公开工作年度报告\n统计期限为2022年1月1日至12月31日。',
	E'2023年甲局2022年度政府信息公开工作年度报告',
	E'甲局2022年政府信息公开工作年度报告\n统计期限为2023年1月1日至12月31日。']) page, parse_report(page) r;

-- as printed: traditional characters stay
SELECT unit_name, index_number, issued_on, document_number, metadata->>'publisher' AS publisher FROM parse_report(
E'索 引 號：X10000-3000-2020-0075\n發 佈 機 構：甲縣財政廳\n發文日期：2020-02-15 09:14:28\n文 號：甲政辦函〔2020〕54號\n甲縣財政廳2019年度政府信息公開工作年度報告');

-- the period of the numbers
SELECT page, period_start, period_end, year, pg_temp.notes(r) AS notes
FROM unnest(ARRAY[
	'统计期限为2020年1月1日至12月31日。', '所列数据的统计期限自 2021 年 1 月 1 日起至 2021 年 12 月 31 日止。', E'期限从2019年1月1日\n到12月3\n1日止',
	'2021年1月1日—2021年12月31日', '统计时限：2021/1/1-2021/12/31', '统计时间为二〇二一年一月一日至十二月三十一日',
	-- not a year; noted
	'统计期限自2021年1月1日起至2021年12月30日止。', '统计期限为2020年7月1日至2021年6月30日。',
	-- other dates are no period
	'2021年3月1日至5月31日开展检查。', '本报告于2021年1月1日发布。',
	-- characters lost: told, not guessed
	'统计期限自202111日起至20211230日止。', '统计期限为2021年1月1日至12月31止。', '统计期限为2021年1月至12月。', '统计期限为2021年2月30日至12月31日。',
	'统计期限为2021年12月31日至1月1日。']) page, parse_report(page) r \g (format=unaligned)

-- numbers of documents, and the notice, which has a number of another document
SELECT page, document_number, metadata->'document_number' AS parts, metadata->>'notice' AS notice, pg_temp.notes(r) AS notes
FROM unnest(ARRAY[
	'文号：甲政办函〔2025〕44号', '发文字号：甲政办发[2025]第4号', '文 号: | 甲政 办〔 2025 〕 4 号 |', E'甲府发【2025】3号\n甲县人民政府2024年政府信息公开工作年度报告',
	'备注/文号：甲（2025）1号', E'文号：\n有效性：有效', '文号：无', '文号：甲街道2023年度政府信息公开工作年度报告号', '文号：甲应急20221',
	E'甲局2023年政府信息公开工作年度报告\n根据国办公开办函〔2019〕60号的要求编制。', E'甲局2023年政府信息公开工作年度报告\n根据（国办公开办函［2021］30 号）编制。',
	E'甲局2023年政府信息公开工作年度报告\n（国办公开办函〔202130号）']) page, parse_report(page) r \g (format=unaligned)

-- dates: the first kind that says when it was published
SELECT page, issued_on, metadata->'dates' AS dates, pg_temp.notes(r) AS notes
FROM unnest(ARRAY[
	'发布日期：2022-01-21 17:48来源 : 甲局', '公开日期2024-01-17文号关键词', E'生成日期：\n2022年1月3日\n发布日期：\n2022年1月5日', '| 成文日期 | 2022.1.3 | 失效日期 | 2027/1/3 |',
	'发布时间：2025-02-2216:31 来源：甲局', '更新时间:2026-01-15 发布时间: |  来源:甲处', '发布日期：二〇二二年一月二十一日', '发布日期：2022-02-30', '发布日期：去年年底',
	E'甲局2025年政府信息公开工作年度报告\n甲局\n(2026年1月23日)\n', E'甲局2025年政府信息公开工作年度报告\n一、总体情况\n好。\n甲局\n2026年1月23日\n- 3 -',
	E'甲局2025年政府信息公开工作年度报告\n一、总体情况\n2026年1月23日召开会议。']) page, parse_report(page) r \g (format=unaligned)

-- contact, in prose that breaks anywhere, in fields, and lookalikes
SELECT page, metadata->'contact' AS contact, pg_temp.notes(r) AS notes
FROM unnest(ARRAY[
	E'甲局2025年政府信息公开工作年度报告\n请与甲局联系（地址：甲县人民路 9\n0号 ， 邮 编 ： 123456， 电 话 ： 0123-4567890，传真：0123—4567891， 电 子\n邮 箱 ：\nab_c.d@example.com）。可在本站（http://www.example.gov.cn/）下载。',
	E'联系地址：甲县解放路1号\n邮政编码：12345\n联系电话(传真)：（0123）4567890、4567891\nE-mail：ab.example.com\n联系人：张三',
	'联系电话：057********58，地址：无', '电话：12345', '电话会议：3次。地址不详。', E'电话：\n邮编：\n一、总体情况']) page, parse_report(page) r \gx (format=unaligned)

-- other fields: in cells, on lines, glued together, in columns of spaces
SELECT metadata - 'dates' - 'contact' AS metadata FROM unnest(ARRAY[
	E'索引号: | 014416330/2018-04736 | 分类: | 政府信息公开工作年度报告 | |\n责任部门: | 公开方式: | 主动公开 |\n公开时限: | 常年公开 | 公开范围: | 面向全社会 | 有效性: | 有效 | 浏览: |',
	E'索引号：\n014416330/2018-04736\n主题分类：\n\n体裁分类：\n报告\n主题词：\n年报;公开\n有效期：\n长期\n来源：\nhttp://www.example.gov.cn/a.html',
	'索引号：014416330/2018-04736分类：年度报告发布机构：甲县水利局文号：有效性：有效浏览：235',
	E'  名称   甲县水利局2023年政府信息公开年度报告\n 索引号  014416330/2018-04736   分类   信息公开年报   报告\n发布机构 甲县水利局   公开属性 主动公开\n  时效\n\n甲县水利局2023年政府信息公开年度报告',
	E'**索引号**：沪府办〔2020〕1号  \n**公开主体**：甲县水利局  \n**来源**：<http://www.example.gov.cn/a.html>',
	-- contents that are no value of their field
	E'单位：万元\n有效性：\n根据《条例》编制本报告。\n来源：根据本年度的统计数据，本报告对全年工作作了全面的总结，并分析了存在的问题。']) page, parse_report(page) \gx (format=unaligned)

-- sections: whatever their headings
CREATE FUNCTION pg_temp.sections(page text) RETURNS TABLE (key text, title text, content text)
LANGUAGE sql AS $$
	SELECT key, value->>'title', replace(value->>'text', E'\n', '/') FROM jsonb_each((parse_report(page)).sections)
	ORDER BY array_position(ARRAY['preamble', '一', '二', '三', '四', '五', '六'], key)
$$;
SELECT * FROM pg_temp.sections(E'第一部分 总体情况\n甲\n第二部分：主动公开政府信息情况\n乙\n1.收到和处理政府信息公开申请情况\n丙\n3.收到和处理政府信息公开申请情况\n丁\n（四）政府信息公开行政复议、行政诉讼情况\n戊\n**五、存在的主要问题及整改措施**\n己\n| 六、其它需要报告的事项 |\n庚\n附件：一览表');
-- a list within section one that is numbered like the sections, then the sections
SELECT * FROM pg_temp.sections(E'甲局2021年政府信息公开工作年度报告\n一、总体情况\n概述。\n一、加强领导。\n二、主动公开政府信息情况\n公开5条。\n三、主动公开政府信息情况。没有。\n五、存在的主要问题及改进情况\n不够。\n二、主动公开政府信息情况\n第二十条第（一）项\n规章 | 0 | 0 | 0 |\n三、收到和处理政府信息公开申请情况\n自然人\n五、存在的主要问题及改进情况\n仍不够。');
-- numbers that are shifted, and a table of contents
SELECT * FROM pg_temp.sections(E'目录\n一、总体情况\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n\n一、总体情况\n甲\n二、主动公开政府信息情况\n乙');
SELECT * FROM pg_temp.sections(E'一、主动公开政府信息情况\n甲\n二、收到和处理政府信息公开申请情况\n乙\n三、政府信息公开行政复议、行政诉讼情况\n丙');

-- no word of a page is lost, whatever becomes a heading
SELECT setseed(0.25);
WITH word AS (SELECT ARRAY['一、总体情况', '二、主动公开政府信息情况', '三、收到和处理政府信息公开申请情况', '五、存在的主要问题及改进情况', '三、主动公开政府信息情况',
	'第二部分 主动公开政府信息情况', '规章 0 0 0', '第二十条第（一）项', '文字甲', '（一）主动公开情况', '六、其他事项', '二、', '主动公开政府信息情况'] AS words),
	page AS MATERIALIZED (SELECT n, string_agg(words[1 + floor(random() * 13)::int] || n || '-' || m, E'\n' ORDER BY m)
			|| E'\n' || string_agg(words[1 + floor(random() * 13)::int], E'\n' ORDER BY m) AS text
		FROM word, generate_series(1, 200) n, generate_series(1, 12) m GROUP BY n),
	said AS (SELECT n, text, (SELECT string_agg(coalesce(value->>'title', '') || E'\n' || (value->>'text'), E'\n') FROM jsonb_each((parse_report(text)).sections)) AS sections FROM page)
/* a heading and the rest of its line may come apart; the heading of one section is said once */
SELECT count(*) AS pages, count(*) FILTER (WHERE EXISTS (SELECT FROM regexp_matches(text, '([^\d\s][^\d\n]*)|(\d+(?:-\d+)?)', 'g') m
	WHERE strpos(regexp_replace(sections, '\s', '', 'g'), regexp_replace(coalesce(m[1], m[2]), '\s', '', 'g')) = 0)) AS lose_some,
	count(DISTINCT sections) > 150 AS various FROM said;

-- hostile: long, deep, repeated; no error, and no long time
SELECT r.title IS NULL AS no_title, r.year, length(r.metadata::text) < 20000 AS short
FROM unnest(ARRAY[repeat('信息公开年度报告', 20000), repeat('甲局2020年政府信息公开年度报告编制', 5000), repeat(E'电话：\n', 20000), repeat('索引号：', 20000), repeat('(', 3000),
	repeat('统计期限为20', 20000), repeat('国办公开办函〔', 10000), repeat('发布日期：2022-', 10000), repeat('www.', 20000), repeat('@', 3000), repeat('＊*#`', 1000),
	E'电话：' || repeat('12345、', 10000)]) page, parse_report(page) r;
