#!/usr/bin/env bash
# The live view in a real terminal: keys in, screen out.
cd "$(dirname "$0")/../.." || exit 1
. tests/screen/lib.sh

program="$BUILD/tests/trace/test_watch"
live() { # COLUMNS ROWS PROGRAM OPTIONS...: on virtual time, standing still at its first event
    local columns=$1 rows=$2 name=$3
    shift 3
    screen_start "$columns" "$rows" "$BUILD/asynclearn" trace --clock=virtual --speed=0.001 "$@" -- "$program" "$name"
    screen_wait 'event 0 of'
    screen_keys Home
    screen_wait '[paused]'
}

live 80 24 counts
screen_shows 'view begins at the first event' 'loop begins: test_watch, virtual clock'
screen_check 'with the program as title' screen_has ' test_watch   tick 0   0 ms virtual'
screen_keys '>'
screen_shows '> goes to the first tick' 'loop ready queue: counts#1'
screen_check 'the queue is in the loop pane' screen_has 'ready  counts#1'
screen_keys . .
screen_shows '. is one event' 'counts#1 prints: 1'
screen_check 'the running task stands at the line where it goes on' screen_has 'int err = async_sl ▶ counts#1'
screen_check 'its state is told in words' screen_has '▶ counts#1 runs'
screen_check 'output has its tick' screen_has ' tick 1    1'
screen_keys .
screen_shows 'suspended task stands at its line' 'int err = async_sl ○ counts#1'
screen_check 'and waits in words' screen_has '○ counts#1 sleeps until 100 ms'
screen_check 'its timer is there' screen_has '100 ms counts#1  in 100 ms'
screen_keys , ,
screen_shows ', is one event back' 'counts#1 starts'
screen_check 'as if it had not happened' screen_has 'timers none'
screen_keys '>'
screen_wait 'tick 2   100 ms'
screen_keys '>'
screen_shows '> waits for the program to make the tick' 'tick 3   100 ms'
screen_keys '<'
screen_shows '< is a tick back' 'tick 2   100 ms'
screen_check 'also to one that runs no task' screen_has 'loop ready queue: 1 callback'
screen_keys '>'
screen_keys '?'
screen_shows '? helps' 'run or pause: the program too'
screen_keys x
screen_hides 'any key closes the help' 'run or pause: the program too'
screen_keys i
screen_shows 'i says that it unfolds' "timers and the library's own doings show too"
screen_keys i
screen_shows 'and that it folds' "timers and the library's own doings are folded away"
screen_keys , i ,
screen_shows 'i unfolds what the library does' 'loop ready queue: 1 callback'
screen_keys i , . .
screen_hides 'and folds it away again' 'ready queue: 1 callback'
screen_keys +
screen_shows '+ says how fast it plays' 'events a second'
screen_keys + + + + + + + + Space
screen_shows 'space lets it go on to its end' '[ended]'
screen_check 'with all its output' screen_has ' tick 5    3'
screen_check 'and stays' screen_has 'loop ends'
screen_keys Home
screen_shows 'Home is the beginning again' 'loop begins'
screen_resize 120 40
screen_shows 'view follows a resize' '─ Tasks ────────────────────────────────────────────┐'
screen_resize 200 60
screen_shows 'to a large one' 'argc > 1 && i < sizeof(programs)'
screen_resize 20 6
screen_keys End , ? x '<'
screen_resize 80 24
screen_shows 'and back from a tiny one' '─ Output ────'
screen_keys Home Tab PPage PPage PPage PPage PPage PPage PPage PPage PPage PPage
screen_shows 'PgUp is a page up' '│   1 /* Programs that do all the things'
screen_keys NPage
screen_shows 'PgDn a page down' '│  13'
screen_keys q
screen_ends 'q leaves' 0

screen_start 40 12 "$BUILD/asynclearn" trace --clock=virtual --speed=0.001 -- "$program" counts
screen_wait '[playing]'
screen_keys Home '>' . .
screen_shows 'on a small screen the title still says how it stands' ' test_watch   tick 1   [paused]'
screen_check 'and the tasks pane what runs' screen_has '▶ counts#1 runs'
screen_golden small-40x12
screen_keys q
screen_ends 'and it can be left' 0

live 80 24 crashes
screen_keys + + + + + + + + + Space
screen_shows 'crash is told in the view' 'was killed by SIGABRT (Aborted) while crashes#1'
screen_keys q
screen_shows 'and when it was left' 'at programs.h:'
screen_ends 'as a failure' 1

live 80 24 hangs
screen_keys + + + + + + + + + Space
screen_shows 'program that hangs is seen running' '[the program runs]'
screen_shows 'at its line' 'int err = async_sleep(1 ▶ hangs#1'
screen_keys C-c
screen_ends 'Ctrl-C leaves at once' 130

