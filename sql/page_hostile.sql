-- Pages that nobody would publish: each is read or refused by a clear error, in time, and the session goes on. A page that
-- takes longer than statement_timeout is cancelled soon after.
SET search_path = disclosure, public;

CREATE FUNCTION pg_temp.read(page text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	state text := 'read';
	start timestamptz;
	took float;
BEGIN
	start := clock_timestamp();
	BEGIN
		PERFORM parse_report(page);
		PERFORM pg_sleep(0); -- a timeout that came during the last steps counts as the page's
	EXCEPTION WHEN query_canceled OR program_limit_exceeded THEN
		state := 'read'; -- or refused: which of them is a matter of the machine
	END;
	took := extract(epoch FROM clock_timestamp() - start);
	RETURN CASE WHEN took < 10 THEN state ELSE format('took %s s', round(took::numeric, 1)) END;
END
$$;

CREATE TEMP TABLE hostile (id int GENERATED ALWAYS AS IDENTITY, what text, page text);
INSERT INTO hostile (what, page) VALUES
	('nested div', $$repeat('<div>', 100000)$$),
	('nested tables', $$repeat('<table><tr><td>', 100000)$$),
	('nested b', $$repeat('<b>x', 100000)$$),
	('unclosed', $$repeat('<p>x<td>1<tr>', 100000)$$),
	('spans', $$'<table>' || repeat('<tr><td colspan=1000000000 rowspan=1000000000>1</td></tr>', 20000)$$),
	('cells', $$'<table><tr>' || repeat('<td>1', 200000)$$),
	('letters', $$repeat('a', 10000000)$$),
	('less than', $$repeat('<', 2000000)$$),
	('less than in HTML', $$'<p><p><p>' || repeat('<', 2000000)$$),
	('ampersands', $$'<p><p><p>' || repeat('&', 4000000)$$),
	('a comment', $$'<p><p><p><!--' || repeat('x', 4000000)$$),
	('attributes', $$'<p><p><p><a ' || (SELECT string_agg('a' || i || '=1 ', '') FROM generate_series(1, 300000) AS i)$$),
	('tags in Markdown', $$E'| a |\n| b |\n| c |\n<p><p><p>' || repeat('<a', 1000000)$$),
	('a title', $$'<p><p><p><title>' || repeat('a', 1000000)$$),
	('asterisks', $$repeat('*', 1000000)$$),
	('entities', $$'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><p><p><p>' || repeat('&b;', 100000)$$),
	('pipes', $$repeat('|', 4000000)$$),
	('pipes in a section', $$E'二、主动公开政府信息情况\n' || repeat('|', 4000000)$$),
	('digits', $$E'二、主动公开政府信息情况\n' || repeat('0', 4000000)$$),
	('numbers', $$E'三、收到和处理政府信息公开申请情况\n' || repeat('0 ', 2000000)$$),
	('numbers in lines', $$E'三、收到和处理政府信息公开申请情况\n' || repeat(E'0\n', 2000000)$$),
	('labels', $$E'二、主动公开政府信息情况\n' || repeat('规章', 1000000)$$),
	('labels in lines', $$E'二、主动公开政府信息情况\n' || repeat(E'规章\n', 1000000)$$),
	('labels with numbers', $$E'二、主动公开政府信息情况\n' || repeat('规章0', 1000000)$$),
	('a year', $$E'二、主动公开政府信息情况\n规章0规章0规章0' || repeat('0', 2000000) || '年'$$),
	('wide blanks', $$E'二、主动公开政府信息情况\n规章0规章0规章0' || repeat('　', 2000000)$$),
	('commas', $$E'二、主动公开政府信息情况\n规章0规章0规章0' || repeat('，', 2000000)$$),
	('a wide head', $$E'二、主动公开政府信息情况\n| 信息内容 | 本年制发件数 | （' || repeat(' ', 1000000) || E'x | x |\n'$$),
	('line ends', $$repeat(E'\n', 10000000)$$),
	('short lines', $$repeat(E'x\n', 4000000)$$),
	('headings', $$repeat(E'一、总体情况\n', 200000)$$),
	('headings in a line', $$repeat(' ', 1000000) || repeat('二、主动公开政府信息情况', 200000)$$),
	('words', $$E'二、主动公开政府信息情况\n' || repeat(E'one two three four five six seven eight nine ten\n', 300000)$$),
	('control characters', $$repeat(E'\x01', 2000000)$$);
-- made without the timeout, read with it
CREATE TEMP TABLE made (page text);
ALTER TABLE made ALTER page SET STORAGE EXTERNAL;
\t on
\pset format unaligned
SELECT 'SET statement_timeout = 0; TRUNCATE made', format('INSERT INTO made SELECT %s', page), 'SET statement_timeout = 500',
	format('SELECT %L, pg_temp.read(page) FROM made', what)
FROM hostile ORDER BY id \gexec
\t off
\pset format aligned
RESET statement_timeout;

-- Numbers that stay unread because of their tags have a note.
SELECT title, note ->> 'kind' AS kind, note ->> 'text' AS text
FROM parse_report('<html><title>甲县2023年政府信息公开工作年度报告</title><h2>一、总体情况</h2><p>无。</p><h2>二、主动公开政府信息情况</h2>'
	|| repeat('<div>', 100000) || '<table><tr><td>规章</td><td>1</td><td>0</td><td>5</td></tr></table><h2>三、收到和处理政府信息公开申请情况</h2>'),
	jsonb_array_elements(notes) note
WHERE note ->> 'kind' = 'cut';

-- bytes that are no text
SELECT what, title IS NULL AS nothing FROM (VALUES
	('null bytes', decode(repeat('00', 100000), 'hex')),
	('half a character', '\xe4b8'::bytea),
	('odd UTF-16', '\xfffe4e'), ('surrogates', '\xfeffd800d800dc00'), ('big endian', '\xfeff4e004e8c'),
	('a mark alone', '\xefbbbf'), ('nothing', '')) AS v (what, page), parse_report(page);

-- Memory: no more after a thousand pages than after the first few, and for one page it grows as the page does.
CREATE FUNCTION pg_temp.read_many(page text, n int) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
	FOR i IN 1 .. n LOOP
		PERFORM parse_report(page);
	END LOOP;
	RETURN (SELECT sum(total_bytes) FROM pg_backend_memory_contexts);
END
$$;
CREATE FUNCTION pg_temp.resident(what text) RETURNS bigint LANGUAGE sql AS $$
	SELECT (regexp_match(pg_read_file('/proc/' || pg_backend_pid() || '/status'), what || ':\s+(\d+)'))[1]::bigint $$;
SELECT '<html><body><table>' || repeat('<tr><td>规章</td><td>1</td><td><b>2</td></tr>', 200) || '</table>' AS page \gset
SELECT pg_temp.read_many(:'page', 10) AS contexts, pg_temp.resident('VmRSS') AS resident \gset before_
SELECT pg_temp.read_many(:'page', 1000) - :before_contexts < 100000 AS contexts_stay, pg_temp.resident('VmRSS') - :before_resident < 4000 AS memory_stays;

-- a session for each size, because its most memory is remembered
\c -
SELECT length(disclosure.parse_report('<p><p><p>' || repeat('<tr><td>1</td></tr>', 250000))::text) > 0 AS read;
SELECT (regexp_match(pg_read_file('/proc/' || pg_backend_pid() || '/status'), 'VmHWM:\s+(\d+)'))[1]::bigint AS small \gset
\c -
SELECT length(disclosure.parse_report('<p><p><p>' || repeat('<tr><td>1</td></tr>', 500000))::text) > 0 AS read;
SELECT (regexp_match(pg_read_file('/proc/' || pg_backend_pid() || '/status'), 'VmHWM:\s+(\d+)'))[1]::bigint < 2.5 * :small AS grows_as_the_page;

-- Bytes: null ones, and two for each character without a mark.  Each of them once cost a look at 64 kB.
SET search_path = disclosure, public;
SET statement_timeout = '20s';
SELECT length(page_text(bytes)) FROM unnest(ARRAY[decode(repeat('00', 1000000), 'hex'), decode(repeat('004e', 500000), 'hex'), decode(repeat('2d4e', 500000), 'hex'), decode(repeat('e4bda0ff', 250000), 'hex')]) bytes;
SELECT sql_statements(repeat('SELECT 1;', 30000)) LIMIT 1;
RESET statement_timeout;
