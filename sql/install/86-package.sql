/* Packages of reports, that go from one register to another as files. */

CREATE FUNCTION disclosure.canonical_json(document jsonb)
RETURNS bytea
AS 'MODULE_PATHNAME', 'disclosure_canonical_json'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.canonical_json(jsonb) IS
'a JSON document in the one form that everybody can make of it, in UTF-8: keys in the order of code points, no white space, only what must be escaped, numbers as decimals without trailing zeros';

CREATE TYPE disclosure.package_outcome AS (
	kind text,
	unit_id text,
	unit_name text,
	year integer,
	scope text,
	outcome text,
	outcome_label text,
	paths text[],
	message text
);
COMMENT ON TYPE disclosure.package_outcome IS '报告包中一个单位或者一份报告读入的结果';
COMMENT ON COLUMN disclosure.package_outcome.kind IS 'unit 单位，report 报告';
COMMENT ON COLUMN disclosure.package_outcome.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.package_outcome.unit_name IS '单位名称：本登记簿的，没有这个单位的为包中的';
COMMENT ON COLUMN disclosure.package_outcome.year IS '报告年度';
COMMENT ON COLUMN disclosure.package_outcome.scope IS '范围；单位的为空';
COMMENT ON COLUMN disclosure.package_outcome.outcome IS
'new 新收，changed 有改动，same 相同，differs 单位与本登记簿不同（照本登记簿的，没有改），absent 包中没有，refused 不收，failed 没有读成';
COMMENT ON COLUMN disclosure.package_outcome.outcome_label IS '结果';
COMMENT ON COLUMN disclosure.package_outcome.paths IS '改动的单元格';
COMMENT ON COLUMN disclosure.package_outcome.message IS '改了什么，或者为什么不收';

CREATE FUNCTION disclosure.json_fault(document jsonb, shape jsonb)
RETURNS text
AS 'MODULE_PATHNAME', 'disclosure_json_fault'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.json_fault(jsonb, jsonb) IS
'where a JSON document first departs from its shape, and how; NULL if it does not. A shape is a document with types in place of values: string, boolean, integer (of nine digits), date, time, hash, object, array, any; an array has one shape for all its elements; a key that ends in ? may be missing or null';
