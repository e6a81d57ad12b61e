# Servers of tests, and what they answer, in Perl's own characters.
package Server;
use strict;
use warnings;
use Encode;
use Exporter 'import';
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
our @EXPORT = qw(make_server must refused script);

$ENV{PGCLIENTENCODING} = 'UTF8';

# Starts a server in UTF-8 with some lines of configuration; "allows" is as init()'s allows_streaming.
sub make_server
{
	my ($name, %options) = @_;
	my $server = PostgreSQL::Test::Cluster->new($name);
	$server->init(extra => [ '--encoding=UTF8', '--locale=C' ], allows_streaming => $options{allows});
	$server->append_conf('postgresql.conf', "jit = off\n" . ($options{conf} // ''));
	$server->append_conf('pg_hba.conf', $options{hba}) if $options{hba};
	$server->start;
	return $server;
}

# The answer of statements, none of which may fail.
sub must
{
	my ($server, $database, $sql) = @_;
	my ($status, $out, $err) = $server->psql($database, encode_utf8($sql), on_error_stop => 1);
	die decode_utf8($err) if $status != 0;
	return decode_utf8($out);
}

# What is said of a statement that fails.
sub refused
{
	my ($server, $database, $sql) = @_;
	my ($status, $out, $err) = $server->psql($database, encode_utf8($sql), on_error_stop => 1);
	return $status == 0 ? 'not refused' : decode_utf8($err);
}

# A file of t/.
sub script
{
	return decode_utf8(slurp_file("t/$_[0]"));
}

1;
