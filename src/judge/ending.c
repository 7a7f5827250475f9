/* The kinds of endings are asked for one after the other; the first that fits counts. */
#include "judge/ending.h"

#include <inttypes.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "judge/filter.h"
#include "judge/host/protocol.h"

struct view {
    const struct assignment *assignment;
    const struct run *run;
    const struct facts *facts;
    struct arena *arena;
    struct ending *ending;
};

__attribute__((format(printf, 3, 4))) static bool ends(const struct view *view,
                                                       enum verdict verdict, const char *format,
                                                       ...)
{
    struct buf message = { 0 };
    va_list args;
    va_start(args, format);
    buf_addv(&message, format, args);
    va_end(args);
    *view->ending = (struct ending){
        .verdict = verdict,
        .message = arena_strdup(view->arena, buf_str(&message)),
        .place = view->facts->end,
    };
    buf_finish(&message);
    return true;
}

/* ---- In the middle of a step ---- */

/* Anybody can send itself the signal that the kernel sends for that; whose own count is a
 * sampled one. */
static bool is_out_of_cpu(const struct view *view)
{
    int signal = WIFSIGNALED(view->run->status) ? WTERMSIG(view->run->status) : 0;
    return (signal == SIGXCPU || signal == SIGKILL) &&
           view->run->cpu_us >= view->assignment->limits.cpu_s * 500000;
}

static bool is_stopped_for_time(const struct view *view)
{
    const struct limits *limits = &view->assignment->limits;
    if (view->run->is_timed_out)
        return ends(view, VERDICT_BLOCKED,
                    "your code held the loop: it had not awaited again after %" PRId64
                    " s of real time",
                    limits->wall_s);
    if (is_out_of_cpu(view))
        return ends(view, VERDICT_BLOCKED,
                    "your code held the loop: it computed for %" PRId64
                    " s without ever awaiting",
                    limits->cpu_s);
    return false;
}

static bool is_out_of_room(const struct view *view)
{
    const struct limits *limits = &view->assignment->limits;
    if (WIFSIGNALED(view->run->status) && WTERMSIG(view->run->status) == SIGXFSZ)
        return ends(view, VERDICT_OUTPUT_LIMIT,
                    "your code printed or did too much: more than %" PRId64
                    " MB of text and trace",
                    limits->output_mb);
    if (view->run->memory_failed)
        return ends(view, VERDICT_MEMORY_LIMIT,
                    "your code asked for more memory than there is: %" PRId64 " MB",
                    limits->memory_mb);
    return false;
}

/* What the dying program or the runtime said, its last line. */
static const char *last_words(const struct view *view)
{
    char *said = arena_strndup(view->arena, buf_str(&view->run->said), view->run->said.len);
    size_t len = strlen(said);
    while (len && strchr("\n.", said[len - 1]))
        said[--len] = '\0';
    char *newline = strrchr(said, '\n');
    return newline ? newline + 1 : said;
}

static bool is_crashed(const struct view *view)
{
    if (!WIFSIGNALED(view->run->status))
        return false;
    if (WTERMSIG(view->run->status) == SIGSYS) /* our handler had been taken away */
        return ends(view, VERDICT_FORBIDDEN,
                    "your code made a system call that is not allowed here");
    if (view->facts->returned && !view->facts->idle)
        return ends(
            view, VERDICT_LEAK,
            "your function returned while tasks of its own were still running, and one of "
            "them then crashed");
    if (WTERMSIG(view->run->status) == SIGSEGV)
        return ends(view, VERDICT_CRASH,
                    "your code crashed: a pointer that leads nowhere, or more than the %" PRId64
                    " KB of stack that a task has (%s)",
                    view->assignment->limits.stack_kb, strsignal(SIGSEGV));
    const char *words = last_words(view);
    return ends(view, VERDICT_CRASH, "your code crashed: %s%s%s",
                strsignal(WTERMSIG(view->run->status)), *words ? ": " : "", words);
}

/* ---- By leaving ---- */

