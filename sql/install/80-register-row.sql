/* Row types of the register's functions.  They are members of the extension, whose update scripts can add to them. */

CREATE TYPE disclosure.neighbour AS (
	figures disclosure.figures,
	holes disclosure.figures,
	why text,
	missing text
);
COMMENT ON TYPE disclosure.neighbour IS '上年或所属单位的数字，或没有的原因';
COMMENT ON COLUMN disclosure.neighbour.figures IS '合计';
COMMENT ON COLUMN disclosure.neighbour.holes IS '各格有几个空白';
COMMENT ON COLUMN disclosure.neighbour.why IS '没有的原因，同 check_result.why';
COMMENT ON COLUMN disclosure.neighbour.missing IS '缺少报告的单位名称';

CREATE TYPE disclosure.member AS (
	unit_id text,
	depth integer,
	scope text,
	left_out boolean
);
COMMENT ON TYPE disclosure.member IS '汇总名录的一行';
COMMENT ON COLUMN disclosure.member.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.member.depth IS '比汇总单位低几级';
COMMENT ON COLUMN disclosure.member.scope IS '计入哪一种范围的报告';
COMMENT ON COLUMN disclosure.member.left_out IS '单位报来的只有别种范围的报告，其数字不在合计中';

CREATE TYPE disclosure.rollup_row AS (
	unit_id text,
	name text,
	kind text,
	division_code text,
	depth integer,
	basis text,
	figures disclosure.figures,
	holes disclosure.figures,
	units integer,
	owing integer,
	reported integer,
	missing integer,
	exempt integer,
	drafts integer,
	nil integer,
	with_errors integer,
	published integer,
	left_out integer,
	draft_figures disclosure.figures
);
COMMENT ON TYPE disclosure.rollup_row IS '汇总的一行';
COMMENT ON COLUMN disclosure.rollup_row.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.rollup_row.name IS '单位当年的名称';
COMMENT ON COLUMN disclosure.rollup_row.kind IS '当年的类别';
COMMENT ON COLUMN disclosure.rollup_row.division_code IS '当年的行政区划代码';
COMMENT ON COLUMN disclosure.rollup_row.depth IS '比汇总单位低几级';
COMMENT ON COLUMN disclosure.rollup_row.basis IS '依据：units 各单位报告之和，consolidated 全域汇总报告，mixed 两者都有';
COMMENT ON COLUMN disclosure.rollup_row.figures IS '合计';
COMMENT ON COLUMN disclosure.rollup_row.holes IS '各格有几个空白，包括已报而未计入合计的单位';
COMMENT ON COLUMN disclosure.rollup_row.units IS '单位数，包括自己';
COMMENT ON COLUMN disclosure.rollup_row.owing IS '应报单位数';
COMMENT ON COLUMN disclosure.rollup_row.reported IS '应报单位中已报的';
COMMENT ON COLUMN disclosure.rollup_row.missing IS '应报单位中未报的';
COMMENT ON COLUMN disclosure.rollup_row.exempt IS '免报单位数';
COMMENT ON COLUMN disclosure.rollup_row.drafts IS '填报中或已退回的报告数，数字已计入合计';
COMMENT ON COLUMN disclosure.rollup_row.nil IS '零报告数';
COMMENT ON COLUMN disclosure.rollup_row.with_errors IS '本身有强制性不符的报告数';
COMMENT ON COLUMN disclosure.rollup_row.published IS '已公布的报告数';
COMMENT ON COLUMN disclosure.rollup_row.left_out IS '已报而未计入合计的单位数：只有别种范围的报告，或者尚未公布';
COMMENT ON COLUMN disclosure.rollup_row.draft_figures IS '合计中来自草稿和已退回报告的部分';

CREATE TYPE disclosure.report_due_row AS (
	unit_id text,
	year integer,
	unit_name text,
	due date,
	state text,
	state_label text,
	status text,
	published_on date,
	contact text,
	telephone text
);
COMMENT ON TYPE disclosure.report_due_row IS '视图 report_due 的一行';

