# repairs() and deductions() agree with an exact integer program, on a few cases; `make soak` compares many.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

plan skip_all => 'skipped: there is no glpsol (tools/setup soak)' if !grep { -x "$_/glpsol" } split(/:/, $ENV{PATH});

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--encoding=UTF8', '--locale=C' ]);
$node->start;
local $ENV{PGHOST} = $node->host;
local $ENV{PGPORT} = $node->port;
local $ENV{PGDATABASE} = 'postgres';

my ($out, $err) = ('', '');
my $agrees = IPC::Run::run([ 'bench/repair-oracle', 50, 20 ], '>', \$out, '2>', \$err);
ok($agrees, 'the smallest sets, their ranges and those of blanks are what glpsol says') or diag($out, $err);
my ($parts, $sets) = $out =~ /wrong (\d+) .* smallest sets (\d+)/;
cmp_ok($parts // 0, '>=', 50, 'there was something to repair in all cases');
cmp_ok($sets // 0, '>=', 50, 'and something was found');
note($out);

done_testing();
