/* The gate: a filed report is checked as it is written. */

/*
 * A new report waits for others of its unit.  A changed one waits at the end of
 * its statement, when all its rows are locked: see 20-lock.sql.  One that is new
 * may be there already, and be changed by ON CONFLICT.
 */
CREATE OR REPLACE FUNCTION disclosure.hold_new_report()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	units text[] := disclosure.checked_together(ARRAY[NEW.unit_id], ARRAY[NEW.year]);
BEGIN
	IF EXISTS (SELECT FROM disclosure.report r WHERE r.unit_id = NEW.unit_id AND r.year = NEW.year AND r.scope = NEW.scope) THEN
		PERFORM disclosure.lock_all(ARRAY[NEW.unit_id], ARRAY[NEW.year], NEW.scope, units, '{reports}'::text[]);
		RETURN NEW;
	END IF;
	PERFORM disclosure.hold_units(units, 'reports'::text);
	/* Another may have made it just now, and others may have it in hand, who wait for the unit. */
	IF EXISTS (SELECT FROM disclosure.report r WHERE r.unit_id = NEW.unit_id AND r.year = NEW.year AND r.scope = NEW.scope) THEN
		PERFORM disclosure.seize_reports(NEW.unit_id, NEW.year, NEW.scope);
	END IF;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.hold_new_report() IS 'trigger before a report is made: locks its unit';
REVOKE ALL ON FUNCTION disclosure.hold_new_report() FROM PUBLIC;

CREATE OR REPLACE TRIGGER report_hold
	BEFORE INSERT ON disclosure.report
	FOR EACH ROW EXECUTE FUNCTION disclosure.hold_new_report();
COMMENT ON TRIGGER report_hold ON disclosure.report IS '写入前：同一单位的各年度依次写入';

CREATE OR REPLACE FUNCTION disclosure.hold_reports()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	first record;
BEGIN
	/* All units of the statement in order, with its first row. */
	SELECT o.unit_id, o.year, o.scope INTO first FROM old_lines o LIMIT 1;
	IF (first.unit_id, first.year, first.scope) = (OLD.unit_id, OLD.year, OLD.scope) THEN
		PERFORM disclosure.hold_units(disclosure.checked_together(array_agg(o.unit_id), array_agg(o.year)), 'reports'::text) FROM old_lines o;
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.hold_reports() IS 'trigger after reports are changed or removed: locks their units';
REVOKE ALL ON FUNCTION disclosure.hold_reports() FROM PUBLIC;

/* Its name sorts before report_gate. */
CREATE OR REPLACE TRIGGER report_before_gate
	AFTER UPDATE ON disclosure.report REFERENCING OLD TABLE AS old_lines
	FOR EACH ROW EXECUTE FUNCTION disclosure.hold_reports();
COMMENT ON TRIGGER report_before_gate ON disclosure.report IS '核对前：同一单位的各年度依次写入';
CREATE OR REPLACE TRIGGER report_before_gate_delete
	AFTER DELETE ON disclosure.report REFERENCING OLD TABLE AS old_lines
	FOR EACH ROW EXECUTE FUNCTION disclosure.hold_reports();
COMMENT ON TRIGGER report_before_gate_delete ON disclosure.report IS '删除后：同一单位的各年度依次写入';

/* A report goes with its text, its page and its explanations, which everybody else locks before it. */
CREATE OR REPLACE FUNCTION disclosure.seize_lines()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.seize_reports(OLD.unit_id, OLD.year, OLD.scope);
	RETURN OLD;
END
$$;
COMMENT ON FUNCTION disclosure.seize_lines() IS 'trigger before a report is deleted: locks what goes with it';
REVOKE ALL ON FUNCTION disclosure.seize_lines() FROM PUBLIC;

/* Its name sorts behind report_prepare: who may not delete the report is told so first. */
CREATE OR REPLACE TRIGGER report_seize
	BEFORE DELETE ON disclosure.report
	FOR EACH ROW EXECUTE FUNCTION disclosure.seize_lines();
