#include "term/prompt.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include <async/event.h>
#include <histedit.h>

#include "base/mem.h"
#include "term/out.h"
#include "term/recall.h"
#include "term/tty.h"
#include "term/width.h"

struct prompt {
    struct out out;
    char *history_path; /* owned; NULL: none */
    prompt_complete_fn *complete;
    void *complete_arg;
    EditLine *editor; /* NULL: plain lines */
    History *history;
    enum prompt_kind kind; /* of the line under way */
    struct buf question;   /* as libedit wants it; without it, as it is */
    int question_columns;
    struct async_event asks; /* set while a line is being read */
    int err;                 /* why the wait for a key ended; 0 while it did not */
    bool is_cancelled;
};

/* ---- Input: one byte at a time, so that whatever else reads the terminal later finds the rest
 * ---- */

/* Gives the terminal its modes again after we were stopped, and draws the line anew. */
static void redraw(struct prompt *prompt, unsigned events)
{
    if (!prompt->editor)
        return;
    if (events & TTY_RESUMED) {
        el_set(prompt->editor, EL_PREP_TERM, 0);
        el_set(prompt->editor, EL_PREP_TERM, 1);
    }
    el_resize(prompt->editor);
    fputs("\r\033[J", prompt->out.file);
    el_set(prompt->editor, EL_REFRESH);
}

/* Suspends. Returns 1 and a byte, 0 at the end of the input, or -1 with prompt->err set. */
static int read_byte(struct prompt *prompt, char *ret_byte)
{
    for (;;) {
        unsigned events = 0;
        prompt->err = tty_wait(&events);
        if (prompt->err)
            return -1;
        if (events) {
            redraw(prompt, events);
            continue;
        }
        ssize_t n = read(STDIN_FILENO, ret_byte, 1);
        if (n >= 0)
            return (int)n;
        if (errno == EINTR || errno == EAGAIN)
            continue;
        prompt->err = -errno;
        return -1;
    }
}

/* libedit's source of characters. Bytes that are no character are dropped. */
static int read_character(EditLine *editor, wchar_t *ret_character)
{
    struct prompt *prompt = NULL;
    mbstate_t state = { 0 };
    char byte;
    el_get(editor, EL_CLIENTDATA, &prompt);
    for (;;) {
        int n = read_byte(prompt, &byte);
        if (n <= 0)
            return n;
        size_t used = mbrtowc(ret_character, &byte, 1, &state);
        if (used == (size_t)-1)
            state = (mbstate_t){ 0 };
        else if (used != (size_t)-2)
            return 1;
    }
}

/* ---- Keys ---- */

static unsigned char on_cancel(EditLine *editor, int key)
{
    struct prompt *prompt = NULL;
    el_get(editor, EL_CLIENTDATA, &prompt);
    prompt->is_cancelled = true;
    fputs("^C", prompt->out.file);
    return CC_EOF;
}

/* The signal's handler restores the terminal; coming back is an event in read_byte(). */
static unsigned char on_suspend(EditLine *editor, int key)
{
    raise(SIGTSTP);
    return CC_NORM;
}

static unsigned char list_offers(struct prompt *prompt, const struct offers *offers)
{
    struct lines lines = { 0 };
    offers_render(offers, prompt->out.caps->columns, &lines);
    fputc('\n', prompt->out.file);
    out_lines(&prompt->out, &lines);
    lines_finish(&lines);
    return CC_REDISPLAY;
}

/* Fills in as much as is certain; where that is nothing, shows what is possible. */
static unsigned char complete_word(struct prompt *prompt, const struct offers *offers)
{
    size_t typed = strlen(offers->prefix);
    size_t common = offers_common_len(offers);
    bool is_only = offers->count == 1;
    if (!offers->count)
        return CC_REFRESH_BEEP;
    if (!is_only && common == typed)
        return list_offers(prompt, offers);
    struct buf rest = { 0 };
    buf_add(&rest, offers->words[0] + typed, common - typed);
    buf_adds(&rest, is_only ? " " : "");
    el_insertstr(prompt->editor, buf_str(&rest));
    buf_finish(&rest);
    return CC_REFRESH;
}

