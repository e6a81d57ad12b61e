/*
 * Row-level security: a role sees the rows of the units and years it has a
 * duty for.  The owner of the register is exempt.
 */

/*
 * What a role sees its policies let it change, and this says whose turn it is:
 * a policy would pass over the line in silence.  What it may make of a line
 * stands in the policies too.  The owner, and functions that run as the owner,
 * are not asked.
 */
CREATE OR REPLACE FUNCTION disclosure.require_turn(unit_id text, year integer, scope text, held text, begins boolean)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	r disclosure.report;
BEGIN
	SELECT p.* INTO r FROM disclosure.report p
	WHERE p.unit_id = require_turn.unit_id AND p.year = require_turn.year AND p.scope = require_turn.scope;
	IF r.unit_id IS NULL THEN
		PERFORM disclosure.require_report(require_turn.unit_id, require_turn.year, require_turn.scope);
	ELSIF r.origin = 'received' AND held IN ('report_text', 'report_source') THEN
		PERFORM disclosure.require_receiving(r.unit_id, r.year);
		PERFORM disclosure.require_duty(r.unit_id, r.year, 'review'::text);
	ELSIF held = 'review_note' OR r.origin <> 'filed' AND held <> 'explanation' THEN
		PERFORM disclosure.require_duty(r.unit_id, r.year, 'review'::text);
	ELSIF r.origin = 'filed' AND NOT disclosure.is_open(r.status) AND (held <> 'explanation' OR r.status <> 'submitted') THEN
		PERFORM disclosure.raise_closed(r);
	/* The drafts of a year are the manager's to begin. */
	ELSIF NOT begins OR held <> 'report_text' OR NOT disclosure.has_duty(r.unit_id, r.year, 'manage'::text) THEN
		PERFORM disclosure.require_duty(r.unit_id, r.year, 'fill'::text);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.require_turn(text, integer, text, text, boolean) IS
'raises an error if the words, the page, the explanations or the remarks of a report are not the current role''s to begin, or to write, now';

CREATE OR REPLACE FUNCTION disclosure.guard_report_line()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF row_security_active(TG_RELID) THEN
		IF TG_OP <> 'INSERT' THEN
			PERFORM disclosure.require_turn(OLD.unit_id, OLD.year, OLD.scope, TG_TABLE_NAME::text, false);
		END IF;
		IF TG_OP <> 'DELETE' THEN
			PERFORM disclosure.require_turn(NEW.unit_id, NEW.year, NEW.scope, TG_TABLE_NAME::text, TG_OP = 'INSERT');
		END IF;
	END IF;
	RETURN coalesce(NEW, OLD);
END
$$;
COMMENT ON FUNCTION disclosure.guard_report_line() IS 'trigger before a line that belongs to a report is written: it is the role''s turn';

DO $$
DECLARE
	held text;
	writable record;
	name text;
	duty text;
	seen text;
	year text;
	in_report text := 'EXISTS (SELECT FROM disclosure.report r WHERE r.unit_id = %1$I.unit_id AND r.year = %1$I.year'
		' AND r.scope = %1$I.scope AND %2$s)';
	written text := 'r.origin = ''filed'' AND disclosure.is_open(r.status)';
	recorded text := 'r.origin <> ''filed''';
	explained text := '(r.origin <> ''filed'' OR r.status IN (''draft'', ''returned'', ''submitted''))';
