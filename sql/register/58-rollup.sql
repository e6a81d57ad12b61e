/* Totals of a year. */

/*
 * Totals for a unit and, down to a depth, the units below it.  A unit counts
 * with its own report, or with basis "best" with its consolidated one if no
 * unit below it has reported; never with both.  Filed reports count once they
 * have reached a status, with their present figures; with "published", with
 * the figures last published, whatever has changed since.  What a unit has
 * reported and none of its counted reports holds is left out: it is counted,
 * and is a hole in each cell.
 *
 * Most units of a tree lie deeper than the depth asked for.  If only one
 * parent counts such a unit, it is added up there first, and one sum for all
 * of them goes further up.
 *
 * Without a root each unit is one, of depth 0: a total of every unit.
 *
 * The plan is made anew for every call: with the arguments known, needless
 * joins fold away.  What holds of few units, such as that one owes no report, is
 * asked of a hashed list: a join would cost all of them as much as those few.
 *
 * The units of a large total and their reports are both read in the order of
 * their codes, from indexes alone, and merged.  Servers before 16 do not see that
 * the reports of one year have that order if a unit may lack one, so it is asked
 * for; for few units that would be to read all reports.
 */
CREATE OR REPLACE FUNCTION disclosure.rollup(year integer, root text, depth integer DEFAULT 1, basis text DEFAULT 'units',
	least_status text DEFAULT 'draft')
RETURNS SETOF disclosure.rollup_row
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET jit = off
SET plan_cache_mode = force_custom_plan
AS $$
#variable_conflict use_column
DECLARE
	best boolean := rollup.basis = 'best';
	blank disclosure.figures;
	as_published boolean := rollup.least_status = 'published';
	statuses text[] := CASE rollup.least_status WHEN 'draft' THEN '{draft,returned,submitted,approved,published}'
		WHEN 'submitted' THEN '{submitted,approved,published}' WHEN 'approved' THEN '{approved,published}'
		WHEN 'published' THEN '{}' END;
	many boolean;
