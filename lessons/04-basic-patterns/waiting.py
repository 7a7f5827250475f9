"""Goal: ask three, take the first answer, call the others off."""
import asyncio

SHOPS = [("Bonn", 40), ("Oslo", 20), ("Rome", 60)]


async def ask(name, ms):
    try:
        await asyncio.sleep(ms / 1000)
        print(f"{name}: has it")
    except asyncio.CancelledError:
        print(f"{name}: called off")
        raise


async def customer():
    calls = [asyncio.create_task(ask(*shop)) for shop in SHOPS]
    # cut: wait
    await asyncio.wait(calls, return_when=asyncio.FIRST_COMPLETED)
    for call in calls:
        call.cancel()  # False if it is done
    # end
    print("customer: that was quick")


asyncio.run(customer())
