/* The timeline as a picture: a lane for each task, from left to right what it did.
 *
 * On virtual time running takes no time, and would not be seen. So each run has some width
 * of its own, and time shares the rest: what happens at one moment stands side by side in
 * its order. The picture of a long recording is as small as that of a short one: the first
 * lanes, and nothing narrower than can be seen. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "term/width.h"
#include "trace/describe.h"
#include "trace/export/export.h"
#include "trace/spans.h"

enum {
    WIDTH = 900, /* all lengths are in the picture's own units */
    MARGIN = 16,
    TITLE_HEIGHT = 44,
    LANE_HEIGHT = 30,
    AXIS_HEIGHT = 30,
    LEGEND_HEIGHT = 34,
    LABEL_LETTER = 8, /* wide is a letter of a label, at most */
    WAIT_LETTER = 7,
    LABEL_MOST = 26, /* letters */
    LANES_MOST = 40,
    ARROWS_MOST = 60,
    AXIS_GAP = 64, /* between numbers */
};

#define RUN_MOST  16.0 /* wide is a run that takes no time */
#define RUN_SHARE 0.4  /* of the width, at most, for them all */
#define SEEN      1.5  /* a narrower one is left out beside another */
#define RUN_GAP   4.0  /* so far from the run before it is drawn all the same */

static const char style[] =
    "<style>"
    "text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#1f2328}"
    ".paper{fill:#fff}.small{font-size:11px;fill:#59636e}.title{font-weight:bold}"
    ".life{stroke:#0969da}.grid{stroke:#d1d9e0;stroke-dasharray:2 3}.run{fill:#1a7f37}"
    ".ready{fill:#fff8c5;stroke:#9a6700;stroke-dasharray:3 2}.wait{fill:#ddf4ff;stroke:#0969da}"
    ".inside{font-size:11px;fill:#0550ae}.arrow{stroke:#8250df;fill:none}.head{fill:#8250df}"
    ".end{font-weight:bold}"
    "@media(prefers-color-scheme:dark){text{fill:#f0f6fc}.paper{fill:#0d1117}"
    ".small{fill:#9198a1}.life{stroke:#4493f8}.grid{stroke:#3d444d}.run{fill:#3fb950}"
    ".ready{fill:#2e2a1f;stroke:#d29922}.wait{fill:#121d2f;stroke:#4493f8}"
    ".inside{fill:#79c0ff}.arrow{stroke:#ab7df8}.head{fill:#ab7df8}}"
    "</style>\n"
    "<defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" "
    "markerHeight=\"7\" orient=\"auto\"><path class=\"head\" d=\"M0 0L8 4L0 8z\"/></marker>"
    "</defs>\n";

struct picture {
    const struct recording *recording;
    struct buf *out;
    struct spans spans;
    uint32_t lanes;  /* tasks 1 to this have one */
    double left;     /* where the lanes begin */
    double *x;       /* by record, and the end */
    double *drawn;   /* by task: as far as its lane is drawn */
    double *ran;     /* by task: as far as its runs are */
    struct buf text; /* scratch */
};

/* ---- Measures ---- */

/* A wide letter counts for two. */
static size_t count_letters(const struct buf *text)
{
    return (size_t)width_count(text->data, text->len, 0);
}

/* Cuts a text that is longer, and says so. */
static void shorten(struct buf *text, size_t letters)
{
    if (count_letters(text) <= letters)
        return;
    buf_truncate(text, width_fit(text->data, text->len, (int)letters - 1));
    buf_adds(text, "…");
}

static void name_task(struct picture *picture, uint32_t task)
{
    buf_truncate(&picture->text, 0);
    describe_task(picture->recording, task, &picture->text);
    shorten(&picture->text, LABEL_MOST);
}

static void measure_labels(struct picture *picture)
{
    size_t most = 0;
    for (uint32_t task = 1; task <= picture->lanes; task++) {
        name_task(picture, task);
        size_t letters = count_letters(&picture->text);
        most = letters > most ? letters : most;
    }
    picture->left = (double)(2 * MARGIN + most * LABEL_LETTER);
}

static size_t count_runs(const struct recording *recording)
{
    size_t count = 0;
    for (size_t i = 0; i < recording->count; i++)
        count += recording_at(recording, i)->kind == WORD_RUN;
    return count;
}

static int64_t passed_us(const struct recording *recording, size_t from, size_t to)
{
    int64_t us = recording_at(recording, to)->t_us - recording_at(recording, from)->t_us;
    return us > 0 ? us : 0; /* a second loop of the program begins at 0 again */
}

/* Where each record stands. */
static void measure_time(struct picture *picture)
{
    const struct recording *recording = picture->recording;
    double width = WIDTH - MARGIN - LABEL_LETTER - picture->left, time_us = 0;
    double runs = (double)count_runs(recording);
    for (size_t i = 1; i < recording->count; i++)
        time_us += (double)passed_us(recording, i - 1, i);
    double run = runs > 0 ? (time_us > 0 ? RUN_SHARE : 1) * width / runs : 0;
    run = run < RUN_MOST ? run : RUN_MOST;
    double scale = time_us > 0 ? (width - run * runs) / time_us : 0;
    picture->x = mem_alloc((recording->count + 1) * sizeof(*picture->x));
    picture->x[0] = picture->left;
    for (size_t i = 1; i < recording->count; i++) {
        bool is_run = recording_at(recording, i - 1)->kind == WORD_RUN;
        picture->x[i] = picture->x[i - 1] + (is_run ? run : 0) +
                        scale * (double)passed_us(recording, i - 1, i);
    }
}

