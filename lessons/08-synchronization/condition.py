"""Goal: a condition says that something has changed; whether it is enough you see for yourself."""
import asyncio

returned = asyncio.Condition()
tickets = 0


# cut: guest
async def guest(name, wants):
    global tickets
    async with returned:
        while tickets < wants:
            await returned.wait()
            print(f"{name}: sees {tickets}")
        tickets -= wants
        print(f"{name}: takes {wants}")
# end


async def desk():
    global tickets
    for _ in range(3):
        await asyncio.sleep(0.01)
        # cut: give
        async with returned:
            tickets += 1
            returned.notify_all()
        # end


async def box_office():
    await asyncio.gather(guest("Ann", 2), guest("Bob", 1), desk())


asyncio.run(box_office())
