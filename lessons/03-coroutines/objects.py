"""Goal: an object that nobody awaits never runs, and the runtime says so."""
import asyncio


async def cook(dish):
    print(f"{dish}: on the stove")
    await asyncio.sleep(0.01)
    print(f"{dish}: served")


async def kitchen():
    # cut: objects
    tea = cook("tea")
    soup = cook("soup")
    print("two orders written")

    await soup
    del tea
    # end


asyncio.run(kitchen())
