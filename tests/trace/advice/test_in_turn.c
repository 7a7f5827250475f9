/* Awaits whose coroutines are made one after another: which of them are asked about, and which
 * programs look nearly the same and have to be as they are. */
#include "trace/advice/advised.h"

#include <stdio.h>
#include <unistd.h>

static void asks(async_fn *fn, unsigned count, int total_ms, int longest_ms)
{
    struct buf question = { 0 };
    buf_addf(&question,
             "sequential-awaits: main#1 awaited %u coroutines one after another, and waited %d "
             "ms: does any of them need what one before it did? If not, gather waits %d ms\n",
             count, total_ms, longest_ms);
    expect(fn, buf_str(&question));
    buf_finish(&question);
}

static void is_silent(async_fn *fn)
{
    expect(fn, "");
}

static int delays[] = { 30, 20, 50 };

static int fetch(void *arg)
{
    int err = async_sleep(*(int *)arg);
    return err ? err : async_return(arg);
}

static int ask_name(void *arg)
{
    int err = async_sleep(20);
    return err ? err : async_return("Ann");
}

static int read_news(void *arg)
{
    int err = async_sleep(30);
    return err ? err : async_return("nothing new");
}

/* ---- On one line after the other ---- */

static int awaits_two_lines(void *arg)
{
    int err = async_await(async_coro(fetch, &delays[0]), NULL);
    if (err)
        return err;
    return async_await(async_coro(fetch, &delays[1]), NULL);
}

static int awaits_in_one_expression(void *arg)
{
    int err = async_await(async_coro(fetch, &delays[0]), NULL);
    return err ? err : async_await(async_coro(fetch, &delays[1]), NULL);
}

/* What the first brought is shown, and the second does without. */
static int awaits_two_functions(void *arg)
{
    void *name, *news;
    int err = async_await(async_coro(ask_name, NULL), &name);
    if (err)
        return err;
    printf("good morning, %s\n", (char *)name);
    err = async_await(async_coro(read_news, NULL), &news);
    if (err)
        return err;
    printf("%s: %s\n", (char *)name, (char *)news);
    return 0;
}

static int makes_and_awaits_apart(void *arg)
{
    struct async_coro *first = async_coro(fetch, &delays[0]);
    int err = async_await(first, NULL);
    if (err)
        return err;
    struct async_coro *second = async_coro(fetch, &delays[1]);
    // clang-format off
    return async_await(
        second,
        NULL
    );
    // clang-format on
}

static int awaits_two_lines_below(void *arg)
{
    return async_await(async_coro(awaits_two_lines, NULL), NULL);
}

static int waits_with_a_limit(void *arg)
{
    int err = async_wait_for(async_coro(fetch, &delays[0]), 500, NULL);
    return err ? err : async_wait_for(async_coro(fetch, &delays[1]), 500, NULL);
}

static int awaits_each_task_at_once(void *arg)
{
    struct async_task *first = async_create_task(async_coro(fetch, &delays[0]));
    int err = async_await(first, NULL);
    async_task_release(first);
    if (err)
        return err;
    struct async_task *second = async_create_task(async_coro(fetch, &delays[1]));
    err = async_await(second, NULL);
    async_task_release(second);
    return err;
}

static int stand_by(void *arg, void **ret_result)
{
    async_block(20);
    return 0;
}

static int reads_in_a_thread(void *arg)
{
    return async_to_thread(stand_by, arg, NULL);
}

static int awaits_two_threads(void *arg)
{
    int err = async_await(async_coro(reads_in_a_thread, "one"), NULL);
    return err ? err : async_await(async_coro(reads_in_a_thread, "two"), NULL);
}

static int calls_two_threads(void *arg)
{
    void *one, *two;
    int err = async_to_thread(stand_by, "one", &one);
    return err ? err : async_to_thread(stand_by, "two", &two);
}

TEST(awaits_on_lines_that_need_nothing_of_each_other_are_asked_about)
{
    asks(awaits_two_lines, 2, 50, 30);
    asks(awaits_in_one_expression, 2, 50, 30);
    asks(awaits_two_functions, 2, 50, 30);
    asks(makes_and_awaits_apart, 2, 50, 30);
    asks(awaits_two_lines_below, 2, 50, 30);
    asks(waits_with_a_limit, 2, 50, 30);
    asks(awaits_each_task_at_once, 2, 50, 30);
    asks(awaits_two_threads, 2, 40, 20);
    asks(calls_two_threads, 2, 40, 20);
}

