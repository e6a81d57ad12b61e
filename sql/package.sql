-- Packages: reports as files from one register to another; what is new, changed, the same, older, altered, hostile, or not the receiver's to write.
CREATE DATABASE regress_package_county;
CREATE DATABASE regress_package_city;
\c regress_package_county
CREATE EXTENSION report_ext;
CALL disclosure.create_register();
SET search_path = disclosure, public;
SET datestyle = iso;
\set VERBOSITY default
\set SHOW_CONTEXT never
\pset null -

-- The canonical form, by hand after RFC 8785: keys by code points, what must be escaped and nothing else, decimals without trailing zeros.
SELECT convert_from(canonical_json(j::jsonb), 'UTF8') AS canonical FROM (VALUES
	('{"b": 1, "a": [true, false, null, {}], "aa": [], "": "x"}'), ('{"二": 1, "一": 2, "六": 3, "Z": 4, "é": 5, "ab": 6}'),
	('"\u0001\b\t\n\f\r\"\\/ \u007f\u20ac"'), ('[1.50, 100, 0.000001, -0, 1e3, 12345678901234567890.10]'), ('"x"'), ('7'), ('null')) t(j);
SELECT convert_from(canonical_json('{"a": 1, "a": 2}'), 'UTF8') AS last_of_two;

-- The shape of a document: the first departure and its place.
SELECT document, json_fault(document::jsonb, '{"n": "integer", "day?": "date", "list": [{"at": "time", "hash?": "hash"}], "free?": "object", "some?": "array",
	"yes?": "boolean", "word?": "string", "inner?": {"n?": "integer"}}') AS fault FROM (VALUES
	('{"n": 1, "list": []}'), ('{"n": 1, "list": [], "day": null, "free": {"x": {}}, "some": [1, {}], "yes": true, "word": "", "inner": {"n": 0}}'),
	('{"list": []}'), ('{"n": 1}'), ('{"n": "1", "list": []}'), ('{"n": 1.5, "list": []}'), ('{"n": -999999999, "list": []}'), ('{"n": -1e9, "list": []}'), ('{"n": 1e9, "list": []}'),
	('{"n": 999999999, "list": []}'), ('{"n": null, "list": []}'), ('{"n": 1, "list": {}}'), ('{"n": 1, "list": [1]}'), ('{"n": 1, "list": [{}]}'),
	('{"n": 1, "list": [{"at": "2024-01-02T03:04:05.000006Z"}, {"at": "now"}]}'), ('{"n": 1, "list": [{"at": "2024-01-02T03:04:05.000006Z", "hash": "xyz"}]}'),
	('{"n": 1, "list": [], "day": "infinity"}'), ('{"n": 1, "list": [], "day": "2023-02-29"}'), ('{"n": 1, "list": [], "day": "2024-02-29"}'), ('{"n": 1, "list": [], "day": "2024-13-01"}'),
	('{"n": 1, "list": [], "day": "0000-01-01"}'), ('{"n": 1, "list": [{"at": "2024-01-02T24:00:00.000000Z"}]}'), ('{"n": 1, "list": [], "free": []}'), ('{"n": 1, "list": [], "some": {}}'), ('{"n": 1, "list": [], "yes": 1}'),
	('{"n": 1, "list": [], "inner": {"m": 1}}'), ('{"n": 1, "list": [], "inner": "n"}'), ('{"n": 1, "list": [], "甲": 1}'), ('[]'), ('1'), ('null')) t(document);
SELECT json_fault(('{"n": 1, "' || repeat('甲', 1000) || '": 1}')::jsonb, '{"n": "integer"}');
SELECT json_fault('{"n": 1}', '{"n": "number"}');

-- A county.
\set ECHO none
\i sql/include/reports.sql
\set ECHO all
\set texts '{"一": {"text": "主动公开、依申请公开、政府信息管理、平台建设、监督保障都已做好。"}, "二": {}, "三": {}, "四": {}, "五": {"text": "解读形式单一的问题还需改进，下一步增加形式。"}, "六": {"text": "没有收取信息处理费。"}}'
UPDATE rule SET enabled = false;
UPDATE setting SET value = 1 WHERE name = 'self_approval';
INSERT INTO unit (unit_id, name, kind, division_code) VALUES ('jx', '甲县', 'government', '360821'), ('jx1', '甲县财政局', 'department', NULL),
	('jx2', '甲县教育局', 'department', NULL), ('jx3', '甲县某镇', 'township', NULL), ('jx31', '甲县某镇财政所', 'dispatched', NULL),
	('jx4', '甲县旧局', 'department', NULL), ('jx5', '甲县民政局', 'department', NULL), ('above', '某市', 'government', NULL);
