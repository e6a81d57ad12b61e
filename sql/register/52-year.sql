CREATE TABLE IF NOT EXISTS disclosure.reporting_year (
	year integer PRIMARY KEY,
	started_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE disclosure.reporting_year IS '已开始填报的年度';
COMMENT ON COLUMN disclosure.reporting_year.year IS '报告年度';
COMMENT ON COLUMN disclosure.reporting_year.started_at IS '开始时间';

/* 条例第四十九条: organs by 31 January, governments by 31 March, of the year after; others where a place says so. */
CREATE TABLE IF NOT EXISTS disclosure.deadline (
	deadline_id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
	unit_id text REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	kind text CHECK (kind IN ('government', 'department', 'township', 'subdistrict', 'dispatched', 'zone', 'vertical',
		'authorised', 'enterprise')),
	from_year integer,
	to_year integer CHECK (to_year >= from_year),
	month integer NOT NULL CHECK (month BETWEEN 1 AND 12),
	day integer NOT NULL CHECK (day BETWEEN 1 AND 31),
	UNIQUE NULLS NOT DISTINCT (unit_id, kind, from_year)
);
COMMENT ON TABLE disclosure.deadline IS '期限：次年几月几日前公布；最近的上级单位的规定优先，指明类别的优先';
COMMENT ON COLUMN disclosure.deadline.deadline_id IS '序号';
COMMENT ON COLUMN disclosure.deadline.unit_id IS '单位代码：适用于该单位及其所属单位，空为全部';
COMMENT ON COLUMN disclosure.deadline.kind IS '单位类别，空为各类';
COMMENT ON COLUMN disclosure.deadline.from_year IS '自哪个报告年度起';
COMMENT ON COLUMN disclosure.deadline.to_year IS '至哪个报告年度';
COMMENT ON COLUMN disclosure.deadline.month IS '月';
COMMENT ON COLUMN disclosure.deadline.day IS '日，期限含当日；当月没有这一日的，为月末';

CREATE OR REPLACE FUNCTION disclosure.due_date(unit_id text, kind text, year integer)
RETURNS date
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT least(make_date(due_date.year + 1, d.month, 1) + d.day - 1,
		(make_date(due_date.year + 1, d.month, 1) + interval '1 month - 1 day')::date)
	FROM disclosure.deadline d
	LEFT JOIN disclosure.unit_closure c ON c.ancestor_id = d.unit_id AND c.unit_id = due_date.unit_id
		AND due_date.year BETWEEN c.from_year AND c.to_year
	WHERE (d.unit_id IS NULL OR c.unit_id IS NOT NULL) AND (d.kind IS NULL OR d.kind = due_date.kind)
		AND due_date.year BETWEEN coalesce(d.from_year, 0) AND coalesce(d.to_year, 9999)
	ORDER BY d.unit_id IS NULL, c.depth, NOT c.counted, d.kind IS NULL, d.from_year DESC NULLS LAST
	LIMIT 1
$$;
COMMENT ON FUNCTION disclosure.due_date(text, text, integer) IS 'until when a unit of some kind publishes its report for a year';

/* Last year's carried-out requests as this year's carried-in ones, of all predecessors; NULL where that cannot be told. */
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
				AND disclosure.report_exists(carried_in.unit_id, carried_in.year - 1, carried_in.scope))
			AND NOT EXISTS (SELECT FROM disclosure.unit_successor g
				WHERE g.unit_id = carried_in.unit_id AND g.year = carried_in.year AND g.partly)
		THEN (disclosure.sum(p.figures)::jsonb) #> '{requests,carried_out}' END
	FROM previous p
$$;
COMMENT ON FUNCTION disclosure.carried_in(text, integer, text) IS
'the row carried_in of a report, from the row carried_out of last year';

CREATE OR REPLACE FUNCTION disclosure.start_year(year integer)
RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	drafts integer;
	form text := disclosure.form_of(start_year.year);
BEGIN
	IF start_year.year > extract(year FROM current_date) THEN
		RAISE EXCEPTION 'the year % has not begun', start_year.year USING ERRCODE = 'invalid_parameter_value';
	END IF;
	INSERT INTO disclosure.reporting_year (year) VALUES (start_year.year) ON CONFLICT DO NOTHING;
	INSERT INTO disclosure.report (unit_id, year, scope, figures)
	SELECT u.unit_id, start_year.year, 'own', jsonb_strip_nulls(jsonb_build_object('form', form, 'requests',
		(SELECT jsonb_build_object('carried_in', c) FROM disclosure.carried_in(u.unit_id, start_year.year, 'own') c
			WHERE c IS NOT NULL)))
	FROM disclosure.unit u
	WHERE disclosure.owes_report(u.unit_id, u.kind, start_year.year)
	ORDER BY u.unit_id
	ON CONFLICT ON CONSTRAINT report_pkey DO NOTHING;
	GET DIAGNOSTICS drafts = ROW_COUNT;
	INSERT INTO disclosure.report_text (unit_id, year, scope, title, unit_name, contact)
	SELECT r.unit_id, r.year, r.scope, format('%s%s年政府信息公开工作年度报告', coalesce(n.name, u.name), r.year),
		coalesce(n.name, u.name), (
			SELECT concat_ws(' ', c.name, c.telephone) FROM disclosure.unit_contact c
			WHERE c.unit_id = r.unit_id ORDER BY c.task = 'answer' DESC, c.task, c.name LIMIT 1)
	FROM disclosure.report r
	JOIN disclosure.unit u ON u.unit_id = r.unit_id
	LEFT JOIN disclosure.unit_name n ON n.unit_id = r.unit_id AND r.year BETWEEN n.from_year AND coalesce(n.to_year, 9999)
	WHERE r.year = start_year.year AND r.scope = 'own' AND r.origin = 'filed' AND r.status = 'draft'
	ON CONFLICT ON CONSTRAINT report_text_pkey DO NOTHING;
	RETURN drafts;
