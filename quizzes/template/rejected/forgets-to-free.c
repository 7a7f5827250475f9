// rejected: leak, memory: the questions are never freed
#include "ask_both.h"

#include <stdlib.h>

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
    struct question *questions = calloc(2, sizeof(*questions));
    if (!questions)
        return ASYNC_ENOMEM;
    questions[0].person = 1;
    questions[1].person = 2;
    struct async_coro *calls[] = { async_coro(ask_one, &questions[0]),
                                   async_coro(ask_one, &questions[1]) };
    int err = async_gather(calls, 2, NULL);
    if (!err)
        *ret_sum = questions[0].answer + questions[1].answer;
    return err;
}
