// rejected: deadlock, runs: waits for a future that nobody settles
#include "ask_both.h"

struct question {
    int person, answer;
};

static int ask_one(void *arg)
{
    struct question *question = arg;
    return ask(question->person, &question->answer);
}

int ask_both(int *ret_sum)
{
    struct question first = { 1, 0 }, second = { 2, 0 };
    struct async_future *answered = async_future_create("answered");
    struct async_coro *calls[] = { async_coro(ask_one, &first), async_coro(ask_one, &second) };
    int err = async_gather(calls, 2, NULL);
    if (!err)
        err = async_await(answered, NULL);
    async_future_release(answered);
    *ret_sum = first.answer + second.answer;
    return err;
}
