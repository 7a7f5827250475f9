#include "cmd/editor.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <async.h>

#include "cmd/cmd.h"
#include "cmd/interrupt.h"

const char *editor_name(const struct app *app)
{
    const char *visual = getenv("VISUAL"), *editor = getenv("EDITOR");
    const char *name = visual && *visual ? visual : editor;
    bool has_terminal = isatty(STDIN_FILENO) && isatty(fileno(app->out)) && !app->no_input;
    return has_terminal && name && *name ? name : NULL;
}

/* Keys of the editor's, which the terminal sends to us too. */
static void leave_to_editor(void *arg)
{
}

/* The name may have arguments: "code --wait". */
static int run(const char *name, const char *file, int *ret_code)
{
    struct buf command = { 0 };
    struct async_process *process;
    buf_addf(&command, "exec %s \"$1\"", name);
    const char *const argv[] = { "sh", "-c", buf_str(&command), "sh", file, NULL };
    int err = async_process_start(argv, NULL, &process);
    buf_finish(&command);
    if (err)
        return err;
    err = async_process_wait(process, ret_code);
    async_process_destroy(process);
    return err;
}

int editor_open(struct app *app, const char *name, const char *file)
{
    struct interrupt interrupt;
    struct diag diag = { 0 };
    int code = 0;
    fflush(app->out);
    interrupt_begin(&interrupt, leave_to_editor, NULL);
    int err = run(name, file, &code);
    interrupt_end(&interrupt);
    if (err == ASYNC_ECANCELED)
        return STATUS_INTERRUPTED;
    if (!err && !code)
        return STATUS_OK;
    diag_set(&diag, NULL, 0, 0, "the editor \"%s\" did not end well; the file is %s", name,
             file);
    return cmd_fault(app, STATUS_LACKING, &diag);
}
