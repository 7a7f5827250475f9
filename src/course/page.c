#include "course/page.h"

#include <string.h>

#include "base/file.h"
#include "course/text.h"

/* What a program prints is shown as code: its characters mean nothing in Markdown. */
static void add_text(const struct question *question, const char *text, struct buf *markdown)
{
    bool is_output =
        question->source == QUESTION_FROM_LINE || question->kind == QUESTION_TRACE ||
        (question->source == QUESTION_FROM_LINES && question->kind == QUESTION_ORDER);
    if (is_output && !strchr(text, '`'))
        buf_addf(markdown, "`%s`", text);
    else
        buf_adds(markdown, text);
}

void page_lesson_head(const struct lesson *lesson, struct buf *markdown)
{
    buf_addf(markdown, "# %d %s\n\n", lesson->number, lesson->title);
    buf_addf(markdown, "%s (%d minutes, %zu steps)\n\n", lesson->goal, lesson->minutes,
             lesson->step_count);
    if (lesson->c_differs)
        buf_addf(markdown, "**In C:** %s\n\n", lesson->c_differs);
}

int page_step_text(const struct step *step, struct buf *markdown, struct diag *diag)
{
    buf_addf(markdown, "## %d.%d %s\n\n", step->lesson->number, step->number, step->title);
    buf_addf(markdown, "*%s*\n\n", step->hook);
    int err = text_read(step, markdown, diag);
    buf_addc(markdown, '\n');
    return err;
}

void page_question(const struct question *question, struct buf *markdown)
{
    buf_addf(markdown, "%s\n\n", question->text);
    if (question->exhibit)
        buf_addf(markdown, "```\n%s```\n\n", question->exhibit);
    bool has_choices = question->kind == QUESTION_CHOICE ||
                       question->kind == QUESTION_SEVERAL || question->kind == QUESTION_TRACE;
    for (size_t i = 0; has_choices && i < question->choice_count; i++) {
        buf_addf(markdown, "%zu. ", i + 1);
        add_text(question, question->choices[i].text, markdown);
        buf_addc(markdown, '\n');
    }
    for (size_t i = 0; i < question->items.count; i++) {
        buf_addf(markdown, "%zu. ", i + 1);
        add_text(question, question->items.items[i], markdown);
        buf_addc(markdown, '\n');
    }
    buf_addc(markdown, '\n');
}

void page_answer(const struct question *question, struct buf *markdown)
{
    bool is_typed = question->kind == QUESTION_FILL || question->kind == QUESTION_LINE;
    for (size_t i = 0; !is_typed && i < question->choice_count; i++) {
        if (!question->choices[i].is_right)
            continue;
        buf_adds(markdown, "- ");
        add_text(question, question->choices[i].text, markdown);
        buf_addf(markdown, ". %s\n", question->choices[i].why);
    }
    for (size_t i = 0; i < question->right.count; i++) {
        buf_addf(markdown, "%zu. ", i + 1);
        add_text(question, question->right.items[i], markdown);
        buf_addc(markdown, '\n');
    }
    if (question->accept.count > 0) {
        buf_addf(markdown, "- %s", question->kind == QUESTION_LINE ? "line " : "");
        add_text(question, question->accept.items[0], markdown);
        buf_addc(markdown, '\n');
    }
    if (question->why)
        buf_addf(markdown, "\n%s\n", question->why);
    buf_addc(markdown, '\n');
}

void page_step_end(const struct step *step, struct buf *markdown)
{
    if (step->pitfall)
        buf_addf(markdown, "**Pitfall:** %s\n\n", step->pitfall);
    buf_addf(markdown, "**Takeaway:** %s\n\n", step->takeaway);
    for (size_t i = 0; i < step->related.count; i++)
        buf_addf(markdown, "%s`%s`%s", i ? ", " : "**Related:** ", step->related.items[i],
                 i + 1 == step->related.count ? " (`lesson ID` leads there)\n\n" : "");
}

int page_aside(const struct step *step, struct buf *markdown, struct diag *diag)
{
    struct buf text = { 0 };
    int err = file_read(step->aside, &text, diag);
    buf_addf(markdown, "## %s\n\n%s\n", step->aside_title, buf_str(&text));
    buf_finish(&text);
    return err;
}

static void add_resources(const struct course *course, struct buf *markdown)
{
    if (course->resource_count)
        buf_adds(markdown, "\n## Resources\n\n");
    for (size_t i = 0; i < course->resource_count; i++) {
        const struct resource *resource = &course->resources[i];
        buf_addf(markdown, "- **%s**: %s %s\n", resource->title, resource->adds, resource->url);
    }
}

void page_course_end(const struct course *course, struct buf *markdown)
{
    buf_adds(markdown, "What is left is doing it yourself:\n\n");
    for (size_t i = 0; i < course->exercise_count; i++)
        buf_addf(markdown, "- `exercise start %s`: %s\n", course->exercises[i].id,
                 course->exercises[i].title);
    if (course->interview_count)
        buf_addf(markdown, "- `quiz interview`: %zu question%s as an interviewer asks them\n",
                 course->interview_count, course->interview_count == 1 ? "" : "s");
    buf_adds(markdown, "- `progress`: what you know by now\n- `lesson ID`: any step again\n");
    add_resources(course, markdown);
}
