#include "trace/log.h"

#include <inttypes.h>
#include <string.h>

#include "trace/advice/advice.h"
#include "trace/describe.h"
#include "trace/sentence.h"

enum { TIME_COLUMNS = 9, SUBJECT_COLUMN = 24, PLACE_COLUMN = 76 };

static enum style style_of(const struct record *record)
{
    switch (record->kind) {
    case WORD_RUN:
        return STYLE_RUNNING;
    case WORD_WAIT:
    case WORD_YIELD:
        return STYLE_WAITING;
    case WORD_CANCEL:
        return STYLE_CANCELLED;
    case WORD_OUTPUT:
        return STYLE_STRONG;
    case WORD_WARNING:
        return STYLE_WARN;
    case WORD_DONE:
        return record->what == WORD_RESULT      ? STYLE_DONE
               : record->what == WORD_CANCELLED ? STYLE_CANCELLED
                                                : STYLE_WRONG;
    default:
        return STYLE_TEXT;
    }
}

static void add_when(const struct record *record, struct line *line)
{
    struct buf ms = { 0 };
    describe_ms(record->t_us, &ms);
    line_addf(line, STYLE_DIM, "tick %-4" PRIu32 " %*s ms  ", record->tick, TIME_COLUMNS,
              buf_str(&ms));
    buf_finish(&ms);
}

static void add_subject(const struct recording *recording, const struct record *record,
                        struct line *line)
{
    struct buf name = { 0 };
    uint32_t task = sentence_subject(recording, record, &name);
    line_adds(line, task ? style_lane(task - 1) : STYLE_DIM, buf_str(&name));
    line_adds(line, STYLE_TEXT, " ");
    buf_finish(&name);
}

/* In its column, or at the edge of a window that is too narrow for that. */
static void add_place(const struct recording *recording, const struct record *record,
                      int columns, struct line *line)
{
    struct line place = { 0 };
    if (!record->at)
        return;
    line_addf(&place, STYLE_DIM, "  %s", describe_place(recording, record->at));
    int edge = columns - line_columns(&place);
    line_pad(line, edge < PLACE_COLUMN - 2 ? edge : PLACE_COLUMN - 2);
    line_add_line(line, &place);
    line_finish(&place);
}

/* What does not fit stands below the event, beside its tick and time. */
static void add_wrapped(const struct line *event, int columns, struct lines *out)
{
    struct line margin = { 0 };
    line_pad(&margin, SUBJECT_COLUMN);
    lines_wrap(out, event, columns, NULL, &margin);
    line_finish(&margin);
}

/* What to read about it. */
static void add_lesson(const struct recording *recording, const struct record *warning,
                       int columns, struct lines *out)
{
    const char *step = advice_step(recording, warning);
    struct line line = { 0 };
    if (!step)
        return;
    add_when(warning, &line);
    add_subject(recording, warning, &line);
    line_addf(&line, STYLE_HINT, "%s is explained by: asynclearn lesson %s",
              recording_string(recording, warning->what), step);
    add_wrapped(&line, columns, out);
    line_finish(&line);
}

void log_record(const struct recording *recording, const struct record *record, size_t index,
                bool with_internals, int columns, struct lines *out)
{
    if (!with_internals && sentence_is_internal(recording, record))
        return;
    struct buf text = { 0 };
    sentence_predicate(recording, record, index, &text);
    const char *rest = buf_str(&text);
    size_t head = record->kind == WORD_OUTPUT ? strcspn(rest, ":") + 2 : 0;
    for (bool is_first = true; is_first || *rest; is_first = false) {
        struct line line = { 0 };
        size_t len = strcspn(rest, "\n");
        add_when(record, &line);
        add_subject(recording, record, &line);
        if (!is_first)
            line_add(&line, style_of(record), buf_str(&text), head);
        line_add(&line, style_of(record), rest, len);
        add_place(recording, record, columns, &line);
        add_wrapped(&line, columns, out);
        line_finish(&line);
        rest += len + (rest[len] == '\n');
    }
    if (record->kind == WORD_WARNING)
        add_lesson(recording, record, columns, out);
    buf_finish(&text);
}
