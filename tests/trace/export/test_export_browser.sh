#!/usr/bin/env bash
# The exported page in a headless browser.
cd "$(dirname "$0")/../../.." || exit 1
: "${BUILD:=build}"
. tests/trace/export/browser.sh
needs_browser playwright-core
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
unset ASYNC_TRACE
"$BUILD/asynclearn" demo basic-patterns/gather --export "$dir/page.html" >"$dir/out" 2>&1
"$BUILD/asynclearn" demo basic-patterns/gather --trace=jsonl >"$dir/trace.jsonl"
"$BUILD/tests/trace/export/test_export_html" states "$dir/trace.jsonl" >"$dir/states"
"$BUILD/asynclearn" demo synchronization/semaphore --broken --export "$dir/warned.html" >"$dir/out" 2>&1
timeout 100 node tests/trace/export/page_in_browser.cjs "$chromium" "$dir/page.html" "$dir/states" "$dir/warned.html"
