-- watch(function, calls, seconds) calls a function with arguments that fit and that do not, so often or so long, and tells how much its backend
-- grew from the first tenth of the calls to the last: first each call as a statement that may fail, then as many of those that do not in one query.
-- It needs a table "page" with some pages.

-- Expressions for arguments of a type whose names match; the more of a name is matched, the better it fits.
CREATE TABLE given (type regtype, name text, value text);
INSERT INTO given VALUES
	('figures', '', 'NULL'), ('figures', '', 'zero_figures(''2021'')'), ('figures', '', 'zero_figures(''2019'')'), ('figures', '', '''{"form":"2021"}'''),
	('figures', '', '(parse_report((SELECT bytes FROM page WHERE id = 1))).figures'), ('figures', '', '(SELECT sum((parse_report(bytes)).figures) FROM page WHERE id < 4)'),
	('figures', '', '''{"form":"2021","requests":{"received":[8,null,1,0,0,0,10],"granted":[1,2,3,4,5,6,7],"processed":[3,0,0,0,0,0,3]}}'''),
	('figures[]', '', 'NULL'), ('figures[]', '', '(SELECT array_agg((parse_report(bytes)).figures) FROM page WHERE id < 9)'),
	('figures[]', '', 'ARRAY[NULL, ''{"form":"2021","requests":{"received":[1,2,0,0,0,0,3]}}'']'),
	('figures_sum', '', 'NULL'),
	('ledger_tally', '', 'NULL'), ('ledger_tally', '', 'tally(''2024-01-01'', ''2024-01-20'', ''enterprise'', ''granted'')'), ('ledger_tally', '', ''''''),
	('proactive_table', '', 'NULL'), ('proactive_table', '', 'proactive(zero_figures(''2021''))'),
	('request_table', '', 'NULL'), ('request_table', '', 'requests(zero_figures(''2021''))'),
	('remedy_table', '', 'NULL'), ('remedy_table', '', 'remedies(zero_figures(''2021''))'),
	('checked_rule[]', '', 'NULL'), ('checked_rule[]', '', '''{}'''),
	('checked_rule[]', '', 'ARRAY[ROW(''a'', ''error'', ''requests.*.total <= 5'', NULL, NULL, NULL, NULL), ROW(''b'', ''info'', ''requests.received.total = 3'', 2000, 2090, NULL, NULL)]::checked_rule[]'),
	('checked_rule[]', '', 'ARRAY[ROW(''a'', ''error'', ''requests.* <= '', NULL, NULL, NULL, NULL)]::checked_rule[]'),
	('witness[]', '', 'NULL'), ('witness[]', '', 'ARRAY[ROW(''w'', zero_figures(''2021''))]::witness[]'),
	('measure_definition[]', '', 'NULL'), ('measure_definition[]', '', 'ARRAY[ROW(''m'', ''requests.received.total'', ''requests.granted.total'', 1, 1900, 2100)]::measure_definition[]'),
	('measure_definition[]', '', 'ARRAY[ROW(''m'', ''requests.'', '''', 1, 1900, 2100)]::measure_definition[]'),
	('narrative_value[]', '', 'NULL'), ('narrative_value[]', '', '(SELECT array_agg(n) FROM narrative(''全年收到申请100件，其中网上20件，答复99件。'') n)'),
	('clock_event[]', '', 'NULL'), ('clock_event[]', '', 'ARRAY[ROW(''extended'', date ''2024-03-20'', NULL, NULL, 10, NULL)]::clock_event[]'),
	('clock_event[]', '', 'ARRAY[ROW(''none'', date ''2024-03-20'', NULL, NULL, 10, NULL)]::clock_event[]'),
	('calendar_days', '', 'NULL'), ('calendar_days', '', 'ROW(2030, ARRAY[date ''2024-03-05''], NULL)::calendar_days'),
	('bytea', '', 'NULL'), ('bytea', '', '''\x'''), ('bytea', '', '''\xff00fe41'''), ('bytea', '', '(SELECT bytes FROM page WHERE id = 1)'),
	('bytea', '', '(SELECT bytes FROM page WHERE id = 5)'), ('bytea', '', '(SELECT substr(bytes, 1, length(bytes) / 2) FROM page WHERE id = 3)'),
	('jsonb', '', 'NULL'), ('jsonb', '', '''{}'''), ('jsonb', '', '''[1, null]'''), ('jsonb', '', '(parse_report((SELECT bytes FROM page WHERE id = 1))).sections'),
	('jsonb', '', '''{"form": "2021", "requests": {"received": {"total": 3}}}'''), ('jsonb', '', '''{"form": "2021", "requests": {"received": ["x"]}}'''),
	('jsonb', 'weights', '''{"requests.received.total": 3}'''), ('jsonb', 'weights', '''{"none": "x"}'''),
	('jsonb', 'sections', '''{"一": {"title": "总体情况", "text": "全年收到申请100件。"}}'''),
	('text[]', '', 'NULL'), ('text[]', '', '''{}'''), ('text[]', '', '''{u,v,NULL}'''), ('text[]', 'paths|marked|sure', '''{requests.received.total,requests.granted.total}'''), ('text[]', 'paths|marked|sure', '''{none}'''),
	('numeric[]', '', '''{1,2}'''), ('numeric[]', '', '''{1.5,NULL}'''), ('date[]', '', 'NULL'), ('integer[]', '', '''{2023}'''), ('jsonb[]', '', '''{}'''),
	('integer', '', 'NULL'), ('integer', '', '0'), ('integer', '', '-1'), ('integer', '', '3'), ('integer', '', '2147483647'),
	('integer', 'year', '2019'), ('integer', 'year', '2023'), ('integer', 'year', '2024'), ('integer', 'year', '1800'), ('integer', 'max_cells', '2'), ('integer', 'days', '20'),
	('bigint', '', '0'), ('bigint', '', '9223372036854775807'), ('smallint', '', '1'), ('numeric', '', '1.5'), ('numeric', '', 'NULL'), ('boolean', '', 'true'), ('boolean', '', 'false'), ('boolean', '', 'NULL'),
	('date', '', 'NULL'), ('date', '', '''2024-03-04'''), ('date', '', '''2023-12-29'''), ('date', '', '''1900-01-01'''), ('date', '', '''infinity'''),
	('timestamptz', '', 'now()'), ('timestamptz', '', '''2020-01-01'''), ('pg_snapshot', '', 'pg_current_snapshot()'),
	('name', '', '''postgres'''), ('name', '', '''none'''), ('oid', '', '0'), ('regclass', '', '''report'''), ('regclass', '', '''pg_class'''), ('regprocedure', '', '''is_owner()'''), ('regprocedure', '', '''caller_sees(text,integer)'''),
	('text', '', 'NULL'), ('text', '', ''''''), ('text', '', '''u'''), ('text', '', '''own'''), ('text', '', 'repeat(''长'', 1000)'), ('text', '', 'E''\x01\x7f'''), ('text', '', '''requests.received.total'''),
	('text', 'path', '''requests.received.total'''), ('text', 'path', '''requests.*.total'''), ('text', 'path', '''none.such'''),
	('text', 'form', '''2021'''), ('text', 'form', '''2019'''), ('text', 'form', '''1990'''),
	('text', 'format', '''html'''), ('text', 'format', '''markdown'''), ('text', 'format', '''text'''), ('text', 'format', '''json'''),
	('text', 'statement|condition|expression', '''requests.received.total <= 10'''), ('text', 'statement|condition|expression', '''requests.received.total / requests.granted.total'''),
	('text', 'statement|condition|expression', '''(requests.* <= 1 when unit.kind = '''), ('text', 'statement|condition|expression', '''proactive.rules.made > 1 when year >= 2021'''),
	('text', 'page|text|document|source|script', 'page_text((SELECT bytes FROM page WHERE id = 1))'), ('text', 'page|text|document|source|script', 'page_text((SELECT bytes FROM page WHERE id = 4))'),
	('text', 'page|text|document|source|script', '''<table><tr><td>受理号<td>收到日期<tr><td>1<td>2024-03-04</table>'''), ('text', 'page|text|document|source|script', '''受理号,收到日期' || chr(10) || '"1,2024'''),
	('text', 'page|text|document|source|script', '''SELECT $$;$$; SELECT 1; /* '''), ('text', 'page|text|document|source|script', '''收到申请100件，其中网上20件，“一”是'''),
	('text', 'unit_id', '''u'''), ('text', 'unit_id', '''v'''), ('text', 'unit_id', '''none'''), ('text', 'scope', '''own'''), ('text', 'scope', '''none'''), ('text', 'kind', '''department'''),
	('text', 'request_no', '''1'''), ('text', 'mapping', '''request'''), ('text', 'label', '''f'''), ('text', 'class', '''enterprise'''), ('text', 'result', '''granted'''), ('text', 'duty', '''fill'''), ('text', 'raw', '''12'''), ('text', 'raw', '''1.5万'''), ('text', 'written', '''二〇二四年三月四日'''),
	('text', 'index_number', '''113300000000000000/2024-00001'''), ('text', 'code', '''11330000002482495J'''), ('text', 'origin', '''filed'''), ('text', 'origin', '''recorded''');

