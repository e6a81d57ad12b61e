/* Repairs of a report: its wrong cells, and the change that mends them. */

/* Witnesses: the units below, last year's carried-out requests, and the text of the report. */
CREATE OR REPLACE FUNCTION disclosure.repair_witnesses(unit_id text, year integer, scope text)
RETURNS disclosure.witness[]
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	below disclosure.neighbour;
	carried_in jsonb := disclosure.carried_in(repair_witnesses.unit_id, repair_witnesses.year, repair_witnesses.scope);
	texts disclosure.narrative_value[] := disclosure.texts_of(repair_witnesses.unit_id, repair_witnesses.year, repair_witnesses.scope);
	witnesses disclosure.witness[];
BEGIN
	IF scope <> 'own' THEN
		below := disclosure.children_of(repair_witnesses.unit_id, repair_witnesses.year, repair_witnesses.scope);
		IF below.figures IS NOT NULL AND below.why IS NULL THEN
			witnesses := witnesses || ROW('所属单位合计', below.figures)::disclosure.witness;
		END IF;
	END IF;
	IF carried_in IS NOT NULL THEN
		witnesses := witnesses || ROW('上年报告', jsonb_build_object('form', disclosure.form_of(year),
			'requests', jsonb_build_object('carried_in', carried_in))::disclosure.figures)::disclosure.witness;
	END IF;
	IF texts IS NOT NULL THEN
		witnesses := witnesses || ROW('文字', disclosure.narrative_figures(texts, year, scope))::disclosure.witness;
	END IF;
	RETURN witnesses;
END
$$;
COMMENT ON FUNCTION disclosure.repair_witnesses(text, integer, text) IS
'what others say of the numbers of a report: the sum of the units below, last year''s report of the requests carried in, and the report''s own text; NULL if nothing is known';

CREATE OR REPLACE FUNCTION disclosure.repair_rules(year integer)
RETURNS disclosure.checked_rule[]
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT array_agg(o ORDER BY o.code COLLATE "C") FROM unnest(disclosure.rules_in_use()) o
	WHERE o.severity = 'error' AND repair_rules.year BETWEEN coalesce(o.from_year, repair_rules.year) AND coalesce(o.to_year, repair_rules.year)
$$;
COMMENT ON FUNCTION disclosure.repair_rules(integer) IS
'the office''s own rules of severity error for the reports of a year';

CREATE OR REPLACE FUNCTION disclosure.require_repair_cells(max_cells integer)
RETURNS void
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF max_cells NOT BETWEEN 1 AND 32 THEN
		PERFORM disclosure.raise_error('invalid_parameter_value', format('一种改法最多改 %s 格，须在 1 至 32 之间', max_cells),
			hint => '不写的，最多 4 格；格数越多，找得越久。'::text);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.require_repair_cells(integer) IS 'raises an error if a repair may not change so many cells';

CREATE OR REPLACE FUNCTION disclosure.report_repairs(unit_id text, year integer, scope text DEFAULT 'own', max_cells integer DEFAULT 4)
RETURNS SETOF disclosure.repair
LANGUAGE plpgsql STABLE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.require_report(report_repairs.unit_id, report_repairs.year, report_repairs.scope);
	PERFORM disclosure.require_repair_cells(report_repairs.max_cells);
	RETURN QUERY SELECT p.* FROM disclosure.report r,
		disclosure.repairs(r.figures, disclosure.repair_witnesses(r.unit_id, r.year, r.scope), report_repairs.max_cells,
			NULL::text[], NULL::jsonb, disclosure.repair_rules(r.year)) p
	WHERE r.unit_id = report_repairs.unit_id AND r.year = report_repairs.year AND r.scope = report_repairs.scope;
END
$$;
COMMENT ON FUNCTION disclosure.report_repairs(text, integer, text, integer) IS
'repairs() of a report, with the office''s own equalities of severity error, and with the units below, last year''s report and the text as witnesses';

CREATE OR REPLACE FUNCTION disclosure.report_repair_parts(unit_id text, year integer, scope text DEFAULT 'own', max_cells integer DEFAULT 4)
RETURNS SETOF disclosure.repair
LANGUAGE plpgsql STABLE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.require_report(report_repair_parts.unit_id, report_repair_parts.year, report_repair_parts.scope);
	PERFORM disclosure.require_repair_cells(report_repair_parts.max_cells);
	RETURN QUERY SELECT p.* FROM disclosure.report r,
		disclosure.repair_parts(r.figures, disclosure.repair_witnesses(r.unit_id, r.year, r.scope), report_repair_parts.max_cells,
			NULL::text[], NULL::jsonb, disclosure.repair_rules(r.year)) p
	WHERE r.unit_id = report_repair_parts.unit_id AND r.year = report_repair_parts.year AND r.scope = report_repair_parts.scope;
END
$$;
COMMENT ON FUNCTION disclosure.report_repair_parts(text, integer, text, integer) IS
'repair_parts() of a report, with the rules and witnesses of report_repairs()';

/* The likeliest change of each part, then the reasons of the parts that have no repair. */
CREATE OR REPLACE FUNCTION disclosure.repair_words(figures disclosure.figures, year integer, witnesses disclosure.witness[])
RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT nullif(concat_ws('；', '最可能的改法：' || string_agg(p.reason, '；' ORDER BY p.line) FILTER (WHERE p.rank = 1),
		string_agg(p.reason, '；' ORDER BY p.line) FILTER (WHERE p.rank IS NULL AND p.sets IS NULL)), '')
	FROM disclosure.repair_parts(repair_words.figures, repair_words.witnesses, 4, NULL::text[], NULL::jsonb, disclosure.repair_rules(repair_words.year))
		WITH ORDINALITY p(rank, cells, old, new, weight, reason, low, high, parts, sets, line)
