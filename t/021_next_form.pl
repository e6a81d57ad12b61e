# A form with one more column, one more row and another order of tables, given as lines alone, is read from each kind of text, checked, repaired and summed.
use strict;
use warnings;
use utf8;
use Cwd qw(getcwd);
use Encode qw(decode_utf8 encode_utf8);
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

# The library is compiled again, with t/next_form.def, beside the installed one.
my $build = PostgreSQL::Test::Utils::tempdir;
my $here = getcwd;
my $pg_config = $ENV{PG_CONFIG} || 'pg_config';
system("cp -r Makefile report_ext.control exports.list exports.txt tools sql src $build && find $build/src -name '*.o' -delete -o -name '*.bc' -delete") == 0
  or plan skip_all => 'skipped: the source is not here';
plan skip_all => 'skipped: there is no compiler' if system('cc --version >/dev/null 2>&1') != 0;
is(system("cd $build && make -s -j2 with_llvm=no PG_CONFIG=$pg_config PG_CFLAGS='-O0 -g0 -Wno-cpp' PG_CPPFLAGS='-I$build/src -I$here/t -DNEXT_FORM' report_ext.so >make.log 2>&1 || { tail -20 make.log >&2; false; }"), 0, 'the library with one more form compiles');

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--encoding=UTF8', '--locale=C' ]);
$node->start;
my $script = slurp_file((glob('report_ext--*.sql'))[0]);
$script =~ s/^\\echo.*\n//;
$script =~ s/MODULE_PATHNAME/$build\/report_ext/g;
# here the types are those of no extension
$script =~ s/\t\tELSIF NOT EXISTS \(SELECT FROM pg_depend.*?'duplicate_object';\n//s;
append_to_file("$build/script.sql", "CREATE SCHEMA disclosure;\nSET search_path = disclosure;\n$script");
$node->command_ok([ 'psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-f', "$build/script.sql", $node->connstr('postgres') ], 'and its functions are made');

sub answer { return $node->safe_psql('postgres', "SET search_path = disclosure, public; $_[0]"); }

my $row = '"received":[5,1,0,0,2,4,1,13],"granted":[3,1,0,0,0,4,0,8],"withdrawn":[2,0,0,0,2,0,1,5],"processed":[5,1,0,0,2,4,1,13]';
$node->safe_psql('postgres', qq{SET search_path = disclosure, public;
	CREATE TABLE sample AS SELECT fill_zero('{"form":"2027","requests":{$row},"proactive":{"licensing":[35]},"remedies":{"reconsideration":[1,0,2,0,3]}}'::figures) AS f;
	CREATE FUNCTION other(page text) RETURNS bigint LANGUAGE sql AS \$\$ SELECT count(*) FROM sample, parse_report(page) p, LATERAL cells(p.figures) c JOIN LATERAL cells(f) w USING (path)
		WHERE c.value IS DISTINCT FROM w.value \$\$});
is(answer(q{SELECT f['requests.received.foreign_organisation'] || ' ' || f['requests.received.total'] || ' ' || (SELECT count(*) FROM cells(f)) FROM sample}),
	'4 13 ' . (10 + 26 * 8 + 15), 'the value holds the new cells, in the order of print');
is(answer(q{SELECT string_agg(DISTINCT rule, ' ') FROM sample, check_figures(f) WHERE result = 'fail'}), '', 'its relations hold');
is(answer(q{WITH w AS (SELECT f FROM sample), b AS (SELECT (f::jsonb || '{"requests":{"received":[5,1,0,0,2,9,1,13]}}')::figures AS g FROM w)
	SELECT count(*) > 0 FROM b, check_figures(g) WHERE result = 'fail' AND 'requests.received.foreign_organisation' = ANY(cells)}), 't', 'a wrong number in the new column is found');
is(answer(q{SELECT cells::text || new::text FROM sample, LATERAL (SELECT jsonb_set(f::jsonb, '{requests,received,5}', '9')::figures AS g) b, repairs(g) LIMIT 1}),
	'{requests.received.foreign_organisation}{4}', 'and repaired');
is(answer(q{SELECT (sum(f))['requests.withdrawn.total'] FROM sample, generate_series(1, 3)}), '15', 'the new row is summed');

# the same figures as pages
my $head = encode_utf8("丁市2028年政府信息公开工作年度报告\n一、总体情况\n无。\n");
my %page;
for my $kind ('html', 'markdown', 'text')
{
	$page{$kind} = answer("SELECT render_tables(f, '$kind') FROM sample");
}
$page{'text with blanks for pipes'} = $page{text} =~ s/ *\| */ /gr;
$page{'a cell a line'} = $page{text} =~ s/ *\| */\n/gr;
$page{'run together'} = join("\n", map { /^\|/ ? s/[ |]//gr : $_ } split /\n/, $page{text});
# the sections in another order, each with the number of its place
my %section = map { substr($_, 0, 1) => $_ } grep { /^[二三四]/ } split /^(?=(?:二|三|四)、)/m, decode_utf8($page{text});
$page{'the sections in another order'} = encode_utf8(join '', ($section{'三'} =~ s/^三/二/r), ($section{'二'} =~ s/^二/三/r), $section{'四'});
for my $kind (sort keys %page)
{
	is(answer("SELECT p.form || ' ' || other(body) FROM (VALUES (\$p\$$head$page{$kind}\$p\$)) AS v (body), parse_report(body) AS p"), '2027 0', encode_utf8("$kind: read back"));
}
done_testing();
