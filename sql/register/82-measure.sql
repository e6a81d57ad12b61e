/*
 * Measures: what is counted or set in relation, in the rule language.  Those of
 * product_measures() come with the extension and mean the same in every office;
 * an office decides whether to use them and where to draw its lines, and adds its
 * own under codes that begin with own_.
 */
CREATE TABLE IF NOT EXISTS disclosure.measure (
	code text PRIMARY KEY,
	sort_no integer NOT NULL DEFAULT 1000,
	label text NOT NULL,
	topic text,
	numerator text NOT NULL,
	denominator text,
	unit text NOT NULL,
	least_denominator integer,
	better text,
	red numeric,
	yellow numeric,
	from_year integer,
	to_year integer,
	source text,
	note text,
	enabled boolean NOT NULL DEFAULT true,
	set_by text NOT NULL DEFAULT disclosure.calling_person(),
	set_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE disclosure.measure IS '指标：名称、口径、样本最低数和红黄线';
COMMENT ON COLUMN disclosure.measure.code IS '指标代码；自设的以 own_ 开头';
COMMENT ON COLUMN disclosure.measure.sort_no IS '排序';
COMMENT ON COLUMN disclosure.measure.label IS '指标名称';
COMMENT ON COLUMN disclosure.measure.topic IS '主题';
COMMENT ON COLUMN disclosure.measure.numerator IS '分子，或不是比率的指标本身：单元格路径的和，规则语言的一边';
COMMENT ON COLUMN disclosure.measure.denominator IS '分母，不是比率的为空';
COMMENT ON COLUMN disclosure.measure.unit IS '计量单位；% 的，数值为比率，0.4 即 40%';
COMMENT ON COLUMN disclosure.measure.least_denominator IS '分母小于此数的只标明样本不足，不评红黄绿';
COMMENT ON COLUMN disclosure.measure.better IS '怎样为好：up 高，down 低，空为不评';
COMMENT ON COLUMN disclosure.measure.red IS '红线：up 的低于它为红，down 的高于它为红';
COMMENT ON COLUMN disclosure.measure.yellow IS '黄线：同上';
COMMENT ON COLUMN disclosure.measure.from_year IS '自哪个报告年度起，空为不限';
COMMENT ON COLUMN disclosure.measure.to_year IS '至哪个报告年度，空为不限';
COMMENT ON COLUMN disclosure.measure.source IS '口径的依据';
COMMENT ON COLUMN disclosure.measure.note IS '备注';
COMMENT ON COLUMN disclosure.measure.enabled IS '是否启用';
COMMENT ON COLUMN disclosure.measure.set_by IS '由谁设立或修改';
COMMENT ON COLUMN disclosure.measure.set_at IS '何时设立或修改';

CREATE OR REPLACE FUNCTION disclosure.product_measures()
RETURNS SETOF disclosure.measure_row
LANGUAGE sql IMMUTABLE ROWS 20
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT p.code, (10 * row_number() OVER ())::integer, p.label, p.topic, p.numerator, p.denominator, p.unit, p.least, p.better, p.red, p.yellow,
		p.from_year, NULL::integer, p.source, p.note
	FROM (VALUES
		('requests_received', '本年新收', '收到和办理', 'requests.received.total', NULL, '件', NULL::integer, NULL, NULL::numeric, NULL::numeric, NULL::integer,
			'年度报告格式', NULL),
		('requests_open', '应办', '收到和办理', 'requests.received.total + requests.carried_in.total', NULL, '件', NULL, NULL, NULL, NULL, NULL,
			'年度报告格式', '本年新收加上年结转'),
		('requests_processed', '办结', '收到和办理', 'requests.processed.total', NULL, '件', NULL, NULL, NULL, NULL, NULL, '年度报告格式', '（七）总计'),
		('processed_rate', '办结率', '收到和办理', 'requests.processed.total', 'requests.received.total + requests.carried_in.total', '%', 30, 'up', NULL, NULL, NULL,
			'年度报告格式的勾稽关系', '办结占应办'),
		('carried_out_rate', '结转率', '收到和办理', 'requests.carried_out.total', 'requests.received.total + requests.carried_in.total', '%', 30, 'down', NULL, NULL, NULL,
			'年度报告格式的勾稽关系', '结转下年度占应办'),
		('disclosure_rate', '公开率', '办理结果', 'requests.granted.total + requests.partly_granted.total', 'requests.processed.total', '%', 30, 'up', 0.40, 0.45, NULL,
			'各地年度报告的通行口径（如普陀区2022年：81/263）', '予以公开和部分公开占（七）总计；以应办为分母的，另设'),
		('full_disclosure_rate', '予以公开率', '办理结果', 'requests.granted.total', 'requests.processed.total', '%', 30, 'up', NULL, NULL, NULL,
			'各地年度报告的通行口径', '予以公开占（七）总计'),
		('denial_rate', '不予公开率', '办理结果', 'requests.denied.total', 'requests.processed.total', '%', 30, NULL, NULL, NULL, NULL,
			'各地年度报告的通行口径（如高淳区2022年）', '不予公开各项占（七）总计'),
		('unavailable_rate', '无法提供率', '办理结果', 'requests.unavailable.total', 'requests.processed.total', '%', 30, NULL, NULL, NULL, NULL,
			'各地年度报告的通行口径（如高淳区2022年）', '无法提供各项占（七）总计'),
		('not_held_share', '不掌握占无法提供', '办理结果', 'requests.not_held.total', 'requests.unavailable.total', '%', 30, NULL, NULL, NULL, NULL,
			'分析口径', '本机关不掌握占无法提供'),
		('not_processed_rate', '不予处理率', '办理结果', 'requests.not_processed.total', 'requests.processed.total', '%', 30, NULL, NULL, NULL, NULL,
			'各地年度报告的通行口径（如高淳区2022年）', '不予处理各项占（七）总计'),
		('petition_share', '信访举报投诉类占比', '办理结果', 'requests.petition_complaint.total', 'requests.processed.total', '%', 30, NULL, NULL, NULL, NULL,
			'分析口径', '信访举报投诉类申请占（七）总计'),
		('natural_person_share', '自然人占比', '申请人', 'requests.received.natural_person', 'requests.received.total', '%', 30, NULL, NULL, NULL, NULL,
			'分析口径', '自然人占本年新收'),
		('enterprise_share', '商业企业占比', '申请人', 'requests.received.enterprise', 'requests.received.total', '%', 30, NULL, NULL, NULL, NULL,
			'分析口径', '商业企业占本年新收'),
		('reconsideration_correction', '复议纠错率', '复议诉讼', 'remedies.reconsideration.overturned',
			'remedies.reconsideration.upheld + remedies.reconsideration.overturned + remedies.reconsideration.other_result', '%', 10, 'down', 0.15, 0.10, NULL,
			'分析口径', '结果纠正占已审结；尚未审结的不计'),
		('lawsuit_correction', '诉讼纠错率', '复议诉讼', 'remedies.lawsuits.overturned',
			'remedies.lawsuits.upheld + remedies.lawsuits.overturned + remedies.lawsuits.other_result', '%', 10, 'down', 0.15, 0.10, NULL,
			'分析口径', '未经复议直接起诉和复议后起诉合计；尚未审结的不计'),
		('remedy_conversion', '争议转化率', '复议诉讼', 'remedies.reconsideration.total + remedies.direct_suit.total', 'requests.processed.total', '%', 30, NULL,
			NULL, NULL, NULL, '分析口径', '复议和直接起诉占（七）总计；复议后起诉是同一争议，不再计'),
		('documents_in_force', '现行有效规范性文件', '主动公开', 'proactive.normative_documents.in_force', NULL, '件', NULL, NULL, NULL, NULL, 2021, '2021年格式', NULL),
		('decisions', '行政处理决定', '主动公开', 'proactive.licensing.decisions + proactive.penalties.decisions + proactive.compulsion.decisions', NULL, '件', NULL, NULL,
			NULL, NULL, NULL, '年度报告格式', '行政许可、行政处罚、行政强制'),
		('charges', '行政事业性收费', '主动公开', 'proactive.charges.amount', NULL, '万元', NULL, NULL, NULL, NULL, 2021, '2021年格式', NULL)
		) p(code, label, topic, numerator, denominator, unit, least, better, red, yellow, from_year, source, note)
$$;
COMMENT ON FUNCTION disclosure.product_measures() IS 'the measures that come with the extension';

/* Says what is wrong with a side of a measure, and where. */
CREATE OR REPLACE FUNCTION disclosure.require_expression(code text, part text, expression text)
RETURNS void
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	error disclosure.expression_error;
BEGIN
	error := disclosure.expression_error(expression);
	IF error."position" IS NOT NULL THEN
		PERFORM disclosure.raise_error('invalid_parameter_value'::text,
			format('指标 %s 的%s在第 %s 个字符处有误：%s', code, part, error."position", error.message),
			'口径是单元格路径的和，如 requests.granted.total + requests.partly_granted.total；路径见视图 form_cell。'::text,
			format('%s：%s', part, expression), 'disclosure.measure'::regclass);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.require_expression(text, text, text) IS 'raises an error that says where a side of a measure is wrong';

CREATE OR REPLACE FUNCTION disclosure.check_measure()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	product disclosure.measure_row;
	wrong text;
BEGIN
	IF TG_OP <> 'INSERT' AND (TG_OP = 'DELETE' OR NEW.code <> OLD.code) AND EXISTS (SELECT FROM disclosure.product_measures() p WHERE p.code = OLD.code) THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text, format('指标 %s 是随扩展来的，不能删除或改名', OLD.code),
			format('不用的，UPDATE disclosure.measure SET enabled = false WHERE code = %L。', OLD.code), NULL::text, TG_RELID::regclass);
	ELSIF TG_OP = 'DELETE' THEN
		RETURN OLD;
	END IF;
	SELECT p.* INTO product FROM disclosure.product_measures() p WHERE p.code = NEW.code;
	IF product.code IS NULL AND (NEW.code !~ '^own_[a-z0-9_]{1,28}$') IS NOT FALSE THEN
		PERFORM disclosure.raise_error('invalid_parameter_value'::text, format('“%s”不能做自设指标的代码', NEW.code),
			'自设指标的代码以 own_ 开头，只用小写字母、数字和下划线，最多 32 个字符，如 own_granted_of_open。'::text, NULL::text, TG_RELID::regclass);
	ELSIF product.code IS NOT NULL AND (NEW.label, NEW.topic, NEW.numerator, NEW.denominator, NEW.unit, NEW.better, NEW.from_year, NEW.to_year)
		IS DISTINCT FROM (product.label, product.topic, product.numerator, product.denominator, product.unit, product.better, product.from_year, product.to_year) THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text, format('指标 %s 是随扩展来的，口径不能改', NEW.code),
			'口径不同的，另设一个代码以 own_ 开头的指标；最低分母、红黄线、排序、备注和是否启用可以改。'::text, NULL::text, TG_RELID::regclass);
	END IF;
	PERFORM disclosure.require_expression(NEW.code, '分子'::text, NEW.numerator);
	PERFORM disclosure.require_expression(NEW.code, '分母'::text, NEW.denominator);
	wrong := CASE
		WHEN length(NEW.label) > 64 OR length(NEW.topic) > 32 OR length(NEW.unit) > 16 THEN '名称最多 64 字，主题最多 32 字，计量单位最多 16 字'
		WHEN NEW.least_denominator < 0 THEN '最低分母不能是负数'
		WHEN NEW.denominator IS NULL AND NEW.least_denominator IS NOT NULL THEN '没有分母的指标没有最低分母'
		WHEN NEW.better NOT IN ('up', 'down') THEN 'better 是 up（高为好）、down（低为好）或空'
		WHEN NEW.better IS NULL AND coalesce(NEW.red, NEW.yellow) IS NOT NULL THEN '有红黄线的，要写明怎样为好（better）'
		WHEN 'NaN' IN (NEW.red, NEW.yellow) THEN '红黄线要是数'
		WHEN NEW.better = 'up' AND NEW.red > NEW.yellow THEN '高为好的，红线不能高于黄线'
		WHEN NEW.better = 'down' AND NEW.red < NEW.yellow THEN '低为好的，红线不能低于黄线'
		WHEN NEW.from_year > NEW.to_year THEN '起始年度不能晚于终止年度'
		WHEN NOT disclosure.are_years(NEW.from_year, NEW.to_year) THEN '年度写四位数' END;
	IF wrong IS NOT NULL THEN
		PERFORM disclosure.raise_error('check_violation'::text, format('指标 %s：%s', NEW.code, wrong), NULL::text, NULL::text, TG_RELID::regclass);
	END IF;
	IF TG_OP = 'UPDATE' OR row_security_active('disclosure.report') THEN
		NEW.set_by := disclosure.calling_person();
		NEW.set_at := now();
	END IF;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.check_measure() IS