$$;
COMMENT ON FUNCTION disclosure.repair_words(disclosure.figures, integer, disclosure.witness[]) IS
'which cells of figures of a year are most likely wrong and what they should hold, by these witnesses, or why that cannot be said; NULL if the relations hold';

CREATE OR REPLACE FUNCTION disclosure.likeliest_repair(unit_id text, year integer, scope text)
RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.require_report(likeliest_repair.unit_id, likeliest_repair.year, likeliest_repair.scope);
	RETURN (SELECT disclosure.repair_words(r.figures, r.year, disclosure.repair_witnesses(r.unit_id, r.year, r.scope))
		FROM disclosure.report r
		WHERE r.unit_id = likeliest_repair.unit_id AND r.year = likeliest_repair.year AND r.scope = likeliest_repair.scope);
END
$$;
COMMENT ON FUNCTION disclosure.likeliest_repair(text, integer, text) IS
'which cells of a report are most likely wrong and what they should hold, or why that cannot be said; NULL if the relations hold';

/* The ranks are those of one version of the report: in another version a rank may stand for another change. */
CREATE OR REPLACE FUNCTION disclosure.apply_repair(unit_id text, year integer, scope text, rank integer, reason text,
	version integer, max_cells integer DEFAULT 4)
RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	before text := current_setting('disclosure.reason', true);
	existing disclosure.report;
	chosen disclosure.repair;
BEGIN
	PERFORM disclosure.require_report(apply_repair.unit_id, apply_repair.year, apply_repair.scope);
	IF coalesce(btrim(reason, E' \t\r\n　'), '') = '' THEN
		PERFORM disclosure.raise_error('null_value_not_allowed'::text, '改动数字要写明原因'::text, '原因是 apply_repair() 的一个参数。'::text, NULL::text, NULL::regclass);
	END IF;
	IF version IS NULL THEN
		PERFORM disclosure.raise_error('null_value_not_allowed'::text, '要写明改法所依据的是报告的第几版'::text, '版本号见 report.version。'::text, NULL::text, NULL::regclass);
	END IF;
	/* Locks the unit, and raises an error if the report is closed. */
	existing := disclosure.lock_report(apply_repair.unit_id, apply_repair.year, apply_repair.scope,
		(SELECT r.origin FROM disclosure.report r WHERE r.unit_id = apply_repair.unit_id
			AND r.year = apply_repair.year AND r.scope = apply_repair.scope));
	IF existing.version <> apply_repair.version THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text,
			format('单位 %s %s年的报告已经改过，现在是第%s版', unit_id, year, existing.version), '用 report_repairs() 重新列出改法。'::text, NULL::text, NULL::regclass);
	END IF;
	SELECT * INTO chosen FROM disclosure.report_repairs(apply_repair.unit_id, apply_repair.year, apply_repair.scope,
		apply_repair.max_cells) p
	WHERE p.rank = apply_repair.rank;
	IF NOT FOUND THEN
		PERFORM disclosure.raise_error('no_data_found'::text,
			format('单位 %s %s年的报告，没有改动不多于%s格的第%s种改法', unit_id, year, max_cells, rank),
			'各种改法见 report_repairs()；要改更多格的，把 max_cells 放大。'::text, NULL::text, NULL::regclass);
	ELSIF array_position(chosen.new, NULL) IS NOT NULL THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text,
			format('第%s种改法定不了“%s”应填多少', rank, chosen.cells[array_position(chosen.new, NULL)]), '先填空白，或者自行改正这一格。'::text, NULL::text, NULL::regclass);
	END IF;
	FOR i IN 1 .. cardinality(chosen.cells) LOOP
		existing.figures[chosen.cells[i]] := chosen.new[i];
	END LOOP;
	PERFORM set_config('disclosure.reason', apply_repair.reason, true);
	PERFORM disclosure.write_report(existing, existing.unit_id, existing.year, existing.scope, existing.origin, NULL::date, existing.figures);
	PERFORM set_config('disclosure.reason', coalesce(before, ''), true);
	RETURN chosen.reason;
END
$$;
COMMENT ON FUNCTION disclosure.apply_repair(text, integer, text, integer, text, integer, integer) IS
'makes the change of a rank in the list of repairs of one version of a report, and returns what was changed; an error if the report has another version by now';

CREATE OR REPLACE FUNCTION disclosure.apply_repair(unit_id text, year integer, scope text, rank integer, reason text)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.require_report(apply_repair.unit_id, apply_repair.year, apply_repair.scope);
	PERFORM disclosure.raise_notice(disclosure.apply_repair(apply_repair.unit_id, apply_repair.year, apply_repair.scope, apply_repair.rank, apply_repair.reason,
		(SELECT r.version FROM disclosure.report r WHERE r.unit_id = apply_repair.unit_id AND r.year = apply_repair.year
			AND r.scope = apply_repair.scope))::text);
END
$$;
COMMENT ON FUNCTION disclosure.apply_repair(text, integer, text, integer, text) IS
'makes the change that report_repairs() lists under a rank, with a reason for the history; a notice says what was changed';
