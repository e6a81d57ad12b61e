/*
 * Who owes a report for a year: in the years that table reporter gives; a unit
 * without such a line in all but those it is exempt in, unless it is an
 * enterprise (条例第五十五条).
 */
CREATE OR REPLACE FUNCTION disclosure.owes_report(unit_id text, kind text, year integer)
RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT CASE WHEN bool_and(p.exempt) IS NOT FALSE THEN owes_report.kind <> 'enterprise'
			AND bool_or(owes_report.year BETWEEN p.from_year AND coalesce(p.to_year, 9999)) IS NOT TRUE
		ELSE bool_or(NOT p.exempt AND owes_report.year BETWEEN p.from_year AND coalesce(p.to_year, 9999)) END
	FROM disclosure.reporter p
	WHERE p.unit_id = owes_report.unit_id
$$;
COMMENT ON FUNCTION disclosure.owes_report(text, text, integer) IS 'does a unit of some kind owe a report for a year?';

/* For those who see only some reports: is there one? Not what is in it. */
CREATE OR REPLACE FUNCTION disclosure.report_exists(unit_id text, year integer, scope text)
RETURNS boolean
LANGUAGE sql STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT EXISTS (SELECT FROM disclosure.report r
		WHERE r.unit_id = report_exists.unit_id AND r.year = report_exists.year AND r.scope = report_exists.scope)
$$;
COMMENT ON FUNCTION disclosure.report_exists(text, integer, text) IS 'is there a report, whoever may see it?';
REVOKE ALL ON FUNCTION disclosure.report_exists(text, integer, text) FROM PUBLIC;

/* A few names, and how many more. */
CREATE OR REPLACE FUNCTION disclosure.some_names(names text[])
RETURNS text
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT array_to_string(names[:5], '、') || CASE WHEN cardinality(names) > 5
		THEN format('等%s个单位', cardinality(names)) ELSE '' END
$$;
COMMENT ON FUNCTION disclosure.some_names(text[]) IS 'the first five names of a list, and their number if there are more';

/* Who took over from whom: the figures of the year before of all predecessors, the unit itself among them if it was there. */
CREATE OR REPLACE VIEW disclosure.predecessor WITH (security_invoker = true) AS
SELECT s.successor_id AS unit_id, s.year, k.scope,
	disclosure.sum(q.figures) AS figures,
	disclosure.sum(disclosure.blanks(q.figures)) AS holes,
	CASE WHEN bool_or(s.partly) THEN 'split'
		WHEN count(*) > count(q.figures) AND bool_or(q.figures IS NULL AND row_security_active('disclosure.report')
			AND disclosure.report_exists(s.unit_id, s.year - 1, k.scope)) THEN 'not_visible'
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

/*
 * The year before of a unit that took over from others, or gave part of its
 * business away: then nobody knows what it kept.
 */
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
		WHERE g.unit_id = previous_of.unit_id AND g.year = previous_of.year AND g.partly) THEN
		result.why := 'split';
	ELSIF result.why IS NOT NULL THEN
		NULL;
	ELSIF own IS NOT NULL THEN
		result.holes := result.holes OPERATOR(disclosure.+) disclosure.blanks(own);
		result.figures := result.figures OPERATOR(disclosure.+) own;
	ELSIF row_security_active('disclosure.report')
		AND disclosure.report_exists(previous_of.unit_id, previous_of.year - 1, previous_of.scope) THEN
		/* the sum would lack its own */
		result.why := 'not_visible';
	END IF;
	RETURN result;
END
$$;
COMMENT ON FUNCTION disclosure.previous_of(text, integer, text) IS
'the year before of a unit that took over from others or gave part of its business away, or why it cannot be told';

/*
 * The units in a total, 汇总名录, and what stands for each: its own report, or
 * with basis 'best' its consolidated one where none of the units below it has
 * a report; never both.
 */
