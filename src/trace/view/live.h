/* The live view: a program, or a recorded trace, on the whole screen. */
#ifndef TRACE_LIVE_H
#define TRACE_LIVE_H

#include "term/caps.h"
#include "trace/watch.h"

struct live_request {
    struct caps *caps;  /* borrowed; of the terminal */
    const char *home;   /* where sources are looked up too; NULL: only here */
    const char *source; /* the one to show where the trace names none; NULL: none */
    const char *title;
    const char *hint;            /* what to look for; NULL: nothing */
    const char *label;           /* what stands before the hint, which needs one: "Watch" */
    const char *story;           /* what happens, for those who ask; NULL: nothing */
    const char *ending;          /* said at the end of a recorded trace; NULL: nothing */
    unsigned panes;              /* enum pane of course/course.h; 0: the usual */
    double speed;                /* events a second; 0: the usual */
    bool with_internals;         /* not folded away, at first */
    bool is_led;                 /* the program waits for the view: see trace/playback.h */
    struct watch *watch;         /* a program that was started; NULL: a recorded trace */
    struct recording *recording; /* the watch's, or the file's */
    size_t at; /* so many records have happened when it opens, and it is paused;
                                    0: it plays from the beginning */
};

/* Shows it until the user leaves. A watched program is followed to its end, or stopped. May
 * suspend. Returns 0; -EINTR when they did so with Ctrl-C; -ENOTTY when there is no terminal
 * that can show it: nothing was done then; or the error with which the wait for a key ended. */
int live_show(const struct live_request *request);

#endif
