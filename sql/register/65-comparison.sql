/* A report beside last year's, and beside an earlier version of itself: what a reviewer looks at. */

CREATE OR REPLACE FUNCTION disclosure.year_comparison(unit_id text, year integer, scope text DEFAULT 'own')
RETURNS SETOF disclosure.year_difference
LANGUAGE plpgsql STABLE ROWS 200
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	figures disclosure.figures;
	last disclosure.neighbour;
	reason text;
BEGIN
	PERFORM disclosure.require_report(year_comparison.unit_id, year_comparison.year, year_comparison.scope);
	figures := (SELECT r.figures FROM disclosure.report r
		WHERE r.unit_id = year_comparison.unit_id AND r.year = year_comparison.year AND r.scope = year_comparison.scope);
	last := disclosure.last_year_of(year_comparison.unit_id, year_comparison.year, year_comparison.scope);
	reason := CASE last.why WHEN 'not_visible' THEN '无权查看上年的报告' WHEN 'split' THEN '单位有分立，上年数无法推算'
		WHEN 'missing' THEN format('缺少%s上年的报告', last.missing) ELSE CASE WHEN last.figures IS NULL THEN '没有上年的报告' END END;
	RETURN QUERY
	SELECT c.path, c.section, concat_ws('，', c.row_label, c.column_label), c.after, c.before,
		CASE WHEN n.note IS NULL THEN c.after - c.before END,
		CASE WHEN n.note IS NULL AND c.before > 0 THEN round((c.after - c.before) / c.before, 6) END,
		n.note
	FROM (
		SELECT l.path, l.section, l.row_label, l.column_label, NULL::numeric AS before, l.value AS after, l."position"::bigint AS no
		FROM disclosure.labelled_cells(figures) l WHERE reason IS NOT NULL
		UNION ALL
		SELECT d.path, d.section, d.row_label, d.column_label, d.before, d.after, d.no
		FROM (SELECT WHERE reason IS NULL) y
		CROSS JOIN LATERAL disclosure.compare(last.figures, figures)
			WITH ORDINALITY d(path, section, row_label, column_label, before, after, change, rate, no)) c
	LEFT JOIN disclosure.cells(figures) t ON t.path = c.path
	LEFT JOIN disclosure.cells(last.figures) l ON l.path = c.path
	CROSS JOIN LATERAL (SELECT CASE WHEN reason IS NOT NULL THEN reason
		WHEN l.path IS NULL THEN '上年没有这一格' WHEN t.path IS NULL THEN '本年没有这一格'
		WHEN (last.holes)[c.path] > 0 THEN format('上年有 %s 个单位空白', (last.holes)[c.path])
		WHEN c.before IS NULL AND c.after IS NULL THEN '两年都空白' WHEN c.before IS NULL THEN '上年空白' WHEN c.after IS NULL THEN '本年空白' END AS note) n
	ORDER BY c.no;
END
$$;
COMMENT ON FUNCTION disclosure.year_comparison(text, integer, text) IS
'the cells of a report beside those of the year before, or of its predecessors, and why some cannot be compared';

