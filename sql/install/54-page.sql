/* Pages: published reports, read. */

CREATE TYPE disclosure.parsed_report AS (
	title text,
	unit_name text,
	year integer,
	form text,
	index_number text,
	issued_on date,
	figures disclosure.figures,
	sections jsonb,
	notes jsonb,
	document_number text,
	period_start date,
	period_end date,
	metadata jsonb
);
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
'读取说明：每条写明类别 kind、格子 cell、原文 raw、读作 value、在页面的第几个字符 position（从1数起；说整页的、找不到的为空）、把握 sure（read 照录、by rule 由勾稽关系判定、by position 由位置判定、ambiguous 无法判定而留空）和说明 text';
COMMENT ON COLUMN disclosure.parsed_report.document_number IS '文号，照录原文，去空格；不合样式的不采用';
COMMENT ON COLUMN disclosure.parsed_report.period_start IS '统计期限的第一天；日期不完整的不采用';
COMMENT ON COLUMN disclosure.parsed_report.period_end IS '统计期限的最后一天';
COMMENT ON COLUMN disclosure.parsed_report.metadata IS
'元数据，页面写明的才有：index_number 索引号的各段（同 index_number_parts）；document_number 文号的机关代字 agency、年份 year、序号 number；publisher 发布机构、responsible_department 责任部门、source 来源、url 原文地址、author 作者；category 分类、subject_category 主题分类、genre_category 体裁分类、audience_category 服务对象分类、keywords 主题词；disclosure_method 公开方式、disclosure_kind 公开属性、disclosure_time_limit 公开时限、disclosure_scope 公开范围；validity 有效性、valid_until 有效期；dates 各种日期，每种有 date 和原文 raw：published 发布、sent 发文、written 成文、generated 生成、updated 更新、expires 失效、signed 落款；contact 联系方式：address 地址、postcode 邮编、telephone 电话（数组）、fax 传真（数组）、email 电子邮箱、person 联系人、site 网站；notice 报告所依据的通知的文号';

CREATE FUNCTION disclosure.parse_report(page text)
RETURNS disclosure.parsed_report
AS 'MODULE_PATHNAME', 'disclosure_parse_report'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.parse_report(text) IS
'reads a published page, HTML, Markdown, or the text of a PDF or web page: metadata, sections, figures, and notes on all that departs from the form; never an error';

CREATE FUNCTION disclosure.page_text(page bytea)
RETURNS text
AS 'MODULE_PATHNAME', 'disclosure_page_text'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.page_text(bytea) IS
'bytes of a page as text: by the byte order mark, as UTF-8 if nearly all are valid, by what the page declares, else as GB18030; what is no character becomes U+FFFD, or a question mark in a database of another encoding';

CREATE FUNCTION disclosure.parse_report(page bytea)
RETURNS disclosure.parsed_report
AS 'MODULE_PATHNAME', 'disclosure_parse_report_bytes'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.parse_report(bytea) IS
'reads the bytes of a page in any encoding, see page_text; otherwise as parse_report(text)';
