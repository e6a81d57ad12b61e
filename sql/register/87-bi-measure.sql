/* Measures for BI tools: of each report, and of each unit with all below it beside the year before. */

/*
 * A measure of a unit with all below it, and the same of the year before.  Growth
 * is fair only between the same units: those whose number is known in both years,
 * what a unit took over from others counted with last year's of the others.
 */
CREATE OR REPLACE FUNCTION disclosure.measure_trend(year integer, root text DEFAULT NULL)
RETURNS SETOF disclosure.measure_trend_row
LANGUAGE plpgsql STABLE COST 1000000 ROWS 10000
SET search_path = pg_catalog, pg_temp
SET jit = off
SET plan_cache_mode = force_custom_plan
AS $$
#variable_conflict use_column
DECLARE
	definitions disclosure.measure_definition[];
	form text;
	last_form text := (SELECT f.form FROM disclosure.form f WHERE measure_trend.year - 1 BETWEEN f.first_year AND disclosure.end_year(f.last_year));
BEGIN
	PERFORM disclosure.require_any_duty(), disclosure.require_form(measure_trend.year);
	form := disclosure.form_of(measure_trend.year);
	definitions := ARRAY(SELECT d FROM unnest(disclosure.measures_in_use()) d
		WHERE measure_trend.year BETWEEN coalesce(d.from_year, 0) AND disclosure.end_year(d.to_year));
	RETURN QUERY
	WITH total AS MATERIALIZED (
		SELECT t.unit_id, t.figures, t.holes FROM disclosure.rollup(measure_trend.year, measure_trend.root, NULL) t
	), last_total AS MATERIALIZED (
		SELECT t.unit_id, t.figures, t.holes
		FROM (SELECT WHERE last_form IS NOT NULL) y
		CROSS JOIN LATERAL disclosure.rollup(measure_trend.year - 1, measure_trend.root, NULL) t
	), definition AS MATERIALIZED (
		SELECT d.no, d.code, y.had_it, y.had_it AND NOT EXISTS (
				/* what the measure adds up is asked for in both years */
				SELECT FROM (VALUES (1, d.numerator), (2, d.denominator)) s(no, expression)
				CROSS JOIN LATERAL disclosure.expression_cells(s.expression) e
				JOIN disclosure.form_cell f ON f.path = e.path
				GROUP BY s.no, e.reference
				HAVING bool_or(f.form = measure_trend_forms.form) <> bool_or(f.form = measure_trend_forms.last_form)) AS is_comparable
		FROM unnest(definitions) WITH ORDINALITY d(code, numerator, denominator, least_denominator, from_year, to_year, no)
		CROSS JOIN (SELECT form, coalesce(last_form, '') AS last_form) measure_trend_forms
		CROSS JOIN LATERAL (
			SELECT last_form IS NOT NULL AND measure_trend.year - 1 BETWEEN coalesce(d.from_year, 0) AND disclosure.end_year(d.to_year) AS had_it) y
	), own AS MATERIALIZED (
		SELECT r.unit_id, r.figures, CASE WHEN s.unit_id IS NULL THEN p.figures WHEN (l.previous).why IS NULL THEN (l.previous).figures END AS last_figures,
			(l.previous).holes AS last_holes
		FROM disclosure.report r
		LEFT JOIN disclosure.report p ON p.unit_id = r.unit_id AND p.year = r.year - 1 AND p.scope = r.scope
		LEFT JOIN (
			SELECT g.successor_id AS unit_id FROM disclosure.unit_successor g WHERE g.year = measure_trend.year
			UNION
			SELECT g.unit_id FROM disclosure.unit_successor g WHERE g.year = measure_trend.year) s ON s.unit_id = r.unit_id
		CROSS JOIN LATERAL (
			SELECT CASE WHEN s.unit_id IS NOT NULL THEN disclosure.previous_of(r.unit_id, r.year, r.scope) END AS previous
			OFFSET 0) l
		WHERE r.year = measure_trend.year AND r.scope = 'own'
	), units AS MATERIALIZED (
		SELECT c.ancestor_id AS unit_id, disclosure.measure_sums(o.figures, definitions, o.last_figures, o.last_holes) AS sums
		FROM own o
		JOIN disclosure.unit_closure c ON c.unit_id = o.unit_id AND c.counted AND measure_trend.year BETWEEN c.from_year AND c.to_year
		GROUP BY c.ancestor_id
	)
	/* each of the functions has a row for each of the definitions, or none */
	SELECT t.unit_id, d.code, m.numerator, m.denominator, m.ratio, m.holes, m.is_small,
		CASE WHEN d.had_it THEN m.last_numerator END, CASE WHEN d.had_it THEN m.last_denominator END, CASE WHEN d.had_it THEN m.last_ratio END,
		CASE WHEN d.is_comparable THEN coalesce(m.comparable_units, 0) END,
		CASE WHEN d.is_comparable THEN m.comparable_numerator END, CASE WHEN d.is_comparable THEN m.comparable_last END,
		coalesce(m.known_units, 0), m.known_numerator, m.known_denominator, d.is_comparable
	FROM total t
	LEFT JOIN last_total l ON l.unit_id = t.unit_id
	LEFT JOIN units u ON u.unit_id = t.unit_id
	CROSS JOIN LATERAL ROWS FROM (
		disclosure.measures(t.figures, definitions, NULL, t.holes),
		disclosure.measures(l.figures, definitions, NULL, l.holes),
		unnest(u.sums)) WITH ORDINALITY
		m(code, numerator, denominator, ratio, is_unknown, is_small, holes, last_code, last_numerator, last_denominator, last_ratio, last_is_unknown, last_is_small, last_holes,
			known_units, known_numerator, known_denominator, comparable_units, comparable_numerator, comparable_last, no)
	JOIN definition d ON d.no = m.no
	WHERE t.figures IS NOT NULL;
