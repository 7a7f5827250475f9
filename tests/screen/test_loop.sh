#!/usr/bin/env bash
# The loop pane in a real terminal, beside the source: what comes from outside and from threads, and a tick that
# takes long.
cd "$(dirname "$0")/../.." || exit 1
. tests/screen/lib.sh

dir=$(mktemp -d)
trace=$dir/loop.jsonl
program=$(realpath "$BUILD/asynclearn")
trap 'screen_stop; rm -rf "$dir" "$screen_status"' EXIT
cat >"$dir/loop.c" <<'END'
static int serve(void *arg)
{
    return async_wait_readable(5);
}

static int add(void *arg)
{ // 数える
    struct async_future *sum = async_to_thread(add_up, arg, NULL);
    async_call_later(100, late, NULL);
    spin(250);
    puts("slow");
    return async_await(sum, NULL);
}
END
cat >"$trace" <<'END'
{"ev":"trace","tick":0,"t":0,"version":1,"program":"p","clock":"real"}
{"ev":"task","tick":0,"t":0,"task":1,"name":"serve","number":1,"at":"loop.c:1"}
{"ev":"task","tick":0,"t":0,"task":2,"name":"add","number":2,"at":"loop.c:6"}
{"ev":"tick","tick":1,"t":0,"ready":[{"task":1},{"task":2}]}
{"ev":"run","tick":1,"t":0,"task":1}
{"ev":"wait","tick":1,"t":0,"task":1,"on":"readable","obj":5,"at":"loop.c:3"}
{"ev":"run","tick":1,"t":0,"task":2}
{"ev":"future","tick":1,"t":0,"obj":9,"name":"add_up","op":"created","by":2}
{"ev":"thread","tick":1,"t":0,"obj":9,"name":"add_up","op":"submit","value":0,"by":2,"at":"loop.c:8"}
{"ev":"timer","tick":1,"t":0,"op":"armed","timer":1,"when":100,"by":2,"at":"loop.c:9"}
{"ev":"output","tick":1,"t":250,"task":2,"text":"slow\n"}
{"ev":"wait","tick":1,"t":250,"task":2,"on":"thread","obj":9,"name":"add_up","at":"loop.c:12"}
{"ev":"tick-end","tick":1,"t":250,"ran":2}
{"ev":"thread","tick":2,"t":260,"obj":9,"name":"add_up","op":"done","value":0}
{"ev":"wake","tick":2,"t":260,"task":2}
{"ev":"tick","tick":2,"t":260,"ready":[{"task":2}]}
{"ev":"run","tick":2,"t":260,"task":2}
END

for size in 80x24 120x40; do
    screen_start "${size%x*}" "${size#*x}" env -C "$dir" "$program" trace --speed=0.001 loop.jsonl
    screen_wait 'event 0 of'
    screen_keys Home / s l o w Enter
    screen_shows 'tick that takes long says for how long' 'add#2  ! slow: 250 ms'
    screen_check 'I/O has its waits' screen_has 'I/O    serve#1  descriptor 5'
    screen_check 'threads have their jobs' screen_has 'thread add_up()  for add#2'
    screen_check 'late timer is told to be' screen_has 'add#2  late by 150 ms'
    screen_golden "loop-$size"
    screen_keys .
    screen_shows 'who waits for a thread stands at its line' '○ add#2'
    screen_check 'and who waits for a descriptor at its own' screen_has '○ serve#1│'
    screen_golden "loop-threads-$size"
    screen_keys . .
    screen_shows 'next ready queue is shown between ticks' 'ready  add#2'
    screen_check 'and the job that is back is gone' screen_lacks 'thread '
    screen_check 'between ticks the one before is still said to be slow' screen_has 'before ! slow: 250 ms'
    screen_keys '<' '>'
    screen_shows 'and to those who go from tick to tick' 'before ! slow: 250 ms'
    screen_keys .
    screen_hides 'until this one does something' '! slow'
    screen_keys '<' t
    screen_shows 'timeline marks a slow tick and says so' '! slow tick'
    screen_wait 'event 16 of 17'
    screen_golden "slow-$size"
    screen_keys q
