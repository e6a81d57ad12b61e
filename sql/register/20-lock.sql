/*
 * Locks: the reports of one unit are written one at a time, different units
 * side by side.
 *
 * The lock is a row, not an advisory lock: two units never share a row, a
 * transaction may lock any number of them, and a transaction with an older
 * snapshot fails instead of overlooking a change of another.
 */
CREATE TABLE IF NOT EXISTS disclosure.unit_lock (
	unit_id text PRIMARY KEY REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	writes bigint NOT NULL
) WITH (fillfactor = 50);
COMMENT ON TABLE disclosure.unit_lock IS '写入锁：同一单位各年度的报告依次写入';
COMMENT ON COLUMN disclosure.unit_lock.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.unit_lock.writes IS '写入次数';

CREATE OR REPLACE FUNCTION disclosure.lock_unit(unit_id text)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	/* If there is no such unit, the foreign key of the table that is written says so. */
	INSERT INTO disclosure.unit_lock AS l (unit_id, writes)
		SELECT u.unit_id, 1 FROM disclosure.unit u WHERE u.unit_id = lock_unit.unit_id
	ON CONFLICT ON CONSTRAINT unit_lock_pkey DO UPDATE SET writes = l.writes + 1;
END
$$;
COMMENT ON FUNCTION disclosure.lock_unit(text) IS
'keeps others from writing reports of a unit until the end of the transaction; for whoever changes several of them, first of all';
REVOKE ALL ON FUNCTION disclosure.lock_unit(text) FROM PUBLIC;

/*
 * A rule compares a report with those of the unit itself, of its predecessors
 * and of its successors.  They are locked in order, so that two writers do not
 * wait for each other.
 */
CREATE OR REPLACE FUNCTION disclosure.lock_report(unit_id text, year integer)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	locked text;
BEGIN
	FOR locked IN
		SELECT lock_report.unit_id
		UNION
		SELECT s.unit_id FROM disclosure.unit_successor s
		WHERE s.successor_id = lock_report.unit_id AND s.year = lock_report.year
		UNION
		SELECT s.successor_id FROM disclosure.unit_successor s
		WHERE s.unit_id = lock_report.unit_id AND s.year = lock_report.year + 1
		ORDER BY 1
	LOOP
		PERFORM disclosure.lock_unit(locked);
	END LOOP;
END
$$;
COMMENT ON FUNCTION disclosure.lock_report(text, integer) IS
'locks the units whose reports are checked together with a report of a unit for a year';
