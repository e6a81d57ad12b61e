# The examples of README.md and of all pages in docs/ are run: a block of sql must print the block of text that
# follows it. Links between all documents must lead somewhere, and docs/reference.md must show all errors.
#	make test-tap PROVE_TESTS=t/002_documents.pl [DOCUMENTS='docs/rules.md docs/zh/*.md']
use strict;
use warnings;
use utf8;
use open qw(:std :utf8);
use File::Path qw(make_path);
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

# links first: they need no server
my ($broken, $status) = follow_links('.');
is($broken, '', 'all links of all documents lead somewhere');
is($status, 0, 'and the status says so');

my $made_up = PostgreSQL::Test::Utils::tempdir();
make_path("$made_up/docs/zh");
write_file("$made_up/README.md", <<'END');
# A `b.c` and [more](docs/a.md)

## 一、单位
[file](docs/a.md) [heading](docs/a.md#第一章甲-乙) [heading here](#a-bc-and-more) [folder](docs/zh/) [web](https://example.org/none)
`[code](none)`

```
[code](none.md)
```

[no file](docs/b.md), [no heading](docs/a.md#none), [no heading here](#none), [no file by name][name]

[name]: docs/c.md
END
write_file("$made_up/docs/a.md", <<'END');
# 第一章　甲 乙
[up](../README.md#一单位) [in bytes](../README.md#%E4%B8%80%E5%8D%95%E4%BD%8D) [not beside](README.md)
END
($broken, $status) = follow_links($made_up);
is($broken, <<'END', 'links that lead nowhere are found');
README.md: docs/b.md
README.md: docs/a.md#none
README.md: #none
README.md: docs/c.md
docs/a.md: README.md
END
is($status, 1, 'and the status says so');

# Every error of the source is in the reference, unless no user can cause it.
my @never = (
	'刚刚读入了单位 %s 的 %s 年度报告的另一个页面，数字不同',    # an outcome of import_page()
	'type % already exists, and is not one of the extension', '模式 disclosure 或其中的对象属于别的角色，不能在其中安装',    # of CREATE EXTENSION
	'table disclosure.%s does not exist',    # where there is no register
	# of two sessions, or by a policy of the office's own
	'单位 %s %s年的报告，对规则 %s 的说明刚刚有人改过或办理过', '单位 %s %s年的报告，说明刚刚有人改过或办理过', '单位 %s %s年的报告，角色 %s 不能改变它的状态',
	'你不能修改单位 %s 的 %s 年度报告', '备用服务器上不能取登记簿的校验行', '单位 %s %s的报告，此刻有人在办理',
	'attribute \"%s\" is neither bigint nor numeric', 'there is no row \"%s.%s\"', 'Cell \"%s\" holds no number: \"%.*s\".',
	'a refusal needs a message, a relation, a constraint and at least one finding', 'relation with OID %u does not exist',
	'figures are damaged or were written by a newer version of the library', 'a value of type ledger_tally is damaged', 'too many entries in a tally',
	'out of memory', 'canceling statement due to user request');
my ($shown) = read_file('docs/reference.md') =~ /^## Errors\n(.*?)^## /ms;
my @messages = error_messages();
foreach my $known ('figures out of range', 'The key \"form\" is missing.', 'there is no such table', '没有“%s”这项职责')
{
	ok((grep { $_ eq $known } @messages), "the test finds in the source: $known");
}
my %missing = map { $_ => 1 } grep { my $pattern = message_pattern($_); $shown !~ /$pattern/ } @messages;
is(join("\n", sort keys %missing), join("\n", sort @never), 'docs/reference.md shows every error that a user can cause');

# Each document has a database of its own. Unless it makes the extension itself, it finds extension and register, and
# schema disclosure in its search path.
my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--encoding=UTF8', '--locale=C' ]);
$node->start;
$node->safe_psql('postgres', 'CREATE DATABASE prepared');
$node->safe_psql('prepared', 'CREATE EXTENSION report_ext; CALL disclosure.create_register()');

my $number = 0;
foreach my $document (sort glob($ENV{DOCUMENTS} || 'README.md docs/*.md docs/zh/*.md'))
{
	my $name = $document;
	utf8::decode($name);
	my $db = 'document' . $number++;
	my $script = "\\set QUIET on\n\\pset footer off\n\\pset pager off\n\\set SHOW_CONTEXT never\n";
	my (@shown, @lines);

	my $text = read_file($document);
	while ($text =~ /^```sql\n(.*?)^```\n(?:\s*```text\n(.*?)^```\n)?/gms)
	{
		push @shown, defined $2 ? $2 : '';
		push @lines, 1 + (substr($text, 0, $-[0]) =~ tr/\n//);
		$script .= "\\echo \@\@example\n$1";
	}
	next unless @shown;
	my $prepared = $text !~ /^CREATE EXTENSION report_ext/m;
	$script = "SET search_path = public, disclosure;\n$script" if $prepared;
	$node->safe_psql('postgres', "CREATE DATABASE $db" . ($prepared ? ' TEMPLATE prepared' : ''));
	my $file = $node->basedir . "/$db.sql";
	write_file($file, $script);

	my $output = `psql -X -f '$file' -d '@{[$node->connstr($db)]}' 2>&1`;
	utf8::decode($output) unless utf8::is_utf8($output);
	$output =~ s/^psql:[^ ]*: //mg;
	my (undef, @printed) = split(/^\@\@example\n/m, $output, -1);
	is(scalar(@printed), scalar(@shown), "$name: all examples ran");
	for (my $i = 0; $i < @shown; $i++)
	{
		(my $is = $printed[$i] // '') =~ s/ +$//mg;
		(my $should = $shown[$i]) =~ s/ +$//mg;
		s/\n+\z/\n/ for ($is, $should);
		s/\A\n+//, s/\A\z/\n/ for ($is, $should);
		is($is, $should, "$name: example " . ($i + 1) . ", line $lines[$i]");
	}
}

done_testing();

# Returns the output of tools/check-links for a directory, and its status.
sub follow_links
{
	my ($directory) = @_;
	my $output = `tools/check-links '$directory' 2>&1`;
	my $result = $? >> 8;
	utf8::decode($output) unless utf8::is_utf8($output);
	return ($output, $result);
}

# Returns the texts of all errors in src/, sql/install/ and sql/register/, with their places for values.
sub error_messages
{
	my $string = qr/"((?:[^"\\]|\\.)*)"/;
	my @messages;
	foreach my $file (glob('src/*/*.c sql/install/*.sql sql/register/*.sql'))
	{
		my $source = read_file($file);
		push @messages, grep { defined } $source =~
			/(?:errmsg(?:_plural)?|errdetail)\(\s*$string|\w_error\([^;]*?$string\)|(?:RAISE EXCEPTION |raise_error\('\w+'(?:::text)?,\s*(?:format\()?)'((?:[^']|'')*)'/g;
	}
	return grep { $_ ne '%s' } @messages;
}

# Returns the pattern of all messages that an error can have.
sub message_pattern
{
	my $pattern = shift;
	$pattern =~ s/\\"/"/g;
	$pattern =~ s/''/'/g;
	$pattern = quotemeta $pattern;
	$pattern =~ s/\\%(?:\\\.\\\*)?[sdu]|\\%/.+?/g;
	return $pattern;
}

sub read_file
{
	my ($file) = @_;
	open(my $in, '<', $file) or die "$file: $!";
	my $text = join('', <$in>);
	close $in;
	return $text;
}

sub write_file
{
	my ($file, $text) = @_;
	open(my $out, '>', $file) or die "$file: $!";
	print $out $text;
	close $out;
}
