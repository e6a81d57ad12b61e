-- Pages whose rows are lines, damaged at random: a number that is read is one that the undamaged page has in that cell.  (Nothing here adds, changes or moves a number.)
SET search_path = disclosure, public;
\set ECHO none
\i sql/include/pages.sql
\set ECHO all
CREATE FUNCTION pg_temp.damaged(page text, how text, seed text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	line text[] := string_to_array(page, E'\n');
	n int := cardinality(line);
	i int := 1 + pg_temp.pick(seed, n - 1);
	j int := 1 + pg_temp.pick(seed || 'j', n - 1);
	at int := 1 + pg_temp.pick(seed || 'at', length(page) - 1);
	held text;
BEGIN
	CASE how
	WHEN 'cut' THEN RETURN left(page, at);
	WHEN 'a line lost' THEN RETURN array_to_string(line[:i - 1] || line[i + 1:], E'\n');
	WHEN 'some lines lost' THEN RETURN array_to_string(line[:i - 1] || line[i + 1 + pg_temp.pick(seed || 'n', 7):], E'\n');
	WHEN 'a line twice' THEN RETURN array_to_string(line[:i] || line[i:], E'\n');
	WHEN 'a line added' THEN RETURN array_to_string(line[:i] || (ARRAY['', '- 3 -', ' ', '单位：件', '（续表）', '填表人：张某', '申请人情况'])[1 + pg_temp.pick(seed || 'k', 6)] || line[i + 1:], E'\n');
	WHEN 'lines joined' THEN RETURN array_to_string(line[:i - 1] || (line[i] || ' ' || coalesce(line[i + 1], '')) || line[i + 2:], E'\n');
	WHEN 'labels misprinted' THEN
		FOR k IN 1 .. 20 LOOP
			at := 1 + pg_temp.pick(seed || k, length(page) - 1);
			IF substr(page, at, 1) ~ '[一-龥]' AND substr(page, at, 1) <> '万' THEN page := overlay(page PLACING (ARRAY['', '某', '口', '信', ' '])[1 + pg_temp.pick(seed || k || 'c', 4)] FROM at FOR 1); END IF;
		END LOOP;
		RETURN page;
	WHEN 'labels lost' THEN RETURN regexp_replace(page, (ARRAY['规章', '行政许可', '行政处罚', '（一）予以公开', '\d\.属于[^\n|<0-9]*', '\d\.[^\n|<0-9]*申请', '一、本年新收政府信息公开申请数量', '（七）总计',
		'四、结转下年度继续办理', '总计', '信息内容'])[1 + pg_temp.pick(seed, 10)], '', 'g');
	END CASE;
END $$;
CREATE TEMP TABLE written AS
SELECT kind, n, f, page FROM sample, LATERAL (VALUES ('HTML', pg_temp.html(f)), ('pipes', pg_temp.by_lines(f, '', ' | ', ' |', E'\n')), ('ruled', pg_temp.by_lines(f, '| ', ' | ', ' |', E'\n')),
	('tabs', pg_temp.by_lines(f, '', E'\t', '', E'\n')), ('a row a line', pg_temp.by_lines(f, '', ' ', '', E'\n'))) k(kind, page) WHERE blank_percent <= 10 AND n <= 2;
CREATE TEMP TABLE outcome AS
SELECT kind, how, n, s, d AS page, w.*
FROM written, unnest(ARRAY['cut', 'a line lost', 'some lines lost', 'a line twice', 'a line added', 'lines joined', 'labels misprinted', 'labels lost']) how,
	generate_series(1, 4) s, pg_temp.damaged(page, how, concat(kind, how, n, s, f)) d,
	LATERAL (SELECT count(*) FILTER (WHERE c.value IS NOT NULL) AS read, array_agg(c.path || ' ' || coalesce(o.value::text, 'blank') || ' '
		|| c.value) FILTER (WHERE c.value IS DISTINCT FROM o.value AND c.value IS NOT NULL) AS wrong
		FROM cells((parse_report(d)).figures) c LEFT JOIN cells(f) o USING (path)) w;
SELECT kind, count(*) AS pages, coalesce(sum(cardinality(wrong)), 0) AS wrong, sum(read) > 100 * count(*) AS many_read FROM outcome GROUP BY kind ORDER BY kind;
SELECT how, count(*) AS pages, coalesce(sum(cardinality(wrong)), 0) AS wrong FROM outcome GROUP BY how ORDER BY how;