BEGIN
	PERFORM disclosure.require_any_duty();
	IF rollup.root IS NOT NULL AND NOT EXISTS (SELECT FROM disclosure.unit u WHERE u.unit_id = rollup.root) THEN
		PERFORM disclosure.raise_error('no_data_found', format('没有代码为“%s”的单位', rollup.root),
			hint => '单位代码见表 unit。'::text);
	ELSIF rollup.basis IS NULL OR rollup.basis NOT IN ('units', 'best') THEN
		PERFORM disclosure.raise_error('invalid_parameter_value', format('没有“%s”这种汇总依据', rollup.basis),
			hint => '依据是 units（各单位报告之和）或 best（择优）。'::text);
	ELSIF rollup.depth < 0 THEN
		PERFORM disclosure.raise_error('invalid_parameter_value', format('汇总的层数不能是 %s', rollup.depth),
			hint => '层数 0 只有单位本身，1 加上直接所属的各单位，依此类推；NULL 是所有各层。'::text);
	ELSIF statuses IS NULL THEN
		PERFORM disclosure.raise_error('invalid_parameter_value', format('报告没有“%s”这种可以达到的状态', rollup.least_status),
			hint => '状态是 draft（草稿）、submitted（已报送）、approved（已审核）或 published（已公布）。'::text);
	END IF;
	PERFORM disclosure.require_year(rollup.year);
	blank := jsonb_build_object('form', disclosure.form_of(rollup.year));
	many := (SELECT count(*) = 1000 FROM (SELECT FROM disclosure.unit_closure c WHERE c.ancestor_id = rollup.root LIMIT 1000) b);
	RETURN QUERY
	WITH unit AS NOT MATERIALIZED (
		/* as the units were in that year */
		SELECT u.unit_id, coalesce(n.name, u.name) AS name, coalesce(n.kind, u.kind) AS kind,
			CASE WHEN n.unit_id IS NULL THEN u.division_code ELSE n.division_code END AS division_code
		FROM disclosure.unit u
		LEFT JOIN disclosure.unit_name n ON n.unit_id = u.unit_id AND disclosure.in_years(rollup.year, n.from_year, n.to_year)
	), area AS MATERIALIZED (
		SELECT a AS unit_id FROM disclosure.reported_as_area(rollup.year) a WHERE best
	), obligation AS MATERIALIZED (
		SELECT p.unit_id,
			CASE WHEN bool_and(p.exempt) THEN disclosure.owes_report(p.unit_id,
					(SELECT u.kind FROM unit u WHERE u.unit_id = p.unit_id), rollup.year)
				ELSE bool_or(NOT p.exempt AND disclosure.in_years(rollup.year, p.from_year, p.to_year)) END AS owing,
			coalesce(bool_or(p.exempt AND disclosure.in_years(rollup.year, p.from_year, p.to_year)), false) AS exempt
		FROM disclosure.reporter p GROUP BY p.unit_id
		UNION ALL
		SELECT u.unit_id, false, false
		FROM (SELECT e.unit_id FROM disclosure.unit e WHERE e.kind = 'enterprise'
			UNION SELECT n.unit_id FROM disclosure.unit_name n WHERE n.kind = 'enterprise') e
		JOIN unit u ON u.unit_id = e.unit_id
		WHERE u.kind = 'enterprise' AND NOT EXISTS (SELECT FROM disclosure.reporter p WHERE p.unit_id = u.unit_id)
	), reported_otherwise AS (
		SELECT r.unit_id FROM disclosure.report r
		WHERE r.year = rollup.year AND r.scope <> 'own' AND disclosure.is_reported(r.origin, r.status)
	), published AS (
		SELECT DISTINCT ON (p.unit_id, p.scope) p.unit_id, p.scope, v.figures
		FROM disclosure.publication p
		JOIN disclosure.report_version v ON v.unit_id = p.unit_id AND v.year = p.year AND v.scope = p.scope AND v.version = p.version
		WHERE p.year = rollup.year
		ORDER BY p.unit_id, p.scope, p.number DESC
	), below AS NOT MATERIALIZED (
		SELECT t.unit_id, t.depth, e.ancestor_id AS only_parent
		FROM disclosure.unit_closure t
		LEFT JOIN disclosure.unit_closure e ON rollup.depth > 0 AND e.unit_id = t.unit_id AND e.only_parent
			AND rollup.year BETWEEN e.from_year AND e.to_year
		WHERE CASE WHEN rollup.root IS NULL THEN t.depth = 0 ELSE t.ancestor_id = rollup.root END AND t.counted
			AND rollup.year BETWEEN t.from_year AND t.to_year
	), that_counts AS NOT MATERIALIZED (
		SELECT r.unit_id, r.scope, r.figures, r.origin, r.status
		FROM disclosure.report r
		WHERE r.year = rollup.year AND r.scope = CASE WHEN best AND r.unit_id IN (SELECT a.unit_id FROM area a) THEN 'consolidated' ELSE 'own' END
			AND (rollup.least_status IN ('draft', 'published') OR r.origin = 'recorded' OR r.status = ANY (statuses))
	), with_report AS NOT MATERIALIZED (
		SELECT b.unit_id, b.depth, b.only_parent, r.scope, r.figures, r.origin, r.status
		FROM below b LEFT JOIN that_counts r ON r.unit_id = b.unit_id
		WHERE NOT many
		UNION ALL
		SELECT b.unit_id, b.depth, b.only_parent, r.scope, r.figures, r.origin, r.status
		FROM below b LEFT JOIN (SELECT * FROM that_counts ORDER BY unit_id) r ON r.unit_id = b.unit_id
		WHERE many
	), counted AS (
		SELECT r.unit_id, r.depth, r.only_parent,
			r.unit_id NOT IN (SELECT o.unit_id FROM obligation o WHERE NOT o.owing) AS owing,
			r.unit_id IN (SELECT o.unit_id FROM obligation o WHERE o.exempt) AS exempt,
			CASE WHEN NOT as_published THEN r.figures
				WHEN r.origin = 'filed' OR (r.origin = 'received' AND p.unit_id IS NOT NULL) THEN p.figures
				WHEN r.status = 'published' THEN r.figures END AS figures,
			best AND r.scope = 'consolidated' AS by_area, NOT disclosure.is_reported(r.origin, r.status) AS draft,
			(r.origin <> 'filed' AND r.status = 'published') OR (r.unit_id, r.scope) IN (SELECT p.unit_id, p.scope FROM disclosure.publication p WHERE p.year = rollup.year) AS published,
			o.otherwise, CASE WHEN o.otherwise AND disclosure.is_reported(r.origin, r.status) IS NOT TRUE
				THEN disclosure.says_more_than_units(r.unit_id, rollup.year, rollup.basis) END AS says_more
		FROM with_report r
		LEFT JOIN published p ON as_published AND p.unit_id = r.unit_id AND p.scope = r.scope
		CROSS JOIN LATERAL (SELECT r.unit_id IN (SELECT x.unit_id FROM reported_otherwise x) AS otherwise) o
		/* so that each of these is asked once a unit, whatever is counted of it */
		OFFSET 0
	), part AS (
		SELECT CASE WHEN rollup.depth = 0 THEN rollup.root
				WHEN c.depth > coalesce(rollup.depth, c.depth) THEN coalesce(c.only_parent, c.unit_id)
				ELSE c.unit_id END AS at,
			c.figures, c.by_area, c.owing, c.exempt, c.draft, c.published, c.draft IS FALSE OR c.otherwise AS reported,
			CASE WHEN c.draft IS FALSE THEN c.figures IS NULL ELSE c.says_more END AS left_out
		FROM counted c
	), place AS MATERIALIZED (
		SELECT p.at, bool_or(p.figures IS NOT NULL AND NOT p.by_area) AS by_unit, bool_or(p.by_area) AS by_area,
			disclosure.sum(p.figures) AS figures,
			disclosure.sum(disclosure.blanks(CASE WHEN p.figures IS NULL AND p.left_out THEN blank ELSE p.figures END)) AS holes,
			count(*) AS units, count(*) FILTER (WHERE p.left_out) AS left_out,
			disclosure.sum(p.figures) FILTER (WHERE p.draft AND NOT as_published) AS draft_figures,
			count(*) FILTER (WHERE p.owing) AS owing, count(*) FILTER (WHERE p.owing AND p.reported) AS reported,
			count(*) FILTER (WHERE p.exempt) AS exempt, count(*) FILTER (WHERE p.draft) AS drafts,
			count(*) FILTER (WHERE disclosure.is_nil(p.figures)) AS nil,
			count(*) FILTER (WHERE NOT disclosure.is_sound(p.figures)) AS with_errors,
			count(*) FILTER (WHERE p.published) AS published
		FROM part p GROUP BY p.at
	), total AS MATERIALIZED (
		SELECT c.ancestor_id,
			CASE WHEN bool_or(p.by_unit) AND bool_or(p.by_area) THEN 'mixed'
				WHEN bool_or(p.by_area) THEN 'consolidated' WHEN bool_or(p.by_unit) THEN 'units' END AS basis,
			disclosure.sum(p.figures) AS figures, disclosure.sum(p.holes) AS holes, sum(p.units)::integer AS units,
			sum(p.owing)::integer AS owing, sum(p.reported)::integer AS reported, sum(p.owing - p.reported)::integer AS missing,
			sum(p.exempt)::integer AS exempt, sum(p.drafts)::integer AS drafts, sum(p.nil)::integer AS nil,
			sum(p.with_errors)::integer AS with_errors, sum(p.published)::integer AS published,
			sum(p.left_out)::integer AS left_out, disclosure.sum(p.draft_figures) AS draft_figures
		FROM place p
		JOIN (
			SELECT c.unit_id, c.ancestor_id FROM disclosure.unit_closure c
			WHERE rollup.depth IS NULL AND c.counted AND rollup.year BETWEEN c.from_year AND c.to_year
			UNION ALL
			/* up from the few places rather than down through the whole closure */
			SELECT a.at, c.ancestor_id FROM place a
			CROSS JOIN LATERAL (
				SELECT c.ancestor_id FROM disclosure.unit_closure c
				WHERE c.unit_id = a.at AND c.counted AND rollup.year BETWEEN c.from_year AND c.to_year
				OFFSET 0) c
			WHERE rollup.depth IS NOT NULL) c ON c.unit_id = p.at
		GROUP BY c.ancestor_id
	), member AS MATERIALIZED (
		SELECT t.unit_id, t.depth
		FROM disclosure.unit_closure t
		WHERE CASE WHEN rollup.root IS NULL THEN t.depth = 0 ELSE t.ancestor_id = rollup.root END AND t.counted
			AND rollup.year BETWEEN t.from_year AND t.to_year AND (rollup.depth IS NULL OR t.depth <= rollup.depth)
	)
	SELECT t.unit_id, u.name, u.kind, u.division_code, t.depth, s.basis, s.figures, s.holes, s.units, s.owing, s.reported,
		s.missing, s.exempt, s.drafts, s.nil, s.with_errors, s.published, s.left_out, s.draft_figures
	FROM total s
	JOIN member t ON t.unit_id = s.ancestor_id
	CROSS JOIN LATERAL (
		SELECT u.name, u.kind, u.division_code FROM unit u WHERE u.unit_id = t.unit_id
		OFFSET 0) u
	/* A reader of a unit may see all that it adds up; for any other reader part of a sum would pass for the whole. */
	WHERE NOT row_security_active('disclosure.report') OR t.unit_id IN (
		SELECT v.unit_id FROM disclosure.my_unit v WHERE rollup.year BETWEEN v.from_year AND v.to_year)
	ORDER BY t.depth, t.unit_id;
