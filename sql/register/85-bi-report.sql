/* Views for BI tools on reports, made from the list of cells where they follow the form. */

/*
 * Where each cell of any form stands, named as the newest form that has it
 * names it.  Rows that only an older form has are sorted in where they stood.
 */
CREATE OR REPLACE FUNCTION disclosure.bi_places()
RETURNS SETOF disclosure.bi_place
LANGUAGE sql STABLE ROWS 230
SET search_path = pg_catalog, pg_temp
AS $$
	WITH printed AS (
		SELECT c.*, regexp_replace(c.column_label, '（单位：[^）]*）', '') AS head, split_part(c.path, '.', 1) AS table_code, split_part(c.path, '.', 2) AS row_code, split_part(c.path, '.', 3) AS column_code,
			c.position - first_value(c.position) OVER (PARTITION BY c.form, c.section ORDER BY c.position) AS place
		FROM disclosure.form_cells() c
	), newest AS (
		SELECT DISTINCT ON (p.path) p.* FROM printed p ORDER BY p.path, p.form DESC
	), placed AS (
		SELECT n.*, min(n.place) OVER (PARTITION BY n.table_code, n.row_code) AS row_place,
			min(n.ordinal) OVER (PARTITION BY n.table_code, n.row_code) AS row_ordinal,
			min(n.ordinal) OVER (PARTITION BY n.table_code, n.column_code) AS column_ordinal,
			CASE WHEN n.row_group IS NULL OR n.row_group = 'outcome' THEN n.row_code ELSE n.row_group END AS group_code
		FROM newest n
	), numbered AS (
		SELECT p.*, position(p.section IN '一二三四五六') AS table_no,
			dense_rank() OVER (PARTITION BY p.table_code ORDER BY p.row_place, p.row_ordinal) AS row_no,
			dense_rank() OVER (PARTITION BY p.table_code ORDER BY p.column_ordinal) AS column_no
		FROM placed p
	)
	SELECT n.path, n.ordinal, row_number() OVER (ORDER BY n.table_no, n.row_no, n.column_no)::integer,
		format('t%s_%s_%s', n.table_no, n.row_code, n.column_code),
		concat_ws('，', n.section || '、' || coalesce(n.group_label, n.row_label), CASE WHEN n.group_label IS NOT NULL THEN n.row_label END, n.head),
		n.definition, n.decimals, n.table_code, n.table_no, n.section || '、' || n.table_label, n.row_code, n.row_no::integer, n.row_label,
		n.group_code, (min(n.row_no) OVER (PARTITION BY n.table_code, n.group_code))::integer, coalesce(n.group_label, n.row_label),
		n.column_code, n.column_no::integer, n.head, n.measure
	FROM numbered n
$$;
COMMENT ON FUNCTION disclosure.bi_places() IS 'the cells of all forms with names, labels and places for BI tools';

/*
 * Makes a view with a column a cell, behind given columns; run again, with a
 * new form or not, it appends the cells that the view does not have yet.
 */
CREATE OR REPLACE FUNCTION disclosure.create_bi_wide(name text, first_columns text, source text)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	cell disclosure.bi_place;
BEGIN
	EXECUTE format('CREATE OR REPLACE VIEW disclosure.%I WITH (security_invoker = true) AS SELECT %s, %s FROM %s', name, first_columns, (
		SELECT string_agg(format('(r.figures[%L])::%s AS %I', p.path, CASE p.decimals WHEN 0 THEN 'bigint' ELSE 'numeric(18,6)' END, p.wide_column),
			', ' ORDER BY a.attnum, p.ordinal)
		FROM disclosure.bi_places() p
		LEFT JOIN pg_attribute a ON a.attrelid = to_regclass('disclosure.' || quote_ident(name)) AND a.attname = p.wide_column), source);
	FOR cell IN SELECT * FROM disclosure.bi_places() LOOP
		EXECUTE format('COMMENT ON COLUMN disclosure.%I.%I IS %L', name, cell.wide_column,
			format('%s（%s）：%s，%s', cell.label, cell.unit_label, cell.path, cell.definition));
	END LOOP;
END
$$;
COMMENT ON FUNCTION disclosure.create_bi_wide(text, text, text) IS
'makes a view with a column for each cell of any form, or appends the cells it lacks: its name, its first columns and what it is made from, with the figures as r.figures';

