-- The period in which a request must be answered.
SET search_path = public, disclosure;
SET datestyle = ISO;

SELECT * FROM event_kind;

-- An event as text: kind, day, and what it has besides.
CREATE FUNCTION event(kind text, happened_on date, until date DEFAULT NULL, reached_on date DEFAULT NULL, days integer DEFAULT NULL, party text DEFAULT NULL)
RETURNS clock_event LANGUAGE sql IMMUTABLE AS 'SELECT kind, happened_on, until, reached_on, days, party';

-- counted by hand
CREATE TEMP TABLE vector (name text, received date, decided date, events clock_event[], due date, state text, irregular text[]);
INSERT INTO vector VALUES
	-- 05-06..10 (1-5), 05-11 made up (6), 05-13..17 (7-11), 05-20..24 (12-16), 05-27..30 (17-20)
	('plain', '2024-05-05', NULL, '{}', '2024-05-30', 'open', '{}'),
	-- received on the last day of the law of 2007: 05-15..17 (1-3), 05-20..24 (8), 05-27..31 (13), 06-03, 04 (15)
	('law of 2007', '2019-05-14', NULL, '{}', '2019-06-04', 'open', '{}'),
	-- plain through 05-30 (20); 05-31 (21); 06-03..07 (26); 06-11..14 (30)
	('extended by 10', '2024-05-05', NULL, ARRAY[event('extended', '2024-05-30', days => 10)], '2024-06-14', 'open', '{}'),
	('extended a day late', '2024-05-05', NULL, ARRAY[event('extended', '2024-05-31', days => 10)], '2024-05-30', 'open', '{extension_late}'),
	-- 06-17..21 (35), 06-24..28 (40)
	('extended beyond the limit', '2024-05-05', NULL, ARRAY[event('extended', '2024-05-30', days => 21)], '2024-06-28', 'open', '{extension_too_long}'),
	-- under the law of 2007 15 more: 06-05, 06 (17), 06-10..14 (22), 06-17..21 (27), 06-24..26 (30)
	('extended under the law of 2007', '2019-05-14', NULL, ARRAY[event('extended', '2019-05-20', days => 20)], '2019-06-26', 'open', '{extension_too_long}'),
	-- letter 05-08 (3), silent: 15 working days from 05-09: 05-10, 11, 13..17, 20..24, 27..29; 05-30, 31 (5), 06-03..07 (10), 06-11..14 (14), 06-17..21 (19), 06-24 (20)
	('third party silent', '2024-05-05', NULL, ARRAY[event('third_party_consulted', '2024-05-08', reached_on => '2024-05-09')], '2024-06-24', 'open', '{}'),
	-- both letters 05-08 (3), replies 05-10 and 05-14, days left out once: 05-15..17 (6), 20..24 (11), 27..31 (16), 06-03..06 (20)
	('two parties at once', '2024-05-05', NULL, ARRAY[event('third_party_consulted', '2024-05-08', party => '甲'), event('maker_consulted', '2024-05-08', party => '乙'),
		event('third_party_replied', '2024-05-10', party => '甲'), event('maker_replied', '2024-05-14', party => '乙')], '2024-06-06', 'open', '{}'),
	('another agency is silent', '2024-05-05', NULL, ARRAY[event('agency_consulted', '2024-05-08')], NULL, 'stopped', '{}'),
	('supplement asked', '2024-05-05', NULL, ARRAY[event('supplement_requested', '2024-05-08', until => '2024-05-20')], NULL, 'waiting', '{}'),
	-- from 05-20: 21..24 (4), 27..31 (9), 06-03..07 (14), 06-11..14 (18), 06-17, 18 (20)
	('supplement received', '2024-05-05', NULL, ARRAY[event('supplement_requested', '2024-05-08'), event('supplement_received', '2024-05-20')], '2024-06-18', 'open', '{}'),
	-- 05-06..10 (5), 05-11 (6), 05-13 (7): the last day to ask
	('supplement asked late', '2024-05-05', NULL, ARRAY[event('supplement_requested', '2024-05-14'), event('supplement_received', '2024-05-20')], '2024-06-18', 'open', '{supplement_asked_late}'),
	('fee noticed, not paid', '2024-05-05', NULL, ARRAY[event('fee_noticed', '2024-05-08', reached_on => '2024-05-10')], NULL, 'waiting', '{}'),
	('fee noticed late', '2024-05-05', NULL, ARRAY[event('fee_noticed', '2024-05-31')], NULL, 'waiting', '{fee_noticed_late}'),
	('delayed', '2024-05-05', NULL, ARRAY[event('reasons_requested', '2024-05-07'), event('reasons_given', '2024-05-10'), event('delayed', '2024-05-15', until => '2024-08-31')], '2024-08-31', 'delayed', '{}'),
	('delayed too late', '2024-05-05', NULL, ARRAY[event('delayed', '2024-05-31', until => '2024-08-31')], '2024-05-30', 'open', '{delay_late}'),
	('answered in time', '2024-05-05', '2024-05-30', ARRAY[event('delivered', '2024-06-02')], '2024-05-30', 'answered', '{}'),
	('answered late', '2024-05-05', '2024-05-31', '{}', '2024-05-30', 'answered', '{decided_late}'),
	('answered while waiting', '2024-05-05', '2024-08-31', ARRAY[event('supplement_requested', '2024-05-08')], NULL, 'answered', '{}');
