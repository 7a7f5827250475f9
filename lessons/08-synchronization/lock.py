"""Goal: between reading and writing lies an await, and somebody else fits in there."""
import asyncio

seats = 10
plan = asyncio.Lock()


# cut: sell
async def sell(window):
    global seats
    seen = seats
    print(f"{window}: sees {seen}")
    await asyncio.sleep(0.01)
    seats = seen - 1
    print(f"{window}: leaves {seats}")
# end


# cut: locked
async def sell_locked(window):
    async with plan:
        await sell(window)
# end


async def box_office():
    await asyncio.gather(sell("window 1"), sell("window 2"))
    await asyncio.gather(sell_locked("window 3"), sell_locked("window 4"))


asyncio.run(box_office())
