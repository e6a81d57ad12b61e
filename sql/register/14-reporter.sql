/* Reporters: which units owe a report in which years, or are exempt and why. */

CREATE TABLE IF NOT EXISTS disclosure.reporter (
	unit_id text NOT NULL REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	from_year integer NOT NULL DEFAULT 0,
	to_year integer CHECK (to_year >= from_year),
	exempt boolean NOT NULL DEFAULT false,
	reason text,
	from_date date,
	to_date date CHECK (to_date >= from_date),
	PRIMARY KEY (unit_id, from_year),
	CHECK (NOT exempt OR coalesce(disclosure.plain_key(reason), '') <> ''),
	CONSTRAINT reporter_years CHECK (disclosure.are_years(from_year, to_year)),
	/* the last report may be of the year before, and the first of the year after */
	CONSTRAINT reporter_dates CHECK ((from_date IS NULL OR extract(year FROM from_date) BETWEEN from_year - 1 AND from_year)
		AND (to_date IS NULL OR to_year IS NOT NULL AND extract(year FROM to_date) BETWEEN to_year AND to_year + 1))
);
COMMENT ON TABLE disclosure.reporter IS '填报义务：单位在哪些年度应报，或因何免报；没有登记应报年度的单位，除免报的年度外每年应报，企事业单位除外';
COMMENT ON COLUMN disclosure.reporter.unit_id IS '单位代码';
COMMENT ON COLUMN disclosure.reporter.from_year IS '自哪个报告年度起';
COMMENT ON COLUMN disclosure.reporter.to_year IS '至哪个报告年度，空为至今';
COMMENT ON COLUMN disclosure.reporter.exempt IS '是否免报';
COMMENT ON COLUMN disclosure.reporter.reason IS '免报的原因';
COMMENT ON COLUMN disclosure.reporter.from_date IS '设立日期：当年只报设立以后的部分';
COMMENT ON COLUMN disclosure.reporter.to_date IS '撤销日期：当年只报撤销以前的部分';

CREATE OR REPLACE TRIGGER reporter_overlap_insert AFTER INSERT ON disclosure.reporter
	REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.refuse_overlap('unit_id');
COMMENT ON TRIGGER reporter_overlap_insert ON disclosure.reporter IS '同一单位的填报义务年度不得重叠';
CREATE OR REPLACE TRIGGER reporter_overlap_update AFTER UPDATE ON disclosure.reporter
	REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION disclosure.refuse_overlap('unit_id');
COMMENT ON TRIGGER reporter_overlap_update ON disclosure.reporter IS '同一单位的填报义务年度不得重叠';

/*
 * A unit owes reports for the years that table reporter gives it.  A unit
 * without such a line owes all but those it is exempt from, unless it is an
 * enterprise (条例第五十五条).
 */
CREATE OR REPLACE FUNCTION disclosure.owes_report(unit_id text, kind text, year integer)
RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT CASE WHEN bool_and(p.exempt) IS NOT FALSE THEN owes_report.kind <> 'enterprise'
			AND bool_or(disclosure.in_years(owes_report.year, p.from_year, p.to_year)) IS NOT TRUE
		ELSE bool_or(NOT p.exempt AND disclosure.in_years(owes_report.year, p.from_year, p.to_year)) END
	FROM disclosure.reporter p
	WHERE p.unit_id = owes_report.unit_id
$$;
COMMENT ON FUNCTION disclosure.owes_report(text, text, integer) IS 'does a unit that is of some kind in a year owe a report for it?';