SELECT name, c.* FROM vector v, request_clock(received, decided, events, '2024-05-20') c
WHERE (c.due_on, c.state, c.irregularities) IS DISTINCT FROM (v.due, v.state, v.irregular);
-- how it stands on 20 May 2024, and whose turn it is
SELECT name, c.state, c.days_allowed, c.due_on, c.days_left, c.turn, c.turn_until FROM vector v, request_clock(received, decided, events, '2024-05-20') c;
-- overdue, on a weekend, and without a calendar for the present day
SELECT c.due_on, today, c.days_left FROM unnest(ARRAY['2024-05-30', '2024-05-31', '2024-06-01', '2024-06-03', '2030-01-01']::date[]) today,
	request_clock('2024-05-05', NULL, '{}', today) c;

-- day by day
SELECT * FROM explain_clock('2024-03-04', NULL, ARRAY[event('third_party_consulted', '2024-03-11', reached_on => '2024-03-13'),
	event('third_party_replied', '2024-03-27')], '2024-04-01');
SELECT * FROM explain_clock('2024-05-05', NULL, ARRAY[event('supplement_requested', '2024-05-08')], '2024-05-10');
SELECT * FROM explain_clock('2024-09-25', NULL, ARRAY[event('supplement_requested', '2024-09-27'), event('supplement_received', '2024-10-04')], '2024-05-10')
WHERE day <= '2024-10-14';
-- a local holiday moves it
SELECT (request_clock('2024-05-05', NULL, '{}', '2024-05-20', ROW(NULL, '{2024-05-15}', NULL))).due_on;

-- The rules again, slow: a due date is found among all days.
CREATE TEMP TABLE working AS SELECT d::date AS day FROM generate_series('2007-01-01'::date, '2026-12-31', '1 day') d
	WHERE is_working_day(d::date);
CREATE UNIQUE INDEX ON working (day);
ANALYZE working;
CREATE FUNCTION nth_working(after date, n integer) RETURNS date LANGUAGE sql STABLE AS
'SELECT day FROM working WHERE day > after ORDER BY day OFFSET n - 1 LIMIT 1';
CREATE FUNCTION model(received date, decided date, events clock_event[], OUT due date, OUT state text, OUT allowed integer, OUT irregular text[])
LANGUAGE plpgsql AS $$
DECLARE
	base integer := CASE WHEN received < '2019-05-15' THEN 15 ELSE 20 END;
	e record;
	starts date := received;
	delayed date;
	asked boolean := false;		-- for a supplement
	supplied boolean := false;
	unpaid integer := 0;		-- notices
	waiting boolean;
	stops daterange[];
	endless date;				-- when another agency was asked that has not replied
	so_far date;
	extra integer := 0;
