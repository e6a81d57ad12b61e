/*
 * Lines that an office may change or remove, so only a new register gets them:
 * table register is empty until all files have run.
 */
INSERT INTO disclosure.status_move
SELECT * FROM (VALUES
	('draft', 'submitted', 'fill', false, '报送'),
	('returned', 'submitted', 'fill', false, '重新报送'),
	('submitted', 'draft', 'fill', true, '撤回'),
	('submitted', 'returned', 'review', true, '退回'),
	('submitted', 'approved', 'review', false, '审核'),
	('approved', 'returned', 'review', true, '退回'),
	('approved', 'published', 'publish', false, '公布'),
	('published', 'returned', 'review', true, '更正')) m
WHERE NOT EXISTS (SELECT FROM disclosure.register);

INSERT INTO disclosure.setting
SELECT p.name, p.value, p.description FROM disclosure.product_settings() p
WHERE NOT EXISTS (SELECT FROM disclosure.register);

/*
 * Y06, Y07, S09, R12, X01 to X06 and what else numbers betray alone, with the
 * thresholds that an office starts with: a digit or a unit too many or too few,
 * a row or a table of last year, cases or fees that cannot be where they are.
 */
INSERT INTO disclosure.rule (code, severity, statement, message, advice, from_year)
SELECT * FROM (VALUES
	('plausible.jump_up', 'warning',
		'requests.received.total <= 5 * previous.requests.received.total or requests.received.total <= 100',
		'本年新收申请超过一百件，也超过上年的五倍', '核对本年新收是否多填了数字；确有增长的，写明情况。', 2020),
	('plausible.jump_down', 'warning',
		'5 * requests.received.total >= previous.requests.received.total when previous.requests.received.total >= 100',
		'本年新收申请不到上年的五分之一', '核对本年新收；确有减少的，写明情况。', 2020),
	('plausible.none_now', 'info',
		'requests.received.total > 0 when previous.requests.received.total > 0',
		'上年有申请，本年没有', '核对是否漏报。', 2020),
	('plausible.charges', 'warning',
		'proactive.charges.amount <= 100 * previous.proactive.charges.amount when previous.proactive.charges.amount > 0',
		'行政事业性收费超过上年的一百倍', '金额以万元为单位，核对是否误填为元。', 2022),
	('plausible.charges_less', 'warning',
		'100 * proactive.charges.amount >= previous.proactive.charges.amount when previous.proactive.charges.amount >= 100',
		'行政事业性收费不到上年的百分之一', '金额以万元为单位，核对是否误填为亿元。', 2022),
	('plausible.charges_most', 'warning',
		'proactive.charges.amount < 100000000',
		'行政事业性收费达到一万亿元', '金额以万元为单位，核对是否误填为元。', 2021),
	('plausible.charges_of_fees', 'info',
		'10000 * proactive.charges.amount <> text.fee when text.fee > 0',
		'行政事业性收费恰好是文字所说的信息处理费', '信息处理费不是表二的行政事业性收费，核对是否误填。', 2021),
	('plausible.decisions_up', 'info',
		'proactive.*.decisions < 10 * previous.proactive.*.decisions when previous.proactive.*.decisions >= 20',
		'处理决定数量达到上年的十倍', '核对是否多填了数字；确有增长的，写明情况。', 2020),
	('plausible.decisions_down', 'info',
		'10 * proactive.*.decisions > previous.proactive.*.decisions when previous.proactive.*.decisions >= 100',
		'处理决定数量不到上年的十分之一', '核对是否漏填；确有减少的，写明情况。', 2020),
	('plausible.decisions_same', 'info',
		'proactive.*.decisions <> previous.proactive.*.decisions when previous.proactive.*.decisions >= 100',
		'处理决定数量与上年完全相同', '核对是否误填了上年的数字；确实相同的，写明情况。', 2020),
	('plausible.documents_in_force', 'warning',
		'proactive.*.in_force >= proactive.*.issued - proactive.*.repealed',
		'现行有效件数少于本年制发减去本年废止', '本年制发而没有废止的都现行有效，核对三个件数。', 2021),
	('plausible.requests_same', 'info',
		'requests.received.total <> previous.requests.received.total or requests.received.natural_person <> previous.requests.received.natural_person or requests.received.enterprise <> previous.requests.received.enterprise or requests.received.research <> previous.requests.received.research or requests.received.public_welfare <> previous.requests.received.public_welfare or requests.received.legal_service <> previous.requests.received.legal_service or requests.received.other_organisation <> previous.requests.received.other_organisation or requests.granted.total <> previous.requests.granted.total or requests.partly_granted.total <> previous.requests.partly_granted.total or requests.denied.total <> previous.requests.denied.total or requests.unavailable.total <> previous.requests.unavailable.total or requests.not_processed.total <> previous.requests.not_processed.total or requests.other_handling.total <> previous.requests.other_handling.total or requests.carried_out.total <> previous.requests.carried_out.total when previous.requests.received.total >= 10',
		'表三各类申请人的新收和各项办理结果都与上年相同', '核对是否误填了上年的表三。', 2020),
	('plausible.pending_vanished', 'info',
		'remedies.*.total >= previous.remedies.*.pending',
		'上年尚未审结的多于本年的总计', '上年尚未审结的案件，本年或已审结，或仍未审结，都计入本年，核对是否漏报。', 2020),
	('plausible.suits_after_nothing', 'info',
		'remedies.reconsideration.total + previous.remedies.reconsideration.total > 0 when remedies.suit_after_reconsideration.total > 0',
		'有复议后起诉，而两年没有行政复议', '核对是否应为未经复议直接起诉，或者漏报了行政复议。', 2020),
	('plausible.remedies_of_nothing', 'info',
		'requests.received.total + requests.carried_in.total + previous.requests.received.total > 0 when remedies.reconsideration.total + remedies.lawsuits.total > 0',
		'两年没有申请，而有行政复议或行政诉讼', '表四只计因政府信息公开引起的案件，核对是否误计了其他案件，或者漏报了申请。', 2020),
	('plausible.other_results', 'info',
		'remedies.*.other_result <= 0.8 * remedies.*.total when remedies.*.total >= 10',
		'其他结果超过案件总数的八成', '核对案件结果的分类。', NULL),
	('plausible.miscellaneous', 'info',
		'requests.miscellaneous.total <= 0.5 * requests.processed.total when requests.processed.total >= 20',
		'“其他处理”的“3.其他”超过办理总数的一半', '核对办理结果的分类，能归入前五类的不填其他处理。', 2021),
	('plausible.fee_overdue', 'info',
		'text.fee_notice_stated = 1 when requests.fee_overdue.total > 0',
		'有逾期不缴费的，文字没有写到收费通知', '逾期不缴费须以收费通知为前提，核对办理结果，或者写明收费的情况。', 2021),
	('plausible.carried_over', 'info',
		'requests.carried_out.total <= 0.2 * requests.received.total when requests.received.total >= 20',
		'结转下年度超过本年新收的两成', '核对结转下年度和办理期限。', NULL),
	('plausible.nothing_granted', 'info',
		'requests.granted.total + requests.partly_granted.total > 0 when requests.processed.total >= 50',
		'办理五十件以上，没有一件公开', '核对办理结果的分类。', NULL),
	('plausible.published_material', 'info',
		'requests.published_material.total + requests.confirm_or_reissue.total <= 0.1 * requests.processed.total when requests.processed.total >= 20',
		'要求提供公开出版物、确认已获取信息两类超过办理总数的一成', '这两类一般很少，核对办理结果的分类。', NULL)) r
