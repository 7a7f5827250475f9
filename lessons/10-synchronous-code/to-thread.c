/* Goal: a calculation in a thread leaves the loop free; what it gains is up to the language. */
#include <async.h>
#include <stdio.h>

static int limit = 10000;

// cut: count
static int count_primes(void *below, void **ret_result)
{
    static int count;
    count = 0;
    for (int n = 2; n < *(int *)below; n++) {
        int d = 2;
        while (d * d <= n && n % d)
            d++;
        count += d * d > n;
    }
    *ret_result = &count;
    return 0;
}
// end

// cut: ways
static int on_the_loop(void *arg)
{
    void *count;
    int err = count_primes(&limit, &count);
    if (!err)
        printf("loop: %d primes\n", *(int *)count);
    return err;
}

static int in_a_thread(void *arg)
{
    void *count;
    int err = async_to_thread(count_primes, &limit, &count); // <-- look here
    if (!err)
        printf("thread: %d primes\n", *(int *)count);
    return err;
}
// end

static int lamp(void *where)
{
    printf("%s: lamp lit\n", (char *)where);
    return 0;
}

static int lighthouse(void *arg)
{
    struct async_coro *first[] = { async_coro(on_the_loop, NULL), async_coro(lamp, "loop") };
    int err = async_gather(first, 2, NULL);
    struct async_coro *second[] = { async_coro(in_a_thread, NULL), async_coro(lamp, "thread") };
    return err ? err : async_gather(second, 2, NULL);
}

int main(void)
{
    return async_run(async_coro(lighthouse, NULL), NULL) ? 1 : 0;
}
