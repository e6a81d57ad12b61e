-- Statements in the text of a report, checked against its tables.
SET search_path = disclosure, public;

CREATE FUNCTION pg_temp.sections(overview text, other text DEFAULT '未收取信息处理费。') RETURNS jsonb LANGUAGE sql AS $$
	SELECT jsonb_build_object(
		'preamble', jsonb_build_object('text', '根据国办公开办函〔2021〕30号编制，统计期限自2023年1月1日至2023年12月31日。地址：甲县大道1号，邮编：343600，电话：0796-6891813。如有疑问，请联系甲县人民政府办公室，本报告的电子版可以在甲县人民政府网站下载，欢迎各界监督。'),
		'一', jsonb_build_object('title', '一、总体情况', 'text', '主动公开、政府信息管理、平台建设、监督保障各项工作已完成。依申请公开：' || overview),
		'二', jsonb_build_object('title', '二、主动公开政府信息情况', 'text', ''),
		'三', jsonb_build_object('title', '三、收到和处理政府信息公开申请情况', 'text', ''),
		'四', jsonb_build_object('title', '四、政府信息公开行政复议、行政诉讼情况', 'text', ''),
		'五', jsonb_build_object('title', '五、存在的主要问题及改进情况', 'text', '解读形式单一的问题还需改进，下一步丰富解读形式。'),
		'六', jsonb_build_object('title', '六、其他需要报告的事项', 'text', other))
$$;
-- of a city in 2023: 3511 received, 96 carried in, 3486 processed, 121 carried out
CREATE TABLE city (figures figures);
INSERT INTO city SELECT zero_figures('2021') + '{"form":"2021",
	"proactive":{"government_rules":[2,0,11],"normative_documents":[109,489,597]},
	"requests":{"received":[3402,99,0,4,5,1,3511],"carried_in":[91,3,0,0,2,0,96],"granted":[1175,12,0,3,1,0,1191],"partly_granted":[319,7,0,0,2,0,328],
		"not_held":[968,74,0,1,3,1,1047],"needs_creation":[26,2,0,0,0,0,28],"still_unclear":[3,0,0,0,0,0,3],
		"processed":[3375,99,0,4,7,1,3486],"carried_out":[118,3,0,0,0,0,121]},
	"remedies":{"reconsideration":[309,17,88,26,440],"direct_suit":[1,1,16,6,24],"suit_after_reconsideration":[13,0,67,9,89]}}'::jsonb::figures;
CREATE FUNCTION pg_temp.checked(overview text, other text DEFAULT '未收取信息处理费。', year integer DEFAULT 2023, scope text DEFAULT NULL)
RETURNS SETOF text LANGUAGE sql AS $$
	SELECT concat_ws(' ', c.severity, c.result, c.why, c.rule, c.expected, c.actual, c.message)
	FROM city, check_text(city.figures, pg_temp.sections(overview, other), year, NULL, scope) c
$$;

-- no finding if both agree
SELECT * FROM pg_temp.checked('收到申请3511件，上年结转96件，答复3486件，结转下年121件。');
SELECT * FROM pg_temp.checked('共收办申请3607件，其中自然人3493件，法人或其他组织114件。予以公开1191件，部分公开328件，无法提供1078件。');
SELECT * FROM pg_temp.checked('行政复议440件，其中结果维持309件，结果纠正17件；行政诉讼113件，其中结果维持14件，结果纠正1件，其他结果83件，尚未审结15件。未经复议直接起诉24件；复议后起诉89件。');
-- R14 to R20
SELECT * FROM pg_temp.checked('收到申请3512件，上年结转97件，答复3486件。');
SELECT * FROM pg_temp.checked('共收办申请3608件，其中自然人3492件。予以公开1175件，部分公开319件，无法提供1047件。');
SELECT * FROM pg_temp.checked('行政复议134件，均获维持；行政诉讼57件。');
SELECT * FROM pg_temp.checked('收到申请3511件，其中网络申请3000件，信函申请600件。');
SELECT * FROM pg_temp.checked('收到申请3511件，其中网络申请3000件，信函申请512件。');
SELECT * FROM pg_temp.checked('制发规章3件；现行有效规章11件。制发行政规范性文件109件，废止489件，现行有效596件。');
-- a number that is not exact is a bound
SELECT t, array(SELECT pg_temp.checked(t)) FROM unnest(ARRAY['收到申请3500余件。', '收到申请3600余件。', '收到申请近3600件。', '收到申请近3500件。', '收到申请约3400件。', '收到申请约3300件。',
	'收到申请超3000件。', '收到申请超4000件。', '收到申请4000件以上。', '收到申请不超过4000件。', '累计收到申请12000件。']) t;
