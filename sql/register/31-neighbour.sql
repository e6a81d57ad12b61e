/* Neighbours: the figures that a report is checked beside, of last year and of the units below. */

/*
 * A sum may lack a report that a policy of the office's own hides from the
 * reader.  Of units that he has no duty for it says nothing.
 */
CREATE OR REPLACE FUNCTION disclosure.report_exists(unit_id text, year integer, scope text)
RETURNS boolean
LANGUAGE plpgsql STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF NOT disclosure.caller_has_duty(report_exists.unit_id, report_exists.year, NULL::text[]) THEN
		RETURN NULL;
	END IF;
	RETURN EXISTS (SELECT FROM disclosure.report r
		WHERE r.unit_id = report_exists.unit_id AND r.year = report_exists.year AND r.scope = report_exists.scope);
END
$$;
COMMENT ON FUNCTION disclosure.report_exists(text, integer, text) IS
'is there a report?  NULL for a unit and year that the calling role has no duty for';
REVOKE ALL ON FUNCTION disclosure.report_exists(text, integer, text) FROM PUBLIC;

CREATE OR REPLACE FUNCTION disclosure.some_names(names text[])
RETURNS text
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT array_to_string(names[:5], '、') || CASE WHEN cardinality(names) > 5
		THEN format('等%s个单位', cardinality(names)) ELSE '' END
$$;
COMMENT ON FUNCTION disclosure.some_names(text[]) IS 'the first five names of a list, and their number if there are more';

/* The figures of the year before of all predecessors; the unit itself is one of them if it existed then. */
CREATE OR REPLACE VIEW disclosure.predecessor WITH (security_invoker = true) AS
SELECT s.successor_id AS unit_id, s.year, k.scope,
	disclosure.sum(q.figures) AS figures,
	disclosure.sum(disclosure.blanks(q.figures)) AS holes,
	CASE WHEN bool_or(s.partly) THEN 'split'
		WHEN count(*) > count(q.figures) AND bool_or(q.figures IS NULL AND row_security_active('disclosure.report')
			AND disclosure.report_exists(s.unit_id, s.year - 1, k.scope) IS NOT FALSE) THEN 'not_visible'
		WHEN count(*) > count(q.figures) THEN 'missing' END AS why,
	disclosure.some_names(array_agg(u.name ORDER BY u.unit_id) FILTER (WHERE q.figures IS NULL OR s.partly)) AS missing
FROM disclosure.unit_successor s
JOIN disclosure.unit u ON u.unit_id = s.unit_id
CROSS JOIN (VALUES ('own'), ('level'), ('consolidated')) k(scope)
LEFT JOIN disclosure.report q ON q.unit_id = s.unit_id AND q.year = s.year - 1 AND q.scope = k.scope
GROUP BY s.successor_id, s.year, k.scope;
COMMENT ON VIEW disclosure.predecessor IS '机构改革后，承接单位的上年数为各原单位之和';
COMMENT ON COLUMN disclosure.predecessor.unit_id IS '承接单位代码';
COMMENT ON COLUMN disclosure.predecessor.year IS '承接单位的报告年度';
COMMENT ON COLUMN disclosure.predecessor.scope IS '范围';
COMMENT ON COLUMN disclosure.predecessor.figures IS '各原单位上年数之和';
COMMENT ON COLUMN disclosure.predecessor.holes IS '各格有几个空白';
COMMENT ON COLUMN disclosure.predecessor.why IS '不能相加的原因';
COMMENT ON COLUMN disclosure.predecessor.missing IS '缺少哪些单位';

/* For a unit with predecessors, or one that gave business away: how much it kept is unknown. */
CREATE OR REPLACE FUNCTION disclosure.previous_of(unit_id text, year integer, scope text)
RETURNS disclosure.neighbour
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	result disclosure.neighbour;
	own disclosure.figures := (SELECT r.figures FROM disclosure.report r
		WHERE r.unit_id = previous_of.unit_id AND r.year = previous_of.year - 1 AND r.scope = previous_of.scope);
BEGIN
	SELECT p.figures, p.holes, p.why, p.missing INTO result FROM disclosure.predecessor p
	WHERE p.unit_id = previous_of.unit_id AND p.year = previous_of.year AND p.scope = previous_of.scope;
	IF EXISTS (SELECT FROM disclosure.unit_successor g
		WHERE g.unit_id = previous_of.unit_id AND g.year = previous_of.year) THEN
		result.why := 'split';
	ELSIF result.why IS NOT NULL THEN
		NULL;
	ELSIF own IS NOT NULL THEN
		result.holes := result.holes OPERATOR(disclosure.+) disclosure.blanks(own);
		result.figures := result.figures OPERATOR(disclosure.+) own;
	ELSIF row_security_active('disclosure.report')
		AND disclosure.report_exists(previous_of.unit_id, previous_of.year - 1, previous_of.scope) IS NOT FALSE THEN
		/* The sum would lack the report of the unit itself. */
		result.why := 'not_visible';
	END IF;
	RETURN result;
END
$$;
COMMENT ON FUNCTION disclosure.previous_of(text, integer, text) IS
'the year before of a unit that took over from others or gave part of its business away, or why it cannot be told';