/*
 * Reports with their head: what the views on parts of a report begin with.  On the
 * side of an outer join that may be empty, an expression is computed where the report is
 * read, and not for each of its cells; the condition makes an inner join of it again.
 */
CREATE OR REPLACE VIEW disclosure.headed_report WITH (security_invoker = true) AS
SELECT r.report_key, r.unit_id, r.year, r.period_end, r.scope, r.scope_label, r.scope_no, r.unit_name, r.kind, r.kind_label, r.kind_no,
	r.division_code, r.level1_name, r.level2_name, r.level3_name, r.level4_name, r.sort_no, r.figures
FROM (VALUES (true)) once
LEFT JOIN (
	SELECT disclosure.bi_report_key(r.unit_id, r.year, r.scope)::varchar(64) AS report_key, h.unit_id, r.year, h.period_end,
		r.scope::varchar(16) AS scope, disclosure.bi_label('scope', r.scope)::varchar(32) AS scope_label, disclosure.bi_no('scope', r.scope) AS scope_no,
		h.unit_name, h.kind, h.kind_label, h.kind_no, h.division_code, h.level1_name, h.level2_name, h.level3_name, h.level4_name, h.sort_no, r.figures
	FROM disclosure.report r
	CROSS JOIN LATERAL disclosure.bi_head(r.unit_id, r.year) h) r ON true
WHERE r.year IS NOT NULL;
COMMENT ON VIEW disclosure.headed_report IS '年度报告，带报表视图开头各列';
COMMENT ON COLUMN disclosure.headed_report.figures IS '全部数字';
SELECT disclosure.bi_describe('disclosure.headed_report');

SELECT disclosure.create_bi_wide('bi_wide', $$
	r.report_key, r.unit_id, r.year, r.period_end, r.scope, r.scope_label, r.scope_no, r.unit_name, r.kind, r.kind_label, r.kind_no,
	r.division_code, r.level1_name, r.level2_name, r.level3_name, r.level4_name, r.sort_no$$,
	'disclosure.headed_report r');
COMMENT ON VIEW disclosure.bi_wide IS '全部单元格（宽表）：一行是一份报告，一格一列；空白和格式没有的格为空';
SELECT disclosure.bi_describe('disclosure.bi_wide');

SELECT disclosure.create_bi_wide('bi_published', $$
	(disclosure.bi_report_key(r.unit_id, r.year, r.scope) || '-' || r.number)::varchar(80) AS publication_key,
	disclosure.bi_report_key(r.unit_id, r.year, r.scope)::varchar(64) AS report_key, disclosure.bi_code(r.unit_id)::varchar(32) AS unit_id, r.year, h.period_end,
	r.scope::varchar(16) AS scope, disclosure.bi_label('scope', r.scope)::varchar(32) AS scope_label, disclosure.bi_no('scope', r.scope) AS scope_no,
	h.unit_name, h.kind, h.kind_label, h.kind_no,
	h.division_code, h.level1_name, h.level2_name, h.level3_name, h.level4_name, h.sort_no,
	r.number AS publication_no, r.kind::varchar(16) AS publication_kind, disclosure.bi_label('publication', r.kind)::varchar(32) AS publication_kind_label,
	disclosure.bi_no('publication', r.kind) AS publication_kind_no, r.published_on,
	CASE WHEN length(r.address) <= 1000 THEN r.address END::varchar(1000) AS address$$,
	'disclosure.published_report r CROSS JOIN LATERAL disclosure.bi_head(r.unit_id, r.year) h WHERE r.current');
COMMENT ON VIEW disclosure.bi_published IS '公开数据：一行是一份报告的最近一次公布，一格一列；正在更正的，仍是原来公布的数字';
COMMENT ON COLUMN disclosure.bi_published.publication_key IS '公布编号：报告编号-第几次公布';
COMMENT ON COLUMN disclosure.bi_published.publication_no IS '第几次公布';
COMMENT ON COLUMN disclosure.bi_published.publication_kind IS '公布方式代码';
COMMENT ON COLUMN disclosure.bi_published.publication_kind_label IS '公布方式';
COMMENT ON COLUMN disclosure.bi_published.publication_kind_no IS '公布方式排序';
COMMENT ON COLUMN disclosure.bi_published.published_on IS '公布日期：不详的为空';
COMMENT ON COLUMN disclosure.bi_published.address IS '网址：超过 1000 字的为空';
SELECT disclosure.bi_describe('disclosure.bi_published');

