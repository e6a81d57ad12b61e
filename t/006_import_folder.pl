# demo/import-folder reads a folder of good and bad pages, run by a role that is no superuser.
use strict;
use warnings;
use Encode;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--encoding=UTF8', '--locale=C' ]);
$node->start;
delete $ENV{PGCLIENTENCODING};

$node->safe_psql('postgres', q{
	CREATE EXTENSION report_ext;
	CALL disclosure.create_register();
	INSERT INTO disclosure.unit VALUES ('320813', '洪泽区', 'government', NULL), ('360881', '井冈山市', 'government', NULL),
		('3213', '江苏省', 'government', NULL), ('3213_00', '宿迁市', 'government', NULL), ('x', '某局', 'department', NULL);
	CREATE ROLE clerk LOGIN;
	SELECT disclosure.grant_duty('clerk', d, u) FROM unnest('{fill,review}'::text[]) d, unnest('{320813,360881,3213_00}'::text[]) u;
});

my $base = $node->basedir;
my $folder = "$base/it's a \"folder\"";
my $tmp = "$base/tmp";
mkdir $_ foreach ($folder, $tmp);
my %page = map { $_ => slurp_file("demo/pages/$_.txt") } ('hongze-2023', 'suqian-2023', 'suqian-2024', 'jinggangshan-2020');

sub put
{
	my ($name, $bytes) = @_;
	open(my $out, '>:raw', $name) or die "$name: $!";
	print $out $bytes;
	close $out;
}

sub in_gbk { return encode('GBK', decode('UTF-8', $_[0])) }

