#include "cmd/pager.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static void write_to(struct app *app, FILE *file)
{
    app->out = file;
    app->screen.file = file;
}

void pager_begin(struct pager *pager, struct app *app)
{
    const char *command = getenv("PAGER");
    *pager = (struct pager){ .terminal = app->out };
    if (!command || !*command || app->in_session || app->no_input || app->plain ||
        !isatty(fileno(app->out)))
        return;
    app_screen(app);          /* what the terminal can do, as long as it can be asked */
    setenv("LESS", "FRX", 0); /* colours as they are; a short text is just printed */
    signal(SIGPIPE, SIG_IGN); /* who has read enough leaves before the end */
    fflush(app->out);
    pager->pipe = popen(command, "w");
    if (pager->pipe)
        write_to(app, pager->pipe);
}

void pager_end(struct pager *pager, struct app *app)
{
    if (!pager->pipe)
        return;
    write_to(app, pager->terminal);
    pclose(pager->pipe);
}
