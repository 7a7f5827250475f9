#!/bin/bash
# Python twins with executors, on the virtual clock: each program prints when what happened.
cd "$(dirname "$0")/../.."
if ! command -v python3 >/dev/null; then
    echo '1..0 # SKIP python3 is not installed'
    exit 0
fi
program=$(mktemp --suffix=.py)
trap 'rm -f "$program"' EXIT
count=0

# expect NAME WANTED: the program on standard input prints the lines WANTED.
expect() {
    local got verdict='ok'
    {
        cat <<'PYTHON'
import asyncio, time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def say(what):
    print(what, "at", round(time.monotonic() * 1000))


def nap(ms):
    time.sleep(ms / 1000)
    return ms


def count(n):
    return sum(range(n))


PYTHON
        cat
        echo 'asyncio.run(main())'
    } >"$program"
    got=$(timeout 20 python3 -W ignore src/course/virtual_time.py "$program" 2>&1)
    [ "$got" = "$2" ] || verdict='not ok'
    echo "$verdict $((++count)) - $1"
    [ "$verdict" = ok ] || printf 'wanted:\n%s\ngot:\n%s\n' "$2" "$got" | sed 's/^/# /'
}

expect 'a thread that sleeps lets the clock pass for everybody' 'lamp at 20
lamp at 40
thread at 50' <<'PYTHON'
async def lamp():
    for _ in range(2):
        await asyncio.sleep(0.02)
        say("lamp")

async def thread():
    await asyncio.to_thread(nap, 50)
    say("thread")

async def main():
    await asyncio.gather(lamp(), thread())
PYTHON

expect 'a thread that works holds the clock still' 'thread at 0
timer at 10' <<'PYTHON'
async def thread():
    await asyncio.to_thread(count, 1_000_000)
    say("thread")

async def timer():
    await asyncio.sleep(0.01)
    say("timer")

async def main():
    await asyncio.gather(timer(), thread())
PYTHON

expect 'a process that works holds the clock still' 'process at 0
timer at 10' <<'PYTHON'
async def process():
    with ProcessPoolExecutor(1) as pool:
        await asyncio.get_running_loop().run_in_executor(pool, count, 1000)
        say("process")

async def timer():
    await asyncio.sleep(0.01)
    say("timer")

async def main():
    await asyncio.gather(timer(), process())
PYTHON

expect 'jobs wait for a thread of the pool to be free' '10 at 10
20 at 30
40 at 40' <<'PYTHON'
async def job(pool, ms):
    say(await asyncio.get_running_loop().run_in_executor(pool, nap, ms))

async def main():
    with ThreadPoolExecutor(2) as pool:
        await asyncio.gather(job(pool, 40), job(pool, 10), job(pool, 20))
PYTHON

expect 'a thread that nobody waits for any more does not hold up the end' 'timeout at 10' <<'PYTHON'
async def main():
    try:
        await asyncio.wait_for(asyncio.to_thread(nap, 10_000), 0.01)
    except asyncio.TimeoutError:
        say("timeout")
PYTHON

expect 'a pool can be closed while a thread of it sleeps' 'timeout at 10
closed at 10' <<'PYTHON'
async def main():
    with ThreadPoolExecutor(1) as pool:
        try:
            work = asyncio.get_running_loop().run_in_executor(pool, nap, 10_000)
            await asyncio.wait_for(work, 0.01)
        except asyncio.TimeoutError:
            say("timeout")
    say("closed")
PYTHON
echo "1..$count"