CREATE TYPE disclosure.freeze_difference_row AS (
	unit_id text,
	unit_name text,
	scope text,
	change text,
	change_label text,
	frozen_version integer,
	version integer,
	frozen_figures disclosure.figures,
	figures disclosure.figures,
	statement text
);
COMMENT ON TYPE disclosure.freeze_difference_row IS '封账以后的一处变化';
COMMENT ON COLUMN disclosure.freeze_difference_row.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.freeze_difference_row.unit_name IS '单位名称';
COMMENT ON COLUMN disclosure.freeze_difference_row.scope IS '范围';
COMMENT ON COLUMN disclosure.freeze_difference_row.change IS 'added 补报，changed 更正，removed 移出';
COMMENT ON COLUMN disclosure.freeze_difference_row.change_label IS '变化';
COMMENT ON COLUMN disclosure.freeze_difference_row.frozen_version IS '封账时的版本';
COMMENT ON COLUMN disclosure.freeze_difference_row.version IS '现在的版本';
COMMENT ON COLUMN disclosure.freeze_difference_row.frozen_figures IS '封账时的数字';
COMMENT ON COLUMN disclosure.freeze_difference_row.figures IS '现在的数字';
COMMENT ON COLUMN disclosure.freeze_difference_row.statement IS '更正的说明';

CREATE TYPE disclosure.step_outcome AS (
	unit_id text,
	year integer,
	scope text,
	outcome text,
	version integer,
	message text,
	detail text
);
COMMENT ON TYPE disclosure.step_outcome IS '成批报送或审核时一份报告的结果';
COMMENT ON COLUMN disclosure.step_outcome.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.step_outcome.year IS '报告年度';
COMMENT ON COLUMN disclosure.step_outcome.scope IS '范围';
COMMENT ON COLUMN disclosure.step_outcome.outcome IS 'done 办好，refused 不能办（有问题、没有职责、状态不合），failed 出错';
COMMENT ON COLUMN disclosure.step_outcome.version IS '现在的版本号';
COMMENT ON COLUMN disclosure.step_outcome.message IS '没有办好的，是原因';
COMMENT ON COLUMN disclosure.step_outcome.detail IS '没有办好的，各个问题；报送了的，还要留意什么';

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
	message text,
	kept integer
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
COMMENT ON COLUMN disclosure.import_outcome.kept IS '页面上没有读出、保留原有数字的格数';

CREATE TYPE disclosure.reread_cell AS (
	path text,
	row_label text,
	column_label text,
	first_read numeric,
	stored numeric,
	reread numeric,
	changed_since boolean,
	notes text
);
COMMENT ON TYPE disclosure.reread_cell IS '重读留存的页面，会有变化的一格';
COMMENT ON COLUMN disclosure.reread_cell.path IS '路径';
COMMENT ON COLUMN disclosure.reread_cell.row_label IS '行标签';
COMMENT ON COLUMN disclosure.reread_cell.column_label IS '列标签';
COMMENT ON COLUMN disclosure.reread_cell.first_read IS '读入时的数；空白的为 NULL';
COMMENT ON COLUMN disclosure.reread_cell.stored IS '现在的数；空白的为 NULL';
COMMENT ON COLUMN disclosure.reread_cell.reread IS '重读的数；读不出的、空白的为 NULL';
COMMENT ON COLUMN disclosure.reread_cell.changed_since IS '读入以后有人改过；采用重读结果时保留改过的';
COMMENT ON COLUMN disclosure.reread_cell.notes IS '重读时对这一格的说明';

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
'set 已填入，unchanged 本来就是，blank 留空，blank as zero 空白按要求填零；没有填入的：no such unit、no such year、no such path、not a number、does not fit、twice 同一格有两个不同的数、report is closed、not allowed、refused 被拒绝、failed 出错';
COMMENT ON COLUMN disclosure.cell_outcome.message IS '说明或原因';

CREATE TYPE disclosure.tried_rule_row AS (
	unit_id text,
	unit_name text,
	year integer,
	scope text,
	result text,
	expected numeric,
	actual numeric,
	message text
);
COMMENT ON TYPE disclosure.tried_rule_row IS '试用一条规则查出的一处';
COMMENT ON COLUMN disclosure.tried_rule_row.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.tried_rule_row.unit_name IS '单位当年的名称';
COMMENT ON COLUMN disclosure.tried_rule_row.year IS '报告年度';
COMMENT ON COLUMN disclosure.tried_rule_row.scope IS '范围';
COMMENT ON COLUMN disclosure.tried_rule_row.result IS 'fail 不符，unknown 无法核对';
COMMENT ON COLUMN disclosure.tried_rule_row.expected IS '规则左边';
COMMENT ON COLUMN disclosure.tried_rule_row.actual IS '规则右边';
COMMENT ON COLUMN disclosure.tried_rule_row.message IS '说明';

