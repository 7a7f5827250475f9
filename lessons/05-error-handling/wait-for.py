"""Goal: wait_for cancels what takes too long, and waits for its clean-up."""
import asyncio
import time

start = time.monotonic()


def say(line):
    print(f"{line} at {round((time.monotonic() - start) * 1000)} ms")


# cut: cook
async def cook():
    say("cook: soup on")
    try:
        await asyncio.sleep(0.08)
    except asyncio.CancelledError:
        await asyncio.sleep(0.01)
        say("cook: stove off")
        raise
# end


async def guest():
    # cut: guest
    try:
        await asyncio.wait_for(cook(), 0.05)
    except TimeoutError:
        say("guest: leaves")
    # end


asyncio.run(guest())