END
$$;
COMMENT ON FUNCTION disclosure.start_year(integer) IS
'a draft for every unit that owes a report, with what last year carried out as carried in; returns how many were made';

CREATE OR REPLACE FUNCTION disclosure.nil_report(unit_id text, year integer, scope text DEFAULT 'own')
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	now_is record;
BEGIN
	PERFORM disclosure.require_report(nil_report.unit_id, nil_report.year, nil_report.scope);
	SELECT r.status, r.origin INTO now_is FROM disclosure.report r
	WHERE r.unit_id = nil_report.unit_id AND r.year = nil_report.year AND r.scope = nil_report.scope;
	IF now_is.origin <> 'filed' OR now_is.status NOT IN ('draft', 'returned') THEN
		RAISE EXCEPTION 'report of unit % for % is % and %', nil_report.unit_id, nil_report.year, now_is.origin, now_is.status
			USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Only a draft or a returned report is filled in.';
	END IF;
	PERFORM disclosure.require_duty(nil_report.unit_id, nil_report.year, 'fill');
	UPDATE disclosure.report r SET figures = disclosure.fill_zero(r.figures, NULL)
	WHERE r.unit_id = nil_report.unit_id AND r.year = nil_report.year AND r.scope = nil_report.scope;
END
$$;
COMMENT ON FUNCTION disclosure.nil_report(text, integer, text) IS 'zero in every blank cell of a report (零报告), on purpose';

/* A report due or made in the years that were started, on some day. */
CREATE OR REPLACE FUNCTION disclosure.report_due_on(day date)
RETURNS SETOF disclosure.report_due_row
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
/* to compile it takes longer than to run it */
SET jit = off
AS $$
	SELECT u.unit_id, y.year, coalesce(n.name, u.name), d.due,
		CASE WHEN p.published_on > d.due THEN 'late' WHEN report_due_on.day > d.due THEN 'missing' ELSE 'due_soon' END,
		CASE WHEN p.published_on > d.due THEN '逾期公布' WHEN report_due_on.day > d.due THEN '逾期未公布' ELSE '即将到期' END,
		r.status, p.published_on, c.name, c.telephone
	FROM disclosure.reporting_year y
	CROSS JOIN disclosure.unit u
	LEFT JOIN disclosure.unit_name n ON n.unit_id = u.unit_id AND y.year BETWEEN n.from_year AND coalesce(n.to_year, 9999)
	CROSS JOIN LATERAL (SELECT disclosure.due_date(u.unit_id, u.kind, y.year) AS due) d
	LEFT JOIN LATERAL (
		/* a page whose date cannot be told is taken as in time */
		SELECT min(p.published_on) AS published_on, count(*) AS times FROM disclosure.published_report p
		WHERE p.unit_id = u.unit_id AND p.year = y.year) p ON true
	LEFT JOIN LATERAL (
		SELECT r.status FROM disclosure.report r WHERE r.unit_id = u.unit_id AND r.year = y.year
		ORDER BY r.scope = 'own' DESC LIMIT 1) r ON true
	LEFT JOIN LATERAL (
		SELECT c.name, c.telephone FROM disclosure.unit_contact c WHERE c.unit_id = u.unit_id
		ORDER BY c.task = 'fill' DESC, c.task, c.name LIMIT 1) c ON true
	WHERE disclosure.owes_report(u.unit_id, u.kind, y.year)
		AND (p.published_on > d.due OR (p.times = 0
			AND report_due_on.day >= d.due - coalesce(disclosure.setting_value('due_soon_days'), 0)::integer))
		/* a report that the reader cannot see is not a missing one */
		AND (NOT row_security_active('disclosure.report') OR EXISTS (SELECT FROM disclosure.my_unit m
			WHERE m.unit_id = u.unit_id AND y.year BETWEEN m.from_year AND m.to_year))
	ORDER BY y.year, u.unit_id
$$;
COMMENT ON FUNCTION disclosure.report_due_on(date) IS
'reports that were published late, are missing or due soon, on some day, with the contact to call';

CREATE OR REPLACE VIEW disclosure.report_due WITH (security_invoker = true) AS
SELECT d.unit_id, d.year, d.unit_name, d.due, d.state, d.state_label, d.status, d.published_on, d.contact, d.telephone
FROM disclosure.report_due_on(current_date) d;
COMMENT ON VIEW disclosure.report_due IS '催报：今天看，哪些报告逾期、未公布、即将到期，找谁';
COMMENT ON COLUMN disclosure.report_due.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.report_due.year IS '报告年度';
COMMENT ON COLUMN disclosure.report_due.unit_name IS '单位名称';
COMMENT ON COLUMN disclosure.report_due.due IS '期限';
COMMENT ON COLUMN disclosure.report_due.state IS 'late 逾期公布，missing 逾期未公布，due_soon 即将到期';
COMMENT ON COLUMN disclosure.report_due.state_label IS '情形';
COMMENT ON COLUMN disclosure.report_due.status IS '报告的状态，空为尚无报告';
COMMENT ON COLUMN disclosure.report_due.published_on IS '公布日期';
COMMENT ON COLUMN disclosure.report_due.contact IS '联系人';
COMMENT ON COLUMN disclosure.report_due.telephone IS '电话';
