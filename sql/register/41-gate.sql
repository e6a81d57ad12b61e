/* The gate: a filed report is checked as it is written. */

/*
 * Locks the unit, refuses a year without a form, makes a new report without
 * figures blank in the form of its year, and keeps filed reports filed.
 */
CREATE OR REPLACE FUNCTION disclosure.prepare_report()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF TG_OP <> 'INSERT' THEN
		PERFORM disclosure.lock_report(OLD.unit_id, OLD.year);
	END IF;
	IF TG_OP = 'DELETE' THEN
		IF OLD.origin = 'filed' AND NOT disclosure.is_open(OLD.status) THEN
			RAISE EXCEPTION 'report of unit % for % is filed and %', OLD.unit_id, OLD.year, OLD.status
				USING ERRCODE = 'object_not_in_prerequisite_state';
		END IF;
		RETURN OLD;
	END IF;
	IF TG_OP = 'INSERT' THEN
		PERFORM disclosure.lock_report(NEW.unit_id, NEW.year);
	END IF;
	IF TG_OP = 'INSERT' THEN
		PERFORM disclosure.require_year(NEW.year);
	END IF;
	IF NEW.figures IS NULL AND TG_OP = 'INSERT' THEN
		NEW.figures := jsonb_build_object('form', disclosure.form_of(NEW.year));
	END IF;
	IF TG_OP = 'INSERT' THEN
		NEW.submitted_by := CASE WHEN NEW.origin = 'filed' AND NEW.status <> 'draft' THEN disclosure.calling_person() END;
		NEW.approved_by := NULL;
		NEW.filled_by := CASE WHEN NEW.origin = 'filed' THEN disclosure.filling_unit(NEW.unit_id, NEW.year) END;
	ELSE
		IF (NEW.year, NEW.scope) <> (OLD.year, OLD.scope) OR (NEW.unit_id <> OLD.unit_id
			AND EXISTS (SELECT FROM disclosure.unit u WHERE u.unit_id = OLD.unit_id)) THEN
			RAISE EXCEPTION 'a report stays that of its unit, year and scope'
				USING ERRCODE = 'object_not_in_prerequisite_state';
		END IF;
		IF OLD.origin = 'filed' AND NOT disclosure.is_open(OLD.status) AND NEW.origin <> 'filed' THEN
			RAISE EXCEPTION 'report of unit % for % is filed and %', NEW.unit_id, NEW.year, OLD.status
				USING ERRCODE = 'object_not_in_prerequisite_state';
		END IF;
		NEW.submitted_by := OLD.submitted_by;
		NEW.approved_by := OLD.approved_by;
		IF NEW.origin = 'filed' AND OLD.origin = 'filed' AND NEW.status <> OLD.status THEN
			NEW := disclosure.move_report(OLD, NEW);
		END IF;
		IF NEW.origin = 'filed' AND disclosure.figures_differ(NEW.figures, OLD.figures) THEN
			IF NOT disclosure.has_duty(NEW.unit_id, NEW.year, 'fill')
				OR (NOT disclosure.is_open(OLD.status) AND row_security_active('disclosure.report')) THEN
				RAISE EXCEPTION 'figures of unit % for % are changed by who fills them in, in a draft or when returned',
					NEW.unit_id, NEW.year
					USING ERRCODE = 'insufficient_privilege';
			END IF;
			NEW.filled_by := coalesce(disclosure.filling_unit(NEW.unit_id, NEW.year), OLD.filled_by);
		END IF;
		IF NEW.origin = 'filed' AND NEW.issued_on IS DISTINCT FROM OLD.issued_on
			AND NOT disclosure.has_duty(NEW.unit_id, NEW.year, 'publish')
			AND NOT (disclosure.is_open(OLD.status) AND disclosure.has_duty(NEW.unit_id, NEW.year, 'fill')) THEN
			RAISE EXCEPTION 'date of the report of unit % for % is set by who publishes it', NEW.unit_id, NEW.year
				USING ERRCODE = 'insufficient_privilege';
		END IF;
	END IF;
	IF TG_OP = 'UPDATE' AND NEW.origin = 'filed' THEN
		NEW.figures := disclosure.leave_unread(OLD, NEW.figures);
	END IF;
	PERFORM disclosure.require_within_limits(NEW.figures);
	NEW.changed_at := clock_timestamp();
	NEW.changed_by := disclosure.calling_role();
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.prepare_report() IS 'trigger before a report is written';

