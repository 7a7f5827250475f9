"""Goal: a calculation in a thread leaves the loop free; what it gains depends on the language."""
import asyncio

limit = 10000


# cut: count
def count_primes(below):
    count = 0
    for n in range(2, below):
        d = 2
        while d * d <= n and n % d:
            d += 1
        count += d * d > n
    return count
# end


# cut: ways
async def on_the_loop():
    count = count_primes(limit)
    print(f"loop: {count} primes")


async def in_a_thread():
    count = await asyncio.to_thread(count_primes, limit)
    print(f"thread: {count} primes")
# end


async def lamp(where):
    print(f"{where}: lamp lit")


async def lighthouse():
    await asyncio.gather(on_the_loop(), lamp("loop"))
    await asyncio.gather(in_a_thread(), lamp("thread"))


asyncio.run(lighthouse())
