-- The history of reports: every transaction that changes one makes a version, chained by hashes, and a version that does not fit is found.
-- Times and hashes are compared, never printed; queries that compare print only differences.
CREATE DATABASE regress_history;
\c regress_history
CREATE EXTENSION report_ext;
SET search_path = disclosure, public;
SET datestyle = iso;
\set VERBOSITY terse
\pset null -
CALL create_register();
-- rules have no part in this
UPDATE rule SET enabled = false;
\set ECHO none
\i sql/include/reports.sql
\set ECHO all
INSERT INTO unit (unit_id, name) VALUES ('a', '甲局'), ('b', '乙局'), ('c', '丙局');
CREATE VIEW public.history AS
SELECT unit_id, year, version, figures['requests.granted.total'] AS granted, status, issued_on, deleted, changed_by = session_user AS own_role, actor, reason
FROM report_version ORDER BY unit_id, year, scope, version;

-- Every change is a version: new, figures, status, date, deleted, and new again.
INSERT INTO report (unit_id, year, figures) VALUES ('a', 2023, pg_temp.granted(1));
UPDATE report SET figures = pg_temp.granted(2) WHERE unit_id = 'a';
UPDATE report SET issued_on = '2024-01-20' WHERE unit_id = 'a';
SET disclosure.actor = '张三';
UPDATE report SET status = 'submitted' WHERE unit_id = 'a';
BEGIN;
SET LOCAL disclosure.actor = '李"四"\';
SET LOCAL disclosure.reason = E'第二部分\n少一件\t';
UPDATE report SET status = 'returned' WHERE unit_id = 'a';
COMMIT;
-- the reason is gone with its transaction; an empty name does not count
SET disclosure.actor = '';
UPDATE report SET figures = pg_temp.granted(3), issued_on = NULL WHERE unit_id = 'a';
RESET disclosure.actor;
BEGIN;
SET LOCAL disclosure.reason = '撤销';
DELETE FROM report WHERE unit_id = 'a';
COMMIT;
INSERT INTO report (unit_id, year, figures) VALUES ('a', 2023, pg_temp.granted(5));
SELECT * FROM history;
-- one version of several statements in one transaction, without what is rolled back; the numbers that come after are of the rest
BEGIN;
UPDATE report SET figures = pg_temp.granted(6) WHERE unit_id = 'a';
SAVEPOINT s;
UPDATE report SET figures = pg_temp.granted(7) WHERE unit_id = 'a';
ROLLBACK TO s;
UPDATE report SET figures['requests.granted.enterprise'] = NULL WHERE unit_id = 'a';
INSERT INTO report (unit_id, year, figures) VALUES ('a', 2023, pg_temp.granted(8))
	ON CONFLICT (unit_id, year, scope) DO UPDATE SET figures = excluded.figures;
COMMIT;
SELECT version, granted FROM history WHERE version > 8;
SELECT count(*) AS cells, min(version) AS version FROM report_change WHERE version = 9;
UPDATE report SET figures = pg_temp.granted(9) WHERE unit_id = 'a';
UPDATE report SET figures = pg_temp.granted(8) WHERE unit_id = 'a';
-- a change of nothing makes no version, nor can the number and the hash be set
UPDATE report SET figures = figures, status = status, issued_on = issued_on;
UPDATE report SET figures = figures::text::figures, version = 99, head = '\x00', changed_by = 'nobody';
SELECT count(*), max(version), (SELECT version FROM report) AS report, bool_or(r.head = v.hash) AS head_is_newest
FROM report_version v LEFT JOIN report r USING (unit_id, year, scope, version);
-- time goes on
SELECT a.version FROM report_version a JOIN report_version b USING (unit_id, year, scope) WHERE b.version = a.version + 1 AND b.changed_at <= a.changed_at;

-- The role is that of the caller, whose name others cannot take.
CREATE ROLE regress_history;
SELECT grant_duty('regress_history', 'fill', 'b');
GRANT USAGE ON SCHEMA disclosure TO regress_history;
SET ROLE regress_history;
SET disclosure.actor = 'postgres';
INSERT INTO report (unit_id, year, figures) VALUES ('b', 2023, zero_figures('2021'));
UPDATE report SET figures['requests.carried_in.total'] = 1 WHERE unit_id = 'b';
DELETE FROM report WHERE unit_id = 'b';
INSERT INTO report_version SELECT * FROM report_version;
UPDATE report_version SET reason = '无';
DELETE FROM report_version;
SELECT verify_history('b', 2023);
SELECT verify_history('a', 2023);
RESET ROLE;
RESET disclosure.actor;
SELECT version, changed_by, actor, deleted FROM report_version WHERE unit_id = 'b' ORDER BY 1;

