-- Ledgers of others, with the headings of each source as it prints them and made-up persons: rows with tabs between their cells. Where a cell
-- is wrong → right, the file as it came has the first, and as the office puts it right the second.
CREATE TABLE ledger_file (name text PRIMARY KEY, mapping text NOT NULL, rows text NOT NULL,
	came text GENERATED ALWAYS AS (regexp_replace(rows, '→[^\t\n]*', '', 'g')) STORED,
	sound text GENERATED ALWAYS AS (regexp_replace(rows, '[^\t\n]*→', '', 'g')) STORED);
INSERT INTO ledger_file (name, mapping, rows) VALUES
-- the exchange format of a city and its districts
('exchange', 'default', E'申请号\t申请人类型\t申请人（公民）姓名\t工作单位\t证件类型\t证件号码\t申请人（法人）名称\t组织机构代码\t法人代表\t联系人姓名\t联系电话\t联系地址\t邮政编码\t电子邮箱\t申请日期\t截止日期\t所需信息的内容描述\t获取信息的方式\t信息的载体形式\t所需信息的用途\t申请方式\t受理单位名称
SQ0024200331201603010001\t公民\t钱一一\t\t身份证\t110105194912310021\t\t\t\t\t13700000001\t某路1号\t200120\tqian@example.org\t20160301\t20160329\t某路改造,预算\t邮寄\t纸质文本\t"生产"\t门户网站\t某局
SQ0024200331201603020002\t法人→企业\t\t\t\t\t某某有限公司\t12345678X\t吴五五\t吴五五\t021-50000002\t某路2号\t200120\t\t20160302\t20160330\t环评批复\t当面领取\t数据电文\t\t信函→邮寄\t某局
SQ0024200331201603030003\t公民\t孙二二\t某厂\t身份证\t11010519491231002X\t\t\t\t\t13700000003\t某路3号\t200120\t\t20160303\t20160331\t拆迁补偿方案\t电子邮件\t纸质文本\t\t电子邮件\t某局
SQ0024200331201602300004\t公民\t李三三\t\t\t\t\t\t\t\t13700000004\t\t\t\t20160230→20160229\t\t某规划\t现场查阅\t纸质文本\t\t传真\t某局'),
-- the system of a district of that city: what was answered is a column added to its template
('district', 'district', E'流水号\t受理方式\t申请人类别\t申请受理时间\t申请到期时间\t信息名称\t所需信息内容描述\t文号\t备注\t处理部门名称\t申请完成时间\t是否超时\t答复结果
001\t1\t0\t2016-01-19\t2016-02-14\t某规划\t某规划全文\t〔2016〕1号\t\t办公室\t2016-02-14\t否\t1
002\t0\t0\t2016-01-20\t2016-02-15\t某预算\t某预算\t\t\t办公室\t2016-02-01\t否\t13→14
003\t3→2\t1→0\t2016-01-21\t2016-02-16\t某批复\t某批复\t\t\t法规科\t\t否\t19
004\t5\t0\t2016-01-22\t2016-02-17\t某台账\t某台账\t\t\t法规科\t2016-02-30→2016-02-29\t是\t14'),
-- a content management system: all came by its form
('cms', 'cms', E'类型\t编码\t申请内容\t申请用途\t获取信息方式\t信息提供方式\t回复状态\t回复内容\t回复时间\t申请时间\t查询编号
公民\tC1\t某规划\t自用\t网上\t电子\t同意部分公开\t见附件\t2024/5/6 09:10:11\t2024/4/8 22:01:00\tQ1
公民\tC2\t某预算\t\t网上\t电子\t尚未办理\t\t\t45399\tQ2
法人→企业\tC3\t某批复\t\t邮寄\t纸质\t不予公开→国家秘密\t\t2024/5/7\t2024/4/9 10:00:00\tQ3
公民\tC4\t某名单\t\t邮件\t电子\t申请内容不明确→still_unclear\t\t2024/5/7\t2024/4/10\tQ4'),
-- another one, with names of columns for headings
('states', 'states', E'id\tapplicant_type\tname\tphone\tcontent\treply_type\tstate\tcreated\treplied
1\t公民\t周四四\t13700000005\t某规划\t同意公开\tReplied\t2023-02-06 08:00:00\t2023-02-20 16:30:00
2\t公民\t郑七七\t13700000006\t某预算\t尚未办理\tAccepted\t2023-02-07 08:00:00\t
3\t法人→企业\t\t\t某批复\t申请信息不明确→still_unclear\tRedo\t2023-02-08 08:00:00\t2023-02-21 10:00:00
4\t公民\t王八八\t13700000007\t某台账\t信息不存在\tChecked\t2023-02-08T08:00:00Z\t2023-02-01→2023-03-01'),
-- an application for browsers: the step that a request has reached
('steps', 'steps', E'no\ttype\tmode\tprovide\tpurpose\tflow\tdate\tanswered
V1\t公民\t网络\t电子邮件\t自用\t20 待答复\t2025年3月3日\t
V2\t公民\t当面\t当面\t\t60 答复→予以公开\t2025年3月4日\t2025年3月14日
V3\t法人→企业\t邮寄\t邮寄\t\t31 待征求第三方意见\t2025年3月5日\t
V4\t公民\t网络\t电子邮件\t\t50 申请延期\t2025年3月32日→2025年3月31日\t'),
-- a register kept by hand beside the letters
('paper', 'default', E'编号\t申请人\t申请人类别\t联系电话\t收到方式\t收到日期\t信息名称\t补正告知日期\t补正收到日期\t征求意见日期\t第三方答复日期\t是否延期\t延期告知日期\t答复日期\t办理结果\t答复书文号\t承办人\t事项数
1\t冯九九\t公民\t13700000008\t当面\t2021.3.1\t某规划\t2021.3.3\t2021.3.10\t\t\t\t\t2021.3.30\t予以公开\t〔2021〕1号\t某科\t1
2\t陈十十\t公民\t13700000009\t邮寄\t2021.3.2\t某名单\t\t\t2021.3.5\t2021.3.19\t是\t2021.3.25\t2021.4.20\t部分公开\t〔2021〕2号\t某科\t2
3\t某学会\t法人→other_organisation\t\t传真\t2021.3.3\t某台账\t\t\t\t\t是\t\t\t\t\t某科\t
4\t卫百百\t公民\t13700000010\t当面\t2021.3.4\t某方案\t\t\t→2021.3.5\t2021.3.19\t\t\t2021.3.30\t公开\t\t某科\t0→1');

-- what the office says of its files' headings and words, once
INSERT INTO ledger_heading (mapping, heading, field) VALUES
	('district', '流水号', 'request_no'), ('cms', '查询编号', 'ignore'),
	('states', 'id', 'request_no'), ('states', 'applicant_type', 'applicant_kind'), ('states', 'name', 'name'), ('states', 'phone', 'contact'),
	('states', 'content', 'description'), ('states', 'reply_type', 'outcome'), ('states', 'state', 'ignore'), ('states', 'created', 'received_on'),
	('states', 'replied', 'decided_on'),
	('steps', 'no', 'request_no'), ('steps', 'type', 'applicant_kind'), ('steps', 'mode', 'channel'), ('steps', 'provide', 'reply_way'),
	('steps', 'purpose', 'ignore'), ('steps', 'flow', 'outcome'), ('steps', 'date', 'received_on'), ('steps', 'answered', 'decided_on');
INSERT INTO ledger_value (mapping, field, word, code, candidates) VALUES
	('district', 'channel', '0', 'online', NULL), ('district', 'channel', '1', 'in_person', NULL), ('district', 'channel', '2', 'email', NULL),
	('district', 'channel', '3', NULL, '{post,ordinary_post}'), ('district', 'channel', '5', 'fax', NULL),
	('district', 'applicant_kind', '0', 'natural_person', NULL),
	('district', 'applicant_kind', '1', NULL, '{enterprise,research,public_welfare,legal_service,other_organisation}'),
	('district', 'outcome', '1', 'granted', NULL), ('district', 'outcome', '2', 'partly_granted', NULL),
	('district', 'outcome', '13', NULL, '{petition_complaint,needs_creation,miscellaneous}'), ('district', 'outcome', '14', 'not_held', NULL),
	('district', 'outcome', '19', NULL, NULL),
	('cms', 'channel', '', 'online', NULL), ('states', 'channel', '', 'online', NULL),
	('steps', 'outcome', '20 待答复', NULL, NULL), ('steps', 'outcome', '31 待征求第三方意见', NULL, NULL), ('steps', 'outcome', '50 申请延期', NULL, NULL),
	('steps', 'outcome', '60 答复', NULL, '{granted,partly_granted}');

-- the same rows as a file of another form
CREATE FUNCTION ledger_text(rows text, form text) RETURNS text LANGUAGE sql AS $$
	SELECT CASE form WHEN 'html' THEN '<table>' || string_agg('<tr>' || line || '</tr>', E'\n' ORDER BY row) || '</table>'
		ELSE CASE form WHEN 'mark' THEN U&'\feff' ELSE '' END || string_agg(line, CASE form WHEN 'mark' THEN E'\r\n' ELSE E'\n' END ORDER BY row) END
	FROM (
		SELECT r.row, string_agg(CASE
				WHEN form = 'html' THEN '<td>' || replace(replace(c.cell, '&', '&amp;'), '<', '&lt;') || '</td>'
				WHEN c.cell ~ '[",;\n]' THEN '"' || replace(c.cell, '"', '""') || '"'
				ELSE c.cell END, CASE form WHEN 'tab' THEN E'\t' WHEN 'semicolon' THEN ';' WHEN 'html' THEN '' ELSE ',' END ORDER BY c.place) AS line
		FROM string_to_table(rows, E'\n') WITH ORDINALITY r(cells, row), string_to_table(r.cells, E'\t') WITH ORDINALITY c(cell, place)
		GROUP BY r.row) lines
$$;

/* Persons of the files: names, numbers of identity and of telephones, which no message may repeat. */
CREATE FUNCTION told_of_persons(message text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
	SELECT message ~ '钱一一|吴五五|孙二二|李三三|周四四|郑七七|王八八|冯九九|陈十十|卫百百|1370000|5000000[0-9]|1101051949|example[.]org'
$$;
