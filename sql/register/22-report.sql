/* Reports: their figures, their text and the page they were read from. */

CREATE OR REPLACE FUNCTION disclosure.report_statuses()
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN '{draft,submitted,returned,approved,published}'::text[];
COMMENT ON FUNCTION disclosure.report_statuses() IS 'the statuses of reports';

CREATE TABLE IF NOT EXISTS disclosure.report (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE,
	year integer NOT NULL CHECK (year < 2100),
	scope text NOT NULL DEFAULT 'own' CHECK (scope IN ('own', 'level', 'consolidated')),
	origin text NOT NULL DEFAULT 'filed' CHECK (origin IN ('filed', 'recorded', 'received')),
	status text NOT NULL DEFAULT 'draft' CHECK (status = ANY (disclosure.report_statuses())),
	issued_on date,
	changed_at timestamptz NOT NULL DEFAULT now(),
	figures disclosure.figures NOT NULL,
	version integer NOT NULL DEFAULT 0,
	head bytea,
	changed_by text,
	submitted_by text,
	approved_by text,
	filled_by text,
	submitted_login text,
	text_hash bytea,
	page_hash bytea,
	PRIMARY KEY (unit_id, year, scope)
);
COMMENT ON TABLE disclosure.report IS '年度报告：一个单位、一个年度、一种范围一行';
COMMENT ON COLUMN disclosure.report.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.report.year IS '报告年度';
COMMENT ON COLUMN disclosure.report.scope IS '范围：own 本机关，level 本级（不含下级政府），consolidated 全域汇总';
COMMENT ON COLUMN disclosure.report.origin IS '来源：filed 本系统填报（须通过核对），recorded 收录已公布的报告（照原样保存），received 收到的下级登记簿的报告（照报来的保存）';
COMMENT ON COLUMN disclosure.report.status IS '状态：draft 草稿，submitted 已报送，returned 已退回，approved 已审核，published 已公布';
COMMENT ON COLUMN disclosure.report.issued_on IS '公布日期';
COMMENT ON COLUMN disclosure.report.changed_at IS '最后修改时间';
COMMENT ON COLUMN disclosure.report.figures IS '三张表的全部数字';
COMMENT ON COLUMN disclosure.report.version IS '版本号，每次修改加一';
COMMENT ON COLUMN disclosure.report.head IS '最新版本的校验值';
COMMENT ON COLUMN disclosure.report.changed_by IS '最后修改的数据库角色';
COMMENT ON COLUMN disclosure.report.submitted_by IS '报送人';
COMMENT ON COLUMN disclosure.report.approved_by IS '审核人；与报送人相同的，是小单位自行审核';
COMMENT ON COLUMN disclosure.report.filled_by IS '代填单位：由上级单位代为填报的，为该单位代码';
COMMENT ON COLUMN disclosure.report.submitted_login IS '报送时的登录名';
COMMENT ON COLUMN disclosure.report.text_hash IS '文字的校验值';
COMMENT ON COLUMN disclosure.report.page_hash IS '页面的校验值';

