# What changes many reports at once locks them in one order: no two of these, and no change of one report beside them, wait
# for each other in a circle. A transaction of a client's own that does not is told to try again, and then goes through.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', "lock_timeout = '60s'\nfsync = off\nlog_statement = none");
$node->start;

# units whose ids sort otherwise in most collations than byte by byte; two took over from one another; below a county with reports of three scopes
my $units = q{
	CREATE EXTENSION report_ext;
	CALL disclosure.create_register();
	SET search_path = public, disclosure;
	INSERT INTO unit (unit_id, name, kind) VALUES ('k', '甲县', 'government'), ('a1', '乙局', 'department'), ('B1', '丙局', 'department'),
		('a2', '丁局', 'department'), ('B2', '戊局', 'department'), ('c1', '己局', 'department');
	INSERT INTO unit_parent (unit_id, parent_id) SELECT unit_id, 'k' FROM unit WHERE unit_id <> 'k';
	INSERT INTO unit_successor (unit_id, successor_id, year) VALUES ('c1', 'a1', 2024), ('B2', 'a2', 2023);};
$node->safe_psql('postgres', "CREATE DATABASE county; $units");
$node->safe_psql('county', "$units" . q{
	INSERT INTO report (unit_id, year, scope, status, figures) SELECT u.unit_id, y, s, 'submitted', zero_figures('2021')
		FROM unit u, generate_series(2022, 2024) y, unnest('{own,level,consolidated}'::text[]) s WHERE u.unit_id = 'k' OR s = 'own';
	UPDATE setting SET value = 1 WHERE name = 'self_approval';
	UPDATE report SET status = 'approved';});
$node->safe_psql('postgres', q{
	SET search_path = public, disclosure;
	UPDATE setting SET value = 1 WHERE name = 'self_approval';
	INSERT INTO report (unit_id, year, scope, figures) SELECT u.unit_id, y, s, zero_figures('2021')
		FROM unit u, generate_series(2022, 2023) y, unnest('{own,level,consolidated}'::text[]) s WHERE u.unit_id = 'k' OR s = 'own';
	INSERT INTO ledger (unit_id, from_year) VALUES ('B1', 2022), ('a2', 2022);
	CREATE VIEW shuffled AS SELECT u.unit_id, y AS year, 'requests.received.total' AS path, '3' AS value
		FROM unit u, generate_series(2022, 2023) y ORDER BY random();
	CREATE TABLE package (year integer PRIMARY KEY, document text);
} . slurp_file('t/try.sql'));
foreach my $year (2022 .. 2024)
{
	my $document = $node->safe_psql('county', "SELECT disclosure.pack_reports($year, 'k')");
	$node->safe_psql('postgres', "INSERT INTO package VALUES ($year, \$document\$$document\$document\$)");
}

my $start = "\\set y random(2022, 2024)\n\\set n random(0, 9)\n\\set u random(1, 6)\nSET search_path = public, disclosure;\n";
my $some = 'ARRAY(SELECT unit_id FROM unit ORDER BY random() LIMIT 5)';
my $one = q{(ARRAY['k','a1','B1','a2','B2','c1'])[:u]};
my %script = (
	submit => "SELECT count(*) FROM submit_reports($some, :y);",
	approve => "SET disclosure.actor = '审核人'; SELECT count(*) FROM approve_reports($some, :y);",
	cells => q{SELECT count(*) FROM import_cells('shuffled', origin => 'filed');},
	unpack => q{SELECT count(*) FROM unpack_reports((SELECT document FROM package WHERE year = :y), false);},
	year => q{SELECT start_year(:y);},
	page => qq{SELECT outcome FROM import_page($one, '<h1>某局' || :y || '年政府信息公开工作年度报告</h1><h2>二、主动公开政府信息情况</h2><table><tr><td>信息内容<td>本年处理决定数量<tr><td>行政许可<td>' || :n || '</table>', origin => 'filed') p;},
	withdraw => qq{SELECT try(format('SELECT withdraw_report(%L, %s, ''own'', ''再看'')', $one, :y));},
	return => qq{SET disclosure.actor = '审核人'; SELECT try(format('SELECT return_report(%L, %s, ''own'', ''再看'')', $one, :y));},
	recipe => qq{BEGIN;\nSELECT lock_units('{k,a1,c1,B1}');\n}
		. qq{SELECT try(format('UPDATE report SET figures[''requests.received.total''] = %s WHERE year = %s AND unit_id = ANY (''{k,a1,c1,B1}'')', :n, :y));\nCOMMIT;},
	plain => qq{SELECT try(format('UPDATE report SET figures[''requests.received.total''] = %s WHERE unit_id = %L AND year = %s AND scope = ''own''', :n, $one, :y));},
	area => q{SELECT try(format('UPDATE report SET figures[''requests.received.total''] = %s WHERE unit_id = ''k'' AND year = %s AND scope = ''consolidated''', :n, :y));},
	text => qq{SELECT try(format('UPDATE report_text SET title = ''t%s'' WHERE unit_id = %L AND year = %s', :n, $one, :y));},
	explain => qq{SELECT try(format('SELECT explain(%L, %s, ''own'', ''text.none'', ''另文%s'')', $one, :y, :n));},
	remove => qq{SELECT try(format('DELETE FROM report WHERE unit_id = %L AND year = %s AND scope = ''own''', $one, :y));\n}
		. qq{SELECT try(format('INSERT INTO report (unit_id, year, figures) VALUES (%L, %s, zero_figures(''2021''))', $one, :y));\n}
		. qq{SELECT try(format('INSERT INTO report_text (unit_id, year, scope, title) VALUES (%L, %s, ''own'', ''t'')', $one, :y));},
	upsert => qq{SELECT try(format('INSERT INTO report (unit_id, year, figures) VALUES (%L, %s, zero_figures(''2021'')) ON CONFLICT (unit_id, year, scope) DO UPDATE SET figures = excluded.figures', $one, :y));\n}
		. qq{SELECT try(format('INSERT INTO report_text (unit_id, year, scope, title) VALUES (%L, %s, ''own'', ''u'') ON CONFLICT (unit_id, year, scope) DO UPDATE SET title = excluded.title', $one, :y));},
	untext => qq{SELECT try(format('DELETE FROM report_text WHERE unit_id = %L AND year = %s', $one, :y));},
	words => qq{SELECT try(format('UPDATE entry_text SET body = ''第%s条。'' WHERE unit_id = %L AND year = %s AND section IN (''一'', ''五'')', :n, $one, :y));},
	rows => qq{SELECT try(format('UPDATE entry_request SET total = %s WHERE unit_id = %L AND year = %s', :n, $one, :y));},
	note => qq{SELECT try(format('INSERT INTO review_note (unit_id, year, scope, note_no, note) SELECT %L, %s, ''own'', coalesce(max(note_no), 0) + 1, ''核对'' FROM review_note', $one, :y));},
	repair => qq{SELECT try(format('SELECT apply_repair(%L, %s, ''own'', 1, ''笔误'')', $one, :y));},
	compile => qq{SELECT try(format('SELECT compile_report(%L, %s)', $one, :y));},
	entry => qq{SELECT try(format('UPDATE entry_report SET t3_received_total = %s WHERE unit_id = %L AND year = %s', :n, $one, :y));});
