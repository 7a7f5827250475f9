#!/usr/bin/env bash
# The worked example of docs/teaching.md, as it stands there: a class graded on several machines, of which this
# one plays all.
cd "$(dirname "$0")/../.." || exit 1
: "${BUILD:=build}"
name='the example with GNU parallel grades every file, in order'
echo 1..1
if ! command -v parallel >/dev/null; then
    echo "ok 1 - $name # SKIP GNU parallel is not installed"
    exit 0
fi

class=$(mktemp -d)
trap 'rm -rf "$class"' EXIT
export PATH="$PWD/$BUILD:$PATH" HOME="$class" ASYNCLEARN_HOME="$class/learner"
mkdir "$class/submissions"
cp quizzes/coding/fetch-urls/accepted/gather.c "$class/submissions/ada.c"
cp quizzes/coding/fetch-urls/rejected/sequential.c "$class/submissions/ben.c"
cp tests/judge/cheats/fork.c "$class/submissions/eve.c"
echo 2/: >"$class/machines"

# The block that begins with `parallel`.
awk '/^```/ { inside = 0 } inside || /^parallel / { inside = 1; print }' docs/teaching.md >"$class/example.sh"
(cd "$class" && timeout 100 bash example.sh) 2>"$class/said" </dev/null
verdicts=$(sed 's/.*"file":"\([^"]*\)".*"verdict":"\([^"]*\)".*/\1 \2/' "$class/results.jsonl")
wanted='submissions/ada.c pass
submissions/ben.c slow
submissions/eve.c forbidden'
if [ "$verdicts" = "$wanted" ]; then
    echo "ok 1 - $name"
else
    echo "not ok 1 - $name"
    printf '%s\n' "$verdicts" | sed 's/^/# /'
    sed 's/^/# /' "$class/said"
fi
