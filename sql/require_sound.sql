-- require_sound() as a trigger on a user's table.
SET search_path = disclosure, public;
\pset null NULL
\set SHOW_CONTEXT never

CREATE SCHEMA office;
CREATE TABLE office.annual (unit text, year int, numbers figures);
CREATE TRIGGER sound BEFORE INSERT OR UPDATE ON office.annual FOR EACH ROW EXECUTE FUNCTION require_sound('numbers');
CREATE FUNCTION pg_temp.try(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	m text; d text; s text; t text; c text; k text;
BEGIN
	EXECUTE statement;
	RETURN 'done';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS m = MESSAGE_TEXT, d = PG_EXCEPTION_DETAIL, s = SCHEMA_NAME, t = TABLE_NAME, c = CONSTRAINT_NAME, k = COLUMN_NAME;
	RETURN concat_ws(E'\n', concat_ws(' ', SQLSTATE, concat_ws('.', nullif(s, ''), nullif(t, ''), nullif(k, ''), nullif(c, '')), m), nullif(d, ''));
END
$$;
\pset format unaligned
\pset tuples_only on

-- one finding, several, no finding; blanks and another year's cells do not matter
SELECT pg_temp.try($$INSERT INTO office.annual VALUES ('A', 2021, '{"form":"2021","requests":{"received":[8,0,0,0,0,0,9]}}')$$);
SELECT pg_temp.try($$INSERT INTO office.annual VALUES ('A', 2021, '{"form":"2021","requests":{"received":[8,0,0,0,0,0,9],"granted":[-8,0,0,0,0,0,0]},"remedies":{"direct_suit":[1,null,3,4,7]}}')$$);
SELECT pg_temp.try($$INSERT INTO office.annual VALUES ('A', 2021, zero_figures('2021')), ('A', 2022, '{"form":"2021","requests":{"received":[8,0,0,0,null,0,9],"otherwise_handled":{"total":7}}}'),
	('A', 2023, NULL), ('A', 2020, '{"form":"2019","proactive":{"licensing":[0,-5,0]}}')$$);
SELECT pg_temp.try($$INSERT INTO office.annual VALUES ('B', 2021, zero_figures('2021')), ('B', 2022, '{"form":"2021","remedies":{"direct_suit":[0,0,0,0,1]}}')$$);
SELECT unit, year, numbers IS NULL AS null, is_complete(numbers) FROM office.annual ORDER BY unit, year;

-- UPDATE: of the column, of a cell, of another column, from and to NULL
SELECT pg_temp.try($$UPDATE office.annual SET numbers['remedies.direct_suit.total'] = 1 WHERE year = 2021$$);
SELECT pg_temp.try($$UPDATE office.annual SET numbers['remedies.direct_suit.total'] = 1, numbers['remedies.direct_suit.pending'] = 1 WHERE year = 2021$$);
SELECT pg_temp.try($$UPDATE office.annual SET unit = 'C' WHERE year = 2021$$);
SELECT pg_temp.try($$UPDATE office.annual SET numbers = '{"form":"2021","remedies":{"direct_suit":[0,0,0,0,1]}}' WHERE year = 2023$$);
SELECT pg_temp.try($$UPDATE office.annual SET numbers = NULL WHERE year = 2021$$);
-- INSERT ... SELECT, ON CONFLICT and COPY come by the trigger
CREATE UNIQUE INDEX ON office.annual (unit, year);
SELECT pg_temp.try($$INSERT INTO office.annual SELECT 'D', n, zero_figures('2021') + ('{"form":"2021","remedies":{"direct_suit":{"total":' || n / 3 || '}}}')::figures
	FROM generate_series(1, 3) AS n$$);
SELECT pg_temp.try($$INSERT INTO office.annual VALUES ('C', 2021, NULL) ON CONFLICT (unit, year) DO UPDATE SET numbers = '{"form":"2021","requests":{"granted":[1,1,1,1,1,1,5]}}'$$);
\set VERBOSITY terse
COPY office.annual FROM STDIN;
E	2021	{"form":"2021"}
E	2022	{"form":"2021","remedies":{"reconsideration":[10,1,0,0,0],"suit_after_reconsideration":[5,0,0,0,0]}}
\.
COPY office.annual FROM STDIN;
E	2021	{"form":"2021"}
E	2022	\N
\.
SELECT count(*) FROM office.annual WHERE unit = 'E';

-- AFTER, deferred, with WHEN and complete; every version of a row is looked at
TRUNCATE office.annual;
DROP TRIGGER sound ON office.annual;
CREATE CONSTRAINT TRIGGER later AFTER INSERT OR UPDATE ON office.annual DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
	WHEN (NEW.year > 2000) EXECUTE FUNCTION require_sound('numbers', 'complete');
SELECT pg_temp.try($$INSERT INTO office.annual VALUES ('A', 1999, '{"form":"2021"}')$$);
SELECT pg_temp.try($$SET CONSTRAINTS ALL IMMEDIATE; INSERT INTO office.annual VALUES ('A', 2021, '{"form":"2021"}')$$);
SELECT pg_temp.try($$SET CONSTRAINTS ALL IMMEDIATE; INSERT INTO office.annual VALUES ('A', 2021, '{"form":""}')$$);
SELECT pg_temp.try($$SET CONSTRAINTS ALL IMMEDIATE; INSERT INTO office.annual VALUES ('A', 2021, '{"form":"","requests":{"granted":[]}}')$$);
SELECT pg_temp.try($$SET CONSTRAINTS ALL IMMEDIATE; INSERT INTO office.annual VALUES ('A', 2021, zero_figures('2021')), ('A', 2022, NULL)$$);
SELECT pg_temp.try($$SET CONSTRAINTS ALL IMMEDIATE; UPDATE office.annual SET numbers['remedies.direct_suit.other_result'] = NULL WHERE year = 2021$$);
BEGIN;
INSERT INTO office.annual VALUES ('B', 2021, '{"form":"2021"}');
UPDATE office.annual SET numbers = zero_figures('2021') WHERE unit = 'B';
UPDATE office.annual SET numbers['requests.received.total'] = 1 WHERE unit = 'B';
COMMIT;
BEGIN;
INSERT INTO office.annual VALUES ('B', 2021, zero_figures('2021'));
UPDATE office.annual SET numbers['requests.received.total'] = 1 WHERE unit = 'B';
UPDATE office.annual SET numbers['requests.received.total'] = 0 WHERE unit = 'B';
COMMIT;
SELECT unit, year, numbers = zero_figures('2021') FROM office.annual ORDER BY unit, year;
\set VERBOSITY default

-- a domain, and partitions with columns in another order and a dropped one
CREATE DOMAIN office.report AS figures CHECK (is_complete(VALUE));
CREATE TABLE office.p (a int, b text, n office.report) PARTITION BY LIST (a);
CREATE TABLE office.p1 (b text, gone int, n office.report, a int);
ALTER TABLE office.p1 DROP COLUMN gone;
ALTER TABLE office.p ATTACH PARTITION office.p1 FOR VALUES IN (1);
CREATE TABLE office.p2 PARTITION OF office.p FOR VALUES IN (2);
CREATE TRIGGER "严格" AFTER INSERT OR UPDATE ON office.p FOR EACH ROW EXECUTE FUNCTION require_sound('n');
SELECT pg_temp.try($$INSERT INTO office.p VALUES (1, 'x', zero_figures('2021')), (2, 'y', zero_figures('2019'))$$);
SELECT pg_temp.try($$UPDATE office.p SET n = (n::figures + '{"form":"2021","requests":{"granted":{"total":1}}}')$$);
SELECT pg_temp.try($$UPDATE office.p SET n['requests.granted.total'] = 1 WHERE a = 2$$);
SELECT pg_temp.try($$UPDATE office.p SET a = 2 WHERE a = 1$$);
ALTER TABLE office.p RENAME n TO m;
SELECT pg_temp.try($$UPDATE office.p SET b = 'z'$$);

-- misuse
CREATE TABLE office.wrong (n figures, x int, j jsonb);
CREATE TABLE office.other (n int);
CREATE FUNCTION pg_temp.misuse(events text, arguments text, statement text DEFAULT $$INSERT INTO office.wrong VALUES (zero_figures('2021'))$$) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
BEGIN
	EXECUTE format('CREATE TRIGGER t %s EXECUTE FUNCTION disclosure.require_sound(%s)', events, arguments);
	result := pg_temp.try(statement);
	EXECUTE 'DROP TRIGGER t ON office.wrong';
	RETURN result;
END
$$;
SELECT events, arguments, pg_temp.misuse(events, arguments) FROM (VALUES
	('BEFORE INSERT ON office.wrong FOR EACH ROW', '''n'''), ('BEFORE INSERT ON office.wrong FOR EACH ROW', '''x'''), ('BEFORE INSERT ON office.wrong FOR EACH ROW', '''j'''),
	('BEFORE INSERT ON office.wrong FOR EACH ROW', '''N'''), ('BEFORE INSERT ON office.wrong FOR EACH ROW', '''ctid'''), ('BEFORE INSERT ON office.wrong FOR EACH ROW', ''''''),
	('BEFORE INSERT ON office.wrong FOR EACH ROW', ''), ('BEFORE INSERT ON office.wrong FOR EACH ROW', '''n'', ''whole'''),
		('BEFORE INSERT ON office.wrong FOR EACH ROW', '''n'', ''complete'', ''complete'''),
	('BEFORE INSERT ON office.wrong FOR EACH STATEMENT', '''n'''), ('AFTER INSERT ON office.wrong FOR EACH STATEMENT', '''n'''),
		('AFTER INSERT ON office.wrong FOR EACH STATEMENT', '')) AS v (events, arguments);
SELECT pg_temp.misuse('BEFORE DELETE ON office.wrong FOR EACH ROW', '''n''', 'DELETE FROM office.wrong');
SELECT pg_temp.misuse('BEFORE TRUNCATE ON office.wrong', '''n''', 'TRUNCATE office.wrong');
SELECT pg_temp.try('SELECT disclosure.require_sound()');
-- the refusal itself
SELECT pg_temp.try($$SELECT refuse('report of 2021', ARRAY['甲', NULL, '乙 100%s'], 'office.wrong', 'gate')$$);
SELECT pg_temp.try($$SELECT refuse('report', ARRAY['甲'], 'office.wrong', 'gate')$$);
SELECT pg_temp.try($$SELECT refuse('report', '{}', 'office.wrong', 'gate')$$);
SELECT pg_temp.try($$SELECT refuse('report', '{NULL}', 'office.wrong', 'gate')$$);
SELECT pg_temp.try($$SELECT refuse('report', NULL, 'office.wrong', 'gate')$$);
SET client_min_messages = warning;
DROP SCHEMA office CASCADE;

-- a generated column has no value yet before the row is written
CREATE TEMP TABLE made (text_form text, figures figures GENERATED ALWAYS AS (figures_from_jsonb(text_form::jsonb)) STORED);
CREATE TRIGGER sound BEFORE INSERT ON made FOR EACH ROW EXECUTE FUNCTION require_sound('figures');
INSERT INTO made VALUES ('{"form":"2021","requests":{"granted":[9,0,0,0,0,0,8]}}');
DROP TRIGGER sound ON made;
CREATE TRIGGER sound AFTER INSERT ON made FOR EACH ROW EXECUTE FUNCTION require_sound('figures');
INSERT INTO made VALUES ('{"form":"2021","requests":{"granted":[9,0,0,0,0,0,8]}}');
-- the error of a refusal names a table that there is
SELECT refuse('x', ARRAY['m'], 0, 'c');
SELECT refuse('x', ARRAY['m', 'n'], 'made'::regclass, 'c');
SELECT refuse('x', ARRAY[]::text[], 'made'::regclass, 'c');
