"""Goal: three people wait for the same boats, and each of them for something else."""
import asyncio
import time

start = time.monotonic()


# cut: row
async def row(ms, sinks):
    await asyncio.sleep(ms / 1000)
    if sinks:
        raise ValueError("sunk")
# end


# cut: watch
POSTS = [
    ("harbour closes", asyncio.ALL_COMPLETED),
    ("lifeboat starts", asyncio.FIRST_EXCEPTION),
    ("judge waves", asyncio.FIRST_COMPLETED),
]


async def watch(boats, name, when):
    await asyncio.wait(boats, return_when=when)
    print(f"{name} at {round((time.monotonic() - start) * 1000)} ms")
# end


async def regatta():
    crews = [(40, False), (20, True), (10, False)]
    boats = [asyncio.create_task(row(*crew)) for crew in crews]
    await asyncio.gather(*[watch(boats, *post) for post in POSTS])


asyncio.run(regatta())
