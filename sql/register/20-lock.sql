/*
 * Locks: the reports of one unit are written one at a time, and so is its
 * ledger; different units side by side.
 *
 * The lock is a row, not an advisory lock: two units never share a row, a
 * transaction may lock any number of them, and a transaction with an older
 * snapshot fails instead of overlooking a change of another.
 *
 * An UPDATE locks its row before any trigger can run.  So everybody locks rows
 * first and units second: an UPDATE at the end of its statement, lock_unit() and
 * lock_reports() with the rows that their callers may write afterwards.  Nobody
 * who holds a unit then waits for a row.  The ledger has a lock of its own, last
 * of all: who records an event changes no report, and need not wait for one.
 */
CREATE TABLE IF NOT EXISTS disclosure.unit_lock (
	unit_id text REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	part text CHECK (part IN ('reports', 'ledger')),
	writes bigint NOT NULL,
	PRIMARY KEY (unit_id, part)
) WITH (fillfactor = 50);
COMMENT ON TABLE disclosure.unit_lock IS '写入锁：同一单位各年度的报告依次写入，台账也是';
COMMENT ON COLUMN disclosure.unit_lock.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.unit_lock.part IS '哪一部分：reports 报告，ledger 台账';
COMMENT ON COLUMN disclosure.unit_lock.writes IS '写入次数';

/* Loops with plans that are kept: one query over all is planned anew, and wrongly while a table is filled. */
CREATE OR REPLACE FUNCTION disclosure.hold_units(units text[], part text)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	held text;
BEGIN
	IF cardinality(units) > 1 THEN
		units := ARRAY(SELECT DISTINCT u COLLATE "C" AS u FROM unnest(units) u ORDER BY u);
	END IF;
	FOREACH held IN ARRAY coalesce(units, '{}') LOOP
		/* If there is no such unit, the foreign key of the table that is written says so. */
		INSERT INTO disclosure.unit_lock AS l (unit_id, part, writes)
			SELECT u.unit_id, hold_units.part, 1 FROM disclosure.unit u WHERE u.unit_id = held
		ON CONFLICT ON CONSTRAINT unit_lock_pkey DO UPDATE SET writes = l.writes + 1;
	END LOOP;
END
$$;
COMMENT ON FUNCTION disclosure.hold_units(text[], text) IS 'locks a part of units in order; for functions of the register, as its owner';
REVOKE ALL ON FUNCTION disclosure.hold_units(text[], text) FROM PUBLIC;

/* A rule compares a report with those of the unit itself, of its predecessors and of its successors. */
CREATE OR REPLACE FUNCTION disclosure.checked_together(units text[], years integer[])
RETURNS text[]
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF NOT EXISTS (SELECT FROM disclosure.unit_successor) THEN
		RETURN units;
	END IF;
	RETURN units
		|| ARRAY(SELECT s.unit_id FROM unnest(units, years) l(unit_id, year)
			JOIN disclosure.unit_successor s ON s.successor_id = l.unit_id AND s.year = l.year)
		|| ARRAY(SELECT s.successor_id FROM unnest(units, years) l(unit_id, year)
			JOIN disclosure.unit_successor s ON s.unit_id = l.unit_id AND s.year = l.year + 1);
END
$$;
COMMENT ON FUNCTION disclosure.checked_together(text[], integer[]) IS
'the units whose reports are checked together with the reports of units for years';