-- a number of another scope can confirm, not refute; one of the same scope is wrong
SELECT scope, array(SELECT pg_temp.checked('全市收到申请3511件。', scope => scope)) AS agrees, array(SELECT pg_temp.checked('全市收到申请349件。', scope => scope)) AS differs,
	array(SELECT pg_temp.checked('市政府办代表市政府收到申请349件。', scope => scope)) AS part
FROM unnest(ARRAY[NULL, 'own', 'level', 'consolidated']) scope \g (format=unaligned)
-- a smaller number beside one that agrees is a part of it, unless it says the same scope
SELECT * FROM pg_temp.checked('收到申请3511件。其中收到申请349件。');
SELECT * FROM pg_temp.checked('全市收到申请3511件。全市收到申请349件。', scope => 'consolidated');
-- without a scope told, a report speaks of itself; the numbers of an office that it names are another's
SELECT t, array(SELECT pg_temp.checked(t)) FROM unnest(ARRAY['本机关收到申请3512件。', '我局收到申请3512件。', '我所收到申请3512件。', '市政府办公室收到申请349件。', '市本级收到申请349件。']) t \g (format=unaligned)
-- those carried in are in the number if it says so, before or behind; else they are not
SELECT t, array(SELECT pg_temp.checked(t)) FROM unnest(ARRAY['收到申请3607件（含上年结转96件）。', '受理申请3607件，其中上年结转96件。', '共收到申请3607件，包括上年度结转办理96件。',
	'收到申请3607件，上年结转96件。', '收到申请3606件（含上年结转96件）。', '收到申请3511件，其中上年结转96件。']) t \g (format=unaligned)
-- a list of results that is not whole accuses nobody; neither do plans, averages, numbers to compare with and those of others
SELECT t, array(SELECT pg_temp.checked(t)) FROM unnest(ARRAY['收到申请3511件，其中1191件予以公开，328件部分公开，0件不予公开，1078件无法提供。',
	'收到申请3511件，比上年的3000件增加511件。', '今年申请数量较上年有所上升，达3511件。', '收到申请3511件。下一步，力争办理申请300件，答复申请280件。', '收到申请3511件，协助答复申请20件，日均答复申请10件。']) t \g (format=unaligned)
-- the total behind its parts, the articles of the regulation and numbers without a unit are compared too
SELECT t, array(SELECT pg_temp.checked(t)) FROM unnest(ARRAY['网上申请3000件、信函申请511件，共3511件。', '网上申请3000件、信函申请511件，共3512件。', '今年申请数量较上年有所上升，达3512件。',
	'第二十条第（一）项：规章本年制发件数2，废止件数0，现行有效件数12。', '第二十条第（五）项行政许可1件；第（六）项行政处罚2件、行政强制3件。', '予以公开1191件（34.2%），部分公开328件（19.4%）。']) t \g (format=unaligned)
-- numbers of one indicator side by side are added, apart from each other they are not
SELECT t, array(SELECT pg_temp.checked(t)) FROM unnest(ARRAY['网上收到申请3000件，信函收到申请511件。', '我局网上收到申请3000件，我局信函收到申请511件。', '网上收到申请3000件，信函收到申请510件。',
	'收到申请3000件。' || repeat('做好公开工作。', 20) || '收到申请511件。']) t \g (format=unaligned)
-- remedies: all, or those that were closed; parts that do not add up are a finding
SELECT t, array(SELECT pg_temp.checked(t)) FROM unnest(ARRAY['行政复议440件。', '审结行政复议414件，行政诉讼98件。', '行政复议、行政诉讼案件共553件。', '行政复议、行政诉讼案件共512件。', '行政复议426件。',
	'行政复议440件，其中结果维持309件，结果纠正17件，其他结果88件，尚未审结26件。', '行政复议414件，其中结果维持309件，结果纠正17件，其他结果88件。', '行政复议440件，其中结果维持309件，结果纠正17件。', '行政复议440件，其中结果维持310件，结果纠正17件。']) t \g (format=unaligned)
