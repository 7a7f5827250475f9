"""Goal: when one of a group fails, the others are called off, and all errors come out together."""
import asyncio
import time

DIVERS = [("Ada", 10, 0), ("Ben", 20, 0), ("Cleo", 50, 10), ("Dan", 60, 25)]
start = time.monotonic()


def say(who, what):
    print(f"{who}: {what} at {round((time.monotonic() - start) * 1000)} ms")


# cut: dive
async def dive(name, dive_ms, ascent_ms):
    try:
        await asyncio.sleep(dive_ms / 1000)
    except asyncio.CancelledError:  # called up
        await asyncio.sleep(ascent_ms / 1000)
        say(name, "is up")
        if name == "Cleo":
            raise ValueError("rope torn")
        raise
    if name == "Ben":
        raise ValueError("mask leaks")
    say(name, "has a coin")
# end


async def boat():
    # cut: group
    try:
        async with asyncio.TaskGroup() as group:
            for diver in DIVERS:
                group.create_task(dive(*diver))
    # end
    # cut: errors
    except* ValueError as failed:
        for error in failed.exceptions:
            say("boat", error)
    # end


asyncio.run(boat())