/* It becomes part of the query that asks it, which therefore goes by the key. */
CREATE OR REPLACE FUNCTION disclosure.is_of(row_unit text, row_year integer, row_scope text, unit_id text, year integer, scope text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN row_unit = unit_id AND (year IS NULL OR row_year = year) AND (scope IS NULL OR row_scope = scope);
COMMENT ON FUNCTION disclosure.is_of(text, integer, text, text, integer, text) IS
'is a row that of a unit, of a year or if that is NULL of any, and of a scope or if that is NULL of any?';

/* Reports have their texts and pages locked before them, as a change of these is one of theirs.  In loops, as above. */
CREATE OR REPLACE FUNCTION disclosure.lock_rows(units text[], years integer[], scope text)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	rows bigint;
	all_rows bigint := 0;
BEGIN
	FOR i IN 1 .. cardinality(units) LOOP
		PERFORM FROM disclosure.report_text t
		WHERE disclosure.is_of(t.unit_id, t.year, t.scope, units[i], years[i], lock_rows.scope)
		ORDER BY t.year, t.scope FOR NO KEY UPDATE;
		GET DIAGNOSTICS rows = ROW_COUNT;
		all_rows := all_rows + rows;
	END LOOP;
	FOR i IN 1 .. cardinality(units) LOOP
		PERFORM FROM disclosure.report_source t
		WHERE disclosure.is_of(t.unit_id, t.year, t.scope, units[i], years[i], lock_rows.scope)
		ORDER BY t.year, t.scope FOR NO KEY UPDATE;
		GET DIAGNOSTICS rows = ROW_COUNT;
		all_rows := all_rows + rows;
	END LOOP;
	FOR i IN 1 .. cardinality(units) LOOP
		PERFORM FROM disclosure.explanation t
		WHERE disclosure.is_of(t.unit_id, t.year, t.scope, units[i], years[i], lock_rows.scope)
		ORDER BY t.year, t.scope, t.rule, t.fingerprint FOR NO KEY UPDATE;
		GET DIAGNOSTICS rows = ROW_COUNT;
		all_rows := all_rows + rows;
	END LOOP;
	FOR i IN 1 .. cardinality(units) LOOP
		PERFORM FROM disclosure.report t
		WHERE disclosure.is_of(t.unit_id, t.year, t.scope, units[i], years[i], lock_rows.scope)
		ORDER BY t.year, t.scope FOR NO KEY UPDATE;
		GET DIAGNOSTICS rows = ROW_COUNT;
		all_rows := all_rows + rows;
	END LOOP;
	RETURN all_rows;
END
$$;
COMMENT ON FUNCTION disclosure.lock_rows(text[], integer[], text) IS
'locks the rows of reports of units, in the order given, each for its year or if that is NULL all, of a scope or if that is NULL all, with those that belong to them, and returns how many; for functions of the register, as its owner';
REVOKE ALL ON FUNCTION disclosure.lock_rows(text[], integer[], text) FROM PUBLIC;

CREATE OR REPLACE FUNCTION disclosure.count_rows(units text[], years integer[], scope text)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	all_rows bigint := 0;
BEGIN
	FOR i IN 1 .. cardinality(units) LOOP
		all_rows := all_rows
			+ (SELECT count(*) FROM disclosure.report_text t WHERE disclosure.is_of(t.unit_id, t.year, t.scope, units[i], years[i], count_rows.scope))
			+ (SELECT count(*) FROM disclosure.report_source t WHERE disclosure.is_of(t.unit_id, t.year, t.scope, units[i], years[i], count_rows.scope))
			+ (SELECT count(*) FROM disclosure.explanation t WHERE disclosure.is_of(t.unit_id, t.year, t.scope, units[i], years[i], count_rows.scope))
			+ (SELECT count(*) FROM disclosure.report t WHERE disclosure.is_of(t.unit_id, t.year, t.scope, units[i], years[i], count_rows.scope));
	END LOOP;
	RETURN all_rows;
END
$$;
COMMENT ON FUNCTION disclosure.count_rows(text[], integer[], text) IS 'how many rows lock_rows() would lock now; for functions of the register, as its owner';
REVOKE ALL ON FUNCTION disclosure.count_rows(text[], integer[], text) FROM PUBLIC;

/*
 * Rows, then units.  Whoever held a unit may have made rows while it was waited
 * for; others may have locked these since, and wait for the unit in their turn.
 * Then all is let go, and locked again with them.
 */
CREATE OR REPLACE FUNCTION disclosure.lock_all(units text[], years integer[], scope text, held text[], parts text[])
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	rows bigint;
BEGIN
	IF cardinality(units) > 1 THEN
		SELECT array_agg(k.unit_id ORDER BY k.unit_id COLLATE "C", k.year), array_agg(k.year ORDER BY k.unit_id COLLATE "C", k.year) INTO units, years
		FROM (SELECT DISTINCT u.unit_id, u.year FROM unnest(units, years) u(unit_id, year)) k;
	END IF;
	LOOP
		BEGIN
			rows := disclosure.lock_rows(units, years, scope);
			PERFORM disclosure.hold_units(held, p) FROM unnest(parts) WITH ORDINALITY k(p, n);
			IF disclosure.count_rows(units, years, scope) = rows THEN
				RETURN;
			END IF;
			RAISE EXCEPTION USING ERRCODE = 'DT000';
		EXCEPTION WHEN SQLSTATE 'DT000' THEN
			NULL;
		END;
	END LOOP;
END
$$;
COMMENT ON FUNCTION disclosure.lock_all(text[], integer[], text, text[], text[]) IS
'locks rows of reports, then parts of units, with no row left out that came meanwhile; for functions of the register, as its owner';
REVOKE ALL ON FUNCTION disclosure.lock_all(text[], integer[], text, text[], text[]) FROM PUBLIC;

/*
 * For a DELETE, which has the row of the report, or of the unit, before anything
 * can be locked that others lock before it; and for an INSERT that finds only
 * when it has the unit that another has made the report.  Whoever holds what it
 * wants now waits for what it has: to wait for him, longer than it takes to
 * commit, would be to wait in a circle, and the server might end him after
 * deadlock_timeout, which is a second.
 */
CREATE OR REPLACE FUNCTION disclosure.seize_reports(unit_id text, year integer, scope text)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '100ms'
AS $$
BEGIN
	PERFORM disclosure.lock_rows(ARRAY[seize_reports.unit_id], ARRAY[seize_reports.year], seize_reports.scope);
	IF year IS NULL THEN
		PERFORM disclosure.hold_units(ARRAY[seize_reports.unit_id], 'reports'::text);
	END IF;
EXCEPTION WHEN lock_not_available THEN
	PERFORM disclosure.raise_error('lock_not_available'::text,
		format('单位 %s %s的报告，此刻有人在办理', unit_id, coalesce(year || '年', '')), '等他办完，看过再办。'::text, NULL::text,
		'disclosure.report'::regclass);
END
$$;
COMMENT ON FUNCTION disclosure.seize_reports(text, integer, text) IS
'locks a report, or if the year is NULL the unit with all of them, for whoever cannot wait for it; an error if another has it locked. For functions of the register, as its owner';
REVOKE ALL ON FUNCTION disclosure.seize_reports(text, integer, text) FROM PUBLIC;

CREATE OR REPLACE FUNCTION disclosure.require_lock(unit_id text, duties text[])
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF NOT disclosure.caller_has_duty(require_lock.unit_id, NULL::integer, duties) THEN
		PERFORM disclosure.raise_error('insufficient_privilege'::text,
			format('角色 %s 对单位 %s 没有%s的职责，不能占用它的报告', disclosure.calling_role(), unit_id,
				CASE WHEN 'manage' = ANY (duties) THEN '填报、审核、公布或管理' ELSE '填报、审核或公布' END), NULL::text, NULL::text, NULL::regclass);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.require_lock(text, text[]) IS 'an error if the calling role has none of some duties for a unit, and so may not hold up others';

/* What is written under the lock of a ledger, a request before its events, as both go together. */
CREATE OR REPLACE FUNCTION disclosure.lock_entries(units text[])
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	units := ARRAY(SELECT DISTINCT u COLLATE "C" AS u FROM unnest(units) u ORDER BY u);
	FOR i IN 1 .. cardinality(units) LOOP
		PERFORM FROM disclosure.request r WHERE r.unit_id = units[i] ORDER BY r.request_no COLLATE "C" FOR NO KEY UPDATE;
	END LOOP;
	FOR i IN 1 .. cardinality(units) LOOP
		PERFORM FROM disclosure.request_event e WHERE e.unit_id = units[i] ORDER BY e.seq FOR NO KEY UPDATE;
	END LOOP;
	FOR i IN 1 .. cardinality(units) LOOP
		PERFORM FROM disclosure.remedy_case c WHERE c.unit_id = units[i] ORDER BY c.case_no COLLATE "C" FOR NO KEY UPDATE;
	END LOOP;
END
$$;
COMMENT ON FUNCTION disclosure.lock_entries(text[]) IS 'locks the rows of the ledgers of units, in order; for functions of the register, as its owner';
REVOKE ALL ON FUNCTION disclosure.lock_entries(text[]) FROM PUBLIC;

/*
 * With all units that took over from one another: rules compare their reports,
 * and whoever locks several units one by one must not come back for one of them.
 */
CREATE OR REPLACE FUNCTION disclosure.lock_units(units text[])
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	connected text[] := ARRAY(
		WITH RECURSIVE connected AS (
			SELECT u AS unit_id FROM unnest(lock_units.units) u
			UNION
			SELECT CASE s.unit_id WHEN c.unit_id THEN s.successor_id ELSE s.unit_id END
			FROM connected c JOIN disclosure.unit_successor s ON c.unit_id IN (s.unit_id, s.successor_id))
		SELECT c.unit_id FROM connected c);
BEGIN
	PERFORM disclosure.require_lock(u, '{fill,review,publish}'::text[]) FROM unnest(lock_units.units) u;
	PERFORM disclosure.lock_entries(connected);
	PERFORM disclosure.lock_all(connected, NULL::integer[], NULL::text, connected, '{reports,ledger}'::text[]);
END
$$;
COMMENT ON FUNCTION disclosure.lock_units(text[]) IS
'keeps others from writing reports and ledgers of units until the end of the transaction; for whoever changes those of several, first of all and once';
REVOKE ALL ON FUNCTION disclosure.lock_units(text[]) FROM PUBLIC;

CREATE OR REPLACE FUNCTION disclosure.lock_unit(unit_id text)
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $$ SELECT disclosure.lock_units(ARRAY[unit_id]) $$;
COMMENT ON FUNCTION disclosure.lock_unit(text) IS
'keeps others from writing reports and ledger of a unit until the end of the transaction; for whoever changes several of these, first of all';
REVOKE ALL ON FUNCTION disclosure.lock_unit(text) FROM PUBLIC;

CREATE OR REPLACE FUNCTION disclosure.lock_reports(units text[], years integer[], scope text)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	/* who manages begins their years */
	PERFORM disclosure.require_lock(u, '{fill,review,publish,manage}'::text[]) FROM (SELECT DISTINCT unnest(units)) d(u);
	PERFORM disclosure.lock_all(lock_reports.units, lock_reports.years, lock_reports.scope,
		disclosure.checked_together(lock_reports.units, lock_reports.years), '{reports}'::text[]);
END
$$;
COMMENT ON FUNCTION disclosure.lock_reports(text[], integer[], text) IS
'locks reports of a scope or if that is NULL of all, each a unit and a year, that are written afterwards';
REVOKE ALL ON FUNCTION disclosure.lock_reports(text[], integer[], text) FROM PUBLIC;

CREATE OR REPLACE FUNCTION disclosure.lock_ledgers(units text[])
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.require_lock(u, '{fill,review,publish}'::text[]) FROM unnest(units) d(u);
	PERFORM disclosure.hold_units(units, 'ledger'::text);
END
$$;
COMMENT ON FUNCTION disclosure.lock_ledgers(text[]) IS
'keeps others from writing what ledgers must hold together, such as the events of a request, until the end of the transaction';
REVOKE ALL ON FUNCTION disclosure.lock_ledgers(text[]) FROM PUBLIC;