CREATE OR REPLACE FUNCTION disclosure.members(year integer, root text, basis text DEFAULT 'units')
RETURNS SETOF disclosure.member
LANGUAGE plpgsql STABLE ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
	IF members.basis NOT IN ('units', 'best') THEN
		RAISE EXCEPTION 'there is no basis "%"', members.basis
			USING ERRCODE = 'invalid_parameter_value', HINT = 'It is units or best.';
	END IF;
	RETURN QUERY
	SELECT c.unit_id, c.depth, CASE WHEN members.basis = 'best' AND EXISTS (
			SELECT FROM disclosure.report r
			WHERE r.unit_id = c.unit_id AND r.year = members.year AND r.scope = 'consolidated'
				AND (r.origin = 'recorded' OR r.status NOT IN ('draft', 'returned'))) AND NOT EXISTS (
			SELECT FROM disclosure.unit_closure b
			JOIN disclosure.report r ON r.unit_id = b.unit_id AND r.year = members.year AND r.scope IN ('own', 'consolidated')
				AND (r.origin = 'recorded' OR r.status NOT IN ('draft', 'returned'))
			WHERE b.ancestor_id = c.unit_id AND b.depth > 0 AND b.counted AND members.year BETWEEN b.from_year AND b.to_year)
		THEN 'consolidated' ELSE 'own' END
	FROM disclosure.unit_closure c
	WHERE c.ancestor_id = members.root AND c.counted AND members.year BETWEEN c.from_year AND c.to_year;
END
$$;
COMMENT ON FUNCTION disclosure.members(integer, text, text) IS
'the units in the total of a unit for a year, the unit itself among them, with the scope of the report that counts for each';

/*
 * The sum below a report of a level or an area.  In a level's total the units
 * of lower governments are not counted.  A unit that owes a report but has
 * none yet makes the sum unknown; a government with units below it owes a
 * report of its area, not one of its own.
 */
CREATE OR REPLACE FUNCTION disclosure.children_of(unit_id text, year integer, scope text)
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
		SELECT m.unit_id, m.depth, CASE WHEN m.depth = 0 THEN 'own' ELSE m.scope END AS scope
		FROM disclosure.members(children_of.year, children_of.unit_id, 'best') m
	), led AS (
		/* units below another one in the total: of an area reported as a whole, of a lower government */
		SELECT c.unit_id, bool_or(b.scope = 'consolidated') AS by_area,
			bool_or(g.kind IN ('government', 'township')) AS by_government
		FROM best b
		JOIN disclosure.unit g ON g.unit_id = b.unit_id
		JOIN disclosure.unit_closure c ON c.ancestor_id = b.unit_id AND c.counted
			AND children_of.year BETWEEN c.from_year AND c.to_year
		WHERE b.depth > 0 AND (c.depth > 0 OR g.kind IN ('government', 'township'))
			AND (b.scope = 'consolidated' OR g.kind IN ('government', 'township'))
		GROUP BY c.unit_id
	), member AS (
		SELECT b.unit_id, b.depth, b.scope, u.name, r.figures,
			r.figures IS NULL AND NOT coalesce(l.by_area, false)
				AND NOT (u.kind = 'government' AND EXISTS (SELECT FROM disclosure.unit_parent e
					WHERE e.parent_id = b.unit_id AND e.counted
						AND children_of.year BETWEEN e.from_year AND coalesce(e.to_year, 9999)))
				AND disclosure.owes_report(b.unit_id, u.kind, children_of.year) AS missing,
			/* whether it owes one or not, and whatever would stand for it: one that is there would count */
			row_security_active('disclosure.report') AND NOT EXISTS (SELECT FROM disclosure.report v
					WHERE v.unit_id = b.unit_id AND v.year = children_of.year AND v.scope IN ('own', 'consolidated'))
				AND (disclosure.report_exists(b.unit_id, children_of.year, 'own')
					OR disclosure.report_exists(b.unit_id, children_of.year, 'consolidated')) AS hidden
		FROM best b
		JOIN disclosure.unit u ON u.unit_id = b.unit_id
		LEFT JOIN led l ON l.unit_id = b.unit_id
		LEFT JOIN disclosure.report r ON r.unit_id = b.unit_id AND r.year = children_of.year AND r.scope = b.scope
			AND (r.origin = 'recorded' OR r.status NOT IN ('draft', 'returned'))
		WHERE children_of.scope = 'consolidated' OR NOT coalesce(l.by_government, false)
	)
	SELECT disclosure.sum(m.figures), disclosure.sum(disclosure.blanks(m.figures)),
		count(*) FILTER (WHERE m.depth > 0), count(m.figures) FILTER (WHERE m.depth > 0),
		disclosure.some_names(array_agg(m.name ORDER BY m.depth, m.unit_id) FILTER (WHERE m.depth > 0 AND (m.missing OR m.hidden))),
		bool_or(m.depth > 0 AND m.hidden)
		INTO result.figures, result.holes, below, present, result.missing, hidden
	FROM member m;
	IF below = 0 THEN
		/* the register holds no units below it: there is nothing to compare */
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
COMMENT ON FUNCTION disclosure.children_of(text, integer, text) IS
'the sum of the reports below one of scope level or consolidated, or why there is none; NULL where the register holds no units below';

