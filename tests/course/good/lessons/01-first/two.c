/* Goal: awaiting in a row adds up. */
#include <async.h>
#include <stdio.h>

static int row(void *arg)
{
    // cut: row
    int err = async_sleep(10);
    if (!err)
        err = async_sleep(20); // <-- look here
    // end
    if (!err)
        puts("done");
    return err;
}

int main(void)
{
    return async_run(async_coro(row, NULL), NULL) ? 1 : 0;
}
