/* Judgements as text: for people, for scripts, for a build server. */
#ifndef JUDGE_REPORT_H
#define JUDGE_REPORT_H

#include <stddef.h>

#include "base/buf.h"
#include "base/json.h"
#include "judge/judge.h"

/* One JSON object and a newline, as the contract of `grade --json` has it. */
void report_add_json(const struct judgement *judgement, struct buf *out);

/* The judgement of such an object, without its trace. Returns 0, and judgement_finish() is the
 * caller's; or -1 with the fault in the document. */
int report_read_json(struct json object, struct judgement *ret_judgement);

/* The plain words of a judgement that is no pass: why, where, and under which schedule; a line
 * each. Of a pass, one line. */
void report_add_explanation(const struct judgement *judgement, struct buf *out);

/* A line of comma-separated values; the heading for a judgement that is NULL. */
void report_add_csv(const struct judgement *judgement, struct buf *out);

/* A JUnit file of all of them. */
void report_add_junit(const struct judgement judgements[], size_t count, struct buf *out);

#endif