/* A number with a blank term is unknown, and not what the other terms add up to. */
DO $do$
BEGIN
	EXECUTE format($view$
		CREATE OR REPLACE VIEW disclosure.bi_report WITH (security_invoker = true) AS
		SELECT disclosure.bi_report_key(r.unit_id, r.year, r.scope)::varchar(64) AS report_key, disclosure.bi_code(r.unit_id)::varchar(32) AS unit_id, r.year, h.period_end,
	r.scope::varchar(16) AS scope, disclosure.bi_label('scope', r.scope)::varchar(32) AS scope_label, disclosure.bi_no('scope', r.scope) AS scope_no,
	h.unit_name, h.kind, h.kind_label, h.kind_no,
	h.division_code, h.level1_name, h.level2_name, h.level3_name, h.level4_name, h.sort_no,
			r.origin::varchar(16) AS origin, disclosure.bi_label('origin', r.origin)::varchar(32) AS origin_label, disclosure.bi_no('origin', r.origin) AS origin_no,
			r.status::varchar(16) AS status, disclosure.bi_label('status', r.status)::varchar(32) AS status_label, disclosure.bi_no('status', r.status) AS status_no,
			disclosure.forms_of(r.figures)::varchar(16) AS form, (disclosure.forms_of(r.figures) || '年格式')::varchar(32) AS form_label,
			left(disclosure.forms_of(r.figures), 4)::integer AS form_no,
			r.issued_on, disclosure.due_date(r.unit_id, h.kind::text, r.year) AS due_on, p.published_on,
			(p.published_on > disclosure.due_date(r.unit_id, h.kind::text, r.year))::integer::smallint AS is_late,
			p.publication_no, (p.publication_no > 1)::integer::smallint AS is_corrected,
			%s,
			disclosure.blank_count(r.figures) AS blanks, coalesce(f.errors, 0) AS errors, coalesce(f.warnings, 0) AS warnings,
			coalesce(f.unknown, 0) AS unknown, coalesce(f.unexplained, 0) AS unexplained,
			disclosure.is_nil(r.figures)::integer::smallint AS is_nil
		FROM disclosure.report r
		CROSS JOIN LATERAL disclosure.bi_head(r.unit_id, r.year) h
		CROSS JOIN LATERAL (SELECT CASE WHEN disclosure.blank_count(r.figures) > 0 THEN disclosure.blanks(r.figures) END AS blanks OFFSET 0) b
		LEFT JOIN (
			SELECT p.unit_id, p.year, p.scope, max(p.number) AS publication_no,
				min(p.published_on) FILTER (WHERE disclosure.impossible_date(p.unit_id, p.year, p.published_on) IS NULL) AS published_on
			FROM disclosure.published_report p
			GROUP BY p.unit_id, p.year, p.scope) p ON p.unit_id = r.unit_id AND p.year = r.year AND p.scope = r.scope
		LEFT JOIN (
			SELECT c.unit_id, c.year, c.scope, (count(*) FILTER (WHERE c.severity = 'error' AND c.result = 'fail'))::integer AS errors,
				(count(*) FILTER (WHERE c.severity = 'warning' AND c.result = 'fail'))::integer AS warnings,
				(count(*) FILTER (WHERE c.result = 'unknown'))::integer AS unknown,
				(count(*) FILTER (WHERE c.severity = 'warning' AND c.result = 'fail' AND NOT c.explained))::integer AS unexplained
			FROM disclosure.finding c
			GROUP BY c.unit_id, c.year, c.scope) f ON f.unit_id = r.unit_id AND f.year = r.year AND f.scope = r.scope $view$,
		(SELECT string_agg(format('(CASE WHEN disclosure.value_of(b.blanks, %1$L) > 0 THEN NULL ELSE disclosure.value_of(r.figures, %1$L) END)::%2$s AS %3$I',
			c.expression, CASE c.unit_label WHEN '件' THEN 'bigint' ELSE 'numeric(18,6)' END, c.name), ', ' ORDER BY a.attnum, c.no)
		FROM disclosure.bi_counts() WITH ORDINALITY c(name, label, unit_label, expression, no)
		LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = to_regclass('disclosure.bi_report') AND a.attname = c.name));
