"""Goal: an event is a door: open, it stays open; shut, one waits in front of it."""
import asyncio
import time

start = time.monotonic()
doors = asyncio.Event()


# cut: guest
async def guest(name, comes):
    await asyncio.sleep(comes)
    await doors.wait()
    print(f"{name}: in at {round((time.monotonic() - start) * 1000)} ms")
# end


# cut: usher
async def usher():
    await asyncio.sleep(0.03)
    doors.set()
    await asyncio.sleep(0.02)
    doors.clear()
    await asyncio.sleep(0.05)
    doors.set()
# end


async def theatre():
    await asyncio.gather(
        usher(), guest("Ann", 0), guest("Bob", 0.02), guest("Cy", 0.04), guest("Dee", 0.06))


asyncio.run(theatre())
