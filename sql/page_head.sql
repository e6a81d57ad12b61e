-- Title, unit, year and period where a page does not state them as the form has them: what a person reads of each.
SET search_path = disclosure, public;

CREATE TEMP TABLE head (page text, title text, unit_name text, year integer, period daterange);
INSERT INTO head VALUES
-- a sentence below the title is no part of it
(E'甲镇2023年政府信息公开工作年度报告\n编制说明：本报告由六个部分组成。', '甲镇2023年政府信息公开工作年度报告', '甲镇', 2023, NULL),
(E'甲县水利局\n2022年政府信息公开工作年度报告\n有关情况说明如下。', '甲县水利局2022年政府信息公开工作年度报告', '甲县水利局', 2022, NULL),
(E'甲镇2023年度政府信息公开工作年度报告\n\n工作人员按照要求编写。', '甲镇2023年度政府信息公开工作年度报告', '甲镇', 2023, NULL),
-- but a title that a sentence mentions is none
(E'根据《关于做好政府信息公开工作年度报告\n编制工作的通知》编写。', NULL, NULL, NULL, NULL),
-- kinds of offices name none
(E'政府政务公开年报\n一、总体情况\n2021年，本镇公开信息。', NULL, NULL, 2021, NULL),
(E'人民政府2021年政府信息公开工作年度报告', '人民政府2021年政府信息公开工作年度报告', NULL, 2021, NULL),
(E'街道办事处2021年政府信息公开工作年度报告', '街道办事处2021年政府信息公开工作年度报告', NULL, 2021, NULL),
(E'镇人民政府2021年政府信息公开工作年度报告\n发布机构：甲镇人民政府', '镇人民政府2021年政府信息公开工作年度报告', '甲镇人民政府', 2021, NULL),
(E'甲街道办事处2021年政府信息公开工作年度报告', '甲街道办事处2021年政府信息公开工作年度报告', '甲街道办事处', 2021, NULL),
-- the sentence that hands the report out
(E'按照上级部署，现将2021年甲街道办事处政府信息公开情况报告如下：\n一、总体情况\n做好公开。', NULL, '甲街道办事处', 2021, NULL),
(E'现将甲县财政局2022年度政府信息公开工作情况报告如下。', NULL, '甲县财政局', 2022, NULL),
(E'根据条例，现公布乙区统计局2023年政府信息公开工作年度报告。本报告由六部分组成。', NULL, '乙区统计局', 2023, NULL),
(E'结合实际，特编制丙镇2023年度政府信息公开工作年度报告，内容如下。', NULL, '丙镇', 2023, NULL),
(E'特向社会公布2019年度市乙研究室信息公开年度报告。', NULL, '市乙研究室', 2019, NULL),
(E'现将我镇2023年度政府信息公开工作报告如下：\n发布机构：丁镇', NULL, '丁镇', 2023, NULL),
(E'现就甲县农业农村局2023年政府信息公开工作情况报告如下\n一、总体情况', NULL, '甲县农业农村局', 2023, NULL),
(E'本报告由甲县人民政府办公室根据《条例》编制。统计期限为2024年1月1日至2024年12月31日。', NULL, '甲县人民政府办公室', 2024, '[2024-01-01,2024-12-31]'),
-- the publisher, without a title
(E'发布机构：甲街道\n一、总体情况\n2023年，本街道公开信息。', NULL, '甲街道', 2023, NULL),
(E'发布机构：政府\n一、总体情况\n2023年，公开信息。', NULL, NULL, 2023, NULL),
-- years of the text: the only one, that before the year of issue, the one it begins with; not those of documents
(E'一、总体情况\n2023年，本局做好公开。2023年，收到申请3件。', NULL, NULL, 2023, NULL),
(E'一、总体情况\n截止2023年12月31日，我局公开信息34条。', NULL, NULL, 2023, NULL),
(E'一、总体情况\n按照《2021年政务公开工作要点》（甲政办〔2021〕5号），本局2022年公开信息16条。', NULL, NULL, 2022, NULL),
(E'一、总体情况\n2022年，本局收到申请5件，比2021年增加2件。', NULL, NULL, 2022, NULL),
(E'发布日期：2023-01-20\n一、总体情况\n与2021年相比，2022年公开信息更多。', NULL, NULL, 2022, NULL),
(E'发布日期：2023-01-20\n一、总体情况\n2023年，本局将做好公开。', NULL, NULL, NULL, NULL),
(E'一、总体情况\n与2021年相比，2022年公开信息更多。', NULL, NULL, NULL, NULL),
(E'一、总体情况\n本局做好公开。', NULL, NULL, NULL, NULL),
-- the preamble within section one, or the period at its end
(E'甲局2022年政府信息公开工作年度报告\n一、总体情况\n本报告统计期限为2022年1月1日至2022年12月31日。\n（一）主动公开。公开16条。', '甲局2022年政府信息公开工作年度报告', '甲局', 2022, '[2022-01-01,2022-12-31]'),
(E'一、总体情况\n公开232条。数据统计期限为：2020年1月1日至2020年12月31日。\n二、主动公开政府信息情况', NULL, NULL, 2020, '[2020-01-01,2020-12-31]'),
-- dates that lost a sign, or months, that can mean one period only
(E'甲局2021年政府信息公开工作年度报告\n统计期限为2021年1月1日至12月31止。', '甲局2021年政府信息公开工作年度报告', '甲局', 2021, '[2021-01-01,2021-12-31]'),
(E'统计时限为20231月1日至202312月31日。', NULL, NULL, 2023, '[2023-01-01,2023-12-31]'),
(E'统计期限为2021年1月至12月。', NULL, NULL, 2021, '[2021-01-01,2021-12-31]'),
(E'统计期限为2021年1-12月。', NULL, NULL, 2021, '[2021-01-01,2021-12-31]'),
(E'甲县税务局12020年政府信息公开工作年度报告\n一、总体情况', '甲县税务局12020年政府信息公开工作年度报告', '甲县税务局1', 2020, NULL),
(E'甲市第一人民医院2023年信息公开年度报告\n一、总体情况', '甲市第一人民医院2023年信息公开年度报告', '甲市第一人民医院', 2023, NULL),
(E'统计期限自202111日起至20211230日止。', NULL, NULL, NULL, NULL),
(E'统计期限自2023年1月1日起，至2023年12月31日止。', NULL, NULL, 2023, '[2023-01-01,2023-12-31]'),
(E'2021年1月至12月开展检查。', NULL, NULL, NULL, NULL);
SELECT h.page, h.title, r.title AS read, h.unit_name, r.unit_name AS read, h.year, r.year AS read, h.period, daterange(r.period_start, r.period_end, '[]') AS read
FROM head h, parse_report(h.page) r
WHERE (h.title, h.unit_name, h.year, h.period) IS DISTINCT FROM
	(r.title, r.unit_name, r.year, CASE WHEN r.period_start IS NOT NULL THEN daterange(r.period_start, r.period_end, '[]') END) \gx

