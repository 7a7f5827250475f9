#include "cmd/complete.h"

#include <string.h>

#include "base/buf.h"
#include "cmd/cmd.h"
#include "cmd/session.h"
#include "course/course.h"

static void offer_commands(struct offers *offers)
{
    for (size_t i = 0; session_verbs[i].word; i++)
        offers_add(offers, session_verbs[i].word);
    for (size_t i = 0; cmd_table[i]; i++)
        offers_add(offers, cmd_table[i]->name);
}

static void offer_options(const struct command *command, struct offers *offers)
{
    for (size_t i = 0; i < CMD_MAX_OPTIONS && command->options[i].name; i++) {
        struct buf word = { 0 };
        buf_addf(&word, "--%s", command->options[i].name);
        offers_add(offers, buf_str(&word));
        buf_finish(&word);
    }
}

static void offer_lesson(const struct lesson *lesson, struct offers *offers)
{
    offers_add(offers, lesson->id);
    for (size_t i = 0; i < lesson->step_count; i++)
        offers_add(offers, lesson->steps[i].id);
}

static void offer_ids(const struct course *course, struct offers *offers)
{
    const struct lesson *lesson;
    for (int n = 1; (lesson = course_lesson(course, n)); n++)
        offer_lesson(lesson, offers);
    offers_add(offers, "interview");
    for (size_t i = 0; i < course->interview_count; i++)
        offers_add(offers, course->interview[i].id);
    for (size_t i = 0; i < course->exercise_count; i++)
        offers_add(offers, course->exercises[i].id);
}

void complete_line(const char *before, struct offers *offers, void *arg)
{
    struct app *app = arg;
    before += strspn(before, " ");
    size_t len = strcspn(before, " ");
    if (!*before) {
        offer_commands(offers);
        return;
    }
    struct buf word = { 0 };
    buf_add(&word, before, len);
    const struct command *command = cmd_find(buf_str(&word));
    buf_finish(&word);
    if (command && offers->prefix[0] == '-')
        offer_options(command, offers);
    else if (app->course)
        offer_ids(app->course, offers);
}
