#include "cmd/session.h"

#include <stdlib.h>
#include <string.h>
#include <wordexp.h>

#include "base/mem.h"
#include "base/suggest.h"
#include "cmd/ask.h"
#include "cmd/cmd.h"
#include "cmd/exercise.h"
#include "cmd/walk.h"
#include "course/page.h"
#include "progress/store.h"
#include "progress/utc.h"
#include "quiz/due.h"

/* ---- Places ---- */

static struct step *step_of_lesson(const struct course *course, int number, bool is_last)
{
    struct lesson *lesson = course_lesson(course, number);
    if (!lesson || !lesson->step_count)
        return NULL;
    return &lesson->steps[is_last ? lesson->step_count - 1 : 0];
}

struct step *session_next_step(const struct course *course, const struct step *step)
{
    const struct lesson *lesson = step->lesson;
    if ((size_t)step->number < lesson->step_count)
        return &lesson->steps[step->number];
    return step_of_lesson(course, lesson->number + 1, false);
}

struct step *session_previous_step(const struct course *course, const struct step *step)
{
    if (step->number > 1)
        return &step->lesson->steps[step->number - 2];
    return step->lesson->number > 1 ? step_of_lesson(course, step->lesson->number - 1, true)
                                    : NULL;
}

/* Where the learner left off, or the beginning. */
static struct step *resume(struct app *app, const struct course *course)
{
    char *id = store_position(app_store(app));
    struct diag ignored = { 0 };
    struct step *step = id ? course_find_step(course, id, &ignored) : NULL;
    diag_finish(&ignored);
    free(id);
    return step ? step : step_of_lesson(course, 1, false);
}

/* ---- What can be typed ---- */

static enum move go_to(struct session *session, struct step *target)
{
    session->target = target;
    return MOVE_TO;
}

static enum move obey_next(struct session *session, const char *argument)
{
    if (session->step)
        return go_to(session, session_next_step(session->course, session->step));
    ask_show(session->app, "This is the end of the course.");
    return MOVE_STAY;
}

static enum move obey_back(struct session *session, const char *argument)
{
    struct step *target = session->step ? session_previous_step(session->course, session->step)
                                        : resume(session->app, session->course);
    if (target)
        return go_to(session, target);
    ask_show(session->app, "This is the beginning of the course.");
    return MOVE_STAY;
}

static enum move obey_lesson(struct session *session, const char *argument)
{
    struct diag diag = { 0 };
    struct step *step = NULL;
    if (course_says_step(argument)) {
        step = course_find_step(session->course, argument, &diag);
    } else if (*argument) {
        struct lesson *lesson = course_find_lesson(session->course, argument, &diag);
        step = lesson ? &lesson->steps[0] : NULL;
    } else if (session->step) {
        step = &session->step->lesson->steps[0];
    }
    if (step)
        return go_to(session, step);
    if (diag_is_set(&diag))
        cmd_fault(session->app, STATUS_USAGE, &diag);
    return MOVE_STAY;
}

static enum move obey_more(struct session *session, const char *argument)
{
    const struct step *step = session->step;
    struct buf page = { 0 };
    struct diag diag = { 0 };
    if (!step || !step->aside)
        ask_show(session->app, "This step says no more. Where one does, it tells at its end.");
    else if (page_aside(step, &page, &diag))
        cmd_fault(session->app, STATUS_USAGE, &diag);
    else
        ask_show(session->app, buf_str(&page));
    buf_finish(&page);
    return MOVE_STAY;
}

static enum move obey_broken(struct session *session, const char *argument)
{
    const struct step *step = session->step;
    if (step && step->broken)
        cmd_run(session->app, 3, (const char *const[]){ "demo", step->id, "--broken" });
    else
        ask_show(session->app, "There is no pitfall to run here. Where there is one, the step "
                               "tells at its end.");
    return MOVE_STAY;
}

/* False, and said, if nothing can be typed that begins with this word. */
static bool check_word(struct session *session, const char *word)
{
    const char *known[64];
    size_t count = 0;
    for (const struct session_verb *verb = session_verbs; verb->word; verb++)
        known[count++] = verb->word;
    for (size_t i = 0; cmd_table[i] && count < 64; i++)
        known[count++] = cmd_table[i]->name;
    if (*word == '-' || cmd_find(word))
        return true;
    const char *nearest = suggest_nearest(word, known, count);
    cmd_usage_fault(session->app, NULL, "unknown command \"%s\"%s%s%s", word,
                    nearest ? ": did you mean \"" : "", nearest ? nearest : "",
                    nearest ? "\"?" : "");
    return false;
}

/* Splits the line as a shell would, without running anything, and has the command layer
 * carry it out. */
