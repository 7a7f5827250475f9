/* The system call filter, made by libseccomp. */
#ifndef JUDGE_FILTER_H
#define JUDGE_FILTER_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Makes the filter for a learner's program; `*ret_filter` is owned. No filter (NULL and 0)
 * where the kernel or the library cannot. */
void filter_make(struct sock_filter **ret_filter, size_t *ret_len);

/* Whether a trapped system call is one that only holds the loop. `*ret_name`, its name, is
 * owned. */
bool filter_is_waiting(int64_t number, char **ret_name);

#endif
