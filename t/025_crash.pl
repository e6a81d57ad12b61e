# Backends and servers are killed while four writers edit, submit, publish and enter requests: whatever a writer was told is
# committed is there, nothing else of a transaction is, and every history is whole. CRASH_ROUNDS, 10 by default; `make soak` does 200.
use strict;
use warnings;
use IPC::Open2;
use POSIX ();
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(sleep time);

my $rounds = $ENV{CRASH_ROUNDS} // 10;
my $writers = 4;
srand($ENV{SEED} // 1);

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', "fsync = on\nrestart_after_crash = on\nlog_statement = none");
$node->start;
$node->safe_psql('postgres', q{
	CREATE EXTENSION report_ext;
	CALL disclosure.create_register();
	SET search_path = public, disclosure;
	INSERT INTO unit (unit_id, name) SELECT 'w' || i, i || '局' FROM generate_series(0, 3) i;
	UPDATE setting SET value = 1 WHERE name = 'self_approval';
	INSERT INTO report (unit_id, year, figures) SELECT u.unit_id, y, zero_figures('2021') FROM unit u, generate_series(2021, 2023) y;
	UPDATE report SET status = 'submitted' WHERE year = 2021;
	UPDATE report SET status = 'approved' WHERE year = 2021;
	UPDATE report SET status = 'published' WHERE year = 2021;});

# What writer w does as its n-th transaction. Each leaves a version whose reason names it, or a request whose number does.
sub transaction
{
	my ($w, $n) = @_;
	my $unit = "'w$w'";
	my @kinds = (
		qq{UPDATE report SET figures['requests.received.total'] = $n WHERE unit_id = $unit AND year = 2023;},
		qq{SELECT submit_report($unit, 2022); SELECT withdraw_report($unit, 2022, 'own', 'n$n.') FROM (SELECT) x; UPDATE report SET issued_on = date '2000-01-01' + $n WHERE unit_id = $unit AND year = 2022;},
		qq{SELECT return_report($unit, 2021, 'own', 'n$n.'); SELECT submit_report($unit, 2021); SELECT approve_report($unit, 2021); SELECT publish_report($unit, 2021);},
		qq{INSERT INTO request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ($unit, 'n$n.', 'natural_person', 'online', '2024-03-04');
		   INSERT INTO request_event (unit_id, request_no, kind, happened_on, days) VALUES ($unit, 'n$n.', 'extended', '2024-03-20', 10);});
	return "BEGIN; SET LOCAL disclosure.reason = 'n$n.'; $kinds[$n % 4] COMMIT;\n\\echo acked $n\n";
}

# A writer goes on from the last number of which it was told, writes each such number to a file, and connects again until a file says stop.
my $dir = PostgreSQL::Test::Utils::tempdir;
sub writer
{
	my ($w) = @_;
	my $n = 0;
	local $SIG{PIPE} = 'IGNORE';
	open my $acked, '>', "$dir/acked.$w" or die;
	$acked->autoflush(1);
	my $parent = getppid;
	until (-e "$dir/stop" || getppid != $parent)
	{
		my $pid = open2(my $out, my $in, "psql -XAtq -v ON_ERROR_STOP=1 -d '" . $node->connstr('postgres') . "' 2>>$dir/errors.$w");
		print $in "SET search_path = public, disclosure; SET client_min_messages = error;\n";
		until (-e "$dir/stop" || getppid != $parent)
		{
			# a number is used once: of what was cut off it is not known whether it was committed
			$n++;
			print $in transaction($w, $n) or last;
			$in->flush;
			my $line;
			while (defined($line = <$out>)) { last if $line =~ /^acked/ }
			last if !defined $line;
			print $acked "$n\n";
		}
		close $in;
		close $out;
		waitpid $pid, 0;
		sleep 0.05;
	}
	# not exit, which would stop the server
	POSIX::_exit(0);
}
my @pids;
foreach my $w (0 .. $writers - 1)
{
	my $pid = fork;
	writer($w) if $pid == 0;
	push @pids, $pid;
}

sub acked
{
	my %acked = map { my $w = $_; map { ("$w $_" => 1) } split /\n/, slurp_file("$dir/acked.$w") } 0 .. $writers - 1;
	return \%acked;
}

# Everything acknowledged before is there; returns what is not.
sub lost
{
	my $acked = acked();
	my $there = $node->safe_psql('postgres', q{
		SELECT DISTINCT substr(unit_id, 2) || ' ' || m[1] FROM disclosure.report_version, regexp_matches(coalesce(reason, ''), 'n([0-9]+)\.', 'g') m
		UNION SELECT substr(unit_id, 2) || ' ' || substring(request_no FROM '[0-9]+') FROM disclosure.request_event});
	delete @{$acked}{ split /\n/, $there };
	return sort keys %$acked;
}

my $heads = '';
foreach my $round (1 .. $rounds)
{
	my $until = time + 0.3 + rand 0.7;
	sleep 0.05 while time < $until;
	# a line of the register that a client has read must hold ever after
	my ($status, $head) = $node->psql('postgres', 'SELECT disclosure.history_head()');
	$heads = $head if $status == 0 && $head;
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
	is(join(', ', lost()), '', "round $round, $how: nothing that was acknowledged is lost");
	is($node->safe_psql('postgres', q{SELECT count(*) FROM disclosure.report WHERE disclosure.verify_history(unit_id, year, scope) IS NOT NULL}), '0',
		"round $round: histories are whole");
	is($node->safe_psql('postgres', "SELECT disclosure.verify_history('$heads')"), '', "round $round: the line taken before the crash holds") if $heads;
}
append_to_file("$dir/stop", '');
waitpid $_, 0 for @pids;
is(join(', ', lost()), '', 'nothing is lost at the end');
# no half of a transaction: a request without its event, a publication without its report
is($node->safe_psql('postgres', q{SELECT count(*) FROM disclosure.request r WHERE NOT EXISTS (SELECT FROM disclosure.request_event e WHERE e.unit_id = r.unit_id AND e.request_no = r.request_no)}), '0', 'no request is there in part');
is($node->safe_psql('postgres', q{SELECT count(*) FROM disclosure.report WHERE year = 2021 AND status <> 'published'}), '0', 'no correction is there in part');
my $n = keys %{ acked() };
cmp_ok($n, '>=', 4 * $rounds, "$n transactions were acknowledged");
foreach my $w (0 .. $writers - 1)
{
	my %of_writer = map { /^$w (\d+)/ ? ($1 % 4 => 1) : () } keys %{ acked() };
	is(join(' ', sort keys %of_writer), '0 1 2 3', "writer $w has done each kind") if $rounds >= 10;
	my $errors = slurp_file("$dir/errors.$w");
	unlike($errors, qr/ERROR/, "writer $w failed for the crashes alone");
}
done_testing();
