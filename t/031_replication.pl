# A register that is read on another server, by logical replication, as docs/scale.md describes it: totals, findings, views and
# histories there are those of the register, and stay so as it changes.
use strict;
use warnings;
use utf8;
use open qw(:std :utf8);
use lib 't';
use Server;
use Test::More;


my ($register, $reader) = map {
	make_server($_, allows => 'logical', conf => "wal_receiver_status_interval = 1\nwal_retrieve_retry_interval = 100ms")
} 'register', 'reader';
must($_, 'postgres', 'CREATE EXTENSION report_ext; CALL disclosure.create_register()') for $register, $reader;

is(must($register, 'postgres', q{
	SELECT coalesce(string_agg(c.relname, ' ' ORDER BY c.relname), '')
	FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE n.nspname = 'disclosure' AND c.relkind IN ('r', 'p') AND c.relreplident = 'd'
		AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)}),
	'', 'every table of the register has a key to replicate by');

must($register, 'postgres', script('office.sql'));

# The reader's tables are emptied of what create_register() enters, without a trigger that writes anew, and copied.
my $connection = $register->connstr('postgres');
must($register, 'postgres', 'CREATE PUBLICATION register FOR TABLES IN SCHEMA disclosure');
must($reader, 'postgres', q{
	SET session_replication_role = replica;
	DO $$ BEGIN
		EXECUTE (SELECT 'TRUNCATE ' || string_agg(c.oid::regclass::text, ', ') FROM pg_class c
			WHERE c.relnamespace = 'disclosure'::regnamespace AND c.relkind = 'r');
	END $$;
});
must($reader, 'postgres', "CREATE SUBSCRIPTION register CONNECTION \$\$$connection\$\$ PUBLICATION register");
$reader->wait_for_subscription_sync($register, 'register');

# Every answer, row by row.
my $questions = script('questions.sql');
sub compare
{
	my ($when) = @_;
	$register->wait_for_catchup('register');
	my $answers = must($register, 'postgres', $questions);
	is(must($reader, 'postgres', $questions), $answers, "totals, findings, views and histories are the register's $when");
	cmp_ok(scalar(split /\n/, $answers), '>', 500, '... row by row');
}
compare('as copied');

# The office works on: corrections, a merger, another rule, a report that passes the gate, one removed.
must($register, 'postgres', q{
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
must($register, 'postgres', q{CREATE ROLE analyst; DO $$ BEGIN PERFORM disclosure.grant_duty('analyst', 'read', 'A1'); END $$});
$reader->wait_for_log(qr/role "analyst" does not exist/, $log);
must($reader, 'postgres', 'CREATE ROLE analyst');
$register->wait_for_catchup('register');
like(refused($reader, 'postgres', 'SET ROLE analyst; SELECT count(*) FROM disclosure.report'), qr/permission denied/, 'a duty that came over has no rights yet');
must($reader, 'postgres', q{DO $$ BEGIN PERFORM disclosure.grant_duty(role, duty) FROM disclosure.access; END $$});
is(must($reader, 'postgres', 'SET ROLE analyst; SELECT count(*) FROM disclosure.report WHERE year = 2023'), '2', '... and has them once granted again: a reader sees the reports of its units');
isnt(refused($reader, 'postgres', "SET ROLE analyst; UPDATE disclosure.report SET figures['requests.received.total'] = 1"), 'not refused', '... and changes nothing');
must($register, 'postgres', "UPDATE disclosure.report SET figures['requests.received.total'] = 11 WHERE unit_id = 'A' AND year = 2024");
compare('after all that');

$_->stop for $reader, $register;
done_testing();
