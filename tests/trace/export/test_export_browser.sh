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
cat >"$dir/circle.jsonl" <<END
{"ev":"trace","version":1}
{"ev":"task","task":1,"name":"cook","number":2}
{"ev":"task","task":2,"name":"buy","number":3}
{"ev":"task","task":3,"name":"eat","number":4,"parent":1}
{"ev":"task","task":4,"name":"nobody_has_ever_seen_a_task_of_such_a_name","number":5,"parent":1}
{"ev":"lock","obj":9,"name":"cart","op":"acquire","value":1,"by":2}
{"ev":"lock","obj":8,"name":"till","op":"acquire","value":1,"by":1}
{"ev":"run","task":1}
{"ev":"wait","task":1,"on":"lock","obj":9,"name":"cart","holder":2}
{"ev":"run","task":2}
{"ev":"wait","task":2,"on":"lock","obj":8,"name":"till","holder":1}
{"ev":"tick","tick":2,"ready":[]}
END
"$BUILD/asynclearn" trace --no-warn all --export "$dir/circle.html" "$dir/circle.jsonl" >"$dir/out" 2>&1
"$BUILD/asynclearn" demo understanding/blocking --clock=real --export "$dir/slow.html" >"$dir/out" 2>&1
timeout 100 node tests/trace/export/page_in_browser.cjs "$chromium" "$dir/page.html" "$dir/states" "$dir/warned.html" \
    "$dir/circle.html" "$dir/slow.html"
