/* What the program printed, each line with its tick, and the warnings in between. */
#include "trace/view.h"

#include <inttypes.h>
#include <string.h>

#include "trace/describe.h"

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

static void draw_lines(const struct view *view, struct screen *screen, struct rect area,
                       int row, const struct record *record, const char *text)
{
    const struct recording *recording = view->model->recording;
    bool is_warning = record->kind == WORD_WARNING;
    while (*text) {
        size_t len = strcspn(text, "\n");
        int col =
            screen_format(screen, area, row, 1, STYLE_DIM, "tick %-4" PRIu32 " ", record->tick);
        if (is_warning)
            col = screen_text(screen, area, row, col, STYLE_WARN, "warning: ");
        else if (record->what == WORD_STDERR)
            col = screen_text(screen, area, row, col, STYLE_WARN, "stderr: ");
        col = screen_format(screen, area, row, col, is_warning ? STYLE_WARN : STYLE_TEXT,
                            "%.*s", (int)len, text);
        if (is_warning && record->at)
            screen_format(screen, area, row, col + 1, STYLE_DIM, "%s",
                          describe_place(recording, record->at));
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
    size_t total = 0;
    if (area.rows < 1)
        return;
    /* From the bottom up; a short output stands at the top. What was scrolled back lies below
     * the area, where nothing is drawn. */
    size_t rows = (size_t)area.rows, wanted = rows + view->output_back;
    for (size_t o = outputs, w = warnings;
         total < wanted && (record = take_newest(recording, &o, &w));)
        total += count_lines(recording_text(recording, record));
    size_t room = total < wanted ? total : wanted;
    view->output_back = room > rows ? room - rows : 0;
    while (room && (record = take_newest(recording, &outputs, &warnings))) {
        const char *text = skip_lines(recording_text(recording, record), room);
        room -= count_lines(text);
        draw_lines(view, screen, area, (int)room, record, text);
    }
    if (!total)
        screen_text(screen, area, 0, 1, STYLE_DIM, "nothing yet");
    if (recording->pool.has_lost_texts)
        screen_format(screen, area, area.rows - 1, 0, STYLE_WARN, " %-*s", area.cols,
                      "later output is not kept");
}
