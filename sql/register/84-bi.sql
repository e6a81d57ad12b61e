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
	WHEN 'kind' THEN disclosure.unit_kind_words()
	WHEN 'origin' THEN ARRAY['filed', '本系统填报', 'recorded', '收录', 'received', '收到']
	WHEN 'status' THEN ARRAY['draft', '草稿', 'returned', '已退回', 'submitted', '已报送', 'approved', '已审核', 'published', '已公布']
	WHEN 'role' THEN ARRAY['key', '编号', 'time', '时间', 'geo', '区划', 'dimension', '维度', 'label', '名称', 'sort', '排序', 'measure', '数值',
		'ratio', '比率', 'flag', '是否（1、0）', 'prose', '文字']
	WHEN 'basis' THEN ARRAY['units', '各单位报告之和', 'consolidated', '全域汇总报告', 'mixed', '两者都有']
	WHEN 'severity' THEN ARRAY['error', '强制性', 'warning', '核实性', 'info', '提示性']
	WHEN 'result' THEN ARRAY['fail', '不符', 'unknown', '无法核对']
	WHEN 'why' THEN ARRAY['blank', '有空白', 'no_previous', '没有上一年', 'no_children', '没有下级', 'absent', '只有一边有此格', 'missing', '缺少报告',
		'not_visible', '无权查看', 'split', '原单位拆分', 'other_scope', '文字所说的范围不同', 'other_year', '文字所说的年度不同', 'no_kind', '不知道单位的类别', 'unread', '页面上没有读出']
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

/* The years that the register knows. From one year of reports to the next along the index, for there are many of each. */
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
	UNION
	SELECT generate_series(extract(year FROM min(q.received_on))::integer,
		extract(year FROM greatest(max(q.received_on), current_date))::integer) FROM disclosure.request q
$$;
COMMENT ON FUNCTION disclosure.bi_years() IS
'years of reports and requests that the reader may see, and those in which reports are filled in';
/* its first and last year, at once */
CREATE INDEX IF NOT EXISTS request_received ON disclosure.request (received_on);

/*
 * The units that count a unit are a chain if no two are equally far away, as
 * nearly always; if not, main_path() chooses one.
 */
CREATE OR REPLACE FUNCTION disclosure.unit_place(unit_id text, year integer)
RETURNS disclosure.unit_place
LANGUAGE sql STABLE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT ROW(array_agg(coalesce(n.name, u.name) ORDER BY p.place), count(*), (array_agg(p.unit_id ORDER BY p.place DESC))[2],
		(array_agg(d.code ORDER BY p.place DESC) FILTER (WHERE d.code ~ '^[0-9]{6}$'))[1])::disclosure.unit_place
	FROM unnest(disclosure.main_path(unit_place.unit_id, unit_place.year)) WITH ORDINALITY p(unit_id, place)
	JOIN disclosure.unit u ON u.unit_id = p.unit_id
	LEFT JOIN disclosure.unit_name n ON n.unit_id = p.unit_id AND disclosure.in_years(unit_place.year, n.from_year, n.to_year)
	CROSS JOIN LATERAL (SELECT CASE WHEN n.unit_id IS NULL THEN u.division_code ELSE n.division_code END AS code) d
$$;
COMMENT ON FUNCTION disclosure.unit_place(text, integer) IS
'where a unit that several parents count stood in a year: the names of the units above it and its own, from the top, and the nearest division code';

/*
 * Inlined into the views, which join it by hashing: the groups refer to none of
 * its arguments.  A year that the view asks for goes down into them.
 */
