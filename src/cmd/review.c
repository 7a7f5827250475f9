/* `review`: what is due again, the longest due first. Ends with when the next is. */
#include "cmd/cmd.h"

#include <string.h>

#include <async.h>

#include "cmd/ask.h"
#include "cmd/ask_item.h"
#include "course/page.h"
#include "progress/utc.h"
#include "quiz/due.h"

/* ---- Words ---- */

static void say_gone(struct app *app, const struct due *due)
{
    if (due->gone > 0)
        out_format(app_screen(app), STYLE_HINT,
                   "%zu more would be due, but the course no longer asks %s.\n", due->gone,
                   due->gone == 1 ? "it" : "them");
}

/* Looks anew: what was answered meanwhile, here or in another session, is due at another
 * time. */
static void say_next(struct app *app, const struct course *course)
{
    struct due due;
    struct diag diag = { 0 };
    struct buf text = { 0 };
    int64_t now = utc_now();
    if (due_init(&due, course, app_store(app), now, &diag)) {
        cmd_fault(app, STATUS_LACKING, &diag);
    } else if (due.items.count > 0) {
        buf_addf(&text, "%zu still due; `review` goes on with %s.\n", due.items.count,
                 due.items.count == 1 ? "it" : "them");
    } else if (due.next_at > 0) {
        buf_adds(&text, "Nothing is due now. The next review is due ");
        due_add_time(due.next_at - now, &text);
        buf_adds(&text, ".\n");
    } else {
        buf_adds(&text, "Nothing to review yet: what you answer comes back here.\n");
    }
    ask_show(app, buf_str(&text));
    buf_finish(&text);
    due_finish(&due);
}

/* What became of the card: which button the answer pressed, and when it comes back. */
static void say_card(struct app *app, const struct review_card *card, int64_t now)
{
    struct buf text = { 0 };
    if (review_is_due(card, now)) {
        buf_adds(&text, "It stays due.\n");
    } else {
        buf_adds(&text, card->is_good ? "Good: it comes back " : "Again: it comes back ");
        due_add_time(card->due_at - now, &text);
        buf_adds(&text, ".\n");
    }
    ask_show(app, buf_str(&text));
    buf_finish(&text);
}

static void say_when(struct app *app, const struct item *item)
{
    struct arena arena = { 0 };
    struct diag diag = { 0 };
    struct review_card *cards;
    size_t count = 0;
    int64_t now = utc_now();
    if (review_cards(app_store(app), now, &arena, &cards, &count, &diag))
        cmd_fault(app, STATUS_LACKING, &diag);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(cards[i].id, item->id) == 0)
            say_card(app, &cards[i], now);
    }
    arena_finish(&arena);
}

/* ---- Without a terminal ---- */

static int print(struct app *app, const struct due *due)
{
    int err = 0;
    for (size_t i = 0; i < due->items.count && err != ASYNC_ECANCELED; i++)
        err = item_print(app, "Due", &due->items.all[i]);
    if (err == ASYNC_ECANCELED)
        return STATUS_INTERRUPTED;
    item_print_end(app);
    return STATUS_OK;
}

/* ---- Asking ---- */

static enum item_end ask(struct app *app, const struct item *item, size_t left)
{
    struct buf label = { 0 };
    struct item_answer answer;
    buf_addf(&label, "Review, %zu to go (%s):", left, item->id);
    const struct item_asking asking = { .label = buf_str(&label), .is_review = true };
    enum item_end end = item_ask(app, item, &asking, &answer);
    buf_finish(&label);
    return end;
}

/* What was answered is no longer due. */
static void say_forward(struct app *app)
{
    ask_show(app, "A review only goes forward.");
}

static enum item_end ask_forward(struct app *app, const struct item *item, size_t left)
{
    enum item_end end;
    while ((end = ask(app, item, left)) == ITEM_BACK)
        say_forward(app);
    if (end != ITEM_ANSWERED)
        return end;
    say_when(app, item);
    while ((end = item_pause(app, "go on")) == ITEM_BACK)
        say_forward(app);
    return end;
}

static void ask_all(struct app *app, const struct due *due)
{
    ask_show(
        app,
        "`show` turns the card over instead of an answer; `skip` leaves it due; `quit` ends.");
    for (size_t i = 0; i < due->items.count; i++) {
        if (ask_forward(app, &due->items.all[i], due->items.count - i) == ITEM_LEFT)
            return;
    }
}

static int run(struct app *app, const struct cmd_args *args)
{
    const struct course *course = app_course(app);
    if (!course)
        return STATUS_USAGE;
    struct due due;
    struct diag diag = { 0 };
    int status = STATUS_OK;
    if (due_init(&due, course, app_store(app), utc_now(), &diag))
        status = cmd_fault(app, STATUS_LACKING, &diag);
    else if (due.items.count > 0 && app->no_input)
        status = print(app, &due);
    else if (due.items.count > 0)
        ask_all(app, &due);
    if (!status) {
        say_gone(app, &due);
        say_next(app, course);
    }
    due_finish(&due);
    return status;
}

const struct command command_review = {
    .name = "review",
    .usage = "",
    .summary = "be asked again what is due, before it is forgotten",
    .details =
        "What you answered comes back when you would begin to forget it; what you did not\n"
        "know comes back soon. With --no-input the questions are printed.",
    .run = run,
};
