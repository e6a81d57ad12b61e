-- holds_duty() answers as a query on the lines of access and of the tree does, and never what was true before; whom row-level security binds.
CREATE DATABASE regress_duty;
\c regress_duty
CREATE EXTENSION report_ext;
SET search_path = disclosure, public;
\set VERBOSITY terse
SELECT holds_duty('a', 2023, NULL, false);
CALL create_register();
CREATE ROLE regress_duty_clerk;
CREATE ROLE regress_duty_city;
CREATE ROLE regress_duty_member IN ROLE regress_duty_clerk;
CREATE ROLE regress_duty_closed NOINHERIT IN ROLE regress_duty_clerk;
CREATE ROLE regress_duty_gone;
CREATE ROLE regress_duty_nobody;
-- a tree of four levels that moves: a unit counted in two places, one read above without being counted, more units above one than are kept
INSERT INTO unit (unit_id, name) SELECT u, u FROM unnest('{p,c,d,k,l,a,b,x}'::text[]) u;
INSERT INTO unit (unit_id, name) SELECT 'n' || i, 'n' || i FROM generate_series(1, 20) i;
INSERT INTO unit_parent (unit_id, parent_id, from_year, to_year, counted) VALUES ('c', 'p', 0, NULL, true), ('d', 'p', 0, NULL, true), ('k', 'c', 0, 2021, true),
	('k', 'd', 2022, NULL, true), ('l', 'd', 0, NULL, true), ('a', 'k', 0, NULL, true), ('a', 'l', 2023, 2023, false), ('b', 'l', 2020, NULL, true), ('b', 'c', 2022, NULL, true);
INSERT INTO unit_parent (unit_id, parent_id, counted) SELECT 'x', 'n' || i, i % 3 > 0 FROM generate_series(1, 20) i;
SELECT grant_duty(r, d, u) FROM (VALUES ('regress_duty_clerk', 'fill', 'a'), ('regress_duty_clerk', 'fill', 'b'), ('regress_duty_clerk', 'review', 'l'), ('regress_duty_clerk', 'read', 'n3'),
	('regress_duty_city', 'read', 'd'), ('regress_duty_city', 'manage', 'c'), ('regress_duty_city', 'publish', 'n20'), ('regress_duty_gone', 'fill', 'p'), ('regress_duty_member', 'applicant', 'k')) g(r, d, u);
REVOKE ALL ON ALL TABLES IN SCHEMA disclosure FROM regress_duty_gone;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA disclosure FROM regress_duty_gone;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA disclosure FROM regress_duty_gone;
REVOKE ALL ON SCHEMA disclosure FROM regress_duty_gone;
DROP ROLE regress_duty_gone;
GRANT USAGE ON SCHEMA disclosure TO regress_duty_nobody, regress_duty_closed;
CREATE TEMP TABLE question AS SELECT u.unit_id, y.year, d.duties
	FROM (SELECT unit_id FROM unit UNION ALL SELECT 'nowhere' UNION ALL SELECT NULL) u
	CROSS JOIN (VALUES (2019), (2021), (2022), (2023), (NULL)) y(year)
	CROSS JOIN (VALUES (NULL::text[]), ('{fill}'), ('{read}'), ('{fill,review,publish}'), ('{manage,applicant}'), ('{}'), ('{nothing}')) d(duties);
-- as the rules say it, of the tables alone
CREATE FUNCTION pg_temp.plainly(role name, unit_id text, year integer, duties text[]) RETURNS boolean LANGUAGE sql STABLE AS $$
	SELECT EXISTS (SELECT FROM disclosure.access a JOIN disclosure.unit_closure c ON c.ancestor_id = a.unit_id
		JOIN pg_catalog.pg_roles g ON g.oid = a.role_id
		WHERE c.unit_id = plainly.unit_id AND (c.counted OR a.duty = 'read') AND (plainly.year IS NULL OR plainly.year BETWEEN c.from_year AND c.to_year)
			AND (duties IS NULL OR a.duty = ANY (duties)) AND pg_catalog.pg_has_role(plainly.role, g.oid, 'USAGE')) $$;
CREATE TEMP TABLE answer (role name, ordering text, unit_id text, year integer, duties text[], holds boolean);
GRANT SELECT ON question TO PUBLIC;
GRANT INSERT ON answer TO PUBLIC;
DO $$
DECLARE
	asking name;
