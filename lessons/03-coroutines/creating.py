"""Goal: each call makes an object of its own, which waits for its turn to run."""
import asyncio


# cut: function
async def cook(dish):
    print(f"{dish}: on the stove")
    await asyncio.sleep(0.01)
    print(f"{dish}: served")
# end


async def kitchen():
    # cut: objects
    soup = cook("soup")
    cake = cook("cake")
    print("two orders on the rail")

    await asyncio.gather(cake, soup)
    # end


asyncio.run(kitchen())