END
$do$;
COMMENT ON VIEW disclosure.bi_report IS '年度报告：一行是一份报告，主要的数、状态和核对情况；三种范围的报告都在，不能相加';
COMMENT ON COLUMN disclosure.bi_report.origin IS '来源代码';
COMMENT ON COLUMN disclosure.bi_report.origin_label IS '来源';
COMMENT ON COLUMN disclosure.bi_report.origin_no IS '来源排序';
COMMENT ON COLUMN disclosure.bi_report.status IS '状态代码';
COMMENT ON COLUMN disclosure.bi_report.status_label IS '状态';
COMMENT ON COLUMN disclosure.bi_report.status_no IS '状态排序';
COMMENT ON COLUMN disclosure.bi_report.form IS '格式代码';
COMMENT ON COLUMN disclosure.bi_report.form_label IS '格式';
COMMENT ON COLUMN disclosure.bi_report.form_no IS '格式排序';
COMMENT ON COLUMN disclosure.bi_report.issued_on IS '报告上的日期';
COMMENT ON COLUMN disclosure.bi_report.due_on IS '公布期限：含当日';
COMMENT ON COLUMN disclosure.bi_report.published_on IS '首次公布日期：不可能的日期不算';
COMMENT ON COLUMN disclosure.bi_report.is_late IS '是否逾期公布：未公布的、日期不详的为空';
COMMENT ON COLUMN disclosure.bi_report.publication_no IS '最近一次是第几次公布：未公布的为空';
COMMENT ON COLUMN disclosure.bi_report.is_corrected IS '是否更正过：未公布的为空';
COMMENT ON COLUMN disclosure.bi_report.blanks IS '空白（格）：未填的单元格';
COMMENT ON COLUMN disclosure.bi_report.errors IS '强制性不符（条）：核对结果的条数';
COMMENT ON COLUMN disclosure.bi_report.warnings IS '核实性不符（条）：核对结果的条数';
COMMENT ON COLUMN disclosure.bi_report.unknown IS '无法核对（条）：核对结果的条数';
COMMENT ON COLUMN disclosure.bi_report.unexplained IS '尚未说明的核实性不符（条）：核对结果的条数';
COMMENT ON COLUMN disclosure.bi_report.is_nil IS '是否零报告';
SELECT disclosure.bi_describe('disclosure.bi_report');

CREATE OR REPLACE VIEW disclosure.bi_cell WITH (security_invoker = true) AS
SELECT (r.report_key || '-' || c.path)::varchar(128) AS cell_key,
	r.report_key, r.unit_id, r.year, r.period_end, r.scope, r.scope_label, r.scope_no, r.unit_name, r.kind, r.kind_label, r.kind_no,
	r.division_code, r.level1_name, r.level2_name, r.level3_name, r.level4_name, r.sort_no,
	p.cell_no, c.path::varchar(64) AS path, p.table_no, p.table_label, p.row_code, p.row_no,
	p.row_label, p.group_code, p.group_no, p.group_label,
	p.column_code, p.column_no, p.column_label, p.unit_label,
	c.value::numeric(18,6) AS amount, (c.value IS NULL)::integer::smallint AS is_blank
FROM disclosure.headed_report r
CROSS JOIN LATERAL disclosure.cells(r.figures) c
LEFT JOIN disclosure.bi_places() p ON p.path = c.path;
COMMENT ON VIEW disclosure.bi_cell IS '单元格（长表）：一行是一份报告的一格；格式没有的格没有那一行，标签照最近的格式';
COMMENT ON COLUMN disclosure.bi_cell.cell_key IS '单元格编号：报告编号-路径';
COMMENT ON COLUMN disclosure.bi_cell.cell_no IS '单元格排序';
COMMENT ON COLUMN disclosure.bi_cell.path IS '路径：表.行.列';
COMMENT ON COLUMN disclosure.bi_cell.table_no IS '表的序号：二、三、四部分';
COMMENT ON COLUMN disclosure.bi_cell.table_label IS '表';
COMMENT ON COLUMN disclosure.bi_cell.row_code IS '行代码';
COMMENT ON COLUMN disclosure.bi_cell.row_no IS '行排序：表内';
COMMENT ON COLUMN disclosure.bi_cell.row_label IS '行';
COMMENT ON COLUMN disclosure.bi_cell.group_code IS '组代码：没有分组的行自成一组';
COMMENT ON COLUMN disclosure.bi_cell.group_no IS '组排序：表内';
COMMENT ON COLUMN disclosure.bi_cell.group_label IS '组';
COMMENT ON COLUMN disclosure.bi_cell.column_code IS '列代码';
COMMENT ON COLUMN disclosure.bi_cell.column_no IS '列排序：表内';
COMMENT ON COLUMN disclosure.bi_cell.column_label IS '列';
COMMENT ON COLUMN disclosure.bi_cell.unit_label IS '计量单位';
COMMENT ON COLUMN disclosure.bi_cell.amount IS '数值：空白为空；总计也是一格，相加须先选定行和列';
COMMENT ON COLUMN disclosure.bi_cell.is_blank IS '是否空白';
SELECT disclosure.bi_describe('disclosure.bi_cell');

