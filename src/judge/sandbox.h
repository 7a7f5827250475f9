/* The walls that the judge puts around compilers and learners' programs.
 *
 * No layer is required: where the system lacks one, the others stand, and the judgement says
 * which did. docs/judge.md says what each is for. */
#ifndef JUDGE_SANDBOX_H
#define JUDGE_SANDBOX_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct sandbox {
    int landlock;               /* version of the kernel's interface; 0: there is none */
    struct sock_filter *filter; /* owned; see filter.h */
    size_t filter_len;          /* 0: the kernel filters no system calls */
    int namespaces;             /* of unshare(2), for programs; 0: we may not make any */
};

/* Finds out what this system offers. Cannot fail. */
void sandbox_init(struct sandbox *sandbox);
void sandbox_finish(struct sandbox *sandbox);

/* Adds the layers in force, by name: "rlimits seccomp landlock-7 namespaces". */
void sandbox_add_names(const struct sandbox *sandbox, struct buf *out);

/* What a program may do beside computing. */
struct jail {
    int ruleset; /* Landlock's, or -1 */
    int namespaces;
    uint64_t file_bytes, cpu_s;
};

/* For a compiler: it reads what it likes and writes below `dir`. */
void jail_init_compiler(struct jail *jail, const struct sandbox *sandbox, const char *dir);
/* For a learner's program: it reads libraries and what is in `dir`, and writes nothing. */
void jail_init_program(struct jail *jail, const struct sandbox *sandbox, const char *dir,
                       bool is_sanitized, uint64_t output_bytes);
void jail_finish(struct jail *jail);

/* Puts the calling process inside: a child's `prepare`. `arg` is the jail. */
int jail_enter(void *arg);

#endif
