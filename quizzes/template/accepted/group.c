// accepted: a group that is left when both have answered
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
    struct async_group group;
    int err = async_group_enter(&group);
    if (err)
        return err;
    err = async_group_create_task(&group, async_coro(ask_one, &first), NULL);
    if (!err)
        err = async_group_create_task(&group, async_coro(ask_one, &second), NULL);
    err = async_group_exit(&group, err);
    if (!err)
        *ret_sum = first.answer + second.answer;
    return err;
}