COMMENT ON TRIGGER report_seize ON disclosure.report IS '删除前：有人正在改它的文字、页面或者说明的，不能删除';

CREATE OR REPLACE FUNCTION disclosure.carried_on_by(unit_id text, year integer, scope text)
RETURNS SETOF text
LANGUAGE sql STABLE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT r.unit_id FROM disclosure.report r
	WHERE r.year = carried_on_by.year + 1 AND r.scope = carried_on_by.scope AND r.origin = 'filed' AND NOT disclosure.is_open(r.status)
		AND r.unit_id IN (SELECT carried_on_by.unit_id UNION ALL SELECT s.successor_id FROM disclosure.unit_successor s
			WHERE s.unit_id = carried_on_by.unit_id AND s.year = carried_on_by.year + 1)
$$;
COMMENT ON FUNCTION disclosure.carried_on_by(text, integer, text) IS
'the units whose submitted reports of the year after carry on a report, and were checked beside it';

/* A change that breaks what next year's report carries on is refused; without the report nothing is left to be compared. */
CREATE OR REPLACE FUNCTION disclosure.tell_unfollowed(r disclosure.report)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF EXISTS (SELECT FROM disclosure.carried_on_by(r.unit_id, r.year, r.scope)) THEN
		PERFORM disclosure.raise_notice(format('%s年的报告已经报送，与单位 %s 要删去的%s年报告核对过，以后无法核对', r.year + 1, r.unit_id, r.year), 'warning'::text);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.tell_unfollowed(disclosure.report) IS
'warns who deletes a report that a submitted report of the year after was checked beside';

/* As record_publication() for the day of publication itself. */
CREATE OR REPLACE FUNCTION disclosure.require_issue_date(r disclosure.report)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	published_on date := (SELECT p.published_on FROM disclosure.publication p
		WHERE p.unit_id = r.unit_id AND p.year = r.year AND p.scope = r.scope ORDER BY p.number DESC LIMIT 1);
BEGIN
	IF r.issued_on > published_on OR disclosure.impossible_date(r.unit_id, r.year, r.issued_on) IS NOT NULL THEN
		PERFORM disclosure.raise_error('check_violation'::text, format('单位 %s %s年的报告已于 %s 公布，报告上的日期不能改为 %s', r.unit_id, r.year,
			to_char(published_on, 'YYYY-MM-DD'), to_char(r.issued_on, 'YYYY-MM-DD')), '报告上的日期在年度结束以后，不晚于公布日期；更正后重新公布的，另有公布日期。'::text,
			NULL::text, 'disclosure.report'::regclass);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.require_issue_date(disclosure.report) IS 'raises an error if a published report has a date on which it cannot have been issued: before its year was over, or after its last publication';

/*
 * Refuses a year without a form, makes a new report without figures blank in the
 * form of its year, and keeps filed reports filed.
 */
