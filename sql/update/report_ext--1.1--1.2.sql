\echo Use "ALTER EXTENSION report_ext UPDATE TO '1.2'" to load this file. \quit
/* What the files of sql/install cannot say to an extension that is there: see tools/install-script. */

ALTER TYPE disclosure.parsed_report
	ADD ATTRIBUTE document_number text CASCADE,
	ADD ATTRIBUTE period_start date CASCADE,
	ADD ATTRIBUTE period_end date CASCADE,
	ADD ATTRIBUTE metadata jsonb CASCADE;
COMMENT ON TYPE disclosure.parsed_report IS '从网页文本读出的年度报告';
COMMENT ON COLUMN disclosure.parsed_report.title IS '标题';
COMMENT ON COLUMN disclosure.parsed_report.unit_name IS '标题中的单位名称，照原样；标题中没有的，取自发布机构；认不准的为 NULL';
COMMENT ON COLUMN disclosure.parsed_report.year IS '报告年度，取自标题，其次取自统计期限，再次取自正文';
COMMENT ON COLUMN disclosure.parsed_report.form IS '所用格式，按表格判断，其次按年度';
COMMENT ON COLUMN disclosure.parsed_report.index_number IS '索引号，照录原文；各段见 metadata';
COMMENT ON COLUMN disclosure.parsed_report.issued_on IS '发布日期，其次取发文日期、成文日期、生成日期，再次取标题下或文末单独成行的日期';
COMMENT ON COLUMN disclosure.parsed_report.figures IS '表格中的数字，读不出的格子留空；不是年度报告的为 NULL';
COMMENT ON COLUMN disclosure.parsed_report.sections IS '各部分的标题和原文，键为 preamble、一至六';
COMMENT ON COLUMN disclosure.parsed_report.notes IS
'读取说明：每条写明类别 kind、格子 cell、原文 raw、读作 value、把握 sure（read 照录、by rule 由勾稽关系判定、by position 由位置判定、ambiguous 无法判定而留空）和说明 text';
COMMENT ON COLUMN disclosure.parsed_report.document_number IS '文号，照录原文，去空格；不合样式的不采用';
COMMENT ON COLUMN disclosure.parsed_report.period_start IS '统计期限的第一天；日期不完整的不采用';
COMMENT ON COLUMN disclosure.parsed_report.period_end IS '统计期限的最后一天';
COMMENT ON COLUMN disclosure.parsed_report.metadata IS
'元数据，页面写明的才有：index_number 索引号的各段（同 index_number_parts）；document_number 文号的机关代字 agency、年份 year、序号 number；publisher 发布机构、responsible_department 责任部门、source 来源、url 原文地址、author 作者；category 分类、subject_category 主题分类、genre_category 体裁分类、audience_category 服务对象分类、keywords 主题词；disclosure_method 公开方式、disclosure_kind 公开属性、disclosure_time_limit 公开时限、disclosure_scope 公开范围；validity 有效性、valid_until 有效期；dates 各种日期，每种有 date 和原文 raw：published 发布、sent 发文、written 成文、generated 生成、updated 更新、expires 失效、signed 落款；contact 联系方式：address 地址、postcode 邮编、telephone 电话（数组）、fax 传真（数组）、email 电子邮箱、person 联系人、site 网站；notice 报告所依据的通知的文号';
COMMENT ON FUNCTION disclosure.parse_report(text) IS
'reads a published page, HTML, Markdown, or the text of a PDF or web page: metadata, sections, figures, and notes on all that departs from the form; never an error';
/* Index numbers, taken apart. */

CREATE TYPE disclosure.index_number AS (
	raw text,
	family text,
	check_state text,
	organisation_code text,
	credit_code text,
	region text,
	department text,
	category text,
	year integer,
	month integer,
	day integer,
	serial text
);
COMMENT ON TYPE disclosure.index_number IS '索引号的各段，照原样；没有的为 NULL';
COMMENT ON COLUMN disclosure.index_number.raw IS '索引号，照原样';
COMMENT ON COLUMN disclosure.index_number.family IS
'样式：organisation 组织机构代码/年份-序号，credit 统一社会信用代码/年份-序号，region 地区部门-类别-年份-序号，dated 地区-部门-类别-日期-序号，digits 以地区代码开头的一串数字，local 其他代码/年份-序号，unknown 不合任何一种';
COMMENT ON COLUMN disclosure.index_number.check_state IS 'ok 代码的校验位相符，bad 不相符，na 没有可以校验的代码；不相符的也照收';
COMMENT ON COLUMN disclosure.index_number.organisation_code IS '组织机构代码，信用代码中的也在内';
COMMENT ON COLUMN disclosure.index_number.credit_code IS '统一社会信用代码';
COMMENT ON COLUMN disclosure.index_number.region IS '地区，或地区和部门';
COMMENT ON COLUMN disclosure.index_number.department IS '部门';
COMMENT ON COLUMN disclosure.index_number.category IS '类别';
COMMENT ON COLUMN disclosure.index_number.year IS '编号的年份，不是报告年度';
COMMENT ON COLUMN disclosure.index_number.month IS '编号的月份';
COMMENT ON COLUMN disclosure.index_number.day IS '编号的日';
COMMENT ON COLUMN disclosure.index_number.serial IS '序号，照原样';

CREATE FUNCTION disclosure.index_number_parts(index_number text)
RETURNS disclosure.index_number
AS 'MODULE_PATHNAME', 'disclosure_index_number_parts'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.index_number_parts(text) IS
'the parts of an index number (索引号) of a page, by the families in use, and whether the code in it can be one; never an error';
/* Blanks whose value the other numbers settle. */

CREATE TYPE disclosure.deduction AS (
	path text,
	value numeric,
	proof text[],
	low numeric,
	high numeric,
	broken text[],
	message text
);
COMMENT ON TYPE disclosure.deduction IS '对一个空白单元格的推断';
COMMENT ON COLUMN disclosure.deduction.path IS '单元格';
COMMENT ON COLUMN disclosure.deduction.value IS '唯一可能的数，不能确定的为空';
COMMENT ON COLUMN disclosure.deduction.proof IS '依据的规则代码，按使用的先后；空数组表示只依据不得为负数';
COMMENT ON COLUMN disclosure.deduction.low IS '最小可能的数，没有下限的为空';
COMMENT ON COLUMN disclosure.deduction.high IS '最大可能的数，没有上限的为空';
COMMENT ON COLUMN disclosure.deduction.broken IS '涉及此格而不符的规则，未用以推断';
COMMENT ON COLUMN disclosure.deduction.message IS '说明';

CREATE FUNCTION disclosure.deductions(figures disclosure.figures, rules disclosure.checked_rule[] DEFAULT NULL)
RETURNS SETOF disclosure.deduction
AS 'MODULE_PATHNAME', 'disclosure_deductions'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE
COST 1000 ROWS 10;
COMMENT ON FUNCTION disclosure.deductions(disclosure.figures, disclosure.checked_rule[]) IS
'every blank: the only value it can have with the rules that force it, or the range it can take; rules that do not hold are left aside and named';

CREATE FUNCTION disclosure.complete(figures disclosure.figures, rules disclosure.checked_rule[] DEFAULT NULL)
RETURNS disclosure.figures
AS 'MODULE_PATHNAME', 'disclosure_complete'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE
COST 1000;
COMMENT ON FUNCTION disclosure.complete(disclosure.figures, disclosure.checked_rule[]) IS
'the blanks that can only be one number filled in, those that can be several left blank';
/* Which cells are wrong: the smallest sets of cells whose change makes every relation hold. */

CREATE TYPE disclosure.repair AS (
	rank integer,
	cells text[],
	old numeric[],
	new numeric[],
	weight numeric,
	reason text,
	low numeric[],
	high numeric[],
	parts integer[],
	sets bigint
);
COMMENT ON TYPE disclosure.repair IS '使勾稽关系全部成立的一种改法，改动的单元格最少';
COMMENT ON COLUMN disclosure.repair.rank IS '名次，最像笔误的在前；空表示这一行只是说明';
COMMENT ON COLUMN disclosure.repair.cells IS '要改的单元格';
COMMENT ON COLUMN disclosure.repair.old IS '现在的数';
COMMENT ON COLUMN disclosure.repair.new IS '应有的数，不止一种可能的为空';
COMMENT ON COLUMN disclosure.repair.weight IS '改动的单元格的权重之和，未指定权重的单元格为1';
COMMENT ON COLUMN disclosure.repair.reason IS '说明：应为多少，怎么错的';
COMMENT ON COLUMN disclosure.repair.low IS '应有的数最小为多少，没有下限的为空';
COMMENT ON COLUMN disclosure.repair.high IS '应有的数最大为多少，没有上限的为空';
COMMENT ON COLUMN disclosure.repair.parts IS '各单元格属于第几处错误；互不相干的错误各为一处';
COMMENT ON COLUMN disclosure.repair.sets IS '同样少的改法共有几种，没有算完的为空';

CREATE FUNCTION disclosure.repairs(
	figures disclosure.figures,
	max_cells integer DEFAULT 4,
	sure text[] DEFAULT NULL,
	weights jsonb DEFAULT NULL,
	rules disclosure.checked_rule[] DEFAULT NULL,
	witness disclosure.figures DEFAULT NULL)
RETURNS SETOF disclosure.repair
AS 'MODULE_PATHNAME', 'disclosure_repairs'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE
COST 10000 ROWS 10;
COMMENT ON FUNCTION disclosure.repairs(disclosure.figures, integer, text[], jsonb, disclosure.checked_rule[],
	disclosure.figures) IS
'all smallest sets of cells whose change makes every relation hold with non-negative integers, the likeliest first; blanks are free, cells can be sure or weigh more, and the numbers of another account (witness) make a repair likelier; a row without rank says what is missing';

CREATE FUNCTION disclosure.repair_parts(
	figures disclosure.figures,
	max_cells integer DEFAULT 4,
	sure text[] DEFAULT NULL,
	weights jsonb DEFAULT NULL,
	rules disclosure.checked_rule[] DEFAULT NULL,
	witness disclosure.figures DEFAULT NULL)
RETURNS SETOF disclosure.repair
AS 'MODULE_PATHNAME', 'disclosure_repair_parts'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE
COST 10000 ROWS 10;
COMMENT ON FUNCTION disclosure.repair_parts(disclosure.figures, integer, text[], jsonb, disclosure.checked_rule[],
	disclosure.figures) IS
'the same of each independent error alone: the ranks begin anew with each part';
/* Pages of undeclared encoding, and their tables as they were read. */

CREATE FUNCTION disclosure.page_text(page bytea)
RETURNS text
AS 'MODULE_PATHNAME', 'disclosure_page_text'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.page_text(bytea) IS
'bytes of a page as text: by the byte order mark, as UTF-8 where nearly all are valid, by what the page declares, else as GB18030; what is no character becomes U+FFFD, or a question mark in a database of another encoding';

CREATE FUNCTION disclosure.parse_report(page bytea)
RETURNS disclosure.parsed_report
AS 'MODULE_PATHNAME', 'disclosure_parse_report_bytes'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.parse_report(bytea) IS
'reads the bytes of a page in any encoding, see page_text; otherwise as parse_report(text)';

CREATE TYPE disclosure.document_cell AS (
	table_number integer,
	row_number integer,
	column_number integer,
	row_span integer,
	column_span integer,
	content text
);
COMMENT ON TYPE disclosure.document_cell IS '网页表格中的一格';
COMMENT ON COLUMN disclosure.document_cell.table_number IS '网页中的第几个表格；没有表格标记的网页，为第几部分';
COMMENT ON COLUMN disclosure.document_cell.row_number IS '行号，从1起';
COMMENT ON COLUMN disclosure.document_cell.column_number IS '列号，从1起；跨行跨列的格子占去的列计算在内';
COMMENT ON COLUMN disclosure.document_cell.row_span IS '所跨行数';
COMMENT ON COLUMN disclosure.document_cell.column_span IS '所跨列数';
COMMENT ON COLUMN disclosure.document_cell.content IS '格中文字';

CREATE FUNCTION disclosure.document_grid(page text)
RETURNS SETOF disclosure.document_cell
AS 'MODULE_PATHNAME', 'disclosure_document_grid'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.document_grid(text) IS
'the tables of a page cell by cell as they are taken apart: those of HTML with their spans, elsewhere the lines of the sections with their cells';
/* What pages and cells are brought in with; the functions that write are the register's. */

CREATE TYPE disclosure.cell_reading AS (
	kind text,
	value numeric,
	plain boolean
);
COMMENT ON TYPE disclosure.cell_reading IS '一格里写的内容读作什么';
COMMENT ON COLUMN disclosure.cell_reading.kind IS
'number 数字，blank 空白或表示没有的符号，misfit 该格容不下的数字（小数位太多、单位不对、过大），other 不是数字，no_cell 没有这个路径';
COMMENT ON COLUMN disclosure.cell_reading.value IS '数值，以该格的计量单位计';
COMMENT ON COLUMN disclosure.cell_reading.plain IS '是否只有数字、小数点和负号；否则是从单位、千位分隔符等换算的';

CREATE FUNCTION disclosure.read_cell(path text, raw text)
RETURNS disclosure.cell_reading
AS 'MODULE_PATHNAME', 'disclosure_read_cell'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.read_cell(text, text) IS
'what is written in one cell, read as parse_report() reads it: with units, separators of thousands and signs for nothing';

CREATE TYPE disclosure.import_outcome AS (
	outcome text,
	unit_id text,
	year integer,
	scope text,
	form text,
	numbers integer,
	blanks integer,
	ambiguous integer,
	notes integer,
	errors integer,
	warnings integer,
	message text
);
COMMENT ON TYPE disclosure.import_outcome IS '读入一个页面的结果';
COMMENT ON COLUMN disclosure.import_outcome.outcome IS 'read 已读入，refused 不能读入（页面、单位、权限或报告状态不合），failed 出错';
COMMENT ON COLUMN disclosure.import_outcome.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.import_outcome.year IS '报告年度';
COMMENT ON COLUMN disclosure.import_outcome.scope IS '范围';
COMMENT ON COLUMN disclosure.import_outcome.form IS '格式';
COMMENT ON COLUMN disclosure.import_outcome.numbers IS '读到数字的格数';
COMMENT ON COLUMN disclosure.import_outcome.blanks IS '空白的格数';
COMMENT ON COLUMN disclosure.import_outcome.ambiguous IS '空白的格中，因页面不清或缺失而没有读出的格数';
COMMENT ON COLUMN disclosure.import_outcome.notes IS '读取说明的条数，见 report_source.notes';
COMMENT ON COLUMN disclosure.import_outcome.errors IS '这份报告本身强制性不符的条数；与上年、所属单位核对的见 finding';
COMMENT ON COLUMN disclosure.import_outcome.warnings IS '这份报告本身核实性不符的条数';
COMMENT ON COLUMN disclosure.import_outcome.message IS '没有读出的内容；没有读入的，是原因';

CREATE TYPE disclosure.cell_outcome AS (
	unit_id text,
	year text,
	path text,
	value text,
	outcome text,
	message text
);
COMMENT ON TYPE disclosure.cell_outcome IS '读入一格的结果';
COMMENT ON COLUMN disclosure.cell_outcome.unit_id IS '单位代码，照原样';
COMMENT ON COLUMN disclosure.cell_outcome.year IS '报告年度，照原样';
COMMENT ON COLUMN disclosure.cell_outcome.path IS '路径，照原样';
COMMENT ON COLUMN disclosure.cell_outcome.value IS '内容，照原样';
COMMENT ON COLUMN disclosure.cell_outcome.outcome IS
'set 已填入，unchanged 本来就是，blank 留空，blank as zero 空白按要求填零；没有填入的：no such unit、no such year、no such path、not a number、does not fit、twice 同一格有两个不同的数、report is closed、not allowed、refused';
COMMENT ON COLUMN disclosure.cell_outcome.message IS '说明或原因';
/* The numbers in the text of a report. */

CREATE TYPE disclosure.narrative_value AS (
	indicator text,
	value numeric,
	unit text,
	approximate boolean,
	cumulative boolean,
	scope text,
	evidence text,
	"position" integer,
	year integer,
	low numeric,
	high numeric,
	base numeric,
	section text
);
COMMENT ON TYPE disclosure.narrative_value IS '文字中的一个数字';
COMMENT ON COLUMN disclosure.narrative_value.indicator IS '指标；_share 占比，_growth 比上年增减百分之几，_increase 比上年增减多少';
COMMENT ON COLUMN disclosure.narrative_value.value IS '数值，万、亿已换算';
COMMENT ON COLUMN disclosure.narrative_value.unit IS '单位，照原文';
COMMENT ON COLUMN disclosure.narrative_value.approximate IS '是否约数：余、多、约、近、超、以上';
COMMENT ON COLUMN disclosure.narrative_value.cumulative IS '是否历年累计';
COMMENT ON COLUMN disclosure.narrative_value.scope IS '句中写明的范围：own 本机关，level 本级，consolidated 全域；未写明的为空';
COMMENT ON COLUMN disclosure.narrative_value.evidence IS '原文';
COMMENT ON COLUMN disclosure.narrative_value."position" IS '在文字中第几个字';
COMMENT ON COLUMN disclosure.narrative_value.year IS '句中写明的年度';
COMMENT ON COLUMN disclosure.narrative_value.low IS '实际数不低于：约数和百分数是一个范围';
COMMENT ON COLUMN disclosure.narrative_value.high IS '实际数不高于，空为不限';
COMMENT ON COLUMN disclosure.narrative_value.base IS '占比和增减所说的那个数';
COMMENT ON COLUMN disclosure.narrative_value.section IS '在哪一部分';

CREATE FUNCTION disclosure.narrative(text text)
RETURNS SETOF disclosure.narrative_value
AS 'MODULE_PATHNAME', 'disclosure_narrative'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
COST 1000 ROWS 20;
COMMENT ON FUNCTION disclosure.narrative(text) IS
'the numbers that a text states, each with its indicator and the words it stands in';

CREATE FUNCTION disclosure.narrative(sections jsonb)
RETURNS SETOF disclosure.narrative_value
AS 'MODULE_PATHNAME', 'disclosure_narrative_sections'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
COST 1000 ROWS 50;
COMMENT ON FUNCTION disclosure.narrative(jsonb) IS
'the numbers in all sections of a report, as parse_report() hands them out, and facts about the text itself';

CREATE TYPE disclosure.text_indicator_row AS (
	name text,
	label text,
	units text,
	topic text,
	topic_label text,
	is_fact boolean
);
COMMENT ON TYPE disclosure.text_indicator_row IS '视图 text_indicator 的一行';

CREATE FUNCTION disclosure.text_indicators()
RETURNS SETOF disclosure.text_indicator_row
AS 'MODULE_PATHNAME', 'disclosure_text_indicators'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
ROWS 120;
COMMENT ON FUNCTION disclosure.text_indicators() IS 'the indicators that narrative() knows';

CREATE VIEW disclosure.text_indicator AS
	SELECT name, label, units, topic, topic_label, is_fact FROM disclosure.text_indicators();
COMMENT ON VIEW disclosure.text_indicator IS '文字中能认出的指标';
COMMENT ON COLUMN disclosure.text_indicator.name IS '名称';
COMMENT ON COLUMN disclosure.text_indicator.label IS '含义';
COMMENT ON COLUMN disclosure.text_indicator.units IS '可有的单位';
COMMENT ON COLUMN disclosure.text_indicator.topic IS '类别：text. 加类别名为该类各指标之和';
COMMENT ON COLUMN disclosure.text_indicator.topic_label IS '类别的含义';
COMMENT ON COLUMN disclosure.text_indicator.is_fact IS '是否关于文字本身';
GRANT SELECT ON disclosure.text_indicator TO PUBLIC;
/* What the text says, checked against the tables. */

CREATE FUNCTION disclosure.check_narrative(
	figures disclosure.figures,
	year integer,
	texts disclosure.narrative_value[],
	scope text DEFAULT NULL,
	rules disclosure.checked_rule[] DEFAULT NULL,
	replaced text[] DEFAULT NULL,
	previous disclosure.figures DEFAULT NULL,
	previous_holes disclosure.figures DEFAULT NULL,
	previous_why text DEFAULT NULL,
	previous_missing text DEFAULT NULL)
RETURNS SETOF disclosure.check_result
AS 'MODULE_PATHNAME', 'disclosure_check_narrative'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE
COST 500 ROWS 2;
COMMENT ON FUNCTION disclosure.check_narrative(disclosure.figures, integer, disclosure.narrative_value[], text,
	disclosure.checked_rule[], text[], disclosure.figures, disclosure.figures, text, text) IS
'findings on what the text of a report says, by the rules of view text_rule but for the codes that are replaced, and by other rules that look at the text';

CREATE FUNCTION disclosure.check_text(
	figures disclosure.figures,
	sections jsonb,
	year integer,
	previous disclosure.figures DEFAULT NULL,
	scope text DEFAULT NULL,
	rules disclosure.checked_rule[] DEFAULT NULL)
RETURNS SETOF disclosure.check_result
AS 'MODULE_PATHNAME', 'disclosure_check_text'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE
COST 2000 ROWS 2;
COMMENT ON FUNCTION disclosure.check_text(disclosure.figures, jsonb, integer, disclosure.figures, text, disclosure.checked_rule[]) IS
'findings on the text of a page that parse_report() has read: its sections are read by narrative() and checked against the figures';

CREATE FUNCTION disclosure.text_rules()
RETURNS SETOF disclosure.report_rule_row
AS 'MODULE_PATHNAME', 'disclosure_text_rules'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
ROWS 100;
COMMENT ON FUNCTION disclosure.text_rules() IS 'the rules on the text';

CREATE VIEW disclosure.text_rule AS
	SELECT code, severity, severity_label, source, statement, from_year, to_year, description, advice
	FROM disclosure.text_rules();
COMMENT ON VIEW disclosure.text_rule IS '文字与表格、文字自身的核对规则';
COMMENT ON COLUMN disclosure.text_rule.code IS '规则代码';
COMMENT ON COLUMN disclosure.text_rule.severity IS '级别：warning、info';
COMMENT ON COLUMN disclosure.text_rule.severity_label IS '级别：核实性、提示性';
COMMENT ON COLUMN disclosure.text_rule.source IS '来源编号';
COMMENT ON COLUMN disclosure.text_rule.statement IS '规则表达式';
COMMENT ON COLUMN disclosure.text_rule.from_year IS '自哪个报告年度起';
COMMENT ON COLUMN disclosure.text_rule.to_year IS '至哪个报告年度';
COMMENT ON COLUMN disclosure.text_rule.description IS '规则的含义';
COMMENT ON COLUMN disclosure.text_rule.advice IS '不符时怎么办';
GRANT SELECT ON disclosure.text_rule TO PUBLIC;
COMMENT ON TYPE disclosure.statutory_rule_row IS '视图 statutory_rule 的一行';
COMMENT ON FUNCTION disclosure.statutory_rules() IS 'the statutory rules of all forms';
COMMENT ON VIEW disclosure.statutory_rule IS '各格式的法定勾稽关系和填报规则';
COMMENT ON COLUMN disclosure.statutory_rule.form IS '格式';
COMMENT ON COLUMN disclosure.statutory_rule.code IS '规则代码';
COMMENT ON COLUMN disclosure.statutory_rule.severity IS '级别：error、warning、info';
COMMENT ON COLUMN disclosure.statutory_rule.severity_label IS '级别：强制性、核实性、提示性';
COMMENT ON COLUMN disclosure.statutory_rule.source IS '来源编号';
COMMENT ON COLUMN disclosure.statutory_rule.statement IS '规则表达式，关于格式本身的规则为空';
COMMENT ON COLUMN disclosure.statutory_rule.description IS '规则的含义';
COMMENT ON COLUMN disclosure.statutory_rule.advice IS '不符时怎么办';
COMMENT ON TYPE disclosure.check_result IS '一条核对结果';
COMMENT ON COLUMN disclosure.check_result.rule IS '规则代码';
COMMENT ON COLUMN disclosure.check_result.severity IS '级别：error、warning、info';
COMMENT ON COLUMN disclosure.check_result.result IS 'fail 不符，unknown 无法核对';
COMMENT ON COLUMN disclosure.check_result.why IS '无法核对的原因：blank 有空白，no_previous 没有上一年，no_children 没有下级，absent 只有一边有此格，missing 缺少报告，not_visible 无权查看，split 原单位拆分，other_scope 文字所说的范围不同，other_year 文字所说的年度不同，unread 页面上没有读出';
COMMENT ON COLUMN disclosure.check_result.cells IS '涉及的单元格，其他年度或单位的带前缀，文字中的数字为 text. 加指标';
COMMENT ON COLUMN disclosure.check_result.expected IS '规则左边（如分项之和）';
COMMENT ON COLUMN disclosure.check_result.actual IS '规则右边（如填报的总计）';
COMMENT ON COLUMN disclosure.check_result.difference IS '右边减左边';
COMMENT ON COLUMN disclosure.check_result.message IS '说明';
COMMENT ON COLUMN disclosure.check_result.advice IS '怎么办';
COMMENT ON COLUMN disclosure.check_result.caused_by IS '与哪一条同因，改正后一并消除';
COMMENT ON COLUMN disclosure.check_result.severity_label IS '级别：强制性、核实性、提示性';
COMMENT ON COLUMN disclosure.check_result.result_label IS '结果：不符、无法核对';
COMMENT ON COLUMN disclosure.check_result.fingerprint IS '涉及的单元格及其数值的指纹，任何一个数字变了就变';
COMMENT ON FUNCTION disclosure.check_figures(disclosure.figures) IS
'findings of the statutory rules: those that fail, then those that blanks leave unknown; no row for a rule that holds';
COMMENT ON FUNCTION disclosure.check_figures(disclosure.figures, disclosure.figures) IS
'findings of a sum: sum(figures) with sum(blanks(figures)), whose cells with holes are lower bounds';
COMMENT ON FUNCTION disclosure.check_statement(disclosure.figures, text, disclosure.figures, disclosure.figures,
	disclosure.figures, disclosure.figures, disclosure.figures) IS