-- The cells that changed, against plain SQL over cells(): blanks as well, nothing else, and a line for each version.
INSERT INTO report (unit_id, year, figures) VALUES ('c', 2020, '{"form":"2019","requests":{"received":[1,2,null,4,5,6,18]}}'), ('c', 2021, NULL);
UPDATE report SET figures = zero_figures('2021') WHERE unit_id = 'c' AND year = 2021;
UPDATE report SET figures['requests.received.research'] = 3, figures['requests.received.enterprise'] = NULL, figures['proactive.charges.amount'] = 0.5 WHERE unit_id = 'c' AND year = 2020;
UPDATE report SET figures['proactive.charges.amount'] = 0.50 WHERE unit_id = 'c' AND year = 2020;
UPDATE report SET figures = '{"form":"2019"}' WHERE unit_id = 'c' AND year = 2020;
CREATE TEMP TABLE cell AS SELECT v.unit_id, v.year, v.version, c.path, c.value FROM report_version v, cells(v.figures) c;
CREATE TEMP TABLE expected AS
	SELECT unit_id, year, version, path, o.value AS old, n.value AS new
	FROM cell n FULL JOIN (SELECT unit_id, year, version + 1 AS version, path, value FROM cell) o USING (unit_id, year, version, path)
	WHERE o.value IS DISTINCT FROM n.value AND version > 1 AND (unit_id, year, version) IN (SELECT unit_id, year, version FROM report_version);
SELECT unit_id, year, version, path, e.old, e.new, c.old, c.new FROM expected e
FULL JOIN (SELECT * FROM report_change WHERE path IS NOT NULL) c USING (unit_id, year, version, path)
WHERE (e.old, e.new) IS DISTINCT FROM (c.old, c.new) OR c.unit_id IS NULL OR e.unit_id IS NULL;
SELECT unit_id, year, version, count(*) AS cells, count(*) FILTER (WHERE old IS NULL) AS were_blank, count(*) FILTER (WHERE new IS NULL) AS are_blank
FROM expected GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;
SELECT unit_id, year, version FROM report_version LEFT JOIN report_change c USING (unit_id, year, scope, version)
GROUP BY 1, 2, 3 HAVING count(c.unit_id) = 0 OR (bool_or(c.path IS NULL) AND (count(*) > 1 OR EXISTS (
	SELECT FROM expected e WHERE (e.unit_id, e.year, e.version) = (report_version.unit_id, report_version.year, report_version.version))));
SELECT version, status, actor, reason, path, row_label, column_label, old, new FROM report_change WHERE unit_id = 'c' AND year = 2020 AND version = 2 ORDER BY path;

-- The reports of any time: at each version's, just before, before all and now.
CREATE TEMP TABLE moment AS SELECT changed_at AS t FROM report_version UNION SELECT changed_at - interval '1 microsecond' FROM report_version
	UNION SELECT unnest('{-infinity,infinity}'::timestamptz[]);
CREATE TEMP TABLE then_was AS SELECT t, v.* FROM moment, report_version v WHERE v.changed_at <= t AND NOT v.deleted AND NOT EXISTS (
	SELECT FROM report_version w WHERE (w.unit_id, w.year, w.scope) = (v.unit_id, v.year, v.scope) AND w.version > v.version AND w.changed_at <= t);
SELECT count(*) > 30 AS moments FROM moment;
SELECT unit_id, year, e.version AS expected, a.version AS found FROM then_was e
FULL JOIN (SELECT t, r.* FROM moment, report_as_of(t) r) a USING (t, unit_id, year, scope) WHERE e.version IS DISTINCT FROM a.version OR e.hash IS DISTINCT FROM a.hash;
SELECT unit_id, year, version FROM report_as_of('infinity') EXCEPT SELECT unit_id, year, version FROM report;
SELECT count(*) AS before_all FROM report_as_of('-infinity');
SELECT v.version, (SELECT figures['requests.granted.total'] FROM report_as_of(v.changed_at) WHERE unit_id = 'a') AS granted
FROM report_version v WHERE v.unit_id = 'a' ORDER BY 1;

-- All is whole; a report that never existed is not.
SELECT unit_id, year FROM (SELECT DISTINCT unit_id, year FROM report_version) v WHERE verify_history(unit_id, year) IS NOT NULL;
SELECT verify_history('a', 2024);
SELECT verify_history('a', 2023, 'level');

