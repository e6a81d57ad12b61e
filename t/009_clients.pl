# Form tools and BI tools by the drivers that they use: JDBC, ODBC, SQLAlchemy with psycopg2, node-postgres. Each saves a whole
# report through the entry views, changes a row by its key, and is refused what cannot be, in words that a clerk reads; each
# lists the views for tools with columns that it can use. `tools/setup clients` installs what they need.
use strict;
use warnings;
use utf8;
use open qw(:std :utf8);
use Encode;
use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--encoding=UTF8', '--locale=C' ]);
$node->append_conf('postgresql.conf', "listen_addresses = '127.0.0.1'");    # JDBC knows no sockets
$node->start;
delete $ENV{PGCLIENTENCODING};

$node->safe_psql('postgres', encode_utf8(q{
	CREATE EXTENSION report_ext;
	CALL disclosure.create_register();
	CREATE ROLE clerk LOGIN;
	INSERT INTO disclosure.unit (unit_id, name) VALUES ('jdbc', '甲局'), ('odbc', '乙局'), ('sqlalchemy', '丙局'), ('node', '丁局'), ('other', '戊局'), ('closed', '己局');
	SELECT disclosure.grant_duty('clerk', CASE unit_id WHEN 'other' THEN 'read' ELSE 'fill' END, unit_id) FROM disclosure.unit;
	INSERT INTO disclosure.report (unit_id, year, figures) VALUES ('other', 2023, disclosure.zero_figures('2021')), ('closed', 2023, disclosure.zero_figures('2021'));
	SELECT disclosure.submit_report('closed', 2023);
	CREATE TABLE paper AS SELECT path, position, CASE WHEN decimals > 0 THEN 7.000001 WHEN path ~ '^requests.(received|granted|processed).(natural_person|total)$' THEN 9
		ELSE 0 END AS value FROM disclosure.form_cell WHERE form = '2021';
}));
my $rows = $node->safe_psql('postgres', q{
	SELECT format(E'%s\t%s\t', CASE split_part(path, '.', 1) WHEN 'proactive' THEN 'entry_proactive' WHEN 'requests' THEN 'entry_request' ELSE 'entry_remedy' END,
		split_part(path, '.', 2)) || string_agg(split_part(path, '.', 3) || E'\t' || value, E'\t' ORDER BY position)
	FROM paper GROUP BY split_part(path, '.', 1), split_part(path, '.', 2) ORDER BY random()}) . "\n";
my $number = $rows =~ tr/\n//;
my @views = split(/\n/, $node->safe_psql('postgres', q{
	SELECT relname FROM pg_class WHERE relnamespace = 'disclosure'::regnamespace AND relkind = 'v' AND relname ~ '^(bi|entry)_' ORDER BY 1}));
my $prose = $node->safe_psql('postgres', q{
	SELECT string_agg(c.relname || '.' || a.attname, ' ') FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
	WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relkind = 'v' AND a.atttypid = 'text'::regtype});
my %is_prose = map { $_ => 1 } split(/ /, $prose);
cmp_ok(scalar(@views), '>=', 6, 'there are views: ' . join(' ', @views));

