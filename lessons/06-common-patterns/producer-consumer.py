"""Goal: two loops, each at its own pace, with a queue between them."""
import asyncio
import time

DISHES = ["cup", "bowl", "pan", "pot"]
start = time.monotonic()
rack = asyncio.Queue(2)


# cut: washer
async def washer():
    for dish in DISHES:
        await asyncio.sleep(0.01)
        await rack.put(dish)
    await rack.put(None)  # that was all
# end


# cut: dryer
async def dryer():
    while (dish := await rack.get()) is not None:
        await asyncio.sleep(0.025)
        now = round((time.monotonic() - start) * 1000)
        print(f"{dish} dry at {now} ms")
# end


async def kitchen():
    await asyncio.gather(washer(), dryer())


asyncio.run(kitchen())