'findings of a rule written in the rule language, on figures, those of the year before and the sum of the units below; of a sum with its holes';
COMMENT ON FUNCTION disclosure.value_of(disclosure.figures, text) IS
'value of a side of the rule language, such as requests.denied.total: the sum of its numbers, NULL where there is none';
COMMENT ON FUNCTION disclosure.is_sound(disclosure.figures) IS
'does no rule of severity error fail? Blank cells are not looked at';
COMMENT ON FUNCTION disclosure.is_complete(disclosure.figures) IS
'is no cell blank?';
COMMENT ON FUNCTION disclosure.require_sound() IS
'row trigger require_sound(''column'' [, ''complete'']): refuses figures that break a rule of severity error, or with complete have blanks';
COMMENT ON FUNCTION disclosure.refuse(text, text[], regclass, text) IS
'raises the error by which figures are refused (SQLSTATE 23514), with the messages of the findings';
CREATE OR REPLACE FUNCTION disclosure.register_files()
RETURNS SETOF disclosure.register_file
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $register_files$ VALUES
('00-register.sql', $file$/* No key: data restored into a fresh register add their own history to it. */
CREATE TABLE IF NOT EXISTS disclosure.register (
	version text NOT NULL,
	since timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE disclosure.register IS '登记簿的版本沿革，时间最近的一行是现在的版本';
COMMENT ON COLUMN disclosure.register.version IS '登记簿的版本';
COMMENT ON COLUMN disclosure.register.since IS '自何时起';
$file$), ('10-unit.sql', $file$CREATE TABLE IF NOT EXISTS disclosure.unit (
	unit_id text PRIMARY KEY,
	name text NOT NULL,
	kind text NOT NULL DEFAULT 'department' CHECK (kind IN ('government', 'department', 'township',
		'subdistrict', 'dispatched', 'zone', 'vertical', 'authorised', 'enterprise')),
	division_code text
);
ALTER TABLE disclosure.unit
	ADD COLUMN IF NOT EXISTS credit_code text,
	ADD COLUMN IF NOT EXISTS organisation_code text;
COMMENT ON TABLE disclosure.unit IS '单位：填报年度报告的机关';
COMMENT ON COLUMN disclosure.unit.unit_id IS '单位代码，由使用者确定';
COMMENT ON COLUMN disclosure.unit.name IS '单位名称（现用）';
COMMENT ON COLUMN disclosure.unit.kind IS '类别：government 政府，department 部门，township 乡镇，subdistrict 街道，dispatched 派出机关，zone 开发区，vertical 垂直管理，authorised 授权组织，enterprise 企事业单位';
COMMENT ON COLUMN disclosure.unit.division_code IS '行政区划代码，开发区等可以没有';
COMMENT ON COLUMN disclosure.unit.credit_code IS '统一社会信用代码，18 位';
COMMENT ON COLUMN disclosure.unit.organisation_code IS '组织机构代码，9 位';

CREATE INDEX IF NOT EXISTS unit_enterprise ON disclosure.unit (unit_id) WHERE kind = 'enterprise';

/* Years run from from_year through to_year; open where there is none. */
CREATE TABLE IF NOT EXISTS disclosure.unit_name (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	from_year integer NOT NULL DEFAULT 0,
	to_year integer CHECK (to_year >= from_year),
	name text NOT NULL,
	PRIMARY KEY (unit_id, from_year)
);
COMMENT ON TABLE disclosure.unit_name IS '单位曾用名：旧报告用当年的名称';
COMMENT ON COLUMN disclosure.unit_name.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.unit_name.from_year IS '自哪个报告年度起';
COMMENT ON COLUMN disclosure.unit_name.to_year IS '至哪个报告年度，空为至今';
COMMENT ON COLUMN disclosure.unit_name.name IS '当年的名称';

CREATE TABLE IF NOT EXISTS disclosure.unit_parent (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	parent_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	from_year integer NOT NULL DEFAULT 0,
	to_year integer CHECK (to_year >= from_year),
	counted boolean NOT NULL DEFAULT true,
	PRIMARY KEY (unit_id, parent_id, from_year),
	CHECK (unit_id <> parent_id)
);
CREATE INDEX IF NOT EXISTS unit_parent_parent ON disclosure.unit_parent (parent_id);
COMMENT ON TABLE disclosure.unit_parent IS '隶属关系，分年度；一个单位可以在两处公布，但一般只在一处汇总';
COMMENT ON COLUMN disclosure.unit_parent.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.unit_parent.parent_id IS '上级单位代码';
COMMENT ON COLUMN disclosure.unit_parent.from_year IS '自哪个报告年度起';
COMMENT ON COLUMN disclosure.unit_parent.to_year IS '至哪个报告年度，空为至今';
COMMENT ON COLUMN disclosure.unit_parent.counted IS '是否计入上级的汇总；垂直管理单位在县网站公布而由市局汇总的，对县为否';

CREATE TABLE IF NOT EXISTS disclosure.unit_successor (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	successor_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	year integer NOT NULL,
	partly boolean NOT NULL DEFAULT false,
	kind text NOT NULL DEFAULT 'merged' CHECK (kind IN ('merged', 'split', 'renamed')),
	PRIMARY KEY (unit_id, successor_id, year),
	CHECK (unit_id <> successor_id)
);
CREATE INDEX IF NOT EXISTS unit_successor_successor ON disclosure.unit_successor (successor_id, year);
COMMENT ON TABLE disclosure.unit_successor IS '机构改革：哪个单位的业务由哪个单位承接';
COMMENT ON COLUMN disclosure.unit_successor.unit_id IS '原单位代码';
COMMENT ON COLUMN disclosure.unit_successor.successor_id IS '承接单位代码';
COMMENT ON COLUMN disclosure.unit_successor.year IS '承接单位自哪个报告年度起接续：该年度的上年结转为各原单位上年结转下年度之和';
COMMENT ON COLUMN disclosure.unit_successor.partly IS '是否只承接一部分；部分承接的，上年结转无法推算';
COMMENT ON COLUMN disclosure.unit_successor.kind IS '方式：merged 并入，split 分立，renamed 更名';

CREATE TABLE IF NOT EXISTS disclosure.reporter (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	from_year integer NOT NULL DEFAULT 0,
	to_year integer CHECK (to_year >= from_year),
	exempt boolean NOT NULL DEFAULT false,
	reason text,
	from_date date,
	to_date date CHECK (to_date >= from_date),
	PRIMARY KEY (unit_id, from_year),
	CHECK (NOT exempt OR reason IS NOT NULL)
);
COMMENT ON TABLE disclosure.reporter IS '填报义务：单位在哪些年度应报，或因何免报；没有登记应报年度的单位，除免报的年度外每年应报，企事业单位除外';
COMMENT ON COLUMN disclosure.reporter.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.reporter.from_year IS '自哪个报告年度起';
COMMENT ON COLUMN disclosure.reporter.to_year IS '至哪个报告年度，空为至今';
COMMENT ON COLUMN disclosure.reporter.exempt IS '是否免报';
COMMENT ON COLUMN disclosure.reporter.reason IS '免报的原因';
COMMENT ON COLUMN disclosure.reporter.from_date IS '设立日期：当年只报设立以后的部分';
COMMENT ON COLUMN disclosure.reporter.to_date IS '撤销日期：当年只报撤销以前的部分';

CREATE TABLE IF NOT EXISTS disclosure.unit_contact (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	task text NOT NULL CHECK (task IN ('fill', 'review', 'answer')),
	name text NOT NULL,
	telephone text,
	email text,
	PRIMARY KEY (unit_id, task, name)
);
COMMENT ON TABLE disclosure.unit_contact IS '联系人：谁填报、谁审核、谁答复';
COMMENT ON COLUMN disclosure.unit_contact.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.unit_contact.task IS '事务：fill 填报，review 审核，answer 答复';
COMMENT ON COLUMN disclosure.unit_contact.name IS '姓名';
COMMENT ON COLUMN disclosure.unit_contact.telephone IS '电话';
COMMENT ON COLUMN disclosure.unit_contact.email IS '电子邮箱';

/* Kept by the triggers of 12-closure.sql; for a unit and one above it the years of two lines never overlap. */
CREATE TABLE IF NOT EXISTS disclosure.unit_closure (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	ancestor_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	from_year integer NOT NULL,
	to_year integer NOT NULL,
	depth integer NOT NULL,
	counted boolean NOT NULL,
	only_parent boolean NOT NULL,
	PRIMARY KEY (unit_id, ancestor_id, from_year)
);
CREATE INDEX IF NOT EXISTS unit_closure_ancestor ON disclosure.unit_closure (ancestor_id, depth);
CREATE INDEX IF NOT EXISTS unit_closure_parent ON disclosure.unit_closure (unit_id) WHERE only_parent;
COMMENT ON TABLE disclosure.unit_closure IS '每个单位的各级上级，包括自己；随隶属关系自动维护，请勿直接修改';
COMMENT ON COLUMN disclosure.unit_closure.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.unit_closure.ancestor_id IS '上级单位代码';
COMMENT ON COLUMN disclosure.unit_closure.from_year IS '自哪个报告年度起';
COMMENT ON COLUMN disclosure.unit_closure.to_year IS '至哪个报告年度，9999 为至今';
COMMENT ON COLUMN disclosure.unit_closure.depth IS '相隔几级，自己为 0';
COMMENT ON COLUMN disclosure.unit_closure.counted IS '是否计入该上级的汇总';
COMMENT ON COLUMN disclosure.unit_closure.only_parent IS '是否唯一汇总它的直接上级';

/* Two lines of one key that hold in the same year contradict each other.  The arguments are the columns of the key. */
CREATE OR REPLACE FUNCTION disclosure.refuse_overlap()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	key text := (SELECT string_agg(format('t.%1$I = n.%1$I', k), ' AND ') FROM unnest(TG_ARGV) k);
	overlapping text;
BEGIN
	/* one after the other, or two transactions would not see each other's lines */
	PERFORM FROM disclosure.unit u WHERE u.unit_id IN (SELECT n.unit_id FROM new_lines n)
	ORDER BY u.unit_id FOR NO KEY UPDATE;
	EXECUTE format('SELECT n.unit_id FROM new_lines n JOIN %s t ON %s AND t.from_year <> n.from_year'
		' AND t.from_year <= coalesce(n.to_year, 9999) AND coalesce(t.to_year, 9999) >= n.from_year'
		' ORDER BY 1 LIMIT 1', TG_RELID::regclass, key) INTO overlapping;
	IF overlapping IS NOT NULL THEN
		RAISE EXCEPTION 'years of unit % overlap in "%"', overlapping, TG_TABLE_NAME
			USING ERRCODE = 'exclusion_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME;
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.refuse_overlap() IS
'trigger after a statement: lines that agree in the columns named by its arguments must not overlap in years';

CREATE OR REPLACE TRIGGER unit_name_overlap_insert AFTER INSERT ON disclosure.unit_name
	REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.refuse_overlap('unit_id');
COMMENT ON TRIGGER unit_name_overlap_insert ON disclosure.unit_name IS '同一单位的曾用名年度不得重叠';
CREATE OR REPLACE TRIGGER unit_name_overlap_update AFTER UPDATE ON disclosure.unit_name
	REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.refuse_overlap('unit_id');
COMMENT ON TRIGGER unit_name_overlap_update ON disclosure.unit_name IS '同一单位的曾用名年度不得重叠';
CREATE OR REPLACE TRIGGER unit_parent_overlap_insert AFTER INSERT ON disclosure.unit_parent
	REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.refuse_overlap('unit_id', 'parent_id');
COMMENT ON TRIGGER unit_parent_overlap_insert ON disclosure.unit_parent IS '同一隶属关系的年度不得重叠';
CREATE OR REPLACE TRIGGER unit_parent_overlap_update AFTER UPDATE ON disclosure.unit_parent
	REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.refuse_overlap('unit_id', 'parent_id');
COMMENT ON TRIGGER unit_parent_overlap_update ON disclosure.unit_parent IS '同一隶属关系的年度不得重叠';
CREATE OR REPLACE TRIGGER reporter_overlap_insert AFTER INSERT ON disclosure.reporter
	REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.refuse_overlap('unit_id');
COMMENT ON TRIGGER reporter_overlap_insert ON disclosure.reporter IS '同一单位的填报义务年度不得重叠';
CREATE OR REPLACE TRIGGER reporter_overlap_update AFTER UPDATE ON disclosure.reporter
	REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.refuse_overlap('unit_id');
COMMENT ON TRIGGER reporter_overlap_update ON disclosure.reporter IS '同一单位的填报义务年度不得重叠';
$file$), ('12-closure.sql', $file$/*
 * The units above some units, and the years: all paths up the tree.  Where
 * several paths lead to the same unit above, its years are cut where a path
 * begins or ends, so that no year stands in two lines; it counts where one of
 * the paths does.
 */
CREATE OR REPLACE FUNCTION disclosure.build_closure(units text[])
RETURNS SETOF disclosure.unit_closure
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	WITH RECURSIVE path AS (
		SELECT u.unit_id, u.unit_id AS ancestor_id, 0 AS from_year, 9999 AS to_year, 0 AS depth, true AS counted
		FROM disclosure.unit u
		WHERE u.unit_id = ANY (units)
		UNION ALL
		SELECT p.unit_id, e.parent_id, greatest(p.from_year, e.from_year),
			least(p.to_year, coalesce(e.to_year, 9999)), p.depth + 1, p.counted AND e.counted
		FROM path p
		JOIN disclosure.unit_parent e ON e.unit_id = p.ancestor_id
			AND e.from_year <= p.to_year AND coalesce(e.to_year, 9999) >= p.from_year
	), several AS (
		SELECT p.unit_id, p.ancestor_id FROM path p GROUP BY p.unit_id, p.ancestor_id HAVING count(*) > 1
	), cut AS (
		SELECT p.unit_id, p.ancestor_id, p.from_year AS year FROM path p JOIN several USING (unit_id, ancestor_id)
		UNION
		SELECT p.unit_id, p.ancestor_id, p.to_year + 1 FROM path p JOIN several USING (unit_id, ancestor_id)
	), piece AS (
		SELECT c.unit_id, c.ancestor_id, c.year AS from_year,
			lead(c.year) OVER (PARTITION BY c.unit_id, c.ancestor_id ORDER BY c.year) - 1 AS to_year
		FROM cut c
	), line AS (
		SELECT p.unit_id, p.ancestor_id, p.from_year, p.to_year, p.depth, p.counted
		FROM path p
		WHERE NOT EXISTS (SELECT FROM several s WHERE s.unit_id = p.unit_id AND s.ancestor_id = p.ancestor_id)
		UNION ALL
		SELECT c.unit_id, c.ancestor_id, c.from_year, c.to_year, min(p.depth), bool_or(p.counted)
		FROM piece c
		JOIN path p ON p.unit_id = c.unit_id AND p.ancestor_id = c.ancestor_id
			AND p.from_year <= c.to_year AND p.to_year >= c.from_year
		GROUP BY c.unit_id, c.ancestor_id, c.from_year, c.to_year
	)
	SELECT l.unit_id, l.ancestor_id, l.from_year, l.to_year, l.depth, l.counted, l.depth = 1 AND (
		SELECT count(*) = 1 AND bool_and(e.parent_id = l.ancestor_id
			AND e.from_year <= l.from_year AND coalesce(e.to_year, 9999) >= l.to_year)
		FROM disclosure.unit_parent e
		WHERE e.unit_id = l.unit_id AND e.counted
			AND e.from_year <= l.to_year AND coalesce(e.to_year, 9999) >= l.from_year)
	FROM line l
$$;
COMMENT ON FUNCTION disclosure.build_closure(text[]) IS 'the lines of unit_closure for some units';

/* A unit that is above itself in some year: the walk up ends because it never visits a unit with the same years again. */
CREATE OR REPLACE FUNCTION disclosure.cyclic_unit(units text[])
RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	WITH RECURSIVE walk AS (
		SELECT e.unit_id, e.parent_id AS ancestor_id, e.from_year, coalesce(e.to_year, 9999) AS to_year
		FROM disclosure.unit_parent e
		WHERE e.unit_id = ANY (units)
		UNION
		SELECT w.unit_id, e.parent_id, greatest(w.from_year, e.from_year), least(w.to_year, coalesce(e.to_year, 9999))
		FROM walk w
		JOIN disclosure.unit_parent e ON e.unit_id = w.ancestor_id
			AND e.from_year <= w.to_year AND coalesce(e.to_year, 9999) >= w.from_year
		WHERE w.ancestor_id <> w.unit_id
	)
	SELECT w.unit_id FROM walk w WHERE w.ancestor_id = w.unit_id ORDER BY 1 LIMIT 1
$$;
COMMENT ON FUNCTION disclosure.cyclic_unit(text[]) IS 'the first of some units that is above itself, or NULL';

/* Brings the closure of some units, and of all below them, up to date. */
CREATE OR REPLACE FUNCTION disclosure.refresh_closure(units text[])
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	cyclic text;
	affected text[];
BEGIN
	/* trees are changed by one transaction at a time: two could make a cycle together */
	LOCK TABLE disclosure.unit_closure IN SHARE ROW EXCLUSIVE MODE;
	cyclic := disclosure.cyclic_unit(units);
	IF cyclic IS NOT NULL THEN
		RAISE EXCEPTION 'unit % would be above itself', cyclic
			USING ERRCODE = 'integrity_constraint_violation', SCHEMA = 'disclosure', TABLE = 'unit_parent';
	END IF;
	SELECT array_agg(DISTINCT a.unit_id) INTO affected FROM (
		SELECT c.unit_id FROM disclosure.unit_closure c WHERE c.ancestor_id = ANY (units)
		UNION ALL
		SELECT unnest(units)) a;
	DELETE FROM disclosure.unit_closure c WHERE c.unit_id = ANY (affected);
	INSERT INTO disclosure.unit_closure SELECT * FROM disclosure.build_closure(affected);
END
$$;
COMMENT ON FUNCTION disclosure.refresh_closure(text[]) IS 'makes unit_closure anew for some units and all below them';

CREATE OR REPLACE FUNCTION disclosure.keep_closure()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	units text[];
BEGIN
	IF TG_OP = 'INSERT' THEN
		units := ARRAY(SELECT DISTINCT n.unit_id FROM new_lines n);
	ELSIF TG_OP = 'DELETE' THEN
		units := ARRAY(SELECT DISTINCT o.unit_id FROM old_lines o);
	ELSE
		units := ARRAY(SELECT n.unit_id FROM new_lines n UNION SELECT o.unit_id FROM old_lines o);
	END IF;
	IF cardinality(units) > 0 THEN
		PERFORM disclosure.refresh_closure(units);
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.keep_closure() IS 'trigger after a statement on unit or unit_parent: keeps unit_closure';

CREATE OR REPLACE TRIGGER unit_closure_insert AFTER INSERT ON disclosure.unit
	REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.keep_closure();
COMMENT ON TRIGGER unit_closure_insert ON disclosure.unit IS '维护 unit_closure';
CREATE OR REPLACE TRIGGER unit_parent_closure_insert AFTER INSERT ON disclosure.unit_parent
	REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.keep_closure();
COMMENT ON TRIGGER unit_parent_closure_insert ON disclosure.unit_parent IS '维护 unit_closure';
CREATE OR REPLACE TRIGGER unit_parent_closure_update AFTER UPDATE ON disclosure.unit_parent
	REFERENCING OLD TABLE AS old_lines NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.keep_closure();
COMMENT ON TRIGGER unit_parent_closure_update ON disclosure.unit_parent IS '维护 unit_closure';
CREATE OR REPLACE TRIGGER unit_parent_closure_delete AFTER DELETE ON disclosure.unit_parent
	REFERENCING OLD TABLE AS old_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.keep_closure();
COMMENT ON TRIGGER unit_parent_closure_delete ON disclosure.unit_parent IS '维护 unit_closure';

/* a register that had units before it had this table */
SELECT disclosure.refresh_closure(ARRAY(SELECT u.unit_id FROM disclosure.unit u
	WHERE NOT EXISTS (SELECT FROM disclosure.unit_closure c WHERE c.unit_id = u.unit_id)));
$file$), ('14-access.sql', $file$/*
 * Who may do what with which units: a role has a duty for a unit and all
 * below it.  Roles are the server's; register's owner and superusers may do
 * everything, as row-level security does not hold for them.
 */
CREATE TABLE IF NOT EXISTS disclosure.access (
	role text NOT NULL,
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	duty text NOT NULL CHECK (duty IN ('fill', 'review', 'publish', 'read')),
	PRIMARY KEY (unit_id, role, duty)
);
COMMENT ON TABLE disclosure.access IS '权限：哪个数据库角色对哪个单位及其所属单位负什么责';
COMMENT ON COLUMN disclosure.access.role IS '数据库角色';
COMMENT ON COLUMN disclosure.access.unit_id IS '单位代码，包括其所属各级单位';
COMMENT ON COLUMN disclosure.access.duty IS '职责：fill 填报，review 审核，publish 公布，read 查看；有其他职责的都可以查看';

/* The role that speaks, also inside functions that run with their owner's rights. */
CREATE OR REPLACE FUNCTION disclosure.calling_role()
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT coalesce(nullif(current_setting('role'), 'none'), session_user::text) $$;
COMMENT ON FUNCTION disclosure.calling_role() IS 'the role of SET ROLE, or else of the session';

/* Web tools share one role and name the person; who submits cannot approve, and this is who. */
CREATE OR REPLACE FUNCTION disclosure.calling_person()
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT coalesce(nullif(current_setting('disclosure.actor', true), ''), disclosure.calling_role()) $$;
COMMENT ON FUNCTION disclosure.calling_person() IS 'disclosure.actor, or else the role';

ALTER TABLE disclosure.access ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS access_own ON disclosure.access;
/* asked of the roles in the lines that are looked at, not of all roles of the server; one that is gone has none */
CREATE POLICY access_own ON disclosure.access FOR SELECT USING (
	pg_catalog.pg_has_role(pg_catalog.to_regrole(pg_catalog.quote_ident(role)), 'USAGE'));
COMMENT ON POLICY access_own ON disclosure.access IS '各角色只看到自己的权限';

CREATE OR REPLACE VIEW disclosure.my_unit WITH (security_invoker = true) AS
SELECT c.unit_id, c.from_year, c.to_year, a.duty, a.unit_id AS granted_on, c.depth
FROM disclosure.access a
JOIN disclosure.unit_closure c ON c.ancestor_id = a.unit_id AND (c.counted OR a.duty = 'read');
COMMENT ON VIEW disclosure.my_unit IS '当前角色对哪些单位、哪些年度负什么责';
COMMENT ON COLUMN disclosure.my_unit.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.my_unit.from_year IS '自哪个报告年度起';
COMMENT ON COLUMN disclosure.my_unit.to_year IS '至哪个报告年度';
COMMENT ON COLUMN disclosure.my_unit.duty IS '职责';
COMMENT ON COLUMN disclosure.my_unit.granted_on IS '授权的单位';
COMMENT ON COLUMN disclosure.my_unit.depth IS '比授权的单位低几级';

CREATE OR REPLACE FUNCTION disclosure.has_duty(unit_id text, year integer, duty text)
RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT NOT row_security_active('disclosure.report') OR EXISTS (
		SELECT FROM disclosure.my_unit m
		WHERE m.unit_id = has_duty.unit_id AND m.duty = has_duty.duty
			AND has_duty.year BETWEEN m.from_year AND m.to_year)
$$;
COMMENT ON FUNCTION disclosure.has_duty(text, integer, text) IS
'has the current role the duty fill, review, publish or read for a unit in a year?';
$file$), ('20-report.sql', $file$CREATE TABLE IF NOT EXISTS disclosure.report (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE,
	year integer NOT NULL CHECK (year < 2100),
	scope text NOT NULL DEFAULT 'own' CHECK (scope IN ('own', 'level', 'consolidated')),
	origin text NOT NULL DEFAULT 'filed' CHECK (origin IN ('filed', 'recorded')),
	status text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'submitted', 'returned', 'approved', 'published')),
	issued_on date,
	changed_at timestamptz NOT NULL DEFAULT now(),
	figures disclosure.figures NOT NULL,
	PRIMARY KEY (unit_id, year, scope)
);
ALTER TABLE disclosure.report
	ADD COLUMN IF NOT EXISTS version integer,
	ADD COLUMN IF NOT EXISTS head bytea,
	ADD COLUMN IF NOT EXISTS changed_by text,
	ADD COLUMN IF NOT EXISTS submitted_by text,
	ADD COLUMN IF NOT EXISTS approved_by text,
	ADD COLUMN IF NOT EXISTS filled_by text;
/* no default that comes with the column: it is refused where a table of somebody's has a column of this row type */
ALTER TABLE disclosure.report ALTER COLUMN version SET DEFAULT 0;
COMMENT ON TABLE disclosure.report IS '年度报告：一个单位、一个年度、一种范围一行';
COMMENT ON COLUMN disclosure.report.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.report.year IS '报告年度';
COMMENT ON COLUMN disclosure.report.scope IS '范围：own 本机关，level 本级（不含下级政府），consolidated 全域汇总';
COMMENT ON COLUMN disclosure.report.origin IS '来源：filed 本系统填报（须通过核对），recorded 收录已公布的报告（照原样保存）';
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

/* a year's totals without visiting the table */
CREATE INDEX IF NOT EXISTS report_year ON disclosure.report (year, unit_id) INCLUDE (figures);
/* reports of levels and areas are few */
CREATE INDEX IF NOT EXISTS report_area ON disclosure.report (year, unit_id) WHERE scope <> 'own';

CREATE TABLE IF NOT EXISTS disclosure.report_text (
	unit_id text NOT NULL,
	year integer NOT NULL,
	scope text NOT NULL,
	title text,
	unit_name text,
	index_number text,
	sections jsonb,
	PRIMARY KEY (unit_id, year, scope),
	FOREIGN KEY (unit_id, year, scope) REFERENCES disclosure.report ON UPDATE CASCADE ON DELETE CASCADE
);
ALTER TABLE disclosure.report_text
	ADD COLUMN IF NOT EXISTS contact text,
	ADD COLUMN IF NOT EXISTS document_number text,
	ADD COLUMN IF NOT EXISTS period_start date,
	ADD COLUMN IF NOT EXISTS period_end date,
	ADD COLUMN IF NOT EXISTS metadata jsonb;
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

