"""Goal: one cook, two pots: the waits overlap, the work of the hands does not."""
import asyncio
import time

start = time.monotonic()


def say(dish, what):
    print(f"{dish} {what} at {round((time.monotonic() - start) * 1000)} ms")


# cut: dish
async def dish(name):
    time.sleep(0.03)  # hands: chopping
    say(name, "chopped")

    await asyncio.sleep(0.1)
    say(name, "simmered")
# end


async def one_cook():
    # cut: cook
    await asyncio.gather(dish("soup"), dish("stew"))
    # end


asyncio.run(one_cook())