-- The chain again, by others' means.  A version's hash is the SHA-256 of a JSON array in UTF-8, ", " between its elements, what is not
-- known as null: the hash before it in hexadecimal; unit; year; scope; number; the figures as text; status; origin; the date of issue in
-- days after 2000-01-01; whether deleted; the time in microseconds after 1970-01-01 UTC; login; role; actor; reason; who submitted; who
-- approved; the hashes of the words and of the page in hexadecimal; the remarks and explanations of a deleted report.
CREATE FUNCTION pg_temp.j(t text) RETURNS text LANGUAGE sql AS $$ SELECT coalesce(to_json(t)::text, 'null') $$;
CREATE FUNCTION pg_temp.content(v report_version, previous bytea) RETURNS bytea LANGUAGE sql AS $$
	SELECT pg_catalog.sha256(convert_to('[' || concat_ws(', ', pg_temp.j(encode(previous, 'hex')), pg_temp.j(v.unit_id), v.year, pg_temp.j(v.scope), v.version,
		pg_temp.j(v.figures::text), pg_temp.j(v.status), pg_temp.j(v.origin), coalesce((v.issued_on - date '2000-01-01')::text, 'null'),
		v.deleted::text,
		extract(epoch FROM date_trunc('second', v.changed_at))::bigint * 1000000 + extract(microseconds FROM v.changed_at)::bigint % 1000000,
		pg_temp.j(v.login), pg_temp.j(v.changed_by), pg_temp.j(v.actor), pg_temp.j(v.reason), pg_temp.j(v.submitted_by), pg_temp.j(v.approved_by),
		pg_temp.j(encode(v.text_hash, 'hex')), pg_temp.j(encode(v.page_hash, 'hex')), coalesce(v.remarks::text, 'null')) || ']', 'UTF8')) $$;
WITH RECURSIVE chain AS (
	SELECT v.unit_id, v.year, v.scope, v.version, pg_temp.content(v, NULL) AS hash FROM report_version v WHERE version = 1
	UNION ALL
	SELECT v.unit_id, v.year, v.scope, v.version, pg_temp.content(v, c.hash)
	FROM chain c JOIN report_version v ON (v.unit_id, v.year, v.scope, v.version) = (c.unit_id, c.year, c.scope, c.version + 1))
SELECT count(*) = (SELECT count(*) FROM report_version) AS all_of_them, count(*) FILTER (WHERE c.hash = v.hash) = count(*) AS same,
	count(*) FILTER (WHERE c.hash = r.head) = (SELECT count(*) FROM report) AS heads
FROM chain c JOIN report_version v USING (unit_id, year, scope, version) LEFT JOIN report r USING (unit_id, year, scope, version);

-- No setting changes a hash, neither one that is checked nor one that is made.
CREATE FUNCTION pg_temp.wrong() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM disclosure.report_version v WHERE v.hash IS DISTINCT FROM disclosure.version_hash(v) $$;
BEGIN;
SET LOCAL TimeZone = 'Asia/Kathmandu';
SET LOCAL DateStyle = 'SQL, DMY';
SET LOCAL IntervalStyle = 'sql_standard';
SET LOCAL extra_float_digits = -15;
SET LOCAL bytea_output = 'escape';
SET LOCAL standard_conforming_strings = off;
SELECT pg_temp.wrong();
UPDATE report SET figures['proactive.charges.amount'] = 71234.567891, issued_on = DATE '2024-03-02' WHERE unit_id = 'c' AND year = 2021;
COMMIT;
BEGIN;
SET LOCAL TimeZone = 'America/St_Johns';
SET LOCAL DateStyle = 'German';
SET LOCAL extra_float_digits = 3;
SELECT pg_temp.wrong();
SELECT verify_history('c', 2021);
ROLLBACK;

-- Tampering, by one who can turn the triggers off.  Each is tried and rolled back.
CREATE FUNCTION pg_temp.tampered(statements text, unit_id text DEFAULT 'a', year integer DEFAULT 2023) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
BEGIN
	ALTER TABLE disclosure.report DISABLE TRIGGER USER;
	ALTER TABLE disclosure.report_version DISABLE TRIGGER USER;
	EXECUTE statements;
	result := coalesce(disclosure.verify_history(unit_id, year)::text, 'whole');
	RAISE EXCEPTION 'rolled back' USING ERRCODE = 'RX001';
EXCEPTION
	WHEN SQLSTATE 'RX001' THEN RETURN result;
	WHEN OTHERS THEN RETURN SQLERRM;