'trigger: refuses a measure that is wrong, with the place in its expressions, and changes of the meaning of one that came with the extension';

CREATE OR REPLACE TRIGGER measure_check BEFORE INSERT OR UPDATE OR DELETE ON disclosure.measure
	FOR EACH ROW EXECUTE FUNCTION disclosure.check_measure();
COMMENT ON TRIGGER measure_check ON disclosure.measure IS '指标存入前先编译，有错的拒绝；随扩展来的不能删除';
CREATE OR REPLACE TRIGGER measure_guard BEFORE INSERT OR UPDATE OR DELETE ON disclosure.measure
	FOR EACH ROW EXECUTE FUNCTION disclosure.guard_structure();
COMMENT ON TRIGGER measure_guard ON disclosure.measure IS '由负责管理的人办理';

/* Run at every upgrade: what has gone comes back, the office's own lines and choices stay. */
INSERT INTO disclosure.measure (code, sort_no, label, topic, numerator, denominator, unit, least_denominator, better, red, yellow, from_year, to_year, source, note)
SELECT p.* FROM disclosure.product_measures() p
ON CONFLICT (code) DO UPDATE SET label = excluded.label, topic = excluded.topic, numerator = excluded.numerator, denominator = excluded.denominator,
	unit = excluded.unit, better = excluded.better, from_year = excluded.from_year, to_year = excluded.to_year, source = excluded.source
