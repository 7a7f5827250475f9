"""Goal: cancelling is a request; it lands in the await where the task is paused."""
import asyncio


# cut: painter
async def painter():
    try:
        for wall in range(1, 5):
            await asyncio.sleep(0.01)
            print(f"painter: wall {wall} done")
    finally:
        print("painter: brush washed")
# end


async def owner():
    # cut: owner
    work = asyncio.create_task(painter())
    await asyncio.sleep(0.025)
    work.cancel()
    print("owner: stop, please")

    try:
        await work
    except asyncio.CancelledError:
        print("owner: work has stopped")
    # end


asyncio.run(owner())
