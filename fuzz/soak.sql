-- soak(first, last) makes and reads the pages of these numbers; chance is sha256() of the number, so a failure can be repeated. It needs
-- sql/include/mutate.sql.
CREATE FUNCTION soak(first int, last int) RETURNS void LANGUAGE plpgsql SET search_path = disclosure, public, pg_temp AS $$
DECLARE
	pages bytea[] := (SELECT array_agg(bytes ORDER BY id) FROM public.page);
	tokens text[] := ARRAY['|', ' | ', '||', E'|\n', E'\n', E'\r', E'\t', ' ', '　', '<td>', '</td>', '<td colspan=2>', '<tr>', '</tr>', '<table>', '</table>', '<div>',
		'<br>', '<pre>', '<script>', '<!--', '&nbsp;', '&lt;td', '&#0;', E'\x01', E'\x7f', '\u672c', '=\"', '<\/', '0', '7', '12', '1,234', '1.5', '-', '—', '/', '万元', '（一）', '1.',
		'一、', '规章', '行政许可', '总计', '其他', '自然人', '三、收到和处理政府信息公开申请情况', '四、政府信息公开行政复议、行政诉讼情况', '2023年', '- 3 -', '99999999999999999999'];
	digest bytea;
	input bytea;
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
		input := mutate(input, substr(digest, 7), 1 + get_byte(digest, 5) % 7, tokens);
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