BEGIN
	irregular := '{}';
	-- each letter with the first reply of its party after it that no earlier letter has taken: parties are distinct here
	stops := ARRAY(SELECT daterange(l.happened_on, least(r.happened_on, CASE WHEN l.kind <> 'agency_consulted' THEN nth_working(coalesce(l.reached_on, l.happened_on), 15) END), '(]')
	FROM unnest(events) WITH ORDINALITY l LEFT JOIN unnest(events) r ON r.party = l.party AND r.kind = replace(l.kind, 'consulted', 'replied')
	WHERE l.kind LIKE '%consulted');
	endless := (SELECT min(lower(s)) - 1 FROM unnest(stops) s WHERE upper_inf(s));
	FOR e IN SELECT * FROM unnest(events) WITH ORDINALITY ORDER BY happened_on, ordinality LOOP
		waiting := asked AND NOT supplied OR unpaid > 0;
		so_far := CASE WHEN waiting THEN NULL WHEN delayed IS NOT NULL THEN delayed ELSE
			(SELECT CASE WHEN w.day <= coalesce(endless, 'infinity') THEN w.day END
			FROM (SELECT day FROM working WHERE day > starts
				AND NOT EXISTS (SELECT FROM unnest(stops) s WHERE day <@ s)
				ORDER BY day OFFSET base + extra - 1 LIMIT 1) w) END;
		IF e.kind = 'supplement_requested' THEN
			IF asked THEN
				irregular := irregular || 'supplement_asked_twice'::text;
			ELSIF e.happened_on > nth_working(received, 7) THEN
				irregular := irregular || 'supplement_asked_late'::text;
			END IF;
			asked := true;
		ELSIF e.kind = 'supplement_received' AND NOT supplied THEN
			supplied := true;
			starts := e.happened_on;
			delayed := NULL;
		ELSIF e.kind = 'fee_noticed' THEN
			IF e.happened_on > so_far THEN irregular := irregular || 'fee_noticed_late'::text; END IF;
			unpaid := unpaid + 1;
		ELSIF e.kind = 'fee_paid' THEN
			starts := e.happened_on;
			delayed := NULL;
			unpaid := unpaid - 1;
		ELSIF e.kind = 'extended' THEN
			IF e.happened_on > so_far THEN
				irregular := irregular || 'extension_late'::text;
			ELSE
				IF extra + e.days > base THEN irregular := irregular || 'extension_too_long'::text; END IF;
				extra := least(extra + e.days, base);
			END IF;
		ELSIF e.kind = 'delayed' THEN
			IF e.happened_on > so_far THEN irregular := irregular || 'delay_late'::text; ELSE delayed := e.until; END IF;
		END IF;
	END LOOP;
	waiting := asked AND NOT supplied OR unpaid > 0;
	so_far := CASE WHEN waiting THEN NULL WHEN delayed IS NOT NULL THEN delayed ELSE
		(SELECT CASE WHEN w.day <= coalesce(endless, 'infinity') THEN w.day END
		FROM (SELECT day FROM working WHERE day > starts
			AND NOT EXISTS (SELECT FROM unnest(stops) s WHERE day <@ s)
			ORDER BY day OFFSET base + extra - 1 LIMIT 1) w) END;
	due := so_far;
	allowed := base + extra;
	state := CASE WHEN decided IS NOT NULL THEN 'answered' WHEN waiting THEN 'waiting' WHEN delayed IS NOT NULL THEN 'delayed'
		WHEN due IS NULL THEN 'stopped' ELSE 'open' END;
	IF decided > due THEN irregular := irregular || 'decided_late'::text; END IF;
	irregular := ARRAY(SELECT DISTINCT unnest(irregular) ORDER BY 1);