# Runs the script. Returns its status, the cells of its table by file, its line of totals, and its standard error.
sub run_import
{
	my ($options, @places) = @_;
	my ($out, $err) = ('', '');
	local $ENV{TMPDIR} = $tmp;
	IPC::Run::run([ 'demo/import-folder', @$options, @places ], '>', \$out, '2>', \$err);
	my $status = $? >> 8;
	my %line;
	my ($totals) = $out =~ /^ *页面 .*\n-.*\n *([\d| ]+)$/m;
	foreach (split(/\n/, ($out =~ /\A.*\n-.*\n((?:.*\|.*\n)*)/)[0] // ''))
	{
		my @cell = map { s/^ +| +$//gr } split(/\|/);
		$line{ $cell[0] } = [ @cell[ 1 .. 8 ], join('|', @cell[ 9 .. $#cell ]) ];
	}
	return ($status, \%line, ($totals // '') =~ s/[ ]//gr, $err, $out);
}
my @server = ('-h', $node->host, '-p', $node->port, '-d', 'postgres', '-U', 'clerk');

put("$folder/320813_a  b's \"2023\" \\x \$(id)`id`.txt", $page{'hongze-2023'});
put("$folder/3213_00_gbk.HTML", in_gbk($page{'suqian-2023'}));
put("$folder/宿迁.md", $page{'suqian-2024'});
put("$folder/320813_empty.html", '');
put("$folder/320813_binary.htm", join('', map { chr } 0 .. 255) x 20);
put("$folder/nobody.txt", $page{'jinggangshan-2020'});
put("$folder/x.txt", $page{'hongze-2023'});
# larger than any argument can be
put("$folder/360881_large.txt", $page{'jinggangshan-2020'} . ("\n六、其他\n" . '其他需要报告的事项。' x 1000) x 50);
put("$folder/x_forbidden.txt", $page{'hongze-2023'});
put("$folder/320813_ignored.pdf", $page{'hongze-2023'});
mkdir "$folder/320813_folder.txt";
symlink("$folder/320813_folder.txt", "$folder/320813_link.txt");
put("$base/map.csv", "\xef\xbb\xbffile,unit_id\r\n宿迁.md,3213_00\r\n\"no, such \"\"file\"\"\",x");
my @there = sort glob("\Q$folder\E/*");

my ($status, $line, $totals, $err, $out) = run_import(\@server, $folder, "$base/map.csv");
is($status, 1, 'not all could be read');
like($out, qr/\n没有读的文件（.*）：320813_ignored\.pdf\n\z/, 'and what is no page is named');
is($err, '', 'nothing else is said where there is no terminal');
is(scalar(keys %$line), 9, 'a line for each page, and for nothing else');
is_deeply($line->{"320813_a  b's \"2023\" \\x \$(id)`id`.txt"}, [ '320813', '2023', 'read', '186', '0', '0', '1', '2', '' ], 'a name with all kinds of signs');
is_deeply($line->{'3213_00_gbk.HTML'}, [ '3213_00', '2023', 'read', '200', '0', '0', '0', '0', '' ], 'bytes of another encoding; the longest code that begins the name');
is_deeply($line->{'宿迁.md'}, [ '3213_00', '2024', 'read', '200', '0', '0', '0', '0', '' ], 'the mapping names the unit');
is($line->{'360881_large.txt'}[2], 'read', 'a large page');
is($line->{$_}[2], 'refused', "$_ is refused") foreach ('320813_empty.html', '320813_binary.htm', 'nobody.txt', 'x_forbidden.txt');
like($line->{'320813_empty.html'}[8], qr/^这不是可以读入的年度报告页面/, 'the reason: no report');
like($line->{'nobody.txt'}[8], qr/不知道是哪个单位的/, 'the reason: no unit');
is($line->{'x.txt'}[0], 'x', 'a name that is a code');
like($line->{'x_forbidden.txt'}[8], qr/单位 x 的这件事由负责审核（review）的人办理/, 'the reason: no right');
like($totals, qr/^9\|4\|5\|0\|/, 'totals');
is($node->safe_psql('postgres', q{
		SELECT unit_id, year, scope, origin, length(page) FROM disclosure.report JOIN disclosure.report_source USING (unit_id, year, scope) ORDER BY 1, 2}),
	join("\n", '320813|2023|own|recorded|' . length($page{'hongze-2023'}), '3213_00|2023|own|recorded|' . length(in_gbk($page{'suqian-2023'})),
		'3213_00|2024|own|recorded|' . length($page{'suqian-2024'}), '360881|2020|own|recorded|' . -s "$folder/360881_large.txt"),
	'the pages are in the register, as they were');
is($node->safe_psql('postgres', q{SELECT page FROM disclosure.report_source WHERE unit_id = '3213_00' AND year = 2023}),
	'\x' . unpack('H*', in_gbk($page{'suqian-2023'})), 'to the byte');
is_deeply([ sort glob("\Q$folder\E/*") ], \@there, 'nothing is left in the folder');
is_deeply([ glob("$tmp/*") ], [], 'nor among temporary files');

# a second run changes nothing; the server comes from the environment, and the mapping is in GBK
unlink map { "$folder/$_" } ('320813_empty.html', '320813_binary.htm', 'nobody.txt', 'x_forbidden.txt', 'x.txt');
put("$base/map.csv", in_gbk("file,unit_id,scope,year\n宿迁.md,3213_00,,\n"));
{
	local %ENV = (%ENV, PGHOST => $node->host, PGPORT => $node->port, PGDATABASE => 'postgres', PGUSER => 'clerk');
	($status, $line, $totals, $err) = run_import([], $folder, "$base/map.csv");
	is("$status $err", '0 ', 'all are read');
	like($totals, qr/^4\|4\|0\|0\|/, 'totals');
}
is($node->safe_psql('postgres', 'SELECT DISTINCT version FROM disclosure.report'), '1', 'no report has changed');

# two pages of one report; scope and year from the mapping; variables of psql
my $second = "$base/second";
mkdir $second;
put("$second/320813_1.txt", $page{'hongze-2023'} =~ s/2023年//gr);
put("$second/320813_2.txt", $page{'hongze-2023'} =~ s/2023年//gr =~ s/4119/4120/r);
put("$second/level.txt", $page{'hongze-2023'} =~ s/ 0 / \/ /gr);
put("$base/second.csv", "file,unit_id,scope,year\n320813_1.txt,320813,,2022\n320813_2.txt,320813,,2022\nlevel.txt,320813,level,\n");
($status, $line, $totals, $err) = run_import([ @server, '-v', 'origin=filed', '-v', 'blank_means=zero' ], $second, "$base/second.csv");
is("$status $err", '1 ', 'one of two is not read');
is($line->{'320813_1.txt'}[2], 'read', 'the first is');
like($line->{'320813_2.txt'}[8], qr/^刚刚读入了单位 320813 的 2022 年度报告的另一个页面/, 'the second is refused');
is($node->safe_psql('postgres', q{
		SELECT year, scope, origin, status, disclosure.blank_count(figures), figures['proactive.penalties.decisions']
		FROM disclosure.report WHERE origin = 'filed' ORDER BY year}),
	"2022|own|filed|draft|0|4119\n2023|level|filed|draft|0|4119", 'as the mapping and the variables say');
($status, $line, $totals, $err) = run_import([ @server, '-v', 'year=2022', '-v', 'origin=filed' ], $second);
like($line->{'level.txt'}[8], qr/不知道是哪个单位的/, 'without a mapping the names say the unit');
is($line->{'320813_1.txt'}[2], 'read', 'and a variable the year');

SKIP:
{
	skip 'skipped: there is no script(1) that makes a terminal', 2 if system('script -qec true /dev/null </dev/null >/dev/null 2>&1') != 0;
	local %ENV = (%ENV, PGHOST => $node->host, PGPORT => $node->port, PGDATABASE => 'postgres', PGUSER => 'clerk', SECOND => $second);
	my $terminal = `script -qec 'demo/import-folder -v year=2022 -v origin=filed "\$SECOND"; echo status \$?' /dev/null </dev/null`;
	like($terminal, qr/\r  0% \[ {40}\] 0\/3.*\r 66% \[#{26} {14}\] 2\/3.*\r100% \[#{40}\] 3\/3\r\e\[K/s, 'a bar on a terminal');
	like($terminal, qr/ 页面 .*\n-.*\n +3 \| +1 .*status 1/s, 'and the table after it');
}

# no server, no folder, a folder without pages, a file that is not a mapping
put("$base/no.csv", "name,unit\n");
mkdir "$base/empty";
foreach ([ 'no server', [ '-h', "$base/nowhere", '-U', 'clerk' ], $second ], [ 'no folder', \@server, "$base/nowhere" ],
	[ 'no pages', \@server, "$base/empty" ], [ 'no mapping', \@server, $second, "$base/no.csv" ])
{
	my ($name, $options, @places) = @$_;
	($status, $line, $totals, $err) = run_import($options, @places);
	is($status, 2, "$name: status");
	like($err, qr/\S/, "$name: it is said");
	is(scalar(keys %$line), 0, "$name: no table");
}

done_testing();
