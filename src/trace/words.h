/* The vocabulary of docs/trace.md. Its words are the first strings of every recording, in this
 * order, so that a string's number is the word: `record->kind == WORD_WAIT`.
 *
 * The fields of a record come first, each with the type of its value:
 *   NAME  a string that comes again and again     TEXT   one that does not
 *   ID    a number that stands for something      INT    any other whole number
 *   MS    milliseconds, kept as microseconds      READY  the ready queue */
#ifndef TRACE_WORDS_H
#define TRACE_WORDS_H

#define TRACE_FIELDS(X)         \
    X(EV, "ev", NAME)           \
    X(TICK, "tick", INT)        \
    X(T, "t", MS)               \
    X(TASK, "task", ID)         \
    X(BY, "by", ID)             \
    X(AT, "at", NAME)           \
    X(VERSION, "version", INT)  \
    X(PROGRAM, "program", NAME) \
    X(CLOCK, "clock", NAME)     \
    X(WAITED, "waited", MS)     \
    X(READY, "ready", READY)    \
    X(RAN, "ran", INT)          \
    X(CORO, "coro", ID)         \
    X(NAME, "name", NAME)       \
    X(NUMBER, "number", INT)    \
    X(PARENT, "parent", ID)     \
    X(ERR, "err", INT)          \
    X(ERROR, "error", NAME)     \
    X(MSG, "msg", TEXT)         \
    X(ON, "on", NAME)           \
    X(OBJ, "obj", ID)           \
    X(FUTURE, "future", ID)     \
    X(HOLDER, "holder", ID)     \
    X(UNTIL, "until", MS)       \
    X(HOW, "how", NAME)         \
    X(OP, "op", NAME)           \
    X(TIMER, "timer", ID)       \
    X(WHEN, "when", MS)         \
    X(VALUE, "value", INT)      \
    X(TEXT, "text", TEXT)       \
    X(KIND, "kind", NAME)       \
    X(STREAM, "stream", NAME)   \
    X(LIMIT, "limit", INT)      \
    X(CANCELLING, "cancelling", INT)

/* Words that are values only; "task", "timer" and the like are fields already. */
#define TRACE_VALUES(X)             \
    X(TRACE, "trace")               \
    X(END, "end")                   \
    X(POLL, "poll")                 \
    X(TICK_END, "tick-end")         \
    X(RUN, "run")                   \
    X(ENTER, "enter")               \
    X(LEAVE, "leave")               \
    X(WAIT, "wait")                 \
    X(YIELD, "yield")               \
    X(WAKE, "wake")                 \
    X(CANCEL, "cancel")             \
    X(UNCANCEL, "uncancel")         \
    X(TIMEOUT, "timeout")           \
    X(DONE, "done")                 \
    X(LEFT, "left")                 \
    X(CALL, "call")                 \
    X(LOCK, "lock")                 \
    X(SEMAPHORE, "semaphore")       \
    X(EVENT, "event")               \
    X(CONDITION, "condition")       \
    X(BARRIER, "barrier")           \
    X(QUEUE, "queue")               \
    X(GROUP, "group")               \
    X(OUTPUT, "output")             \
    X(NOTE, "note")                 \
    X(WARNING, "warning")           \
    X(SLEEP, "sleep")               \
    X(GATHER, "gather")             \
    X(MEMBER, "member")             \
    X(ALL, "all")                   \
    X(FIRST, "first")               \
    X(NEXT, "next")                 \
    X(SHIELD, "shield")             \
    X(AS_COMPLETED, "as_completed") \
    X(CANCELLATION, "cancellation") \
    X(READABLE, "readable")         \
    X(WRITABLE, "writable")         \
    X(QUEUE_PUT, "queue-put")       \
    X(QUEUE_GET, "queue-get")       \
    X(QUEUE_JOIN, "queue-join")     \
    X(THREAD, "thread")             \
    X(PROCESS, "process")           \
    X(SERVER, "server")             \
    X(SIGNAL, "signal")             \
    X(FILE, "file")                 \
    X(FETCH, "fetch")               \
    X(RESULT, "result")             \
    X(CANCELLED, "cancelled")       \
    X(CREATED, "created")           \
    X(SUBMIT, "submit")             \
    X(ARMED, "armed")               \
    X(FIRED, "fired")               \
    X(VIRTUAL, "virtual")           \
    X(REAL, "real")                 \
    X(STDERR, "stderr")             \
    X(ACQUIRE, "acquire")           \
    X(RELEASE, "release")           \
    X(PUT, "put")                   \
    X(GET, "get")                   \
    X(VERDICT, "verdict")           \
    X(MORE, "more")

enum trace_word {
    WORD_NONE,
#define ENTRY(name, ...) WORD_##name,
    TRACE_FIELDS(ENTRY) WORD_FIELDS_END, /* the first value has this number too */
    WORD_LAST_FIELD = WORD_FIELDS_END - 1,
    TRACE_VALUES(ENTRY) WORD_COUNT
#undef ENTRY
};

#endif
