"""Goal: asyncio.run() lasts as long as its main coroutine, and gives back its result."""
import asyncio


async def radio():
    print("radio: on, for 500 ms")
    try:
        await asyncio.sleep(0.5)
        print("radio: end of show")
    except asyncio.CancelledError:
        print("radio: cut off")
        raise


# cut: main
async def dinner():
    music = asyncio.create_task(radio())
    await asyncio.sleep(0.1)
    print("dinner: eaten")
    return "4 empty plates"
# end


# cut: run
result = asyncio.run(dinner())
print(f"run returned: {result}")
# end
