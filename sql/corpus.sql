-- Real pages against what a person read from them, where they are at hand: ../shared/reports.
-- right, blank: as wanted; missed: left blank although the page shows a number; wrong: never.
\set ON_ERROR_STOP on
\set reports `if [ -d ../shared/reports/numbers ]; then echo ../shared/reports; fi`
SELECT :'reports' <> '' AS at_hand \gset
\if :at_hand
\echo corpus: checked
SET search_path = disclosure, public;

CREATE TEMP TABLE corpus (file text, page text, wanted text);
\set numbers `cat ../shared/reports/numbers/000.tsv`
\set page `cat ../shared/reports/000_*.txt`
INSERT INTO corpus VALUES ('000', :'page', :'numbers');
\set numbers `cat ../shared/reports/numbers/006.tsv`
\set page `cat ../shared/reports/006_*.md`
INSERT INTO corpus VALUES ('006', :'page', :'numbers');
\set numbers `cat ../shared/reports/numbers/007.tsv`
\set page `cat ../shared/reports/007_*.md`
INSERT INTO corpus VALUES ('007', :'page', :'numbers');

CREATE TEMP VIEW wanted AS
SELECT file, split_part(line, E'\t', 1) AS path, nullif(split_part(line, E'\t', 2), '') AS value
FROM corpus, regexp_split_to_table(wanted, '\r?\n') line WHERE line LIKE '%.%.%';

SELECT file, (r).form, (r).year, counts.*
FROM (SELECT file, parse_report(page) AS r FROM corpus OFFSET 0) c,
	LATERAL (SELECT count(*) FILTER (WHERE read = value::numeric) AS "right", count(*) FILTER (WHERE read IS NULL AND value IS NULL) AS blank,
		count(*) FILTER (WHERE read IS NULL AND value IS NOT NULL) AS missed, count(*) FILTER (WHERE read IS NOT NULL AND read IS DISTINCT FROM value::numeric) AS wrong
		FROM (SELECT value, (r).figures[path] AS read FROM wanted w WHERE w.file = c.file) x) counts
ORDER BY file;

-- pieces of pages: the cells that are there, read by eye
CREATE TEMP TABLE piece (file text, page text, wanted figures);
\set page `cat ../shared/reports/partial_p02_*`
INSERT INTO piece VALUES ('p02', :'page', '{"form":"2021","proactive":{"government_rules":[0,0,null],"normative_documents":[5,12,8],"licensing":[0],"penalties":[0],"compulsion":[0],"charges":[0]},"requests":{"received":[8,0,0,0,0,0,8],"carried_in":[0,0,0,0,0,0,0]}}');
\set page `cat ../shared/reports/partial_p03_*`
INSERT INTO piece VALUES ('p03', :'page', '{"form":"2021","proactive":{"government_rules":[0,0,0],"normative_documents":[0,0,0],"licensing":[0],"penalties":[0],"compulsion":[0],"charges":[0]}}');
\set page `cat ../shared/reports/partial_p07_*`
INSERT INTO piece VALUES ('p07', :'page', '{"form":"2019","proactive":{"government_rules":[0,0,0],"normative_documents":[0,8,8],"licensing":[716,-417,298],"other_services":[0,0,0],"penalties":[3,6,9],"compulsion":[0,0,0],"charges":[0,0],"procurement":[0,0]},"requests":{"received":[2,0,0,0,0,0,2],"carried_in":[0,0,null,null,null,null,null]}}');
\set page `cat ../shared/reports/partial_p08b_*`
INSERT INTO piece VALUES ('p08b', :'page', '{"form":"2019","proactive":{"government_rules":[0,0,0],"normative_documents":[0,0,0],"licensing":[33,0,0],"other_services":[4,0,16],"penalties":[36,0,0],"compulsion":[1,0,0],"charges":[0,0],"procurement":[0,0]},"requests":{"received":[0,0,0,0,0,0,0],"carried_in":[0,0,0,0,0,0,0],"granted":[0,0,0,0,0,null,null]}}');
\set page `cat ../shared/reports/partial_p17_*`
INSERT INTO piece VALUES ('p17', :'page', '{"form":"2019","proactive":{"government_rules":[0,0,0],"normative_documents":[87,0,0],"licensing":[0,0,0],"other_services":[0,0,0],"penalties":[0,0,0]}}');
\set page `cat ../shared/reports/partial_p19_*`
INSERT INTO piece VALUES ('p19', :'page', '{"form":"2019","proactive":{"government_rules":[0,0,0],"normative_documents":[0,0,0],"licensing":[1,0,8],"other_services":[0,0,0],"penalties":[1,0,93],"compulsion":[1,0,0],"charges":[0,0],"procurement":[13,477.35]}}');
\set page `cat ../shared/reports/partial_p21_*`
INSERT INTO piece VALUES ('p21', :'page', '{"form":"2019","proactive":{"government_rules":[1,1,1],"normative_documents":[22,22,22],"procurement":[0,0]}}');
\set page `cat ../shared/reports/partial_p30_*`
INSERT INTO piece VALUES ('p30', :'page', '{"form":"2021","proactive":{"government_rules":[3,0,15],"normative_documents":[61,59,422]},"requests":{"received":[3746,63,0,0,19,2,3830]},"remedies":{"reconsideration":[119,25,91,24,259],"direct_suit":[7,0,15,6,28],"suit_after_reconsideration":[21,1,7,9,38]}}');
\set page `cat ../shared/reports/partial_p28_*`
INSERT INTO piece VALUES ('p28', :'page', NULL);
\set page `cat ../shared/reports/partial_p01_*`
INSERT INTO piece VALUES ('p01', :'page', NULL);
SELECT file, (r).form, NOT figures_differ((r).figures, wanted) AS as_wanted,
	(SELECT count(*) FROM cells((r).figures) WHERE value IS NOT NULL) AS numbers,
	(SELECT string_agg(DISTINCT n->>'kind', ' ') FROM jsonb_array_elements((r).notes) n) AS notes
FROM (SELECT file, wanted, parse_report(page) AS r FROM piece OFFSET 0) p ORDER BY file;

-- sources of other kinds than pipe text: no number rather than a wrong one
\set page `cat ../shared/reports/001_*.layout.txt ../shared/reports/009_*.html ../shared/reports/013_*.html ../shared/reports/014_*.glued.txt`
SELECT count(value) AS numbers FROM cells((parse_report(:'page')).figures);
\else
\echo corpus: skipped, ../shared/reports is not there
\endif
