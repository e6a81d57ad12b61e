# What people hand in instead of the workbook that they were given, or make of it: other formats, locked, empty, huge or damaged files,
# the same report twice, a folder in the folder, errors, percents, dates, merged, hidden and deleted cells, numbers over formulas. Each is
# told in a sentence, and the register is as it was but for what was taken. With python3-openpyxl and LibreOffice (tools/setup clients).
use strict;
use warnings;
use utf8;
use open qw(:std :utf8);
use Digest::SHA qw(sha256_hex);
use lib 't';
use Client;
use Encode;
use File::Copy;
use IPC::Run;
use JSON::PP;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

plan skip_all => 'skipped: there is no python3-openpyxl (tools/setup clients)' unless python_with('openpyxl');
plan skip_all => 'skipped: there is no LibreOffice to calculate workbooks (tools/setup clients)' unless find_office();

my $base = PostgreSQL::Test::Utils::tempdir();
$ENV{HOME} = $base;
my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--encoding=UTF8', '--locale=C' ]);
$node->start;
@ENV{qw(PGHOST PGPORT PGDATABASE)} = ($node->host, $node->port, 'postgres');
delete @ENV{qw(PGCLIENTENCODING PGUSER)};

# one report a case: each number is the place of its cell, totals are right
my @cases = qw(sound errors percent merged hidden renamed typed dates removed texts twice open);
$node->safe_psql('postgres', encode_utf8(q{
	CREATE EXTENSION report_ext;
	CALL disclosure.create_register();
	INSERT INTO disclosure.unit (unit_id, name) SELECT unit_id, unit_id || '局' FROM unnest('{CASES}'::text[]) unit_id;
	INSERT INTO disclosure.report (unit_id, year, figures) SELECT unit_id, 2024, disclosure.zero_figures('2021') FROM disclosure.unit;
	UPDATE disclosure.report SET figures['requests.granted.natural_person'] = 7, figures['requests.granted.total'] = 7, figures['requests.processed.natural_person'] = 7,
		figures['requests.processed.total'] = 7, figures['requests.received.natural_person'] = 7, figures['requests.received.total'] = 7,
		figures['proactive.government_rules.in_force'] = 5;
	INSERT INTO disclosure.entry_text (unit_id, year, section, body) SELECT unit_id, 2024, s, '原来的' || s FROM disclosure.unit, unnest('{一,五,六}'::text[]) s;
} =~ s/CASES/join(',', @cases)/er));
mkdir "$base/$_" foreach qw(out done mail);
foreach my $case (@cases)
{
	my ($status, $said) = run_client('workbook', 'write', $case, 2024, "$base/out/$case.xlsx");
	is("$status $said", '0 ', "$case is written");
}

# what a clerk does
set('errors', 'requests.received.enterprise' => '=1/0', 'requests.received.research' => '=#REF!', 'requests.received.public_welfare' => '=NOSUCH(1)', 'requests.received.legal_service' => '=VALUE("x")',
	'requests.received.other_organisation' => '=NA()', 'remedies.reconsideration.upheld' => '=SQRT(-1)', 'proactive.government_rules.issued' => 3);
set('percent', 'requests.granted.natural_person' => 1, 'requests.granted.enterprise' => 0.05, 'proactive.charges.amount' => 0.125, 'requests.received.enterprise' => '5%');
change('percent', map { ('format', $_, '0.0%') } qw(requests.granted.natural_person requests.granted.enterprise proactive.charges.amount));
change('merged', 'merge', 'requests.granted.enterprise', 1, 'merge', 'proactive.government_rules.in_force', 1);
set('hidden', 'requests.granted.enterprise' => 2);
change('hidden', 'hide', 'requests.granted.enterprise', '');
set('renamed', 'proactive.government_rules.issued' => 4);
change('renamed', 'rename', 'proactive.government_rules.issued', "我的'表 二");
set('typed', 'requests.granted.total' => 9, 'proactive.government_rules.issued' => ' １，２３４ ', 'proactive.government_rules.repealed' => '1,234.0', 'proactive.normative_documents.issued' => '12件',
	'proactive.normative_documents.repealed' => '壹拾');
set('dates', 'proactive.government_rules.issued' => { date => '2024-03-04' }, 'proactive.government_rules.repealed' => 45355, 'proactive.normative_documents.issued' => 0.5);
change('dates', 'format', 'proactive.government_rules.repealed', 'yyyy-mm-dd', 'format', 'proactive.normative_documents.issued', 'hh:mm');
change('removed', 'remove', 'remedies.reconsideration.upheld', '');
set('texts', 'text.body.1' => '=1/0', 'text.body.5' => { date => '2024-03-04' });
change('texts', 'merge', 'text.body.6', 1);
set('twice', 'proactive.government_rules.issued' => 6);
set('open', 'proactive.government_rules.issued' => 8);
run_office('--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', "$base/done", glob("$base/out/*.xlsx"));

my %before = map { $_ => numbers($_) } @cases;
my ($status, $said) = run_client('workbook', 'read', "$base/done/sound.xlsx");
like($said, qr/第3版，改了0格，文字0个部分$/m, 'a workbook that nobody changed changes nothing');

