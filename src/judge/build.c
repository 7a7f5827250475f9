#include "judge/build.h"

#include "base/printable.h"

static int compile(void *arg)
{
    struct build *build = arg;
    build->err =
        compile_submission(&build->judge->compiler, build->judge->assignment, build->file,
                           build->is_sanitized, build->object, &build->said, &build->diag);
    return 0;
}

void build_begin(struct build *build, struct judge *judge, const char *file, bool is_sanitized,
                 const char *object)
{
    *build = (struct build){ .judge = judge,
                             .file = file,
                             .object = object,
                             .is_sanitized = is_sanitized,
                             .err = ASYNC_ECANCELED };
    build->task = async_create_task(async_coro(compile, build));
}

/* Lets go of the task once it is done. */
static int await_task(struct build *build)
{
    int err = async_await(build->task, NULL);
    async_task_release(build->task);
    build->task = NULL;
    return err ? err : build->err;
}

int build_end(struct build *build, struct arena *arena, const char **ret_said,
              struct diag *diag)
{
    struct buf clean = { 0 };
    int err = await_task(build);
    printable_add(&clean, buf_str(&build->said), build->said.len);
    *ret_said = arena_strdup(arena, buf_str(&clean));
    *diag = build->diag;
    buf_finish(&clean);
    buf_finish(&build->said);
    return err;
}

void build_drop(struct build *build)
{
    if (!build->task)
        return;
    async_task_cancel(build->task, NULL);
    int err = await_task(build);
    (void)err; /* that it was cancelled */
    diag_finish(&build->diag);
    buf_finish(&build->said);
}