CREATE OR REPLACE FUNCTION disclosure.prepare_report()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF disclosure.claimed_person() IS NOT NULL THEN
		PERFORM disclosure.require_own_name();
	END IF;
	IF TG_OP = 'DELETE' THEN
		IF OLD.origin = 'filed' AND NOT disclosure.is_open(OLD.status) THEN
			PERFORM disclosure.raise_closed(OLD);
		END IF;
		PERFORM disclosure.require_duty(OLD.unit_id, OLD.year, CASE OLD.origin WHEN 'filed' THEN 'fill' ELSE 'review' END::text);
		/* also if it is a draft again, submitted and withdrawn since */
		IF OLD.origin = 'filed' AND row_security_active('disclosure.report') AND (OLD.status <> 'draft' OR EXISTS (
				SELECT FROM disclosure.report_version v
				WHERE v.unit_id = OLD.unit_id AND v.year = OLD.year AND v.scope = OLD.scope AND v.status IN ('returned', 'published'))) THEN
			PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text,
				format('单位 %s %s年的报告退回过，不能删除', OLD.unit_id, OLD.year), '改好以后重新报送。'::text, NULL::text, TG_RELID::regclass);
		END IF;
		PERFORM disclosure.tell_unfollowed(OLD);
		RETURN OLD;
	END IF;
	IF NOT isfinite(NEW.issued_on) THEN
		PERFORM disclosure.raise_error('check_violation'::text, format('单位 %s %s年的报告，发布日期不是一个日期', NEW.unit_id, NEW.year),
			'写成年、月、日，如 2024-03-31；还没有公布的，留空。'::text, NULL::text, TG_RELID::regclass);
	END IF;
	IF NEW.origin = 'received' AND row_security_active('disclosure.report') THEN
		PERFORM disclosure.require_receiving(NEW.unit_id, NEW.year);
	END IF;
	IF TG_OP = 'INSERT' THEN
		IF disclosure.is_report_year(NEW.year) IS NOT TRUE THEN
			PERFORM disclosure.require_year(NEW.year);
		END IF;
		IF row_security_active('disclosure.report') THEN
			IF NEW.origin = 'filed' AND NEW.status <> 'draft' AND NEW.status <> 'submitted' THEN
				PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text,
					format('单位 %s %s年的报告，新建时只能是草稿', NEW.unit_id, NEW.year), '填好以后报送（submit_report）。'::text, NULL::text, TG_RELID::regclass);
			/* The drafts of a year are the manager's to begin. */
			ELSIF NOT (NEW.origin = 'filed' AND NEW.status = 'draft' AND disclosure.has_duty(NEW.unit_id, NEW.year, 'manage'::text)) THEN
				PERFORM disclosure.require_duty(NEW.unit_id, NEW.year, CASE NEW.origin WHEN 'filed' THEN 'fill' ELSE 'review' END::text);
			END IF;
		END IF;
		NEW.figures := coalesce(NEW.figures, jsonb_build_object('form', disclosure.form_of(NEW.year))::disclosure.figures);
		IF NEW.version <> 0 OR NEW.head IS NOT NULL THEN
			/* a restore of data with the triggers on, which would begin another history */
			PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text,
				format('单位 %s %s年的报告带着已有的版本号和校验值，它的历史会因此丢失', NEW.unit_id, NEW.year),
				'只恢复数据的，由超级用户用 pg_restore --data-only --disable-triggers，见 docs/operations.md。'::text, NULL::text, TG_RELID::regclass);
		END IF;
		NEW.submitted_by := CASE WHEN NEW.origin = 'filed' AND NEW.status <> 'draft' THEN disclosure.calling_person() END;
		NEW.submitted_login := CASE WHEN NEW.origin = 'filed' AND NEW.status <> 'draft' THEN session_user END;
		NEW.approved_by := NULL;
		NEW.text_hash := NULL;
		NEW.page_hash := NULL;
		NEW.filled_by := CASE WHEN NEW.origin = 'filed' THEN disclosure.filling_unit(NEW.unit_id, NEW.year) END;
	ELSE
		IF (NEW.unit_id, NEW.year, NEW.scope) <> (OLD.unit_id, OLD.year, OLD.scope) THEN
			PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text,
				format('单位 %s %s年的报告，单位、年度和范围不能再改', OLD.unit_id, OLD.year),
				'填错地方的，删除草稿，在正确的单位和年度另建。'::text, NULL::text, TG_RELID::regclass);
		END IF;
		IF OLD.origin = 'filed' AND NOT disclosure.is_open(OLD.status) AND NEW.origin <> 'filed' THEN
			PERFORM disclosure.raise_closed(OLD);
		END IF;
		NEW.submitted_by := OLD.submitted_by;
		NEW.submitted_login := OLD.submitted_login;
		NEW.approved_by := OLD.approved_by;
		IF NEW.origin = 'filed' AND OLD.origin = 'filed' AND NEW.status <> OLD.status THEN
			NEW := disclosure.move_report(OLD, NEW);
		END IF;
		IF disclosure.figures_differ(NEW.figures, OLD.figures) AND row_security_active('disclosure.report') THEN
			IF NEW.origin = 'filed' AND NOT disclosure.is_open(OLD.status) THEN
				PERFORM disclosure.raise_closed(OLD);
			END IF;
			PERFORM disclosure.require_duty(NEW.unit_id, NEW.year, CASE NEW.origin WHEN 'filed' THEN 'fill' ELSE 'review' END::text);
		END IF;
		IF NEW.origin = 'filed' AND disclosure.figures_differ(NEW.figures, OLD.figures) THEN
			NEW.filled_by := coalesce(disclosure.filling_unit(NEW.unit_id, NEW.year), OLD.filled_by);
			IF nullif(current_setting('disclosure.reason', true), '') IS NULL THEN
				PERFORM disclosure.keep_carried_in(OLD, NEW);
			END IF;
		END IF;
		IF NEW.origin <> 'filed' AND (NEW.status, NEW.issued_on) IS DISTINCT FROM (OLD.status, OLD.issued_on) THEN
			PERFORM disclosure.require_duty(NEW.unit_id, NEW.year, 'review'::text);
		END IF;
		IF NEW.origin = 'filed' AND NEW.issued_on IS DISTINCT FROM OLD.issued_on AND row_security_active('disclosure.report') THEN
			IF OLD.status = 'submitted' THEN
				PERFORM disclosure.raise_closed(OLD);
			END IF;
			PERFORM disclosure.require_duty(NEW.unit_id, NEW.year, CASE WHEN disclosure.is_open(OLD.status) THEN 'fill' ELSE 'publish' END::text);
		END IF;
		IF NEW.origin = 'filed' AND NEW.issued_on IS DISTINCT FROM OLD.issued_on AND OLD.status = 'published' AND NEW.status = 'published' THEN
			PERFORM disclosure.require_issue_date(NEW);
		END IF;
	END IF;
	IF TG_OP = 'UPDATE' AND NEW.origin = 'filed' THEN
		NEW.figures := disclosure.leave_unread(OLD, NEW.figures);
	END IF;
	IF disclosure.reaches(NEW.figures, disclosure.cell_limit('.amount'::text)) THEN
		PERFORM disclosure.require_within_limits(NEW.figures);
	END IF;
	NEW.changed_at := clock_timestamp();
	NEW.changed_by := disclosure.calling_role();
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.prepare_report() IS 'trigger before a report is written';

