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

sub slurp
{
	my ($name) = @_;
	return decode_utf8(slurp_file($name));
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

must($register, slurp('t/office.sql'));

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

# Every answer, row by row.
my $questions = slurp('t/questions.sql');
sub compare
{
	my ($when) = @_;
	$register->wait_for_catchup('register');
	my $answers = must($register, $questions);
	is(must($reader, $questions), $answers, "totals, findings, views and histories are the register's $when");
	cmp_ok(scalar(split /\n/, $answers), '>', 500, '... row by row');
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
