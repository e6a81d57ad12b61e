# A register is taken back to a moment between two corrections, by the commands of docs/operations.md: its versions, totals and
# heads of histories are those of the moment.
use strict;
use warnings;
use utf8;
use open qw(:std :utf8);
use lib 't';
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Server;
use Test::More;
use Time::HiRes qw(sleep);

# The commands, with folders, port and moment of this test.
my ($part) = slurp_file('docs/operations.md') =~ /^(\*\*Back to a moment\.\*\*.*?)^## /ms;
my $backup = PostgreSQL::Test::Utils::tempdir;
my $port = PostgreSQL::Test::Cluster::get_free_port();
$part =~ s{/backup\b}{$backup}g;
$part =~ s{-p 5433}{-p $port};
my ($settings) = $part =~ /^```ini\n(.*?)^```/ms;
my ($copy, $restore) = $part =~ /^```sh\n(.*?)^```/msg;

my $register = make_server('main', allows => 1, conf => $settings);
must($register, 'postgres', 'CREATE EXTENSION report_ext; CALL disclosure.create_register()');
must($register, 'postgres', script('office.sql'));
sub run_commands
{
	my ($commands) = @_;
	local %ENV = $register->_get_env();
	my $output = '';
	IPC::Run::run([ 'sh', '-euc', $commands ], '>&', \$output) or die $output;
	return;
}
run_commands($copy);

# The answers of a register, row by row, as t/questions.sql asks, and what it has kept of each report.
my $questions = script('questions.sql') . q{
	SELECT v::text FROM disclosure.report_version v ORDER BY 1;
	SELECT r::text FROM disclosure.request r ORDER BY 1;
};
my @heads;
my @answers;
foreach my $n (30, 40)
{
	must($register, 'postgres', qq{
		SET disclosure.reason = '第${n}号更正';
		UPDATE disclosure.report SET figures['requests.received.total'] = $n WHERE unit_id = 'A1' AND year = 2023;
		INSERT INTO disclosure.request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('A1', '$n', 'natural_person', 'online', '2023-04-03')});
	push @answers, must($register, 'postgres', $questions);
	push @heads, must($register, 'postgres', 'SELECT disclosure.history_head()');
	next if @heads == 2;
	sleep 0.2;
	my $moment = must($register, 'postgres', 'SELECT clock_timestamp()');
	$restore =~ s/^(recovery_target_time = )'.*'$/$1'$moment'/m or die;
	sleep 0.2;
}
isnt($answers[0], $answers[1], 'the second correction changes the answers');

my $last = must($register, 'postgres', 'SELECT pg_walfile_name(pg_switch_wal())');
$register->poll_query_until('postgres', "SELECT last_archived_wal >= '$last' FROM pg_stat_archiver") or die;
run_commands($restore);
my $ask = sub {
	my ($sql) = @_;
	my ($output, $error) = ('', '');
	IPC::Run::run([ 'psql', '-XAtq', '-v', 'ON_ERROR_STOP=1', '-h', $register->host, '-p', $port, 'postgres' ], '<', \Encode::encode_utf8($sql), '>', \$output, '2>', \$error) or die $error;
	chomp $output;
	return Encode::decode_utf8($output);
};
for (1 .. 600)
{
	last if $ask->('SELECT pg_is_in_recovery()') eq 'f';
	sleep 0.1;
}
is($ask->($questions), $answers[0], 'totals, findings, versions and heads are those of the moment');
is($ask->("SELECT disclosure.verify_history('$heads[0]')"), '', 'a line taken before the moment holds');
like($ask->("SELECT disclosure.verify_history('$heads[1]')"), qr/\S/, 'one taken after it does not');
$ask->(q{SET disclosure.reason = '再次更正'; UPDATE disclosure.report SET figures['requests.received.total'] = 40 WHERE unit_id = 'A1' AND year = 2023});
is($ask->(q{SELECT count(*) FROM disclosure.report WHERE disclosure.verify_history(unit_id, year, scope) IS NOT NULL}), '0', 'and the register is written on');
system_or_bail('pg_ctl', '-D', "$backup/restored", '-m', 'immediate', '-w', 'stop');
done_testing();
