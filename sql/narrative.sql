-- The numbers in the text of a report: sentences of many kinds, and numbers that are no indicators.
SET search_path = disclosure, public;

-- statements of a text: name, number, unit; with ~ if inexact, + if cumulative, then scope and year
CREATE FUNCTION pg_temp.said(source text) RETURNS text LANGUAGE sql AS $$
	SELECT coalesce(string_agg(concat(CASE WHEN approximate THEN '~' END, CASE WHEN cumulative THEN '+' END, indicator, ' ', value, unit,
		' ' || scope, ' ' || year), ', ' ORDER BY n), '—')
	FROM narrative(source) WITH ORDINALITY v(indicator, value, unit, approximate, cumulative, scope, evidence, "position", year, low, high, base, section, n)
$$;

SELECT * FROM narrative('（二）依申请公开。2023年，全市共受理政府信息公开申请3519件，同比增长1.05%，其中网络申请3200余件。');

-- the number behind the noun, before it, between both
SELECT t, pg_temp.said(t) FROM unnest(ARRAY[
	'全年收到政府信息公开申请75件。',
	'全年收到75件政府信息公开申请。',
	'政府信息公开申请共收到，其中75件通过网络提交。',
	'本年新收政府信息公开申请数量：8份。',
	'依申请公开方面，共收到申请12件，其中6件为网络申请，4件信函申请，2件当面申请。',
	'依申请公开方面，共收到申请12件，按渠道分：网络6件、信函（EMS）4件、当面提交1件、传真0件、电子邮箱1件。',
	'依申请公开：受理749件，其中自然人申请741件，法人或其他组织申请8件。',
	'依申请公开。收到公民、法人和其他组织提出的政府信息公开申请321件，其中公民315件、法人6件。',
	'收到政府信息公开申请9件，均为自然人申请。',
	'共收办政府信息公开申请3646件，其中自然人3524件。',
	'依申请公开：办结718件，结转下一年31件。',
	'答复政府信息公开申请805件（含上年度结转申请18件，另有72件按照《条例》顺延到下年度答复）。']) t \g (format=unaligned)

-- results, with the whole that they are a share of
SELECT indicator, value, unit, low, high, base FROM narrative(
	'依申请公开：予以公开及部分公开258件，占33.9%；不予公开35件（占4.34%）；无法提供265件，占比32.9%；不予处理158件；其他处理0件。');
SELECT t, pg_temp.said(t) FROM unnest(ARRAY[
	'依申请公开：予以公开2件，部分公开2件，属于四类过程性信息1件，本机关不掌握相关政府信息2件，重复申请1件。',
	'依申请公开：同意公开答复9件，部分公开答复0件，不予公开答复2件，无法提供的10件，不予处理0件，其他处理14件，转下一年度办理答复的有1件。',
	'依申请公开答复情况：6件予以公开，3件不予公开。',
	'依申请公开办理结果：予以公开31件、部分公开5件、不予公开9件、无法提供14件、不予处理2件、其他处理5件。']) t \gx (format=unaligned)

-- remedies: one list apart from the other
SELECT t, pg_temp.said(t) FROM unnest(ARRAY[
	'政府信息公开行政复议351件，其中结果维持72件，结果纠正64件，其他结果178件，尚未审结37件；行政诉讼46件，其中结果维持25件，结果纠正5件。',
	'行政诉讼案件1件、行政复议案件2件，均已结案。',
	'信息公开类行政复议7件，诉讼9件，均获维持。',
	'行政复议、行政诉讼案件共74件。',
	'未经复议直接起诉26件，其中结果维持13件、结果纠正4件；复议后起诉20件，其中结果维持12件。',
	'依申请公开被申请行政复议3件，维持2件、撤销1件；被提起行政诉讼2件，均未审结。']) t \gx (format=unaligned)

-- disclosure, by channel; of the year and since the beginning
SELECT t, pg_temp.said(t) FROM unnest(ARRAY[
	'截至2020年12月31日，累计公开政务信息116259条，年度新增信息12058条。其中政府网站年度新增3796条、政府信息公开平台年度新增8112条、官方微信年度新增75条、官方微博年度新增75条。',
	'2020年，累计受理依申请公开8件。',
	'自2008年以来，累计主动公开政府信息125.6万条。',
	'通过政府网站主动公开政府信息1136 条，通过微信公众号发布信息2920条，通过抖音发布信息12条，通过公告栏公开信息30条。',
	'全年新增公开规章1件、行政规范性文件8件、政策性文件11件。',
	'全年制发行政规范性文件8件，废止26件，现行有效66件。',
	'制作政策解读21个，《政府公报》6期，召开新闻发布会12场，在线访谈5期，开展征集调查33期，收到意见382条，办理群众留言147条。',
	'网站访问量954.04万人次，独立用户数380.95万个，在运维政务新媒体共计95个。',
	'编制完成26个试点领域标准目录，举办业务培训3场，培训人员300余人次，开展考核4次，责任追究0人。']) t \gx (format=unaligned)