static unsigned char on_complete(EditLine *editor, int key)
{
    struct prompt *prompt = NULL;
    el_get(editor, EL_CLIENTDATA, &prompt);
    if (prompt->kind != PROMPT_COMMAND || !prompt->complete)
        return CC_REFRESH_BEEP;
    const LineInfo *line = el_line(editor);
    const char *word = line->cursor;
    while (word > line->buffer && word[-1] != ' ')
        word--;
    char *before = mem_strndup(line->buffer, (size_t)(word - line->buffer));
    char *prefix = mem_strndup(word, (size_t)(line->cursor - word));
    struct offers offers = { .prefix = prefix };
    prompt->complete(before, &offers, prompt->complete_arg);
    unsigned char result = complete_word(prompt, &offers);
    offers_finish(&offers);
    free(prefix);
    free(before);
    return result;
}

/* ---- The editor ---- */

static const struct {
    const char *key, *function;
} bindings[] = {
    { "^C", "asynclearn-cancel" },   { "^Z", "asynclearn-suspend" },
    { "^I", "asynclearn-complete" }, { "^R", "em-inc-search-prev" },
    { "^W", "ed-delete-prev-word" }, { "\033[H", "ed-move-to-beg" },
    { "\033[F", "ed-move-to-end" },  { "\033[1~", "ed-move-to-beg" },
    { "\033[4~", "ed-move-to-end" }, { "\033[3~", "ed-delete-next-char" },
    { "\033[1;5C", "em-next-word" }, { "\033[1;5D", "ed-prev-word" },
};

static char *question_of(EditLine *editor)
{
    struct prompt *prompt = NULL;
    el_get(editor, EL_CLIENTDATA, &prompt);
    return prompt->question.data;
}

/* Between two \1, libedit counts no columns. The last character must be outside of them. */
static void set_question(struct prompt *prompt, const char *question)
{
    enum style_depth depth = prompt->out.caps->depth;
    struct line line = { 0 };
    struct buf text = { 0 };
    line_adds(&line, STYLE_PROMPT, question);
    line_trim(&line);
    if (prompt->out.caps->is_utf8)
        buf_add(&text, line.text.data, line.text.len);
    else
        width_ascii(buf_str(&line.text), line.text.len, &text);
    buf_truncate(&prompt->question, 0);
    buf_adds(&prompt->question, "\1");
    style_begin(STYLE_PROMPT, depth, &prompt->question);
    buf_addf(&prompt->question, "\1%s\1", buf_str(&text));
    style_end(STYLE_PROMPT, depth, &prompt->question);
    buf_adds(&prompt->question, "\1 ");
    prompt->question_columns = width_count(buf_str(&text), text.len, 0) + 1;
    buf_finish(&text);
    line_finish(&line);
}

static void remember(const char *line, void *arg)
{
    struct prompt *prompt = arg;
    HistEvent event;
    history(prompt->history, &event, H_ENTER, line);
}

static void open_history(struct prompt *prompt)
{
    HistEvent event;
    prompt->history = history_init();
    history(prompt->history, &event, H_SETSIZE, RECALL_LINES);
    history(prompt->history, &event, H_SETUNIQUE, 1);
    el_set(prompt->editor, EL_HIST, history, prompt->history);
    if (prompt->history_path)
        recall_load(prompt->history_path, remember, prompt);
}

/* Signals stay with tty.c: in the editor, Ctrl-C and Ctrl-Z are keys like any other. */
static void open_editor(struct prompt *prompt)
{
    prompt->editor = el_init("asynclearn", stdin, stdout, stderr);
    if (!prompt->editor)
        return;
    EditLine *editor = prompt->editor;
    el_set(editor, EL_CLIENTDATA, prompt);
    el_wset(editor, EL_GETCFN, read_character);
    el_set(editor, EL_SIGNAL, 0);
    el_set(editor, EL_SETTY, "-d", "-isig", NULL);
    el_set(editor, EL_PROMPT_ESC, question_of, '\1');
    el_set(editor, EL_EDITOR, "emacs");
    el_wset(editor, EL_ADDFN, L"asynclearn-cancel", L"drop the line", on_cancel);
    el_wset(editor, EL_ADDFN, L"asynclearn-suspend", L"stop the program", on_suspend);
    el_wset(editor, EL_ADDFN, L"asynclearn-complete", L"complete the word", on_complete);
    el_source(editor, NULL); /* the learner's own ~/.editrc */
    for (size_t i = 0; i < sizeof bindings / sizeof *bindings; i++)
        el_set(editor, EL_BIND, bindings[i].key, bindings[i].function, NULL);
    open_history(prompt);
}