WHERE (measure.label, measure.topic, measure.numerator, measure.denominator, measure.unit, measure.better, measure.from_year, measure.to_year, measure.source)
	IS DISTINCT FROM (excluded.label, excluded.topic, excluded.numerator, excluded.denominator, excluded.unit, excluded.better, excluded.from_year,
		excluded.to_year, excluded.source);

CREATE OR REPLACE FUNCTION disclosure.measures_in_use()
RETURNS disclosure.measure_definition[]
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT array_agg(ROW(m.code, m.numerator, m.denominator, m.least_denominator, m.from_year, m.to_year)::disclosure.measure_definition
		ORDER BY m.sort_no, m.code)
	FROM disclosure.measure m
	WHERE m.enabled
$$;
COMMENT ON FUNCTION disclosure.measures_in_use() IS 'the measures of table measure that are enabled, for measures()';

/* A small sample is not rated. */
CREATE OR REPLACE FUNCTION disclosure.measure_state(value numeric, is_small boolean, better text, red numeric, yellow numeric)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN value IS NULL OR is_small OR better IS NULL OR coalesce(red, yellow) IS NULL THEN NULL
	WHEN CASE better WHEN 'up' THEN value < red ELSE value > red END THEN 'red'
	WHEN CASE better WHEN 'up' THEN value < yellow ELSE value > yellow END THEN 'yellow'
	ELSE 'green' END;
