/* Members of totals: which report stands for which unit. */

CREATE OR REPLACE FUNCTION disclosure.reported_as_area(year integer)
RETURNS SETOF text
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT r.unit_id FROM disclosure.report r
	WHERE r.year = reported_as_area.year AND r.scope = 'consolidated'
		AND disclosure.is_reported(r.origin, r.status)
		AND NOT EXISTS (
			SELECT FROM disclosure.unit_closure b
			JOIN disclosure.report q ON q.unit_id = b.unit_id AND q.year = reported_as_area.year
				AND q.scope IN ('own', 'consolidated') AND disclosure.is_reported(q.origin, q.status)
			WHERE b.ancestor_id = r.unit_id AND b.depth > 0 AND b.counted
				AND reported_as_area.year BETWEEN b.from_year AND b.to_year)
$$;
COMMENT ON FUNCTION disclosure.reported_as_area(integer) IS
'units for which, with basis best, the consolidated report of a year stands';

/*
 * What a unit reported is in a total by its own report and those of the units
 * below it.  A report of scope level or consolidated may say more, or be all
 * there is: then a total without it holds less than was reported.
 */
CREATE OR REPLACE FUNCTION disclosure.says_more_than_units(unit_id text, year integer, basis text)
RETURNS boolean
LANGUAGE sql STABLE COST 10000
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT EXISTS (
		SELECT FROM disclosure.report a
		CROSS JOIN LATERAL (
			SELECT disclosure.sum(r.figures) AS figures
			FROM disclosure.unit_closure c
			JOIN disclosure.report r ON r.unit_id = c.unit_id AND r.year = a.year AND disclosure.is_reported(r.origin, r.status)
				AND r.scope = CASE WHEN says_more_than_units.basis = 'best' AND c.unit_id IN (SELECT disclosure.reported_as_area(a.year))
					THEN 'consolidated' ELSE 'own' END
			WHERE c.ancestor_id = a.unit_id AND c.depth > 0 AND c.counted AND a.year BETWEEN c.from_year AND c.to_year) b
		WHERE a.unit_id = says_more_than_units.unit_id AND a.year = says_more_than_units.year AND a.scope <> 'own'
			AND disclosure.is_reported(a.origin, a.status)
			AND (b.figures IS NULL OR EXISTS (
				SELECT FROM disclosure.cells(a.figures) c WHERE c.value > coalesce((b.figures)[c.path], 0))))
		/* an area that counts as one covers the units in it */
		AND NOT (says_more_than_units.basis = 'best' AND EXISTS (
			SELECT FROM disclosure.unit_closure k
			WHERE k.unit_id = says_more_than_units.unit_id AND k.depth > 0 AND k.counted
				AND says_more_than_units.year BETWEEN k.from_year AND k.to_year
				AND k.ancestor_id IN (SELECT disclosure.reported_as_area(says_more_than_units.year))))
$$;
COMMENT ON FUNCTION disclosure.says_more_than_units(text, integer, text) IS
'has a unit reported numbers of its level or area that the reports counted for the units below it do not add up to?';

/*
 * Members of a total, 汇总名录: each unit counts with its own report, or with
 * basis "best" with its consolidated one if no unit below it has reported;
 * never with both.
 */
CREATE OR REPLACE FUNCTION disclosure.members(year integer, root text, basis text DEFAULT 'units')
RETURNS SETOF disclosure.member
LANGUAGE plpgsql STABLE ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
	IF members.basis IS NULL OR members.basis NOT IN ('units', 'best') THEN
		PERFORM disclosure.raise_error('invalid_parameter_value', format('没有“%s”这种汇总依据', members.basis),
			hint => '依据是 units（各单位报告之和）或 best（择优）。'::text);
	END IF;
	RETURN QUERY
	SELECT m.*, NOT EXISTS (SELECT FROM disclosure.report r
			WHERE r.unit_id = m.unit_id AND r.year = members.year AND r.scope = m.scope AND disclosure.is_reported(r.origin, r.status))
		AND EXISTS (SELECT FROM disclosure.report r WHERE r.unit_id = m.unit_id AND r.year = members.year AND r.scope <> 'own')
		AND disclosure.says_more_than_units(m.unit_id, members.year, members.basis)
	FROM (
	SELECT c.unit_id, c.depth, CASE WHEN members.basis = 'best' AND EXISTS (
			SELECT FROM disclosure.report r
			WHERE r.unit_id = c.unit_id AND r.year = members.year AND r.scope = 'consolidated'
				AND disclosure.is_reported(r.origin, r.status)) AND NOT EXISTS (
			SELECT FROM disclosure.unit_closure b
			JOIN disclosure.report r ON r.unit_id = b.unit_id AND r.year = members.year AND r.scope IN ('own', 'consolidated')
				AND disclosure.is_reported(r.origin, r.status)
			WHERE b.ancestor_id = c.unit_id AND b.depth > 0 AND b.counted AND members.year BETWEEN b.from_year AND b.to_year)
		THEN 'consolidated' ELSE 'own' END AS scope
	FROM disclosure.unit_closure c
	WHERE c.ancestor_id = members.root AND c.counted AND members.year BETWEEN c.from_year AND c.to_year) m;
