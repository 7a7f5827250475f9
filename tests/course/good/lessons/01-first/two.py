# Goal: awaiting in a row adds up.
import asyncio


async def row():
    # cut: row
    await asyncio.sleep(0.010)
    await asyncio.sleep(0.020)  # <-- look here
    # end
    print("done")


asyncio.run(row())
