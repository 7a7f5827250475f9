"""Goal: a semaphore lets so many in at once; who comes out lets the next one in."""
import asyncio
import time

start = time.monotonic()
desks = asyncio.Semaphore(2)


def say(name, what):
    print(f"{name}: {what} at {round((time.monotonic() - start) * 1000)} ms")


# cut: hand_in
async def hand_in(name, delay):
    async with desks:
        say(name, "served")
        await asyncio.sleep(delay)
        say(name, "done")
# end


async def cloakroom():
    await asyncio.gather(
        hand_in("Ann", 0.03), hand_in("Bob", 0.01), hand_in("Cy", 0.01), hand_in("Dee", 0.02))


asyncio.run(cloakroom())