static int greet(void *arg)
{
    printf("hello %s\n", (char *)arg);
    return async_sleep(10);
}

/* The third needs the first; the second needs nobody. */
static int needs_the_one_before_the_last(void *arg)
{
    void *name;
    int err = async_await(async_coro(ask_name, NULL), &name);
    if (err)
        return err;
    err = async_await(async_coro(read_news, NULL), NULL);
    return err ? err : async_await(async_coro(greet, name), NULL);
}

TEST(those_that_need_nothing_are_told_apart_from_the_next)
{
    asks(needs_the_one_before_the_last, 2, 50, 30);
}

static int hands_on_a_result(void *arg)
{
    void *name;
    int err = async_await(async_coro(ask_name, NULL), &name);
    return err ? err : async_await(async_coro(greet, name), NULL);
}

static int look_up(void *arg, void **ret_result)
{
    async_block(20);
    *ret_result = arg;
    return 0;
}

static int hands_on_from_thread_to_thread(void *arg)
{
    void *key;
    int err = async_to_thread(look_up, "key", &key);
    return err ? err : async_to_thread(look_up, key, NULL);
}

static int is_busy(void *arg, void **ret_result)
{
    async_block(20);
    return ASYNC_EVALUE;
}

static int falls_back(void *arg)
{
    int err = async_to_thread(is_busy, "first", NULL);
    return err ? async_to_thread(look_up, "second", NULL) : 0;
}

static int builds_from_a_result(void *arg)
{
    void *name;
    int err = async_await(async_coro(ask_name, NULL), &name);
    if (err)
        return err;
    char letter[64];
    snprintf(letter, sizeof(letter), "dear %s", (char *)name);
    return async_await(async_coro(greet, letter), NULL);
}

static int decides_by_a_result(void *arg)
{
    void *name;
    int err = async_await(async_coro(ask_name, NULL), &name);
    if (err)
        return err;
    if (strcmp(name, "Ann") != 0)
        return 0;
    return async_await(async_coro(read_news, NULL), NULL);
}

static char guest[32];

static int greet_guest(void *arg)
{
    printf("hello %s\n", guest);
    return async_sleep(20);
}

static int leaves_a_result_for_the_next(void *arg)
{
    void *name;
    int err = async_await(async_coro(ask_name, NULL), &name);
    if (err)
        return err;
    strncpy(guest, name, sizeof(guest) - 1);
    return async_await(async_coro(greet_guest, NULL), NULL);
}

struct line {
    int delay_ms;
    bool is_open;
};

static int dial(void *arg)
{
    struct line *line = arg;
    line->is_open = true;
    return async_sleep(line->delay_ms);
}

static int talk(void *arg)
{
    const struct line *line = arg;
    return line->is_open ? async_sleep(line->delay_ms) : ASYNC_ERUNTIME;
}

static int uses_one_object(void *arg)
{
    struct line line = { .delay_ms = 20 };
    int err = async_await(async_coro(dial, &line), NULL);
    return err ? err : async_await(async_coro(talk, &line), NULL);
}

static int uses_one_object_by_two_names(void *arg)
{
    struct line line = { .delay_ms = 20 };
    struct line *same = &line;
    int err = async_await(async_coro(dial, &line), NULL);
    return err ? err : async_await(async_coro(talk, same), NULL);
}

struct caller {
    const struct line *line;
};

static int call_up(void *arg)
{
    const struct caller *caller = arg;
    return caller->line->is_open ? async_sleep(20) : ASYNC_ERUNTIME;
}

static int uses_one_object_inside_another(void *arg)
{
    struct line line = { .delay_ms = 20 };
    struct caller caller = { &line };
    int err = async_await(async_coro(dial, &line), NULL);
    return err ? err : async_await(async_coro(call_up, &caller), NULL);
}

