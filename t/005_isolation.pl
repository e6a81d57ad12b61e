# Two writers cannot both pass a rule that their reports break together; writers of unrelated units do not wait for them.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use IPC::Run;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', "lock_timeout = '60s'");
$node->start;

# sound figures with some requests carried in and out
$node->safe_psql('postgres', q{
	CREATE EXTENSION report_ext;
	CALL disclosure.create_register();
	CREATE FUNCTION carrying(carried_in integer, carried_out integer) RETURNS disclosure.figures LANGUAGE sql AS $$
		SELECT disclosure.zero_figures('2021') OPERATOR(disclosure.+) format('{"form":"2021","requests":{"received":[100,0,0,0,0,0,100],
			"carried_in":[%1$s,0,0,0,0,0,%1$s],"granted":[%3$s,0,0,0,0,0,%3$s],"processed":[%3$s,0,0,0,0,0,%3$s],
			"carried_out":[%2$s,0,0,0,0,0,%2$s]}}', carried_in, carried_out, 100 + carried_in - carried_out)::disclosure.figures $$;
	INSERT INTO disclosure.unit (unit_id, name) SELECT 'u' || i, 'u' || i FROM generate_series(1, 3000) i;
});

# Opens a session that is sent statements and asked for their answers.
sub session
{
	my ($in, $out, $err) = ('', '', '');
	my $timer = IPC::Run::timeout(120);
	my $harness = IPC::Run::start([ 'psql', '-XAtq', '-v', 'VERBOSITY=terse', '-d', $node->connstr('postgres') ],
		'<', \$in, '>', \$out, '2>', \$err, $timer);
	my $marks = 0;
	return {
		send => sub { $in .= "$_[0]\n"; $harness->pump_nb },
		# the answers to all statements sent so far, errors last
		answer => sub {
			my $mark = 'mark ' . ++$marks;
			$in .= "\\echo $mark\n\\warn $mark\n";
			$harness->pump until $out =~ /^$mark\n/m && $err =~ /^$mark\n/m;
			my $answer = $out . $err;
			$answer =~ s/^mark \d+\n//mg;
			($out, $err) = ('', '');
			return $answer;
		},
		end => sub { $in .= "\\q\n"; $harness->finish },
	};
}