/* The findings on the text of one report, which few reports of long ago have: apart, so that those without do not wait for it. */
CREATE OR REPLACE FUNCTION disclosure.text_findings(unit_id text, year integer, scope text)
RETURNS SETOF disclosure.check_result
LANGUAGE plpgsql STABLE COST 2000 ROWS 3
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	previous disclosure.neighbour;
	own disclosure.figures := (SELECT r.figures FROM disclosure.report r
		WHERE r.unit_id = text_findings.unit_id AND r.year = text_findings.year AND r.scope = text_findings.scope);
BEGIN
	IF EXISTS (SELECT FROM disclosure.unit_successor g
		WHERE text_findings.unit_id IN (g.successor_id, g.unit_id) AND g.year = text_findings.year) THEN
		previous := disclosure.previous_of(text_findings.unit_id, text_findings.year, text_findings.scope);
	ELSE
		previous.figures := (SELECT r.figures FROM disclosure.report r
			WHERE r.unit_id = text_findings.unit_id AND r.year = text_findings.year - 1 AND r.scope = text_findings.scope);
		IF previous.figures IS NULL AND row_security_active('disclosure.report')
			AND disclosure.report_exists(text_findings.unit_id, text_findings.year - 1, text_findings.scope) THEN
			previous.why := 'not_visible';
		END IF;
	END IF;
	RETURN QUERY SELECT * FROM disclosure.check_narrative(own, text_findings.year,
		disclosure.texts_of(text_findings.unit_id, text_findings.year, text_findings.scope), text_findings.scope,
		disclosure.rules_in_use(), disclosure.rules_replaced(),
		previous.figures, previous.holes, previous.why, previous.missing);
END
$$;
COMMENT ON FUNCTION disclosure.text_findings(text, integer, text) IS
'findings on the text of a report, beside its figures and those of the year before';

CREATE OR REPLACE VIEW disclosure.finding WITH (security_invoker = true) AS
SELECT c.unit_id, c.year, c.scope, c.rule, c.severity, c.result, c.why, c.cells, c.expected, c.actual,
	c.difference, c.message, c.advice, c.caused_by,
	c.result = 'fail' AND EXISTS (SELECT FROM disclosure.explanation e
		WHERE e.unit_id = c.unit_id AND e.year = c.year AND e.scope = c.scope
			AND e.rule = c.rule AND e.fingerprint = c.fingerprint) AS explained,
	c.severity_label, c.result_label, c.fingerprint
