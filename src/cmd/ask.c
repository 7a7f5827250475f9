#include "cmd/ask.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "cmd/complete.h"
#include "progress/paths.h"
#include "term/markdown.h"
#include "term/pause.h"

/* The prompt, made when something is first asked. */
static struct prompt *prompt_of(struct app *app)
{
    if (app->prompt)
        return app->prompt;
    struct paths paths;
    paths_init(&paths);
    char *history = path_join(paths.state, "history");
    const struct prompt_options options = {
        .caps = app_screen(app)->caps,
        .history_path = history,
        .complete = complete_line,
        .complete_arg = app,
    };
    app->prompt = prompt_create(&options);
    free(history);
    paths_finish(&paths);
    return app->prompt;
}

/* Owned: the text without blanks at its ends. */
static char *trimmed(const char *text)
{
    text += strspn(text, " \t");
    size_t len = strlen(text);
    while (len > 0 && strchr(" \t\r\n", text[len - 1]))
        len--;
    return mem_strndup(text, len);
}

int ask_line(struct app *app, enum prompt_kind kind, const char *question, char **ret_line)
{
    char *line = NULL;
    fflush(app->out);
    int err = prompt_read(prompt_of(app), kind, question, &line);
    app->unread_rows = 0;
    if (err)
        return err > 0 ? err : PROMPT_END;
    caps_update_size(fileno(app->out), &app->caps);
    *ret_line = trimmed(line);
    free(line);
    return 0;
}

int ask_interrupt(struct app *app, void (*print)(void *arg), void *arg)
{
    return prompt_interrupt(prompt_of(app), print, arg);
}

/* A line ends where the window does, which ends no sentence; only an entry of a list begins
 * anew. */
static void add_line(struct buf *text, const char *line)
{
    buf_addc(text, strchr("-*0123456789", *line) ? '\n' : ' ');
    buf_adds(text, line);
}

int ask_more(struct app *app, struct buf *text)
{
    for (;;) {
        char *line = NULL;
        int err = ask_line(app, PROMPT_ANSWER, "... > ", &line);
        if (err == PROMPT_CANCELLED)
            return err;
        bool is_end = err || !*line;
        if (!is_end)
            add_line(text, line);
        free(line);
        if (is_end)
            return 0;
    }
}

int ask_show_lines(struct app *app, const struct lines *lines)
{
    const struct out *screen = app_screen(app);
    int err = out_page(screen, lines, app->no_input ? NULL : pause_ask, &app->screen);
    if (!app->no_input)
        out_text(screen, STYLE_TEXT, "\n");
    return err == PROMPT_CANCELLED ? 0 : err;
}

int ask_show(struct app *app, const char *markdown)
{
    struct lines lines = { 0 };
    markdown_render(markdown, strlen(markdown), app_screen(app)->caps, &lines);
    int err = ask_show_lines(app, &lines);
    lines_finish(&lines);
    return err;
}
