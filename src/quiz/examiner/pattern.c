/* The search is plain backtracking within a sentence or two: patterns have few parts, and
 * mentions are few as well. What an adversary makes of it is bounded by the caller's budget. */
#include "quiz/examiner/pattern.h"

struct search {
    const struct pattern *pattern;
    const struct reading *reading;
    struct mention found[PATTERN_ATOMS_MAX]; /* by atom, as far as matched */
    int low, high;                           /* words covered so far; low < 0: none */
    int limit_from, limit;                   /* the words of the sentences */
    long *budget;
};

static bool has_polarity(const struct reading *reading, const struct mention *mention,
                         enum pattern_polarity polarity)
{
    return polarity == PATTERN_EITHER ||
           reading_is_negated(reading, mention) == (polarity == PATTERN_DENIED);
}

static bool topic_fits(const struct search *search, const struct mention *mention)
{
    const struct pattern *pattern = search->pattern;
    if (pattern->topic == READING_TOPIC_NONE)
        return true;
    int topic = search->reading->words.items[mention->start].topic;
    return pattern->is_topic_excluded ? topic != pattern->topic
                                      : topic == pattern->topic || topic == READING_TOPIC_ALL;
}

static bool is_mentioned(const struct reading *reading, int concept,
                         enum pattern_polarity polarity, int from, int to)
{
    for (int at = from; at < to; at++) {
        const struct mention *mention = reading_mention_at(reading, concept, at);
        if (mention && has_polarity(reading, mention, polarity))
            return true;
    }
    return false;
}

/* No absent concept in the clauses, or the sentences, that the match touches. */
static bool absent_fits(const struct search *search)
{
    const struct words *words = &search->reading->words;
    int from = search->low, to = search->high;
    while (from > 0 && words->items[from - 1].clause == words->items[search->low].clause)
        from--;
    while (to < words->count &&
           words->items[to].clause == words->items[search->high - 1].clause)
        to++;
    for (int i = 0; i < search->pattern->absent_count; i++) {
        const struct pattern_atom *atom = &search->pattern->absent[i];
        for (int a = 0; a < atom->count; a++)
            if (is_mentioned(search->reading, atom->concepts[a], atom->polarity,
                             atom->is_wide ? search->limit_from : from,
                             atom->is_wide ? search->limit : to))
                return false;
    }
    return true;
}

/* Whether a clause ends between the two words. */
static bool is_interrupted(const struct reading *reading, int before, int after)
{
    return reading->words.items[before].clause != reading->words.items[after].clause;
}

static bool overlaps(const struct search *search, int k, const struct mention *mention)
{
    for (int i = 0; i < k; i++)
        if (search->found[i].start < mention->end && mention->start < search->found[i].end)
            return true;
    return false;
}

static bool order_fits(const struct search *search, int k, const struct mention *mention)
{
    const struct pattern_atom *atom = &search->pattern->atoms[k];
    if (k == 0 || atom->gap_max < 0)
        return true;
    int from = search->found[k - 1].end;
    if (mention->start < from || mention->start - from > atom->gap_max)
        return false;
    if (atom->is_close && is_interrupted(search->reading, from - 1, mention->start))
        return false;
    return atom->without_by < 0 || !is_mentioned(search->reading, atom->without_by,
                                                 PATTERN_EITHER, from, mention->start);
}

static bool place_fits(const struct search *search, int k, const struct mention *mention)
{
    int low = search->low < 0 || mention->start < search->low ? mention->start : search->low;
    int high = mention->end > search->high ? mention->end : search->high;
    return high - low <= search->pattern->span_words && !overlaps(search, k, mention) &&
           order_fits(search, k, mention);
}

static bool match_from(struct search *search, int k);

static bool match_mention(struct search *search, int k, const struct mention *mention)
{
    const struct pattern_atom *atom = &search->pattern->atoms[k];
    const struct word *word = &search->reading->words.items[mention->start];
    if (word->is_dead || (word->is_supposed && search->pattern->ignores_supposed) ||
        !has_polarity(search->reading, mention, atom->polarity) ||
        !topic_fits(search, mention) || !place_fits(search, k, mention))
        return false;
    int low = search->low, high = search->high;
    search->found[k] = *mention;
    search->low =
        search->low < 0 || mention->start < search->low ? mention->start : search->low;
    search->high = mention->end > search->high ? mention->end : search->high;
    if (match_from(search, k + 1))
        return true;
    search->low = low;
    search->high = high;
    return false;
}

static int first_at_or_after(const struct mentions *mentions, int word)
{
    int low = 0, high = mentions->count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (mentions->items[middle].start < word)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool match_from(struct search *search, int k)
{
    if (k == search->pattern->atom_count)
        return absent_fits(search);
    const struct pattern_atom *atom = &search->pattern->atoms[k];
    for (int a = 0; a < atom->count; a++) {
        const struct mentions *mentions = &search->reading->mentions[atom->concepts[a]];
        int i = first_at_or_after(mentions, search->limit_from);
        for (; i < mentions->count && mentions->items[i].start < search->limit; i++) {
            if (--*search->budget < 0)
                return false;
            if (match_mention(search, k, &mentions->items[i]))
                return true;
        }
    }
    return false;
}

/* A cheap test first: is every part mentioned at all? */
static bool can_match(const struct pattern *pattern, const struct reading *reading)
{
    for (int k = 0; k < pattern->atom_count; k++) {
        int mentions = 0;
        for (int a = 0; a < pattern->atoms[k].count; a++)
            mentions += reading->mentions[pattern->atoms[k].concepts[a]].count;
        if (mentions == 0)
            return false;
    }
    return pattern->atom_count > 0;
}

bool pattern_find(const struct pattern *pattern, const struct reading *reading, long *budget,
                  struct pattern_match *ret_match)
{
    for (int s = 0; s < reading->sentence_count && can_match(pattern, reading); s++) {
        int last = s + pattern->span_sentences;
        if (last > reading->sentence_count)
            last = reading->sentence_count;
        struct search search = {
            .pattern = pattern,
            .reading = reading,
            .low = -1,
            .limit_from = reading->sentence_starts[s],
            .limit = reading->sentence_starts[last],
            .budget = budget,
        };
        if (match_from(&search, 0)) {
            *ret_match = (struct pattern_match){ search.low, search.high };
            return true;
        }
    }
    return pattern->passive && pattern_find(pattern->passive, reading, budget, ret_match);
}
