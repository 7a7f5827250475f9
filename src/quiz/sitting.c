#include "quiz/sitting.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "progress/utc.h"

void sitting_init(struct sitting *sitting, const struct items *items)
{
    *sitting = (struct sitting){
        .places = mem_alloc((items->count + 1) * sizeof *sitting->places),
        .count = items->count,
    };
    for (size_t i = 0; i < items->count; i++)
        sitting->places[i].item = &items->all[i];
}

void sitting_finish(struct sitting *sitting)
{
    free(sitting->places);
    *sitting = (struct sitting){ 0 };
}

/* ---- Resuming ---- */

static double share_of(const struct attempt *attempt)
{
    return attempt->kind == ATTEMPT_INTERVIEW ? attempt->score / 10 : attempt->score;
}

static bool is_answer_to(const struct attempt *attempt, const struct item *item)
{
    return attempt->kind == item->kind && strcmp(attempt->id, item->id) == 0;
}

/* What learners mark themselves takes the place of what the examiner was unsure of. */
static void take_over(struct sitting_place *place, const struct attempt *attempt)
{
    if (place->state == SITTING_ANSWERED && !attempt->self_marked)
        return;
    place->state = SITTING_ANSWERED;
    place->share = share_of(attempt);
}

size_t sitting_resume(struct sitting *sitting, const struct attempt *attempts, size_t count,
                      int64_t now)
{
    size_t answered = 0;
    for (size_t i = 0; i < sitting->count; i++) {
        struct sitting_place *place = &sitting->places[i];
        for (size_t k = 0; k < count; k++) {
            bool is_today = utc_local_day(attempts[k].at) == utc_local_day(now);
            if (!is_today || !is_answer_to(&attempts[k], place->item))
                continue;
            take_over(place, &attempts[k]);
            sitting->seconds += attempts[k].seconds;
        }
        answered += place->state == SITTING_ANSWERED;
    }
    return answered;
}

size_t sitting_next(const struct sitting *sitting, size_t at)
{
    while (at < sitting->count && sitting->places[at].state != SITTING_OPEN)
        at++;
    return at;
}

void sitting_answer(struct sitting *sitting, size_t at, double share, int64_t seconds)
{
    struct sitting_place *place = &sitting->places[at];
    sitting->seconds += seconds;
    if (place->state == SITTING_ANSWERED)
        return;
    place->state = SITTING_ANSWERED;
    place->share = share;
}

void sitting_skip(struct sitting *sitting, size_t at)
{
    if (sitting->places[at].state == SITTING_OPEN)
        sitting->places[at].state = SITTING_SKIPPED;
}

/* ---- The report ---- */

void sitting_add_clock(int64_t seconds, struct buf *text)
{
    long long minutes = (long long)seconds / 60, rest = (long long)seconds % 60;
    if (minutes >= 60)
        buf_addf(text, "%lld:%02lld:%02lld", minutes / 60, minutes % 60, rest);
    else
        buf_addf(text, "%lld:%02lld", minutes, rest);
}

static void add_score(const struct sitting *sitting, struct buf *markdown)
{
    size_t answered = 0;
    double score = 0;
    for (size_t i = 0; i < sitting->count; i++) {
        answered += sitting->places[i].state == SITTING_ANSWERED;
        score += sitting->places[i].share;
    }
    buf_addf(markdown, "**%.3g of %zu**", score, sitting->count);
    if (answered < sitting->count)
        buf_addf(markdown, " (%zu answered)", answered);
    buf_adds(markdown, ", in ");
    sitting_add_clock(sitting->seconds, markdown);
    buf_adds(markdown, " min.\n\n");
}

static void add_word(const struct sitting_place *place, struct buf *markdown)
{
    if (place->state == SITTING_OPEN)
        buf_adds(markdown, "not answered");
    else if (place->state == SITTING_SKIPPED)
        buf_adds(markdown, "skipped");
    else if (place->item->question.kind == QUESTION_TEXT)
        buf_addf(markdown, "%.3g of 10", place->share * 10);
    else if (place->share > 0 && place->share < 1)
        buf_addf(markdown, "partly right (%.2g)", place->share);
    else
        buf_adds(markdown, place->share > 0 ? "right" : "wrong");
}

static void add_places(const struct sitting *sitting, struct buf *markdown)
{
    for (size_t i = 0; i < sitting->count; i++) {
        buf_addf(markdown, "%zu. ", i + 1);
        add_word(&sitting->places[i], markdown);
        buf_addf(markdown, " (`%s`)\n", sitting->places[i].item->id);
    }
    buf_addc(markdown, '\n');
}

static bool is_to_reread(const struct sitting_place *place)
{
    return place->item->reread && place->state == SITTING_ANSWERED && place->share < 1;
}

static bool is_named_before(const struct sitting *sitting, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (is_to_reread(&sitting->places[i]) &&
            strcmp(sitting->places[i].item->reread, sitting->places[at].item->reread) == 0)
            return true;
    }
    return false;
}

static void add_reading(const struct sitting *sitting, struct buf *markdown)
{
    bool is_first = true;
    for (size_t i = 0; i < sitting->count; i++) {
        if (!is_to_reread(&sitting->places[i]) || is_named_before(sitting, i))
            continue;
        buf_addf(markdown, "%s`lesson %s`", is_first ? "**Worth reading again:** " : ", ",
                 sitting->places[i].item->reread);
        is_first = false;
    }
    if (!is_first)
        buf_adds(markdown, "\n\n");
}

void sitting_report(const struct sitting *sitting, struct buf *markdown)
{
    add_score(sitting, markdown);
    add_places(sitting, markdown);
    add_reading(sitting, markdown);
}
