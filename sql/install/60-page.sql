/* Published pages, read. */

CREATE TYPE disclosure.parsed_report AS (
	title text,
	unit_name text,
	year integer,
	form text,
	index_number text,
	issued_on date,
	figures disclosure.figures,
	sections jsonb,
	notes jsonb
);
COMMENT ON TYPE disclosure.parsed_report IS '从网页文本读出的年度报告';
COMMENT ON COLUMN disclosure.parsed_report.title IS '标题';
COMMENT ON COLUMN disclosure.parsed_report.unit_name IS '标题中的单位名称';
COMMENT ON COLUMN disclosure.parsed_report.year IS '报告年度，取自标题，其次取自统计期限';
COMMENT ON COLUMN disclosure.parsed_report.form IS '所用格式，按表格判断，其次按年度';
COMMENT ON COLUMN disclosure.parsed_report.index_number IS '索引号，照录原文';
COMMENT ON COLUMN disclosure.parsed_report.issued_on IS '发布日期';
COMMENT ON COLUMN disclosure.parsed_report.figures IS '表格中的数字，读不出的格子留空；不是年度报告的为 NULL';
COMMENT ON COLUMN disclosure.parsed_report.sections IS '各部分的标题和原文，键为 preamble、一至六';
COMMENT ON COLUMN disclosure.parsed_report.notes IS
'读取说明：每条写明类别 kind、格子 cell、原文 raw、读作 value、把握 sure（read 照录、by rule 由勾稽关系判定、by position 由位置判定、ambiguous 无法判定而留空）和说明 text';

CREATE FUNCTION disclosure.parse_report(page text)
RETURNS disclosure.parsed_report
AS 'MODULE_PATHNAME', 'disclosure_parse_report'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.parse_report(text) IS
'reads a published page, the cells of whose tables are separated by vertical bars: metadata, sections, figures, and notes on all that departs from the form; never an error';
