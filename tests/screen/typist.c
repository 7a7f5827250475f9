/* A program to type into: what the screen tests of prompt.h, pause.h and screen.h run.
 *
 *   typist prompt HISTORY   echoes lines; while it asks, another task counts its ticks
 *   typist page             60 lines, a screenful at a time
 *   typist screen           a full-screen view that names the keys it gets
 *
 * Lines and keys that make it end badly: `crash` or `!` faults, `abort` or `a` aborts,
 * `overflow` or `o` uses up the stack of its task, `kill` or `k` is the kill that it cannot
 * catch. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <async.h>

#include "term/out.h"
#include "term/pause.h"
#include "term/prompt.h"
#include "term/screen.h"
#include "term/tty.h"

struct typist {
    struct caps caps;
    struct out out;
    const char *history;
    int ticks;
};

static int count_ticks(void *arg)
{
    struct typist *typist = arg;
    int err;
    while (!(err = async_sleep(1)))
        typist->ticks++;
    return err;
}

static void offer(const char *before, struct offers *offers, void *arg)
{
    static const char *const commands[] = { "lesson", "list", "quit" };
    if (*before) {
        offers_add(offers, "basic-asyncio/await");
        return;
    }
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        offers_add(offers, commands[i]);
}

static int use_up_stack(int depth)
{
    volatile char here[4096];
    here[0] = (char)depth;
    return depth ? use_up_stack(depth - 1) + here[0] : 0;
}

static void end_badly(char how)
{
    if (how == 'a')
        abort();
    if (how == 'k')
        kill(getpid(), SIGKILL);
    if (how == 'o')
        use_up_stack(TTY_STACK_BYTES);
    raise(SIGSEGV);
}

/* True when the line says to leave. */
static bool answer_line(struct typist *typist, const char *line)
{
    if (!strcmp(line, "crash") || !strcmp(line, "abort") || !strcmp(line, "overflow") ||
        !strcmp(line, "kill"))
        end_badly(*line);
    if (!strcmp(line, "ticks"))
        out_text(&typist->out, STYLE_TEXT, typist->ticks ? "others ran\n" : "others waited\n");
    else
        out_format(&typist->out, STYLE_TEXT, "line: <%s>\n", line);
    return !strcmp(line, "quit");
}

/* A prompt whose time is over leaves the terminal as any other does. */
static void ask_with_deadline(struct typist *typist, struct prompt *prompt)
{
    struct async_timeout scope;
    char *line = NULL;
    int err = async_timeout_enter(&scope, 20);
    err = err ? err : prompt_read(prompt, PROMPT_ANSWER, "quick> ", &line);
    err = async_timeout_exit(&scope, err);
    free(line);
    out_text(&typist->out, STYLE_TEXT, err == ASYNC_ETIMEDOUT ? "too late\n" : "in time\n");
}

static int type_lines(struct typist *typist)
{
    struct prompt_options options = { &typist->caps, typist->history, offer, NULL };
    struct prompt *prompt = prompt_create(&options);
    char *line = NULL;
    bool leaves = false;
    int err;
    while (!leaves && (err = prompt_read(prompt, PROMPT_COMMAND, "learn> ", &line)) >= 0) {
        if (err == PROMPT_END)
            break;
        if (err == PROMPT_CANCELLED) {
            out_text(&typist->out, STYLE_TEXT, "cancelled\n");
            continue;
        }
        leaves = answer_line(typist, line);
        if (!strcmp(line, "deadline"))
            ask_with_deadline(typist, prompt);
        free(line);
    }
    prompt_destroy(prompt);
    out_text(&typist->out, STYLE_TEXT, "end\n");
    return 0;
}

static int prompt_main(void *arg)
{
    struct async_task *others = async_create_task(async_coro(count_ticks, arg));
    int err = type_lines(arg);
    async_task_release(others);
    return err;
}

static int page_main(void *arg)
{
    struct typist *typist = arg;
    struct lines lines = { 0 };
    for (int i = 1; i <= 60; i++)
        line_addf(lines_add(&lines), STYLE_TEXT, "row %d", i);
    int err = out_page(&typist->out, &lines, pause_ask, &typist->out);
    out_format(&typist->out, STYLE_TEXT, "left with %d\n", err);
    lines_finish(&lines);
    return 0;
}

static void draw(struct screen *screen, int key)
{
    struct rect all = screen_area(screen);
    struct rect narrow = { 3, 1, 1, 6 };
    screen_clear(screen);
    screen_box(screen, all, "Typist", STYLE_BORDER);
    screen_format(screen, screen_inside(all), 0, 0, STYLE_OK, "%d x %d, key %d", all.cols,
                  all.rows, key);
    screen_text(screen, narrow, 0, 0, STYLE_WARN, "ab日本語");
    screen_text(screen, narrow, 0, -1, STYLE_WARN, "");
    screen_show(screen);
}

static int screen_main(void *arg)
{
    struct typist *typist = arg;
    struct screen *screen = screen_open(&typist->caps);
    int key = 0, err = 0;
    if (!screen) {
        out_text(&typist->out, STYLE_TEXT, "no screen\n");
        return 0;
    }
    while (!err && key != 'q') {
        draw(screen, key);
        err = screen_read_key(screen, &key);
        if (key == '!' || key == 'a' || key == 'o' || key == 'k')
            end_badly((char)key);
    }
    screen_close(screen);
    out_text(&typist->out, STYLE_TEXT, "left the screen\n");
    return err;
}

int main(int argc, char *argv[])
{
    static struct typist typist;
    const char *what = argc > 1 ? argv[1] : "prompt";
    caps_detect(STDOUT_FILENO, &(struct caps_request){ 0 }, &typist.caps);
    typist.out = (struct out){ .file = stdout, .caps = &typist.caps };
    typist.history = argc > 2 ? argv[2] : NULL;
    async_fn *run = !strcmp(what, "page")     ? page_main
                    : !strcmp(what, "screen") ? screen_main
                                              : prompt_main;
    struct async_options options = async_options_default();
    options.stack_bytes = TTY_STACK_BYTES;
    return async_run_with(&options, async_coro(run, &typist), NULL) ? 1 : 0;
}
