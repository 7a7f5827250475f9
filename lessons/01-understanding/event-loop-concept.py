"""Goal: a loop with nothing but callbacks: watch what it does in each tick."""
import asyncio


def phone():
    print("phone rings")


def kettle():
    print("kettle boils")


def toaster():
    print("toast pops up")


async def morning():
    loop = asyncio.get_running_loop()
    # cut: schedule
    loop.call_later(0.02, toaster)
    loop.call_later(0.01, kettle)
    loop.call_soon(phone)
    print("all set")
    # end
    await asyncio.sleep(0.03)


asyncio.run(morning())
