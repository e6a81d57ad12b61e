/* Texts before and after: of two years, or of a report and its correction. */

CREATE TYPE disclosure.text_change AS (
	change text,
	change_label text,
	before_no integer,
	after_no integer,
	before text,
	after text,
	similarity numeric
);
COMMENT ON TYPE disclosure.text_change IS '一段文字前后的变化';
COMMENT ON COLUMN disclosure.text_change.change IS 'same 相同，changed 修改，removed 删去，added 新增';
COMMENT ON COLUMN disclosure.text_change.change_label IS '相同、修改、删去、新增';
COMMENT ON COLUMN disclosure.text_change.before_no IS '在原来文字的第几段';
COMMENT ON COLUMN disclosure.text_change.after_no IS '在后来文字的第几段';
COMMENT ON COLUMN disclosure.text_change.before IS '原来的一段';
COMMENT ON COLUMN disclosure.text_change.after IS '后来的一段';
COMMENT ON COLUMN disclosure.text_change.similarity IS '相似程度：两段共有的字对的比例，1 为相同';

CREATE FUNCTION disclosure.compare_text(before text, after text)
RETURNS SETOF disclosure.text_change
AS 'MODULE_PATHNAME', 'disclosure_compare_text'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE
COST 1000 ROWS 50;
COMMENT ON FUNCTION disclosure.compare_text(text, text) IS
'the paragraphs of two texts in their order: the same, changed, removed or added; white space and empty lines do not count';
