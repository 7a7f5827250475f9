#!/bin/sh
# Our benchmark beside its peers: every program runs every row it knows, in turn, several times over, on one
# core. table.pl shows the medians beside what was aimed at. Five runs take about six minutes.
#
#   tests/bench/run.sh [BUILD] [ROW...]      BENCH_RUNS=5, BENCH_CORE=last
set -eu
cd "$(dirname "$0")/../.."
build=${1:-build}
[ $# -eq 0 ] || shift
out=$build/bench
mkdir -p "$out"
: "${BENCH_RUNS:=5}" "${BENCH_CORE:=$(($(nproc) - 1))}" "${CC:=cc}"
flags="-std=c11 -D_GNU_SOURCE -O2 -pthread -Itests/bench"

# Builds what there are libraries for, and names what is missing.
programs=
missing=
have() { # NAME COMMAND: a program to run
    programs="$programs$1=$2
"
}
$CC $flags -o "$out/load" tests/bench/load.c
$CC $flags -o "$out/start" tests/bench/start.c
export BENCH_LOAD="$out/load" BENCH_LOAD_CORE=$(((BENCH_CORE + 1) % $(nproc)))
$CC $flags -Iruntime/include -o "$out/ours" tests/bench/ours.c "$build/libasync.a" -lev -lm
have ours "$out/ours"
if $CC $flags -o "$out/libev" tests/bench/libev.c -lev 2>/dev/null; then have libev "$out/libev"; else missing="$missing libev-dev"; fi
if $CC $flags -o "$out/uv" tests/bench/uv.c -luv 2>/dev/null; then have libuv "$out/uv"; else missing="$missing libuv1-dev"; fi
if $CC $flags -o "$out/st" tests/bench/st.c -lst 2>/dev/null; then have st "$out/st"; else missing="$missing libst-dev"; fi
if command -v go >/dev/null && go build -o "$out/go" tests/bench/go.go; then have go "$out/go"; else missing="$missing golang-go"; fi
if command -v node >/dev/null; then have node "node tests/bench/node.mjs"; else missing="$missing nodejs"; fi
python=$(command -v /usr/bin/python3 || command -v python3 || true)
if [ -n "$python" ]; then have asyncio "$python tests/bench/python.py"; else missing="$missing python3"; fi
if [ -n "$python" ] && $python -c 'import uvloop' 2>/dev/null; then
    have uvloop "env UVLOOP=1 $python tests/bench/python.py"
else
    missing="$missing python3-uvloop"
fi
[ $# -gt 0 ] || set -- switch ring spawn gather-cold gather-warm park queue lock lock-contended \
    timeout-ready timeout-blocked echo-50 echo-500 thread-1 thread-64 start
results=$out/results
: >"$results"

# A host may take back the memory that a program of its guest leaves free. Who touches it next waits for the
# host, several times as long as for the guest: that would be whoever comes first, and the rows would tell
# who that is. So the host is asked to leave us our memory meanwhile, and all of it is touched once.
reporting=/sys/module/page_reporting/parameters/page_reporting_order
if [ -r $reporting ]; then
    order=$(cat $reporting)
    trap 'echo "$order" >$reporting' EXIT
    trap 'exit 130' INT TERM
    if (echo 11 >$reporting) 2>/dev/null; then
        taskset -c "$BENCH_CORE" "$out/ours" park >"$out/warm" || true
    else
        trap - EXIT
        echo "bench: the host takes free memory back (root could ask it not to):" \
            "rows of many tasks depend on who comes first" >&2
    fi
fi
note() { # ROW NAME VALUES: one value, or of `park` the time and the memory
    case $1 in
    park) echo "park-time $2 $3" && echo "park-kib $2 $4" ;;
    *) echo "$1 $2 $3" ;;
    esac >>"$results"
}
for run in $(seq "$BENCH_RUNS"); do
    for row in "$@"; do
        printf '%s' "$programs" | while IFS='=' read -r name command; do
            [ "$row" != start ] || command="$out/start $command"
            status=0
            values=$(taskset -c "$BENCH_CORE" timeout 60 $command "$row" </dev/null) || status=$?
            case $status in
            0) note "$row" "$name" $values ;;
            2) ;; # it has no such row
            *) echo "bench: $name fails in row $row (status $status)" >&2 ;;
            esac
        done
    done
    echo "bench: run $run of $BENCH_RUNS done" >&2
done
[ -z "$missing" ] || echo "missing peers:$missing (make bench-deps installs them)"
perl tests/bench/table.pl "$results"
