/* Freezes, 封账: the versions that a published total was made of. */
CREATE TABLE IF NOT EXISTS disclosure.freeze (
	label text PRIMARY KEY,
	year integer NOT NULL,
	root text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE,
	basis text NOT NULL,
	frozen_at timestamptz NOT NULL DEFAULT now(),
	frozen_by text NOT NULL DEFAULT disclosure.calling_person()
);
COMMENT ON TABLE disclosure.freeze IS '封账：某日公布的汇总由哪些报告组成';
COMMENT ON COLUMN disclosure.freeze.label IS '名称';
COMMENT ON COLUMN disclosure.freeze.year IS '报告年度';
COMMENT ON COLUMN disclosure.freeze.root IS '汇总单位代码';
COMMENT ON COLUMN disclosure.freeze.basis IS '依据：units 各单位报告，best 择优';
COMMENT ON COLUMN disclosure.freeze.frozen_at IS '封账时间';
COMMENT ON COLUMN disclosure.freeze.frozen_by IS '封账人';

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

CREATE OR REPLACE FUNCTION disclosure.freeze(year integer, root text, label text, basis text DEFAULT 'units')
RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	reports integer;
BEGIN
	IF NOT EXISTS (SELECT FROM disclosure.unit u WHERE u.unit_id = "freeze".root) THEN
		RAISE EXCEPTION 'there is no unit "%"', "freeze".root USING ERRCODE = 'no_data_found';
	ELSIF EXISTS (SELECT FROM disclosure.freeze f WHERE f.label = "freeze".label) THEN
		RAISE EXCEPTION 'there is a total frozen as "%" already', "freeze".label
			USING ERRCODE = 'unique_violation', HINT = 'Another label keeps both.';
	END IF;
	INSERT INTO disclosure.freeze (label, year, root, basis)
	VALUES ("freeze".label, "freeze".year, "freeze".root, "freeze".basis);
	INSERT INTO disclosure.freeze_member (unit_id, year, scope, label, version)
	SELECT r.unit_id, r.year, r.scope, "freeze".label, r.version
	FROM disclosure.members("freeze".year, "freeze".root, "freeze".basis) m
	JOIN disclosure.report r ON r.unit_id = m.unit_id AND r.year = "freeze".year AND r.scope = m.scope;
	GET DIAGNOSTICS reports = ROW_COUNT;
	RETURN reports;
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
	IF NOT EXISTS (SELECT FROM disclosure.freeze f WHERE f.label = require_freeze.label) THEN
		RAISE EXCEPTION 'there is no total frozen as "%"', require_freeze.label
			USING ERRCODE = 'no_data_found', HINT = 'The table disclosure.freeze has them all.';
	END IF;
	RETURN require_freeze.label;
END
$$;
COMMENT ON FUNCTION disclosure.require_freeze(text) IS 'the label, or an error if nothing was frozen under it';

CREATE OR REPLACE FUNCTION disclosure.rollup_as_of(label text)
RETURNS SETOF disclosure.rollup_row
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT f.root, coalesce(n.name, u.name), u.kind, u.division_code, 0,
		CASE WHEN bool_or(m.scope = 'own') AND bool_or(m.scope = 'consolidated') THEN 'mixed'
			WHEN bool_or(m.scope = 'consolidated') THEN 'consolidated' WHEN bool_or(m.scope = 'own') THEN 'units' END,
		disclosure.sum(v.figures), disclosure.sum(disclosure.blanks(v.figures)), count(v.figures)::integer, NULL::integer,
		(count(*) FILTER (WHERE disclosure.is_reported(v.origin, v.status)))::integer, NULL::integer,
		NULL::integer, (count(*) FILTER (WHERE v.origin = 'filed' AND disclosure.is_open(v.status)))::integer,
		(count(*) FILTER (WHERE disclosure.is_nil(v.figures)))::integer,
		(count(*) FILTER (WHERE NOT disclosure.is_sound(v.figures)))::integer,
		NULL::integer
	FROM disclosure.require_freeze(rollup_as_of.label) q(label)
	JOIN disclosure.freeze f ON f.label = q.label
	JOIN disclosure.unit u ON u.unit_id = f.root
	LEFT JOIN disclosure.unit_name n ON n.unit_id = f.root AND disclosure.in_years(f.year, n.from_year, n.to_year)
	LEFT JOIN disclosure.freeze_member m ON m.label = f.label
	LEFT JOIN disclosure.report_version v ON v.unit_id = m.unit_id AND v.year = m.year AND v.scope = m.scope AND v.version = m.version
	/* For a reader who may not see all of it, part would pass for the whole. */
	WHERE (NOT row_security_active('disclosure.report') OR EXISTS (SELECT FROM disclosure.my_unit a
			WHERE a.unit_id = f.root AND f.year BETWEEN a.from_year AND a.to_year))
	GROUP BY f.label, u.unit_id, n.name
$$;
COMMENT ON FUNCTION disclosure.rollup_as_of(text) IS
'the total that was frozen under a label, from the versions of then; what was not kept then is NULL';

CREATE OR REPLACE FUNCTION disclosure.freeze_difference(label text)
RETURNS SETOF disclosure.freeze_difference_row
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
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
