"""Goal: a priority queue hands out what is most urgent among what is there now."""
import asyncio

belt = asyncio.PriorityQueue()


# cut: office
async def office():
    await belt.put((3, 1, "sofa"))
    await asyncio.sleep(0.01)
    await belt.put((2, 2, "lamp"))
    await belt.put((1, 3, "medicine"))
    await belt.put((2, 4, "book"))
# end


# cut: driver
async def driver():
    for _ in range(4):
        urgency, number, what = await belt.get()
        await asyncio.sleep(0.03)
        print(f"{what} delivered")
# end


async def depot():
    await asyncio.gather(driver(), office())


asyncio.run(depot())
