# A register that is read on another server, by logical replication, as docs/scale.md describes it: totals, findings, views and
# histories there are those of the register, and stay so as it changes.
use strict;
use warnings;
use utf8;
use open qw(:std :utf8);
use Encode;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

$ENV{PGCLIENTENCODING} = 'UTF8';

sub make_node
{
	my ($name) = @_;
	my $node = PostgreSQL::Test::Cluster->new($name);
	$node->init(allows_streaming => 'logical', extra => [ '--encoding=UTF8', '--locale=C' ]);
	$node->append_conf('postgresql.conf', "jit = off\nwal_receiver_status_interval = 1\nwal_retrieve_retry_interval = 100ms");
	$node->start;
	$node->safe_psql('postgres', 'CREATE EXTENSION report_ext; CALL disclosure.create_register()');
	return $node;
}

sub must
{
	my ($node, $sql) = @_;
	my ($status, $out, $err) = $node->psql('postgres', encode_utf8($sql), on_error_stop => 1);
	die decode_utf8($err) if $status != 0;
	return decode_utf8($out);
}

my ($register, $reader) = map { make_node($_) } 'register', 'reader';

is(must($register, q{
	SELECT coalesce(string_agg(c.relname, ' ' ORDER BY c.relname), '')
	FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE n.nspname = 'disclosure' AND c.relkind IN ('r', 'p') AND c.relreplident = 'd'
		AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)}),
	'', 'every table of the register has a key to replicate by');

# An office's year: a tree with a merger, filed and recorded reports with findings, texts, a ledger, an own rule.
must($register, q{
	INSERT INTO disclosure.unit (unit_id, name, kind, division_code) VALUES ('A', '甲市', 'government', '320100'), ('A1', '甲县', 'government', '320101'),
		('A2', '乙县', 'government', '320102'), ('A1a', '甲县财政局', 'department', NULL), ('A1b', '甲县教育局', 'department', NULL);
	INSERT INTO disclosure.unit_parent (unit_id, parent_id, from_year) VALUES ('A1', 'A', 2020), ('A2', 'A', 2020), ('A1a', 'A1', 2020), ('A1b', 'A1', 2020);
	INSERT INTO disclosure.rule (code, statement, severity, from_year) VALUES ('office.few', 'requests.received.total <= 10', 'warning', 2022);
	INSERT INTO disclosure.report (unit_id, year, origin, status, issued_on, figures)
	SELECT u, y, 'recorded', 'published', make_date(y + 1, 1, 20), disclosure.zero_figures('2021') OPERATOR(disclosure.+)
		format('{"form":"2021","requests":{"received":[%1$s,0,0,0,0,0,%1$s],"granted":[%1$s,0,0,0,0,0,%1$s],"processed":[%1$s,0,0,0,0,0,%2$s]}}',
			length(u) * (y - 2018), length(u) * (y - 2018) + CASE u WHEN 'A2' THEN 1 ELSE 0 END)::disclosure.figures
	FROM unnest('{A,A1,A2,A1a}'::text[]) u, generate_series(2022, 2023) y;
	INSERT INTO disclosure.report (unit_id, year, figures) VALUES ('A1b', 2023, disclosure.zero_figures('2021'));
	INSERT INTO disclosure.report_text (unit_id, year, scope, title, sections) SELECT 'A1', 2023, 'own', '甲县报告', '{"一": {"text": "全年收到申请99件。"}}';
	INSERT INTO disclosure.holiday (unit_id, day, reason) VALUES (NULL, '2027-01-01', '元旦'), ('A', '2027-03-01', '市庆');
	SELECT disclosure.start_year(2024);
});

# The reader's tables are emptied of what create_register() enters, and copied.
my $connection = $register->connstr('postgres');
must($register, 'CREATE PUBLICATION register FOR TABLES IN SCHEMA disclosure');
must($reader, q{
	DO $$ BEGIN
		EXECUTE (SELECT 'TRUNCATE ' || string_agg(c.oid::regclass::text, ', ') FROM pg_class c
			WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relkind = 'r');
	END $$;
});
must($reader, "CREATE SUBSCRIPTION register CONNECTION \$\$$connection\$\$ PUBLICATION register");
$reader->wait_for_subscription_sync($register, 'register');

# What people ask of a register; every row of it.
my %question = (
	'totals of every unit with their holes' => q{SELECT y, r::text FROM generate_series(2022, 2024) y, disclosure.rollup(y, NULL, NULL) r},
	'findings' => 'SELECT f::text FROM disclosure.finding f',
	'the overview' => 'SELECT o::text FROM disclosure.report_overview o',
	'histories' => 'SELECT unit_id, year, disclosure.verify_history(unit_id, year, scope), disclosure.history_head(unit_id, year, scope) FROM disclosure.report',
	map { ($_ => "SELECT v::text FROM disclosure.$_ v") } qw(bi_report bi_total bi_outcome bi_finding bi_due bi_unit unit_closure holiday));

sub compare
{
	my ($when) = @_;
	$register->wait_for_catchup('register');
	for my $what (sort keys %question)
	{
		my $sql = "$question{$what} ORDER BY 1";
		my $answer = must($register, $sql);
		is(must($reader, $sql), $answer, "$what are the register's $when");
		isnt($answer, '', '... and there are some');
	}
}
compare('as copied');

# The office works on: corrections, a merger, another rule, a report that passes the gate, one removed.
must($register, q{
	UPDATE disclosure.report SET figures['requests.processed.total'] = 10 WHERE unit_id = 'A2' AND year = 2023;
	UPDATE disclosure.unit_parent SET to_year = 2022 WHERE unit_id = 'A1a';
	INSERT INTO disclosure.unit_parent (unit_id, parent_id, from_year) VALUES ('A1a', 'A2', 2023);
	UPDATE disclosure.rule SET enabled = false WHERE code = 'office.few';
	DELETE FROM disclosure.report WHERE unit_id = 'A2' AND year = 2024;
	DELETE FROM disclosure.holiday WHERE unit_id IS NULL;
	UPDATE disclosure.report_text SET sections = '{"一": {"text": "全年收到申请10件。"}}' WHERE unit_id = 'A1';
});
compare('after changes');

# Duties come over, roles and their rights on tables do not: a server without the role stops until it has it, and gives it the rights there.
my $log = -s $reader->logfile;
must($register, q{CREATE ROLE analyst; DO $$ BEGIN PERFORM disclosure.grant_duty('analyst', 'read', 'A1'); END $$});
$reader->wait_for_log(qr/role "analyst" does not exist/, $log);
must($reader, 'CREATE ROLE analyst');
$register->wait_for_catchup('register');
my ($status, $out, $err) = $reader->psql('postgres', 'SET ROLE analyst; SELECT count(*) FROM disclosure.report');
like($err, qr/permission denied/, 'a duty that came over has no rights yet');
must($reader, q{DO $$ BEGIN PERFORM disclosure.grant_duty(role, duty) FROM disclosure.access; END $$});
is(must($reader, 'SET ROLE analyst; SELECT count(*) FROM disclosure.report WHERE year = 2023'), '2', '... and has them once granted again: a reader sees the reports of its units');
($status, $out, $err) = $reader->psql('postgres', "SET ROLE analyst; UPDATE disclosure.report SET figures['requests.received.total'] = 1");
isnt($status, 0, '... and changes nothing');
must($register, "UPDATE disclosure.report SET figures['requests.received.total'] = 11 WHERE unit_id = 'A' AND year = 2024");
compare('after all that');

$_->stop for $reader, $register;
done_testing();
