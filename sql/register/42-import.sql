/* Imports: the steps that pages and cells share. */

/* Names the argument that is wrong. */
CREATE OR REPLACE FUNCTION disclosure.require_import(scope text, origin text, blank_means text)
RETURNS void
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.require_scope(require_import.scope);
	IF origin IS NULL OR origin NOT IN ('filed', 'recorded') THEN
		PERFORM disclosure.raise_error('invalid_parameter_value', format('没有“%s”这种来源', origin),
			hint => '来源是 recorded（收录已公布的报告）或 filed（读入草稿）。'::text);
	ELSIF blank_means IS NULL OR blank_means NOT IN ('unknown', 'zero') THEN
		PERFORM disclosure.raise_error('invalid_parameter_value', format('空白不能作“%s”解', blank_means),
			hint => '可以是 unknown（留空）或 zero（填零：各单位把零留空的时候）。'::text);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.require_import(text, text, text) IS 'an error that says what is wrong with the arguments of an import';

/* lock_reports() would fail without a duty, with an error about a function. */
CREATE OR REPLACE FUNCTION disclosure.require_importer(unit_id text, year integer, origin text)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.require_year(require_importer.year);
	IF NOT EXISTS (SELECT FROM unnest('{fill,review,publish}'::text[]) d WHERE disclosure.has_duty(require_importer.unit_id, require_importer.year, d)) THEN
		PERFORM disclosure.require_duty(require_importer.unit_id, require_importer.year,
			CASE require_importer.origin WHEN 'filed' THEN 'fill' ELSE 'review' END);
	END IF;
END
$$;
COMMENT ON FUNCTION disclosure.require_importer(text, integer, text) IS
'raises an error if there can be no reports of a year, or the calling role has no duty that lets it lock those of a unit';

/* Whoever reads in many locks all of them first, because who holds a unit must not wait for a row. */
CREATE OR REPLACE FUNCTION disclosure.open_report(unit_id text, year integer, scope text, origin text)
RETURNS disclosure.report
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	r disclosure.report;
BEGIN
	SELECT p.* INTO r FROM disclosure.report p
	WHERE p.unit_id = open_report.unit_id AND p.year = open_report.year AND p.scope = open_report.scope;
	IF r.origin = 'received' THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state',
			format('单位 %s 的 %s 年度报告是收到的，不能另行读入或者改动', open_report.unit_id, open_report.year),
			hint => disclosure.advice_on_origin(r.origin));
	ELSIF r.origin = 'recorded' AND open_report.origin = 'filed' THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state',
			format('单位 %s 的 %s 年度报告是收录的，不是本系统填报的', open_report.unit_id, open_report.year),
			hint => '收录的报告由审核人重新收录：origin => ''recorded''。'::text);
	ELSIF r.origin = 'filed' AND NOT disclosure.is_open(r.status) THEN
		PERFORM disclosure.raise_error('object_not_in_prerequisite_state',
			format('单位 %s 的 %s 年度报告%s，不能再读入', open_report.unit_id, open_report.year, disclosure.status_label(r.status)),
			hint => '只有草稿、已退回的报告和收录的报告可以再读入；由审核人退回，或者撤回后再读。'::text);
	END IF;
	PERFORM disclosure.require_duty(open_report.unit_id, open_report.year,
		CASE coalesce(r.origin, open_report.origin) WHEN 'filed' THEN 'fill' ELSE 'review' END);
	RETURN r;
END
$$;
COMMENT ON FUNCTION disclosure.open_report(text, integer, text, text) IS
'the report that an import writes, or none; it is locked. An error if the report is closed or not this role''s to write';

CREATE OR REPLACE FUNCTION disclosure.lock_report(unit_id text, year integer, scope text, origin text)
RETURNS disclosure.report
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
	PERFORM disclosure.require_importer(lock_report.unit_id, lock_report.year, lock_report.origin);
	PERFORM disclosure.lock_reports(ARRAY[lock_report.unit_id], ARRAY[lock_report.year], lock_report.scope);
	RETURN disclosure.open_report(lock_report.unit_id, lock_report.year, lock_report.scope, lock_report.origin);
END
$$;
COMMENT ON FUNCTION disclosure.lock_report(text, integer, text, text) IS 'locks one report, which others may be writing, and opens it for an import';

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
			PERFORM disclosure.raise_error('insufficient_privilege', format('你不能修改单位 %s 的 %s 年度报告', r.unit_id, r.year),
				hint => '请管理员核对你的职责。'::text);
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
		WHEN state = '42501' OR (left(state, 2) IN ('22', '23', '54', '55', 'P0') AND state <> '55P03') THEN 'refused'
		ELSE 'failed' END
$$;
COMMENT ON FUNCTION disclosure.outcome_of_error(text) IS
'what an error is for one of many that are read in: refused, or failed; NULL if it is nobody''s fault and stops all: a cancelled statement, a transaction that is to be tried again, a server that runs out of something';
