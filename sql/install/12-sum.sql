/*
 * The aggregate sum(figures).  Its state is a type of its own, so that partial
 * sums can travel between servers: an array with a place for every cell,
 * changed in place by the aggregate.  It reads and writes like figures.
 */

CREATE TYPE disclosure.figures_sum;

CREATE FUNCTION disclosure.figures_sum_in(cstring)
RETURNS disclosure.figures_sum
AS 'MODULE_PATHNAME', 'disclosure_figures_sum_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_sum_in(cstring) IS 'input of figures_sum';

CREATE FUNCTION disclosure.figures_sum_out(disclosure.figures_sum)
RETURNS cstring
AS 'MODULE_PATHNAME', 'disclosure_figures_sum_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_sum_out(disclosure.figures_sum) IS 'output of figures_sum';

CREATE FUNCTION disclosure.figures_sum_recv(internal)
RETURNS disclosure.figures_sum
AS 'MODULE_PATHNAME', 'disclosure_figures_sum_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_sum_recv(internal) IS 'binary input of figures_sum';

CREATE FUNCTION disclosure.figures_sum_send(disclosure.figures_sum)
RETURNS bytea
AS 'MODULE_PATHNAME', 'disclosure_figures_sum_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_sum_send(disclosure.figures_sum) IS 'binary output of figures_sum';

/* STORAGE plain keeps the array aligned in memory and in temporary files. */
CREATE TYPE disclosure.figures_sum (
	INPUT = disclosure.figures_sum_in,
	OUTPUT = disclosure.figures_sum_out,
	RECEIVE = disclosure.figures_sum_recv,
	SEND = disclosure.figures_sum_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = plain
);
COMMENT ON TYPE disclosure.figures_sum IS '汇总 figures 的中间状态';

CREATE FUNCTION disclosure.figures_sum_add(disclosure.figures_sum, disclosure.figures)
RETURNS disclosure.figures_sum
AS 'MODULE_PATHNAME', 'disclosure_figures_sum_add'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_sum_add(disclosure.figures_sum, disclosure.figures) IS 'transition of sum(figures)';

CREATE FUNCTION disclosure.figures_sum_combine(disclosure.figures_sum, disclosure.figures_sum)
RETURNS disclosure.figures_sum
AS 'MODULE_PATHNAME', 'disclosure_figures_sum_combine'
LANGUAGE C IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_sum_combine(disclosure.figures_sum, disclosure.figures_sum) IS 'combination of sum(figures)';

CREATE FUNCTION disclosure.figures_sum_result(disclosure.figures_sum)
RETURNS disclosure.figures
AS 'MODULE_PATHNAME', 'disclosure_figures_sum_result'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.figures_sum_result(disclosure.figures_sum) IS 'result of sum(figures)';

CREATE AGGREGATE disclosure.sum(disclosure.figures) (
	SFUNC = disclosure.figures_sum_add,
	STYPE = disclosure.figures_sum,
	SSPACE = 2048,
	COMBINEFUNC = disclosure.figures_sum_combine,
	FINALFUNC = disclosure.figures_sum_result,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE disclosure.sum(disclosure.figures) IS
'sum, cell by cell: a number where any of the figures has one; the holes are sum(blanks(figures))';
