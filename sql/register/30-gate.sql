/*
 * A year that has no form is refused, a report without figures begins blank in
 * the form of its year, and the years of a unit are written one at a time.
 */
CREATE FUNCTION disclosure.prepare_report()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM pg_advisory_xact_lock(hashtextextended('disclosure.unit ' || NEW.unit_id, 0));
	IF NEW.figures IS NULL THEN
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
	PERFORM disclosure.refuse(format('report of unit %s for %s', NEW.unit_id, NEW.year),
		messages, TG_RELID, TG_NAME);
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.gate_report() IS
'trigger: refuses a filed report that breaks a rule of severity error or has blanks';
REVOKE ALL ON FUNCTION disclosure.gate_report() FROM PUBLIC;

CREATE TRIGGER report_prepare
	BEFORE INSERT OR UPDATE ON disclosure.report
	FOR EACH ROW EXECUTE FUNCTION disclosure.prepare_report();
COMMENT ON TRIGGER report_prepare ON disclosure.report IS '写入前：年度须有格式，没有数字的从空白开始';

CREATE TRIGGER report_gate
	AFTER INSERT OR UPDATE ON disclosure.report
	FOR EACH ROW
	WHEN (NEW.origin = 'filed' AND NEW.status NOT IN ('draft', 'returned'))
	EXECUTE FUNCTION disclosure.gate_report();
COMMENT ON TRIGGER report_gate ON disclosure.report IS '报送关口：有强制性错误或空白的不能报送';
