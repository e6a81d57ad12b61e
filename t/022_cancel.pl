# Whatever a function is given, it can be cancelled soon, and its memory is bounded by what it was given.
#
# CANCEL_AFTER, milliseconds, says when each case is cancelled; several cut it at several places (`make soak`). The bound of
# one second is for busy machines; `CANCEL_BOUND=100` says what overshoots that, for one who measures on an idle one.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my @after = split ' ', $ENV{CANCEL_AFTER} // '100';
my $bound = $ENV{CANCEL_BOUND} // 1000;
# megabytes of a backend: the inputs of 16 MB are themselves read into several hundred
my $most = 1200;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', "jit = off\nfsync = off\nlog_statement = none\nlog_min_error_statement = panic\nlog_min_duration_statement = -1");
$node->start;
$node->safe_psql('postgres', q{
	CREATE EXTENSION report_ext;
	SET search_path = public, disclosure;
	CREATE FUNCTION rules(n integer, statement text) RETURNS checked_rule[] LANGUAGE sql AS $$
		SELECT array_agg(ROW('r' || i, 'error', replace(statement, '#', i::text), NULL, NULL, NULL, NULL)::checked_rule) FROM generate_series(1, n) i $$;
	-- n rules over k cells each
	CREATE FUNCTION mixed_rules(n integer, k integer, op text) RETURNS checked_rule[] LANGUAGE sql AS $$
		SELECT array_agg(ROW('r' || i, 'error', s, NULL, NULL, NULL, NULL)::checked_rule ORDER BY i) FROM (
			SELECT i, string_agg(i * j * 7919 % 13 + 1 || ' ' || p.path, ' + ' ORDER BY j) || ' ' || op || ' ' || i * 31 % 1000 AS s
			FROM generate_series(1, n) i CROSS JOIN generate_series(1, k) j
			JOIN (SELECT path, row_number() OVER (ORDER BY path) AS place, count(*) OVER () AS n FROM form_cells() WHERE form = '2021') p
				ON p.place = (i * 7919 + j * 104729) % p.n + 1 GROUP BY i) x $$;
	CREATE FUNCTION equal_rules(n integer) RETURNS checked_rule[] LANGUAGE sql AS $$
		WITH cell AS (SELECT path, row_number() OVER (ORDER BY path) AS place FROM form_cells() WHERE form = '2021' AND path LIKE 'requests%')
		SELECT array_agg(ROW('r' || i, 'error', a.path || ' = ' || b.path || ' + ' || i % 7, NULL, NULL, NULL, NULL)::checked_rule)
		FROM generate_series(1, n) i JOIN cell a ON a.place = i % 150 + 1 JOIN cell b ON b.place = i * 7 % 150 + 1 $$;
	-- what takes time to make is made once
	CREATE TABLE given AS SELECT
		(SELECT array_agg(ROW('requests_received', i, '件', false, false, NULL, '收到' || i || '件', i, NULL, i, i, NULL, '一')::narrative_value) FROM generate_series(1, 1000000) i) AS texts,
		(SELECT array_agg(ROW('w' || i, zero_figures('2021'))::witness) FROM generate_series(1, 500000) i) AS witnesses,
		(SELECT array_agg('requests.received.total'::text) FROM generate_series(1, 2000000)) AS paths,
		(SELECT array_agg(1::numeric) FROM generate_series(1, 2000000)) AS ones,
		(SELECT array_agg(ROW('agency_consulted', date '2023-12-31' - i % 20000, NULL, NULL, 1, 'p' || i)::clock_event ORDER BY i) FROM generate_series(1, 500000) i) AS events,
		(SELECT array_agg(ROW('m' || i, 'requests.received.total', 'requests.granted.total', 1, 1900, 1901)::measure_definition) FROM generate_series(1, 300000) i) AS measures,
		(SELECT array_agg(date '1900-01-01' + i * 7919 % 1000003 ORDER BY i) FROM generate_series(1, 200000) i) AS days,
		(SELECT jsonb_object_agg('k' || i, i) FROM generate_series(1, 500000) i) AS members,
		(SELECT array_agg(f) FROM (SELECT (SELECT jsonb_build_object('form', '2021', 'requests', jsonb_object_agg(r, v))::figures
			FROM (SELECT split_part(path, '.', 2) AS r, jsonb_agg(abs(hashint4((i * 1000 + n)::integer)) % 4 ORDER BY n) AS v
				FROM (SELECT path, row_number() OVER (ORDER BY path) AS n FROM form_cells() WHERE form = '2021' AND path LIKE 'requests.%') c GROUP BY 1) x) AS f
			FROM generate_series(1, 1000) i) y) AS tables,
		'三、收到和处理政府信息公开申请情况'::text AS head3, chr(10) AS nl;
});

