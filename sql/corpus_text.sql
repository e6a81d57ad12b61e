-- The text of real reports beside their tables, if they are at hand: ../shared/reports. The figures are those that a person
-- read (numbers/), because some of the pages cannot be read by now; every finding is explained.
\set ON_ERROR_STOP on
\set reports `if [ -d ../shared/reports/numbers ]; then echo ../shared/reports; fi`
SELECT :'reports' <> '' AS at_hand \gset
\if :at_hand
\echo corpus: checked
SET search_path = disclosure, public;

CREATE FUNCTION pg_temp.figures(form text, numbers text) RETURNS figures LANGUAGE plpgsql AS $$
DECLARE
	f figures := format('{"form":"%s"}', form);
	line text;
	cell text;
	number text;
BEGIN
	FOREACH line IN ARRAY regexp_split_to_array(numbers, '\r?\n') LOOP
		cell := split_part(line, E'\t', 1);
		number := split_part(line, E'\t', 2);
		IF line LIKE '%.%.%' AND number ~ '^-?[0-9.]+$' THEN
			f[cell] := number::numeric;
		END IF;
	END LOOP;
	RETURN f;
END
$$;
CREATE FUNCTION pg_temp.one_section(source text) RETURNS jsonb LANGUAGE sql AS $$ SELECT jsonb_build_object('一', jsonb_build_object('text', source)) $$;

CREATE TEMP TABLE corpus (file text, year integer, form text, whole boolean, source text, numbers text);
\set numbers `cat ../shared/reports/numbers/000.tsv`
\set text `cat ../shared/reports/000_*.txt`
INSERT INTO corpus VALUES ('000', 2020, '2019', true, :'text', :'numbers');
\set numbers `cat ../shared/reports/numbers/001.tsv`
\set text `cat ../shared/reports/001_*.reading-order.txt`
INSERT INTO corpus VALUES ('001', 2023, '2021', true, :'text', :'numbers');
\set numbers `cat ../shared/reports/numbers/003.tsv`
\set text `cat ../shared/reports/003_*.reading-order.txt`
INSERT INTO corpus VALUES ('003', 2024, '2021', true, :'text', :'numbers');
\set numbers `cat ../shared/reports/numbers/006.tsv`
\set text `cat ../shared/reports/006_*.narrative.txt`
INSERT INTO corpus VALUES ('006', 2025, '2021', false, :'text', :'numbers');
\set numbers `cat ../shared/reports/numbers/007.tsv`
\set text `cat ../shared/reports/007_*.narrative.txt`
INSERT INTO corpus VALUES ('007', 2024, '2021', false, :'text', :'numbers');
\set numbers `cat ../shared/reports/numbers/009.tsv`
\set text `cat ../shared/reports/009_*.narrative.txt`
INSERT INTO corpus VALUES ('009', 2019, '2019', false, :'text', :'numbers');
\set numbers `cat ../shared/reports/numbers/014.tsv`
\set text `cat ../shared/reports/014_*.narrative.txt`
INSERT INTO corpus VALUES ('014', 2019, '2019', false, :'text', :'numbers');
\set numbers `cat ../shared/reports/numbers/015.tsv`
\set text `cat ../shared/reports/015_*.narrative.txt`
INSERT INTO corpus VALUES ('015', 2020, '2019', false, :'text', :'numbers');
\set numbers `cat ../shared/reports/numbers/017.tsv`
\set text `cat ../shared/reports/017_*.narrative.txt`
INSERT INTO corpus VALUES ('017', 2022, '2021', false, :'text', :'numbers');

CREATE TEMP VIEW report_read AS
SELECT file, year, whole, pg_temp.figures(form, numbers) AS figures,
	CASE WHEN whole THEN (parse_report(source)).sections ELSE pg_temp.one_section(source) END AS sections
FROM corpus;

-- the numbers of the texts, read by eye; with ~ if inexact, + if cumulative
SELECT r.file, n.section, string_agg(concat(CASE WHEN n.approximate THEN '~' END, CASE WHEN n.cumulative THEN '+' END, n.indicator, ' ', n.value, n.unit,
	' ' || n.scope, ' ' || n.year), E'\n' ORDER BY n.n) AS stated
FROM report_read r, narrative(r.sections) WITH ORDINALITY n(indicator, value, unit, approximate, cumulative, scope, evidence, "position", year, low, high, base, section, n)
WHERE NOT EXISTS (SELECT FROM text_indicator i WHERE i.name = n.indicator AND i.is_fact)
GROUP BY r.file, n.section ORDER BY r.file, min(n.n);

-- the findings: each is one
CREATE TEMP TABLE explained (file text, rule text, explanation text);
INSERT INTO explained VALUES
	('006', 'text.received', '749 are the 713 of the year and the 36 carried in'),
	('009', 'text.granted_or_partly', '258 is what natural persons were granted; with the others and those granted in part it is 275'),
	('009', 'text.unavailable', '265 is only what the office does not hold; with the other two reasons it is 337'),
	('009', 'text.granted_or_partly_share', '33.9 % of 805 is 273, not 258'),
	('009', 'text.results_sum', 'what is listed adds up to 716, not 805'),
	('009', 'text.shares_sum', 'and the percentages to 90.74'),
	('009', 'text.reconsiderations_upheld', 'two of the seven were still open'),
	('009', 'text.lawsuits_upheld', 'one of the nine was still open'),
	('014', 'text.disclosed_listed', 'the kinds of information add up to 66 less'),
	('017', 'text.received', '75 are the 74 of the year and the one carried in');
-- findings that blanks leave unknown are wrong or right once the blanks are zeros
INSERT INTO corpus SELECT '009 with zeros', year, form, whole, source, regexp_replace(numbers, '((?:requests|remedies)\.[a-z_.]+(?<!total))\t(?=[\r\n])', E'\\1\t0', 'g')
FROM corpus WHERE file = '009';
INSERT INTO explained SELECT '009 with zeros', rule, explanation FROM explained WHERE file = '009';
SELECT r.file, c.severity, c.result, c.why, c.rule, c.expected, c.actual, c.message, coalesce(e.explanation, CASE c.why WHEN 'blank' THEN 'blank cells' END) AS explanation
FROM report_read r CROSS JOIN LATERAL check_text(r.figures, r.sections, r.year) c LEFT JOIN explained e ON e.file = r.file AND e.rule = c.rule
WHERE r.whole OR c.rule !~ '^text\.(sections|aspect_|problems|measures|other_matters|fee_stated)'
ORDER BY r.file, c.severity DESC, c.rule \g (format=unaligned)

-- pieces of pages: texts between heading and table
\set text `cat ../shared/reports/partial_p02_* ../shared/reports/partial_p08_* ../shared/reports/partial_p12_* ../shared/reports/partial_p30_*`
SELECT indicator, value, unit, scope, year, regexp_replace(evidence, '\s', '', 'g') AS evidence FROM narrative(:'text');
-- tables alone state nothing; behind those of 2018 a sentence says that nothing was received
\set text `cat ../shared/reports/*.md ../shared/reports/*.glued.txt ../shared/reports/partial_p03_* ../shared/reports/partial_p07_* ../shared/reports/partial_p17_* ../shared/reports/partial_p19_* ../shared/reports/partial_p21_*`
SELECT indicator, value, unit, right(regexp_replace(evidence, '\s', '', 'g'), 15) AS evidence, count(*) FROM narrative(:'text') GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 4;
\else
\echo corpus: skipped, ../shared/reports is not there
\endif