END
$$;
COMMENT ON FUNCTION disclosure.measure_trend(integer, text) IS
'the measures of a year for a unit, or for every unit, with all units below it, beside those of the year before, and over the units known in both years';

CREATE OR REPLACE VIEW disclosure.bi_measure WITH (security_invoker = true) AS
SELECT (r.report_key || '-' || m.code)::varchar(96) AS measure_key,
	r.report_key, r.unit_id, r.year, r.period_end, r.scope, r.scope_label, r.scope_no, r.unit_name, r.kind, r.kind_label, r.kind_no,
	r.division_code, r.level1_name, r.level2_name, r.level3_name, r.level4_name, r.sort_no,
	m.code::varchar(32) AS measure_code, d.label::varchar(64) AS measure_label, d.sort_no AS measure_no, d.topic::varchar(32) AS topic,
	d.unit::varchar(16) AS unit_label, disclosure.bi_amount(m.numerator)::numeric(18,6) AS numerator, disclosure.bi_amount(m.denominator)::numeric(18,6) AS denominator,
	(CASE WHEN abs(m.ratio) < 1000 THEN m.ratio END)::numeric(9,6) AS ratio,
	m.is_unknown::integer::smallint AS is_unknown, m.is_small::integer::smallint AS is_small,
	s.state::varchar(8) AS state, disclosure.measure_state_label(s.state)::varchar(8) AS state_label, array_position(ARRAY['red', 'yellow', 'green'], s.state) AS state_no
FROM disclosure.headed_report r
CROSS JOIN LATERAL disclosure.measures(r.figures, (SELECT disclosure.measures_in_use()), r.year) m
JOIN disclosure.measure d ON d.code = m.code
CROSS JOIN LATERAL (
	SELECT disclosure.measure_state(CASE WHEN d.denominator IS NULL THEN m.numerator ELSE m.ratio END, m.is_small, d.better, d.red, d.yellow) AS state) s;
