"""Goal: the error of a task stays in the task until somebody asks for it."""
import asyncio
import time

start = time.monotonic()


def say(line):
    print(f"{line} at {round((time.monotonic() - start) * 1000)} ms")


# cut: bike
async def bike():
    await asyncio.sleep(0.01)
    say("bike: flat tyre")
    raise ValueError("flat tyre")
# end


async def kitchen():
    # cut: kitchen
    delivery = asyncio.create_task(bike())
    await asyncio.sleep(0.05)
    say("kitchen: tidied up")

    try:
        await delivery
    except ValueError:
        say("kitchen: hears of the tyre")
    # end


asyncio.run(kitchen())
