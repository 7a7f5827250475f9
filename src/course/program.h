/* The programs of the course, built and run as a learner will see them. May suspend. */
#ifndef COURSE_PROGRAM_H
#define COURSE_PROGRAM_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "course/question.h"

/* What programs are built and run with. All strings are borrowed. */
struct program_tools {
    const char *home;    /* holds runtime/include and src/course */
    const char *build;   /* holds libasync.a */
    const char *variant; /* flags that it was built with, separated by spaces; NULL if none */
    const char *cc;      /* the C compiler; NULL: there is none */
    const char *python;  /* NULL: there is none */
};

/* Looks for the compiler (CC, or cc) and for python3. */
struct program_tools program_tools_find(const char *home, const char *build);

/* Builds `source` with all warnings into `binary`. Returns 0; or -1 with `diag`: the first warning or
 * error at its place, or what kept the compiler from starting. */
int program_build(const struct program_tools *tools, const char *source, const char *binary,
                  struct diag *diag);

/* Runs a program built by program_build() on the virtual clock. Returns 0; or -1 with `diag`: it failed, or did not end. The lines are in `arena`. */
int program_run(const char *binary, struct arena *arena, struct question_run *ret_run,
                struct diag *diag);

/* The same for a Python program; `vtime_ms` stays 0. */
int program_run_twin(const struct program_tools *tools, const char *file, struct arena *arena,
                     struct question_run *ret_run, struct diag *diag);

#endif