CREATE OR REPLACE TRIGGER report_prepare
	BEFORE INSERT OR UPDATE OR DELETE ON disclosure.report
	FOR EACH ROW EXECUTE FUNCTION disclosure.prepare_report();
COMMENT ON TRIGGER report_prepare ON disclosure.report IS '写入前：同一单位的各年度依次写入，年度须有格式，流程须合规定';

/*
 * The gate checks the report as it stands at the end of the statement, or of
 * the transaction if the constraint is deferred.  It runs as the owner of the
 * register, so that rows the writer may not see cannot make a report pass.  It
 * also refuses a change that breaks a rule which the filed report of next year
 * has passed.
 */
CREATE OR REPLACE FUNCTION disclosure.gate_report()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	now_is record;
	messages text[];
	later text[];
	next_unit text;
	suspect text;
BEGIN
	SELECT r.status, r.origin, r.figures INTO now_is FROM disclosure.report r
	WHERE r.unit_id = NEW.unit_id AND r.year = NEW.year AND r.scope = NEW.scope;
	IF now_is.origin = 'filed' AND NOT disclosure.is_open(now_is.status) THEN
		SELECT array_agg(f.message || CASE WHEN f.severity = 'error' THEN '' WHEN f.explained THEN '（说明尚未认可）'
			ELSE '（尚未说明）' END) INTO messages
		FROM disclosure.finding f
		WHERE f.unit_id = NEW.unit_id AND f.year = NEW.year AND f.scope = NEW.scope AND f.result = 'fail'
			AND (f.severity = 'error' OR (f.severity = 'warning' AND NOT EXISTS (
				SELECT FROM disclosure.explanation e
				WHERE e.unit_id = f.unit_id AND e.year = f.year AND e.scope = f.scope AND e.rule = f.rule
					AND e.fingerprint = f.fingerprint AND (now_is.status = 'submitted' OR e.accepted_by IS NOT NULL))));
	END IF;
	/* Contradictory numbers: which cell is likely wrong? */
	IF cardinality(messages) > 0 THEN
		suspect := disclosure.likeliest_repair(NEW.unit_id, NEW.year, NEW.scope);
		/* The repair gets a line of its own unless there is only one message. */
		messages[cardinality(messages)] := concat_ws(CASE cardinality(messages) WHEN 1 THEN '；' ELSE E'\n' END,
			messages[cardinality(messages)], suspect);
	END IF;
	FOR next_unit IN
		SELECT r.unit_id FROM disclosure.report r
		WHERE r.unit_id IN (SELECT NEW.unit_id UNION
				SELECT s.successor_id FROM disclosure.unit_successor s WHERE s.unit_id = NEW.unit_id AND s.year = NEW.year + 1)
			AND r.year = NEW.year + 1 AND r.scope = NEW.scope AND r.origin = 'filed' AND NOT disclosure.is_open(r.status)
	LOOP
		SELECT array_agg(format('%s年报告：%s', f.year, f.message)) INTO later
		FROM disclosure.finding f
		WHERE f.unit_id = next_unit AND f.year = NEW.year + 1 AND f.scope = NEW.scope
			AND f.severity = 'error' AND f.result = 'fail'
			AND EXISTS (SELECT FROM unnest(f.cells) c WHERE c LIKE 'previous.%');
		messages := messages || later;
	END LOOP;
	IF cardinality(messages) > 0 THEN
		/* Arguments of the exact types: a function that somebody adds to the schema cannot take the call. */
		PERFORM disclosure.refuse(format('report of unit %s for %s', NEW.unit_id, NEW.year),
			messages, TG_RELID::regclass, TG_NAME::text);
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.gate_report() IS
'trigger: refuses a filed report that breaks a rule of severity error, has blanks or warnings that nobody explained, or breaks next year''s report';
REVOKE ALL ON FUNCTION disclosure.gate_report() FROM PUBLIC;

DROP TRIGGER IF EXISTS report_gate ON disclosure.report;
CREATE CONSTRAINT TRIGGER report_gate
	AFTER INSERT OR UPDATE ON disclosure.report
	DEFERRABLE INITIALLY IMMEDIATE
	FOR EACH ROW EXECUTE FUNCTION disclosure.gate_report();
COMMENT ON TRIGGER report_gate ON disclosure.report IS '报送关口：有强制性错误、空白或未说明的核实性问题的不能报送；一个事务改几个年度时可以 SET CONSTRAINTS 推迟';
