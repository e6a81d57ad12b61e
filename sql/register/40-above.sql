/*
 * Reports above: a report of a level or an area was checked beside the reports
 * below it when it was last written.  Whoever changes one of these later, or
 * adds one, is told which report above no longer agrees with it, before he
 * submits and as long as it stands so.  He is told his own numbers only: those
 * above are for who may see them, in the findings on that report.
 */
CREATE OR REPLACE FUNCTION disclosure.areas_checked()
RETURNS timestamptz[]
LANGUAGE plpgsql STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	checked record;
	result timestamptz[];
BEGIN
	FOR checked IN SELECT r.year, min(r.changed_at) AS since FROM disclosure.report r
		WHERE r.scope <> 'own' AND r.origin = 'filed' AND NOT disclosure.is_open(r.status)
		GROUP BY r.year
	LOOP
		result[checked.year] := checked.since;
	END LOOP;
	RETURN result;
END
$$;
COMMENT ON FUNCTION disclosure.areas_checked() IS
'since when there are submitted reports of levels or areas, by year, which is the subscript: what was not changed after that is as it was checked beside them';
REVOKE ALL ON FUNCTION disclosure.areas_checked() FROM PUBLIC;

/* The rules of a report over the units below, as though one report below had some figures, or if these are NULL were not there. */
CREATE OR REPLACE FUNCTION disclosure.children_findings(above disclosure.report, below disclosure.report, figures disclosure.figures)
RETURNS SETOF disclosure.check_result
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RETURN QUERY
	SELECT c.* FROM disclosure.children_as(above.unit_id, above.year, above.scope, below.unit_id, below.scope, children_findings.figures) k
	CROSS JOIN LATERAL disclosure.check_report(above.figures, above.year, disclosure.rules_in_use(), NULL, NULL, 'missing', NULL,
		k.figures, k.holes, k.why, k.missing, disclosure.kind_in_year(above.unit_id, above.year)) c
	WHERE c.result = 'fail' AND c.severity <> 'info' AND EXISTS (SELECT FROM unnest(c.cells) p WHERE p LIKE 'children.%');
END
$$;
COMMENT ON FUNCTION disclosure.children_findings(disclosure.report, disclosure.report, disclosure.figures) IS
'errors and warnings of a report over the units below, as though one of these had reported other figures';
REVOKE ALL ON FUNCTION disclosure.children_findings(disclosure.report, disclosure.report, disclosure.figures) FROM PUBLIC;

/* Runs as the owner: who fills in a report below may not see the one above. */
CREATE OR REPLACE FUNCTION disclosure.above_findings(unit_id text, year integer, scope text)
RETURNS SETOF disclosure.check_result
LANGUAGE plpgsql STABLE COST 5000 ROWS 1
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	below disclosure.report;
	above disclosure.report;
	before disclosure.report_version;
	rules text[];
	found disclosure.check_result;
BEGIN
	IF NOT disclosure.caller_sees(above_findings.unit_id, above_findings.year) THEN
		RETURN;
	END IF;
	SELECT r.* INTO below FROM disclosure.report r
	WHERE r.unit_id = above_findings.unit_id AND r.year = above_findings.year AND r.scope = above_findings.scope;
	FOR above IN
		SELECT a.* FROM disclosure.unit_closure c
		JOIN disclosure.report a ON a.unit_id = c.ancestor_id AND a.year = below.year AND a.scope <> 'own'
			AND a.origin = 'filed' AND NOT disclosure.is_open(a.status) AND a.changed_at < below.changed_at
		WHERE c.unit_id = below.unit_id AND c.counted AND below.year BETWEEN c.from_year AND c.to_year
			AND (c.depth > 0 OR a.scope <> below.scope)
		ORDER BY c.depth, a.unit_id COLLATE "C", a.scope
	LOOP
		before := NULL;
		SELECT v.* INTO before FROM disclosure.report_version v
		WHERE v.unit_id = below.unit_id AND v.year = below.year AND v.scope = below.scope AND v.changed_at <= above.changed_at
		ORDER BY v.version DESC LIMIT 1;
		IF before.deleted OR NOT disclosure.is_reported(before.origin, before.status) THEN
			before.figures := NULL;
		END IF;
		CONTINUE WHEN NOT disclosure.figures_differ(before.figures, below.figures);
		/* the rules that this report has moved, and that do not hold */
		rules := ARRAY(SELECT n.rule FROM disclosure.children_findings(above, below, below.figures) n
			LEFT JOIN disclosure.children_findings(above, below, before.figures) b ON b.rule = n.rule
			WHERE b.difference IS DISTINCT FROM n.difference ORDER BY n.rule);
		CONTINUE WHEN rules = '{}';
		SELECT array_agg(d.path ORDER BY d.place),
			string_agg(format('“%s”的“%s”由%s改为%s', d.row_label, d.column_label, coalesce(trim_scale(d.before)::text, '空白'),
				coalesce(trim_scale(d.after)::text, '空白')), '，' ORDER BY d.place) FILTER (WHERE d.place <= 3)
				|| CASE WHEN count(*) > 3 THEN format('，等%s格', count(*)) ELSE '' END
			INTO found.cells, found.message
		FROM (SELECT c.*, row_number() OVER () AS place
			FROM disclosure.compare(coalesce(before.figures, below.figures), below.figures) c WHERE c.before IS DISTINCT FROM c.after) d;
		found.rule := 'above.' || above.scope;
		found.severity := 'warning';
		found.result := 'fail';
		found.message := format('%s（%s）%s年的%s报告%s；%s，与所属单位之和不再相符（规则 %s）',
			(SELECT u.name FROM disclosure.unit u WHERE u.unit_id = above.unit_id), above.unit_id, above.year,
			CASE above.scope WHEN 'level' THEN '本级' ELSE '全域汇总' END, disclosure.status_label(above.status),
			CASE WHEN before.figures IS NULL THEN '算入这份后来才报送的报告' ELSE '这份报告后来改了：' || found.message || '，上级的报告没有跟着改' END,
			array_to_string(rules[:3], '、') || CASE WHEN cardinality(rules) > 3 THEN format('等%s条', cardinality(rules)) ELSE '' END);
		found.advice := '告知上级单位：退回它的报告，按现在的数更正，再报送；这份报告先改的，写明原因。';
		found.severity_label := '核实性';
		found.result_label := '不符';
		found.fingerprint := encode(sha256(convert_to(jsonb_build_array(above.unit_id, above.scope, above.figures::text, below.figures::text)::text, 'UTF8')), 'hex');
		RETURN NEXT found;
	END LOOP;
END
$$;
COMMENT ON FUNCTION disclosure.above_findings(text, integer, text) IS
'findings on a report that has changed, or come, since a report above it was checked beside it, and with which that one no longer agrees';
REVOKE ALL ON FUNCTION disclosure.above_findings(text, integer, text) FROM PUBLIC;
