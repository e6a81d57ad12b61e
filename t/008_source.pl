# The tree describes itself truly: the layers and names of src/, the metadata of the release, the types listed for pgindent.
use strict;
use warnings;
use File::Copy;
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use JSON::PP;
use PostgreSQL::Test::Utils;
use Test::More;

my $dir = tempdir(CLEANUP => 1);

# Runs a command. Returns its status, and all that it printed.
sub run_tool
{
	my $out = '';
	IPC::Run::run([@_], '>', \$out, '2>&1');
	return ($? >> 8, $out);
}

# layers: a copy of src/ passes, and fails with one more include
my @sources = sort grep { -f } glob('src/* src/*/*');
foreach my $source (@sources)
{
	make_path("$dir/" . $source =~ s{/[^/]*$}{}r);
	copy($source, "$dir/$source") or die "$source: $!";
}
my @rooms = slurp_file('src/README.md') =~ /^\| `(\w+)\/`/mg;
my ($header) = map { m{^src/(\Q$rooms[-1]\E/\w+\.h)$} } @sources;
cmp_ok(scalar(@rooms), '>=', 2, 'src/README.md lists rooms');
is((run_tool('tools/check-layers', "$dir/src"))[0], 0, 'no room includes a room below it');
foreach ([ $rooms[0], $header, qr/belongs below $rooms[0]/, 'a room may not include one below it' ],
	[ $rooms[-1], $header =~ s{.*/}{}r, qr/lacks its room/, 'an include must name the room' ],
	[ $rooms[0], 'fmgr.h', qr/fmgr\.h belongs to $rooms[-1]/, 'only the last room knows of SQL' ])
{
	my ($room, $include, $complaint, $name) = @$_;
	my $file = "$dir/src/$room/extra.h";
	append_to_file($file, qq(#include "$include"\n));
	my ($status, $said) = run_tool('tools/check-layers', "$dir/src");
	isnt($status, 0, $name);
	like($said, qr{^src/$room/extra\.h:1: .*$complaint}, "$name: it says so");
	unlink $file;
}

# declarations: the same copy passes, and fails with a function that no header declares, and with a second name of a type
is((run_tool('tools/check-declarations', "$dir/src"))[0], 0, 'functions are declared in the header of their own file');
my ($type) = map { slurp_file($_) =~ /^\} (\w+);/m } grep { /\.h$/ } @sources;
foreach ([ "int\nextra(void)\n{\n}\n", qr/extra\(\) is not declared in $rooms[0]\/extra\.h/, 'a shared function needs its header' ],
	[ "typedef struct $type\n{\n} $type;\n", qr/type $type stands in/, 'a type has one place' ])
{
	my ($source, $complaint, $name) = @$_;
	my $file = "$dir/src/$rooms[0]/extra.c";
	append_to_file($file, $source);
	my ($status, $said) = run_tool('tools/check-declarations', "$dir/src");
	isnt($status, 0, $name);
	like($said, $complaint, "$name: it says so");
	unlink $file;
}

# an office reads the errors of the rule language in its own words
my $office = slurp_file('sql/register/32-rule.sql');
my @said = map { slurp_file($_) =~ /rule_parse_error\([^;]*?"((?:[^"\\]|\\.)*)"(?: :\s*"((?:[^"\\]|\\.)*)")?\)/g } glob('src/rule/*.c');
@said = grep { defined } @said;
cmp_ok(scalar(@said), '>', 15, 'the source has errors of the rule language');
is(join("\n", grep { my $message = s/\\"/"/gr; index($office, "('$message', '") < 0 } @said), '', 'each is said in Chinese, too');

# A session may have standard_conforming_strings off, when it makes the register or calls a function, and would read a plain literal otherwise.
my @plain;
foreach my $file (glob('sql/install/*.sql sql/register/*.sql'))
{
	my $n = 0;
	foreach my $line (split /\n/, slurp_file($file))
	{
		$n++;
		push @plain, "$file:$n" if $line =~ s/\bE'(?:[^'\\]|\\.|'')*'//gr =~ /\\/;
	}
}
is(join("\n", @plain), '', "literals with a backslash are written E'...'");

# metadata: the fields that the PGXN Meta Spec 1.0.0 requires, and the control file's name and version
my %control = map { /^(\w+)\s*=\s*'?(.*?)'?$/ ? ($1 => $2) : () } split(/\n/, slurp_file('report_ext.control'));
my $version = $control{default_version} . '.0';
my $meta = decode_json(slurp_file('META.json'));
is($meta->{name}, 'report_ext', 'META.json: name');
is($meta->{version}, $version, 'META.json: version');
like($version, qr/^\d+\.\d+\.\d+$/, 'the version is a semantic one');
foreach my $field (qw(abstract maintainer license))
{
	ok(!ref $meta->{$field} && $meta->{$field} =~ /\S/, "META.json: $field");
}
is($meta->{license}, 'postgresql', 'META.json: a license of the specification');
is($meta->{'meta-spec'}{version}, '1.0.0', 'META.json: meta-spec');
is_deeply([ keys %{ $meta->{provides} } ], ['report_ext'], 'META.json: provides the extension');
my $provided = $meta->{provides}{report_ext};
is($provided->{version}, $version, 'META.json: provides the version');
ok(-f ($provided->{$_} // ''), "META.json: $_ exists") foreach qw(file docfile);
my %allowed = map { $_ => 1 } qw(name version abstract description maintainer license provides meta-spec prereqs release_status
	tags resources no_index generated_by);
is_deeply([ grep { !$allowed{$_} && !/^x_/i } keys %$meta ], [], 'META.json: no field that the specification does not know');
like($meta->{release_status}, qr/^(stable|testing|unstable)$/, 'META.json: release_status');
like(slurp_file('debian/changelog'), qr/\A\S+ \(\Q$control{default_version}\E-/, 'debian/changelog: version');

SKIP:
{
	my ($status, $typedefs) = run_tool('make', '-s', 'typedefs');
	skip 'skipped: the objects have no debugging information', 1 if $typedefs !~ /^Datum$/m;
	my %listed = map { $_ => 1 } split(/\n/, $typedefs);
	my @missing = grep { !$listed{$_} } map { slurp_file($_) =~ /^\} (\w+);/mg } grep { /\.h$/ } @sources;
	is_deeply(\@missing, [], 'make typedefs lists the types of all headers');
}

done_testing();
