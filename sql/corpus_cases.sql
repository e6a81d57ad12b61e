-- Small invented pages, each of one kind of fault, and what a person reads on them, if they are at hand: ../shared/cases/reading.
SET search_path = disclosure, public;
\set present `test -d "$PG_ABS_SRCDIR/../shared/cases/reading" && echo true || echo false`
\if :present
\else
\echo skipped: there is no ../shared/cases/reading
\quit
\endif
CREATE TEMP TABLE source (name text, hex text);
\copy source FROM PROGRAM 'cd "$PG_ABS_SRCDIR/../shared/cases/reading" && for f in *.txt; do printf "%s\t" "${f%.txt}"; od -An -v -tx1 "$f" | tr -d " \n"; echo; done'
CREATE TEMP TABLE wanted (name text, path text, value text);
\copy wanted FROM PROGRAM 'cd "$PG_ABS_SRCDIR/../shared/cases/reading" && for f in *.expected.tsv; do sed "1d; s/\r$//; s/^/${f%.expected.tsv}\t/" "$f"; done'
CREATE TEMP TABLE page AS SELECT name, parse_report(decode(hex, 'hex')) AS r FROM source;

-- What is read at a path: of @narrative, each number of the indicator once; of @check_text, the result of the rule.
CREATE FUNCTION pg_temp.reading(r parsed_report, path text) RETURNS text LANGUAGE sql AS $$
SELECT CASE
	WHEN path NOT LIKE '@%' THEN trim_scale((r.figures)[path])::text
	WHEN path LIKE '@section %' THEN r.sections->substr(path, 10)->>'text'
	WHEN path LIKE '@narrative:%' THEN coalesce((SELECT string_agg(DISTINCT trim_scale(n.value)::text, ', ') FROM narrative(r.sections) n
		WHERE n.indicator = substr(path, 12)), '(none)')
	WHEN path LIKE '@check_text:%' THEN coalesce((SELECT c.result FROM check_text(r.figures, r.sections, r.year) c
		WHERE c.rule = substr(path, 13)), 'holds (no finding)')
	WHEN path ~ '^@(notice|contact|index_number[.])' THEN r.metadata #>> string_to_array(substr(path, 2), '.')
	ELSE to_jsonb(r)->>substr(path, 2) END
$$;
-- "a or b, not c" is wanted of a value that may be one of several, "?" of one that cannot be told
CREATE TEMP VIEW outcome AS
SELECT name, path, value AS wanted, pg_temp.reading(r, path) AS read,
	CASE WHEN value IN ('', '?') THEN pg_temp.reading(r, path) IS NULL
		ELSE pg_temp.reading(r, path) = ANY (string_to_array(split_part(value, ', not ', 1), ' or ')) END IS TRUE AS is_right
FROM wanted JOIN page USING (name);

SELECT (SELECT count(*) > 0 FROM source) AS cases, (SELECT count(*) FROM source WHERE name NOT IN (SELECT name FROM wanted)) AS without_reading;
SELECT name, path, wanted, read FROM outcome WHERE NOT is_right ORDER BY name COLLATE "C", path COLLATE "C";
