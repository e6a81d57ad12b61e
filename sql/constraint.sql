-- What the constraints of the register's tables refuse is said in Chinese, without a line of SQL: every constraint of the catalog is provoked.
CREATE DATABASE regress_constraint;
\c regress_constraint
SET client_min_messages = warning;
CREATE EXTENSION report_ext;
SET search_path = disclosure, public;
SET datestyle = iso;
CALL create_register();
RESET client_min_messages;

-- a line in each table that people write
INSERT INTO unit (unit_id, name, kind) VALUES ('c', '某县', 'government'), ('u', '某局', 'department'), ('w', '别局', 'department'), ('x', '旧局', 'department');
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('u', 'c'), ('w', 'c'), ('x', 'c');
INSERT INTO unit_name (unit_id, from_year, name) VALUES ('u', 2020, '某局');
INSERT INTO unit_successor (unit_id, successor_id, year) VALUES ('x', 'u', 2022);
INSERT INTO unit_contact (unit_id, task, name) VALUES ('u', 'fill', '张三');
INSERT INTO reporter (unit_id, from_year) VALUES ('u', 2020);
CREATE ROLE regress_constraint;
SELECT grant_duty('regress_constraint', 'fill', 'u');
INSERT INTO application VALUES ('regress_constraint');
INSERT INTO reporting_year (year) VALUES (2022);
INSERT INTO report (unit_id, year, origin, status, figures) VALUES ('u', 2022, 'recorded', 'published', zero_figures('2021'));
INSERT INTO report (unit_id, year, figures) VALUES ('u', 2023, jsonb_set(zero_figures('2021')::jsonb, '{proactive,normative_documents,2}', '3')::figures);
INSERT INTO report_text (unit_id, year, scope, title) VALUES ('u', 2023, 'own', '报告');
INSERT INTO report_source (unit_id, year, scope, source, notes) VALUES ('u', 2023, 'own', '原文', '[]');
SELECT explain('u', 2023, 'own', 'in_force.*', '清理后重新登记');
INSERT INTO review_note (unit_id, year, scope, note) VALUES ('u', 2023, 'own', '请核对');
INSERT INTO rule (code, statement) VALUES ('own.a', 'requests.granted.total >= 0');
INSERT INTO calendar_year VALUES (2027, '某号');
INSERT INTO holiday VALUES (NULL, '2027-10-01', false, '国庆节');
INSERT INTO ledger (unit_id, from_year) VALUES ('u', 2024);
INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('u', '1', 'natural_person', 'online', '2024-03-04');
INSERT INTO request_text (unit_id, request_no, subject) VALUES ('u', '1', '某规划');
INSERT INTO request_applicant (unit_id, request_no, name) VALUES ('u', '1', '钱一');
INSERT INTO request_event (unit_id, request_no, kind, happened_on, days) VALUES ('u', '1', 'extended', '2024-03-08', 10);
INSERT INTO remedy_case (unit_id, case_no, kind, filed_on, request_no) VALUES ('u', 'X1', 'reconsideration', '2024-04-04', '1');
INSERT INTO disclosed_item (unit_id, item_no, kind, title, made_on) VALUES ('u', '1', 'normative_documents', '办法', '2024-01-01');
INSERT INTO disclosed_channel (unit_id, item_no, channel, disclosed_on) VALUES ('u', '1', 'website', '2024-01-02');
INSERT INTO supplied_figure (unit_id, year, path, value) VALUES ('u', 2024, 'proactive.licensing.decisions', 1);
INSERT INTO catalogue_item (unit_id, item_no, field, item) VALUES ('u', '1', '财政预决算', '预算');
INSERT INTO site_column (unit_id, name, every_days) VALUES ('u', '通知公告', 30);
INSERT INTO task (unit_id, year, task_no, task) VALUES ('u', 2024, '1', '编制目录');
INSERT INTO training (unit_id, held_on, title) VALUES ('u', '2024-06-01', '培训');
INSERT INTO assessment (unit_id, assessment_no, kind, held_on) VALUES ('u', '1', 'self', '2024-06-01');
INSERT INTO deadline (unit_id, kind, month, day) VALUES ('u', NULL, 1, 20);
SELECT freeze(2022, 'c', '封账');