-- numerals without end, in linear time
SET statement_timeout = '20s';
SELECT count(*) FROM narrative(repeat('九', 300000));
RESET statement_timeout;
-- too much for its bounds: left out
SELECT * FROM narrative('收到政府信息公开申请约90000亿件。');
-- inexact numbers and their bounds
SELECT t, value, low, high, approximate FROM unnest(ARRAY['5500余', '3万多', '近100', '约5500', '超300', '逾1.2万', '不超过20', '十余', '二十六', '100', '1，136', '1,136', '１１３６']) n,
	LATERAL (SELECT format('收到政府信息公开申请%s件。', n) AS t) s LEFT JOIN LATERAL narrative(t) ON true;
SELECT value, low, high FROM narrative('收到政府信息公开申请100件以上。');
SELECT pg_temp.said('收取信息处理费1.2万元。'), pg_temp.said('收取信息处理费三百元。');

-- fees, by unit
SELECT t, pg_temp.said(t) FROM unnest(ARRAY[
	'全年共有25件政府信息公开申请收取信息处理费2950元，其中甲局420元、乙局290元、丙县1500元、丁县140元、戊区600元。',
	'2024年，市政府全年收取政府信息公开信息处理费3940元。',
	'本年度未收取信息处理费。',
	'全市各级行政机关未向社会公众、企业收取与政府信息公开有关的费用。']) t;

-- lists of parts, taken together, also behind a semicolon and with channels among them: unless one of them is known for something else, inexact, or a part of a part
SELECT t, pg_temp.said(t) FROM unnest(ARRAY[
	'主动公开政府信息171条：基层政务公开124条，工作动态34条，预算决算13条。',
	'公布政府信息2599条（其中机构职能类信息25条，政策类信息68条，其他应主动公开政府信息856条）。',
	'依申请公开。收办申请3607件，其中市政府349件，市各部门933件，甲县477件，乙县1848件。',
	'主动公开政府信息171条，其中甲124条，乙34条，丙13条（含转载5条）。',
	'主动公开政府信息171条，其中甲124条，乙近40条，丙13条。',
	'主动公开政府信息171条，其中微信公开124条，乙34条，丙13条。',
	'主动公开政府信息171条，其中甲124条，乙34条，丙10条；丁3条。']) t;

-- nothing is a number too
SELECT t, pg_temp.said(t) FROM unnest(ARRAY[
	'2022年，我镇未收到政府信息公开申请。',
	'没有收到依申请公开申请，无下年度结转。',
	'我单位未出现申请行政复议、提起行政诉讼的情况。',
	'全年未发生信息公开行政复议案件、行政诉讼案件。',
	'没有关于政府信息公开的行政诉讼和行政复议情况。',
	'未收到申请人的补正材料。',
	'未经复议直接起诉，无法提供，没有现成信息需要另行制作，申请人无正当理由大量反复申请。']) t;

-- compared with last year: growth, increase; a number of last year is no number of this year
SELECT indicator, value, unit, low, high, base, year FROM narrative(
	'2024年收办政府信息公开申请3646件，同比增长1.05%，较2023年增加39件。答复3521件，较去年回落12.3%。2023年收到申请3607件。去年收到申请3000件。');

-- who is spoken of
SELECT t, pg_temp.said(t) FROM unnest(ARRAY[
	'全区收到政府信息公开申请95件，区政府办代表区政府受理政府信息公开申请17件。',
	'我局收到政府信息公开申请5件。',
	'全区各单位共收到政府信息公开申请233件。',
	'市本级收到政府信息公开申请5件。',
	'市政府网站公开信息5500条。',
	'因本机关不掌握等原因，依申请公开无法提供265件。']) t;

-- broken lines make no difference, page numbers neither; two numbers are not one
SELECT pg_temp.said(E'全市共受理政\n府信息公开申\n-1-\n\n请 3119\n 件，答\n复 3050 件（含上年度结转申请 34 件，另有 103 件顺延到下年度\n答复）。')
	= pg_temp.said('全市共受理政府信息公开申请3119件，答复3050件（含上年度结转申请34件，另有103件顺延到下年度答复）。') AS same;
