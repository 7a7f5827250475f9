// Prints the states that the script of an exported page computes, in the words of test_export_html.c:
// node page_states.cjs PAGE.html. It goes to them backwards, and to each once more from the beginning.

const fs = require("fs");

const page = fs.readFileSync(process.argv[2], "utf8");
const inside = start => page.slice(page.indexOf(start) + start.length,
    page.indexOf("</script>", page.indexOf(start)));
const trace = JSON.parse(inside('<script type="application/json" id="trace">'));
const scripts = `${inside('<script id="state">')}; ${inside('<script id="words">')}`;
const ask = new Function(`${scripts};
    return { createModel, timersOf, jobsOf, ioOf, sharedOf, sharedInWords, stateInWords, whyInWords,
        whereaboutsOf };`)();
const model = ask.createModel(trace);

function lineOf(task) {
    const place = ask.whereaboutsOf(model, task);
    return place ? trace.places[place][1] : 0;
}

function describe() {
    const { state } = model;
    const list = numbers => numbers.map(number => ` ${number}`).join("");
    const tasks = state.tasks.map((task, number) => task.status === "unborn" ? "" :
        `; ${number} ${task.status} ${task.since} ${task.paused} ${task.frame} ${task.cancel}` +
        ` line ${lineOf(number)}` +
        ` | ${ask.stateInWords(model, number)} | ${ask.whyInWords(model, number)}`);
    return `${state.position}: tick ${state.tick} ${Number(state.isInTick)} t ${state.t} runs ${state.running}` +
        ` call ${state.call} printed ${state.outputs} ready ${state.batch}:${list(state.ready)}` +
        ` timers:${list(ask.timersOf(model).map(timer => timer.amount))}` +
        ask.jobsOf(model).map(job => ` job of ${job.by}`).join("") +
        ask.ioOf(model).map(wait => ` ${wait.task} waits outside`).join("") +
        ask.sharedOf(model).map(object => ` ${ask.sharedInWords(model, object)}.`).join("") + tasks.join("");
}

const step = Math.floor(trace.records.length / 400) + 1;
const lines = [];
for (let position = trace.records.length - trace.records.length % step; position >= 0; position -= step) {
    model.seek(position);
    const line = describe();
    model.seek(0);
    model.seek(position);
    if (describe() !== line)
        throw new Error(`event ${position} is not the same again`);
    lines.unshift(line);
}
console.log(lines.join("\n"));
