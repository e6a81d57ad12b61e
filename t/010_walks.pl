# What people read on their way through a year: the statements of the manuals in docs/zh/, by psql and by JDBC (if there is
# a JDK and the driver), and no message among the answers that has an English sentence, a line of SQL or the functions it passed.
#	make test-tap PROVE_TESTS=t/010_walks.pl
use strict;
use warnings;
use utf8;
use open qw(:std :utf8);
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--encoding=UTF8', '--locale=C' ]);
$node->append_conf('postgresql.conf', "listen_addresses = '127.0.0.1'");
$node->start;
my $dir = $node->basedir;
$node->safe_psql('postgres', 'CREATE DATABASE prepared');
$node->safe_psql('prepared', 'CREATE EXTENSION report_ext; CALL disclosure.create_register()');

# The driver shows what the server says in its own frame; the client of this test prints it as it comes.
my $jar = '/usr/share/java/postgresql.jar';
my $jdbc = -e $jar && !system('javac -version >/dev/null 2>&1');
if ($jdbc)
{
	write_file("$dir/Walk.java", <<'END');
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.sql.*;

public class Walk
{
	static void say(String kind, String text)
	{
		System.out.println(kind + "\t" + text.replace("\n", "\n\t"));
	}

	static void warnings(SQLWarning w)
	{
		for (; w != null; w = w.getNextWarning())
		{
			org.postgresql.util.ServerErrorMessage m = ((org.postgresql.util.PSQLWarning) w).getServerErrorMessage();
			say("M", m.toString());
		}
	}

	public static void main(String[] args) throws Exception
	{
		System.setOut(new java.io.PrintStream(System.out, true, "UTF-8"));
		String[] statements = new String(Files.readAllBytes(Paths.get(args[1])), StandardCharsets.UTF_8).split("\u001e");
		try (Connection c = DriverManager.getConnection(args[0]); Statement s = c.createStatement())
		{
			for (String statement : statements)
			{
				say("S", statement);
				try
				{
					boolean rows = s.execute(statement);
					if (rows)
					{
						ResultSet r = s.getResultSet();
						int n = r.getMetaData().getColumnCount();
						while (r.next())
						{
							StringBuilder line = new StringBuilder();
							for (int i = 1; i <= n; i++)
								line.append(i > 1 ? "|" : "").append(r.getString(i) == null ? "" : r.getString(i));
							say("R", line.toString());
						}
					}
				}
				catch (SQLException e)
				{
					say("M", e.getMessage());
				}
				warnings(s.getWarnings());
				s.clearWarnings();
			}
		}
	}
}
END
	system("javac -cp $jar -d $dir $dir/Walk.java") == 0 or BAIL_OUT('the JDBC client does not compile');
}

my %manual;
my $databases = 0;

# Makes a database, with the extension and a register if it is to be prepared.
sub database
{
	my ($prepared) = @_;
	my $db = 'walk' . $databases++;
	$node->safe_psql('postgres', "CREATE DATABASE $db" . ($prepared ? ' TEMPLATE prepared' : ''));
	return $db;
}

# The statements of a manual in order; those that need psql's variables or files are left out.
sub manual
{
	my ($chapter) = @_;
	return @{ $manual{$chapter} } if $manual{$chapter};
	my $script = '';
	my $text = read_file("docs/zh/$chapter.md");
	while ($text =~ /^```sql\n(.*?)^```\n/gms)
	{
		my $block = $1;
		$block =~ s/^\\copy .* FROM STDIN.*?^\\\.$//gms;
		$block =~ s/^\\.*$//mg;
		$block =~ s/:'(\w+)'/'of psql'/g;
		$script .= $block;
	}
	write_file("$dir/script", $script);
	my $list = $node->safe_psql('prepared', "SELECT string_agg(s, E'\\x1e') FROM disclosure.sql_statements(pg_read_file('$dir/script')) s");
	utf8::decode($list) unless utf8::is_utf8($list);
	return @{ $manual{$chapter} = [ grep { !/'of psql'|\bcell\b/ } split /\x1e/, $list ] };
}

