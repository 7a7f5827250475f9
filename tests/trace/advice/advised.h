/* What a program is warned of. */
#ifndef TESTS_TRACE_ADVISED_H
#define TESTS_TRACE_ADVISED_H

#include <string.h>

#include "check.h"
#include "trace/advice/advice.h"
#include "trace/traced.h"

/* Adds what was warned of, a line each: "slow: task 'main' held ...". Each has a place
 * in the test's file. */
static inline void add_warnings(const struct recording *recording, struct buf *out)
{
    for (size_t i = 0; i < recording->warnings.count; i++) {
        const struct record *warning = recording_at(recording, recording->warnings.items[i]);
        const char *id = recording_string(recording, warning->what);
        buf_addf(out, "%s: %s\n", id, recording_text(recording, warning));
        if (strncmp(recording_string(recording, warning->at), __BASE_FILE__ ":",
                    sizeof(__BASE_FILE__)) != 0)
            fail_msg("%s has no place", id);
    }
}

/* Returns how the program ended. */
static inline int expect_without(async_fn *fn, advice_set silenced, const char *warnings)
{
    struct recording recording;
    struct advisor advisor;
    struct buf said = { 0 };
    recording_init(&recording, "test");
    advisor_begin(&advisor, &recording, NULL, silenced);
    int err = traced_read(&recording, fn, NULL);
    add_warnings(&recording, &said);
    assert_string_equal(buf_str(&said), warnings);
    buf_finish(&said);
    advisor_finish(&advisor);
    recording_finish(&recording);
    return err;
}

/* Of a program that ends well. */
static inline void expect(async_fn *fn, const char *warnings)
{
    assert_int_equal(expect_without(fn, 0, warnings), 0);
}

#endif