CREATE TYPE disclosure.cell_source_row AS (
	source text,
	unit_id text,
	entry_no text,
	label text,
	entered_on date,
	left_on date,
	number numeric
);
COMMENT ON TYPE disclosure.cell_source_row IS '一格数字的一个来源';
COMMENT ON COLUMN disclosure.cell_source_row.source IS '出处：request 申请，remedy_case 案件，disclosed_item 文件，supplied_figure 其他机构提供的数';
COMMENT ON COLUMN disclosure.cell_source_row.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.cell_source_row.entry_no IS '编号';
COMMENT ON COLUMN disclosure.cell_source_row.label IS '名称';
COMMENT ON COLUMN disclosure.cell_source_row.entered_on IS '进入之日：收到、受理、制发';
COMMENT ON COLUMN disclosure.cell_source_row.left_on IS '离开之日：答复、审结、废止';
COMMENT ON COLUMN disclosure.cell_source_row.number IS '计入多少';

CREATE TYPE disclosure.ledger_indicator_row AS (
	indicator text,
	value numeric,
	approximate boolean,
	cumulative boolean,
	source text
);
COMMENT ON TYPE disclosure.ledger_indicator_row IS '台账所知的一个文字指标';
COMMENT ON COLUMN disclosure.ledger_indicator_row.indicator IS '指标，见 text_indicator';
COMMENT ON COLUMN disclosure.ledger_indicator_row.value IS '数值';
COMMENT ON COLUMN disclosure.ledger_indicator_row.approximate IS '是否约数：实际数多于此数';
COMMENT ON COLUMN disclosure.ledger_indicator_row.cumulative IS '是否历年累计';
COMMENT ON COLUMN disclosure.ledger_indicator_row.source IS '出处：cell 表格的数，request 当年的申请，entry 当年的其他登记，present 目录、栏目等的现状，supplied 另行提供';

CREATE TYPE disclosure.ledger_section_row AS (
	section text,
	title text,
	text text
);
COMMENT ON TYPE disclosure.ledger_section_row IS '由台账写出的一个部分';
COMMENT ON COLUMN disclosure.ledger_section_row.section IS '部分：一、六';
COMMENT ON COLUMN disclosure.ledger_section_row.title IS '标题';
COMMENT ON COLUMN disclosure.ledger_section_row.text IS '文字';

CREATE TYPE disclosure.reconcile_row AS (
	path text,
	label text,
	filed numeric,
	compiled numeric,
	difference numeric,
	kind text,
	kind_label text,
	sources integer
);
COMMENT ON TYPE disclosure.reconcile_row IS '报告与台账的一处不同';
COMMENT ON COLUMN disclosure.reconcile_row.path IS '单元格的路径';
COMMENT ON COLUMN disclosure.reconcile_row.label IS '单元格的名称';
COMMENT ON COLUMN disclosure.reconcile_row.filed IS '报告的数';
COMMENT ON COLUMN disclosure.reconcile_row.compiled IS '台账的数';
COMMENT ON COLUMN disclosure.reconcile_row.difference IS '报告减台账';
COMMENT ON COLUMN disclosure.reconcile_row.kind IS 'differs 不同，blank 报告空白，only_filed 台账没有，only_compiled 报告没有这一格';
COMMENT ON COLUMN disclosure.reconcile_row.kind_label IS '怎样不同';
COMMENT ON COLUMN disclosure.reconcile_row.sources IS '台账的数来自几项';

CREATE TYPE disclosure.ledger_figures_row AS (
	unit_id text,
	year integer,
	figures disclosure.figures
);
COMMENT ON TYPE disclosure.ledger_figures_row IS '一个单位一个年度由台账计得的数字';

CREATE TYPE disclosure.request_fee_row AS (
	items_before integer,
	items integer,
	by_item numeric,
	pages integer,
	by_page numeric,
	noticed numeric,
	pay_by date,
	paid_on date
);
COMMENT ON TYPE disclosure.request_fee_row IS '一件申请的信息处理费';
COMMENT ON COLUMN disclosure.request_fee_row.items_before IS '同一申请人当月此前申请的件数';
COMMENT ON COLUMN disclosure.request_fee_row.items IS '这件申请的件数';
COMMENT ON COLUMN disclosure.request_fee_row.by_item IS '按件计收的数额，元';
COMMENT ON COLUMN disclosure.request_fee_row.pages IS '页数';
COMMENT ON COLUMN disclosure.request_fee_row.by_page IS '按量计收的数额，元；两种标准只用一种';
COMMENT ON COLUMN disclosure.request_fee_row.noticed IS '通知缴纳的数额，元';
COMMENT ON COLUMN disclosure.request_fee_row.pay_by IS '缴费期限';
COMMENT ON COLUMN disclosure.request_fee_row.paid_on IS '缴费之日';