# The one statement of a manual that has a text in it (or the first of several), with other words in place of some.
sub from_manual
{
	my ($chapter, $part, %instead) = @_;
	my ($found) = grep { index($_, $part) >= 0 } manual($chapter);
	BAIL_OUT("docs/zh/$chapter.md has no statement with $part") unless defined $found;
	$found =~ s/\Q$_\E/$instead{$_}/g for keys %instead;
	return $found;
}

# Statements as a user of a database, by a client. Returns [statement, messages, rows] for each.
sub walk
{
	my ($client, $db, $user, @statements) = @_;
	my @answers;

	if ($client eq 'JDBC')
	{
		write_file("$dir/statements", join("\x1e", @statements));
		my $url = 'jdbc:postgresql://127.0.0.1:' . $node->port . "/$db?user=$user&currentSchema=public,disclosure";
		my $out = `java -cp $jar:$dir Walk '$url' $dir/statements 2>&1`;
		utf8::decode($out) unless utf8::is_utf8($out);
		foreach my $line (split /\n(?!\t)/, $out)
		{
			$line =~ s/\n\t/\n/g;
			if ($line =~ /^S\t(.*)/s) { push @answers, [ $1, [], [] ] }
			elsif ($line =~ /^([MR])\t(.*)/s && @answers) { push @{ $answers[-1][ $1 eq 'M' ? 1 : 2 ] }, $2 }
			else { push @answers, [ '', [$line], [] ] }
		}
	}
	else
	{
		my $script = "\\pset format unaligned\n\\pset tuples_only on\n\\set QUIET on\nSET search_path = public, disclosure;\n";
		$script .= "\\echo \x1e$_\n$statements[$_];\n" for 0 .. $#statements;
		write_file("$dir/script", $script);
		my $out = `psql -X -f $dir/script -d '@{[$node->connstr($db)]} user=$user' 2>&1`;
		utf8::decode($out) unless utf8::is_utf8($out);
		my (undef, @parts) = split /^\x1e/m, $out, -1;
		foreach my $part (@parts)
		{
			my ($n, $said) = split /\n/, $part, 2;
			my (@messages, @rows);
			foreach my $line (split /\n/, $said)
			{
				# nothing comes after an error, and rows after a notice
				if ($line =~ s/^psql:[^ ]* (?=[A-Z]+:)//) { push @messages, $line }
				elsif (@messages && ($messages[-1] =~ /^ERROR/ || $line =~ /^(?:DETAIL|HINT|CONTEXT): /)) { $messages[-1] .= "\n$line" }
				elsif ($line ne '') { push @rows, $line }
			}
			push @answers, [ $statements[$n], \@messages, \@rows ];
		}
	}
	return @answers;
}

# What a person should not have to read: a sentence in English, SQL, or where in which function.
sub foreign
{
	my ($text) = @_;
	$text =~ s/^(?:ERROR|WARNING|NOTICE|DETAIL|HINT): //mg;
	$text =~ s/^ +(?:Detail|Hint): //mg;
	return $text =~ /CONTEXT:|Where:|LINE \d|Position:|PL\/pgSQL|[A-Za-z]{2,}[ ,]+[A-Za-z]{2,}|\b(?:SELECT|INSERT|UPDATE|DELETE|SET)\b/ ||
		$text !~ /\p{Han}/;
}

# A walk whose messages are all in Chinese. Returns its answers.
sub chinese
{
	my ($name, @walk) = @_;
	my @answers = walk(@walk);
	my @statements = @walk[ 3 .. $#walk ];
	is(scalar(@answers), scalar(@statements), "$name: every statement is answered");
	is(join("\n", map { my $a = $_; map { "$a->[0]\n$_" } grep { foreign($_) } @{ $a->[1] } } @answers), '', "$name: every message is in Chinese");
	return @answers;
}

# The messages of a walk, and its answer to the statement with a text in it.
sub messages { return map { @{ $_->[1] } } @_ }
sub answer
{
	my ($part, @answers) = @_;
	my ($found) = grep { index($_->[0], $part) >= 0 } @answers;
	return join("\n", @{ $found->[2] });
}
sub value { my ($db, $query) = @_; my $v = $node->safe_psql($db, "SET search_path = disclosure; $query"); utf8::decode($v) unless utf8::is_utf8($v); return $v }

# the test of this test
ok(foreign($_), "found: $_") foreach ("ERROR:  permission denied for table unit", "错在这里\nCONTEXT:  PL/pgSQL function f() line 3", 'ERROR: 不行' . "\n  Where: f",
	'改用 UPDATE report', 'null');
ok(!foreign($_), "let pass: $_") foreach ("ERROR:  单位 JX01 2024年的报告已报送，不能再改\nHINT:  由审核人退回（return_report），或者由填报人撤回（withdraw_report）。",
	"NOTICE:  单位 u1 还有1条", 'ERROR: 规则 own.a 有错' . "\n  Detail: 错在第 1 个字符起");

foreach my $client ('psql', 'JDBC')
{
  SKIP:
	{
		skip 'JDBC: javac or ' . $jar . ' is missing', 1 if $client eq 'JDBC' && !$jdbc;

		# All that the manuals of clerks, reviewers, totals, administrators and the ledger cause.
		foreach my $chapter ('01-填报', '02-审核和公布', '03-汇总', '06-台账')
		{
			my $db = database(!grep { /^CREATE EXTENSION/ } manual($chapter));
			my @answers = chinese("$client, $chapter", $client, $db, 'postgres', manual($chapter));
			cmp_ok(scalar(my @said = messages(@answers)), '>', 0, "$client, $chapter: there are messages");
			finish($db);
		}

		# A clerk with two slips: filled in as the manual says, and a second number wrong; found, put right, explained, published.
		my $db = database(1);
		my @setup = manual('01-填报');
		my ($first) = grep { $setup[$_] =~ /^SET search_path/ } 0 .. $#setup;
		my ($last) = grep { $setup[$_] =~ /^SET ROLE clerk_zhou/ } 0 .. $#setup;
		@setup = grep { !/CREATE EXTENSION|create_register|SET ROLE/ } @setup[ $first .. $last - 1 ];
		walk('psql', $db, 'postgres', @setup, 'ALTER ROLE clerk_zhou LOGIN', 'CREATE ROLE reviewer_sun LOGIN',
			from_manual('02-审核和公布', "grant_duty('reviewer_sun', 'review', 'JX')", "'JX'" => "'JX01'"));
		my @clerk = chinese("$client, a clerk with two slips", $client, $db, 'clerk_zhou',
			from_manual('01-填报', "SELECT r.unit_id AS 单位, r.status AS 状态"),
			from_manual('01-填报', "figures['requests.received.natural_person'] = 7"),
			from_manual('01-填报', 'nil_report('),
			from_manual('01-填报', "figures['remedies.reconsideration.upheld'] = 10"),
			from_manual('01-填报', "sections['二'] = '{}'"),
			from_manual('01-填报', "submit_report('JX01', 2024) AS 报送"),
			from_manual('01-填报', 'FROM finding WHERE unit_id'),
			from_manual('01-填报', 'FROM report_repair_parts'),
			from_manual('01-填报', 'apply_repair('),
			from_manual('01-填报', "replace(sections #>> '{一,text}'"),
			from_manual('01-填报', "explain('JX01'"),
			from_manual('01-填报', "submit_report('JX01', 2024) AS 报送"),
			# what is no longer hers to do
			from_manual('01-填报', "figures['proactive.penalties.decisions'] = 5"),
			from_manual('01-填报', "replace(sections #>> '{一,text}'"),
			from_manual('02-审核和公布', "approve_report('JX01', 2024)"),
			'DELETE FROM report_source', 'INSERT INTO report (unit_id, year) VALUES (\'320813\', 2024)', "UPDATE report_text SET title = '?' WHERE year = 2023",
			"INSERT INTO explanation (unit_id, year, scope, rule, fingerprint, explanation) VALUES ('JX01', 2024, 'own', 'x', 'y', NULL)");
		like(join('', messages(@clerk)), qr/各类申请人之和 1 ≠ 总计 2.*四种结果之和 11 ≠ 总计 0.*最可能的改法/s, "$client: both slips are named, and the likely repair");
		like(answer('FROM report_repair_parts', @clerk), qr/应为 1，现为 2.*应为 11，现为 0/s, "$client: each has its repair");
		is(value($db, "SELECT status || ' ' || (figures['requests.carried_out.total'])::int || ' ' || (figures['remedies.reconsideration.total'])::int
			FROM report WHERE unit_id = 'JX01' AND year = 2024"), 'submitted 1 11', "$client: she has submitted it, right");

		# Reviewed, published, returned, corrected, published again.
		chinese("$client, a reviewer publishes", $client, $db, 'reviewer_sun',
			from_manual('02-审核和公布', 'accept_explanations('), from_manual('02-审核和公布', 'AS 审核'),
			from_manual('02-审核和公布', "published_on => '2025-01-20'"),
			from_manual('02-审核和公布', "'漏计一件行政处罚'"));
		my @again = chinese("$client, a clerk corrects", $client, $db, 'clerk_zhou',
			from_manual('02-审核和公布', "figures['proactive.penalties.decisions'] = 6"), from_manual('01-填报', "submit_report('JX01', 2024) AS 报送"));
		my @published = chinese("$client, and the reviewer publishes again", $client, $db, 'reviewer_sun',
			from_manual('02-审核和公布', 'AS 对外仍是'), from_manual('02-审核和公布', 'AS 审核'), from_manual('02-审核和公布', "published_on => '2025-02-18'"),
			from_manual('02-审核和公布', 'FROM published_report'));
		like(answer('AS 对外仍是', @published), qr/^4$/m, "$client: until then the old number stands outside");
		is(value($db, "SELECT string_agg(number || ' ' || kind, ', ' ORDER BY number) FROM publication"), '1 first, 2 correction', "$client: published twice");
		like(value($db, "SELECT statement FROM publication WHERE number = 2"), qr/行政处罚.*4.*6/, "$client: the correction says what changed");
		finish($db);

		# A city office with the duty manage alone: units, years, deadlines, totals.
		$db = database(1);
		walk('psql', $db, 'postgres', "INSERT INTO unit (unit_id, name, kind, division_code) VALUES ('LJ', '临江市', 'government', '329900')",
			'CREATE ROLE office_lj LOGIN', "SELECT grant_duty('office_lj', 'manage', 'LJ')");
		my $count = 'SELECT count(*) FROM report WHERE year = 2024';
		my @office = chinese("$client, a city office", $client, $db, 'office_lj',
			from_manual('03-汇总', 'INSERT INTO unit (unit_id, name, kind, division_code)', "('LJ', '临江市', 'government', '329900'),\n\t" => ''),
			from_manual('03-汇总', 'INSERT INTO unit_parent (unit_id, parent_id, counted)'),
			from_manual('03-汇总', "VALUES ('LJ', 'JX11')"), from_manual('03-汇总', "('JX11', 'JX', 2020)"),
			from_manual('03-汇总', 'INSERT INTO unit_name'), from_manual('03-汇总', 'INSERT INTO unit_successor'),
			from_manual('03-汇总', 'INSERT INTO reporter (unit_id, to_year'), from_manual('03-汇总', 'INSERT INTO reporter (unit_id, exempt'),
			from_manual('03-汇总', 'INSERT INTO unit_contact'), from_manual('03-汇总', 'start_year(2024)'),
			from_manual('03-汇总', 'INSERT INTO deadline (unit_id, month'), from_manual('03-汇总', "'government', 3, 31"),
			from_manual('03-汇总', 'AS 本年的'), from_manual('03-汇总', "freeze(2024, 'JX'"),
			from_manual('03-汇总', 'FROM disclosure.freeze'), from_manual('03-汇总', 'FROM rollup(2024, \'LJ\', 1)'),
			from_manual('03-汇总', "'jx.denied', 'warning'"), from_manual('03-汇总', "'jx.typo'"),
			# what is not its to do
			from_manual('03-汇总', 'nil_report('), from_manual('03-汇总', 'submit_report(\'JX11\''), 'SELECT start_year(2099)',
			"INSERT INTO unit_parent (unit_id, parent_id) VALUES ('JX01', 'nowhere')",
			"INSERT INTO deadline (unit_id, month, day) VALUES ('JX', 13, 1)", "INSERT INTO unit (unit_id, name) VALUES ('JX01', '又一个')");
		my $drafts = value($db, $count);
		cmp_ok($drafts, '>=', 7, "$client: the year has begun");
		is(answer('start_year(2024)', @office), $drafts, "$client: with a draft for each who owes one");
		is(value($db, "SELECT label FROM disclosure.freeze"), '2024年度甲县汇总', "$client: totals are frozen");
		finish($db);

		# Thirty units in one call; two cannot be submitted, and the others are.
		$db = database(1);
		walk('psql', $db, 'postgres', "INSERT INTO unit (unit_id, name) VALUES ('JX', '甲县')",
			"INSERT INTO unit (unit_id, name) SELECT 'U' || lpad(n::text, 2, '0'), '某局' || n FROM generate_series(1, 30) n",
			"INSERT INTO unit_parent (unit_id, parent_id) SELECT unit_id, 'JX' FROM unit WHERE unit_id <> 'JX'",
			"SELECT start_year(2024)", "UPDATE report SET figures = zero_figures('2021') WHERE unit_id <> 'U30'",
			"UPDATE report SET figures['remedies.direct_suit.total'] = 3 WHERE unit_id = 'U29'", 'CREATE ROLE clerk_jx LOGIN', "SELECT grant_duty('clerk_jx', 'fill', 'JX')");
		my ($call) = read_file('docs/zh/02-审核和公布.md') =~ /`(submit_reports\('\{JX01,JX02\}', 2024\))`/;
		my $units = join(',', map { sprintf 'U%02d', $_ } 1 .. 30);
		$call =~ s/JX01,JX02/$units/;
		my @thirty = chinese("$client, thirty units", $client, $db, 'clerk_jx', "SELECT unit_id, outcome, message, detail FROM $call");
		my $rows = answer('submit_reports', @thirty);
		is(scalar(() = $rows =~ /\|done\|/g), 28, "$client: 28 are submitted");
		like($rows, qr/^U29\|(?!done).*四种结果之和 0 ≠ 总计 3/m, "$client: one is told of its mistake");
		like($rows, qr/^U30\|(?!done).*空白/m, "$client: one of its blanks");
		ok(!(grep { foreign($_) } $rows =~ /^U(?:29|30)\|\w*\|(.*)$/mg), "$client: in Chinese");
		is(value($db, "SELECT count(*) FROM report WHERE status = 'submitted'"), 28, "$client: and no other");
		finish($db);
	}
}

done_testing();

# Removes a database, and the roles that were made with it.
sub finish
{
	my ($db) = @_;
	my $roles = $node->safe_psql('postgres', "SELECT string_agg(quote_ident(rolname), ', ') FROM pg_roles WHERE rolname !~ '^pg_' AND rolname <> 'postgres'");
	$node->safe_psql('postgres', "DROP DATABASE $db");
	$node->safe_psql('postgres', "DROP ROLE $roles") if $roles ne '';
}

sub read_file
{
	my ($file) = @_;
	utf8::encode($file) if utf8::is_utf8($file);
	open(my $in, '<:encoding(UTF-8)', $file) or die "$file: $!";
	local $/;
	return scalar <$in>;
}

sub write_file
{
	my ($file, $text) = @_;
	open(my $out, '>:encoding(UTF-8)', $file) or die "$file: $!";
	print $out $text;
	close $out;
}