END
$$;
SELECT pg_temp.tampered('') AS nothing;
-- any column of any version: that one
CREATE TEMP TABLE forged (what text, assignment text);
INSERT INTO forged VALUES
	('figures', $$figures = disclosure.zero_figures('2019')$$), ('one cell', $$figures['requests.carried_in.total'] = 1$$), ('a blank', $$figures['remedies.direct_suit.total'] = NULL$$),
	('time', $$changed_at = changed_at + interval '1 microsecond'$$), ('role', $$changed_by = changed_by || ' '$$),
	('actor', $$actor = coalesce(actor, '') || '王五'$$), ('reason', $$reason = coalesce(reason, '') || '。'$$), ('empty actor', $$actor = CASE WHEN actor IS NULL THEN '' END$$),
	('empty reason', $$reason = CASE WHEN reason IS NULL THEN '' END$$), ('actor for reason', $$actor = coalesce(reason, 'x'), reason = coalesce(actor, 'x')$$),
	('status', $$status = CASE status WHEN 'draft' THEN 'approved' ELSE 'draft' END$$), ('origin', $$origin = 'recorded'$$),
	('date', $$issued_on = coalesce(issued_on + 1, '2000-01-01')$$), ('deleted', $$deleted = NOT deleted$$),
	('no time', $$changed_at = 'infinity'$$), ('far time', $$changed_at = '294276-12-31 UTC'$$), ('no date', $$issued_on = '-infinity'$$),
	('login', $$login = login || ' '$$), ('who submitted', $$submitted_by = coalesce(submitted_by, '') || '王五'$$), ('who approved', $$approved_by = coalesce(approved_by, '') || '王五'$$),
	('words', $$text_hash = pg_catalog.sha256('')$$), ('page', $$page_hash = pg_catalog.sha256('')$$), ('remarks', $$remarks = '{}'$$),
	('hash', $$hash = pg_catalog.sha256(hash)$$), ('previous hash', $$previous_hash = pg_catalog.sha256(hash)$$);
SELECT what, version, found FROM forged, generate_series(1, 11) version,
	pg_temp.tampered(format('UPDATE disclosure.report_version SET %s WHERE unit_id = %L AND version = %s', assignment, 'a', version)) found
