#include "term/working.h"

#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "term/out.h"
#include "term/width.h"

enum { BAR_COLUMNS = 20 };

void working_init(struct working *working, FILE *file, const struct caps *like)
{
    const struct caps_request request = { .plain = like->is_plain, .ascii = !like->is_utf8 };
    *working = (struct working){ 0 };
    caps_detect(fileno(file), &request, &working->caps);
    if (working->caps.is_tty && !working->caps.is_dumb && !working->caps.is_plain)
        working->file = file;
}

void working_clear(struct working *working)
{
    if (!working->is_shown)
        return;
    fputs("\r\033[K", working->file);
    fflush(working->file);
    working->is_shown = false;
}

/* The last column stays free, so that the cursor stays in the line. */
void working_say(struct working *working, const char *text)
{
    struct line line = { 0 };
    if (!working->file)
        return;
    working_clear(working);
    line_add(&line, STYLE_DIM, text, width_fit(text, strlen(text), working->caps.columns - 1));
    struct buf bytes = { 0 };
    out_draw(&working->caps, &line, &bytes);
    fwrite(buf_str(&bytes), 1, bytes.len, working->file);
    fflush(working->file);
    working->is_shown = true;
    buf_finish(&bytes);
    line_finish(&line);
}

void working_count(struct working *working, size_t done, size_t total, const char *text)
{
    struct buf row = { 0 };
    size_t full = total ? done * BAR_COLUMNS / total : 0;
    buf_addc(&row, '[');
    for (size_t i = 0; i < BAR_COLUMNS; i++)
        buf_addc(&row, i < full ? '#' : '.');
    buf_addf(&row, "] %zu of %zu%s", done, total, text);
    working_say(working, buf_str(&row));
    buf_finish(&row);
}
