-- Text and binary input survive input meant for others: 100,000 mutations are each either taken, and then canonical,
-- or refused by an error of class 22.
SET search_path = disclosure, public;

CREATE TEMP TABLE base AS
	SELECT row_number() OVER () - 1 AS i, f FROM (VALUES
	('{"form":"2021"}'::figures), ('{"form":""}'),
	('{"form":"2019","proactive":{"licensing":[161,-8,2537],"charges":[3138.14,-1108.67],"procurement":[947,11900.000001]},"requests":{"received":[8,0,null,0,0,0,8]}}'),
	('{"form":"2021","proactive":{"charges":[7730.28]},"requests":{"received":[21,0,0,0,0,0,21],"otherwise_handled":{"natural_person":0,"total":0}},"remedies":{"reconsideration":[10,1,0,0,0]}}'),
	('{"form":"2019+2021","requests":{"granted":[1,2,3,4,5,6,21],"otherwise_handled":[1,0,0,0,0,0,1],"miscellaneous":[null,0,0,0,0,0,-1]}}'),
	('{"form":"2021","remedies":{"direct_suit":[9223372036854775807,-9223372036854775808,1000000,128,127]},"requests":{"carried_out":{"total":300}}}'),
	(zero_figures('2021')),
	(zero_figures('2019') + '{"form":"2019","requests":{"received":[5,0,0,0,0,0,5],"granted":[5,0,0,0,0,0,5],"processed":[5,0,0,0,0,0,5]}}')) AS v (f);
CREATE TEMP TABLE refusal (what text, state text, message text, input text);

