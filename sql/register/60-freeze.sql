/* Freezes, 封账: the versions that a published total was made of. */
CREATE TABLE IF NOT EXISTS disclosure.freeze (
	label text PRIMARY KEY CHECK (disclosure.is_plain_name(label)),
	year integer NOT NULL,
	root text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE,
	basis text NOT NULL,
	frozen_at timestamptz NOT NULL DEFAULT now(),
	frozen_by text NOT NULL DEFAULT disclosure.calling_person(),
	left_out integer NOT NULL DEFAULT 0,
	left_out_whole integer NOT NULL DEFAULT 0
);
COMMENT ON TABLE disclosure.freeze IS '封账：某日公布的汇总由哪些报告组成';
COMMENT ON COLUMN disclosure.freeze.label IS '名称';
COMMENT ON COLUMN disclosure.freeze.year IS '报告年度';
COMMENT ON COLUMN disclosure.freeze.root IS '汇总单位代码';
COMMENT ON COLUMN disclosure.freeze.basis IS '依据：units 各单位报告，best 择优';
COMMENT ON COLUMN disclosure.freeze.frozen_at IS '封账时间';
COMMENT ON COLUMN disclosure.freeze.frozen_by IS '封账人';
COMMENT ON COLUMN disclosure.freeze.left_out IS '封账时已报而未计入的单位数';
COMMENT ON COLUMN disclosure.freeze.left_out_whole IS '其中没有草稿计入的，各格都作空白计';

CREATE TABLE IF NOT EXISTS disclosure.freeze_member (
	unit_id text NOT NULL,
	year integer NOT NULL,
	scope text NOT NULL,
	label text NOT NULL REFERENCES disclosure.freeze ON UPDATE CASCADE ON DELETE CASCADE,
	version integer NOT NULL,
	PRIMARY KEY (unit_id, year, scope, label),
	FOREIGN KEY (unit_id, year, scope, version) REFERENCES disclosure.report_version ON UPDATE CASCADE
);
CREATE INDEX IF NOT EXISTS freeze_member_label ON disclosure.freeze_member (label);
COMMENT ON TABLE disclosure.freeze_member IS '封账时的每份报告及其版本';
COMMENT ON COLUMN disclosure.freeze_member.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.freeze_member.year IS '报告年度';
COMMENT ON COLUMN disclosure.freeze_member.scope IS '范围';
COMMENT ON COLUMN disclosure.freeze_member.label IS '封账名称';
COMMENT ON COLUMN disclosure.freeze_member.version IS '版本号';

/*
 * Nobody else writes these tables: what is in a frozen total, and when and by
 * whom it was frozen, is what it was then.  Who manages the root in that year
 * sees the whole of its total.
 */
