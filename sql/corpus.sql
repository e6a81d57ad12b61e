-- Real pages against a person's reading of them: every file of ../shared/reports, in the bytes it has.
SET search_path = disclosure, public;
\set present `test -r "$PG_ABS_SRCDIR/../shared/reports/numbers/000.tsv" && echo true || echo false`
\if :present
\else
\echo skipped: there is no ../shared/reports
\quit
\endif
CREATE TEMP TABLE source (file text, hex text);
\copy source FROM PROGRAM 'cd "$PG_ABS_SRCDIR/../shared/reports" && for f in [0-9]* partial_*; do printf "%s\t" "$f"; od -An -v -tx1 "$f" | tr -d " \n"; echo; done'
CREATE TEMP TABLE number (nr text, path text, text text);
\copy number FROM PROGRAM 'cd "$PG_ABS_SRCDIR/../shared/reports/numbers" && for f in *.tsv; do sed "1d; s/\r$//; s/^/${f%.tsv}\t/" "$f"; done'
CREATE TEMP TABLE page AS SELECT file, decode(hex, 'hex') AS page, parse_report(decode(hex, 'hex')) AS r
	FROM source WHERE file NOT LIKE '%.narrative.txt';
SELECT count(*) AS files FROM page;
-- given as text, a page is read in the same way
SELECT file AS differs FROM page WHERE r::text IS DISTINCT FROM parse_report(convert_from(page, 'UTF8'))::text;

-- Whole pages.  right, blank: as in the source; lost: the source does not tell, and the cell is blank; missed: the source tells, but
-- the cell is blank; wrong: another number, or one that the source does not have or tell; extra: a cell that the source does not have.
CREATE TEMP TABLE whole AS SELECT left(file, 3) AS nr, regexp_replace(file, '^(\d*)_[^.]*', '\1') AS file, r
	FROM page WHERE left(file, 3) IN (SELECT nr FROM number) AND file NOT LIKE '%fragment%';
CREATE TEMP TABLE cell AS
SELECT file, path, CASE WHEN n.path IS NULL THEN 'extra'
	WHEN c.value IS NULL THEN CASE n.text WHEN '?' THEN 'lost' ELSE CASE WHEN n.text = '' OR n.text IS NULL THEN 'blank' ELSE 'missed' END END
	WHEN n.text <> '?' AND n.text <> '' AND c.value = n.text::numeric THEN 'right' ELSE 'wrong' END AS outcome
FROM (SELECT w.file, n.path, n.text FROM whole w JOIN number n USING (nr)) n
	FULL JOIN (SELECT file, c.* FROM whole, cells((r).figures) c) c USING (file, path)
WHERE n.path IS NOT NULL OR c.value IS NOT NULL;
CREATE TEMP VIEW outcome AS
SELECT file, count(*) FILTER (WHERE outcome = 'right') AS "right", count(*) FILTER (WHERE outcome = 'blank') AS blank,
	count(*) FILTER (WHERE outcome = 'lost') AS lost, count(*) FILTER (WHERE outcome = 'missed') AS missed,
	count(*) FILTER (WHERE outcome = 'wrong') AS wrong, count(*) FILTER (WHERE outcome = 'extra') AS extra
FROM cell GROUP BY GROUPING SETS ((file), ());
SELECT file, (r).form, (r).year, "right", blank, lost, missed, wrong, extra FROM outcome LEFT JOIN whole USING (file) ORDER BY file COLLATE "C";
SELECT wrong = 0 AS none_wrong, extra = 0 AS none_extra, missed * 100 <= "right" + blank + lost + missed AS at_most_1_percent_missed,
	round(missed * 100.0 / ("right" + blank + lost + missed), 2) AS percent FROM outcome WHERE file IS NULL;
-- missed cells, with the note on the cell or row
SELECT file, path, note->>'kind' AS kind, note->>'sure' AS sure, note->>'raw' AS raw
FROM cell JOIN whole USING (file) LEFT JOIN LATERAL jsonb_array_elements((r).notes) note
	ON note->>'cell' IN (path, split_part(path, '.', 1), split_part(path, '.', 1) || '.' || split_part(path, '.', 2)) AND note->>'sure' = 'ambiguous'
WHERE outcome = 'missed' ORDER BY file COLLATE "C", path COLLATE "C";
-- whatever is blank against the source, or because the source lost it, has a note; here are those without
SELECT file, path, outcome FROM cell JOIN whole USING (file) WHERE outcome IN ('missed', 'lost') AND NOT EXISTS (SELECT FROM jsonb_array_elements((r).notes) note
	WHERE note->>'cell' IN (path, split_part(path, '.', 1), split_part(path, '.', 1) || '.' || split_part(path, '.', 2)));
-- the notes on whole pages
SELECT file, string_agg(kind || CASE WHEN n > 1 THEN ' ' || n ELSE '' END, ', ' ORDER BY kind COLLATE "C") AS notes
FROM (SELECT file, note->>'kind' AS kind, count(*) AS n FROM whole LEFT JOIN LATERAL jsonb_array_elements((r).notes) note ON true GROUP BY 1, 2) x
GROUP BY file ORDER BY file COLLATE "C";
-- Sentences alone are no report.
SELECT left(file, 3) AS file, r.figures, note->>'kind' AS kind, note->>'sure' AS sure FROM source, parse_report(decode(hex, 'hex')) r, jsonb_array_elements(r.notes) note
WHERE file LIKE '%.narrative.txt' AND note->>'kind' NOT IN ('title', 'year') ORDER BY 1;