static enum move obey_command(struct session *session, const char *line)
{
    wordexp_t words;
    if (wordexp(line, &words, WRDE_NOCMD)) {
        ask_show(session->app,
                 "This is not a shell: quote words that contain `| & ; < > ( )` or quotes.");
        return MOVE_STAY;
    }
    if (words.we_wordc && check_word(session, words.we_wordv[0]))
        cmd_run(session->app, words.we_wordc, (const char *const *)words.we_wordv);
    wordfree(&words);
    return MOVE_STAY;
}

static enum move obey_watch(struct session *session, const char *argument)
{
    struct buf line = { 0 };
    buf_addf(&line, "exercise watch %s", argument);
    enum move move = obey_command(session, buf_str(&line));
    buf_finish(&line);
    return move;
}

/* At a question `hint` is about that one; elsewhere it can only be about an exercise. */
static enum move obey_hint(struct session *session, const char *argument)
{
    const char *const words[] = { "exercise", "hint", argument };
    if (*argument)
        cmd_run(session->app, 3, words);
    else
        ask_show(session->app, "No question is asked now. `hint ID` is about an exercise.");
    return MOVE_STAY;
}

static enum move obey_quit(struct session *session, const char *argument)
{
    return MOVE_LEAVE;
}

/* A word and what it is for, which goes on below itself where the window is narrow. */
static void add_help(struct session *session, const char *usage, const char *summary,
                     struct lines *page)
{
    struct line word = { 0 }, text = { 0 };
    line_addf(&word, STYLE_CODE, "%-14s", usage);
    line_adds(&text, STYLE_TEXT, summary);
    lines_wrap_beside(page, &word, &text, out_columns(app_screen(session->app)));
    line_finish(&text);
    line_finish(&word);
}

static void show_all_help(struct session *session)
{
    struct lines page = { 0 };
    add_help(session, "Enter", "go on", &page);
    for (const struct session_verb *verb = session_verbs; verb->word; verb++)
        if (verb->usage)
            add_help(session, verb->usage, verb->summary, &page);
    for (size_t i = 0; cmd_table[i]; i++)
        if (*cmd_table[i]->name && !session_finds_verb(cmd_table[i]->name))
            add_help(session, cmd_table[i]->name, cmd_table[i]->summary, &page);
    add_help(session, "Ctrl-C", "drop the line", &page);
    add_help(session, "Ctrl-D", "leave", &page);
    ask_show_lines(session->app, &page);
    lines_finish(&page);
}

static enum move obey_help(struct session *session, const char *argument)
{
    const struct session_verb *verb = session_finds_verb(argument);
    const char *const words[] = { "help", argument };
    if (verb && verb->usage)
        out_say(app_screen(session->app), STYLE_TEXT, "%s: %s\n", verb->usage, verb->summary);
    else if (*argument)
        cmd_run(session->app, 2, words);
    else
        show_all_help(session);
    return MOVE_STAY;
}

const struct session_verb session_verbs[] = {
    { "next", "next", "skip to the next step", obey_next },
    { "back", "back", "go back to the step before", obey_back },
    { "lesson", "lesson ID", "go to a lesson or a step: lesson 2, lesson coroutines/objects",
      obey_lesson },
    { "hint", "hint", "a nudge at a question", obey_hint },
    { "more", "more", "what else this step knows", obey_more },
    { "broken", "broken", "run what falls into this step's pitfall", obey_broken },
    { "watch", "watch ID", "judge an exercise on every save; watch off ends that", obey_watch },
    { "help", "help COMMAND", "more about a command; without one, this list", obey_help },
    { "quit", "quit", "leave; your place is kept", obey_quit },
    { "exit", NULL, NULL, obey_quit },
    { NULL, NULL, NULL, NULL },
};

const struct session_verb *session_finds_verb(const char *word)
{
    for (const struct session_verb *verb = session_verbs; verb->word; verb++)
        if (strcmp(verb->word, word) == 0)
            return verb;
    return NULL;
}

/* Owned: the first word of a line. */
static char *first_word(const char *line)
{
    return mem_strndup(line, strcspn(line, " \t"));
}

bool session_knows(const char *line)
{
    char *word = first_word(line);
    bool is_known = session_finds_verb(word) || (*word && cmd_find(word));
    free(word);
    return is_known;
}

enum move session_obey(struct session *session, const char *line)
{
    if (!*line)
        return MOVE_ON;
    char *word = first_word(line);
    const struct session_verb *verb = session_finds_verb(word);
    free(word);
    if (!verb)
        return obey_command(session, line);
    const char *argument = line + strcspn(line, " \t");
    return verb->obey(session, argument + strspn(argument, " \t"));
}

