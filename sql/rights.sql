-- Compares every byte of docs/rights.md with the page that the server prints; `make reference` writes it anew.  Then rules
-- that functions, views and scripts keep, each a query that finds nothing.
\getenv abs_srcdir PG_ABS_SRCDIR
\getenv abs_builddir PG_ABS_BUILDDIR
\set script :abs_srcdir '/tools/rights.sql'
\set printed :abs_builddir '/results/rights.md'
\set ECHO none
\o :printed
\i :script
\o
\! diff -u "$PG_ABS_SRCDIR/docs/rights.md" "$PG_ABS_BUILDDIR/results/rights.md"
\pset format aligned
\pset tuples_only off
\set QUIET off
\set ECHO all
CREATE DATABASE regress_rights_rules;
\c regress_rights_rules
CREATE EXTENSION report_ext;
CALL disclosure.create_register();
-- written in SQL or PL/pgSQL: a search path that leads to the server's own objects first, or a body parsed when it was made
SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
WHERE p.pronamespace = 'disclosure'::regnamespace AND l.lanname IN ('sql', 'plpgsql') AND p.prosqlbody IS NULL
	AND NOT 'search_path=pg_catalog, pg_temp' = ANY (coalesce(p.proconfig, '{}'));
-- with its owner's rights: in a language that can be trusted, never of the extension, closed to everybody unless a question about the caller alone
SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
WHERE p.pronamespace = 'disclosure'::regnamespace AND p.prosecdef AND (NOT l.lanpltrusted
	OR EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
	OR has_function_privilege('pg_monitor', p.oid, 'EXECUTE') AND p.proname <> 'may_claim');
-- none of them puts a name into a statement but as an identifier or a literal: format() with %s, or text joined with ||;
-- check_removal() has a regclass there
SELECT p.oid::regprocedure, m[1] AS statement FROM pg_proc p, regexp_matches(p.prosrc, 'EXECUTE (format\([^;]*%s[^;]*|[^;]*\|\|[^;]*);', 'g') m
WHERE p.pronamespace = 'disclosure'::regnamespace AND p.prosecdef AND NOT (p.proname = 'check_removal' AND m[1] LIKE '%held.relation, held.place)%');
-- views that show what their reader may see
SELECT c.oid::regclass FROM pg_class c
WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relkind = 'v' AND NOT 'security_invoker=true' = ANY (coalesce(c.reloptions, '{}'))
	AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e');
-- row-level security on every table that holds what belongs to a report of a unit, and a policy for each verb that a duty has there
SELECT c.oid::regclass FROM pg_class c
WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relkind = 'r' AND NOT c.relrowsecurity
	AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'unit_id')
	AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'year') AND c.relname <> 'unit_successor';
SELECT c.oid::regclass FROM pg_class c WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relrowsecurity
	AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid);
-- nothing of the schema is everybody's to write
SELECT c.oid::regclass, v FROM pg_class c, unnest('{INSERT,UPDATE,DELETE,TRUNCATE,TRIGGER}'::text[]) v
WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relkind IN ('r', 'v') AND has_table_privilege('pg_monitor', c.oid, v);
SELECT has_schema_privilege('pg_monitor', 'disclosure', 'CREATE') AS everybody_creates;
-- scripts of the extension make what is theirs and take over nothing; none changes the search path, or names an object of no schema
\! cd "$PG_ABS_SRCDIR" && grep -nE '^[^*]*CREATE (OR REPLACE|[A-Z ]*IF NOT EXISTS) (FUNCTION|TABLE|VIEW|TYPE)|^SET .*;' sql/install/*.sql; grep -nE '^SET .*;' sql/register/*.sql
\! cd "$PG_ABS_SRCDIR" && grep -nE '^[[:space:]]*(CREATE( OR REPLACE)?|ALTER|DROP|COMMENT ON) (FUNCTION|PROCEDURE|TABLE|VIEW|TYPE|AGGREGATE|OPERATOR|DOMAIN)( IF (NOT )?EXISTS)? [a-z_]+ *[(A-Z]' sql/install/*.sql sql/register/*.sql
\c contrib_regression
DROP DATABASE regress_rights_rules;
