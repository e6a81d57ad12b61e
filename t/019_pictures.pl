# The pictures of the README are those that tools/pictures makes of the demo now: as large, of something, and like enough. Fonts and browsers
# differ between machines, so they are compared by how dark each part is; what is less alike is told, and `make pictures` makes
# them again. With chromium, a Chinese font and the library of charts (tools/setup clients, make dashboard).
use strict;
use warnings;
use utf8;
use open qw(:std :utf8);
use Compress::Zlib;
use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

plan skip_all => 'pictures skipped: there is no chromium (tools/setup clients)' unless grep { -x "$_/chromium" || -x "$_/chromium-browser" } split(/:/, $ENV{PATH});
plan skip_all => 'pictures skipped: there is no client/dashboard.page/echarts.min.js (make dashboard)' unless -f 'client/dashboard.page/echarts.min.js';
plan skip_all => 'pictures skipped: there is no Chinese font (tools/setup clients)' unless `fc-list :lang=zh 2>/dev/null`;

my ($across, $down) = (20, 20);    # parts
my ($shade, $alike) = (24, 30);    # another font may change a part by so much of 255; so many parts may be changed by more
my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--encoding=UTF8', '--locale=C' ]);
$node->start;
delete @ENV{qw(PGCLIENTENCODING PGUSER)};
@ENV{qw(PGHOST PGPORT PGDATABASE)} = ($node->host, $node->port, 'postgres');

my $dir = PostgreSQL::Test::Utils::tempdir();
my $said = '';
ok(IPC::Run::run([ 'tools/pictures', $dir ], '>', \$said, '2>&1'), 'they are made') or BAIL_OUT($said);
my %made = map { $_ => picture("$dir/$_.png") } qw(report dashboard);
foreach my $name (sort keys %made)
{
	my $held = picture("docs/$name.png");
	is("@{ $made{$name} }[0, 1]", "@$held[0, 1]", "$name: as large");
	foreach ([ 'made now', $made{$name} ], [ 'of the README', $held ])
	{
		my ($which, $picture) = @$_;
		my @parts = @{ $picture->[2] };
		cmp_ok(scalar(grep { $_ < 250 } @parts), '>', @parts / 4, "$name, $which: something is there");
	}
	my $apart = apart($made{$name}, $held);
	diag("docs/$name.png is stale, or fonts are unlike here ($apart parts of @{[$across * $down]}): make pictures") if $apart > $alike;
	note("$name: $apart");
}
# the comparison can tell
cmp_ok(apart($made{report}, $made{dashboard}), '>', $alike, 'one is unlike the other');

done_testing();

# In how many parts two pictures differ.
sub apart
{
	my ($a, $b) = map { $_->[2] } @_;
	return scalar(grep { abs($a->[$_] - $b->[$_]) > $shade } 0 .. $#$a);
}

# A PNG of 8 bits a colour: width, height, and how bright each part is.
sub picture
{
	my ($file) = @_;
	my $png = slurp_file($file);
	substr($png, 0, 8) eq "\x89PNG\r\n\x1a\n" or BAIL_OUT("$file is no PNG");
	my ($width, $height, $depth, $kind) = unpack('x16 N N C C', $png);
	my $bytes = { 2 => 3, 6 => 4 }->{$kind} or BAIL_OUT("$file: kind $kind");
	my $packed = '';
	for (my $at = 8; $at < length($png);)
	{
		my ($length, $name) = unpack("x$at N a4", $png);
		$packed .= substr($png, $at + 8, $length) if $name eq 'IDAT';
		$at += $length + 12;
	}
	my $lines = uncompress($packed);
	my (@sum, @count);
	my @above = (0) x ($width * $bytes);
	for my $y (0 .. $height - 1)
	{
		my ($filter, @line) = unpack('C*', substr($lines, $y * ($width * $bytes + 1), $width * $bytes + 1));
		for my $x (0 .. $#line)
		{
			my ($left, $corner) = $x < $bytes ? (0, 0) : ($line[ $x - $bytes ], $above[ $x - $bytes ]);
			my $up = $above[$x];
			my $paeth = $left + $up - $corner;
			my ($dl, $du, $dc) = (abs($paeth - $left), abs($paeth - $up), abs($paeth - $corner));
			$line[$x] = ($line[$x] + ($filter == 0 ? 0 : $filter == 1 ? $left : $filter == 2 ? $up : $filter == 3 ? int(($left + $up) / 2)
				: $dl <= $du && $dl <= $dc ? $left : $du <= $dc ? $up : $corner)) & 255;
		}
		my $row = int($y * $down / $height) * $across;
		for my $x (0 .. $width - 1)
		{
			my $part = $row + int($x * $across / $width);
			$sum[$part] += $line[ $x * $bytes ] + $line[ $x * $bytes + 1 ] + $line[ $x * $bytes + 2 ];
			$count[$part] += 3;
		}
		@above = @line;
	}
	return [ $width, $height, [ map { $sum[$_] / $count[$_] } 0 .. $#sum ] ];
}