INSERT INTO unit_parent (unit_id, parent_id, from_year, to_year, counted) VALUES ('jx', 'above', 0, NULL, true), ('jx1', 'jx', 0, NULL, true), ('jx2', 'jx', 0, NULL, true),
	('jx3', 'jx', 0, NULL, true), ('jx31', 'jx3', 2022, NULL, true), ('jx31', 'jx', 0, 2021, true), ('jx4', 'jx', 0, NULL, true), ('jx5', 'jx', 0, NULL, true), ('jx5', 'above', 0, NULL, false);
INSERT INTO unit_name (unit_id, to_year, name, kind) VALUES ('jx3', 2023, '甲县某乡', 'township');
INSERT INTO unit_successor (unit_id, successor_id, year) VALUES ('jx4', 'jx1', 2023);
INSERT INTO reporter (unit_id, from_year, exempt, reason) VALUES ('jx4', 2023, true, '撤销');
INSERT INTO report (unit_id, year, figures) VALUES ('jx1', 2023, pg_temp.granted(10)), ('jx2', 2023, pg_temp.granted(20)), ('jx3', 2023, pg_temp.granted(40)),
	('jx31', 2023, '{"form":"2021","requests":{"granted":[3,0,0,0,0,0,3]}}');
INSERT INTO report (unit_id, year, origin, status, issued_on, figures) VALUES ('jx5', 2023, 'recorded', 'published', '2024-01-09', '{"form":"2019","proactive":{"charges":{"amount":0.000001}}}'),
	('jx5', 2022, 'recorded', 'published', '2023-01-09', pg_temp.granted(1));
INSERT INTO report (unit_id, year, scope, origin, figures) VALUES ('jx', 2023, 'consolidated', 'recorded', pg_temp.granted(70));
INSERT INTO report_text (unit_id, year, scope, title, sections, period_start, metadata)
	SELECT unit_id, 2023, 'own', unit_id || '报告“2023”', :'texts', '2023-01-01', '{"x": [1, null, "\u20ac"]}' FROM unit WHERE unit_id IN ('jx1', 'jx2', 'jx3');
/* jx1 published; jx2 published, then being corrected; jx3 submitted with a finding explained; jx31 a draft */
SELECT submit_report(u, 2023), approve_report(u, 2023), publish_report(u, 2023, published_on => ('2024-01-2' || right(u, 1))::date, address => 'https://example.cn/' || u)
FROM unnest('{jx1,jx2}'::text[]) u;
SELECT return_report('jx2', 2023, 'own', '漏计');
UPDATE report SET figures = pg_temp.granted(21) WHERE unit_id = 'jx2';
UPDATE report_text SET sections = jsonb_set(sections, '{六,text}', '"没有收取信息处理费。另有说明。"') WHERE unit_id = 'jx2';
UPDATE rule SET enabled = true WHERE code = (SELECT min(code) FROM rule);
INSERT INTO rule (code, statement, severity) VALUES ('own.many', 'requests.granted.total <= 30', 'warning');
SELECT explain('jx3', 2023, 'own', 'own.many', '确有其事'), submit_report('jx3', 2023), accept_explanations('jx3', 2023);
DELETE FROM rule WHERE code = 'own.many';
SELECT unit_id, scope, origin, status, version FROM report WHERE year = 2023 ORDER BY unit_id, scope;

-- The package: what is in it, and a checksum that plain SQL computes again from its text.
SELECT pack_reports(2023, 'jx') AS package \gset
\set package_1 :package
SELECT :'package'::jsonb ->> 'checksum' = encode(sha256(convert_to(regexp_replace(:'package', '^\{"checksum":"[0-9a-f]{64}",', '{'), 'UTF8')), 'hex') AS checksum_as_text;
SELECT json_fault(:'package'::jsonb, package_shape());
SELECT key, jsonb_typeof(value) FROM jsonb_each(:'package'::jsonb) WHERE key NOT IN ('checksum', 'packed_at') ORDER BY key COLLATE "C";
SELECT u ->> 'unit_id' AS unit_id, u ->> 'name' AS name, u -> 'parents' AS parents, u -> 'names' AS names, u -> 'successors' AS successors FROM jsonb_array_elements(:'package'::jsonb -> 'units') u;
SELECT r ->> 'unit_id' AS unit_id, r ->> 'scope' AS scope, r ->> 'status' AS status, r ->> 'version' AS version, jsonb_array_length(r -> 'heads') AS heads,
	r -> 'heads' ->> -1 = split_part(history_head(r ->> 'unit_id', 2023, r ->> 'scope'), ':', 2) AS head, r -> 'words' ->> 'title' AS title,
	jsonb_array_length(r -> 'explanations') AS explained, jsonb_path_query_array(r -> 'publications', '$[*].number') AS published
