#!/usr/bin/env bash
# Breaks every accepted solution of every exercise in each way listed below, one place at a time, and judges
# what comes out: `tests/judge/mutants.sh [EXERCISE...]`. A mutant that passes shows a gap in the exercise, or
# is no mistake at all; the latter are listed in mutants.equal, with the reason.
set -u
cd "$(dirname "$0")/../.."
: "${BUILD:=build}"
exercises=${*:-$(cd quizzes/coding && echo *)}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
code=0

# mutate EXERCISE: one file for each way and place, NAME.WAY.N.c
mutate() {
    perl - "$scratch/$1" quizzes/coding/"$1"/accepted/*.c <<'PERL'
        use strict;
        my ($dir, @files) = @ARGV;
        my @ways = (
            [await_dropped      => qr/async_await\([^;]*?, NULL\)/,              "0"],
            [error_ignored      => qr/if \(err\)\n\s+(?:return err|break);\n/,   ""],
            [error_lost         => qr/return err;/,                              "return 0;"],
            [cancel_swallowed   => qr/== ASYNC_ECANCELED/,                       "== -31999"],
            [cancel_unsent      => qr/async_task_cancel\([^;]*\);/,              ";"],
            [sleep_blocks       => qr/async_sleep\(([^;]*)\);/,                  sub { "(async_block($1), 0);" }],
            [gather_serialised  => qr/async_gather\((\w+), (\w+), NULL\)/,
                sub { "({ int e = 0, x; for (size_t k = 0; k < $2; k++) { x = async_await($1\[k], NULL); e = e ? e : x; } e; })" }],
            [queue_unbounded    => qr/(async_queue_init\([^,]*), room\)/,        sub { "$1, 0)" }],
            [permit_kept        => qr/async_semaphore_release\([^;]*\);/,        ";"],
            [permit_added       => qr/(semaphore_init\([^,]*), limit\)/,         sub { "$1, limit + 1)" }],
            [done_unreported    => qr/async_queue_task_done\([^;]*\);/,          ";"],
            [never_shut_down    => qr/async_queue_shutdown\([^;]*\);/,           ";"],
            [last_left_out      => qr/i < n\b/,                                  "i + 1 < n"],
            [first_left_out     => qr/size_t i = 0; i < n/,                      "size_t i = 1; i < n"],
            [one_try_more       => qr/n == tries/,                               "n > tries"],
            [pause_unchanged    => qr/pause_ms (?:\*|\+)= \w+;/,                 ";"],
            [limit_doubled      => qr/\blimit_ms, (?=&|ring)/,                   "2 * limit_ms, "],
            [memory_kept        => qr/free\(\w+\);/,                             ";"],
        );
        for my $file (@files) {
            open my $in, "<", $file or die $!;
            local $/;
            my $text = <$in>;
            my ($name) = $file =~ m{([^/]+)\.c$};
            for my $way (@ways) {
                my ($what, $pattern, $by) = @$way;
                my $n = 0;
                while ($text =~ /$pattern/g) {
                    my ($from, $to) = ($-[0], $+[0]);
                    my $new = ref $by ? $by->() : $by;
                    open my $out, ">", sprintf("%s/%s.%s.%d.c", $dir, $name, $what, ++$n) or die $!;
                    print $out substr($text, 0, $from), $new, substr($text, $to);
                }
            }
        }
PERL
}

for exercise in $exercises; do
    mkdir "$scratch/$exercise"
    mutate "$exercise"
    total=$(ls "$scratch/$exercise" | wc -l)
    survivors=$("$BUILD/asynclearn" grade "$exercise" "$scratch/$exercise" --json --jobs 2 |
        sed -n 's/.*\/\([^/"]*\)\.c","exercise".*"verdict":"pass".*/\1/p' |
        grep -vxFf <(sed -n "s/^$exercise \([^ ]*\) .*/\1/p" tests/judge/mutants.equal))
    echo "$exercise: $total mutants, $(echo -n "$survivors" | grep -c .) survive"
    [ -z "$survivors" ] && continue
    printf '  %s\n' $survivors
    code=1
done
exit $code
