-- The numbers in the texts of real reports, marked by a person: ../shared/reports, if it is at hand. A mark is a few characters up to a number,
-- without white space, with "|" where the number (or the word that denies one) begins; then what it counts: indicators that persons may take it
-- for, or "-" if it is none of ours. Whatever narrative() reads in another place is wrong.
SET search_path = disclosure, public;
\set present `test -r "$PG_ABS_SRCDIR/../shared/reports/numbers/000.tsv" && echo true || echo false`
\if :present
\else
\echo skipped: there is no ../shared/reports
\quit
\endif
CREATE TEMP TABLE source (file text, hex text);
\copy source FROM PROGRAM 'cd "$PG_ABS_SRCDIR/../shared/reports" && for f in 000_* 001_*reading* 003_*reading* 013_* *.narrative.txt partial_p02_* partial_p08_* partial_p12_* partial_p30_*; do printf "%s\t" "$f"; od -An -v -tx1 "$f" | tr -d " \n"; echo; done'
-- of whole pages the sections of text; pieces and sentences have no headings
CREATE TEMP TABLE prose AS
SELECT substring(file, '^(?:partial_)?([p0-9]+)') AS file, coalesce(s.key, '') AS section, coalesce(s.value->>'text', page) AS text
FROM (SELECT file, convert_from(decode(hex, 'hex'), 'UTF8') AS page FROM source) s0
LEFT JOIN LATERAL jsonb_each(CASE WHEN file ~ '^(000|001|003|013|partial_p30)' THEN (parse_report(page)).sections END) s(key, value) ON true
WHERE s.key IS NULL OR s.key IN ('一', '五', '六');

