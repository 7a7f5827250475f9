/* From words to a finished command. */
#include "cmd/cmd.h"

#include <stdarg.h>
#include <unistd.h>

#include "cmd/pager.h"

/* stderr may be another terminal than the results', or none. */
void cmd_say(struct app *app, const char *lead, const char *text)
{
    struct caps caps = *app_screen(app)->caps;
    caps.is_tty = isatty(fileno(app->err));
    caps.depth = STYLE_DEPTH_NONE;
    fflush(app->out);
    const struct out out = {
        .file = app->err,
        .caps = &caps,
        .unread_rows = caps.is_tty ? &app->unread_rows : NULL,
    };
    out_say(&out, STYLE_TEXT, "%s%s", lead, text);
}

int cmd_fault(struct app *app, enum status status, struct diag *diag)
{
    struct buf text = { 0 };
    diag_format(diag, &text);
    cmd_say(app, app->in_session ? "" : "asynclearn: ", buf_str(&text));
    buf_finish(&text);
    diag_finish(diag);
    return (int)status;
}

static void point_to_help(struct app *app, const struct command *command)
{
    fprintf(app->err, "Try: %shelp%s%s\n", app_caller(app), command ? " " : "",
            command ? command->name : "");
}

int cmd_usage_fault(struct app *app, const struct command *command, const char *format, ...)
{
    struct diag diag = { 0 };
    struct buf message = { 0 };
    va_list args;
    va_start(args, format);
    buf_addv(&message, format, args);
    va_end(args);
    diag_set(&diag, NULL, 0, 0, "%s", buf_str(&message));
    buf_finish(&message);
    int status = cmd_fault(app, STATUS_USAGE, &diag);
    point_to_help(app, command);
    return status;
}

static int run_paged(struct app *app, const struct cmd_args *args)
{
    struct pager pager;
    pager_begin(&pager, app);
    int status = args->command->run(app, args);
    pager_end(&pager, app);
    return status;
}

int cmd_run(struct app *app, size_t count, const char *const words[])
{
    struct cmd_args args;
    struct diag diag = { 0 };
    int status = STATUS_OK;
    if (cmd_args_parse(&args, app, count, words, &diag)) {
        status = cmd_fault(app, STATUS_USAGE, &diag);
        point_to_help(app, args.command);
    } else if (args.help && args.command) {
        help_command(app, args.command);
    } else if (args.help) {
        help_overview(app);
    } else if (args.command->is_paged) {
        status = run_paged(app, &args);
    } else {
        status = args.command->run(app, &args);
    }
    cmd_args_finish(&args);
    return status;
}
