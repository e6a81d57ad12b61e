# Whatever goes wrong, the programs of client/ end in a sentence in Chinese that names what it is about, with a status of its own, and
# leave neither half a file nor a temporary one: no server, no database, no register, no duty, no such unit or year, no place to write,
# no room, a terminal of another encoding. What lacks a Python package is skipped.
use strict;
use warnings;
use utf8;
use open qw(:std :utf8);
use lib 't';
use Client;
use Encode;
use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

plan skip_all => 'sentences skipped: there is no python3' if system('python3', '-c', '') != 0;
my %module = (workbook => 'openpyxl', document => 'docx');
my %python = (dashboard => 'python3', publish => 'python3');
foreach my $client (sort keys %module)
{
	$python{$client} = python_with($module{$client});
	diag("$client skipped: there is no python3-$module{$client} (tools/setup clients)") unless defined $python{$client};
}

my $base = PostgreSQL::Test::Utils::tempdir();
my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--encoding=UTF8', '--locale=C' ]);
$node->start;
delete @ENV{qw(PGCLIENTENCODING PGUSER LC_ALL LANG PYTHONIOENCODING PYTHONUTF8)};
@ENV{qw(PGHOST PGPORT PGDATABASE LANG)} = ($node->host, $node->port, 'postgres', 'C.UTF-8');
$node->safe_psql('postgres', 'CREATE DATABASE empty');
$node->safe_psql('postgres', encode_utf8(q{
	CREATE EXTENSION report_ext;
	CALL disclosure.create_register();
	CREATE ROLE nobody LOGIN;
	CREATE ROLE stranger LOGIN;
	INSERT INTO disclosure.unit (unit_id, name) VALUES ('u', '甲县𠮷祥局'), ('v', '乙局');
	SELECT disclosure.grant_duty('stranger', 'fill', 'v');
	INSERT INTO disclosure.report (unit_id, year, origin, status, issued_on, figures) VALUES ('u', 2023, 'recorded', 'published', '2024-01-20', disclosure.zero_figures('2021'));
	INSERT INTO disclosure.report (unit_id, year, figures) VALUES ('u', 2024, disclosure.zero_figures('2021'));
}));

# the page of charts without its library, which is not what is tested here
system('cp', '-R', 'client', 'docs', $base) == 0 or die 'cp';
my $library = "$base/client/dashboard.page/echarts.min.js";
append_to_file($library, '') unless -e $library;
mkdir "$base/out";
my $place = "$base/out/我 的 '文件";
mkdir encode_utf8($place);

# Runs a client; returns its status and what it says on both streams.
sub client
{
	my ($client, @arguments) = @_;
	my $out = '';
	IPC::Run::run([ $python{$client}, "$base/client/$client", map { encode_utf8($_) } @arguments ], '<', \'', '>', \$out, '2>&1');
	my $status = $? >> 8;
	return ($status, decode('UTF-8', $out));
}

# One of each, which would succeed; the last argument is what it writes.
sub calls
{
	my ($to) = @_;
	return grep { defined $python{ $_->[0] } } ([ 'workbook', 'write', 'u', 2024, "$to/a.xlsx" ], [ 'document', 'u', 2023, "$to/a.docx" ], [ 'document', '--form', 'u', 2023, "$to/b.docx" ],
		[ 'dashboard', "$to/a.html" ], [ 'publish', 2023, "$to/a" ]);
}