WHERE NOT EXISTS (SELECT FROM disclosure.register);

INSERT INTO disclosure.deadline (kind, month, day)
SELECT * FROM (VALUES (NULL, 1, 31), ('government', 3, 31)) d
WHERE NOT EXISTS (SELECT FROM disclosure.register);

/* Headings and words of ledgers as offices and their programs write them; those that mean more than one row of the form stay open. */
INSERT INTO disclosure.ledger_heading (heading, field)
SELECT * FROM (VALUES
	('申请编号', 'request_no'), ('申请号', 'request_no'), ('编号', 'request_no'), ('编码', 'request_no'), ('流水号', 'request_no'), ('查询编号', 'request_no'),
	('申请人类型', 'applicant_kind'), ('申请人类别', 'applicant_kind'), ('类型', 'applicant_kind'),
	('申请方式', 'channel'), ('受理方式', 'channel'), ('收到方式', 'channel'),
	('申请日期', 'received_on'), ('申请时间', 'received_on'), ('收到日期', 'received_on'), ('申请受理时间', 'received_on'), ('受理日期', 'received_on'),
	('办理结果', 'outcome'), ('答复结果', 'outcome'), ('回复状态', 'outcome'), ('答复类型', 'outcome'),
	('答复日期', 'decided_on'), ('回复时间', 'decided_on'), ('申请完成时间', 'decided_on'), ('办结日期', 'decided_on'),
	('申请人编号', 'applicant_no'), ('事项数', 'items'), ('获取信息的方式', 'reply_way'), ('获取信息方式', 'reply_way'), ('答复方式', 'reply_way'),
	('处理部门名称', 'handled_by'), ('承办部门', 'handled_by'), ('承办人', 'handled_by'), ('受理单位名称', 'ignore'),
	('信息名称', 'subject'), ('文号', 'document_no'), ('答复书文号', 'document_no'),
	('是否延期', 'extended'), ('延期告知日期', 'extended_on'), ('补正告知日期', 'supplement_requested_on'), ('补正收到日期', 'supplement_received_on'),
	('征求意见日期', 'third_party_consulted_on'), ('第三方答复日期', 'third_party_replied_on'),
	('申请人（公民）姓名', 'name'), ('申请人（法人）名称', 'name'), ('申请人姓名', 'name'), ('申请人', 'name'), ('姓名', 'name'),
	('联系电话', 'contact'), ('所需信息的内容描述', 'description'), ('所需信息内容描述', 'description'), ('申请内容', 'description'),
	('证件号码', 'identity'), ('身份证号', 'identity'), ('身份证号码', 'identity'), ('组织机构代码', 'identity'),
	('证件类型', 'ignore'), ('工作单位', 'ignore'), ('法人代表', 'ignore'), ('联系人姓名', 'ignore'), ('联系地址', 'ignore'), ('邮政编码', 'ignore'),
	('电子邮箱', 'ignore'), ('截止日期', 'ignore'), ('申请到期时间', 'ignore'), ('信息的载体形式', 'ignore'), ('信息提供方式', 'ignore'), ('所需信息的用途', 'ignore'),
	('申请用途', 'ignore'), ('备注', 'ignore'), ('是否超时', 'ignore'), ('回复内容', 'ignore'), ('序号', 'ignore')) h
