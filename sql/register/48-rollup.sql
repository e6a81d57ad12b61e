/* Units whose consolidated report counts for them and all below: none of the units below has reported. */
CREATE OR REPLACE FUNCTION disclosure.reported_as_area(year integer)
RETURNS SETOF text
LANGUAGE sql STABLE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT r.unit_id FROM disclosure.report r
	WHERE r.year = reported_as_area.year AND r.scope = 'consolidated'
		AND (r.origin = 'recorded' OR r.status NOT IN ('draft', 'returned'))
		AND NOT EXISTS (
			SELECT FROM disclosure.unit_closure b
			JOIN disclosure.report q ON q.unit_id = b.unit_id AND q.year = reported_as_area.year
				AND q.scope IN ('own', 'consolidated') AND (q.origin = 'recorded' OR q.status NOT IN ('draft', 'returned'))
			WHERE b.ancestor_id = r.unit_id AND b.depth > 0 AND b.counted
				AND reported_as_area.year BETWEEN b.from_year AND b.to_year)
$$;
COMMENT ON FUNCTION disclosure.reported_as_area(integer) IS
'units for which, with basis best, the consolidated report of a year stands';

/*
 * Totals of a year for a unit and, down to some depth, those below it.  A unit
 * counts with its own report, or with basis 'best' with its consolidated one
 * where none of the units below it has reported; never with both.
 *
 * Most units of a tree are deeper than what is asked for.  Where one is
 * counted by one parent only, it is added up there first, and what goes further
 * up is one sum for all of them.
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
	statuses text[];
BEGIN
	IF NOT EXISTS (SELECT FROM disclosure.unit u WHERE u.unit_id = rollup.root) THEN
		RAISE EXCEPTION 'there is no unit "%"', rollup.root USING ERRCODE = 'no_data_found';
	ELSIF rollup.basis NOT IN ('units', 'best') THEN
		RAISE EXCEPTION 'there is no basis "%"', rollup.basis
			USING ERRCODE = 'invalid_parameter_value', HINT = 'It is units or best.';
	END IF;
	statuses := CASE rollup.least_status WHEN 'draft' THEN '{draft,returned,submitted,approved,published}'
		WHEN 'submitted' THEN '{submitted,approved,published}' WHEN 'approved' THEN '{approved,published}'
		WHEN 'published' THEN '{published}' END;
	IF statuses IS NULL THEN
		RAISE EXCEPTION 'there is no status "%" that reports reach', rollup.least_status
			USING ERRCODE = 'invalid_parameter_value', HINT = 'It is draft, submitted, approved or published.';
	END IF;
	RETURN QUERY
	WITH tree AS MATERIALIZED (
		SELECT c.unit_id, c.depth FROM disclosure.unit_closure c
		WHERE c.ancestor_id = rollup.root AND c.counted AND rollup.year BETWEEN c.from_year AND c.to_year
	), area AS MATERIALIZED (
		SELECT a AS unit_id FROM disclosure.reported_as_area(rollup.year) a WHERE rollup.basis = 'best'
	), obligation AS (
		SELECT p.unit_id,
			coalesce(bool_or(NOT p.exempt AND rollup.year BETWEEN p.from_year AND coalesce(p.to_year, 9999)), false) AS owing,
			coalesce(bool_or(p.exempt AND rollup.year BETWEEN p.from_year AND coalesce(p.to_year, 9999)), false) AS exempt
		FROM disclosure.reporter p GROUP BY p.unit_id
	), other AS (
		SELECT DISTINCT r.unit_id FROM disclosure.report r
		WHERE r.year = rollup.year AND r.scope <> 'own' AND (r.origin = 'recorded' OR r.status NOT IN ('draft', 'returned'))
	), published AS (
		SELECT DISTINCT ON (p.unit_id, p.scope) p.unit_id, p.scope, v.figures
		FROM disclosure.publication p
		JOIN disclosure.report_version v ON v.unit_id = p.unit_id AND v.year = p.year AND v.scope = p.scope AND v.version = p.version
		WHERE p.year = rollup.year
		ORDER BY p.unit_id, p.scope, p.number DESC
	), part AS (
		SELECT t.unit_id,
			CASE WHEN rollup.depth = 0 THEN rollup.root
				WHEN t.depth > coalesce(rollup.depth, t.depth) THEN coalesce(e.ancestor_id, t.unit_id)
				ELSE t.unit_id END AS at,
			r.scope, r.figures, disclosure.blanks(r.figures) AS holes,
			coalesce(o.owing, t.unit_id NOT IN (SELECT u.unit_id FROM disclosure.unit u WHERE u.kind = 'enterprise')) AS owing, coalesce(o.exempt, false) AS exempt,
			(r.figures IS NOT NULL AND (r.origin = 'recorded' OR r.status NOT IN ('draft', 'returned')))
				OR x.unit_id IS NOT NULL AS reported,
			r.origin = 'filed' AND r.status IN ('draft', 'returned') AS draft,
			disclosure.is_nil(r.figures) AS nil, NOT disclosure.is_sound(r.figures) AS unsound,
			CASE WHEN r.origin = 'recorded' AND r.status = 'published' THEN r.figures ELSE p.figures END AS published
		FROM tree t
		LEFT JOIN disclosure.unit_closure e ON rollup.depth > 0 AND e.unit_id = t.unit_id AND e.only_parent
			AND rollup.year BETWEEN e.from_year AND e.to_year
		LEFT JOIN area a ON a.unit_id = t.unit_id
		LEFT JOIN obligation o ON o.unit_id = t.unit_id
		LEFT JOIN other x ON x.unit_id = t.unit_id
		LEFT JOIN disclosure.report r ON r.unit_id = t.unit_id AND r.year = rollup.year
			AND r.scope = CASE WHEN a.unit_id IS NULL THEN 'own' ELSE 'consolidated' END
			AND (r.origin = 'recorded' OR r.status = ANY (statuses))
		LEFT JOIN published p ON p.unit_id = t.unit_id AND p.scope = CASE WHEN a.unit_id IS NULL THEN 'own' ELSE 'consolidated' END
	), place AS MATERIALIZED (
		SELECT p.at, bool_or(p.scope = 'own') AS by_unit, bool_or(p.scope = 'consolidated') AS by_area,
			disclosure.sum(p.figures) AS figures, disclosure.sum(p.holes) AS holes, count(*) AS units,
			count(*) FILTER (WHERE p.owing) AS owing, count(*) FILTER (WHERE p.owing AND p.reported) AS reported,
			count(*) FILTER (WHERE p.exempt) AS exempt, count(*) FILTER (WHERE p.draft) AS drafts,
			count(*) FILTER (WHERE p.nil) AS nil, count(*) FILTER (WHERE p.unsound) AS with_errors,
			count(p.published) AS published, disclosure.sum(p.published) AS published_figures,
			disclosure.sum(disclosure.blanks(p.published)) AS published_holes
		FROM part p GROUP BY p.at
	)
	SELECT t.unit_id, coalesce(m.name, u.name), u.kind, u.division_code, t.depth,
		CASE WHEN bool_or(p.by_unit) AND bool_or(p.by_area) THEN 'mixed'
			WHEN bool_or(p.by_area) THEN 'consolidated' WHEN bool_or(p.by_unit) THEN 'units' END,
		disclosure.sum(p.figures), disclosure.sum(p.holes), sum(p.units)::integer, sum(p.owing)::integer,
		sum(p.reported)::integer, sum(p.owing - p.reported)::integer, sum(p.exempt)::integer, sum(p.drafts)::integer,
		sum(p.nil)::integer, sum(p.with_errors)::integer, sum(p.published)::integer,
		disclosure.sum(p.published_figures), disclosure.sum(p.published_holes)
	FROM tree t
	JOIN disclosure.unit u ON u.unit_id = t.unit_id
	LEFT JOIN disclosure.unit_name m ON m.unit_id = t.unit_id AND rollup.year BETWEEN m.from_year AND coalesce(m.to_year, 9999)
	JOIN disclosure.unit_closure c ON c.ancestor_id = t.unit_id AND c.counted AND rollup.year BETWEEN c.from_year AND c.to_year
	JOIN place p ON p.at = c.unit_id
	WHERE rollup.depth IS NULL OR t.depth <= rollup.depth
	GROUP BY t.unit_id, t.depth, u.unit_id, m.name
	ORDER BY t.depth, t.unit_id;
END
$$;
COMMENT ON FUNCTION disclosure.rollup(integer, text, integer, text, text) IS
'totals of a year for a unit and, down to a depth (NULL: all), those below it: each the sum of its own and all units below; basis units or best; of filed reports that have reached a status';