screen_start 80 24 "$BUILD/asynclearn" trace -- "$program" counts
screen_shows 'program on real time is kept up with' '[ended]'
screen_check 'to its last event' screen_has 'loop ends'
screen_keys q
screen_ends 'and left' 0

screen_start 80 24 "$BUILD/asynclearn" trace -- "$program" hangs
screen_wait 'hangs#1 runs'
screen_keys +
screen_shows 'whose speed is its own, as + says' 'the program runs at its own speed'
screen_keys C-c

trace=$(mktemp)
ASYNC_CLOCK=virtual ASYNC_TRACE="$trace" "$program" counts >/dev/null
sed -i '/"until":100/q' "$trace"
screen_start 80 24 "$BUILD/asynclearn" trace --speed=256 "$trace"
screen_shows 'trace that does not come to its end is called cut short' '[cut short]'
screen_check 'which is said in words too' screen_has 'it ends in the middle of the loop'
screen_keys q
screen_ends 'and is no failure' 0
rm -f "$trace"

screen_start 80 24 env LC_ALL=C NO_COLOR=1 "$BUILD/asynclearn" trace --clock=virtual --speed=256 -- "$program" counts
screen_shows 'without UTF-8 and colours all is said too' '+ counts#1 done'
screen_check 'frames are ASCII' screen_has '+- Loop ---'
screen_keys q

screen_start 80 24 "$BUILD/asynclearn" --plain trace --clock=virtual -- "$program" counts
screen_wait 'An empty line is the next event'
screen_keys Enter Enter Enter Enter
screen_shows '--plain is a line an event, when asked for' 'counts#1 starts'
screen_keys 'quit' Enter
screen_ends 'until it is left' 0

screen_start 80 24 "$BUILD/asynclearn" demo basic-asyncio/await --speed=64
screen_shows 'demo has its hint above' 'Watch: '
screen_shows 'and plays by itself' '[ended]'
screen_keys q

screen_start 80 24 "$BUILD/asynclearn" demo coroutines/chaining --broken --speed=1000
screen_shows 'broken demo has the pitfall as its hint' 'Pitfall: "All of it is async, so it overlaps."'
screen_wait '[ended]'
screen_check 'warning stands whole among the output' screen_has 'warning: serve#1 awaited 2 coroutines one after another, in 70 ms; │'
screen_check 'on several lines' screen_has '  at the same time they would have taken 40 ms'
screen_check 'with its place and its lesson' screen_has '  chaining.broken.c:19, lesson basic-patterns/gather'
screen_keys q
screen_shows 'and is told again after the view' '    chaining.broken.c:19, sequential-awaits: asynclearn lesson'

screen_start 80 24 "$BUILD/asynclearn" demo error-handling/task-exceptions --broken --speed=1000
screen_wait '[ended]'
screen_shows 'lesson of a warning is whole, on a second row' 'tick 4      error-handling/task-exceptions '
screen_keys q

screen_start 80 24 "$BUILD/asynclearn" demo common-patterns/background --broken --speed=1000
screen_wait '[ended]'
screen_check 'output below a short timeline has the rest of the screen' screen_has 'warning: nobody awaits deliver#2'
screen_keys h
screen_shows 'h says what happens in it' 'What happens: In tick 4, at 40 ms, the shop is done'
screen_keys x
screen_keys / warning Enter
screen_shows 'event that is longer than a row is wrapped' 'the main task is done  background.broken.c:14'
screen_keys q

screen_start 80 24 "$BUILD/asynclearn" demo synchronization/semaphore --broken --speed=1000
screen_wait '[ended]'
screen_check 'lane of a task that was dropped ends with its loop' screen_has 'ssss–  '
screen_keys Home '>'
screen_shows 'one that runs in the tick of the cursor is no hole in it' '● cloakroom#1   ····▶'
screen_keys q

# What to watch, of a lesson that has much to say.
course=$(mktemp -d)
cp -r tests/course/good/. "$course"
hint='The `first` of many words that do not all have room, one after another and on and on; '
sed -i "s/\"watch\": \"[^\"]*\"/\"watch\": \"$hint$hint$hint$hint$hint$hint$hint$hint$hint and the end.\"/" \
    "$course"/lessons/*/lesson.json
screen_start 80 24 "$BUILD/asynclearn" --course "$course" demo first/one --speed=0.001
screen_shows 'long hint has a third of the screen, without its marks' 'Watch: The first of many'
screen_check 'and says how to see the rest' screen_has '... h shows all of it'
screen_keys h
screen_shows 'h shows it to its end' 'and the end.'
screen_keys x
screen_hides 'until the next key' 'and the end.'
screen_keys 3 4 5
screen_shows 'panes that are opened take their room from it' '─ Output ─'
screen_golden hint-80x24
screen_keys q
rm -rf "$course"
screen_done
