/* The narrative: numbers in the text of a report. */

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
