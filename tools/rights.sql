-- Prints docs/rights.md: `make reference` writes the file, the test sql/rights.sql compares it whole. All of it comes from the
-- catalogs of a register in which roles have one duty each.
--	psql -Xq -f tools/rights.sql		as a superuser; makes and drops the database regression_rights
\set QUIET on
\set ON_ERROR_STOP on
\pset format unaligned
\pset tuples_only on
\pset pager off
SET client_min_messages = warning;
SELECT current_database() AS caller \gset
DROP DATABASE IF EXISTS regression_rights;
CREATE DATABASE regression_rights TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C';
\c regression_rights
SET client_min_messages = warning;
SET search_path = pg_catalog, pg_temp;
CREATE EXTENSION report_ext;
CALL disclosure.create_register();
CREATE TEMP TABLE duty AS SELECT d AS duty, 'regress_rights_' || d AS role, n FROM unnest('{fill,review,publish,read,applicant,manage}'::text[]) WITH ORDINALITY u(d, n);
SELECT format('CREATE ROLE %I', role) FROM duty \gexec
SELECT count(disclosure.grant_duty(role::name, duty, NULL)) AS granted FROM duty \gset

-- The letters of the verbs on a relation; of columns alone, the names.
CREATE FUNCTION pg_temp.rights(role text, relation oid) RETURNS text LANGUAGE sql AS $$
	SELECT coalesce(nullif(string_agg(CASE WHEN has_table_privilege(role, relation, v.verb) THEN v.letter
		ELSE v.letter || '(' || c.columns || ')' END, ' ' ORDER BY v.n), ''), '–')
	FROM unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER}'::text[], '{S,I,U,D,T,R,G}'::text[]) WITH ORDINALITY v(verb, letter, n)
	CROSS JOIN LATERAL (
		SELECT string_agg(a.attname, ', ' ORDER BY a.attnum) AS columns FROM pg_attribute a
		WHERE v.verb IN ('SELECT', 'INSERT', 'UPDATE') AND a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped
			AND has_column_privilege(role, relation, a.attnum, v.verb)) c
	WHERE has_table_privilege(role, relation, v.verb) OR c.columns IS NOT NULL
$$;
CREATE FUNCTION pg_temp.signature(f oid) RETURNS text LANGUAGE sql AS
	$$ SELECT format('`%s(%s)`', p.proname, replace(pg_get_function_identity_arguments(f), 'disclosure.', '')) FROM pg_proc p WHERE p.oid = f $$;
CREATE TEMP VIEW relation AS
SELECT c.* FROM pg_class c
WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relkind IN ('r', 'v')
	AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e');
CREATE TEMP VIEW routine AS
SELECT p.* FROM pg_proc p WHERE p.pronamespace = 'disclosure'::regnamespace;

\qecho # Rights
\qecho
\qecho 'What each duty may use, as the server itself says it: `make reference` writes this page. What these rights are for, and what bounds'
\qecho 'them, says [security](security.md). `grant_duty()` gives them; the owner of the register has all of them.'
\qecho
\qecho '## Tables'
\qecho
\qecho 'S SELECT, I INSERT, U UPDATE, D DELETE; with the columns if not all. `rows` says that row-level security leaves the rows of the role''s units.'
\qecho
SELECT '| table | rows | ' || string_agg(duty, ' | ' ORDER BY n) || E' |\n|---|---|' || repeat('---|', count(*)::integer) FROM duty;
SELECT format('| `%s` | %s | %s |', r.relname, CASE WHEN r.relrowsecurity THEN 'rows' ELSE '' END,
	(SELECT string_agg(pg_temp.rights(d.role, r.oid), ' | ' ORDER BY d.n) FROM duty d))
FROM relation r WHERE r.relkind = 'r' ORDER BY r.relname COLLATE "C";
\qecho
\qecho '## Views'
\qecho
\qecho 'All views are `security_invoker`: they show what their reader may see in the tables. Those that may be written into have triggers that write the tables as the writer.'
\qecho
SELECT '| view | ' || string_agg(duty, ' | ' ORDER BY n) || E' |\n|---|' || repeat('---|', count(*)::integer) FROM duty;
SELECT format('| `%s` | %s |', r.relname, (SELECT string_agg(pg_temp.rights(d.role, r.oid), ' | ' ORDER BY d.n) FROM duty d))
FROM relation r WHERE r.relkind = 'v' ORDER BY r.relname COLLATE "C";
\qecho
\qecho '## Policies'
\qecho
\qecho '| table | verb | policy | duty that it asks for |'
\qecho '|---|---|---|---|'
SELECT format('| `%s` | %s | %s | %s |', c.relname, CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'all' END,
	obj_description(p.oid, 'pg_policy'),
	coalesce((regexp_match(concat(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)), 'holds_duty\([^()]*''\{(\w+)\}''::text\[\]'))[1], 'any'))
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = 'disclosure'::regnamespace
ORDER BY c.relname COLLATE "C", p.polcmd, p.polname COLLATE "C";
\qecho
\qecho '## Functions that run as the owner'
\qecho
\qecho 'SECURITY DEFINER, in the register alone: no function of the extension is. Each has a search path of its own. A function of a trigger is called by nobody else.'
\qecho
\qecho '| function | may be called by | what it does |'
\qecho '|---|---|---|'
SELECT format('| %s | %s | %s |', pg_temp.signature(r.oid), CASE WHEN has_function_privilege('pg_monitor', r.oid, 'EXECUTE') THEN 'everybody'
		WHEN r.prorettype = 'trigger'::regtype THEN 'triggers'
		ELSE coalesce((SELECT string_agg(d.duty, ', ' ORDER BY d.n) FROM duty d WHERE has_function_privilege(d.role, r.oid, 'EXECUTE')), 'the owner') END,
	replace(obj_description(r.oid, 'pg_proc'), '|', '\|'))
FROM routine r WHERE r.prosecdef ORDER BY r.proname COLLATE "C", r.oid::regprocedure::text COLLATE "C";
\qecho
\qecho '## Functions for the owner alone'
\qecho
\qecho 'They run as their caller; nobody else may call them.'
\qecho
SELECT '- ' || pg_temp.signature(r.oid) FROM routine r
WHERE NOT r.prosecdef AND NOT has_function_privilege('pg_monitor', r.oid, 'EXECUTE') ORDER BY r.proname COLLATE "C", r.oid::regprocedure::text COLLATE "C";
\qecho
\qecho '## All other functions'
\qecho
SELECT format('%s functions of the schema may be called by everybody; they run as their caller, who meets his own rights on the tables. %s of them belong to the extension, of which',
	count(*), count(*) FILTER (WHERE EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = r.oid AND d.deptype = 'e')))
FROM routine r WHERE NOT r.prosecdef AND has_function_privilege('pg_monitor', r.oid, 'EXECUTE');
\qecho 'one written in C reads tables: `holds_duty()`, which says no more than what the caller, or the current role, has been granted.'

\c :caller
DROP DATABASE regression_rights;
SELECT format('DROP ROLE %I', rolname) FROM pg_roles WHERE rolname LIKE 'regress\_rights\_%' ORDER BY rolname \gexec