/*
 * The three views below leave totals out, so that what they hold can be added
 * up.  Places are joined from outside: the planner must not think of unpacking
 * the cells once for every place.  Of conditions on a text it thinks that they
 * leave hardly a cell, and would look for the place of each by itself; of a
 * CASE, that it leaves half of them.
 */
CREATE OR REPLACE VIEW disclosure.bi_outcome WITH (security_invoker = true) AS
SELECT (r.report_key || '-' || p.row_code || '-' || p.column_code)::varchar(128) AS outcome_key,
	r.report_key, r.unit_id, r.year, r.period_end, r.scope, r.scope_label, r.scope_no, r.unit_name, r.kind, r.kind_label, r.kind_no,
	r.division_code, r.level1_name, r.level2_name, r.level3_name, r.level4_name, r.sort_no,
	p.row_code AS outcome, p.row_label AS outcome_label, p.row_no AS outcome_no,
	p.group_code AS outcome_group, p.group_label AS outcome_group_label, p.group_no AS outcome_group_no,
	p.column_code AS applicant, p.column_label AS applicant_label, p.column_no AS applicant_no,
	c.value::bigint AS cases
FROM disclosure.headed_report r
CROSS JOIN LATERAL disclosure.cells(r.figures) c
LEFT JOIN disclosure.bi_places() p ON p.path = c.path
WHERE CASE WHEN starts_with(c.path, 'requests.') THEN NOT (c.path LIKE '%.total' OR starts_with(c.path, 'requests.received.')
	OR starts_with(c.path, 'requests.carried_in.') OR starts_with(c.path, 'requests.processed.') OR starts_with(c.path, 'requests.carried_out.')) END;
COMMENT ON VIEW disclosure.bi_outcome IS '办理结果：一行是一份报告的一种结果、一类申请人；没有总计，可以相加';
COMMENT ON COLUMN disclosure.bi_outcome.outcome_key IS '编号：报告编号-结果-申请人';
COMMENT ON COLUMN disclosure.bi_outcome.outcome IS '结果代码';
COMMENT ON COLUMN disclosure.bi_outcome.outcome_label IS '结果';
COMMENT ON COLUMN disclosure.bi_outcome.outcome_no IS '结果排序';
COMMENT ON COLUMN disclosure.bi_outcome.outcome_group IS '结果大类代码';
COMMENT ON COLUMN disclosure.bi_outcome.outcome_group_label IS '结果大类';
COMMENT ON COLUMN disclosure.bi_outcome.outcome_group_no IS '结果大类排序';
COMMENT ON COLUMN disclosure.bi_outcome.applicant IS '申请人类别代码';
COMMENT ON COLUMN disclosure.bi_outcome.applicant_label IS '申请人类别';
COMMENT ON COLUMN disclosure.bi_outcome.applicant_no IS '申请人类别排序';
COMMENT ON COLUMN disclosure.bi_outcome.cases IS '办理申请（件）：空白为空';
SELECT disclosure.bi_describe('disclosure.bi_outcome');

