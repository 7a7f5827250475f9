#include "quiz/feedback.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "quiz/picks.h"

enum { QUOTE_BYTES = 160 }; /* two lines or so: enough to be recognised */

/* The largest cut of at most `len` bytes that splits no UTF-8 character. */
static size_t whole_characters(const char *text, size_t len)
{
    while (len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80)
        len--;
    return len;
}

/* The learner's own words, which are no Markdown of ours. */
static void add_quote(const char *answer, struct examiner_quote quote, struct buf *markdown)
{
    const char *text = answer + quote.start;
    size_t len = quote.end - quote.start, shown = len;
    if (len > QUOTE_BYTES)
        shown = whole_characters(text, QUOTE_BYTES);
    buf_addc(markdown, '"');
    for (size_t i = 0; i < shown; i++) {
        if (ispunct((unsigned char)text[i]))
            buf_addc(markdown, '\\');
        buf_addc(markdown, isspace((unsigned char)text[i]) ? ' ' : text[i]);
    }
    buf_adds(markdown, shown < len ? "...\"" : "\"");
}

static bool has_quote(struct examiner_quote quote)
{
    return quote.start < quote.end;
}

static void add_point(const struct examiner_point *point,
                      const struct examiner_point_verdict *verdict, const char *answer,
                      struct buf *markdown)
{
    bool is_made = verdict->credit != EXAMINER_CREDIT_NONE;
    if (verdict->is_contradicted) {
        buf_addf(markdown, "- **Contradicted**: %s", point->statement);
    } else if (verdict->credit == EXAMINER_CREDIT_FULL) {
        buf_addf(markdown, "- **Made** (%d): %s", point->weight, point->statement);
    } else if (is_made) {
        buf_addf(markdown, "- **Half** (%g of %d): %s", point->weight / 2.0, point->weight,
                 point->half ? point->half : point->statement);
    } else {
        buf_addf(markdown, "- **Missing** (%d): %s", point->weight, point->ask);
    }
    if ((is_made || verdict->is_contradicted) && has_quote(verdict->quote)) {
        buf_adds(markdown, " You wrote ");
        add_quote(answer, verdict->quote, markdown);
        buf_addc(markdown, '.');
    }
    if (verdict->credit == EXAMINER_CREDIT_HALF && !verdict->is_contradicted)
        buf_addf(markdown, " To the rest of it: %s", point->ask);
    buf_addc(markdown, '\n');
}

static void add_misconception(const struct examiner_misconception *misconception,
                              const struct examiner_misconception_verdict *verdict,
                              const char *answer, struct buf *markdown)
{
    buf_adds(markdown, "- **Wrong**: ");
    if (has_quote(verdict->quote)) {
        buf_adds(markdown, "you wrote ");
        add_quote(answer, verdict->quote, markdown);
        buf_adds(markdown, ". ");
    }
    buf_addf(markdown, "%s\n", misconception->why);
}

void feedback_add(const struct examiner_question *question, const char *answer,
                  const struct examiner_result *result, struct buf *markdown)
{
    buf_addf(markdown, "**%d of %d: %s.**\n\n", result->score, EXAMINER_SCORE_MAX,
             examiner_band_name(result->band));
    for (int i = 0; i < question->point_count; i++)
        add_point(&question->points[i], &result->points[i], answer, markdown);
    for (int i = 0; i < question->misconception_count; i++) {
        if (result->misconceptions[i].is_asserted)
            add_misconception(&question->misconceptions[i], &result->misconceptions[i], answer,
                              markdown);
    }
    buf_addc(markdown, '\n');
}

void feedback_add_model(const struct examiner_question *question, struct buf *markdown)
{
    buf_addf(markdown, "**A good short answer:** %s\n\n", question->short_answer);
    if (question->tip_count > 0)
        buf_adds(markdown, "**Read on:**\n\n");
    for (int i = 0; i < question->tip_count; i++)
        buf_addf(markdown, "- %s: %s. <%s>\n", question->tips[i].title, question->tips[i].adds,
                 question->tips[i].url);
    buf_addc(markdown, '\n');
}

/* ---- Marking oneself ---- */

void feedback_add_checklist(const struct examiner_question *question, struct buf *markdown)
{
    for (int i = 0; i < question->point_count; i++)
        buf_addf(markdown, "%d. %s\n", i + 1, question->points[i].statement);
    buf_addc(markdown, '\n');
}

bool feedback_read_marks(const struct examiner_question *question, const char *typed,
                         int *ret_score)
{
    struct picks picks = { 0 };
    bool is_none = strcasecmp(typed, "none") == 0;
    bool is_readable = is_none || picks_read(&picks, typed, (size_t)question->point_count);
    if (is_readable) {
        *ret_score = 0;
        for (size_t i = 0; i < picks.count; i++)
            *ret_score += question->points[picks.items[i]].weight;
    }
    picks_finish(&picks);
    return is_readable;
}

/* ---- For programs ---- */

static void add_ids(cJSON *object, const char *key, const struct examiner_question *question,
                    const struct examiner_result *result, enum examiner_credit credit)
{
    cJSON *list = cJSON_AddArrayToObject(object, key);
    for (int i = 0; i < question->point_count; i++) {
        if (result->points[i].credit == credit)
            cJSON_AddItemToArray(list, cJSON_CreateString(question->points[i].id));
    }
}

void feedback_add_json(const struct examiner_question *question,
                       const struct examiner_result *result, cJSON *object)
{
    add_ids(object, "points", question, result, EXAMINER_CREDIT_FULL);
    add_ids(object, "half", question, result, EXAMINER_CREDIT_HALF);
    cJSON *list = cJSON_AddArrayToObject(object, "misconceptions");
    for (int i = 0; i < question->misconception_count; i++) {
        if (result->misconceptions[i].is_asserted)
            cJSON_AddItemToArray(list, cJSON_CreateString(question->misconceptions[i].id));
    }
}
