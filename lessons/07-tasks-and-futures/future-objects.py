"""Goal: somebody else settles a future; who waits for it runs later, from the ready queue."""
import asyncio


# cut: courier
async def courier(locker):
    await asyncio.sleep(0.03)
    print("courier: puts it in")
    locker.set_result("shoes")
    print("courier: drives on")
# end


# cut: customer
async def customer(locker):
    print("customer: waits")
    parcel = await locker
    print(f"customer: has {parcel}")
# end


def lamp(future):
    print("lamp: on")


async def street():
    # cut: street
    locker = asyncio.get_running_loop().create_future()
    locker.add_done_callback(lamp)
    await asyncio.gather(courier(locker), customer(locker))
    # end


asyncio.run(street())