/* ---- Stops ---- */

enum move session_pause(struct session *session, const char *what)
{
    struct buf question = { 0 };
    if (session->step)
        buf_addf(&question, "[%d.%d] ", session->step->lesson->number, session->step->number);
    buf_addf(&question, "Enter: %s > ", what);
    enum move move = MOVE_STAY;
    while (move == MOVE_STAY) {
        char *line = NULL;
        int err = ask_line(session->app, PROMPT_COMMAND, buf_str(&question), &line);
        out_text(app_screen(session->app), STYLE_TEXT, "\n");
        if (err == PROMPT_END)
            move = MOVE_LEAVE;
        else if (!err)
            move = session_obey(session, line);
        free(line);
    }
    buf_finish(&question);
    return move;
}

/* Behind the last step: everything can be done but going on. */
static enum move stay_at_the_end(struct session *session)
{
    enum move move = session_pause(session, "leave");
    return move == MOVE_ON ? MOVE_LEAVE : move;
}

/* ---- The walk ---- */

void session_keep_place(struct session *session, const struct step *step)
{
    struct diag diag = { 0 };
    if (step && store_set_position(app_store(session->app), step->id, &diag))
        cmd_fault(session->app, STATUS_LACKING, &diag);
}

static void walk(struct session *session)
{
    for (;;) {
        session_keep_place(session, session->step);
        enum move move = session->step ? walk_step(session) : stay_at_the_end(session);
        if (move == MOVE_LEAVE)
            return;
        if (move == MOVE_TO)
            session->step = session->target;
        else
            session->step = session_next_step(session->course, session->step);
        if (!session->step)
            walk_end(session);
    }
}

static void add_place(const struct session *session, const char *lead, struct buf *page)
{
    const struct step *step = session->step;
    if (step)
        buf_addf(page, "%s lesson %d, *%s*, step %d of %zu: **%s**.\n", lead,
                 step->lesson->number, step->lesson->title, step->number,
                 step->lesson->step_count, step->title);
}

static void add_due(const struct session *session, struct buf *page)
{
    struct due due;
    struct diag ignored = { 0 }; /* a store that cannot be read said so when it was opened */
    due_init(&due, session->course, app_store(session->app), utc_now(), &ignored);
    if (due.items.count > 0)
        buf_addf(page, "\n%zu question%s due again: type `review`.\n", due.items.count,
                 due.items.count == 1 ? " is" : "s are");
    due_finish(&due);
    diag_finish(&ignored);
}

static void welcome(struct session *session, bool is_first_time)
{
    struct buf page = { 0 };
    buf_adds(&page, "# asynclearn: see what runs when\n\n");
    if (is_first_time)
        buf_adds(
            &page,
            "Each step shows one idea, asks what you expect, runs a real program, and lets "
            "you watch its event loop tick. Wrong predictions teach most: guess freely.\n\n");
    add_place(session, is_first_time ? "You begin with" : "You are in", &page);
    add_due(session, &page);
    if (session->app->no_input)
        buf_adds(&page,
                 "\nIn a terminal, `asynclearn` goes on there. `asynclearn list` shows all "
                 "there is, `asynclearn help` the commands.\n");
    else
        buf_adds(&page,
                 "\nEnter goes on; `help` lists what else can be typed; `quit` leaves.\n");
    ask_show(session->app, buf_str(&page));
    buf_finish(&page);
}

static void farewell(struct session *session)
{
    struct buf page = { 0 };
    session->step = resume(session->app, session->course);
    add_place(session, "Your place is kept:", &page);
    ask_show(session->app, buf_str(&page));
    buf_finish(&page);
}

static bool is_first_time(struct app *app)
{
    char *position = store_position(app_store(app));
    free(position);
    return !position;
}

int session_run(struct app *app, struct step *start)
{
    struct course *course = app_course(app);
    if (!course)
        return STATUS_USAGE;
    struct session session = { .app = app, .course = course, .step = start };
    app->in_session = !app->no_input;
    enum move move = MOVE_ON;
    if (!start) {
        session.step = resume(app, course);
        welcome(&session, is_first_time(app));
        if (app->no_input)
            return STATUS_OK;
        move = session_pause(&session, "go on");
    }
    if (move == MOVE_TO)
        session.step = session.target;
    if (move != MOVE_LEAVE)
        walk(&session);
    exercise_watch_end(app);
    farewell(&session);
    return STATUS_OK;
}

static int run(struct app *app, const struct cmd_args *args)
{
    return session_run(app, NULL);
}

const struct command command_session = {
    .name = "",
    .usage = "",
    .summary = "go on where you left off",
    .run = run,
};