static double lane_middle(uint32_t task)
{
    return TITLE_HEIGHT + LANE_HEIGHT * ((double)task - 0.5);
}

static double lanes_end(const struct picture *picture)
{
    return TITLE_HEIGHT + LANE_HEIGHT * (double)picture->lanes;
}

/* ---- Drawing ---- */

static void draw_text(struct picture *picture, const char *look, double x, double y,
                      const char *text)
{
    buf_addf(picture->out, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">", look, x, y);
    export_xml(picture->out, text);
    buf_adds(picture->out, "</text>\n");
}

static void draw_bar(struct picture *picture, const char *look, double x, double middle,
                     double width, double height)
{
    buf_addf(picture->out,
             "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.0f\" "
             "rx=\"2\"/>\n",
             look, x, middle - height / 2, width, height);
}

static void draw_labels(struct picture *picture)
{
    for (uint32_t task = 1; task <= picture->lanes; task++) {
        name_task(picture, task);
        draw_text(picture, "lane", MARGIN, lane_middle(task) + 4, buf_str(&picture->text));
    }
}

/* A number where time stands still while tasks run, so far as there is room. */
static void draw_axis(struct picture *picture)
{
    const struct recording *recording = picture->recording;
    double bottom = lanes_end(picture), free_from = 0;
    for (size_t i = 0; i < recording->count; i++) {
        bool is_new = i == 0 || passed_us(recording, i - 1, i) > 0;
        if (!is_new || picture->x[i] < free_from)
            continue;
        double x = picture->x[i];
        buf_addf(picture->out, "<path class=\"grid\" d=\"M%.1f %dV%.1f\"/>\n", x, TITLE_HEIGHT,
                 bottom + 4);
        buf_truncate(&picture->text, 0);
        describe_ms(recording_at(recording, i)->t_us, &picture->text);
        buf_adds(&picture->text, " ms");
        double width = (double)(picture->text.len * WAIT_LETTER);
        draw_text(picture, "small", x + width > WIDTH ? WIDTH - width : x, bottom + 18,
                  buf_str(&picture->text));
        free_from = x + (width > AXIS_GAP ? width : AXIS_GAP);
    }
}

static void draw_wait(struct picture *picture, const struct span *span, double x, double width)
{
    double middle = lane_middle(span->task);
    draw_bar(picture, "wait", x, middle, width, 14);
    buf_truncate(&picture->text, 0);
    describe_awaited(picture->recording, recording_at(picture->recording, span->from),
                     &picture->text);
    size_t letters = count_letters(&picture->text);
    if ((double)(letters * WAIT_LETTER) < width - 4)
        draw_text(picture, "inside", x + 4, middle + 4, buf_str(&picture->text));
}

/* A mark, not a colour alone. */
static void draw_end(struct picture *picture, const struct span *span)
{
    const struct record *end = recording_at(picture->recording, span->from);
    const char *mark = span->status == TASK_DROPPED ? "–" : describe_end(end);
    draw_text(picture, "end", picture->x[span->from] + 3, lane_middle(span->task) + 5, mark);
}

/* So narrow, and so near to what is drawn, that it would not be seen. In a crowd of waits a run
 * is, now and then, or nobody would seem to have done anything. */
static bool is_lost(const struct picture *picture, const struct span *span, double x,
                    double width)
{
    bool is_run = span->status == TASK_RUNNING;
    double free_from =
        is_run ? picture->ran[span->task] + RUN_GAP : picture->drawn[span->task] + SEEN;
    return width < SEEN && x < free_from;
}

static void draw_span(struct picture *picture, const struct span *span)
{
    if (span->task > picture->lanes)
        return;
    double x = picture->x[span->from], width = picture->x[span->to] - x;
    if (span->status == TASK_DONE || span->status == TASK_DROPPED) {
        draw_end(picture, span);
        return;
    }
    if (is_lost(picture, span, x, width))
        return;
    picture->drawn[span->task] = x + width;
    if (span->status == TASK_RUNNING)
        picture->ran[span->task] = x + width;
    if (span->status == TASK_WAITING)
        draw_wait(picture, span, x, width);
    else if (span->status == TASK_RUNNING)
        draw_bar(picture, "run", x, lane_middle(span->task), width < 1 ? 1 : width, 20);
    else if (width >= SEEN)
        draw_bar(picture, "ready", x, lane_middle(span->task), width, 8);
}