CREATE TEMP VIEW checked AS SELECT c.oid, c.relname FROM pg_class c JOIN pg_trigger t ON t.tgrelid = c.oid AND t.tgname = 'zz_check_row';
-- all tables but those that functions of the owner alone write
SELECT string_agg(relname, ' ' ORDER BY relname) AS not_checked FROM pg_class c
WHERE relnamespace = 'disclosure'::regnamespace AND relkind = 'r' AND oid NOT IN (SELECT oid FROM checked)
	AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e');
CREATE FUNCTION pg_temp.rows(relation regclass) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE n bigint; BEGIN EXECUTE format('SELECT count(*) FROM %s', relation) INTO n; RETURN n; END $$;
SELECT relname AS empty FROM checked WHERE pg_temp.rows(oid) = 0;

-- The last row of a table once more, with other values.
CREATE FUNCTION pg_temp.again(relation regclass, changes jsonb DEFAULT '{}') RETURNS text LANGUAGE sql AS $$
	SELECT format('INSERT INTO %1$s (%2$s) SELECT %3$s FROM %1$s AS t, LATERAL jsonb_populate_record(t, %4$L) AS n WHERE t.ctid = (SELECT max(ctid) FROM %1$s)', relation,
		string_agg(quote_ident(attname), ', '), string_agg('n.' || quote_ident(attname), ', '), changes)
	FROM pg_attribute WHERE attrelid = relation AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity = ''
