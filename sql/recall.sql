-- recall() asks once for the same question in the same place, and never tells what was true before.
SET search_path = disclosure, public;
\set VERBOSITY terse
CREATE TEMP SEQUENCE asked;
CREATE TEMP TABLE held (unit_id text, year integer, duty text);
INSERT INTO held VALUES ('a', 2020, 'fill'), ('b', NULL, NULL);
CREATE FUNCTION pg_temp.ask(unit_id text, year integer, duty text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
	PERFORM nextval('pg_temp.asked');
	RETURN EXISTS (SELECT FROM pg_temp.held h WHERE h.unit_id = ask.unit_id AND h.year IS NOT DISTINCT FROM ask.year AND h.duty IS NOT DISTINCT FROM ask.duty);
END $$;
CREATE TEMP TABLE line AS SELECT u.unit_id, y.year, d.duty, n FROM (VALUES (1, 'a'), (2, 'b'), (3, 'ab'), (4, NULL)) u(o, unit_id)
	CROSS JOIN (VALUES (1, 2020), (2, 2021), (3, NULL)) y(o, year) CROSS JOIN (VALUES (1, 'fill'), (2, 'read'), (3, NULL)) d(o, duty), generate_series(1, 5) n ORDER BY u.o, y.o, d.o, n;
-- as when each line is asked for, in a fifth of the calls
SELECT count(*) AS lines, count(*) FILTER (WHERE recall('pg_temp.ask(text,integer,text)'::regprocedure, unit_id, year, duty)) AS yes,
	nextval('asked') - 1 AS asked FROM line;
SELECT unit_id, year, duty, count(*) FROM line WHERE recall('pg_temp.ask(text,integer,text)'::regprocedure, unit_id, year, duty) GROUP BY 1, 2, 3 ORDER BY 1;
-- each line is another question
SELECT setval('asked', 1, false);
SELECT count(*) FILTER (WHERE recall('pg_temp.ask(text,integer,text)'::regprocedure, unit_id, year, duty)) AS yes, nextval('asked') - 1 AS asked
FROM (SELECT * FROM line ORDER BY n, unit_id, year, duty) l;
-- what changes between two statements of a function, and within the transaction
CREATE FUNCTION pg_temp.changing() RETURNS SETOF boolean LANGUAGE plpgsql AS $$
DECLARE
	answer boolean;
BEGIN
	FOR step IN 1 .. 4 LOOP
		answer := disclosure.recall('pg_temp.ask(text,integer,text)'::regprocedure, 'c'::text, 2020, 'fill'::text);
		RETURN NEXT answer;
		IF step = 2 THEN
			INSERT INTO pg_temp.held VALUES ('c', 2020, 'fill');
		END IF;
	END LOOP;
END $$;
SELECT string_agg(answer::text, ' ' ORDER BY n) AS answers FROM pg_temp.changing() WITH ORDINALITY c(answer, n);
-- another function in the same place, and another role
CREATE FUNCTION pg_temp.never(text, integer, text) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT NULL::boolean';
SELECT f::text LIKE '%ask%' AS ask, recall(f, 'a', 2020, 'fill') FROM unnest('{"pg_temp.ask(text,integer,text)","pg_temp.never(text,integer,text)","pg_temp.ask(text,integer,text)"}'::regprocedure[]) f;
SELECT recall(NULL, 'a', 2020, 'fill');
-- only a function of these arguments, which the caller may call
SELECT recall('pg_catalog.now()', 'a', 2020, 'fill');
SELECT recall('pg_catalog.textcat(text,text)', 'a', 2020, 'fill');
SELECT recall(0, 'a', 2020, 'fill');
CREATE ROLE regress_recall;
REVOKE ALL ON FUNCTION pg_temp.ask(text, integer, text) FROM PUBLIC;
SET ROLE regress_recall;
SELECT recall('pg_temp.ask(text,integer,text)', 'a', 2020, 'fill');
RESET ROLE;

-- whom row-level security does not bind, by the catalogs
CREATE ROLE regress_recall_member NOINHERIT IN ROLE regress_recall;
CREATE ROLE regress_recall_heir IN ROLE regress_recall;
CREATE ROLE regress_recall_bypass BYPASSRLS;
CREATE ROLE regress_recall_super SUPERUSER;
CREATE TEMP TABLE owned (n integer);
ALTER TABLE owned OWNER TO regress_recall;
SELECT rolname, escapes_policies(rolname, 'owned') AS escapes,
	escapes_policies(rolname, 'owned') = (pg_has_role(oid, 'regress_recall', 'USAGE') OR rolbypassrls) AS as_told
FROM pg_roles WHERE rolname LIKE 'regress\_recall%' ORDER BY rolname COLLATE "C";
SELECT escapes_policies('regress_nobody', 'owned');
SELECT escapes_policies('regress_recall', 0);
DROP TABLE owned;
DROP ROLE regress_recall, regress_recall_member, regress_recall_heir, regress_recall_bypass, regress_recall_super;