FROM jsonb_array_elements(:'package'::jsonb -> 'reports') r;
SELECT p ->> 'number' AS number, p ->> 'published_on' AS published_on, (p ->> 'figures')::figures = pg_temp.granted(20) AS of_then, p -> 'words' -> 'sections' -> '六' AS words_of_then
FROM jsonb_array_elements(:'package'::jsonb -> 'reports') r, jsonb_array_elements(r -> 'publications') p WHERE r ->> 'unit_id' = 'jx2';
SELECT pack_reports(2023, 'nowhere');
SELECT pack_reports(2099, 'jx');
SELECT pack_reports(1999, 'jx');
-- totals as they are here, to be the same there
CREATE FUNCTION public.totals() RETURNS TABLE (least_status text, unit_id text, basis text, total jsonb) LANGUAGE sql AS $$
	SELECT s, t.unit_id, b, to_jsonb(t) - '{unit_id,basis,depth}'::text[] FROM unnest('{draft,submitted,approved,published}'::text[]) s, unnest('{units,best}'::text[]) b,
		LATERAL disclosure.rollup(2023, 'jx', NULL, b, s) t $$;
SELECT encode(sha256(convert_to(string_agg(totals::text, E'\n' ORDER BY totals), 'UTF8')), 'hex') AS totals_there, count(*) AS lines FROM totals() \gset
SELECT :lines AS lines;
/* the order of columns in the row type is that of the function */
SELECT string_agg(format('%s %s %s %s', unit_id, year, scope, checksum), E'\n' ORDER BY unit_id, scope) AS open_data_there FROM publish_year(2023) \gset

-- The county goes on: a correction is published, a report approved, another deleted.
SELECT submit_report('jx2', 2023), approve_report('jx2', 2023), publish_report('jx2', 2023, published_on => '2024-02-02'), approve_report('jx3', 2023);
DELETE FROM report WHERE unit_id = 'jx31';
SELECT pack_reports(2023, 'jx') AS package_2 \gset
-- and a part of it is a package as well
SELECT pack_reports(2023, 'jx3') AS package_part \gset
SELECT encode(sha256(convert_to(string_agg(totals::text, E'\n' ORDER BY totals), 'UTF8')), 'hex') AS totals_there_2 FROM totals() \gset
SELECT string_agg(format('%s %s %s %s %s', unit_id, number, published_on, statement, figures), E'\n' ORDER BY unit_id, scope, number) AS published_there
	FROM published_report WHERE year = 2023 \gset
-- its own package comes back to it
SELECT kind, unit_id, scope, outcome, message FROM unpack_reports(:'package_2');
SELECT kind, unit_id, scope, outcome, message FROM unpack_reports(:'package_1');

-- A city, which knows the county.
\c regress_package_city
CREATE EXTENSION report_ext;
CALL disclosure.create_register();
SET search_path = disclosure, public;
SET datestyle = iso;
CREATE FUNCTION public.totals() RETURNS TABLE (least_status text, unit_id text, basis text, total jsonb) LANGUAGE sql AS $$
	SELECT s, t.unit_id, b, to_jsonb(t) - '{unit_id,basis,depth}'::text[] FROM unnest('{draft,submitted,approved,published}'::text[]) s, unnest('{units,best}'::text[]) b,
		LATERAL disclosure.rollup(2023, 'jx', NULL, b, s) t $$;
