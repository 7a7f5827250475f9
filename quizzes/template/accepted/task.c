// accepted: a task beside the call; a cancellation is passed on by hand
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
    struct question second = { 2, 0 };
    struct async_task *task = async_create_task(async_coro(ask_one, &second));
    int number = 0, err = ask(1, &number);
    if (err)
        async_task_cancel(task, NULL);
    int last = async_await(task, NULL);
    async_task_release(task);
    if (!err && !last)
        *ret_sum = number + second.answer;
    return err ? err : last;
}
