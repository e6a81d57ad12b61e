/* Imports: the steps that pages and cells share. */

/* Names the argument that is wrong. */
CREATE OR REPLACE FUNCTION disclosure.require_import(scope text, origin text, blank_means text)
RETURNS void
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	IF scope IS NULL OR scope NOT IN ('own', 'level', 'consolidated') THEN
		RAISE EXCEPTION 'there is no scope "%"', scope
			USING ERRCODE = 'invalid_parameter_value', HINT = 'It is own, level or consolidated.';
	ELSIF origin IS NULL OR origin NOT IN ('filed', 'recorded') THEN
		RAISE EXCEPTION 'there is no origin "%"', origin
			USING ERRCODE = 'invalid_parameter_value', HINT = 'It is recorded, for a page that was published, or filed, for a draft.';
	ELSIF blank_means IS NULL OR blank_means NOT IN ('unknown', 'zero') THEN
		RAISE EXCEPTION 'blanks cannot mean "%"', blank_means
			USING ERRCODE = 'invalid_parameter_value',
				HINT = 'It is unknown, which keeps them blank, or zero, where offices leave empty what is zero.';
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.require_import(text, text, text) IS 'an error that says what is wrong with the arguments of an import';

/*
 * Locks the unit before it looks for the report, which another session may be
 * writing.  Raises an error if the report is closed or this role may not write
 * it.
 */
CREATE OR REPLACE FUNCTION disclosure.open_report(unit_id text, year integer, scope text, origin text)
RETURNS disclosure.report
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	r disclosure.report;
BEGIN
	PERFORM disclosure.form_of(open_report.year);
	/* lock_reports() would fail without a duty, with an error about a function. */
	IF NOT EXISTS (SELECT FROM unnest('{fill,review,publish}'::text[]) d WHERE disclosure.has_duty(open_report.unit_id, open_report.year, d)) THEN
		PERFORM disclosure.require_duty(open_report.unit_id, open_report.year,
			CASE open_report.origin WHEN 'filed' THEN 'fill' ELSE 'review' END);
	END IF;
	PERFORM disclosure.lock_reports(ARRAY[open_report.unit_id], ARRAY[open_report.year], open_report.scope);
	SELECT p.* INTO r FROM disclosure.report p
	WHERE p.unit_id = open_report.unit_id AND p.year = open_report.year AND p.scope = open_report.scope;
	IF r.origin = 'recorded' AND open_report.origin = 'filed' THEN
		RAISE EXCEPTION 'report of unit % for % is a recorded one', open_report.unit_id, open_report.year
			USING ERRCODE = 'object_not_in_prerequisite_state';
	ELSIF r.origin = 'filed' AND NOT disclosure.is_open(r.status) THEN
		RAISE EXCEPTION 'report of unit % for % is filed and %', open_report.unit_id, open_report.year, r.status
			USING ERRCODE = 'object_not_in_prerequisite_state',
				HINT = 'Only a draft, a returned or a recorded report can be read in again.';
	END IF;
	PERFORM disclosure.require_duty(open_report.unit_id, open_report.year,
		CASE coalesce(r.origin, open_report.origin) WHEN 'filed' THEN 'fill' ELSE 'review' END);
	RETURN r;
END
$$;
COMMENT ON FUNCTION disclosure.open_report(text, integer, text, text) IS
'locks a unit and returns its report, or none, for an import; an error if that is not to be written';

/* Writes one version of the report that open_report() returned, or of a new one. */
CREATE OR REPLACE FUNCTION disclosure.write_report(r disclosure.report, unit_id text, year integer, scope text, origin text,
	issued_on date, figures disclosure.figures)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	/* not ON CONFLICT: row-level security checks the INSERT's row even when the UPDATE is taken */
	IF r.unit_id IS NULL THEN
		INSERT INTO disclosure.report (unit_id, year, scope, origin, status, issued_on, figures)
		VALUES (write_report.unit_id, write_report.year, write_report.scope, write_report.origin,
			CASE write_report.origin WHEN 'recorded' THEN 'published' ELSE 'draft' END,
			write_report.issued_on, write_report.figures);
	ELSE
		UPDATE disclosure.report p SET figures = write_report.figures, issued_on = coalesce(write_report.issued_on, p.issued_on)
		WHERE p.unit_id = r.unit_id AND p.year = r.year AND p.scope = r.scope;
		IF NOT FOUND THEN
			/* A policy of the office's own hides the row. */
			RAISE EXCEPTION 'report of unit % for % is not for this role to change', r.unit_id, r.year
				USING ERRCODE = 'insufficient_privilege';
		END IF;
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.write_report(disclosure.report, text, integer, text, text, date, disclosure.figures) IS
'figures into a report that open_report() has returned, or into a new one';

CREATE OR REPLACE FUNCTION disclosure.outcome_of_error(state text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT CASE WHEN left(state, 2) IN ('40', '53', '57', '58') THEN NULL
		WHEN state = '42501' OR (left(state, 2) IN ('22', '23', '55', 'P0') AND state <> '55P03') THEN 'refused'
		ELSE 'failed' END
$$;
COMMENT ON FUNCTION disclosure.outcome_of_error(text) IS
'what an error is for one of many that are read in: refused, or failed; NULL if it is nobody''s fault and stops all: a cancelled statement, a transaction that is to be tried again, a server that runs out of something';
