/* Findings on reports, computed when they are asked for. */

/* A function of its own, so that the many reports without a text do not pay for it. */
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
			AND disclosure.report_exists(text_findings.unit_id, text_findings.year - 1, text_findings.scope) IS NOT FALSE THEN
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
	/* The functions run only for reports with predecessors or a wider scope; nearly all reports need neither. */
	CROSS JOIN LATERAL (
		SELECT CASE WHEN s.unit_id IS NOT NULL THEN disclosure.previous_of(r.unit_id, r.year, r.scope) END AS previous,
			CASE WHEN r.scope <> 'own' THEN disclosure.children_of(r.unit_id, r.year, r.scope) END AS children
		OFFSET 0) n
	CROSS JOIN LATERAL disclosure.check_report(r.figures, r.year, (SELECT disclosure.rules_in_use()),
		CASE WHEN s.unit_id IS NOT NULL THEN (n.previous).figures ELSE p.figures END,
		(n.previous).holes,
		CASE WHEN s.unit_id IS NOT NULL THEN (n.previous).why
			WHEN p.figures IS NOT NULL THEN NULL
			WHEN row_security_active('disclosure.report') AND disclosure.report_exists(r.unit_id, r.year - 1, r.scope) IS NOT FALSE
				THEN 'not_visible'
			WHEN NOT EXISTS (SELECT FROM disclosure.reporter f WHERE f.unit_id = r.unit_id AND f.from_year = r.year)
				THEN 'no_previous' END,
		(n.previous).missing,
		(n.children).figures, (n.children).holes, (n.children).why, (n.children).missing) c
	UNION ALL
	SELECT t.unit_id, t.year, t.scope, c.rule, c.severity, c.result, c.why, c.cells, c.expected, c.actual, c.difference, c.message, c.advice, c.caused_by,
		c.severity_label, c.result_label, c.fingerprint
	FROM disclosure.report_text t
	CROSS JOIN LATERAL disclosure.text_findings(t.unit_id, t.year, t.scope) c
	UNION ALL
	SELECT r.unit_id, r.year, r.scope, c.rule, c.severity, c.result, c.why, c.cells, c.expected, c.actual, c.difference, c.message, c.advice, c.caused_by,
		c.severity_label, c.result_label, c.fingerprint
	FROM disclosure.ledger l
	JOIN disclosure.report r ON r.unit_id = l.unit_id AND disclosure.in_years(r.year, l.from_year, l.to_year)
		AND r.scope = 'own' AND r.origin = 'filed'
	CROSS JOIN LATERAL (
		SELECT * FROM disclosure.ledger_finding(r.unit_id, r.year, r.figures)
		UNION ALL
		SELECT * FROM disclosure.ledger_text_finding(r.unit_id, r.year)) c) c;
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
