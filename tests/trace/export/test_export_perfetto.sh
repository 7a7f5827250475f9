#!/usr/bin/env bash
# What Perfetto makes of exported traces, told by perfetto.py. Needs any python3.
cd "$(dirname "$0")/../../.." || exit 1
: "${BUILD:=build}"
unset ASYNC_TRACE ASYNC_CLOCK
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
. tests/tap.sh
said=("$dir/said")

record() { # NAME PROGRAM...: its trace
    ASYNC_TRACE="$dir/$1.jsonl" timeout 60 "${@:2}" >"$dir/said" 2>&1 </dev/null
}

export_all() { # TRACE.jsonl...: each to a .json
    local trace
    for trace; do
        timeout 60 "$BUILD/asynclearn" trace --trace=off --no-warn all --export "${trace%l}" "$trace" \
            >"$dir/said" 2>&1 || return
    done
}

as_meant() { # TRACE.jsonl...: all are shown as they are meant
    export_all "$@" && python3 tests/trace/export/perfetto.py "${@/%jsonl/json}" >"$dir/said" 2>&1
}

for source in lessons/*/*.c; do
    name=$(basename "$source" .c)
    ASYNC_CLOCK=virtual record "demo-$name" "$BUILD/demos/${source:8:-2}"
done
as_meant "$dir"/demo-*.jsonl
result 'every demo is shown as it is meant'
record real "$BUILD/demos/10-synchronous-code/run-in-executor"
as_meant "$dir/real.jsonl"
result 'threads on the real clock are'
for seed in 1 2 3 4 5 6 7 8 9 10; do
    ASYNC_CLOCK=virtual record "random-$seed" "$BUILD/tests/trace/export/test_export_html" random $seed
done
as_meant "$dir"/random-*.jsonl
result 'whatever programs do is'
for lines in $(seq 1 5 "$(wc -l <"$dir/demo-cancelling.jsonl")"); do
    head -n "$lines" "$dir/demo-cancelling.jsonl" >"$dir/cut-$lines.jsonl"
done
as_meant "$dir"/cut-*.jsonl
result 'trace that was cut short is'

faulty() { # SENTENCE EVENTS: it is found where thread 1 does nothing but run
    cat >"$dir/faulty.json" <<END
{"traceEvents":[{"ph":"M","name":"thread_name","pid":1,"tid":1,"args":{"name":"loop"}},
{"ph":"M","name":"thread_sort_index","pid":1,"tid":1,"args":{"sort_index":0}},
{"ph":"X","name":"runs","pid":1,"tid":1,"ts":5,"dur":5},$2]}
END
    ! python3 tests/trace/export/perfetto.py "$dir/faulty.json" >"$dir/said" 2>&1 &&
        grep -q "$1" "$dir/said"
    result "fault is found: $1"
}

flow='"name":"wakes","cat":"wake","id":1,"pid":1,"tid":1'
mark='"ph":"i","s":"t","name":"mark","pid":1,"tid":1'
faulty 'is not taken' '{"ph":"X","name":"no width","pid":1,"tid":1,"ts":12,"dur":0}'
faulty 'is not taken' '{"ph":"X","name":"idle","pid":1,"tid":0,"ts":5,"dur":5}'
faulty 'outlasts the slice' '{"ph":"X","name":"waits","pid":1,"tid":1,"ts":8,"dur":5}'
faulty 'is in no slice' "{\"ph\":\"s\",$flow,\"ts\":12}"
faulty 'is in no slice' "{$mark,\"ts\":6},{\"ph\":\"s\",$flow,\"ts\":7}"
faulty 'did not begin' "{\"ph\":\"f\",\"bp\":\"e\",$flow,\"ts\":5}"
faulty 'second arrow' "{\"ph\":\"s\",$flow,\"ts\":5},{\"ph\":\"s\",$flow,\"ts\":6}"
faulty 'leads back in time' \
    "{\"ph\":\"s\",$flow,\"ts\":6},{$mark,\"ts\":7},{\"ph\":\"f\",\"bp\":\"e\",$flow,\"ts\":7}"
faulty 'a slice that began before' "{\"ph\":\"s\",$flow,\"ts\":5},{\"ph\":\"f\",\"bp\":\"e\",$flow,\"ts\":8}"
faulty 'which hides it' "{$mark,\"ts\":5}"
faulty 'has no name' '{"ph":"X","name":"runs","pid":1,"tid":2,"ts":12,"dur":5}'
faulty 'threads come in the order' '{"ph":"M","name":"thread_sort_index","pid":1,"tid":3,"args":{"sort_index":1}},
{"ph":"M","name":"thread_sort_index","pid":1,"tid":2,"args":{"sort_index":2}}'
echo "1..$count"