-- What is no function of one call: aggregates, input and subscripts.
CREATE FUNCTION aggregate_sum(tables figures[]) RETURNS figures LANGUAGE sql IMMUTABLE AS $$ SELECT sum(f) FROM unnest(tables) f $$;
CREATE FUNCTION aggregate_tally(entered_on date, left_on date, class text, result text) RETURNS ledger_tally LANGUAGE sql IMMUTABLE AS
	$$ SELECT tally(entered_on, left_on, class, result) FROM generate_series(1, 3) $$;
CREATE FUNCTION aggregate_measures(tables figures[], definitions measure_definition[]) RETURNS measure_sum[] LANGUAGE sql IMMUTABLE AS
	$$ SELECT measure_sums(f, definitions, NULL, NULL) FROM unnest(tables) f $$;
CREATE FUNCTION input_figures(document jsonb) RETURNS figures LANGUAGE sql IMMUTABLE AS $$ SELECT document::text::figures $$;
CREATE FUNCTION input_tally(text) RETURNS ledger_tally LANGUAGE sql IMMUTABLE AS $$ SELECT $1::ledger_tally $$;
CREATE FUNCTION subscript_figures(figures, path text) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$ SELECT $1[path] $$;

CREATE FUNCTION resident() RETURNS bigint LANGUAGE sql VOLATILE AS
	$$ SELECT substring(pg_read_file('/proc/self/status') FROM 'RssAnon:\s+([0-9]+)')::bigint $$;