COMMENT ON FUNCTION disclosure.measure_state(numeric, boolean, text, numeric, numeric) IS
'red, yellow or green by the lines of a measure; NULL if it is not rated';

CREATE OR REPLACE FUNCTION disclosure.measure_state_label(state text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE state WHEN 'red' THEN '红' WHEN 'yellow' THEN '黄' WHEN 'green' THEN '绿' END;
COMMENT ON FUNCTION disclosure.measure_state_label(text) IS 'the state of a measure in Chinese';

/* From a measure to its cells. */
CREATE OR REPLACE FUNCTION disclosure.measure_cells(unit_id text, year integer, code text, scope text DEFAULT 'own')
RETURNS SETOF disclosure.measure_cell
LANGUAGE plpgsql STABLE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	measure disclosure.measure;
BEGIN
	PERFORM disclosure.require_report(measure_cells.unit_id, measure_cells.year, measure_cells.scope);
	SELECT m.* INTO measure FROM disclosure.measure m WHERE m.code = measure_cells.code;
	IF measure.code IS NULL THEN
		PERFORM disclosure.raise_error('no_data_found'::text, format('没有代码为“%s”的指标', measure_cells.code),
			'指标见表 measure。'::text, NULL::text, NULL::regclass);
	END IF;
	RETURN QUERY
	SELECT s.part, s.part_label, e.path, l.label, e.factor, c.value,
		CASE WHEN c.path IS NULL THEN 'absent' WHEN c.value IS NULL THEN 'blank' ELSE 'number' END,
		CASE WHEN c.path IS NULL THEN '没有这一格' WHEN c.value IS NULL THEN '空白' ELSE '有数' END
	FROM disclosure.report r
	CROSS JOIN (VALUES (1, 'numerator', '分子', measure.numerator), (2, 'denominator', '分母', measure.denominator)) s(no, part, part_label, expression)
	CROSS JOIN LATERAL disclosure.expression_cells(s.expression) WITH ORDINALITY e(reference, path, factor, no)
	LEFT JOIN LATERAL (
		SELECT concat_ws('，', f.row_label, f.column_label) AS label FROM disclosure.form_cell f WHERE f.path = e.path ORDER BY f.form DESC LIMIT 1) l ON true
	LEFT JOIN LATERAL (SELECT c.path, c.value FROM disclosure.cells(r.figures) c WHERE c.path = e.path) c ON true
	WHERE r.unit_id = measure_cells.unit_id AND r.year = measure_cells.year AND r.scope = measure_cells.scope
	ORDER BY s.no, e.no;
END
$$;
COMMENT ON FUNCTION disclosure.measure_cells(text, integer, text, text) IS
'the cells of a report that a measure is made of, with their numbers';
