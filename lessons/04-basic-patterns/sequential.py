"""Goal: one await after another: in order, and the times add up."""
import asyncio
import time

CAKE = [("mix", 10), ("bake", 40), ("wash up", 15), ("ice", 20)]
start = time.monotonic()


# cut: job
async def do_job(name, ms):
    await asyncio.sleep(ms / 1000)
    now = round((time.monotonic() - start) * 1000)
    print(f"{name}: done at {now} ms")
# end


async def afternoon():
    # cut: loop
    for name, ms in CAKE:
        await do_job(name, ms)
    # end


asyncio.run(afternoon())
