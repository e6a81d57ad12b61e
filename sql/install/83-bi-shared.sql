/* Row types that the views for BI tools share. */

CREATE TYPE disclosure.unit_place AS (
	names text[],
	depth integer,
	parent_id text,
	kind text,
	division_code text,
	division integer
);
COMMENT ON TYPE disclosure.unit_place IS '单位当年的情况，在隶属关系中的位置';
COMMENT ON COLUMN disclosure.unit_place.names IS '各级上级的名称，自最上级起，最后是自己';
COMMENT ON COLUMN disclosure.unit_place.depth IS '第几级，最上级为 1';
COMMENT ON COLUMN disclosure.unit_place.parent_id IS '汇总它的上级';
COMMENT ON COLUMN disclosure.unit_place.kind IS '当年的类别';
COMMENT ON COLUMN disclosure.unit_place.division_code IS '当年的行政区划代码';
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