static int uses_two_objects_by_their_names(void *arg)
{
    struct line lines[] = { { .delay_ms = 20 }, { .delay_ms = 30 } };
    struct line *first = &lines[0];
    struct line *second = &lines[1];
    int err = async_await(async_coro(dial, first), NULL);
    return err ? err : async_await(async_coro(dial, second), NULL);
}

TEST(objects_that_other_variables_lead_to_are_told_apart)
{
    is_silent(uses_one_object_by_two_names);
    is_silent(uses_one_object_inside_another);
    asks(uses_two_objects_by_their_names, 2, 50, 30);
}

static int reads_what_was_written(void *arg)
{
    int err = async_await(async_coro(greet, "file"), NULL);
    return err ? err : async_await(async_coro(reads_in_a_thread, "file"), NULL);
}

static int makes_apart_for_one_object(void *arg)
{
    struct line line = { .delay_ms = 20 };
    struct async_coro *first = async_coro(dial, &line);
    int err = async_await(first, NULL);
    struct async_coro *second = async_coro(talk, &line);
    int talked = async_await(second, NULL);
    return err ? err : talked;
}

static int asks_the_same_again(void *arg)
{
    int err = async_await(async_coro(read_news, NULL), NULL);
    return err ? err : async_await(async_coro(read_news, NULL), NULL);
}

TEST(what_needs_the_one_before_is_not_asked_about)
{
    is_silent(hands_on_a_result);
    is_silent(hands_on_from_thread_to_thread);
    is_silent(falls_back);
    is_silent(builds_from_a_result);
    is_silent(decides_by_a_result);
    is_silent(leaves_a_result_for_the_next);
    is_silent(uses_one_object);
    is_silent(makes_apart_for_one_object);
    is_silent(reads_what_was_written);
    is_silent(asks_the_same_again);
}

static bool is_unlocked;

static void turn_key(void)
{
    is_unlocked = true;
}

static int unlock(void *arg)
{
    turn_key();
    return async_sleep(20);
}

static int walk_in(void *arg)
{
    return is_unlocked ? async_sleep(20) : ASYNC_ERUNTIME;
}

static int unlocks_and_walks_in(void *arg)
{
    int err = async_await(async_coro(unlock, NULL), NULL);
    return err ? err : async_await(async_coro(walk_in, NULL), NULL);
}

TEST(functions_that_meet_in_a_variable_are_not_asked_about)
{
    is_silent(unlocks_and_walks_in);
}

static int naps_between(void *arg)
{
    int err = async_await(async_coro(fetch, &delays[0]), NULL);
    err = err ? err : async_sleep(10);
    return err ? err : async_await(async_coro(fetch, &delays[1]), NULL);
}

static int calls_without_a_word(int *delay_ms)
{
    return async_await(async_coro(fetch, delay_ms), NULL);
}

static int calls_twice(void *arg)
{
    int err = calls_without_a_word(&delays[0]);
    return err ? err : calls_without_a_word(&delays[1]);
}

static int awaits_either(void *arg)
{
    int err = 0;
    for (int i = 0; i < 2 && !err; i++) {
        if (i == 0)
            err = async_await(async_coro(ask_name, NULL), NULL);
        else
            err = async_await(async_coro(read_news, NULL), NULL);
    }
    return err;
}

static int waits_too_little_to_matter(void *arg)
{
    static int short_ms[] = { 30, 9 };
    int err = async_await(async_coro(fetch, &short_ms[0]), NULL);
    return err ? err : async_await(async_coro(fetch, &short_ms[1]), NULL);
}

/* Both run at the same time. */
static int starts_two_threads_and_awaits_them(void *arg)
{
    struct async_future *one = async_run_in_executor(NULL, stand_by, "one");
    struct async_future *two = async_run_in_executor(NULL, stand_by, "two");
    int err = async_await(one, NULL);
    err = err ? err : async_await(two, NULL);
    async_future_release(one);
    async_future_release(two);
    return err;
}

TEST(what_the_text_does_not_show_is_not_asked_about)
{
    is_silent(naps_between);
    is_silent(calls_twice);
    is_silent(starts_two_threads_and_awaits_them);
    is_silent(awaits_either);
    is_silent(waits_too_little_to_matter);
}