-- Pieces of pages: the cells that are there, read by eye.  Neither p12 nor p15 shows a row or a year by which the forms differ.
CREATE TEMP TABLE piece (file text, wanted figures);
INSERT INTO piece VALUES
('p01', NULL),
('p02', '{"form":"2021","proactive":{"government_rules":[0,0,null],"normative_documents":[5,12,8],"licensing":[0],"penalties":[0],"compulsion":[0],"charges":[0]},"requests":{"received":[8,0,0,0,0,0,8],"carried_in":[0,0,0,0,0,0,0]}}'),
('p03', '{"form":"2021","proactive":{"government_rules":[0,0,0],"normative_documents":[0,0,0],"licensing":[0],"penalties":[0],"compulsion":[0],"charges":[0]}}'),
('p05', '{"form":"2019"}'),
('p07', '{"form":"2019","proactive":{"government_rules":[0,0,0],"normative_documents":[0,8,8],"licensing":[716,-417,298],"other_services":[0,0,0],"penalties":[3,6,9],"compulsion":[0,0,0],"charges":[0,0],"procurement":[0,0]},"requests":{"received":[2,0,0,0,0,0,2],"carried_in":[0,0,null,null,null,null,null]}}'),
('p08', '{"form":"2019","proactive":{"government_rules":[0,0,0],"normative_documents":[0,0,0],"licensing":[33,0,0],"other_services":[4,0,16],"penalties":[36,0,0],"compulsion":[1,0,0],"charges":[0,0],"procurement":[0,0]},"requests":{"received":[0,0,0,0,0,0,0]}}'),
('p08b', '{"form":"2019","proactive":{"government_rules":[0,0,0],"normative_documents":[0,0,0],"licensing":[33,0,0],"other_services":[4,0,16],"penalties":[36,0,0],"compulsion":[1,0,0],"charges":[0,0],"procurement":[0,0]},"requests":{"received":[0,0,0,0,0,0,0],"carried_in":[0,0,0,0,0,0,0],"granted":[0,0,0,0,0,0,null]}}'),
('p09', '{"form":"2021","proactive":{"licensing":[11839]}}'),
('p12', '{"form":"2021","requests":{"carried_out":[0,0,0,0,0,0,0]},"remedies":{"reconsideration":[0,0,0,0,0],"direct_suit":[0,0,0,0,0],"suit_after_reconsideration":[0,0,0,0,0]}}'),
('p15', '{"form":"2021","requests":{"received":[null,null,null,null,null,null,0],"carried_in":[null,null,null,null,null,null,0]}}'),
('p17', '{"form":"2019","proactive":{"government_rules":[0,0,0],"normative_documents":[87,0,0],"licensing":[0,0,0],"other_services":[0,0,0],"penalties":[0,0,0]}}'),
('p19', '{"form":"2019","proactive":{"government_rules":[0,0,0],"normative_documents":[0,0,0],"licensing":[1,0,8],"other_services":[0,0,0],"penalties":[1,0,93],"compulsion":[1,0,0],"charges":[0,0],"procurement":[13,477.35]}}'),
('p21', '{"form":"2019","proactive":{"government_rules":[1,1,1],"normative_documents":[22,22,22],"procurement":[0,0]}}'),
('p28', NULL),
('p30', '{"form":"2021","proactive":{"government_rules":[3,0,15],"normative_documents":[61,59,422]},"requests":{"received":[3746,63,0,0,19,2,3830]},"remedies":{"reconsideration":[119,25,91,24,259],"direct_suit":[7,0,15,6,28],"suit_after_reconsideration":[21,1,7,9,38]}}'),
('p32', '{"form":"2021","proactive":{"normative_documents":[77,132,470]}}'),
('p33', NULL),
('015', '{"form":"2019","proactive":{"compulsion":[126,26,29]}}');
CREATE TEMP TABLE part AS SELECT p.file, wanted, r FROM piece p JOIN page
	ON page.file LIKE 'partial\_' || p.file || '\_%' OR (page.file LIKE p.file || '\_%' AND page.file LIKE '%fragment%');
-- every file is in one of the two lists
SELECT file AS not_compared FROM page WHERE left(file, 3) NOT IN (SELECT nr FROM number) AND NOT EXISTS (SELECT FROM piece WHERE page.file LIKE 'partial\_' || piece.file || '\_%');
SELECT p.file, (r).form, NOT figures_differ((r).figures, wanted) AS as_wanted,
	(SELECT count(*) FROM cells((r).figures) WHERE value IS NOT NULL) AS numbers,
	(SELECT string_agg(DISTINCT n->>'kind', ' ') FROM jsonb_array_elements((r).notes) n) AS notes
FROM part p ORDER BY file;
-- differences, if any
SELECT file, path, value AS wanted, read FROM (SELECT file, w.* FROM part, cells(wanted) w) w FULL JOIN (SELECT file, c.path, c.value AS read FROM part, cells((r).figures) c) c USING (file, path)
WHERE value IS DISTINCT FROM read ORDER BY 1, 2;
