# Writers that go on whatever happens to their server, and remember what they were told: for tests that take the server or its disk away.
package Writers;
use strict;
use warnings;
use IPC::Open2;
use POSIX ();
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(sleep);

# Starts as many writers in a database of a server, where it makes a register with a unit for each.
sub start
{
	my ($class, $node, $database, $count) = @_;
	my $self = bless { node => $node, database => $database, dir => PostgreSQL::Test::Utils::tempdir, pids => [] }, $class;
	$node->safe_psql($database, q{
		CREATE EXTENSION report_ext;
		CALL disclosure.create_register();
		SET search_path = public, disclosure;
		INSERT INTO unit (unit_id, name) SELECT 'w' || i, i || '局' FROM generate_series(0, } . ($count - 1) . q{) i;
		UPDATE setting SET value = 1 WHERE name = 'self_approval';
		INSERT INTO report (unit_id, year, figures) SELECT u.unit_id, y, zero_figures('2021') FROM unit u, generate_series(2021, 2023) y;
		UPDATE report SET status = 'submitted' WHERE year = 2021;
		UPDATE report SET status = 'approved' WHERE year = 2021;
		UPDATE report SET status = 'published' WHERE year = 2021;});
	foreach my $w (0 .. $count - 1)
	{
		append_to_file("$self->{dir}/$_.$w", '') foreach ('acked', 'errors');
		my $pid = fork;
		$self->_write($w) if $pid == 0;
		push @{ $self->{pids} }, $pid;
	}
	return $self;
}

# Tells them to stop, and waits until they have.
sub stop
{
	my ($self) = @_;
	append_to_file("$self->{dir}/stop", '');
	waitpid $_, 0 for @{ $self->{pids} };
	return;
}

# What writer w does as its n-th transaction. Each leaves a version whose reason names it, or a request whose number does.
sub _transaction
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
sub _write
{
	my ($self, $w) = @_;
	my $dir = $self->{dir};
	my $n = 0;
	local $SIG{PIPE} = 'IGNORE';
	open my $acked, '>>', "$dir/acked.$w" or die;
	$acked->autoflush(1);
	my $parent = getppid;
	until (-e "$dir/stop" || getppid != $parent)
	{
		my $pid = open2(my $out, my $in, "psql -XAtq -v ON_ERROR_STOP=1 -d '" . $self->{node}->connstr($self->{database}) . "' 2>>$dir/errors.$w");
		print $in "SET search_path = public, disclosure; SET client_min_messages = error;\n";
		until (-e "$dir/stop" || getppid != $parent)
		{
			# a number is used once: of what was cut off it is not known whether it was committed
			$n++;
			print $in _transaction($w, $n) or last;
			$in->flush;
			my $line;
			while (defined($line = <$out>)) { last if $line =~ /^acked/ }
			last if !defined $line;
			print $acked "$n\n";
			# histories are verified again and again, and must not grow by thousands meanwhile
			sleep 0.02;
		}
		close $in;
		close $out;
		waitpid $pid, 0;
		sleep 0.05;
	}
	# not exit, which would stop the server
	POSIX::_exit(0);
}

# The writers, as numbers.
sub all
{
	my ($self) = @_;
	return 0 .. $#{ $self->{pids} };
}

# What writer w was told is committed, as numbers.
sub acked
{
	my ($self, $w) = @_;
	return split /\n/, slurp_file("$self->{dir}/acked.$w");
}

# What writer w was told instead.
sub errors
{
	my ($self, $w) = @_;
	return slurp_file("$self->{dir}/errors.$w");
}

# Everything acknowledged before is there, and every history is whole, still with the version of a line that was taken before.
sub holds
{
	my ($self, $head, $when) = @_;
	my ($node, $database) = @{$self}{qw(node database)};
	my %lost = map { my $w = $_; map { ("$w $_" => 1) } $self->acked($w) } $self->all;
	my $there = $node->safe_psql($database, q{
		SELECT DISTINCT substr(unit_id, 2) || ' ' || m[1] FROM disclosure.report_version, regexp_matches(coalesce(reason, ''), 'n([0-9]+)\.', 'g') m
		UNION SELECT substr(unit_id, 2) || ' ' || substring(request_no FROM '[0-9]+') FROM disclosure.request_event});
	delete @lost{ split /\n/, $there };
	is(join(', ', sort keys %lost), '', "$when: nothing that was acknowledged is lost");
	is($node->safe_psql($database, q{SELECT count(*) FROM disclosure.report WHERE disclosure.verify_history(unit_id, year, scope) IS NOT NULL}), '0',
		"$when: histories are whole");
	is($node->safe_psql($database, "SELECT disclosure.verify_history('$head')"), '', "$when: a line taken before holds") if $head;
	return;
}

# Nothing is there in part: a request without its event, a publication without its report.
sub whole
{
	my ($self) = @_;
	my ($node, $database) = @{$self}{qw(node database)};
	is($node->safe_psql($database, q{SELECT count(*) FROM disclosure.request r WHERE NOT EXISTS (SELECT FROM disclosure.request_event e WHERE e.unit_id = r.unit_id AND e.request_no = r.request_no)}), '0', 'no request is there in part');
	is($node->safe_psql($database, q{SELECT count(*) FROM disclosure.report WHERE year = 2021 AND status <> 'published'}), '0', 'no correction is there in part');
	return;
}

1;