UPDATE rule SET enabled = false;
INSERT INTO unit (unit_id, name, kind, division_code) VALUES ('city', '某市', 'government', '360800'), ('jx', '甲县', 'government', '360821'), ('yx', '乙县', 'government', '360822');
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('jx', 'city'), ('yx', 'city');
-- a trial says all and writes nothing
SELECT * FROM unpack_reports(:'package_1');
SELECT (SELECT count(*) FROM unit) AS units, (SELECT count(*) FROM report) AS reports, (SELECT count(*) FROM report_version) AS versions, (SELECT count(*) FROM receipt) AS receipts;
CREATE TEMP TABLE tried AS SELECT * FROM unpack_reports(:'package_1');
CREATE TEMP TABLE written AS SELECT * FROM unpack_reports(:'package_1', trial => false);
SELECT count(*) AS differ FROM (SELECT * FROM tried EXCEPT SELECT * FROM written) d;
SELECT unit_id, scope, origin, status, version, issued_on FROM report ORDER BY unit_id, scope;
SELECT unit_id, scope, root, sent_version, version, received_by FROM receipt ORDER BY unit_id, scope;
SELECT encode(sha256(convert_to(string_agg(totals::text, E'\n' ORDER BY totals), 'UTF8')), 'hex') = :'totals_there' AS totals_as_there FROM totals();
SELECT string_agg(format('%s %s %s %s', unit_id, year, scope, checksum), E'\n' ORDER BY unit_id, scope) = :'open_data_there' AS open_data_as_there FROM publish_year(2023);
SELECT unit_id, number, published_on, address, version FROM publication ORDER BY unit_id, number;
SELECT unit_id, rule, explanation, accepted_by IS NOT NULL AS accepted FROM explanation;
SELECT unit_id, title, period_start, metadata FROM report_text WHERE unit_id = 'jx1';
SELECT unit_id, parent_id, from_year, to_year FROM unit_parent WHERE unit_id LIKE 'jx%' ORDER BY 1, 2, 3;
SELECT unit_id, name, to_year FROM unit_name;
SELECT unit_id, successor_id FROM unit_successor;
SELECT DISTINCT verify_history(unit_id, year, scope) AS first_broken FROM report;
SELECT version, status, reason ~ '^收到 jx 的报告包 [0-9a-f]{12}$' AS reason FROM report_version WHERE unit_id = 'jx2' ORDER BY version;
-- twice is once
SELECT kind, unit_id, scope, outcome, message FROM unpack_reports(:'package_1', false);
SELECT max(version) AS versions FROM report_version WHERE unit_id = 'jx1';
-- what comes next: changed with the cells named, absent, the same
SELECT kind, unit_id, scope, outcome, outcome_label, paths, message FROM unpack_reports(:'package_2', false);
/* what is gone there is this office's to remove */
DELETE FROM report WHERE unit_id = 'jx31';
SELECT encode(sha256(convert_to(string_agg(totals::text, E'\n' ORDER BY totals), 'UTF8')), 'hex') = :'totals_there_2' AS totals_as_there FROM totals();
SELECT string_agg(format('%s %s %s %s %s', unit_id, number, published_on, statement, figures), E'\n' ORDER BY unit_id, scope, number) = :'published_there' AS published_as_there
	FROM published_report WHERE year = 2023;
-- an older one is refused, whatever its clock says; what did not change is the same; what is gone comes anew
SELECT kind, unit_id, scope, outcome, message FROM unpack_reports(:'package_1');
SELECT kind, unit_id, scope, outcome FROM unpack_reports(:'package_part');

-- A hostile sender knows how to compute a checksum.
CREATE FUNCTION pg_temp.seal(package jsonb) RETURNS text LANGUAGE sql AS $$
	SELECT (package || jsonb_build_object('checksum', disclosure.package_checksum(package)))::text $$;
CREATE FUNCTION pg_temp.with_report(package text, unit_id text, change jsonb) RETURNS jsonb LANGUAGE sql AS $$
	SELECT jsonb_set(package::jsonb, '{reports}', (SELECT jsonb_agg(CASE WHEN r ->> 'unit_id' = with_report.unit_id THEN r || change ELSE r END) FROM jsonb_array_elements(package::jsonb -> 'reports') r)) $$;