CREATE OR REPLACE TRIGGER report_prepare
	BEFORE INSERT OR UPDATE OR DELETE ON disclosure.report
	FOR EACH ROW EXECUTE FUNCTION disclosure.prepare_report();
COMMENT ON TRIGGER report_prepare ON disclosure.report IS '写入前：年度须有格式，流程须合规定';

/*
 * A role that changes no row it may see is told so.  INSERT ... ON CONFLICT DO
 * UPDATE fires the triggers for UPDATE too, those for INSERT around them.
 */
CREATE OR REPLACE FUNCTION disclosure.mark_insert()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM set_config('disclosure.inserting', CASE TG_WHEN WHEN 'BEFORE' THEN 'yes' ELSE '' END, true);
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.mark_insert() IS 'trigger before and after an INSERT into report: marks it, for refuse_nothing()';

CREATE OR REPLACE TRIGGER report_insert_begins BEFORE INSERT ON disclosure.report
	FOR EACH STATEMENT EXECUTE FUNCTION disclosure.mark_insert();
COMMENT ON TRIGGER report_insert_begins ON disclosure.report IS '新增开始';
CREATE OR REPLACE TRIGGER report_insert_ends AFTER INSERT ON disclosure.report
	FOR EACH STATEMENT EXECUTE FUNCTION disclosure.mark_insert();
COMMENT ON TRIGGER report_insert_ends ON disclosure.report IS '新增结束';

