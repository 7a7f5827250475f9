/* What the program printed, each line with its tick, and the warnings in between. */
#include "trace/view/view.h"

#include <inttypes.h>
#include <string.h>

#include "term/line.h"
#include "trace/advice/advice.h"
#include "trace/describe.h"

enum { TICK_COLUMNS = 11 }; /* in front of each line */

static size_t count_lines(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += *text == '\n' || !text[1];
    return count;
}

/* The last `room` lines of a text. */
static const char *skip_lines(const char *text, size_t room)
{
    for (size_t count = count_lines(text); count > room; count--)
        text = strchr(text, '\n') + 1;
    return text;
}

/* A warning: its sentence, and below it its place and its lesson, which are there to be read
 * whole. */
static void add_warning(const struct recording *recording, const struct record *record,
                        int columns, struct buf *out)
{
    const char *step = advice_step(recording, record);
    struct lines lines = { 0 };
    struct line text = { 0 }, where = { 0 }, indent = { 0 };
    line_addf(&text, STYLE_WARN, "%s: %s", describe_warning(record),
              recording_text(recording, record));
    line_adds(&indent, STYLE_WARN, "  ");
    line_addf(&where, STYLE_WARN, "%s%s%s%s", describe_place(recording, record->at),
              record->at && step ? ", " : "", step ? "lesson " : "", step ? step : "");
    lines_wrap(&lines, &text, columns, NULL, &indent);
    if (record->at || step)
        lines_wrap(&lines, &where, columns, &indent, &indent);
    for (size_t i = 0; i < lines.count; i++)
        buf_addf(out, "%s%s", i ? "\n" : "", buf_str(&lines.items[i].text));
    lines_finish(&lines);
    line_finish(&text);
    line_finish(&where);
    line_finish(&indent);
}

/* What stands there for the record, in so many columns. */
static void read_text(const struct recording *recording, const struct record *record,
                      int columns, struct buf *out)
{
    buf_truncate(out, 0);
    if (record->kind == WORD_WARNING)
        add_warning(recording, record, columns, out);
    else
        buf_adds(out, recording_text(recording, record));
}

static void draw_lines(struct screen *screen, struct rect area, int row,
                       const struct record *record, const char *text)
{
    enum style style = record->kind == WORD_WARNING ? STYLE_WARN : STYLE_TEXT;
    while (*text) {
        size_t len = strcspn(text, "\n");
        int col =
            screen_format(screen, area, row, 1, STYLE_DIM, "tick %-4" PRIu32 " ", record->tick);
        if (record->what == WORD_STDERR)
            col = screen_text(screen, area, row, col, STYLE_WARN, "stderr: ");
        screen_format(screen, area, row, col, style, "%.*s", (int)len, text);
        text += len + (text[len] == '\n');
        row++;
    }
}

/* The newest of both lists that is left; takes it off. */
static const struct record *take_newest(const struct recording *recording, size_t *outputs,
                                        size_t *warnings)
{
    uint32_t output = *outputs ? recording->outputs.items[*outputs - 1] : 0;
    uint32_t warning = *warnings ? recording->warnings.items[*warnings - 1] : 0;
    if (!*outputs && !*warnings)
        return NULL;
    bool is_output = *outputs && (!*warnings || output > warning);
    *(is_output ? outputs : warnings) -= 1;
    return recording_at(recording, is_output ? output : warning);
}

void pane_output(struct view *view, struct screen *screen, struct rect area)
{
    const struct recording *recording = view->model->recording;
    size_t outputs = view->model->state.output_count;
    size_t warnings = view->model->state.warning_count;
    const struct record *record;
    struct buf text = { 0 };
    size_t total = 0;
    if (area.rows < 1)
        return;
    /* From the bottom up; a short output stands at the top. What was scrolled back lies below
     * the area, where nothing is drawn. */
    size_t rows = (size_t)area.rows, wanted = rows + view->output_back;
    size_t o = outputs, w = warnings;
    while (total < wanted && (record = take_newest(recording, &o, &w))) {
        read_text(recording, record, area.cols - TICK_COLUMNS, &text);
        total += count_lines(buf_str(&text));
    }
    view->has_more_output = total > wanted || o || w;
    size_t room = total < wanted ? total : wanted;
    view->output_back = room > rows ? room - rows : 0;
    while (room && (record = take_newest(recording, &outputs, &warnings))) {
        read_text(recording, record, area.cols - TICK_COLUMNS, &text);
        const char *shown = skip_lines(buf_str(&text), room);
        room -= count_lines(shown);
        draw_lines(screen, area, (int)room, record, shown);
    }
    buf_finish(&text);
    if (!total)
        screen_text(screen, area, 0, 1, STYLE_DIM, "nothing yet");
    if (recording->pool.has_lost_texts)
        screen_format(screen, area, area.rows - 1, 0, STYLE_WARN, " %-*s", area.cols,
                      "later output is not kept");
}
