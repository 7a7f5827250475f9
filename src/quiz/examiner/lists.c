/* Keyword lists: terms in a row, which state nothing however many there are. Their words are
 * marked dead.
 *
 * A list is told from a telegraphic note by its grammar: between two signs of punctuation
 * stands a term without any, again and again; or the terms are strung on prepositions, or
 * announced, and no verb says anything of them. */
#include "quiz/examiner/reading.h"

#include <string.h>

/* Words between two signs. */
struct fragment {
    int start, end;
    int glue;        /* verbs and function words in it */
    int ands;        /* which join terms like commas do */
    bool is_related; /* to what stands before or after it */
};

static bool has_columns(const struct reading *reading, int sentence)
{
    return sentence >= 0 && sentence < reading->sentence_count &&
           reading->words.items[reading->sentence_starts[sentence + 1] - 1].column > 0;
}

/* A line with bars, and another beside it. */
static bool is_in_table(const struct reading *reading, int sentence)
{
    return has_columns(reading, sentence) &&
           (has_columns(reading, sentence - 1) || has_columns(reading, sentence + 1));
}

/* "gather: several", "cooperative (await)", "await x  # stops here", a cell of a table: terms
 * that stand in a relation. */
static bool is_related(const struct reading *reading, int at)
{
    if (at >= reading->words.count)
        return false;
    const struct word *word = &reading->words.items[at];
    return word->follows_colon || strchr(">(#", word->mark ? word->mark : ' ') ||
           is_in_table(reading, word->sentence);
}

static struct fragment next_fragment(const struct reading *reading, int start)
{
    struct fragment fragment = { .start = start, .end = start };
    do {
        fragment.glue += !reading->words.items[fragment.end].is_joined &&
                         reading_has_at(reading, GRAMMAR_GLUE, fragment.end);
        fragment.ands += strcmp(reading->words.items[fragment.end].text, "and") == 0;
        fragment.end++;
    } while (fragment.end < reading->words.count &&
             reading->words.items[fragment.end].before == WORD_BREAK_NONE);
    fragment.is_related = is_related(reading, start) || is_related(reading, fragment.end);
    return fragment;
}

/* Short, and tied to nothing around it. */
static bool is_loose(const struct fragment *fragment)
{
    enum { SHORT = 5 };
    return fragment->end - fragment->start <= SHORT && !fragment->is_related;
}

static bool is_bare(const struct fragment *fragment)
{
    return is_loose(fragment) && fragment->glue == 0;
}

/* A long fragment with no grammar, or with hardly any and tied to nothing. */
static bool is_salad(const struct fragment *fragment)
{
    enum { SHORTEST = 10, LONG = 24 };
    int words = fragment->end - fragment->start, glue = fragment->glue + fragment->ands;
    int words_a_glue = words >= LONG ? 5 : 6;
    bool is_tied = fragment->is_related && glue > 0;
    return words >= SHORTEST && glue * words_a_glue < words && !is_tied;
}

/* A row of loose fragments is a list when most of them are bare, or four in succession. */
struct row {
    int start; /* word index */
    int total, bare, successive;
};

static void row_add(struct row *row, const struct fragment *fragment)
{
    if (row->total == 0 || !is_loose(fragment))
        *row = (struct row){ .start = fragment->start };
    if (!is_loose(fragment))
        return;
    row->total++;
    row->bare += is_bare(fragment);
    row->successive = is_bare(fragment) ? row->successive + 1 : 0;
}

static bool is_list(const struct row *row)
{
    return row->successive >= 4 || (row->total >= 6 && row->bare * 5 >= row->total * 3) ||
           (row->total >= 8 && row->bare * 2 >= row->total);
}

static void kill_rows(struct reading *reading)
{
    struct row row = { 0 };
    for (int at = 0; at < reading->words.count;) {
        struct fragment fragment = next_fragment(reading, at);
        if (is_salad(&fragment))
            reading_kill(reading, fragment.start, fragment.end);
        row_add(&row, &fragment);
        if (is_list(&row))
            reading_kill(reading, row.start, fragment.end);
        reading->has_list |= is_list(&row);
        at = fragment.end;
    }
}

/* The fragments of a sentence or a table, taken together. */
struct fragments {
    int total, bare, glued, glue, ands, words;
    int arrows;  /* between them */
    int longest; /* in words */
};

/* Those of the sentences first..last-1. */
static struct fragments fragments_of(const struct reading *reading, int first, int last)
{
    int end = reading->sentence_starts[last];
    struct fragments all = { .words = end - reading->sentence_starts[first] };
    for (int at = reading->sentence_starts[first]; at < end;) {
        struct fragment fragment = next_fragment(reading, at);
        all.total++;
        all.bare += is_bare(&fragment);
        all.glued += fragment.glue > 0;
        all.arrows +=
            at > reading->sentence_starts[first] && reading->words.items[at].mark == '>';
        all.glue += fragment.glue;
        all.ands += fragment.ands;
        if (fragment.end - fragment.start > all.longest)
            all.longest = fragment.end - fragment.start;
        at = fragment.end;
    }
    return all;
}