CREATE OR REPLACE FUNCTION disclosure.bi_head(unit_id text, year integer)
RETURNS SETOF disclosure.bi_head
LANGUAGE sql STABLE ROWS 1
BEGIN ATOMIC
	SELECT g.code, g.year, g.period_end, g.name, g.kind, g.kind_label, g.kind_no, g.division_code, g.level1, g.level2, g.level3, g.level4,
		g.sort_no, g.parent_id, g.depth
	FROM (
		/* all is computed here, once a unit and year, and not for every row that is joined to it */
		SELECT c.unit_id, y.year, disclosure.bi_code(c.unit_id) AS code, CASE WHEN y.year > 0 THEN make_date(y.year, 12, 31) END AS period_end,
			max(l.name) FILTER (WHERE c.depth = 0)::varchar(200) AS name, max(l.kind) FILTER (WHERE c.depth = 0)::varchar(16) AS kind,
			disclosure.bi_label('kind', max(l.kind) FILTER (WHERE c.depth = 0))::varchar(32) AS kind_label,
			disclosure.bi_no('kind', max(l.kind) FILTER (WHERE c.depth = 0)) AS kind_no,
			max(l.division_code) FILTER (WHERE c.depth = 0)::varchar(6) AS division_code,
			(CASE WHEN count(*) > count(DISTINCT c.depth) THEN (disclosure.unit_place(c.unit_id, y.year)).names ELSE array_agg(l.name ORDER BY c.depth DESC) END)[1]::varchar(200) AS level1,
			(CASE WHEN count(*) > count(DISTINCT c.depth) THEN (disclosure.unit_place(c.unit_id, y.year)).names ELSE array_agg(l.name ORDER BY c.depth DESC) END)[2]::varchar(200) AS level2,
			(CASE WHEN count(*) > count(DISTINCT c.depth) THEN (disclosure.unit_place(c.unit_id, y.year)).names ELSE array_agg(l.name ORDER BY c.depth DESC) END)[3]::varchar(200) AS level3,
			(CASE WHEN count(*) > count(DISTINCT c.depth) THEN (disclosure.unit_place(c.unit_id, y.year)).names ELSE array_agg(l.name ORDER BY c.depth DESC) END)[4]::varchar(200) AS level4,
			/* a unit without a division code sorts with the nearest one above it that has one */
			100 * coalesce(CASE WHEN count(*) > count(DISTINCT c.depth) THEN (disclosure.unit_place(c.unit_id, y.year)).division ELSE (array_agg(l.division_code ORDER BY c.depth) FILTER (WHERE l.division_code IS NOT NULL))[1] END::integer, 999999)
				+ 10 * least(CASE WHEN count(*) > count(DISTINCT c.depth) THEN (disclosure.unit_place(c.unit_id, y.year)).depth ELSE count(*) END, 9)::integer
				+ disclosure.bi_no('kind', max(l.kind) FILTER (WHERE c.depth = 0)) AS sort_no,
			disclosure.bi_code(CASE WHEN count(*) > count(DISTINCT c.depth) THEN (disclosure.unit_place(c.unit_id, y.year)).parent_id ELSE max(c.ancestor_id) FILTER (WHERE c.depth = 1) END) AS parent_id,
			(CASE WHEN count(*) > count(DISTINCT c.depth) THEN (disclosure.unit_place(c.unit_id, y.year)).depth ELSE count(*) END)::integer AS depth
		FROM disclosure.bi_years() y(year)
		JOIN disclosure.unit_closure c ON c.counted AND y.year BETWEEN c.from_year AND c.to_year
		JOIN disclosure.unit a ON a.unit_id = c.ancestor_id
		LEFT JOIN disclosure.unit_name n ON n.unit_id = c.ancestor_id AND disclosure.in_years(y.year, n.from_year, n.to_year)
		CROSS JOIN LATERAL (SELECT coalesce(n.name, a.name) AS name, coalesce(n.kind, a.kind) AS kind,
			substring(CASE WHEN n.unit_id IS NULL THEN a.division_code ELSE n.division_code END FROM '^[0-9]{6}$') AS division_code) l
		GROUP BY c.unit_id, y.year) g
	WHERE g.unit_id = bi_head.unit_id AND g.year = bi_head.year;
END;
COMMENT ON FUNCTION disclosure.bi_head(text, integer) IS
'the columns with which the views for BI tools begin: a unit as it was in a year of bi_years(), and where it stood';

