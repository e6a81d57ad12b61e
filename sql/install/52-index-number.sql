/* Index numbers (索引号) taken apart. */

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
