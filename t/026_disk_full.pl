# The disk fills up under four writers, first that of the tables, then that of the WAL: they are told PostgreSQL's error, whatever they were
# told is committed is there, nothing else of a transaction is, every history is whole, and as soon as there is space they go on.
use strict;
use warnings;
use lib 't';
use Test::More;

# The disks are file systems in memory, mounted in namespaces of this process alone: of one user who may mount, and in that of one who
# may not, since a server refuses to be run by the first. It begins anew there, before the modules below have turned its output.
my $disks;
BEGIN
{
	$disks = "$ENV{TESTDIR}/tmp_check/disks";
	if (!$ENV{DISKS_ARE_MOUNTED})
	{
		my $mount = 'for disk in tables wal; do mkdir -p "$0/$disk" && mount -t tmpfs -o size=64m,mode=777 none "$0/$disk" || exit; done';
		my @unshare = ('unshare', '--user', '--map-root-user', '--mount', 'sh', '-c');
		plan skip_all => 'skipped: this user may not mount file systems in a namespace of its own'
		  if system(@unshare, "{ $mount; } >/dev/null 2>&1", $disks) != 0;
		$ENV{DISKS_ARE_MOUNTED} = 1;
		exec @unshare, $mount . '; user=$1 group=$2; shift 2; exec unshare --user --map-user="$user" --map-group="$group" "$@"', $disks, $<, $( + 0, $^X, (map { "-I$_" } @INC), $0;
	}
}

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Time::HiRes qw(sleep);
use Writers;

# Fills a disk up to some kilobytes.
sub fill
{
	my ($disk, $left) = @_;
	my ($free) = `df -k --output=avail '$disks/$disk'` =~ /(\d+)/;
	system_or_bail('fallocate', '-l', $free - $left . 'KiB', "$disks/$disk/ballast");
	return;
}

# Makes space on it again.
sub clear
{
	my ($disk) = @_;
	unlink "$disks/$disk/ballast" or die;
	return;
}

sub wait_until
{
	my ($what, $done) = @_;
	for (1 .. 600)
	{
		return pass($what) if $done->();
		sleep 0.1;
	}
	return fail($what);
}

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--wal-segsize=1', "--waldir=$disks/wal/pg_wal" ]);
$node->append_conf('postgresql.conf', "fsync = on\nrestart_after_crash = off\nmax_wal_size = 1GB\njit = off\nlog_statement = none\nlog_line_prefix = '%e '");
$node->start;
mkdir "$disks/tables/small" or die;
$node->safe_psql('postgres', "CREATE TABLESPACE small LOCATION '$disks/tables/small'");
$node->safe_psql('postgres', 'CREATE DATABASE office TABLESPACE small');
my $writers = Writers->start($node, 'office', 4);

# each writer does as many transactions more
sub go_on
{
	my ($when) = @_;
	my %before = map { $_ => scalar(() = $writers->acked($_)) } $writers->all;
	wait_until("$when: all go on", sub { !grep { (() = $writers->acked($_)) < $before{$_} + 8 } $writers->all });
	return;
}

go_on('at first');
my $head = $node->safe_psql('office', 'SELECT disclosure.history_head()');

fill('tables', 256);
wait_until('the disk of the tables is full: all are told', sub { !grep { (() = $writers->errors($_) =~ /No space left on device/g) < 2 } $writers->all });
$writers->holds($head, 'the disk of the tables is full');
$head = $node->safe_psql('office', 'SELECT disclosure.history_head()');
clear('tables');
go_on('once there is space');
$writers->holds($head, 'once there is space');

fill('wal', 2048);
wait_until('the disk of the WAL is full: the server ends', sub { !-e $node->data_dir . '/postmaster.pid' });
$node->{_pid} = undef;
clear('wal');
$node->start;
$writers->holds($head, 'the server starts when there is space');
go_on('when it has started');
$writers->stop;
$writers->holds($head, 'at the end');
$writers->whole;

# of what was said none is an error of the register's
my %said = map { $_ => 1 } slurp_file($node->logfile) =~ /^(\w{5} (?:ERROR|PANIC)):/mg;
is(join(', ', sort keys %said), '53100 ERROR, 53100 PANIC', 'nothing was said but that the disk is full');
done_testing();
