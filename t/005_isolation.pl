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
			$harness->pump until $out =~ /^$mark$/m && $err =~ /^$mark$/m;
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
			like("$first$second", qr/refused for|could not serialize/, "$case: by the gate, or for its snapshot");
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
like($two->{answer}->(), qr/refused for 2 findings/, 'the successor is refused');

# two years corrected in one transaction
$node->safe_psql('postgres', q{INSERT INTO disclosure.report (unit_id, year, status, figures)
	VALUES ('u110', 2023, 'submitted', carrying(0, 3)), ('u110', 2024, 'submitted', carrying(3, 0))});
my ($ok, $out, $err) = $node->psql('postgres', q{BEGIN;
	UPDATE disclosure.report SET figures = carrying(0, 4) WHERE unit_id = 'u110' AND year = 2023;});
like($err, qr/refused for 1 finding/, 'a correction that breaks the next year is refused at once');
$node->safe_psql('postgres', q{BEGIN; SET CONSTRAINTS disclosure.report_gate DEFERRED;
	UPDATE disclosure.report SET figures = carrying(0, 4) WHERE unit_id = 'u110' AND year = 2023;
	SET LOCAL disclosure.reason = '更正'; UPDATE disclosure.report SET figures = carrying(4, 0) WHERE unit_id = 'u110' AND year = 2024; COMMIT});
is($node->safe_psql('postgres', sprintf($broken, 'u110')), '0', 'deferred, both are corrected');
(undef, $out, $err) = $node->psql('postgres', q{BEGIN; SET CONSTRAINTS disclosure.report_gate DEFERRED;
	UPDATE disclosure.report SET figures = carrying(0, 5) WHERE unit_id = 'u110' AND year = 2023; COMMIT});
like($err, qr/refused for 1 finding/, 'deferred, a broken rule is refused at the end');
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
like($two->{answer}->(), qr/would be above itself/, 'and is refused');

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

$_->{end}->() for ($one, $two);
done_testing();
