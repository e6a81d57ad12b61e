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
SELECT * FROM (VALUES
	('self_approval', 0, '小单位可否由报送人自行审核：0 不可，1 可'),
	('due_soon_days', 7, '期限前几天提醒'),
	('copied_numbers', 5, '两个单位至少有几个相同的非零数字，才提示雷同'),
	('constant_numbers', 8, '同一个非零数字至少出现几次，才提示随意填报'),
	('constant_percent', 80, '同一个数字占非零数字的百分之几以上，才提示随意填报'),
	('peers_received', 100, '同级同类单位平均收到多少件以上，才提示零申请')) s
WHERE NOT EXISTS (SELECT FROM disclosure.register);

/* Y06, Y07, S09, X03, X04 and X06, with the thresholds that an office starts with */
INSERT INTO disclosure.rule (code, severity, statement, message, advice, from_year)
SELECT * FROM (VALUES
	('plausible.jump_up', 'warning',
		'requests.received.total <= 5 * previous.requests.received.total when previous.requests.received.total >= 20',
		'本年新收申请超过上年的五倍', '核对本年新收；确有增长的，写明情况。', 2020),
	('plausible.jump_down', 'warning',
		'5 * requests.received.total >= previous.requests.received.total when previous.requests.received.total >= 100',
		'本年新收申请不到上年的五分之一', '核对本年新收；确有减少的，写明情况。', 2020),
	('plausible.none_now', 'info',
		'requests.received.total > 0 when previous.requests.received.total > 0',
		'上年有申请，本年没有', '核对是否漏报。', 2020),
	('plausible.charges', 'warning',
		'proactive.charges.amount <= 100 * previous.proactive.charges.amount when previous.proactive.charges.amount > 0',
		'行政事业性收费超过上年的一百倍', '金额以万元为单位，核对是否误填为元。', 2022),
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