CREATE TYPE disclosure.import_line AS (
	line integer,
	request_no text,
	result text,
	field text,
	message text
);
COMMENT ON TYPE disclosure.import_line IS '读入台账的一行结果';
COMMENT ON COLUMN disclosure.import_line.line IS '文件的第几行；网页表格为表格的第几行';
COMMENT ON COLUMN disclosure.import_line.request_no IS '申请编号';
COMMENT ON COLUMN disclosure.import_line.result IS 'new 新增，same 与已有的相同，changed 与已有的不同，error 有错，note 说明';
COMMENT ON COLUMN disclosure.import_line.field IS '哪一栏';
COMMENT ON COLUMN disclosure.import_line.message IS '说明：错在哪里，可以填什么';

/* a line of a file read into the columns of the ledger */
CREATE TYPE disclosure.read_line AS (
	line integer,
	request_no text,
	applicant_kind text,
	channel text,
	received_on date,
	outcome text,
	decided_on date,
	applicant_no text,
	items integer,
	reply_way text,
	handled_by text,
	subject text,
	document_no text,
	name text,
	contact text,
	description text,
	events disclosure.clock_event[],
	errors text[],
	notes text[]
);
COMMENT ON TYPE disclosure.read_line IS '文件的一行，读成台账的各栏';

CREATE TYPE disclosure.unit_place AS (
	names text[],
	depth integer,
	parent_id text,
	division text
);
COMMENT ON TYPE disclosure.unit_place IS '单位当年在隶属关系中的位置';
COMMENT ON COLUMN disclosure.unit_place.names IS '各级上级的名称，自最上级起，最后是自己';
COMMENT ON COLUMN disclosure.unit_place.depth IS '第几级，最上级为 1';
COMMENT ON COLUMN disclosure.unit_place.parent_id IS '汇总它的上级';
COMMENT ON COLUMN disclosure.unit_place.division IS '自己或最近的上级的行政区划代码';

/* columns of the views for BI tools; every view begins with some of them */
CREATE TYPE disclosure.bi_head AS (
	unit_id varchar(32),
	year integer,
	period_end date,
	unit_name varchar(200),
	kind varchar(16),
	kind_label varchar(32),
	kind_no integer,
	division_code varchar(6),
	level1_name varchar(200),
	level2_name varchar(200),
	level3_name varchar(200),
	level4_name varchar(200),
	sort_no integer,
	parent_id varchar(32),
	depth integer
);
COMMENT ON TYPE disclosure.bi_head IS '报表视图共有的列：一个单位在一个年度';
COMMENT ON COLUMN disclosure.bi_head.unit_id IS '单位代码：超过 32 字的，是它的 MD5';
COMMENT ON COLUMN disclosure.bi_head.year IS '报告年度';
COMMENT ON COLUMN disclosure.bi_head.period_end IS '统计截止日：报告年度的 12 月 31 日';
COMMENT ON COLUMN disclosure.bi_head.unit_name IS '单位名称：当年的';
COMMENT ON COLUMN disclosure.bi_head.kind IS '单位类别代码：当年的';
COMMENT ON COLUMN disclosure.bi_head.kind_label IS '单位类别';
COMMENT ON COLUMN disclosure.bi_head.kind_no IS '单位类别排序';
COMMENT ON COLUMN disclosure.bi_head.division_code IS '行政区划代码：六位，当年的；开发区等可以没有';
COMMENT ON COLUMN disclosure.bi_head.level1_name IS '第一级名称：登记簿中的最上级，如省；逐级往下看用第一至第四级';
COMMENT ON COLUMN disclosure.bi_head.level2_name IS '第二级名称：如市；本单位在上一级的，为空';
COMMENT ON COLUMN disclosure.bi_head.level3_name IS '第三级名称：如县';
COMMENT ON COLUMN disclosure.bi_head.level4_name IS '第四级名称：如单位；更低的单位见单位名称';
COMMENT ON COLUMN disclosure.bi_head.sort_no IS '单位排序：先按行政区划，再按级次和类别';
COMMENT ON COLUMN disclosure.bi_head.parent_id IS '上级单位代码：汇总它的上级；两处汇总的，取较低的一级';
COMMENT ON COLUMN disclosure.bi_head.depth IS '第几级：最上级为 1';

