"""Goal: the same blocking call, on the loop and in a thread: what becomes of the lamp?"""
import asyncio
import time

dusk = time.monotonic()


def say(what):
    print(f"{what} at {round((time.monotonic() - dusk) * 1000)} ms")


async def lamp():
    for _ in range(4):
        say("lamp")
        await asyncio.sleep(0.02)


# cut: read
def read_log():
    time.sleep(0.05)  # an old disk
# end


# cut: keepers
async def on_the_loop():
    read_log()
    say("log read")


async def in_a_thread():
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, read_log)
    say("log read")
# end


async def lighthouse():
    global dusk
    await asyncio.gather(lamp(), on_the_loop())
    print("second night")
    dusk = time.monotonic()
    await asyncio.gather(lamp(), in_a_thread())


asyncio.run(lighthouse())