done

# More than the pane has rows for: thirty are ready, each with a timer of its own, and one has two locks.
{
    echo '{"ev":"trace","tick":0,"t":0,"version":1,"program":"p","clock":"real"}'
    ready=
    for i in {1..30}; do
        echo "{\"ev\":\"task\",\"tick\":0,\"t\":0,\"task\":$i,\"name\":\"cook\",\"number\":$i}"
        echo "{\"ev\":\"timer\",\"tick\":0,\"t\":0,\"op\":\"armed\",\"timer\":$i,\"when\":$i,\"by\":$i}"
        ready="$ready,{\"task\":$i}"
    done
    echo '{"ev":"future","tick":0,"t":0,"obj":9,"name":"add_up","op":"created","by":2}'
    echo '{"ev":"thread","tick":0,"t":0,"obj":9,"name":"add_up","op":"submit","value":0,"by":2}'
    for i in 10 11; do
        echo "{\"ev\":\"lock\",\"tick\":0,\"t\":0,\"obj\":$i,\"name\":\"lock_of_the_till_in_the_kitchen_by_the_door\",\"op\":\"acquire\",\"value\":1,\"by\":2}"
    done
    echo "{\"ev\":\"tick\",\"tick\":1,\"t\":0,\"ready\":[${ready#,}]}"
    echo '{"ev":"run","tick":1,"t":0,"task":1}'
} >"$trace"
for size in 80x24 120x40; do
    screen_start "${size%x*}" "${size#*x}" "$BUILD/asynclearn" trace --speed=0.001 "$trace"
    screen_wait 'event 0 of'
    screen_keys Home '>'
    screen_shows 'queue leaves room for what is below it, and counts the rest' 'and 2'
    screen_check 'what is cut before the count is marked' screen_has '…  and 1 more│'
    screen_golden "loop-crowd-$size"
    screen_keys t
    screen_shows 'where the sections have no row their number is told' 'Timeline'
    screen_golden "loop-narrow-$size"
    screen_keys q
done

# A program whose step does not end: what it waits for in there is no await.
screen_start 80 24 "$BUILD/asynclearn" trace -- "$BUILD/tests/trace/test_watch" hangs
screen_shows 'step that does not end says for how long it goes on' 'hangs#1  ! no await: '
screen_keys ,
screen_hides 'at an earlier event it is not said' 'no await'
screen_keys q

# Names that are too long to stand beside each other.
cat >"$trace" <<'END'
{"ev":"trace","tick":0,"t":0,"version":1,"program":"p","clock":"real"}
{"ev":"task","tick":0,"t":0,"task":1,"name":"sell_with_a_long_lock","number":1}
{"ev":"task","tick":0,"t":0,"task":2,"name":"sell_with_a_long_lock","number":2}
{"ev":"task","tick":0,"t":0,"task":3,"name":"sell_with_a_long_lock","number":3}
{"ev":"timer","tick":1,"t":0.111,"op":"armed","timer":1,"when":1000.222,"by":1}
{"ev":"tick","tick":1,"t":0.111,"ready":[{"task":1},{"task":2},{"task":3}]}
{"ev":"end","tick":1,"t":0.111}
END
screen_start 80 24 "$BUILD/asynclearn" trace --speed=0.001 "$trace"
screen_wait 'event 0 of'
screen_keys Home '>'
screen_shows 'queue is wrapped between names' '││ ready  sell_with_a_long_lock#1   │'
screen_check 'to the last of them' screen_has '││        sell_with_a_long_lock#3   │'
screen_check 'no number of a timer is cut' screen_has '││ timers sell_with_a_long_lock#1   │'
screen_keys q

screen_start 80 24 "$BUILD/asynclearn" demo understanding/event-loop-concept --speed=0.001
screen_wait 'event 0 of'
screen_keys Home '>' '>'
screen_wait 'loop ready queue: 1 callback'
screen_keys .
screen_shows 'callback of the program runs' 'runs   phone(), a callback'
screen_keys q
screen_done
