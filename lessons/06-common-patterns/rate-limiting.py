"""Goal: a permit given back at the end limits how many at once; one second later, how often."""
import asyncio
import time

VISITORS = ["Ada", "Ben", "Cleo", "Dan"]
start = time.monotonic()
room = asyncio.Semaphore(2)
door = asyncio.Semaphore(2)


def say(where, name):
    print(f"{where}: {name} at {round((time.monotonic() - start) * 1000)} ms")


# cut: room
async def visit_room(name):
    async with room:
        say("room", name)
        await asyncio.sleep(0.2)
# end


# cut: door
async def pass_door(name):
    await door.acquire()
    loop = asyncio.get_running_loop()
    loop.call_later(1, door.release)
    say("door", name)
    await asyncio.sleep(0.2)
# end


async def museum():
    await asyncio.gather(
        *[visit_room(name) for name in VISITORS],
        *[pass_door(name) for name in VISITORS],
    )


asyncio.run(museum())