WHERE NOT EXISTS (SELECT FROM disclosure.register);

INSERT INTO disclosure.ledger_value (field, word, code, candidates)
SELECT v.field, v.word, v.code, v.candidates::text[] FROM (VALUES
	('applicant_kind', '公民', 'natural_person', NULL), ('applicant_kind', '个人', 'natural_person', NULL),
	('applicant_kind', '企业', 'enterprise', NULL), ('applicant_kind', '律师事务所', 'legal_service', NULL),
	('applicant_kind', '法人', NULL, '{enterprise,research,public_welfare,legal_service,other_organisation}'),
	('applicant_kind', '法人/其他组织', NULL, '{enterprise,research,public_welfare,legal_service,other_organisation}'),
	('applicant_kind', '法人或其他组织', NULL, '{enterprise,research,public_welfare,legal_service,other_organisation}'),
	('applicant_kind', '单位', NULL, '{enterprise,research,public_welfare,legal_service,other_organisation}'),
	('channel', '现场', 'in_person', NULL), ('channel', '窗口', 'in_person', NULL), ('channel', '信函', NULL, '{post,ordinary_post}'), ('channel', '邮寄', 'post', NULL),
	('channel', '挂号信', 'post', NULL), ('channel', '快递', 'post', NULL), ('channel', '网上', 'online', NULL), ('channel', '网络', 'online', NULL),
	('channel', '门户网站', 'online', NULL), ('channel', 'E-mail', 'email', NULL), ('channel', '邮件', 'email', NULL), ('channel', '电报', 'other', NULL),
	('reply_way', '当面', 'in_person', NULL), ('reply_way', '自行领取', 'in_person', NULL), ('reply_way', '现场查阅', 'inspection', NULL),
	('reply_way', '网上回复', 'online', NULL), ('reply_way', '邮件', 'email', NULL),
	('outcome', '尚未办理', NULL, NULL), ('outcome', '待答复', NULL, NULL), ('outcome', '办理中', NULL, NULL), ('outcome', '告知作出更改补充', NULL, NULL),
	('outcome', '同意公开', 'granted', NULL), ('outcome', '公开', 'granted', NULL), ('outcome', '已主动公开', 'granted', NULL), ('outcome', '属于已主动公开范围', 'granted', NULL),
	('outcome', '同意部分公开', 'partly_granted', NULL), ('outcome', '部分公开', 'partly_granted', NULL), ('outcome', '国家秘密', 'state_secret', NULL),
	('outcome', '权利人不同意', 'third_party_rights', NULL), ('outcome', '权利人同意公开', 'granted', NULL), ('outcome', '危及安全稳定', 'security_stability', NULL),
	('outcome', '三安全一稳定', 'security_stability', NULL), ('outcome', '过程性信息', 'process_information', NULL), ('outcome', '执法案卷', 'enforcement_file', NULL),
	('outcome', '信息不存在', 'not_held', NULL), ('outcome', '政府信息不存在', 'not_held', NULL), ('outcome', '非本部门掌握', 'not_held', NULL),
	('outcome', '不属于本机关公开职责权限范围', 'not_held', NULL), ('outcome', '另行制作', 'needs_creation', NULL), ('outcome', '加工分析', 'needs_creation', NULL),
	('outcome', '重复申请', 'repeated', NULL), ('outcome', '公开出版物', 'published_material', NULL), ('outcome', '信访投诉举报', 'petition_complaint', NULL),
	('outcome', '主动撤销', 'miscellaneous', NULL), ('outcome', '主动放弃', 'miscellaneous', NULL), ('outcome', '撤回', 'miscellaneous', NULL),
	('outcome', '申请人主动放弃申请', 'miscellaneous', NULL), ('outcome', '逾期未补正', 'supplement_overdue', NULL), ('outcome', '逾期未缴费', 'fee_overdue', NULL),
	('outcome', '不予公开', NULL, '{state_secret,prohibited_by_law,security_stability,third_party_rights,internal_affairs,process_information,enforcement_file,registry_lookup}'),
	('outcome', '申请内容不明确', NULL, '{still_unclear}'), ('outcome', '申请信息不明确', NULL, '{still_unclear}'),
	('outcome', '非《规定》所指政府信息', NULL, '{petition_complaint,needs_creation,miscellaneous}'),
	('outcome', '非政府信息公开申请', NULL, '{petition_complaint,miscellaneous}'), ('outcome', '告知通过其他途径办理', NULL, '{registry_lookup,petition_complaint}'),
	('outcome', '垃圾申请', NULL, '{miscellaneous}'), ('outcome', '多次重复不作处理', NULL, '{repeated,unjustified_mass}'),
	('outcome', '其他处理', NULL, '{otherwise_handled,supplement_overdue,fee_overdue,miscellaneous}')) v(field, word, code, candidates)
WHERE NOT EXISTS (SELECT FROM disclosure.register);
