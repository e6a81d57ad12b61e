-- Codes of organisations, against check characters computed in plain SQL.
SET search_path = disclosure, public;
\pset null NULL

-- Codes out of published index numbers: sound ones and unsound ones.
SELECT code, organisation_code_state(code) FROM (VALUES
	('014416330'), ('000014349'), ('000013338'), ('00835003X'), ('00835003-X'), ('011158671'), ('01424668-5'), ('014246685'),
	('003110926'), ('014320144'), ('01527918X'),
	('00000001'), ('000000001'), ('035210000'), ('0142768-8'), ('null02D'), ('01A'), ('D3C20190807')) AS v (code);
SELECT code, credit_code_state(code), organisation_code_state(substr(code, 9, 9)) AS inner_state FROM (VALUES
	('11370812004339255B'), ('11341702486344515H'), ('113708280043326001'), ('113325000026455663'), ('11100000000019174B')) AS v (code);

-- The form: a code of another form is bad, and never an error.
SELECT count(*) AS codes, count(*) FILTER (WHERE organisation_code_state(code) = 'bad') AS bad_organisation,
	count(*) FILTER (WHERE credit_code_state(code) = 'bad') AS bad_credit
FROM (VALUES (''), ('-'), ('X'), ('00835003x'), ('00835003Ｘ'), ('０1441633０'), ('０１４４１６３３０'), (' 014416330'), ('014416330 '),
	(E'014416330\n'), ('01441633—0'), ('01441633－0'), ('01441633--0'), ('0144163-30'), ('01441633-'), ('-014416330'), ('01441633'),
	('0144163300'), ('0083500-3X'), ('X08350030'), ('00835003-XX'), ('政府信息公开'), ('政府信'), (repeat('0', 1000000)),
	('11370812004339255b'), ('1137081200433925-5B'), ('11370812004339255-B'), ('11370812004339255Ｂ'), ('１１370812004339255B'),
	('11370812004339255B '), ('1137081200433925B'), ('113708120043392555B'), ('1137081200433925B\n'), ('政府信息公开'), (repeat('政', 18)),
	(repeat('I', 18)), (repeat('~', 18)), (repeat(' ', 18)), (repeat('-', 10))) AS v (code);
SELECT organisation_code_state(NULL), credit_code_state(NULL);

-- The standards in SQL.
CREATE FUNCTION pg_temp.organisation_check(body text) RETURNS text LANGUAGE sql AS $$
	SELECT CASE c WHEN 10 THEN 'X' WHEN 11 THEN '0' ELSE c::text END
	FROM (SELECT 11 - sum(w * (strpos('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', substr(body, i::int, 1)) - 1)) % 11 AS c
		FROM unnest(ARRAY[3, 7, 9, 10, 5, 8, 4, 2]) WITH ORDINALITY AS u (w, i)) AS s $$;
CREATE FUNCTION pg_temp.credit_check(body text) RETURNS text LANGUAGE sql AS $$
	SELECT substr('0123456789ABCDEFGHJKLMNPQRTUWXY', 1 + c::int, 1)
	FROM (SELECT (31 - sum(w * (strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(body, i::int, 1)) - 1)) % 31) % 31 AS c
		FROM unnest(ARRAY[1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]) WITH ORDINALITY AS u (w, i)) AS s $$;
-- a text of characters of an alphabet, the same in each run
CREATE FUNCTION pg_temp.some(alphabet text, length int, seed int) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(substr(alphabet, 1 + (hashint4extended(seed, i) & 1023)::int % length(alphabet), 1), '' ORDER BY i)
	FROM generate_series(1, length) AS i $$;
CREATE TEMP TABLE character AS SELECT chr(c) AS c FROM generate_series(32, 126) AS c;

-- Of all characters exactly one makes a code out of eight, and exactly one a credit code out of seventeen whose inner code is sound.
CREATE TEMP TABLE organisation AS
	SELECT n, body || pg_temp.organisation_check(body) AS code
	FROM (SELECT n, pg_temp.some(CASE n % 3 WHEN 0 THEN '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ' ELSE '0123456789' END, 8, n) AS body
		FROM generate_series(1, 200) AS n) AS b;
SELECT count(*) AS tried, count(*) FILTER (WHERE state = 'ok') AS ok, count(DISTINCT right(code, 1)) FILTER (WHERE state = 'ok') AS checks,
	count(*) FILTER (WHERE (state = 'ok') <> (changed = code) OR hyphened <> state) AS wrong
FROM (SELECT code, left(code, 8) || c AS changed, organisation_code_state(left(code, 8) || c) AS state,
	organisation_code_state(left(code, 8) || '-' || c) AS hyphened FROM organisation, character) AS t;
