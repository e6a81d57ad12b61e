-- Sentences in which a person has marked each number: before it, in braces, the indicators that it may be taken for, "-" where it is none of
-- ours, "?" where persons differ. Whatever narrative() reads in another place is wrong. Sentences and offices are invented.
SET search_path = disclosure, public;

CREATE TEMP TABLE marked (topic text, source text);
INSERT INTO marked VALUES
('names of accounts', '（一）主动公开。通过微信公众号“甲发布”推送信息{disclosed_on_wechat}108条，利用“乙镇在线”微信公众号发布文章{disclosed_on_wechat}25篇，抖音号“丙说”发布短视频{disclosed_on_other_media}12条。'),
('names of accounts', '（一）主动公开。微信公众号（{?}2个）发布信息{disclosed_on_wechat}149条，政务微博「甲县发布」“乙县之声”共发布信息{disclosed_on_weibo}60条，门户网站（甲县）公开信息{disclosed_on_website}31条。'),
('names of accounts', '通过微信公众账号（甲融媒）累计推送信息{disclosed_on_wechat}75条。全年发布{disclosed_on_weibo}220条微博。'),
('totals and parts', '（一）主动公开。全镇政府信息公开{disclosed}566条，一是利用政府门户网站公开政务信息{disclosed_on_website}398条；二是通过美篇等发布信息{-}168条。'),
('totals and parts', '（一）主动公开。2023年，全县政务公开{disclosed}120条，其中政府网站公开{disclosed_on_website}100条，其他平台发布信息{-}20条。'),
('totals and parts', '我局主动公开政府信息{disclosed}148篇，其中发布统计报告{-}25篇、“双随机、一公开”信息{-}2篇、动态{-}121篇。'),
('totals and parts', '信息平台累计发布各类信息{disclosed|disclosed_on_platform}716条，其中基层标准化专题发布信息{-}318条。'),
('totals and parts', '通过政府网站、微信公众号等多种渠道公开各类信息共计{disclosed}1130余条，微信推送信息{disclosed_on_wechat}12条。'),
('totals and parts', '县人民政府网站共发布各类信息{disclosed_on_website}461条，局门户网站公开政府信息公开{disclosed_on_website}52条。'),
('received', '{requests_received}未收到依申请公开政府信息。'),
('received', '全年{requests_received}没有收到依申请公开件。'),
('received', '截止12月31日，{requests_received}未收到信息公开当面申请、传真申请、网络申请。'),
('received', '（二）依申请公开。本局{requests_received}未收到申请，未收到行政许可申请。'),
('received', '（二）依申请公开。全年共收到{requests_received}12封有效申请。'),
('received', '收到依申请公开请求{requests_received}2件，收到申请公开政府信息的要求{requests_received}31件。'),
('received', '全县受理政府信息依申请公开{requests_received}9件，信访办理{-}5件，12345热线受理{-}6件。'),
('received', '受理公民、法人和其他组织向县政府及县政府办公室提出的政府信息公开申请{requests_received}5件。'),
('received', '（二）依申请公开。共收到申请{requests_received}二十一件，答复{requests_answered}二十件，其中当面申请{requests_in_person}两件。'),
('handled', '（二）依申请公开。全年共接到依申请公开{requests_received}184件，上年结转办理{requests_carried_in}1件，年内共办结{requests_answered}182件，结转下年度继续办理{requests_carried_out}3件。'),
('handled', '（二）依申请公开。收到依申请公开件{requests_received}30件，上年度结转办理件{requests_carried_in}1件，共办结{requests_answered}24件，结转到2025年办理{requests_carried_out}7件。'),
('handled', '（二）依申请公开。共办理信息公开申请{requests_handled}69件，含2023年转至今年办理的{requests_carried_in}3件，已按时办结{requests_answered}68件，剩余{requests_carried_out}1件结转下一年度处理。'),
('handled', '（二）依申请公开。上年转结{requests_carried_in}2件，2022年结转至2023年{-}4件。'),
('handled', '新收到依申请公开政府信息{requests_received}42件，答复依申请公开政府信息{requests_answered}39件。'),
('results', '（二）依申请公开。全年共收到依申请公开{requests_received}3件，公开{requests_granted}1件，不予公开{requests_denied}2件，其中属于国家秘密{requests_state_secret}1件，涉及第三方合法权益{requests_third_party_rights}1件。'),
('results', '（二）依申请公开。法律、行政法规禁止公开的{requests_prohibited_by_law}2件，危及“三安全一稳定”{requests_security_stability}1件，要求提供公开出版物{requests_published_material}3件，大量反复申请{requests_unjustified_mass}0件，重新出具已获取信息{requests_confirm_or_reissue}1件，保守国家秘密培训{trainings}2次。'),
('remedies', '本局{reconsiderations}{lawsuits}未发生因政府信息公开申请行政复议和提起行政诉讼的案件。'),
('remedies', '发生行政复议案件{reconsiderations}1件，{reconsiderations_other_result}为其他结果；行政诉讼案件{lawsuits}2件，{lawsuits_overturned}均被纠正。'),
('received', '（二）依申请公开：2023年{requests_received}未收到该项申请。本年度受理依申请政府信息公开事项{requests_received}25件。'),
('names of accounts', '某镇微信公众号累计推送农业新闻和各类信息{disclosed_on_wechat}91篇。'),
('received', '我局线上、线下均{requests_received}无依申请公开信件。县局{requests_received}无政府信息公开申请情况。'),
('totals and parts', '某局官方网站2022年全年发布各类信息{disclosed_on_website}364条。'),
('remedies', '{reconsiderations}{lawsuits}未发生因违反规定而出现行政复议和行政诉讼等情况。{reconsiderations}{lawsuits}无因政府信息公开工作而提起的行政复议或行政诉讼。'),
('answers to the public', '公开主办的人大建议、政协提案办理答复件{proposals}22件。'),
('documents', '主动公开县政府和县政府办公室行政规范性文件{normative_documents_disclosed}42件，人事任免文件{-}16件。'),
('documents', '主动公开各类信息{disclosed}5万余条，其中规范性文件{normative_documents_disclosed}3件，其他文件{-}76件。'),
('documents', '2024年本局{normative_documents_issued}未制定规范性文件。镇政府{normative_documents_issued}没有制定和发布规范性文件。'),
('documents', '合法性审查规范性文件{-}8件，清理规范性文件{normative_documents_reviewed}12件。'),
('decisions', '全年办理行政许可{licensing_decisions}35件、行政处罚{penalty_decisions}4件，行政强制{compulsion_decisions}0件。作出行政处罚决定{penalty_decisions}17件。'),
('decisions', '主动公开行政许可{-}33项，公示行政处罚信息{-}6条，取消行政许可事项{-}2项，归集行政许可、行政处罚信息{-}90条。'),
('answers to the public', '受理县长信箱有效信件{messages}163件，收到“领导信箱”来信{messages}15件，开展在线调查{consultations}2次，互动访谈{interviews}12期，举办{press_conferences}19场市政府新闻发布活动，出席{-}25人次。'),
('answers to the public', '公开省政协提案的答复{proposals}1篇、市人大代表建议的答复{proposals}2篇。网站点击量已达{visits}29131次。'),
('traditional characters', '（一）主動公開情況。我縣共發布轉載信息{disclosed}3886條，政策解讀{interpretations}20條。（二）依申請公開情況。收到政府信息依申請公開{requests_received}9件，上年轉結{requests_carried_in}1件，網絡申請數{requests_online}5件，發生行政復議{reconsiderations}兩件。'),
('received', '收到公民、法人和其他组织申请政府信息公开共计{requests_received}42宗，其中当面申请{requests_in_person}3宗；自然人申请{requests_natural_person}22宗、法人或其他组织申请{requests_organisations}20宗。'),
('names of accounts', '“丁县发布”微信公众号累计发布稿件{disclosed_on_wechat}1,560篇，阅读量达{-}320万人次，粉丝数{-}12.5万。门户网站访问量{visits}88万人次。'),
('documents', '截至年底，共有现行有效规章{government_rules_in_force}12件、行政规范性文件{normative_documents_in_force}235件。'),
('documents', '对{normative_documents_reviewed}120件规范性文件开展清理，其中继续有效{normative_documents_kept}98件，废止{normative_documents_repealed}15件，修改{normative_documents_amended}7件。'),
('answers to the public', '回应公众关注热点或重大舆情{responses}15次。回应公众关切留言{responses}210条。征集意见{consultations}28期，收到意见{opinions}350条。'),
('answers to the public', '参加或举办新闻发布会总次数{press_conferences}4次，主要负责同志参加新闻发布会次数{-}1次。召开发布会{press_conferences}12场，其中区主要负责同志出席{-}2场。'),
('remedies', '被提起行政复议{reconsiderations}1件，{reconsiderations_upheld}结果维持；行政诉讼{lawsuits}1件，{lawsuits_pending}尚未审结。'),
('remedies', '行政复议案件{reconsiderations}2件，结果{reconsiderations_upheld}均为维持；行政诉讼{lawsuits}3件，结果维持{lawsuits_upheld}1件，结果纠正{lawsuits_overturned}2件。'),
('remedies', '行政复议{reconsiderations}5件，结果维持{reconsiderations_upheld}3件，尚未审结{reconsiderations_pending}2件。行政诉讼{lawsuits}2件，{lawsuits_pending}目前正在审理中。'),
('supervision', '全年开展{assessments}4次督查，通报问题{assessment_findings}23个，已整改{findings_rectified}21个。主动公开公文占比{document_openness}68%。'),
('names of accounts', '（一）主动公开。2023年区政府网站信息发布量{disclosed_on_website}2.3万条，政策解读发布量{interpretations}128条，其中图解{-}90条。发布政策解读{interpretations}56件，其中图文解读{-}32件，视频解读{-}8件。'),
('totals and parts', '（一）主动公开。全年共发布政务信息总数{disclosed}365条，其中，单位网站发布信息{disclosed_on_website}210条。全年审核把关拟公开信息{-}1320条次。'),
('results', '（二）依申请公开。共计接收公开申请{requests_received}74件，同意公开或部分同意公开{requests_granted_or_partly}36件，未能公开{-}38件。'),
('fees', '我局{fee}没有因政府信息公开申请收取任何费用。政府信息公开收费金额{fee}0元。'),
('supervision', '开展业务培训{trainings}2场，累计{people_trained}100余人次，对{-}12个镇街、{-}45个部门进行考核。我局{accountability}未有因信息公开工作而受到责任追究的情况。'),
('columns', '优化政府信息公开专栏，新增“优化营商环境”等专题{columns_added}3个，建成村级政务公开专区{reading_rooms}12个。'),
('handled', '全县共收到政府信息公开申请{requests_received}256件、结转上年度申请{requests_carried_in}8件，答复{requests_answered}260件，结转下年度办理{requests_carried_out}4件。'),
('documents', '我市现行有效的政府规章{government_rules_in_force}22部，市政府及市政府办公室行政规范性文件{normative_documents_in_force}188件。市政府公报全年编发{gazettes}12期，刊登文件{-}96件。'),
('supervision', '开展政务公开季度测评{assessments}4次，反馈问题{assessment_findings}83个，{findings_rectified}全部完成整改。');