/* Under the bars, and all that is seen of those left out: from birth to end. */
static void draw_lives(struct picture *picture)
{
    for (size_t i = 0; i < picture->spans.count; i++) {
        const struct span *span = &picture->spans.items[i];
        bool is_last =
            span->is_open || span->status == TASK_DONE || span->status == TASK_DROPPED;
        if (!is_last || span->task > picture->lanes)
            continue;
        uint32_t born = picture->recording->tasks[span->task].born;
        buf_addf(picture->out, "<path class=\"life\" d=\"M%.1f %.1fH%.1f\"/>\n",
                 picture->x[born], lane_middle(span->task), picture->x[span->to]);
    }
}

/* ---- Who made or woke whom ---- */

static bool is_arrow(const struct picture *picture, const struct span *span)
{
    uint32_t kind = recording_at(picture->recording, span->from)->kind;
    bool is_woken = span->status == TASK_READY && kind != WORD_YIELD;
    return is_woken && span->by && span->by != span->task && span->task <= picture->lanes &&
           span->by <= picture->lanes;
}

static void draw_arrows(struct picture *picture)
{
    size_t count = 0;
    for (size_t i = 0; i < picture->spans.count; i++)
        count += is_arrow(picture, &picture->spans.items[i]);
    for (size_t i = 0; i < picture->spans.count && count <= ARROWS_MOST; i++) {
        const struct span *span = &picture->spans.items[i];
        if (!is_arrow(picture, span))
            continue;
        double down = span->task > span->by ? 1 : -1;
        buf_addf(picture->out,
                 "<path class=\"arrow\" marker-end=\"url(#head)\" d=\"M%.1f %.1fV%.1f\"/>\n",
                 picture->x[span->from], lane_middle(span->by) + 10 * down,
                 lane_middle(span->task) - 6 * down);
    }
}

/* ---- All of it ---- */

/* Returns where the next one stands. */
static double draw_key_text(struct picture *picture, double x, double y, const char *text)
{
    draw_text(picture, "small", x, y + 4, text);
    return x + WAIT_LETTER * (double)width_count(text, strlen(text), 0) + MARGIN;
}

static double draw_key(struct picture *picture, const char *look, double x, double y,
                       double height, const char *text)
{
    draw_bar(picture, look, x, y, 22, height);
    return draw_key_text(picture, x + 28, y, text);
}

static double draw_arrow_key(struct picture *picture, double x, double y, const char *text)
{
    buf_addf(picture->out,
             "<path class=\"arrow\" marker-end=\"url(#head)\" d=\"M%.1f %.1fH%.1f\"/>\n", x, y,
             x + 22);
    return draw_key_text(picture, x + 28, y, text);
}

static void draw_legend(struct picture *picture)
{
    double y = lanes_end(picture) + AXIS_HEIGHT + LEGEND_HEIGHT / 2.0;
    double x = draw_key(picture, "run", MARGIN, y, 20, "runs");
    x = draw_key(picture, "ready", x, y, 8, "is ready");
    x = draw_key(picture, "wait", x, y, 14, "waits");
    x = draw_arrow_key(picture, x, y, "makes or wakes");
    const char *const ends[] = { "✓ done", "✗ failed", "⊘ cancelled", "– dropped" };
    for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
        x = draw_key_text(picture, x, y, ends[i]);
    if (picture->lanes + 1 == picture->recording->task_count)
        return;
    buf_truncate(&picture->text, 0);
    buf_addf(&picture->text, "and %zu more tasks",
             picture->recording->task_count - 1 - picture->lanes);
    draw_key_text(picture, x, y, buf_str(&picture->text));
}

static void draw_frame(struct picture *picture, const char *title)
{
    double height = lanes_end(picture) + AXIS_HEIGHT + LEGEND_HEIGHT;
    buf_addf(picture->out,
             "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %.0f\" role=\"img\">\n"
             "<title>",
             WIDTH, height);
    export_xml(picture->out, title);
    buf_adds(picture->out, "</title>\n");
    buf_adds(picture->out, style);
    buf_addf(picture->out, "<rect class=\"paper\" width=\"%d\" height=\"%.0f\"/>\n", WIDTH,
             height);
    draw_text(picture, "title", MARGIN, 26, title);
}

static void draw(struct picture *picture, const char *title)
{
    draw_frame(picture, title);
    draw_axis(picture);
    draw_labels(picture);
    draw_lives(picture);
    for (size_t i = 0; i < picture->spans.count; i++)
        draw_span(picture, &picture->spans.items[i]);
    draw_arrows(picture);
    draw_legend(picture);
    buf_adds(picture->out, "</svg>\n");
}

void export_svg(const struct export_request *request, struct buf *out)
{
    struct picture picture = { .recording = request->recording, .out = out };
    size_t tasks = request->recording->task_count - 1;
    picture.lanes = (uint32_t)(tasks < LANES_MOST ? tasks : LANES_MOST);
    picture.drawn = mem_alloc(request->recording->task_count * sizeof(*picture.drawn));
    picture.ran = mem_alloc(request->recording->task_count * sizeof(*picture.ran));
    spans_collect(&picture.spans, request->recording);
    measure_labels(&picture);
    measure_time(&picture);
    draw(&picture, request->title);
    spans_finish(&picture.spans);
    free(picture.drawn);
    free(picture.ran);
    free(picture.x);
    buf_finish(&picture.text);
}
