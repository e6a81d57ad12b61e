-- The register goes when its owner names the database, then the extension, and nothing is left but what is the users' own.
CREATE DATABASE regress_uninstall;
\c regress_uninstall
CREATE EXTENSION report_ext;
CREATE ROLE regress_uninstall;
CREATE ROLE regress_uninstall_clerk;
GRANT CREATE ON SCHEMA disclosure TO regress_uninstall;
SET search_path = disclosure, public;
SET client_min_messages = warning;
SET ROLE regress_uninstall;
CALL create_register();
INSERT INTO unit (unit_id, name) VALUES ('a', '甲局');
INSERT INTO report (unit_id, year, origin, figures) VALUES ('a', 2023, 'recorded', zero_figures('2021'));
SELECT grant_duty('regress_uninstall_clerk', 'fill', 'a');
RESET ROLE;
CREATE TABLE public.own (figures figures);
INSERT INTO public.own SELECT figures FROM report;
CREATE VIEW public.own_total AS SELECT sum(figures) AS figures FROM public.own;

\set VERBOSITY terse
-- not in the wrong database, nor by another
SET ROLE regress_uninstall;
CALL drop_register('postgres');
SET ROLE regress_uninstall_clerk;
CALL drop_register('regress_uninstall');
SET ROLE regress_uninstall;
CALL drop_register('regress_uninstall');
RESET ROLE;
SELECT figures = zero_figures('2021') AS kept FROM public.own_total;
-- all that is left in the schema are members
SELECT pg_describe_object(classid, objid, 0) AS left_behind FROM (
	SELECT 'pg_class'::regclass AS classid, oid AS objid, relnamespace AS schema FROM pg_class WHERE relkind <> 'c'
	UNION ALL SELECT 'pg_proc'::regclass, oid, pronamespace FROM pg_proc
	UNION ALL SELECT 'pg_type'::regclass, oid, typnamespace FROM pg_type WHERE typelem = 0) o
WHERE schema = 'disclosure'::regnamespace
	AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = o.classid AND d.objid = o.objid AND d.deptype IN ('e', 'i'));
DROP EXTENSION report_ext;
DROP TABLE public.own CASCADE;
DROP EXTENSION report_ext;
DROP ROLE regress_uninstall_clerk;
DROP SCHEMA disclosure;
DROP ROLE regress_uninstall;
-- and may come back
CREATE EXTENSION report_ext;
CALL disclosure.create_register();
SELECT count(*) AS reports FROM disclosure.report;
\c contrib_regression
DROP DATABASE regress_uninstall;
