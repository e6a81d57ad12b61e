/*
 * Views for BI tools, bi_*: what they share.  docs/bi.md has the contract; the
 * test bi holds every bi_* view to it, whoever wrote it.
 *
 * A view selects the head from bi_head(unit_id, year), gives its own columns a
 * COMMENT of the form "label（unit）：definition", and ends with bi_describe(),
 * which gives the head's columns theirs; bi_view and bi_column read the catalog.
 */

/* Codes with their labels, in the order in which they are sorted. */
CREATE OR REPLACE FUNCTION disclosure.bi_words(field text)
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE field
	WHEN 'scope' THEN ARRAY['own', '本机关', 'level', '本级', 'consolidated', '全域汇总']
	WHEN 'kind' THEN ARRAY['government', '政府', 'department', '部门', 'township', '乡镇', 'subdistrict', '街道', 'dispatched', '派出机关',
		'zone', '开发区', 'vertical', '垂直管理', 'authorised', '授权组织', 'enterprise', '企事业单位']
	WHEN 'origin' THEN ARRAY['filed', '本系统填报', 'recorded', '收录']
	WHEN 'status' THEN ARRAY['draft', '草稿', 'returned', '已退回', 'submitted', '已报送', 'approved', '已审核', 'published', '已公布']
	WHEN 'form' THEN ARRAY['2019', '2019年格式', '2021', '2021年格式', '2019+2021', '两种格式']
	WHEN 'basis' THEN ARRAY['units', '各单位报告之和', 'consolidated', '全域汇总报告', 'mixed', '两者都有']
	WHEN 'severity' THEN ARRAY['error', '强制性', 'warning', '核实性', 'info', '提示性']
	WHEN 'result' THEN ARRAY['fail', '不符', 'unknown', '无法核对']
	WHEN 'publication' THEN ARRAY['first', '首次公布', 'correction', '更正']
	WHEN 'state' THEN ARRAY['late', '逾期公布', 'missing', '逾期未公布', 'impossible', '公布日期有误', 'due_soon', '即将到期', 'open', '未到期',
		'in_time', '按期公布']
	WHEN 'clock' THEN ARRAY['open', '在办', 'stopped', '停计', 'waiting', '等候申请人', 'delayed', '延迟答复', 'answered', '已答复',
		'unknown', '放假安排未知']
	END;
COMMENT ON FUNCTION disclosure.bi_words(text) IS
'codes of a field of the views for BI tools, each followed by its label, in the order to sort by';

