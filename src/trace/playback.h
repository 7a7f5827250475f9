/* Where a view stands in a recording, and how it moves: what its keys do, without the keys.
 *
 * A program on virtual time is led: it makes a tick only when the view has shown the ones
 * before, so that pausing the view pauses the program. On real time it runs by itself and the
 * view keeps up with it; then pausing is said to the program. Back is always over what was
 * recorded. */
#ifndef TRACE_PLAYBACK_H
#define TRACE_PLAYBACK_H

#include <stdbool.h>

#include "trace/model.h"

/* What was asked for and waits for records to come. */
enum playback_wish {
    PLAYBACK_NOTHING,
    PLAYBACK_EVENT, /* the next one that shows */
    PLAYBACK_TICK,  /* the beginning of a tick */
    PLAYBACK_AT,    /* that of this tick or a later one */
    PLAYBACK_KIND,  /* an event of the same kind */
};

struct playback {
    struct model *model;                          /* borrowed; its position is ours */
    void (*say)(const char *commands, void *arg); /* to the program; NULL: there is none */
    void *say_arg;
    bool is_led;
    bool is_paused;
    bool is_over;        /* the program has ended: no more records come */
    bool with_internals; /* sentence_is_internal() ones show too */
    bool is_asked;       /* it was told to make a tick, and has not finished it yet */
    enum playback_wish wish;
    unsigned wish_count; /* how often it was asked for */
    uint32_t wish_tick;  /* of PLAYBACK_AT */
    uint32_t kind, what; /* of PLAYBACK_KIND: a record's */
    double speed;        /* events a second */
};

enum { PLAYBACK_SPEED = 4, PLAYBACK_FRAME_MS = 33 };

/* What a led program must obey before its first tick. */
#define PLAYBACK_COMMANDS "pause\n"

/* ---- Keys ---- */

void playback_toggle(struct playback *playback); /* run, or pause */
void playback_event(struct playback *playback);  /* forward to the next event that shows */
void playback_tick(struct playback *playback);   /* forward to the beginning of a tick */
void playback_event_back(struct playback *playback);
void playback_tick_back(struct playback *playback);
void playback_at(struct playback *playback,
                 uint32_t tick); /* forward or back, to its beginning */
void playback_same(
    struct playback *playback); /* forward to the next event of the last one's kind */
void playback_go(struct playback *playback, size_t position); /* to a place that was recorded */
void playback_first(struct playback *playback);
void playback_last(struct playback *playback);
/* Whether the speed is ours: a program on real time has its own as long as it runs. */
bool playback_has_speed(const struct playback *playback);
void playback_faster(struct playback *playback);
void playback_slower(struct playback *playback);

/* Shows what is internal too, or folds it away again. */
void playback_unfold(struct playback *playback);

/* Where the last event stands that shows; 0: there is none. The beginning of a tick does when
 * one stands there. */
size_t playback_shown(const struct playback *playback);

/* ---- Time ---- */

/* From one event to the next at so many a second. */
int playback_period_ms(double speed);
/* How long to wait from one playback_advance() to the next; -1: until something happens. Where
 * events come faster than frames, each time some of them go by. */
int playback_delay_ms(const struct playback *playback);
/* The delay is over. */
void playback_advance(struct playback *playback);
/* A record was read. */
void playback_record(struct playback *playback, const struct record *record);
/* Some were, or the program has ended: goes on with what waited for them. */
void playback_news(struct playback *playback);

#endif