CREATE OR REPLACE VIEW disclosure.bi_applicant WITH (security_invoker = true) AS
SELECT (r.report_key || '-' || p.column_code)::varchar(128) AS applicant_key,
	r.report_key, r.unit_id, r.year, r.period_end, r.scope, r.scope_label, r.scope_no, r.unit_name, r.kind, r.kind_label, r.kind_no,
	r.division_code, r.level1_name, r.level2_name, r.level3_name, r.level4_name, r.sort_no,
	p.column_code AS applicant, p.column_label AS applicant_label, p.column_no AS applicant_no,
	r.figures['requests.received.' || p.column_code]::bigint AS cases, r.figures['requests.carried_in.' || p.column_code]::bigint AS carried_in,
	r.figures['requests.processed.' || p.column_code]::bigint AS processed, r.figures['requests.carried_out.' || p.column_code]::bigint AS carried_out
FROM disclosure.headed_report r
CROSS JOIN disclosure.bi_places() p
WHERE p.table_code = 'requests' AND p.row_code = 'received' AND p.column_code <> 'total';
COMMENT ON VIEW disclosure.bi_applicant IS '申请人：一行是一份报告的一类申请人；没有总计，可以相加';
COMMENT ON COLUMN disclosure.bi_applicant.applicant_key IS '编号：报告编号-申请人';
COMMENT ON COLUMN disclosure.bi_applicant.applicant IS '申请人类别代码';
COMMENT ON COLUMN disclosure.bi_applicant.applicant_label IS '申请人类别';
COMMENT ON COLUMN disclosure.bi_applicant.applicant_no IS '申请人类别排序';
COMMENT ON COLUMN disclosure.bi_applicant.cases IS '本年新收申请（件）：空白为空';
COMMENT ON COLUMN disclosure.bi_applicant.carried_in IS '上年结转申请（件）：空白为空';
COMMENT ON COLUMN disclosure.bi_applicant.processed IS '办理结果总计（件）：空白为空';
COMMENT ON COLUMN disclosure.bi_applicant.carried_out IS '结转下年度（件）：空白为空';
SELECT disclosure.bi_describe('disclosure.bi_applicant');

CREATE OR REPLACE VIEW disclosure.bi_remedy WITH (security_invoker = true) AS
SELECT (r.report_key || '-' || p.row_code || '-' || p.column_code)::varchar(128) AS remedy_key,
	r.report_key, r.unit_id, r.year, r.period_end, r.scope, r.scope_label, r.scope_no, r.unit_name, r.kind, r.kind_label, r.kind_no,
	r.division_code, r.level1_name, r.level2_name, r.level3_name, r.level4_name, r.sort_no,
	p.row_code AS case_kind, p.row_label AS case_kind_label, p.row_no AS case_kind_no,
	p.group_code AS case_group, p.group_label AS case_group_label, p.group_no AS case_group_no,
	p.column_code AS result, p.column_label AS result_label, p.column_no AS result_no,
	c.value::bigint AS cases
FROM disclosure.headed_report r
CROSS JOIN LATERAL disclosure.cells(r.figures) c
LEFT JOIN disclosure.bi_places() p ON p.path = c.path
WHERE CASE WHEN starts_with(c.path, 'remedies.') THEN c.path NOT LIKE '%.total' END;
COMMENT ON VIEW disclosure.bi_remedy IS '复议诉讼：一行是一份报告的一类案件、一种结果；没有总计，可以相加';
COMMENT ON COLUMN disclosure.bi_remedy.remedy_key IS '编号：报告编号-案件-结果';
COMMENT ON COLUMN disclosure.bi_remedy.case_kind IS '案件类别代码';
COMMENT ON COLUMN disclosure.bi_remedy.case_kind_label IS '案件类别';
COMMENT ON COLUMN disclosure.bi_remedy.case_kind_no IS '案件类别排序';
COMMENT ON COLUMN disclosure.bi_remedy.case_group IS '案件大类代码';
COMMENT ON COLUMN disclosure.bi_remedy.case_group_label IS '案件大类：行政复议、行政诉讼';
COMMENT ON COLUMN disclosure.bi_remedy.case_group_no IS '案件大类排序';
COMMENT ON COLUMN disclosure.bi_remedy.result IS '结果代码';
COMMENT ON COLUMN disclosure.bi_remedy.result_label IS '结果';
COMMENT ON COLUMN disclosure.bi_remedy.result_no IS '结果排序';
COMMENT ON COLUMN disclosure.bi_remedy.cases IS '案件（件）：空白为空';
SELECT disclosure.bi_describe('disclosure.bi_remedy');