/*
 * The sum of the reports below a report of scope level or consolidated.  The
 * sum of a level leaves out the units of lower governments.  If a unit owes a
 * report but has not filed it, or filed one that is not in the sum, the sum
 * is unknown.  A government with units
 * below it owes a report of its area rather than one of its own.
 */
CREATE OR REPLACE FUNCTION disclosure.children_as(unit_id text, year integer, scope text,
	other_unit text, other_scope text, other_figures disclosure.figures)
RETURNS disclosure.neighbour
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	result disclosure.neighbour;
	below bigint;
	present bigint;
	hidden boolean;
BEGIN
	WITH best AS MATERIALIZED (
		SELECT m.unit_id, m.depth, CASE WHEN m.depth = 0 THEN 'own' ELSE m.scope END AS scope, m.left_out,
			(SELECT coalesce(n.kind, u.kind) FROM disclosure.unit u
				LEFT JOIN disclosure.unit_name n ON n.unit_id = u.unit_id AND disclosure.in_years(children_as.year, n.from_year, n.to_year)
				WHERE u.unit_id = m.unit_id) AS kind
		FROM disclosure.members(children_as.year, children_as.unit_id, 'best') m
	), led AS (
		/* units that a report of an area covers, or that a lower government leads */
		SELECT c.unit_id, bool_or(b.scope = 'consolidated') AS by_area,
			bool_or(b.kind IN ('government', 'township')) AS by_government
		FROM best b
		JOIN disclosure.unit_closure c ON c.ancestor_id = b.unit_id AND c.counted
			AND children_as.year BETWEEN c.from_year AND c.to_year
		WHERE b.depth > 0 AND (c.depth > 0 OR b.kind IN ('government', 'township'))
			AND (b.scope = 'consolidated' OR b.kind IN ('government', 'township'))
		GROUP BY c.unit_id
	), member AS (
		SELECT b.unit_id, b.depth, b.scope, u.name, r.figures,
			r.figures IS NULL AND NOT coalesce(l.by_area, false)
				AND (b.left_out OR NOT (b.kind = 'government' AND EXISTS (SELECT FROM disclosure.unit_parent e
					WHERE e.parent_id = b.unit_id AND e.counted
						AND disclosure.in_years(children_as.year, e.from_year, e.to_year)))
					AND disclosure.owes_report(b.unit_id, b.kind, children_as.year)) AS missing,
			/* A report that may be hidden counts, whether it is owed or not. */
			row_security_active('disclosure.report') AND NOT EXISTS (SELECT FROM disclosure.report v
					WHERE v.unit_id = b.unit_id AND v.year = children_as.year AND v.scope IN ('own', 'consolidated'))
				AND (disclosure.report_exists(b.unit_id, children_as.year, 'own')
					OR disclosure.report_exists(b.unit_id, children_as.year, 'consolidated')) IS NOT FALSE AS hidden
		FROM best b
		JOIN disclosure.unit u ON u.unit_id = b.unit_id
		LEFT JOIN led l ON l.unit_id = b.unit_id
		LEFT JOIN LATERAL (
			SELECT q.figures FROM disclosure.report q
			WHERE q.unit_id = b.unit_id AND q.year = children_as.year AND q.scope = b.scope AND disclosure.is_reported(q.origin, q.status)
				AND (q.unit_id, q.scope) IS DISTINCT FROM (other_unit, other_scope)
			UNION ALL
			SELECT other_figures WHERE (b.unit_id, b.scope) = (other_unit, other_scope)) r ON true
		WHERE children_as.scope = 'consolidated' OR NOT coalesce(l.by_government, false)
	)
	SELECT disclosure.sum(m.figures), disclosure.sum(disclosure.blanks(m.figures)),
		count(*) FILTER (WHERE m.depth > 0), count(m.figures) FILTER (WHERE m.depth > 0),
		disclosure.some_names(array_agg(m.name ORDER BY m.depth, m.unit_id) FILTER (WHERE m.depth > 0 AND (m.missing OR m.hidden))),
		bool_or(m.depth > 0 AND m.hidden)
		INTO result.figures, result.holes, below, present, result.missing, hidden
	FROM member m;
	IF below = 0 THEN
		/* Without units below there is nothing to compare with. */
		RETURN NULL;
	ELSIF hidden THEN
		result.why := 'not_visible';
	ELSIF result.missing IS NOT NULL THEN
		result.why := 'missing';
	ELSIF present = 0 THEN
		result.why := 'no_children';
	END IF;
	RETURN result;
END
$$;
COMMENT ON FUNCTION disclosure.children_as(text, integer, text, text, text, disclosure.figures) IS
'children_of(), as though one unit had reported other figures, or if these are NULL none';

CREATE OR REPLACE FUNCTION disclosure.children_of(unit_id text, year integer, scope text)
RETURNS disclosure.neighbour
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT disclosure.children_as(unit_id, year, scope, NULL, NULL, NULL) $$;
COMMENT ON FUNCTION disclosure.children_of(text, integer, text) IS
'the sum of the reports below one of scope level or consolidated, or why there is none; NULL if the register holds no units below';
