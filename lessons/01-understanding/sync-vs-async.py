"""Goal: the same three waits one after another, with three threads, and on one loop."""
import asyncio
import time

MENU = [("tea", 30), ("toast", 20), ("egg", 10)]
start = time.monotonic()


def say(way, dish):
    print(f"{way}: {dish} at {round((time.monotonic() - start) * 1000)} ms")


# cut: thread
async def in_thread(dish, ms):
    await asyncio.to_thread(time.sleep, ms / 1000)
    say("threads", dish)
# end


# cut: loop
async def on_loop(dish, ms):
    await asyncio.sleep(ms / 1000)
    say("loop", dish)
# end


async def breakfast():
    global start
    # cut: row
    for dish, ms in MENU:
        time.sleep(ms / 1000)
        say("in a row", dish)
    # end
    start = time.monotonic()
    await asyncio.gather(*(in_thread(dish, ms) for dish, ms in MENU))
    start = time.monotonic()
    await asyncio.gather(*(on_loop(dish, ms) for dish, ms in MENU))


asyncio.run(breakfast())
