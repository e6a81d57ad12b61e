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

/* In words: a report and how far it is, and the rules that no longer hold between it and others. */
CREATE OR REPLACE FUNCTION disclosure.disagreement(r disclosure.report, cause text, others text, rules text[])
RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RETURN format('%s（%s）%s年的%s报告%s%s，与%s不再相符（规则 %s）',
		(SELECT u.name FROM disclosure.unit u WHERE u.unit_id = r.unit_id), r.unit_id, r.year,
		CASE r.scope WHEN 'level' THEN '本级' WHEN 'consolidated' THEN '全域汇总' END, disclosure.status_label(r.status), '；' || cause, others,
		array_to_string(rules[:3], '、') || CASE WHEN cardinality(rules) > 3 THEN format('等%s条', cardinality(rules)) ELSE '' END);
END
$$;
COMMENT ON FUNCTION disclosure.disagreement(disclosure.report, text, text, text[]) IS
'the sentence that a report no longer agrees with others, because of something that has changed, and by which rules';

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
		found.message := disclosure.disagreement(above, CASE WHEN before.figures IS NULL THEN '算入这份后来才报送的报告'
			ELSE '这份报告后来改了：' || found.message || '，上级的报告没有跟着改' END, '所属单位之和'::text, rules);
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

CREATE OR REPLACE FUNCTION disclosure.broken_rules(r disclosure.report, cells text)
RETURNS text[]
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RETURN ARRAY(SELECT f.rule FROM disclosure.finding f
		WHERE f.unit_id = r.unit_id AND f.year = r.year AND f.scope = r.scope AND f.result = 'fail' AND f.severity <> 'info'
			AND NOT f.explained AND EXISTS (SELECT FROM unnest(f.cells) p WHERE p LIKE broken_rules.cells)
		ORDER BY f.rule);
END
$$;
COMMENT ON FUNCTION disclosure.broken_rules(disclosure.report, text) IS
'the rules that a report breaks, and nobody explained, which have cells like a pattern: previous.%, children.%';

/*
 * Whoever moves units, or changes of what kind they are, is told at once which
 * reports that were submitted no longer agree with those below them.  What was
 * explained before stays explained, as long as its numbers are the same.
 */
CREATE OR REPLACE FUNCTION disclosure.areas_left_behind(units text[], first_years integer[], last_years integer[])
RETURNS SETOF text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	above disclosure.report;
	rules text[];
BEGIN
	FOR above IN
		SELECT a.* FROM disclosure.report a
		WHERE a.scope <> 'own' AND a.origin = 'filed' AND NOT disclosure.is_open(a.status) AND EXISTS (
			SELECT FROM unnest(units, first_years, last_years) m(unit_id, first_year, last_year)
			JOIN disclosure.unit_closure c ON c.unit_id = m.unit_id
			WHERE c.ancestor_id = a.unit_id AND a.year BETWEEN greatest(c.from_year, m.first_year) AND least(c.to_year, m.last_year))
		ORDER BY a.year, a.unit_id COLLATE "C", a.scope
	LOOP
		rules := disclosure.broken_rules(above, 'children.%');
		IF rules <> '{}' THEN
			RETURN NEXT disclosure.disagreement(above, NULL::text, '所属单位之和'::text, rules);
		END IF;
	END LOOP;
END
$$;
COMMENT ON FUNCTION disclosure.areas_left_behind(text[], integer[], integer[]) IS
'submitted reports of levels and areas, of units and of those above them in some years, that do not agree with those below and were not explained';
REVOKE ALL ON FUNCTION disclosure.areas_left_behind(text[], integer[], integer[]) FROM PUBLIC;

CREATE OR REPLACE FUNCTION disclosure.tell_disagreements(changed text, told text[], advice text)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF told <> '{}' THEN
		PERFORM disclosure.raise_notice(format('%s这样改以后，%s%s。%s；改错了的，改回来，还没有提交的 ROLLBACK',
			changed, array_to_string(told[:5], '；'), CASE WHEN cardinality(told) > 5 THEN format('；等%s份报告', cardinality(told)) ELSE '' END, advice), 'warning'::text);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.tell_disagreements(text, text[], text) IS 'warns that some reports do not agree any more, in sentences of disagreement(), after something was changed';

/* Runs as the owner: who manages a unit may not see the reports above it.  He is told no numbers. */
CREATE OR REPLACE FUNCTION disclosure.tell_above()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	lines jsonb[];
	told text[];
