/* From what the rules found to a score, as the rubric says. */
#include "quiz/examiner/examiner.h"

#include "base/arena.h"
#include "quiz/examiner/doubt.h"
#include "quiz/examiner/reading.h"
#include "quiz/examiner/rules.h"

static bool holds(const struct rules *rules, const struct rules_found *found, const char *name,
                  const char *part, const struct pattern_match **ret_match)
{
    int rule = rules_find(rules, name, part);
    if (rule < 0 || !found->holds[rule])
        return false;
    *ret_match = &found->matches[rule];
    return true;
}

static struct examiner_quote quote_of(const struct reading *reading,
                                      const struct pattern_match *match)
{
    if (!match || match->start == match->end)
        return (struct examiner_quote){ 0 };
    return (struct examiner_quote){ reading->words.items[match->start].start,
                                    reading->words.items[match->end - 1].end };
}

static void judge_point(const struct rules *rules, const struct rules_found *found,
                        const struct reading *reading, const char *id,
                        struct examiner_point_verdict *verdict)
{
    const struct pattern_match *match = NULL;
    if (holds(rules, found, id, ".deny", &match))
        verdict->is_contradicted = true;
    else if (holds(rules, found, id, "", &match))
        verdict->credit = EXAMINER_CREDIT_FULL;
    else if (holds(rules, found, id, ".half", &match))
        verdict->credit = EXAMINER_CREDIT_HALF;
    verdict->quote = quote_of(reading, match);
}

/* Of an answer that makes every point in full, a misconception which fails it has more likely
 * been misread than been meant. Drops such; returns whether there were any. */
static bool drop_unlikely(const struct examiner_question *question,
                          struct examiner_result *result)
{
    bool is_any_dropped = false;
    for (int i = 0; i < question->point_count; i++)
        if (result->points[i].credit != EXAMINER_CREDIT_FULL)
            return false;
    for (int i = 0; i < question->misconception_count; i++) {
        struct examiner_misconception_verdict *verdict = &result->misconceptions[i];
        if (verdict->is_asserted && question->misconceptions[i].cap < EXAMINER_PASS) {
            *verdict = (struct examiner_misconception_verdict){ 0 };
            is_any_dropped = true;
        }
    }
    return is_any_dropped;
}

/* Points less penalties, under the lowest cap, within 0..10, halves rounded up. */
static int score_of(const struct examiner_question *question,
                    const struct examiner_result *result)
{
    int halves = 0, cap = EXAMINER_SCORE_MAX;
    for (int i = 0; i < question->point_count; i++)
        halves += question->points[i].weight * (int)result->points[i].credit;
    for (int i = 0; i < question->misconception_count; i++) {
        if (!result->misconceptions[i].is_asserted)
            continue;
        halves -= 2 * question->misconceptions[i].penalty;
        cap = question->misconceptions[i].cap < cap ? question->misconceptions[i].cap : cap;
    }
    int score = halves > 0 ? (halves + 1) / 2 : 0;
    return score < cap ? score : cap;
}

void examiner_grade(const struct examiner_question *question, const char *answer,
                    size_t len_bytes, struct examiner_result *ret_result)
{
    struct arena arena = { 0 };
    struct reading reading;
    struct rules_found found;
    const struct rules *rules = question->rules;
    struct examiner_result result = { 0 };
    reading_init(&reading, &arena, &rules->lexicon, &rules->topics, question->text, answer,
                 len_bytes);
    rules_apply(rules, &reading, &found);
    for (int i = 0; i < question->point_count; i++)
        judge_point(rules, &found, &reading, question->points[i].id, &result.points[i]);
    for (int i = 0; i < question->misconception_count; i++) {
        const struct pattern_match *match = NULL;
        struct examiner_misconception_verdict *verdict = &result.misconceptions[i];
        verdict->is_asserted = holds(rules, &found, question->misconceptions[i].id, "", &match);
        verdict->quote = quote_of(&reading, match);
    }
    bool is_misread = drop_unlikely(question, &result);
    result.score = score_of(question, &result);
    result.band = examiner_band_of(result.score);
    result.unsure =
        is_misread || found.is_exhausted || doubt_result(question, &reading, &result);
    arena_finish(&arena);
    *ret_result = result;
}

enum examiner_band examiner_band_of(int score)
{
    return score < 3   ? EXAMINER_BAND_WRONG
           : score < 6 ? EXAMINER_BAND_PARTIAL
           : score < 9 ? EXAMINER_BAND_GOOD
                       : EXAMINER_BAND_EXCELLENT;
}

const char *examiner_band_name(enum examiner_band band)
{
    static const char *const names[] = { "wrong", "partial", "good", "excellent" };
    return names[band];
}