COMMENT ON VIEW disclosure.bi_measure IS '指标：一行是一份报告的一个指标';
COMMENT ON COLUMN disclosure.bi_measure.measure_key IS '指标值编号：单位代码-年度-范围-指标代码';
COMMENT ON COLUMN disclosure.bi_measure.report_key IS '报告编号：单位代码-年度-范围';
COMMENT ON COLUMN disclosure.bi_measure.scope IS '范围代码：own、level、consolidated';
COMMENT ON COLUMN disclosure.bi_measure.scope_label IS '范围：本机关、本级、全域汇总';
COMMENT ON COLUMN disclosure.bi_measure.scope_no IS '范围排序';
COMMENT ON COLUMN disclosure.bi_measure.measure_code IS '指标代码：见表 measure';
COMMENT ON COLUMN disclosure.bi_measure.measure_label IS '指标名称';
COMMENT ON COLUMN disclosure.bi_measure.measure_no IS '指标排序';
COMMENT ON COLUMN disclosure.bi_measure.topic IS '主题';
COMMENT ON COLUMN disclosure.bi_measure.unit_label IS '计量单位：% 的看比率，0.4 即 40%；其他的看分子';
COMMENT ON COLUMN disclosure.bi_measure.numerator IS '分子：不是比率的，即指标的值；任何一项空白的为空，报告没有这些格的也为空';
COMMENT ON COLUMN disclosure.bi_measure.denominator IS '分母：同上；不是比率的为空';
COMMENT ON COLUMN disclosure.bi_measure.ratio IS '比率：numerator/denominator，六位小数，四舍五入；分母为零的为空；不能相加，合计用分子和分母';
COMMENT ON COLUMN disclosure.bi_measure.is_unknown IS '是否因空白而不知道';
COMMENT ON COLUMN disclosure.bi_measure.is_small IS '是否样本不足：分母小于最低数，排名时请排除';
COMMENT ON COLUMN disclosure.bi_measure.state IS '评价代码：red、yellow、green；样本不足、不知道、没有红黄线的为空';
COMMENT ON COLUMN disclosure.bi_measure.state_label IS '评价：红、黄、绿';
COMMENT ON COLUMN disclosure.bi_measure.state_no IS '评价排序';
SELECT disclosure.bi_describe('disclosure.bi_measure');

CREATE OR REPLACE VIEW disclosure.bi_trend WITH (security_invoker = true) AS
SELECT (disclosure.bi_unit_key(g.unit_id, g.year) || '-' || t.code)::varchar(96) AS trend_key, h.unit_id, g.year, h.period_end,
	h.unit_name, h.kind, h.kind_label, h.kind_no, h.division_code, h.level1_name, h.level2_name, h.level3_name, h.level4_name, h.sort_no,
	t.code::varchar(32) AS measure_code, d.label::varchar(64) AS measure_label, d.sort_no AS measure_no, d.topic::varchar(32) AS topic,
	d.unit::varchar(16) AS unit_label, disclosure.bi_amount(t.numerator)::numeric(18,6) AS numerator, disclosure.bi_amount(t.denominator)::numeric(18,6) AS denominator,
	(CASE WHEN abs(t.ratio) < 1000 THEN t.ratio END)::numeric(9,6) AS ratio, t.holes, t.is_small::integer::smallint AS is_small,
	disclosure.bi_amount(t.last_numerator)::numeric(18,6) AS last_numerator, disclosure.bi_ratio(t.numerator - t.last_numerator, t.last_numerator)::numeric(9,6) AS growth,
	t.comparable_units, disclosure.bi_amount(t.comparable_numerator)::numeric(18,6) AS comparable_numerator, disclosure.bi_amount(t.comparable_last)::numeric(18,6) AS comparable_last,
	disclosure.bi_ratio(t.comparable_numerator - t.comparable_last, t.comparable_last)::numeric(9,6) AS comparable_growth,
	t.is_comparable::integer::smallint AS is_comparable, disclosure.bi_amount(t.last_denominator)::numeric(18,6) AS last_denominator,
	(CASE WHEN abs(t.last_ratio) < 1000 THEN t.last_ratio END)::numeric(9,6) AS last_ratio,
	t.known_units, disclosure.bi_amount(t.known_numerator)::numeric(18,6) AS known_numerator, disclosure.bi_amount(t.known_denominator)::numeric(18,6) AS known_denominator,
	disclosure.bi_ratio(t.known_numerator, t.known_denominator)::numeric(9,6) AS known_ratio,
	s.state::varchar(8) AS state, disclosure.measure_state_label(s.state)::varchar(8) AS state_label, array_position(ARRAY['red', 'yellow', 'green'], s.state) AS state_no
/*
 * A group by year and unit: the year that is asked for gets in, and no plan computes a
 * year for each of its units; and the head of a unit is found once, not for each measure.
 */
