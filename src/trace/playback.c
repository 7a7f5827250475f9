#include "trace/playback.h"

#include <limits.h>

#include "trace/sentence.h"

static const double speeds[] = { 0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256 };

static size_t position_of(const struct playback *playback)
{
    return playback->model->state.position;
}

static size_t recorded(const struct playback *playback)
{
    return playback->model->recording->count;
}

/* ---- Places to stop ---- */

static bool is_folded(const struct playback *playback, size_t index)
{
    const struct recording *recording = playback->model->recording;
    return !playback->with_internals &&
           sentence_is_internal(recording, recording_at(recording, index));
}

/* Whether the view stops behind this record. */
static bool is_stop(const struct playback *playback, size_t index, enum playback_wish wish)
{
    const struct record *record = recording_at(playback->model->recording, index);
    if (wish == PLAYBACK_TICK) /* one by one, as they are numbered: none is folded away */
        return record->kind == WORD_TICK || record->kind == WORD_END;
    if (wish == PLAYBACK_AT)
        return record->kind == WORD_TICK && record->tick >= playback->wish_tick;
    if (wish == PLAYBACK_KIND &&
        (record->kind != playback->kind || record->what != playback->what))
        return false;
    return !is_folded(playback, index);
}

static bool go_forward(struct playback *playback, enum playback_wish wish)
{
    for (size_t i = position_of(playback); i < recorded(playback); i++) {
        if (is_stop(playback, i, wish)) {
            model_seek(playback->model, i + 1);
            return true;
        }
    }
    return false;
}

static void go_back(struct playback *playback, enum playback_wish wish)
{
    size_t position = position_of(playback);
    playback->wish = PLAYBACK_NOTHING;
    for (size_t i = position ? position - 1 : 0; i > 0; i--) {
        if (is_stop(playback, i - 1, wish)) {
            model_seek(playback->model, i);
            return;
        }
    }
    model_seek(playback->model, 0);
}

/* ---- The program ---- */

static void say(struct playback *playback, const char *commands)
{
    if (playback->say && !playback->is_over)
        playback->say(commands, playback->say_arg);
}

/* Lets a program that stands still make a tick. */
static void ask_for_tick(struct playback *playback)
{
    bool stands_still = playback->is_led || playback->is_paused;
    if (!stands_still || playback->is_asked || playback->is_over)
        return;
    playback->is_asked = true;
    say(playback, "step\n");
}

/* A tick is over with its end; the last one with the loop's. */
void playback_record(struct playback *playback, const struct record *record)
{
    if (record->kind == WORD_TICK_END || record->kind == WORD_END)
        playback->is_asked = false;
}

/* ---- Keys ---- */

/* Goes as far as was asked for, or as was recorded; the rest waits for the program. */
static void fulfil(struct playback *playback)
{
    while (playback->wish_count && go_forward(playback, playback->wish))
        playback->wish_count--;
    if (playback->wish_count)
        model_seek(playback->model, recorded(playback));
    if (playback->wish_count && !playback->is_over)
        ask_for_tick(playback);
    else
        playback->wish = PLAYBACK_NOTHING;
}

static void forward(struct playback *playback, enum playback_wish wish, unsigned count)
{
    playback->wish = wish;
    playback->wish_count = count;
    fulfil(playback);
}

void playback_toggle(struct playback *playback)
{
    playback->is_paused = !playback->is_paused;
    playback->wish = PLAYBACK_NOTHING;
    if (!playback->is_led)
        say(playback, playback->is_paused ? "pause\n" : "run\n");
}

/* Keys that go somewhere pause, so that the view stays there. */
static void stop(struct playback *playback)
{
    if (!playback->is_paused)
        playback_toggle(playback);
}

/* A key that comes again while its first wish waits is one more of it. */
static void ask(struct playback *playback, enum playback_wish wish)
{
    stop(playback);
    if (playback->wish == wish)
        playback->wish_count++;
    else
        forward(playback, wish, 1);
}