/* What area reports alone say is in the totals (basis best), so that registers of published reports have some. */
DO $do$
BEGIN
	EXECUTE format($view$
		CREATE OR REPLACE VIEW disclosure.bi_total WITH (security_invoker = true) AS
		SELECT disclosure.bi_unit_key(t.unit_id, y.year)::varchar(64) AS total_key, disclosure.bi_code(t.unit_id)::varchar(32) AS unit_id, y.year, h.period_end,
			h.unit_name, h.kind, h.kind_label, h.kind_no,
			h.division_code, h.level1_name, h.level2_name, h.level3_name, h.level4_name, h.sort_no, h.depth,
			t.basis::varchar(16) AS basis, disclosure.bi_label('basis', t.basis)::varchar(32) AS basis_label, disclosure.bi_no('basis', t.basis) AS basis_no,
			t.units, t.owing, t.reported, t.missing, t.exempt, t.drafts, t.nil, t.with_errors, t.published, t.left_out,
			%s,
			disclosure.value_of(t.holes, %L)::bigint AS holes
		FROM disclosure.bi_years() y(year)
		CROSS JOIN LATERAL disclosure.rollup(y.year, NULL, NULL, 'best'::text) t
		CROSS JOIN LATERAL disclosure.bi_head(t.unit_id, y.year) h
		/* years of requests alone have no totals; neither has a year without a form */
		WHERE (EXISTS (SELECT FROM disclosure.report r WHERE r.year = y.year) OR EXISTS (SELECT FROM disclosure.reporting_year s WHERE s.year = y.year))
			AND EXISTS (SELECT FROM disclosure.form f WHERE y.year BETWEEN f.first_year AND disclosure.end_year(f.last_year))
			AND y.year <= extract(year FROM current_date) $view$,
		(SELECT string_agg(format(CASE c.unit_label WHEN '件' THEN 'disclosure.value_of(t.figures, %1$L)::bigint AS %2$I'
				ELSE 'disclosure.bi_amount(disclosure.value_of(t.figures, %1$L))::numeric(18,6) AS %2$I' END, c.expression, c.name), ', ' ORDER BY a.attnum, c.no)
		FROM disclosure.bi_counts() WITH ORDINALITY c(name, label, unit_label, expression, no)
		LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = to_regclass('disclosure.bi_total') AND a.attname = c.name),
		(SELECT string_agg(p.path, ' + ' ORDER BY p.ordinal) FROM disclosure.bi_places() p));
END
$do$;
COMMENT ON VIEW disclosure.bi_total IS '汇总：一行是一个单位连同其所属各级单位的一个年度；上下级的行不能相加';
COMMENT ON COLUMN disclosure.bi_total.total_key IS '汇总编号：单位代码-年度';
COMMENT ON COLUMN disclosure.bi_total.basis IS '依据代码';
COMMENT ON COLUMN disclosure.bi_total.basis_label IS '依据：各单位报告之和；所属单位都没有报告的，用其全域汇总报告';
COMMENT ON COLUMN disclosure.bi_total.basis_no IS '依据排序';
COMMENT ON COLUMN disclosure.bi_total.units IS '单位（个）：包括自己';
COMMENT ON COLUMN disclosure.bi_total.owing IS '应报（个）：应报的单位';
COMMENT ON COLUMN disclosure.bi_total.reported IS '已报（个）：应报的单位中已报的';
COMMENT ON COLUMN disclosure.bi_total.missing IS '未报（个）：应报的单位中未报的';
COMMENT ON COLUMN disclosure.bi_total.exempt IS '免报（个）：登记为免报的单位';
COMMENT ON COLUMN disclosure.bi_total.drafts IS '草稿（份）：计入的报告中填报中或已退回的';
COMMENT ON COLUMN disclosure.bi_total.nil IS '零报告（份）：计入的报告中的';
COMMENT ON COLUMN disclosure.bi_total.with_errors IS '有错的（份）：计入的报告中有强制性不符的';
COMMENT ON COLUMN disclosure.bi_total.published IS '已公布（份）：计入的报告中的';
COMMENT ON COLUMN disclosure.bi_total.left_out IS '未计入（个）：已报而数字不在合计中的单位';
COMMENT ON COLUMN disclosure.bi_total.holes IS '空白（格）：计入的报告中未填的单元格，各列没有包括它们的数';
SELECT disclosure.bi_describe('disclosure.bi_total');
