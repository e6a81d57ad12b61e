#!/usr/bin/perl
# Random tables of requests for bench/suppress-oracle.
#	bench/suppress_cases.pl CASES SEED REPORTS OF ONE FORM AFTER THE OTHER
# Prints JSON: a line { form => [ relations, each { path => factor } ] }, then a line [ form, { path => number } ] for each report.
use strict;
use warnings;
use File::Basename;
use File::Spec;
use JSON::PP;

require(File::Spec->rel2abs(dirname(__FILE__)) . '/repair_cases.pl');

my ($cases, $seed, $of_one_form) = @ARGV;
my $json = JSON::PP->new->canonical;

# How many requests, how they spread over the columns and rows, and how many are still open, all vary.
sub make_report
{
	my $form = shift;
	my %cell;
	my @leaves = RepairCases::outcomes($form);
	my $largest = RepairCases::pick(3, 8, 30, 200);
	my @share = map { RepairCases::pick(0, 3, 15, 50) } @RepairCases::applicants;
	$share[0] = RepairCases::pick(30, 60, 90);
	foreach my $i (0 .. $#share)
	{
		my $column = $RepairCases::applicants[$i];
		my $draw = sub { return RepairCases::random(100) < $share[$i] ? RepairCases::random($i ? 1 + $largest / 4 : 1 + $largest) : 0; };
		my $processed = 0;
		$processed += $cell{"requests.$_.$column"} = $draw->() foreach @leaves;
		my $open = $draw->();
		my $before = $draw->();
		$before = $processed + $open if $before > $processed + $open;
		$cell{"requests.processed.$column"} = $processed;
		$cell{"requests.carried_out.$column"} = $open;
		$cell{"requests.carried_in.$column"} = $before;
		$cell{"requests.received.$column"} = $processed + $open - $before;
	}
	foreach my $row (@leaves, qw(processed carried_out carried_in received))
	{
		my $total = 0;
		$total += $cell{"requests.$row.$_"} foreach @RepairCases::applicants;
		$cell{"requests.$row.total"} = $total;
	}
	return \%cell;
}

RepairCases::seed($seed);
print $json->encode({ map { my $form = $_; ($form => [ map { $_->[1] } grep { $_->[0] eq 'requests' } RepairCases::equations($form) ]) } 2019, 2021 }), "\n";
foreach my $i (0 .. $cases - 1)
{
	my $form = int($i / $of_one_form) % 3 ? 2021 : 2019;
	print $json->encode([ $form, make_report($form) ]), "\n";
}