my $port = $node->port;
my ($python) = grep { system("$_ -c '' 2>/dev/null") == 0 } ('/usr/bin/python3', 'python3');
my ($jar) = grep { -f } ('/usr/share/java/postgresql.jar', split(/:/, $ENV{CLASSPATH} // ''));
my ($driver) = grep { -f } glob('/usr/lib/*/odbc/psqlodbcw.so /usr/lib/psqlodbcw.so /usr/lib64/psqlodbcw.so');
$ENV{NODE_PATH} = join(':', grep { defined } $ENV{NODE_PATH}, '/usr/share/nodejs', '/usr/lib/nodejs');
my $odbc = 'Driver=' . ($driver // '') . ";Servername=127.0.0.1;Port=$port;Database=postgres;UID=clerk;BoolsAsChar=0";

test_client('jdbc', 'there is no Java compiler or PostgreSQL driver for it',
	scalar(defined $jar && `java --list-modules 2>/dev/null` =~ /^jdk\.compiler/m),
	'java', '-cp', $jar // '', 't/clients/Entry.java', "jdbc:postgresql://127.0.0.1:$port/postgres", 'clerk');
test_client('odbc', 'there is no pyodbc or PostgreSQL driver for ODBC', defined $driver && has_module('pyodbc'),
	$python // '', 't/clients/entry_odbc.py', $odbc);
test_client('sqlalchemy', 'there is no SQLAlchemy or psycopg2', has_module('sqlalchemy') && has_module('psycopg2'),
	$python // '', 't/clients/entry_sqlalchemy.py', "postgresql+psycopg2://clerk\@127.0.0.1:$port/postgres");
test_client('node', 'there is no node-postgres', system(q{node -e 'require("pg")' 2>/dev/null}) == 0,
	'node', 't/clients/entry.js', '127.0.0.1', $port, 'clerk');

# DataEase lists tables and views with these two statements, and columns with the third (CalciteProvider.java): names and
# descriptions from the catalog; the type is looked up by its name.
my $listed = $node->safe_psql('postgres', q{
	SELECT string_agg(DISTINCT c.relname, ' ' ORDER BY c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
	LEFT JOIN pg_description d ON d.objoid = c.oid WHERE c.relkind = 'v' AND n.nspname = 'disclosure' AND d.description <> '' AND c.relname ~ '^(bi|entry)_'});
is($listed, join(' ', @views), 'DataEase lists the views with their descriptions');
$listed = $node->safe_psql('postgres', q{
	SELECT string_agg(DISTINCT t.typname, ' ' ORDER BY t.typname) FILTER (WHERE t.typname NOT IN ('text', 'varchar', 'int2', 'int4', 'int8', 'numeric', 'float8', 'date')),
		count(*) FILTER (WHERE b.description IS NULL)
	FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 JOIN pg_type t ON t.oid = a.atttypid
	LEFT JOIN pg_description b ON b.objoid = c.oid AND b.objsubid = a.attnum
	WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = 'disclosure') AND c.relkind = 'v' AND c.relname ~ '^(bi|entry)_'});
is($listed, '|0', 'and their columns, of types that it knows, each with a label');

done_testing();

sub has_module
{
	my ($module) = @_;
	return defined $python && system("$python -c 'import $module' 2>/dev/null") == 0;
}

# Runs a client as a unit of its own, and looks at what came of it.
sub test_client
{
	my ($unit, $lacks, $is_there, @command) = @_;
  SKIP:
	{
		skip "$unit skipped: $lacks (tools/setup clients)", 1 unless $is_there;
		my ($out, $err) = ('', '');
		my $input = encode_utf8($rows);
		local $ENV{PYTHONDONTWRITEBYTECODE} = 1;
		my $ran = IPC::Run::run([ @command, $unit, 2023, @views ], '<', \$input, '>', \$out, '2>', \$err, IPC::Run::timeout(180));
		ok($ran, "$unit: runs") or diag($err);
		my (%done, %refused, @columns);
		foreach (split(/\n/, decode_utf8($out)))
		{
			my ($verb, @fields) = split(/\t/, $_, -1);
			if ($verb eq 'done') { $done{ $fields[0] } = $fields[1] }
			elsif ($verb eq 'refused') { $refused{ $fields[0] } = $fields[2] =~ s/\\n/\n/gr }
			elsif ($verb eq 'column') { push @columns, \@fields }
		}
		is($done{save}, $number, "$unit: saves $number rows");
		is($done{update}, 1, "$unit: an UPDATE by key changes one row");
		is($node->safe_psql('postgres', qq{
				SELECT string_agg(format('%s %s %s', version, status, reason), ', ' ORDER BY version) FROM disclosure.report_version WHERE unit_id = '$unit'}),
			encode_utf8('1 draft , 2 draft 复核'), "$unit: one version a save, with its reason");
		is($node->safe_psql('postgres', qq{
				SELECT string_agg(p.path || ' ' || coalesce(c.value::text, '-'), ' ') FROM paper p LEFT JOIN (
					SELECT c.* FROM disclosure.report r, disclosure.cells(r.figures) c WHERE unit_id = '$unit') c USING (path)
				WHERE c.value IS DISTINCT FROM p.value}), 'requests.received.natural_person 8', "$unit: every number is the one that was entered");

		my %said = (
			fraction => qr/“一、本年新收政府信息公开申请数量”的“自然人”填了3\.5，以件计的数没有小数/,
			large => qr/“一、本年新收政府信息公开申请数量”的“自然人”填了18位的数，件数须小于一万亿/,
			foreign => qr/单位 other 的这件事由负责填报（fill）的人办理，角色 clerk 没有这项职责/,
			nowhere => qr/没有存入：条件所指的行不存在，或者角色 clerk 看不到它/,
			closed => qr/单位 closed 2023年的报告已报送，不能再改.*由审核人退回.*由填报人撤回/s,
			submit => qr/（$unit）2023年的报告没有通过核对.*一、本年新收政府信息公开申请数量.*最可能的改法/s);
		foreach (sort keys %said)
		{
			my $message = $refused{$_} // '';
			like($message, $said{$_}, "$unit: $_ is refused and told");
			note("$unit, $_: $message");
			# apart from the driver's own frame, the names of roles, units and duties, and the calls that are proposed
			(my $words = $message) =~ s/\b(ERROR|DETAIL|HINT|Detail|Hint)\b:?|^\[\w+\]|;\s*Error while (executing the query|preparing parameters)( \(\d+\))?|\(SQL\w+\)|\((-?\d+)\)//g;
			$words =~ s/\b(clerk|fill|other|none|closed|return_report|withdraw_report|$unit|grant_duty\('clerk', 'fill', 'other'\))//g;
			unlike($words, qr/[A-Za-z]{2,}/, "$unit: $_: no English, no SQL");
		}

		is(join(' ', sort keys %{ { map { $_->[0] => 1 } @columns } }), join(' ', @views), "$unit: lists all views");
		my @unusable = map { "$_->[0].$_->[1] $_->[2]" } grep {
			$_->[2] =~ /STRUCT|ARRAY|OTHER|NULLTYPE|OBJECT|^_|BOOL/
				|| ($_->[2] =~ /CHAR/ && ($_->[3] eq '255' || $_->[3] eq 'None') && !$is_prose{"$_->[0].$_->[1]"})
				|| ($_->[2] =~ /NUMERIC|DECIMAL/ && ($_->[3] eq 'None' || $_->[3] < 1 || $_->[3] > 19)) } @columns;
		is(join(', ', @unusable), '', "$unit: columns of types and sizes that tools can use");
		my @bare = map { "$_->[0].$_->[1]" } grep { $_->[5] !~ /\p{Han}/ } @columns;
		# psqlODBC passes no comments on, node-postgres has no catalog
		is(join(', ', @bare), '', "$unit: each with a label") if $unit =~ /jdbc|sqlalchemy/;
	}
}
