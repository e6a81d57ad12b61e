-- soak(first, last) makes and reads the pages of these numbers; chance is sha256() of the number, so a failure can be repeated.
CREATE FUNCTION soak(first int, last int) RETURNS void LANGUAGE plpgsql SET search_path = disclosure, public, pg_temp AS $$
DECLARE
	pages bytea[] := (SELECT array_agg(bytes ORDER BY id) FROM public.page);
	tokens text[] := ARRAY['|', ' | ', '||', E'|\n', E'\n', E'\r', E'\t', ' ', '　', '<td>', '</td>', '<td colspan=2>', '<tr>', '</tr>', '<table>', '</table>', '<div>',
		'<br>', '<pre>', '<script>', '<!--', '&nbsp;', '&lt;td', '&#0;', E'\x01', E'\x7f', '\u672c', '=\"', '<\/', '0', '7', '12', '1,234', '1.5', '-', '—', '/', '万元', '（一）', '1.',
		'一、', '规章', '行政许可', '总计', '其他', '自然人', '三、收到和处理政府信息公开申请情况', '四、政府信息公开行政复议、行政诉讼情况', '2023年', '- 3 -', '99999999999999999999'];
	digest bytea;
	input bytea;
	at int;
	width int;
	piece bytea;
	report parsed_report;
	again parsed_report;
	value text;
BEGIN
	FOR n IN first .. last LOOP
		digest := sha256(convert_to('page ' || n, 'UTF8')) || sha256(convert_to('more ' || n, 'UTF8'));
		input := pages[1 + (get_byte(digest, 0) * 256 + get_byte(digest, 1)) % cardinality(pages)];
		-- mostly a part, if the page is long
		IF length(input) > 6000 AND get_byte(digest, 2) < 240 THEN
			input := substr(input, 1 + (get_byte(digest, 3) * 256 + get_byte(digest, 4)) * 7 % (length(input) - 5000), 5000);
		END IF;
		FOR j IN 0 .. get_byte(digest, 5) % 7 LOOP
			at := (get_byte(digest, 6 + j * 8) * 256 + get_byte(digest, 7 + j * 8)) % (length(input) + 1);
			width := CASE WHEN get_byte(digest, 8 + j * 8) < 160 THEN get_byte(digest, 9 + j * 8) % 8 ELSE get_byte(digest, 9 + j * 8) * 4 END;
			piece := convert_to(tokens[1 + get_byte(digest, 10 + j * 8) % cardinality(tokens)], 'UTF8');
			input := CASE get_byte(digest, 11 + j * 8) % 6
				WHEN 0 THEN overlay(input PLACING '' FROM at + 1 FOR width)
				WHEN 1 THEN overlay(input PLACING substr(input, at + 1, width) FROM at + 1 FOR 0)
				WHEN 2 THEN overlay(input PLACING piece FROM at + 1 FOR 0)
				WHEN 3 THEN overlay(input PLACING piece FROM at + 1 FOR width)
				WHEN 4 THEN substr(input, at + 1) || substr(input, 1, at)
				ELSE overlay(input PLACING substr(input, 1 + get_byte(digest, 12 + j * 8) * length(input) / 256, width) FROM at + 1 FOR width) END;
		END LOOP;
		BEGIN
			report := parse_report(input);
			IF report.figures IS NOT NULL THEN
				value := report.figures::text;
				IF figures_send(value::figures) <> figures_send(report.figures) THEN
					RAISE EXCEPTION 'figures are not canonical: %', value;
				END IF;
			END IF;
			-- on the report: check its text, fill in its blanks, repair its numbers
			IF n % 4 = 2 AND report.sections IS NOT NULL THEN
				PERFORM FROM check_text(report.figures, report.sections, coalesce(report.year, 2023)) AS c WHERE c IS NULL;
			ELSIF n % 4 = 3 AND report.figures IS NOT NULL THEN
				IF (SELECT count(d.value) FROM deductions(complete(report.figures)) AS d) > 0
					AND NOT EXISTS (SELECT FROM deductions(report.figures) AS d WHERE d.broken <> '{}') THEN
					RAISE EXCEPTION 'complete() leaves what is certain';
				END IF;
				PERFORM FROM repair_parts(report.figures, 2) AS p WHERE p IS NULL;
			END IF;
			-- the page as text, read a second time, must give the same report
			IF n % 8 = 0 THEN
				again := parse_report(page_text(input));
				IF again::text IS DISTINCT FROM report::text THEN
					RAISE EXCEPTION 'read as text, it is another report';
				END IF;
			ELSIF n % 8 = 1 THEN
				PERFORM FROM document_grid(page_text(input)) AS g WHERE g IS NULL;
			END IF;
		EXCEPTION WHEN OTHERS THEN
			RAISE EXCEPTION 'page %: %', n, SQLERRM;
		END;
	END LOOP;
END
$$;