END
$$;

-- Possible lists at random: letters on random days, most with a reply, and then perhaps the answer.
SELECT setseed(0.7);
CREATE TEMP TABLE letter AS
SELECT no, received, seq, kind, received + a AS happened_on, CASE WHEN replied THEN received + a + b END AS replied_on,
	k.reply, CASE WHEN kind LIKE '%consulted' THEN 'party ' || seq END AS party
FROM (SELECT no, '2008-05-01'::date + (random() * 6000)::integer AS received, (random() * 5)::integer AS n FROM generate_series(1, 20000) no) r
	CROSS JOIN LATERAL (SELECT seq, (random() * 60)::integer AS a, (random() * 30)::integer AS b, random() < 0.7 AS replied,
		ceil(random() * 8)::integer AS pick FROM generate_series(1, n) seq WHERE no > 0) l
	JOIN (SELECT o.kind, c.kind AS reply, row_number() OVER (ORDER BY o.kind) AS pick
		FROM event_kind o LEFT JOIN event_kind c ON c.closes = o.kind WHERE o.place = 'between' AND o.closes IS NULL) k USING (pick);
CREATE TEMP TABLE random_request AS
SELECT no, received, CASE WHEN random() < 0.6 THEN greatest(received, max(happened_on), max(replied_on)) + (random() * 10)::integer END AS decided,
	array_agg(event(kind, happened_on, CASE WHEN kind = 'delayed' THEN happened_on + 40 END,
		CASE WHEN party IS NOT NULL AND seq <> 3 THEN happened_on + 2 END, CASE WHEN kind = 'extended' THEN 5 + seq * 4 END, party) ORDER BY seq) ||
	coalesce(array_agg(event(reply, replied_on, party => party) ORDER BY seq) FILTER (WHERE reply IS NOT NULL AND replied_on IS NOT NULL), '{}') AS events
FROM letter GROUP BY no, received;
SELECT count(*) > 15000 AS many, count(*) FILTER (WHERE decided IS NULL) > 5000 AS many_open, max(cardinality(events)) > 8 AS long FROM random_request;
SELECT count(*) AS refused FROM random_request WHERE impossible_events(received, decided, events) IS NOT NULL;
CREATE TEMP TABLE answer AS
SELECT r.*, c.due_on, c.state, c.days_allowed, c.irregularities, m.due, m.state AS model_state, m.allowed, m.irregular
FROM random_request r, request_clock(received, decided, events, received) c, model(received, decided, events) m;
SELECT count(*) AS wrong FROM answer
WHERE (due_on, state, days_allowed) IS DISTINCT FROM (due, model_state, allowed) OR NOT irregularities <@ irregular OR NOT irregular <@ irregularities;
SELECT state, count(*) > 100 AS many, count(*) FILTER (WHERE due_on IS NULL) > 100 AS without_due, count(*) FILTER (WHERE irregularities <> '{}') > 100 AS irregular
FROM answer GROUP BY state ORDER BY state;
-- the explanation ends on the due date, with the number of days that are allowed unless a letter named the day
SELECT count(*) AS wrong FROM answer a CROSS JOIN LATERAL (SELECT max(day) AS last, max(number) AS number, count(*) FILTER (WHERE counted) AS counted
	FROM explain_clock(received, decided, events, received)) e
WHERE due_on IS NOT NULL AND (e.last <> due_on OR e.counted <> e.number
	OR e.number <> days_allowed AND NOT EXISTS (SELECT FROM unnest(events) WHERE kind = 'delayed'));
-- the days that are left on some day are those explained after it, through the due date
SELECT count(*) AS wrong FROM answer a CROSS JOIN LATERAL (SELECT received + no % 40 AS today) t
	CROSS JOIN LATERAL request_clock(received, NULL, events, today) c
WHERE c.state = 'open' AND c.due_on >= today
	AND c.days_left <> (SELECT count(*) FROM explain_clock(received, NULL, events, received) WHERE counted AND day > today);