CREATE OR REPLACE FUNCTION disclosure.is_open(status text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN status IN ('draft', 'returned');
COMMENT ON FUNCTION disclosure.is_open(text) IS 'is a filed report with this status still to be filled in: a draft, or returned?';

CREATE OR REPLACE FUNCTION disclosure.is_reported(origin text, status text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN origin = 'recorded' OR NOT disclosure.is_open(status);
COMMENT ON FUNCTION disclosure.is_reported(text, text) IS 'does a report count as one: recorded, or submitted at least?';

/* What cannot be worked on here was made elsewhere. */
CREATE OR REPLACE FUNCTION disclosure.advice_on_origin(origin text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE origin WHEN 'recorded' THEN '收录的报告照原样保存；有错的，由审核人重新收录更正后的页面。'
	WHEN 'received' THEN '收到的报告照报来的保存；有错的，由报来的单位更正，再报一次（unpack_reports）。' END;
COMMENT ON FUNCTION disclosure.advice_on_origin(text) IS 'how a report that was not filed here is corrected; NULL for one that was';

/* By a mark that write_received() sets: whoever forges it leaves a report whose receipt is of another version, or that has none. */
CREATE OR REPLACE FUNCTION disclosure.require_receiving(unit_id text, year integer)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF current_setting('disclosure.receiving', true) IS DISTINCT FROM 'yes' THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state'::text,
			format('单位 %s %s年的报告是收到的，照报来的保存，不能改', require_receiving.unit_id, require_receiving.year), disclosure.advice_on_origin('received'),
			NULL::text, 'disclosure.report'::regclass);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.require_receiving(text, integer) IS 'raises an error that received reports stay as they came, unless a package is being taken in';

/* totals of a year by an index-only scan: all that is summed, counted and asked of a report */
CREATE INDEX IF NOT EXISTS report_year ON disclosure.report (year, unit_id) INCLUDE (figures, scope, origin, status);
/* The few reports of levels and areas have an index of their own. */
CREATE INDEX IF NOT EXISTS report_area ON disclosure.report (year, unit_id) WHERE scope <> 'own';

CREATE TABLE IF NOT EXISTS disclosure.report_text (
	unit_id text NOT NULL,
	year integer NOT NULL,
	scope text NOT NULL DEFAULT 'own',
	title text,
	unit_name text,
	index_number text,
	sections jsonb,
	contact text,
	document_number text,
	period_start date,
	period_end date,
	metadata jsonb,
	problems_key text GENERATED ALWAYS AS (md5(substring(regexp_replace(sections #>> '{五,text}', '[[:space:][:digit:]０-９]', '', 'g')
		COLLATE "C" FROM '^.{10,}$'))) STORED,
	overview_key text GENERATED ALWAYS AS (md5(substring(regexp_replace(sections #>> '{一,text}', '[[:space:]]', '', 'g')
		COLLATE "C" FROM '^.{30,}$'))) STORED,
	PRIMARY KEY (unit_id, year, scope),
	FOREIGN KEY (unit_id, year, scope) REFERENCES disclosure.report ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE disclosure.report_text IS '年度报告的文字：标题、索引号和六个部分';
COMMENT ON COLUMN disclosure.report_text.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.report_text.year IS '报告年度';
COMMENT ON COLUMN disclosure.report_text.scope IS '范围';
COMMENT ON COLUMN disclosure.report_text.title IS '标题';
COMMENT ON COLUMN disclosure.report_text.unit_name IS '报告上的单位名称';
COMMENT ON COLUMN disclosure.report_text.index_number IS '索引号，照原样';
COMMENT ON COLUMN disclosure.report_text.contact IS '联系人和电话';
COMMENT ON COLUMN disclosure.report_text.document_number IS '文号，照原样';
COMMENT ON COLUMN disclosure.report_text.period_start IS '统计期限的第一天';
COMMENT ON COLUMN disclosure.report_text.period_end IS '统计期限的最后一天';
COMMENT ON COLUMN disclosure.report_text.metadata IS '页面上的元数据：索引号各段、发布机构、日期、有效性、联系方式等，见 parsed_report.metadata';
COMMENT ON COLUMN disclosure.report_text.sections IS '六个部分的标题和文字';
COMMENT ON COLUMN disclosure.report_text.overview_key IS '第一部分去掉空白以后的摘要，用于识别照抄其他单位；不足三十个字的没有';
COMMENT ON COLUMN disclosure.report_text.problems_key IS '第五部分去掉空白和数字以后的摘要，用于识别照抄上年；不足十个字的没有';

CREATE TABLE IF NOT EXISTS disclosure.report_source (
	unit_id text NOT NULL,
	year integer NOT NULL,
	scope text NOT NULL,
	source text NOT NULL,
	notes jsonb NOT NULL,
	imported_at timestamptz NOT NULL DEFAULT now(),
	page bytea,
	figures disclosure.figures,
	PRIMARY KEY (unit_id, year, scope),
	FOREIGN KEY (unit_id, year, scope) REFERENCES disclosure.report ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE disclosure.report_source IS '年度报告读自哪个页面，读的时候注意到什么';
COMMENT ON COLUMN disclosure.report_source.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.report_source.year IS '报告年度';
COMMENT ON COLUMN disclosure.report_source.scope IS '范围';
COMMENT ON COLUMN disclosure.report_source.source IS '页面原文';
COMMENT ON COLUMN disclosure.report_source.page IS '公布的文件，一个字节也不变；以文字读入的没有';
COMMENT ON COLUMN disclosure.report_source.notes IS '读页面时的说明，一处一条';
COMMENT ON COLUMN disclosure.report_source.imported_at IS '读入时间';
COMMENT ON COLUMN disclosure.report_source.figures IS '读入时的数字；与报告现在的数字不同的，是读入以后改的';

CREATE OR REPLACE VIEW disclosure.report_cell WITH (security_invoker = true) AS
SELECT r.unit_id, r.year, r.scope, c.position, c.path, c.section, c.row_label, c.column_label,
	c.measure, c.value::numeric(25,6) AS value
FROM disclosure.report r
CROSS JOIN LATERAL disclosure.labelled_cells(r.figures) c;
COMMENT ON VIEW disclosure.report_cell IS '年度报告的每一格一行';
COMMENT ON COLUMN disclosure.report_cell.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.report_cell.year IS '报告年度';
COMMENT ON COLUMN disclosure.report_cell.scope IS '范围';
COMMENT ON COLUMN disclosure.report_cell.position IS '顺序';
COMMENT ON COLUMN disclosure.report_cell.path IS '路径：表.行.列';
COMMENT ON COLUMN disclosure.report_cell.section IS '所在部分的序号';
COMMENT ON COLUMN disclosure.report_cell.row_label IS '行标签，前面是分组标签';
COMMENT ON COLUMN disclosure.report_cell.column_label IS '列标签';
COMMENT ON COLUMN disclosure.report_cell.measure IS '计量单位';
COMMENT ON COLUMN disclosure.report_cell.value IS '数值，空白为 NULL';

CREATE OR REPLACE FUNCTION disclosure.raise_no_duty()
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.raise_error('insufficient_privilege'::text, format('角色 %s 在登记簿中没有任何职责', disclosure.calling_role()),
		'需要的，请登记簿的所有者用 grant_duty() 授予填报、审核、公布或查看的职责。'::text, NULL::text, NULL::regclass);
END
$$;
COMMENT ON FUNCTION disclosure.raise_no_duty() IS 'the error that the calling role has no duty at all';

/* The server would refuse the first table, in its own language. */
CREATE OR REPLACE FUNCTION disclosure.require_any_duty()
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF NOT has_table_privilege('disclosure.report', 'SELECT') THEN
		PERFORM disclosure.raise_no_duty();
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.require_any_duty() IS 'raises an error if the current role has no duty at all';

/*
 * Sums must fit whatever reports there are.  A count is below 10^12.  An amount
 * is kept with six decimals: 10^12 万元 of ten units would have no sum, 10^9 of
 * nine thousand have one.
 */
CREATE OR REPLACE FUNCTION disclosure.cell_limit(path text)
RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN right(path, 7) = '.amount' OR starts_with(path, 'proactive.charges.') THEN 1000000000 ELSE 1000000000000 END;
COMMENT ON FUNCTION disclosure.cell_limit(text) IS 'the numbers in a cell of a report of the register are smaller than this';

CREATE OR REPLACE FUNCTION disclosure.require_within_limits(figures disclosure.figures)
RETURNS void
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	/* Nearly no number reaches the lower limit. */
	IF disclosure.reaches(figures, disclosure.cell_limit('.amount')) AND EXISTS (
			SELECT FROM disclosure.cells(figures) c WHERE abs(c.value) >= disclosure.cell_limit(c.path)) THEN
		PERFORM disclosure.raise_error('check_violation', format('数字过大：%s', (
				SELECT string_agg(format('“%s”的“%s”为%s', c.row_label, c.column_label, trim_scale(c.value)), '；' ORDER BY c.position)
				FROM disclosure.labelled_cells(figures) c WHERE abs(c.value) >= disclosure.cell_limit(c.path))),
			hint => '核对是否多填了位数，或者用错了单位。件数须小于一万亿，金额须小于十亿万元。'::text, relation => 'disclosure.report'::regclass);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.require_within_limits(disclosure.figures) IS 'raises an error that names the cells whose numbers are too large for a report';

CREATE OR REPLACE FUNCTION disclosure.is_report_year(year integer)
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN year <= extract(year FROM current_date) AND disclosure.has_form(year);
COMMENT ON FUNCTION disclosure.is_report_year(integer) IS 'can there be reports of a year: has it begun, and a form?';

/* What form_of() says in the words of the server. */
CREATE OR REPLACE FUNCTION disclosure.require_form(year integer)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF require_form.year IS NULL THEN
		PERFORM disclosure.raise_error('null_value_not_allowed', '没有写明报告年度'::text);
	ELSIF disclosure.has_form(require_form.year) IS NOT TRUE THEN
		PERFORM disclosure.raise_error('invalid_parameter_value', format('没有 %s 年度的报告格式', year),
			hint => '核对报告年度；各年度的格式见视图 form。'::text);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.require_form(integer) IS 'raises an error if reports of a year have no form';

CREATE OR REPLACE FUNCTION disclosure.require_year(year integer)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF disclosure.is_report_year(year) THEN
		RETURN;
	ELSIF year > extract(year FROM current_date) THEN
		PERFORM disclosure.raise_error('invalid_parameter_value', format('%s 年还没有开始，没有这一年的报告', year), hint => '核对报告年度。'::text);
	END IF;
	PERFORM disclosure.require_form(require_year.year);
END
$$;
COMMENT ON FUNCTION disclosure.require_year(integer) IS 'raises an error if there can be no reports of a year: it has not begun, or has no form';

CREATE OR REPLACE FUNCTION disclosure.require_scope(scope text)
RETURNS void
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF scope IS NULL OR scope NOT IN ('own', 'level', 'consolidated') THEN
		PERFORM disclosure.raise_error('invalid_parameter_value'::text, format('没有“%s”这种范围', scope),
			'范围是 own 本机关、level 本级、consolidated 全域汇总之一，不写就是 own。'::text, NULL::text, NULL::regclass);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.require_scope(text) IS 'raises an error if there is no such scope';

/* Names the argument that is wrong, for functions that take one report. */
CREATE OR REPLACE FUNCTION disclosure.require_report(unit_id text, year integer, scope text)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	others text;
BEGIN
	PERFORM disclosure.require_any_duty();
	others := (SELECT string_agg(r.scope, ', ' ORDER BY r.scope) FROM disclosure.report r
		WHERE r.unit_id = require_report.unit_id AND r.year = require_report.year);
	PERFORM disclosure.require_scope(require_report.scope);
	IF unit_id IS NULL OR year IS NULL THEN
		PERFORM disclosure.raise_error('null_value_not_allowed'::text, format('没有写明%s', CASE WHEN unit_id IS NULL THEN '单位' ELSE '报告年度' END),
			'一份报告由单位代码、年度和范围指明。'::text, NULL::text, NULL::regclass);
	ELSIF NOT EXISTS (SELECT FROM disclosure.unit u WHERE u.unit_id = require_report.unit_id) THEN
		PERFORM disclosure.raise_error('no_data_found'::text, format('没有代码为“%s”的单位', unit_id),
			'单位代码见表 unit。'::text, NULL::text, NULL::regclass);
	ELSIF NOT EXISTS (SELECT FROM disclosure.report r WHERE r.unit_id = require_report.unit_id
			AND r.year = require_report.year AND r.scope = require_report.scope) THEN
		PERFORM disclosure.raise_error('no_data_found'::text,
			format('单位 %s 没有%s年、范围 %s 的报告，或者角色 %s 看不到它', unit_id, year, scope, disclosure.calling_role()),
			coalesce('有范围为 ' || others || ' 的。', '年度的草稿由 start_year() 建立；看不到的，请登记簿的所有者授予职责。'), NULL::text, NULL::regclass);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.require_report(text, integer, text) IS
'raises an error if there is no such report, which says what is wrong: the unit, the scope or the year';
