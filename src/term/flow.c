#include "term/flow.h"

#include <stdlib.h>

#include "base/mem.h"

struct flow_level {
    struct line first, rest; /* prefixes of the first row and of the others */
    bool is_begun;           /* the first row was written */
};

void flow_push(struct flow *flow, enum style style, const char *first, bool repeats)
{
    flow->levels = mem_grow(flow->levels, &flow->cap, flow->depth + 1, sizeof *flow->levels);
    struct flow_level *level = &flow->levels[flow->depth++];
    *level = (struct flow_level){ 0 };
    line_adds(&level->first, style, first);
    if (repeats)
        line_add_line(&level->rest, &level->first);
    else
        line_pad(&level->rest, line_columns(&level->first));
}

void flow_pop(struct flow *flow)
{
    struct flow_level *level = &flow->levels[flow->depth - 1];
    if (!level->is_begun) {
        struct line nothing = { 0 };
        flow_text(flow, &nothing, flow->columns);
    }
    line_finish(&level->first);
    line_finish(&level->rest);
    flow->depth--;
}

void flow_gap(struct flow *flow)
{
    flow->wants_gap = true;
}

static void add_prefix(const struct flow *flow, struct line *out)
{
    for (size_t i = 0; i < flow->depth; i++) {
        const struct flow_level *level = &flow->levels[i];
        line_add_line(out, level->is_begun ? &level->rest : &level->first);
    }
}

int flow_room(const struct flow *flow)
{
    struct line prefix = { 0 };
    add_prefix(flow, &prefix);
    int room = flow->columns - line_columns(&prefix);
    line_finish(&prefix);
    return room > 1 ? room : 1;
}

/* A blank line belongs to the containers that were there before it. */
static void write_gap(struct flow *flow)
{
    if (!flow->wants_gap)
        return;
    flow->wants_gap = false;
    struct line *row = lines_add(flow->out);
    for (size_t i = 0; i < flow->depth; i++)
        if (flow->levels[i].is_begun)
            line_add_line(row, &flow->levels[i].rest);
    line_trim(row);
}

void flow_text(struct flow *flow, const struct line *text, int columns)
{
    struct line first = { 0 }, rest = { 0 };
    write_gap(flow);
    add_prefix(flow, &first);
    for (size_t i = 0; i < flow->depth; i++)
        flow->levels[i].is_begun = true;
    add_prefix(flow, &rest);
    lines_wrap(flow->out, text, columns < flow->columns ? columns : flow->columns, &first,
               &rest);
    line_finish(&rest);
    line_finish(&first);
}

void flow_rows(struct flow *flow, const struct lines *rows)
{
    for (size_t i = 0; i < rows->count; i++)
        flow_text(flow, &rows->items[i], flow->columns);
}

void flow_finish(struct flow *flow)
{
    free(flow->levels);
    flow->levels = NULL;
}
