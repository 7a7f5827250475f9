"""Goal: the ready queue is a fair line: one turn each, then back to its end."""
import asyncio


# cut: cook
async def cook(name):
    for turn in range(1, 4):
        print(f"{name}: turn {turn}")
        await asyncio.sleep(0)
# end


async def kitchen():
    # cut: start
    await asyncio.gather(cook("Ada"), cook("Bo"))
    # end
    print("kitchen closes")


asyncio.run(kitchen())