CREATE OR REPLACE FUNCTION disclosure.refuse_nothing()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF NOT row_security_active('disclosure.report') OR current_setting('disclosure.inserting', true) = 'yes' THEN
		RETURN NULL;
	ELSIF NOT EXISTS (SELECT FROM old_lines) THEN
		PERFORM disclosure.raise_error('insufficient_privilege'::text,
			format('没有报告可改：条件所指的报告不存在，或者角色 %s 看不到它', disclosure.calling_role()),
			'看得到的报告见表 report，职责见视图 my_unit；看不到的，请登记簿的所有者授予职责。'::text, NULL::text, TG_RELID::regclass);
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.refuse_nothing() IS 'trigger after an UPDATE or DELETE of reports: an error if the role sees none that it is about';

CREATE OR REPLACE TRIGGER report_nothing_updated AFTER UPDATE ON disclosure.report REFERENCING OLD TABLE AS old_lines
	FOR EACH STATEMENT EXECUTE FUNCTION disclosure.refuse_nothing();
COMMENT ON TRIGGER report_nothing_updated ON disclosure.report IS '看不到要改的报告的，告诉修改的人';
CREATE OR REPLACE TRIGGER report_nothing_deleted AFTER DELETE ON disclosure.report REFERENCING OLD TABLE AS old_lines
	FOR EACH STATEMENT EXECUTE FUNCTION disclosure.refuse_nothing();
COMMENT ON TRIGGER report_nothing_deleted ON disclosure.report IS '看不到要删除的报告的，告诉删除的人';

/* What a message tells of other reports is for who may see all of them. */
CREATE OR REPLACE FUNCTION disclosure.caller_sees_neighbours(unit_id text, year integer, cells text[])
RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT (NOT EXISTS (SELECT FROM unnest(cells) c WHERE c LIKE 'previous.%')
			OR (disclosure.caller_sees(caller_sees_neighbours.unit_id, caller_sees_neighbours.year - 1)
				AND NOT EXISTS (SELECT FROM disclosure.unit_successor s
					WHERE s.successor_id = caller_sees_neighbours.unit_id AND s.year = caller_sees_neighbours.year
						AND NOT disclosure.caller_sees(s.unit_id, s.year - 1))))
		AND (NOT EXISTS (SELECT FROM unnest(cells) c WHERE c LIKE 'children.%')
			OR NOT EXISTS (SELECT FROM disclosure.unit_closure c
				WHERE c.ancestor_id = caller_sees_neighbours.unit_id AND c.counted
					AND caller_sees_neighbours.year BETWEEN c.from_year AND c.to_year
					AND NOT disclosure.caller_sees(c.unit_id, caller_sees_neighbours.year)))
$$;
COMMENT ON FUNCTION disclosure.caller_sees_neighbours(text, integer, text[]) IS
'may the calling role see the reports beside which a report is checked, so far as cells of theirs are named?';

/*
 * What stands against a report, in words for the calling role.  It sees all
 * reports, whatever its caller may see: rows that the writer may not see cannot
 * make a report pass.
 */
CREATE OR REPLACE FUNCTION disclosure.gate_messages(unit_id text, year integer, scope text, changed boolean)
RETURNS text[]
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	now_is record;
	messages text[];
	later text[];
	next_unit text;
	suspect text;
