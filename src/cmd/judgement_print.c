#include "cmd/judgement_print.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

static enum style style_of(const struct judgement *judgement)
{
    if (judgement->verdict == VERDICT_PASS)
        return STYLE_OK;
    return judgement->verdict == VERDICT_INTERNAL_ERROR ? STYLE_WARN : STYLE_WRONG;
}

/* Of a sentence: a capital, but not where a function is named. */
static int first_letter(const char *message)
{
    bool is_function = memchr(message, '(', strcspn(message, " "));
    return is_function ? message[0] : toupper((unsigned char)message[0]);
}

static void print_reason(const struct out *screen, const struct judgement *judgement)
{
    out_format(screen, STYLE_STRONG, "%s: ", judgement->file);
    out_format(screen, style_of(judgement), "%s\n", verdict_words[judgement->verdict]);
    if (judgement->verdict == VERDICT_PASS)
        out_format(screen, STYLE_TEXT, "Everything holds under %zu schedules.\n",
                   judgement->runs);
    else
        out_say(screen, STYLE_TEXT, "%c%s.\n", first_letter(judgement->message),
                judgement->message + 1);
    if (judgement->verdict == VERDICT_COMPILE_ERROR || judgement->verdict == VERDICT_PASS)
        out_text(screen, STYLE_TEXT, judgement->said);
}

/* ---- Where ---- */

static void print_source_line(const struct out *screen, const char *text, long number)
{
    while (--number > 0 && text) {
        text = strchr(text, '\n');
        text = text ? text + 1 : NULL;
    }
    if (!text)
        return;
    text += strspn(text, " \t");
    out_format(screen, STYLE_CODE, "    %.*s\n", (int)strcspn(text, "\n"), text);
}

/* The tick, and the learner's line, as far as they are known. */
static void print_place(const struct out *screen, const struct judgement *judgement)
{
    const struct place *place = &judgement->place;
    const char *colon = strrchr(place->at, ':');
    struct buf source = { 0 };
    struct diag ignored = { 0 };
    if (!colon && !place->tick)
        return;
    out_format(screen, STYLE_DIM, "\nFirst seen in %s", colon ? place->at : "");
    if (place->tick)
        out_format(screen, STYLE_DIM, "%stick %" PRIu32 ", at %" PRId64 " ms",
                   colon ? ", in " : "", place->tick, place->t_us / 1000);
    out_text(screen, STYLE_DIM, colon ? ":\n" : ".\n");
    if (colon && file_read(judgement->file, &source, &ignored) == 0)
        print_source_line(screen, buf_str(&source), strtol(colon + 1, NULL, 10));
    diag_finish(&ignored);
    buf_finish(&source);
}

/* ---- What was asked ---- */

static void print_broken(const struct out *screen, const struct judgement_check *check)
{
    struct line label = { 0 }, text = { 0 };
    struct lines rows = { 0 };
    line_adds(&label, STYLE_WRONG, "  broken  ");
    line_adds(&text, STYLE_TEXT, check->message);
    lines_wrap_beside(&rows, &label, &text, out_columns(screen));
    out_lines(screen, &rows);
    lines_finish(&rows);
    line_finish(&text);
    line_finish(&label);
}

/* What holds is only counted: the reason on top should not scroll away. */
static void print_checks(const struct out *screen, const struct judgement *judgement)
{
    size_t held = 0;
    out_text(screen, STYLE_TEXT, "\n");
    for (size_t i = 0; i < judgement->check_count; i++) {
        held += judgement->checks[i].ok;
        if (!judgement->checks[i].ok)
            print_broken(screen, &judgement->checks[i]);
    }
    out_format(screen, STYLE_OK, "  ok    ");
    out_format(screen, STYLE_TEXT, "  %zu of %zu things that were looked at\n", held,
               judgement->check_count);
}

static void print_schedule(const struct out *screen, const struct judgement *judgement)
{
    if (!judgement->schedule)
        return;
    out_say(screen, STYLE_DIM, "\nSchedule: %s. Seed %" PRIu64 ".\n", judgement->schedule,
            judgement->seed);
    out_text(screen, STYLE_TEXT, judgement->timeline);
}

void judgement_print(struct app *app, const struct judgement *judgement)
{
    const struct out *screen = app_screen(app);
    print_reason(screen, judgement);
    if (judgement->verdict == VERDICT_PASS || judgement->verdict == VERDICT_COMPILE_ERROR)
        return;
    print_place(screen, judgement);
    print_schedule(screen, judgement);
    print_checks(screen, judgement);
}
