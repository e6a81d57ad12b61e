/* Deadlines.  条例第四十九条: departments by 31 January, governments by 31 March of the next year; a place may set other dates. */
CREATE TABLE IF NOT EXISTS disclosure.deadline (
	deadline_id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
	unit_id text REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	kind text CHECK (kind = ANY (disclosure.unit_kinds())),
	from_year integer,
	to_year integer CHECK (to_year >= from_year),
	month integer NOT NULL CHECK (month BETWEEN 1 AND 12),
	day integer NOT NULL CHECK (day BETWEEN 1 AND 31),
	UNIQUE NULLS NOT DISTINCT (unit_id, kind, from_year),
	CONSTRAINT deadline_years CHECK (disclosure.are_years(from_year, to_year))
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
		AND disclosure.in_years(due_date.year, coalesce(d.from_year, 0), d.to_year)
	ORDER BY d.unit_id IS NULL, c.depth, NOT c.counted, d.kind IS NULL, d.from_year DESC NULLS LAST
	LIMIT 1
$$;
COMMENT ON FUNCTION disclosure.due_date(text, text, integer) IS 'until when a unit of some kind publishes its report for a year';

/*
 * Inlined into what asks, so that a year or a unit goes down into it.  What a
 * unit-year has is joined as a whole: there are as many of them as reports.
 */
CREATE OR REPLACE FUNCTION disclosure.report_states_on(day date)
RETURNS SETOF disclosure.report_due_row
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT u.unit_id, y.year, coalesce(n.name, u.name), d.due, s.state,
		CASE s.state WHEN 'late' THEN '逾期公布' WHEN 'missing' THEN '逾期未公布' WHEN 'impossible' THEN '公布日期有误' WHEN 'due_soon' THEN '即将到期'
			WHEN 'open' THEN '未到期' ELSE '按期公布' END,
		r.status, CASE WHEN s.state IN ('open', 'in_time') THEN p.possible_on ELSE coalesce(p.possible_on, p.published_on) END, c.name, c.telephone
	FROM disclosure.reporting_year y
	CROSS JOIN disclosure.unit u
	LEFT JOIN disclosure.unit_name n ON n.unit_id = u.unit_id AND disclosure.in_years(y.year, n.from_year, n.to_year)
	/* OFFSET 0: once a row, not once for each mention below */
	CROSS JOIN LATERAL (SELECT disclosure.due_date(u.unit_id, coalesce(n.kind, u.kind), y.year) AS due OFFSET 0) d
	LEFT JOIN (
		/* A page without a known date passes for one in time, one with an impossible date does not. */
		SELECT p.unit_id, p.year, min(p.published_on) AS published_on, min(p.published_on) FILTER (WHERE i.why IS NULL) AS possible_on,
			count(*) > count(i.why) AS possible
		FROM disclosure.published_report p
		CROSS JOIN LATERAL (SELECT disclosure.impossible_date(p.unit_id, p.year, p.published_on) AS why OFFSET 0) i
		GROUP BY p.unit_id, p.year) p ON p.unit_id = u.unit_id AND p.year = y.year
	LEFT JOIN (
		SELECT DISTINCT ON (r.unit_id, r.year) r.unit_id, r.year, r.status FROM disclosure.report r
		ORDER BY r.unit_id, r.year, r.scope = 'own' DESC) r ON r.unit_id = u.unit_id AND r.year = y.year
	LEFT JOIN (
		SELECT DISTINCT ON (c.unit_id) c.unit_id, c.name, c.telephone FROM disclosure.unit_contact c
		ORDER BY c.unit_id, c.task = 'fill' DESC, c.task, c.name) c ON c.unit_id = u.unit_id
	CROSS JOIN LATERAL (
		SELECT CASE WHEN p.possible_on > d.due THEN 'late'
			WHEN p.possible THEN 'in_time'
			WHEN report_states_on.day < d.due - (SELECT coalesce(disclosure.setting_value('due_soon_days'), 0)::integer) IS NOT FALSE THEN 'open'
			WHEN report_states_on.day <= d.due THEN 'due_soon'
			WHEN p.unit_id IS NOT NULL THEN 'impossible'
			ELSE 'missing' END AS state OFFSET 0) s
	WHERE disclosure.owes_report(u.unit_id, coalesce(n.kind, u.kind), y.year)
		/* A report that the reader may not see is not missing. */
		AND (NOT row_security_active('disclosure.report') OR EXISTS (SELECT FROM disclosure.my_unit m
			WHERE m.unit_id = u.unit_id AND y.year BETWEEN m.from_year AND m.to_year));
END;
COMMENT ON FUNCTION disclosure.report_states_on(date) IS
'each report that is owed for a year that was started: how it stands on some day with its due date, and the contact to call';

CREATE OR REPLACE FUNCTION disclosure.report_due_on(day date)
RETURNS SETOF disclosure.report_due_row
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
/* compiling would take longer than running */
SET jit = off
AS $$
	SELECT s.* FROM disclosure.report_states_on(report_due_on.day) s
	WHERE s.state NOT IN ('in_time', 'open')
	ORDER BY s.year, s.unit_id
$$;
COMMENT ON FUNCTION disclosure.report_due_on(date) IS
'reports that were published late or with an impossible date, are missing or due soon, on some day, with the contact to call';

CREATE OR REPLACE VIEW disclosure.report_due WITH (security_invoker = true) AS
SELECT d.unit_id, d.year, d.unit_name, d.due, d.state, d.state_label, d.status, d.published_on, d.contact, d.telephone
FROM disclosure.report_due_on(current_date) d;
COMMENT ON VIEW disclosure.report_due IS '催报：今天看，哪些报告逾期、未公布、即将到期，找谁';
COMMENT ON COLUMN disclosure.report_due.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.report_due.year IS '报告年度';
COMMENT ON COLUMN disclosure.report_due.unit_name IS '单位名称';
COMMENT ON COLUMN disclosure.report_due.due IS '期限';
COMMENT ON COLUMN disclosure.report_due.state IS 'late 逾期公布，missing 逾期未公布，impossible 公布日期有误，due_soon 即将到期';
COMMENT ON COLUMN disclosure.report_due.state_label IS '情形';
COMMENT ON COLUMN disclosure.report_due.status IS '报告的状态，空为尚无报告';
COMMENT ON COLUMN disclosure.report_due.published_on IS '公布日期';
COMMENT ON COLUMN disclosure.report_due.contact IS '联系人';
COMMENT ON COLUMN disclosure.report_due.telephone IS '电话';