CREATE OR REPLACE FUNCTION disclosure.text_comparison(unit_id text, year integer, scope text DEFAULT 'own')
RETURNS SETOF disclosure.year_text_change
LANGUAGE plpgsql STABLE ROWS 50
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.require_report(text_comparison.unit_id, text_comparison.year, text_comparison.scope);
	RETURN QUERY
	SELECT s.section, coalesce(t.sections #>> ARRAY[s.section, 'title'], l.sections #>> ARRAY[s.section, 'title']),
		c.change, c.change_label, c.before_no, c.after_no, c.before, c.after, c.similarity
	FROM (SELECT) one
	LEFT JOIN disclosure.report_text t ON t.unit_id = text_comparison.unit_id AND t.year = text_comparison.year AND t.scope = text_comparison.scope
	LEFT JOIN disclosure.report_text l ON l.unit_id = text_comparison.unit_id AND l.year = text_comparison.year - 1 AND l.scope = text_comparison.scope
	/* what is in the tables year_comparison() compares */
	CROSS JOIN unnest('{一,五,六}'::text[]) WITH ORDINALITY s(section, no)
	CROSS JOIN LATERAL disclosure.compare_text(l.sections #>> ARRAY[s.section, 'text'], t.sections #>> ARRAY[s.section, 'text'])
		WITH ORDINALITY c(change, change_label, before_no, after_no, before, after, similarity, no)
	ORDER BY s.no, c.no;
END
$$;
COMMENT ON FUNCTION disclosure.text_comparison(text, integer, text) IS
'the paragraphs of sections one, five and six of a report beside those of the year before';

/* As the generated column of report_text has it. */
CREATE OR REPLACE FUNCTION disclosure.problems_key(sections jsonb)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT md5(substring(regexp_replace(sections #>> '{五,text}', '[[:space:][:digit:]０-９]', '', 'g') COLLATE "C" FROM '^.{10,}$'))
$$;
COMMENT ON FUNCTION disclosure.problems_key(jsonb) IS 'what section five says, white space and numbers aside, as report_text.problems_key has it';

/*
 * What view finding would say of a version of a report: its figures, words and
 * page as they were, beside the rules, neighbours and ledger of now.
 */
CREATE OR REPLACE FUNCTION disclosure.findings_of_version(unit_id text, year integer, scope text, version integer)
RETURNS SETOF disclosure.check_result
LANGUAGE plpgsql STABLE ROWS 20
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	v disclosure.report_version;
	last disclosure.neighbour;
	children disclosure.neighbour;
	kind text;
	said jsonb;
	noted jsonb;
	texts disclosure.narrative_value[];
	has_text boolean;
BEGIN
	SELECT r.* INTO v FROM disclosure.report_version r
	WHERE r.unit_id = findings_of_version.unit_id AND r.year = findings_of_version.year AND r.scope = findings_of_version.scope
		AND r.version = findings_of_version.version;
	IF v.unit_id IS NULL THEN
		PERFORM disclosure.raise_error('no_data_found'::text,
			format('单位 %s 的 %s 年度报告没有第 %s 版', findings_of_version.unit_id, findings_of_version.year, findings_of_version.version),
			'各版见表 report_version。'::text, NULL::text, NULL::regclass);
	END IF;
	last := disclosure.last_year_of(v.unit_id, v.year, v.scope);
	IF last.figures IS NULL AND last.why IS NULL AND NOT EXISTS (SELECT FROM disclosure.unit_successor g
			WHERE v.unit_id IN (g.successor_id, g.unit_id) AND g.year = v.year)
		AND NOT EXISTS (SELECT FROM disclosure.reporter f WHERE f.unit_id = v.unit_id AND f.from_year = v.year) THEN
		last.why := 'no_previous';
	END IF;
	kind := disclosure.kind_in_year(v.unit_id, v.year);
	IF v.scope <> 'own' THEN
		children := disclosure.children_of(v.unit_id, v.year, v.scope);
	END IF;
	SELECT t.words -> 'sections', t.words IS NOT NULL, t.notes INTO said, has_text, noted FROM disclosure.version_text t
	WHERE t.unit_id = v.unit_id AND t.year = v.year AND t.scope = v.scope AND t.version = v.version;
	texts := (SELECT array_agg(n ORDER BY n.no) FROM (
		SELECT ROW(n.indicator, n.value, n.unit, n.approximate, n.cumulative, n.scope, n.evidence, n."position", n.year, n.low, n.high, n.base,
			n.section)::disclosure.narrative_value AS n, n.no
		FROM disclosure.narrative(said) WITH ORDINALITY n(indicator, value, unit, approximate, cumulative, scope, evidence, "position", year,
			low, high, base, section, no)) n(n, no));
	IF EXISTS (SELECT FROM disclosure.report_text q WHERE q.unit_id = v.unit_id AND q.year = v.year - 1 AND q.scope = v.scope
			AND q.problems_key = disclosure.problems_key(said)) THEN
		texts := texts || ROW('problems_repeated', 1, NULL, false, false, NULL, NULL, 1, NULL, 1, 1, NULL, '五')::disclosure.narrative_value;
	END IF;
	RETURN QUERY SELECT * FROM disclosure.check_report(v.figures, v.year, disclosure.rules_in_use(), last.figures, last.holes, last.why, last.missing,
		children.figures, children.holes, children.why, children.missing, kind);
	IF has_text THEN
		RETURN QUERY SELECT * FROM disclosure.check_narrative(v.figures, v.year, texts, v.scope, disclosure.rules_in_use(), disclosure.rules_replaced(),
			last.figures, last.holes, nullif(last.why, 'no_previous'), last.missing, kind);
	END IF;
	RETURN QUERY SELECT * FROM disclosure.page_findings(noted, v.figures);
	IF v.origin = 'filed' AND texts IS NULL THEN
		RETURN QUERY SELECT * FROM disclosure.no_text_finding(coalesce(disclosure.setting_value('text_required') = 1, false));
	END IF;
	IF v.origin = 'filed' AND v.scope = 'own' AND EXISTS (SELECT FROM disclosure.ledger l
			WHERE l.unit_id = v.unit_id AND disclosure.in_years(v.year, l.from_year, l.to_year)) THEN
		RETURN QUERY SELECT * FROM disclosure.ledger_finding(v.unit_id, v.year, v.figures);
		RETURN QUERY SELECT * FROM disclosure.ledger_text_finding(v.unit_id, v.year);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.findings_of_version(text, integer, text, integer) IS
'findings on a report as it was in a version, by the rules and beside the neighbours of now';

CREATE OR REPLACE FUNCTION disclosure.finding_changes(unit_id text, year integer, scope text DEFAULT 'own', since_version integer DEFAULT NULL)
RETURNS SETOF disclosure.finding_change
LANGUAGE plpgsql STABLE ROWS 20
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	present integer;
	since integer;
BEGIN
	PERFORM disclosure.require_report(finding_changes.unit_id, finding_changes.year, finding_changes.scope);
	present := (SELECT r.version FROM disclosure.report r
		WHERE r.unit_id = finding_changes.unit_id AND r.year = finding_changes.year AND r.scope = finding_changes.scope);
	since := coalesce(since_version, (
		SELECT max(v.version) FROM (
			SELECT v.version, v.status, lag(v.status) OVER (ORDER BY v.version) AS status_before FROM disclosure.report_version v
			WHERE v.unit_id = finding_changes.unit_id AND v.year = finding_changes.year AND v.scope = finding_changes.scope) v
		WHERE v.version < present AND v.status IN ('submitted', 'returned') AND v.status IS DISTINCT FROM v.status_before), 1);
	RETURN QUERY
	WITH old AS (
		/* a rule finds one thing, but for blanks, which are told by table, and what was not read from a page */
		SELECT f.*, split_part(f.cells[1], '.', 1) AS place,
			row_number() OVER (PARTITION BY f.rule, split_part(f.cells[1], '.', 1) ORDER BY f.cells, f.message) AS no
		FROM disclosure.findings_of_version(finding_changes.unit_id, finding_changes.year, finding_changes.scope, since) f
	), new AS (
		SELECT f.*, split_part(f.cells[1], '.', 1) AS place,
			row_number() OVER (PARTITION BY f.rule, split_part(f.cells[1], '.', 1) ORDER BY f.cells, f.message) AS no
		FROM disclosure.finding f
		WHERE f.unit_id = finding_changes.unit_id AND f.year = finding_changes.year AND f.scope = finding_changes.scope
	)
	SELECT s.state, CASE s.state WHEN 'new' THEN '新出现' WHEN 'still' THEN '仍在' ELSE '已解决' END,
		coalesce(n.rule, o.rule), coalesce(n.severity, o.severity), coalesce(n.severity_label, o.severity_label),
		coalesce(n.result_label, o.result_label), n.message, o.message, coalesce(n.cells, o.cells),
		CASE s.state WHEN 'still' THEN n.fingerprint IS DISTINCT FROM o.fingerprint END, n.explained, coalesce(n.advice, o.advice)
	FROM old o
	FULL JOIN new n ON n.rule = o.rule AND coalesce(n.place, '') = coalesce(o.place, '') AND n.no = o.no
	CROSS JOIN LATERAL (SELECT CASE WHEN o.rule IS NULL THEN 'new' WHEN n.rule IS NULL THEN 'solved' ELSE 'still' END AS state) s
	ORDER BY array_position('{new,still,solved}', s.state), array_position('{error,warning,info}', coalesce(n.severity, o.severity)),
		coalesce(n.rule, o.rule) COLLATE "C", coalesce(n.place, o.place) COLLATE "C", coalesce(n.no, o.no);
END
$$;
COMMENT ON FUNCTION disclosure.finding_changes(text, integer, text, integer) IS
'findings on a report that are new, still there or solved since a version, or since it was last submitted or returned';
