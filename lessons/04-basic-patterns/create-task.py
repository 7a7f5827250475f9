"""Goal: a new task starts when you first give way, not when you make it."""
import asyncio
import time

start = time.monotonic()


def say(line):
    print(f"{line} at {round((time.monotonic() - start) * 1000)} ms")


async def boil():
    say("kettle on")
    await asyncio.sleep(0.05)
    say("water hot")


async def coffee():
    # cut: coffee
    kettle = asyncio.create_task(boil())
    say("kettle ordered")

    time.sleep(0.03)  # grinding by hand
    say("beans ground")

    await kettle
    # end


asyncio.run(coffee())
