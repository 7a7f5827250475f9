/* `help`, `help COMMAND` and `--help`: written from what the commands declare. */
#include "cmd/cmd.h"

#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"

static void print_options(struct app *app, const struct cmd_option *options, size_t limit)
{
    for (size_t i = 0; i < limit && options[i].name; i++) {
        struct buf left = { 0 };
        buf_addf(&left, "--%s%s%s", options[i].name, options[i].value ? " " : "",
                 options[i].value ? options[i].value : "");
        const char *gap = left.len > 24 ? "\n                            " : "";
        fprintf(app->out, "  %-24s%s  %s\n", buf_str(&left), gap, options[i].help);
        buf_finish(&left);
    }
}

void help_overview(struct app *app)
{
    fputs("asynclearn teaches asynchronous programming by making the event loop visible.\n\n"
          "Usage: asynclearn [COMMAND] [ARGUMENTS] [OPTIONS]\n\n"
          "Commands:\n",
          app->out);
    for (size_t i = 0; cmd_table[i]; i++) {
        const char *name = cmd_table[i]->name[0] ? cmd_table[i]->name : "(none)";
        fprintf(app->out, "  %-10s  %s\n", name, cmd_table[i]->summary);
    }
    fputs("\nEverywhere:\n", app->out);
    print_options(app, cmd_global_options, CMD_MAX_OPTIONS);
    fputs("\n`asynclearn help COMMAND` says more about one of them.\n", app->out);
}

void help_command(struct app *app, const struct command *command)
{
    fprintf(app->out, "asynclearn %s: %s\n\nUsage: asynclearn %s%s%s\n", command->name,
            command->summary, command->name, command->usage[0] ? " " : "", command->usage);
    if (command->details)
        fprintf(app->out, "\n%s\n", command->details);
    if (command->options[0].name) {
        fputs("\nOptions:\n", app->out);
        print_options(app, command->options, CMD_MAX_OPTIONS);
    }
}

static int run(struct app *app, const struct cmd_args *args)
{
    if (args->count == 0) {
        help_overview(app);
        return STATUS_OK;
    }
    const char *words[] = { args->words[0], "--help" };
    return cmd_run(app, 2, words);
}

const struct command command_help = {
    .name = "help",
    .usage = "[COMMAND]",
    .summary = "say what the commands do",
    .max_words = 1,
    .run = run,
};
