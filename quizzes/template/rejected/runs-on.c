// rejected: leak, finished: cancelled, it leaves a task running
#include "ask_both.h"

struct question {
    int person, answer;
};

static int ask_one(void *arg)
{
    struct question *question = arg;
    return ask(question->person, &question->answer);
}

static struct question second;

int ask_both(int *ret_sum)
{
    second = (struct question){ 2, 0 };
    struct async_task *task = async_create_task(async_coro(ask_one, &second));
    int number = 0, err = ask(1, &number);
    if (!err)
        err = async_await(task, NULL);
    async_task_release(task);
    if (!err)
        *ret_sum = number + second.answer;
    return err;
}
