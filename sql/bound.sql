-- Bounds: what a role with a duty can store is no longer than a person would write, and errors say how long it is and may be.
CREATE DATABASE regress_bound;
\c regress_bound
CREATE EXTENSION report_ext;
\set VERBOSITY terse
SET client_min_messages = warning;
CREATE ROLE regress_bound;
CALL disclosure.create_register();
SET search_path = disclosure, public;
SELECT count(grant_duty('regress_bound', d)) AS duties FROM unnest('{fill,review,publish,read,applicant,manage}'::text[]) d;

-- The columns of text that a duty lets a role write, from the catalog; of all that a trigger writes, the words that a session sets.
CREATE TEMP VIEW written AS
SELECT c.relname AS held, a.attname AS place, a.atttypid::regtype AS type
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
	AND a.atttypid IN ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype, 'name'::regtype, 'text[]'::regtype, 'json'::regtype, 'jsonb'::regtype,
		'bytea'::regtype, 'xml'::regtype)
WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relkind IN ('r', 'p')
	AND (has_column_privilege('regress_bound', c.oid, a.attnum, 'INSERT') OR has_column_privilege('regress_bound', c.oid, a.attnum, 'UPDATE'));
SELECT count(*) > 100 AS many, count(DISTINCT held) > 25 AS tables FROM written;
-- Each is tried: a page is measured in bytes, nothing else may have more than a million characters.
CREATE FUNCTION pg_temp.try(held name, place name, type regtype) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	n integer := CASE held WHEN 'report_source' THEN 16777217 ELSE 1000001 END;
	long text := CASE type WHEN 'bytea'::regtype THEN '''\x'' || repeat(''00'', %s)' WHEN 'jsonb'::regtype THEN '''"'' || repeat(''x'', %s) || ''"'''
		WHEN 'text[]'::regtype THEN '''{'' || repeat(''x'', %s) || ''}''' ELSE 'repeat(''x'', %s)' END;
BEGIN
	EXECUTE format('INSERT INTO disclosure.%I (%I) VALUES ((%s)::%s)', held, place, format(long, n), type);
	RETURN 'was stored';
EXCEPTION WHEN program_limit_exceeded THEN
	/* the label of the column, its name, what there is and what there may be */
	RETURN CASE WHEN SQLERRM ~ format('^[^ -~]+.*（%s）过[长大]：[0-9]+ (字|字节)，不得超过 [0-9]+ (字|字节)$', place) THEN 'refused' ELSE SQLERRM END;
WHEN OTHERS THEN
	RETURN SQLERRM;
END
$$;
SELECT held, place, outcome FROM (SELECT held, place, pg_temp.try(held, place, type) AS outcome FROM written) t WHERE outcome <> 'refused';
-- no column has a bound that its type or its table does not know
SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE t.tgfoid = 'disclosure.refuse_too_long'::regproc AND (t.tgname <> '0_bound'
	OR EXISTS (SELECT FROM pg_trigger o WHERE o.tgrelid = t.tgrelid AND NOT o.tgisinternal AND o.tgname COLLATE "C" < t.tgname COLLATE "C"));

-- At the bound it is stored, beyond it not; a later change too.
INSERT INTO unit (unit_id, name) VALUES ('a', repeat('甲', 1000));
INSERT INTO unit (unit_id, name) VALUES ('b', repeat('甲', 1001));
UPDATE unit SET name = name || '乙';
\set VERBOSITY default
\set SHOW_CONTEXT never
UPDATE unit SET name = repeat('甲', 1000000);
SELECT * FROM import_report('a', repeat('<p>一</p>', 2000000)::bytea) \g /dev/null
\set VERBOSITY terse
SELECT outcome, message FROM import_page('a', repeat('<p>1</p>', 2500000));
SELECT outcome, message FROM import_page('a', repeat('<p>1</p>', 2500000)::bytea);
UPDATE unit SET name = '甲局';
INSERT INTO report (unit_id, year) VALUES ('a', 2023);
-- words of the session become those of the history
SET disclosure.actor = '张三';
BEGIN;
SELECT set_config('disclosure.actor', repeat('张', 201), true) IS NULL AS n;
UPDATE report SET figures['requests.received.total'] = 1;
ROLLBACK;
BEGIN;
SELECT set_config('disclosure.reason', repeat('核', 10001), true) IS NULL AS n;
UPDATE report SET figures['requests.received.total'] = 1;
ROLLBACK;

-- Numbers of a text.
INSERT INTO report_text (unit_id, year, scope, sections)
VALUES ('a', 2023, 'own', jsonb_build_object('一', jsonb_build_object('text', repeat('全年主动公开政府信息12条。', 1990))));
SELECT count(*) AS numbers FROM indicator_value;
UPDATE report_text SET sections = jsonb_build_object('一', jsonb_build_object('text', repeat('全年主动公开政府信息12条。', 2500)));
UPDATE report_text SET sections = jsonb_build_object('一', jsonb_build_object('text', repeat('字', 1000000)));

-- Rules: how many, and how long together.
DELETE FROM rule;
INSERT INTO rule (code, statement) SELECT 'own.r' || n, 'requests.received.total >= ' || n FROM generate_series(1, 1000) n;
INSERT INTO rule (code, statement) VALUES ('own.more', 'requests.received.total >= 0');
INSERT INTO rule (code, statement, enabled) VALUES ('own.more', 'requests.received.total >= 0', false);
UPDATE rule SET enabled = true;
SELECT count(*) FILTER (WHERE enabled) AS enabled, count(*) AS rules FROM rule;
DELETE FROM rule;
INSERT INTO rule (code, statement) SELECT 'own.r' || n, 'requests.received.total >= ' || repeat('1 + ', 988) || '1' FROM generate_series(1, 25) n;
INSERT INTO rule (code, statement) VALUES ('own.more', 'requests.received.total >= ' || repeat('1 + ', 990) || '1');
INSERT INTO rule (code, statement) VALUES ('own.long', 'requests.received.total >= ' || repeat('1 + ', 1000) || '1');

\c contrib_regression
DROP DATABASE regress_bound;
DROP ROLE regress_bound;
