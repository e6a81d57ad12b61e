# The examples of the README and of the manuals are run, and must print what they show:
# a block of sql is followed by a block of text with its output.
use strict;
use warnings;
use utf8;
use open qw(:std :utf8);
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--encoding=UTF8', '--locale=C' ]);
$node->start;

my $number = 0;
foreach my $document ('README.md', sort glob('docs/zh/*.md'))
{
	my $db = 'document' . $number++;
	my $script = "\\set QUIET on\n\\pset footer off\n\\pset pager off\n\\set SHOW_CONTEXT never\n";
	my (@shown, $n);

	open(my $in, '<', $document) or die "$document: $!";
	my $text = join('', <$in>);
	close $in;
	while ($text =~ /^```sql\n(.*?)^```\n(?:\s*```text\n(.*?)^```\n)?/gms)
	{
		push @shown, defined $2 ? $2 : '';
		$script .= "\\echo \@\@example\n$1";
	}
	$node->safe_psql('postgres', "CREATE DATABASE $db");
	my $file = $node->basedir . "/$db.sql";
	open(my $out, '>', $file) or die "$file: $!";
	print $out $script;
	close $out;

	my $output = `psql -X -f '$file' -d '@{[$node->connstr($db)]}' 2>&1`;
	utf8::decode($output) unless utf8::is_utf8($output);
	$output =~ s/^psql:[^ ]*: //mg;
	my (undef, @printed) = split(/^\@\@example\n/m, $output, -1);
	is(scalar(@printed), scalar(@shown), "$document: all examples ran");
	for (my $i = 0; $i < @shown; $i++)
	{
		(my $is = $printed[$i] // '') =~ s/ +$//mg;
		(my $should = $shown[$i]) =~ s/ +$//mg;
		s/\n+\z/\n/ for ($is, $should);
		s/\A\n+//, s/\A\z/\n/ for ($is, $should);
		is($is, $should, "$document: example " . ($i + 1));
	}
}

done_testing();
