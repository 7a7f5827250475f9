# Goal: two sleeps at the same time end in the order of their length.
import asyncio


async def slow():
    await asyncio.sleep(0.020)
    print("slow at", round(asyncio.get_running_loop().time() * 1000))


async def fast():
    await asyncio.sleep(0.010)
    print("fast at", round(asyncio.get_running_loop().time() * 1000))


async def both():
    # cut: both
    a = asyncio.create_task(slow())
    await fast()  # <-- look here
    await a
    # end


asyncio.run(both())