SELECT t, array(SELECT pg_temp.checked(t)) FROM unnest(ARRAY['答复3486件，其中予以公开1191件，部分公开328件，不予处理10件。', '主动公开政府信息100条，其中网站公开50条，通知30条，动态10条。',
	'主动公开政府信息100条，其中网站公开50条，通知30条，动态20条。', '主动公开政府信息100条，其中网站公开50条，通知30条，动态10。']) t \g (format=unaligned)
-- reasons and decisions
SELECT * FROM pg_temp.checked('不予公开1件，其中属于国家秘密1件。办理行政许可5件，行政处罚0件。公示行政许可信息9条。');
-- another year
SELECT * FROM pg_temp.checked('2022年收到申请0件。');
SELECT * FROM pg_temp.checked('2022年收到申请12件。2023年收到申请3511件。');
-- percentages: by the whole that they imply
SELECT * FROM pg_temp.checked('予以公开1191件，占34.17%；部分公开328件，占9.1%；无法提供1078件，占30.9%。');
SELECT * FROM pg_temp.checked('予以公开1191件，占34.2%；部分公开328件，占9.9%；无法提供1078件，占29.9%。');
-- growth: by the number of last year that it implies, which is there or not
SELECT rule, result, why, expected, actual, message FROM city,
	unnest(ARRAY['收到申请3511件，同比增长1.05%。', '收到申请3511件，同比增长0.97%。', '收到申请3511件，较上年减少39件。', '收到申请3511件，较上年增加39件。']) t,
	check_text(figures, pg_temp.sections(t), 2023, fill_zero('{"form":"2021","requests":{"received":[3472,0,0,0,0,0,3472],"carried_in":[5,0,0,0,0,0,5]}}')) c;
-- fees
SELECT * FROM pg_temp.checked('已完成。', '收取信息处理费2950元，其中甲局420元，乙县290元，丙县1500元，丁区640元。') \g (format=unaligned)
SELECT * FROM pg_temp.checked('已完成。', '收取信息处理费2955元。');
SELECT * FROM pg_temp.checked('已完成。', '无。');
-- the form of the text
SELECT rule, severity, message, advice FROM check_text(zero_figures('2021'), '{
	"preamble": {"text": "依据国办公开办函〔2019〕60号编制。统计期限自2022年1月1日至2022年11月30日。如有疑问，请联系甲县人民政府办公室，邮编：3436001，电话见网站。本报告的电子版可以在甲县人民政府网站下载，欢迎社会各界监督，欢迎提出意见和建议，并请注明联系方式，谢谢。"},
	"一": {"title": "一、总体情况", "text": "完成各项工作。"}, "三": {"title": "二、收到和处理政府信息公开申请情况", "text": ""},
	"五": {"title": "五、存在的主要问题及改进情况", "text": "无。"}, "六": {"title": "六、别的事项", "text": ""}}', 2023);
SELECT rule FROM check_text(zero_figures('2019'), '{"preamble": {"text": "依据国办公开办函〔2019〕60号。统计期限自2020年1月1日至12月31日。"}, "六": {"text": "无。"}}', 2020);
-- blanks leave unknown numbers open
SELECT rule, result, why, message FROM check_text('{"form":"2021"}', pg_temp.sections('收到申请5件。'), 2023);

-- rules of an office: the language has references to the text, and a choice of relations
SELECT rule, severity, result, message, cells FROM city, check_text(figures, pg_temp.sections('收到申请3511件。培训人员300余人次。'), 2023, rules => ARRAY[
	ROW('own.few_trained', 'info', 'text.people_trained >= 1000', '培训人次少', NULL, NULL, NULL)::checked_rule,
	ROW('own.trained', 'info', 'text.people_trained >= 300', '培训人次够', NULL, NULL, NULL)::checked_rule,
	ROW('own.not_said', 'warning', 'text.trainings >= 1', '培训场次', NULL, NULL, NULL)::checked_rule,
	ROW('own.choice', 'warning', 'requests.received.total = 1 or text.requests_received = 2', '两者之一', NULL, NULL, NULL)::checked_rule,
	ROW('own.other', 'warning', 'text.requests_received = 1 or text.requests_received = 3511', '两者之一', NULL, NULL, NULL)::checked_rule,
	ROW('own.figures', 'warning', 'requests.received.total = 0', '没有文字', NULL, NULL, NULL)::checked_rule]) c;
