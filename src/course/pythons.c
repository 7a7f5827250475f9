#include "course/pythons.h"

#include <stdio.h>

#include "base/process.h"

enum {
    OLDEST_MINOR = 11, /* the first with task groups and timeout scopes */
    ASK_TIMEOUT_MS = 10 * 1000,
};

/* A command that is there may still not run: a version manager leaves one for each version
 * it knows of. */
static bool ask(const char *command, struct python *ret_python)
{
    static const char question[] =
        "import sys; print(sys.implementation.name, *sys.version_info[:3])";
    const char *const argv[] = { command, "-c", question, NULL };
    struct process_end end;
    struct diag diag = { 0 };
    if (!process_exists(command))
        return false;
    if (process_run(argv, NULL, ASK_TIMEOUT_MS, &end, &diag)) {
        diag_finish(&diag);
        return false;
    }
    struct python python = { .command = command };
    bool is_cpython = end.code == 0 && sscanf(buf_str(&end.out), "cpython %d %d %d",
                                              &python.major, &python.minor, &python.micro) == 3;
    process_end_finish(&end);
    if (is_cpython)
        *ret_python = python;
    return is_cpython;
}

static bool is_new_enough(const struct python *python)
{
    return python->major > 3 || (python->major == 3 && python->minor >= OLDEST_MINOR);
}

bool pythons_have(const struct pythons *pythons, int major, int minor)
{
    for (size_t i = 0; i < pythons->count; i++) {
        if (pythons->items[i].major == major && pythons->items[i].minor == minor)
            return true;
    }
    return false;
}

void pythons_find(struct pythons *ret_pythons)
{
    static const char *const commands[PYTHONS_MAX] = {
        "python3", "python3.11", "python3.12", "python3.13", "python3.14", "python3.15",
    };
    struct python python;
    *ret_pythons = (struct pythons){ 0 };
    for (size_t i = 0; i < PYTHONS_MAX && commands[i]; i++) {
        if (ask(commands[i], &python) && is_new_enough(&python) &&
            !pythons_have(ret_pythons, python.major, python.minor))
            ret_pythons->items[ret_pythons->count++] = python;
    }
}
