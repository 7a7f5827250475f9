"""Goal: a call of a coroutine function runs nothing yet; a plain call does."""
import asyncio


# cut: functions
def slice_bread():
    print("bread sliced")


async def make_tea():
    print("kettle on")
    await asyncio.sleep(0.05)
    print("tea poured")
# end


async def breakfast():
    # cut: calls
    tea = make_tea()
    slice_bread()
    await tea
    # end


asyncio.run(breakfast())