SELECT * FROM compile_rules(ARRAY[ROW('a', 'error', 'text.fee = 0', NULL, NULL, NULL, NULL)::checked_rule]);
SELECT * FROM compile_rules(ARRAY[ROW('a', 'warning', 'text.nothing = 0', NULL, NULL, NULL, NULL)::checked_rule]);
SELECT * FROM compile_rules(ARRAY[ROW('a', 'warning', 'text = 0', NULL, NULL, NULL, NULL)::checked_rule]);
SELECT * FROM compile_rules(ARRAY[ROW('a', 'warning', 'previous.text.fee = 0', NULL, NULL, NULL, NULL)::checked_rule]);
SELECT * FROM compile_rules(ARRAY[ROW('a', 'warning', 'text.fee = 0 or', NULL, NULL, NULL, NULL)::checked_rule]);
SELECT * FROM compile_rules(ARRAY[ROW('a', 'warning', 'text.sections_present_share = 0', NULL, NULL, NULL, NULL)::checked_rule]);
SELECT value_of('{"form":"2021"}', 'text.fee');
SELECT count(*) FROM check_statement(zero_figures('2021'), 'text.fee = 1');
SELECT rule FROM check_statement(zero_figures('2021'), 'requests.received.total = 1 or requests.processed.total = 2');
SELECT rule FROM check_statement(zero_figures('2021'), 'requests.received.total = 1 or requests.processed.total = 0');
-- nothing follows from rules on the text, nor from a choice
SELECT * FROM rule_conflicts(ARRAY[ROW('a', 'warning', 'text.fee = 0', NULL, NULL, NULL, NULL)::checked_rule,
	ROW('b', 'warning', 'requests.received.total = 1 or requests.received.total = 2', NULL, NULL, NULL, NULL)::checked_rule]);

-- the statutory ones: no error among them, all compile, no code twice
SELECT severity, count(*), count(DISTINCT code) FROM text_rule GROUP BY severity ORDER BY 1;
SELECT code, source, description, advice FROM text_rule WHERE code IN ('text.received', 'text.sections', 'text.granted_share');

-- a text that says everything thousands of times
SELECT count(*) > 5 AS findings FROM city, check_text(figures, jsonb_build_object('一', jsonb_build_object('text',
	(SELECT string_agg(format('依申请公开：收到政府信息公开申请%s件，网络申请%s件，信函申请%s件，予以公开%s件，占%s%%。', i, i + 1, i + 2, i + 3, i % 100), '') FROM generate_series(1, 5000) i))), 2023);

-- numbers handed over by hand, as the register does
SELECT rule, message FROM city, check_narrative(figures, 2023, ARRAY[
	ROW('requests_received', 3512, '件', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)::narrative_value,
	ROW('no_such', 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)::narrative_value, NULL,
	ROW('fee', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)::narrative_value]) c;
SELECT rule, message FROM city, check_narrative(figures, 2023, ARRAY[
	ROW('requests_received', 3512, '件', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)::narrative_value], replaced => ARRAY['text.received']) c;
SELECT count(*) FROM city, check_narrative(figures, 2023, NULL) c;
SELECT count(*) FROM city, check_narrative(figures, 2023, '{}', scope => 'whole') c;
SELECT count(*) FROM city, check_narrative(figures, 2023, ARRAY[
	ROW('fee', 1e30, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)::narrative_value]) c;
DROP TABLE city;

-- errors found in published reports, told in sentences of our own
SELECT c.severity, c.result, c.why, c.rule, c.message FROM
	-- a city whose growth was taken of other numbers, and whose remedies are of another count
	(SELECT zero_figures('2021') + '{"form":"2021","requests":{"received":[3440,75,0,1,6,3,3525],"carried_in":[118,3,0,0,0,0,121],"processed":[3440,73,0,1,5,2,3521],"carried_out":[118,5,0,0,1,1,125]},
		"remedies":{"reconsideration":[88,18,28,36,170],"direct_suit":[7,0,11,7,25],"suit_after_reconsideration":[33,0,6,13,52]}}'::jsonb::figures AS this,
	zero_figures('2021') + '{"form":"2021","requests":{"received":[3402,99,0,4,5,1,3511],"carried_in":[91,3,0,0,2,0,96],"processed":[3375,99,0,4,7,1,3486]}}'::jsonb::figures AS last) f,
	check_text(this, '{"一": {"text": "主动公开、依申请公开、政府信息管理、平台、监督。全市收办政府信息公开申请3646件，同比增长1.05%。备案的行政复议案件134件、行政诉讼案件57件。"}, "二": {}, "三": {}, "四": {},
		"五": {"text": "解读形式单一的问题还需改进，下一步丰富解读形式。"}, "六": {"text": "收取信息处理费2230元，其中甲局880元，乙局1080元，丙区270元。"}}', 2024, last) c;