CREATE TEMP TABLE mark (file text, context text, wanted text);
INSERT INTO mark VALUES
('000', '累计公开政务信息|116259', 'disclosed'), ('000', '年度新增信息|12058', 'disclosed'), ('000', '网站年度新增|3796', 'disclosed_on_website'),
('000', '平台年度新增|8112', 'disclosed_on_platform'), ('000', '微信年度新增|75', 'disclosed_on_wechat'), ('000', '微博年度新增|75', 'disclosed_on_weibo'),
('000', '受理依申请公开|8', 'requests_received'), ('000', '在线申请|6', 'requests_online'), ('000', ')申请|2', 'requests_by_letter'),
('000', '行政机关|未向', 'fee'), ('000', '投诉|0', 'request_complaints'), ('000', '行政复议|0', 'reconsiderations'), ('000', '行政诉讼|0', 'lawsuits'),
('000', '各乡镇|26', 'pilot_fields'), ('000', '人员共|100', 'people_trained'),
('001', '公开政府信息|1136', 'disclosed_on_website'), ('001', '公开申请|21', 'requests_received'), ('001', '信息处理费|0', 'fee'),
('003', '各类政府信息|5500', 'disclosed_on_website'), ('003', '规章|1', 'government_rules_disclosed'), ('003', '政策性文件|11', 'policy_documents'),
('003', '政策解读|21', 'interpretations'), ('003', '公报》|6', 'gazettes'), ('003', '发布会|12', 'press_conferences'), ('003', '公开申请|3119', 'requests_received'),
('003', '答复|3050', 'requests_answered'), ('003', '结转申请|34', 'requests_carried_in'), ('003', '另有|103', 'requests_carried_out'),
('003', '行政复议|351', 'reconsiderations'), ('003', '结果维持|72', 'reconsiderations_upheld'), ('003', '结果纠正|64', 'reconsiderations_overturned'),
('003', '其他结果|178', 'reconsiderations_other_result'), ('003', '尚未审结|37', 'reconsiderations_pending'), ('003', '行政诉讼|46', 'lawsuits'),
('003', '结果维持|25', 'lawsuits_upheld'), ('003', '结果纠正|5', 'lawsuits_overturned'), ('003', '其他结果|9', 'lawsuits_other_result'),
('003', '尚未审结|7', 'lawsuits_pending'), ('003', '共计|95', 'media_accounts'), ('003', '均为|100', '-'), ('003', '全年组织|4', 'site_checks'),
('003', '信息处理费|3940', 'fee'),
('006', '公开申请|749', 'requests_received'), ('006', '自然人申请|741', 'requests_natural_person'), ('006', '其他组织申请|8', 'requests_organisations'),
('006', '共办理|718', 'requests_handled|requests_answered'), ('006', '下一年|31', 'requests_carried_out'), ('006', '相关案件|74', 'remedies'),
('007', '公开申请|34', 'requests_received'), ('007', '公开申请|2件', 'requests_carried_in'), ('007', '公开答复|9', 'requests_granted'),
('007', '部分公开答复|0', 'requests_partly_granted'), ('007', '不予公开答复|2', 'requests_denied'), ('007', '无法提供的|10', 'requests_unavailable'),
('007', '不予处理|0', 'requests_not_processed'), ('007', '其他处理|14', 'requests_other_handling'), ('007', '答复的有|1', 'requests_carried_out'),
('009', '公开申请|859', 'requests_received'), ('009', '去年回落|12.3', 'requests_received_growth'), ('009', '公开申请|805', 'requests_answered'),
('009', '结转申请|18', 'requests_carried_in'), ('009', '另有|72', 'requests_carried_out'), ('009', '部分公开|258', 'requests_granted_or_partly'),
('009', '占|33.9', 'requests_granted_or_partly_share'), ('009', '不予公开|35', 'requests_denied'), ('009', '占|4.34', 'requests_denied_share'),
('009', '无法提供|265', 'requests_unavailable'), ('009', '占|32.9', 'requests_unavailable_share'), ('009', '不予处理|158', 'requests_not_processed'),
('009', '占|19.6', 'requests_not_processed_share'), ('009', '其他处理|0', 'requests_other_handling'), ('009', '行政复议|7', 'reconsiderations'),
('009', '诉讼|9', 'lawsuits'), ('009', '9件，|均获', 'reconsiderations_upheld'), ('009', '9件，|均获', 'lawsuits_upheld'), ('009', '保持了省级政府|零', '-'),
('013', '费共计|400', 'fee'),
('014', '公布政府信息|2599', 'disclosed'), ('014', '职能类信息|25', '-'), ('014', '规范性文件类信息|68', '-'), ('014', '计划类信息|28', '-'), ('014', '许可类信息|69', '-'),
('014', '项目信息|90', '-'), ('014', '实事类信息|175', '-'), ('014', '就业类信息|67', '-'), ('014', '能源类信息|983', '-'), ('014', '卫生类信息|48', '-'),
('014', '管理类信息|124', '-'), ('014', '公开政府信息|856', '-'),
('015', '公开申请|21', 'requests_received'),
('017', '公开申请|75', 'requests_received'), ('017', '自然人|72', 'requests_natural_person'), ('017', '商业企业|3', 'requests_enterprise'), ('017', '办结率|100', '-'),
('017', '行政诉讼案件|1', 'lawsuits'), ('017', '行政复议案件|2', 'reconsiderations'),
('p02', '共收到|8', 'requests_received'), ('p02', '申请,|均为', 'requests_natural_person'), ('p02', '予以公开|2', 'requests_granted'), ('p02', '部分公开|2', 'requests_partly_granted'),
('p02', '过程性性信息|1', 'requests_process_information'), ('p02', '相关政府信息|2', 'requests_not_held'), ('p02', '其他|1', '-|requests_other_handling'),
('p02', '。|无下年度', 'requests_carried_out'),
('p08', '公开行政许可|33', '-'), ('p08', '行政处罚|36', '-'), ('p08', '行政强制|1', '-'), ('p08', '服务事项|4', '-'), ('p08', '公开行政许可|0', '-'), ('p08', '行政处罚|0', '-'),
('p08', '行政强制|0', '-'), ('p08', '服务事项|16', '-'), ('p08', ',|没有制作', 'government_rules_issued'), ('p08', ',|没有制作', 'normative_documents_issued'),
('p08', ',|没有关于', 'lawsuits'), ('p08', ',|没有关于', 'reconsiderations'),
('p12', ',|未出现', 'reconsiderations'), ('p12', ',|未出现', 'lawsuits'),
('p30', '有|1', 'fee_requests'), ('p30', '信息处理费|380', 'fee'),
-- numbers that count nothing: of years, days, papers and meetings
('000', '|2020年,在市委', '-'), ('000', '〔|2016〕80号', '-'), ('000', '〔2016〕|80号', '-'), ('000', '关于印发|2020年政务', '-'), ('000', '〔|2020〕17号', '-'),
('000', '〔2020〕|17号', '-'), ('000', '|2020年,我市以', '-'), ('000', '截止|2020年12', '-'), ('000', '截止2020年|12月', '-'), ('000', '12月|31日,累计', '-'),
('000', '|2020年,累计受理', '-'), ('000', '确保|不出现错', '-'), ('000', '将|2020年政务公开工作要点', '-'), ('000', '|2020年,我市政务公开', '-'),
('001', '|2023年，洪泽区人民', '-'), ('001', '|2023年，我区', '-'), ('001', '|2023年全区', '-'), ('001', '|2023年，洪泽区政府', '-'), ('001', '|2023年，区政府', '-'),
('003', '|2024年，我市', '-'), ('003', '党的|二十大', '-'), ('003', '大和|二十届', '-'), ('003', '二十届|二中', '-'), ('003', '、|三中全会', '-'),
('003', '|2024年，市政府网站', '-'), ('003', '|2024年，全市共', '-'), ('003', '省办|2024年', '-'), ('003', '2024年|四个季度', '-'), ('003', '‘|四最', '-'),
('003', '|2024年，市政府严格', '-'), ('006', '|2025年，我县', '-'), ('013', '|2025年，全市各级', '-'), ('013', '|2025年全市实际', '-'), ('015', '|2020年全区', '-'),
('017', '|2022年，全区收到', '-'), ('017', '|2022年，全区政府', '-'), ('p02', '|2022年,区政府办公室', '-'), ('p08', '我局|2020年', '-'), ('p08', '|2021年新增', '-'),
('p12', '|2020年,我单位', '-'), ('p30', '|2025年有', '-');

