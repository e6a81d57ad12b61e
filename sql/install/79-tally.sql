/*
 * The entries of a ledger, counted by the years in which they enter and leave.
 * The state is a type of its own, so that partial counts can travel between
 * servers; it is changed in place by the aggregate.
 */

CREATE TYPE disclosure.ledger_tally;

CREATE FUNCTION disclosure.ledger_tally_in(cstring)
RETURNS disclosure.ledger_tally
AS 'MODULE_PATHNAME', 'disclosure_ledger_tally_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.ledger_tally_in(cstring) IS 'input of ledger_tally';

CREATE FUNCTION disclosure.ledger_tally_out(disclosure.ledger_tally)
RETURNS cstring
AS 'MODULE_PATHNAME', 'disclosure_ledger_tally_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.ledger_tally_out(disclosure.ledger_tally) IS 'output of ledger_tally';

CREATE FUNCTION disclosure.ledger_tally_recv(internal)
RETURNS disclosure.ledger_tally
AS 'MODULE_PATHNAME', 'disclosure_ledger_tally_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.ledger_tally_recv(internal) IS 'binary input of ledger_tally';

CREATE FUNCTION disclosure.ledger_tally_send(disclosure.ledger_tally)
RETURNS bytea
AS 'MODULE_PATHNAME', 'disclosure_ledger_tally_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.ledger_tally_send(disclosure.ledger_tally) IS 'binary output of ledger_tally';

/* STORAGE extended: a tally of six years is larger than a row may be. */
CREATE TYPE disclosure.ledger_tally (
	INPUT = disclosure.ledger_tally_in,
	OUTPUT = disclosure.ledger_tally_out,
	RECEIVE = disclosure.ledger_tally_recv,
	SEND = disclosure.ledger_tally_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = extended
);
COMMENT ON TYPE disclosure.ledger_tally IS '台账各项按进入和离开的年度计数';

CREATE FUNCTION disclosure.ledger_tally_add(disclosure.ledger_tally, entered_on date, left_on date, class text, result text)
RETURNS disclosure.ledger_tally
AS 'MODULE_PATHNAME', 'disclosure_ledger_tally_add'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.ledger_tally_add(disclosure.ledger_tally, date, date, text, text) IS 'transition of tally()';

CREATE FUNCTION disclosure.ledger_tally_combine(disclosure.ledger_tally, disclosure.ledger_tally)
RETURNS disclosure.ledger_tally
AS 'MODULE_PATHNAME', 'disclosure_ledger_tally_combine'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.ledger_tally_combine(disclosure.ledger_tally, disclosure.ledger_tally) IS 'combination of tally()';

CREATE AGGREGATE disclosure.tally(entered_on date, left_on date, class text, result text) (
	SFUNC = disclosure.ledger_tally_add,
	STYPE = disclosure.ledger_tally,
	SSPACE = 8192,
	COMBINEFUNC = disclosure.ledger_tally_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE disclosure.tally(date, date, text, text) IS
'entries counted by the years in which they enter and leave; class and result are words of the form, such as natural_person and granted';

CREATE AGGREGATE disclosure.tally(disclosure.ledger_tally) (
	SFUNC = disclosure.ledger_tally_combine,
	STYPE = disclosure.ledger_tally,
	SSPACE = 8192,
	COMBINEFUNC = disclosure.ledger_tally_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE disclosure.tally(disclosure.ledger_tally) IS 'counts added up: those of other entries, or of another server';

CREATE FUNCTION disclosure.year_figures(tally disclosure.ledger_tally, year integer, keeps text[],
	remedy_basis text DEFAULT 'alive')
RETURNS disclosure.figures
AS 'MODULE_PATHNAME', 'disclosure_year_figures'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.year_figures(disclosure.ledger_tally, integer, text[], text) IS
'the figures of a year counted from entries: numbers in the parts that are kept (requests, remedies, documents), other cells blank; cases open at the end of the year are all that are alive, or only those filed in it';

CREATE FUNCTION disclosure.supplied_figures(year integer, paths text[], "values" numeric[])
RETURNS disclosure.figures
AS 'MODULE_PATHNAME', 'disclosure_supplied_figures'
LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.supplied_figures(integer, text[], numeric[]) IS
'figures of a year with these numbers, all other cells blank';

CREATE FUNCTION disclosure.entry_cells(entered_on date, left_on date, class text, result text, year integer,
	remedy_basis text DEFAULT 'alive')
RETURNS text[]
AS 'MODULE_PATHNAME', 'disclosure_entry_cells'
LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.entry_cells(date, date, text, text, integer, text) IS
'the paths of the cells in which an entry counts in a year';

CREATE TYPE disclosure.ledger_word_row AS (
	field text,
	word text,
	label text
);
COMMENT ON TYPE disclosure.ledger_word_row IS '视图 ledger_word 的一行';

CREATE FUNCTION disclosure.ledger_words()
RETURNS SETOF disclosure.ledger_word_row
AS 'MODULE_PATHNAME', 'disclosure_ledger_words'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
ROWS 70;
COMMENT ON FUNCTION disclosure.ledger_words() IS 'the words of the fields of a ledger';

CREATE VIEW disclosure.ledger_word AS
	SELECT field, word, label FROM disclosure.ledger_words();
COMMENT ON VIEW disclosure.ledger_word IS '台账各栏可用的代码';
COMMENT ON COLUMN disclosure.ledger_word.field IS
'栏目：applicant 申请人类别，outcome 办理结果，channel 收到方式，reply_way 答复方式，remedy 复议诉讼类别，remedy_result 复议诉讼结果，remedy_part 复议诉讼中的身份，item_kind 信息类别，item_channel 公开渠道，document、document_result 文件及其去向，review_result 清理结果，assessment_kind 考核评估类别';
COMMENT ON COLUMN disclosure.ledger_word.word IS '代码';
COMMENT ON COLUMN disclosure.ledger_word.label IS '名称';
GRANT SELECT ON disclosure.ledger_word TO PUBLIC;

CREATE FUNCTION disclosure.ledger_word_label(field text, word text)
RETURNS text
AS 'MODULE_PATHNAME', 'disclosure_ledger_word_label'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.ledger_word_label(text, text) IS 'the label of a word of a field of a ledger, or NULL if the field does not have it';