-- the office speaks for the district, the table is of the whole
SELECT c.severity, c.result, c.why, c.rule, c.message FROM check_text(zero_figures('2021') + '{"form":"2021","requests":{"received":[95,0,0,0,0,0,95],"processed":[95,0,0,0,0,0,95]}}'::jsonb::figures,
	'{"一": {"text": "主动公开、依申请公开、政府信息管理、平台、监督。2024年，区政府办代表区政府受理政府信息公开申请17件。"}, "二": {}, "三": {}, "四": {},
		"五": {"text": "解读形式单一的问题还需改进，下一步丰富解读形式。"}, "六": {"text": "未收取信息处理费。"}}', 2024) c;
-- a town whose text was that of the year before
SELECT c.severity, c.result, c.why, c.rule, c.message FROM check_text(zero_figures('2021') + '{"form":"2021","requests":{"received":[32,0,0,0,0,0,32]},"proactive":{"licensing":[4]}}'::jsonb::figures,
	'{"一": {"text": "主动公开、依申请公开、政府信息管理、平台、监督。2022年，收到政府信息公开申请0件。"}, "二": {}, "三": {}, "四": {},
		"五": {"text": "解读形式单一的问题还需改进，下一步丰富解读形式。"}, "六": {"text": "未收取信息处理费。"}}', 2023) c;

-- in the register: read when the text is written, read again when it is changed, gone when it is gone
CREATE DATABASE regress_text;
\c regress_text
SET client_min_messages = warning;
CREATE EXTENSION report_ext;
CALL disclosure.create_register();
SET search_path = disclosure, public;
INSERT INTO unit VALUES ('a', '甲县', 'government');
INSERT INTO report (unit_id, year, figures) VALUES ('a', 2023, zero_figures('2021'));
INSERT INTO report_text (unit_id, year, scope, sections) VALUES ('a', 2023, 'own',
	'{"一": {"text": "主动公开。依申请公开：收到申请5件。政府信息管理。平台。监督。"}, "二": {}, "三": {}, "四": {}, "五": {"text": "解读形式单一的问题还需改进，下一步丰富解读形式。"}, "六": {"text": "收取信息处理费10元。"}}');
