/* Goal: gather waits for all, and hands back the results in the order of the arguments. */
#include <async.h>
#include <stdio.h>

static struct page {
    const char *name;
    int ms;
} news = { "news", 30 }, mail = { "mail", 10 }, maps = { "maps", 20 };

// cut: fetch
static int fetch(void *arg)
{
    struct page *page = arg;
    int err = async_sleep(page->ms);
    if (err)
        return err;
    printf("%s arrived\n", page->name);
    return async_return(page);
}
// end

static int morning(void *arg)
{
    // cut: gather
    struct async_coro *calls[] = {
        async_coro(fetch, &news),
        async_coro(fetch, &mail),
        async_coro(fetch, &maps),
    };
    void *pages[3];
    int err = async_gather(calls, 3, pages); // <-- look here
    // end
    for (int i = 0; i < 3 && !err; i++)
        printf("result %d: %s\n", i, ((struct page *)pages[i])->name);
    return err;
}

int main(void)
{
    return async_run(async_coro(morning, NULL), NULL) ? 1 : 0;
}
