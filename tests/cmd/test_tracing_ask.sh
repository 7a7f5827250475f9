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
    if printf '%s\n' "$@" | "$BUILD/asynclearn" --plain ${demo:-trace} --trace=live --clock=virtual \
        ${program:+-- "$program" $mode} 2>&1 | grep -qF -- "$wanted"; then
        echo "ok $count - $name"
    else
        failed=1
        echo "not ok $count - $name"
    fi
}

program=$BUILD/tests/screen/kitchen mode=
asked 'the next event is a line' 'loop begins: kitchen' next
asked 'an empty line is the next event too' 'loop creates task kitchen#1' '' ''
asked 'back is the event before' 'loop creates task kitchen#1' 'at 1' back
asked 'any tick can be gone to' 'loop ready queue: burn#4' 'at 6'
asked 'also backwards' 'loop ready queue: cook#3' 'at 9' 'at 4'
asked 'also one that runs no task' 'tick 5           20 ms  loop ready queue: 1 callback' 'at 5'
asked 'one that never comes is the end' 'loop ends' 'at 99'
asked 'a tick needs its number' 'Which tick?' 'at noon'
asked 'tasks are told in words' "cook#3 (kitchen.c:31): waits: lock 'cart', held by buy#2" 'at 6' tasks
asked 'why follows the holders' \
    "cook#3 waits on lock 'cart', held by buy#2, which sleeps until 40 ms." 'at 6' 'why cook'
asked 'and tells where they all are' 'In the source: cook#3 (kitchen.c:31), buy#2 (kitchen.c:17).' \
    'at 6' 'why cook'
asked 'why needs a task that is there' 'There is no task "soup" here' 'at 6' 'why soup'
asked 'run is all to the end' 'kitchen#1 prints: idle: -125' run
asked 'which is said' 'That was the last event.' run
asked 'an event is found by what it says' "buy#2 acquires lock 'cart'" run 'find LOCK'
asked 'what nobody says is said' 'Nothing that was recorded says "soup".' 'at 3' 'find soup'
asked 'same is the next of its kind' 'loop ready queue: burn#4' 'at 4' same
asked 'loop tells what runs' 'Tick 2, 0 ms: buy#2 runs.' 'at 2' next loop
asked 'and who is ready' 'Ready: cook#3, burn#4, idle#5.' 'at 2' next loop
asked 'and what timers there are' 'Timer at 40 ms, in 20 ms: buy#2.' 'at 6' loop
asked 'digest is for those of whom somebody says what happens' 'Nobody said what happens here.' digest
asked 'unfold makes timers events' 'timer fired' 'at 6' unfold back back back back
asked 'a file must say what it is' 'its name must end in .json, .html, .svg or .cast.' 'export run.txt'
asked 'where it cannot be written is said' 'cannot write this file' 'export /nowhere/run.svg'
asked 'help lists the words' 'why TASK: what it waits on' help
asked 'an unknown word is said to be' '"dance" is no word that is known here. These are: next, back, at, run,' dance
asked 'the first letter of a word will do' 'loop begins: kitchen' n
asked 'a misspelt one is recognised' 'did you mean "tasks"?' taks
mode=deadlock
asked 'a deadlock is told as a circle' 'This is a circle' 'at 11' next next 'why buy'
asked 'with every place once' 'In the source: cook#3 (kitchen.c:31), buy#2 (kitchen.c:19).' 'at 11' next next 'why cook'
asked 'and is drawn' '┌─▶ cook#3 waits on lock' 'at 11' next next 'why cook'
asked 'and as one that was, when the loop is closed' 'This was a circle' run 'why buy'
program=$BUILD/demos/01-understanding/event-loop-concept mode=
asked 'a callback of the program runs' 'Tick 2, 0 ms: the callback phone() runs.' 'at 2' next loop

# leaves NAME LINE...: nothing that comes behind these lines is answered.
leaves() {
    local name=$1
    shift
    count=$((count + 1))
    if printf '%s\n' "$@" soup | "$BUILD/asynclearn" --plain trace --trace=live --clock=virtual -- \
        "$BUILD/tests/screen/kitchen" 2>&1 | grep -qF soup; then
        failed=1
        echo "not ok $count - $name"
    else
        echo "ok $count - $name"
    fi
}

program= demo='demo common-patterns/background --broken'
asked 'broken demo says what the pitfall is' 'Pitfall: `asyncio.create_task(save())` as a line of its own.' quit
asked 'and is told in short' 'In tick 4, at 40 ms, the shop is done' digest

leaves 'quit leaves' quit
leaves 'and so does q' next q
echo "1..$count"
exit "$failed"
