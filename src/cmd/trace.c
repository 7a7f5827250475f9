/* `trace`: any program linked with the runtime, or a trace recorded earlier. */
#include "cmd/cmd.h"
#include "cmd/tracing.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* The dashes before it were forgotten. */
static bool is_program(const char *path)
{
    char magic[4];
    struct stat info;
    FILE *file = stat(path, &info) == 0 && S_ISREG(info.st_mode) ? fopen(path, "re") : NULL;
    if (!file)
        return false;
    bool is_elf = fread(magic, sizeof(magic), 1, file) == 1 &&
                  memcmp(magic, "\177ELF", sizeof(magic)) == 0;
    fclose(file);
    return is_elf;
}

static int replay(struct app *app, const struct cmd_args *args, struct tracing *tracing)
{
    if (args->count > 1)
        return cmd_usage_fault(app, args->command,
                               "one trace at a time; a program goes behind \"--\"");
    if (is_program(args->words[0]))
        return cmd_usage_fault(app, args->command, "%s is a program: say \"trace -- %s\"",
                               args->words[0], args->words[0]);
    tracing->name = args->words[0];
    return tracing_replay(app, args->words[0], tracing);
}

static int run(struct app *app, const struct cmd_args *args)
{
    struct tracing tracing;
    int status = tracing_options(app, args, "real", &tracing);
    if (status)
        return status;
    if (args->count_before_dashes)
        return replay(app, args, &tracing);
    const char *slash = strrchr(args->words[0], '/');
    tracing.argv = args->words;
    tracing.name = slash ? slash + 1 : args->words[0];
    return tracing_run(app, &tracing);
}

const struct command command_trace = {
    .name = "trace",
    .usage = "FILE.jsonl | -- PROGRAM ARGS...",
    .summary = "watch any program linked with the runtime, or a recorded trace",
    .details = "A trace is recorded by ASYNC_TRACE=FILE.jsonl ./program.\n"
               "docs/trace.md tells what is in it.\n"
               "Keys are the view's: a program that reads gets its input with < FILE, as a "
               "log.\n" TRACING_DETAILS,
    .options = { TRACING_OPTIONS },
    .min_words = 1,
    .max_words = CMD_ANY_WORDS,
    .run = run,
};
