#include "quiz/examiner/reading.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Where the words of each vocabulary number stand: chains through the answer. */
struct positions {
    int *first;                 /* by vocabulary number */
    int *next_form, *next_stem; /* by word */
};

struct finder {
    struct reading *reading;
    struct positions positions;
    struct mention *found; /* of the concept at hand */
    size_t cap;
    int count;
};

enum { GAP_MAX = 4 };

static int compare_mentions(const void *a, const void *b)
{
    const struct mention *x = a, *y = b;
    return x->start != y->start ? x->start - y->start : x->end - y->end;
}

const struct mention *reading_mention_at(const struct reading *reading, int concept, int start)
{
    const struct mentions *mentions = &reading->mentions[concept];
    int low = 0, high = mentions->count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (mentions->items[middle].start < start)
            low = middle + 1;
        else
            high = middle;
    }
    bool is_there = low < mentions->count && mentions->items[low].start == start;
    return is_there ? &mentions->items[low] : NULL;
}

struct mentions reading_mentions(const struct reading *reading, enum lexicon_grammar concept)
{
    int number = reading->lexicon->grammar[concept];
    return number < 0 ? (struct mentions){ 0 } : reading->mentions[number];
}

bool reading_has_at(const struct reading *reading, enum lexicon_grammar concept, int start)
{
    int number = reading->lexicon->grammar[concept];
    return number >= 0 && reading_mention_at(reading, number, start);
}

bool reading_is_negated(const struct reading *reading, const struct mention *mention)
{
    const struct word *first = &reading->words.items[mention->start];
    const struct word *last = &reading->words.items[mention->end - 1];
    return first->is_negated || (last->is_negated && !mention->has_negator);
}

static void fill_positions(const struct reading *reading, struct positions *positions)
{
    int words = reading->words.count, numbers = reading->lexicon->vocabulary.count;
    positions->first = mem_alloc((size_t)numbers * sizeof(int) + 1);
    positions->next_form = mem_alloc((size_t)words * sizeof(int) + 1);
    positions->next_stem = mem_alloc((size_t)words * sizeof(int) + 1);
    memset(positions->first, 0xff, (size_t)numbers * sizeof(int));
    for (int i = words - 1; i >= 0; i--) {
        const struct word *word = &reading->words.items[i];
        if (word->form >= 0) {
            positions->next_form[i] = positions->first[word->form];
            positions->first[word->form] = i;
        }
        if (word->stem >= 0) {
            positions->next_stem[i] = positions->first[word->stem];
            positions->first[word->stem] = i;
        }
    }
}

static void free_positions(struct positions *positions)
{
    free(positions->first);
    free(positions->next_form);
    free(positions->next_stem);
}

/* Where the phrase's places from `k` on end when the first of them is at word `at`; -1 if they
 * are not there. A phrase stays in its sentence, and within its clause but for the gaps. */
static int match_rest(const struct reading *reading, const struct lexicon_phrase *phrase, int k,
                      int at, bool may_cross);

static int match_alternative(const struct reading *reading, const struct lexicon_phrase *phrase,
                             int k, int at, int alternative)
{
    if (alternative >= 0) {
        const struct word *word = &reading->words.items[at];
        bool is_it = word->form == alternative || word->stem == alternative;
        return is_it ? match_rest(reading, phrase, k + 1, at + 1, false) : -1;
    }
    const struct mentions *mentions = &reading->mentions[-1 - alternative];
    const struct mention *mention = reading_mention_at(reading, -1 - alternative, at);
    for (; mention && mention < mentions->items + mentions->count && mention->start == at;
         mention++) {
        int end = match_rest(reading, phrase, k + 1, mention->end, false);
        if (end >= 0)
            return end;
    }
    return -1;
}

static int match_gap(const struct reading *reading, const struct lexicon_phrase *phrase, int k,
                     int at)
{
    for (int skipped = 0; skipped <= GAP_MAX; skipped++) {
        int end = match_rest(reading, phrase, k + 1, at + skipped, true);
        if (end >= 0)
            return end;
        if (at + skipped >= reading->words.count ||
            reading->words.items[at + skipped].before == WORD_BREAK_SENTENCE)
            break;
    }
    return -1;
}

