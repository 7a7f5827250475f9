// rejected: blocked, loop-free: works for a while without awaiting
#include "ask_both.h"

struct question {
    int person, answer;
};

static int ask_one(void *arg)
{
    struct question *question = arg;
    return ask(question->person, &question->answer);
}

static int think_first(void *arg)
{
    async_block(5);
    return ask_one(arg);
}

int ask_both(int *ret_sum)
{
    struct question first = { 1, 0 }, second = { 2, 0 };
    struct async_coro *calls[] = { async_coro(think_first, &first),
                                   async_coro(think_first, &second) };
    int err = async_gather(calls, 2, NULL);
    if (!err)
        *ret_sum = first.answer + second.answer;
    return err;
}