-- places are counted without white space, so that a line may break anywhere
CREATE TEMP TABLE place AS
SELECT m.file, m.context, string_to_array(m.wanted, '|') AS wanted, p.section, strpos(p.dense, replace(m.context, '|', '')) + strpos(m.context, '|') - 1 AS "position"
FROM mark m LEFT JOIN (SELECT file, section, regexp_replace(text, '\s', '', 'g') AS dense FROM prose) p
	ON p.file = m.file AND strpos(p.dense, replace(m.context, '|', '')) > 0;
CREATE TEMP TABLE hit AS
SELECT p.file, p.section, n.indicator, length(regexp_replace(left(p.text, n."position" - 1), '\s', '', 'g')) + 1 AS "position", regexp_replace(n.evidence, '\s', '', 'g') AS evidence
FROM prose p, narrative(p.text) n WHERE n.indicator !~ '_listed$|^fee_by_unit$';
CREATE TEMP TABLE outcome AS
SELECT coalesce(m.file, h.file) AS file, context, wanted, indicator, evidence, CASE WHEN h.indicator = ANY (wanted) THEN 'right'
	WHEN h.indicator IS NULL AND wanted && '{-}' THEN 'none' WHEN h.indicator IS NULL THEN 'missed' ELSE 'wrong' END AS outcome
FROM place m FULL JOIN hit h ON h.file = m.file AND h.section = m.section AND h.position = m.position AND (h.indicator = ANY (wanted) OR wanted && '{-}');
SELECT count(*) AS marks, count(*) FILTER (WHERE "position" IS NULL) AS without_place FROM place;
SELECT outcome, count(*) FROM outcome GROUP BY outcome ORDER BY outcome;
SELECT round(count(*) FILTER (WHERE outcome = 'right') * 100.0 / count(*) FILTER (WHERE outcome IN ('right', 'wrong')), 1) >= 98 AS precision_98,
	round(count(*) FILTER (WHERE outcome = 'right') * 100.0 / count(*) FILTER (WHERE outcome IN ('right', 'missed') OR (outcome = 'wrong' AND NOT wanted && '{-}')), 1) >= 92 AS recall_92 FROM outcome;
SELECT file, context, wanted, indicator, evidence, outcome FROM outcome WHERE outcome IN ('missed', 'wrong') ORDER BY 1, 2;