void playback_event(struct playback *playback)
{
    ask(playback, PLAYBACK_EVENT);
}

void playback_tick(struct playback *playback)
{
    ask(playback, PLAYBACK_TICK);
}

void playback_event_back(struct playback *playback)
{
    stop(playback);
    go_back(playback, PLAYBACK_EVENT);
}

void playback_tick_back(struct playback *playback)
{
    stop(playback);
    go_back(playback, PLAYBACK_TICK);
}

void playback_go(struct playback *playback, size_t position)
{
    stop(playback);
    playback->wish = PLAYBACK_NOTHING;
    model_seek(playback->model, position);
}

void playback_at(struct playback *playback, uint32_t tick)
{
    playback->wish_tick = tick;
    if (tick <= playback->model->state.tick)
        playback_go(playback, 0);
    stop(playback);
    forward(playback, PLAYBACK_AT, 1);
}

size_t playback_shown(const struct playback *playback)
{
    size_t i = position_of(playback);
    if (i && recording_at(playback->model->recording, i - 1)->kind == WORD_TICK)
        return i;
    while (i && is_folded(playback, i - 1))
        i--;
    return i;
}

void playback_unfold(struct playback *playback)
{
    playback->with_internals = !playback->with_internals;
}

void playback_same(struct playback *playback)
{
    size_t shown = playback_shown(playback);
    if (!shown) {
        playback_event(playback); /* before the first one there is nothing to be like */
        return;
    }
    if (playback->wish != PLAYBACK_KIND) {
        const struct record *last = recording_at(playback->model->recording, shown - 1);
        playback->kind = last->kind;
        playback->what = last->what;
    }
    ask(playback, PLAYBACK_KIND);
}

void playback_first(struct playback *playback)
{
    playback_go(playback, 0);
    go_forward(playback, PLAYBACK_EVENT);
}

void playback_last(struct playback *playback)
{
    playback_go(playback, recorded(playback));
}

bool playback_has_speed(const struct playback *playback)
{
    return playback->is_led || playback->is_over;
}

void playback_faster(struct playback *playback)
{
    size_t count = sizeof(speeds) / sizeof(speeds[0]), i = 0;
    while (i + 1 < count && speeds[i] <= playback->speed)
        i++;
    playback->speed = speeds[i];
}

void playback_slower(struct playback *playback)
{
    size_t i = sizeof(speeds) / sizeof(speeds[0]) - 1;
    while (i && speeds[i] >= playback->speed)
        i--;
    playback->speed = speeds[i];
}

/* ---- Time ---- */

int playback_period_ms(double speed)
{
    double period_ms = 1000 / speed;
    return period_ms < INT_MAX ? (int)period_ms : INT_MAX;
}

/* Nothing to wait for while paused, at the end of all, or keeping up with a program. */
int playback_delay_ms(const struct playback *playback)
{
    bool is_at_end = position_of(playback) == recorded(playback);
    bool is_waiting = playback->is_asked || playback->is_over || !playback->is_led;
    if (playback->is_paused || (is_at_end && is_waiting))
        return -1;
    int delay_ms = playback_period_ms(playback->speed);
    return delay_ms > PLAYBACK_FRAME_MS ? delay_ms : PLAYBACK_FRAME_MS;
}

void playback_advance(struct playback *playback)
{
    unsigned in_a_frame = (unsigned)(playback->speed * PLAYBACK_FRAME_MS / 1000);
    if (!playback->is_paused)
        forward(playback, PLAYBACK_EVENT, in_a_frame ? in_a_frame : 1);
}

void playback_news(struct playback *playback)
{
    bool keeps_up = !playback->is_led && !playback->is_paused;
    if (keeps_up)
        model_seek(playback->model, recorded(playback));
    else if (playback->wish != PLAYBACK_NOTHING)
        fulfil(playback);
}
