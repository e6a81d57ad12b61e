-- soak_ledger(first, last) makes and imports the files of these numbers, and returns a line for each that goes wrong; chance is
-- sha256() of the number, so a failure can be repeated. It needs sql/include/mutate.sql and sql/include/ledgers.sql.

-- a file with cells and rows changed, then written in one of its forms, then with bytes changed
CREATE FUNCTION mutated_ledger(n int, rows text) RETURNS text LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
	tokens text[] := ARRAY['', ',', ';', E'\t', '"', '""', E'\n', E'\r', ' ', '　', '|', '<td>', '</td>', '<td colspan=3>', '<td rowspan=2>', '<tr>', '</tr>', '<th>',
		'<table>', '</table>', '<!--', '&#0;', '&lt;', E'\x01', E'\x7f', '\', '0', '-', '/', '年', '：', U&'\feff'];
	words text[] := ARRAY['', ' ', '0', '1', '-1', '99999', '36525', '80000', '45352', '20240230', '2024-02-30', '2024-13-01', '2007-12-31', '2099-12-31', '2100-01-01',
		'9999-12-31', '2024年3月1日', '２０２４－０３－０１', '公民', '法人', '企业', '个体户', 'natural_person', 'NULL', '信函', '网上', 'post', '同意公开', '不予公开', '其他处理',
		'otherwise_handled', 'fee_overdue', '撤回', '是', '否', '某局', '申请编号', '申请号', '编号', '申请人类别', '收到日期', '办理结果', '答复日期', '身份证号', '是否延期', '延期告知日期',
		'补正告知日期', '补正收到日期', '征求意见日期', '第三方答复日期', '事项数', '申请人', '答复方式', '不知道的表头', '钱一一', '孙二二', '13700000001', '021-50000002',
		'110105194912310021', '持11010519491231002X的人', '110105491231002', 'qian@example.org', 'a|b', '%s', '"', E'a\nb', E'\\', '{}', '{"a":null}', '2024-03-01|x'];
	chance bytea := sha256(convert_to('ledger ' || n, 'UTF8')) || sha256(convert_to('cells ' || n, 'UTF8'));
	line text[] := string_to_array(rows, E'\n');
	cell text[];
	bytes bytea;
	row int;
	place int;
	other int;
	width int;
BEGIN
	FOR j IN 1 .. (ARRAY[0, 0, 1, 1, 2, 3])[1 + get_byte(chance, 0) % 6] LOOP
		CONTINUE WHEN cardinality(line) = 0;
		row := 1 + get_byte(chance, j * 8) % cardinality(line);
		cell := string_to_array(line[row], E'\t');
		place := 1 + get_byte(chance, 1 + j * 8) % cardinality(cell);
		other := 1 + get_byte(chance, 2 + j * 8) % cardinality(cell);
		CASE get_byte(chance, 3 + j * 8) % 12
			WHEN 0 THEN
				cell := cell[:place - 1] || cell[other] || cell[place + 1 :];
			WHEN 1 THEN
				cell := cell[:place - 1] || cell[place + 1 :];
			WHEN 2 THEN
				cell := cell[:place] || cell[place :];
			WHEN 3 THEN
				/* long: the same again, or all different */
				cell[place] := CASE get_byte(chance, 4 + j * 8) % 3 WHEN 0 THEN repeat(cell[place] || '1', get_byte(chance, 5 + j * 8) * 20)
					WHEN 1 THEN (SELECT string_agg(md5(n || ' ' || i), '') FROM generate_series(1, get_byte(chance, 5 + j * 8)) i)
					ELSE repeat('长', get_byte(chance, 5 + j * 8)) END;
			WHEN 4 THEN
				cell := cell || cell;
			ELSE
				cell[place] := words[1 + get_byte(chance, 4 + j * 8) % cardinality(words)];
		END CASE;
		line[row] := array_to_string(cell, E'\t');
		/* a row that is missing, comes twice, or comes earlier */
		CASE get_byte(chance, 6 + j * 8) % 16
			WHEN 0 THEN line := line[:row - 1] || line[row + 1 :];
			WHEN 1 THEN line := line[:row] || line[row :];
			WHEN 2 THEN line := line[row] || line[:row - 1] || line[row + 1 :];
			ELSE NULL;
		END CASE;
	END LOOP;
	IF cardinality(line) = 0 THEN
		RETURN '';
	END IF;
	bytes := convert_to(ledger_text(array_to_string(line, E'\n'), (ARRAY['comma', 'tab', 'semicolon', 'mark', 'html'])[1 + get_byte(chance, 5) % 5]), 'UTF8');
	IF length(bytes) > 0 THEN
		bytes := mutate(bytes, sha256(convert_to('bytes ' || n, 'UTF8')), (ARRAY[0, 0, 0, 1, 1, 2, 3])[1 + get_byte(chance, 1) % 7], tokens);
	END IF;
	/* an argument has neither halves of characters nor zeros */
	RETURN convert_from(convert_to(regexp_replace(convert_from(bytes, 'LATIN1'),
		U&'([\0001-\007f]|[\00c2-\00df][\0080-\00bf]|[\00e1-\00ec\00ee\00ef][\0080-\00bf][\0080-\00bf])|[\0080-\00ff]', '\1', 'g'), 'LATIN1'), 'UTF8');
END
$$;

-- all that an import writes
CREATE FUNCTION ledger_state() RETURNS text LANGUAGE sql STABLE SET search_path = disclosure, public, pg_temp AS $$
	SELECT string_agg(line, E'\n' ORDER BY line) FROM (
		SELECT r::text AS line FROM request r
		UNION ALL SELECT t::text FROM request_text t
		UNION ALL SELECT a::text FROM request_applicant a
		UNION ALL SELECT e::text FROM request_event e
		UNION ALL SELECT c::text FROM request_change c) s
$$;

-- tries, writes and writes again a file, after another that is sound, and says what is wrong with that; everything is undone
CREATE FUNCTION import_faults(earlier ledger_file, file text, read_as text, with_overwrite boolean) RETURNS text LANGUAGE plpgsql
SET search_path = disclosure, public, pg_temp AS $$
DECLARE
	before text;
	after text;
	trial import_line[];
	applied import_line[];
	again import_line[];
	stage text := 'earlier';
	fault text;
	state text;
	said text;
	detail text;
	hint text;
BEGIN
	IF earlier IS NOT NULL THEN
		PERFORM FROM import_ledger('u', ledger_text(earlier.sound, 'tab'), earlier.mapping, apply => true);
	END IF;
	before := ledger_state();
	stage := 'trial';
	trial := ARRAY(SELECT i FROM import_ledger('u', file, read_as, overwrite => with_overwrite) i);
	fault := CASE
		WHEN ledger_state() IS DISTINCT FROM before THEN 'a trial writes'
		WHEN EXISTS (SELECT FROM unnest(trial) t WHERE t.result NOT IN ('new', 'same', 'changed', 'error', 'note')
			OR t.result IN ('new', 'same', 'changed') AND t.request_no IS NULL OR t.result IN ('changed', 'error', 'note') AND t.message IS NULL) THEN 'a line of the result is not sound'
		WHEN EXISTS (SELECT FROM unnest(trial) t WHERE told_of_persons(t.message)) THEN 'a message tells of a person' END;
	stage := 'after a trial';
	applied := ARRAY(SELECT i FROM import_ledger('u', file, read_as, apply => true, overwrite => with_overwrite) i);
	after := ledger_state();
	fault := coalesce(fault, CASE
		WHEN applied IS DISTINCT FROM trial THEN 'the trial says something else'
		WHEN after IS DISTINCT FROM before AND EXISTS (SELECT FROM unnest(trial) t WHERE t.result = 'error') THEN 'half of a file is written'
		WHEN after IS DISTINCT FROM before AND NOT EXISTS (SELECT FROM unnest(trial) t WHERE t.result = 'new' OR t.result = 'changed' AND with_overwrite)
			THEN 'what is the same is written' END);
	IF NOT EXISTS (SELECT FROM unnest(trial) t WHERE t.result = 'error') THEN
		again := ARRAY(SELECT i FROM import_ledger('u', file, read_as, apply => true, overwrite => with_overwrite) i);
		fault := coalesce(fault, CASE
			WHEN EXISTS (SELECT FROM unnest(trial) t WHERE t.result = 'new' AND NOT EXISTS (SELECT FROM request r WHERE r.request_no = t.request_no)) THEN 'a line is not written'
			WHEN after ~ '(^|[^0-9])11010519491231002[1X]($|[^0-9Xx])' THEN 'an identity number is written'
			WHEN ledger_state() IS DISTINCT FROM after THEN 'a second time writes'
			WHEN EXISTS (SELECT FROM unnest(again) a WHERE a.result NOT IN ('same', 'note') AND (with_overwrite OR a.result <> 'changed'
				OR NOT EXISTS (SELECT FROM unnest(trial) t WHERE t.line = a.line AND t.result = 'changed'))) THEN 'a second time is not the same'
			WHEN cardinality(again) <> cardinality(trial) THEN 'a second time has other lines' END);
	END IF;
	RAISE SQLSTATE 'UNDO1';
EXCEPTION WHEN SQLSTATE 'UNDO1' THEN
	RETURN fault;
WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, said = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	/* what an import refuses as a whole is said by a Chinese sentence, and by the trial already */
	IF stage = 'trial' AND state IN ('22023', 'P0002') AND said ~ '^[^\x01-\x7f]' AND NOT told_of_persons(concat(said, detail, hint)) THEN
		RETURN fault;
	END IF;
	RETURN format('%s: %s %s %s', stage, state, left(said, 200), left(detail, 200));
END
$$;

CREATE FUNCTION soak_ledger(first int, last int) RETURNS TABLE (n int, fault text) LANGUAGE plpgsql SET search_path = disclosure, public, pg_temp AS $$
DECLARE
	files ledger_file[] := ARRAY(SELECT f FROM ledger_file f ORDER BY f.name);
	picked ledger_file;
	chance bytea;
BEGIN
	FOR i IN first .. last LOOP
		chance := sha256(convert_to('file ' || i, 'UTF8'));
		picked := files[1 + get_byte(chance, 0) % cardinality(files)];
		n := i;
		fault := import_faults(CASE WHEN get_byte(chance, 3) % 4 = 0 THEN picked END,
			mutated_ledger(i, CASE WHEN get_byte(chance, 4) % 8 = 0 THEN picked.came ELSE picked.sound END),
			CASE WHEN get_byte(chance, 1) < 240 THEN picked.mapping ELSE (ARRAY['default', 'cms', 'steps', 'unknown'])[1 + get_byte(chance, 1) % 4] END,
			get_byte(chance, 2) % 2 = 1);
		IF fault IS NOT NULL THEN
			RETURN NEXT;
		END IF;
	END LOOP;
END
$$;