takes('errors', { 'proactive.government_rules.issued' => 3 }, { '四、行政复议，结果维持' => '公式的结果是错误“#(NUM|VALUE)!”', map { ("本年新收政府信息公开申请数量，$_->[0]" => "公式的结果是错误“\Q$_->[1]\E”") }
	([ '商业企业' => '#DIV/0!' ], [ '科研机构' => '#REF!' ], [ '社会公益组织' => '#NAME?' ], [ '法律服务机构' => '#VALUE!' ],
		[ '其他' => '#N/A' ]) });
takes('percent', {}, { '（一）予以公开，自然人' => '填的是百分数“100%”，不是数字', '（一）予以公开，.*商业企业' => '填的是百分数“5%”', '行政事业性收费，.*' => '填的是百分数“12.5%”',
	'本年新收.*商业企业' => '填的“5%”不是数字' });
takes('merged', { }, { '（一）予以公开，.*商业企业' => '这一格与别的格合并了', '规章，.*现行有效件数' => '这一格与别的格合并了' });
takes('hidden', { 'requests.granted.enterprise' => 2, 'requests.granted.total' => 9, 'requests.processed.enterprise' => 2, 'requests.processed.total' => 9 }, {});
takes('renamed', { 'proactive.government_rules.issued' => 4 }, {});
takes('typed', { 'requests.granted.total' => 9, 'proactive.government_rules.issued' => 1234, 'proactive.government_rules.repealed' => 1234, 'proactive.normative_documents.issued' => 12 },
	{ '行政规范性文件，.*' => '填的“壹拾”不是数字' });
like($said, qr/^  三、（一）予以公开，总计：没有用公式，填的是9，各项之和是7，存入9$/m, 'a number over a formula that is no sum is told');
like($said, qr/“\Q$_\E”读作1234/, "so is how $_ is read") foreach ('１，２３４', '1,234.0');
takes('dates', {}, { '规章，本年制发件数' => '填的成了日期“2024-03-04”，不是数字', '规章，.*废止件数' => '填的成了日期“2024-03-04”', '行政规范性文件，本年制发件数' => '填的成了日期“12:00:00”' });
takes('removed', {}, { '表四' => '已从文件中删除，登记簿里的数不变' });
is(scalar(() = $said =~ /^  没有读入/gm), 1, 'in one sentence');
takes('texts', {}, { '文字“一”' => '公式的结果是错误，登记簿里的不变', '文字“六”' => '格子从文件中删除了，或者与别的合并了' });
is(decode_utf8($node->safe_psql('postgres', q{SELECT string_agg(body, ',' ORDER BY section_no) FROM disclosure.entry_text WHERE unit_id = 'texts' AND body <> ''})), '原来的一,2024-03-04,原来的六', 'and neither is lost');

