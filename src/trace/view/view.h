/* The live view's picture: everything that is on the screen, drawn from the model. It changes
 * nothing but itself. */
#ifndef TRACE_VIEW_H
#define TRACE_VIEW_H

#include "term/caps.h"
#include "term/screen.h"
#include "trace/lanes.h"
#include "trace/playback.h"
#include "trace/source.h"

/* What is being typed in the last row. */
enum asking { ASKING_NOTHING, ASKING_FIND, ASKING_EXPORT };

/* What lies over the panes until the next key. */
enum sheet { SHEET_NONE, SHEET_HELP, SHEET_HINT, SHEET_WHY };

struct view {
    const struct caps *caps; /* borrowed; so are these */
    const struct model *model;
    const struct playback *playback;
    const char *title;  /* the program, or the file */
    const char *hint;   /* what to look for, in Markdown; NULL: nothing */
    const char *label;  /* what stands before the hint: "Watch" or the like */
    const char *story;  /* what happens, likewise: on its sheet only */
    const char *ending; /* how the program ended, if badly; NULL: it has not */
    int64_t held_ms;    /* of real time that a program's step goes on already; 0: none does */
    unsigned panes;     /* enum pane of course/course.h: those that are shown */
    unsigned active;    /* the one of them that Up and Down are for; 0: none yet */
    uint32_t selected;  /* task; 0: none */
    enum sheet sheet;
    int sheet_top;  /* row of its text that stands first */
    int sheet_rest; /* rows that have no room, as of the last time it was drawn */
    struct sources sources;
    const struct source *shown; /* in the source pane, from line `top` on */
    int top;
    bool is_far;          /* the next place is shown as if nothing had been shown before */
    bool is_scrolled;     /* by hand: it follows no task until the next move */
    size_t output_back;   /* lines that the output pane is scrolled back */
    bool has_more_output; /* above its first line, as of the last time it was drawn */
    struct lanes lanes;   /* of the timeline, as of the last time it was drawn */
    int page;             /* rows of the active pane, as of the last time it was drawn */
    enum asking asking;
    struct buf wanted; /* to be found: typed, or being typed */
    struct buf file;   /* to be exported to: likewise */
    struct buf notice; /* in the place of the keys, until the next one; "": none */
    int zoom;          /* how often the timeline is doubled */
    int lane_top;
};

void view_draw(struct view *view, struct screen *screen);
void view_finish(struct view *view);

/* ---- Moving about in it ---- */

/* Makes the next shown pane the active one. */
void view_next_pane(struct view *view, int step);
/* So many rows down in the active pane, or up (negative): scrolls text, or selects another
 * task. */
void view_move(struct view *view, int rows);
/* A whole pane of them down (1), or up (-1). */
void view_page(struct view *view, int step);
/* Shows the pane, or takes it away unless it is the last one. */
void view_toggle_pane(struct view *view, unsigned pane);
/* Doubles or halves the timeline; at its smallest it is all there. */
void view_zoom(struct view *view, int step);
/* The playback went somewhere: the panes show that place again. */
void view_follow(struct view *view);
/* Before that: it went far, and they look the same from wherever it came. */
void view_jump(struct view *view);

/* ---- The panes, each inside its frame ---- */

void pane_source(struct view *view, struct screen *screen, struct rect area);
void pane_loop(struct view *view, struct screen *screen, struct rect area);
void pane_tasks(struct view *view, struct screen *screen, struct rect area);
void pane_timeline(struct view *view, struct screen *screen, struct rect area);
void pane_output(struct view *view, struct screen *screen, struct rect area);

/* ---- The sheet over them ---- */

/* Lays it out in the middle of the area; nothing if there is none. */
void view_draw_sheet(struct view *view, struct screen *screen, struct rect area);
/* Opens one at its beginning, SHEET_NONE closes it. */
void view_open_sheet(struct view *view, enum sheet sheet);
/* So many rows down in a sheet that has no room for all its text, or up (negative). False if
 * there is room for all of it. */
bool view_scroll_sheet(struct view *view, int rows);

/* ---- What they share ---- */

/* What to look for, which there is, and what happens, laid out in so many columns. */
void view_lay_out_hint(const struct view *view, int columns, struct lines *lines);

/* The task that runs, or did so until the last event; 0: none. */
uint32_t view_runner(const struct view *view);

/* The task that the picture is about: that one, else the next, else the one of the last event;
 * 0: none. */
uint32_t view_focus(const struct view *view);

/* The selected task, if it is there by now; else the focus. */
uint32_t view_subject(const struct view *view);

/* A mark for the task's state, which is also told in words elsewhere, and its role. */
const char *view_mark(const struct view *view, uint32_t task);
enum style view_style(const struct view *view, uint32_t task);

/* Draws the task's name in its colour; returns the column after it. */
int view_task(const struct view *view, struct screen *screen, struct rect area, int row,
              int col, uint32_t task);

#endif
