-- Working days.
SET search_path = public, disclosure;
SET datestyle = ISO;

-- received, +7, +15, +20, +40 working days: counted by hand from the notices of each year
CREATE TEMP TABLE vector AS
SELECT day, n, (CASE WHEN due < to_char(day, 'MM-DD') THEN NULL ELSE extract(year FROM day) || '-' || due END)::date AS due
FROM (VALUES
	('2019-05-15'::date, '{05-24,06-05,06-13,07-11}'::text[]), ('2019-09-20', '{09-30,10-16,10-23,11-20}'),
	('2020-01-20', '{02-06,02-18,02-25,03-24}'), ('2020-09-25', '{10-12,10-22,10-29,11-26}'),
	('2021-02-05', '{02-20,03-03,03-10,04-08}'), ('2021-09-10', '{09-22,10-08,10-14,11-11}'),
	('2022-01-25', '{02-08,02-18,02-25,03-25}'), ('2022-09-28', '{10-12,10-24,10-31,11-28}'),
	('2023-01-16', '{01-30,02-09,02-16,03-16}'), ('2023-09-22', '{10-09,10-19,10-26,11-23}'),
	('2024-02-05', '{02-20,03-01,03-08,04-08}'), ('2024-09-12', '{09-24,10-10,10-16,11-13}'),
	('2025-01-24', '{02-10,02-20,02-27,03-27}'), ('2025-09-26', '{10-13,10-23,10-30,11-27}'),
	('2026-02-10', '{02-26,03-09,03-16,04-14}'), ('2026-09-18', '{09-29,10-15,10-22,11-19}')) v(day, dues),
	unnest(dues, ARRAY[7, 15, 20, 40]) AS u(due, n);
SELECT count(*), count(*) FILTER (WHERE working_day_add(day, n) = due) AS right,
	count(*) FILTER (WHERE working_days(day, due) = n) AS right_between FROM vector;

-- a court: signed for 2022-09-30, limit 2022-11-02; 指导案例26号: 2011-06-01, limit 2011-06-23; a limit on a Sunday of work
SELECT working_day_add('2022-09-30', 20), working_day_add('2011-06-01', 15), working_day_add('2016-01-19', 15);
-- working days of the years
SELECT y AS year, working_days(make_date(y - 1, 12, 31), make_date(y, 12, 31)) FROM generate_series(2018, 2026) y;
-- 除夕 2024 is worked, 除夕 2025 is not
SELECT is_working_day('2024-02-09'), is_working_day('2025-01-28');

-- against plain SQL over all days
CREATE TEMP TABLE all_days AS
SELECT d::date AS day, coalesce(e.working, extract(isodow FROM d) < 6) AS working
FROM generate_series('2007-01-01'::date, '2026-12-31', '1 day') d LEFT JOIN calendar_exception e ON e.day = d;
CREATE TEMP TABLE counted AS
SELECT day, working, count(*) FILTER (WHERE working) OVER (ORDER BY day) AS n FROM all_days;
CREATE UNIQUE INDEX ON counted (n) WHERE working;
CREATE UNIQUE INDEX ON counted (day);
SELECT count(*) AS days, count(*) FILTER (WHERE is_working_day(day) <> working) AS wrong FROM counted;
SELECT count(*) AS days, count(*) FILTER (WHERE working_day_add(c.day, k) IS DISTINCT FROM later.day) AS wrong,
	count(*) FILTER (WHERE working_days(c.day, later.day) <> k) AS wrong_between
FROM counted c CROSS JOIN unnest(ARRAY[1, 7, 15, 20, 40]) k JOIN counted later ON later.working AND later.n = c.n + k;
-- backwards: the k-th working day before a day
SELECT count(*) AS days, count(*) FILTER (WHERE working_day_add(c.day, -k) IS DISTINCT FROM earlier.day) AS wrong
FROM counted c CROSS JOIN unnest(ARRAY[1, 7, 15, 20, 40]) k
	JOIN counted earlier ON earlier.working AND earlier.n = c.n - c.working::integer - k + 1;
SELECT working_day_add('2024-02-10', 0) AS same_day, working_days('2024-03-08', '2024-02-05') AS backwards;

-- an office's own days, in known years and beyond, at random
SELECT setseed(0.42);
CREATE TEMP TABLE office AS
SELECT trial, ROW(2029, array_agg(day) FILTER (WHERE NOT working), array_agg(day) FILTER (WHERE working))::calendar_days AS calendar
FROM (SELECT trial, ('2022-01-01'::date + (random() * 2900)::integer) AS day, bool_or(random() < 0.5) AS working
	FROM generate_series(1, 12) trial, generate_series(1, 40) GROUP BY 1, 2) d GROUP BY trial;
CREATE TEMP TABLE office_counted AS
SELECT trial, day, working, count(*) FILTER (WHERE working) OVER (PARTITION BY trial ORDER BY day) AS n
FROM (SELECT o.trial, d::date AS day, CASE WHEN d::date = ANY ((o.calendar).days_off) THEN false
		WHEN d::date = ANY ((o.calendar).days_worked) THEN true
		ELSE coalesce(e.working, extract(isodow FROM d) < 6) END AS working
	FROM office o CROSS JOIN generate_series('2021-12-01'::date, '2029-12-31', '1 day') d LEFT JOIN calendar_exception e ON e.day = d) x;
CREATE INDEX ON office_counted (trial, n) WHERE working;
ANALYZE office_counted;
SELECT count(*) AS days, count(*) FILTER (WHERE working_day_add(c.day, k, o.calendar) <> later.day) AS wrong,
	count(*) FILTER (WHERE working_days(c.day, later.day, o.calendar) <> k) AS wrong_between,
	count(*) FILTER (WHERE is_working_day(c.day, o.calendar) <> c.working) AS wrong_day
FROM office o JOIN office_counted c USING (trial) CROSS JOIN unnest(ARRAY[1, 7, 20]) k
	JOIN office_counted later ON later.trial = c.trial AND later.working AND later.n = c.n + k;

-- errors name the year
SELECT working_day_add('2026-12-10', 20);
\echo :LAST_ERROR_SQLSTATE
SELECT working_days('2024-01-01', '2031-01-01');
SELECT is_working_day('2006-12-31');
SELECT working_day_add('2007-01-05', -9);
SELECT working_day_add('infinity', 1);
SELECT working_day_add('2026-12-10', 2147483647);
SELECT working_day_add('2026-12-10', -2147483648);
SELECT working_day_add('2027-12-10', 20, ROW(2027, NULL, NULL)::calendar_days);
SELECT working_day_add('2024-12-10', 20, ROW(NULL, '{2024-12-11}', '{2024-12-11}')::calendar_days);
SELECT working_day_add('2024-12-10', 20, ROW(1000000, NULL, NULL)::calendar_days);
-- an empty calendar changes nothing; a day of an unknown year neither
SELECT working_day_add('2024-12-10', 20, ROW(NULL, NULL, NULL)::calendar_days) = working_day_add('2024-12-10', 20),
	working_day_add('2024-12-10', 20, ROW(NULL, '{2031-01-01,2001-01-01}', '{NULL}')::calendar_days) = working_day_add('2024-12-10', 20);
