"""Goal: a pool of your own says how many threads read at once, and who does the calculating."""
import asyncio
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

start = time.monotonic()
books = {"ships": 0.04, "storms": 0.01, "tides": 0.02, "visitors": 0.02}


def scan(name):
    time.sleep(books[name])


def add_up(below):
    total = 0
    for i in range(below):
        total += i
    return total


# cut: read
async def reader(readers, name):
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(readers, scan, name)
    print(f"{name} at {round((time.monotonic() - start) * 1000)} ms")
# end


async def lighthouse():
    # cut: cores
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(1) as cores:
        total = await loop.run_in_executor(cores, add_up, 1000)
    print(f"sum {total}")
    # end
    # cut: pool
    with ThreadPoolExecutor(2) as readers:
        await asyncio.gather(*(reader(readers, name) for name in books))
    # end


if __name__ == "__main__":
    asyncio.run(lighthouse())
