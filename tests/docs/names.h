/* The names that the examples of the public headers use without declaring them. */
#include <async.h>
#include <async/fetch.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

int fetch(void *arg);
int load(const char *page);
int add_up(void *numbers, void **ret_sum);
extern int page_numbers[];
extern const char *page;
extern struct async_task *task;
extern struct async_future **futures;
extern size_t n;
extern void *value;
extern struct async_lock cart_lock;
extern struct async_event ready;
extern struct async_condition changed;
extern struct async_semaphore downloads;
extern struct async_barrier start;
extern struct async_queue orders;
extern struct async_group group;
int buy(void *cart);
int download(const char *page);
int cook(void *order);
bool has_stock(void *shop);
void announce(void);
void ring(void *what_for);
extern struct async_loop *loop;
extern void *cart, *order, *shop;
extern struct async_stream *stream;
int serve_echo(struct async_stream *stream, void *arg);
extern struct async_process *process;
extern struct async_timeout scope;
void on_done(struct async_future *future, void *arg);
void put_on_shelf(void *shop);
int compare_deadlines(const void *a, const void *b);
void keep_in_log(const struct async_report *report, void *arg);
