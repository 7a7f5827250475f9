"""Goal: see what one blocking call does to everybody else on the loop."""
import asyncio
import time

start = time.monotonic()


def say(line):
    print(f"{line} at {round((time.monotonic() - start) * 1000)} ms")


async def waiter():
    for _ in range(4):
        say("waiter")
        await asyncio.sleep(0.1)


# cut: cook
async def cook():
    await asyncio.sleep(0.25)
    say("soup simmered")
    time.sleep(0.25)
    say("soup blended")
# end


async def kitchen():
    await asyncio.gather(waiter(), cook())


asyncio.run(kitchen())
