"""Goal: work in the background is held, looked at when it ends, and waited for at closing."""
import asyncio
import time

PARCELS = [("rose", 30), ("lily", 10), ("iris", 60)]
start = time.monotonic()
background = set()


def say(who, what):
    print(f"{who}: {what} at {round((time.monotonic() - start) * 1000)} ms")


async def deliver(flower, ms):
    await asyncio.sleep(ms / 1000)
    if flower == "lily":
        raise ValueError("no such street")
    say(flower, "delivered")


# cut: home
def come_home(task):
    background.discard(task)
    if not task.cancelled() and task.exception():
        say("shop", task.exception())
# end


async def shop():
    for parcel in PARCELS:
        # cut: start
        task = asyncio.create_task(deliver(*parcel))
        background.add(task)
        task.add_done_callback(come_home)
        # end
    await asyncio.sleep(0.04)
    say("shop", "lights out")
    # cut: close
    await asyncio.gather(*background, return_exceptions=True)
    # end
    say("shop", "closed")


asyncio.run(shop())
