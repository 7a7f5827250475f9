/* What the program's text says about two awaits, looked up once for all the times that a
 * program comes there. */
#include "trace/advice/rules.h"

#include "base/mem.h"
#include "trace/advice/independence.h"

struct advice_pair {
    enum advice_form form;
    struct advice_await first, await;
    bool is_independent;
};

static bool is_same_await(const struct advice_await *a, const struct advice_await *b)
{
    return a->name == b->name && a->made_at == b->made_at && a->at == b->at;
}

static struct independence_await in_words(const struct advisor *advisor,
                                          const struct advice_await *await)
{
    return (struct independence_await){
        .name = recording_string(advisor->recording, await->name),
        .made = recording_string(advisor->recording, await->made_at),
        .at = recording_string(advisor->recording, await->at),
    };
}

static bool read_text(struct advisor *advisor, const struct advice_pair *pair)
{
    const struct independence_await first = in_words(advisor, &pair->first);
    const struct independence_await await = in_words(advisor, &pair->await);
    switch (pair->form) {
    case ADVICE_IN_LINE:
        return independence_in_line(advisor->sources, first, await);
    case ADVICE_IN_LOOP:
        return independence_in_loop(advisor->sources, await);
    case ADVICE_MADE_FIRST:
        return independence_made_first(advisor->sources, first, await);
    }
    return false;
}

bool advice_is_independent(struct advisor *advisor, enum advice_form form,
                           struct advice_await first, struct advice_await await)
{
    struct advice_pair asked = { .form = form, .first = first, .await = await };
    for (size_t i = 0; i < advisor->pair_count; i++) {
        const struct advice_pair *pair = &advisor->pairs[i];
        if (pair->form == form && is_same_await(&pair->first, &first) &&
            is_same_await(&pair->await, &await))
            return pair->is_independent;
    }
    asked.is_independent = read_text(advisor, &asked);
    advisor->pairs = mem_grow(advisor->pairs, &advisor->pair_cap, advisor->pair_count + 1,
                              sizeof(*advisor->pairs));
    advisor->pairs[advisor->pair_count++] = asked;
    return asked.is_independent;
}
