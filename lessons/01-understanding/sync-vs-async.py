"""Goal: the same three jobs, one after another and then all at once."""
import asyncio
import time

MENU = [("tea", 30), ("toast", 20), ("egg", 10)]


def ms_since(start):
    return round((time.monotonic() - start) * 1000)


# cut: cook
async def cook(name, ms, start):
    await asyncio.sleep(ms / 1000)
    print(f"async: {name} at {ms_since(start)} ms")
# end


async def breakfast():
    start = time.monotonic()
    # cut: sync
    for name, ms in MENU:
        time.sleep(ms / 1000)
        print(f"sync: {name} at {ms_since(start)} ms")
    # end
    start = time.monotonic()
    # cut: async
    await asyncio.gather(*(cook(name, ms, start) for name, ms in MENU))
    # end


asyncio.run(breakfast())