-- sections one, five and six by their numbers, whatever their words; a list within a section is none
CREATE FUNCTION pg_temp.sections(page text) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(key || '=' || coalesce(value->>'title', '') || ':' || replace(value->>'text', E'\n', '/'), E'\n'
		ORDER BY array_position(ARRAY['preamble', '一', '二', '三', '四', '五', '六'], key))
	FROM jsonb_each((parse_report(page)).sections)
$$;
SELECT pg_temp.sections(page) AS sections FROM unnest(ARRAY[
	E'甲镇2020年政府信息公开工作年度报告\n一、今年以来的做法\n公开16条。\n二、主动公开政府信息情况\n表\n四、政府信息公开行政复议、行政诉讼情况\n表\n五、不足之处与今后打算\n培训少。\n六、别的\n没有。',
	E'甲镇2020年政府信息公开工作年度报告\n一、加强领导\n做好。\n二、做好培训\n做好。\n二、主动公开政府信息情况\n表',
	E'丙局2021年政府信息公开工作年度报告\n一、概述\n公开16条。\n二、主动公开情况\n表\n三、依申请公开情况\n表\n四、行政复议和行政诉讼情况\n表\n五、存在问题\n少。\n六、其他需要说明的事项\n无。',
	E'乙局2021年政府信息公开工作年度报告\n一、基本情况\n依申请公开情况\n公开16条。\n二、主动公开政府信息情况\n表\n五、问题与改进\n少。\n六、其他事项\n无。',
	E'甲镇2020年政府信息公开工作年度报告\n一、收到申请5件，已经答复。\n二、主动公开政府信息情况\n表']) page \g (format=unaligned)

-- the contact and the notice within section one, and the findings on them
SELECT r.metadata->'contact' AS contact, r.metadata->>'notice' AS notice,
	(SELECT string_agg(rule || ' ' || result, ', ' ORDER BY rule COLLATE "C") FROM check_text(r.figures, r.sections, r.year) WHERE rule ~ 'notice|period|contact') AS findings
FROM unnest(ARRAY[
	E'甲镇2022年政府信息公开工作年度报告\n一、总体情况\n依据国办公开办函〔2019〕60号编制，统计期限为2021年1月1日至2021年12月31日。请与甲镇联系（地址：甲镇中路8号，邮编：300000，电话：022-00000000）。\n二、主动公开政府信息情况\n规章 | 0 | 0 | 0 |',
	E'甲镇2022年政府信息公开工作年度报告\n一、总体情况\n依据国办公开办函〔2021〕30号编制，统计期限为2022年1月1日至2022年12月31日。\n二、主动公开政府信息情况\n规章 | 0 | 0 | 0 |']) page, parse_report(page) r \g (format=unaligned)
-- index numbers that begin with a division
SELECT p.raw, p.family, p.check_state AS check, p.region FROM unnest(ARRAY['330599-9/2025-00008', '330599-12/2025-00008', '330599/2025-00008', '330599-9-2025-00008',
	'01424668-5/2021-00063', '0142768-8/2022-00185']) number, index_number_parts(number) p;
