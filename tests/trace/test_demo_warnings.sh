#!/usr/bin/env bash
# What the course's own programs are warned of: no false alarms, and each broken one gives its own warning.
cd "$(dirname "$0")/../.." || exit 1
: "${BUILD:=build}"
unset ASYNCLEARN_NO_WARN
trace=$(mktemp) got=$(mktemp) want=$(mktemp)
trap 'rm -f "$trace" "$got" "$want"' EXIT

warnings() { # PROGRAM: the ids of its warnings, in a row
    ASYNC_CLOCK=virtual ASYNC_TRACE=$trace timeout 60 "$1" >/dev/null 2>&1 </dev/null
    timeout 60 "$BUILD/asynclearn" trace --trace=off "$trace" 2>&1 >/dev/null |
        sed -n 's/^    \(.*, \)\{0,1\}\([a-z-]*\)\(:.*\)\{0,1\}$/\2/p' | sort -u | paste -sd ' '
}

for source in lessons/*/*.c; do
    name=${source#lessons/} name=${name%.c}
    ids=$(warnings "$BUILD/demos/$name")
    [ -z "$ids" ] || echo "$name: $ids"
done >"$got"

cat >"$want" <<'END'
01-understanding/blocking: slow
01-understanding/concurrency-vs-parallelism.broken: slow
01-understanding/event-loop-concept.broken: slow
01-understanding/sync-vs-async.broken: sequential-awaits
02-basic-asyncio/async-def.broken: never-awaited
02-basic-asyncio/await.broken: never-awaited
02-basic-asyncio/run.broken: never-awaited
02-basic-asyncio/run: forgotten-task
03-coroutines/chaining.broken: sequential-awaits
03-coroutines/objects: never-awaited
04-basic-patterns/gather.broken: sequential-awaits
04-basic-patterns/sequential.broken: sequential-awaits
04-basic-patterns/waiting.broken: never-retrieved
05-error-handling/cancelling.broken: swallowed-cancel
05-error-handling/exceptions.broken: swallowed-cancel
05-error-handling/task-exceptions.broken: never-retrieved
05-error-handling/wait-for.broken: slow
06-common-patterns/background.broken: forgotten-task
06-common-patterns/producer-consumer.broken: growing-queue
06-common-patterns/retry.broken: swallowed-cancel
07-tasks-and-futures/future-objects.broken: deadlock
07-tasks-and-futures/task-groups.broken: unhandled
08-synchronization/lock.broken: lock-across-await
08-synchronization/semaphore.broken: deadlock
09-queues/producer-consumer-queue.broken: deadlock
END
sort -o "$got" "$got"
sort -o "$want" "$want"
if diff "$want" "$got" >&2; then
    echo 'ok 1 - the demos give the warnings that they are about, and no others'
else
    echo 'not ok 1 - the demos give the warnings that they are about, and no others'
fi
echo 1..1
