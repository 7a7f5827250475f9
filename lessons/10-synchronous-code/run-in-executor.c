/* Goal: a pool of your own says how many threads read at once, and who does the calculating. */
#include <async.h>
#include <stdio.h>

static struct async_executor *readers;
static struct log_book {
    const char *name;
    int ms;
} books[] = { { "ships", 40 }, { "storms", 10 }, { "tides", 20 }, { "visitors", 20 } };

static int scan(void *book, void **ret_result)
{
    async_block(((struct log_book *)book)->ms);
    return 0;
}

static int add_up(void *below, void **ret_sum)
{
    static int sum;
    for (int i = 0; i < *(int *)below; i++)
        sum += i;
    *ret_sum = &sum;
    return 0;
}

// cut: read
static int reader(void *arg)
{
    struct log_book *book = arg;
    struct async_future *job = async_run_in_executor(readers, scan, book);
    if (!job)
        return ASYNC_ENOMEM;
    int err = async_await(job, NULL);
    async_future_release(job);
    printf("%s at %d ms\n", book->name, (int)async_time_ms());
    return err;
}
// end

static int lighthouse(void *arg)
{
    // cut: cores
    int limit = 1000;
    void *sum;
    int err = async_to_thread(add_up, &limit, &sum);
    if (err)
        return err;
    printf("sum %d\n", *(int *)sum);
    // end
    // cut: pool
    readers = async_executor_create(2); // <-- look here
    if (!readers)
        return ASYNC_ENOMEM;
    struct async_coro *reading[4];
    for (int i = 0; i < 4; i++)
        reading[i] = async_coro(reader, &books[i]);
    err = async_gather(reading, 4, NULL);
    async_executor_destroy(readers);
    // end
    return err;
}

int main(void)
{
    return async_run(async_coro(lighthouse, NULL), NULL) ? 1 : 0;
}