FROM (
	SELECT r.unit_id, r.year, r.scope, c.rule, c.severity, c.result, c.why, c.cells, c.expected, c.actual, c.difference, c.message, c.advice, c.caused_by,
		c.severity_label, c.result_label, c.fingerprint
	FROM disclosure.report r
	LEFT JOIN disclosure.report p ON p.unit_id = r.unit_id AND p.year = r.year - 1 AND p.scope = r.scope
	LEFT JOIN (
		SELECT g.successor_id AS unit_id, g.year FROM disclosure.unit_successor g
		UNION
		SELECT g.unit_id, g.year FROM disclosure.unit_successor g WHERE g.partly) s ON s.unit_id = r.unit_id AND s.year = r.year
	/* functions only where there is something to add up: nearly all reports have but one of the year before, and none below */
	CROSS JOIN LATERAL (
		SELECT CASE WHEN s.unit_id IS NOT NULL THEN disclosure.previous_of(r.unit_id, r.year, r.scope) END AS previous,
			CASE WHEN r.scope <> 'own' THEN disclosure.children_of(r.unit_id, r.year, r.scope) END AS children
		OFFSET 0) n
	CROSS JOIN LATERAL disclosure.check_report(r.figures, r.year, (SELECT disclosure.rules_in_use()),
		CASE WHEN s.unit_id IS NOT NULL THEN (n.previous).figures ELSE p.figures END,
		(n.previous).holes,
		CASE WHEN s.unit_id IS NOT NULL THEN (n.previous).why
			WHEN p.figures IS NOT NULL THEN NULL
			WHEN row_security_active('disclosure.report') AND disclosure.report_exists(r.unit_id, r.year - 1, r.scope)
				THEN 'not_visible'
			WHEN NOT EXISTS (SELECT FROM disclosure.reporter f WHERE f.unit_id = r.unit_id AND f.from_year = r.year)
				THEN 'no_previous' END,
		(n.previous).missing,
		(n.children).figures, (n.children).holes, (n.children).why, (n.children).missing) c
	UNION ALL
	SELECT t.unit_id, t.year, t.scope, c.rule, c.severity, c.result, c.why, c.cells, c.expected, c.actual, c.difference, c.message, c.advice, c.caused_by,
		c.severity_label, c.result_label, c.fingerprint
	FROM disclosure.report_text t
	CROSS JOIN LATERAL disclosure.text_findings(t.unit_id, t.year, t.scope) c) c;
COMMENT ON VIEW disclosure.finding IS '核对结果：随时按现有数字计算，包括与上年、与所属单位、与文字的核对';
COMMENT ON COLUMN disclosure.finding.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.finding.year IS '报告年度';
COMMENT ON COLUMN disclosure.finding.scope IS '范围';
COMMENT ON COLUMN disclosure.finding.rule IS '规则代码';
COMMENT ON COLUMN disclosure.finding.severity IS '级别：error、warning、info';
COMMENT ON COLUMN disclosure.finding.result IS 'fail 不符，unknown 无法核对';
COMMENT ON COLUMN disclosure.finding.why IS '无法核对的原因';
COMMENT ON COLUMN disclosure.finding.cells IS '涉及的单元格';
COMMENT ON COLUMN disclosure.finding.expected IS '规则左边';
COMMENT ON COLUMN disclosure.finding.actual IS '规则右边';
COMMENT ON COLUMN disclosure.finding.difference IS '右边减左边';
COMMENT ON COLUMN disclosure.finding.message IS '说明';
COMMENT ON COLUMN disclosure.finding.advice IS '怎么办';
COMMENT ON COLUMN disclosure.finding.caused_by IS '与哪一条同因';
COMMENT ON COLUMN disclosure.finding.explained IS '是否已有说明';
COMMENT ON COLUMN disclosure.finding.severity_label IS '级别：强制性、核实性、提示性';
COMMENT ON COLUMN disclosure.finding.result_label IS '结果：不符、无法核对';
COMMENT ON COLUMN disclosure.finding.fingerprint IS '涉及的数字的指纹，说明以此为准';
