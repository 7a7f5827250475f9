/* The log as an asciicast (version 2), which asciinema plays.
 *
 * A loop is quicker than an eye, and on virtual time takes none: so the lines come at the pace
 * of the live view, or of a whole recording in two minutes, and not by the loop's clock. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "term/out.h"
#include "trace/export/export.h"
#include "trace/log.h"
#include "trace/playback.h"

enum { COLUMNS = 100, ROWS = 30, LONGEST_S = 120 };

static void log_all(const struct recording *recording, struct lines *lines)
{
    for (size_t i = 0; i < recording->count; i++)
        log_record(recording, recording_at(recording, i), i, false, COLUMNS, lines);
}

/* What a terminal would be sent for the line. */
static void draw(const struct line *line, struct buf *out)
{
    static const struct caps caps = {
        .is_tty = true,
        .is_utf8 = true,
        .depth = STYLE_DEPTH_256,
        .columns = COLUMNS,
        .rows = ROWS,
    };
    out_draw(&caps, line, out);
    buf_adds(out, "\r\n");
}

void export_cast(const struct export_request *request, struct buf *out)
{
    struct lines lines = { 0 };
    struct buf text = { 0 };
    log_all(request->recording, &lines);
    double pace_s = 1.0 / PLAYBACK_SPEED;
    if (pace_s * (double)lines.count > LONGEST_S)
        pace_s = LONGEST_S / (double)lines.count;
    buf_addf(out, "{\"version\":2,\"width\":%d,\"height\":%d,\"title\":", COLUMNS, ROWS);
    export_json(out, request->title);
    buf_adds(out, "}\n");
    for (size_t i = 0; i < lines.count; i++) {
        draw(&lines.items[i], &text);
        buf_addf(out, "[%.6f,\"o\",", pace_s * (double)i);
        export_json(out, buf_str(&text));
        buf_adds(out, "]\n");
        buf_truncate(&text, 0);
    }
    lines_finish(&lines);
    buf_finish(&text);
}
