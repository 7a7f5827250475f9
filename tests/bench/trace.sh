#!/bin/sh
# What tracing costs. Off: rows of the benchmark with a library that can trace and with one built without
# (-DASYNC_NO_TRACE), in turn, and what the first takes longer. On: the records a second that go to a file.
#
#   tests/bench/trace.sh [BUILD]      BENCH_RUNS=15, BENCH_CORE=last
set -eu
cd "$(dirname "$0")/../.."
build=${1:-build}
out=$build/bench
mkdir -p "$out"
: "${BENCH_RUNS:=15}" "${BENCH_CORE:=$(($(nproc) - 1))}" "${CC:=cc}"
unset ASYNC_TRACE ASYNC_DEBUG
trap 'rm -f "$out/trace.jsonl"' EXIT

program() { # NAME LIBRARY
    $CC -std=c11 -D_GNU_SOURCE -O2 -pthread -Itests/bench -Iruntime/include -o "$out/$1" tests/bench/ours.c "$2" \
        -lev -lm
}
program ours "$build/libasync.a"
program untraced "$build/untraced/libasync.a"

measure() { # PROGRAM ROW: nanoseconds an operation
    taskset -c "$BENCH_CORE" timeout 60 "$out/$1" "$2" </dev/null
}

median() {
    sort -g | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'
}

column() { # NUMBER ROW
    awk -v column="$1" '{ print $column }' "$out/trace-$2" | median
}

# Who comes first changes from run to run; the two of one run are compared with each other.
for row in switch spawn; do : >"$out/trace-$row"; done
for run in $(seq "$BENCH_RUNS"); do
    for row in switch spawn; do
        if [ $((run % 2)) -eq 0 ]; then
            off=$(measure ours $row)
            without=$(measure untraced $row)
        else
            without=$(measure untraced $row)
            off=$(measure ours $row)
        fi
        echo "$off $without" | awk '{ print $1, $2, ($1 / $2 - 1) * 100 }' >>"$out/trace-$row"
    done
    echo "bench: run $run of $BENCH_RUNS done" >&2
done
for row in switch spawn; do
    printf '%-8s tracing off %.2f ns, not built in %.2f ns: it costs %+.2f %% (below 2 is aimed at)\n' \
        "$row" "$(column 1 $row)" "$(column 2 $row)" "$(column 3 $row)"
done

# By the trace's own clock, which stands in each record.
for row in switch spawn; do
    for run in $(seq "$BENCH_RUNS"); do
        ASYNC_TRACE=$out/trace.jsonl measure ours "traced-$row" >/dev/null
        ms=$(tail -n 1 "$out/trace.jsonl" | sed 's/.*"t":\([0-9.]*\).*/\1/')
        wc -l <"$out/trace.jsonl" | awk -v ms="$ms" '{ print $1 / ms / 1000 }'
    done | median | xargs printf '%-8s tracing on: %.2f million events a second to a file (1 is aimed at)\n' "$row"
done
