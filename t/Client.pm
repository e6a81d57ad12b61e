# The programs of client/ as tests run them, and LibreOffice, which calculates and converts what they write. A program that is
# run finds its home in $ENV{HOME}.
package Client;
use strict;
use warnings;
use Encode;
use Exporter 'import';
use IPC::Run;
use Test::More;
our @EXPORT = qw(python_with find_office run_client run_tool run_office write_file);

$ENV{PYTHONDONTWRITEBYTECODE} = 1;

my $python;

# The Python that has a module, which the others here then run; undef if none has.
sub python_with
{
	my ($module) = @_;
	($python) = grep { system("$_ -c 'import $module' 2>/dev/null") == 0 } ('/usr/bin/python3', 'python3');
	return $python;
}

# LibreOffice, or undef.
sub find_office
{
	my ($office) = grep { -x } map { "$_/soffice" } split(/:/, $ENV{PATH}), '/usr/bin';
	return $office;
}

# Runs a program of client/. Returns its status, and all that it said.
sub run_client
{
	my ($program, @arguments) = @_;
	my $out = '';
	IPC::Run::run([ $python // (), "client/$program", @arguments ], '>', \$out, '2>&1');
	return ($? >> 8, decode_utf8($out));
}

# Runs a script of t/clients, which must succeed. Returns what it printed.
sub run_tool
{
	my ($script, @arguments) = @_;
	my ($out, $err) = ('', '');
	IPC::Run::run([ $python, "t/clients/$script", map { utf8::is_utf8($_) ? encode_utf8($_) : $_ } @arguments ], '>', \$out, '2>', \$err)
		or BAIL_OUT("$script @arguments: $err");
	return $out;
}

sub run_office
{
	my $out = '';
	IPC::Run::run([ find_office(), "-env:UserInstallation=file://$ENV{HOME}/profile", '--headless', @_ ], '>', \$out, '2>&1', IPC::Run::timeout(1800))
		or diag("soffice: $out");
}

sub write_file
{
	my ($file, @content) = @_;
	open(my $out, '>:raw', $file) or die "$file: $!";
	print $out @content;
	close $out;
}

1;