sub waiting
{
	for (1 .. 100)
	{
		return 1 if $node->safe_psql('postgres',
			q{SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'}) > 0;
		select(undef, undef, undef, 0.05);
	}
	return 0;
}

my ($one, $two) = (session(), session());
my $unit = 0;
my $broken = q{
	SELECT count(*) FROM disclosure.finding WHERE unit_id = '%s' AND rule = 'carry_over.total' AND result = 'fail'};

# name => [ consistent reports of a unit, the change of one session, the change of the other ]
my %race = (
	'an earlier year corrected, a later one submitted' => [
		q{INSERT INTO disclosure.report (unit_id, year, status, figures) VALUES ('%1$s', 2023, 'submitted', carrying(0, 3));
		  INSERT INTO disclosure.report (unit_id, year, figures) VALUES ('%1$s', 2024, carrying(3, 0));},
		q{UPDATE disclosure.report SET figures = carrying(0, 4) WHERE unit_id = '%s' AND year = 2023;},
		q{UPDATE disclosure.report SET status = 'submitted' WHERE unit_id = '%s' AND year = 2024;} ],
	'both submitted at first' => [
		q{},
		q{INSERT INTO disclosure.report (unit_id, year, status, figures) VALUES ('%s', 2023, 'submitted', carrying(0, 4));},
		q{INSERT INTO disclosure.report (unit_id, year, status, figures) VALUES ('%s', 2024, 'submitted', carrying(3, 0));} ],
	'both corrected' => [
		q{INSERT INTO disclosure.report (unit_id, year, status, figures) VALUES ('%1$s', 2023, 'submitted', carrying(0, 3));
		  INSERT INTO disclosure.report (unit_id, year, status, figures) VALUES ('%1$s', 2024, 'submitted', carrying(3, 0));},
		q{SET LOCAL disclosure.reason = '更正'; SET CONSTRAINTS ALL DEFERRED; UPDATE disclosure.report SET figures = carrying(0, 5) WHERE unit_id = '%s' AND year = 2023;},
		q{SET LOCAL disclosure.reason = '更正'; SET CONSTRAINTS ALL DEFERRED; UPDATE disclosure.report SET figures = carrying(6, 0) WHERE unit_id = '%s' AND year = 2024;} ],
);

foreach my $level ('READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE')
{
	foreach my $name (sort keys %race)
	{
		foreach my $swapped (0, 1)
		{
			my ($before, @change) = @{ $race{$name} };
			my $u = 'u' . ++$unit;
			@change = reverse @change if $swapped;
			$node->safe_psql('postgres', sprintf($before, $u)) if $before;

			# both have a snapshot before either writes
			$_->{send}->("BEGIN ISOLATION LEVEL $level; SELECT 1 FROM disclosure.unit LIMIT 1;") for ($one, $two);
			$_->{answer}->() for ($one, $two);
			$one->{send}->(sprintf($change[0], $u));
			my $first = $one->{answer}->();
			$two->{send}->(sprintf($change[1], $u));
			my $waits = waiting();
			$one->{send}->('COMMIT;');
			$first .= $one->{answer}->();
			$two->{send}->('COMMIT;');
			my $second = $two->{answer}->();
			my $errors = () = ("$first$second" =~ /ERROR/g);
			my $case = "$level, $name" . ($swapped ? ', the other way round' : '');
			ok($waits, "$case: the second waits for the first");
			ok($errors >= 1, "$case: not both pass") or diag("$first$second");
			like("$first$second", qr/没有通过核对|could not serialize/, "$case: by the gate, or for its snapshot");
			is($node->safe_psql('postgres', sprintf($broken, $u)
				  . q{ AND NOT EXISTS (SELECT FROM disclosure.report r WHERE r.unit_id = finding.unit_id AND r.status = 'draft')}), '0',
				"$case: no rule is broken");
		}
	}
}

# a unit's predecessor is another unit, but the rule sees both
$node->safe_psql('postgres', q{
	INSERT INTO disclosure.unit_successor (unit_id, successor_id, year) VALUES ('u101', 'u102', 2024);
	INSERT INTO disclosure.report (unit_id, year, status, figures) VALUES ('u101', 2023, 'submitted', carrying(0, 3));
	INSERT INTO disclosure.report (unit_id, year, figures) VALUES ('u102', 2024, carrying(3, 0));});
$one->{send}->(q{BEGIN; UPDATE disclosure.report SET figures = carrying(0, 4) WHERE unit_id = 'u101';});
is($one->{answer}->(), '', 'a predecessor is corrected');
$two->{send}->(q{UPDATE disclosure.report SET status = 'submitted' WHERE unit_id = 'u102';});
ok(waiting(), 'its successor waits');
$one->{send}->('COMMIT;');
is($one->{answer}->(), '', 'the predecessor is committed');
like($two->{answer}->(), qr/没有通过核对，有2个问题/, 'the successor is refused');

# two years corrected in one transaction
$node->safe_psql('postgres', q{INSERT INTO disclosure.report (unit_id, year, status, figures)
	VALUES ('u110', 2023, 'submitted', carrying(0, 3)), ('u110', 2024, 'submitted', carrying(3, 0))});
my ($ok, $out, $err) = $node->psql('postgres', q{BEGIN;
	UPDATE disclosure.report SET figures = carrying(0, 4) WHERE unit_id = 'u110' AND year = 2023;});
like($err, qr/没有通过核对，有1个问题/, 'a correction that breaks the next year is refused at once');
$node->safe_psql('postgres', q{BEGIN; SET CONSTRAINTS disclosure.report_gate DEFERRED;
	UPDATE disclosure.report SET figures = carrying(0, 4) WHERE unit_id = 'u110' AND year = 2023;
	SET LOCAL disclosure.reason = '更正'; UPDATE disclosure.report SET figures = carrying(4, 0) WHERE unit_id = 'u110' AND year = 2024; COMMIT});
is($node->safe_psql('postgres', sprintf($broken, 'u110')), '0', 'deferred, both are corrected');
(undef, $out, $err) = $node->psql('postgres', q{BEGIN; SET CONSTRAINTS disclosure.report_gate DEFERRED;
	UPDATE disclosure.report SET figures = carrying(0, 5) WHERE unit_id = 'u110' AND year = 2023; COMMIT});
like($err, qr/没有通过核对，有1个问题/, 'deferred, a broken rule is refused at the end');
is($node->safe_psql('postgres', q{SELECT disclosure.verify_history('u110', 2023)}), '', 'and leaves no trace in the history');

# writers of different units do not wait for each other, even if the units have one parent
$node->safe_psql('postgres', q{
	INSERT INTO disclosure.unit_parent (unit_id, parent_id) SELECT 'u' || i, 'u1000' FROM generate_series(1001, 2000) i;
	INSERT INTO disclosure.report (unit_id, year, scope, origin, figures) VALUES ('u1000', 2023, 'consolidated', 'recorded', carrying(0, 0))});
$one->{send}->(q{BEGIN; INSERT INTO disclosure.report (unit_id, year, status, figures)
	SELECT 'u' || i, 2023, 'submitted', carrying(0, 0) FROM generate_series(1001, 1999, 2) i;});
is($one->{answer}->(), '', 'one writes five hundred units');
$two->{send}->(q{SET lock_timeout = '1s'; INSERT INTO disclosure.report (unit_id, year, status, figures)
	SELECT 'u' || i, 2023, 'submitted', carrying(0, 0) FROM generate_series(1002, 2000, 2) i;
	UPDATE disclosure.report SET figures = carrying(1, 1) WHERE unit_id = 'u1000';});
is($two->{answer}->(), '', 'another writes their five hundred neighbours and the parent meanwhile');
$one->{send}->('COMMIT;');
$one->{answer}->();
is($node->safe_psql('postgres', q{SELECT count(*) FROM disclosure.report WHERE unit_id BETWEEN 'u1001' AND 'u2000' AND length(unit_id) = 5}),
	'1000', 'all of them are there');

# two sessions whose parents would together make a cycle
$one->{send}->(q{BEGIN; INSERT INTO disclosure.unit_parent (unit_id, parent_id) VALUES ('u2001', 'u2002');});
is($one->{answer}->(), '', 'a unit is put below another');
$two->{send}->(q{SET lock_timeout = 0; INSERT INTO disclosure.unit_parent (unit_id, parent_id) VALUES ('u2002', 'u2001');});
ok(waiting(), 'the other way round waits');
$one->{send}->('COMMIT;');
$one->{answer}->();
like($two->{answer}->(), qr/成了自己的上级/, 'and is refused');

# at any level, for a transaction whose snapshot is older does not see what the other has written
foreach my $level ('REPEATABLE READ', 'SERIALIZABLE')
{
	my ($a, $b) = ('u' . (2200 + ++$unit), 'u' . (2200 + ++$unit));
	$_->{send}->("BEGIN ISOLATION LEVEL $level; SELECT 1 FROM disclosure.unit LIMIT 1;") for ($one, $two);
	$_->{answer}->() for ($one, $two);
	$one->{send}->("INSERT INTO disclosure.unit_parent (unit_id, parent_id) VALUES ('$a', '$b');");
	is($one->{answer}->(), '', "$level: a unit is put below another");
	$two->{send}->("INSERT INTO disclosure.unit_parent (unit_id, parent_id) VALUES ('$b', '$a');");
	ok(waiting(), "$level: the other way round waits");
	$one->{send}->('COMMIT;');
	$one->{answer}->();
	$two->{send}->('COMMIT;');
	like($two->{answer}->(), qr/could not serialize/, "$level: and fails");
}
# a restore without triggers may hold any lines: the closure of a cycle ends
is($node->safe_psql('postgres', q{BEGIN;
	SET LOCAL session_replication_role = replica;
	INSERT INTO disclosure.unit_parent (unit_id, parent_id, from_year) VALUES ('u2301', 'u2302', 0), ('u2302', 'u2303', 0), ('u2303', 'u2301', 0);
	SELECT count(*) FROM disclosure.build_closure('{u2301,u2302,u2303}'); ROLLBACK}), '9', 'the closure of a cycle ends');

# a decision is about what its maker saw: not about what came while it waited
my $others = q{INSERT INTO disclosure.report (unit_id, year, status, figures) VALUES ('%1$s', 2023, 'submitted', carrying(0, 0));};
my $meanwhile = q{BEGIN; SET LOCAL disclosure.reason = '改数';
	UPDATE disclosure.report SET status = 'draft' WHERE unit_id = '%1$s'; UPDATE disclosure.report SET figures = carrying(1, 1) WHERE unit_id = '%1$s';
	UPDATE disclosure.report SET status = 'submitted' WHERE unit_id = '%1$s';};
my %decision = (
	'a function' => q{SET disclosure.actor = '李四'; SELECT disclosure.approve_report('%s', 2023);},
	'an UPDATE' => q{SET disclosure.actor = '李四'; UPDATE disclosure.report SET status = 'approved' WHERE unit_id = '%s';},
	'a return' => q{SET disclosure.actor = '李四'; SELECT disclosure.return_report('%s', 2023, 'own', '退回');});
foreach my $how (sort keys %decision)
{
	my $u = 'u' . (2400 + ++$unit);
	$node->safe_psql('postgres', sprintf($others, $u));
	$one->{send}->(sprintf($meanwhile, $u));
	is($one->{answer}->(), '', "$how: a submitted report is taken back, changed and submitted");
	$two->{send}->(sprintf($decision{$how}, $u));
	ok(waiting(), "$how: the decision waits");
	$one->{send}->('COMMIT;');
	$one->{answer}->();
	like($two->{answer}->(), qr/已经有人改过或办理过/, "$how: and is told");
	is($node->safe_psql('postgres', "SELECT status FROM disclosure.report WHERE unit_id = '$u'"), 'submitted', "$how: nothing is decided");
	# two decisions at once: the second is told
	$one->{send}->('BEGIN; ' . sprintf($decision{'a function'}, $u));
	$one->{answer}->();
	$two->{send}->(sprintf($decision{$how}, $u));
	ok(waiting(), "$how: a second decision waits");
	$one->{send}->('COMMIT;');
	$one->{answer}->();
	like($two->{answer}->(), qr/已经有人改过或办理过/, "$how: and is told");
	$_->{send}->('RESET disclosure.actor;') for ($one, $two);
	$_->{answer}->() for ($one, $two);
}
my ($status, $said, $told) = $node->psql('postgres', q{INSERT INTO disclosure.report (unit_id, year, figures) VALUES ('u2499', 2023, carrying(0, 0));
	SELECT disclosure.submit_report('u2499', 2023, 'own', 1); SELECT disclosure.withdraw_report('u2499', 2023, 'own', '再看', 1);});
like($told, qr/现在是第2版/, 'a decision about another version than the present one is told');

# text and status, in one statement and in two sessions
my $text = q{INSERT INTO disclosure.report_text (unit_id, year, scope, sections) VALUES ('%1$s', 2023, 'own',
	'{"一": {"text": "收到政府信息公开申请100件。"}}');};
my $wrong = q{UPDATE disclosure.report_text SET sections = '{"一": {"text": "收到政府信息公开申请7件。"}}' WHERE unit_id = '%1$s'};
foreach my $swapped (0, 1)
{
	my $u = 'u' . (2500 + ++$unit);
	$node->safe_psql('postgres', sprintf(q{INSERT INTO disclosure.report (unit_id, year, figures) VALUES ('%1$s', 2023, carrying(0, 0));} . $text, $u));
	$node->safe_psql('postgres', "SELECT disclosure.explain('$u', 2023, 'own', '*', '简报')");
	my @change = ('BEGIN; ' . sprintf($wrong, $u) . ';', "BEGIN; UPDATE disclosure.report SET status = 'submitted' WHERE unit_id = '$u';");
	@change = reverse @change if $swapped;
	$one->{send}->($change[0]);
	my $said = $one->{answer}->();
	$two->{send}->($change[1]);
	ok(waiting(), "text and status: the second waits ($swapped)");
	$one->{send}->('COMMIT;');
	$said .= $one->{answer}->();
	$two->{send}->('COMMIT;');
	$said .= $two->{answer}->();
	# the gate refuses the text, or the submission is told that the report was changed
	like($said, $swapped ? qr/没有通过核对/ : qr/已经有人改过或办理过/, "text and status: not both pass ($swapped)") or diag($said);
	my (undef, undef, $err) = $node->psql('postgres', "WITH t AS (" . sprintf($wrong, $u) . ") UPDATE disclosure.report SET status = 'submitted' WHERE unit_id = '$u'");
	like($err, qr/没有通过核对/, "text and status in one statement ($swapped)") if !$swapped;
	is($node->safe_psql('postgres', "SELECT disclosure.verify_history('$u', 2023)"), '', "text and status: the history is whole ($swapped)");
}

# the recipe and plain changes, page, cells and repairs: nobody waits in a circle
$node->safe_psql('postgres', q{
	INSERT INTO disclosure.unit SELECT 'd' || i, 'd' || i FROM generate_series(0, 2) i;
	INSERT INTO disclosure.unit_successor (unit_id, successor_id, year) VALUES ('d1', 'd2', 2024);
	INSERT INTO disclosure.report (unit_id, year, figures) SELECT 'd' || i, y, disclosure.zero_figures('2021') FROM generate_series(0, 2) i, generate_series(2022, 2024) y;
	INSERT INTO disclosure.report_text (unit_id, year, scope, title) SELECT unit_id, year, scope, 't' FROM disclosure.report WHERE unit_id LIKE 'd%';
	CREATE TABLE many_cells AS SELECT unit_id, year, 'requests.received.total' AS path, 3 AS value FROM disclosure.report WHERE unit_id LIKE 'd%';
} . slurp_file('t/try.sql'));
my $start = "\\set u random(0, 2)\n\\set y random(2022, 2024)\n\\set n random(0, 9)\n";
$start =~ s/\\\\/\\/g;
my $plain = q{SELECT try(format($$UPDATE disclosure.report SET figures['requests.received.total'] = %s WHERE unit_id = %L AND year = %s$$, :n, 'd' || :u, :y));};
my %script = (
	plain => $plain,
	text => q{SELECT try(format($$UPDATE disclosure.report_text SET title = 't%s' WHERE unit_id = %L AND year = %s$$, :n, 'd' || :u, :y));},
	recipe => "BEGIN;\nSELECT disclosure.lock_unit('d' || :u);\n$plain\n\\set y random(2022, 2024)\n$plain\nCOMMIT;",
	cells => q{SELECT count(*) FROM disclosure.import_cells('many_cells', origin => 'filed');},
	page => q{SELECT count(*) FROM disclosure.import_page('d' || :u, '<h1>d局2023年政府信息公开工作年度报告</h1><h2>二、主动公开政府信息情况</h2><table><tr><td>信息内容<td>本年处理决定数量<tr><td>行政许可<td>' || :n || '</table>', origin => 'filed');},
	step => join("\n", map { "SELECT try(format(\$\$SELECT disclosure.$_\$\$, 'd' || :u, :y));" }
		q{nil_report(%L, %s)}, q{submit_report(%L, %s)}, q{withdraw_report(%L, %s, 'own', '再看')}, q{apply_repair(%L, %s, 'own', 1, '改正')}));
my @files;
foreach my $name (sort keys %script)
{
	push @files, $node->basedir . "/$name.sql";
	append_to_file($files[-1], $start . $script{$name} . "\n");
}
my $before = -s $node->logfile;
$node->command_ok([ 'pgbench', '-n', '-c', '8', '-j', '2', '-t', '12', (map { ('-f', $_) } @files), 'postgres' ], 'clients of all kinds');
unlike(slurp_file($node->logfile, $before), qr/deadlock detected/, 'do not wait for each other in a circle');
is($node->safe_psql('postgres', q{SELECT count(*) FROM disclosure.report WHERE disclosure.verify_history(unit_id, year, scope) IS NOT NULL}), '0',
	'and leave whole histories');

# two sessions that read pages into one report
$one->{send}->(q{\\set page `cat demo/pages/suqian-2023.txt`
	BEGIN; SELECT outcome FROM disclosure.import_page('u2010', :'page');});
is($one->{answer}->(), "read\n", 'a page is read');
$two->{send}->(q{\\set page `sed 's/1808595/1808596/' demo/pages/suqian-2023.txt`
	SELECT outcome FROM disclosure.import_page('u2010', :'page');});
ok(waiting(), 'another page of the unit waits');
$one->{send}->('COMMIT;');
$one->{answer}->();
is($two->{answer}->(), "read\n", 'and is read after it');
is($node->safe_psql('postgres', q{
		SELECT version, figures['proactive.licensing.decisions'] FROM disclosure.report_version WHERE unit_id = 'u2010' ORDER BY version}),
	"1|1808595\n2|1808596", 'both are in the history');

# two sessions that load cells of the same units, among them a successor, whose predecessor is locked with it
$node->safe_psql('postgres', q{
	INSERT INTO disclosure.unit_successor (unit_id, successor_id, year) VALUES ('u2011', 'u2019', 2024);
	CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.5); RETURN NULL; END';
	CREATE TRIGGER dawdle AFTER INSERT ON disclosure.report FOR EACH ROW EXECUTE FUNCTION dawdle();
	CREATE TABLE cell (load integer, unit_id text, year integer, path text, value integer);
	INSERT INTO cell VALUES (1, 'u2015', 2023, 'requests.received.total', 1), (1, 'u2011', 2023, 'requests.received.total', 1),
		(2, 'u2019', 2024, 'requests.received.total', 2), (2, 'u2015', 2024, 'requests.received.total', 2);
	CREATE VIEW cell_1 AS SELECT * FROM cell WHERE load = 1;
	CREATE VIEW cell_2 AS SELECT * FROM cell WHERE load = 2;});
$one->{send}->(q{SELECT unit_id, outcome FROM disclosure.import_cells('cell_1');});
select(undef, undef, undef, 0.2);
$two->{send}->(q{SELECT unit_id, outcome FROM disclosure.import_cells('cell_2');});
is($one->{answer}->(), "u2011|set\nu2015|set\n", 'cells are loaded');
is($two->{answer}->(), "u2015|set\nu2019|set\n", 'and others of the same units, without a deadlock');

# events and answers of one request
my %request_race = (
	'a letter after the answer' => [
		q{},
		q{INSERT INTO disclosure.request_event (unit_id, request_no, kind, happened_on) VALUES ('%s', '1', 'agency_consulted', '2024-03-25');},
		q{UPDATE disclosure.request SET outcome = 'granted', decided_on = '2024-03-20' WHERE unit_id = '%s';} ],
	'a reply without its letter' => [
		q{INSERT INTO disclosure.request_event (unit_id, request_no, kind, happened_on) VALUES ('%s', '1', 'agency_consulted', '2024-03-05');},
		q{DELETE FROM disclosure.request_event WHERE unit_id = '%s';},
		q{INSERT INTO disclosure.request_event (unit_id, request_no, kind, happened_on) VALUES ('%s', '1', 'agency_replied', '2024-03-06');} ],
);
foreach my $level ('READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE')
{
	foreach my $name (sort keys %request_race)
	{
		foreach my $swapped (0, 1)
		{
			my ($before, @change) = @{ $request_race{$name} };
			my $u = 'u' . (2100 + ++$unit);
			@change = reverse @change if $swapped;
			$node->safe_psql('postgres', qq{INSERT INTO disclosure.request (unit_id, request_no, applicant_kind, channel, received_on)
				VALUES ('$u', '1', 'natural_person', 'online', '2024-03-04');} . ($before ? sprintf($before, $u) : ''));
			$_->{send}->("BEGIN ISOLATION LEVEL $level; SELECT 1 FROM disclosure.unit LIMIT 1;") for ($one, $two);
			$_->{answer}->() for ($one, $two);
			$one->{send}->(sprintf($change[0], $u));
			my $said = $one->{answer}->();
			$two->{send}->(sprintf($change[1], $u));
			my $waits = waiting();
			$one->{send}->('COMMIT;');
			$said .= $one->{answer}->();
			$two->{send}->('COMMIT;');
			$said .= $two->{answer}->();
			my $case = "$level, $name" . ($swapped ? ', the other way round' : '');
			ok($waits, "$case: the second waits for the first");
			like($said, qr/ERROR: .*(2024-03|could not serialize)/, "$case: not both pass");
			is($node->safe_psql('postgres', qq{SELECT count(*) FROM disclosure.request r WHERE unit_id = '$u'
					AND disclosure.impossible_events(received_on, decided_on, disclosure.events_of(unit_id, request_no)) IS NOT NULL}),
				'0', "$case: nothing impossible is recorded");
		}
	}
}

# a report that somebody edits holds up nobody who records an event of the same unit
$node->safe_psql('postgres', q{
	INSERT INTO disclosure.request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('u2900', '1', 'natural_person', 'online', '2024-03-04');
	INSERT INTO disclosure.report (unit_id, year, figures) VALUES ('u2900', 2024, carrying(0, 0));});
$one->{send}->(q{BEGIN; UPDATE disclosure.report SET figures = carrying(0, 1) WHERE unit_id = 'u2900';});
$one->{answer}->();
$two->{send}->(q{SET lock_timeout = '10s'; INSERT INTO disclosure.request_event (unit_id, request_no, kind, happened_on, days)
	VALUES ('u2900', '1', 'extended', '2024-03-20', 10) RETURNING kind;});
is($two->{answer}->(), "extended\n", 'an event is recorded beside an open edit of the report');
# but lock_unit() is for the ledger too
$two->{send}->(q{BEGIN; SELECT disclosure.lock_unit('u2901'); RESET lock_timeout;});
$two->{answer}->();
$one->{send}->(q{COMMIT; INSERT INTO disclosure.request (unit_id, request_no, applicant_kind, channel, received_on) VALUES ('u2901', '1', 'natural_person', 'online', '2024-03-04');
	INSERT INTO disclosure.request_event (unit_id, request_no, kind, happened_on, days) VALUES ('u2901', '1', 'extended', '2024-03-20', 10);});
ok(waiting(), 'an event waits for whoever holds its unit');
$two->{send}->('COMMIT;');
$_->{answer}->() for ($two, $one);

# who changes a request may be before whoever holds the unit, and is not waited for in a circle
$one->{send}->(q{BEGIN; SELECT disclosure.lock_unit('u2901');});
$one->{answer}->();
$two->{send}->(q{UPDATE disclosure.request SET channel = 'post' WHERE unit_id = 'u2901';});
ok(waiting(), 'a change of a request waits for whoever holds its unit');
$one->{send}->(q{UPDATE disclosure.request SET received_on = '2024-03-05' WHERE unit_id = 'u2901'; UPDATE disclosure.request_event SET days = 9 WHERE unit_id = 'u2901'; COMMIT;});
is($one->{answer}->(), '', 'who may write the request');
is($two->{answer}->(), '', 'and the other goes on');
is($node->safe_psql('postgres', q{SELECT channel, received_on FROM disclosure.request WHERE unit_id = 'u2901'}), 'post|2024-03-05', 'both are kept');

# A line on the whole register is about what was committed when it was taken, whenever the others began.
$node->safe_psql('postgres', q{INSERT INTO disclosure.report (unit_id, year, origin, figures) VALUES ('u2910', 2023, 'recorded', disclosure.zero_figures('2021'))});
$one->{send}->(q{BEGIN; INSERT INTO disclosure.report (unit_id, year, origin, figures) VALUES ('u2911', 2023, 'recorded', disclosure.zero_figures('2021'));
	UPDATE disclosure.report SET issued_on = '2024-01-05' WHERE unit_id = 'u2910';});
is($one->{answer}->(), '', 'a transaction writes reports');
my $line = $node->safe_psql('postgres', 'SELECT disclosure.history_head()');
$one->{send}->('COMMIT;');
$one->{answer}->();
is($node->safe_psql('postgres', "SELECT disclosure.verify_history('$line')"), '', 'and the line that was taken before it committed holds');
my $later = $node->safe_psql('postgres', 'SELECT disclosure.history_head()');
is((split ' ', $later)[1], (split ' ', $line)[1] + 1, 'the next line has its report');

# A unit is not deleted while a report of it is submitted.
$node->safe_psql('postgres', q{INSERT INTO disclosure.report (unit_id, year, figures) VALUES ('u2912', 2023, disclosure.zero_figures('2021'))});
$one->{send}->(q{BEGIN; UPDATE disclosure.report SET status = 'submitted' WHERE unit_id = 'u2912';});
is($one->{answer}->(), '', 'a draft is submitted');
$two->{send}->(q{DELETE FROM disclosure.unit WHERE unit_id = 'u2912';});
ok(waiting(), 'whoever deletes its unit waits');
$one->{send}->('COMMIT;');
$one->{answer}->();
like($two->{answer}->(), qr/ERROR: .*u2912/, 'and is refused');
# nor while somebody is about to write one
$node->safe_psql('postgres', q{INSERT INTO disclosure.report (unit_id, year, figures) VALUES ('u2913', 2023, disclosure.zero_figures('2021'))});
foreach my $change (q{INSERT INTO disclosure.report_text (unit_id, year, scope, title) VALUES ('u2913', 2023, 'own', 't')}, q{UPDATE disclosure.report_text SET title = 'u' WHERE unit_id = 'u2913'},
	q{INSERT INTO disclosure.report (unit_id, year, figures) VALUES ('u2913', 2024, carrying(0, 0))})
{
	$one->{send}->(q{BEGIN; SELECT 1 FROM disclosure.report WHERE unit_id = 'u2913' LIMIT 1 FOR NO KEY UPDATE;});
	is($one->{answer}->(), "1\n", 'a draft is locked');
	$two->{send}->(q{DELETE FROM disclosure.unit WHERE unit_id = 'u2913';});
	like($two->{answer}->(), qr/^ERROR:  单位 u2913 的报告，此刻有人在办理/, 'whoever deletes its unit is told so');
	$one->{send}->("$change; COMMIT;");
	is($one->{answer}->(), '', 'and the other is not ended');
}

# Double entry: a third person who begins while the second does is refused, and of two who finish at once the later compares.
$node->safe_psql('postgres', q{UPDATE disclosure.setting SET value = 1 WHERE name = 'double_entry'});
foreach my $level ('READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE')
{
	my $u = 'u' . (2300 + ++$unit);
	my $enter = q{SET LOCAL disclosure.actor = '%s'; INSERT INTO disclosure.entry_report (unit_id, year, t3_granted_total) VALUES ('%s', 2023, %s);};
	$node->safe_psql('postgres', 'BEGIN;' . sprintf($enter, 'first', $u, 1) . 'COMMIT');
	foreach ([ sprintf($enter, 'second', $u, 1), sprintf($enter, 'third', $u, 3), qr/ERROR: .*(已有两人在录入|could not serialize)/, 'the third is refused' ],
		[ map({ "SET LOCAL disclosure.actor = '$_'; SELECT disclosure.finish_entry('$u', 2023);" } 'second', 'first'), qr/等另一人.*(数字已存入报告|could not serialize)/s, 'the later of two compares' ])
	{
		my ($earlier, $later, $should, $case) = @$_;
		$_->{send}->("BEGIN ISOLATION LEVEL $level; SELECT 1 FROM disclosure.unit LIMIT 1;") for ($one, $two);
		$_->{answer}->() for ($one, $two);
		$one->{send}->($earlier);
		my $said = $one->{answer}->();
		$two->{send}->($later);
		ok(waiting(), "$level, double entry: waits");
		$one->{send}->('COMMIT;');
		$said .= $one->{answer}->();
		$two->{send}->('COMMIT;');
		$said .= $two->{answer}->();
		like($said, $should, "$level, double entry: $case");
	}
	is($node->safe_psql('postgres', qq{SELECT count(*) FROM disclosure.entry_sheet WHERE unit_id = '$u'}), '2', "$level, double entry: two sheets");
}

# Whoever finishes takes the report's row before its unit, as an UPDATE does.
{
	my $u = 'u' . (2300 + ++$unit);
	$node->safe_psql('postgres', sprintf(q{BEGIN; SET LOCAL disclosure.actor = '%2$s'; INSERT INTO disclosure.entry_report (unit_id, year, t3_granted_total) VALUES ('%1$s', 2023, 1); COMMIT}, $u, $_)) for qw(first second);
	$node->safe_psql('postgres', qq{SET disclosure.actor = 'first'; SELECT disclosure.finish_entry('$u', 2023)});
	$one->{send}->("BEGIN; SELECT 1 FROM disclosure.report WHERE unit_id = '$u' FOR UPDATE;");
	$one->{answer}->();
	$two->{send}->("SET disclosure.actor = 'second'; SELECT disclosure.finish_entry('$u', 2023); RESET disclosure.actor;");
	ok(waiting(), 'double entry: whoever finishes waits for the report');
	$one->{send}->("UPDATE disclosure.report SET issued_on = '2024-01-05' WHERE unit_id = '$u'; COMMIT;");
	is($one->{answer}->(), '', 'double entry: whoever has the report may write it');
	like($two->{answer}->(), qr/数字已存入报告/, 'double entry: then the other finishes');
}

# A report goes with what hangs on it, of which others may hold a line and wait for the report: who deletes it is told so at once.
$node->safe_psql('postgres', q{
	UPDATE disclosure.setting SET value = 0 WHERE name = 'double_entry';
	INSERT INTO disclosure.report (unit_id, year, figures) SELECT 'u2920', y, carrying(0, 0) FROM generate_series(2022, 2024) y;
	INSERT INTO disclosure.report_text (unit_id, year, scope, title) SELECT 'u2920', y, 'own', 't' FROM generate_series(2022, 2024) y;
	INSERT INTO disclosure.report_source (unit_id, year, scope, source, notes) SELECT 'u2920', y, 'own', 't', '[]' FROM generate_series(2022, 2024) y;
	SELECT disclosure.explain('u2920', y, 'own', '*', '简报') FROM generate_series(2022, 2024) y;});
my %line = (
	report_text => q{UPDATE disclosure.report_text SET title = 'n' WHERE unit_id = 'u2920' AND year = 2023},
	report_source => q{UPDATE disclosure.report_source SET source = 'n' WHERE unit_id = 'u2920' AND year = 2023},
	explanation => q{SELECT disclosure.lock_reports('{u2920}', '{2023}', 'own')});
foreach my $table (sort keys %line)
{
	$one->{send}->("BEGIN; SELECT 1 FROM disclosure.$table WHERE unit_id = 'u2920' AND year = 2023 LIMIT 1 FOR NO KEY UPDATE;");
	is($one->{answer}->(), "1\n", "$table: somebody holds a line");
	$two->{send}->(q{DELETE FROM disclosure.report WHERE unit_id = 'u2920';});
	like($two->{answer}->(), qr/^ERROR:  单位 u2920 2023年的报告，此刻有人在办理/, "$table: whoever deletes the report is told that another is at it");
	$one->{send}->("$line{$table}; COMMIT;");
	unlike($one->{answer}->(), qr/ERROR/, "$table: and is not in the way of the other");
}
$two->{send}->(q{DELETE FROM disclosure.report WHERE unit_id = 'u2920' AND year = 2023 RETURNING year;});
is($two->{answer}->(), "2023\n", 'then the report is deleted');

# Of two who give duties at once the second waits, and both are given; who enters a unit meanwhile does not wait.
$node->safe_psql('postgres', q{CREATE ROLE anne; CREATE ROLE bert; CREATE ROLE carl; SELECT disclosure.grant_duty('carl', 'manage', 'u1')});
$one->{send}->(q{BEGIN; SELECT disclosure.grant_duty('anne', 'fill', 'u1');});
is($one->{answer}->(), "\n", 'a duty is given');
$two->{send}->(q{BEGIN; SET LOCAL lock_timeout = '10s'; SET LOCAL ROLE carl; INSERT INTO disclosure.unit (unit_id, name) VALUES ('carl1', 'carl1'); COMMIT;});
is($two->{answer}->(), '', 'who enters a unit, and manages it, does not wait');
$two->{send}->(q{SELECT disclosure.grant_duty('bert', 'fill', 'u2');});
ok(waiting(), 'another duty waits');
$one->{send}->('COMMIT;');
$one->{answer}->();
is($two->{answer}->(), "\n", 'and is given');
is($node->safe_psql('postgres', q{SELECT string_agg(role || ' ' || unit_id || ' ' || has_table_privilege(role, 'disclosure.report', 'INSERT'), ', ' ORDER BY role)
	FROM disclosure.access WHERE duty = 'fill'}), 'anne u1 true, bert u2 true', 'both have their rights');

# Who looked, found no such row and enters it when another has done so: as ever the sentence of the register, but under SERIALIZABLE to try again.
foreach ([ 'READ COMMITTED', qr/23505: .*已经有这一行/ ], [ 'REPEATABLE READ', qr/23505: .*已经有这一行/ ], [ 'SERIALIZABLE', qr/40001: / ])
{
	my ($level, $should) = @$_;
	my $u = 'race ' . lc $level;
	foreach my $session ($one, $two)
	{
		$session->{send}->("BEGIN ISOLATION LEVEL $level; SELECT count(*) FROM disclosure.unit WHERE unit_id = '$u';");
		is($session->{answer}->(), "0\n", "$level: nobody has entered the unit");
	}
	$one->{send}->("INSERT INTO disclosure.unit (unit_id, name) VALUES ('$u', '甲'); COMMIT;");
	is($one->{answer}->(), '', "$level: one enters it");
	$two->{send}->("\\set VERBOSITY verbose\nINSERT INTO disclosure.unit (unit_id, name) VALUES ('$u', '乙');");
	like($two->{answer}->(), $should, "$level: the other is told");
	$two->{send}->("ROLLBACK; BEGIN ISOLATION LEVEL $level; INSERT INTO disclosure.unit (unit_id, name) VALUES ('$u 2', '甲'), ('$u 2', '乙');");
	like($two->{answer}->(), qr/23505: .*已经有这一行/, "$level: two lines of one statement");
	$two->{send}->("ROLLBACK; BEGIN ISOLATION LEVEL $level; INSERT INTO disclosure.unit (unit_id, name) VALUES ('$u', '乙');");
	like($two->{answer}->(), qr/23505: .*已经有这一行/, "$level: a line that was there before");
	$two->{send}->("ROLLBACK;\n\\set VERBOSITY terse");
	$two->{answer}->();
}

$_->{end}->() for ($one, $two);
done_testing();
