/* The program of a run for real: the host with the real network, the submission as its object,
 * and the first schedule of the exercise as numbers on its command line. */
#include "judge/real.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/file.h"
#include "judge/build.h"
#include "judge/schedules.h"

static void compose(struct judge *judge, const char *object, struct real_program *program)
{
    struct schedules schedules;
    struct arena *arena = &program->arena;
    schedules_make(judge->assignment, 1, arena, &schedules);
    const struct schedule *schedule = &schedules.items[0];
    const struct host_schedule *wire = &schedule->wire;
    const char **argv = arena_alloc(arena, (wire->len + 4) * sizeof(*argv));
    size_t count = 0;
    argv[count++] = arena_strdup(arena, judge->host);
    argv[count++] = HOST_REAL;
    argv[count++] = arena_strdup(arena, object);
    for (size_t i = 0; i < wire->len; i++)
        argv[count++] =
            arena_printf(arena, "%s=%" PRId64, wire->numbers[i].name, wire->numbers[i].value);
    argv[count] = NULL;
    program->argv = argv;
    program->schedule = schedule->title;
    schedules_finish(&schedules);
}

int real_prepare(struct judge *judge, const char *file, struct real_program *ret_program,
                 struct diag *diag)
{
    struct build build;
    char *object = path_join(judge->dir.path, "real.so");
    *ret_program = (struct real_program){ 0 };
    build_begin(&build, judge, file, false, object);
    int err = build_end(&build, &ret_program->arena, &ret_program->said, diag);
    ret_program->compiles = !err;
    compose(judge, object, ret_program);
    free(object);
    return err > 0 ? 0 : err;
}

void real_finish(struct real_program *program)
{
    arena_finish(&program->arena);
}
