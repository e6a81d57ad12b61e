/* The row type of publish_year(). */

CREATE TYPE disclosure.open_data_row AS (
	report_key text,
	unit_id text,
	unit_name text,
	kind text,
	kind_label text,
	division_code text,
	year integer,
	scope text,
	scope_label text,
	form text,
	publication_number integer,
	correction_number integer,
	published_on date,
	address text,
	statement text,
	version integer,
	head text,
	checksum text,
	cells json
);
COMMENT ON TYPE disclosure.open_data_row IS '公开数据：一份已公布的报告，最近一次公布的';
COMMENT ON COLUMN disclosure.open_data_row.report_key IS '报告编号：单位代码-年度-范围';
COMMENT ON COLUMN disclosure.open_data_row.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.open_data_row.unit_name IS '单位当年的名称';
COMMENT ON COLUMN disclosure.open_data_row.kind IS '单位类别代码，当年的';
COMMENT ON COLUMN disclosure.open_data_row.kind_label IS '单位类别';
COMMENT ON COLUMN disclosure.open_data_row.division_code IS '行政区划代码，当年的';
COMMENT ON COLUMN disclosure.open_data_row.year IS '报告年度';
COMMENT ON COLUMN disclosure.open_data_row.scope IS '范围代码：own、level、consolidated';
COMMENT ON COLUMN disclosure.open_data_row.scope_label IS '范围：本机关、本级和全域的不能相加';
COMMENT ON COLUMN disclosure.open_data_row.form IS '格式';
COMMENT ON COLUMN disclosure.open_data_row.publication_number IS '第几次公布';
COMMENT ON COLUMN disclosure.open_data_row.correction_number IS '更正过几次';
COMMENT ON COLUMN disclosure.open_data_row.published_on IS '公布日期：不详的为空';
COMMENT ON COLUMN disclosure.open_data_row.address IS '网址';
COMMENT ON COLUMN disclosure.open_data_row.statement IS '更正说明：这一次公布的';
COMMENT ON COLUMN disclosure.open_data_row.version IS '登记簿中的哪一版';
COMMENT ON COLUMN disclosure.open_data_row.head IS '登记簿的校验值：版本和历史链上这一版的 SHA-256，同 render_report() 的附记';
COMMENT ON COLUMN disclosure.open_data_row.checksum IS '数字的校验值，谁都可以重算：各格按顺序一行“路径,数值”，空白的逗号后没有内容，每行以换行结束，UTF-8 的 SHA-256';
COMMENT ON COLUMN disclosure.open_data_row.cells IS '全部单元格：路径和数值，按顺序，空白为 null';
