"""The same work on asyncio; with UVLOOP set, on uvloop. Less of it, for it takes longer; the result is per item."""
import asyncio
import os
import sys
import time

SWITCHES, SPAWNS, ITEMS, LOCKS, LOCK_ROUNDS = 100000, 50000, 100000, 300000, 50000
SLEEPERS, SLEEP_MS = 100000, 10


def per(began, n):
    print(f"{(time.perf_counter_ns() - began) / n:.3f}")


async def give_way(rounds):
    for _ in range(rounds):
        await asyncio.sleep(0)


async def yields(tasks, rounds):
    began = time.perf_counter_ns()
    await asyncio.gather(*(give_way(rounds) for _ in range(tasks)))
    per(began, tasks * rounds)


async def nothing():
    pass


async def spawn():
    began = time.perf_counter_ns()
    for _ in range(SPAWNS):
        await asyncio.create_task(nothing())
    per(began, SPAWNS)


async def wave():
    began = time.perf_counter_ns()
    await asyncio.gather(*(asyncio.sleep(SLEEP_MS / 1000) for _ in range(SLEEPERS)))
    return (time.perf_counter_ns() - began) / SLEEPERS


async def gather(waves):
    for _ in range(waves):
        took = await wave()
    print(f"{took:.3f}")


async def produce(queue):
    for item in range(ITEMS):
        await queue.put(item)


async def queue():
    items = asyncio.Queue(64)
    began = time.perf_counter_ns()
    producer = asyncio.create_task(produce(items))
    for _ in range(ITEMS):
        await items.get()
    await producer
    per(began, ITEMS)


async def lock():
    one = asyncio.Lock()
    began = time.perf_counter_ns()
    for _ in range(LOCKS):
        async with one:
            pass
    per(began, LOCKS)


async def hold(one):
    for _ in range(LOCK_ROUNDS):
        async with one:
            await asyncio.sleep(0)


async def lock_contended():
    one = asyncio.Lock()
    began = time.perf_counter_ns()
    await asyncio.gather(hold(one), hold(one))
    per(began, 2 * LOCK_ROUNDS)


ROWS = {
    "switch": lambda: yields(2, SWITCHES),
    "ring": lambda: yields(1000, 200),
    "spawn": spawn,
    "gather-cold": lambda: gather(1),
    "gather-warm": lambda: gather(2),
    "queue": queue,
    "lock": lock,
    "lock-contended": lock_contended,
    "start": nothing,
}

if sys.argv[1] not in ROWS:
    sys.exit(2)
if os.environ.get("UVLOOP"):
    import uvloop
    uvloop.install()
asyncio.run(ROWS[sys.argv[1]]())
