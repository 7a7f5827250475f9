/* The live view's picture: everything that is on the screen, drawn from the model. It changes
 * nothing but itself. */
#ifndef TRACE_VIEW_H
#define TRACE_VIEW_H

#include "term/caps.h"
#include "term/screen.h"
#include "trace/playback.h"
#include "trace/source.h"

struct view {
    const struct caps *caps;   /* borrowed; so are these */
    const struct model *model;
    const struct playback *playback;
    const char *title;  /* the program, or the file */
    const char *hint;   /* what to look for, in Markdown; NULL: nothing */
    const char *ending; /* how the program ended, if badly; NULL: it has not */
    unsigned panes;     /* enum pane of course/course.h */
    struct sources sources;
    const struct source *shown; /* in the source pane, from line `top` on */
    int top;
    bool shows_help, shows_hint; /* over everything else, until the next key */
};

void view_draw(struct view *view, struct screen *screen);
void view_finish(struct view *view);

/* ---- The panes, each inside its frame ---- */

void pane_source(struct view *view, struct screen *screen, struct rect area);
void pane_loop(struct view *view, struct screen *screen, struct rect area);
void pane_tasks(struct view *view, struct screen *screen, struct rect area);
void pane_output(struct view *view, struct screen *screen, struct rect area);

/* ---- What they share ---- */

/* The task that the picture is about: the running one, else the next, else the one of the last
 * event; 0: none. */
uint32_t view_focus(const struct view *view);

/* A mark for the status that is also told in words elsewhere, and its role. */
const char *view_mark(enum task_status status);
enum style view_style(enum task_status status);

/* Draws the task's name in its colour; returns the column after it. */
int view_task(const struct view *view, struct screen *screen, struct rect area, int row,
              int col, uint32_t task);

#endif