-- One change makes them impossible.
CREATE TEMP TABLE spoilt AS
SELECT no, received, CASE WHEN change = 3 AND NOT h.has_reply THEN received - 1 ELSE decided END AS decided,
	CASE change WHEN 0 THEN events || event('extended', received - 1, days => 5)
		WHEN 1 THEN events || CASE WHEN decided IS NULL THEN event('archived', received + 200) ELSE event('extended', decided + 1, days => 5) END
		WHEN 2 THEN events || event('agency_replied', coalesce(decided, received + 50), party => 'nobody')
		WHEN 3 THEN CASE WHEN h.has_reply THEN ARRAY(SELECT e FROM unnest(events) e WHERE e.party IS DISTINCT FROM replied.party OR e.kind LIKE '%replied') ELSE events END
		ELSE events || CASE WHEN decided > received THEN event('delivered', decided - 1) ELSE event('decided_again', received - 2) END
	END AS events
FROM (SELECT r.*, no % 5 AS change FROM random_request r) r
	LEFT JOIN LATERAL (SELECT party, true AS has_reply FROM unnest(events) WHERE kind LIKE '%replied' LIMIT 1) replied ON true
	CROSS JOIN LATERAL (SELECT coalesce(replied.has_reply, false) AS has_reply) h;
SELECT count(*) > 15000 AS many, count(*) FILTER (WHERE impossible_events(received, decided, events) IS NULL) AS accepted FROM spoilt;

-- the reasons, in words
SELECT impossible_events('2024-03-04', d, e) FROM (VALUES
	(NULL::date, ARRAY[event('extended', '2024-03-01', days => 5)]),
	('2024-03-20', ARRAY[event('agency_consulted', '2024-03-21')]),
	(NULL, ARRAY[event('archived', '2024-03-20')]),
	('2024-03-20', ARRAY[event('delivered', '2024-03-19')]),
	('2024-03-01', '{}'),
	(NULL, ARRAY[event('third_party_consulted', '2024-03-05', party => '甲'), event('third_party_replied', '2024-03-06', party => '乙')]),
	(NULL, ARRAY[event('third_party_consulted', '2024-03-05'), event('third_party_replied', '2024-03-06'), event('third_party_replied', '2024-03-07')])) v(d, e);
-- the same day in the order given
SELECT impossible_events('2024-03-04', NULL, ARRAY[event('fee_noticed', '2024-03-05'), event('fee_paid', '2024-03-05')]) AS letter_first,
	impossible_events('2024-03-04', NULL, ARRAY[event('fee_paid', '2024-03-05'), event('fee_noticed', '2024-03-05')]) AS reply_first;

-- bad input
SELECT impossible_events('2024-03-04', NULL, ARRAY[event('answered', '2024-03-05')]);
SELECT impossible_events('2024-03-04', NULL, ARRAY[NULL::clock_event]);
SELECT impossible_events('2024-03-04', NULL, ARRAY[event('extended', NULL)]);
SELECT impossible_events(NULL, NULL, '{}');
SELECT request_clock('2024-03-04', NULL, ARRAY[event('extended', '2024-03-05', days => -1)], '2024-03-05');
SELECT request_clock('2024-03-04', NULL, ARRAY[event('extended', 'infinity')], '2024-03-05');
SELECT explain_clock('2026-12-10', NULL, '{}', '2026-12-10');
SELECT request_clock('2026-12-10', NULL, '{}', '2026-12-10');
SELECT (request_clock('2026-12-10', NULL, '{}', '2026-12-10', ROW(2027, '{2027-01-01}', NULL))).due_on;
-- an extension as long as an integer goes
SELECT (request_clock('2024-03-04', NULL, ARRAY[event('extended', '2024-03-05', days => 2147483647), event('extended', '2024-03-05', days => 2147483647)], '2024-03-05')).days_allowed;