SELECT seq, indicator, value, unit, section, evidence FROM indicator_value WHERE evidence IS NOT NULL;
SELECT rule, severity, result, message, explained FROM finding WHERE rule ~ '^text';
UPDATE report_text SET sections = jsonb_set(sections, '{一,text}', '"主动公开。依申请公开：收到申请6件。政府信息管理。平台。监督。"');
SELECT rule, message FROM finding WHERE rule ~ '^text';
UPDATE report_text SET title = '甲县2023年报告';
SELECT count(*) FROM indicator_value;
-- a rule of the office stands for one on the text, or switches it off; a warning is explained like any other
INSERT INTO rule (code, severity, statement, message) VALUES ('text.received', 'info', 'text.requests_received = requests.received.total + 6', '相差六件');
SELECT rule, message FROM finding WHERE rule ~ '^text';
UPDATE rule SET statement = 'text.requests_received = 1', enabled = false WHERE code = 'text.received';
SELECT rule, message FROM finding WHERE rule ~ '^text';
DELETE FROM rule WHERE code = 'text.received';
INSERT INTO rule (code, severity, statement, from_year) VALUES ('text.own', 'error', 'text.fee = 0', 2019);
UPDATE report SET status = 'submitted';
SELECT explain('a', 2023, 'own', 'text.received', '含电话咨询');
UPDATE report SET status = 'submitted';
SELECT rule, explained FROM finding WHERE rule ~ '^text';
-- the words of a submitted report are judged like its numbers
UPDATE report_text SET sections = '{"五": {"text": "无"}}' WHERE year = 2023;
SET disclosure.reason = '核对';
UPDATE report SET status = 'returned';
-- section five as it was the year before, numbers and white space aside
INSERT INTO report (unit_id, year, origin, figures) VALUES ('a', 2022, 'recorded', zero_figures('2021'));
INSERT INTO report_text (unit_id, year, scope, sections) VALUES ('a', 2022, 'own', '{"五": {"text": "解读形式 单一的问题还需改进，\n下一步丰富解读形式。"}}');
SELECT year, message, advice FROM finding WHERE rule = 'text.problems_repeated';
UPDATE report_text SET sections = '{"五": {"text": "解读形式单一的问题还需改进，下一步做图解。"}}' WHERE year = 2022;
SELECT year, message FROM finding WHERE rule = 'text.problems_repeated';
UPDATE report_text SET sections = '{"五": {"text": "无"}}';
SELECT year, message FROM finding WHERE rule = 'text.problems_repeated';
UPDATE unit SET unit_id = 'b';
SELECT DISTINCT unit_id FROM indicator_value;
DELETE FROM report_text;
SELECT count(*) FROM indicator_value;
-- a report without a word passes with a hint, or if the office wants words is explained first
DELETE FROM rule;
INSERT INTO report (unit_id, year, figures) VALUES ('a', 2021, zero_figures('2021'));
SELECT severity, severity_label, result_label, message, advice FROM finding WHERE year = 2021 AND rule = 'text.missing';
BEGIN;
SELECT submit_report('a', 2021);
ROLLBACK;
UPDATE setting SET value = 1 WHERE name = 'text_required';
SELECT severity, severity_label FROM finding WHERE year = 2021 AND rule = 'text.missing';
SELECT submit_report('a', 2021);
SELECT explain('a', 2021, 'own', 'text.missing', '文字另行公布');
SELECT submit_report('a', 2021);
-- a recorded page without words is not asked
INSERT INTO report (unit_id, year, origin, figures) VALUES ('a', 2020, 'recorded', zero_figures('2019'));
SELECT count(*) FROM finding WHERE year = 2020 AND rule = 'text.missing';
-- words that stand where nobody looks for them are not taken; nor is a period that ends before it begins
CREATE FUNCTION pg_temp.kept(words text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	why text;
BEGIN
	EXECUTE 'UPDATE disclosure.report_text SET ' || words || ' WHERE year = 2021';
	RETURN 'taken';
EXCEPTION WHEN check_violation THEN
	GET STACKED DIAGNOSTICS why = PG_EXCEPTION_DETAIL;
	RETURN concat_ws(' | ', SQLERRM, nullif(why, ''));
END $$;
UPDATE setting SET value = 0 WHERE name = 'text_required';
SELECT withdraw_report('a', 2021, reason => '补文字');
INSERT INTO report_text (unit_id, year, scope) VALUES ('a', 2021, 'own');
SELECT w AS words, pg_temp.kept(w) AS said FROM unnest(ARRAY[$$sections = '{"一": "收到申请5件。"}'$$, $$sections = '"收到申请5件。"'$$, $$sections = '["收到申请5件。"]'$$, $$sections = '{"1": {"text": "收到申请5件。"}}'$$,
	$$sections = '{"七": {"text": "收到申请5件。"}}'$$, $$sections = '{"一": {"body": "收到申请5件。"}}'$$, $$sections = '{"一": {"text": 5}}'$$, $$period_start = '2021-12-31', period_end = '2021-01-01'$$,
	$$sections = '{"preamble": {"text": "本报告"}, "一": {"title": "一、总体情况"}, "六": {}}', period_start = '2021-01-01', period_end = '2021-12-31'$$, $$sections = NULL$$]) w;
-- a title of another year, the name of another office and thirteen months are told, and so is what a unit that was founded in the year need not say
CREATE FUNCTION pg_temp.head() RETURNS text LANGUAGE sql AS $$ SELECT concat_ws(' ', severity, message) FROM disclosure.finding WHERE year = 2021 AND rule = 'text.head' $$;
UPDATE unit SET name = '甲县审计局';
UPDATE report_text SET title = '甲县审计局2021年度政府信息公开工作年度报告', unit_name = '甲县审计局办公室', period_start = '2021-01-01', period_end = '2021-12-31' WHERE year = 2021;
SELECT pg_temp.head();
UPDATE report_text SET title = '甲县审计局2020 年政府信息公开工作年度报告', unit_name = '乙县审计局', period_end = '2022-01-31' WHERE year = 2021;
SELECT pg_temp.head();
SELECT submit_report('a', 2021);
UPDATE report_text SET title = '政府信息公开工作年度报告', unit_name = NULL, period_start = '2021-03-01', period_end = '2021-12-31' WHERE year = 2021;
SELECT pg_temp.head();
INSERT INTO reporter (unit_id, from_year, from_date) VALUES ('a', 2021, '2021-03-01');
SELECT pg_temp.head();
\c contrib_regression
DROP DATABASE regress_text;
