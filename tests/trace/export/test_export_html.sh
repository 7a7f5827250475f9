#!/usr/bin/env bash
# The scripts of the exported page find the same states as the model, going backwards, and say the same of them.
cd "$(dirname "$0")/../../.." || exit 1
: "${BUILD:=build}"
if ! command -v node >/dev/null; then
    echo '1..0 # SKIP no node here (apt-get install nodejs)'
    exit
fi
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
count=0

agrees() { # NAME PROGRAM...: so it is for the program's run, less what it warns of
    local name=$1
    shift
    count=$((count + 1))
    rm -f "$dir/trace.jsonl"
    ASYNC_CLOCK=virtual ASYNC_TRACE="$dir/trace.jsonl" timeout 60 "$@" >"$dir/out" 2>&1
    if sed -i '/"ev":"warning"/d' "$dir/trace.jsonl" &&
        "$BUILD/asynclearn" trace --no-warn all --export "$dir/page.html" "$dir/trace.jsonl" >"$dir/out" 2>&1 &&
        "$BUILD/tests/trace/export/test_export_html" states "$dir/trace.jsonl" >"$dir/model" &&
        node tests/trace/export/page_states.cjs "$dir/page.html" >"$dir/page" 2>"$dir/out" &&
        diff "$dir/model" "$dir/page" >"$dir/out"; then
        echo "ok $count - $name"
    else
        echo "not ok $count - $name"
        head -n 5 "$dir/out" | cut -c 1-400 | sed 's/^/# /'
    fi
}

for seed in 1 2 3 4 5 6; do
    agrees "random program $seed" "$BUILD/tests/trace/export/test_export_html" random $seed
done
for demo in 05-error-handling/cancelling 08-synchronization/lock 09-queues/producer-consumer-queue; do
    agrees "demo $demo" "$BUILD/demos/$demo"
done
for clock in real virtual; do
    agrees "threads, $clock clock" env ASYNC_CLOCK=$clock "$BUILD/demos/10-synchronous-code/to-thread"
done
for case in lock-fifo sem-bounded queue-put-get-block event-set-clear group-waits-for-children as-completed-again wait-modes wait-first-exception-retrieval \
    end-deadlock end-tick-limit timeout-zero-and-past shutdown-main-raises; do
    agrees "case $case" "$BUILD/scenario" tests/oracle/cases/$case.json
done
echo "1..$count"
