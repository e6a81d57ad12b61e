-- index_number_parts(): every family that offices number by, and numbers of no family.
SET search_path = disclosure, public;

-- real numbers whose check characters were computed by hand, then made-up and wrong ones
SELECT p.raw, p.family, p.check_state AS check, coalesce(p.credit_code, p.organisation_code) AS code, p.region, p.department, p.category,
	concat_ws('-', p.year, p.month, p.day) AS date, p.serial
FROM unnest(ARRAY[
	'014416330/2018-04736', '000014349/2021-00086', '00835003X/2015-00018', '01424668-5/2021-00063',
	'003110926/201510-00216', '014320144/2015-00056', '01527918X-2020-153077', '014416330', '01424668-5',
	'11370812004339255B/2020-22849', '113708280043326001/2024-02411', '11341702486344515H/202110-00013', '11370812004339255B',
	'D20000-1000-2021-0011', 'D00000-003-2012-0001', 'XM02100-0101-2019-00001',
	'330200-A01-02-B3-20190807-001', '330200-A01-02-20190807-12',
	'530000123450120210001', '430S00/2024-015504', 'jsxmdzrmzf/2026-00000',
	'00000001/2018-00042', '000000001/2021-00151', '035210000/2025-00016', '0142768-8/2022-00185', '6107280000/2024-001005',
	'11370812004339255A/2020-22849', '11370812004339265B/2020-22849']) number, index_number_parts(number) p;

-- of no family: kept as it is
SELECT p.raw, p.family, p.check_state AS check, to_jsonb(p) - 'raw' - 'family' - 'check_state' = jsonb_build_object('organisation_code', NULL, 'credit_code', NULL,
	'region', NULL, 'department', NULL, 'category', NULL, 'year', NULL, 'month', NULL, 'day', NULL, 'serial', NULL) AS no_parts
FROM unnest(ARRAY['', ' ', 'null02D', 'D3C20190807', '沪府办〔2020〕1号', '014416330/', '/2018-04736', '014416330//2018-04736', '014416330/2018/04736/',
	'014416330/1850-04736', '014416330/20180-04736', '014416330/201813-00001', '014416330/2018-0473６甲', repeat('9', 70), repeat('1-', 40) || '1',
	'014416330/2018-04736; DROP TABLE report']) number, index_number_parts(number) p;

-- full-width signs and spaces are read, and kept
SELECT p.raw, p.family, p.check_state AS check, p.organisation_code, p.year, p.serial FROM index_number_parts('０１４４１６３３０ ／ ２０１８－０４７３６') p;
-- a small letter is no check character
SELECT p.family, p.check_state AS check FROM index_number_parts('00835003x/2015-00018') p;

SELECT index_number_parts(NULL) IS NULL AS strict, provolatile, proparallel FROM pg_proc WHERE proname = 'index_number_parts';