my %worst = (name => '', over => 0);
while (my $line = <DATA>)
{
	chomp $line;
	next if $line =~ /^(#|$)/;
	my ($name, $statement) = split /\t+/, $line, 2;
	foreach my $after (@after)
	{
		my ($status, $out, $err) = $node->psql('postgres', qq{SET search_path = public, disclosure;
			SET client_min_messages = error; SET statement_timeout = $after;
			\\timing on
			SELECT count(x) FROM given, LATERAL ($statement) x;
			\\timing off
			RESET statement_timeout; SELECT 'HWM', substring(pg_read_file('/proc/self/status') FROM 'VmHWM:\\s+([0-9]+)');}, on_error_stop => 0);
		my ($took) = $out =~ /^Time: ([\d.]+) ms/m;
		my ($memory) = $out =~ /^HWM\|(\d+)$/m;
		my $over = $took - $after;
		%worst = (name => "$name after $after ms", over => $over) if $err =~ /statement timeout/ && $over > $worst{over};
		ok(defined $took && $over <= $bound, "$name after $after ms is cancelled or done") or diag("$took ms; " . substr($err, 0, 300));
		ok(defined $memory && $memory / 1024 < $most, "$name after $after ms: memory") or diag(($memory // 0) / 1024 . ' MB');
		# what fails by its form tries nothing
		unlike($err, qr/does not exist|syntax error at|cannot cast/, "$name: is tried") if $name !~ /^script/;
		last if $err !~ /statement timeout/;
	}
}
note(sprintf 'the latest: %s, %.0f ms', $worst{name}, $worst{over});
done_testing();

# A name, and a query over the one row of "given".
__DATA__
page of nul	SELECT FROM page_text(decode(repeat('00', 16000000),'hex'))
page of utf16	SELECT FROM page_text(decode(repeat('4100', 8000000),'hex'))
page of half characters	SELECT FROM page_text(decode(repeat('d5fe', 4000000) || 'ff','hex'))
page of one letter	SELECT FROM parse_report(repeat('a', 16000000))
page of digits	SELECT FROM parse_report(repeat('1 ', 8000000))
page of digits in a section	SELECT FROM parse_report(head3 || nl || repeat('1 ', 8000000))
page of line ends	SELECT FROM parse_report(repeat(nl, 16000000))
page of pipe	SELECT FROM parse_report(repeat('|', 16000000))
page of rows with pipes	SELECT FROM parse_report(head3 || nl || repeat('| 新收政府信息公开申请数量 | 1 | 2 |' || nl, 300000))
page of one row with pipes	SELECT FROM parse_report(head3 || nl || repeat('| 1 ', 4000000) || nl)
page of angle brackets	SELECT FROM parse_report(repeat('<', 16000000))
page of a long reference	SELECT FROM parse_report('<p>&#' || repeat('1', 16000000) || ';')
page of comment	SELECT FROM parse_report(repeat('<!--', 4000000))
page of div	SELECT FROM parse_report(repeat('<div>', 3200000))
page of open tags	SELECT FROM parse_report(repeat('<b><i>1</b>', 1400000))
page of open quotes	SELECT FROM parse_report(repeat('<p a="', 2600000))
page of style sheets	SELECT FROM parse_report('<style>' || (SELECT string_agg('.a' || i || '{display:none}','') FROM generate_series(1, 200000)i) || '</style>' || (SELECT string_agg('<p class=a' || i || '>1','') FROM generate_series(1, 200000)i))
page of td	SELECT FROM parse_report('<table><tr>' || repeat('<td>1', 3200000))
page of tr	SELECT FROM parse_report('<table>' || repeat('<tr><td>1', 1700000))
page of tables in tables	SELECT FROM parse_report(repeat('<table><tr><td>1', 1000000))
page of rowspan	SELECT FROM parse_report('<table>' || repeat('<tr><td rowspan=65534>1', 600000))
page of colspan	SELECT FROM parse_report('<table>' || repeat('<tr><td colspan=1000>1', 600000))
page of spans both ways	SELECT FROM parse_report('<table><tr>' || repeat('<td colspan=1000 rowspan=65534>1', 500) || repeat('<tr><td>1', 500000))
page of sections	SELECT FROM parse_report(repeat('<h2>三、收到和处理政府信息公开申请情况</h2><table><tr><td>1</table>', 180000))
page of label	SELECT FROM parse_report(head3 || nl || repeat('一、本年新收政府信息公开申请数量 1 2 3 4 5 6 21' || nl, 200000))
page of unknown labels	SELECT FROM parse_report('<h2>三、收到和处理政府信息公开申请情况</h2><table>' || (SELECT string_agg('<tr><td>其他法律事务公益组织' || i || '<td>1<td>2<td>3<td>4<td>5<td>6<td>21','') FROM generate_series(1, 100000) i))
page of a long number	SELECT FROM parse_report('<h2>三、收到和处理政府信息公开申请情况</h2><table><tr><td>一、本年新收政府信息公开申请数量<td>' || repeat('1', 8000000) || '<td>2<td>3<td>4<td>5<td>6<td>21')
page of glued	SELECT FROM parse_report(head3 || nl || repeat('一、本年新收政府信息公开申请数量' || repeat('1', 100) || nl, 100000))
page of one glued row	SELECT FROM parse_report(head3 || nl || '一、本年新收政府信息公开申请数量' || repeat('1', 3000000) || nl)
page of wrapped	SELECT FROM parse_report(head3 || nl || repeat('一、本年新收政府信息' || nl || '公开申请数量' || nl || '12' || nl || '3' || nl, 200000))
page of titles	SELECT FROM parse_report(repeat('某局2023年政府信息公开工作年度报告', 300000))
page of phone	SELECT FROM parse_report(repeat('电话：0571-1234567，', 600000))
page of numbers	SELECT FROM parse_report('一、总体情况' || nl || repeat('收到申请100件，', 700000))
page of pre	SELECT FROM parse_report('<pre>' || repeat('1 2 3' || nl, 2600000))
script word	SELECT FROM sql_statements(left(repeat('x', 16000000), 262000))
script comments	SELECT FROM sql_statements(left(repeat('/*', 8000000), 262000))
script dollars	SELECT FROM sql_statements(left((SELECT string_agg('$a' || i || '$','') FROM generate_series(1, 1000000) i), 262000))
script semicolons	SELECT FROM sql_statements(left(repeat(';', 16000000), 262000))
numbers of the text	SELECT FROM narrative(repeat('收到申请100件，', 700000))
one long number	SELECT FROM narrative(repeat('1', 16000000))
one long numeral	SELECT FROM narrative(repeat('一', 5000000))
numbers after among them	SELECT FROM narrative(repeat('其中网络1件，', 700000))
parts of one number	SELECT FROM narrative('收到申请100件，其中' || repeat('网上1件、', 900000))
years of the text	SELECT FROM narrative(repeat('2023年', 1600000))
numbers checked	SELECT FROM check_text(zero_figures('2021'), jsonb_build_object('一', jsonb_build_object('text', repeat('收到申请100件，', 700000))), 2023)
two sections	SELECT FROM check_text(zero_figures('2021'), jsonb_build_object('一', jsonb_build_object('text', repeat('主动公开100条，行政处罚5件，', 300000)), '五', jsonb_build_object('text', repeat('收到申请100件。', 300000))), 2023)
rules	SELECT FROM check_report(zero_figures('2021'), 2023, rules(100000, 'requests.received.total <= #'))
stars	SELECT FROM check_report(zero_figures('2021'), 2023, rules(100, repeat('requests.*.natural_person + ', 140) || '1 <= #'))
findings	SELECT FROM check_report(zero_figures('2021'), 2023, rules(10000, 'requests.*.total = 1 + #'))
rules of one code	SELECT FROM check_report(zero_figures('2021'), 2023, (SELECT array_agg(ROW('same', 'error', 'requests.received.total = ' || i, NULL,NULL,NULL,NULL)::checked_rule) FROM generate_series(1, 20000) i))
kinds	SELECT compile_rules(rules(10000, 'requests.received.total > 0 when unit.kind = k#'), (SELECT array_agg('k' || i) FROM generate_series(1, 10000) i))
texts	SELECT FROM check_narrative(zero_figures('2021'), 2023, texts)
texts as figures	SELECT narrative_figures(texts, 2023)
rules too many	SELECT FROM check_report(zero_figures('2021'), 2023, rules(600000, 'requests.received.total <= 5'))
measures	SELECT FROM measures(zero_figures('2021'), measures)
blanks, inequalities	SELECT FROM deductions('{"form":"2021"}', mixed_rules(1000, 5, '>='))
blanks, equalities	SELECT FROM deductions('{"form":"2021"}', mixed_rules(1000, 5, '='))
blanks, chains	SELECT FROM deductions('{"form":"2021"}', equal_rules(1000))
complete	SELECT complete('{"form":"2021"}', equal_rules(1000))
repairs	SELECT FROM repairs(zero_figures('2021'), rules => mixed_rules(1000, 5, '='))
repairs of ten	SELECT FROM repairs(zero_figures('2021'), 10, rules => mixed_rules(300, 5, '='))
repairs by witnesses	SELECT FROM repairs(zero_figures('2021'), witnesses, rules => mixed_rules(3, 3, '='))
repair parts	SELECT FROM repair_parts(zero_figures('2021'), witnesses, rules => mixed_rules(3, 3, '='))
weights	SELECT FROM repairs(zero_figures('2021'), weights => members, rules => mixed_rules(3, 3, '='))
sure	SELECT FROM repairs(zero_figures('2021'), sure => paths, rules => mixed_rules(3, 3, '='))
suppress 20	SELECT FROM suppress_total(tables[:20], 5)
suppress 1000	SELECT FROM suppressed_total(tables, 5)
conflicts, bounds	SELECT FROM rule_conflicts(mixed_rules(1000, 5, '<='))
conflicts, equalities	SELECT FROM rule_conflicts(mixed_rules(1000, 5, '='))
conflicts, long rules	SELECT FROM rule_conflicts(mixed_rules(300, 20, '>='))
conflicts, stars	SELECT FROM rule_conflicts(rules(300, 'requests.*.total <= #'))
compare lines	SELECT FROM compare_text(repeat('a', 8000000), repeat('b', 8000000))
compare paragraphs	SELECT FROM compare_text((SELECT string_agg('第' || i || '段报告说，今年收到申请若干件', nl) FROM generate_series(1, 90000) i), (SELECT string_agg('第' || i * 7 || '段报告说，今年收到申请若干件件', nl) FROM generate_series(1, 90000) i))
compare words	SELECT FROM compare_text((SELECT string_agg(i::text, ' ') FROM generate_series(1, 1000000) i), (SELECT string_agg((i * 3)::text, ' ') FROM generate_series(1, 1000000) i))
cells of one row	SELECT FROM delimited_rows(repeat(',', 16000000))
quotes	SELECT FROM delimited_rows(repeat('"', 16000000))
rows	SELECT FROM delimited_rows(repeat('a,"b""c"' || nl, 1500000))
rows of a table	SELECT FROM table_rows('<table>' || repeat('<tr><td>1<td>2', 1000000))
cells from above	SELECT FROM table_rows('<table><tr>' || repeat('<td rowspan=65534>1', 999) || repeat('<tr><td>1', 300000))
grid	SELECT FROM document_grid('<table>' || repeat('<tr><td rowspan=65534 colspan=1000>1', 100000))
key	SELECT plain_key(repeat(' 1', 8000000))
word	SELECT source_word_key(repeat('a ', 8000000))
cell	SELECT read_cell('requests.received.total', repeat('1 ', 8000000))
date	SELECT entry_date(repeat('2', 16000000))
index number	SELECT FROM index_number_parts(repeat('1-', 8000000))
HTML	SELECT render_document(repeat('t', 8000000), '{}', jsonb_build_object('一', jsonb_build_object('text', repeat('<', 12000000))), zero_figures('2021'), NULL, NULL, 'html')
HTML lines	SELECT render_document('t', '{}', jsonb_build_object('三', jsonb_build_object('text', repeat('a' || nl, 4000000))), zero_figures('2021'), NULL, NULL, 'html')
Markdown	SELECT render_document('t', '{}', jsonb_build_object('一', jsonb_build_object('text', repeat('*', 12000000))), zero_figures('2021'), NULL, NULL, 'markdown')
Markdown tables	SELECT render_document('t', '{}', jsonb_build_object('三', jsonb_build_object('text', repeat('|1|' || nl, 3000000))), zero_figures('2021'), NULL, NULL, 'markdown')
plain text	SELECT render_document('t', '{}', jsonb_build_object('二', jsonb_build_object('text', repeat('政府', 2000000))), zero_figures('2021'), NULL, NULL, 'text')
marks	SELECT render_tables(zero_figures('2021'), 'html', paths)
zeros	SELECT fill_zero('{"form":"2021"}', paths)
left out	SELECT without_cells(zero_figures('2021'), paths)
supplied	SELECT supplied_figures(2023, paths, ones)
events	SELECT request_clock('1960-01-01', NULL, events, '2024-01-01')
events in reverse	SELECT request_clock('1960-01-01', NULL, events[:10000], '2024-01-01')
impossible events	SELECT impossible_events('1960-01-01', NULL, events[:10000])
days off	SELECT working_days('2020-01-01', '2024-01-01', ROW(2024, days, NULL)::calendar_days)
days of a clock	SELECT FROM explain_clock('2010-01-01', NULL, events[5000:10000], '2024-12-31')
figures	SELECT ('{"form":"2021","requests":{"received":[' || repeat('1,', 8000000) || '1]}}')::figures
figures, members	SELECT figures_from_jsonb(jsonb_build_object('form', '2021', 'requests', members))
canonical members	SELECT canonical_json(members)
canonical string	SELECT canonical_json(to_jsonb(repeat('"', 16000000)))
faults	SELECT json_fault(members, members)
