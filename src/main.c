/* Entry point: the command layer does the rest. */
#include <errno.h>
#include <string.h>

#include "cmd/cmd.h"

/* A result that did not reach its reader (a full disk) is no success. */
static int close_results(struct app *app, int status)
{
    if (fflush(app->out) == 0 && !ferror(app->out))
        return status;
    fprintf(app->err, "asynclearn: cannot write the results: %s\n", strerror(errno));
    return STATUS_LACKING;
}

int main(int argc, char *argv[])
{
    struct app app;
    app_init(&app, stdout, stderr);
    int status = cmd_run(&app, argc > 0 ? (size_t)argc - 1 : 0, (const char *const *)argv + 1);
    status = close_results(&app, status);
    app_finish(&app);
    return status;
}
