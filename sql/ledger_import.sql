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

\set ECHO none
\i sql/include/mutate.sql
\i sql/include/ledgers.sql
\i fuzz/soak_ledger.sql
\set ECHO all

-- the files of each source as they came: what is wrong in which row; 法人 is none of the form's columns, letters are of two kinds, steps are no results
\a
SELECT f.name, r.* FROM ledger_file f, import_ledger('u', ledger_text(came, 'comma'), mapping) r ORDER BY f.name, line, result, field;
-- before the office has said what their headings and words mean
SELECT f.name, r.* FROM ledger_file f, import_ledger('u', ledger_text(came, 'comma')) r WHERE name IN ('cms', 'states', 'steps') ORDER BY f.name, line;
\a
-- with one line in error nothing is written
INSERT INTO unit (unit_id, name) SELECT name, name FROM ledger_file;
SELECT count(*) AS lines, count(*) FILTER (WHERE result = 'error') AS errors FROM ledger_file, import_ledger(name, ledger_text(came, 'comma'), mapping, apply => true);
SELECT count(*) AS written FROM request;
-- the other forms of each file are read alike
CREATE FUNCTION lines_of(file text, mapping text) RETURNS text LANGUAGE sql AS $$ SELECT string_agg(r::text, E'\n') FROM import_ledger('u', file, mapping) r $$;
SELECT form, count(*) FILTER (WHERE lines_of(ledger_text(came, form), mapping) = lines_of(ledger_text(came, 'comma'), mapping)) AS came,
	count(*) FILTER (WHERE lines_of(ledger_text(sound, form), mapping) = lines_of(ledger_text(sound, 'comma'), mapping)) AS sound
FROM ledger_file, unnest('{tab,semicolon,mark,html}'::text[]) form GROUP BY form ORDER BY form;
-- numbers in full width, padded or with signs that nobody sees are those that are there, and the same as others of the file
BEGIN;
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on, applicant_no) VALUES ('u', '2024-8', 'natural_person', 'online', '2024-05-06', 'A1');
SELECT line, request_no, result, field, message FROM import_ledger('u', U&'申请编号,申请人编号,申请人类型,申请方式,申请日期\000A２０２４－８,Ａ１,公民,网上,2024-5-6\000A　2024-9\200B,,公民,网上,2024-5-6\000A2024-９,,公民,网上,2024-5-7\000A 10 ,Ａ１,公民,网上,2024-5-7');
SELECT count(*) AS lines FROM import_ledger('u', U&'申请编号,申请人编号,申请人类型,申请方式,申请日期\000A２０２４－８,Ａ１,公民,网上,2024-5-6\000A 10 ,Ａ１,公民,网上,2024-5-7', apply => true);
SELECT request_no, applicant_no FROM request WHERE unit_id = 'u' ORDER BY request_no;
ROLLBACK;
-- put right: tried, written, and written again
SELECT name, string_agg(DISTINCT result, ' ') AS results, count(DISTINCT request_no) AS requests FROM ledger_file, import_ledger(name, ledger_text(sound, 'tab'), mapping) GROUP BY name;
SELECT count(*) AS written FROM request;
SELECT name, string_agg(DISTINCT result, ' ') AS results, count(DISTINCT request_no) AS requests FROM ledger_file, import_ledger(name, ledger_text(sound, 'tab'), mapping, apply => true) GROUP BY name;
CREATE TABLE written AS SELECT ledger_state() AS state;
SELECT name, string_agg(DISTINCT result, ' ') AS results, count(DISTINCT request_no) AS requests FROM ledger_file, import_ledger(name, ledger_text(sound, 'html'), mapping, apply => true, overwrite => true) GROUP BY name;
SELECT ledger_state() = state AS same FROM written;
SELECT unit_id, request_no, applicant_kind, channel, received_on, outcome, decided_on, items, reply_way, handled_by FROM request ORDER BY unit_id, request_no;
SELECT unit_id, request_no, subject, document_no, regexp_replace(source, '^\S+', 'day') AS source FROM request_text WHERE unit_id IN ('district', 'paper') ORDER BY unit_id, request_no;
SELECT unit_id, request_no, kind, happened_on, days FROM request_event ORDER BY unit_id, request_no, seq;
-- who asked goes to the table of its own, and identity numbers nowhere
SELECT * FROM request_applicant ORDER BY unit_id, request_no;
SELECT ledger_state() ~ '1101051949' AS found;
-- who was purged does not come back with the file
SELECT purge_applicants('2100-01-01') AS purged;
SELECT DISTINCT r.result FROM ledger_file, import_ledger(name, ledger_text(sound, 'tab'), mapping, apply => true) r WHERE name = 'paper';
SELECT count(*) AS applicants FROM request_applicant WHERE unit_id = 'paper';