WHERE found IS DISTINCT FROM version::text;
-- with its hash made anew the next one does not fit, or the report
SELECT what, version, found FROM forged, generate_series(1, 11) version, pg_temp.tampered(format('UPDATE disclosure.report_version SET %s WHERE unit_id = %L AND version = %s;
	UPDATE disclosure.report_version v SET hash = disclosure.version_hash(v) WHERE unit_id = %2$L AND version = %3$s', assignment, 'a', version)) found
WHERE what <> 'hash' AND what NOT LIKE 'no %' AND what <> 'far time' AND found IS DISTINCT FROM CASE WHEN what = 'previous hash' THEN version ELSE version + 1 END::text;
-- cut out one, with the others moved up or not; cut off the newest, or from one on; all
SELECT version, found, closed FROM generate_series(1, 11) version,
	pg_temp.tampered(format('DELETE FROM disclosure.report_version WHERE unit_id = %L AND version = %s', 'a', version)) found,
	pg_temp.tampered(format('DELETE FROM disclosure.report_version WHERE unit_id = %L AND version = %s;
		UPDATE disclosure.report_version SET version = version + 999 WHERE unit_id = %1$L AND version > %2$s;
		UPDATE disclosure.report_version SET version = version - 1000 WHERE unit_id = %1$L AND version > 999', 'a', version)) closed,
	pg_temp.tampered(format('DELETE FROM disclosure.report_version WHERE unit_id = %L AND version >= %s', 'a', version)) cut_off
WHERE (found, cut_off, closed) IS DISTINCT FROM (version::text, version::text, version::text);
-- swapped: the two numbers; the figures alone
SELECT a, b, numbers FROM generate_series(1, 11) a, generate_series(1, 11) b, pg_temp.tampered(format('
	UPDATE disclosure.report_version SET version = version + 1000 WHERE unit_id = %L AND version IN (%s, %s);
	UPDATE disclosure.report_version SET version = CASE version WHEN 1000 + %2$s THEN %3$s ELSE %2$s END WHERE unit_id = %1$L AND version > 1000', 'a', a, b)) numbers
WHERE a < b AND numbers IS DISTINCT FROM a::text;
SELECT pg_temp.tampered($$UPDATE disclosure.report_version v SET figures = w.figures FROM disclosure.report_version w
	WHERE v.unit_id = 'a' AND w.unit_id = 'a' AND (v.version, w.version) IN ((2, 6), (6, 2))$$) AS swapped_figures;
-- one more version written in with its hash, before the first, in between, after the newest: the version after it does not fit
SELECT pg_temp.tampered(format('UPDATE disclosure.report_version SET version = version + 1001 WHERE unit_id = %L AND version > %s;
	UPDATE disclosure.report_version SET version = version - 1000 WHERE unit_id = %1$L AND version > 1000;
	INSERT INTO disclosure.report_version SELECT (v).* FROM (SELECT disclosure.next_version(r, (SELECT h FROM disclosure.report_version h WHERE unit_id = %1$L AND version = %2$s), false) AS v
		FROM disclosure.report r WHERE unit_id = %1$L) n', 'a', k)) AS written_in FROM unnest('{0,4,11}'::integer[]) k;
-- the report itself
SELECT what, pg_temp.tampered('UPDATE disclosure.report SET ' || what || $$ WHERE unit_id = 'a'$$) AS found
FROM unnest(ARRAY[$$figures = disclosure.zero_figures('2021')$$, $$figures['requests.carried_out.total'] = 1$$, $$status = 'approved'$$, $$origin = 'recorded'$$,
	$$issued_on = '2024-01-01'$$, $$head = '\x00'$$, $$head = NULL$$, $$version = version - 1$$, $$version = version + 1$$, $$version = 0$$,
	'head = (SELECT hash FROM disclosure.report_version v WHERE unit_id = ''a'' AND v.version = 10)']) what;
-- back to an older version, with its number and hash
SELECT pg_temp.tampered($$UPDATE disclosure.report r SET figures = v.figures, version = v.version, head = v.hash
	FROM disclosure.report_version v WHERE r.unit_id = 'a' AND v.unit_id = 'a' AND v.version = 10$$) AS older;
-- removed without a trace; of one that was deleted, the deletion cut off, or undone
SELECT pg_temp.tampered($$DELETE FROM disclosure.report WHERE unit_id = 'a'$$) AS removed,
	pg_temp.tampered($$DELETE FROM disclosure.report_version WHERE unit_id = 'b' AND version = 3$$, 'b') AS cut_off,
	pg_temp.tampered($$UPDATE disclosure.report_version SET deleted = false WHERE unit_id = 'b' AND version = 3$$, 'b') AS not_deleted,
	pg_temp.tampered($$INSERT INTO disclosure.report (unit_id, year, scope, figures, status, version, head)
		SELECT unit_id, year, scope, figures, status, version, hash FROM disclosure.report_version WHERE unit_id = 'b' AND version = 3$$, 'b') AS undone;
-- another's history in its place
SELECT pg_temp.tampered($$DELETE FROM disclosure.report_version WHERE unit_id = 'a'; UPDATE disclosure.report_version SET unit_id = 'a' WHERE unit_id = 'b'$$) AS of_another,
	pg_temp.tampered($$DELETE FROM disclosure.report_version WHERE unit_id = 'c' AND year = 2020; UPDATE disclosure.report_version SET year = 2020
		WHERE unit_id = 'c' AND year = 2021$$, 'c', 2020) AS of_another_year;
-- not seen: one who makes all hashes anew, and the head
SELECT pg_temp.tampered($$UPDATE disclosure.report_version SET reason = '无' WHERE unit_id = 'a' AND version = 11;
	UPDATE disclosure.report_version v SET hash = disclosure.version_hash(v) WHERE unit_id = 'a' AND version = 11;
	UPDATE disclosure.report r SET head = v.hash FROM disclosure.report_version v WHERE r.unit_id = 'a' AND v.unit_id = 'a' AND v.version = 11$$) AS all_anew;
-- nothing of it stayed
SELECT unit_id, year FROM (SELECT DISTINCT unit_id, year FROM report_version) v WHERE verify_history(unit_id, year) IS NOT NULL;
SELECT tgname FROM pg_trigger WHERE tgrelid IN ('report'::regclass, 'report_version'::regclass) AND tgenabled <> 'O';

-- A trigger of the user's may change a report before it is sealed, not afterwards, even if all else stays the same.
CREATE FUNCTION public.one_more() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.figures['proactive.licensing.decisions'] := coalesce(disclosure.value_of(NEW.figures, 'proactive.licensing.decisions'), 0) + 1;
	RETURN NEW;
END
$$;
CREATE TRIGGER a_user BEFORE INSERT OR UPDATE ON report FOR EACH ROW EXECUTE FUNCTION public.one_more();
UPDATE report SET figures = pg_temp.granted(20) WHERE unit_id = 'a';
UPDATE report SET figures = figures WHERE unit_id = 'a';
INSERT INTO report (unit_id, year, figures) VALUES ('b', 2023, pg_temp.granted(0));
SELECT unit_id, version, figures['proactive.licensing.decisions'] AS licensing FROM report_version WHERE (unit_id, version) IN (('a', 12), ('a', 13), ('b', 4)) ORDER BY 1, 2;
SELECT verify_history('a', 2023), verify_history('b', 2023);
ALTER TRIGGER a_user ON report RENAME TO report_seal_then;
\set VERBOSITY default
\set SHOW_CONTEXT never
UPDATE report SET figures = pg_temp.granted(21) WHERE unit_id = 'a';
\set VERBOSITY terse
UPDATE report SET figures = figures WHERE unit_id = 'a';
UPDATE report SET status = 'submitted' WHERE unit_id = 'a';
INSERT INTO report (unit_id, year, figures) VALUES ('b', 2024, pg_temp.granted(0));
DROP TRIGGER report_seal_then ON report;
CREATE FUNCTION public.as_it_was() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.version := OLD.version;
	NEW.head := OLD.head;
	RETURN NEW;
END
$$;
CREATE TRIGGER z_user BEFORE UPDATE ON report FOR EACH ROW EXECUTE FUNCTION public.as_it_was();
UPDATE report SET figures = pg_temp.granted(21) WHERE unit_id = 'a';
UPDATE report SET issued_on = '2024-05-05' WHERE unit_id = 'a';
DROP TRIGGER z_user ON report;
SELECT version, verify_history('a', 2023) FROM report WHERE unit_id = 'a';

-- The keys of what has a history stay: two units could swap theirs, and all would verify.
UPDATE unit SET unit_id = unit_id || '-2' WHERE unit_id IN ('a', 'b');
UPDATE report SET year = 2020 WHERE unit_id = 'a';
UPDATE report_version SET reason = '无' WHERE unit_id = 'a' AND version = 3;
DELETE FROM report_version WHERE unit_id = 'b';
DELETE FROM report WHERE unit_id = 'b';
DELETE FROM unit WHERE unit_id = 'a';
-- a unit without a history may get another code
BEGIN;
INSERT INTO unit (unit_id, name) VALUES ('new', '新局');
UPDATE unit SET unit_id = 'newer' WHERE unit_id = 'new' RETURNING unit_id;
ROLLBACK;

-- Words and pages: their change is a version, what they replace stays readable, and tampering with either is found.
INSERT INTO report (unit_id, year, figures) VALUES ('c', 2024, zero_figures('2021'));
BEGIN;
INSERT INTO report_text (unit_id, year, scope, title, sections) VALUES ('c', 2024, 'own', '年度报告', '{"一": {"text": "培训3场。"}}');
INSERT INTO report_source (unit_id, year, scope, source, notes) VALUES ('c', 2024, 'own', '第一页', '[]');
COMMIT;
UPDATE report_text SET sections = '{"一": {"text": "培训5场。"}}' WHERE unit_id = 'c' AND year = 2024;
UPDATE report_text SET sections = sections, title = title;
UPDATE report_source SET source = '第二页', page = '\x00ff' WHERE unit_id = 'c' AND year = 2024;
DELETE FROM report_text WHERE unit_id = 'c' AND year = 2024;
SELECT version, words ->> 'title' AS title, words #>> '{sections,一,text}' AS words, source, page FROM version_text WHERE unit_id = 'c' AND year = 2024 ORDER BY version;
SELECT version, path, text_changed, page_changed FROM report_change WHERE unit_id = 'c' AND year = 2024 ORDER BY version;
SELECT verify_history('c', 2024);
INSERT INTO report_text (unit_id, year, scope, title) VALUES ('c', 2024, 'own', '年度报告');
CREATE FUNCTION pg_temp.tampered_words(statements text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	RETURN pg_temp.tampered('ALTER TABLE disclosure.report_text DISABLE TRIGGER USER; ALTER TABLE disclosure.report_source DISABLE TRIGGER USER; '
		|| statements, 'c', 2024);
END
$$;
SELECT what, pg_temp.tampered_words(what) FROM unnest(ARRAY['', $$UPDATE disclosure.report_text SET title = '假' WHERE unit_id = 'c'$$,
	$$UPDATE disclosure.report_source SET page = NULL WHERE unit_id = 'c'$$, $$DELETE FROM disclosure.report_source WHERE unit_id = 'c'$$,
	$$UPDATE disclosure.past_text SET content = jsonb_set(content, '{title}', '"假"') WHERE unit_id = 'c' AND content #>> '{sections,一,text}' ~ '3'$$,
	$$DELETE FROM disclosure.past_page WHERE unit_id = 'c'$$, $$UPDATE disclosure.past_page SET notes = '[1]' WHERE unit_id = 'c'$$]) what;
-- words belong to their report
UPDATE report_text SET year = 2021 WHERE unit_id = 'c';

-- A report that is deleted keeps its remarks and explanations.
INSERT INTO review_note (unit_id, year, scope, path, note) VALUES ('c', 2024, 'own', NULL, '请核对');
DELETE FROM report WHERE unit_id = 'c' AND year = 2024;
SELECT deleted, remarks -> 'notes' -> 0 ->> 'note' AS note, verify_history('c', 2024) FROM report_version WHERE unit_id = 'c' AND year = 2024 ORDER BY version DESC LIMIT 1;
SELECT version, words ->> 'title' AS title, source FROM version_text WHERE unit_id = 'c' AND year = 2024 ORDER BY version DESC LIMIT 1;

-- A head that was kept elsewhere: still ours, of a version that was made anew, or of one that is gone.
CREATE TEMP TABLE kept AS SELECT history_head('a', 2023) AS head;
UPDATE report SET issued_on = '2024-06-01' WHERE unit_id = 'a';
SELECT head LIKE '13:%' AS newest, verify_history('a', 2023, 'own', head) AS ours FROM kept;
CREATE FUNCTION pg_temp.made_anew(head text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
BEGIN
	ALTER TABLE disclosure.report DISABLE TRIGGER USER;
	ALTER TABLE disclosure.report_version DISABLE TRIGGER USER;
	UPDATE disclosure.report_version SET reason = '无' WHERE unit_id = 'a' AND version = 12;
	FOR n IN 12 .. 14 LOOP
		UPDATE disclosure.report_version v SET previous_hash = p.hash FROM disclosure.report_version p
		WHERE v.unit_id = 'a' AND v.version = n AND p.unit_id = 'a' AND p.version = n - 1;
		UPDATE disclosure.report_version v SET hash = disclosure.version_hash(v) WHERE unit_id = 'a' AND version = n;
	END LOOP;
	UPDATE disclosure.report r SET head = v.hash FROM disclosure.report_version v WHERE r.unit_id = 'a' AND v.unit_id = 'a' AND v.version = 14;
	RAISE EXCEPTION USING ERRCODE = 'RX001', MESSAGE = format('alone %s, with the head %s',
		coalesce(disclosure.verify_history('a', 2023)::text, 'whole'), disclosure.verify_history('a', 2023, 'own', head));
EXCEPTION
	WHEN SQLSTATE 'RX001' THEN RETURN SQLERRM;
END
$$;
SELECT pg_temp.made_anew(head) FROM kept;
SELECT verify_history('a', 2023, 'own', replace(head, '13:', '99:')) AS gone, history_head('a', 1999) IS NULL AS none FROM kept;
SELECT verify_history('a', 2023, 'own', 'abc');
-- a head of another unit is not ours
SELECT verify_history('c', 2020, 'own', head) AS of_another FROM kept;

-- A line on the whole register, kept elsewhere: it holds however the register goes on, and no longer once anything up to it is changed.
CREATE TEMP TABLE line (what text, head text);
INSERT INTO line VALUES ('first', history_head());
-- the hash, by hand
SELECT split_part(head, ' ', 2)::integer = count(*) AS reports, split_part(head, ' ', 4) = encode(sha256(string_agg(sha256(convert_to(l.line, 'UTF8')), ''
	ORDER BY l.line COLLATE "C")), 'hex') AS hash
FROM line, (SELECT DISTINCT ON (unit_id, year, scope) format('["%s", %s, "%s", %s, "%s"]', unit_id, year, scope, version, encode(hash, 'hex')) AS line
	FROM report_version v WHERE EXISTS (SELECT FROM report_version s WHERE (s.unit_id, s.year, s.scope) = (v.unit_id, v.year, v.scope) AND (s.origin, s.status) <> ('filed', 'draft'))
	ORDER BY unit_id, year, scope, version DESC) l
GROUP BY head;
SELECT verify_history(head) IS NULL AS ours FROM line;
INSERT INTO report (unit_id, year, figures) VALUES ('c', 2023, zero_figures('2021'));
SELECT split_part(history_head(), ' ', 2) = split_part(head, ' ', 2) AS without_a_draft FROM line;
UPDATE report SET issued_on = '2024-07-01' WHERE unit_id = 'a';
INSERT INTO report (unit_id, year, origin, figures) VALUES ('b', 2019, 'recorded', zero_figures('2019'));
INSERT INTO line VALUES ('second', history_head());
DELETE FROM report WHERE unit_id = 'b' AND year = 2019;
SELECT what, split_part(head, ' ', 2)::integer - (SELECT split_part(head, ' ', 2)::integer FROM line WHERE what = 'first') AS more, verify_history(head) FROM line ORDER BY 1;
-- drafts of a unit that was entered by mistake are not in it
INSERT INTO unit (unit_id, name) VALUES ('wrong', '误录局');
INSERT INTO report (unit_id, year) VALUES ('wrong', 2023);
INSERT INTO line VALUES ('third', history_head());
DELETE FROM unit WHERE unit_id = 'wrong';
SELECT what, verify_history(head) FROM line ORDER BY 1;
-- what somebody does who can switch off the triggers, and makes the chains anew
CREATE FUNCTION pg_temp.after(statement text) RETURNS TABLE (what text, verdict text) LANGUAGE plpgsql AS $$
BEGIN
	SET LOCAL session_replication_role = replica;
	EXECUTE statement;
	RETURN QUERY SELECT l.what, regexp_replace(disclosure.verify_history(l.head), '[0-9a-f]{64}', '#', 'g') FROM line l ORDER BY l.what COLLATE "C";
	SET LOCAL session_replication_role = origin;
END $$;
BEGIN;
SELECT * FROM pg_temp.after($$UPDATE disclosure.report_version SET reason = '改' WHERE unit_id = 'a' AND version = 2$$);
ROLLBACK;
BEGIN;
SELECT * FROM pg_temp.after($$UPDATE disclosure.report_version v SET reason = '改' WHERE unit_id = 'b' AND year = 2019 AND version = 2;
	UPDATE disclosure.report_version v SET hash = disclosure.version_hash(v) WHERE unit_id = 'b' AND year = 2019 AND version = 2$$);
ROLLBACK;
BEGIN;
SELECT * FROM pg_temp.after($$UPDATE disclosure.report_version v SET reason = '改' WHERE unit_id = 'b' AND year = 2019 AND version = 1;
	UPDATE disclosure.report_version v SET hash = disclosure.version_hash(v) WHERE unit_id = 'b' AND year = 2019 AND version = 1;
	UPDATE disclosure.report_version v SET previous_hash = (SELECT p.hash FROM disclosure.report_version p WHERE p.unit_id = 'b' AND p.year = 2019 AND p.version = 1)
		WHERE unit_id = 'b' AND year = 2019 AND version = 2;
	UPDATE disclosure.report_version v SET hash = disclosure.version_hash(v) WHERE unit_id = 'b' AND year = 2019 AND version = 2$$);
ROLLBACK;
BEGIN;
SELECT * FROM pg_temp.after($$DELETE FROM disclosure.report_version WHERE unit_id = 'b' AND year = 2019$$);
ROLLBACK;
BEGIN;
SELECT * FROM pg_temp.after($$INSERT INTO disclosure.report_version SELECT 'c', 2018, scope, version, figures, status, origin, issued_on, deleted, changed_at, changed_by,
	actor, reason, previous_hash, hash, login, submitted_by, approved_by, text_hash, page_hash, remarks, transaction FROM disclosure.report_version WHERE unit_id = 'b' AND year = 2019$$);
ROLLBACK;
-- no line of ours, and none that can be made here
SELECT verify_history(regexp_replace(head, '.$', CASE right(head, 1) WHEN '0' THEN '1' ELSE '0' END)) LIKE '%份报告中有历史与抄存时不同%' AS not_ours FROM line WHERE what = 'first';
SELECT verify_history('2024-01-01');
SELECT verify_history('2024-13-01T00:00:00.000000Z 1 1:1: ' || repeat('0', 64));
SELECT verify_history('2024-12-01T00:00:00.000000Z 1 2:1: ' || repeat('0', 64));
BEGIN;
UPDATE unit SET name = name WHERE unit_id = 'a';
SELECT history_head();
ROLLBACK;
-- whoever has a duty keeps and verifies the line of the whole register; nobody else
GRANT SELECT ON line TO regress_history;
SELECT has_function_privilege('public', 'history_head()', 'EXECUTE') AS everybody, has_function_privilege('public', 'verify_history(text)', 'EXECUTE') AS verifies;
SELECT grant_duty('regress_history', 'read', 'c');
SET ROLE regress_history;
SELECT history_head() IS NOT NULL AS kept, verify_history(head) IS NULL AS ours FROM line WHERE what = 'second';
RESET ROLE;

-- One version of 200 statements; another person, or what was published in between, begins one of his own.
INSERT INTO report (unit_id, year, figures) VALUES ('b', 2022, zero_figures('2021'));
DO $$
BEGIN
	FOR n IN 1 .. 200 LOOP
		PERFORM set_config('disclosure.reason', CASE WHEN n IN (3, 90) THEN '改数' WHEN n = 50 THEN '再改' ELSE '' END, true);
		UPDATE disclosure.report SET figures['requests.received.total'] = n, figures['requests.granted.total'] = n WHERE unit_id = 'b' AND year = 2022;
	END LOOP;
END
$$;
SELECT version, reason, path, old, new FROM report_change WHERE unit_id = 'b' AND year = 2022 ORDER BY version, path;
BEGIN;
SET LOCAL disclosure.actor = '甲';
UPDATE report SET figures['requests.received.total'] = 1 WHERE unit_id = 'b' AND year = 2022;
SET LOCAL disclosure.actor = '乙';
UPDATE report SET figures['requests.received.total'] = 2 WHERE unit_id = 'b' AND year = 2022;
COMMIT;
SELECT version, actor, new FROM report_change WHERE unit_id = 'b' AND year = 2022 AND version > 2 ORDER BY version;
BEGIN;
SET LOCAL disclosure.reason = '更正';
SET LOCAL disclosure.actor = '';
UPDATE report SET figures = zero_figures('2021'), status = 'submitted' WHERE unit_id = 'b' AND year = 2022;
UPDATE setting SET value = 1 WHERE name = 'self_approval';
SELECT approve_report('b', 2022), publish_report('b', 2022);
SELECT return_report('b', 2022, 'own', '漏计');
UPDATE report SET figures['requests.granted.total'] = 1 WHERE unit_id = 'b' AND year = 2022;
SELECT version, status, figures['requests.granted.total'] AS granted FROM report_version WHERE unit_id = 'b' AND year = 2022 AND version > 4 ORDER BY version;
SELECT verify_history('b', 2022);
ROLLBACK;
\c contrib_regression
DROP DATABASE regress_history;
DROP ROLE regress_history;
