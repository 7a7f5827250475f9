#include "cmd/judging.h"

static void stop(void *task)
{
    async_task_cancel(task, NULL);
}

static int open_judge(struct judging *judging, const struct assignment *assignment,
                      const struct judge_options *options)
{
    struct diag diag = { 0 };
    int err = judge_open(&judging->judge, assignment, options, &diag);
    if (err == ASYNC_ECANCELED)
        return STATUS_INTERRUPTED;
    if (err)
        return cmd_fault(judging->app, err > 0 ? STATUS_USAGE : STATUS_LACKING, &diag);
    return STATUS_OK;
}

static bool end_interrupt(struct judging *judging)
{
    if (!interrupt_end(&judging->interrupt))
        return false;
    async_task_uncancel(async_current_task());
    return true;
}

int judging_open(struct judging *judging, struct app *app, const struct assignment *assignment,
                 struct judge_options options)
{
    judging->app = app;
    options.home = app->home;
    options.build = app->build;
    interrupt_begin(&judging->interrupt, stop, async_current_task());
    int status = open_judge(judging, assignment, &options);
    if (status != STATUS_OK)
        end_interrupt(judging);
    return status;
}

bool judging_close(struct judging *judging)
{
    judge_close(&judging->judge);
    return end_interrupt(judging);
}
