/* Working days that the calendar of the extension does not have: later years, and days of an office's own. */

CREATE TABLE IF NOT EXISTS disclosure.calendar_year (
	year integer PRIMARY KEY CHECK (year BETWEEN 2027 AND 2999),
	notice text NOT NULL
);
COMMENT ON TABLE disclosure.calendar_year IS '放假安排已登记的年度：内置日历之后的年度，照国务院办公厅的通知登记后才算得出期限';
COMMENT ON COLUMN disclosure.calendar_year.year IS '年度';
COMMENT ON COLUMN disclosure.calendar_year.notice IS '通知的文号';

CREATE TABLE IF NOT EXISTS disclosure.holiday (
	unit_id text REFERENCES disclosure.unit ON UPDATE CASCADE ON DELETE CASCADE,
	day date NOT NULL,
	working boolean NOT NULL DEFAULT false,
	reason text NOT NULL,
	UNIQUE NULLS NOT DISTINCT (unit_id, day)
);
/* a line of the whole country has no unit, so no key can name it to a server that replicates */
ALTER TABLE disclosure.holiday REPLICA IDENTITY FULL;
COMMENT ON TABLE disclosure.holiday IS '放假和调休上班的日子：内置日历之后各年度的，以及地方另行放假的；周末和周一至周五不必登记';
COMMENT ON COLUMN disclosure.holiday.unit_id IS '单位代码：适用于该单位及其所属单位，空为全国';
COMMENT ON COLUMN disclosure.holiday.day IS '日期';
COMMENT ON COLUMN disclosure.holiday.working IS '调休上班为真，放假为假';
COMMENT ON COLUMN disclosure.holiday.reason IS '节日或缘由';

/* Of several lines about a day the one of the nearest unit counts. */
CREATE OR REPLACE FUNCTION disclosure.unit_holiday(unit_id text)
RETURNS SETOF disclosure.holiday
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT DISTINCT ON (h.day) h.*
	FROM disclosure.holiday h
	LEFT JOIN disclosure.unit_closure c ON c.ancestor_id = h.unit_id AND c.unit_id = unit_holiday.unit_id
		AND extract(year FROM h.day) BETWEEN c.from_year AND c.to_year
	WHERE h.unit_id IS NULL OR c.unit_id IS NOT NULL
	ORDER BY h.day, h.unit_id IS NULL, c.depth
$$;
COMMENT ON FUNCTION disclosure.unit_holiday(text) IS 'the lines of holiday that hold for a unit';

/* In plpgsql, which keeps its plans: views call it for each unit. A year after one that is missing is not known. */
CREATE OR REPLACE FUNCTION disclosure.unit_calendar(unit_id text)
RETURNS disclosure.calendar_days
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
	result disclosure.calendar_days;
BEGIN
	IF NOT EXISTS (SELECT FROM disclosure.holiday) AND NOT EXISTS (SELECT FROM disclosure.calendar_year) THEN
		RETURN NULL;
	END IF;
	SELECT max(y.year) INTO result.last_year
	FROM (SELECT c.year, c.year - row_number() OVER (ORDER BY c.year) AS run FROM disclosure.calendar_year c) y
	WHERE y.run = 2026;
	SELECT array_agg(d.day) FILTER (WHERE NOT d.working), array_agg(d.day) FILTER (WHERE d.working)
	INTO result.days_off, result.days_worked
	FROM disclosure.unit_holiday(unit_calendar.unit_id) d;
	RETURN result;
END
$$;
COMMENT ON FUNCTION disclosure.unit_calendar(text) IS
'the years and days that a unit knows beside the calendar of the extension, for working_day_add() and the like; NULL if none';
