/* The names that the examples of the public headers use without declaring them. */
#include <async.h>
#include <stdio.h>

int fetch(void *arg);
int load(const char *page);
extern const char *page;
extern struct async_task *task;
extern struct async_future **futures;
extern size_t n;
extern void *value;
