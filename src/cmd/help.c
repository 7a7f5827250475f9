/* `help`, `help COMMAND` and `--help`: written from what the commands declare. */
#include "cmd/cmd.h"

#include <string.h>

#include "base/arena.h"

/* A word and what it means, which goes on below itself where the window is narrow. */
static void print_entry(struct app *app, const char *word, int columns, const char *meaning)
{
    const struct out *screen = app_screen(app);
    struct line label = { 0 }, text = { 0 };
    struct lines rows = { 0 };
    line_addf(&label, STYLE_TEXT, "  %-*s  ", columns, word);
    line_adds(&text, STYLE_TEXT, meaning);
    lines_wrap_beside(&rows, &label, &text, out_columns(screen));
    out_lines(screen, &rows);
    lines_finish(&rows);
    line_finish(&text);
    line_finish(&label);
}

/* As wide as the widest of them. */
static void print_options(struct app *app, const struct cmd_option *options, size_t limit)
{
    struct arena arena = { 0 };
    const char *words[CMD_MAX_OPTIONS];
    int columns = 0;
    for (size_t i = 0; i < limit && options[i].name; i++) {
        words[i] =
            arena_printf(&arena, "--%s%s%s", options[i].name, options[i].value ? " " : "",
                         options[i].value ? options[i].value : "");
        int len = (int)strlen(words[i]);
        columns = len > columns ? len : columns;
    }
    for (size_t i = 0; i < limit && options[i].name; i++)
        print_entry(app, words[i], columns, options[i].help);
    arena_finish(&arena);
}

void help_overview(struct app *app)
{
    out_say(app_screen(app), STYLE_TEXT,
            "asynclearn teaches asynchronous programming by making the event loop visible.\n\n"
            "Usage: asynclearn [COMMAND] [ARGUMENTS] [OPTIONS]\n\n"
            "Commands:\n");
    for (size_t i = 0; cmd_table[i]; i++) {
        const char *name = cmd_table[i]->name[0] ? cmd_table[i]->name : "(none)";
        print_entry(app, name, 8, cmd_table[i]->summary);
    }
    out_text(app_screen(app), STYLE_TEXT, "\nEverywhere:\n");
    print_options(app, cmd_global_options, CMD_MAX_OPTIONS);
    out_say(app_screen(app), STYLE_TEXT,
            "\nasynclearn help COMMAND says more about one of them.\n");
}

void help_command(struct app *app, const struct command *command)
{
    const char *caller = app_caller(app);
    const struct out *screen = app_screen(app);
    out_say(screen, STYLE_TEXT, "%s%s: %s\n\nUsage: %s%s%s%s\n", caller, command->name,
            command->summary, caller, command->name, command->usage[0] ? " " : "",
            command->usage);
    if (command->details)
        out_say(screen, STYLE_TEXT, "\n%s\n", command->details);
    if (command->options[0].name) {
        out_text(screen, STYLE_TEXT, "\nOptions:\n");
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
    .is_paged = true,
    .run = run,
};