/* Many terms, and hardly one that says what happens to it. */
static bool is_sparse(const struct fragments *all)
{
    enum { FEWEST = 6, LONGEST = 4 };
    return all->total >= FEWEST && all->longest <= LONGEST && all->glued * 4 < all->total;
}

/* "gather -> awaitables -> list of results -> argument order -> first exception". */
static bool is_bare_chain(const struct fragments *all)
{
    return all->arrows * 2 >= all->total && is_sparse(all);
}

/* Whether a verb stands among the words from..to-1. */
static bool has_verb(const struct reading *reading, int from, int to)
{
    for (int at = from; at < to; at++)
        if (!reading->words.items[at].is_joined &&
            reading_has_at(reading, GRAMMAR_PREDICATE, at))
            return true;
    return false;
}

static bool has_colon(const struct reading *reading, int sentence)
{
    int end = reading->sentence_starts[sentence + 1];
    for (int at = reading->sentence_starts[sentence]; at < end; at++)
        if (reading->words.items[at].follows_colon)
            return true;
    return false;
}

/* "The pausing of the coroutine at the await and the control of the loop over other tasks":
 * terms on a string of prepositions, and no verb says anything of any. */
static bool is_verbless(const struct reading *reading, int sentence,
                        const struct fragments *all)
{
    enum { SHORTEST = 16 };
    return all->words >= SHORTEST && (all->glue + all->ands) * 9 >= all->words * 4 &&
           !has_colon(reading, sentence) &&
           !has_verb(reading, reading->sentence_starts[sentence],
                     reading->sentence_starts[sentence + 1]);
}

/* "create_task: one, now, task, background", "task -> await -> ...", "gather (many, order),
 * create_task (one, background)": terms with hardly any grammar. */
static bool is_bare_sentence(const struct fragments *all)
{
    enum {
        FEWEST_BARE = 3,
        SHORT = 3,
        FEWEST_CHAINED = 6,
        SHORT_CHAINED = 2,
        FEWEST_TERSE = 5
    };
    bool is_terms = all->bare >= FEWEST_BARE && all->longest <= SHORT;
    bool is_chain = all->total >= FEWEST_CHAINED && all->longest <= SHORT_CHAINED;
    bool is_terse = all->total >= FEWEST_TERSE && all->words * 2 <= all->total * 3 &&
                    all->glue * 3 < all->total;
    return (all->glue == 0 && (is_terms || is_chain)) || is_terse;
}

/* The words of the sentence that announce a list of terms, or NULL. */
static const struct mention *announcement(const struct reading *reading, int sentence)
{
    struct mentions found = reading_mentions(reading, GRAMMAR_ANNOUNCES);
    for (int i = 0; i < found.count; i++)
        if (reading->words.items[found.items[i].start].sentence == sentence)
            return &found.items[i];
    return NULL;
}

/* "await is about suspension, results, the loop and other tasks", "Relevant are the loop, ...":
 * the verb is the only one. */
static bool is_announced_list(const struct reading *reading, int sentence,
                              const struct fragments *all)
{
    enum { FEWEST = 3, WORDS_A_TERM = 4 };
    const struct mention *verb = announcement(reading, sentence);
    if (all->total < FEWEST || !verb)
        return false;
    return all->words <= (all->total + all->ands) * WORDS_A_TERM ||
           (!has_verb(reading, reading->sentence_starts[sentence], verb->start) &&
            !has_verb(reading, verb->end, reading->sentence_starts[sentence + 1]));
}

static void kill_sentences(struct reading *reading, int first, int last)
{
    reading_kill(reading, reading->sentence_starts[first], reading->sentence_starts[last]);
}

static bool states_nothing(const struct reading *reading, int sentence)
{
    struct fragments all = fragments_of(reading, sentence, sentence + 1);
    return is_bare_sentence(&all) || is_bare_chain(&all) ||
           is_announced_list(reading, sentence, &all) || is_verbless(reading, sentence, &all);
}

/* A table is judged as a whole: what a cell says, its row and its column say too. */
static void kill_bare_sentences(struct reading *reading)
{
    for (int first = 0, last; first < reading->sentence_count; first = last) {
        last = first + 1;
        while (is_in_table(reading, first) && is_in_table(reading, last))
            last++;
        struct fragments all = fragments_of(reading, first, last);
        bool is_table = is_in_table(reading, first);
        if (is_table ? is_sparse(&all) : states_nothing(reading, first))
            kill_sentences(reading, first, last);
    }
}

void reading_find_lists(struct reading *reading)
{
    kill_rows(reading);
    kill_bare_sentences(reading);
}
