/* The reporting year: drafts for all units that owe a report, with the requests carried over. */

CREATE TABLE IF NOT EXISTS disclosure.reporting_year (
	year integer PRIMARY KEY,
	started_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE disclosure.reporting_year IS '已开始填报的年度';
COMMENT ON COLUMN disclosure.reporting_year.year IS '报告年度';
COMMENT ON COLUMN disclosure.reporting_year.started_at IS '开始时间';

CREATE OR REPLACE FUNCTION disclosure.check_reporting_year()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.require_year(NEW.year);
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.check_reporting_year() IS 'trigger before a row of reporting_year: there are reports of such a year';

CREATE OR REPLACE TRIGGER reporting_year_check BEFORE INSERT OR UPDATE ON disclosure.reporting_year
	FOR EACH ROW EXECUTE FUNCTION disclosure.check_reporting_year();
COMMENT ON TRIGGER reporting_year_check ON disclosure.reporting_year IS '须是已经开始、有报告格式的年度';

/*
 * The requests that last year carried out: those of the unit itself and of all
 * that it took over from. NULL if a report of these is missing or not visible,
 * or if the unit gave business away: how much it kept is not known.
 */
CREATE OR REPLACE FUNCTION disclosure.carried_in(unit_id text, year integer, scope text)
RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	WITH previous AS (
		SELECT s.figures FROM disclosure.predecessor s
		WHERE s.unit_id = carried_in.unit_id AND s.year = carried_in.year AND s.scope = carried_in.scope
		UNION ALL
		SELECT p.figures FROM disclosure.report p
		WHERE p.unit_id = carried_in.unit_id AND p.year = carried_in.year - 1 AND p.scope = carried_in.scope)
	SELECT CASE WHEN NOT EXISTS (SELECT FROM disclosure.predecessor s
			WHERE s.unit_id = carried_in.unit_id AND s.year = carried_in.year AND s.scope = carried_in.scope AND s.why IS NOT NULL)
			AND NOT (row_security_active('disclosure.report') AND NOT EXISTS (SELECT FROM disclosure.report o
					WHERE o.unit_id = carried_in.unit_id AND o.year = carried_in.year - 1 AND o.scope = carried_in.scope)
				AND disclosure.report_exists(carried_in.unit_id, carried_in.year - 1, carried_in.scope) IS NOT FALSE)
			AND NOT EXISTS (SELECT FROM disclosure.unit_successor g
				WHERE g.unit_id = carried_in.unit_id AND g.year = carried_in.year)
		THEN (disclosure.sum(p.figures)::jsonb) #> '{requests,carried_out}' END
	FROM previous p
$$;
COMMENT ON FUNCTION disclosure.carried_in(text, integer, text) IS
'the row carried_in of a report, from the row carried_out of last year';

/*
 * Refuses to change figures carried in from last year; called when no reason was
 * given, as the writer, who is told nothing of a report that he may not see.
 */
CREATE OR REPLACE FUNCTION disclosure.keep_carried_in(old disclosure.report, new disclosure.report)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	before text := (disclosure.requests(old.figures)).carried_in::text;
	after text := (disclosure.requests(new.figures)).carried_in::text;
	row_of_last_year jsonb;
	carried disclosure.figures;
BEGIN
	IF after IS NOT DISTINCT FROM before THEN
		RETURN;
	END IF;
	row_of_last_year := disclosure.carried_in(new.unit_id, new.year, new.scope);
	IF row_of_last_year IS NULL THEN
		RETURN;
	END IF;
	carried := jsonb_build_object('form', disclosure.form_of(new.year), 'requests',
		jsonb_build_object('carried_in', row_of_last_year));
	IF (disclosure.requests(carried)).carried_in::text = before THEN
		PERFORM disclosure.raise_error('null_value_not_allowed'::text,
			format('单位 %s %s年报告的上年结转取自上年报告，改动它要写明原因', new.unit_id, new.year),
			'录入视图中写在 reason 列；用 SQL 的，在同一个事务里先设置 disclosure.reason，再改。'::text, NULL::text, 'disclosure.report'::regclass);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.keep_carried_in(disclosure.report, disclosure.report) IS
'raises an error if a report that had last year''s carried-out requests as carried-in ones loses them';

CREATE OR REPLACE FUNCTION disclosure.begin_text(year integer, unit_id text)
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $$
	INSERT INTO disclosure.report_text (unit_id, year, scope, title, unit_name, contact)
	SELECT r.unit_id, r.year, r.scope, format('%s%s年政府信息公开工作年度报告', coalesce(n.name, u.name), r.year),
		coalesce(n.name, u.name), (
			SELECT concat_ws(' ', c.name, c.telephone) FROM disclosure.unit_contact c
			WHERE c.unit_id = r.unit_id ORDER BY c.task = 'answer' DESC, c.task, c.name LIMIT 1)
	FROM disclosure.report r
	JOIN disclosure.unit u ON u.unit_id = r.unit_id
	LEFT JOIN disclosure.unit_name n ON n.unit_id = r.unit_id AND disclosure.in_years(r.year, n.from_year, n.to_year)
	WHERE (disclosure.manages(r.unit_id) OR disclosure.has_duty(r.unit_id, r.year, 'fill')) AND r.year = begin_text.year AND r.unit_id = coalesce(begin_text.unit_id, r.unit_id) AND r.scope = 'own' AND r.origin = 'filed' AND disclosure.is_open(r.status)
		/* ON CONFLICT alone would wait for whoever changes the text, and he for this report */
		AND NOT EXISTS (SELECT FROM disclosure.report_text t WHERE t.unit_id = r.unit_id AND t.year = r.year AND t.scope = r.scope)
	ON CONFLICT ON CONSTRAINT report_text_pkey DO NOTHING
$$;
COMMENT ON FUNCTION disclosure.begin_text(integer, text) IS
'gives the drafts of a year, of one unit or of all if it is NULL, a text with title, unit and contact, if they have none';

CREATE OR REPLACE FUNCTION disclosure.start_year(year integer)
RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	drafts integer;
	form text;
	begun text[];
BEGIN
	PERFORM disclosure.require_any_duty();
	PERFORM disclosure.require_year(start_year.year);
	IF row_security_active('disclosure.report') AND NOT EXISTS (SELECT FROM disclosure.my_unit m WHERE m.duty = 'manage') THEN
		PERFORM disclosure.raise_no_manager(NULL::text);
	END IF;
	form := disclosure.form_of(start_year.year);
	begun := ARRAY(SELECT u.unit_id FROM disclosure.unit u
		LEFT JOIN disclosure.unit_name n ON n.unit_id = u.unit_id AND disclosure.in_years(start_year.year, n.from_year, n.to_year)
		WHERE disclosure.owes_report(u.unit_id, coalesce(n.kind, u.kind), start_year.year) AND disclosure.manages(u.unit_id));
	/* in order, with predecessors and successors, and with drafts that get their texts: nobody is waited for in a circle */
	IF begun <> '{}' THEN
		PERFORM disclosure.lock_reports(begun, array_fill(start_year.year, ARRAY[cardinality(begun)]), 'own'::text);
	END IF;
	INSERT INTO disclosure.reporting_year (year) VALUES (start_year.year) ON CONFLICT DO NOTHING;
	INSERT INTO disclosure.report (unit_id, year, scope, figures)
	SELECT u.unit_id, start_year.year, 'own', jsonb_strip_nulls(jsonb_build_object('form', form, 'requests',
		(SELECT jsonb_build_object('carried_in', c) FROM disclosure.carried_in(u.unit_id, start_year.year, 'own') c
			WHERE c IS NOT NULL)))
	FROM unnest(begun) u(unit_id)
	ORDER BY u.unit_id COLLATE "C"
	ON CONFLICT ON CONSTRAINT report_pkey DO NOTHING;
	GET DIAGNOSTICS drafts = ROW_COUNT;
	PERFORM disclosure.begin_text(start_year.year, NULL);
	RETURN drafts;
END
$$;
COMMENT ON FUNCTION disclosure.start_year(integer) IS
'a draft for every unit that owes a report, of those that the role manages, with what last year carried out as carried in; returns how many were made';

CREATE OR REPLACE FUNCTION disclosure.nil_report(unit_id text, year integer, scope text DEFAULT 'own')
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	now_is record;
	unread integer;
BEGIN
	PERFORM disclosure.require_report(nil_report.unit_id, nil_report.year, nil_report.scope);
	SELECT r.status, r.origin INTO now_is FROM disclosure.report r
	WHERE r.unit_id = nil_report.unit_id AND r.year = nil_report.year AND r.scope = nil_report.scope;
	IF now_is.origin <> 'filed' OR NOT disclosure.is_open(now_is.status) THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state', format('单位 %s 的 %s 年度报告%s，不能填零', nil_report.unit_id, nil_report.year,
				CASE now_is.origin WHEN 'filed' THEN disclosure.status_label(now_is.status) ELSE format('是%s的', disclosure.bi_label('origin'::text, now_is.origin)) END),
			hint => '只有草稿和已退回的报告可以填写。'::text);
	END IF;
	PERFORM disclosure.require_duty(nil_report.unit_id, nil_report.year, 'fill');
	UPDATE disclosure.report r SET figures = disclosure.fill_zero(r.figures, ARRAY(
		SELECT c.path FROM disclosure.cells(r.figures) c
		WHERE c.value IS NULL AND NOT EXISTS (SELECT FROM disclosure.report_source s
			WHERE s.unit_id = r.unit_id AND s.year = r.year AND s.scope = r.scope AND disclosure.is_unread(c.path, s.notes))))
	WHERE r.unit_id = nil_report.unit_id AND r.year = nil_report.year AND r.scope = nil_report.scope
	RETURNING disclosure.blank_count(r.figures) INTO unread;
	IF unread > 0 THEN
		PERFORM disclosure.raise_notice(format('有%s格在原页面上没有读出，没有填零：对照原页面填写。', unread), 'warning'::text);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.nil_report(text, integer, text) IS
'zero in every blank cell of a report (零报告), on purpose; not in cells that could not be read on its page';