END
$$;
COMMENT ON FUNCTION disclosure.members(integer, text, text) IS
'the units in the total of a unit for a year, the unit itself among them, with the scope of the report that counts for each, and whether it reported what no report that counts holds';

CREATE OR REPLACE VIEW disclosure.total_member WITH (security_invoker = true) AS
SELECT c.ancestor_id AS total_of, t.name AS total_name, c.unit_id, coalesce(n.name, u.name) AS unit_name, coalesce(n.kind, u.kind) AS kind,
	c.depth, y.year, disclosure.owes_report(u.unit_id, coalesce(n.kind, u.kind), y.year) AS owing,
	p.exempt, p.reason, p.from_date, p.to_date,
	NOT EXISTS (SELECT FROM disclosure.report r
			WHERE r.unit_id = c.unit_id AND r.year = y.year AND r.scope = 'own' AND disclosure.is_reported(r.origin, r.status))
		AND EXISTS (SELECT FROM disclosure.report r WHERE r.unit_id = c.unit_id AND r.year = y.year AND r.scope <> 'own')
		AND disclosure.says_more_than_units(c.unit_id, y.year, 'units'::text) AS left_out
FROM disclosure.unit_closure c
JOIN disclosure.unit t ON t.unit_id = c.ancestor_id
JOIN disclosure.unit u ON u.unit_id = c.unit_id
JOIN (SELECT DISTINCT r.year FROM disclosure.report r UNION SELECT s.year FROM disclosure.reporting_year s) y
	ON y.year BETWEEN c.from_year AND c.to_year
LEFT JOIN disclosure.unit_name n ON n.unit_id = c.unit_id AND disclosure.in_years(y.year, n.from_year, n.to_year)
LEFT JOIN disclosure.reporter p ON p.unit_id = c.unit_id AND disclosure.in_years(y.year, p.from_year, p.to_year)
WHERE c.counted;
COMMENT ON VIEW disclosure.total_member IS '汇总名录：每个汇总在每个年度包括哪些单位';
COMMENT ON COLUMN disclosure.total_member.total_of IS '汇总单位代码';
COMMENT ON COLUMN disclosure.total_member.total_name IS '汇总单位名称';
COMMENT ON COLUMN disclosure.total_member.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.total_member.unit_name IS '单位当年的名称';
COMMENT ON COLUMN disclosure.total_member.kind IS '当年的类别';
COMMENT ON COLUMN disclosure.total_member.depth IS '相隔几级';
COMMENT ON COLUMN disclosure.total_member.year IS '报告年度';
COMMENT ON COLUMN disclosure.total_member.owing IS '是否应报';
COMMENT ON COLUMN disclosure.total_member.exempt IS '是否免报';
COMMENT ON COLUMN disclosure.total_member.reason IS '免报的原因';
COMMENT ON COLUMN disclosure.total_member.from_date IS '设立日期';
COMMENT ON COLUMN disclosure.total_member.to_date IS '撤销日期';
COMMENT ON COLUMN disclosure.total_member.left_out IS '是否报来的只有别种范围的报告，其数字不在各单位报告之和中';

CREATE OR REPLACE VIEW disclosure.counted_twice WITH (security_invoker = true) AS
SELECT a.unit_id, u.name AS unit_name, a.parent_id AS first_parent_id, f.name AS first_parent_name,
	b.parent_id AS second_parent_id, s.name AS second_parent_name, greatest(a.from_year, b.from_year) AS from_year,
	least(a.to_year, b.to_year) AS to_year
FROM disclosure.unit_parent a
JOIN disclosure.unit_parent b ON b.unit_id = a.unit_id AND b.parent_id > a.parent_id AND b.counted
	AND b.from_year <= disclosure.end_year(a.to_year) AND disclosure.end_year(b.to_year) >= a.from_year
JOIN disclosure.unit u ON u.unit_id = a.unit_id
JOIN disclosure.unit f ON f.unit_id = a.parent_id
JOIN disclosure.unit s ON s.unit_id = b.parent_id
WHERE a.counted;
COMMENT ON VIEW disclosure.counted_twice IS '在两处汇总的单位：两个上级的汇总各计一次，共同上级的汇总只计一次';
COMMENT ON COLUMN disclosure.counted_twice.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.counted_twice.unit_name IS '单位名称';
COMMENT ON COLUMN disclosure.counted_twice.first_parent_id IS '一处上级代码';
COMMENT ON COLUMN disclosure.counted_twice.first_parent_name IS '一处上级名称';
COMMENT ON COLUMN disclosure.counted_twice.second_parent_id IS '另一处上级代码';
COMMENT ON COLUMN disclosure.counted_twice.second_parent_name IS '另一处上级名称';
COMMENT ON COLUMN disclosure.counted_twice.from_year IS '自哪个报告年度起';
COMMENT ON COLUMN disclosure.counted_twice.to_year IS '至哪个报告年度，空为至今';