BEGIN
	/* Next year's errors are about the figures. */
	SELECT r.status, r.origin, r.figures, changed AND (EXISTS (SELECT FROM disclosure.report n
				WHERE n.unit_id = r.unit_id AND n.year = gate_messages.year + 1 AND n.scope = r.scope)
			OR EXISTS (SELECT FROM disclosure.unit_successor s WHERE s.unit_id = r.unit_id AND s.year = gate_messages.year + 1)) AS followed
		INTO now_is FROM disclosure.report r
	WHERE r.unit_id = gate_messages.unit_id AND r.year = gate_messages.year AND r.scope = gate_messages.scope;
	IF now_is.origin = 'filed' AND NOT disclosure.is_open(now_is.status) THEN
		SELECT array_agg(CASE WHEN disclosure.caller_sees_neighbours(f.unit_id, f.year, f.cells) THEN f.message
				ELSE format('规则 %s：与您不能查看的报告核对不符，请与能查看的上级单位联系', f.rule) END
			|| CASE WHEN NOT disclosure.is_explicable(f.severity, f.cells) THEN '' WHEN f.explained THEN '（说明尚未认可）'
			ELSE '（尚未说明）' END) INTO messages
		FROM disclosure.finding f
		WHERE f.unit_id = gate_messages.unit_id AND f.year = gate_messages.year AND f.scope = gate_messages.scope AND f.result = 'fail'
			AND f.severity IN ('error', 'warning') AND NOT (disclosure.is_explicable(f.severity, f.cells) AND EXISTS (
				SELECT FROM disclosure.explanation e
				WHERE e.unit_id = f.unit_id AND e.year = f.year AND e.scope = f.scope AND e.rule = f.rule
					AND e.fingerprint = f.fingerprint AND (now_is.status = 'submitted' OR e.accepted_by IS NOT NULL)));
	END IF;
	/* Contradictory numbers: which cell is likely wrong? */
	IF cardinality(messages) > 0 THEN
		suspect := disclosure.repair_words(now_is.figures, gate_messages.year,
			CASE WHEN disclosure.caller_sees_neighbours(gate_messages.unit_id, gate_messages.year, '{previous.,children.}')
				THEN disclosure.repair_witnesses(gate_messages.unit_id, gate_messages.year, gate_messages.scope) END);
		/* The repair gets a line of its own unless there is only one message. */
		messages[cardinality(messages)] := concat_ws(CASE cardinality(messages) WHEN 1 THEN '；' ELSE E'\n' END,
			messages[cardinality(messages)], suspect);
	END IF;
	IF now_is.followed IS NOT TRUE THEN
		RETURN messages;
	END IF;
	FOR next_unit IN SELECT u FROM disclosure.carried_on_by(gate_messages.unit_id, gate_messages.year, gate_messages.scope) u
	LOOP
		SELECT array_agg(DISTINCT CASE WHEN disclosure.caller_sees(f.unit_id, f.year)
				AND disclosure.caller_sees_neighbours(f.unit_id, f.year, f.cells) THEN format('%s年报告：%s', f.year, f.message)
			ELSE '下一年度已报送的报告依据这份报告现在的数字；那份报告您不能查看，请与能查看的上级单位联系' END) INTO later
		FROM disclosure.finding f
		WHERE f.unit_id = next_unit AND f.year = gate_messages.year + 1 AND f.scope = gate_messages.scope
			AND f.severity = 'error' AND f.result = 'fail'
			AND EXISTS (SELECT FROM unnest(f.cells) c WHERE c LIKE 'previous.%') AND NOT f.explained;
		messages := messages || later;
	END LOOP;
	RETURN messages;
END
$$;
COMMENT ON FUNCTION disclosure.gate_messages(text, integer, text, boolean) IS
'what keeps a report from its status, and, if its figures have changed, what of next year''s filed report it breaks; for triggers, as the owner';
REVOKE ALL ON FUNCTION disclosure.gate_messages(text, integer, text, boolean) FROM PUBLIC;

CREATE OR REPLACE FUNCTION disclosure.refuse_report(unit_id text, year integer, messages text[], relation regclass, constraint_name text)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	name text := (SELECT coalesce(min(n.name), min(u.name)) FROM disclosure.unit u
		LEFT JOIN disclosure.unit_name n ON n.unit_id = u.unit_id AND disclosure.in_years(refuse_report.year, n.from_year, n.to_year)
		WHERE u.unit_id = refuse_report.unit_id);