my @files;
foreach my $name (sort keys %script)
{
	push @files, $node->basedir . "/$name.sql";
	append_to_file($files[-1], $start . $script{$name} =~ s{^(SELECT|UPDATE)}{$1 /* $name */}mgr . "\n");
}
# each of them does something
foreach my $name (grep { !/^(unpack)$/ } sort keys %script)
{
	my $statement = $script{$name};
	$statement =~ s/:y/2023/g;
	$statement =~ s/:u/2/g;
	$statement =~ s/:n/1/g;
	$statement =~ s{^(BEGIN|COMMIT);$}{}mg;
	my ($status, $out, $err) = $node->psql('postgres', "SET search_path = public, disclosure; BEGIN; $statement; ROLLBACK");
	is($err =~ s/^WARNING:.*\n?//mr, '', "$name runs");
}
my $before = -s $node->logfile;
$node->command_ok([ 'pgbench', '-n', '-c', '10', '-j', '2', '-T', $ENV{BULK_SECONDS} // 10, (map { ('-f', $_) } @files), 'postgres' ], 'clients of all kinds');
my $log = slurp_file($node->logfile, $before);
is(scalar(() = $log =~ /deadlock detected/g), 0, 'no two wait for each other in a circle') or diag(join "\n", $log =~ /(deadlock detected.*?\n(?:.*\n){12})/g);
is($node->safe_psql('postgres', q{SELECT count(*) FROM disclosure.report WHERE disclosure.verify_history(unit_id, year, scope) IS NOT NULL}), '0', 'histories are whole');

# A transaction that locks as it goes: of two that meet in a circle one is told by SQLSTATE 40P01, and goes through when it tries again.
$node->safe_psql('postgres', q{
	SET search_path = public, disclosure;
	INSERT INTO unit (unit_id, name) SELECT 'r' || i, 'r' || i FROM generate_series(1, 2) i;
	INSERT INTO report (unit_id, year, figures) SELECT 'r' || i, 2023, zero_figures('2021') FROM generate_series(1, 2) i;});
append_to_file($node->basedir . '/client.sql', q{
\set a random(1, 2)
BEGIN;
UPDATE disclosure.report SET figures['requests.received.total'] = (figures['requests.received.total']) + 1 WHERE unit_id = 'r' || :a;
UPDATE disclosure.report SET figures['requests.received.total'] = (figures['requests.received.total']) + 1 WHERE unit_id = 'r' || 3 - :a;
COMMIT;
});
$node->append_conf('postgresql.conf', "deadlock_timeout = '100ms'");
$node->reload;
$before = -s $node->logfile;
$node->command_ok([ 'pgbench', '-n', '-c', '4', '-t', '25', '--max-tries=100', '-f', $node->basedir . '/client.sql', 'postgres' ], 'clients that try again');
$log = slurp_file($node->logfile, $before);
like($log, qr/deadlock detected/, 'two of them have met in a circle');
is($node->safe_psql('postgres', q{SELECT string_agg(figures['requests.received.total']::text, ' ') FROM disclosure.report WHERE unit_id LIKE 'r_'}), '100 100',
	'and each has gone through once');
note($node->safe_psql('postgres', 'SELECT string_agg(s, $$, $$) FROM (SELECT origin || $$ $$ || status || $$ $$ || count(*) AS s FROM disclosure.report GROUP BY origin, status) x'));
done_testing();
