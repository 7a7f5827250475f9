"""Goal: gather waits for all, and hands back the results in the order of the arguments."""
import asyncio


# cut: fetch
async def fetch(page, ms):
    await asyncio.sleep(ms / 1000)
    print(f"{page} arrived")
    return page
# end


async def morning():
    # cut: gather
    pages = await asyncio.gather(
        fetch("news", 30),
        fetch("mail", 10),
        fetch("maps", 20),
    )
    # end
    for i, page in enumerate(pages):
        print(f"result {i}: {page}")


asyncio.run(morning())