-- what differs is told, and written only if asked to
SELECT r.* FROM import_ledger('cms', E'申请编号,申请人类别,收到方式,收到日期,办理结果,答复日期\nC1,公民,网上,2024-04-09,部分公开,2024-05-06', apply => true) r;
SELECT received_on FROM request WHERE request_no = 'C1';
SELECT r.* FROM import_ledger('cms', E'申请编号,申请人类别,收到方式,收到日期,办理结果,答复日期\nC1,公民,网上,2024-04-09,部分公开,2024-05-06', apply => true, overwrite => true) r;
SELECT received_on FROM request WHERE request_no = 'C1';
-- but not if it contradicts the events that are there
SELECT r.* FROM import_ledger('paper', E'申请编号,申请人类别,收到方式,收到日期,办理结果,答复日期\n1,公民,当面,2021-03-09,公开,2021-03-30', apply => true, overwrite => true) r;
-- events come with it; one line in error and nothing is written
SELECT r.* FROM import_ledger('u', E'申请编号;申请人类别;收到方式;收到日期;是否延期;延期告知日期;征求意见日期;第三方答复日期\nD1;公民;当面;2024-04-09;是;2024-05-07;;\nD2;公民;当面;2024-04-09;是;;2024-04-12;2024-04-10', apply => true) r;
SELECT count(*) AS written FROM request WHERE request_no LIKE 'D%';
SELECT r.* FROM import_ledger('u', E'申请编号;申请人类别;收到方式;收到日期;是否延期;延期告知日期;征求意见日期;第三方答复日期\nD1;公民;当面;2024-04-09;是;2024-05-07;;\nD2;公民;当面;2024-04-09;是;;2024-04-12;2024-04-19', apply => true) r;
SELECT request_no, kind, happened_on, days FROM request_event WHERE unit_id = 'u' ORDER BY request_no, seq;

-- bad files
SELECT * FROM import_ledger('u', '');
SELECT * FROM import_ledger('u', E'申请编号,收到日期\n1,2024-01-01');
SELECT * FROM import_ledger('u', E'申请编号,申请号,申请人类别,收到日期\n1,1,公民,2024-01-01');
SELECT line, request_no, result, field, message FROM import_ledger('u', E'申请编号,申请人类别,收到方式,收到日期,办理结果,答复日期,事项数\n1,公民,当面,2024-01-02,,,\n1,公民,当面,2024-01-02,,,\n,公民,当面,2024-01-02,,,\n2,,,,,,\n3,公民,当面,2024-01-02,公开,,\n4,公民,当面,2024-01-02,,2024-01-03,\n5,公民,当面,2024-01-02,公开,2024-01-01,0\n6,公民,当面,2022-01-02,otherwise_handled,2022-01-03,\n7,公民,当面,2007-01-02,,,');
-- what the tables would refuse, the trial tells: days beyond all calendars, a number too long for an index, the number of an identity card
SELECT line, left(request_no, 9) AS request_no, result, field, message
FROM import_ledger('u', E'申请编号,申请人类别,收到方式,收到日期,补正告知日期,申请人编号,事项数,信息名称,申请内容\n1,公民,当面,2100-01-01,,,,,\n2,公民,当面,2024-01-02,2100-01-01,,,,\n3,公民,当面,80000,,,,,\n' || repeat('4', 201)
	|| E',公民,当面,2024-01-02,,,,,\n5,公民,当面,2024-01-02,,' || repeat('5', 201) || E',,,\n6,公民,当面,2024-01-02,,,1,,本人身份证110105194912310021\n7,公民,当面,2024-01-02,,,1,11010519491231002X的信息,\n8,公民,当面,2024-01-02,,11010519491231002X,1,,\n110105194912310021,公民,当面,2024-01-02,,,1,,\n360881202401020017,公民,当面,2024-01-02,,,1,,', apply => true);
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('u', repeat('4', 201), 'natural_person', 'online', '2024-01-02');
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('u', '110105194912310021', 'natural_person', 'online', '2024-01-02');
-- and what is longer than a column may hold, without repeating it
SELECT line, request_no, result, field, message FROM import_ledger('u', E'申请编号,申请人类别,收到方式,收到日期,姓名,信息名称,申请内容\n1,公民,当面,2024-01-02,' || repeat('甲', 1001)
	|| E',,\n2,公民,当面,2024-01-02,,' || repeat('乙', 10001) || E',\n3,公民,当面,2024-01-02,' || repeat('丙', 1000) || ',' || repeat('丁', 10000) || ',' || repeat('戊', 10000));
-- cells out of place: the row is told, and what stands in it is not repeated
SELECT line, request_no, result, field, message FROM import_ledger('u', E'申请编号,申请人类别,收到方式,收到日期,联系电话,答复方式,申请人的话\n1,钱一,13700000001,110105194912310021,公民,邮寄,\n2,公民,当面,2024-01-02,,邮寄,某路改造,预算\n3,公民,当面,2024-01-02,,,,,,')
ORDER BY line, field, message;
SELECT line, message FROM import_ledger('u', E'申请编号,申请人类别,收到方式,收到日期,钱一,13700000001\n1,公民,当面,2024-01-02');
-- HTML: a cell over several rows or columns, cells that are missing, and rows without text
SELECT * FROM source_rows('<table><tr><td colspan=3>台账<tr><td>1<td rowspan=2>公民<td>当面<td rowspan=9>2024-01-02<tr><td>2<td>传真<tr><td>3<tr><td><td> <td>&nbsp;</table><table><tr><td>4</table>');
SELECT r.* FROM import_ledger('u', '<table><tr><th>申请编号<th>申请人类别<th>收到方式<th>收到日期<tr><td>1<td rowspan=2>公民<td>当面<td>2024-01-02<tr><td>2<td>传真<td>2024-01-03<tr><td><td><td><td></table>') r;
SELECT * FROM import_ledger('nowhere', 'x');
SELECT * FROM import_ledger('u', 'x', 'unknown');

-- Mutated files: none is half written, no error comes after a trial without one, and no message tells of a person. `make soak` reads many more.
SELECT * FROM soak_ledger(1, 300);
SELECT count(*) FILTER (WHERE sound) > 50 AS some_sound, count(*) FILTER (WHERE NOT sound) > 50 AS some_not
FROM (SELECT bool_and(r.result <> 'error') AS sound FROM ledger_file, generate_series(1, 50) n, import_ledger('u', mutated_ledger(n, ledger_file.sound), mapping) r GROUP BY name, n) files;
\c contrib_regression
DROP DATABASE regress_ledger_import;
