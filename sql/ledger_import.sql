-- Requests from other people's files: made-up persons, headings and words as offices' programs write them.
CREATE DATABASE regress_ledger_import;
\c regress_ledger_import
SET client_min_messages = warning;
CREATE EXTENSION report_ext;
CALL disclosure.create_register();
SET search_path = public, disclosure;
SET datestyle = ISO;
\set SHOW_CONTEXT never
INSERT INTO unit (unit_id, name) VALUES ('u', '某区某局');

-- dates, words and rows
SELECT d, entry_date(d) FROM unnest('{2024-03-01,2024/3/1,2024.3.1 10:20,2024年3月1日,20240301,45352,２０２４－０３－０１,2024-02-30,2024-13-01,20240230,36525,80001,24-3-1,2024-3,三月,2024-03-01x,""}'::text[]) d;
SELECT * FROM delimited_rows(E'\ufeffa,"b ""x"", y","c\nd"\r\n\r\n,,\n z ;1,2,3');
SELECT cells FROM delimited_rows(E'a\tb,c\n"1\t2"\t3');
SELECT cells FROM delimited_rows('"open');
SELECT source_word_key(w) FROM unnest('{申请人（公民）姓名,申 請 人 類 別：,１.E-mail}'::text[]) w;

-- the exchange format of a city: two kinds of applicant, letters, an identity number
CREATE TEMP TABLE file (name text, source text);
INSERT INTO file VALUES ('city', E'申请号,申请人类型,申请人（公民）姓名,证件类型,证件号码,申请人（法人）名称,组织机构代码,联系电话,申请日期,截止日期,所需信息的内容描述,获取信息的方式,申请方式,受理单位名称
SQ0011,公民,钱一,身份证,110105194912310021,,,13700000001,20240304,20240401,"某路改造,预算",邮寄,门户网站,某局
SQ0012,法人,,,,某某有限公司,123456789,,20240305,20240402,环评批复,当面领取,信函,某局
SQ0013,公民,孙二,,,,,,2024-02-30,,拆迁补偿方案,电子邮件,电子邮件,某局');
SELECT r.* FROM file, import_ledger('u', source) r WHERE name = 'city';
-- a district's system: numbers of steps are no results, HTML with a caption above
INSERT INTO file VALUES ('district', '<table><tr><td colspan="6">依申请公开台账</td></tr><tr><th>流水号</th><th>受理方式</th><th>申请人类别</th><th>申请受理时间</th><th>申请完成时间</th><th>答复结果</th><th>处理部门名称</th></tr>
<tr><td>001</td><td>现场</td><td>公民</td><td>2016-01-19</td><td>2016-02-14</td><td>同意公开</td><td>办公室</td></tr>
<tr><td>002</td><td>网上</td><td>公民</td><td>2016-01-20</td><td>2016-02-01</td><td>非《规定》所指政府信息</td><td>办公室</td></tr>
<tr><td>003</td><td>E-mail</td><td>企业</td><td>2016-01-21</td><td></td><td>告知作出更改补充</td><td>法规科</td></tr></table>');
SELECT r.* FROM file, import_ledger('u', source) r WHERE name = 'district';
-- a content management system: no channel, because all came by its form
INSERT INTO file VALUES ('cms', E'编码\t类型\t申请内容\t获取信息方式\t回复状态\t回复时间\t申请时间\nC1\t公民\t某规划\t网上\t同意部分公开\t2024/5/6 09:10:11\t2024/4/8 22:01:00\nC2\t公民\t某规划\t网上\t尚未办理\t\t45399');
SELECT r.* FROM file, import_ledger('u', source) r WHERE name = 'cms';
INSERT INTO ledger_heading (mapping, heading, field) VALUES ('cms', '编码', 'request_no');
INSERT INTO ledger_value (mapping, field, word, code) VALUES ('cms', 'channel', '', 'online');
SELECT r.* FROM file, import_ledger('u', source, 'cms') r WHERE name = 'cms';
SELECT count(*) AS written FROM request;
SELECT r.* FROM file, import_ledger('u', source, 'cms', apply => true) r WHERE name = 'cms';
SELECT r.* FROM file, import_ledger('u', source, 'cms', apply => true) r WHERE name = 'cms';
SELECT request_no, applicant_kind, channel, received_on, outcome, decided_on, reply_way FROM request ORDER BY request_no;
SELECT regexp_replace(source, '^\S+', 'day') AS source FROM request_text ORDER BY request_no;
-- what differs is told, and written only if asked to
SELECT r.* FROM import_ledger('u', E'申请编号,申请人类别,收到方式,收到日期,办理结果,答复日期\nC1,公民,网上,2024-04-09,部分公开,2024-05-06', apply => true) r;
SELECT received_on FROM request WHERE request_no = 'C1';
SELECT r.* FROM import_ledger('u', E'申请编号,申请人类别,收到方式,收到日期,办理结果,答复日期\nC1,公民,网上,2024-04-09,部分公开,2024-05-06', apply => true, overwrite => true) r;
SELECT received_on FROM request WHERE request_no = 'C1';
-- events come with it; one line in error and nothing is written
SELECT r.* FROM import_ledger('u', E'申请编号;申请人类别;收到方式;收到日期;是否延期;延期告知日期;征求意见日期;第三方答复日期\nD1;公民;当面;2024-04-09;是;2024-05-07;;\nD2;公民;当面;2024-04-09;是;;2024-04-12;2024-04-10', apply => true) r;
SELECT count(*) AS written FROM request WHERE request_no LIKE 'D%';
SELECT r.* FROM import_ledger('u', E'申请编号;申请人类别;收到方式;收到日期;是否延期;延期告知日期;征求意见日期;第三方答复日期\nD1;公民;当面;2024-04-09;是;2024-05-07;;\nD2;公民;当面;2024-04-09;是;;2024-04-12;2024-04-19', apply => true) r;
SELECT request_no, kind, happened_on, days FROM request_event ORDER BY request_no, seq;
-- who asked goes to the table of its own, and identity numbers nowhere
UPDATE file SET source = replace(replace(replace(source, '法人,,,', '企业,,,'), '信函', '邮寄'), '2024-02-30', '2024-02-29') WHERE name = 'city';
SELECT r.line, r.result, r.message FROM file, import_ledger('u', source, apply => true) r WHERE name = 'city';
SELECT * FROM request_applicant ORDER BY request_no;
SELECT count(*) AS found FROM request r, request_text t, request_applicant a WHERE concat(r, t, a) LIKE '%110105194912310021%';

-- bad files
SELECT * FROM import_ledger('u', '');
SELECT * FROM import_ledger('u', E'申请编号,收到日期\n1,2024-01-01');
SELECT * FROM import_ledger('u', E'申请编号,申请号,申请人类别,收到日期\n1,1,公民,2024-01-01');
SELECT line, request_no, result, field, message FROM import_ledger('u', E'申请编号,申请人类别,收到方式,收到日期,办理结果,答复日期,事项数\n1,公民,当面,2024-01-02,,,\n1,公民,当面,2024-01-02,,,\n,公民,当面,2024-01-02,,,\n2,,,,,,\n3,公民,当面,2024-01-02,公开,,\n4,公民,当面,2024-01-02,,2024-01-03,\n5,公民,当面,2024-01-02,公开,2024-01-01,0\n6,公民,当面,2022-01-02,otherwise_handled,2022-01-03,\n7,公民,当面,2007-01-02,,,');
SELECT * FROM import_ledger('nowhere', 'x');
SELECT * FROM import_ledger('u', 'x', 'unknown');

-- Mutated files: no crash, and never half of one.
CREATE FUNCTION mutate(source text, n integer) RETURNS text LANGUAGE plpgsql AS $$
DECLARE at integer; piece text;
BEGIN
	FOR i IN 1 .. 1 + n % 3 LOOP
		at := 1 + ('x' || substr(md5(n || ' ' || i), 1, 6))::bit(24)::integer % length(source);
		piece := (ARRAY['', ',', '"', E'\n', '公民', '2024-13-01', '法人', E'\t', '<td>', '99999', chr(12288), ';'])[1 + ('x' || substr(md5(i || '/' || n), 1, 6))::bit(24)::integer % 12];
		source := overlay(source PLACING piece FROM at FOR n % 4);
	END LOOP;
	RETURN source;
END $$;
CREATE TABLE outcome (n integer, lines bigint, errors bigint, expected bigint, written bigint);
DO $$
DECLARE before bigint; r record; n integer;
BEGIN
	FOR n IN 1 .. 300 LOOP
		DELETE FROM request;
		SELECT count(*) AS lines, count(*) FILTER (WHERE result = 'error') AS errors, count(*) FILTER (WHERE result = 'new') AS expected INTO r
		FROM import_ledger('u', mutate((SELECT source FROM file WHERE name = CASE WHEN n % 2 = 0 THEN 'city' ELSE 'cms' END), n), 'cms', apply => true);
		INSERT INTO outcome SELECT n, r.lines, r.errors, r.expected, count(*) FROM request;
	END LOOP;
END $$;
SELECT count(*) AS files, count(*) FILTER (WHERE errors > 0 AND written > 0) AS half, count(*) FILTER (WHERE errors = 0 AND written <> expected) AS other,
	count(*) FILTER (WHERE errors = 0) > 50 AS some_sound, count(*) FILTER (WHERE errors > 0) > 50 AS some_not FROM outcome;
\c contrib_regression
DROP DATABASE regress_ledger_import;