CREATE TEMP TABLE page AS SELECT row_number() OVER () AS page, source, regexp_replace(source, '\{[^}]*\}', '', 'g') AS text FROM marked;
CREATE TEMP VIEW mark AS
SELECT page, string_to_array(split_part(piece, '}', 1), '|') AS wanted, sum(length(before)) OVER (PARTITION BY page ORDER BY n) + 1 AS "position"
FROM (SELECT page, n, piece, lag(CASE n WHEN 1 THEN piece ELSE substr(piece, strpos(piece, '}') + 1) END) OVER (PARTITION BY page ORDER BY n) AS before
	FROM page, regexp_split_to_table(source, '\{') WITH ORDINALITY piece(piece, n)) p WHERE n > 1;
-- lists of parts, which are no numbers of the text, are tested in narrative.sql
CREATE TEMP VIEW hit AS SELECT page, indicator, "position", evidence FROM page, narrative(text) WHERE indicator !~ '_listed$';
SELECT count(*) AS marks FROM mark;
SELECT text, m.wanted, h.indicator, h.evidence FROM mark m FULL JOIN hit h ON h.page = m.page AND h.position = m.position AND (h.indicator = ANY (m.wanted) OR m.wanted && '{-,?}')
	JOIN page ON page.page = coalesce(m.page, h.page)
WHERE (h.indicator = ANY (m.wanted) OR m.wanted && '{?}' OR (h.indicator IS NULL AND m.wanted && '{-}')) IS NOT TRUE;