END
$$;
COMMENT ON FUNCTION disclosure.rollup(integer, text, integer, text, text) IS
'totals of a year for a unit and, down to a depth (NULL: all), those below it, or without a unit for all units: each the sum of its own and all units below; basis units or best; of filed reports that have reached a status, with published as last published; left_out counts the units whose reports are not in the sum';

/* Totals by kind and by division of own reports, with their holes. */
CREATE OR REPLACE VIEW disclosure.rollup_by_kind WITH (security_invoker = true) AS
SELECT r.year, coalesce(n.kind, u.kind) AS kind, disclosure.sum(r.figures) AS figures, disclosure.sum(disclosure.blanks(r.figures)) AS holes,
	count(*) AS reports, count(*) FILTER (WHERE NOT disclosure.is_reported(r.origin, r.status)) AS drafts,
	count(*) FILTER (WHERE disclosure.is_nil(r.figures)) AS nil,
	count(*) FILTER (WHERE NOT disclosure.is_sound(r.figures)) AS with_errors,
	disclosure.sum(r.figures) FILTER (WHERE NOT disclosure.is_reported(r.origin, r.status)) AS draft_figures
FROM disclosure.report r
JOIN disclosure.unit u ON u.unit_id = r.unit_id
LEFT JOIN disclosure.unit_name n ON n.unit_id = r.unit_id AND disclosure.in_years(r.year, n.from_year, n.to_year)
WHERE r.scope = 'own'
GROUP BY r.year, coalesce(n.kind, u.kind);
COMMENT ON VIEW disclosure.rollup_by_kind IS '按单位当年的类别汇总本机关报告';
COMMENT ON COLUMN disclosure.rollup_by_kind.year IS '报告年度';
COMMENT ON COLUMN disclosure.rollup_by_kind.kind IS '类别';
COMMENT ON COLUMN disclosure.rollup_by_kind.figures IS '合计';
COMMENT ON COLUMN disclosure.rollup_by_kind.holes IS '各格有几个空白';
COMMENT ON COLUMN disclosure.rollup_by_kind.reports IS '报告数';
COMMENT ON COLUMN disclosure.rollup_by_kind.drafts IS '其中填报中或已退回的';
COMMENT ON COLUMN disclosure.rollup_by_kind.nil IS '其中零报告';
COMMENT ON COLUMN disclosure.rollup_by_kind.with_errors IS '其中本身有强制性不符的';
COMMENT ON COLUMN disclosure.rollup_by_kind.draft_figures IS '合计中来自草稿和已退回报告的部分';