# what is no such workbook
my %sum;
my $mail = "$base/mail";
run_office('--convert-to', $_, '--outdir', $mail, "$base/done/sound.xlsx") foreach qw(xls ods csv);
copy("$base/done/twice.xlsx", "$mail/$_.xlsx") foreach ('twice', 'twice again');
copy("$base/done/open.xlsx", "$mail/open.xlsx");
write_file("$mail/~\$open.xlsx", 'lock');
write_file("$mail/.~lock.open.xlsx#", 'lock');
mkdir "$mail/folder";
write_file("$mail/empty.xlsx", '');
write_file("$mail/password.xlsx", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" . ("\0" x 1000) . encode('UTF-16LE', 'EncryptedPackage'));
copy("$base/done/sound.xlsx", "$mail/closed.xlsx");
chmod(0, "$mail/closed.xlsx");
truncate_to("$mail/large.xlsx", 50 << 20);
IPC::Run::run([ python_with('openpyxl'), '-c', <<'PYTHON', $mail, "$base/done/sound.xlsx" ]) or BAIL_OUT('zip');
import sys, zipfile
mail, sound = sys.argv[1:]
def make(name, change, **more):
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(mail + "/" + name, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(part, old.read(part)))
        for part, content in more.items():
            new.writestr(part.replace("__", "/"), content)
same = lambda part, content: content
make("bomb.xlsx", same, more=b"\0" * (30 << 20))
make("merges.xlsx", lambda part, content: content.replace(b"<mergeCells", b"<mergeCells", 1).replace(b"</mergeCells>", b'<mergeCell ref="A1:XFD1048576"/></mergeCells>'))
make("entities.xlsx", lambda part, content: content if part != "xl/workbook.xml" else b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9)) + b"]><workbook>&j;</workbook>")
make("binary.xlsx", same, **{"xl__workbook.bin": b"x"})
make("letter.xlsx", same, **{"word__document.xml": b"x"})
make("strict.xlsx", lambda part, content: content.replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"))
make("nameless.xlsx", lambda part, content: content.replace(b"register.unit", b"register.nobody"))
make("half.xlsx", same)
with open(mail + "/half.xlsx", "r+b") as file:
    file.truncate(5000)
PYTHON
%sum = sums();
my %held = map { $_ => versions($_) } ('sound', 'twice', 'open');
($status, $said) = run_client('workbook', 'read', $mail);
is($status, 1, 'a folder of them: the status says so');
my %why = ('sound.xls' => '是旧的格式.*另存为 xlsx', 'sound.ods' => '是 ods 等开放文档的格式.*另存为 xlsx', 'sound.csv' => '不是 xlsx 文件（可能是 csv', 'twice.xlsx' => '与 twice again.xlsx 是同一份报告',
	'twice again.xlsx' => '与 twice.xlsx 是同一份报告', 'folder' => '是文件夹', 'empty.xlsx' => '文件是空的', 'password.xlsx' => '文件加了密码', 'large.xlsx' => '文件有50兆', 'bomb.xlsx' => '展开后超过20兆',
	'merges.xlsx' => '合并的格有\d{10,}个', 'entities.xlsx' => '打不开', 'binary.xlsx' => '是 xlsb 格式', 'letter.xlsx' => '是 Word 文档', 'strict.xlsx' => '“严格开放 XML”',
	'nameless.xlsx' => '不是本登记簿导出的表格', 'half.xlsx' => '打不开，不是完好的 xlsx', 'closed.xlsx' => '打不开：没有权限');
like($said, qr/^\Q$mail\E\/$_：没有读入：.*$why{$_}/m, "told of $_") foreach sort keys %why;
like($said, qr/^\Q$mail\E\/open.xlsx：open局2024年，第\d+版，改了1格.*\n  这个文件正在别的程序里打开/m, 'one that is open elsewhere is read, and told');
is(scalar(grep { !/^  / } split(/\n/, $said)), keys(%why) + 1, 'an outcome a file') or diag($said);
unlike($said, qr/Traceback|程序有错误/, 'no traceback');
is(versions($_), $held{$_}, "the report of $_ is as it was") foreach ('sound', 'twice');
is(versions('open'), $held{open} + 1, 'the one that was read has another version');
is_deeply({ sums() }, \%sum, 'the files are as they were');
($status, $said) = run_client('workbook', 'read', "$mail/~\$open.xlsx", "$mail/none.xlsx");
like($said, qr/~\$open.xlsx：没有读入：是程序打开表格时的记号/, 'a lock is told to be one');
like($said, qr/none.xlsx：没有读入：打不开：没有这个文件/, 'a file that is not there too');

# and marked
foreach my $name ('sound.xls', 'empty.xlsx', 'half.xlsx', 'folder')
{
	($status, $said) = run_client('workbook', 'mark', "$mail/$name");
	is($status, 1, "$name is not marked");
	like($said, qr/^workbook：\Q$mail\E\/$name：.*\p{Han}/, 'and told by its name');
}
is_deeply({ sums() }, \%sum, 'nothing is written into them');

done_testing();

# Reads a case: the numbers that change, and sentences of cells that are not taken.
sub takes
{
	my ($case, $changes, $refused) = @_;
	($status, $said) = run_client('workbook', 'read', "$base/done/$case.xlsx");
	my %untaken = map { $_ => $refused->{$_} } grep { defined $refused->{$_} } keys %$refused;
	is($status, %untaken || $case eq 'removed' ? 1 : 0, "$case: status") or diag($said);
	my ($is, %expected) = (numbers($case), %{ $before{$case} }, %$changes);
	is(join(' ', map { "$_=$is->{$_}" } grep { $is->{$_} ne ($expected{$_} // '') } sort keys %$is), '', "$case: what was taken is stored, all else as it was");
	like($said, qr/没有读入 .*$_.*：$untaken{$_}/, "$case: told of $_") foreach sort keys %untaken;
}

sub numbers
{
	my ($unit) = @_;
	return { map { my @f = split(/\|/, $_, -1); ($f[0] => $f[1]) } split(/\n/, $node->safe_psql('postgres',
		"SELECT c.path, trim_scale(c.value) FROM disclosure.report r, disclosure.cells(r.figures) c WHERE unit_id = '$unit'")) };
}

sub versions { return $node->safe_psql('postgres', "SELECT version FROM disclosure.report WHERE unit_id = '$_[0]'"); }

sub set
{
	my ($case, %values) = @_;
	my $json = JSON::PP->new->allow_nonref;
	delete @values{ grep { !defined $values{$_} } keys %values };
	run_tool('workbook_tool.py', 'set', "$base/out/$case.xlsx", map { ($_ => $json->encode($values{$_})) } sort keys %values);
}

sub change
{
	my ($case, @changes) = @_;
	run_tool('workbook_tool.py', 'change', "$base/out/$case.xlsx", @changes);
}

sub truncate_to
{
	write_file($_[0], "PK\x03\x04");
	truncate($_[0], $_[1]) or die "$_[0]: $!";
}

sub sums
{
	return map { my $name = $_; open(my $in, '<:raw', $name) or (); ($name => defined fileno($in) ? sha256_hex(do { local $/; <$in> }) : '') } grep { -f && -r } glob("$mail/*");
}