CREATE TYPE disclosure.bi_place AS (
	path text,
	ordinal integer,
	cell_no integer,
	wide_column text,
	label text,
	definition text,
	decimals integer,
	table_code text,
	table_no integer,
	table_label varchar(64),
	row_code varchar(32),
	row_no integer,
	row_label varchar(64),
	group_code varchar(32),
	group_no integer,
	group_label varchar(64),
	column_code varchar(32),
	column_no integer,
	column_label varchar(32),
	unit_label varchar(16)
);
COMMENT ON TYPE disclosure.bi_place IS '一个单元格在报表视图中的名称和位置';
COMMENT ON COLUMN disclosure.bi_place.path IS '路径：表.行.列';
COMMENT ON COLUMN disclosure.bi_place.ordinal IS '固定编号';
COMMENT ON COLUMN disclosure.bi_place.cell_no IS '排序';
COMMENT ON COLUMN disclosure.bi_place.wide_column IS '在宽表中的列名';
COMMENT ON COLUMN disclosure.bi_place.label IS '在宽表中的说明';
COMMENT ON COLUMN disclosure.bi_place.definition IS '填报口径';
COMMENT ON COLUMN disclosure.bi_place.decimals IS '小数位数';
COMMENT ON COLUMN disclosure.bi_place.table_code IS '表的代码';
COMMENT ON COLUMN disclosure.bi_place.table_no IS '表的序号';
COMMENT ON COLUMN disclosure.bi_place.table_label IS '表的标题';
COMMENT ON COLUMN disclosure.bi_place.row_code IS '行的代码';
COMMENT ON COLUMN disclosure.bi_place.row_no IS '行的排序';
COMMENT ON COLUMN disclosure.bi_place.row_label IS '行的标签，照最近的格式';
COMMENT ON COLUMN disclosure.bi_place.group_code IS '行所属的组，没有组的为行自己';
COMMENT ON COLUMN disclosure.bi_place.group_no IS '组的排序';
COMMENT ON COLUMN disclosure.bi_place.group_label IS '组的标签';
COMMENT ON COLUMN disclosure.bi_place.column_code IS '列的代码';
COMMENT ON COLUMN disclosure.bi_place.column_no IS '列的排序';
COMMENT ON COLUMN disclosure.bi_place.column_label IS '列的标签，照最近的格式';
COMMENT ON COLUMN disclosure.bi_place.unit_label IS '计量单位';

CREATE TYPE disclosure.bi_count AS (
	name text,
	label text,
	unit_label text,
	expression text
);
COMMENT ON TYPE disclosure.bi_count IS '报表视图中报告和汇总都有的一列数';
COMMENT ON COLUMN disclosure.bi_count.name IS '列名';
COMMENT ON COLUMN disclosure.bi_count.label IS '名称';
COMMENT ON COLUMN disclosure.bi_count.unit_label IS '计量单位';
COMMENT ON COLUMN disclosure.bi_count.expression IS '规则语言的一边';

CREATE TYPE disclosure.bi_cell_label AS (
	path text,
	label text,
	cell_no integer
);
COMMENT ON TYPE disclosure.bi_cell_label IS '核对结果所涉单元格的标签';
COMMENT ON COLUMN disclosure.bi_cell_label.path IS '路径，上年的、所属单位的、文字的有前缀';
COMMENT ON COLUMN disclosure.bi_cell_label.label IS '标签';
COMMENT ON COLUMN disclosure.bi_cell_label.cell_no IS '排序';

CREATE TYPE disclosure.published_table AS (
	table_name text,
	rows bigint
);
COMMENT ON TYPE disclosure.published_table IS 'publish_tables() 写入的一张表';
COMMENT ON COLUMN disclosure.published_table.table_name IS '表';
COMMENT ON COLUMN disclosure.published_table.rows IS '行数';

CREATE TYPE disclosure.suppressed_report AS (
	unit_id text,
	kind text,
	figures disclosure.figures,
	left_out text[],
	proven boolean
);
COMMENT ON TYPE disclosure.suppressed_report IS '可以公布的数字：一份报告，或者合计';
COMMENT ON COLUMN disclosure.suppressed_report.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.suppressed_report.kind IS 'report 该单位的报告，total 该单位和所属各单位报告的合计';
COMMENT ON COLUMN disclosure.suppressed_report.figures IS '数字，不列出的为空白';
COMMENT ON COLUMN disclosure.suppressed_report.left_out IS '不列出的单元格，按表格的顺序';
COMMENT ON COLUMN disclosure.suppressed_report.proven IS '是否已经证明不列出的格数最少';