CREATE TABLE IF NOT EXISTS disclosure.report_source (
	unit_id text NOT NULL,
	year integer NOT NULL,
	scope text NOT NULL,
	source text NOT NULL,
	notes jsonb NOT NULL,
	imported_at timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (unit_id, year, scope),
	FOREIGN KEY (unit_id, year, scope) REFERENCES disclosure.report ON UPDATE CASCADE ON DELETE CASCADE
);
ALTER TABLE disclosure.report_source ADD COLUMN IF NOT EXISTS page bytea;
COMMENT ON TABLE disclosure.report_source IS '年度报告读自哪个页面，读的时候注意到什么';
COMMENT ON COLUMN disclosure.report_source.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.report_source.year IS '报告年度';
COMMENT ON COLUMN disclosure.report_source.scope IS '范围';
COMMENT ON COLUMN disclosure.report_source.source IS '页面原文';
COMMENT ON COLUMN disclosure.report_source.page IS '公布的文件，一个字节也不变；以文字读入的没有';
COMMENT ON COLUMN disclosure.report_source.notes IS '读页面时的说明，一处一条';
COMMENT ON COLUMN disclosure.report_source.imported_at IS '读入时间';
$file$), ('21-indicator.sql', $file$/* The numbers of the text with the words they came from: made anew whenever the text changes, by nobody else. */
CREATE TABLE IF NOT EXISTS disclosure.indicator_value (
	unit_id text NOT NULL,
	year integer NOT NULL,
	scope text NOT NULL,
	seq integer NOT NULL,
	indicator text NOT NULL,
	value numeric NOT NULL,
	unit text,
	approximate boolean NOT NULL,
	cumulative boolean NOT NULL,
	said_scope text,
	said_year integer,
	low numeric,
	high numeric,
	base numeric,
	section text,
	"position" integer,
	evidence text,
	PRIMARY KEY (unit_id, year, scope, seq),
	FOREIGN KEY (unit_id, year, scope) REFERENCES disclosure.report_text ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE disclosure.indicator_value IS '文字中的数字：从年度报告的文字读出，文字修改后重新读取';
COMMENT ON COLUMN disclosure.indicator_value.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.indicator_value.year IS '报告年度';
COMMENT ON COLUMN disclosure.indicator_value.scope IS '范围';
COMMENT ON COLUMN disclosure.indicator_value.seq IS '序号，依在报告中的先后';
COMMENT ON COLUMN disclosure.indicator_value.indicator IS '指标，见视图 text_indicator；_share 占比，_growth 比上年增减百分之几，_increase 比上年增减多少';
COMMENT ON COLUMN disclosure.indicator_value.value IS '数值，万、亿已换算';
COMMENT ON COLUMN disclosure.indicator_value.unit IS '单位，照原文';
COMMENT ON COLUMN disclosure.indicator_value.approximate IS '是否约数：余、多、约、近、超、以上';
COMMENT ON COLUMN disclosure.indicator_value.cumulative IS '是否历年累计';
COMMENT ON COLUMN disclosure.indicator_value.said_scope IS '句中写明的范围：own 本机关，level 本级，consolidated 全域；未写明的为空';
COMMENT ON COLUMN disclosure.indicator_value.said_year IS '句中写明的年度';
COMMENT ON COLUMN disclosure.indicator_value.low IS '实际数不低于：约数和百分数是一个范围';
COMMENT ON COLUMN disclosure.indicator_value.high IS '实际数不高于，空为不限';
COMMENT ON COLUMN disclosure.indicator_value.base IS '占比和增减所说的那个数';
COMMENT ON COLUMN disclosure.indicator_value.section IS '在哪一部分';
COMMENT ON COLUMN disclosure.indicator_value."position" IS '在该部分第几个字';
COMMENT ON COLUMN disclosure.indicator_value.evidence IS '原文';

/* With the rights of the register's owner: whoever may change the words changes the numbers by that, and not otherwise. */
CREATE OR REPLACE FUNCTION disclosure.read_indicators()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF TG_OP = 'UPDATE' THEN
		IF NEW.sections IS NOT DISTINCT FROM OLD.sections THEN
			RETURN NULL;
		END IF;
		DELETE FROM disclosure.indicator_value v
		WHERE v.unit_id = NEW.unit_id AND v.year = NEW.year AND v.scope = NEW.scope;
	END IF;
	INSERT INTO disclosure.indicator_value (unit_id, year, scope, seq, indicator, value, unit, approximate, cumulative,
		said_scope, said_year, low, high, base, section, "position", evidence)
	SELECT NEW.unit_id, NEW.year, NEW.scope, n.seq, n.indicator, n.value, n.unit, n.approximate, n.cumulative,
		n.scope, n.year, n.low, n.high, n.base, n.section, n."position", n.evidence
	FROM disclosure.narrative(NEW.sections) WITH ORDINALITY n(indicator, value, unit, approximate, cumulative, scope,
		evidence, "position", year, low, high, base, section, seq);
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.read_indicators() IS 'trigger: reads the numbers of a text that is new or has changed';
REVOKE ALL ON FUNCTION disclosure.read_indicators() FROM PUBLIC;

CREATE OR REPLACE TRIGGER report_text_indicators AFTER INSERT OR UPDATE OF sections ON disclosure.report_text
	FOR EACH ROW EXECUTE FUNCTION disclosure.read_indicators();
COMMENT ON TRIGGER report_text_indicators ON disclosure.report_text IS '文字写入或修改后，读出其中的数字';

/* Texts that were there before the table was. */
INSERT INTO disclosure.indicator_value (unit_id, year, scope, seq, indicator, value, unit, approximate, cumulative,
	said_scope, said_year, low, high, base, section, "position", evidence)
SELECT t.unit_id, t.year, t.scope, n.seq, n.indicator, n.value, n.unit, n.approximate, n.cumulative,
	n.scope, n.year, n.low, n.high, n.base, n.section, n."position", n.evidence
FROM disclosure.report_text t,
	disclosure.narrative(t.sections) WITH ORDINALITY n(indicator, value, unit, approximate, cumulative, scope,
		evidence, "position", year, low, high, base, section, seq)
WHERE NOT EXISTS (SELECT FROM disclosure.indicator_value v
	WHERE v.unit_id = t.unit_id AND v.year = t.year AND v.scope = t.scope);

/* What check_narrative() takes; NULL where the report has no text. */
CREATE OR REPLACE FUNCTION disclosure.texts_of(unit_id text, year integer, scope text)
RETURNS disclosure.narrative_value[]
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT array_agg(ROW(v.indicator, v.value, v.unit, v.approximate, v.cumulative, v.said_scope, v.evidence, v."position",
		v.said_year, v.low, v.high, v.base, v.section)::disclosure.narrative_value ORDER BY v.seq)
	FROM disclosure.indicator_value v
	WHERE v.unit_id = texts_of.unit_id AND v.year = texts_of.year AND v.scope = texts_of.scope
$$;
COMMENT ON FUNCTION disclosure.texts_of(text, integer, text) IS
'the numbers in the text of a report, for check_narrative(); NULL where it has no text';
$file$), ('22-history.sql', $file$/*
 * Every change of a report, chained: a version's hash covers its own content
 * and the hash before it, and the report keeps the newest.
 */
CREATE TABLE IF NOT EXISTS disclosure.report_version (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE,
	year integer NOT NULL,
	scope text NOT NULL,
	version integer NOT NULL CHECK (version > 0),
	figures disclosure.figures NOT NULL,
	status text NOT NULL,
	origin text NOT NULL,
	issued_on date,
	deleted boolean NOT NULL,
	changed_at timestamptz NOT NULL,
	changed_by text NOT NULL,
	actor text,
	reason text,
	previous_hash bytea,
	hash bytea NOT NULL,
	PRIMARY KEY (unit_id, year, scope, version)
);
COMMENT ON TABLE disclosure.report_version IS '年度报告的历次版本：每次修改一行，前后以校验值相连';
COMMENT ON COLUMN disclosure.report_version.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.report_version.year IS '报告年度';
COMMENT ON COLUMN disclosure.report_version.scope IS '范围';
COMMENT ON COLUMN disclosure.report_version.version IS '版本号，从 1 起';
COMMENT ON COLUMN disclosure.report_version.figures IS '这一版的全部数字';
COMMENT ON COLUMN disclosure.report_version.status IS '这一版的状态';
COMMENT ON COLUMN disclosure.report_version.origin IS '来源';
COMMENT ON COLUMN disclosure.report_version.issued_on IS '公布日期';
COMMENT ON COLUMN disclosure.report_version.deleted IS '报告在这一版被删除';
COMMENT ON COLUMN disclosure.report_version.changed_at IS '修改时间';
COMMENT ON COLUMN disclosure.report_version.changed_by IS '修改的数据库角色';
COMMENT ON COLUMN disclosure.report_version.actor IS '修改人：应用系统用 SET LOCAL disclosure.actor 告知';
COMMENT ON COLUMN disclosure.report_version.reason IS '修改原因：用 SET LOCAL disclosure.reason 告知';
COMMENT ON COLUMN disclosure.report_version.previous_hash IS '上一版的校验值';
COMMENT ON COLUMN disclosure.report_version.hash IS '校验值：这一版的内容和上一版校验值的 SHA-256';

/*
 * All that a version says but for the unit's key, which may be changed, as a
 * JSON array: text of the figures, time in microseconds of UTC.
 */
CREATE OR REPLACE FUNCTION disclosure.version_hash(v disclosure.report_version)
RETURNS bytea
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT sha256(convert_to(jsonb_build_array(encode(v.previous_hash, 'hex'), v.year, v.scope, v.version,
		v.figures::text, v.status, v.origin, v.issued_on - date '2000-01-01', v.deleted,
		(extract(epoch FROM v.changed_at) * 1000000)::bigint, v.changed_by, v.actor, v.reason)::text, 'UTF8'))
$$;
COMMENT ON FUNCTION disclosure.version_hash(disclosure.report_version) IS
'the hash that a version should have: SHA-256 of its content and the hash before it';

/* The version that a report is about to be, after the one whose number and hash are given. */
CREATE OR REPLACE FUNCTION disclosure.next_version(r disclosure.report, version integer, previous_hash bytea, deleted boolean)
RETURNS disclosure.report_version
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	v disclosure.report_version;
BEGIN
	v.unit_id := r.unit_id;
	v.year := r.year;
	v.scope := r.scope;
	v.version := next_version.version;
	v.figures := r.figures;
	v.status := r.status;
	v.origin := r.origin;
	v.issued_on := r.issued_on;
	v.deleted := next_version.deleted;
	v.changed_at := r.changed_at;
	v.changed_by := coalesce(r.changed_by, 'unknown');
	v.actor := nullif(current_setting('disclosure.actor', true), '');
	v.reason := nullif(current_setting('disclosure.reason', true), '');
	v.previous_hash := next_version.previous_hash;
	v.hash := disclosure.version_hash(v);
	RETURN v;
END
$$;
COMMENT ON FUNCTION disclosure.next_version(disclosure.report, integer, bytea, boolean) IS
'the version that a report becomes by a change';

/*
 * Gives a changed report its number and hash.  Runs after all that may change
 * the row, and as the register's owner: the writer may not see the history.
 */
CREATE OR REPLACE FUNCTION disclosure.seal_report()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	last record;
	v disclosure.report_version;
BEGIN
	IF TG_OP = 'INSERT' THEN
		/* after a deletion the history goes on */
		SELECT h.version, h.hash INTO last FROM disclosure.report_version h
		WHERE h.unit_id = NEW.unit_id AND h.year = NEW.year AND h.scope = NEW.scope
		ORDER BY h.version DESC LIMIT 1;
		v := disclosure.next_version(NEW, coalesce(last.version, 0) + 1, last.hash, false);
	ELSIF disclosure.figures_differ(NEW.figures, OLD.figures) OR (NEW.status, NEW.origin, NEW.year, NEW.scope)
		IS DISTINCT FROM (OLD.status, OLD.origin, OLD.year, OLD.scope) OR NEW.issued_on IS DISTINCT FROM OLD.issued_on THEN
		v := disclosure.next_version(NEW, OLD.version + 1, OLD.head, false);
	ELSE
		NEW.version := OLD.version;
		NEW.head := OLD.head;
		RETURN NEW;
	END IF;
	NEW.version := v.version;
	NEW.head := v.hash;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.seal_report() IS 'trigger before a report is written: its version and hash';
REVOKE ALL ON FUNCTION disclosure.seal_report() FROM PUBLIC;

/* What was carried in from last year is changed only with a reason. */
CREATE OR REPLACE FUNCTION disclosure.keep_carried_in(old disclosure.report, new disclosure.report)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	before text := (disclosure.requests(old.figures)).carried_in::text;
	after text := (disclosure.requests(new.figures)).carried_in::text;
	row_of_last_year jsonb;
	carried disclosure.figures;
BEGIN
	IF after IS NOT DISTINCT FROM before THEN
		RETURN;
	END IF;
	row_of_last_year := disclosure.carried_in(new.unit_id, new.year, new.scope);
	IF row_of_last_year IS NULL THEN
		RETURN;
	END IF;
	carried := jsonb_build_object('form', disclosure.form_of(new.year), 'requests',
		jsonb_build_object('carried_in', row_of_last_year));
	IF (disclosure.requests(carried)).carried_in::text = before THEN
		RAISE EXCEPTION 'report of unit % for % needs a reason to depart from what last year carried out', new.unit_id, new.year
			USING ERRCODE = 'null_value_not_allowed', HINT = 'SET LOCAL disclosure.reason = ...';
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.keep_carried_in(disclosure.report, disclosure.report) IS
'an error where a report that had last year''s carried-out requests as carried-in ones loses them';

CREATE OR REPLACE FUNCTION disclosure.record_version()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	previous bytea;
	number integer;
	v disclosure.report_version;
BEGIN
	IF TG_OP = 'DELETE' THEN
		OLD.changed_at := clock_timestamp();
		OLD.changed_by := disclosure.calling_role();
		v := disclosure.next_version(OLD, OLD.version + 1, OLD.head, true);
	ELSIF TG_OP = 'UPDATE' AND NEW.version = OLD.version AND NEW.head IS NOT DISTINCT FROM OLD.head
		AND NOT disclosure.figures_differ(NEW.figures, OLD.figures) AND (NEW.status, NEW.origin, NEW.year, NEW.scope)
		IS NOT DISTINCT FROM (OLD.status, OLD.origin, OLD.year, OLD.scope) AND NEW.issued_on IS NOT DISTINCT FROM OLD.issued_on THEN
		RETURN NULL;
	ELSE
		/* counted from the old row: the new one is as the last trigger left it */
		number := CASE TG_OP WHEN 'UPDATE' THEN OLD.version + 1 ELSE NEW.version END;
		SELECT h.hash INTO previous FROM disclosure.report_version h
		WHERE h.unit_id = NEW.unit_id AND h.year = NEW.year AND h.scope = NEW.scope AND h.version = number - 1;
		v := disclosure.next_version(NEW, number, previous, false);
		IF v.hash IS DISTINCT FROM NEW.head THEN
			RAISE EXCEPTION 'a trigger changes reports after they are sealed'
				USING ERRCODE = 'triggered_data_change_violation',
					HINT = 'Give it a name that sorts before "report_seal".';
		END IF;
	END IF;
	IF TG_OP = 'UPDATE' AND NEW.origin = 'filed' AND v.reason IS NULL THEN
		PERFORM disclosure.keep_carried_in(OLD, NEW);
	END IF;
	INSERT INTO disclosure.report_version SELECT v.*;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.record_version() IS 'trigger after a report is written: keeps the version';
REVOKE ALL ON FUNCTION disclosure.record_version() FROM PUBLIC;

CREATE OR REPLACE FUNCTION disclosure.verify_history(unit_id text, year integer, scope text DEFAULT 'own')
RETURNS integer
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	v disclosure.report_version;
	r disclosure.report;
	previous bytea;
	sound boolean;
	expected integer := 1;
BEGIN
	IF row_security_active('disclosure.report') AND NOT EXISTS (SELECT FROM disclosure.my_unit m
			WHERE m.unit_id = verify_history.unit_id AND verify_history.year BETWEEN m.from_year AND m.to_year) THEN
		/* nothing to see must not pass for a history that is whole */
		RAISE EXCEPTION 'reports of unit % for % are not visible to this role', verify_history.unit_id, verify_history.year
			USING ERRCODE = 'insufficient_privilege';
	END IF;
	FOR v IN SELECT * FROM disclosure.report_version h
		WHERE h.unit_id = verify_history.unit_id AND h.year = verify_history.year AND h.scope = verify_history.scope
		ORDER BY h.version
	LOOP
		BEGIN
			sound := v.hash = disclosure.version_hash(v);
		EXCEPTION WHEN data_exception OR feature_not_supported THEN
			/* a date or time that none could have been written with, such as infinity */
			sound := false;
		END;
		IF v.version <> expected OR v.previous_hash IS DISTINCT FROM previous OR NOT sound THEN
			RETURN expected;
		END IF;
		previous := v.hash;
		expected := expected + 1;
	END LOOP;
	SELECT * INTO r FROM disclosure.report p
	WHERE p.unit_id = verify_history.unit_id AND p.year = verify_history.year AND p.scope = verify_history.scope;
	IF r.unit_id IS NULL AND v.unit_id IS NULL THEN
		RAISE EXCEPTION 'there is no history of a report of unit % for % with scope % that this role can see',
			verify_history.unit_id, verify_history.year, verify_history.scope USING ERRCODE = 'no_data_found';
	ELSIF r.unit_id IS NULL THEN
		/* the newest version of a report that is gone says so */
		RETURN CASE WHEN NOT v.deleted THEN expected END;
	ELSIF r.version >= expected OR r.head IS DISTINCT FROM previous THEN
		/* newer versions have been cut off, or were never written */
		RETURN expected;
	ELSIF v.deleted OR r.version <> v.version OR disclosure.figures_differ(r.figures, v.figures) OR r.status <> v.status
		OR r.origin <> v.origin OR r.issued_on IS DISTINCT FROM v.issued_on THEN
		RETURN v.version;
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.verify_history(text, integer, text) IS
'number of the first version of a report that was changed or is missing; NULL where its history is whole';

CREATE OR REPLACE FUNCTION disclosure.report_as_of(moment timestamptz)
RETURNS SETOF disclosure.report_version
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT (last.h).* FROM (
		SELECT DISTINCT ON (v.unit_id, v.year, v.scope) v AS h
		FROM disclosure.report_version v
		WHERE v.changed_at <= moment
		ORDER BY v.unit_id, v.year, v.scope, v.version DESC) last
	WHERE NOT (last.h).deleted
$$;
COMMENT ON FUNCTION disclosure.report_as_of(timestamptz) IS 'the reports as they were at some time, each as its version then';

CREATE OR REPLACE VIEW disclosure.report_change WITH (security_invoker = true) AS
SELECT v.unit_id, v.year, v.scope, v.version, v.status, v.changed_at, v.changed_by, v.actor, v.reason,
	c.path, c.row_label, c.column_label, c.before AS old, c.after AS new
FROM disclosure.report_version v
LEFT JOIN disclosure.report_version o
	ON o.unit_id = v.unit_id AND o.year = v.year AND o.scope = v.scope AND o.version = v.version - 1
LEFT JOIN LATERAL disclosure.compare(coalesce(o.figures, v.figures), v.figures) c ON c.before IS DISTINCT FROM c.after;
COMMENT ON VIEW disclosure.report_change IS '修改记录：每个版本改动的每一格一行；数字没有变的版本也有一行';
COMMENT ON COLUMN disclosure.report_change.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.report_change.year IS '报告年度';
COMMENT ON COLUMN disclosure.report_change.scope IS '范围';
COMMENT ON COLUMN disclosure.report_change.version IS '版本号';
COMMENT ON COLUMN disclosure.report_change.status IS '状态';
COMMENT ON COLUMN disclosure.report_change.changed_at IS '修改时间';
COMMENT ON COLUMN disclosure.report_change.changed_by IS '数据库角色';
COMMENT ON COLUMN disclosure.report_change.actor IS '修改人';
COMMENT ON COLUMN disclosure.report_change.reason IS '修改原因';
COMMENT ON COLUMN disclosure.report_change.path IS '路径：表.行.列';
COMMENT ON COLUMN disclosure.report_change.row_label IS '行标签';
COMMENT ON COLUMN disclosure.report_change.column_label IS '列标签';
COMMENT ON COLUMN disclosure.report_change.old IS '原数';
COMMENT ON COLUMN disclosure.report_change.new IS '现数';
$file$), ('24-workflow.sql', $file$/* What the office can settle for itself. */
CREATE TABLE IF NOT EXISTS disclosure.setting (
	name text PRIMARY KEY,
	value numeric NOT NULL,
	description text NOT NULL
);
COMMENT ON TABLE disclosure.setting IS '可由本机关确定的事项和界限';
COMMENT ON COLUMN disclosure.setting.name IS '名称';
COMMENT ON COLUMN disclosure.setting.value IS '取值';
COMMENT ON COLUMN disclosure.setting.description IS '含义';

CREATE OR REPLACE FUNCTION disclosure.setting_value(name text)
RETURNS numeric
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT s.value FROM disclosure.setting s WHERE s.name = setting_value.name $$;
COMMENT ON FUNCTION disclosure.setting_value(text) IS 'the value of a line of table setting';

CREATE TABLE IF NOT EXISTS disclosure.status_move (
	from_status text NOT NULL,
	to_status text NOT NULL,
	duty text NOT NULL,
	needs_reason boolean NOT NULL,
	description text NOT NULL,
	PRIMARY KEY (from_status, to_status)
);
COMMENT ON TABLE disclosure.status_move IS '流程：填报的报告可以从哪个状态到哪个状态，由谁办理';
COMMENT ON COLUMN disclosure.status_move.from_status IS '原状态';
COMMENT ON COLUMN disclosure.status_move.to_status IS '新状态';
COMMENT ON COLUMN disclosure.status_move.duty IS '由负何职责的人办理';
COMMENT ON COLUMN disclosure.status_move.needs_reason IS '是否须写明原因';
COMMENT ON COLUMN disclosure.status_move.description IS '环节名称';

CREATE TABLE IF NOT EXISTS disclosure.explanation (
	unit_id text NOT NULL,
	year integer NOT NULL,
	scope text NOT NULL,
	rule text NOT NULL,
	fingerprint bigint NOT NULL,
	explanation text NOT NULL CHECK (explanation <> ''),
	written_by text NOT NULL,
	written_at timestamptz NOT NULL DEFAULT now(),
	accepted_by text,
	accepted_at timestamptz,
	PRIMARY KEY (unit_id, year, scope, rule, fingerprint),
	FOREIGN KEY (unit_id, year, scope) REFERENCES disclosure.report ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE disclosure.explanation IS '对核实性问题的说明：填报时写，审核时认可；有关数字一变即失效';
COMMENT ON COLUMN disclosure.explanation.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.explanation.year IS '报告年度';
COMMENT ON COLUMN disclosure.explanation.scope IS '范围';
COMMENT ON COLUMN disclosure.explanation.rule IS '规则代码';
COMMENT ON COLUMN disclosure.explanation.fingerprint IS '说明所针对的数字的指纹';
COMMENT ON COLUMN disclosure.explanation.explanation IS '说明';
COMMENT ON COLUMN disclosure.explanation.written_by IS '说明人';
COMMENT ON COLUMN disclosure.explanation.written_at IS '说明时间';
COMMENT ON COLUMN disclosure.explanation.accepted_by IS '认可人';
COMMENT ON COLUMN disclosure.explanation.accepted_at IS '认可时间';

CREATE TABLE IF NOT EXISTS disclosure.review_note (
	unit_id text NOT NULL,
	year integer NOT NULL,
	scope text NOT NULL,
	note_no integer GENERATED ALWAYS AS IDENTITY,
	path text,
	note text NOT NULL,
	written_by text NOT NULL DEFAULT disclosure.calling_person(),
	written_at timestamptz NOT NULL DEFAULT now(),
	resolved_at timestamptz,
	PRIMARY KEY (unit_id, year, scope, note_no),
	FOREIGN KEY (unit_id, year, scope) REFERENCES disclosure.report ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE disclosure.review_note IS '审核意见：退回时对某一格或整份报告的意见';
COMMENT ON COLUMN disclosure.review_note.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.review_note.year IS '报告年度';
COMMENT ON COLUMN disclosure.review_note.scope IS '范围';
COMMENT ON COLUMN disclosure.review_note.note_no IS '序号';
COMMENT ON COLUMN disclosure.review_note.path IS '单元格的路径，空为整份报告';
COMMENT ON COLUMN disclosure.review_note.note IS '意见';
COMMENT ON COLUMN disclosure.review_note.written_by IS '提出人';
COMMENT ON COLUMN disclosure.review_note.written_at IS '提出时间';
COMMENT ON COLUMN disclosure.review_note.resolved_at IS '处理时间';

CREATE TABLE IF NOT EXISTS disclosure.publication (
	unit_id text NOT NULL,
	year integer NOT NULL,
	scope text NOT NULL,
	number integer NOT NULL CHECK (number > 0),
	version integer NOT NULL,
	published_on date NOT NULL,
	address text,
	kind text NOT NULL CHECK (kind IN ('first', 'correction')),
	statement text,
	PRIMARY KEY (unit_id, year, scope, number),
	FOREIGN KEY (unit_id, year, scope, version) REFERENCES disclosure.report_version ON UPDATE CASCADE,
	CHECK ((kind = 'first') = (number = 1))
);
COMMENT ON TABLE disclosure.publication IS '公布记录：何时公布了哪一版，更正的另附更正说明';
COMMENT ON COLUMN disclosure.publication.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.publication.year IS '报告年度';
COMMENT ON COLUMN disclosure.publication.scope IS '范围';
COMMENT ON COLUMN disclosure.publication.number IS '第几次公布';
COMMENT ON COLUMN disclosure.publication.version IS '公布的是哪一版';
COMMENT ON COLUMN disclosure.publication.published_on IS '公布日期';
COMMENT ON COLUMN disclosure.publication.address IS '网址';
COMMENT ON COLUMN disclosure.publication.kind IS 'first 首次公布，correction 更正';
COMMENT ON COLUMN disclosure.publication.statement IS '更正说明：由改动的单元格自动写成';

/* What a user mistyped, for the functions that work on one report. */
CREATE OR REPLACE FUNCTION disclosure.require_report(unit_id text, year integer, scope text)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	others text := (SELECT string_agg(r.scope, ', ' ORDER BY r.scope) FROM disclosure.report r
		WHERE r.unit_id = require_report.unit_id AND r.year = require_report.year);
BEGIN
	IF scope NOT IN ('own', 'level', 'consolidated') THEN
		RAISE EXCEPTION 'there is no scope "%"', scope
			USING ERRCODE = 'invalid_parameter_value', HINT = 'It is own, level or consolidated.';
	ELSIF NOT EXISTS (SELECT FROM disclosure.unit u WHERE u.unit_id = require_report.unit_id) THEN
		RAISE EXCEPTION 'there is no unit "%"', unit_id USING ERRCODE = 'no_data_found';
	ELSIF NOT EXISTS (SELECT FROM disclosure.report r WHERE r.unit_id = require_report.unit_id
			AND r.year = require_report.year AND r.scope = require_report.scope) THEN
		RAISE EXCEPTION 'there is no report of unit % for % with scope % that this role can see', unit_id, year, scope
			USING ERRCODE = 'no_data_found', HINT = coalesce('There is one with scope ' || others || '.',
				'disclosure.start_year() makes the drafts of a year.');
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.require_report(text, integer, text) IS
'an error that says what is wrong where there is no such report: the unit, the scope or the year';

CREATE OR REPLACE FUNCTION disclosure.require_duty(unit_id text, year integer, duty text)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF NOT disclosure.has_duty(require_duty.unit_id, require_duty.year, require_duty.duty) AND duty IS NOT NULL THEN
		RAISE EXCEPTION 'this needs the duty % for unit %', duty, unit_id USING ERRCODE = 'insufficient_privilege';
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.require_duty(text, integer, text) IS
'an error where the current role does not have a duty for a unit in a year';
$file$), ('26-rule.sql', $file$/* The office's own rules; the statement is compiled when it is stored. */
CREATE TABLE IF NOT EXISTS disclosure.rule (
	code text PRIMARY KEY CHECK (code ~ '^[^\s]+$'),
	severity text NOT NULL DEFAULT 'warning' CHECK (severity IN ('error', 'warning', 'info')),
	statement text NOT NULL,
	message text,
	advice text,
	from_year integer,
	to_year integer CHECK (to_year >= from_year),
	enabled boolean NOT NULL DEFAULT true
);
COMMENT ON TABLE disclosure.rule IS '本机关自定的核对规则，存入即用';
COMMENT ON COLUMN disclosure.rule.code IS '规则代码；与视图 text_rule 中某条相同的，代替该条，不启用的即停用该条';
COMMENT ON COLUMN disclosure.rule.severity IS '级别：error 强制性，warning 核实性，info 提示性';
COMMENT ON COLUMN disclosure.rule.statement IS '规则表达式';
COMMENT ON COLUMN disclosure.rule.message IS '规则的含义，用在核对结果里';
COMMENT ON COLUMN disclosure.rule.advice IS '不符时怎么办';
COMMENT ON COLUMN disclosure.rule.from_year IS '自哪个报告年度起，空为不限';
COMMENT ON COLUMN disclosure.rule.to_year IS '至哪个报告年度，空为不限';
COMMENT ON COLUMN disclosure.rule.enabled IS '是否启用';

CREATE OR REPLACE FUNCTION disclosure.compile_rule()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	family text;
BEGIN
	/* a rule with * stands for several, whose codes have one word more */
	SELECT f.family INTO family FROM (
		SELECT regexp_replace(s.code, '[^.]*$', '') AS family FROM disclosure.statutory_rule s
		UNION SELECT regexp_replace(s.code, '[^.]*$', '') FROM disclosure.report_rule s) f
	WHERE starts_with(NEW.code || '.', f.family) LIMIT 1;
	IF family IS NOT NULL THEN
		RAISE EXCEPTION 'there is a statutory rule "%"', NEW.code
			USING ERRCODE = 'unique_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME,
				HINT = format('Codes that begin with "%s" are those of statutory rules.', family);
	END IF;
	PERFORM disclosure.compile_rules(ARRAY[ROW(NEW.code, NEW.severity, NEW.statement, NEW.message, NEW.advice,
		NEW.from_year, NEW.to_year)::disclosure.checked_rule]);
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.compile_rule() IS 'trigger: refuses a rule that is wrong, with the place in its statement';

CREATE OR REPLACE TRIGGER rule_compile BEFORE INSERT OR UPDATE ON disclosure.rule
	FOR EACH ROW EXECUTE FUNCTION disclosure.compile_rule();
COMMENT ON TRIGGER rule_compile ON disclosure.rule IS '规则存入前先编译，有错的拒绝';

CREATE OR REPLACE FUNCTION disclosure.rules_in_use()
RETURNS disclosure.checked_rule[]
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT array_agg(ROW(r.code, r.severity, r.statement, r.message, r.advice, r.from_year, r.to_year)::disclosure.checked_rule
		ORDER BY r.code)
	FROM disclosure.rule r
	WHERE r.enabled
$$;
COMMENT ON FUNCTION disclosure.rules_in_use() IS 'the rules of table rule that are enabled, for check_report()';

/* A line of table rule with the code of a rule on the text stands for it, or with enabled off for none. */
CREATE OR REPLACE FUNCTION disclosure.rules_replaced()
RETURNS text[]
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT array_agg(r.code) FROM disclosure.rule r WHERE starts_with(r.code, 'text.') $$;
COMMENT ON FUNCTION disclosure.rules_replaced() IS
'codes of rules on the text that table rule replaces or switches off, for check_narrative()';

CREATE OR REPLACE FUNCTION disclosure.rule_conflicts()
RETURNS SETOF disclosure.rule_conflict
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT * FROM disclosure.rule_conflicts(disclosure.rules_in_use()) $$;
COMMENT ON FUNCTION disclosure.rule_conflicts() IS
'rules of table rule that contradict others, follow from others or never apply, with the rules that prove it';
$file$), ('28-finding.sql', $file$/*
 * Who owes a report for a year: in the years that table reporter gives; a unit
 * without such a line in all but those it is exempt in, unless it is an
 * enterprise (条例第五十五条).
 */
CREATE OR REPLACE FUNCTION disclosure.owes_report(unit_id text, kind text, year integer)
RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT CASE WHEN bool_and(p.exempt) IS NOT FALSE THEN owes_report.kind <> 'enterprise'
			AND bool_or(owes_report.year BETWEEN p.from_year AND coalesce(p.to_year, 9999)) IS NOT TRUE
		ELSE bool_or(NOT p.exempt AND owes_report.year BETWEEN p.from_year AND coalesce(p.to_year, 9999)) END
	FROM disclosure.reporter p
	WHERE p.unit_id = owes_report.unit_id
$$;
COMMENT ON FUNCTION disclosure.owes_report(text, text, integer) IS 'does a unit of some kind owe a report for a year?';

/* For those who see only some reports: is there one? Not what is in it. */
CREATE OR REPLACE FUNCTION disclosure.report_exists(unit_id text, year integer, scope text)
RETURNS boolean
LANGUAGE sql STABLE
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT EXISTS (SELECT FROM disclosure.report r
		WHERE r.unit_id = report_exists.unit_id AND r.year = report_exists.year AND r.scope = report_exists.scope)
$$;
COMMENT ON FUNCTION disclosure.report_exists(text, integer, text) IS 'is there a report, whoever may see it?';
REVOKE ALL ON FUNCTION disclosure.report_exists(text, integer, text) FROM PUBLIC;

/* A few names, and how many more. */
CREATE OR REPLACE FUNCTION disclosure.some_names(names text[])
RETURNS text
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT array_to_string(names[:5], '、') || CASE WHEN cardinality(names) > 5
		THEN format('等%s个单位', cardinality(names)) ELSE '' END
$$;
COMMENT ON FUNCTION disclosure.some_names(text[]) IS 'the first five names of a list, and their number if there are more';

/* Who took over from whom: the figures of the year before of all predecessors, the unit itself among them if it was there. */
CREATE OR REPLACE VIEW disclosure.predecessor WITH (security_invoker = true) AS
SELECT s.successor_id AS unit_id, s.year, k.scope,
	disclosure.sum(q.figures) AS figures,
	disclosure.sum(disclosure.blanks(q.figures)) AS holes,
	CASE WHEN bool_or(s.partly) THEN 'split'
		WHEN count(*) > count(q.figures) AND bool_or(q.figures IS NULL AND row_security_active('disclosure.report')
			AND disclosure.report_exists(s.unit_id, s.year - 1, k.scope)) THEN 'not_visible'
		WHEN count(*) > count(q.figures) THEN 'missing' END AS why,
	disclosure.some_names(array_agg(u.name ORDER BY u.unit_id) FILTER (WHERE q.figures IS NULL OR s.partly)) AS missing
FROM disclosure.unit_successor s
JOIN disclosure.unit u ON u.unit_id = s.unit_id
CROSS JOIN (VALUES ('own'), ('level'), ('consolidated')) k(scope)
LEFT JOIN disclosure.report q ON q.unit_id = s.unit_id AND q.year = s.year - 1 AND q.scope = k.scope
GROUP BY s.successor_id, s.year, k.scope;
COMMENT ON VIEW disclosure.predecessor IS '机构改革后，承接单位的上年数为各原单位之和';
COMMENT ON COLUMN disclosure.predecessor.unit_id IS '承接单位代码';
COMMENT ON COLUMN disclosure.predecessor.year IS '承接单位的报告年度';
COMMENT ON COLUMN disclosure.predecessor.scope IS '范围';
COMMENT ON COLUMN disclosure.predecessor.figures IS '各原单位上年数之和';
COMMENT ON COLUMN disclosure.predecessor.holes IS '各格有几个空白';
COMMENT ON COLUMN disclosure.predecessor.why IS '不能相加的原因';
COMMENT ON COLUMN disclosure.predecessor.missing IS '缺少哪些单位';

/*
 * The year before of a unit that took over from others, or gave part of its
 * business away: then nobody knows what it kept.
 */
CREATE OR REPLACE FUNCTION disclosure.previous_of(unit_id text, year integer, scope text)
RETURNS disclosure.neighbour
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	result disclosure.neighbour;
	own disclosure.figures := (SELECT r.figures FROM disclosure.report r
		WHERE r.unit_id = previous_of.unit_id AND r.year = previous_of.year - 1 AND r.scope = previous_of.scope);
BEGIN
	SELECT p.figures, p.holes, p.why, p.missing INTO result FROM disclosure.predecessor p
	WHERE p.unit_id = previous_of.unit_id AND p.year = previous_of.year AND p.scope = previous_of.scope;
	IF EXISTS (SELECT FROM disclosure.unit_successor g
		WHERE g.unit_id = previous_of.unit_id AND g.year = previous_of.year AND g.partly) THEN
		result.why := 'split';
	ELSIF result.why IS NOT NULL THEN
		NULL;
	ELSIF own IS NOT NULL THEN
		result.holes := result.holes OPERATOR(disclosure.+) disclosure.blanks(own);
		result.figures := result.figures OPERATOR(disclosure.+) own;
	ELSIF row_security_active('disclosure.report')
		AND disclosure.report_exists(previous_of.unit_id, previous_of.year - 1, previous_of.scope) THEN
		/* the sum would lack its own */
		result.why := 'not_visible';
	END IF;
	RETURN result;
END
$$;
COMMENT ON FUNCTION disclosure.previous_of(text, integer, text) IS
'the year before of a unit that took over from others or gave part of its business away, or why it cannot be told';

/*
 * The units in a total, 汇总名录, and what stands for each: its own report, or
 * with basis 'best' its consolidated one where none of the units below it has
 * a report; never both.
 */
CREATE OR REPLACE FUNCTION disclosure.members(year integer, root text, basis text DEFAULT 'units')
RETURNS SETOF disclosure.member
LANGUAGE plpgsql STABLE ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
	IF members.basis NOT IN ('units', 'best') THEN
		RAISE EXCEPTION 'there is no basis "%"', members.basis
			USING ERRCODE = 'invalid_parameter_value', HINT = 'It is units or best.';
	END IF;
	RETURN QUERY
	SELECT c.unit_id, c.depth, CASE WHEN members.basis = 'best' AND EXISTS (
			SELECT FROM disclosure.report r
			WHERE r.unit_id = c.unit_id AND r.year = members.year AND r.scope = 'consolidated'
				AND (r.origin = 'recorded' OR r.status NOT IN ('draft', 'returned'))) AND NOT EXISTS (
			SELECT FROM disclosure.unit_closure b
			JOIN disclosure.report r ON r.unit_id = b.unit_id AND r.year = members.year AND r.scope IN ('own', 'consolidated')
				AND (r.origin = 'recorded' OR r.status NOT IN ('draft', 'returned'))
			WHERE b.ancestor_id = c.unit_id AND b.depth > 0 AND b.counted AND members.year BETWEEN b.from_year AND b.to_year)
		THEN 'consolidated' ELSE 'own' END
	FROM disclosure.unit_closure c
	WHERE c.ancestor_id = members.root AND c.counted AND members.year BETWEEN c.from_year AND c.to_year;
END
$$;
COMMENT ON FUNCTION disclosure.members(integer, text, text) IS
'the units in the total of a unit for a year, the unit itself among them, with the scope of the report that counts for each';

/*
 * The sum below a report of a level or an area.  In a level's total the units
 * of lower governments are not counted.  A unit that owes a report but has
 * none yet makes the sum unknown; a government with units below it owes a
 * report of its area, not one of its own.
 */
CREATE OR REPLACE FUNCTION disclosure.children_of(unit_id text, year integer, scope text)
RETURNS disclosure.neighbour
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	result disclosure.neighbour;
	below bigint;
	present bigint;
	hidden boolean;
BEGIN
	WITH best AS MATERIALIZED (
		SELECT m.unit_id, m.depth, CASE WHEN m.depth = 0 THEN 'own' ELSE m.scope END AS scope
		FROM disclosure.members(children_of.year, children_of.unit_id, 'best') m
	), led AS (
		/* units below another one in the total: of an area reported as a whole, of a lower government */
		SELECT c.unit_id, bool_or(b.scope = 'consolidated') AS by_area,
			bool_or(g.kind IN ('government', 'township')) AS by_government
		FROM best b
		JOIN disclosure.unit g ON g.unit_id = b.unit_id
		JOIN disclosure.unit_closure c ON c.ancestor_id = b.unit_id AND c.counted
			AND children_of.year BETWEEN c.from_year AND c.to_year
		WHERE b.depth > 0 AND (c.depth > 0 OR g.kind IN ('government', 'township'))
			AND (b.scope = 'consolidated' OR g.kind IN ('government', 'township'))
		GROUP BY c.unit_id
	), member AS (
		SELECT b.unit_id, b.depth, b.scope, u.name, r.figures,
			r.figures IS NULL AND NOT coalesce(l.by_area, false)
				AND NOT (u.kind = 'government' AND EXISTS (SELECT FROM disclosure.unit_parent e
					WHERE e.parent_id = b.unit_id AND e.counted
						AND children_of.year BETWEEN e.from_year AND coalesce(e.to_year, 9999)))
				AND disclosure.owes_report(b.unit_id, u.kind, children_of.year) AS missing,
			/* whether it owes one or not, and whatever would stand for it: one that is there would count */
			row_security_active('disclosure.report') AND NOT EXISTS (SELECT FROM disclosure.report v
					WHERE v.unit_id = b.unit_id AND v.year = children_of.year AND v.scope IN ('own', 'consolidated'))
				AND (disclosure.report_exists(b.unit_id, children_of.year, 'own')
					OR disclosure.report_exists(b.unit_id, children_of.year, 'consolidated')) AS hidden
		FROM best b
		JOIN disclosure.unit u ON u.unit_id = b.unit_id
		LEFT JOIN led l ON l.unit_id = b.unit_id
		LEFT JOIN disclosure.report r ON r.unit_id = b.unit_id AND r.year = children_of.year AND r.scope = b.scope
			AND (r.origin = 'recorded' OR r.status NOT IN ('draft', 'returned'))
		WHERE children_of.scope = 'consolidated' OR NOT coalesce(l.by_government, false)
	)
	SELECT disclosure.sum(m.figures), disclosure.sum(disclosure.blanks(m.figures)),
		count(*) FILTER (WHERE m.depth > 0), count(m.figures) FILTER (WHERE m.depth > 0),
		disclosure.some_names(array_agg(m.name ORDER BY m.depth, m.unit_id) FILTER (WHERE m.depth > 0 AND (m.missing OR m.hidden))),
		bool_or(m.depth > 0 AND m.hidden)
		INTO result.figures, result.holes, below, present, result.missing, hidden
	FROM member m;
	IF below = 0 THEN
		/* the register holds no units below it: there is nothing to compare */
		RETURN NULL;
	ELSIF hidden THEN
		result.why := 'not_visible';
	ELSIF result.missing IS NOT NULL THEN
		result.why := 'missing';
	ELSIF present = 0 THEN
		result.why := 'no_children';
	END IF;
	RETURN result;
END
$$;
COMMENT ON FUNCTION disclosure.children_of(text, integer, text) IS
'the sum of the reports below one of scope level or consolidated, or why there is none; NULL where the register holds no units below';

/* The findings on the text of one report, which few reports of long ago have: apart, so that those without do not wait for it. */
CREATE OR REPLACE FUNCTION disclosure.text_findings(unit_id text, year integer, scope text)
RETURNS SETOF disclosure.check_result
LANGUAGE plpgsql STABLE COST 2000 ROWS 3
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	previous disclosure.neighbour;
	own disclosure.figures := (SELECT r.figures FROM disclosure.report r
		WHERE r.unit_id = text_findings.unit_id AND r.year = text_findings.year AND r.scope = text_findings.scope);
BEGIN
	IF EXISTS (SELECT FROM disclosure.unit_successor g
		WHERE text_findings.unit_id IN (g.successor_id, g.unit_id) AND g.year = text_findings.year) THEN
		previous := disclosure.previous_of(text_findings.unit_id, text_findings.year, text_findings.scope);
	ELSE
		previous.figures := (SELECT r.figures FROM disclosure.report r
			WHERE r.unit_id = text_findings.unit_id AND r.year = text_findings.year - 1 AND r.scope = text_findings.scope);
		IF previous.figures IS NULL AND row_security_active('disclosure.report')
			AND disclosure.report_exists(text_findings.unit_id, text_findings.year - 1, text_findings.scope) THEN
			previous.why := 'not_visible';
		END IF;
	END IF;
	RETURN QUERY SELECT * FROM disclosure.check_narrative(own, text_findings.year,
		disclosure.texts_of(text_findings.unit_id, text_findings.year, text_findings.scope), text_findings.scope,
		disclosure.rules_in_use(), disclosure.rules_replaced(),
		previous.figures, previous.holes, previous.why, previous.missing);
END
$$;
COMMENT ON FUNCTION disclosure.text_findings(text, integer, text) IS
'findings on the text of a report, beside its figures and those of the year before';

CREATE OR REPLACE VIEW disclosure.finding WITH (security_invoker = true) AS
SELECT c.unit_id, c.year, c.scope, c.rule, c.severity, c.result, c.why, c.cells, c.expected, c.actual,
	c.difference, c.message, c.advice, c.caused_by,
	c.result = 'fail' AND EXISTS (SELECT FROM disclosure.explanation e
		WHERE e.unit_id = c.unit_id AND e.year = c.year AND e.scope = c.scope
			AND e.rule = c.rule AND e.fingerprint = c.fingerprint) AS explained,
	c.severity_label, c.result_label, c.fingerprint
FROM (
	SELECT r.unit_id, r.year, r.scope, c.rule, c.severity, c.result, c.why, c.cells, c.expected, c.actual, c.difference, c.message, c.advice, c.caused_by,
		c.severity_label, c.result_label, c.fingerprint
	FROM disclosure.report r
	LEFT JOIN disclosure.report p ON p.unit_id = r.unit_id AND p.year = r.year - 1 AND p.scope = r.scope
	LEFT JOIN (
		SELECT g.successor_id AS unit_id, g.year FROM disclosure.unit_successor g
		UNION
		SELECT g.unit_id, g.year FROM disclosure.unit_successor g WHERE g.partly) s ON s.unit_id = r.unit_id AND s.year = r.year
	/* functions only where there is something to add up: nearly all reports have but one of the year before, and none below */
	CROSS JOIN LATERAL (
		SELECT CASE WHEN s.unit_id IS NOT NULL THEN disclosure.previous_of(r.unit_id, r.year, r.scope) END AS previous,
			CASE WHEN r.scope <> 'own' THEN disclosure.children_of(r.unit_id, r.year, r.scope) END AS children
		OFFSET 0) n
	CROSS JOIN LATERAL disclosure.check_report(r.figures, r.year, (SELECT disclosure.rules_in_use()),
		CASE WHEN s.unit_id IS NOT NULL THEN (n.previous).figures ELSE p.figures END,
		(n.previous).holes,
		CASE WHEN s.unit_id IS NOT NULL THEN (n.previous).why
			WHEN p.figures IS NOT NULL THEN NULL
			WHEN row_security_active('disclosure.report') AND disclosure.report_exists(r.unit_id, r.year - 1, r.scope)
				THEN 'not_visible'
			WHEN NOT EXISTS (SELECT FROM disclosure.reporter f WHERE f.unit_id = r.unit_id AND f.from_year = r.year)
				THEN 'no_previous' END,
		(n.previous).missing,
		(n.children).figures, (n.children).holes, (n.children).why, (n.children).missing) c
	UNION ALL
	SELECT t.unit_id, t.year, t.scope, c.rule, c.severity, c.result, c.why, c.cells, c.expected, c.actual, c.difference, c.message, c.advice, c.caused_by,
		c.severity_label, c.result_label, c.fingerprint
	FROM disclosure.report_text t
	CROSS JOIN LATERAL disclosure.text_findings(t.unit_id, t.year, t.scope) c) c;
COMMENT ON VIEW disclosure.finding IS '核对结果：随时按现有数字计算，包括与上年、与所属单位、与文字的核对';
COMMENT ON COLUMN disclosure.finding.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.finding.year IS '报告年度';
COMMENT ON COLUMN disclosure.finding.scope IS '范围';
COMMENT ON COLUMN disclosure.finding.rule IS '规则代码';
COMMENT ON COLUMN disclosure.finding.severity IS '级别：error、warning、info';
COMMENT ON COLUMN disclosure.finding.result IS 'fail 不符，unknown 无法核对';
COMMENT ON COLUMN disclosure.finding.why IS '无法核对的原因';
COMMENT ON COLUMN disclosure.finding.cells IS '涉及的单元格';
COMMENT ON COLUMN disclosure.finding.expected IS '规则左边';
COMMENT ON COLUMN disclosure.finding.actual IS '规则右边';
COMMENT ON COLUMN disclosure.finding.difference IS '右边减左边';
COMMENT ON COLUMN disclosure.finding.message IS '说明';
COMMENT ON COLUMN disclosure.finding.advice IS '怎么办';
COMMENT ON COLUMN disclosure.finding.caused_by IS '与哪一条同因';
COMMENT ON COLUMN disclosure.finding.explained IS '是否已有说明';
COMMENT ON COLUMN disclosure.finding.severity_label IS '级别：强制性、核实性、提示性';
COMMENT ON COLUMN disclosure.finding.result_label IS '结果：不符、无法核对';
COMMENT ON COLUMN disclosure.finding.fingerprint IS '涉及的数字的指纹，说明以此为准';
$file$), ('30-gate.sql', $file$/*
 * The years of a unit are written one at a time, different units side by side.
 * A row, not an advisory lock: two units never share one, a transaction may
 * lock any number, and one with an older snapshot fails instead of overlooking
 * what another has just written.
 */
CREATE TABLE IF NOT EXISTS disclosure.unit_lock (
	unit_id text PRIMARY KEY REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	writes bigint NOT NULL
) WITH (fillfactor = 50);
COMMENT ON TABLE disclosure.unit_lock IS '写入锁：同一单位各年度的报告依次写入';
COMMENT ON COLUMN disclosure.unit_lock.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.unit_lock.writes IS '写入次数';

CREATE OR REPLACE FUNCTION disclosure.lock_unit(unit_id text)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	/* a unit that is not there is left to the foreign key of the table that is written */
	INSERT INTO disclosure.unit_lock AS l (unit_id, writes)
		SELECT u.unit_id, 1 FROM disclosure.unit u WHERE u.unit_id = lock_unit.unit_id
	ON CONFLICT ON CONSTRAINT unit_lock_pkey DO UPDATE SET writes = l.writes + 1;
END
$$;
COMMENT ON FUNCTION disclosure.lock_unit(text) IS
'keeps others from writing reports of a unit until the end of the transaction; for whoever changes several of them, first of all';
REVOKE ALL ON FUNCTION disclosure.lock_unit(text) FROM PUBLIC;

/*
 * The units whose reports a rule sees together with one of a year: the unit
 * itself, those it took over from and those that took over from it.
 */
CREATE OR REPLACE FUNCTION disclosure.lock_report(unit_id text, year integer)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	locked text;
BEGIN
	FOR locked IN
		SELECT lock_report.unit_id
		UNION
		SELECT s.unit_id FROM disclosure.unit_successor s
		WHERE s.successor_id = lock_report.unit_id AND s.year = lock_report.year
		UNION
		SELECT s.successor_id FROM disclosure.unit_successor s
		WHERE s.unit_id = lock_report.unit_id AND s.year = lock_report.year + 1
		ORDER BY 1
	LOOP
		PERFORM disclosure.lock_unit(locked);
	END LOOP;
END
$$;
COMMENT ON FUNCTION disclosure.lock_report(text, integer) IS
'locks the units whose reports are checked together with a report of a unit for a year';

/* The unit whose people fill in a report for a unit below it; NULL where it does so itself. */
CREATE OR REPLACE FUNCTION disclosure.filling_unit(unit_id text, year integer)
RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT CASE WHEN row_security_active('disclosure.report') THEN (
		SELECT nullif(m.granted_on, m.unit_id) FROM disclosure.my_unit m
		WHERE m.unit_id = filling_unit.unit_id AND m.duty = 'fill' AND filling_unit.year BETWEEN m.from_year AND m.to_year
		ORDER BY m.depth, m.granted_on LIMIT 1) END
$$;
COMMENT ON FUNCTION disclosure.filling_unit(text, integer) IS
'the unit for which the current role fills in reports, where that is one above the unit';

/*
 * A step of the workflow: is it allowed, to this role, with a reason where it
 * needs one; and who took it.  Returns the report.
 */
CREATE OR REPLACE FUNCTION disclosure.move_report(old disclosure.report, new disclosure.report)
RETURNS disclosure.report
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	move disclosure.status_move;
	person text := disclosure.calling_person();
BEGIN
	SELECT * INTO move FROM disclosure.status_move m WHERE m.from_status = old.status AND m.to_status = new.status;
	IF move.duty IS NULL THEN
		RAISE EXCEPTION 'report of unit % for % cannot go from % to %', new.unit_id, new.year, old.status, new.status
			USING ERRCODE = 'object_not_in_prerequisite_state',
				HINT = 'The table disclosure.status_move has the moves that are allowed.';
	END IF;
	IF NOT disclosure.has_duty(new.unit_id, new.year, move.duty) THEN
		RAISE EXCEPTION 'this needs the duty % for unit %', move.duty, new.unit_id
			USING ERRCODE = 'insufficient_privilege';
	END IF;
	IF move.needs_reason AND nullif(current_setting('disclosure.reason', true), '') IS NULL THEN
		RAISE EXCEPTION 'report of unit % for % needs a reason to go from % to %',
			new.unit_id, new.year, old.status, new.status
			USING ERRCODE = 'null_value_not_allowed', HINT = 'SET LOCAL disclosure.reason = ...';
	END IF;
	IF new.status = 'submitted' THEN
		new.submitted_by := person;
		new.approved_by := NULL;
	ELSIF new.status = 'approved' THEN
		IF person = new.submitted_by AND disclosure.setting_value('self_approval') IS DISTINCT FROM 1 THEN
			RAISE EXCEPTION 'report of unit % for % was submitted by %, who cannot approve it',
				new.unit_id, new.year, person
				USING ERRCODE = 'insufficient_privilege',
					HINT = 'A small office can set self_approval to 1 in disclosure.setting; the report then shows it.';
		END IF;
		new.approved_by := person;
	END IF;
	RETURN new;
END
$$;
COMMENT ON FUNCTION disclosure.move_report(disclosure.report, disclosure.report) IS
'checks a change of status against status_move, and enters who made it';

/*
 * A year that has no form is refused, a new report without figures begins
 * blank in the form of its year, and what has been filed stays filed.
 */
CREATE OR REPLACE FUNCTION disclosure.prepare_report()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF TG_OP <> 'INSERT' THEN
		PERFORM disclosure.lock_report(OLD.unit_id, OLD.year);
	END IF;
	IF TG_OP = 'DELETE' THEN
		IF OLD.origin = 'filed' AND OLD.status NOT IN ('draft', 'returned') THEN
			RAISE EXCEPTION 'report of unit % for % is filed and %', OLD.unit_id, OLD.year, OLD.status
				USING ERRCODE = 'object_not_in_prerequisite_state';
		END IF;
		RETURN OLD;
	END IF;
	IF TG_OP = 'INSERT' THEN
		PERFORM disclosure.lock_report(NEW.unit_id, NEW.year);
	END IF;
	IF NEW.figures IS NULL AND TG_OP = 'INSERT' THEN
		NEW.figures := jsonb_build_object('form', disclosure.form_of(NEW.year));
	ELSE
		PERFORM disclosure.form_of(NEW.year);
	END IF;
	IF TG_OP = 'INSERT' THEN
		NEW.submitted_by := CASE WHEN NEW.origin = 'filed' AND NEW.status <> 'draft' THEN disclosure.calling_person() END;
		NEW.approved_by := NULL;
		NEW.filled_by := CASE WHEN NEW.origin = 'filed' THEN disclosure.filling_unit(NEW.unit_id, NEW.year) END;
	ELSE
		IF (NEW.year, NEW.scope) <> (OLD.year, OLD.scope) OR (NEW.unit_id <> OLD.unit_id
			AND EXISTS (SELECT FROM disclosure.unit u WHERE u.unit_id = OLD.unit_id)) THEN
			RAISE EXCEPTION 'a report stays that of its unit, year and scope'
				USING ERRCODE = 'object_not_in_prerequisite_state';
		END IF;
		IF OLD.origin = 'filed' AND OLD.status NOT IN ('draft', 'returned') AND NEW.origin <> 'filed' THEN
			RAISE EXCEPTION 'report of unit % for % is filed and %', NEW.unit_id, NEW.year, OLD.status
				USING ERRCODE = 'object_not_in_prerequisite_state';
		END IF;
		NEW.submitted_by := OLD.submitted_by;
		NEW.approved_by := OLD.approved_by;
		IF NEW.origin = 'filed' AND OLD.origin = 'filed' AND NEW.status <> OLD.status THEN
			NEW := disclosure.move_report(OLD, NEW);
		END IF;
		IF NEW.origin = 'filed' AND disclosure.figures_differ(NEW.figures, OLD.figures) THEN
			IF NOT disclosure.has_duty(NEW.unit_id, NEW.year, 'fill')
				OR (OLD.status NOT IN ('draft', 'returned') AND row_security_active('disclosure.report')) THEN
				RAISE EXCEPTION 'figures of unit % for % are changed by who fills them in, in a draft or when returned',
					NEW.unit_id, NEW.year
					USING ERRCODE = 'insufficient_privilege';
			END IF;
			NEW.filled_by := coalesce(disclosure.filling_unit(NEW.unit_id, NEW.year), OLD.filled_by);
		END IF;
		IF NEW.origin = 'filed' AND NEW.issued_on IS DISTINCT FROM OLD.issued_on
			AND NOT disclosure.has_duty(NEW.unit_id, NEW.year, 'publish')
			AND NOT (OLD.status IN ('draft', 'returned') AND disclosure.has_duty(NEW.unit_id, NEW.year, 'fill')) THEN
			RAISE EXCEPTION 'date of the report of unit % for % is set by who publishes it', NEW.unit_id, NEW.year
				USING ERRCODE = 'insufficient_privilege';
		END IF;
	END IF;
	NEW.changed_at := clock_timestamp();
	NEW.changed_by := disclosure.calling_role();
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.prepare_report() IS 'trigger before a report is written';

/*
 * The gate: sees a report as it stands at the end of the statement, or of the
 * transaction where it is deferred, with the rights of the register's owner,
 * so that what the writer may not see cannot make a report pass.  A change
 * must not break a rule that next year's filed report has passed either.
 */
CREATE OR REPLACE FUNCTION disclosure.gate_report()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	now_is record;
	messages text[];
	later text[];
	next_unit text;
	suspect text;
BEGIN
	SELECT r.status, r.origin, r.figures INTO now_is FROM disclosure.report r
	WHERE r.unit_id = NEW.unit_id AND r.year = NEW.year AND r.scope = NEW.scope;
	IF now_is.origin = 'filed' AND now_is.status NOT IN ('draft', 'returned') THEN
		SELECT array_agg(f.message || CASE WHEN f.severity = 'error' THEN '' WHEN f.explained THEN '（说明尚未认可）'
			ELSE '（尚未说明）' END) INTO messages
		FROM disclosure.finding f
		WHERE f.unit_id = NEW.unit_id AND f.year = NEW.year AND f.scope = NEW.scope AND f.result = 'fail'
			AND (f.severity = 'error' OR (f.severity = 'warning' AND NOT EXISTS (
				SELECT FROM disclosure.explanation e
				WHERE e.unit_id = f.unit_id AND e.year = f.year AND e.scope = f.scope AND e.rule = f.rule
					AND e.fingerprint = f.fingerprint AND (now_is.status = 'submitted' OR e.accepted_by IS NOT NULL))));
	END IF;
	/* which cell to look at, where the numbers contradict one another */
	IF cardinality(messages) > 0 THEN
		suspect := (SELECT p.reason FROM disclosure.repairs(now_is.figures, 4, NULL::text[], NULL::jsonb,
				NULL::disclosure.checked_rule[], disclosure.repair_witness(NEW.unit_id, NEW.year, NEW.scope)) p
			ORDER BY p.rank LIMIT 1);
		/* a line of its own, unless it is about the only one */
		messages[cardinality(messages)] := concat_ws(CASE cardinality(messages) WHEN 1 THEN '；' ELSE E'\n' END || '最可能的改法：',
			messages[cardinality(messages)], suspect);
	END IF;
	FOR next_unit IN
		SELECT r.unit_id FROM disclosure.report r
		WHERE r.unit_id IN (SELECT NEW.unit_id UNION
				SELECT s.successor_id FROM disclosure.unit_successor s WHERE s.unit_id = NEW.unit_id AND s.year = NEW.year + 1)
			AND r.year = NEW.year + 1 AND r.scope = NEW.scope AND r.origin = 'filed' AND r.status NOT IN ('draft', 'returned')
	LOOP
		SELECT array_agg(format('%s年报告：%s', f.year, f.message)) INTO later
		FROM disclosure.finding f
		WHERE f.unit_id = next_unit AND f.year = NEW.year + 1 AND f.scope = NEW.scope
			AND f.severity = 'error' AND f.result = 'fail'
			AND EXISTS (SELECT FROM unnest(f.cells) c WHERE c LIKE 'previous.%');
		messages := messages || later;
	END LOOP;
	IF cardinality(messages) > 0 THEN
		/* exact types: no function that somebody adds to the schema can take the place of this one */
		PERFORM disclosure.refuse(format('report of unit %s for %s', NEW.unit_id, NEW.year),
			messages, TG_RELID::regclass, TG_NAME::text);
	END IF;
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.gate_report() IS
'trigger: refuses a filed report that breaks a rule of severity error, has blanks or warnings that nobody explained, or breaks next year''s report';
REVOKE ALL ON FUNCTION disclosure.gate_report() FROM PUBLIC;

DROP TRIGGER IF EXISTS report_prepare ON disclosure.report;
DROP TRIGGER IF EXISTS report_seal ON disclosure.report;
DROP TRIGGER IF EXISTS report_version ON disclosure.report;
DROP TRIGGER IF EXISTS report_gate ON disclosure.report;

/*
 * The first version of reports that were there before their history was kept.
 * Nothing that they say changes by it, so no trigger that somebody has added
 * is about: it could refuse, or look for its tables outside of search_path.
 */
DO $$
DECLARE
	enable text[] := ARRAY(
		SELECT format('ENABLE %s TRIGGER %I', CASE t.tgenabled WHEN 'A' THEN 'ALWAYS' WHEN 'R' THEN 'REPLICA' END, t.tgname)
		FROM pg_trigger t
		WHERE t.tgrelid = 'disclosure.report'::regclass AND NOT t.tgisinternal AND t.tgenabled <> 'D');
	action text;
BEGIN
	ALTER TABLE disclosure.report DISABLE TRIGGER USER;
	INSERT INTO disclosure.report_version
		SELECT v.* FROM disclosure.report r
		CROSS JOIN LATERAL disclosure.next_version(r, 1, NULL, false) v
		WHERE r.head IS NULL;
	UPDATE disclosure.report r SET version = 1, head = v.hash, changed_by = v.changed_by
		FROM disclosure.report_version v
		WHERE r.head IS NULL AND v.unit_id = r.unit_id AND v.year = r.year AND v.scope = r.scope AND v.version = 1;
	FOREACH action IN ARRAY enable LOOP
		EXECUTE 'ALTER TABLE disclosure.report ' || action;
	END LOOP;
END
$$;
ALTER TABLE disclosure.report ALTER COLUMN version SET NOT NULL;

CREATE TRIGGER report_prepare
	BEFORE INSERT OR UPDATE OR DELETE ON disclosure.report
	FOR EACH ROW EXECUTE FUNCTION disclosure.prepare_report();
COMMENT ON TRIGGER report_prepare ON disclosure.report IS '写入前：同一单位的各年度依次写入，年度须有格式，流程须合规定';
CREATE TRIGGER report_seal
	BEFORE INSERT OR UPDATE ON disclosure.report
	FOR EACH ROW EXECUTE FUNCTION disclosure.seal_report();
COMMENT ON TRIGGER report_seal ON disclosure.report IS '写入前：编版本号，算校验值';
CREATE TRIGGER report_version
	AFTER INSERT OR UPDATE OR DELETE ON disclosure.report
	FOR EACH ROW EXECUTE FUNCTION disclosure.record_version();
COMMENT ON TRIGGER report_version ON disclosure.report IS '写入后：留存版本';
CREATE CONSTRAINT TRIGGER report_gate
	AFTER INSERT OR UPDATE ON disclosure.report
	DEFERRABLE INITIALLY IMMEDIATE
	FOR EACH ROW EXECUTE FUNCTION disclosure.gate_report();
COMMENT ON TRIGGER report_gate ON disclosure.report IS '报送关口：有强制性错误、空白或未说明的核实性问题的不能报送；一个事务改几个年度时可以 SET CONSTRAINTS 推迟';
$file$), ('40-import.sql', $file$/*
 * Published pages into reports.
 *
 * What is wrong with a page, or kept from being written, is an error of
 * import_report() and a row of import_page(); what could not be read on a
 * page that is otherwise one is a note, and blank.
 */

/* Kinds of notes about a page's words, which leave no doubt about its cells. */
CREATE OR REPLACE FUNCTION disclosure.note_is_of_cells(note jsonb)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT (note ->> 'sure' = 'ambiguous' OR note ->> 'kind' IN ('table', 'missing_rows', 'cut'))
		AND note ->> 'kind' NOT IN ('title', 'year', 'unit', 'issued_on', 'section', 'index_number', 'document_number',
			'period', 'contact', 'notice', 'metadata', 'encoding')
$$;
COMMENT ON FUNCTION disclosure.note_is_of_cells(jsonb) IS 'is a note on a page about cells, a row or a table that could not be read?';

/*
 * Blank cells of two kinds: what the page leaves empty, and what the reader
 * could not decide, did not find, or found cut off.  A note is about a cell,
 * a row, a table, or, where it names none, about the whole page.
 */
CREATE OR REPLACE FUNCTION disclosure.unread_cells(figures disclosure.figures, notes jsonb)
RETURNS SETOF text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
	WITH place AS MATERIALIZED (
		SELECT DISTINCT note ->> 'cell' AS cell FROM jsonb_array_elements(notes) note
		WHERE disclosure.note_is_of_cells(note))
	SELECT c.path FROM disclosure.cells(figures) c
	WHERE c.value IS NULL AND EXISTS (SELECT FROM place p
		WHERE p.cell IS NULL OR p.cell = c.path OR starts_with(c.path, p.cell || '.'))
$$;
COMMENT ON FUNCTION disclosure.unread_cells(disclosure.figures, jsonb) IS
'the cells of a report that are blank because its page could not be read there, by the notes on it; other blank cells are blank on the page';

/* The name of an office without what is said or left out at will: the organ of an area is named after it. */
CREATE OR REPLACE FUNCTION disclosure.bare_unit_name(name text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT regexp_replace(translate(name, E' \t\r\n　', ''), '((人民)?政府)?(办公[室厅]|办事处|管理委员会|管委会)?$', '')
$$;
COMMENT ON FUNCTION disclosure.bare_unit_name(text) IS 'the name of an office without 人民政府, 办公室 and the like at its end';

/* Equal, or one says the places above that the other leaves out. */
CREATE OR REPLACE FUNCTION disclosure.same_unit_name(a text, b text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT longer = shorter OR (right(longer, length(shorter)) = shorter
		AND left(longer, length(longer) - length(shorter)) ~ '[国省州盟市县区旗乡镇]$')
	FROM (SELECT disclosure.bare_unit_name(a) AS a, disclosure.bare_unit_name(b) AS b) n,
		LATERAL (SELECT CASE WHEN length(n.a) < length(n.b) THEN n.b ELSE n.a END AS longer,
			CASE WHEN length(n.a) < length(n.b) THEN n.a ELSE n.b END AS shorter) o
$$;
COMMENT ON FUNCTION disclosure.same_unit_name(text, text) IS
'do two names mean the same office, apart from 人民政府, 办公室 and the like and the places above it?';

/* A note that the register adds to those of the reader. */
CREATE OR REPLACE FUNCTION disclosure.import_note(kind text, cell text, raw text, value numeric, sure text, message text)
RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT jsonb_build_array(jsonb_build_object('kind', kind, 'cell', cell, 'raw', raw, 'value', value,
		'sure', sure, 'text', message))
$$;
COMMENT ON FUNCTION disclosure.import_note(text, text, text, numeric, text, text) IS 'an array of one note on a page';

/* A page of one unit brought in as that of another: a note, for names change more often than registers. */
CREATE OR REPLACE FUNCTION disclosure.unit_note(unit_id text, year integer, printed text)
RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT disclosure.import_note('unit'::text, NULL::text, unit_note.printed, NULL::numeric, 'read'::text,
		format('页面是“%s”的报告，登记的单位是“%s”。', unit_note.printed, coalesce(min(k.name) FILTER (WHERE k.of_year), min(k.name))))
	FROM (
		SELECT u.name, false AS of_year FROM disclosure.unit u WHERE u.unit_id = unit_note.unit_id
		UNION ALL
		SELECT n.name, true FROM disclosure.unit_name n
		WHERE n.unit_id = unit_note.unit_id AND unit_note.year BETWEEN n.from_year AND coalesce(n.to_year, 9999)) k
	HAVING NOT bool_or(disclosure.same_unit_name(k.name, unit_note.printed))
$$;
COMMENT ON FUNCTION disclosure.unit_note(text, integer, text) IS
'a note where the unit that a page names is none of the names of a unit, now or in that year; else NULL';

/* Zero in what the page leaves empty, with a note of each. */
CREATE OR REPLACE FUNCTION disclosure.zero_blanks(INOUT figures disclosure.figures, INOUT notes jsonb)
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	filled text[];
	unread text[] := ARRAY(SELECT disclosure.unread_cells(figures, notes));
	raws jsonb := coalesce((SELECT jsonb_object_agg(n ->> 'cell', n ->> 'raw') FROM jsonb_array_elements(notes) n
		WHERE n ->> 'kind' = 'not_stated' AND n ->> 'cell' IS NOT NULL), '{}');
	outside text[];
	path text;
	trial disclosure.figures;
BEGIN
	/* signs for nothing in a row of another form, where that row stands in for rows of this one: these are then not asked for */
	FOR outside IN
		SELECT array_agg(k) FROM jsonb_object_keys(raws) k
		WHERE NOT EXISTS (SELECT FROM disclosure.cells(figures) c WHERE c.path = k)
		GROUP BY regexp_replace(k, '[^.]*$', '')
	LOOP
		trial := figures;
		FOREACH path IN ARRAY outside LOOP
			trial[path] := 0;
		END LOOP;
		IF disclosure.blank_count(trial) < disclosure.blank_count(figures) THEN
			figures := trial;
			filled := filled || outside;
		END IF;
	END LOOP;
	filled := filled || ARRAY(SELECT c.path FROM disclosure.cells(figures) c WHERE c.value IS NULL AND c.path <> ALL (unread));
	figures := disclosure.fill_zero(figures, filled);
	notes := notes || coalesce((
		SELECT jsonb_agg(disclosure.import_note('blank_as_zero'::text, c.path, coalesce(raws ->> c.path, ''), 0::numeric, 'by request'::text,
			format('“%s”的“%s”：%s，按要求填0。', c.row_label, c.column_label,
				coalesce('“' || (raws ->> c.path) || '”', '空白'))) -> 0 ORDER BY c.position)
		FROM disclosure.labelled_cells(figures) c WHERE c.path = ANY (filled)), '[]');
END
$$;
COMMENT ON FUNCTION disclosure.zero_blanks(disclosure.figures, jsonb) IS
'zero in the cells that a page leaves empty, and a note of each; not in those that could not be read';

/* What a user mistyped. */
CREATE OR REPLACE FUNCTION disclosure.require_import(scope text, origin text, blank_means text)
RETURNS void
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF scope IS NULL OR scope NOT IN ('own', 'level', 'consolidated') THEN
		RAISE EXCEPTION 'there is no scope "%"', scope
			USING ERRCODE = 'invalid_parameter_value', HINT = 'It is own, level or consolidated.';
	ELSIF origin IS NULL OR origin NOT IN ('filed', 'recorded') THEN
		RAISE EXCEPTION 'there is no origin "%"', origin
			USING ERRCODE = 'invalid_parameter_value', HINT = 'It is recorded, for a page that was published, or filed, for a draft.';
	ELSIF blank_means IS NULL OR blank_means NOT IN ('unknown', 'zero') THEN
		RAISE EXCEPTION 'blanks cannot mean "%"', blank_means
			USING ERRCODE = 'invalid_parameter_value',
				HINT = 'It is unknown, which keeps them blank, or zero, where offices leave empty what is zero.';
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.require_import(text, text, text) IS 'an error that says what is wrong with the arguments of an import';

/*
 * The report that is there, after its unit was locked: another session may be
 * writing this very one.  An error where it cannot be written, or not by this
 * role.
 */
CREATE OR REPLACE FUNCTION disclosure.open_report(unit_id text, year integer, scope text, origin text)
RETURNS disclosure.report
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	r disclosure.report;
BEGIN
	PERFORM disclosure.form_of(open_report.year);
	PERFORM disclosure.lock_unit(open_report.unit_id);
	SELECT p.* INTO r FROM disclosure.report p
	WHERE p.unit_id = open_report.unit_id AND p.year = open_report.year AND p.scope = open_report.scope;
	IF r.origin = 'recorded' AND open_report.origin = 'filed' THEN
		RAISE EXCEPTION 'report of unit % for % is a recorded one', open_report.unit_id, open_report.year
			USING ERRCODE = 'object_not_in_prerequisite_state';
	ELSIF r.origin = 'filed' AND r.status NOT IN ('draft', 'returned') THEN
		RAISE EXCEPTION 'report of unit % for % is filed and %', open_report.unit_id, open_report.year, r.status
			USING ERRCODE = 'object_not_in_prerequisite_state',
				HINT = 'Only a draft, a returned or a recorded report can be read in again.';
	END IF;
	PERFORM disclosure.require_duty(open_report.unit_id, open_report.year,
		CASE coalesce(r.origin, open_report.origin) WHEN 'filed' THEN 'fill' ELSE 'review' END);
	RETURN r;
END
$$;
COMMENT ON FUNCTION disclosure.open_report(text, integer, text, text) IS
'locks a unit and returns its report, or none, for an import; an error where that is not to be written';

/* Figures into the report that is there, or into a new one; one version. */
CREATE OR REPLACE FUNCTION disclosure.write_report(r disclosure.report, unit_id text, year integer, scope text, origin text,
	issued_on date, figures disclosure.figures)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	/* not ON CONFLICT: row-level security would judge the new report that there will not be */
	IF r.unit_id IS NULL THEN
		INSERT INTO disclosure.report (unit_id, year, scope, origin, status, issued_on, figures)
		VALUES (write_report.unit_id, write_report.year, write_report.scope, write_report.origin,
			CASE write_report.origin WHEN 'recorded' THEN 'published' ELSE 'draft' END,
			write_report.issued_on, write_report.figures);
	ELSE
		UPDATE disclosure.report p SET figures = write_report.figures, issued_on = coalesce(write_report.issued_on, p.issued_on)
		WHERE p.unit_id = r.unit_id AND p.year = r.year AND p.scope = r.scope;
		IF NOT FOUND THEN
			/* a policy that the office has added */
			RAISE EXCEPTION 'report of unit % for % is not for this role to change', r.unit_id, r.year
				USING ERRCODE = 'insufficient_privilege';
		END IF;
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.write_report(disclosure.report, text, integer, text, text, date, disclosure.figures) IS
'figures into a report that open_report() has returned, or into a new one';

/*
 * A page into a report: a new one, a recorded one (again), or a filed one that
 * is still a draft.  "since": a page of other numbers that was read into it
 * since then is not overwritten.
 */
CREATE OR REPLACE FUNCTION disclosure.store_page(unit_id text, source text, page bytea, scope text, origin text,
	blank_means text, year integer, since timestamptz)
RETURNS disclosure.report_source
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	stored disclosure.report_source;
	read disclosure.parsed_report;
	existing disclosure.report;
	said_year integer := store_page.year;
BEGIN
	IF NOT EXISTS (SELECT FROM disclosure.unit u WHERE u.unit_id = store_page.unit_id) THEN
		RAISE EXCEPTION 'there is no unit "%"', store_page.unit_id USING ERRCODE = 'no_data_found';
	END IF;
	PERFORM disclosure.require_import(store_page.scope, store_page.origin, store_page.blank_means);
	stored.unit_id := store_page.unit_id;
	stored.scope := store_page.scope;
	stored.page := store_page.page;
	IF stored.page IS NULL THEN
		stored.source := store_page.source;
	ELSE
		stored.source := disclosure.page_text(stored.page);
	END IF;
	read := disclosure.parse_report(stored.source);
	stored.notes := coalesce(read.notes, '[]');
	stored.year := coalesce(said_year, read.year);
	IF stored.source IS NULL OR EXISTS (SELECT FROM jsonb_array_elements(stored.notes) n WHERE n ->> 'kind' IN ('not_report', 'old_form'))
		OR (read.figures IS NULL AND read.year IS NOT NULL) THEN
		RAISE EXCEPTION 'the page is not an annual report that can be read'
			USING ERRCODE = 'invalid_parameter_value', DETAIL = coalesce((
				SELECT string_agg(n ->> 'text', E'\n') FROM jsonb_array_elements(stored.notes) n), ''),
				HINT = 'The argument is the page itself, not its name or address; in psql: \set page `cat page.html`, then :''page''.';
	ELSIF stored.year IS NULL THEN
		RAISE EXCEPTION 'the page does not say which year it is of'
			USING ERRCODE = 'invalid_parameter_value', HINT = 'Say it: year => 2023.';
	ELSIF said_year IS NOT NULL AND said_year IS DISTINCT FROM read.year THEN
		/* a page that says two years, or one that nobody can tell, has a note on it already */
		IF read.year IS NOT NULL AND NOT EXISTS (SELECT FROM jsonb_array_elements(stored.notes) n WHERE n ->> 'kind' = 'year') THEN
			RAISE EXCEPTION 'the page is of %, not of %', read.year, said_year
				USING ERRCODE = 'invalid_parameter_value', HINT = 'Without the argument "year" it is stored as what it says it is.';
		END IF;
		stored.notes := stored.notes || disclosure.import_note('year'::text, NULL::text, NULL::text, said_year::numeric, 'by request'::text,
			format('页面没有写明是哪一年的报告，或者写得不一致，按要求作为%s年的报告。', said_year));
	END IF;

	existing := disclosure.open_report(stored.unit_id, stored.year, stored.scope, store_page.origin);
	/* sections and no table, of a year that was only now said */
	read.figures := coalesce(read.figures, jsonb_build_object('form', disclosure.form_of(stored.year))::disclosure.figures);
	stored.notes := coalesce(disclosure.unit_note(stored.unit_id, stored.year, read.unit_name), '[]') || stored.notes;
	IF NOT EXISTS (SELECT FROM disclosure.cells(read.figures) c WHERE c.value IS NOT NULL)
		AND EXISTS (SELECT FROM disclosure.cells(existing.figures) c WHERE c.value IS NOT NULL) THEN
		RAISE EXCEPTION 'no number could be read on the page, and the report of unit % for % has some', stored.unit_id, stored.year
			USING ERRCODE = 'invalid_parameter_value', DETAIL = coalesce((
				SELECT string_agg(n ->> 'text', E'\n') FROM jsonb_array_elements(stored.notes) n), ''),
				HINT = 'A report that is to be blank is deleted first.';
	END IF;
	IF store_page.blank_means = 'zero' THEN
		SELECT z.figures, z.notes INTO read.figures, stored.notes FROM disclosure.zero_blanks(read.figures, stored.notes) z;
	END IF;
	IF disclosure.figures_differ(existing.figures, read.figures) AND EXISTS (SELECT FROM disclosure.report_source s
			WHERE s.unit_id = stored.unit_id AND s.year = stored.year AND s.scope = stored.scope AND s.imported_at >= since) THEN
		RAISE EXCEPTION 'another page of unit % for % with other numbers has just been read', stored.unit_id, stored.year
			USING ERRCODE = 'object_not_in_prerequisite_state',
				HINT = 'Of several pages of one report in one statement the first is kept; read the right one alone.';
	END IF;

	PERFORM disclosure.write_report(existing, stored.unit_id, stored.year, stored.scope, store_page.origin,
		read.issued_on, read.figures);
	INSERT INTO disclosure.report_text (unit_id, year, scope, title, unit_name, index_number, document_number,
		period_start, period_end, metadata, sections)
	VALUES (stored.unit_id, stored.year, stored.scope, read.title, read.unit_name, read.index_number, read.document_number,
		read.period_start, read.period_end, read.metadata, read.sections)
	ON CONFLICT (unit_id, year, scope) DO UPDATE
		SET title = excluded.title, unit_name = excluded.unit_name, index_number = excluded.index_number,
			document_number = excluded.document_number, period_start = excluded.period_start,
			period_end = excluded.period_end, metadata = excluded.metadata, sections = excluded.sections;
	INSERT INTO disclosure.report_source (unit_id, year, scope, source, page, notes, imported_at)
	VALUES (stored.unit_id, stored.year, stored.scope, stored.source, stored.page, stored.notes, clock_timestamp())
	ON CONFLICT (unit_id, year, scope) DO UPDATE
		SET source = excluded.source, page = excluded.page, notes = excluded.notes, imported_at = excluded.imported_at;
	RETURN stored;
END
$$;
COMMENT ON FUNCTION disclosure.store_page(text, text, bytea, text, text, text, integer, timestamptz) IS
'reads a page into a report and keeps it; an error where that cannot be';

/* What could not be read on a page, or is at odds with the register, in the shape of findings. */
CREATE OR REPLACE FUNCTION disclosure.page_findings(notes jsonb)
RETURNS SETOF disclosure.check_result
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT 'page.' || (n ->> 'kind'),
		CASE WHEN n ->> 'kind' = 'unit' THEN 'warning' ELSE 'info' END,
		CASE WHEN n ->> 'kind' = 'unit' THEN 'fail' ELSE 'unknown' END,
		CASE WHEN n ->> 'kind' <> 'unit' THEN 'unread' END,
		CASE WHEN n ->> 'cell' IS NOT NULL THEN ARRAY[n ->> 'cell'] END,
		NULL::numeric, NULL::numeric, NULL::numeric, n ->> 'text',
		CASE WHEN n ->> 'kind' = 'unit' THEN '核对单位代码；单位更过名的，登记在 unit_name。' ELSE '对照原页面，读不出的由人填写。' END,
		NULL::text,
		CASE WHEN n ->> 'kind' = 'unit' THEN '核实性' ELSE '提示性' END,
		CASE WHEN n ->> 'kind' = 'unit' THEN '不符' ELSE '无法核对' END,
		NULL::bigint
	FROM jsonb_array_elements(notes) WITH ORDINALITY a(n, place)
	WHERE n ->> 'kind' = 'unit' OR n ->> 'sure' = 'ambiguous' OR disclosure.note_is_of_cells(n)
	ORDER BY place
$$;
COMMENT ON FUNCTION disclosure.page_findings(jsonb) IS
'the notes on a page that say what could not be read, or that it is another unit''s';

CREATE OR REPLACE FUNCTION disclosure.stored_findings(stored disclosure.report_source)
RETURNS SETOF disclosure.check_result
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	RETURN QUERY SELECT f.* FROM disclosure.report r, disclosure.check_figures(r.figures) f
		WHERE r.unit_id = stored.unit_id AND r.year = stored.year AND r.scope = stored.scope;
	RETURN QUERY SELECT * FROM disclosure.text_findings(stored.unit_id, stored.year, stored.scope);
	RETURN QUERY SELECT * FROM disclosure.page_findings(stored.notes);
END
$$;
COMMENT ON FUNCTION disclosure.stored_findings(disclosure.report_source) IS
'the findings on a report whose page was just read, those on its text, then what could not be read';

CREATE OR REPLACE FUNCTION disclosure.import_report(
	unit_id text,
	source text,
	scope text DEFAULT 'own',
	origin text DEFAULT 'recorded',
	blank_means text DEFAULT 'unknown',
	year integer DEFAULT NULL)
RETURNS SETOF disclosure.check_result
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT f.* FROM disclosure.store_page(unit_id, source, NULL::bytea, scope, origin, blank_means, year, NULL::timestamptz) s,
		LATERAL disclosure.stored_findings(s) f
$$;
COMMENT ON FUNCTION disclosure.import_report(text, text, text, text, text, integer) IS
'reads a published page into the report of a unit and keeps the page; returns the findings, then what could not be read';

/* The function of before, whose calls would be ambiguous, goes; who might call it may call this one. */
DO $$
DECLARE
	old oid := to_regprocedure('disclosure.import_report(text, text, text, text)');
	new regprocedure := 'disclosure.import_report(text, text, text, text, text, integer)'::regprocedure;
	allowed record;
BEGIN
	IF old IS NULL THEN
		RETURN;
	END IF;
	IF (SELECT p.proacl FROM pg_proc p WHERE p.oid = old) IS NOT NULL THEN
		EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', new);
		FOR allowed IN
			SELECT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS grantee, a.is_grantable
			FROM pg_proc p, aclexplode(p.proacl) a WHERE p.oid = old AND a.grantee <> p.proowner
		LOOP
			EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %s%s', new, allowed.grantee,
				CASE WHEN allowed.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END);
		END LOOP;
	END IF;
	DROP FUNCTION disclosure.import_report(text, text, text, text);
END
$$;

/*
 * An import whose errors are an outcome, so that one of many pages does not
 * stop the others.  What is no page's fault does: a cancelled statement, a
 * transaction that is to be tried again, a server that runs out of something.
 */
CREATE OR REPLACE FUNCTION disclosure.page_outcome(unit_id text, source text, page bytea, scope text, origin text,
	blank_means text, year integer)
RETURNS disclosure.import_outcome
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	stored disclosure.report_source;
	o disclosure.import_outcome;
	detail text;
BEGIN
	o.unit_id := page_outcome.unit_id;
	o.year := page_outcome.year;
	o.scope := page_outcome.scope;
	BEGIN
		stored := disclosure.store_page(page_outcome.unit_id, page_outcome.source, page_outcome.page, page_outcome.scope,
			page_outcome.origin, page_outcome.blank_means, page_outcome.year,
			coalesce(nullif(current_setting('disclosure.import_began', true), '')::timestamptz, statement_timestamp()));
		SELECT 'read', r.unit_id, r.year, r.scope, disclosure.forms_of(r.figures), c.numbers, c.blanks,
			(SELECT count(*) FROM disclosure.unread_cells(r.figures, stored.notes)), jsonb_array_length(stored.notes),
			f.errors, f.warnings, u.message INTO o
		FROM disclosure.report r
		CROSS JOIN LATERAL (SELECT count(c.value) AS numbers, count(*) - count(c.value) AS blanks FROM disclosure.cells(r.figures) c) c
		CROSS JOIN LATERAL (
			SELECT count(*) FILTER (WHERE f.severity = 'error') AS errors, count(*) FILTER (WHERE f.severity = 'warning') AS warnings
			FROM (SELECT f.severity, f.result FROM disclosure.check_figures(r.figures) f
				UNION ALL SELECT f.severity, f.result FROM disclosure.text_findings(r.unit_id, r.year, r.scope) f) f
			WHERE f.result = 'fail') f
		CROSS JOIN LATERAL (
			SELECT min(n.message) FILTER (WHERE n.place = 1) || CASE WHEN count(*) > 1 THEN format('（共%s处）', count(*)) ELSE '' END AS message
			FROM (SELECT p.message, row_number() OVER () AS place FROM disclosure.page_findings(stored.notes) p) n) u
		WHERE r.unit_id = stored.unit_id AND r.year = stored.year AND r.scope = stored.scope;
	EXCEPTION WHEN OTHERS THEN
		IF left(SQLSTATE, 2) IN ('40', '53', '57', '58') THEN
			RAISE;
		END IF;
		GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
		o.outcome := CASE WHEN (left(SQLSTATE, 2) IN ('22', '23', '55', 'P0') AND SQLSTATE <> '55P03') OR SQLSTATE = '42501' THEN 'refused' ELSE 'failed' END;
		o.message := replace(concat_ws(': ', SQLERRM, nullif(detail, '')), E'\n', ' ');
	END;
	RETURN o;
END
$$;
COMMENT ON FUNCTION disclosure.page_outcome(text, text, bytea, text, text, text, integer) IS
'store_page() with its errors as an outcome';

CREATE OR REPLACE FUNCTION disclosure.import_page(
	unit_id text,
	source text,
	scope text DEFAULT 'own',
	origin text DEFAULT 'recorded',
	blank_means text DEFAULT 'unknown',
	year integer DEFAULT NULL)
RETURNS disclosure.import_outcome
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $$ SELECT disclosure.page_outcome(unit_id, source, NULL::bytea, scope, origin, blank_means, year) $$;
COMMENT ON FUNCTION disclosure.import_page(text, text, text, text, text, integer) IS
'reads one of many pages into the report of a unit, and returns what came of it; a page that cannot be read is an outcome, no error';

/* The same of the bytes that were published, which are kept beside their text. */
CREATE OR REPLACE FUNCTION disclosure.import_report(
	unit_id text,
	source bytea,
	scope text DEFAULT 'own',
	origin text DEFAULT 'recorded',
	blank_means text DEFAULT 'unknown',
	year integer DEFAULT NULL)
RETURNS SETOF disclosure.check_result
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT f.* FROM disclosure.store_page(unit_id, NULL::text, source, scope, origin, blank_means, year, NULL::timestamptz) s,
		LATERAL disclosure.stored_findings(s) f
$$;
COMMENT ON FUNCTION disclosure.import_report(text, bytea, text, text, text, integer) IS
'reads a published page, as bytes of whatever encoding, into the report of a unit and keeps it as it is; returns the findings, then what could not be read';

CREATE OR REPLACE FUNCTION disclosure.import_page(
	unit_id text,
	source bytea,
	scope text DEFAULT 'own',
	origin text DEFAULT 'recorded',
	blank_means text DEFAULT 'unknown',
	year integer DEFAULT NULL)
RETURNS disclosure.import_outcome
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $$ SELECT disclosure.page_outcome(unit_id, NULL::text, source, scope, origin, blank_means, year) $$;
COMMENT ON FUNCTION disclosure.import_page(text, bytea, text, text, text, integer) IS
'reads one of many pages, as bytes of whatever encoding, and keeps it as it is; returns what came of it';
$file$), ('41-cell.sql', $file$/*
 * Cells from a table, such as a CSV file was copied into: one line a cell.
 * All that is said of one report is written at once, so that its history has
 * one version more; a wrong cell does not keep the others from being written,
 * and a report that cannot be written not the other reports.
 */
CREATE OR REPLACE FUNCTION disclosure.import_cells(
	source regclass,
	scope text DEFAULT 'own',
	origin text DEFAULT 'recorded',
	form text DEFAULT NULL,
	blank_means text DEFAULT 'unknown')
RETURNS SETOF disclosure.cell_outcome
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	lacking text;
	locked text;
	batch record;
	cell record;
	existing disclosure.report;
	figures disclosure.figures;
	outcomes disclosure.cell_outcome[];
	old numeric;
	verdict text;
	why text;
	written integer;
BEGIN
	PERFORM disclosure.require_import(import_cells.scope, import_cells.origin, import_cells.blank_means);
	IF import_cells.form IS NOT NULL THEN
		/* an error that says so where there is no such form */
		PERFORM disclosure.zero_figures(import_cells.form);
	END IF;
	SELECT string_agg(k, ', ') INTO lacking FROM unnest('{unit_id,year,path,value}'::text[]) k
	WHERE NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = source AND a.attname = k AND a.attnum > 0 AND NOT a.attisdropped);
	IF lacking IS NOT NULL THEN
		RAISE EXCEPTION '% has no column %', source, lacking
			USING ERRCODE = 'undefined_column', HINT = 'The columns are unit_id, year, path and value, best of type text.';
	END IF;

	/*
	 * All units first, in order, with those whose reports are checked together
	 * with theirs: two that load cells wait for each other, never in a circle.
	 */
	FOR locked IN EXECUTE format($query$
		WITH line AS MATERIALIZED (
			SELECT DISTINCT btrim(s.unit_id::text) AS unit_id, substring(s.year::text FROM '^\s*([0-9]{4})\s*$')::integer AS year
			FROM %s s)
		SELECT l.unit_id FROM line l JOIN disclosure.unit u ON u.unit_id = l.unit_id
		UNION
		SELECT s.unit_id FROM line l JOIN disclosure.unit_successor s ON s.successor_id = l.unit_id AND s.year = l.year
		UNION
		SELECT s.successor_id FROM line l JOIN disclosure.unit_successor s ON s.unit_id = l.unit_id AND s.year = l.year + 1
		ORDER BY 1
		$query$, source)
	LOOP
		PERFORM disclosure.lock_unit(locked);
	END LOOP;
	FOR batch IN EXECUTE format($query$
		WITH line AS MATERIALIZED (
			SELECT s.unit_id::text AS raw_unit, s.year::text AS raw_year, s.path::text AS raw_path, s.value::text AS raw_value,
				btrim(s.unit_id::text) AS unit_id, substring(s.year::text FROM '^\s*([0-9]{4})\s*$')::integer AS year,
				btrim(s.path::text) AS path, row_number() OVER () AS number
			FROM %s s),
		reading AS (
			SELECT l.*, r.kind, r.value, r.plain, p.forms
			FROM line l CROSS JOIN disclosure.read_cell(coalesce(l.path, ''), coalesce(l.raw_value, '')) r
			LEFT JOIN (SELECT c.path, string_agg(c.form, '+' ORDER BY c.form) AS forms FROM disclosure.form_cell c GROUP BY c.path) p ON p.path = l.path),
		compared AS (
			/* a blank is something else than any number */
			SELECT r.*, min(coalesce(r.value::text, r.kind)) OVER one <> max(coalesce(r.value::text, r.kind)) OVER one AS twice,
				row_number() OVER (PARTITION BY r.unit_id, r.year, r.path ORDER BY r.number) > 1 AS again
			FROM reading r
			WINDOW one AS (PARTITION BY r.unit_id, r.year, r.path))
		SELECT c.unit_id, c.year, (SELECT count(*) FROM disclosure.unit u WHERE u.unit_id = c.unit_id) > 0 AS has_unit,
			(SELECT f.form FROM disclosure.form f WHERE c.year BETWEEN f.first_year AND coalesce(f.last_year, 2099)) AS form,
			array_agg(c.raw_unit ORDER BY c.number) AS raw_units, array_agg(c.raw_year ORDER BY c.number) AS raw_years,
			array_agg(c.raw_path ORDER BY c.number) AS raw_paths, array_agg(c.raw_value ORDER BY c.number) AS raw_values,
			array_agg(c.path ORDER BY c.number) AS paths, array_agg(c.kind ORDER BY c.number) AS kinds,
			array_agg(c.value ORDER BY c.number) AS numbers, array_agg(c.plain ORDER BY c.number) AS plain,
			array_agg(c.twice ORDER BY c.number) AS twice, array_agg(c.again ORDER BY c.number) AS again,
			array_agg(c.forms ORDER BY c.number) AS forms
		FROM compared c
		GROUP BY c.unit_id, c.year
		ORDER BY c.unit_id, c.year
		$query$, source)
	LOOP
		verdict := CASE WHEN NOT batch.has_unit THEN 'no such unit' WHEN batch.form IS NULL THEN 'no such year' END;
		why := CASE verdict WHEN 'no such unit' THEN '没有这个单位。' WHEN 'no such year' THEN '没有这个报告年度的格式。' END;
		outcomes := '{}';
		IF verdict IS NULL THEN
			BEGIN
				existing := disclosure.open_report(batch.unit_id, batch.year, import_cells.scope, import_cells.origin);
				figures := coalesce(existing.figures,
					jsonb_build_object('form', coalesce(import_cells.form, batch.form))::disclosure.figures);
				written := 0;
				FOR cell IN
					SELECT * FROM unnest(batch.raw_units, batch.raw_years, batch.raw_paths, batch.raw_values, batch.paths, batch.kinds,
						batch.numbers, batch.plain, batch.twice, batch.again, batch.forms)
						AS t(raw_unit, raw_year, raw_path, raw_value, path, kind, number, plain, twice, again, forms)
				LOOP
					verdict := CASE WHEN cell.kind = 'no_cell' THEN 'no such path' WHEN cell.twice THEN 'twice'
						WHEN cell.kind = 'other' THEN 'not a number' WHEN cell.kind = 'misfit' THEN 'does not fit' END;
					why := CASE verdict
						WHEN 'no such path' THEN '路径应是“表.行.列”，见视图 form_cell；各组之和不是单元格。'
						WHEN 'twice' THEN '同一格有两个不同的数，都没有填入。'
						WHEN 'not a number' THEN '不是数字。'
						WHEN 'does not fit' THEN '该格容不下：单位不对、小数位太多或数字过大。' END;
					IF verdict IS NULL THEN
						old := figures[cell.path];
						IF cell.kind = 'blank' THEN
							figures[cell.path] := NULL;
							/* not a cell that the report is not asked for */
							IF import_cells.blank_means = 'zero' THEN
								figures := disclosure.fill_zero(figures, ARRAY[cell.path]);
							END IF;
							verdict := CASE WHEN figures[cell.path] = 0 THEN 'blank as zero' ELSE 'blank' END;
						ELSIF old = cell.number THEN
							verdict := 'unchanged';
						ELSE
							figures[cell.path] := cell.number;
							verdict := 'set';
						END IF;
						written := written + 1;
						why := nullif(concat(CASE WHEN cell.again THEN '重复的一行。' END,
							CASE WHEN cell.kind = 'number' AND position(disclosure.forms_of(figures) IN cell.forms) = 0
								THEN '这份报告的格式没有这一格。' END,
							CASE WHEN cell.kind = 'number' AND NOT cell.plain
								THEN format('“%s”读作%s。', cell.raw_value, trim_scale(cell.number)) END,
							CASE WHEN old <> figures[cell.path] OR (old IS NOT NULL AND figures[cell.path] IS NULL)
								THEN format('原为%s。', trim_scale(old)) END), '');
					END IF;
					outcomes := array_append(outcomes, ROW(cell.raw_unit, cell.raw_year, cell.raw_path, cell.raw_value,
						verdict, why)::disclosure.cell_outcome);
				END LOOP;
				IF written > 0 AND disclosure.figures_differ(figures, existing.figures) THEN
					PERFORM disclosure.write_report(existing, batch.unit_id, batch.year, import_cells.scope, import_cells.origin,
						NULL::date, figures);
				END IF;
				verdict := NULL;
			EXCEPTION WHEN OTHERS THEN
				IF left(SQLSTATE, 2) IN ('40', '53', '57', '58') THEN
					RAISE;
				END IF;
				verdict := CASE SQLSTATE WHEN '55000' THEN 'report is closed' WHEN '42501' THEN 'not allowed' ELSE 'refused' END;
				why := SQLERRM;
			END;
		END IF;
		IF verdict IS NULL THEN
			RETURN QUERY SELECT o.* FROM unnest(outcomes) o;
		ELSE
			RETURN QUERY SELECT t.raw_unit, t.raw_year, t.raw_path, t.raw_value, verdict, why
				FROM unnest(batch.raw_units, batch.raw_years, batch.raw_paths, batch.raw_values)
					AS t(raw_unit, raw_year, raw_path, raw_value);
		END IF;
	END LOOP;
END
$$;
COMMENT ON FUNCTION disclosure.import_cells(regclass, text, text, text, text) IS
'cells from a table with the columns unit_id, year, path and value into reports, each of which gets one new version; returns what came of each cell';
$file$), ('42-explanation.sql', $file$/* Explanations are written by who fills in, of warnings and hints that are there, and accepted by who reviews. */
CREATE OR REPLACE FUNCTION disclosure.prepare_explanation()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	severity text;
	status text;
BEGIN
	IF TG_OP <> 'INSERT' THEN
		IF TG_OP = 'UPDATE' AND NEW.unit_id <> OLD.unit_id
			AND NOT EXISTS (SELECT FROM disclosure.unit u WHERE u.unit_id = OLD.unit_id) THEN
			/* the unit has another code now */
			RETURN NEW;
		END IF;
		status := (SELECT r.status FROM disclosure.report r
			WHERE r.unit_id = OLD.unit_id AND r.year = OLD.year AND r.scope = OLD.scope AND r.origin = 'filed');
		IF OLD.accepted_at IS NOT NULL AND status IN ('approved', 'published')
			AND (TG_OP = 'DELETE' OR (NEW.*) IS DISTINCT FROM (OLD.*)) THEN
			RAISE EXCEPTION 'the explanation of finding % is part of the report of unit % for %, which is %',
				OLD.rule, OLD.unit_id, OLD.year, status
				USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'It can be changed after the report is returned.';
		ELSIF TG_OP = 'DELETE' THEN
			RETURN OLD;
		END IF;
	END IF;
	PERFORM disclosure.lock_unit(NEW.unit_id);
	IF TG_OP = 'UPDATE' AND (NEW.unit_id, NEW.year, NEW.scope, NEW.rule, NEW.fingerprint, NEW.explanation)
		= (OLD.unit_id, OLD.year, OLD.scope, OLD.rule, OLD.fingerprint, OLD.explanation) THEN
		IF NEW.accepted_at IS NOT DISTINCT FROM OLD.accepted_at THEN
			/* the same once more */
			RETURN OLD;
		END IF;
		/* accepted, or no longer */
		IF NOT disclosure.has_duty(NEW.unit_id, NEW.year, 'review') THEN
			RAISE EXCEPTION 'this needs the duty review for unit %', NEW.unit_id USING ERRCODE = 'insufficient_privilege';
		END IF;
		NEW.written_by := OLD.written_by;
		IF NEW.accepted_at IS NOT NULL THEN
			NEW.accepted_by := disclosure.calling_person();
			NEW.accepted_at := now();
		ELSE
			NEW.accepted_by := NULL;
		END IF;
		RETURN NEW;
	END IF;
	SELECT f.severity INTO severity FROM disclosure.finding f
	WHERE f.unit_id = NEW.unit_id AND f.year = NEW.year AND f.scope = NEW.scope AND f.rule = NEW.rule
		AND f.fingerprint = NEW.fingerprint AND f.result = 'fail';
	IF severity IS NULL OR severity = 'error' THEN
		RAISE EXCEPTION 'finding % on the report of unit % for % cannot be explained', NEW.rule, NEW.unit_id, NEW.year
			USING ERRCODE = 'object_not_in_prerequisite_state',
				DETAIL = CASE WHEN severity = 'error' THEN 'It is an error, which has to be corrected.' ELSE 'There is no such finding.' END;
	END IF;
	IF NOT disclosure.has_duty(NEW.unit_id, NEW.year, 'fill') THEN
		RAISE EXCEPTION 'this needs the duty fill for unit %', NEW.unit_id USING ERRCODE = 'insufficient_privilege';
	END IF;
	NEW.written_by := disclosure.calling_person();
	NEW.written_at := now();
	NEW.accepted_by := NULL;
	NEW.accepted_at := NULL;
	RETURN NEW;
END
$$;
COMMENT ON FUNCTION disclosure.prepare_explanation() IS 'trigger before an explanation is written, accepted or withdrawn';

CREATE OR REPLACE TRIGGER explanation_prepare BEFORE INSERT OR UPDATE OR DELETE ON disclosure.explanation
	FOR EACH ROW EXECUTE FUNCTION disclosure.prepare_explanation();
COMMENT ON TRIGGER explanation_prepare ON disclosure.explanation IS '说明由填报人写，由审核人认可，强制性问题不得以说明代替改正';

/* The code of a rule as a pattern, in which only * stands for anything. */
CREATE OR REPLACE FUNCTION disclosure.rule_pattern(rule text)
RETURNS text
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT replace(regexp_replace(rule, '([\\%_])', '\\\1', 'g'), '*', '%') $$;
COMMENT ON FUNCTION disclosure.rule_pattern(text) IS 'the code of a rule, or of several with *, for LIKE';

CREATE OR REPLACE FUNCTION disclosure.explain(unit_id text, year integer, scope text, rule text, explanation text)
RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	written integer;
BEGIN
	PERFORM disclosure.require_report(explain.unit_id, explain.year, explain.scope);
	PERFORM disclosure.require_duty(explain.unit_id, explain.year, 'fill');
	INSERT INTO disclosure.explanation AS e (unit_id, year, scope, rule, fingerprint, explanation, written_by)
	SELECT DISTINCT f.unit_id, f.year, f.scope, f.rule, f.fingerprint, explain.explanation, disclosure.calling_person()
	FROM disclosure.finding f
	WHERE f.unit_id = explain.unit_id AND f.year = explain.year AND f.scope = explain.scope AND f.result = 'fail'
		AND f.rule LIKE disclosure.rule_pattern(explain.rule)
		AND (f.severity <> 'error' OR f.rule = explain.rule)
	ON CONFLICT ON CONSTRAINT explanation_pkey DO UPDATE SET explanation = excluded.explanation;
	GET DIAGNOSTICS written = ROW_COUNT;
	IF written = 0 AND position('*' IN explain.rule) = 0 THEN
		RAISE EXCEPTION 'finding % on the report of unit % for % cannot be explained', explain.rule, explain.unit_id, explain.year
			USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = 'There is no such finding.',
				HINT = 'The view disclosure.finding has those of each report.';
	END IF;
	RETURN written;
END
$$;
COMMENT ON FUNCTION disclosure.explain(text, integer, text, text, text) IS
'explains the findings of a rule on a report, or with * in its code of several rules; returns how many';

CREATE OR REPLACE FUNCTION disclosure.accept_explanations(unit_id text, year integer, scope text DEFAULT 'own', rule text DEFAULT '*')
RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	accepted integer;
BEGIN
	PERFORM disclosure.require_report(accept_explanations.unit_id, accept_explanations.year, accept_explanations.scope);
	PERFORM disclosure.require_duty(accept_explanations.unit_id, accept_explanations.year, 'review');
	UPDATE disclosure.explanation e SET accepted_at = now()
	WHERE e.unit_id = accept_explanations.unit_id AND e.year = accept_explanations.year
		AND e.scope = accept_explanations.scope AND e.accepted_at IS NULL
		AND e.rule LIKE disclosure.rule_pattern(accept_explanations.rule)
		AND EXISTS (SELECT FROM disclosure.finding f
			WHERE f.unit_id = e.unit_id AND f.year = e.year AND f.scope = e.scope AND f.rule = e.rule
				AND f.fingerprint = e.fingerprint);
	GET DIAGNOSTICS accepted = ROW_COUNT;
	RETURN accepted;
END
$$;
COMMENT ON FUNCTION disclosure.accept_explanations(text, integer, text, text) IS
'accepts the explanations of a report that still hold; returns how many';
$file$), ('44-publication.sql', $file$CREATE OR REPLACE FUNCTION disclosure.record_publication()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	last record;
	given date := nullif(current_setting('disclosure.published_on', true), '')::date;
BEGIN
	IF TG_OP = 'UPDATE' AND OLD.origin = 'filed' AND OLD.status = 'published'
		AND NOT disclosure.figures_differ(NEW.figures, OLD.figures) THEN
		/* it has been published already */
		RETURN NULL;
	ELSIF given IS NULL AND (TG_OP = 'INSERT' OR NEW.issued_on IS DISTINCT FROM OLD.issued_on) THEN
		given := NEW.issued_on;
	END IF;
	SELECT p.number, v.figures INTO last
	FROM disclosure.publication p
	JOIN disclosure.report_version v USING (unit_id, year, scope, version)
	WHERE p.unit_id = NEW.unit_id AND p.year = NEW.year AND p.scope = NEW.scope
	ORDER BY p.number DESC LIMIT 1;
	INSERT INTO disclosure.publication (unit_id, year, scope, number, version, published_on, address, kind, statement)
	VALUES (NEW.unit_id, NEW.year, NEW.scope, coalesce(last.number, 0) + 1, NEW.version,
		coalesce(given, current_date),
		nullif(current_setting('disclosure.address', true), ''),
		CASE WHEN last.number IS NULL THEN 'first' ELSE 'correction' END,
		disclosure.correction_statement(last.figures, NEW.figures));
	RETURN NULL;
END
$$;
COMMENT ON FUNCTION disclosure.record_publication() IS
'trigger: what is published, as which version; a correction with its statement';
REVOKE ALL ON FUNCTION disclosure.record_publication() FROM PUBLIC;

/* filed reports that were published before this was kept: on the day of issue, or else of the last change that is known */
INSERT INTO disclosure.publication (unit_id, year, scope, number, version, published_on, kind)
SELECT r.unit_id, r.year, r.scope, 1, r.version, coalesce(r.issued_on, r.changed_at::date), 'first'
FROM disclosure.report r
WHERE r.origin = 'filed' AND r.status = 'published' AND NOT EXISTS (SELECT FROM disclosure.publication p
	WHERE p.unit_id = r.unit_id AND p.year = r.year AND p.scope = r.scope);

/* sorts after report_version, whose row it refers to */
DROP TRIGGER IF EXISTS report_version_published ON disclosure.report;
CREATE TRIGGER report_version_published
	AFTER INSERT OR UPDATE ON disclosure.report
	FOR EACH ROW WHEN (NEW.origin = 'filed' AND NEW.status = 'published')
	EXECUTE FUNCTION disclosure.record_publication();
COMMENT ON TRIGGER report_version_published ON disclosure.report IS '公布时：留存公布记录';

CREATE OR REPLACE VIEW disclosure.published_report WITH (security_invoker = true) AS
SELECT p.unit_id, p.year, p.scope, coalesce(n.name, u.name) AS unit_name, p.number, p.kind, p.published_on, p.address,
	p.statement, lead(p.number) OVER (PARTITION BY p.unit_id, p.year, p.scope ORDER BY p.number) IS NULL AS current, v.figures
FROM disclosure.publication p
JOIN disclosure.report_version v USING (unit_id, year, scope, version)
JOIN disclosure.unit u ON u.unit_id = p.unit_id
LEFT JOIN disclosure.unit_name n ON n.unit_id = p.unit_id AND p.year BETWEEN n.from_year AND coalesce(n.to_year, 9999)
UNION ALL
SELECT r.unit_id, r.year, r.scope, coalesce(n.name, u.name), 1, 'first', r.issued_on, NULL, NULL, true, r.figures
FROM disclosure.report r
JOIN disclosure.unit u ON u.unit_id = r.unit_id
LEFT JOIN disclosure.unit_name n ON n.unit_id = r.unit_id AND r.year BETWEEN n.from_year AND coalesce(n.to_year, 9999)
WHERE r.origin = 'recorded' AND r.status = 'published';
COMMENT ON VIEW disclosure.published_report IS '已公布的年度报告：每次公布一行，更正前的仍可查；收录的报告按其公布的数字';
COMMENT ON COLUMN disclosure.published_report.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.published_report.year IS '报告年度';
COMMENT ON COLUMN disclosure.published_report.scope IS '范围';
COMMENT ON COLUMN disclosure.published_report.unit_name IS '单位当年的名称';
COMMENT ON COLUMN disclosure.published_report.number IS '第几次公布';
COMMENT ON COLUMN disclosure.published_report.kind IS 'first 首次公布，correction 更正';
COMMENT ON COLUMN disclosure.published_report.published_on IS '公布日期';
COMMENT ON COLUMN disclosure.published_report.address IS '网址';
COMMENT ON COLUMN disclosure.published_report.statement IS '更正说明';
COMMENT ON COLUMN disclosure.published_report.current IS '是否现行的一次';
COMMENT ON COLUMN disclosure.published_report.figures IS '公布的全部数字';

CREATE OR REPLACE VIEW disclosure.published_cell WITH (security_invoker = true) AS
SELECT r.unit_id, r.year, r.scope, c.position, c.path, c.section, c.row_label, c.column_label, c.measure,
	c.value::numeric(25,6) AS value
FROM disclosure.published_report r
CROSS JOIN LATERAL disclosure.labelled_cells(r.figures) c
WHERE r.current;
COMMENT ON VIEW disclosure.published_cell IS '现行公布的年度报告，每一格一行';
COMMENT ON COLUMN disclosure.published_cell.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.published_cell.year IS '报告年度';
COMMENT ON COLUMN disclosure.published_cell.scope IS '范围';
COMMENT ON COLUMN disclosure.published_cell.position IS '顺序';
COMMENT ON COLUMN disclosure.published_cell.path IS '路径：表.行.列';
COMMENT ON COLUMN disclosure.published_cell.section IS '所在部分的序号';
COMMENT ON COLUMN disclosure.published_cell.row_label IS '行标签，前面是分组标签';
COMMENT ON COLUMN disclosure.published_cell.column_label IS '列标签';
COMMENT ON COLUMN disclosure.published_cell.measure IS '计量单位';
COMMENT ON COLUMN disclosure.published_cell.value IS '数值，空白为 NULL';

/* The steps of the workflow as functions; an UPDATE of the status does the same. */
CREATE OR REPLACE FUNCTION disclosure.submit_report(unit_id text, year integer, scope text DEFAULT 'own')
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.step_report(submit_report.unit_id, submit_report.year, submit_report.scope, 'submitted', NULL);
END
$$;
COMMENT ON FUNCTION disclosure.submit_report(text, integer, text) IS 'submits a report that is a draft or was returned (报送)';

CREATE OR REPLACE FUNCTION disclosure.withdraw_report(unit_id text, year integer, scope text, reason text)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.step_report(withdraw_report.unit_id, withdraw_report.year, withdraw_report.scope, 'draft', reason);
END
$$;
COMMENT ON FUNCTION disclosure.withdraw_report(text, integer, text, text) IS
'takes back a submitted report that is not yet approved, with a reason (撤回)';

CREATE OR REPLACE FUNCTION disclosure.approve_report(unit_id text, year integer, scope text DEFAULT 'own')
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.step_report(approve_report.unit_id, approve_report.year, approve_report.scope, 'approved', NULL);
END
$$;
COMMENT ON FUNCTION disclosure.approve_report(text, integer, text) IS 'approves a submitted report (审核通过)';

CREATE OR REPLACE FUNCTION disclosure.return_report(unit_id text, year integer, scope text, reason text)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.step_report(return_report.unit_id, return_report.year, return_report.scope, 'returned', reason);
END
$$;
COMMENT ON FUNCTION disclosure.return_report(text, integer, text, text) IS
'returns a report with a reason (退回); a published one for correction';

CREATE OR REPLACE FUNCTION disclosure.publish_report(unit_id text, year integer, scope text DEFAULT 'own',
	published_on date DEFAULT NULL, address text DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM set_config('disclosure.published_on', coalesce(publish_report.published_on::text, ''), true),
		set_config('disclosure.address', coalesce(publish_report.address, ''), true);
	PERFORM disclosure.step_report(publish_report.unit_id, publish_report.year, publish_report.scope, 'published', NULL);
	PERFORM set_config('disclosure.published_on', '', true), set_config('disclosure.address', '', true);
END
$$;
COMMENT ON FUNCTION disclosure.publish_report(text, integer, text, date, text) IS
'publishes an approved report (公布), today or on a date, at an address';

CREATE OR REPLACE FUNCTION disclosure.step_report(unit_id text, year integer, scope text, to_status text, reason text)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	before text := current_setting('disclosure.reason', true);
	now_is record;
	needed text;
BEGIN
	PERFORM disclosure.require_report(step_report.unit_id, step_report.year, step_report.scope);
	SELECT r.status, r.origin INTO now_is FROM disclosure.report r
	WHERE r.unit_id = step_report.unit_id AND r.year = step_report.year AND r.scope = step_report.scope;
	IF now_is.origin <> 'filed' THEN
		RAISE EXCEPTION 'report of unit % for % is a recorded one', step_report.unit_id, step_report.year
			USING ERRCODE = 'object_not_in_prerequisite_state',
				HINT = 'What was published elsewhere is kept as it is and takes no steps.';
	ELSIF now_is.status = to_status THEN
		RAISE EXCEPTION 'report of unit % for % is % already', step_report.unit_id, step_report.year, to_status
			USING ERRCODE = 'object_not_in_prerequisite_state';
	END IF;
	/* of a move that is not allowed the trigger speaks */
	needed := (SELECT m.duty FROM disclosure.status_move m WHERE m.from_status = now_is.status AND m.to_status = step_report.to_status);
	PERFORM disclosure.require_duty(step_report.unit_id, step_report.year, needed);
	PERFORM set_config('disclosure.reason', coalesce(step_report.reason, before, ''), true);
	UPDATE disclosure.report r SET status = to_status,
		issued_on = CASE WHEN to_status = 'published' THEN coalesce(
			nullif(current_setting('disclosure.published_on', true), '')::date, r.issued_on, current_date) ELSE r.issued_on END
	WHERE r.unit_id = step_report.unit_id AND r.year = step_report.year AND r.scope = step_report.scope;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'report of unit % for % cannot go from % to % by this role',
			step_report.unit_id, step_report.year, now_is.status, to_status
			USING ERRCODE = 'insufficient_privilege',
				HINT = 'The table disclosure.status_move has the moves that are allowed.';
	END IF;
	PERFORM set_config('disclosure.reason', coalesce(before, ''), true);
END
$$;
COMMENT ON FUNCTION disclosure.step_report(text, integer, text, text, text) IS 'changes the status of a report';
$file$), ('46-year.sql', $file$CREATE TABLE IF NOT EXISTS disclosure.reporting_year (
	year integer PRIMARY KEY,
	started_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE disclosure.reporting_year IS '已开始填报的年度';
COMMENT ON COLUMN disclosure.reporting_year.year IS '报告年度';
COMMENT ON COLUMN disclosure.reporting_year.started_at IS '开始时间';

/* 条例第四十九条: organs by 31 January, governments by 31 March, of the year after; others where a place says so. */
CREATE TABLE IF NOT EXISTS disclosure.deadline (
	deadline_id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
	unit_id text REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	kind text CHECK (kind IN ('government', 'department', 'township', 'subdistrict', 'dispatched', 'zone', 'vertical',
		'authorised', 'enterprise')),
	from_year integer,
	to_year integer CHECK (to_year >= from_year),
	month integer NOT NULL CHECK (month BETWEEN 1 AND 12),
	day integer NOT NULL CHECK (day BETWEEN 1 AND 31),
	UNIQUE NULLS NOT DISTINCT (unit_id, kind, from_year)
);
COMMENT ON TABLE disclosure.deadline IS '期限：次年几月几日前公布；最近的上级单位的规定优先，指明类别的优先';
COMMENT ON COLUMN disclosure.deadline.deadline_id IS '序号';
COMMENT ON COLUMN disclosure.deadline.unit_id IS '单位代码：适用于该单位及其所属单位，空为全部';
COMMENT ON COLUMN disclosure.deadline.kind IS '单位类别，空为各类';
COMMENT ON COLUMN disclosure.deadline.from_year IS '自哪个报告年度起';
COMMENT ON COLUMN disclosure.deadline.to_year IS '至哪个报告年度';
COMMENT ON COLUMN disclosure.deadline.month IS '月';
COMMENT ON COLUMN disclosure.deadline.day IS '日，期限含当日；当月没有这一日的，为月末';

CREATE OR REPLACE FUNCTION disclosure.due_date(unit_id text, kind text, year integer)
RETURNS date
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT least(make_date(due_date.year + 1, d.month, 1) + d.day - 1,
		(make_date(due_date.year + 1, d.month, 1) + interval '1 month - 1 day')::date)
	FROM disclosure.deadline d
	LEFT JOIN disclosure.unit_closure c ON c.ancestor_id = d.unit_id AND c.unit_id = due_date.unit_id
		AND due_date.year BETWEEN c.from_year AND c.to_year
	WHERE (d.unit_id IS NULL OR c.unit_id IS NOT NULL) AND (d.kind IS NULL OR d.kind = due_date.kind)
		AND due_date.year BETWEEN coalesce(d.from_year, 0) AND coalesce(d.to_year, 9999)
	ORDER BY d.unit_id IS NULL, c.depth, NOT c.counted, d.kind IS NULL, d.from_year DESC NULLS LAST
	LIMIT 1
$$;
COMMENT ON FUNCTION disclosure.due_date(text, text, integer) IS 'until when a unit of some kind publishes its report for a year';

/* Last year's carried-out requests as this year's carried-in ones, of all predecessors; NULL where that cannot be told. */
CREATE OR REPLACE FUNCTION disclosure.carried_in(unit_id text, year integer, scope text)
RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	WITH previous AS (
		SELECT s.figures FROM disclosure.predecessor s
		WHERE s.unit_id = carried_in.unit_id AND s.year = carried_in.year AND s.scope = carried_in.scope
		UNION ALL
		SELECT p.figures FROM disclosure.report p
		WHERE p.unit_id = carried_in.unit_id AND p.year = carried_in.year - 1 AND p.scope = carried_in.scope)
	SELECT CASE WHEN NOT EXISTS (SELECT FROM disclosure.predecessor s
			WHERE s.unit_id = carried_in.unit_id AND s.year = carried_in.year AND s.scope = carried_in.scope AND s.why IS NOT NULL)
			AND NOT (row_security_active('disclosure.report') AND NOT EXISTS (SELECT FROM disclosure.report o
					WHERE o.unit_id = carried_in.unit_id AND o.year = carried_in.year - 1 AND o.scope = carried_in.scope)
				AND disclosure.report_exists(carried_in.unit_id, carried_in.year - 1, carried_in.scope))
			AND NOT EXISTS (SELECT FROM disclosure.unit_successor g
				WHERE g.unit_id = carried_in.unit_id AND g.year = carried_in.year AND g.partly)
		THEN (disclosure.sum(p.figures)::jsonb) #> '{requests,carried_out}' END
	FROM previous p
$$;
COMMENT ON FUNCTION disclosure.carried_in(text, integer, text) IS
'the row carried_in of a report, from the row carried_out of last year';

CREATE OR REPLACE FUNCTION disclosure.start_year(year integer)
RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	drafts integer;
	form text := disclosure.form_of(start_year.year);
BEGIN
	IF start_year.year > extract(year FROM current_date) THEN
		RAISE EXCEPTION 'the year % has not begun', start_year.year USING ERRCODE = 'invalid_parameter_value';
	END IF;
	INSERT INTO disclosure.reporting_year (year) VALUES (start_year.year) ON CONFLICT DO NOTHING;
	INSERT INTO disclosure.report (unit_id, year, scope, figures)
	SELECT u.unit_id, start_year.year, 'own', jsonb_strip_nulls(jsonb_build_object('form', form, 'requests',
		(SELECT jsonb_build_object('carried_in', c) FROM disclosure.carried_in(u.unit_id, start_year.year, 'own') c
			WHERE c IS NOT NULL)))
	FROM disclosure.unit u
	WHERE disclosure.owes_report(u.unit_id, u.kind, start_year.year)
	ORDER BY u.unit_id
	ON CONFLICT ON CONSTRAINT report_pkey DO NOTHING;
	GET DIAGNOSTICS drafts = ROW_COUNT;
	INSERT INTO disclosure.report_text (unit_id, year, scope, title, unit_name, contact)
	SELECT r.unit_id, r.year, r.scope, format('%s%s年政府信息公开工作年度报告', coalesce(n.name, u.name), r.year),
		coalesce(n.name, u.name), (
			SELECT concat_ws(' ', c.name, c.telephone) FROM disclosure.unit_contact c
			WHERE c.unit_id = r.unit_id ORDER BY c.task = 'answer' DESC, c.task, c.name LIMIT 1)
	FROM disclosure.report r
	JOIN disclosure.unit u ON u.unit_id = r.unit_id
	LEFT JOIN disclosure.unit_name n ON n.unit_id = r.unit_id AND r.year BETWEEN n.from_year AND coalesce(n.to_year, 9999)
	WHERE r.year = start_year.year AND r.scope = 'own' AND r.origin = 'filed' AND r.status = 'draft'
	ON CONFLICT ON CONSTRAINT report_text_pkey DO NOTHING;
	RETURN drafts;
END
$$;
COMMENT ON FUNCTION disclosure.start_year(integer) IS
'a draft for every unit that owes a report, with what last year carried out as carried in; returns how many were made';

CREATE OR REPLACE FUNCTION disclosure.nil_report(unit_id text, year integer, scope text DEFAULT 'own')
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	now_is record;
BEGIN
	PERFORM disclosure.require_report(nil_report.unit_id, nil_report.year, nil_report.scope);
	SELECT r.status, r.origin INTO now_is FROM disclosure.report r
	WHERE r.unit_id = nil_report.unit_id AND r.year = nil_report.year AND r.scope = nil_report.scope;
	IF now_is.origin <> 'filed' OR now_is.status NOT IN ('draft', 'returned') THEN
		RAISE EXCEPTION 'report of unit % for % is % and %', nil_report.unit_id, nil_report.year, now_is.origin, now_is.status
			USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Only a draft or a returned report is filled in.';
	END IF;
	PERFORM disclosure.require_duty(nil_report.unit_id, nil_report.year, 'fill');
	UPDATE disclosure.report r SET figures = disclosure.fill_zero(r.figures, NULL)
	WHERE r.unit_id = nil_report.unit_id AND r.year = nil_report.year AND r.scope = nil_report.scope;
END
$$;
COMMENT ON FUNCTION disclosure.nil_report(text, integer, text) IS 'zero in every blank cell of a report (零报告), on purpose';

/* A report due or made in the years that were started, on some day. */
CREATE OR REPLACE FUNCTION disclosure.report_due_on(day date)
RETURNS SETOF disclosure.report_due_row
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
/* to compile it takes longer than to run it */
SET jit = off
AS $$
	SELECT u.unit_id, y.year, coalesce(n.name, u.name), d.due,
		CASE WHEN p.published_on > d.due THEN 'late' WHEN report_due_on.day > d.due THEN 'missing' ELSE 'due_soon' END,
		CASE WHEN p.published_on > d.due THEN '逾期公布' WHEN report_due_on.day > d.due THEN '逾期未公布' ELSE '即将到期' END,
		r.status, p.published_on, c.name, c.telephone
	FROM disclosure.reporting_year y
	CROSS JOIN disclosure.unit u
	LEFT JOIN disclosure.unit_name n ON n.unit_id = u.unit_id AND y.year BETWEEN n.from_year AND coalesce(n.to_year, 9999)
	CROSS JOIN LATERAL (SELECT disclosure.due_date(u.unit_id, u.kind, y.year) AS due) d
	LEFT JOIN LATERAL (
		/* a page whose date cannot be told is taken as in time */
		SELECT min(p.published_on) AS published_on, count(*) AS times FROM disclosure.published_report p
		WHERE p.unit_id = u.unit_id AND p.year = y.year) p ON true
	LEFT JOIN LATERAL (
		SELECT r.status FROM disclosure.report r WHERE r.unit_id = u.unit_id AND r.year = y.year
		ORDER BY r.scope = 'own' DESC LIMIT 1) r ON true
	LEFT JOIN LATERAL (
		SELECT c.name, c.telephone FROM disclosure.unit_contact c WHERE c.unit_id = u.unit_id
		ORDER BY c.task = 'fill' DESC, c.task, c.name LIMIT 1) c ON true
	WHERE disclosure.owes_report(u.unit_id, u.kind, y.year)
		AND (p.published_on > d.due OR (p.times = 0
			AND report_due_on.day >= d.due - coalesce(disclosure.setting_value('due_soon_days'), 0)::integer))
		/* a report that the reader cannot see is not a missing one */
		AND (NOT row_security_active('disclosure.report') OR EXISTS (SELECT FROM disclosure.my_unit m
			WHERE m.unit_id = u.unit_id AND y.year BETWEEN m.from_year AND m.to_year))
	ORDER BY y.year, u.unit_id
$$;
COMMENT ON FUNCTION disclosure.report_due_on(date) IS
'reports that were published late, are missing or due soon, on some day, with the contact to call';

CREATE OR REPLACE VIEW disclosure.report_due WITH (security_invoker = true) AS
SELECT d.unit_id, d.year, d.unit_name, d.due, d.state, d.state_label, d.status, d.published_on, d.contact, d.telephone
FROM disclosure.report_due_on(current_date) d;
COMMENT ON VIEW disclosure.report_due IS '催报：今天看，哪些报告逾期、未公布、即将到期，找谁';
COMMENT ON COLUMN disclosure.report_due.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.report_due.year IS '报告年度';
COMMENT ON COLUMN disclosure.report_due.unit_name IS '单位名称';
COMMENT ON COLUMN disclosure.report_due.due IS '期限';
COMMENT ON COLUMN disclosure.report_due.state IS 'late 逾期公布，missing 逾期未公布，due_soon 即将到期';
COMMENT ON COLUMN disclosure.report_due.state_label IS '情形';
COMMENT ON COLUMN disclosure.report_due.status IS '报告的状态，空为尚无报告';
COMMENT ON COLUMN disclosure.report_due.published_on IS '公布日期';
COMMENT ON COLUMN disclosure.report_due.contact IS '联系人';
COMMENT ON COLUMN disclosure.report_due.telephone IS '电话';
$file$), ('48-rollup.sql', $file$/* Units whose consolidated report counts for them and all below: none of the units below has reported. */
CREATE OR REPLACE FUNCTION disclosure.reported_as_area(year integer)
RETURNS SETOF text
LANGUAGE sql STABLE PARALLEL SAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT r.unit_id FROM disclosure.report r
	WHERE r.year = reported_as_area.year AND r.scope = 'consolidated'
		AND (r.origin = 'recorded' OR r.status NOT IN ('draft', 'returned'))
		AND NOT EXISTS (
			SELECT FROM disclosure.unit_closure b
			JOIN disclosure.report q ON q.unit_id = b.unit_id AND q.year = reported_as_area.year
				AND q.scope IN ('own', 'consolidated') AND (q.origin = 'recorded' OR q.status NOT IN ('draft', 'returned'))
			WHERE b.ancestor_id = r.unit_id AND b.depth > 0 AND b.counted
				AND reported_as_area.year BETWEEN b.from_year AND b.to_year)
$$;
COMMENT ON FUNCTION disclosure.reported_as_area(integer) IS
'units for which, with basis best, the consolidated report of a year stands';

/*
 * Totals of a year for a unit and, down to some depth, those below it.  A unit
 * counts with its own report, or with basis 'best' with its consolidated one
 * where none of the units below it has reported; never with both.  Counted are
 * filed reports that have reached a status, as they are now; with 'published',
 * as they were last published, whatever is done to them since.
 *
 * Most units of a tree are deeper than what is asked for.  Where one is
 * counted by one parent only, it is added up there first, and what goes further
 * up is one sum for all of them.
 *
 * Joins that the arguments make needless fold away when the query is planned,
 * so it is planned each time.
 */
CREATE OR REPLACE FUNCTION disclosure.rollup(year integer, root text, depth integer DEFAULT 1, basis text DEFAULT 'units',
	least_status text DEFAULT 'draft')
RETURNS SETOF disclosure.rollup_row
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET jit = off
SET plan_cache_mode = force_custom_plan
AS $$
#variable_conflict use_column
DECLARE
	best boolean := rollup.basis = 'best';
	as_published boolean := rollup.least_status = 'published';
	statuses text[] := CASE rollup.least_status WHEN 'draft' THEN '{draft,returned,submitted,approved,published}'
		WHEN 'submitted' THEN '{submitted,approved,published}' WHEN 'approved' THEN '{approved,published}'
		WHEN 'published' THEN '{}' END;
BEGIN
	IF NOT EXISTS (SELECT FROM disclosure.unit u WHERE u.unit_id = rollup.root) THEN
		RAISE EXCEPTION 'there is no unit "%"', rollup.root USING ERRCODE = 'no_data_found';
	ELSIF rollup.basis IS NULL OR rollup.basis NOT IN ('units', 'best') THEN
		RAISE EXCEPTION 'there is no basis "%"', rollup.basis
			USING ERRCODE = 'invalid_parameter_value', HINT = 'It is units or best.';
	ELSIF statuses IS NULL THEN
		RAISE EXCEPTION 'there is no status "%" that reports reach', rollup.least_status
			USING ERRCODE = 'invalid_parameter_value', HINT = 'It is draft, submitted, approved or published.';
	END IF;
	RETURN QUERY
	WITH area AS MATERIALIZED (
		SELECT a AS unit_id FROM disclosure.reported_as_area(rollup.year) a WHERE best
	), obligation AS (
		SELECT p.unit_id,
			CASE WHEN bool_and(p.exempt) THEN disclosure.owes_report(p.unit_id,
					(SELECT u.kind FROM disclosure.unit u WHERE u.unit_id = p.unit_id), rollup.year)
				ELSE bool_or(NOT p.exempt AND rollup.year BETWEEN p.from_year AND coalesce(p.to_year, 9999)) END AS owing,
			coalesce(bool_or(p.exempt AND rollup.year BETWEEN p.from_year AND coalesce(p.to_year, 9999)), false) AS exempt
		FROM disclosure.reporter p GROUP BY p.unit_id
		UNION ALL
		SELECT u.unit_id, false, false FROM disclosure.unit u
		WHERE u.kind = 'enterprise' AND NOT EXISTS (SELECT FROM disclosure.reporter p WHERE p.unit_id = u.unit_id)
	), reported_otherwise AS (
		SELECT DISTINCT r.unit_id FROM disclosure.report r
		WHERE r.year = rollup.year AND r.scope <> 'own' AND (r.origin = 'recorded' OR r.status NOT IN ('draft', 'returned'))
	), published AS (
		SELECT DISTINCT ON (p.unit_id, p.scope) p.unit_id, p.scope, v.figures
		FROM disclosure.publication p
		JOIN disclosure.report_version v ON v.unit_id = p.unit_id AND v.year = p.year AND v.scope = p.scope AND v.version = p.version
		WHERE p.year = rollup.year
		ORDER BY p.unit_id, p.scope, p.number DESC
	), part AS (
		SELECT CASE WHEN rollup.depth = 0 THEN rollup.root
				WHEN t.depth > coalesce(rollup.depth, t.depth) THEN coalesce(e.ancestor_id, t.unit_id)
				ELSE t.unit_id END AS at,
			r.scope, f.figures,
			coalesce(o.owing, true) AS owing, coalesce(o.exempt, false) AS exempt,
			(r.origin = 'recorded' OR r.status NOT IN ('draft', 'returned') OR x.unit_id IS NOT NULL) IS TRUE AS reported,
			r.origin = 'filed' AND r.status IN ('draft', 'returned') AS draft,
			(r.origin = 'recorded' AND r.status = 'published') OR p.unit_id IS NOT NULL AS published
		FROM disclosure.unit_closure t
		LEFT JOIN disclosure.unit_closure e ON rollup.depth > 0 AND e.unit_id = t.unit_id AND e.only_parent
			AND rollup.year BETWEEN e.from_year AND e.to_year
		LEFT JOIN area a ON best AND a.unit_id = t.unit_id
		LEFT JOIN obligation o ON o.unit_id = t.unit_id
		LEFT JOIN reported_otherwise x ON x.unit_id = t.unit_id
		LEFT JOIN disclosure.report r ON r.unit_id = t.unit_id AND r.year = rollup.year
			AND r.scope = CASE WHEN best AND a.unit_id IS NOT NULL THEN 'consolidated' ELSE 'own' END
			AND (r.origin = 'recorded' OR as_published OR r.status = ANY (statuses))
		LEFT JOIN published p ON p.unit_id = r.unit_id AND p.scope = r.scope
		CROSS JOIN LATERAL (SELECT CASE WHEN as_published AND r.origin = 'filed' THEN p.figures
			WHEN as_published AND r.status <> 'published' THEN NULL ELSE r.figures END AS figures) f
		WHERE t.ancestor_id = rollup.root AND t.counted AND rollup.year BETWEEN t.from_year AND t.to_year
	), place AS MATERIALIZED (
		SELECT p.at, bool_or(p.scope = 'own' AND p.figures IS NOT NULL) AS by_unit, bool_or(p.scope = 'consolidated') AS by_area,
			disclosure.sum(p.figures) AS figures, disclosure.sum(disclosure.blanks(p.figures)) AS holes, count(*) AS units,
			count(*) FILTER (WHERE p.owing) AS owing, count(*) FILTER (WHERE p.owing AND p.reported) AS reported,
			count(*) FILTER (WHERE p.exempt) AS exempt, count(*) FILTER (WHERE p.draft) AS drafts,
			count(*) FILTER (WHERE disclosure.is_nil(p.figures)) AS nil,
			count(*) FILTER (WHERE NOT disclosure.is_sound(p.figures)) AS with_errors,
			count(*) FILTER (WHERE p.published) AS published
		FROM part p GROUP BY p.at
	), total AS MATERIALIZED (
		SELECT c.ancestor_id,
			CASE WHEN bool_or(p.by_unit) AND bool_or(p.by_area) THEN 'mixed'
				WHEN bool_or(p.by_area) THEN 'consolidated' WHEN bool_or(p.by_unit) THEN 'units' END AS basis,
			disclosure.sum(p.figures) AS figures, disclosure.sum(p.holes) AS holes, sum(p.units)::integer AS units,
			sum(p.owing)::integer AS owing, sum(p.reported)::integer AS reported, sum(p.owing - p.reported)::integer AS missing,
			sum(p.exempt)::integer AS exempt, sum(p.drafts)::integer AS drafts, sum(p.nil)::integer AS nil,
			sum(p.with_errors)::integer AS with_errors, sum(p.published)::integer AS published
		FROM place p
		/* up from the few places, rather than down through the whole closure */
		CROSS JOIN LATERAL (
			SELECT c.ancestor_id FROM disclosure.unit_closure c
			WHERE c.unit_id = p.at AND c.counted AND rollup.year BETWEEN c.from_year AND c.to_year
			OFFSET 0) c
		GROUP BY c.ancestor_id
	)
	SELECT t.unit_id, u.name, u.kind, u.division_code, t.depth, s.basis, s.figures, s.holes, s.units, s.owing, s.reported,
		s.missing, s.exempt, s.drafts, s.nil, s.with_errors, s.published
	FROM total s
	JOIN disclosure.unit_closure t ON t.unit_id = s.ancestor_id AND t.ancestor_id = rollup.root AND t.counted
		AND rollup.year BETWEEN t.from_year AND t.to_year AND (rollup.depth IS NULL OR t.depth <= rollup.depth)
	CROSS JOIN LATERAL (
		SELECT coalesce(m.name, u.name) AS name, u.kind, u.division_code
		FROM disclosure.unit u
		LEFT JOIN disclosure.unit_name m ON m.unit_id = u.unit_id AND rollup.year BETWEEN m.from_year AND coalesce(m.to_year, 9999)
		WHERE u.unit_id = t.unit_id
		OFFSET 0) u
	/* who may see a unit may see all that it adds up; of others part of a sum would pass for the whole */
	WHERE NOT row_security_active('disclosure.report') OR t.unit_id IN (
		SELECT v.unit_id FROM disclosure.my_unit v WHERE rollup.year BETWEEN v.from_year AND v.to_year)
	ORDER BY t.depth, t.unit_id;
END
$$;
COMMENT ON FUNCTION disclosure.rollup(integer, text, integer, text, text) IS
'totals of a year for a unit and, down to a depth (NULL: all), those below it: each the sum of its own and all units below; basis units or best; of filed reports that have reached a status, with published as last published';
$file$), ('49-repair.sql', $file$/* Which cells of a report are wrong, and the change that repairs them. */

/* What others say of the numbers of a report: the units below, or last year of the requests that were carried in. */
CREATE OR REPLACE FUNCTION disclosure.repair_witness(unit_id text, year integer, scope text)
RETURNS disclosure.figures
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	below disclosure.neighbour;
	carried_in jsonb;
BEGIN
	IF scope <> 'own' THEN
		below := disclosure.children_of(repair_witness.unit_id, repair_witness.year, repair_witness.scope);
		IF below.figures IS NOT NULL AND below.why IS NULL THEN
			RETURN below.figures;
		END IF;
	END IF;
	carried_in := disclosure.carried_in(repair_witness.unit_id, repair_witness.year, repair_witness.scope);
	IF carried_in IS NULL THEN
		RETURN NULL;
	END IF;
	RETURN jsonb_build_object('form', disclosure.form_of(year), 'requests', jsonb_build_object('carried_in', carried_in))::disclosure.figures;
END
$$;
COMMENT ON FUNCTION disclosure.repair_witness(text, integer, text) IS
'what others say of the numbers of a report: the sum of the units below, or the requests carried in from last year''s report; NULL where nothing is known';

CREATE OR REPLACE FUNCTION disclosure.report_repairs(unit_id text, year integer, scope text DEFAULT 'own', max_cells integer DEFAULT 4)
RETURNS SETOF disclosure.repair
LANGUAGE plpgsql STABLE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.require_report(report_repairs.unit_id, report_repairs.year, report_repairs.scope);
	RETURN QUERY SELECT p.* FROM disclosure.report r,
		disclosure.repairs(r.figures, report_repairs.max_cells, NULL::text[], NULL::jsonb,
			(SELECT array_agg(o) FROM unnest(disclosure.rules_in_use()) o
				WHERE o.severity = 'error' AND r.year BETWEEN coalesce(o.from_year, r.year) AND coalesce(o.to_year, r.year)),
			disclosure.repair_witness(r.unit_id, r.year, r.scope)) p
	WHERE r.unit_id = report_repairs.unit_id AND r.year = report_repairs.year AND r.scope = report_repairs.scope;
END
$$;
COMMENT ON FUNCTION disclosure.report_repairs(text, integer, text, integer) IS
'repairs() of a report, with the office''s own equalities of severity error, and with last year''s report or the units below as witnesses';

CREATE OR REPLACE FUNCTION disclosure.apply_repair(unit_id text, year integer, scope text, rank integer, reason text)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	before text := current_setting('disclosure.reason', true);
	existing disclosure.report;
	chosen disclosure.repair;
BEGIN
	PERFORM disclosure.require_report(apply_repair.unit_id, apply_repair.year, apply_repair.scope);
	IF nullif(reason, '') IS NULL THEN
		RAISE EXCEPTION 'a repair needs a reason' USING ERRCODE = 'null_value_not_allowed';
	END IF;
	/* locks the unit, and speaks of a report that is not to be written */
	existing := disclosure.open_report(apply_repair.unit_id, apply_repair.year, apply_repair.scope,
		(SELECT r.origin FROM disclosure.report r WHERE r.unit_id = apply_repair.unit_id
			AND r.year = apply_repair.year AND r.scope = apply_repair.scope));
	SELECT * INTO chosen FROM disclosure.report_repairs(apply_repair.unit_id, apply_repair.year, apply_repair.scope, 4) p
	WHERE p.rank = apply_repair.rank;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'there is no repair % of the report of unit % for %', rank, unit_id, year
			USING ERRCODE = 'no_data_found', HINT = 'disclosure.report_repairs() lists them.';
	ELSIF array_position(chosen.new, NULL) IS NOT NULL THEN
		RAISE EXCEPTION 'repair % leaves open what cell "%" should hold', rank, chosen.cells[array_position(chosen.new, NULL)]
			USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Fill in the blanks first, or change the cell yourself.';
	END IF;
	FOR i IN 1 .. cardinality(chosen.cells) LOOP
		existing.figures[chosen.cells[i]] := chosen.new[i];
	END LOOP;
	PERFORM set_config('disclosure.reason', apply_repair.reason, true);
	PERFORM disclosure.write_report(existing, existing.unit_id, existing.year, existing.scope, existing.origin, NULL::date, existing.figures);
	PERFORM set_config('disclosure.reason', coalesce(before, ''), true);
END
$$;
COMMENT ON FUNCTION disclosure.apply_repair(text, integer, text, integer, text) IS
'makes the change that report_repairs() lists under a rank, with a reason for the history';
$file$), ('50-view.sql', $file$CREATE OR REPLACE VIEW disclosure.report_overview WITH (security_invoker = true) AS
SELECT r.unit_id, r.year, r.scope, u.name AS unit_name, r.origin, r.status,
	disclosure.forms_of(r.figures) AS form,
	disclosure.value_of(r.figures, 'requests.received.total')::bigint AS received,
	disclosure.value_of(r.figures, 'requests.carried_in.total')::bigint AS carried_in,
	disclosure.value_of(r.figures, 'requests.granted.total')::bigint AS granted,
	disclosure.value_of(r.figures, 'requests.partly_granted.total')::bigint AS partly_granted,
	disclosure.value_of(r.figures, 'requests.denied.total')::bigint AS denied,
	disclosure.value_of(r.figures, 'requests.unavailable.total')::bigint AS unavailable,
	disclosure.value_of(r.figures, 'requests.not_processed.total')::bigint AS not_processed,
	disclosure.value_of(r.figures, 'requests.other_handling.total')::bigint AS other_handling,
	disclosure.value_of(r.figures, 'requests.processed.total')::bigint AS processed,
	disclosure.value_of(r.figures, 'requests.carried_out.total')::bigint AS carried_out,
	disclosure.value_of(r.figures, 'remedies.reconsideration.total')::bigint AS reconsiderations,
	disclosure.value_of(r.figures, 'remedies.lawsuits.total')::bigint AS lawsuits,
	disclosure.blank_count(r.figures) AS blanks,
	coalesce(f.errors, 0)::integer AS errors,
	coalesce(f.warnings, 0)::integer AS warnings,
	coalesce(f.unknown, 0)::integer AS unknown,
	coalesce(f.unexplained, 0)::integer AS unexplained,
	coalesce(r.approved_by = r.submitted_by, false) AS self_approved,
	r.filled_by,
	CASE WHEN f.errors > 0 THEN (SELECT p.reason FROM disclosure.repairs(r.figures, witness =>
		disclosure.repair_witness(r.unit_id, r.year, r.scope)) p ORDER BY p.rank LIMIT 1) END AS suspect
FROM disclosure.report r
JOIN disclosure.unit u ON u.unit_id = r.unit_id
LEFT JOIN (
	SELECT c.unit_id, c.year, c.scope,
		count(*) FILTER (WHERE c.severity = 'error' AND c.result = 'fail') AS errors,
		count(*) FILTER (WHERE c.severity = 'warning' AND c.result = 'fail') AS warnings,
		count(*) FILTER (WHERE c.severity = 'warning' AND c.result = 'fail' AND NOT c.explained) AS unexplained,
		count(*) FILTER (WHERE c.result = 'unknown') AS unknown
	FROM disclosure.finding c
	GROUP BY c.unit_id, c.year, c.scope) f ON f.unit_id = r.unit_id AND f.year = r.year AND f.scope = r.scope;
COMMENT ON VIEW disclosure.report_overview IS '年度报告一览：一份报告一行';
COMMENT ON COLUMN disclosure.report_overview.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.report_overview.year IS '报告年度';
COMMENT ON COLUMN disclosure.report_overview.scope IS '范围';
COMMENT ON COLUMN disclosure.report_overview.unit_name IS '单位名称';
COMMENT ON COLUMN disclosure.report_overview.origin IS '来源';
COMMENT ON COLUMN disclosure.report_overview.status IS '状态';
COMMENT ON COLUMN disclosure.report_overview.form IS '格式';
COMMENT ON COLUMN disclosure.report_overview.received IS '本年新收申请';
COMMENT ON COLUMN disclosure.report_overview.carried_in IS '上年结转申请';
COMMENT ON COLUMN disclosure.report_overview.granted IS '予以公开';
COMMENT ON COLUMN disclosure.report_overview.partly_granted IS '部分公开';
COMMENT ON COLUMN disclosure.report_overview.denied IS '不予公开';
COMMENT ON COLUMN disclosure.report_overview.unavailable IS '无法提供';
COMMENT ON COLUMN disclosure.report_overview.not_processed IS '不予处理';
COMMENT ON COLUMN disclosure.report_overview.other_handling IS '其他处理';
COMMENT ON COLUMN disclosure.report_overview.processed IS '办理结果总计';
COMMENT ON COLUMN disclosure.report_overview.carried_out IS '结转下年度';
COMMENT ON COLUMN disclosure.report_overview.reconsiderations IS '行政复议总计';
COMMENT ON COLUMN disclosure.report_overview.lawsuits IS '行政诉讼总计';
COMMENT ON COLUMN disclosure.report_overview.blanks IS '空白格数；各列为已填数字之和，空白未计入';
COMMENT ON COLUMN disclosure.report_overview.errors IS '强制性不符的条数';
COMMENT ON COLUMN disclosure.report_overview.warnings IS '核实性不符的条数';
COMMENT ON COLUMN disclosure.report_overview.unknown IS '无法核对的条数';
COMMENT ON COLUMN disclosure.report_overview.unexplained IS '尚未说明的核实性不符的条数';
COMMENT ON COLUMN disclosure.report_overview.self_approved IS '是否由报送人自行审核';
COMMENT ON COLUMN disclosure.report_overview.filled_by IS '代填单位';
COMMENT ON COLUMN disclosure.report_overview.suspect IS '最可能填错的单元格和应填的数，见 report_repairs()';

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
$file$), ('52-freeze.sql', $file$/* 封账: which versions a published total was made of. */
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

/* A total that was never frozen has not stayed the same. */
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
COMMENT ON FUNCTION disclosure.require_freeze(text) IS 'the label, or an error where nothing was frozen under it';

CREATE OR REPLACE FUNCTION disclosure.rollup_as_of(label text)
RETURNS SETOF disclosure.rollup_row
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT f.root, coalesce(n.name, u.name), u.kind, u.division_code, 0,
		CASE WHEN bool_or(m.scope = 'own') AND bool_or(m.scope = 'consolidated') THEN 'mixed'
			WHEN bool_or(m.scope = 'consolidated') THEN 'consolidated' WHEN bool_or(m.scope = 'own') THEN 'units' END,
		disclosure.sum(v.figures), disclosure.sum(disclosure.blanks(v.figures)), count(v.figures)::integer, NULL::integer,
		(count(*) FILTER (WHERE v.origin = 'recorded' OR v.status NOT IN ('draft', 'returned')))::integer, NULL::integer,
		NULL::integer, (count(*) FILTER (WHERE v.origin = 'filed' AND v.status IN ('draft', 'returned')))::integer,
		(count(*) FILTER (WHERE disclosure.is_nil(v.figures)))::integer,
		(count(*) FILTER (WHERE NOT disclosure.is_sound(v.figures)))::integer,
		NULL::integer
	FROM disclosure.require_freeze(rollup_as_of.label) q(label)
	JOIN disclosure.freeze f ON f.label = q.label
	JOIN disclosure.unit u ON u.unit_id = f.root
	LEFT JOIN disclosure.unit_name n ON n.unit_id = f.root AND f.year BETWEEN n.from_year AND coalesce(n.to_year, 9999)
	LEFT JOIN disclosure.freeze_member m ON m.label = f.label
	LEFT JOIN disclosure.report_version v ON v.unit_id = m.unit_id AND v.year = m.year AND v.scope = m.scope AND v.version = m.version
	/* to those who may not see all of it, part would pass for the whole */
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
$file$), ('54-directory.sql', $file$CREATE OR REPLACE VIEW disclosure.total_member WITH (security_invoker = true) AS
SELECT c.ancestor_id AS total_of, t.name AS total_name, c.unit_id, coalesce(n.name, u.name) AS unit_name, u.kind,
	c.depth, y.year, disclosure.owes_report(u.unit_id, u.kind, y.year) AS owing,
	p.exempt, p.reason, p.from_date, p.to_date
FROM disclosure.unit_closure c
JOIN disclosure.unit t ON t.unit_id = c.ancestor_id
JOIN disclosure.unit u ON u.unit_id = c.unit_id
JOIN (SELECT DISTINCT r.year FROM disclosure.report r UNION SELECT s.year FROM disclosure.reporting_year s) y
	ON y.year BETWEEN c.from_year AND c.to_year
LEFT JOIN disclosure.unit_name n ON n.unit_id = c.unit_id AND y.year BETWEEN n.from_year AND coalesce(n.to_year, 9999)
LEFT JOIN disclosure.reporter p ON p.unit_id = c.unit_id AND y.year BETWEEN p.from_year AND coalesce(p.to_year, 9999)
WHERE c.counted;
COMMENT ON VIEW disclosure.total_member IS '汇总名录：每个汇总在每个年度包括哪些单位';
COMMENT ON COLUMN disclosure.total_member.total_of IS '汇总单位代码';
COMMENT ON COLUMN disclosure.total_member.total_name IS '汇总单位名称';
COMMENT ON COLUMN disclosure.total_member.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.total_member.unit_name IS '单位当年的名称';
COMMENT ON COLUMN disclosure.total_member.kind IS '类别';
COMMENT ON COLUMN disclosure.total_member.depth IS '相隔几级';
COMMENT ON COLUMN disclosure.total_member.year IS '报告年度';
COMMENT ON COLUMN disclosure.total_member.owing IS '是否应报';
COMMENT ON COLUMN disclosure.total_member.exempt IS '是否免报';
COMMENT ON COLUMN disclosure.total_member.reason IS '免报的原因';
COMMENT ON COLUMN disclosure.total_member.from_date IS '设立日期';
COMMENT ON COLUMN disclosure.total_member.to_date IS '撤销日期';

CREATE OR REPLACE VIEW disclosure.counted_twice WITH (security_invoker = true) AS
SELECT a.unit_id, u.name AS unit_name, a.parent_id AS first_parent_id, f.name AS first_parent_name,
	b.parent_id AS second_parent_id, s.name AS second_parent_name, greatest(a.from_year, b.from_year) AS from_year,
	nullif(least(coalesce(a.to_year, 9999), coalesce(b.to_year, 9999)), 9999) AS to_year
FROM disclosure.unit_parent a
JOIN disclosure.unit_parent b ON b.unit_id = a.unit_id AND b.parent_id > a.parent_id AND b.counted
	AND b.from_year <= coalesce(a.to_year, 9999) AND coalesce(b.to_year, 9999) >= a.from_year
JOIN disclosure.unit u ON u.unit_id = a.unit_id
JOIN disclosure.unit f ON f.unit_id = a.parent_id
JOIN disclosure.unit s ON s.unit_id = b.parent_id
WHERE a.counted;
COMMENT ON VIEW disclosure.counted_twice IS '在两处汇总的单位：两个上级的汇总各计一次，共同上级的汇总只计一次';
COMMENT ON COLUMN disclosure.counted_twice.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.counted_twice.unit_name IS '单位名称';
COMMENT ON COLUMN disclosure.counted_twice.first_parent_id IS '一处上级代码';
COMMENT ON COLUMN disclosure.counted_twice.first_parent_name IS '一处上级名称';
COMMENT ON COLUMN disclosure.counted_twice.second_parent_id IS '另一处上级代码';
COMMENT ON COLUMN disclosure.counted_twice.second_parent_name IS '另一处上级名称';
COMMENT ON COLUMN disclosure.counted_twice.from_year IS '自哪个报告年度起';
COMMENT ON COLUMN disclosure.counted_twice.to_year IS '至哪个报告年度，空为至今';

CREATE OR REPLACE VIEW disclosure.unit_finding WITH (security_invoker = true) AS
SELECT u.unit_id, k.rule, 'warning' AS severity, 'fail' AS result,
	format('%s的%s“%s”校验不通过', u.name, k.label, k.code) AS message, '核对证照上的代码。' AS advice
FROM disclosure.unit u
CROSS JOIN LATERAL (VALUES
	('unit.credit_code', '统一社会信用代码', u.credit_code, disclosure.credit_code_state(u.credit_code)),
	('unit.organisation_code', '组织机构代码', u.organisation_code, disclosure.organisation_code_state(u.organisation_code)),
	('unit.division_code', '行政区划代码', u.division_code,
		CASE WHEN u.division_code !~ '^[0-9]{6}([0-9]{3}){0,2}$' THEN 'bad' END)) k(rule, label, code, state)
WHERE k.state = 'bad';
COMMENT ON VIEW disclosure.unit_finding IS '单位资料中的问题：代码校验不通过的';
COMMENT ON COLUMN disclosure.unit_finding.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.unit_finding.rule IS '规则代码';
COMMENT ON COLUMN disclosure.unit_finding.severity IS '级别';
COMMENT ON COLUMN disclosure.unit_finding.result IS '结果';
COMMENT ON COLUMN disclosure.unit_finding.message IS '说明';
COMMENT ON COLUMN disclosure.unit_finding.advice IS '怎么办';

/* Totals by what units are rather than where: of own reports, holes beside them. */
CREATE OR REPLACE VIEW disclosure.rollup_by_kind WITH (security_invoker = true) AS
SELECT r.year, u.kind, disclosure.sum(r.figures) AS figures, disclosure.sum(disclosure.blanks(r.figures)) AS holes,
	count(*) AS reports, count(*) FILTER (WHERE r.origin = 'filed' AND r.status IN ('draft', 'returned')) AS drafts,
	count(*) FILTER (WHERE disclosure.is_nil(r.figures)) AS nil,
	count(*) FILTER (WHERE NOT disclosure.is_sound(r.figures)) AS with_errors
FROM disclosure.report r
JOIN disclosure.unit u ON u.unit_id = r.unit_id
WHERE r.scope = 'own'
GROUP BY r.year, u.kind;
COMMENT ON VIEW disclosure.rollup_by_kind IS '按单位类别汇总本机关报告';
COMMENT ON COLUMN disclosure.rollup_by_kind.year IS '报告年度';
COMMENT ON COLUMN disclosure.rollup_by_kind.kind IS '类别';
COMMENT ON COLUMN disclosure.rollup_by_kind.figures IS '合计';
COMMENT ON COLUMN disclosure.rollup_by_kind.holes IS '各格有几个空白';
COMMENT ON COLUMN disclosure.rollup_by_kind.reports IS '报告数';
COMMENT ON COLUMN disclosure.rollup_by_kind.drafts IS '其中填报中或已退回的';
COMMENT ON COLUMN disclosure.rollup_by_kind.nil IS '其中零报告';
COMMENT ON COLUMN disclosure.rollup_by_kind.with_errors IS '其中本身有强制性不符的';

CREATE OR REPLACE VIEW disclosure.rollup_by_division WITH (security_invoker = true) AS
SELECT r.year, d.digits, left(u.division_code, d.digits) AS division_code, disclosure.sum(r.figures) AS figures,
	disclosure.sum(disclosure.blanks(r.figures)) AS holes, count(*) AS reports,
	count(*) FILTER (WHERE r.origin = 'filed' AND r.status IN ('draft', 'returned')) AS drafts,
	count(*) FILTER (WHERE disclosure.is_nil(r.figures)) AS nil,
	count(*) FILTER (WHERE NOT disclosure.is_sound(r.figures)) AS with_errors
FROM disclosure.report r
JOIN disclosure.unit u ON u.unit_id = r.unit_id
CROSS JOIN (VALUES (2), (4), (6)) d(digits)
WHERE r.scope = 'own' AND length(u.division_code) >= d.digits
GROUP BY r.year, d.digits, left(u.division_code, d.digits);
COMMENT ON VIEW disclosure.rollup_by_division IS '按行政区划汇总本机关报告：省两位、市四位、县六位；没有区划代码的单位不在其中';
COMMENT ON COLUMN disclosure.rollup_by_division.year IS '报告年度';
COMMENT ON COLUMN disclosure.rollup_by_division.digits IS '区划代码的位数：2 省，4 市，6 县';
COMMENT ON COLUMN disclosure.rollup_by_division.division_code IS '区划代码的前几位';
COMMENT ON COLUMN disclosure.rollup_by_division.figures IS '合计';
COMMENT ON COLUMN disclosure.rollup_by_division.holes IS '各格有几个空白';
COMMENT ON COLUMN disclosure.rollup_by_division.reports IS '报告数';
COMMENT ON COLUMN disclosure.rollup_by_division.drafts IS '其中填报中或已退回的';
COMMENT ON COLUMN disclosure.rollup_by_division.nil IS '其中零报告';
COMMENT ON COLUMN disclosure.rollup_by_division.with_errors IS '其中本身有强制性不符的';
$file$), ('56-plausibility.sql', $file$/*
 * What may well be right and is worth a look.  Linear relations with
 * thresholds are rules in table rule, entered by 90-seed.sql; this view has
 * what no linear rule can say.  Its thresholds are in table setting.
 */
CREATE OR REPLACE VIEW disclosure.plausibility WITH (security_invoker = true) AS
WITH report AS (
	SELECT r.unit_id, r.year, r.scope, r.figures, r.status, r.origin, r.issued_on, r.version, u.kind, u.name, u.division_code
	FROM disclosure.report r JOIN disclosure.unit u ON u.unit_id = r.unit_id
)
/* X01: rules of government by one that cannot make them: 立法法 gives the power down to cities with districts */
SELECT r.unit_id, r.year, r.scope, 'plausible.rule_making' AS rule, 'warning' AS severity, 'fail' AS result,
	ARRAY[m.path] AS cells, m.made AS actual,
	'县级以下机关和一般部门没有规章制定权' AS message, '核对规章的制发件数。' AS advice
FROM report r
/* the cell is called so from 2021 on, and otherwise before */
CROSS JOIN LATERAL (SELECT p.path, disclosure.value_of(r.figures, p.path) AS made
	FROM (VALUES ('proactive.government_rules.issued'), ('proactive.government_rules.made')) p(path)) m
WHERE (r.kind <> 'government' OR r.division_code ~ '^[0-9]{4}(0[1-9]|[1-9][0-9])') AND m.made > 0
UNION ALL
/* L03: all numbers those of another unit of the year, zeros aside */
SELECT r.unit_id, r.year, r.scope, 'plausible.copied', 'warning', 'fail', NULL, NULL,
	format('全部数字与%s相同', o.name), '核对是否误报了其他单位的数字。'
FROM report r
JOIN report o ON o.year = r.year AND o.scope = r.scope AND o.figures OPERATOR(disclosure.=) r.figures AND o.unit_id <> r.unit_id
WHERE NOT disclosure.is_nil(r.figures)
	AND (SELECT count(*) FROM disclosure.cells(r.figures) c WHERE c.value <> 0) >= disclosure.setting_value('copied_numbers')
UNION ALL
SELECT r.unit_id, r.year, r.scope, 'plausible.same_as_last_year', 'warning', 'fail', NULL, NULL,
	'全部数字与上年相同', '核对是否误报了上年的数字。'
FROM report r
JOIN disclosure.report p ON p.unit_id = r.unit_id AND p.year = r.year - 1 AND p.scope = r.scope
	AND p.figures OPERATOR(disclosure.=) r.figures
WHERE NOT disclosure.is_nil(r.figures)
UNION ALL
/* constant figures: one number in nearly all cells that are not zero */
SELECT r.unit_id, r.year, r.scope, 'plausible.constant', 'info', 'fail', NULL, k.value,
	format('%s 格中有 %s 格都是 %s', k.numbers, k.same, trim_scale(k.value)), '核对是否随意填报。'
FROM report r
CROSS JOIN LATERAL (
	SELECT c.value, count(*) AS same, sum(count(*)) OVER () AS numbers
	FROM disclosure.cells(r.figures) c WHERE c.value <> 0 GROUP BY c.value ORDER BY 2 DESC, 1 LIMIT 1) k
WHERE k.same >= disclosure.setting_value('constant_numbers')
	AND 100 * k.same >= disclosure.setting_value('constant_percent') * k.numbers
UNION ALL
/* Y07: none, while those beside it have many */
SELECT r.unit_id, r.year, r.scope, 'plausible.none_among_many', 'info', 'fail', ARRAY['requests.received.total'], 0,
	format('没有收到申请，而同级 %s 个同类单位平均收到 %s 件', b.units, b.received), '核对是否漏报。'
FROM report r
JOIN disclosure.unit_parent e ON e.unit_id = r.unit_id AND e.counted AND r.year BETWEEN e.from_year AND coalesce(e.to_year, 9999)
CROSS JOIN LATERAL (
	SELECT count(*) AS units, round(avg(disclosure.value_of(q.figures, 'requests.received.total'))) AS received
	FROM disclosure.unit_parent s
	JOIN disclosure.unit su ON su.unit_id = s.unit_id AND su.kind = r.kind
	JOIN disclosure.report q ON q.unit_id = s.unit_id AND q.year = r.year AND q.scope = r.scope
	WHERE s.parent_id = e.parent_id AND s.counted AND s.unit_id <> r.unit_id
		AND r.year BETWEEN s.from_year AND coalesce(s.to_year, 9999)) b
WHERE disclosure.value_of(r.figures, 'requests.received.total') = 0
	AND b.received >= disclosure.setting_value('peers_received')
UNION ALL
/* P02 */
SELECT r.unit_id, r.year, r.scope, 'publication.late', 'warning', 'fail', NULL, NULL,
	format('%s公布，晚于期限%s', to_char(p.published_on, 'YYYY-MM-DD'), to_char(d.due, 'YYYY-MM-DD')), '依照条例第四十九条按期公布。'
FROM report r
JOIN (SELECT p.unit_id, p.year, p.scope, min(p.published_on) AS published_on FROM disclosure.published_report p
	GROUP BY p.unit_id, p.year, p.scope) p ON p.unit_id = r.unit_id AND p.year = r.year AND p.scope = r.scope
CROSS JOIN LATERAL (SELECT disclosure.due_date(r.unit_id, r.kind, r.year) AS due) d
WHERE p.published_on > d.due
UNION ALL
/* P05: never an error, and never a guess */
SELECT r.unit_id, r.year, r.scope, 'publication.date', 'info', 'unknown', NULL, NULL, '公布日期不详', '查明公布日期。'
FROM report r
WHERE r.origin = 'recorded' AND r.status = 'published' AND r.issued_on IS NULL
UNION ALL
/* Y09 */
SELECT r.unit_id, r.year, r.scope, 'publication.changed', 'warning', 'fail', NULL, NULL,
	'公布以后又有改动，尚未更正公布', '办理更正，或改回已公布的数字。'
FROM report r
JOIN (SELECT DISTINCT ON (p.unit_id, p.year, p.scope) p.unit_id, p.year, p.scope, v.figures
	FROM disclosure.publication p JOIN disclosure.report_version v USING (unit_id, year, scope, version)
	ORDER BY p.unit_id, p.year, p.scope, p.number DESC) l
	ON l.unit_id = r.unit_id AND l.year = r.year AND l.scope = r.scope
WHERE disclosure.figures_differ(l.figures, r.figures);
COMMENT ON VIEW disclosure.plausibility IS '合理性提示：不一定有错，但值得看一看；不影响报送';
COMMENT ON COLUMN disclosure.plausibility.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.plausibility.year IS '报告年度';
COMMENT ON COLUMN disclosure.plausibility.scope IS '范围';
COMMENT ON COLUMN disclosure.plausibility.rule IS '规则代码';
COMMENT ON COLUMN disclosure.plausibility.severity IS '级别';
COMMENT ON COLUMN disclosure.plausibility.result IS '结果';
COMMENT ON COLUMN disclosure.plausibility.cells IS '涉及的单元格';
COMMENT ON COLUMN disclosure.plausibility.actual IS '数值';
COMMENT ON COLUMN disclosure.plausibility.message IS '说明';
COMMENT ON COLUMN disclosure.plausibility.advice IS '怎么办';
$file$), ('60-access.sql', $file$/*
 * Row-level security: rows of a unit are for the roles that have a duty for it
 * in that year.  The owner of the register is not held back by it.
 */
DO $$
DECLARE
	held text;
	writable record;
	name text;
	duty text;
	by_year text := 'EXISTS (SELECT FROM disclosure.my_unit m WHERE m.unit_id = %1$I.unit_id'
		' AND %1$I.year BETWEEN m.from_year AND m.to_year%2$s)';
	in_report text := 'EXISTS (SELECT FROM disclosure.report r WHERE r.unit_id = %1$I.unit_id AND r.year = %1$I.year'
		' AND r.scope = %1$I.scope AND %2$s)';
	written text := 'r.origin = ''filed'' AND r.status IN (''draft'', ''returned'')';
	recorded text := 'r.origin = ''recorded''';
	explained text := '(r.origin = ''recorded'' OR r.status IN (''draft'', ''returned'', ''submitted''))';
	any_year text := 'EXISTS (SELECT FROM disclosure.my_unit m WHERE m.unit_id = %1$I.unit_id%2$s)';
BEGIN
	FOREACH held IN ARRAY ARRAY['report', 'report_text', 'report_source', 'indicator_value', 'report_version', 'publication', 'explanation',
		'review_note', 'freeze_member', 'unit_contact'] LOOP
		EXECUTE format('ALTER TABLE disclosure.%I ENABLE ROW LEVEL SECURITY', held);
		EXECUTE format('DROP POLICY IF EXISTS %I ON disclosure.%I', held || '_read', held);
		EXECUTE format('CREATE POLICY %I ON disclosure.%I FOR SELECT USING (%s)', held || '_read', held,
			format(CASE held WHEN 'unit_contact' THEN any_year ELSE by_year END, held, ''));
		EXECUTE format('COMMENT ON POLICY %I ON disclosure.%I IS %L', held || '_read', held, '有任一职责的可以查看');
	END LOOP;
	FOR writable IN SELECT * FROM (VALUES
			('report', 'INSERT', 'fill', 'origin = ''filed'' AND status IN (''draft'', ''submitted'')', '填报人新建'),
			('report', 'INSERT', 'review', 'origin = ''recorded''', '审核人收录'),
			('report', 'UPDATE', 'fill', 'origin = ''filed'' AND status IN (''draft'', ''returned'', ''submitted'')', '填报人修改、报送、撤回'),
			('report', 'UPDATE', 'review', 'true', '审核人审核、退回'),
			('report', 'UPDATE', 'publish', 'origin = ''filed'' AND status IN (''approved'', ''published'')', '公布'),
			('report', 'DELETE', 'fill', 'origin = ''filed'' AND status = ''draft''', '填报人删除草稿'),
			('report', 'DELETE', 'review', 'origin = ''recorded''', '审核人删除收录的报告'),
			/* what was submitted is submitted with its words, and approved with its explanations */
			('report_text', 'ALL', 'fill', format(in_report, 'report_text', written), '填报人修改文字'),
			('report_text', 'ALL', 'review', format(in_report, 'report_text', recorded), '审核人收录文字'),
			('report_source', 'ALL', 'fill', format(in_report, 'report_source', written), '填报人读入页面'),
			('report_source', 'ALL', 'review', format(in_report, 'report_source', recorded), '审核人收录页面'),
			('explanation', 'INSERT', 'fill', format(in_report, 'explanation', explained), '填报人说明'),
			('explanation', 'UPDATE', 'fill', format(in_report, 'explanation', explained), '填报人改写说明'),
			('explanation', 'UPDATE', 'review', 'true', '审核人认可说明'),
			('explanation', 'DELETE', 'fill', format(in_report, 'explanation', explained), '填报人撤回说明'),
			('review_note', 'ALL', 'review', 'true', '审核人提出意见')) w(held, verb, duty, condition, description) LOOP
		name := format('%s_%s_%s', writable.held, lower(writable.verb), writable.duty);
		duty := format(by_year, writable.held, format(' AND m.duty = %L', writable.duty));
		EXECUTE format('DROP POLICY IF EXISTS %I ON disclosure.%I', name, writable.held);
		EXECUTE format('CREATE POLICY %I ON disclosure.%I FOR %s', name, writable.held, writable.verb)
			|| CASE WHEN writable.verb <> 'INSERT' THEN format(' USING (%s AND %s)', writable.condition, duty) ELSE '' END
			|| CASE writable.verb WHEN 'DELETE' THEN '' WHEN 'INSERT' THEN format(' WITH CHECK (%s AND %s)', writable.condition, duty)
				/* what a report becomes is the business of its trigger */
				ELSE format(' WITH CHECK (%s)', CASE writable.held WHEN 'report' THEN duty
					ELSE format('%s AND %s', writable.condition, duty) END) END;
		EXECUTE format('COMMENT ON POLICY %I ON disclosure.%I IS %L', name, writable.held, writable.description);
	END LOOP;
END
$$;

/* What a duty needs, given to a role that is there: rights on tables and functions; for which units says table access. */
CREATE OR REPLACE FUNCTION disclosure.grant_duty(role name, duty text, unit_id text DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	grantee text := quote_ident(role);
	relation regclass;
BEGIN
	IF duty NOT IN ('fill', 'review', 'publish', 'read') THEN
		RAISE EXCEPTION 'there is no duty "%"', duty
			USING ERRCODE = 'invalid_parameter_value', HINT = 'It is fill, review, publish or read.';
	ELSIF NOT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = grant_duty.role) THEN
		/* "public" is none: it would be everybody */
		RAISE EXCEPTION 'role "%" does not exist', role USING ERRCODE = 'undefined_object';
	END IF;
	/* all that belongs to the register can be read, as far as row-level security lets */
	FOR relation IN
		SELECT c.oid FROM pg_class c
		WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relkind IN ('r', 'v') AND c.relname <> 'unit_lock'
			AND NOT EXISTS (SELECT FROM pg_depend d
				WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
			AND c.relname IN ('register', 'unit', 'unit_name', 'unit_parent', 'unit_successor', 'reporter', 'unit_contact',
				'unit_closure', 'report', 'report_text', 'report_source', 'indicator_value', 'report_version', 'access', 'setting', 'status_move',
				'explanation', 'review_note', 'publication', 'rule', 'reporting_year', 'deadline', 'freeze', 'freeze_member',
				'my_unit', 'predecessor', 'finding', 'report_overview', 'report_cell', 'report_change', 'published_report',
				'published_cell', 'report_due', 'total_member', 'counted_twice', 'unit_finding', 'rollup_by_kind',
				'rollup_by_division', 'plausibility')
	LOOP
		EXECUTE format('GRANT SELECT ON %s TO %s', relation, grantee);
	END LOOP;
	EXECUTE format('GRANT EXECUTE ON FUNCTION disclosure.report_exists(text, integer, text) TO %s', grantee);
	IF duty <> 'read' THEN
		EXECUTE format('GRANT EXECUTE ON FUNCTION disclosure.lock_unit(text) TO %s', grantee);
	END IF;
	IF duty IN ('fill', 'review') THEN
		EXECUTE format('GRANT INSERT, DELETE, UPDATE (figures, status, issued_on) ON disclosure.report TO %s', grantee);
		EXECUTE format('GRANT INSERT, DELETE, UPDATE ON disclosure.report_text, disclosure.report_source TO %s', grantee);
	END IF;
	IF duty = 'fill' THEN
		EXECUTE format('GRANT INSERT, DELETE, UPDATE (explanation) ON disclosure.explanation TO %s', grantee);
	ELSIF duty = 'review' THEN
		EXECUTE format('GRANT UPDATE (accepted_at) ON disclosure.explanation TO %s', grantee);
		/* a note says who wrote it, so it is not written anew by somebody else */
		EXECUTE format('GRANT INSERT (unit_id, year, scope, path, note), UPDATE (resolved_at), DELETE'
			' ON disclosure.review_note TO %s', grantee);
	ELSIF duty = 'publish' THEN
		EXECUTE format('GRANT UPDATE (status, issued_on) ON disclosure.report TO %s', grantee);
	END IF;
	IF unit_id IS NOT NULL THEN
		INSERT INTO disclosure.access (role, unit_id, duty) VALUES (grant_duty.role, grant_duty.unit_id, grant_duty.duty)
		ON CONFLICT DO NOTHING;
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.grant_duty(name, text, text) IS
'gives an existing role the rights of a duty (fill, review, publish, read), and with a unit the duty for it and all below; called by the owner of the register';
REVOKE ALL ON FUNCTION disclosure.grant_duty(name, text, text) FROM PUBLIC;

/* Who had a duty before an upgrade has it for the tables that came with it. */
DO $$
BEGIN
	PERFORM disclosure.grant_duty(a.role, a.duty)
	FROM (SELECT DISTINCT a.role, a.duty FROM disclosure.access a JOIN pg_catalog.pg_roles r ON r.rolname = a.role) a;
END
$$;
$file$), ('90-seed.sql', $file$/* What an office may change or remove is entered once only. */
INSERT INTO disclosure.status_move
SELECT * FROM (VALUES
	('draft', 'submitted', 'fill', false, '报送'),
	('returned', 'submitted', 'fill', false, '重新报送'),
	('submitted', 'draft', 'fill', true, '撤回'),
	('submitted', 'returned', 'review', true, '退回'),
	('submitted', 'approved', 'review', false, '审核'),
	('approved', 'returned', 'review', true, '退回'),
	('approved', 'published', 'publish', false, '公布'),
	('published', 'returned', 'review', true, '更正')) m
WHERE NOT EXISTS (SELECT FROM disclosure.register r WHERE r.version <> '1.0');

INSERT INTO disclosure.setting
SELECT * FROM (VALUES
	('self_approval', 0, '小单位可否由报送人自行审核：0 不可，1 可'),
	('due_soon_days', 7, '期限前几天提醒'),
	('copied_numbers', 5, '两个单位至少有几个相同的非零数字，才提示雷同'),
	('constant_numbers', 8, '同一个非零数字至少出现几次，才提示随意填报'),
	('constant_percent', 80, '同一个数字占非零数字的百分之几以上，才提示随意填报'),
	('peers_received', 100, '同级同类单位平均收到多少件以上，才提示零申请')) s
WHERE NOT EXISTS (SELECT FROM disclosure.register r WHERE r.version <> '1.0');

/* Y06, Y07, S09, X03, X04, X06 with the thresholds an office starts with */
INSERT INTO disclosure.rule (code, severity, statement, message, advice, from_year)
SELECT * FROM (VALUES
	('plausible.jump_up', 'warning',
		'requests.received.total <= 5 * previous.requests.received.total when previous.requests.received.total >= 20',
		'本年新收申请超过上年的五倍', '核对本年新收；确有增长的，写明情况。', 2020),
	('plausible.jump_down', 'warning',
		'5 * requests.received.total >= previous.requests.received.total when previous.requests.received.total >= 100',
		'本年新收申请不到上年的五分之一', '核对本年新收；确有减少的，写明情况。', 2020),
	('plausible.none_now', 'info',
		'requests.received.total > 0 when previous.requests.received.total > 0',
		'上年有申请，本年没有', '核对是否漏报。', 2020),
	('plausible.charges', 'warning',
		'proactive.charges.amount <= 100 * previous.proactive.charges.amount when previous.proactive.charges.amount > 0',
		'行政事业性收费超过上年的一百倍', '金额以万元为单位，核对是否误填为元。', 2022),
	('plausible.carried_over', 'info',
		'requests.carried_out.total <= 0.2 * requests.received.total when requests.received.total >= 20',
		'结转下年度超过本年新收的两成', '核对结转下年度和办理期限。', NULL),
	('plausible.nothing_granted', 'info',
		'requests.granted.total + requests.partly_granted.total > 0 when requests.processed.total >= 50',
		'办理五十件以上，没有一件公开', '核对办理结果的分类。', NULL),
	('plausible.published_material', 'info',
		'requests.published_material.total + requests.confirm_or_reissue.total <= 0.1 * requests.processed.total when requests.processed.total >= 20',
		'要求提供公开出版物、确认已获取信息两类超过办理总数的一成', '这两类一般很少，核对办理结果的分类。', NULL)) r
WHERE NOT EXISTS (SELECT FROM disclosure.register r WHERE r.version <> '1.0');

INSERT INTO disclosure.deadline (kind, month, day)
SELECT * FROM (VALUES (NULL, 1, 31), ('government', 3, 31)) d
WHERE NOT EXISTS (SELECT FROM disclosure.register r WHERE r.version <> '1.0');
$file$) $register_files$;
COMMENT ON FUNCTION disclosure.register_files() IS
'the SQL files that create_register() runs, in their order';
/*
 * The register: ordinary tables, views and triggers that belong to whoever
 * calls create_register(), not to the extension, so that they are dumped and
 * restored with all that their owner adds to them.
 */

/* Every statement of the register's files may be run again: that is how an older register is brought up to date. */
CREATE OR REPLACE PROCEDURE disclosure.run_register_files()
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $$
DECLARE
	source disclosure.register_file;
	statement text;
	detail text;
BEGIN
	FOR source IN SELECT file, content FROM disclosure.register_files() ORDER BY file LOOP
		FOR statement IN SELECT disclosure.sql_statements(source.content) LOOP
			BEGIN
				EXECUTE statement;
			EXCEPTION WHEN OTHERS THEN
				GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
				RAISE EXCEPTION 'register/%: %', source.file, SQLERRM
					USING ERRCODE = SQLSTATE,
						DETAIL = concat_ws(E'\n', nullif(detail, ''),
							'In: ' || substring(statement FROM '(?n)^[A-Z]{2}.*$'));
			END;
		END LOOP;
	END LOOP;
	INSERT INTO disclosure.register (version, since)
		SELECT extversion, clock_timestamp() FROM pg_extension WHERE extname = 'report_ext';
END
$$;
COMMENT ON PROCEDURE disclosure.run_register_files() IS
'makes what the register lacks; called by create_register() and upgrade_register()';

CREATE OR REPLACE PROCEDURE disclosure.create_register()
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	others text[];
BEGIN
	IF to_regclass('disclosure.register') IS NOT NULL THEN
		RAISE EXCEPTION 'there is a register already'
			USING ERRCODE = 'duplicate_object', HINT = 'CALL disclosure.upgrade_register() brings it up to date.';
	END IF;
	/* what another has put where the register's own would be, a superuser would take over without noticing */
	others := ARRAY(
		SELECT format('%s of %s', pg_describe_object(o.classid, o.objid, 0), r.rolname)
		FROM (SELECT 'pg_class'::regclass AS classid, c.oid AS objid, c.relowner AS owner FROM pg_class c
				WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relkind <> 'i'
			UNION ALL
			SELECT 'pg_proc'::regclass, p.oid, p.proowner FROM pg_proc p WHERE p.pronamespace = 'disclosure'::regnamespace) o
		JOIN pg_roles r ON r.oid = o.owner
		WHERE r.rolname <> current_user AND NOT r.rolsuper
			AND NOT EXISTS (SELECT FROM pg_depend d
				WHERE d.classid = o.classid AND d.objid = o.objid AND d.deptype IN ('e', 'i'))
		ORDER BY 1);
	IF others <> '{}' THEN
		RAISE EXCEPTION 'the schema disclosure holds objects of other roles'
			USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = array_to_string(others, ', ');
	END IF;
	CALL disclosure.run_register_files();
END
$$;
COMMENT ON PROCEDURE disclosure.create_register() IS
'makes the register: tables, triggers and views owned by the caller, who needs CREATE on the schema disclosure';

CREATE OR REPLACE PROCEDURE disclosure.upgrade_register()
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	present text;
	wanted text := (SELECT extversion FROM pg_extension WHERE extname = 'report_ext');
BEGIN
	IF to_regclass('disclosure.register') IS NULL THEN
		RAISE EXCEPTION 'there is no register'
			USING ERRCODE = 'undefined_object', HINT = 'CALL disclosure.create_register() makes one.';
	END IF;
	SELECT version INTO STRICT present FROM disclosure.register ORDER BY since DESC LIMIT 1;
	IF present = wanted THEN
		RAISE NOTICE 'the register is of version % already', present;
		RETURN;
	ELSIF string_to_array(present, '.')::integer[] > string_to_array(wanted, '.')::integer[] THEN
		RAISE EXCEPTION 'the register is of version %, the extension of version %', present, wanted
			USING ERRCODE = 'feature_not_supported', HINT = 'ALTER EXTENSION report_ext UPDATE comes first.';
	END IF;
	CALL disclosure.run_register_files();
END
$$;
COMMENT ON PROCEDURE disclosure.upgrade_register() IS
'brings the register to the version of the extension, after ALTER EXTENSION report_ext UPDATE; what users added stays';
