#!/usr/bin/env bash
# What docs/teaching.md promises: a run that was killed goes on; and its worked example as it stands there, a class
# graded on several machines, of which this one plays all.
cd "$(dirname "$0")/../.." || exit 1
: "${BUILD:=build}"
echo 1..2

class=$(mktemp -d)
trap 'rm -rf "$class"' EXIT
export PATH="$PWD/$BUILD:$PATH" HOME="$class" ASYNCLEARN_HOME="$class/learner"
mkdir "$class/submissions"
cp quizzes/coding/fetch-urls/accepted/gather.c "$class/submissions/ada.c"
cp quizzes/coding/fetch-urls/rejected/sequential.c "$class/submissions/ben.c"
cp tests/judge/cheats/fork.c "$class/submissions/eve.c"
echo 2/: >"$class/machines"

# ---- A run that is killed ----

name='a killed run goes on where it stopped'
grade=(asynclearn grade fetch-urls "$class/submissions" --json --quick --resume "$class/kept.jsonl")
mkfifo "$class/results"
"${grade[@]}" >"$class/results" &
grading=$!
disown
read -r _ <"$class/results" # and nobody reads on: the first result is there
kill -9 "$grading"
kept=$(wc -l <"$class/kept.jsonl")
"${grade[@]}" >"$class/all.jsonl" 2>"$class/said"
if grep -q "^asynclearn: [1-9] of 3 submissions were judged before" "$class/said" && [ "$kept" -ge 1 ] &&
    [ "$(sed 's/.*"verdict":"\([^"]*\)".*/\1/' "$class/all.jsonl" | xargs)" = 'pass slow forbidden' ]; then
    echo "ok 1 - $name"
else
    echo "not ok 1 - $name"
    sed 's/^/# /' "$class/said" "$class/all.jsonl"
fi

# ---- On many machines ----

name='the example with GNU parallel grades every file, in order'
if ! command -v parallel >/dev/null; then
    echo "ok 2 - $name # SKIP GNU parallel is not installed"
    exit 0
fi

# The block that begins with `parallel`.
awk '/^```/ { inside = 0 } inside || /^parallel / { inside = 1; print }' docs/teaching.md >"$class/example.sh"
(cd "$class" && timeout 100 bash example.sh) 2>"$class/said" </dev/null
verdicts=$(sed 's/.*"file":"\([^"]*\)".*"verdict":"\([^"]*\)".*/\1 \2/' "$class/results.jsonl")
wanted='submissions/ada.c pass
submissions/ben.c slow
submissions/eve.c forbidden'
if [ "$verdicts" = "$wanted" ]; then
    echo "ok 2 - $name"
else
    echo "not ok 2 - $name"
    printf '%s\n' "$verdicts" | sed 's/^/# /'
    sed 's/^/# /' "$class/said"
fi
