/* Working days. */

CREATE TYPE disclosure.calendar_days AS (
	last_year integer,
	days_off date[],
	days_worked date[]
);
COMMENT ON TYPE disclosure.calendar_days IS '一个单位的工作日历：全国公布的安排之外，另知哪些年度、哪些日子';
COMMENT ON COLUMN disclosure.calendar_days.last_year IS '放假安排已知的最后一年；为空的，以内置日历为准';
COMMENT ON COLUMN disclosure.calendar_days.days_off IS '另外放假的日子';
COMMENT ON COLUMN disclosure.calendar_days.days_worked IS '另外上班的日子';

CREATE FUNCTION disclosure.is_working_day(day date)
RETURNS boolean
AS 'MODULE_PATHNAME', 'disclosure_is_working_day'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.is_working_day(date) IS
'whether a day is a working day in China, by the holiday notices of the State Council; an error (22008) if those of its year are not known';

CREATE FUNCTION disclosure.is_working_day(day date, calendar disclosure.calendar_days)
RETURNS boolean
AS 'MODULE_PATHNAME', 'disclosure_is_working_day'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.is_working_day(date, disclosure.calendar_days) IS
'whether a day is a working day of an office that knows more years or has days of its own';

CREATE FUNCTION disclosure.working_day_add(day date, days integer)
RETURNS date
AS 'MODULE_PATHNAME', 'disclosure_working_day_add'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.working_day_add(date, integer) IS
'the n-th working day after a day, which is not counted; before it if n is negative; an error (22008) that names the year whose working days are not known';

CREATE FUNCTION disclosure.working_day_add(day date, days integer, calendar disclosure.calendar_days)
RETURNS date
AS 'MODULE_PATHNAME', 'disclosure_working_day_add'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.working_day_add(date, integer, disclosure.calendar_days) IS
'the n-th working day of an office after a day, which is not counted';

CREATE FUNCTION disclosure.working_days(after date, through date)
RETURNS integer
AS 'MODULE_PATHNAME', 'disclosure_working_days'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.working_days(date, date) IS
'how many working days there are after the first day, through the second; negative if the second is earlier';

CREATE FUNCTION disclosure.working_days(after date, through date, calendar disclosure.calendar_days)
RETURNS integer
AS 'MODULE_PATHNAME', 'disclosure_working_days'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION disclosure.working_days(date, date, disclosure.calendar_days) IS
'how many working days of an office there are after the first day, through the second';

CREATE TYPE disclosure.calendar_exception_row AS (
	day date,
	working boolean
);
COMMENT ON TYPE disclosure.calendar_exception_row IS '视图 calendar_exception 的一行';

CREATE FUNCTION disclosure.calendar_exceptions()
RETURNS SETOF disclosure.calendar_exception_row
AS 'MODULE_PATHNAME', 'disclosure_calendar_exceptions'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
ROWS 500;
COMMENT ON FUNCTION disclosure.calendar_exceptions() IS 'the days on which the calendar departs from the days of the week, oldest first';

CREATE VIEW disclosure.calendar_exception AS
	SELECT day, working FROM disclosure.calendar_exceptions();
COMMENT ON VIEW disclosure.calendar_exception IS '内置日历：国务院办公厅公布的放假和调休上班的日子，周末放假、周一至周五上班的不列';
COMMENT ON COLUMN disclosure.calendar_exception.day IS '日期';
COMMENT ON COLUMN disclosure.calendar_exception.working IS '调休上班为真，放假为假';

GRANT SELECT ON disclosure.calendar_exception TO PUBLIC;
