/* The programs of the course, built and run as a learner will see them. May suspend. */
#ifndef COURSE_PROGRAM_H
#define COURSE_PROGRAM_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "course/question.h"

/* Takes from the trace that a run left what questions may ask about it (trace/account.h, which
 * stands above this room). Returns 0, or -1 with `diag`. */
typedef int program_account_fn(const char *trace_file, struct arena *arena,
                               struct question_run *run, struct diag *diag);

/* What programs are built and run with. All strings are borrowed. */
struct program_tools {
    const char *home;    /* holds runtime/include and src/course */
    const char *build;   /* holds libasync.a */
    const char *variant; /* flags that it was built with, separated by spaces */
    const char *cc;      /* the C compiler; NULL: there is none */
    const char *python;  /* NULL: there is none */
    program_account_fn *account;
};

/* Looks for the compiler (CC, or cc) and for python3. */
struct program_tools program_tools_find(const char *home, const char *build,
                                        program_account_fn *account);

/* Builds `source` with all warnings into `binary`. Returns 0; or -1 with `diag`: the first
 * warning or error at its place, or what kept the compiler from starting. */
int program_build(const struct program_tools *tools, const char *source, const char *binary,
                  struct diag *diag);

/* Runs the demo of a step, built from `source`, on the virtual clock. Returns 0; or -1 with
 * `diag`: it failed, or did not end. What the run showed is in `arena`. */
int program_run(const struct program_tools *tools, const char *binary, const char *source,
                struct arena *arena, struct question_run *ret_run, struct diag *diag);

/* The same for a Python program; there is nothing but its lines. */
int program_run_twin(const struct program_tools *tools, const char *file, struct arena *arena,
                     struct question_run *ret_run, struct diag *diag);

#endif
