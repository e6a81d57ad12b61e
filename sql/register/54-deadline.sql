/* Deadlines.  条例第四十九条: departments by 31 January, governments by 31 March of the next year; a place may set other dates. */
CREATE TABLE IF NOT EXISTS disclosure.deadline (
	deadline_id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
	unit_id text REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	kind text CHECK (kind = ANY (disclosure.unit_kinds())),
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
		AND disclosure.in_years(due_date.year, coalesce(d.from_year, 0), d.to_year)
	ORDER BY d.unit_id IS NULL, c.depth, NOT c.counted, d.kind IS NULL, d.from_year DESC NULLS LAST
	LIMIT 1
$$;
COMMENT ON FUNCTION disclosure.due_date(text, text, integer) IS 'until when a unit of some kind publishes its report for a year';

CREATE OR REPLACE FUNCTION disclosure.report_due_on(day date)
RETURNS SETOF disclosure.report_due_row
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
/* compiling would take longer than running */
SET jit = off
AS $$
	SELECT u.unit_id, y.year, coalesce(n.name, u.name), d.due,
		CASE WHEN p.possible_on > d.due THEN 'late' WHEN report_due_on.day <= d.due THEN 'due_soon' WHEN p.times > 0 THEN 'impossible'
			ELSE 'missing' END,
		CASE WHEN p.possible_on > d.due THEN '逾期公布' WHEN report_due_on.day <= d.due THEN '即将到期' WHEN p.times > 0 THEN '公布日期有误'
			ELSE '逾期未公布' END,
		r.status, coalesce(p.possible_on, p.published_on), c.name, c.telephone
	FROM disclosure.reporting_year y
	CROSS JOIN disclosure.unit u
	LEFT JOIN disclosure.unit_name n ON n.unit_id = u.unit_id AND disclosure.in_years(y.year, n.from_year, n.to_year)
	CROSS JOIN LATERAL (SELECT disclosure.due_date(u.unit_id, coalesce(n.kind, u.kind), y.year) AS due) d
	LEFT JOIN LATERAL (
		/* A page without a known date passes for one in time, one with an impossible date does not. */
		SELECT min(p.published_on) AS published_on, min(p.published_on) FILTER (WHERE i.why IS NULL) AS possible_on,
			count(*) AS times, count(i.why) AS impossible
		FROM disclosure.published_report p
		CROSS JOIN LATERAL (SELECT disclosure.impossible_date(p.unit_id, p.year, p.published_on) AS why) i
		WHERE p.unit_id = u.unit_id AND p.year = y.year) p ON true
	LEFT JOIN LATERAL (
		SELECT r.status FROM disclosure.report r WHERE r.unit_id = u.unit_id AND r.year = y.year
		ORDER BY r.scope = 'own' DESC LIMIT 1) r ON true
	LEFT JOIN LATERAL (
		SELECT c.name, c.telephone FROM disclosure.unit_contact c WHERE c.unit_id = u.unit_id
		ORDER BY c.task = 'fill' DESC, c.task, c.name LIMIT 1) c ON true
	WHERE disclosure.owes_report(u.unit_id, coalesce(n.kind, u.kind), y.year)
		AND (p.possible_on > d.due OR (p.times = p.impossible
			AND report_due_on.day >= d.due - coalesce(disclosure.setting_value('due_soon_days'), 0)::integer))
		/* A report that the reader may not see is not missing. */
		AND (NOT row_security_active('disclosure.report') OR EXISTS (SELECT FROM disclosure.my_unit m
			WHERE m.unit_id = u.unit_id AND y.year BETWEEN m.from_year AND m.to_year))
	ORDER BY y.year, u.unit_id
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
