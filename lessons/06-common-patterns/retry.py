"""Goal: try again after a pause that doubles, and never retry a cancellation."""
import asyncio
import time

calls = 0
start = time.monotonic()


def say(line):
    print(f"{line} at {round((time.monotonic() - start) * 1000)} ms")


async def dial():
    global calls
    await asyncio.sleep(0.01)
    calls += 1
    say("engaged" if calls < 4 else "connected")
    if calls < 4:
        raise ConnectionRefusedError


# cut: phone
async def phone():
    pause = 0.02
    for attempt in range(1, 6):
        try:
            return await dial()
        except ConnectionRefusedError:
            if attempt == 5:
                raise
        await asyncio.sleep(pause)
        pause *= 2
# end


async def read_paper():
    for page in range(2):
        await asyncio.sleep(0.06)
        say("page read")


async def evening():
    await asyncio.gather(phone(), read_paper())


asyncio.run(evening())
