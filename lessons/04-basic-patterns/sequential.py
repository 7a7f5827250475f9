"""Goal: one await after another: in order, and the times add up."""
import asyncio
import time

CAKE = [("mix", 10), ("bake", 40), ("wash up", 15), ("ice", 20)]
start = time.monotonic()


def say_done(name):
    print(f"{name}: done at {round((time.monotonic() - start) * 1000)} ms")


# cut: job
async def do_job(name, ms):
    await asyncio.sleep(ms / 1000)
    say_done(name)
# end


async def afternoon():
    # cut: loop
    for name, ms in CAKE:
        await do_job(name, ms)
    # end


asyncio.run(afternoon())
