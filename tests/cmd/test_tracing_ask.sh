#!/usr/bin/env bash
# The live view at a prompt: questions on stdin, answers on stdout. TAP.
cd "$(dirname "$0")/../.." || exit 1
: "${BUILD:=build}"
count=0 failed=0

# asked NAME TEXT QUESTION...: the last question's answer holds the text.
asked() {
    local name=$1 wanted=$2
    shift 2
    count=$((count + 1))
    if printf '%s\n' "$@" | "$BUILD/asynclearn" --plain trace --trace=live --clock=virtual -- \
        "$BUILD/tests/screen/kitchen" $mode 2>&1 | grep -qF -- "$wanted"; then
        echo "ok $count - $name"
    else
        failed=1
        echo "not ok $count - $name"
    fi
}

mode=
asked 'the next event is a line' 'loop begins: kitchen' next
asked 'an empty line is the next event too' 'loop creates task kitchen#1' '' ''
asked 'back is the event before' 'loop creates task kitchen#1' 'at 1' back
asked 'any tick can be gone to' 'loop ready queue: burn#4' 'at 6'
asked 'also backwards' 'loop ready queue: cook#3' 'at 9' 'at 4'
asked 'one that never comes is the end' 'loop ends' 'at 99'
asked 'a tick needs its number' 'Which tick?' 'at noon'
asked 'tasks are told in words' "cook#3: waits: lock 'cart', held by buy#2" 'at 6' tasks
asked 'why follows the holders' \
    "cook#3 waits on lock 'cart', held by buy#2, which waits on sleep until 40 ms." 'at 6' 'why cook'
asked 'why needs a task that is there' 'There is no task "soup" here' 'at 6' 'why soup'
asked 'run is all to the end' 'kitchen#1 prints: idle: -125' run
asked 'which is said' 'That was the last event.' run
asked 'help lists the words' 'why TASK: what it waits on' help
asked 'an unknown word is said to be' '"dance" is no word that is known here' dance
mode=deadlock
asked 'a deadlock is told as a circle' 'This is a circle' 'at 11' next next next next 'why buy'
echo "1..$count"
exit "$failed"