TEST(program_whose_text_is_not_at_hand_is_not_asked_about)
{
    char *here = getcwd(NULL, 0);
    assert_int_equal(chdir("/"), 0);
    is_silent(awaits_two_lines);
    assert_int_equal(chdir(here), 0);
    free(here);
}

/* ---- In a loop ---- */

static int awaits_in_a_loop(void *arg)
{
    for (int i = 0; i < 3; i++) {
        int err = async_await(async_coro(fetch, &delays[i]), NULL);
        if (err)
            return err;
    }
    return 0;
}

static int keeps_the_results(void *arg)
{
    void *pages[3];
    int err = 0;
    for (int i = 0; i < 3 && !err; i++)
        err = async_await(async_coro(fetch, &delays[i]), &pages[i]);
    return err;
}

static int adds_up_the_results(void *arg)
{
    int sum = 0;
    for (int i = 0; i < 3; i++) {
        void *page;
        int err = async_await(async_coro(fetch, &delays[i]), &page);
        if (err)
            return err;
        sum += *(int *)page;
        printf("%d bytes so far\n", sum);
    }
    return 0;
}

static int awaits_each_task_of_a_loop(void *arg)
{
    int err = 0;
    for (int i = 0; i < 3 && !err; i++) {
        struct async_task *task = async_create_task(async_coro(fetch, &delays[i]));
        err = async_await(task, NULL);
        async_task_release(task);
    }
    return err;
}

struct job {
    int delay_ms;
    const char *page;
};

static int download(void *arg)
{
    struct job *job = arg;
    int err = async_sleep(job->delay_ms);
    job->page = "page";
    return err;
}

static int goes_through_jobs(void *arg)
{
    struct job jobs[] = { { .delay_ms = 30 }, { .delay_ms = 20 }, { .delay_ms = 50 } };
    for (struct job *job = jobs; job < jobs + 3; job++) {
        int err = async_await(async_coro(download, job), NULL);
        if (err)
            return err;
        printf("%s\n", job->page);
    }
    return 0;
}

static int fills_in_a_job(void *arg)
{
    int i = 0;
    while (i < 3) {
        struct job job = { .delay_ms = delays[i] };
        int err = async_await(async_coro(download, &job), NULL);
        if (err)
            return err;
        i++;
    }
    return 0;
}

TEST(rounds_that_need_nothing_of_each_other_are_asked_about)
{
    asks(awaits_in_a_loop, 3, 100, 50);
    asks(keeps_the_results, 3, 100, 50);
    asks(awaits_each_task_of_a_loop, 3, 100, 50);
    asks(adds_up_the_results, 3, 100, 50);
    asks(goes_through_jobs, 3, 100, 50);
    asks(fills_in_a_job, 3, 100, 50);
}

struct page {
    int number;
    bool is_last;
};

static struct page pages[] = { { 0, false }, { 1, false }, { 2, true } };

static int turn_page(void *arg)
{
    const struct page *page = arg;
    int err = async_sleep(20);
    return err ? err : async_return(page->is_last ? NULL : &pages[page->number + 1]);
}

static int follows_pages(void *arg)
{
    void *page = &pages[0];
    while (page) {
        int err = async_await(async_coro(turn_page, page), &page);
        if (err)
            return err;
    }
    return 0;
}

static int reads_up_to_the_last_page(void *arg)
{
    for (int i = 0;; i++) {
        void *next;
        int err = async_await(async_coro(turn_page, &pages[i]), &next);
        if (err)
            return err;
        if (!next)
            return 0;
    }
}

static int learns_how_many_pages_there_are(void *arg)
{
    int last = 0;
    for (int i = 0; i <= last; i++) {
        void *next;
        int err = async_await(async_coro(turn_page, &pages[i]), &next);
        if (err)
            return err;
        const struct page *page = next;
        last = page ? page->number : last;
    }
    return 0;
}

TEST(pages_that_depend_on_the_last_one_are_not_asked_about)
{
    is_silent(follows_pages);
    is_silent(reads_up_to_the_last_page);
    is_silent(learns_how_many_pages_there_are);
}

static int fails_twice(void *arg)
{
    int *tries = arg;
    int err = async_sleep(20);
    return err ? err : ++*tries < 3 ? async_raise(ASYNC_EVALUE, "busy") : 0;
}

