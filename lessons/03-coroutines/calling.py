"""Goal: await starts a coroutine now; a task starts it in the next tick."""
import asyncio


async def cook(dish):
    print(f"{dish}: begins")
    await asyncio.sleep(0.01)
    print(f"{dish}: done")


async def kitchen():
    # cut: calls
    tea = asyncio.create_task(cook("tea"))
    print("kitchen: tea is a task")

    await cook("soup")
    await tea
    # end


asyncio.run(kitchen())
