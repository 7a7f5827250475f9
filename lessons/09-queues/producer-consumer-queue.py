"""Goal: join waits for what has been done, not for what has been taken out."""
import asyncio
import time

start = time.monotonic()
belt = asyncio.Queue()


# cut: driver
async def driver(van):
    try:
        while True:
            street, delay = await belt.get()
            print(f"{van}: {street}, {belt.qsize()} left")
            try:
                await asyncio.sleep(delay)
            finally:
                belt.task_done()
    finally:
        print(f"{van}: home")
# end


async def depot():
    for parcel in ("Elm", 0.03), ("Oak", 0.01), ("Ash", 0.01), ("Fir", 0.02):
        belt.put_nowait(parcel)
    red = asyncio.create_task(driver("red"))
    blue = asyncio.create_task(driver("blue"))
    # cut: depot
    await belt.join()
    now = round((time.monotonic() - start) * 1000)
    print(f"depot: all delivered at {now} ms")
    red.cancel()
    blue.cancel()
    # end


asyncio.run(depot())
