/* The rules by which an advisor finds what the program does not warn of itself. Each looks
 * at every record as it comes, and keeps what it needs of the past here: records may be
 * forgotten. */
#ifndef TRACE_ADVICE_RULES_H
#define TRACE_ADVICE_RULES_H

#include "trace/advice/advice.h"

/* Coroutines that one function made first and then awaited one after another: none of them can
 * need what an earlier one returned, and by the text they need nothing else of each other. */
struct advice_chain {
    uint32_t newest;              /* object: of those that were awaited; 0: none was */
    uint32_t began;               /* record: the first was awaited; 0: none was */
    uint32_t at;                  /* string: where */
    uint32_t idle;                /* coroutines that it made, and that have not begun */
    uint32_t count;               /* those that took time, and ended well */
    int64_t total_us, longest_us; /* of these */
    int64_t since_us;             /* when the present one was awaited */
};

/* Coroutines that one function made each in its turn, when the one before was done, and that by
 * the text need nothing of each other. */
struct advice_turns {
    uint32_t first_made_at; /* string: where its coroutine was made */
    uint32_t first_at;      /* string: where the first was awaited; 0: there is none */
    uint32_t last_at;       /* the one before the present one */
    uint32_t began;         /* record: the present one was awaited; 0: none is */
    uint32_t at;            /* string: where */
    uint32_t task, coro;    /* the newest one made was this task of that coroutine; 0: none */
    uint32_t left;          /* record: the one before was done */
    uint32_t count;         /* those that waited, for nobody else, and ended well */
    int64_t total_us, longest_us; /* that these waited */
    int64_t waited_us;            /* that the task had when the present one began */
};

/* What a function does that runs in a task, by itself or awaited inline. */
struct advice_frame {
    struct advice_chain chain;
    struct advice_turns turns;
};

struct advice_task {
    struct record wait; /* its last one */
    bool is_waiting;    /* in that */
    bool is_deadlocked; /* in that, and it was told */
    uint32_t ended;     /* word: how; 0: not yet */
    struct advice_frame frame;
    int64_t waited_us; /* for time, I/O or threads, so far */
    uint32_t met;      /* record: when it last had to do with other tasks */
    struct {
        int64_t t_us;
        uint32_t at;        /* string: where it waited then */
        uint32_t passed_to; /* task that it awaited then, which is asked in its place */
        uint32_t waits;     /* at the same place since then */
        bool is_standing;   /* nobody took it back, or heard of it from us */
    } cancel;               /* the last time it was asked to stop */
    uint32_t held;          /* object: the lock that it took last and still holds; 0: none */
};

struct advice_object {
    struct advice_frame frame; /* of a coroutine that is awaited inline */
    struct {
        uint32_t made;       /* record */
        uint32_t at;         /* string: where */
        uint32_t maker;      /* task */
        uint32_t frame;      /* record: the `enter` in which it was made; 0: none */
        uint32_t name;       /* string: of its function */
        uint32_t awaited_at; /* string: where */
        uint32_t before; /* object: one of its chain that has another name or places; 0: none */
    } coro;
    struct {
        uint32_t holder;    /* task */
        uint32_t outer;     /* object: the lock that the holder took before */
        uint32_t waiting;   /* tasks in line */
        int64_t waited_us;  /* that its holder waited meanwhile, since the last warning */
        uint32_t warned_at; /* string: where the last warning was about */
    } lock;
    struct {
        uint32_t puts, gets; /* since it was last empty; several puts at one time are one */
        int64_t put_us;      /* the time of the last */
        bool is_warned;
    } queue;
    bool has_failed; /* a future: it ended without a result */
};

typedef void advice_rule(struct advisor *advisor, const struct record *record);

advice_rule advice_sequential, advice_in_turn, advice_forgotten, advice_swallowed, advice_lock,
    advice_queue, advice_deadlock;

/* There will be no more records, though the loop did not come to its end. */
void advice_deadlock_at_cut(struct advisor *advisor);

/* An await of a coroutine, or of a thread, by strings. */
struct advice_await {
    uint32_t name;        /* of its function; matters if it was made first */
    uint32_t made_at, at; /* places */
};

/* How several awaits are written. */
enum advice_form {
    ADVICE_IN_LINE, /* each is made in its turn, from the first one on */
    ADVICE_IN_LOOP, /* likewise, all at one place */
    ADVICE_MADE_FIRST,
};

/* Whether the text says that the await needs nothing of the first one. */
bool advice_is_independent(struct advisor *advisor, enum advice_form form,
                           struct advice_await first, struct advice_await await);

/* What the function does that runs in the `enter` record (0: the task's own function). NULL:
 * that record is forgotten. */
struct advice_frame *advice_frame_of(struct advisor *advisor, uint32_t task, uint32_t enter);

/* The lowest task of the circle in which the task waits for itself; 0: it is in none. */
uint32_t advice_circle_first(const struct advisor *advisor, uint32_t task);

/* Adds the warning to the recording. `task` and `at` may be 0. */
__attribute__((format(printf, 5, 6))) void advice_warn(struct advisor *advisor,
                                                       enum advice advice, uint32_t task,
                                                       uint32_t at, const char *format, ...);

#endif