/* Numbers that reports and totals both have. */
CREATE OR REPLACE FUNCTION disclosure.bi_counts()
RETURNS SETOF disclosure.bi_count
LANGUAGE sql IMMUTABLE ROWS 30
SET search_path = pg_catalog, pg_temp
AS $$
	VALUES ('received', '本年新收申请', '件', 'requests.received.total'),
		('carried_in', '上年结转申请', '件', 'requests.carried_in.total'),
		('granted', '予以公开', '件', 'requests.granted.total'),
		('partly_granted', '部分公开', '件', 'requests.partly_granted.total'),
		('denied', '不予公开', '件', 'requests.denied.total'),
		('unavailable', '无法提供', '件', 'requests.unavailable.total'),
		('not_processed', '不予处理', '件', 'requests.not_processed.total'),
		('other_handling', '其他处理', '件', 'requests.other_handling.total'),
		('processed', '办理结果总计', '件', 'requests.processed.total'),
		('carried_out', '结转下年度', '件', 'requests.carried_out.total'),
		('natural_person', '自然人的申请', '件', 'requests.received.natural_person'),
		('organisations', '法人或其他组织的申请', '件', 'requests.received.enterprise + requests.received.research + requests.received.public_welfare'
			' + requests.received.legal_service + requests.received.other_organisation'),
		('reconsiderations', '行政复议', '件', 'remedies.reconsideration.total'),
		('reconsiderations_upheld', '行政复议结果维持', '件', 'remedies.reconsideration.upheld'),
		('reconsiderations_overturned', '行政复议结果纠正', '件', 'remedies.reconsideration.overturned'),
		('reconsiderations_other_result', '行政复议其他结果', '件', 'remedies.reconsideration.other_result'),
		('reconsiderations_pending', '行政复议尚未审结', '件', 'remedies.reconsideration.pending'),
		('lawsuits', '行政诉讼', '件', 'remedies.lawsuits.total'),
		('lawsuits_upheld', '行政诉讼结果维持', '件', 'remedies.lawsuits.upheld'),
		('lawsuits_overturned', '行政诉讼结果纠正', '件', 'remedies.lawsuits.overturned'),
		('lawsuits_other_result', '行政诉讼其他结果', '件', 'remedies.lawsuits.other_result'),
		('lawsuits_pending', '行政诉讼尚未审结', '件', 'remedies.lawsuits.pending'),
		('decisions', '行政处理决定', '件', 'proactive.licensing.decisions + proactive.penalties.decisions + proactive.compulsion.decisions'),
		('charges', '行政事业性收费', '万元', 'proactive.charges.amount')
$$;
COMMENT ON FUNCTION disclosure.bi_counts() IS 'columns that bi_report and bi_total both have: what they add up of a report';

/* Comments that stand in one place: those of the head and of the counts, for columns without one of their own. */
CREATE OR REPLACE FUNCTION disclosure.bi_describe(view regclass)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	shared record;
BEGIN
	FOR shared IN
		SELECT a.attname, w.comment
		FROM pg_attribute a
		JOIN (SELECT h.attname AS name, col_description(h.attrelid, h.attnum) AS comment
			FROM pg_attribute h WHERE h.attrelid = 'disclosure.bi_head'::regclass AND h.attnum > 0
			UNION ALL
			SELECT c.name, format('%s（%s）：%s', c.label, c.unit_label, c.expression) FROM disclosure.bi_counts() c
			UNION ALL
			VALUES ('report_key', '报告编号：单位代码-年度-范围'), ('scope', '范围代码'), ('scope_label', '范围：本机关、本级和全域的不能相加'),
				('scope_no', '范围排序')) w ON w.name = a.attname
		WHERE a.attrelid = bi_describe.view AND a.attnum > 0 AND col_description(a.attrelid, a.attnum) IS NULL
	LOOP
		EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', bi_describe.view, shared.attname, shared.comment);
	END LOOP;
END
$$;
COMMENT ON FUNCTION disclosure.bi_describe(regclass) IS
'gives the columns of a view for BI tools that many of them have, and that have no comment, theirs';

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
SELECT disclosure.bi_unit_key(u.unit_id, y.year)::varchar(64) AS unit_year_key, disclosure.bi_code(u.unit_id)::varchar(32) AS unit_id, y.year, h.period_end, h.unit_name, h.kind, h.kind_label, h.kind_no,
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
