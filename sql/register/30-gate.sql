/*
 * The years of a unit are written one at a time, different units side by side.
 * The keys are few, because every lock a transaction holds takes room in the
 * server's shared memory: so it can write the reports of a whole nation.
 */
CREATE FUNCTION disclosure.lock_unit(unit_id text)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM pg_advisory_xact_lock('disclosure.report'::regclass::oid::integer, hashtext(unit_id) & 1023);
END
$$;
COMMENT ON FUNCTION disclosure.lock_unit(text) IS
'keeps others from writing reports of a unit until the end of the transaction; for whoever changes several of them, first of all';

/*
 * A year that has no form is refused, a new report without figures begins
 * blank in the form of its year, and what has been filed stays filed.
 */
CREATE FUNCTION disclosure.prepare_report()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF TG_OP <> 'INSERT' THEN
		PERFORM disclosure.lock_unit(OLD.unit_id);
	END IF;
	IF TG_OP = 'DELETE' THEN
		RETURN OLD;
	END IF;
	PERFORM disclosure.lock_unit(NEW.unit_id);
	IF TG_OP = 'UPDATE' AND OLD.origin = 'filed' AND OLD.status NOT IN ('draft', 'returned')
		AND NEW.origin <> 'filed' THEN
		RAISE EXCEPTION 'report of unit % for % is filed and %', NEW.unit_id, NEW.year, OLD.status
			USING ERRCODE = 'object_not_in_prerequisite_state';
	END IF;
	IF NEW.figures IS NULL AND TG_OP = 'INSERT' THEN
		NEW.figures := jsonb_build_object('form', disclosure.form_of(NEW.year));
	ELSE
		PERFORM disclosure.form_of(NEW.year);
	END IF;
	NEW.changed_at := now();
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.prepare_report() IS 'trigger before a report is written';

/*
 * The gate.  It runs with the rights of the register's owner, so that what the
 * writer may not see cannot make a report pass.
 */
CREATE FUNCTION disclosure.gate_report()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	messages text[];
BEGIN
	IF disclosure.is_sound(NEW.figures) AND disclosure.is_complete(NEW.figures) THEN
		RETURN NULL;
	END IF;
	SELECT array_agg(c.message) INTO messages
	FROM disclosure.check_figures(NEW.figures) c
	WHERE c.severity = 'error' AND c.result = 'fail';
	/* exact types: no function that somebody adds to the schema can take the place of this one */
	PERFORM disclosure.refuse(format('report of unit %s for %s', NEW.unit_id, NEW.year),
		messages, TG_RELID::regclass, TG_NAME::text);
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.gate_report() IS
'trigger: refuses a filed report that breaks a rule of severity error or has blanks';
REVOKE ALL ON FUNCTION disclosure.gate_report() FROM PUBLIC;

CREATE TRIGGER report_prepare
	BEFORE INSERT OR UPDATE OR DELETE ON disclosure.report
	FOR EACH ROW EXECUTE FUNCTION disclosure.prepare_report();
COMMENT ON TRIGGER report_prepare ON disclosure.report IS '写入前：同一单位的各年度依次写入，年度须有格式，没有数字的从空白开始';

CREATE TRIGGER report_gate
	AFTER INSERT OR UPDATE ON disclosure.report
	FOR EACH ROW
	WHEN (NEW.origin = 'filed' AND NEW.status NOT IN ('draft', 'returned'))
	EXECUTE FUNCTION disclosure.gate_report();
COMMENT ON TRIGGER report_gate ON disclosure.report IS '报送关口：有强制性错误或空白的不能报送';