CREATE FUNCTION pg_temp.outcome(package text, unit_id text) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(concat_ws(' ', o.kind, o.outcome, regexp_replace(o.message, '\d{4}-\d\d-\d\d，', '日期，')), E'\n' ORDER BY o.kind) FROM disclosure.unpack_reports(package) o WHERE o.unit_id = outcome.unit_id $$;
-- altered on the way: a figure, a word, a status, a byte at the end
\set VERBOSITY terse
SELECT * FROM unpack_reports(replace(:'package_2', '21', '22'));
SELECT * FROM unpack_reports(replace(:'package_2', 'jx1报告', 'jx1 报告'));
\set VERBOSITY default
SELECT * FROM unpack_reports(left(:'package_2', -1));
SELECT * FROM unpack_reports(:'package_2' || '}');
-- laid out otherwise it is the same document
SELECT count(*) FROM unpack_reports(jsonb_pretty(:'package_2'::jsonb)) WHERE outcome <> 'same';
SELECT pg_temp.outcome(pg_temp.seal(pg_temp.with_report(:'package_2', 'jx1', '{"figures": "{\"form\":\"2021\"}"}')), 'jx1') AS same_version_other_figures;
SELECT pg_temp.outcome(pg_temp.seal(pg_temp.with_report(:'package_2', 'jx1', jsonb_build_object('version', r -> 'version', 'heads', jsonb_set(r -> 'heads', '{-1}', to_jsonb(repeat('0', 64)))))), 'jx1') AS other_history
FROM jsonb_array_elements(:'package_2'::jsonb -> 'reports') r WHERE r ->> 'unit_id' = 'jx1';
SELECT change, pg_temp.outcome(pg_temp.seal(pg_temp.with_report(:'package_1', 'jx31', change)), 'jx31') AS outcome FROM (VALUES
	('{"figures": "{\"form\":\"2030\"}"}'::jsonb), ('{"figures": "{\"form\":\"2021\",\"requests\":{\"withdrawn\":[1]}}"}'), ('{"figures": "none"}'), ('{"figures": ""}'),
	('{"figures": "{\"form\":\"2021\",\"requests\":{\"granted\":[1000000000000]}}"}'), ('{"status": "lost"}'), ('{"scope": "x"}'),
	('{"unit_id": "yx"}'), ('{"words": {"title": null}}'), ('{"words": {"period_start": 999999999}}'),
	('{"publications": [{"number": 2, "published_on": "2024-01-01"}]}'), ('{"publications": [{"number": 1, "published_on": "2024-01-20", "address": "javascript:alert(1)"}]}'), ('{"explanations": [{"rule": "x", "fingerprint": "x", "explanation": "", "written_by": "x", "written_at": "2024-01-02T03:04:05.000006Z"}]}')) t(change);