CREATE OR REPLACE FUNCTION disclosure.enter_freeze(year integer, root text, label text, basis text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	reports integer;
BEGIN
	PERFORM disclosure.require_year(enter_freeze.year);
	IF disclosure.caller_has_duty(enter_freeze.root, enter_freeze.year, '{manage}'::text[]) IS NOT TRUE THEN
		PERFORM disclosure.raise_no_manager(enter_freeze.root);
	END IF;
	/* one statement: what is counted and what is left out are those of one moment */
	WITH member AS MATERIALIZED (
		SELECT m.unit_id, m.scope, m.left_out, r.version
		FROM disclosure.members(enter_freeze.year, enter_freeze.root, enter_freeze.basis) m
		LEFT JOIN disclosure.report r ON r.unit_id = m.unit_id AND r.year = enter_freeze.year AND r.scope = m.scope
	), frozen AS (
		INSERT INTO disclosure.freeze (label, year, root, basis, left_out, left_out_whole)
		SELECT enter_freeze.label, enter_freeze.year, enter_freeze.root, enter_freeze.basis, count(*) FILTER (WHERE m.left_out),
			count(*) FILTER (WHERE m.left_out AND m.version IS NULL)
		FROM member m
	)
	INSERT INTO disclosure.freeze_member (unit_id, year, scope, label, version)
	SELECT m.unit_id, enter_freeze.year, m.scope, enter_freeze.label, m.version FROM member m WHERE m.version IS NOT NULL;
	GET DIAGNOSTICS reports = ROW_COUNT;
	RETURN reports;
END
$$;
COMMENT ON FUNCTION disclosure.enter_freeze(integer, text, text, text) IS
'keeps under a label which versions the total of a unit is made of now, for freeze(); returns how many reports there are';
REVOKE ALL ON FUNCTION disclosure.enter_freeze(integer, text, text, text) FROM PUBLIC;

CREATE OR REPLACE FUNCTION disclosure.freeze(year integer, root text, label text, basis text DEFAULT 'units')
RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.require_any_duty();
	IF NOT EXISTS (SELECT FROM disclosure.unit u WHERE u.unit_id = "freeze".root) THEN
		PERFORM disclosure.raise_error('no_data_found', format('没有代码为“%s”的单位', "freeze".root),
			hint => '单位代码见表 unit。'::text);
	ELSIF EXISTS (SELECT FROM disclosure.freeze f WHERE f.label = "freeze".label) THEN
		PERFORM disclosure.raise_error('unique_violation', format('已有名为“%s”的封账', "freeze".label),
			hint => '换一个名称，两次封账就都保留。'::text, relation => 'disclosure.freeze'::regclass);
	END IF;
	IF NOT disclosure.manages("freeze".root) THEN
		PERFORM disclosure.raise_no_manager("freeze".root);
	END IF;
	RETURN disclosure.enter_freeze("freeze".year, "freeze".root, "freeze".label, "freeze".basis);
END
$$;
COMMENT ON FUNCTION disclosure.freeze(integer, text, text, text) IS
'keeps under a label which versions the total of a unit is made of now; returns how many reports there are';

/* For a label without a freeze, "no differences" would be a wrong answer. */
CREATE OR REPLACE FUNCTION disclosure.require_freeze(label text)
RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.require_any_duty();
	IF NOT EXISTS (SELECT FROM disclosure.freeze f WHERE f.label = require_freeze.label) THEN
		PERFORM disclosure.raise_error('no_data_found', format('没有名为“%s”的封账', require_freeze.label),
			hint => '封过的账见表 disclosure.freeze。'::text);
	END IF;
	RETURN require_freeze.label;
END
$$;
COMMENT ON FUNCTION disclosure.require_freeze(text) IS 'the label, or an error if nothing was frozen under it';

CREATE OR REPLACE FUNCTION disclosure.rollup_as_of(label text)
RETURNS SETOF disclosure.rollup_row
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
	PERFORM disclosure.require_any_duty();
	RETURN QUERY
	SELECT f.root, coalesce(n.name, u.name), coalesce(n.kind, u.kind),
		CASE WHEN n.unit_id IS NULL THEN u.division_code ELSE n.division_code END, 0,
		CASE WHEN bool_or(m.scope = 'own') AND bool_or(m.scope = 'consolidated') THEN 'mixed'
			WHEN bool_or(m.scope = 'consolidated') THEN 'consolidated' WHEN bool_or(m.scope = 'own') THEN 'units' END,
		disclosure.sum(v.figures), disclosure.sum(disclosure.blanks(b.figures)), count(v.figures)::integer, NULL::integer,
		(count(*) FILTER (WHERE disclosure.is_reported(v.origin, v.status)))::integer, NULL::integer,
		NULL::integer, (count(*) FILTER (WHERE NOT disclosure.is_reported(v.origin, v.status)))::integer,
		(count(*) FILTER (WHERE disclosure.is_nil(v.figures)))::integer,
		(count(*) FILTER (WHERE NOT disclosure.is_sound(v.figures)))::integer,
		NULL::integer, f.left_out, disclosure.sum(v.figures) FILTER (WHERE NOT disclosure.is_reported(v.origin, v.status))
	FROM disclosure.require_freeze(rollup_as_of.label) q(label)
	JOIN disclosure.freeze f ON f.label = q.label
	JOIN disclosure.unit u ON u.unit_id = f.root
	LEFT JOIN disclosure.unit_name n ON n.unit_id = f.root AND disclosure.in_years(f.year, n.from_year, n.to_year)
	/* what was left out is a hole in each cell, as in rollup() */
	LEFT JOIN LATERAL (
		SELECT m.unit_id, m.year, m.scope, m.version FROM disclosure.freeze_member m WHERE m.label = f.label
		UNION ALL
		SELECT NULL, NULL, NULL, NULL FROM generate_series(1, f.left_out_whole)) m ON true
	LEFT JOIN disclosure.report_version v ON v.unit_id = m.unit_id AND v.year = m.year AND v.scope = m.scope AND v.version = m.version
	CROSS JOIN LATERAL (SELECT CASE WHEN m.unit_id IS NULL AND f.left_out_whole > 0
		THEN jsonb_build_object('form', disclosure.form_of(f.year))::disclosure.figures ELSE v.figures END AS figures) b
	/* For a reader who may not see all of it, part would pass for the whole. */
	WHERE (NOT row_security_active('disclosure.report') OR EXISTS (SELECT FROM disclosure.my_unit a
			WHERE a.unit_id = f.root AND f.year BETWEEN a.from_year AND a.to_year))
	GROUP BY f.label, u.unit_id, n.unit_id, n.from_year;
END
$$;
COMMENT ON FUNCTION disclosure.rollup_as_of(text) IS
'the total that was frozen under a label, from the versions of then; what was not kept then is NULL';

CREATE OR REPLACE FUNCTION disclosure.freeze_difference(label text)
RETURNS SETOF disclosure.freeze_difference_row
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT disclosure.require_any_duty();
	WITH f AS (SELECT z.* FROM disclosure.require_freeze(freeze_difference.label) q(label)
		JOIN disclosure.freeze z ON z.label = q.label),
	then_ AS (
		SELECT m.unit_id, m.scope, m.version, v.figures
		FROM disclosure.freeze_member m
		JOIN disclosure.report_version v USING (unit_id, year, scope, version)
		WHERE m.label = freeze_difference.label
	), now_ AS (
		SELECT m.unit_id, m.scope, r.version, r.figures
		FROM f CROSS JOIN LATERAL disclosure.members(f.year, f.root, f.basis) m
		JOIN disclosure.report r ON r.unit_id = m.unit_id AND r.year = f.year AND r.scope = m.scope
	)
	SELECT coalesce(t.unit_id, n.unit_id), u.name, coalesce(t.scope, n.scope),
		CASE WHEN t.unit_id IS NULL THEN 'added' WHEN n.unit_id IS NULL THEN 'removed' ELSE 'changed' END,
		CASE WHEN t.unit_id IS NULL THEN '补报' WHEN n.unit_id IS NULL THEN '移出' ELSE '更正' END,
		t.version, n.version, t.figures, n.figures,
		CASE WHEN t.unit_id IS NOT NULL AND n.unit_id IS NOT NULL
			THEN disclosure.correction_statement(t.figures, n.figures) END
	FROM then_ t
	FULL JOIN now_ n ON n.unit_id = t.unit_id AND n.scope = t.scope
	JOIN disclosure.unit u ON u.unit_id = coalesce(t.unit_id, n.unit_id)
	WHERE t.unit_id IS NULL OR n.unit_id IS NULL OR disclosure.figures_differ(t.figures, n.figures)
	ORDER BY 1, 3
$$;
COMMENT ON FUNCTION disclosure.freeze_difference(text) IS
'what came after a freeze: reports added (补报), changed (更正) and removed';