BEGIN
	/* Arguments of the exact types: a function that somebody adds to the schema cannot take the call. */
	PERFORM disclosure.refuse(format('%s（%s）%s年的报告没有通过核对，有%s个问题%s：%s', name, refuse_report.unit_id, refuse_report.year,
		cardinality(messages), CASE cardinality(messages) WHEN 1 THEN '' ELSE '，第一个' END, messages[1]),
		messages, relation, constraint_name);
END
$$;
COMMENT ON FUNCTION disclosure.refuse_report(text, integer, text[], regclass, text) IS
'the error that the gate does not let a report pass, with the messages of gate_messages(); for triggers, as the owner';
REVOKE ALL ON FUNCTION disclosure.refuse_report(text, integer, text[], regclass, text) FROM PUBLIC;

/*
 * The gate checks the report as it stands at the end of the statement, or of
 * the transaction if the constraint is deferred.  It also refuses a change that
 * breaks a rule which the filed report of next year has passed.
 */
CREATE OR REPLACE FUNCTION disclosure.gate_report()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	messages text[];
BEGIN
	IF NEW.status = 'submitted' AND (TG_OP = 'INSERT' OR OLD.status <> NEW.status) AND disclosure.needs_double_entry(NEW) THEN
		PERFORM disclosure.require_double_entry(NEW);
	END IF;
	messages := disclosure.gate_messages(NEW.unit_id, NEW.year, NEW.scope,
		TG_OP = 'INSERT' OR disclosure.figures_differ(NEW.figures, OLD.figures));
	IF cardinality(messages) > 0 THEN
		PERFORM disclosure.refuse_report(NEW.unit_id, NEW.year, messages, TG_RELID::regclass, TG_NAME COLLATE "default");
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.gate_report() IS
'trigger: refuses a filed report that breaks a rule of severity error, has blanks or warnings that nobody explained, was not entered by two persons where that is asked for, or breaks next year''s report';
REVOKE ALL ON FUNCTION disclosure.gate_report() FROM PUBLIC;

DROP TRIGGER IF EXISTS report_gate ON disclosure.report;
CREATE CONSTRAINT TRIGGER report_gate
	AFTER INSERT OR UPDATE ON disclosure.report
	DEFERRABLE INITIALLY IMMEDIATE
	FOR EACH ROW EXECUTE FUNCTION disclosure.gate_report();
COMMENT ON TRIGGER report_gate ON disclosure.report IS '报送关口：有强制性错误、空白或未说明的核实性问题的不能报送；一个事务改几个年度时可以 SET CONSTRAINTS 推迟';

/* What the gate has counted on stays: an explanation goes, or loses its acceptance, only if the report passes without it. */
CREATE OR REPLACE FUNCTION disclosure.gate_explanation()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	messages text[];
BEGIN
	PERFORM disclosure.hold_units(disclosure.checked_together(ARRAY[OLD.unit_id], ARRAY[OLD.year]), 'reports'::text);
	IF EXISTS (SELECT FROM disclosure.report r WHERE r.unit_id = OLD.unit_id AND r.year = OLD.year AND r.scope = OLD.scope
		AND r.origin = 'filed' AND NOT disclosure.is_open(r.status)) THEN
		messages := disclosure.gate_messages(OLD.unit_id, OLD.year, OLD.scope, false);
		IF cardinality(messages) > 0 THEN
			PERFORM disclosure.refuse_report(OLD.unit_id, OLD.year, messages, TG_RELID::regclass, TG_NAME COLLATE "default");
		END IF;
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.gate_explanation() IS 'trigger after an explanation is changed or removed: its report must still pass the gate';
REVOKE ALL ON FUNCTION disclosure.gate_explanation() FROM PUBLIC;

CREATE OR REPLACE TRIGGER explanation_gate
	AFTER UPDATE OR DELETE ON disclosure.explanation
	FOR EACH ROW EXECUTE FUNCTION disclosure.gate_explanation();
COMMENT ON TRIGGER explanation_gate ON disclosure.explanation IS '已报送的报告，没有这条说明也须通过核对，说明才能改或撤';