static int match_rest(const struct reading *reading, const struct lexicon_phrase *phrase, int k,
                      int at, bool may_cross)
{
    if (k == phrase->count)
        return at;
    const struct lexicon_element *element = &phrase->elements[k];
    if (element->is_gap)
        return match_gap(reading, phrase, k, at);
    if (at >= reading->words.count)
        return -1;
    enum word_break before = reading->words.items[at].before;
    if (k > 0 && (before == WORD_BREAK_SENTENCE || (before == WORD_BREAK_CLAUSE && !may_cross)))
        return -1;
    for (int i = 0; i < element->count; i++) {
        int end = match_alternative(reading, phrase, k, at, element->alternatives[i]);
        if (end >= 0)
            return end;
    }
    return -1;
}

static void try_at(struct finder *finder, const struct lexicon_phrase *phrase, int start)
{
    int end = match_rest(finder->reading, phrase, 0, start, false);
    if (end < 0)
        return;
    finder->found =
        mem_grow(finder->found, &finder->cap, (size_t)finder->count + 1, sizeof *finder->found);
    finder->found[finder->count++] = (struct mention){ start, end, phrase->has_negator };
}

static void try_everywhere(struct finder *finder, const struct lexicon_phrase *phrase)
{
    const struct words *words = &finder->reading->words;
    const struct lexicon_element *first = &phrase->elements[0];
    for (int i = 0; i < first->count; i++) {
        int alternative = first->alternatives[i];
        if (alternative < 0) {
            const struct mentions *mentions = &finder->reading->mentions[-1 - alternative];
            for (int m = 0; m < mentions->count; m++)
                try_at(finder, phrase, mentions->items[m].start);
            continue;
        }
        for (int at = finder->positions.first[alternative]; at >= 0;) {
            try_at(finder, phrase, at);
            at = words->items[at].form == alternative ? finder->positions.next_form[at]
                                                      : finder->positions.next_stem[at];
        }
    }
}

static void remove_overlaps(struct finder *finder, int kept, const struct mention *excluded,
                            int excluded_count)
{
    int left = 0;
    for (int i = 0; i < kept; i++) {
        bool overlaps = false;
        for (int k = 0; k < excluded_count && !overlaps; k++)
            overlaps = excluded[k].start < finder->found[i].end &&
                       finder->found[i].start < excluded[k].end;
        if (!overlaps)
            finder->found[left++] = finder->found[i];
    }
    finder->count = left;
}

static void find_excluding(struct finder *finder, const struct lexicon_concept *concept)
{
    int kept = finder->count;
    for (int i = 0; i < concept->count; i++)
        if (concept->phrases[i].is_excluding)
            try_everywhere(finder, &concept->phrases[i]);
    if (finder->count > kept)
        remove_overlaps(finder, kept, finder->found + kept, finder->count - kept);
}

static void find_concept(struct finder *finder, int number)
{
    struct reading *reading = finder->reading;
    const struct lexicon_concept *concept = &reading->lexicon->concepts[number];
    finder->count = 0;
    for (int i = 0; i < concept->count; i++)
        if (!concept->phrases[i].is_excluding)
            try_everywhere(finder, &concept->phrases[i]);
    if (finder->count == 0)
        return;
    find_excluding(finder, concept);
    qsort(finder->found, (size_t)finder->count, sizeof *finder->found, compare_mentions);
    int kept = 0;
    for (int i = 0; i < finder->count; i++)
        if (kept == 0 || compare_mentions(&finder->found[kept - 1], &finder->found[i]) != 0)
            finder->found[kept++] = finder->found[i];
    struct mentions *mentions = &reading->mentions[number];
    mentions->items = arena_alloc(reading->arena, (size_t)kept * sizeof *mentions->items + 1);
    memcpy(mentions->items, finder->found, (size_t)kept * sizeof *mentions->items);
    mentions->count = kept;
}

static void find_mentions(struct reading *reading)
{
    struct finder finder = { .reading = reading };
    size_t concepts = (size_t)reading->lexicon->concept_count;
    reading->mentions = arena_alloc(reading->arena, concepts * sizeof *reading->mentions + 1);
    fill_positions(reading, &finder.positions);
    for (int i = 0; i < reading->lexicon->concept_count; i++)
        find_concept(&finder, i);
    free_positions(&finder.positions);
    free(finder.found);
}

void reading_init(struct reading *reading, struct arena *arena, const struct lexicon *lexicon,
                  const struct topics *topics, const char *question, const char *answer,
                  size_t len_bytes)
{
    *reading = (struct reading){ .arena = arena, .lexicon = lexicon };
    words_read(arena, lexicon, answer, len_bytes, &reading->words);
    find_mentions(reading);
    reading_find_sentences(reading);
    reading_find_dead(reading, topics, question);
    reading_find_lists(reading);
    reading_find_clauses(reading, topics);
    reading_find_supposed(reading);
    reading_find_negation(reading);
}