SELECT pg_temp.outcome(pg_temp.seal(pg_temp.with_report(:'package_1', 'jx31', '{"unit_id": "yx"}')), 'yx') AS of_another_county;
SELECT pg_temp.outcome(pg_temp.seal(pg_temp.with_report(:'package_1', 'jx31', jsonb_build_object('words', jsonb_build_object('title', repeat('长', 1001))))), 'jx31') AS too_long;
-- what makes the document no package
CREATE FUNCTION pg_temp.try(document text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE said text;
BEGIN
	RETURN (SELECT count(*) FROM disclosure.unpack_reports(document))::text;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS said = PG_EXCEPTION_DETAIL;
	RETURN concat_ws(' | ', SQLSTATE, SQLERRM, left(nullif(said, ''), 120));
END $$;
SELECT label, pg_temp.try(document) AS outcome FROM (VALUES
	('nothing', ''), ('null', 'null'), ('no object', '[1]'), ('html', '<p>'), ('null byte', '{"package": "\u0000"}'), ('deep', repeat('[', 100000) || repeat(']', 100000)),
	('deep object', repeat('{"a":', 50000) || '1' || repeat('}', 50000)), ('newer', '{"package": 2}'), ('version as text', '{"package": "1"}'), ('no checksum', '{"package": 1}'),
	('members missing', pg_temp.seal('{"package": 1}')), ('unknown member', pg_temp.seal(:'package_1'::jsonb || '{"more": 1}')),
	('unknown member of a report', pg_temp.seal(pg_temp.with_report(:'package_1', 'jx1', '{"more": 1}'))), ('year as text', pg_temp.seal(:'package_1'::jsonb || '{"year": "2023"}')),
	('future year', pg_temp.seal(:'package_1'::jsonb || '{"year": 2099}')), ('year without form', pg_temp.seal(:'package_1'::jsonb || '{"year": 1999}')),
	('root not in it', pg_temp.seal(:'package_1'::jsonb || '{"root": "x"}')), ('units of other types', pg_temp.seal(:'package_1'::jsonb || '{"units": [1]}')),
	('no such day', pg_temp.seal(pg_temp.with_report(:'package_1', 'jx1', '{"issued_on": "2024-02-30"}'))),
	('figures as object', pg_temp.seal(pg_temp.with_report(:'package_1', 'jx1', '{"figures": {}}'))), ('heads short', pg_temp.seal(pg_temp.with_report(:'package_1', 'jx1', '{"heads": []}'))),
	('version nought', pg_temp.seal(pg_temp.with_report(:'package_1', 'jx1', '{"version": 0, "heads": []}'))),
	('unit twice', pg_temp.seal(jsonb_set(:'package_1', '{units}', :'package_1'::jsonb -> 'units' || (:'package_1'::jsonb -> 'units' -> 0)))),
	('report twice', pg_temp.seal(jsonb_set(:'package_1', '{reports}', :'package_1'::jsonb -> 'reports' || (:'package_1'::jsonb -> 'reports' -> 0)))),
	('too many reports', pg_temp.seal(jsonb_set(:'package_1', '{reports}', (SELECT jsonb_agg(jsonb_build_object('unit_id', n::text, 'scope', 'own', 'origin', '', 'status', '', 'figures', '', 'version', 1, 'heads', '[]'::jsonb, 'explanations', '[]'::jsonb, 'publications', '[]'::jsonb)) FROM generate_series(1, 100001) n)))),
	('too long', repeat(' ', 134217729))) t(label, document);
-- a key that stands twice is its last value, for the checksum too
SELECT count(*) FROM unpack_reports(replace(:'package_2', '{"checksum"', '{"root":"yx","checksum"')) WHERE outcome <> 'same';

-- The tree of this register stays as it is: other names, other places, units of the package elsewhere, units of this register that the package lacks.
BEGIN;
UPDATE unit SET name = '甲县财政和国资局', kind = 'zone', division_code = '360821' WHERE unit_id = 'jx1';
UPDATE unit_parent SET parent_id = 'yx' WHERE unit_id = 'jx2';
UPDATE unit_parent SET parent_id = 'jx1' WHERE unit_id = 'jx31' AND from_year = 2022;
INSERT INTO unit (unit_id, name) VALUES ('jx9', '甲县新局');
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('jx9', 'jx');
SELECT kind, unit_id, unit_name, outcome, message FROM unpack_reports(:'package_2', false) WHERE kind = 'unit' OR outcome <> 'same';
SELECT unit_id, parent_id FROM unit_parent WHERE unit_id IN ('jx2', 'jx31') ORDER BY 1, 2;
ROLLBACK;
-- a package that puts units elsewhere than below its root, or claims those of others
SELECT kind, unit_id, outcome, message FROM unpack_reports(pg_temp.seal(jsonb_set(:'package_1', '{units}', (SELECT jsonb_agg(CASE u ->> 'unit_id' WHEN 'jx3' THEN u || '{"parents": []}'::jsonb ELSE u END
	|| CASE u ->> 'unit_id' WHEN 'jx5' THEN '{"unit_id": "new", "parents": [{"parent_id": "jx", "from_year": 0, "to_year": null, "counted": true}, {"parent_id": "yx", "from_year": 0, "to_year": null, "counted": true}]}'::jsonb ELSE '{}' END)
	FROM jsonb_array_elements(:'package_1'::jsonb -> 'units') u)))) WHERE kind = 'unit' OR unit_id IN ('jx3', 'jx31', 'jx5');
SELECT kind, unit_id, outcome, message FROM unpack_reports(pg_temp.seal(jsonb_set(:'package_1', '{units}', :'package_1'::jsonb -> 'units'
	|| '{"unit_id": "yx", "name": "乙县", "kind": "government", "names": [], "reporter": [], "successors": [], "parents": [{"parent_id": "jx", "from_year": 0, "counted": true}]}'))) WHERE unit_id = 'yx';
SELECT kind, outcome, message FROM unpack_reports(pg_temp.seal(jsonb_set(:'package_1', '{units}', :'package_1'::jsonb -> 'units'
	|| '{"unit_id": "bad", "name": "坏局", "kind": "?", "names": [], "reporter": [], "successors": [], "parents": [{"parent_id": "jx", "from_year": 0, "counted": true}]}'))) WHERE unit_id = 'bad';
SELECT kind, outcome, message FROM unpack_reports(pg_temp.seal(jsonb_set(:'package_1', '{units}', :'package_1'::jsonb -> 'units'
	|| '[{"unit_id": "r1", "name": "环局", "kind": "department", "names": [], "reporter": [], "successors": [], "parents": [{"parent_id": "jx", "from_year": 0, "counted": true}, {"parent_id": "r2", "from_year": 0, "counted": true}]},
	{"unit_id": "r2", "name": "环局", "kind": "department", "names": [], "reporter": [], "successors": [], "parents": [{"parent_id": "r1", "from_year": 0, "counted": true}]}]'))) WHERE unit_id = 'r1';

-- What this register has done itself is not overwritten; it is deleted first.
BEGIN;
UPDATE report SET figures['requests.granted.research'] = 1 WHERE unit_id = 'jx1';
SELECT kind, unit_id, outcome, message FROM unpack_reports(:'package_2', false) WHERE unit_id = 'jx1';
DELETE FROM report WHERE unit_id = 'jx1';
SELECT kind, unit_id, outcome, message FROM unpack_reports(:'package_2', false) WHERE unit_id = 'jx1';
SELECT version, status, deleted FROM report_version WHERE unit_id = 'jx1' ORDER BY version;
SELECT number, version FROM publication WHERE unit_id = 'jx1';
SELECT verify_history('jx1', 2023);
ROLLBACK;
BEGIN;
DELETE FROM report WHERE unit_id IN ('jx1', 'jx3');
INSERT INTO report (unit_id, year) VALUES ('jx1', 2023);
INSERT INTO report (unit_id, year, origin, figures) VALUES ('jx3', 2023, 'recorded', NULL);
SELECT kind, unit_id, outcome, message FROM unpack_reports(:'package_2', false) WHERE unit_id IN ('jx1', 'jx3');
ROLLBACK;
-- nor is a received report worked on here
SELECT submit_report('jx3', 2023);
SELECT outcome, message FROM import_page('jx3', '2023年政府信息公开工作年度报告', year => 2023);
SELECT entry_report.unit_id FROM entry_report WHERE unit_id = 'jx3' AND year = 2023;
UPDATE entry_report SET reason = 'x' WHERE unit_id = 'jx3' AND year = 2023;
SELECT nil_report('jx3', 2023);
SELECT enter_publication('jx3', 2023, 'own', '{"number": 3, "published_on": "2024-01-01"}');
INSERT INTO report (unit_id, year) VALUES ('yx', 2023);
SELECT enter_publication('yx', 2023, 'own', '{"number": 1, "published_on": "2024-01-01"}');

-- the package with the mark that editors put before UTF-8
SELECT count(*) FROM unpack_reports(U&'\FEFF' || :'package_2');

-- The rights are the caller's: of a reader, of a reviewer of another county, of a reviewer who may not enter units, of one who may.
CREATE ROLE regress_package_reader;
CREATE ROLE regress_package_other;
CREATE ROLE regress_package_review;
CREATE ROLE regress_package_city;
CREATE ROLE regress_package_none;
SELECT grant_duty('regress_package_reader', 'read', 'jx'), grant_duty('regress_package_other', 'review', 'yx'), grant_duty('regress_package_review', 'review', 'jx'),
	grant_duty('regress_package_city', d, 'city') FROM unnest('{review,manage}'::text[]) d;
DELETE FROM report WHERE origin = 'received';
DELETE FROM unit_parent WHERE unit_id = 'jx5';
INSERT INTO unit (unit_id, name, kind) VALUES ('zx', '丙县', 'government');
INSERT INTO unit_parent (unit_id, parent_id) VALUES ('zx', 'city');
/* units that are not here */
SELECT pg_temp.seal(:'package_part'::jsonb || jsonb_build_object('root', 'zx', 'reports', '[]'::jsonb, 'units', '[{"unit_id": "zx", "name": "丙县", "kind": "government", "names": [], "parents": [], "reporter": [], "successors": []},
	{"unit_id": "zx1", "name": "丙县一局", "kind": "department", "names": [{"from_year": 0, "to_year": 2000, "name": "丙县老局", "kind": "department"}], "parents": [{"parent_id": "zx", "from_year": 0, "counted": true}],
	"reporter": [{"from_year": 0, "exempt": false}], "successors": []},
	{"unit_id": "zx11", "name": "丙县一局一所", "kind": "dispatched", "names": [], "parents": [{"parent_id": "zx1", "from_year": 0, "counted": true}], "reporter": [], "successors": []}]'::jsonb)) AS package_zx \gset
CREATE FUNCTION pg_temp.outcomes(who text, package text) RETURNS TABLE (kind text, outcome text, message text, n bigint, units text) LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('SET LOCAL ROLE %I', who);
	RETURN QUERY SELECT o.kind, o.outcome, o.message, count(*), string_agg(o.unit_id, ' ' ORDER BY o.unit_id) FROM disclosure.unpack_reports(package, false) o GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;
END $$;
BEGIN; SELECT * FROM pg_temp.outcomes('regress_package_reader', :'package_2'); ROLLBACK;
BEGIN; SELECT * FROM pg_temp.outcomes('regress_package_other', :'package_2'); ROLLBACK;
BEGIN; SELECT * FROM pg_temp.outcomes('regress_package_review', :'package_2'); ROLLBACK;
BEGIN; SELECT * FROM pg_temp.outcomes('regress_package_none', :'package_2'); ROLLBACK;
BEGIN; SELECT * FROM pg_temp.outcomes('regress_package_review', :'package_zx'); ROLLBACK;
BEGIN;
SELECT * FROM pg_temp.outcomes('regress_package_city', :'package_zx');
SELECT unit_id, duty, granted_on FROM my_unit WHERE unit_id LIKE 'zx1%' ORDER BY 1, 2, 3;
ROLLBACK;
BEGIN;
SELECT * FROM pg_temp.outcomes('regress_package_city', :'package_2');
SELECT unit_id, origin, status, changed_by FROM report WHERE origin = 'received' ORDER BY unit_id;
SELECT DISTINCT received_by FROM receipt;
SET LOCAL ROLE regress_package_city;
SELECT count(*) AS receipts_seen FROM receipt;
INSERT INTO receipt SELECT * FROM receipt;
ROLLBACK;
BEGIN;
SELECT count(*) FROM pg_temp.outcomes('regress_package_city', :'package_2');
SET LOCAL ROLE regress_package_other;
SELECT count(*) AS receipts_seen, (SELECT count(*) FROM report) AS reports_seen FROM receipt;
SAVEPOINT s;
SELECT enter_publication('jx1', 2023, 'own', '{"number": 2, "published_on": "2024-01-01"}');
ROLLBACK TO s;
SELECT pack_reports(2023, 'jx');
ROLLBACK TO s;
SELECT jsonb_array_length(pack_reports(2023, 'yx')::jsonb -> 'reports') AS reports;
SET LOCAL ROLE regress_package_reader;
SELECT jsonb_array_length(pack_reports(2023, 'jx')::jsonb -> 'reports') AS reports;
SELECT enter_publication('jx1', 2023, 'own', '{"number": 2, "published_on": "2024-01-01"}');
ROLLBACK;
-- what was received stays as it came, numbers, status, day, words and page; whoever will not have it deletes it
BEGIN;
SELECT count(*) FROM pg_temp.outcomes('regress_package_city', :'package_2');
CREATE FUNCTION pg_temp.said(statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE 'SET LOCAL ROLE regress_package_city';
	EXECUTE statement;
	RETURN 'done';
EXCEPTION WHEN OTHERS THEN
	RETURN SQLERRM;
END $$;
SELECT pg_temp.said(s) FROM unnest(ARRAY[
	$$UPDATE disclosure.report SET figures['requests.granted.research'] = 1 WHERE unit_id = 'jx1'$$, $$UPDATE disclosure.report SET status = 'draft' WHERE unit_id = 'jx1'$$,
	$$UPDATE disclosure.report SET issued_on = '2024-02-01' WHERE unit_id = 'jx1'$$, $$UPDATE disclosure.report_text SET title = '他县年度报告' WHERE unit_id = 'jx1'$$,
	$$INSERT INTO disclosure.report_source (unit_id, year, scope, source, notes) VALUES ('jx1', 2023, 'own', '别的页面', '[]')$$,
	$$INSERT INTO disclosure.report (unit_id, year, origin, figures) VALUES ('jx1', 2022, 'received', disclosure.zero_figures('2021'))$$,
	$$INSERT INTO disclosure.review_note (unit_id, year, scope, note) VALUES ('jx1', 2023, 'own', '请县里核对')$$, $$DELETE FROM disclosure.report WHERE unit_id = 'jx1'$$]) s;
ROLLBACK;
DROP OWNED BY regress_package_reader, regress_package_other, regress_package_review, regress_package_city;
DROP ROLE regress_package_reader, regress_package_other, regress_package_review, regress_package_city, regress_package_none;
\c contrib_regression
DROP DATABASE regress_package_county;
DROP DATABASE regress_package_city;
