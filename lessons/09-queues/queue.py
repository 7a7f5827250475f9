"""Goal: a full queue slows its producer down to the pace of the consumer."""
import asyncio
import time


# cut: packer
async def packer(belt, opened):
    for _ in range(6):
        await asyncio.sleep(0.01)
        await belt.put("parcel")
        now = round((time.monotonic() - opened) * 1000)
        print(f"{now} ms {'#' * belt.qsize()}")
# end


# cut: driver
async def driver(belt):
    for _ in range(6):
        await belt.get()
        await asyncio.sleep(0.045)
# end


async def day(room):
    belt = asyncio.Queue(room)
    await asyncio.gather(packer(belt, time.monotonic()), driver(belt))


async def depot():
    print("no limit")
    await day(0)
    print("room for 2")
    await day(2)


asyncio.run(depot())
