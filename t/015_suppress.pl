# suppressed() and suppressed_total() agree with integer programs, on a few cases; `make soak` compares many.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

plan skip_all => 'skipped: there is no python3-swiglpk (tools/setup soak)' if system('/usr/bin/python3 -c "import swiglpk" 2>/dev/null') != 0;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--encoding=UTF8', '--locale=C' ]);
$node->start;
local $ENV{PGHOST} = $node->host;
local $ENV{PGPORT} = $node->port;
local $ENV{PGDATABASE} = 'postgres';

my ($out, $err) = ('', '');
my $agrees = IPC::Run::run([ 'bench/suppress-oracle', 9, 4, 3 ], '>', \$out, '2>', \$err);
ok($agrees, 'no fewer counts could be left out, and none of the small ones follows, says GLPK') or diag($out, $err);
my ($totals, $small) = $out =~ /totals of 3 reports (\d+), small counts (\d+)/;
is($totals // 0, 3, 'totals were compared too');
cmp_ok($small // 0, '>=', 50, 'there were small counts');
note($out);

done_testing();
