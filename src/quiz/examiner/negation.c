/* Which words are denied.
 *
 * A negator ("not", "never", "nothing") reaches to the end of its clause, a prepositional one
 * ("without", "instead of") a few words. Two that reach the same word cancel out: "does not
 * stop the others from running" says that they run. "Not only" and its like deny nothing. */
#include "quiz/examiner/reading.h"

#include <string.h>

enum { CLAUSE_REACH = 14, NOUN_REACH = 4, LIST_REACH = 5 };

static bool is_word(const struct word *word, const char *text)
{
    return strcmp(word->text, text) == 0;
}

static bool begins_statement(const struct reading *reading, int at)
{
    return at < reading->words.count && reading_has_at(reading, GRAMMAR_SUBJECT, at);
}

/* "does not block, pause or stop": the comma is inside the list that is denied. */
static bool comma_continues(const struct reading *reading, int at)
{
    const struct words *words = &reading->words;
    if (words->items[at].mark != ',' || begins_statement(reading, at))
        return false;
    for (int i = at; i < at + LIST_REACH && i < words->count; i++) {
        if (words->items[i].before == WORD_BREAK_SENTENCE ||
            reading_has_at(reading, GRAMMAR_NEGATION_END, i))
            return false;
        if (is_word(&words->items[i], "or") || is_word(&words->items[i], "nor"))
            return !begins_statement(reading, i + 1);
    }
    return false;
}

/* "... and the loop goes on", "... and lets others run", "... or everything stops", "not magic
 * and not parallel": a new statement. */
static bool conjunction_ends(const struct reading *reading, int at)
{
    const struct words *words = &reading->words;
    bool is_and = is_word(&words->items[at], "and");
    if ((!is_and && !is_word(&words->items[at], "or")) || at + 1 >= words->count)
        return false;
    const char *next = words->items[at + 1].text;
    size_t len = strlen(next);
    bool is_third_person = len > 3 && next[len - 1] == 's' && next[len - 2] != 's';
    return (is_and && is_third_person) || begins_statement(reading, at + 1) ||
           reading_has_at(reading, GRAMMAR_NEGATOR, at + 1);
}

/* "nobody catches it the program ends": behind an object, the next statement. */
static bool follows_object(const struct reading *reading, int at)
{
    static const char *const objects[] = { "it", "them", "him", "her", NULL };
    for (int i = 0; at > 0 && objects[i]; i++)
        if (is_word(&reading->words.items[at - 1], objects[i]))
            return begins_statement(reading, at);
    return false;
}

/* "not for CPU work", "not as a thread": what follows at once is what is denied. */
static bool follows_negator(const struct reading *reading, int at)
{
    return at > 0 &&
           (is_word(&reading->words.items[at], "for") ||
            is_word(&reading->words.items[at], "as")) &&
           is_word(&reading->words.items[at - 1], "not");
}

/* "no point at which it pauses and lets others run": all of it stands under the noun. */
static bool follows_relative(const struct reading *reading, int at)
{
    const struct words *words = &reading->words;
    for (int i = at; i > 1 && words->items[i].before == WORD_BREAK_NONE; i--)
        if (is_word(&words->items[i - 1], "which"))
            return !reading_has_at(reading, GRAMMAR_NEGATION_END, i - 1);
    return false;
}

static bool ends_scope(const struct reading *reading, int at)
{
    const struct word *word = &reading->words.items[at];
    if (word->before == WORD_BREAK_SENTENCE)
        return true;
    if (word->before == WORD_BREAK_CLAUSE && !comma_continues(reading, at))
        return true;
    if (follows_relative(reading, at))
        return false;
    return conjunction_ends(reading, at) || follows_object(reading, at) ||
           (reading_has_at(reading, GRAMMAR_NEGATION_END, at) &&
            !follows_negator(reading, at)) ||
           is_word(word, "nor");
}

static bool is_exempt(const struct mentions *exempt, const struct mention *negator)
{
    for (int i = 0; i < exempt->count; i++)
        if (exempt->items[i].start <= negator->start && negator->end <= exempt->items[i].end)
            return true;
    return false;
}

static void negate_from(struct reading *reading, int at, int reach, bool stops_at_subject)
{
    for (int i = at; i < at + reach && i < reading->words.count; i++) {
        if (ends_scope(reading, i))
            return;
        if (stops_at_subject && i > at && begins_statement(reading, i))
            return;
        reading->words.items[i].is_negated = !reading->words.items[i].is_negated;
    }
}

/* "without keeping the loop from ...": denies like a verb. */
static bool is_gerund(const struct reading *reading, int at)
{
    const char *text = at < reading->words.count ? reading->words.items[at].text : "";
    size_t len = strlen(text);
    return len > 4 && strcmp(text + len - 3, "ing") == 0;
}

static void apply(struct reading *reading, enum lexicon_grammar negators, int reach,
                  bool stops_at_subject)
{
    struct mentions found = reading_mentions(reading, negators);
    struct mentions exempt = reading_mentions(reading, GRAMMAR_NOT_NEGATION);
    int last_start = -1;
    for (int i = 0; i < found.count; i++) {
        /* Of negators that start at one word, the longest speaks. */
        bool is_longest =
            i + 1 == found.count || found.items[i + 1].start != found.items[i].start;
        if (!is_longest || found.items[i].start == last_start ||
            is_exempt(&exempt, &found.items[i]))
            continue;
        last_start = found.items[i].start;
        bool is_verbal = is_gerund(reading, found.items[i].end);
        /* Whom "prevent ... from" prevents stands inside it. */
        int from = stops_at_subject ? found.items[i].end : found.items[i].start + 1;
        negate_from(reading, from, is_verbal ? CLAUSE_REACH : reach,
                    stops_at_subject && !is_verbal);
    }
}

void reading_find_negation(struct reading *reading)
{
    apply(reading, GRAMMAR_NEGATOR, CLAUSE_REACH, false);
    apply(reading, GRAMMAR_NEGATOR_OF_NOUN, NOUN_REACH, true);
}
