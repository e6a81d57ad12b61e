-- Double entry: two persons enter a report independently, a third decides where they differ, one version; nobody sees the other's numbers before.
CREATE DATABASE regress_double;
\c regress_double
CREATE EXTENSION report_ext;
SET search_path = disclosure, public;
SET datestyle = iso;
SET jit = off;
SET client_min_messages = warning;
\set VERBOSITY terse
\pset null -
CREATE ROLE regress_double_zhou LOGIN;
CREATE ROLE regress_double_wu LOGIN;
CREATE ROLE regress_double_zheng LOGIN;
CREATE ROLE regress_double_wang LOGIN;
CREATE ROLE regress_double_read LOGIN;
CALL create_register();
INSERT INTO unit (unit_id, name, kind) VALUES ('a', '甲县', 'government'), ('a1', '甲县财政局', 'department');
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('a1', 'a');
SELECT grant_duty(r, 'fill', 'a1') FROM unnest('{regress_double_zhou,regress_double_wu,regress_double_zheng}'::name[]) r \g /dev/null
SELECT grant_duty('regress_double_wang', 'review', 'a'), grant_duty('regress_double_read', 'read', 'a') \g /dev/null
CREATE FUNCTION pg_temp.said(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	answer text;
	detail text;
	hint text;
BEGIN
	EXECUTE statement INTO answer;
	RETURN coalesce(answer, 'done');
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RETURN concat_ws(' | ', SQLSTATE || ' ' || SQLERRM, nullif(detail, ''), nullif(hint, ''));
END
$$;
-- last year carries three over
INSERT INTO report (unit_id, year, figures) VALUES ('a1', 2022, zero_figures('2021') + '{"form":"2021","requests":{"received":[3,0,0,0,0,0,3],"carried_out":[3,0,0,0,0,0,3]}}');
-- The numbers of 2023 on paper, sound: every row of table 三 holds for its total what its columns add up to.  Numbers nobody would guess.
CREATE TABLE public.paper AS
SELECT path, position, value FROM cells(zero_figures('2021') + '{"form":"2021","proactive":{"licensing":[700701],"penalties":[700702],"compulsion":[700703],"charges":[70070.4]},
	"requests":{"received":[700710,700711,0,0,0,0,1401421],"carried_in":[3,0,0,0,0,0,3],"granted":[700713,700711,0,0,0,0,1401424],"processed":[700713,700711,0,0,0,0,1401424]},
	"remedies":{"reconsideration":[700720,700721,0,0,1401441]}}') JOIN form_cell USING (path) WHERE form = '2021';
GRANT SELECT ON public.paper TO PUBLIC;
-- A role enters the paper, but for some cells, by the rows of the three views.
CREATE FUNCTION public.enter_paper(year integer, slips jsonb) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	line record;
	cells bigint := 0;
BEGIN
	FOR line IN
		SELECT count(*) AS cells, format('INSERT INTO disclosure.%I (unit_id, year, row_code, %s) VALUES (''a1'', %s, %L, %s)',
			CASE split_part(path, '.', 1) WHEN 'proactive' THEN 'entry_proactive' WHEN 'requests' THEN 'entry_request' ELSE 'entry_remedy' END,
			string_agg(split_part(path, '.', 3), ', ' ORDER BY position), enter_paper.year, split_part(path, '.', 2),
			string_agg(CASE WHEN slips ? path THEN coalesce(slips ->> path, 'NULL') ELSE value::text END, ', ' ORDER BY position)) AS statement
		FROM public.paper GROUP BY split_part(path, '.', 1), split_part(path, '.', 2)
	LOOP
		EXECUTE line.statement;
		cells := cells + line.cells;
	END LOOP;
	RETURN cells;
END
$$;

-- Without the setting nothing asks for it.
SET SESSION AUTHORIZATION regress_double_zhou;
SELECT pg_temp.said($$SELECT begin_entry('a1', 2023)$$);
RESET SESSION AUTHORIZATION;
SELECT count(*) AS reports FROM report WHERE year = 2023;
UPDATE setting SET value = 1 WHERE name = 'double_entry';
-- the draft has numbers of another origin: they are nobody's entry
INSERT INTO report (unit_id, year, figures) VALUES ('a1', 2023, zero_figures('2021') + '{"form":"2021","requests":{"carried_in":[3,0,0,0,0,0,3]}}');
SELECT pg_temp.said($$SELECT submit_report('a1', 2023)$$);

-- The first enters all 200 cells; the report stays as it was.
SET SESSION AUTHORIZATION regress_double_zhou;
SELECT natural_person, total FROM entry_request WHERE unit_id = 'a1' AND year = 2023 AND row_code = 'carried_in';
SELECT natural_person, total FROM entry_request WHERE unit_id = 'a1' AND year = 2023 AND row_code = 'granted';
SELECT public.enter_paper(2023, '{}') AS cells;
SELECT version, figures['proactive.licensing.decisions'] AS licensing FROM report WHERE unit_id = 'a1' AND year = 2023;
SELECT decisions FROM entry_proactive WHERE unit_id = 'a1' AND year = 2023 AND row_code = 'licensing';
SELECT pg_temp.said($$SELECT finish_entry('a1', 2023)$$);
SELECT pg_temp.said($$UPDATE entry_proactive SET decisions = 1 WHERE unit_id = 'a1' AND year = 2023 AND row_code = 'licensing'$$);
RESET SESSION AUTHORIZATION;

/*
 * What any role but the first can find of its numbers: in the rows of every relation of the schema that it may read, in functions
 * of a report, in errors.  All numbers of the paper have 7007 in them, or are their sums.
 */
CREATE FUNCTION public.tells(seen text) RETURNS boolean LANGUAGE sql AS $$
	/* but for hashes and fractions of seconds, in which any digits may stand */
	SELECT regexp_replace(seen, '[0-9a-f]{64}|:[0-9]{2}\.[0-9]+', '', 'g') ~ '7007|140144|140142' $$;
CREATE FUNCTION public.leaks() RETURNS TABLE (place text, seen text) LANGUAGE plpgsql AS $$
DECLARE
	relation record;
	statement text;
BEGIN
	FOR relation IN SELECT c.oid::regclass AS name FROM pg_class c
		WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relkind IN ('r', 'v') AND has_table_privilege(c.oid, 'SELECT') LOOP
		BEGIN
			EXECUTE format('SELECT max(t::text) FROM %s t WHERE public.tells(t::text)', relation.name) INTO seen;
			place := relation.name;
			IF seen IS NOT NULL THEN
				RETURN NEXT;
			END IF;
		EXCEPTION WHEN OTHERS THEN
			place := relation.name;
			seen := SQLERRM;
			RETURN NEXT;
		END;
	END LOOP;
	FOREACH statement IN ARRAY ARRAY[
		'SELECT disclosure.finish_entry(''a1'', 2023)::text', 'SELECT disclosure.begin_entry(''a1'', 2023)::text',
		'SELECT disclosure.decide_entry(''a1'', 2023, ''proactive.licensing.decisions'', 1, ''?'')', 'SELECT disclosure.cancel_entry(''a1'', 2023, ''own'', ''regress_double_zhou'')::text',
		'SELECT disclosure.cancel_entry(''a1'', 2023)::text', 'SELECT disclosure.submit_report(''a1'', 2023)::text',
		'SELECT string_agg(v::text, '' '') FROM disclosure.report_as_of(now()) v', 'SELECT string_agg(p::text, '' '') FROM disclosure.report_repair_parts(''a1'', 2023) p',
		'SELECT disclosure.entry_figures(r)::text FROM disclosure.report r WHERE year = 2023', 'SELECT disclosure.sheet_figures(r)::text FROM disclosure.report r WHERE year = 2023',
		'SELECT string_agg(m, '' '') FROM unnest(disclosure.gate_messages(''a1'', 2023, ''own'', true)) m',
		'SELECT string_agg(t::text, '' '') FROM disclosure.rollup(2023, ''a'') t', 'SELECT disclosure.verify_history(''a1'', 2023, ''own'')::text',
		'SELECT disclosure.complete_round(e)::text FROM disclosure.entry_round e', 'SELECT disclosure.own_sheet(''a1'', 2023, ''own'')::text',
		'INSERT INTO disclosure.entry_sheet SELECT ''a1'', 2023, ''own'', 1, ''regress_double_zhou'', ''x'', now(), NULL, disclosure.zero_figures(''2021'') RETURNING figures::text',
		'UPDATE disclosure.entry_sheet SET finished_at = now() RETURNING figures::text', 'UPDATE disclosure.entry_round SET compared_at = now() RETURNING round::text',
		'DELETE FROM disclosure.entry_sheet RETURNING figures::text', 'SELECT figures::text FROM disclosure.entry_sheet FOR UPDATE',
		'SELECT string_agg(s::text, '' '') FROM pg_stats s WHERE tablename = ''entry_sheet''',
		'SELECT string_agg(s.person || s.figures::text, '' '') FROM disclosure.entry_sheet s WHERE 1 / length(s.person) >= 0 AND s.figures::text::integer > 0'] LOOP
		BEGIN
			EXECUTE statement INTO seen;
			RAISE EXCEPTION USING ERRCODE = 'ZZ000';
		EXCEPTION WHEN SQLSTATE 'ZZ000' THEN
			NULL;
		WHEN OTHERS THEN
			GET STACKED DIAGNOSTICS seen = PG_EXCEPTION_DETAIL;
			seen := SQLERRM || seen;
		END;
		IF public.tells(seen) THEN
			place := statement;
			RETURN NEXT;
		END IF;
	END LOOP;
END
$$;
ANALYZE entry_sheet;
-- the probe finds numbers where they are to be seen: the first and the owner see the sheet
SELECT place FROM public.leaks() WHERE place IN ('entry_sheet', 'entry_report') ORDER BY 1;
SET SESSION AUTHORIZATION regress_double_zhou;
SELECT place FROM public.leaks() WHERE place IN ('entry_sheet', 'entry_report') ORDER BY 1;
SET SESSION AUTHORIZATION regress_double_wu;
SELECT * FROM public.leaks();
SET SESSION AUTHORIZATION regress_double_zheng;
SELECT * FROM public.leaks();
SET SESSION AUTHORIZATION regress_double_wang;
SELECT * FROM public.leaks();
SET SESSION AUTHORIZATION regress_double_read;
SELECT * FROM public.leaks();

-- The second enters the same with five slips, one of them a cell left blank; and the first sees nothing of his either.
SET SESSION AUTHORIZATION regress_double_wu;
SELECT decisions, last_decisions FROM entry_proactive WHERE unit_id = 'a1' AND year = 2023 AND row_code = 'licensing';
BEGIN;
SET LOCAL disclosure.actor = 'regress_double_zhou';
SELECT count(*) AS sheets FROM entry_sheet;
SELECT pg_temp.said($$SELECT begin_entry('a1', 2023)$$);
ROLLBACK;
SELECT public.enter_paper(2023, '{"proactive.licensing.decisions": 700710, "requests.received.enterprise": 700717, "requests.received.total": 1401427,
	"requests.granted.research": null, "remedies.reconsideration.overturned": 0}') AS cells;
SET SESSION AUTHORIZATION regress_double_zhou;
SELECT place FROM public.leaks() WHERE seen ~ '700717|1401427';
SET SESSION AUTHORIZATION regress_double_zheng;
SELECT * FROM public.leaks();
SELECT pg_temp.said($$UPDATE entry_proactive SET decisions = 1 WHERE unit_id = 'a1' AND year = 2023 AND row_code = 'licensing'$$);
SELECT pg_temp.said($$SELECT decide_entry('a1', 2023, 'proactive.licensing.decisions', 1)$$);
SELECT count(*) AS differences FROM entry_difference;
SET SESSION AUTHORIZATION regress_double_wu;
SELECT pg_temp.said($$SELECT finish_entry('a1', 2023)$$);
SELECT pg_temp.said($$SELECT submit_report('a1', 2023)$$);
SELECT section, path, cell_label, first_person, first_amount, second_person, second_amount, is_decided FROM entry_difference WHERE unit_id = 'a1' AND year = 2023 ORDER BY path;
-- independently: cell by cell
SELECT count(*) FROM entry_sheet a JOIN entry_sheet b ON a.person < b.person, LATERAL (SELECT path FROM form_cell WHERE form = '2021') c
WHERE a.figures[c.path] IS DISTINCT FROM b.figures[c.path];
SELECT pg_temp.said($$SELECT decide_entry('a1', 2023, 'proactive.licensing.decisions', 700701)$$);
SELECT pg_temp.said($$UPDATE entry_proactive SET decisions = 1 WHERE unit_id = 'a1' AND year = 2023 AND row_code = 'licensing'$$);

-- The third decides: four for the first, one otherwise, for which a reason is needed.
SET SESSION AUTHORIZATION regress_double_read;
SELECT pg_temp.said($$SELECT decide_entry('a1', 2023, 'proactive.licensing.decisions', 700701)$$);
SET SESSION AUTHORIZATION regress_double_zheng;
SELECT pg_temp.said($$SELECT decide_entry('a1', 2023, 'proactive.penalties.decisions', 1)$$);
SELECT pg_temp.said($$SELECT decide_entry('a1', 2023, 'proactive.licensing.decisions', 3)$$);
SELECT pg_temp.said($$SELECT decide_entry('a1', 2023, 'proactive.licensing.decisions', 3.5, '?')$$);
SELECT pg_temp.said($$SELECT decide_entry('a1', 2023, 'proactive.licensing.decisions', 700705, '原始凭证如此')$$);
SELECT path, pg_temp.said(format('SELECT decide_entry(''a1'', 2023, %L, %s)', path, first_amount)) FROM entry_difference WHERE is_decided = 0 ORDER BY path;
SELECT version, changed_by, login, reason FROM report_version WHERE unit_id = 'a1' AND year = 2023 ORDER BY version;
SELECT path, value, figures[path] AS stored FROM report, paper WHERE unit_id = 'a1' AND year = 2023 AND figures[path] IS DISTINCT FROM value;
SELECT path, decided_amount, decided_by, reason FROM entry_difference WHERE unit_id = 'a1' AND year = 2023 ORDER BY path;
SELECT rule, message FROM finding WHERE unit_id = 'a1' AND year = 2023 AND severity <> 'info' AND result = 'fail';
SELECT pg_temp.said($$SELECT finish_entry('a1', 2023)$$);

-- The gate: what two persons have entered passes, what was changed since does not, nor an open round.
RESET SESSION AUTHORIZATION;
BEGIN;
UPDATE report SET figures['proactive.licensing.decisions'] = 4 WHERE unit_id = 'a1' AND year = 2023;
SELECT pg_temp.said($$SELECT submit_report('a1', 2023)$$);
ROLLBACK;
SET SESSION AUTHORIZATION regress_double_zhou;
BEGIN;
UPDATE entry_proactive SET decisions = 700706 WHERE unit_id = 'a1' AND year = 2023 AND row_code = 'licensing';
SELECT round, count(*) AS sheets FROM entry_sheet GROUP BY 1 ORDER BY 1;
SELECT pg_temp.said($$SELECT submit_report('a1', 2023)$$);
-- the numbers of the round before are those that the new one begins with
SELECT r.path, r.value, s.value AS sheet FROM report p, LATERAL cells(p.figures) r, entry_sheet e, LATERAL cells(e.figures) s
WHERE p.unit_id = 'a1' AND p.year = 2023 AND e.round = 2 AND r.path = s.path AND r.value IS DISTINCT FROM s.value;
SELECT cancel_entry('a1', 2023);
SELECT round, count(*) AS sheets FROM entry_sheet GROUP BY 1 ORDER BY 1;
SELECT explain(unit_id, year, scope, rule, '核对无误') FROM finding WHERE unit_id = 'a1' AND year = 2023 AND severity = 'warning' AND result = 'fail' \g /dev/null
SELECT pg_temp.said($$SELECT submit_report('a1', 2023)$$);
COMMIT;
SELECT status, version FROM report WHERE unit_id = 'a1' AND year = 2023;
SELECT pg_temp.said($$UPDATE entry_proactive SET decisions = 700706 WHERE unit_id = 'a1' AND year = 2023 AND row_code = 'licensing'$$);
SELECT pg_temp.said($$SELECT begin_entry('a1', 2023)$$);
RESET SESSION AUTHORIZATION;
-- a report that was submitted before the setting came is not asked again
UPDATE setting SET value = 0 WHERE name = 'double_entry';
INSERT INTO report (unit_id, year, figures) VALUES ('a1', 2021, zero_figures('2021'));
SELECT pg_temp.said($$SELECT submit_report('a1', 2021)$$);
UPDATE setting SET value = 2 WHERE name = 'double_entry';
SET SESSION AUTHORIZATION regress_double_wang;
SELECT pg_temp.said($$SELECT approve_report('a1', 2021)$$);
SELECT pg_temp.said($$SELECT return_report('a1', 2023, 'own', '复核')$$);

-- Two who agree need no third; with 2 only who reviews decides; cancelling, opening again, a person replaced.
SET SESSION AUTHORIZATION regress_double_zhou;
UPDATE entry_report SET t2_licensing_decisions = 700707 WHERE unit_id = 'a1' AND year = 2023;
SELECT finish_entry('a1', 2023);
SELECT begin_entry('a1', 2023);
UPDATE entry_report SET t2_licensing_decisions = 700708 WHERE unit_id = 'a1' AND year = 2023;
SELECT finish_entry('a1', 2023);
SET SESSION AUTHORIZATION regress_double_wu;
SELECT begin_entry('a1', 2023);
SET SESSION AUTHORIZATION regress_double_zheng;
SELECT pg_temp.said($$SELECT begin_entry('a1', 2023)$$), pg_temp.said($$SELECT cancel_entry('a1', 2023)$$), pg_temp.said($$SELECT cancel_entry('a1', 2023, 'own', 'regress_double_wu')$$);
SET SESSION AUTHORIZATION regress_double_wang;
SELECT cancel_entry('a1', 2023, 'own', 'regress_double_wu');
SET SESSION AUTHORIZATION regress_double_zheng;
UPDATE entry_report SET t2_licensing_decisions = 700709 WHERE unit_id = 'a1' AND year = 2023;
SELECT finish_entry('a1', 2023);
SET SESSION AUTHORIZATION regress_double_wu;
SELECT pg_temp.said($$SELECT decide_entry('a1', 2023, 'proactive.licensing.decisions', 700708)$$);
SET SESSION AUTHORIZATION regress_double_wang;
-- two who have seen each other's numbers begin anew
BEGIN;
SELECT cancel_entry('a1', 2023, 'own', 'regress_double_zheng');
SELECT max(round) FROM entry_sheet;
ROLLBACK;
SELECT decide_entry('a1', 2023, 'proactive.licensing.decisions', 700708);
SET SESSION AUTHORIZATION regress_double_zhou;
UPDATE entry_report SET t2_penalties_decisions = 5, reason = '上次误填' WHERE unit_id = 'a1' AND year = 2023;
SELECT finish_entry('a1', 2023);
SET SESSION AUTHORIZATION regress_double_wu;
UPDATE entry_report SET t2_penalties_decisions = 5 WHERE unit_id = 'a1' AND year = 2023;
SELECT finish_entry('a1', 2023);
RESET SESSION AUTHORIZATION;
SELECT version, changed_by, reason FROM report_version WHERE unit_id = 'a1' AND year = 2023 AND status = 'returned' ORDER BY version;
SELECT figures['proactive.licensing.decisions'] AS licensing, figures['proactive.penalties.decisions'] AS penalties FROM report WHERE unit_id = 'a1' AND year = 2023;
SELECT verify_history('a1', 2023);
-- reports of areas are sums: one person writes them
INSERT INTO entry_request (unit_id, year, scope, row_code, total) VALUES ('a', 2023, 'level', 'granted', 3);
SELECT figures['requests.granted.total'] AS total FROM report WHERE scope = 'level';

\c contrib_regression
DROP DATABASE regress_double;
DROP ROLE regress_double_zhou, regress_double_wu, regress_double_zheng, regress_double_wang, regress_double_read;
