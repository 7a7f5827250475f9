"""Goal: a chain of awaits is a stack of waits in one task, not three tasks."""
import asyncio


# cut: chain
async def boil():
    await asyncio.sleep(0.03)
    return "hot water"


async def brew():
    water = await boil()
    print(f"brew: has {water}")
    await asyncio.sleep(0.02)
    return "tea"
# end


async def serve():
    print("serve: asks for tea")
    drink = await brew()
    print(f"serve: has {drink}")
    await asyncio.sleep(0.01)
    print("serve: back from the table")


asyncio.run(serve())
