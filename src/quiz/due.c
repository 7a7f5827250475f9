#include "quiz/due.h"

static void add_card(struct due *due, const struct course *course,
                     const struct review_card *card, int64_t now)
{
    struct item item;
    bool is_there = item_find(course, card->id, &due->arena, &item);
    if (!review_is_due(card, now)) {
        if (is_there && due->next_at == 0)
            due->next_at = card->due_at;
    } else if (is_there) {
        items_add_item(&due->items, item);
    } else {
        due->gone++;
    }
}

int due_init(struct due *due, const struct course *course, struct store *store, int64_t now,
             struct diag *diag)
{
    *due = (struct due){ 0 };
    struct review_card *cards;
    size_t count;
    if (review_cards(store, now, &due->arena, &cards, &count, diag))
        return -1;
    for (size_t i = 0; i < count; i++)
        add_card(due, course, &cards[i], now);
    return 0;
}

void due_finish(struct due *due)
{
    items_finish(&due->items);
    arena_finish(&due->arena);
}

void due_add_time(int64_t seconds, struct buf *text)
{
    static const struct {
        int64_t seconds;
        const char *name;
    } units[] = { { 86400, "day" }, { 3600, "hour" }, { 60, "minute" } };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (seconds < units[i].seconds)
            continue;
        long long count = (long long)((seconds + units[i].seconds / 2) / units[i].seconds);
        buf_addf(text, "in %lld %s%s", count, units[i].name, count == 1 ? "" : "s");
        return;
    }
    buf_adds(text, "within a minute");
}