CREATE OR REPLACE VIEW disclosure.rollup_by_division WITH (security_invoker = true) AS
SELECT r.year, d.digits, left(k.division_code, d.digits) AS division_code, disclosure.sum(r.figures) AS figures,
	disclosure.sum(disclosure.blanks(r.figures)) AS holes, count(*) AS reports,
	count(*) FILTER (WHERE NOT disclosure.is_reported(r.origin, r.status)) AS drafts,
	count(*) FILTER (WHERE disclosure.is_nil(r.figures)) AS nil,
	count(*) FILTER (WHERE NOT disclosure.is_sound(r.figures)) AS with_errors,
	disclosure.sum(r.figures) FILTER (WHERE NOT disclosure.is_reported(r.origin, r.status)) AS draft_figures
FROM disclosure.report r
JOIN disclosure.unit u ON u.unit_id = r.unit_id
LEFT JOIN disclosure.unit_name n ON n.unit_id = r.unit_id AND disclosure.in_years(r.year, n.from_year, n.to_year)
CROSS JOIN LATERAL (SELECT CASE WHEN n.unit_id IS NULL THEN u.division_code ELSE n.division_code END AS division_code) k
CROSS JOIN (VALUES (2), (4), (6)) d(digits)
WHERE r.scope = 'own' AND length(k.division_code) >= d.digits
GROUP BY r.year, d.digits, left(k.division_code, d.digits);
COMMENT ON VIEW disclosure.rollup_by_division IS '按当年的行政区划汇总本机关报告：省两位、市四位、县六位；没有区划代码的单位不在其中';
COMMENT ON COLUMN disclosure.rollup_by_division.year IS '报告年度';
COMMENT ON COLUMN disclosure.rollup_by_division.digits IS '区划代码的位数：2 省，4 市，6 县';
COMMENT ON COLUMN disclosure.rollup_by_division.division_code IS '区划代码的前几位';
COMMENT ON COLUMN disclosure.rollup_by_division.figures IS '合计';
COMMENT ON COLUMN disclosure.rollup_by_division.holes IS '各格有几个空白';
COMMENT ON COLUMN disclosure.rollup_by_division.reports IS '报告数';
COMMENT ON COLUMN disclosure.rollup_by_division.drafts IS '其中填报中或已退回的';
COMMENT ON COLUMN disclosure.rollup_by_division.nil IS '其中零报告';
COMMENT ON COLUMN disclosure.rollup_by_division.with_errors IS '其中本身有强制性不符的';
COMMENT ON COLUMN disclosure.rollup_by_division.draft_figures IS '合计中来自草稿和已退回报告的部分';
