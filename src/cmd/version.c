/* `version` and `--version`. */
#include "cmd/cmd.h"

#define VERSION "0.1.0"

static int run(struct app *app, const struct cmd_args *args)
{
    fprintf(app->out, "asynclearn %s\n", VERSION);
    return STATUS_OK;
}

const struct command command_version = {
    .name = "version",
    .usage = "",
    .summary = "say which version this is",
    .run = run,
};