$$;
CREATE TEMP TABLE attempt (n integer GENERATED ALWAYS AS IDENTITY, of text, statement text);
-- columns that must not be null
INSERT INTO attempt (of, statement)
SELECT relname || '.' || attname, pg_temp.again(c.oid::regclass, jsonb_build_object(attname, NULL))
FROM checked c JOIN pg_attribute a ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attnotnull AND attidentity = '' ORDER BY relname, attnum;
-- CHECK of a column: a code that is none, a number that is too large
INSERT INTO attempt (of, statement)
SELECT conname, pg_temp.again(conrelid::regclass, jsonb_build_object(attname, CASE WHEN atttypid = 'integer'::regtype THEN to_jsonb(3000)
	WHEN atttypid = 'text[]'::regtype THEN '["~"]' WHEN pg_get_constraintdef(k.oid) LIKE '%<> ''''::text%' THEN '""' ELSE '"~ "' END))
FROM checked c JOIN pg_constraint k ON conrelid = c.oid AND contype = 'c' AND cardinality(conkey) = 1 JOIN pg_attribute a ON attrelid = conrelid AND attnum = conkey[1] ORDER BY conname;
-- of several
CREATE TEMP TABLE broken (of name, changes jsonb);
INSERT INTO broken VALUES ('unit_parent_check1', '{"unit_id":"c"}'), ('unit_successor_check', '{"successor_id":"x"}'), ('reporter_check1', '{"from_date":"2022-02-02","to_date":"2022-01-01"}'),
	('reporter_check2', '{"exempt":true,"reason":" "}'), ('reporter_dates', '{"from_date":"2026-05-01"}'), ('ledger_value_check', '{"code":"granted","candidates":["granted"]}');
INSERT INTO broken SELECT conname, '{"from_year":2023,"to_year":2022}' FROM pg_constraint WHERE contype = 'c' AND pg_get_constraintdef(oid) = 'CHECK ((to_year >= from_year))';
INSERT INTO broken SELECT conname, '{"from_year":24}' FROM pg_constraint WHERE contype = 'c' AND conname LIKE '%\_years';
INSERT INTO attempt (of, statement)
SELECT conname, pg_temp.again(conrelid::regclass, changes)
FROM checked c JOIN pg_constraint k ON conrelid = c.oid AND contype = 'c' AND cardinality(conkey) > 1 LEFT JOIN broken ON of = conname ORDER BY conname;
SELECT of AS not_provoked FROM attempt WHERE statement IS NULL;
-- a day that is none, in every column of days
INSERT INTO attempt (of, statement)
SELECT format('%s.%s', c.oid::regclass, attname), pg_temp.again(c.oid::regclass, jsonb_build_object(attname, 'infinity'))
FROM checked c JOIN pg_attribute a ON attrelid = c.oid AND atttypid = 'date'::regtype AND attnum > 0 AND NOT attisdropped ORDER BY 1;
-- what is referred to
INSERT INTO attempt (of, statement)
SELECT conname, format('UPDATE %1$s SET %2$I = %3$s WHERE ctid = (SELECT max(ctid) FROM %1$s)', conrelid::regclass, attname,
	CASE WHEN atttypid = 'text'::regtype THEN quote_literal('nowhere') ELSE '99' END)
FROM checked c JOIN pg_constraint k ON conrelid = c.oid AND contype = 'f' JOIN pg_attribute a ON attrelid = conrelid AND attnum = conkey[cardinality(conkey)] ORDER BY conname;
-- what others refer to, and may not go
INSERT INTO attempt (of, statement)
SELECT conname, 'DELETE FROM ' || confrelid::regclass || CASE WHEN confrelid = 'unit'::regclass THEN ' WHERE unit_id = ''u''' ELSE '' END
FROM pg_constraint WHERE contype = 'f' AND confdeltype IN ('a', 'r') AND confrelid IN (SELECT oid FROM checked) ORDER BY conname;

CREATE FUNCTION pg_temp.said(statement text) RETURNS TABLE (state text, message text, detail text, hint text, context text, relation text) LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE statement;
	RAISE EXCEPTION USING ERRCODE = 'ZZ000';
EXCEPTION WHEN SQLSTATE 'ZZ000' THEN
	RETURN;
WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT,
		context = PG_EXCEPTION_CONTEXT, relation = TABLE_NAME;
	RETURN NEXT;
END $$;
CREATE TEMP TABLE said AS SELECT a.*, s.* FROM attempt a LEFT JOIN LATERAL pg_temp.said(a.statement) s ON true;
SELECT of AS accepted, statement FROM said WHERE state IS NULL ORDER BY n;
-- no English, no function, no line of SQL; rows that a trigger completed meet the first one, see below
SELECT of, state, message, detail, hint, context FROM said
WHERE (context <> '' OR message !~ '[一-龥]' OR concat_ws(E'\n', message, detail, hint) ~ '[A-Za-z]{2,} +[A-Za-z]{2,}|SELECT|UPDATE|INSERT')
	AND (state, of) NOT IN (('23505', 'access.role_id'), ('23505', 'explanation.written_by'), ('23505', 'explanation.written_at'), ('23505', 'unit_name.kind')) ORDER BY n;
-- the kinds of constraints by their conditions; other triggers were quicker about some
SELECT state, count(*) > 0 AS some FROM said WHERE state LIKE '23%' GROUP BY state ORDER BY state;
\pset format unaligned
SELECT message, string_agg(DISTINCT of, ' ' ORDER BY of) FROM said WHERE state = '23502' GROUP BY message ORDER BY message LIMIT 6;
SELECT of, message, detail, hint FROM said WHERE state IN ('23514', '23503') ORDER BY n;
\pset format aligned
-- each CHECK of several columns has its sentence
SELECT conname AS without FROM checked c JOIN pg_constraint k ON conrelid = c.oid AND contype = 'c'
WHERE obj_description(k.oid, 'pg_constraint') IS NULL AND (cardinality(conkey) > 1 OR col_description(conrelid, conkey[1]) NOT LIKE '%：%') ORDER BY conname;

-- Rules that an office enters: every error of the language.
INSERT INTO rule (code, statement) SELECT 'own.ok', 'requests.granted.total >= 0';
SELECT statement, s.message, s.detail FROM unnest('{requests.granted.total ~ 1,requests.granted.total = 99999999999999999999,requests.granted.total = 1 within x,requests.granted.all = 1,requests.grant.total = 1,
	text.nothing = 1,"",request.granted.total = 1,requests.granted.total.x = 1,2000000 requests.granted.total = 1,requests.granted.total = 1 1,requests.*.total = remedies.*.total,1 = 2,
	requests.received.total = proactive.charges.total}'::text[]) statement
LEFT JOIN LATERAL pg_temp.said(format('INSERT INTO disclosure.rule (code, statement) VALUES (''own.tried'', %L)', statement)) s ON true;
SELECT of, s.message, s.detail FROM (VALUES ('long', format('INSERT INTO disclosure.rule (code, statement) VALUES (''own.long'', %L)', repeat('1 + ', 20000) || '1 = 1')),
	('text', $$INSERT INTO disclosure.rule (code, severity, statement) VALUES ('own.text', 'error', 'text.fee = 0')$$),
	('try', $$SELECT * FROM disclosure.try_rule('requests.granted.all = 1')$$), ('nothing', $$SELECT * FROM disclosure.try_rule(NULL)$$),
	('end', $$SELECT * FROM disclosure.try_rule('requests.granted.total')$$)) t(of, statement)
CROSS JOIN LATERAL pg_temp.said(statement) s;
\set VERBOSITY default
\set SHOW_CONTEXT always
INSERT INTO rule (code, statement) VALUES ('own.tried', 'requests.granted.total = 1 1');

-- Keys that another row has: the client's own INSERT, and any UPDATE; ON CONFLICT goes on as ever.
\set VERBOSITY default
\set SHOW_CONTEXT always
INSERT INTO unit (unit_id, name) VALUES ('n', '新局'), ('n', '新局');
INSERT INTO unit (unit_id, name) VALUES ('u', '某局') ON CONFLICT DO NOTHING;
INSERT INTO unit (unit_id, name) VALUES ('u', '某局') ON CONFLICT (unit_id) DO UPDATE SET name = excluded.name RETURNING name;
WITH again AS (SELECT 'u' AS unit_id) INSERT INTO unit (unit_id, name) SELECT unit_id, '某局' FROM again RETURNING unit_id;
PREPARE enter(text) AS INSERT INTO unit (unit_id, name) VALUES ($1, '某局');
EXECUTE enter('u');
INSERT INTO report (unit_id, year) VALUES ('u', 2023);
INSERT INTO deadline (unit_id, kind, month, day) VALUES ('u', NULL, 2, 20);
UPDATE unit_name SET from_year = from_year, name = '某局';
INSERT INTO unit_name (unit_id, from_year, to_year, name) VALUES ('w', 2020, 2020, '甲'), ('w', 2021, 2021, '乙');
UPDATE unit_name SET from_year = 2021 WHERE unit_id = 'w' AND from_year = 2020;
-- a row and the one it follows in one statement; a unit and its parent in one
INSERT INTO remedy_case (unit_id, case_no, kind, filed_on, follows) VALUES ('u', 'X3', 'suit_after_reconsideration', '2024-06-04', 'X2'), ('u', 'X2', 'reconsideration', '2024-05-04', NULL);
WITH n AS (INSERT INTO unit (unit_id, name) VALUES ('n', '新局') RETURNING unit_id) INSERT INTO unit_parent (unit_id, parent_id) SELECT unit_id, 'c' FROM n;
SELECT count(*) FROM unit_parent WHERE unit_id = 'n';
-- an office's own constraint, with its sentence
ALTER TABLE task ADD CONSTRAINT own_check CHECK (task_no ~ '^\d+$');
COMMENT ON CONSTRAINT own_check ON task IS '编号只用数字';
INSERT INTO task (unit_id, year, task_no, task) VALUES ('u', 2024, '甲', '编制目录');
-- a clerk reads the same, and a deferred constraint of an office's own is the server's to check
SET ROLE regress_constraint;
INSERT INTO task (unit_id, year, task_no, task) VALUES ('u', 2024, '2', NULL);
INSERT INTO request_text (unit_id, request_no, subject) VALUES ('u', '9', '某规划');
RESET ROLE;
-- tables of an office's own: columns in another order than the key they refer to, other types, a partitioned table
CREATE TABLE own_page (issue smallint, unit varchar(20) COLLATE "C", day date, PRIMARY KEY (unit, issue)) PARTITION BY LIST (issue);
CREATE TABLE own_page_1 PARTITION OF own_page FOR VALUES IN (1);
CREATE TABLE own_sheet (sheet integer PRIMARY KEY, key numeric UNIQUE);
CREATE TABLE own_line (unit text, issue bigint, sheet bigint, key integer, FOREIGN KEY (issue, unit) REFERENCES own_page (issue, unit),
	FOREIGN KEY (sheet) REFERENCES own_sheet, FOREIGN KEY (key) REFERENCES own_sheet (key));
CREATE TABLE own_word (word text, place integer, UNIQUE NULLS NOT DISTINCT (word, place));
DO $$ BEGIN
	EXECUTE (SELECT string_agg(format('CREATE TRIGGER zz_check_row BEFORE INSERT OR UPDATE ON %1$s FOR EACH ROW EXECUTE FUNCTION check_row();'
		'CREATE TRIGGER "1_references" AFTER INSERT OR UPDATE OR DELETE ON %1$s FOR EACH ROW EXECUTE FUNCTION check_references();', t), '')
		FROM unnest('{own_page_1,own_sheet,own_line,own_word}'::regclass[]) t);
END $$;
INSERT INTO own_page (issue, unit) VALUES (1, 'u');
INSERT INTO own_sheet VALUES (1, 1), (2, 2);
INSERT INTO own_line VALUES ('u', 1, 1, 1), ('u', NULL, NULL, NULL), (NULL, 7, NULL, NULL);
INSERT INTO own_line VALUES ('1', 1, 1, 1);
INSERT INTO own_line VALUES ('u', 2, 1, 1);
INSERT INTO own_line VALUES ('u', 1, 4294967297, 1);
INSERT INTO own_line VALUES ('u', 1, 1, 3);
UPDATE own_line SET sheet = 3 WHERE sheet = 1;
DELETE FROM own_sheet WHERE sheet = 1;
DELETE FROM own_sheet WHERE sheet = 2 RETURNING sheet;
INSERT INTO own_word VALUES ('a', NULL), (NULL, 1), (NULL, NULL), ('b', 1);
INSERT INTO own_word VALUES ('a', NULL);
INSERT INTO own_word VALUES (NULL, NULL);
UPDATE own_word SET word = NULL WHERE word = 'b';
UPDATE own_word SET place = 2 WHERE word = 'b' RETURNING word, place;
SELECT count(*) AS lines, (SELECT count(*) FROM own_word) AS words FROM own_line;
-- the triggers are for their places
CREATE TRIGGER wrong AFTER INSERT ON task FOR EACH ROW EXECUTE FUNCTION check_row();
INSERT INTO task (unit_id, year, task_no, task) VALUES ('u', 2024, '2', '?');
DROP TRIGGER wrong ON task;
CREATE TRIGGER wrong BEFORE INSERT ON task FOR EACH ROW EXECUTE FUNCTION check_references();
INSERT INTO task (unit_id, year, task_no, task) VALUES ('u', 2024, '2', '?');
\c contrib_regression
DROP DATABASE regress_constraint;
DROP ROLE regress_constraint;