CREATE OR REPLACE FUNCTION disclosure.bi_label(field text, code text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (disclosure.bi_words(field))[array_position(disclosure.bi_words(field), code) + 1];
COMMENT ON FUNCTION disclosure.bi_label(text, text) IS 'the label of a code of a field, NULL if the field does not have it';

CREATE OR REPLACE FUNCTION disclosure.bi_no(field text, code text)
RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (array_position(disclosure.bi_words(field), code) + 1) / 2;
COMMENT ON FUNCTION disclosure.bi_no(text, text) IS 'the place of a code among those of its field, from 1';

/* Codes are the user's and may have any length; a cut one would no longer be a key. */
CREATE OR REPLACE FUNCTION disclosure.bi_code(code text)
RETURNS varchar(32)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (CASE WHEN length(code) <= 32 THEN code ELSE md5(code) END)::varchar(32);
COMMENT ON FUNCTION disclosure.bi_code(text) IS 'a code of at most 32 characters: the code itself, or its MD5 if it is longer';

CREATE OR REPLACE FUNCTION disclosure.bi_unit_key(unit_id text, year integer)
RETURNS varchar(64)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (disclosure.bi_code(unit_id) || '-' || year)::varchar(64);
COMMENT ON FUNCTION disclosure.bi_unit_key(text, integer) IS 'the key of a unit in a year: unit-year';

CREATE OR REPLACE FUNCTION disclosure.bi_report_key(unit_id text, year integer, scope text)
RETURNS varchar(64)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (disclosure.bi_code(unit_id) || '-' || year || '-' || scope)::varchar(64);
COMMENT ON FUNCTION disclosure.bi_report_key(text, integer, text) IS 'the key of a report: unit-year-scope';

/* A sum may be larger than the type that all tools read: then it is unknown, and not an error of the whole view. */
CREATE OR REPLACE FUNCTION disclosure.bi_amount(value numeric)
RETURNS numeric(18,6)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (CASE WHEN abs(value) < 999999999999 THEN value END)::numeric(18,6);
COMMENT ON FUNCTION disclosure.bi_amount(numeric) IS 'a number with six decimals, NULL if it has more than twelve digits before them';

CREATE OR REPLACE FUNCTION disclosure.bi_ratio(numerator numeric, denominator numeric)
RETURNS numeric(9,6)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (CASE WHEN denominator > 0 AND abs(numerator) / 999 < denominator THEN round(numerator / denominator, 6) END)::numeric(9,6);
COMMENT ON FUNCTION disclosure.bi_ratio(numeric, numeric) IS
'a ratio with six decimals; NULL if a part is NULL, the denominator is not positive, or it has more than three digits before them';

/*
 * The way to a unit from the top, if some unit on it is counted by several
 * parents: the one with the most units above it leads up, so that a unit that
 * its county and its city count stands under the county.
 */
CREATE OR REPLACE FUNCTION disclosure.main_path(unit_id text, year integer)
RETURNS text[]
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	path text[] := ARRAY[main_path.unit_id];
	above text;
BEGIN
	LOOP
		SELECT e.parent_id INTO above
		FROM disclosure.unit_parent e
		WHERE e.unit_id = path[1] AND e.counted AND disclosure.in_years(main_path.year, e.from_year, e.to_year)
		ORDER BY (SELECT count(*) FROM disclosure.unit_closure c
			WHERE c.unit_id = e.parent_id AND c.counted AND main_path.year BETWEEN c.from_year AND c.to_year) DESC, e.parent_id COLLATE "C"
		LIMIT 1;
		/* keep_closure() lets no cycle in, a restore without triggers would */
		EXIT WHEN above IS NULL OR above = ANY (path);
		path := above || path;
	END LOOP;
	RETURN path;
END
$$;
COMMENT ON FUNCTION disclosure.main_path(text, integer) IS
'the units above a unit in a year that count it, one a level, from the top, itself last';

/* The units that count a unit are a chain if no two are equally far away, as nearly always. */
CREATE OR REPLACE FUNCTION disclosure.unit_place(unit_id text, year integer)
RETURNS disclosure.unit_place
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	place disclosure.unit_place;
	path text[];
	is_chain boolean;
BEGIN
	LOOP
		SELECT array_agg(coalesce(n.name, u.name) ORDER BY o.above), count(*), (array_agg(c.ancestor_id ORDER BY o.above DESC))[2],
			max(coalesce(n.kind, u.kind)) FILTER (WHERE c.depth = 0), max(d.division_code) FILTER (WHERE c.depth = 0),
			(array_agg(d.division_code::integer ORDER BY o.above DESC) FILTER (WHERE d.division_code ~ '^[0-9]{6}$'))[1],
			count(*) = count(DISTINCT o.above)
		INTO place.names, place.depth, place.parent_id, place.kind, place.division_code, place.division, is_chain
		FROM disclosure.unit_closure c
		JOIN disclosure.unit u ON u.unit_id = c.ancestor_id
		LEFT JOIN disclosure.unit_name n ON n.unit_id = c.ancestor_id AND disclosure.in_years(unit_place.year, n.from_year, n.to_year)
		CROSS JOIN LATERAL (SELECT CASE WHEN n.unit_id IS NULL THEN u.division_code ELSE n.division_code END AS division_code) d
		CROSS JOIN LATERAL (SELECT coalesce(array_position(path, c.ancestor_id), -c.depth) AS above) o
		WHERE c.unit_id = unit_place.unit_id AND c.counted AND unit_place.year BETWEEN c.from_year AND c.to_year
			AND (path IS NULL OR c.ancestor_id = ANY (path));
		EXIT WHEN is_chain;
		path := disclosure.main_path(unit_place.unit_id, unit_place.year);
	END LOOP;
	RETURN place;
END
$$;
COMMENT ON FUNCTION disclosure.unit_place(text, integer) IS
'a unit as it was in a year, and where it stood: the names of the units above it and its own, from the top, and the nearest division code';

/* Inlined into the views.  One call a row: the planner, which would think many joins dear, compiles nothing. */
CREATE OR REPLACE FUNCTION disclosure.bi_head(unit_id text, year integer)
RETURNS SETOF disclosure.bi_head
LANGUAGE sql STABLE ROWS 1
BEGIN ATOMIC
	SELECT disclosure.bi_code(bi_head.unit_id), bi_head.year, CASE WHEN bi_head.year > 0 THEN make_date(bi_head.year, 12, 31) END,
		p.names[p.depth]::varchar(200), p.kind::varchar(16), disclosure.bi_label('kind', p.kind)::varchar(32), disclosure.bi_no('kind', p.kind),
		CASE WHEN p.division_code ~ '^[0-9]{6}$' THEN p.division_code END::varchar(6),
		p.names[1]::varchar(200), p.names[2]::varchar(200), p.names[3]::varchar(200), p.names[4]::varchar(200),
		/* a unit without a division code sorts with the nearest one above it that has one */
		100 * coalesce(p.division, 999999) + 10 * least(p.depth, 9) + disclosure.bi_no('kind', p.kind), disclosure.bi_code(p.parent_id), p.depth
	FROM disclosure.unit_place(bi_head.unit_id, bi_head.year) p;
END;
COMMENT ON FUNCTION disclosure.bi_head(text, integer) IS
'the columns with which the views for BI tools begin: a unit as it was in a year, and where it stood';

/* from one year to the next along the index, for there are many reports of each */
CREATE OR REPLACE FUNCTION disclosure.bi_years()
RETURNS SETOF integer
LANGUAGE sql STABLE ROWS 5
SET search_path = pg_catalog, pg_temp
AS $$
	WITH RECURSIVE reported AS (
		SELECT min(r.year) AS year FROM disclosure.report r
		UNION ALL
		SELECT (SELECT min(r.year) FROM disclosure.report r WHERE r.year > b.year) FROM reported b WHERE b.year IS NOT NULL
	)
	SELECT b.year FROM reported b WHERE b.year IS NOT NULL
	UNION
	SELECT y.year FROM disclosure.reporting_year y
$$;
COMMENT ON FUNCTION disclosure.bi_years() IS 'years of reports that the reader may see, and those in which reports are filled in';

/* Gives the columns of a view that the head has, and that have no comment, the head's. */
CREATE OR REPLACE FUNCTION disclosure.bi_describe(view regclass)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	shared record;
BEGIN
	FOR shared IN
		SELECT a.attname, col_description(h.attrelid, h.attnum) AS comment
		FROM pg_attribute a
		JOIN pg_attribute h ON h.attrelid = 'disclosure.bi_head'::regclass AND h.attname = a.attname
		WHERE a.attrelid = bi_describe.view AND a.attnum > 0 AND col_description(a.attrelid, a.attnum) IS NULL
	LOOP
		EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', bi_describe.view, shared.attname, shared.comment);
	END LOOP;
END
$$;
COMMENT ON FUNCTION disclosure.bi_describe(regclass) IS
'gives the columns of a view that have the names of bi_head, and no comment, its comments';

CREATE OR REPLACE FUNCTION disclosure.reads_unit(unit_id text, year integer)
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RETURN NOT row_security_active('disclosure.report') OR EXISTS (SELECT FROM disclosure.my_unit m
		WHERE m.unit_id = reads_unit.unit_id AND reads_unit.year BETWEEN m.from_year AND m.to_year);
END
$$;
COMMENT ON FUNCTION disclosure.reads_unit(text, integer) IS 'may the current role see the reports of a unit for a year?';

CREATE OR REPLACE VIEW disclosure.bi_unit WITH (security_invoker = true) AS
SELECT disclosure.bi_unit_key(u.unit_id, y.year) AS unit_year_key, disclosure.bi_code(u.unit_id) AS unit_id, y.year, h.period_end, h.unit_name, h.kind, h.kind_label, h.kind_no,
	h.division_code, h.level1_name, h.level2_name, h.level3_name, h.level4_name, h.sort_no, h.parent_id, h.depth,
	disclosure.owes_report(u.unit_id, h.kind::text, y.year)::integer::smallint AS owes_report,
	EXISTS (SELECT FROM disclosure.reporter p WHERE p.unit_id = u.unit_id AND p.exempt
		AND disclosure.in_years(y.year, p.from_year, p.to_year))::integer::smallint AS is_exempt,
	c.name::varchar(64) AS contact, c.telephone::varchar(64) AS telephone
FROM disclosure.bi_years() y(year)
CROSS JOIN disclosure.unit u
CROSS JOIN LATERAL disclosure.bi_head(u.unit_id, y.year) h
LEFT JOIN LATERAL (
	SELECT c.name, c.telephone FROM disclosure.unit_contact c WHERE c.unit_id = u.unit_id
	ORDER BY c.task = 'fill' DESC, c.task, c.name LIMIT 1) c ON true
/* as the reports: a reader gets the units that he reads */
WHERE disclosure.reads_unit(u.unit_id, y.year);
COMMENT ON VIEW disclosure.bi_unit IS '单位：一行是一个单位在一个年度；名称、类别、隶属照当年';
COMMENT ON COLUMN disclosure.bi_unit.unit_year_key IS '单位年度编号：单位代码-年度';
COMMENT ON COLUMN disclosure.bi_unit.owes_report IS '是否应报';
COMMENT ON COLUMN disclosure.bi_unit.is_exempt IS '是否登记为免报';
COMMENT ON COLUMN disclosure.bi_unit.contact IS '填报联系人';
COMMENT ON COLUMN disclosure.bi_unit.telephone IS '填报联系电话';
SELECT disclosure.bi_describe('disclosure.bi_unit');