BEGIN
	DROP POLICY IF EXISTS report_update ON disclosure.report;
	DROP POLICY IF EXISTS report_delete ON disclosure.report;
	FOREACH held IN ARRAY ARRAY['report', 'report_text', 'report_source', 'past_text', 'past_page', 'indicator_value', 'report_version', 'publication', 'receipt', 'explanation',
		'review_note', 'freeze_member', 'unit_contact'] LOOP
		EXECUTE format('ALTER TABLE disclosure.%I ENABLE ROW LEVEL SECURITY', held);
		EXECUTE format('DROP POLICY IF EXISTS %I ON disclosure.%I', held || '_read', held);
		EXECUTE format('CREATE POLICY %I ON disclosure.%I FOR SELECT USING (%s)', held || '_read', held,
			disclosure.duty_condition(held, CASE WHEN held <> 'unit_contact' THEN 'year' END, NULL));
		EXECUTE format('COMMENT ON POLICY %I ON disclosure.%I IS %L', held || '_read', held, '有任一职责的可以查看');
	END LOOP;
	/* Whose turn it is the trigger says, in a sentence; a policy would say nothing. */
	EXECUTE format('CREATE POLICY report_update ON disclosure.report FOR UPDATE USING (%1$s) WITH CHECK (%1$s)', disclosure.duty_condition('report', 'year', NULL));
	EXECUTE format('CREATE POLICY report_delete ON disclosure.report FOR DELETE USING (%s)', disclosure.duty_condition('report', 'year', NULL));
	COMMENT ON POLICY report_update ON disclosure.report IS '由谁修改，由触发器 report_prepare 说明';
	COMMENT ON POLICY report_delete ON disclosure.report IS '由谁删除，由触发器 report_prepare 说明';
	FOR writable IN SELECT * FROM (VALUES
			('report', 'INSERT', 'fill', 'origin = ''filed'' AND status IN (''draft'', ''submitted'')', '填报人新建'),
			('report', 'INSERT', 'review', 'origin <> ''filed''', '审核人收录'),
			('report', 'INSERT', 'manage', 'origin = ''filed'' AND status = ''draft''', '管理人开始一个年度'),
			/* A submitted report keeps its words, an approved one its explanations. */
			('report_text', 'ALL', 'fill', format(in_report, 'report_text', written), '填报人修改文字'),
			('report_text', 'ALL', 'review', format(in_report, 'report_text', recorded), '审核人收录文字'),
			('report_text', 'INSERT', 'manage', format(in_report, 'report_text', written), '管理人开始一个年度'),
			('report_source', 'ALL', 'fill', format(in_report, 'report_source', written), '填报人读入页面'),
			('report_source', 'ALL', 'review', format(in_report, 'report_source', recorded), '审核人收录页面'),
			('explanation', 'INSERT', 'fill', format(in_report, 'explanation', explained), '填报人说明'),
			('explanation', 'UPDATE', 'fill', format(in_report, 'explanation', explained), '填报人改写说明'),
			('explanation', 'UPDATE', 'review', 'true', '审核人认可说明'),
			('explanation', 'DELETE', 'fill', format(in_report, 'explanation', explained), '填报人撤回说明'),
			('review_note', 'ALL', 'review', 'true', '审核人提出意见'),
			('unit_contact', 'ALL', 'manage', 'true', '管理人登记联系人')) w(held, verb, duty, condition, description) LOOP
		name := format('%s_%s_%s', writable.held, lower(writable.verb), writable.duty);
		year := CASE WHEN writable.held <> 'unit_contact' THEN 'year' END;
		duty := disclosure.duty_condition(writable.held, year, writable.duty);
		seen := disclosure.duty_condition(writable.held, year, NULL);
		EXECUTE format('DROP POLICY IF EXISTS %I ON disclosure.%I', name, writable.held);
		EXECUTE format('CREATE POLICY %I ON disclosure.%I FOR %s', name, writable.held, writable.verb)
			|| CASE WHEN writable.verb <> 'INSERT' THEN format(' USING (%s)', seen) ELSE '' END
			|| CASE WHEN writable.verb <> 'DELETE' THEN format(' WITH CHECK (%s AND %s)', writable.condition, duty) ELSE '' END;
		EXECUTE format('COMMENT ON POLICY %I ON disclosure.%I IS %L', name, writable.held, writable.description);
	END LOOP;
	FOR held, name IN SELECT * FROM (VALUES ('report_text', 'INSERT OR UPDATE OR DELETE'), ('report_source', 'INSERT OR UPDATE OR DELETE'),
		('review_note', 'INSERT OR UPDATE OR DELETE'), ('explanation', 'INSERT OR DELETE OR UPDATE OF explanation')) g(held, verbs) LOOP
		EXECUTE format('CREATE OR REPLACE TRIGGER %I BEFORE %s ON disclosure.%I FOR EACH ROW EXECUTE FUNCTION disclosure.guard_report_line()',
			held || '_guard', name, held);
		EXECUTE format('COMMENT ON TRIGGER %I ON disclosure.%I IS ''轮到谁写''', held || '_guard', held);
	END LOOP;
END
$$;