SELECT pg_temp.said(E'收到政府信息公开申请12 3件。'), pg_temp.said('收到政府信息公开申请12-15件。'), pg_temp.said('收到政府信息公开申请3至5件。');
SELECT evidence, position, substr(t, position, 4) AS there FROM (SELECT E'一、总体情况。\n全年收到政府\n信息公开申请 75 件。' AS t) s, narrative(t);

-- no indicators: years, dates, documents, telephones, ordinals, periods, parts, other people's matters
SELECT t, pg_temp.said(t) FROM unnest(ARRAY[
	'依据国办公开办函〔2019〕60号和国令第711号，2023年1月1日至12月31日，地址：大道1号，邮编：223001，电话：0517-83605210。',
	'受理政府信息公开申请后20个工作日内答复，第3次会议，第二十条，1.收到申请，5G，24小时，3个月。',
	'政府信息公开申请分别为5件、3件。',
	'其中机构职能类信息25条，政策类信息68条，其他应主动公开政府信息856条。',
	'市教育局公开信息300条。',
	'收到群众信访举报申请34件，收到热线工单4567件，收到行政许可申请12件，收到留言92条。',
	'行政许可 447228 行政处罚 3985758 本年收费金额（单位：万元） 96171.6',
	E'| 规章 | 1 | 0 | 11 |\n| 行政规范性文件 | 8 | 26 | 66 |\n| 政府集中采购 | 947个 | 1.19亿元 |',
	'《2020年政府信息公开申请100件分析》已经印发。',
	'一件事一次办，组织一次性告知。',
	'（二）依申请公开。收到申请5件。（三）平台建设。政务大厅受理各类申请3.2万件，办理申请3万件，审批不收取任何费用。',
	'接入53个部门2261项事项，好评率99.58%，办结率100%。',
	'依申请公开信息条目、公开申请表格样式。',
	'', '。', '5', '件', '收到申请', '%%%', '（（（', '《《《']) t;

-- the list of indicators
SELECT count(*) AS indicators, count(*) FILTER (WHERE is_fact) AS facts, count(DISTINCT topic) AS topics FROM text_indicator;
SELECT name, label, units, topic_label FROM text_indicator WHERE topic = 'fees' OR name ~ '^sections_';

-- linear in the text: with the square of its length these would take minutes
SET statement_timeout = '60s';
SELECT piece, count(n.*) AS numbers
FROM unnest(ARRAY['收到政府信息公开申请75件，', '收到政府信息公开申请75件', '收到政府信息公开申请75件均予以公开未收取费用', '共共有有75件', '政府政府政府', '未', '（', '《',
	'其中5件', '1,234,567', '均均均', '收到收到收到申请申请']) WITH ORDINALITY p(piece, i)
LEFT JOIN LATERAL narrative(repeat(piece, 15000)) n ON true GROUP BY i, piece ORDER BY i;
RESET statement_timeout;
SELECT count(*) FROM narrative(repeat('收到政府信息公开申请75件，', 1000));

-- a whole report: numbers of all sections, and facts
SELECT indicator, value, section, evidence FROM narrative('{
	"preamble": {"title": null, "text": "依据国办公开办函〔2021〕30号编制。统计期限自2023年1月1日起至12月31日止。地址：大道1号；邮编：223001；电话：0517-83605210。"},
	"一": {"title": "一、总体情况", "text": "（一）主动公开。公开政府信息1136条。（二）依申请公开。收到申请21件。（三）政府信息管理。（四）平台建设。（五）监督保障。"},
	"二": {"title": "三、主动公开政府信息情况", "text": "| 规章 | 0 |"},
	"五": {"title": "五、存在的主要问题及改进情况", "text": "无"},
	"六": {"title": "六、其他需要报告的事项", "text": "收取信息处理费5元。"}}'::jsonb);
SELECT count(*) FROM narrative('{"一": "no object", "七": {"text": "收到政府信息公开申请75件。"}}'::jsonb);
SELECT count(*) FROM narrative('[1, 2]'::jsonb);
SELECT count(*) FROM narrative('null'::jsonb);

SELECT proname, provolatile, proparallel, proisstrict FROM pg_proc
WHERE proname IN ('narrative', 'check_narrative', 'check_text', 'text_rules', 'text_indicators') AND pronamespace = 'disclosure'::regnamespace ORDER BY 1;

-- The position of a number is one of the text, also of what is said with its last word.
SELECT indicator, position, length(t) FROM unnest(ARRAY['全年未收到政府信息公开申请', '全年收到行政复议3件，均维持', '收到政府信息公开申请12件']) t, narrative(t) WHERE position NOT BETWEEN 1 AND length(t);
