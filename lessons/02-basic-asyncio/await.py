"""Goal: await pauses one coroutine, lets the others run, and hands over a result."""
import asyncio


# cut: cook
async def preheat():
    await asyncio.sleep(0.05)
    return "180 C"


async def cook():
    print("cook: oven on")
    heat = await preheat()
    print(f"cook: oven at {heat}")
# end


async def guest():
    print("guest: sits down")
    await asyncio.sleep(0.02)
    print("guest: reads the menu")


async def evening():
    await asyncio.gather(cook(), guest())


asyncio.run(evening())