-- Randomness comes from sha256(): it is the same in every run and on every server.
CREATE FUNCTION pg_temp.fuzz_text(first int, last int) RETURNS TABLE (mutations int, accepted int, refused int) LANGUAGE plpgsql AS $$
DECLARE
	texts text[] := (SELECT array_agg(f::text ORDER BY i) FROM base);
	tokens text[] := ARRAY['{', '}', '[', ']', '"', ',', ':', 'null', '0', '1', '-', '.', 'e', '1e400', '1e-400', '-0', '0.0000001', '1.5', '9223372036854775807',
		'9223372036854775808', '-9223372036854775808', '"form"', '"2021"', '"2019"', '"2019+2021"', '""', '"requests":{', '"received":', '"total":', '"upheld"', '"charges":[1.5]',
		'{"total":1}', '[1,0,0,0,0,0,1]', 'true', 'NaN', '\u0000', '\ud83d', '\', ' ', E'\n', '规', '/', '"remedies":{"direct_suit":', '"proactive":{"licensing":[1]},', '+2019', E'\x7f', ']]]]', '[[[[', '}}', '00'];
	digest bytea;
	input text;
	at int;
	width int;
	taken boolean := false;
	value disclosure.figures;
	again disclosure.figures;
BEGIN
	mutations := 0; accepted := 0; refused := 0;
	FOR n IN first .. last LOOP
		digest := sha256(convert_to('text ' || n, 'UTF8'));
		input := texts[1 + get_byte(digest, 0) % cardinality(texts)];
		FOR j IN 0 .. get_byte(digest, 1) % 3 LOOP
			at := 1 + (get_byte(digest, 2 + j * 8) * 256 + get_byte(digest, 3 + j * 8)) % (length(input) + 1);
			width := get_byte(digest, 4 + j * 8) % (CASE WHEN get_byte(digest, 5 + j * 8) < 200 THEN 4 ELSE 60 END);
			input := CASE get_byte(digest, 6 + j * 8) % 6
				WHEN 0 THEN overlay(input PLACING '' FROM at FOR width)
				WHEN 1 THEN overlay(input PLACING substr(input, at, width) FROM at FOR 0)
				WHEN 2 THEN overlay(input PLACING tokens[1 + get_byte(digest, 7 + j * 8) % cardinality(tokens)] FROM at FOR 0)
				WHEN 3 THEN overlay(input PLACING tokens[1 + get_byte(digest, 7 + j * 8) % cardinality(tokens)] FROM at FOR width)
				WHEN 4 THEN overlay(input PLACING (get_byte(digest, 7 + j * 8) % 10)::text FROM coalesce(nullif(at + strpos(substr(input, at), '0') - 1, at - 1), at) FOR 1)
				ELSE overlay(input PLACING substr(input, 1 + get_byte(digest, 7 + j * 8) * length(input) / 256, width) FROM at FOR width) END;
		END LOOP;
		mutations := mutations + 1;
		taken := false;
		BEGIN
			value := input;
			taken := true;
			accepted := accepted + 1;
			again := value::text;
			IF figures_send(again) <> figures_send(value) OR value::text <> again::text OR value::jsonb::figures <> value
				OR value::json::text <> value::text OR is_complete(value - value) <> is_complete(value)
				OR is_sound(value) = EXISTS (SELECT FROM disclosure.check_figures(value) WHERE result = 'fail' AND severity = 'error' AND rule <> 'form.blank')
				OR figures(value::json ->> 'form', proactive(value), requests(value), remedies(value)) <> value THEN
				INSERT INTO refusal VALUES ('text', 'not canonical', value::text, input);
			END IF;
		EXCEPTION WHEN OTHERS THEN
			refused := refused + 1;
			-- nothing goes wrong with a value that was taken
			IF SQLSTATE NOT LIKE '22%' OR taken THEN
				INSERT INTO refusal VALUES ('text', SQLSTATE, SQLERRM, input);
			END IF;
		END;
	END LOOP;
	RETURN NEXT;
END
$$;
SELECT mutations, accepted > 3000 AS many_accepted, refused > 5000 AS many_refused, accepted + refused = mutations AS "all" FROM pg_temp.fuzz_text(1, 60000);

-- COPY writes bytea and reads the bytes as figures: so they reach figures_recv() and figures_sum_recv().
SELECT current_setting('data_directory') || '/report_ext_fuzz.binary' AS file \gset
-- One transaction, in which TRUNCATE need not make new files.
BEGIN;
CREATE TEMP TABLE received (f figures);
CREATE TEMP TABLE received_sum (f figures_sum);
CREATE FUNCTION pg_temp.fuzz_binary(file text, first int, last int) RETURNS TABLE (mutations int, accepted int, refused int) LANGUAGE plpgsql AS $$
DECLARE
	inputs bytea[] := (SELECT array_agg(figures_send(f) ORDER BY i) FROM base);
	read text[] := ARRAY[format('COPY received FROM %L (FORMAT binary)', file), format('COPY received_sum FROM %L (FORMAT binary)', file)];
	digest bytea;
	input bytea;
	at int;
	width int;
	taken boolean := false;
	sent bytea;
	value disclosure.figures;
BEGIN
	mutations := 0; accepted := 0; refused := 0;
	FOR n IN first .. last LOOP
		digest := sha256(convert_to('binary ' || n, 'UTF8'));
		input := inputs[1 + get_byte(digest, 0) % cardinality(inputs)];
		IF get_byte(digest, 1) < 8 THEN
			input := substr(digest, 2, get_byte(digest, 2) % 30);
			IF length(input) > 0 AND get_byte(digest, 3) < 200 THEN
				input := set_byte(input, 0, 1 + 16 * (get_byte(digest, 3) % 2));
			END IF;
		ELSE
			FOR j IN 0 .. get_byte(digest, 1) % 3 LOOP
				CONTINUE WHEN length(input) = 0;
				at := (get_byte(digest, 2 + j * 8) * 256 + get_byte(digest, 3 + j * 8)) % length(input);
				width := get_byte(digest, 4 + j * 8) % 4;
				input := CASE get_byte(digest, 5 + j * 8) % 7
					WHEN 0 THEN set_byte(input, at, get_byte(digest, 6 + j * 8))
					WHEN 1 THEN set_bit(input, at * 8 + get_byte(digest, 6 + j * 8) % 8, get_byte(digest, 7 + j * 8) % 2)
					WHEN 2 THEN substr(input, 1, at)
					WHEN 3 THEN overlay(input PLACING ''::bytea FROM at + 1 FOR width)
					WHEN 4 THEN overlay(input PLACING substr(digest, 1 + get_byte(digest, 6 + j * 8) % 16, width) FROM at + 1 FOR 0)
					WHEN 5 THEN overlay(input PLACING substr('\x00ff80ffffffffffffffffff7f0100'::bytea, 1 + get_byte(digest, 6 + j * 8) % 8, width * 4) FROM at + 1 FOR width)
					ELSE overlay(input PLACING substr(input, at + 1, width + 1) FROM at + 1 FOR 0) END;
			END LOOP;
		END IF;
		mutations := mutations + 1;
		EXECUTE format('COPY (SELECT %L::bytea) TO %L (FORMAT binary)', input, file);
		IF taken THEN
			TRUNCATE received, received_sum;
		END IF;
		taken := false;
		BEGIN
			EXECUTE read[1 + n % 2];
			taken := true;
			accepted := accepted + 1;
			IF n % 2 = 0 THEN
				SELECT f, figures_send(f) INTO value, sent FROM received;
			ELSE
				SELECT figures_sum_result(f), figures_sum_send(f) INTO value, sent FROM received_sum;
			END IF;
			IF sent <> input OR value::text::disclosure.figures <> value OR figures_send(value) <> input OR value::jsonb::disclosure.figures <> value
				OR is_sound(value) = EXISTS (SELECT FROM disclosure.check_figures(value) WHERE result = 'fail' AND severity = 'error' AND rule <> 'form.blank') THEN
				INSERT INTO refusal VALUES ('binary', 'not canonical', value::text, input::text);
			END IF;
		EXCEPTION WHEN OTHERS THEN
			refused := refused + 1;
			-- nothing goes wrong with a value that was taken
			IF SQLSTATE NOT LIKE '22%' OR taken THEN
				INSERT INTO refusal VALUES ('binary', SQLSTATE, SQLERRM, input::text);
			END IF;
		END;
	END LOOP;
	EXECUTE format('COPY (SELECT) TO PROGRAM %L', format('rm -f %L', file));
	RETURN NEXT;
END
$$;
SELECT mutations, accepted > 3000 AS many_accepted, refused > 5000 AS many_refused, accepted + refused = mutations AS "all" FROM pg_temp.fuzz_binary(:'file', 1, 50000);
COMMIT;

SELECT * FROM refusal LIMIT 5;