static int tries_again(void *arg)
{
    int tries = 0, err = 0;
    for (int i = 0; i < 5; i++) {
        err = async_await(async_coro(fails_twice, &tries), NULL);
        if (err != ASYNC_EVALUE)
            return err;
        err = async_sleep(10 << i);
        if (err)
            return err;
    }
    return err;
}

static int looks_in(void *arg)
{
    int err = async_sleep(20);
    return err ? err : async_return(++*(int *)arg == 3 ? arg : NULL);
}

static int polls(void *arg)
{
    int looked = 0;
    void *found = NULL;
    for (int i = 0; i < 10 && !found; i++) {
        int err = async_await(async_coro(looks_in, &looked), &found);
        if (err)
            return err;
    }
    return 0;
}

static int repeats(void *arg)
{
    int err = 0;
    for (int i = 0; i < 3 && !err; i++)
        err = async_await(async_coro(read_news, NULL), NULL);
    return err;
}

TEST(trying_again_and_polling_are_not_asked_about)
{
    is_silent(tries_again);
    is_silent(polls);
    is_silent(repeats);
}

static int stops_at_what_it_looked_for(void *arg)
{
    for (int i = 0; i < 3; i++) {
        void *found;
        int err = async_await(async_coro(fetch, &delays[i]), &found);
        if (err)
            return err;
        if (*(int *)found == 50)
            break;
    }
    return 0;
}

static int stops_at_a_job_without_a_page(void *arg)
{
    struct job jobs[] = { { .delay_ms = 30 }, { .delay_ms = 20 } };
    for (int i = 0; i < 2; i++) {
        int err = async_await(async_coro(download, &jobs[i]), NULL);
        if (err)
            return err;
        if (!jobs[i].page)
            break;
    }
    return 0;
}

static int hands_on_from_job_to_job(void *arg)
{
    struct job jobs[3] = { { .delay_ms = 30 }, { .delay_ms = 20 } };
    for (int i = 0; i < 2; i++) {
        int err = async_await(async_coro(download, &jobs[i]), NULL);
        if (err)
            return err;
        jobs[i + 1].page = jobs[i].page;
    }
    return 0;
}

static int balance = 100;

static int pay(void *arg)
{
    int rest = balance - *(int *)arg;
    int err = async_sleep(20);
    balance = rest;
    return err;
}

static int pays_one_after_the_other(void *arg)
{
    int err = 0;
    for (int i = 0; i < 3 && !err; i++)
        err = async_await(async_coro(pay, &delays[i]), NULL);
    return err;
}

static int count_up(void *arg)
{
    static int calls;
    int err = async_sleep(*(int *)arg);
    calls++;
    return err;
}

static int counts_inside(void *arg)
{
    int err = 0;
    for (int i = 0; i < 3 && !err; i++)
        err = async_await(async_coro(count_up, &delays[i]), NULL);
    return err;
}

static int pay_in_a_thread(void *arg, void **ret_result)
{
    async_block(20);
    balance -= *(int *)arg;
    return 0;
}

static int have_it_paid(void *arg)
{
    return async_to_thread(pay_in_a_thread, arg, NULL);
}

static int has_it_paid(void *arg)
{
    int err = 0;
    for (int i = 0; i < 3 && !err; i++)
        err = async_await(async_coro(have_it_paid, &delays[i]), NULL);
    return err;
}

static int uses_one_job_again(void *arg)
{
    struct job job = { 0 };
    int err = 0;
    for (int i = 0; i < 3 && !err; i++) {
        job.delay_ms = delays[i];
        err = async_await(async_coro(download, &job), NULL);
    }
    return err;
}

TEST(rounds_that_depend_on_the_one_before_are_not_asked_about)
{
    is_silent(stops_at_what_it_looked_for);
    is_silent(stops_at_a_job_without_a_page);
    is_silent(hands_on_from_job_to_job);
    is_silent(pays_one_after_the_other);
    is_silent(counts_inside);
    is_silent(has_it_paid);
    is_silent(uses_one_job_again);
}

/* ---- Others have a say ---- */

static struct async_queue belt;

static int fill_belt(void)
{
    int err = async_queue_init(&belt, 0);
    for (int i = 0; i < 3; i++)
        err = err ? err : async_queue_put(&belt, &delays[i]);
    return err;
}