static bool is_trapped(const struct view *view)
{
    const struct note *note = view->facts->syscall;
    if (!note)
        return false;
    char *name;
    if (filter_is_waiting(note->value, &name))
        ends(view, VERDICT_BLOCKED,
             "your code held the loop: the system call %s() stops every task, not only its own",
             name);
    else
        ends(view, VERDICT_FORBIDDEN,
             "your code made the system call %s(), which is not allowed here", name);
    view->ending->place = note->place;
    free(name);
    return true;
}

/* The loader says where the object is, which is nothing to the learner. */
static const char *missing_symbol(const struct view *view)
{
    const char *words = last_words(view), *found = strstr(words, "undefined symbol");
    return found ? found : words;
}

static bool has_left(const struct view *view)
{
    int code = WEXITSTATUS(view->run->status);
    if (view->run->is_forged)
        return ends(view, VERDICT_FORBIDDEN,
                    "something else than the runtime wrote into the trace of the run");
    if (view->run->is_sealed)
        return false;
    if (code == HOST_EXIT_UNLOADABLE)
        return ends(view, VERDICT_COMPILE_ERROR, "your code cannot be loaded: %s",
                    missing_symbol(view));
    if (!view->run->is_guarded)
        return ends(view, VERDICT_INTERNAL_ERROR, "the sandbox could not be set up");
    if (code == HOST_EXIT_UNSEALED)
        return ends(view, VERDICT_FORBIDDEN, "your code closed the trace of the run");
    return ends(view, VERDICT_WRONG, "your code ended the whole program: exit status %d", code);
}

/* ---- On the loop ---- */

/* Who waits for whom, as the runtime says it, without what host and harness wait for
 * themselves: `at` is a line of the learner's. */
static const char *learners_waits(const struct view *view, const char *at, const char *message)
{
    static const char title[] = "deadlock: ";
    size_t file_len = strcspn(at, ":");
    struct buf waits = { 0 };
    if (strncmp(message, title, sizeof(title) - 1) == 0)
        message += sizeof(title) - 1;
    char *rest = arena_strdup(view->arena, message);
    for (char *wait; (wait = strsep(&rest, ";"));) {
        const char *site = strrchr(wait, '(');
        if (!site || strncmp(site + 1, at, file_len + 1) == 0)
            buf_addf(&waits, "%s%s", waits.len ? "; " : "", wait + (*wait == ' '));
    }
    const char *text = arena_strdup(view->arena, buf_str(&waits));
    buf_finish(&waits);
    return text;
}

/* The first line of the learner's on which somebody waits. */
static struct place learners_wait(const struct facts *facts)
{
    for (size_t i = 1; i < facts->task_count; i++) {
        const struct fact_task *task = &facts->tasks[i];
        if (!task->is_done && *task->waits_on && *task->last.at)
            return task->last;
    }
    return facts->end;
}

static bool is_deadlocked(const struct view *view, const struct warning *warning)
{
    struct place place = learners_wait(view->facts);
    ends(view, VERDICT_DEADLOCK, "nobody can go on any more: %s",
         learners_waits(view, place.at, warning->message));
    view->ending->place = place;
    return true;
}

static bool is_stuck(const struct view *view)
{
    const struct facts *facts = view->facts;
    for (size_t i = 0; i < facts->warning_count && !facts->idle; i++) {
        const struct warning *warning = &facts->warnings[i];
        if (strcmp(warning->kind, "deadlock") == 0)
            return is_deadlocked(view, warning);
        if (strcmp(warning->kind, "tick-limit") == 0)
            return ends(view, VERDICT_BLOCKED,
                        "your code never comes to an end: stopped after %" PRId64 " ticks",
                        view->assignment->limits.ticks);
    }
    return false;
}

bool ending_is_bad(const struct assignment *assignment, const struct run *run,
                   const struct facts *facts, struct arena *arena, struct ending *ret_ending)
{
    const struct view view = { assignment, run, facts, arena, ret_ending };
    return is_stopped_for_time(&view) || is_out_of_room(&view) || is_crashed(&view) ||
           has_left(&view) || is_trapped(&view) || is_stuck(&view);
}
