"""Goal: the same trips with the van that is back longest, and with the one that is back last."""
import asyncio


# cut: trip
async def trip(garage, departure):
    await asyncio.sleep(departure)
    van = await garage.get()
    print(f"van {van}")
    await asyncio.sleep(0.015)
    garage.put_nowait(van)
# end


async def day(garage):
    for van in "ABC":
        garage.put_nowait(van)
    await asyncio.gather(*(trip(garage, n / 100) for n in range(5)))


async def depot():
    # cut: garages
    print("Queue")
    await day(asyncio.Queue(3))
    print("LifoQueue")
    await day(asyncio.LifoQueue(3))
    # end


asyncio.run(depot())
