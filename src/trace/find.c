#include "trace/find.h"

#include <string.h>

#include "trace/describe.h"
#include "trace/sentence.h"

static bool says(const struct recording *recording, size_t index, const char *text,
                 struct buf *sentence)
{
    const struct record *record = recording_at(recording, index);
    buf_truncate(sentence, 0);
    sentence_subject(recording, record, sentence);
    buf_addc(sentence, ' ');
    sentence_predicate(recording, record, index, sentence);
    return strcasestr(buf_str(sentence), text);
}

bool find_event(const struct recording *recording, const char *text, size_t from,
                bool with_internals, size_t *ret_index)
{
    struct buf sentence = { 0 };
    bool is_found = false;
    for (size_t i = 0; i < recording->count && !is_found; i++) {
        size_t index = (from + i) % recording->count;
        if (!with_internals && sentence_is_internal(recording, recording_at(recording, index)))
            continue;
        is_found = says(recording, index, text, &sentence);
        if (is_found)
            *ret_index = index;
    }
    buf_finish(&sentence);
    return is_found;
}

bool find_verdict(const struct recording *recording, size_t *ret_index)
{
    for (size_t i = 0; i < recording->warnings.count; i++) {
        size_t index = recording->warnings.items[i];
        if (index < recording->forgotten ||
            recording_at(recording, index)->what != WORD_VERDICT)
            continue;
        *ret_index = index;
        return true;
    }
    return false;
}

/* How a text names a task, the strictest first. */
enum naming { NAMING_WHOLE, NAMING_WITHOUT_NUMBER, NAMING_PART };

static bool fits(const char *name, const char *text, enum naming naming)
{
    size_t len = strlen(text);
    switch (naming) {
    case NAMING_WHOLE:
        return strcasecmp(name, text) == 0;
    case NAMING_WITHOUT_NUMBER:
        return strncasecmp(name, text, len) == 0 && name[len] == '#';
    default:
        return strcasestr(name, text) != NULL;
    }
}

static uint32_t first_named(const struct recording *recording, const char *text,
                            enum naming naming)
{
    struct buf name = { 0 };
    uint32_t found = 0;
    for (uint32_t task = 1; task < recording->task_count && !found; task++) {
        buf_truncate(&name, 0);
        describe_task(recording, task, &name);
        found = fits(buf_str(&name), text, naming) ? task : 0;
    }
    buf_finish(&name);
    return found;
}

uint32_t find_named(const struct recording *recording, const char *name)
{
    return first_named(recording, name, NAMING_WHOLE);
}

uint32_t find_task(const struct recording *recording, const char *text)
{
    uint32_t task = 0;
    for (enum naming naming = NAMING_WHOLE; !task && naming <= NAMING_PART; naming++)
        task = first_named(recording, text, naming);
    return task;
}