-- The n-th choice of an expression for an argument.
CREATE FUNCTION choice(wanted oid, argument text, seed text) RETURNS text LANGUAGE sql STABLE AS $$
	SELECT coalesce((SELECT value FROM given WHERE type = wanted AND (name = '' OR argument ~ name)
		ORDER BY hashtext(seed || value || name)::bigint - CASE name WHEN '' THEN 0 ELSE 4000000000 * (abs(hashtext(seed)) % 4 > 0)::int END LIMIT 1), 'NULL')
		|| '::' || wanted::regtype $$;

CREATE PROCEDURE watch(called regprocedure, calls int, seconds int, INOUT report text DEFAULT NULL) LANGUAGE plpgsql AS $procedure$
DECLARE
	lists constant int := 40;
	arguments text := (SELECT string_agg('v.a' || i, ', ' ORDER BY i) FROM pg_proc p, generate_series(1, pronargs) i WHERE p.oid = called);
	call text := format('%s(%s) x', called::regproc, arguments);
	began timestamptz;
	done int := 0;
	failed int := 0;
	more int;
	early bigint;
	grew bigint;
	within bigint;
BEGIN
	DROP TABLE IF EXISTS argument_list;
	EXECUTE 'CREATE TABLE argument_list AS ' || (
		SELECT string_agg('SELECT ' || k || ' AS k, false AS fits' || coalesce((SELECT string_agg(
			format(', %s AS a%s', choice(t, coalesce(p.proargnames[i], ''), called::text || k || ' ' || i), i), '' ORDER BY i)
			FROM unnest(p.proargtypes) WITH ORDINALITY a(t, i)), ''), ' UNION ALL ' ORDER BY k)
		FROM pg_proc p, generate_series(0, lists - 1) k WHERE p.oid = called);
	EXECUTE format($function$
		CREATE OR REPLACE FUNCTION trial(first int, last int) RETURNS int LANGUAGE plpgsql AS $$
		DECLARE
			list argument_list[] := ARRAY(SELECT l FROM argument_list l ORDER BY k);
			v argument_list;
			failed int := 0;
		BEGIN
			FOR i IN first .. last LOOP
				v := list[i %% %2$s + 1];
				BEGIN
					PERFORM count(x) FROM %1$s;
					list[i %% %2$s + 1].fits := true;
				EXCEPTION WHEN OTHERS THEN
					failed := failed + 1;
				END;
			END LOOP;
			UPDATE argument_list l SET fits = true WHERE NOT fits AND list[k + 1].fits;
			RETURN failed;
		END $$ $function$, call, lists);

	began := clock_timestamp();
	WHILE done < calls AND clock_timestamp() < began + seconds * interval '1 second' LOOP
		more := trial(done, done + lists - 1);
		failed := failed + more;
		done := done + lists;
		COMMIT;
		IF early IS NULL AND (done >= calls / 10 OR clock_timestamp() > began + seconds * interval '0.1 second') THEN
			early := resident();
		END IF;
	END LOOP;
	grew := resident() - early;

	-- as many in one query, which lasts as long; of one that changes something the second call may fail
	IF (SELECT provolatile <> 'v' FROM pg_proc WHERE oid = called) THEN
		EXECUTE format('SELECT coalesce(max(r) - min(r), 0) FROM (SELECT CASE WHEN i IN (%1$s / 10, %1$s) THEN resident() END AS r, (SELECT count(x) FROM %2$s) AS n
			FROM generate_series(1, %1$s) i JOIN (SELECT row_number() OVER () - 1 AS place, count(*) OVER () AS lists, l.* FROM argument_list l WHERE fits) v ON place = i %% lists OFFSET 0) y',
			done, call) INTO within;
	END IF;
	report := format('%s: %s calls, %s failed, grew by %s kB', called, done, failed, grew) || coalesce(', in one query by ' || within || ' kB', '');
END
$procedure$;
