#!/bin/bash
# docs/runtime.md: its table of names is complete, and it names nothing that is not there.
cd "$(dirname "$0")/../.."
table=$(sed -n "/^## asyncio's names and ours/,/^## Checked/p" docs/runtime.md)
headers=runtime/include/async

say() { # NUMBER SENTENCE PROBLEMS
    [ -z "$3" ] || printf 'not '
    echo "ok $1 - $2"
    [ -z "$3" ] || printf '# %s\n' $3
}

echo 1..3
say 1 "every header but the common base has a row in the table" "$(
    for header in "$headers"/*.h; do
        name=${header##*/}
        [ "$name" = base.h ] || grep -qF "\`$name\`" <<<"$table" || echo "$name"
    done)"
say 2 "every name in the table is declared in its headers" "$(
    grep -oE 'async_[a-z_]+' <<<"$table" | sort -u | while read -r name; do
        grep -rqwE "${name/%_/_\\w+}" "$headers" || echo "$name"
    done)"
say 3 "every file of the runtime that the page names is there" "$(
    grep -oE '`[a-z0-9_]+\.[cS]`' docs/runtime.md | tr -d '`' | sort -u | while read -r name; do
        [ -e "runtime/$name" ] || echo "$name"
    done)"