# A run must end so, in one sentence of the program's, without anything of Python's or a file left behind.
sub refused
{
	my ($name, $expected, $message, @call) = @_;
	my ($status, $said) = client(@call);
	my $is = join(' ', grep { defined } @call[ 0 .. 1 ]);
	is($status, $expected, "$is: $name");
	like($said, $message, "$is: says so");
	like($said, qr/^(用法：.*\n(\s.*\n)*)?$call[0]( \w+)?：.*\p{Han}/, "$is: in Chinese");
	unlike($said, qr/Traceback|Exception|Errno|File "/, "$is: and nothing of Python's");
	is(left($place), '', "$is: nothing is left behind");
}

sub left
{
	my $bytes = encode_utf8($_[0]);
	opendir(my $handle, $bytes) or return '';
	return join(' ', grep { !/^[.]{1,2}$/ } readdir($handle));
}

foreach my $call (calls($place))
{
	my @call = @$call;
	{
		local $ENV{PGPORT} = 1;
		refused('no server', 1, qr/连接不上数据库（PGHOST=.*PGPORT=1.*）：请核对/, @call);
	}
	{
		local $ENV{PGDATABASE} = 'nowhere';
		refused('no database', 1, qr/连接不上数据库（.*PGDATABASE=nowhere/, @call);
	}
	{
		local $ENV{PGDATABASE} = 'empty';
		refused('no register', 1, qr/数据库里没有登记簿/, @call);
	}
	{
		local $ENV{PGUSER} = 'nobody';
		refused('no right', 1, qr/没有权限|没有任何职责/, @call);
	}
	{
		local $ENV{PGUSER} = 'stranger';
		refused('no duty', 1, qr/无权查看|看不到|没有可以看的/, @call);
	}
	{
		local $ENV{PATH} = "$base/out";
		local $python{$call[0]} = $python{$call[0]} =~ m,/, ? $python{$call[0]} : '/usr/bin/python3';
		refused('no psql', 1, qr/没有 psql：请安装/, @call) if -x $python{$call[0]};
	}
	refused('a word too many', 2, qr/不认识 --wrong/, @call, '--wrong');
	refused('a year of five digits', 2, qr/“20244”不是四位数字/, map { /^202[34]$/ ? 20244 : $_ } @call) if $call[0] ne 'dashboard';
	refused('no folder', 1, qr/写不了|没有写成/, @call[ 0 .. $#call - 1 ], $call[-1] =~ s,/([^/]*)$,/none/$1,r);
	# a limit instead of a full disk
	my ($status, $said) = (0, '');
	IPC::Run::run([ 'sh', '-c', 'ulimit -f 1; exec "$@"', 'sh', $python{ $call[0] }, "$base/client/$call[0]", map { encode_utf8($_) } @call[ 1 .. $#call ] ], '>', \$said, '2>&1');
	is($? >> 8, 1, "$call[0] $call[1]: no room");
	like(decode_utf8($said), qr/^$call[0]：.*(文件太大|磁盘)/, 'is told in Chinese');
	unlike(decode_utf8($said), qr/Traceback|Exception/, 'and nothing of Python\'s');
	is(left($place), '', 'nothing is left behind');
}

# no unit, no year, no form; a name that is none
if (defined $python{workbook})
{
	refused('no unit', 1, qr/没有代码为“某”的单位/, 'workbook', 'write', '某', 2024, "$place/a.xlsx");
	refused('a year before all forms', 1, qr/没有 2018 年度的报告格式/, 'workbook', 'write', 'u', 2018, "$place/a.xlsx");
	refused('a year to come', 1, qr/2999 年还没有开始/, 'workbook', 'write', 'u', 2999, "$place/a.xlsx");
	refused('another scope', 2, qr/没有 'all'/, 'workbook', 'write', 'u', 2024, "$place/a.xlsx", '--scope', 'all');
	refused('no command', 2, qr/缺少/, 'workbook');
	my ($status, $said) = client('workbook', 'write', 'u', 2024, "$place/a.xlsx");
	is("$status $said", '0 ', 'a workbook');
	($status, $said) = client('workbook', 'read', "$place/a.xlsx");
	like($said, qr/没有经过计算/, 'that no program has calculated');
	unlink(encode_utf8("$place/a.xlsx"));
	# what the register says, in the words of its message, detail and hint alone
	my $script = q{register.ask("DO $$BEGIN RAISE EXCEPTION USING MESSAGE = '消息', DETAIL = '细节', HINT = '提示', SCHEMA = 's', TABLE = 't', COLUMN = 'c', CONSTRAINT = 'k', DATATYPE = 'd'; END$$;")};
	IPC::Run::run([ $python{workbook}, '-c', encode_utf8("import sys; sys.path[:0] = ['$base/client']\nimport program, register\ntry:\n  $script\nexcept program.Refusal as refusal: print(refusal)") ], '>', \my $words);
	is(decode_utf8($words), "消息\n细节\n提示\n", 'message, detail and hint');
	refused('a file of another kind', 1, qr/要以 .xlsx 结尾/, 'workbook', 'write', 'u', 2024, "$place/a.xls");
	refused('a folder', 1, qr/已有文件/, 'workbook', 'write', 'u', 2024, do { mkdir "$base/out/a.xlsx"; "$base/out/a.xlsx" });
}
if (defined $python{document})
{
	refused('no unit', 1, qr/没有代码为“某”的单位/, 'document', '某', 2023, "$place/a.docx");
	refused('a year before all forms', 1, qr/没有 ?2018 ?年/, 'document', @$_, 'u', 2018, "$place/a.docx") foreach ([], ['--form']);
	refused('a file of another kind', 1, qr/要以 .docx 结尾/, 'document', 'u', 2023, "$place/a.doc");
	refused('a folder', 1, qr/写不了：是文件夹/, 'document', 'u', 2023, do { mkdir "$base/out/a.docx"; "$base/out/a.docx" });
}
refused('a year before all reports', 1, qr/没有可以看的 2018 年及以前的报告/, 'dashboard', '--year', 2018, "$place/a.html");
refused('no years', 2, qr/“0”不是大于0的整数/, 'dashboard', '--years', 0, "$place/a.html");
refused('a device', 1, qr/写不了：不是普通的文件/, 'dashboard', '/dev/null');
refused('no map', 1, qr/读不了地图 .*none：没有这个文件/, 'dashboard', '--map', "$base/none", "$place/a.html");
refused('a map that is none', 1, qr/不是 GeoJSON 文件/, 'dashboard', '--map', "$base/client/program.py", "$place/a.html");
refused('a year without publications', 1, qr/2018 年度没有可以看的、已公布的报告/, 'publish', 2018, "$place/a");
refused('no licence', 1, qr/读不了使用条件 .*none：没有这个文件/, 'publish', '--licence', "$base/none", 2023, "$place/a");
refused('a licence that is no text', 1, qr/不是 UTF-8/, 'publish', '--licence', do { append_to_file("$base/gbk", "\xb1\xed"); "$base/gbk" }, 2023, "$place/a");

# terminals of other encodings: a unit with a sign that GBK has not, and what a terminal of bytes shows
foreach my $encoding ('ascii', 'gbk', 'utf-8')
{
	local $ENV{PYTHONIOENCODING} = $encoding;
	local $ENV{LC_ALL} = 'C';
	foreach my $call (calls("$base/none"))
	{
		my ($client, @arguments) = @$call;
		my $out = '';
		IPC::Run::run([ $python{$client}, "$base/client/$client", map { encode_utf8($_) } @arguments ], '>', \$out, '2>&1');
		is($? >> 8, 1, "$client on a terminal of $encoding");
		my $said = decode($encoding eq 'gbk' ? 'GBK' : $encoding, $out);
		$said =~ s/\\u([0-9a-f]{4})/chr(hex($1))/ge;
		like($said, qr/^$client：.*(写不了|没有写成)/, 'says the same');
	}
}
if (defined $python{workbook})
{
	local $ENV{PYTHONIOENCODING} = 'gbk';
	my $file = encode_utf8("$place/a.xlsx");
	my $out = '';
	IPC::Run::run([ $python{workbook}, "$base/client/workbook", 'write', 'u', 2024, $file ], '>', \$out, '2>&1');
	is(decode('GBK', $out), '', 'nothing is said');
	is($? >> 8, 0, 'a path with blanks, a quote and Chinese');
	ok(-s $file, 'is written');
	rename($file, my $other = "$base/out/\xb1\xed.xlsx");    # as a machine of GBK names it
	IPC::Run::run([ $python{workbook}, "$base/client/workbook", 'read', $other ], '>', \$out, '2>&1');
	is($? >> 8, 1, 'a file whose name is no UTF-8');
	like(decode('GBK', $out), qr/xlsx：没有读入：没有经过计算/, 'is told by its name');
	unlike($out, qr/Traceback/, 'and nothing of Python\'s');
	unlink $other;
	IPC::Run::run([ 'sh', '-c', 'exec "$@" 2>&1 >/dev/full', 'sh', $python{workbook}, "$base/client/workbook", 'read', "$base/none" ], '>', \my $said);
	is($? >> 8, 1, 'an outcome that cannot be printed');
	like(decode('GBK', $said), qr/^workbook：磁盘满了$/, 'is a sentence too');
}

# a file of before stays as it was where there is no room for the new one
{
	local $ENV{PGDATABASE} = 'postgres';
	my $file = "$base/out/page.html";
	my ($status, $said) = client('dashboard', $file);
	is("$status $said", '0 ', 'a page is written');
	my $before = slurp_file($file);
	system('sh', '-c', 'ulimit -f 1; exec "$@" 2>/dev/null', 'sh', $python{dashboard}, "$base/client/dashboard", $file);
	is(slurp_file($file), $before, 'where there is no room for another, it stays');
	is((stat $file)[2] & 0777, 0666 & ~umask, 'its mode is that of other files');
}

done_testing();
