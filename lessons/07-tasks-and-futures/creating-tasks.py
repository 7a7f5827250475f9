"""Goal: a task has a name and a state, and the loop knows all that are not done."""
import asyncio
import time

SHIPS = [("ferry", 20, "3 cars"), ("tug", 30, "a barge"), ("yacht", 50, "a crew")]
start = time.monotonic()


def now():
    return round((time.monotonic() - start) * 1000)


async def sail(ms, cargo):
    await asyncio.sleep(ms / 1000)
    return cargo


# cut: roll
def roll_call():
    names = [task.get_name() for task in asyncio.all_tasks()]
    print(f"{now()} ms:", *sorted(names))
# end


async def harbour():
    asyncio.current_task().set_name("bridge")
    # cut: create
    tasks = [
        asyncio.create_task(sail(ms, cargo), name=name)
        for name, ms, cargo in SHIPS
    ]
    # end
    roll_call()
    await asyncio.sleep(0.025)
    roll_call()
    # cut: await
    for task in tasks:
        cargo = await task
        print(f"{now()} ms: {cargo}")
    # end


asyncio.run(harbour())