CREATE TEMP TABLE credit AS
	SELECT n, sound, body || pg_temp.credit_check(body) AS code
	FROM (SELECT n, sound, pg_temp.some('0123456789ABCDEFGHJKLMNPQRTUWXY', 2, n) || pg_temp.some('0123456789', 6, n + 1000) || inside
			|| CASE WHEN sound THEN pg_temp.organisation_check(inside)
				ELSE translate(pg_temp.organisation_check(inside), '0123456789X', '1234567890Y') END AS body
		FROM (SELECT n, pg_temp.some('0123456789ABCDEFGHJKLMNPQRTUWXY', 8, n + 2000) AS inside FROM generate_series(1, 200) AS n) AS b,
			unnest(ARRAY[true, false]) AS sound) AS c;
SELECT sound AS inner_sound, count(*) AS tried, count(*) FILTER (WHERE state = 'ok') AS ok,
	count(DISTINCT right(code, 1)) FILTER (WHERE state = 'ok') AS checks,
	count(*) FILTER (WHERE (state = 'ok') <> (sound AND changed = code)) AS wrong
FROM (SELECT sound, code, left(code, 17) || c AS changed, credit_code_state(left(code, 17) || c) AS state FROM credit, character) AS t
GROUP BY sound ORDER BY sound DESC;
-- the division consists of digits, even if the check character fits
SELECT count(*) AS letters_in_division, count(*) FILTER (WHERE credit_code_state(code) = 'bad') AS bad
FROM (SELECT body || pg_temp.credit_check(body) AS code
	FROM generate_series(3, 8) AS i, overlay('11370812004339255' PLACING 'A' FROM i) AS body) AS t;

-- One character mistyped.  Digits for digits are always found.  GB 11714 takes letters for the values 10 to 35, which modulo 11 are
-- digits too: it misses those, and nothing else.  GB 32100 misses nothing.
CREATE FUNCTION pg_temp.mistyped(code text) RETURNS TABLE (i int, was text, c text, changed text) LANGUAGE sql AS $$
	SELECT i, substr(code, i, 1), c, overlay(code PLACING c FROM i)
	FROM generate_series(1, length(code)) AS i, character WHERE c <> substr(code, i, 1) $$;
SELECT CASE WHEN was ~ '\d' AND c ~ '\d' THEN 'digit for digit' WHEN c ~ '[0-9A-Z]' AND i < 9 THEN 'letter' ELSE 'other' END AS mistake,
	count(*) AS codes, count(*) FILTER (WHERE state = 'bad') AS bad, round(100.0 * count(*) FILTER (WHERE state = 'bad') / count(*), 2) AS percent,
	count(*) FILTER (WHERE (state = 'ok') <> (i < 9 AND c ~ '[0-9A-Z]'
		AND pg_temp.organisation_check(left(changed, 8)) = right(changed, 1))) AS wrong
FROM (SELECT m.*, organisation_code_state(changed) AS state FROM organisation, pg_temp.mistyped(code) AS m WHERE n <= 60) AS t
GROUP BY 1 ORDER BY 1;
SELECT count(*) AS codes, count(*) FILTER (WHERE credit_code_state(changed) = 'bad') AS bad
FROM (SELECT * FROM credit WHERE sound AND n <= 60 UNION ALL SELECT 0, true, '11370812004339255B') AS t, pg_temp.mistyped(code);

-- Two different characters exchanged, side by side or anywhere.
CREATE FUNCTION pg_temp.exchanged(code text) RETURNS TABLE (adjacent boolean, changed text) LANGUAGE sql AS $$
	SELECT j = i + 1, overlay(overlay(code PLACING substr(code, j, 1) FROM i) PLACING substr(code, i, 1) FROM j)
	FROM generate_series(1, length(code)) AS i, generate_series(i + 1, length(code)) AS j
	WHERE substr(code, i, 1) <> substr(code, j, 1) $$;
SELECT kind, adjacent, count(*) AS codes, count(*) FILTER (WHERE state = 'bad') AS bad,
	round(100.0 * count(*) FILTER (WHERE state = 'bad') / count(*), 2) AS percent
FROM (
	SELECT CASE WHEN code ~ '^\d*$' THEN 'organisation, of digits' ELSE 'organisation, with letters' END AS kind, adjacent,
		organisation_code_state(changed) AS state FROM organisation, pg_temp.exchanged(code)
	UNION ALL SELECT 'credit', adjacent, credit_code_state(changed) FROM credit, pg_temp.exchanged(code) WHERE sound) AS t
GROUP BY kind, adjacent ORDER BY kind, adjacent DESC;