FROM (
	SELECT y.year, t.unit_id, array_agg(t) AS lines
	FROM disclosure.bi_years() y(year)
	JOIN disclosure.form f ON y.year BETWEEN f.first_year AND least(disclosure.end_year(f.last_year), extract(year FROM current_date))
	CROSS JOIN LATERAL disclosure.measure_trend(y.year) t
	GROUP BY y.year, t.unit_id) g
CROSS JOIN LATERAL disclosure.bi_head(g.unit_id, g.year) h
CROSS JOIN LATERAL unnest(g.lines) t
JOIN disclosure.measure d ON d.code = t.code
CROSS JOIN LATERAL (
	SELECT disclosure.measure_state(CASE WHEN d.denominator IS NULL THEN t.numerator ELSE t.ratio END, t.is_small, d.better, d.red, d.yellow) AS state) s;
COMMENT ON VIEW disclosure.bi_trend IS '趋势：一行是一个单位及其全部下级在一个年度的一个指标，与上年比；各单位报告之和，同 rollup()';
COMMENT ON COLUMN disclosure.bi_trend.trend_key IS '趋势编号：单位代码-年度-指标代码';
COMMENT ON COLUMN disclosure.bi_trend.measure_code IS '指标代码：见表 measure';
COMMENT ON COLUMN disclosure.bi_trend.measure_label IS '指标名称';
COMMENT ON COLUMN disclosure.bi_trend.measure_no IS '指标排序';
COMMENT ON COLUMN disclosure.bi_trend.topic IS '主题';
COMMENT ON COLUMN disclosure.bi_trend.unit_label IS '计量单位：% 的看比率，0.4 即 40%；其他的看分子';
COMMENT ON COLUMN disclosure.bi_trend.numerator IS '分子：各单位报告之和，空白的不在内';
COMMENT ON COLUMN disclosure.bi_trend.denominator IS '分母：同上；不是比率的为空';
COMMENT ON COLUMN disclosure.bi_trend.ratio IS '比率：numerator/denominator；有空白的为空，那时看已知比率；不能相加';
COMMENT ON COLUMN disclosure.bi_trend.holes IS '空白格数：涉及的单元格在各单位报告中有几个空白';
COMMENT ON COLUMN disclosure.bi_trend.is_small IS '是否样本不足：分母小于最低数';
COMMENT ON COLUMN disclosure.bi_trend.last_numerator IS '上年分子：上年的各单位报告之和';
COMMENT ON COLUMN disclosure.bi_trend.growth IS '增长率：(numerator-last_numerator)/last_numerator；两年的和直接相比，缺报、增减单位的影响也在内';
COMMENT ON COLUMN disclosure.bi_trend.comparable_units IS '可比单位数：两年都有报告且没有空白的';
COMMENT ON COLUMN disclosure.bi_trend.comparable_numerator IS '可比单位本年分子';
COMMENT ON COLUMN disclosure.bi_trend.comparable_last IS '可比单位上年分子：承接了别的单位的，包括被承接单位';
COMMENT ON COLUMN disclosure.bi_trend.comparable_growth IS '可比增长率：(comparable_numerator-comparable_last)/comparable_last；只比两年都有数的单位';
COMMENT ON COLUMN disclosure.bi_trend.is_comparable IS '两年是否可比：格式改变而没有同样单元格的为 0';
COMMENT ON COLUMN disclosure.bi_trend.last_denominator IS '上年分母';
COMMENT ON COLUMN disclosure.bi_trend.last_ratio IS '上年比率：last_numerator/last_denominator';
COMMENT ON COLUMN disclosure.bi_trend.known_units IS '已知单位数：分子、分母都没有空白的';
COMMENT ON COLUMN disclosure.bi_trend.known_numerator IS '已知单位的分子';
COMMENT ON COLUMN disclosure.bi_trend.known_denominator IS '已知单位的分母';
COMMENT ON COLUMN disclosure.bi_trend.known_ratio IS '已知比率：known_numerator/known_denominator；只算没有空白的单位';
COMMENT ON COLUMN disclosure.bi_trend.state IS '评价代码：red、yellow、green；样本不足、有空白、没有红黄线的为空';
COMMENT ON COLUMN disclosure.bi_trend.state_label IS '评价：红、黄、绿';
COMMENT ON COLUMN disclosure.bi_trend.state_no IS '评价排序';
SELECT disclosure.bi_describe('disclosure.bi_trend');