struct prompt *prompt_create(const struct prompt_options *options)
{
    struct prompt *prompt = mem_alloc(sizeof *prompt);
    prompt->out = (struct out){ .file = stdout, .caps = options->caps };
    prompt->history_path = options->history_path ? mem_strdup(options->history_path) : NULL;
    prompt->complete = options->complete;
    prompt->complete_arg = options->complete_arg;
    async_event_init(&prompt->asks);
    if (options->caps->is_tty && !options->caps->is_dumb && tty_guard() == 0)
        open_editor(prompt);
    return prompt;
}

void prompt_destroy(struct prompt *prompt)
{
    if (!prompt)
        return;
    if (prompt->editor) {
        el_end(prompt->editor);
        history_end(prompt->history);
    }
    buf_finish(&prompt->question);
    free(prompt->history_path);
    free(prompt);
}

/* ---- Reading ---- */

static bool is_last(struct prompt *prompt, const char *line)
{
    HistEvent newest;
    return history(prompt->history, &newest, H_FIRST) >= 0 && !strcmp(newest.str, line);
}

static void keep(struct prompt *prompt, const char *line)
{
    bool is_blank = !line[strspn(line, " ")];
    if (prompt->kind != PROMPT_COMMAND || is_blank || is_last(prompt, line))
        return;
    remember(line, prompt);
    if (prompt->history_path)
        recall_append(prompt->history_path, line);
}

static int edit_line(struct prompt *prompt, char **ret_line)
{
    int len = 0;
    prompt->is_cancelled = false;
    const char *text = el_gets(prompt->editor, &len);
    if (prompt->err || !text)
        fputc('\n', prompt->out.file);
    if (prompt->err)
        return prompt->err;
    if (prompt->is_cancelled)
        return PROMPT_CANCELLED;
    if (!text)
        return PROMPT_END;
    *ret_line = mem_strndup(text, strcspn(text, "\r\n"));
    keep(prompt, *ret_line);
    return 0;
}

static int read_line(struct prompt *prompt, char **ret_line)
{
    struct buf line = { 0 };
    char byte = 0;
    int n;
    while ((n = read_byte(prompt, &byte)) == 1 && byte != '\n')
        buf_addc(&line, byte);
    if (n < 0 || (n == 0 && !line.len)) {
        buf_finish(&line);
        return n < 0 ? prompt->err : PROMPT_END;
    }
    *ret_line = mem_strdup(buf_str(&line));
    buf_finish(&line);
    return 0;
}

static int ask(struct prompt *prompt, const char *question, char **ret_line)
{
    if (prompt->editor) {
        set_question(prompt, question);
        return edit_line(prompt, ret_line);
    }
    buf_truncate(&prompt->question, 0);
    buf_adds(&prompt->question, isatty(STDIN_FILENO) ? question : "");
    out_text(&prompt->out, STYLE_PROMPT, buf_str(&prompt->question));
    fflush(prompt->out.file);
    return read_line(prompt, ret_line);
}

int prompt_read(struct prompt *prompt, enum prompt_kind kind, const char *question,
                char **ret_line)
{
    prompt->kind = kind;
    async_event_set(&prompt->asks);
    int err = ask(prompt, question, ret_line);
    async_event_clear(&prompt->asks);
    return err;
}

/* ---- Interrupting ---- */

/* In which row of the edited line, counted from that of the question, the cursor stands. */
static int cursor_row(const struct prompt *prompt)
{
    const LineInfoW *line = el_wline(prompt->editor);
    int columns = prompt->question_columns;
    for (const wchar_t *at = line->buffer; at < line->cursor; at++)
        columns += wcwidth(*at) > 0 ? wcwidth(*at) : 0;
    return columns / prompt->out.caps->columns;
}

static void hide(const struct prompt *prompt)
{
    int row = prompt->editor ? cursor_row(prompt) : 0;
    if (row)
        fprintf(prompt->out.file, "\033[%dA", row);
    fputs(prompt->editor ? "\r\033[J" : "\n", prompt->out.file);
}

int prompt_interrupt(struct prompt *prompt, void (*print)(void *arg), void *arg)
{
    while (!async_event_is_set(&prompt->asks)) {
        int err = async_event_wait(&prompt->asks);
        if (err)
            return err;
    }
    hide(prompt);
    print(arg);
    if (prompt->editor)
        el_set(prompt->editor, EL_REFRESH);
    else
        out_text(&prompt->out, STYLE_PROMPT, buf_str(&prompt->question));
    fflush(prompt->out.file);
    return 0;
}
