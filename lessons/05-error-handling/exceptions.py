"""Goal: an error travels up the chain of awaits, and clean-up runs on its way."""
import asyncio


# cut: raise
async def find_eggs():
    await asyncio.sleep(0.02)
    raise ValueError("no eggs left")
# end


# cut: cook
async def cook():
    print("cook: stove on")
    try:
        await find_eggs()
        print("cook: omelette ready")
    finally:
        print("cook: stove off")
# end


async def waiter():
    # cut: waiter
    try:
        await cook()
    except ValueError as error:
        print(f"waiter: sorry, {error}")
    # end
    print("waiter: next, please")


asyncio.run(waiter())