BEGIN
	FOREACH asking IN ARRAY '{regress_duty_clerk,regress_duty_city,regress_duty_member,regress_duty_closed,regress_duty_nobody}'::name[] LOOP
		EXECUTE format('SET LOCAL ROLE %I', asking);
		/* side by side, and each another question than the one before */
		INSERT INTO answer SELECT asking, 'units', q.*, disclosure.holds_duty(q.unit_id, q.year, q.duties, false)
			FROM (SELECT * FROM question ORDER BY unit_id, year, duties) q;
		INSERT INTO answer SELECT asking, 'years', q.*, disclosure.holds_duty(q.unit_id, q.year, q.duties, true)
			FROM (SELECT * FROM question ORDER BY duties, year, unit_id) q;
	END LOOP;
END
$$;
SELECT role, ordering, count(*) AS questions, count(*) FILTER (WHERE holds) AS yes,
	count(*) FILTER (WHERE holds IS DISTINCT FROM pg_temp.plainly(role, unit_id, year, duties)) AS wrong
FROM answer GROUP BY role, ordering ORDER BY role COLLATE "C", ordering;
SELECT holds_duty('a', 2023, NULL, NULL), holds_duty(NULL, 2023, NULL, true);
SELECT holds_duty('a', 2023, ARRAY[NULL], true);
-- the caller in a function that runs as another role
CREATE FUNCTION public.as_city(caller boolean) RETURNS text LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
	SELECT string_agg(u, ' ' ORDER BY u) FROM unnest('{a,b,c,l}'::text[]) u WHERE disclosure.holds_duty(u, 2023, NULL, caller) $$;
ALTER FUNCTION public.as_city(boolean) OWNER TO regress_duty_city;
GRANT EXECUTE ON FUNCTION public.as_city(boolean) TO PUBLIC;
SET ROLE regress_duty_clerk;
SELECT as_city(false) AS city, as_city(true) AS clerk;
SET ROLE regress_duty_nobody;
SELECT as_city(false) AS city, as_city(true) AS nobody;
RESET ROLE;
-- what changes between two statements of a function, and within the transaction
CREATE FUNCTION pg_temp.changing() RETURNS SETOF boolean LANGUAGE plpgsql AS $$
BEGIN
	FOR step IN 1 .. 6 LOOP
		SET LOCAL ROLE regress_duty_clerk;
		RETURN NEXT disclosure.holds_duty('c', 2023, '{fill}', false);
		RESET ROLE;
		IF step = 2 THEN
			PERFORM disclosure.grant_duty('regress_duty_clerk', 'fill', 'p');
		ELSIF step = 4 THEN
			DELETE FROM disclosure.unit_parent WHERE unit_id = 'c';
		END IF;
	END LOOP;
END $$;
BEGIN;
SELECT string_agg(answer::text, ' ' ORDER BY n) AS answers FROM pg_temp.changing() WITH ORDINALITY c(answer, n);
ROLLBACK;
SELECT grant_duty('regress_duty_nobody', 'read', 'a');
BEGIN;
SET LOCAL ROLE regress_duty_nobody;
SELECT holds_duty('a', 2023, NULL, false) AS granted;
ROLLBACK;
SELECT revoke_duty('regress_duty_nobody', 'read', 'a');
BEGIN;
SET LOCAL ROLE regress_duty_nobody;
SELECT holds_duty('a', 2023, NULL, false) AS revoked;
ROLLBACK;
DROP FUNCTION public.as_city(boolean);

-- whom row-level security does not bind, by the catalogs
CREATE ROLE regress_bound;
CREATE ROLE regress_bound_member NOINHERIT IN ROLE regress_bound;
CREATE ROLE regress_bound_heir IN ROLE regress_bound;
CREATE ROLE regress_bound_bypass BYPASSRLS;
CREATE ROLE regress_bound_super SUPERUSER;
CREATE TEMP TABLE owned (n integer);
ALTER TABLE owned OWNER TO regress_bound;
SELECT rolname, escapes_policies(rolname, 'owned') AS escapes,
	escapes_policies(rolname, 'owned') = (pg_has_role(oid, 'regress_bound', 'USAGE') OR rolbypassrls) AS as_told
FROM pg_roles WHERE rolname LIKE 'regress\_bound%' ORDER BY rolname COLLATE "C";
SELECT escapes_policies('regress_nobody', 'owned');
SELECT escapes_policies('regress_bound', 0);
DROP TABLE owned;
DROP ROLE regress_bound, regress_bound_member, regress_bound_heir, regress_bound_bypass, regress_bound_super;
\c postgres
DROP DATABASE regress_duty;
DROP ROLE regress_duty_clerk, regress_duty_city, regress_duty_member, regress_duty_closed, regress_duty_nobody;