static int takes_and_works(void *arg)
{
    int err = fill_belt();
    for (int i = 0; i < 3; i++) {
        void *item;
        err = err ? err : async_queue_get(&belt, &item);
        err = err ? err : async_await(async_coro(fetch, item), NULL);
    }
    async_queue_finish(&belt);
    return err;
}

static int work_on_the_next(void *arg)
{
    void *item;
    int err = async_queue_get(&belt, &item);
    return err ? err : async_sleep(*(int *)item);
}

static int workers[] = { 1, 2, 3 };

static int takes_inside(void *arg)
{
    int err = fill_belt();
    for (int i = 0; i < 3; i++)
        err = err ? err : async_await(async_coro(work_on_the_next, &workers[i]), NULL);
    async_queue_finish(&belt);
    return err;
}

static struct async_event gong;

static int strike(void *arg)
{
    int err = async_sleep(40);
    async_event_set(&gong);
    return err;
}

static int wait_for_the_gong(void *arg)
{
    return async_event_wait(&gong);
}

static int waits_for_others(void *arg)
{
    async_event_init(&gong);
    struct async_task *striker = async_create_task(async_coro(strike, NULL));
    int err = async_await(async_coro(fetch, &delays[0]), NULL);
    err = err ? err : async_await(async_coro(wait_for_the_gong, NULL), NULL);
    err = err ? err : async_await(striker, NULL);
    async_task_release(striker);
    return err;
}

static struct async_semaphore permits;

static int fetch_politely(void *arg)
{
    int err = async_semaphore_acquire(&permits);
    if (err)
        return err;
    err = async_sleep(*(int *)arg);
    async_semaphore_release(&permits);
    return err;
}

static int is_polite(void *arg)
{
    int err = 0;
    async_semaphore_init(&permits, 2);
    for (int i = 0; i < 3 && !err; i++)
        err = async_await(async_coro(fetch_politely, &delays[i]), NULL);
    return err;
}

static int starts_all_and_awaits_each(void *arg)
{
    struct async_task *tasks[3];
    int err = 0;
    for (int i = 0; i < 3; i++)
        tasks[i] = async_create_task(async_coro(fetch, &delays[i]));
    for (int i = 0; i < 3 && !err; i++)
        err = async_await(tasks[i], NULL);
    for (int i = 0; i < 3; i++)
        async_task_release(tasks[i]);
    return err;
}

static int awaits_tasks_that_are_polite(void *arg)
{
    int err = 0;
    async_semaphore_init(&permits, 2);
    for (int i = 0; i < 3 && !err; i++) {
        struct async_task *task = async_create_task(async_coro(fetch_politely, &delays[i]));
        err = async_await(task, NULL);
        async_task_release(task);
    }
    return err;
}

TEST(what_other_tasks_have_a_say_in_is_not_asked_about)
{
    is_silent(starts_all_and_awaits_each);
    is_silent(awaits_tasks_that_are_polite);
    is_silent(takes_and_works);
    is_silent(takes_inside);
    is_silent(waits_for_others);
    is_silent(is_polite);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(awaits_on_lines_that_need_nothing_of_each_other_are_asked_about),
        cmocka_unit_test(those_that_need_nothing_are_told_apart_from_the_next),
        cmocka_unit_test(what_needs_the_one_before_is_not_asked_about),
        cmocka_unit_test(objects_that_other_variables_lead_to_are_told_apart),
        cmocka_unit_test(functions_that_meet_in_a_variable_are_not_asked_about),
        cmocka_unit_test(what_the_text_does_not_show_is_not_asked_about),
        cmocka_unit_test(program_whose_text_is_not_at_hand_is_not_asked_about),
        cmocka_unit_test(rounds_that_need_nothing_of_each_other_are_asked_about),
        cmocka_unit_test(pages_that_depend_on_the_last_one_are_not_asked_about),
        cmocka_unit_test(trying_again_and_polling_are_not_asked_about),
        cmocka_unit_test(rounds_that_depend_on_the_one_before_are_not_asked_about),
        cmocka_unit_test(what_other_tasks_have_a_say_in_is_not_asked_about),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
