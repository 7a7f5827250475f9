#!/bin/bash
# The table of names in docs/runtime.md is complete, and names nothing that is not there.
cd "$(dirname "$0")/../.."
table=$(sed -n "/^## asyncio's names and ours/,/^## Checked/p" docs/runtime.md)
headers=runtime/include/async

say() { # NUMBER SENTENCE PROBLEMS
    [ -z "$3" ] || printf 'not '
    echo "ok $1 - $2"
    [ -z "$3" ] || printf '# %s\n' $3
}

echo 1..2
say 1 "every header but the common base has a row in the table" "$(
    for header in "$headers"/*.h; do
        name=${header##*/}
        [ "$name" = base.h ] || grep -qF "\`$name\`" <<<"$table" || echo "$name"
    done)"
say 2 "every name in the table is declared in its headers" "$(
    grep -oE 'async_[a-z_]+' <<<"$table" | sort -u | while read -r name; do
        grep -rqwE "${name/%_/_\\w+}" "$headers" || echo "$name"
    done)"