BEGIN
	IF TG_OP = 'INSERT' THEN
		lines := ARRAY(SELECT to_jsonb(n) FROM new_lines n);
	ELSIF TG_OP = 'DELETE' THEN
		lines := ARRAY(SELECT to_jsonb(o) FROM old_lines o);
	ELSIF TG_TABLE_NAME = 'unit' THEN
		lines := ARRAY(SELECT to_jsonb(n) FROM new_lines n JOIN old_lines o ON o.unit_id = n.unit_id WHERE n.kind IS DISTINCT FROM o.kind);
	ELSE
		lines := ARRAY(SELECT to_jsonb(n) FROM new_lines n UNION SELECT to_jsonb(o) FROM old_lines o);
	END IF;
	/* what a unit left, or came to, is the total of its parent */
	told := ARRAY(SELECT disclosure.areas_left_behind(array_agg(coalesce(l ->> 'parent_id', l ->> 'unit_id')),
			array_agg(coalesce((l ->> 'from_year')::integer, 0)), array_agg(disclosure.end_year((l ->> 'to_year')::integer)))
		FROM unnest(lines) l);
	PERFORM disclosure.tell_disagreements('隶属关系、单位类别'::text, told, '上级单位按新的范围更正、再报送'::text);
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.tell_above() IS
'trigger after units are moved or become of another kind: tells which submitted reports above do not agree any more';
REVOKE ALL ON FUNCTION disclosure.tell_above() FROM PUBLIC;

/* Last year's numbers of a unit that took over are those of its predecessors; of one that gave away, unknown. */
CREATE OR REPLACE FUNCTION disclosure.tell_successors()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	lines disclosure.unit_successor[];
	r disclosure.report;
	rules text[];
	told text[] := '{}';
BEGIN
	IF TG_OP <> 'DELETE' THEN
		lines := ARRAY(SELECT ROW(n.*)::disclosure.unit_successor FROM new_lines n);
	END IF;
	IF TG_OP <> 'INSERT' THEN
		lines := lines || ARRAY(SELECT ROW(o.*)::disclosure.unit_successor FROM old_lines o);
	END IF;
	FOR r IN
		SELECT p.* FROM disclosure.report p
		WHERE p.origin = 'filed' AND NOT disclosure.is_open(p.status) AND (p.unit_id, p.year) IN (
			SELECT l.successor_id, l.year FROM unnest(lines) l UNION ALL SELECT l.unit_id, l.year FROM unnest(lines) l)
		ORDER BY p.year, p.unit_id COLLATE "C", p.scope
	LOOP
		rules := disclosure.broken_rules(r, 'previous.%');
		IF rules <> '{}' THEN
			told := told || disclosure.disagreement(r, NULL::text, '上年的数'::text, rules);
		END IF;
	END LOOP;
	PERFORM disclosure.tell_disagreements('承接关系'::text, told, '有关单位按上年的数更正、再报送'::text);
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.tell_successors() IS
'trigger after business is handed over: tells which submitted reports do not carry on any more from last year';
REVOKE ALL ON FUNCTION disclosure.tell_successors() FROM PUBLIC;

/* Their names sort behind those that keep unit_closure. */
DO $$
DECLARE
	told record;
BEGIN
	FOR told IN SELECT * FROM (VALUES
		('unit_parent', 'INSERT', 'NEW TABLE AS new_lines'), ('unit_parent', 'UPDATE', 'OLD TABLE AS old_lines NEW TABLE AS new_lines'), ('unit_parent', 'DELETE', 'OLD TABLE AS old_lines'),
		('unit_name', 'INSERT', 'NEW TABLE AS new_lines'), ('unit_name', 'UPDATE', 'OLD TABLE AS old_lines NEW TABLE AS new_lines'), ('unit_name', 'DELETE', 'OLD TABLE AS old_lines'),
		('unit', 'UPDATE', 'OLD TABLE AS old_lines NEW TABLE AS new_lines'),
		('unit_successor', 'INSERT', 'NEW TABLE AS new_lines'), ('unit_successor', 'UPDATE', 'OLD TABLE AS old_lines NEW TABLE AS new_lines'), ('unit_successor', 'DELETE', 'OLD TABLE AS old_lines')) t(held, event, lines) LOOP
		EXECUTE format('CREATE OR REPLACE TRIGGER %I AFTER %s ON disclosure.%I REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION disclosure.%I()',
			told.held || '_tell_' || lower(told.event), told.event, told.held, told.lines,
			CASE told.held WHEN 'unit_successor' THEN 'tell_successors' ELSE 'tell_above' END);
		EXECUTE format('COMMENT ON TRIGGER %I ON disclosure.%I IS %L', told.held || '_tell_' || lower(told.event), told.held, '已报送的报告不再相符的，告诉改的人');
	END LOOP;
END
$$;
