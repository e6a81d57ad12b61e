# Backends and servers are killed while four writers edit, submit, publish and enter requests: whatever a writer was told is
# committed is there, nothing else of a transaction is, and every history is whole. CRASH_ROUNDS, 10 by default; `make soak` does 200.
use strict;
use warnings;
use lib 't';
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(sleep time);
use Writers;

my $rounds = $ENV{CRASH_ROUNDS} // 10;
srand($ENV{SEED} // 1);

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', "fsync = on\nrestart_after_crash = on\nlog_statement = none");
$node->start;
my $writers = Writers->start($node, 'postgres', 4);

my $head = '';
foreach my $round (1 .. $rounds)
{
	my $until = time + 0.3 + rand 0.7;
	sleep 0.05 while time < $until;
	# a line of the register that a client has read must hold ever after
	my ($status, $read) = $node->psql('postgres', 'SELECT disclosure.history_head()');
	$head = $read if $status == 0 && $read;
	my $how = ('backend', 'server', 'immediate')[ int rand 3 ];
	if ($how eq 'backend')
	{
		my ($failed, $pids) = $node->psql('postgres', q{SELECT pid FROM pg_stat_activity WHERE application_name = 'psql' AND pid <> pg_backend_pid() AND datname = 'postgres' ORDER BY random() LIMIT 1});
		kill 'KILL', $pids if $pids;
		sleep 0.2;
	}
	elsif ($how eq 'server')
	{
		my ($postmaster) = slurp_file($node->data_dir . '/postmaster.pid') =~ /^(\d+)/;
		$node->kill9;
		for (my $i = 0; $i < 600 && kill(0, $postmaster); $i++) { sleep 0.1 }
		# Processes of the killed server end by themselves; while one lives, its memory is in use, and no other starts.
		for (my $i = 0; $i < 100 && !$node->start(fail_ok => 1); $i++)
		{
			$node->{_pid} = undef;
			sleep 0.2;
		}
	}
	else
	{
		$node->stop('immediate');
		$node->start;
	}
	$node->poll_query_until('postgres', 'SELECT true') or die 'the server does not come back';
	$writers->holds($head, "round $round, $how");
}
$writers->stop;
$writers->holds($head, 'at the end');
$writers->whole;
my $n = map { $writers->acked($_) } $writers->all;
cmp_ok($n, '>=', 4 * $rounds, "$n transactions were acknowledged");
foreach my $w ($writers->all)
{
	my %kinds = map { ($_ % 4 => 1) } $writers->acked($w);
	is(join(' ', sort keys %kinds), '0 1 2 3', "writer $w has done each kind") if $rounds >= 10;
	unlike($writers->errors($w), qr/ERROR/, "writer $w failed for the crashes alone");
}
done_testing();
