#include "judge/sentence.h"

#include <inttypes.h>
#include <string.h>

#include <async.h>

#include "base/buf.h"

static void add_text(struct buf *out, const char *text)
{
    buf_adds(out, text ? text : "");
}

/* "-111 (Connection refused)" */
static void add_error(struct buf *out, int64_t code)
{
    buf_addf(out, "%" PRId64, code);
    if (code < 0 && code > INT32_MIN)
        buf_addf(out, " (%s)", async_strerror((int)code));
}

static void add_place(struct buf *out, const char *name, const struct finding *finding,
                      const struct schedule *schedule)
{
    if (finding && strcmp(name, "name") == 0)
        add_text(out, finding->name);
    else if (finding && strcmp(name, "how") == 0)
        add_text(out, finding->how);
    else if (finding && strcmp(name, "actual_error") == 0)
        add_error(out, finding->actual);
    else if (finding && strcmp(name, "wanted_error") == 0)
        add_error(out, finding->wanted);
    else if (finding && strcmp(name, "actual") == 0)
        buf_addf(out, "%" PRId64, finding->actual);
    else if (finding && strcmp(name, "wanted") == 0)
        buf_addf(out, "%" PRId64, finding->wanted);
    else
        buf_addf(out, "%" PRId64, schedule_number(schedule, name));
}

const char *sentence_fill(struct arena *arena, const char *text, const struct finding *finding,
                          const struct schedule *schedule)
{
    struct buf out = { 0 };
    const char *open, *close;
    while ((open = strchr(text, '{')) && (close = strchr(open, '}'))) {
        buf_add(&out, text, (size_t)(open - text));
        add_place(&out, arena_strndup(arena, open + 1, (size_t)(close - open - 1)), finding,
                  schedule);
        text = close + 1;
    }
    buf_adds(&out, text);
    const char *filled = arena_strdup(arena, buf_str(&out));
    buf_finish(&out);
    return filled;
}
