#!/bin/sh
# Runs every test of a build folder, the binaries below BUILD/tests and the tests/**/test_*.sh, and any other
# tests that it is given. All of them speak TAP. Prints what failing ones said in full, and ends with one line,
# `N passed, N failed`. A test program that crashes, hangs or ends early counts as a failure too.
#
#   tests/run.sh [BUILD [TEST...]]     BUILD is where make put the binaries (default: build)
set -eu
cd "$(dirname "$0")/.."
export BUILD="${1:-build}" CMOCKA_MESSAGE_OUTPUT=TAP
[ $# -eq 0 ] || shift
: "${TEST_TIMEOUT_S:=120}" "${TEST_JOBS:=$(nproc)}"
export TEST_TIMEOUT_S TEST_JOBS

{
    find tests -name 'test_*.c' | sed "s|^\(.*\)\.c\$|$BUILD/\1|"
    find tests -name 'test_*.sh'
    [ $# -eq 0 ] || printf '%s\n' "$@"
} | sort | exec perl -MTAP::Harness -MTAP::Parser -e '
    # cmocka says `not ok 2 # SKIP`: a skipped test did not fail.
    my $is_ok = \&TAP::Parser::Result::Test::is_ok;
    no warnings "redefine";
    *TAP::Parser::Result::Test::is_ok = sub { $_[0]->has_skip || $is_ok->($_[0]) };

    my @limit = ("timeout", "--kill-after=5", $ENV{TEST_TIMEOUT_S});
    my $harness = TAP::Harness->new({
        exec  => sub { [@limit, $_[1] =~ /\.sh$/ ? ("bash", $_[1]) : $_[1]] },
        jobs  => $ENV{TEST_JOBS},
        merge => 1,    # what a test says on stderr belongs to its report
    });
    my %said;
    $harness->callback(made_parser => sub {
        my ($parser, $test) = @_;
        $parser->callback(ALL => sub { $said{$test->[0]} .= $_[0]->raw . "\n" });
    });
    chomp(my @tests = <STDIN>);
    my $all = $harness->runtests(@tests);

    my $failed = $all->failed;
    for my $test ($all->descriptions) {
        my ($parser) = $all->parsers($test);
        next unless $parser->has_problems;
        # It died: count the program itself, not only the cases it had failed by then.
        $failed++ if $parser->parse_errors || !$parser->failed;
        print "\n==> $test\n", $said{$test} // "";
        print "stopped after $ENV{TEST_TIMEOUT_S} s\n" if $parser->exit == 124;
    }
    my $skipped = $all->skipped;
    my $passed = $all->passed - $skipped;
    print "$passed passed, $failed failed", $skipped ? ", $skipped skipped" : "", "\n";
    exit($failed || !$passed ? 1 : 0);
'
