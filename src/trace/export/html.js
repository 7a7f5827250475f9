// The page: draws the state that html_state.js computes.

const trace = JSON.parse(document.getElementById("trace").textContent);
const model = createModel(trace);
const byId = id => document.getElementById(id);
const MOST_TASKS = 200, LANE_HEIGHT = 20, LABEL_WIDTH = 130, LANES_MARGIN = 16;
const MARKS = { ready: "●", running: "▶", waiting: "○", dropped: "–" };
const END_MARKS = { result: "✓", cancelled: "⊘" };
let playing = null;
let shownSource = -1;

// ---- Small things ----

function element(tag, look, ...children) {
    const made = document.createElement(tag);
    made.className = look;
    made.append(...children);
    return made;
}

function milliseconds(us) {
    return `${us / 1000} ms`;
}

function timeLeft(us) {
    return us < 0 ? `late by ${milliseconds(-us)}` : `in ${milliseconds(us)}`;
}

function label(task) {
    return trace.tasks[task][0];
}

function rest(tag, count) {
    return count > 0 ? [element(tag, "dim", `and ${count} more`)] : [];
}

function recordsOf(kind) {
    return trace.records.map((row, index) => index).filter(index => trace.strings[trace.records[index][0]] === kind);
}

// Of a status that began at the record.
function mark(status, since) {
    return status === "done" ? END_MARKS[readRecord(trace, since).what] || "✗" : MARKS[status] || "";
}

function chip(task) {
    if (!task)
        return element("span", "chip", "callback");
    const { status, since } = model.state.tasks[task];
    return element("span", `chip ${status}`, `${mark(status, since)} ${label(task)}`);
}

function chips(tasks, most) {
    return [...tasks.slice(0, most).map(chip), ...rest("span", tasks.length - most)];
}

// ---- What happened ----

function drawHeadline() {
    const { position, tick, t } = model.state;
    byId("where").textContent =
        `event ${position} of ${trace.records.length} · tick ${tick} · ${milliseconds(t)} ${trace.clock}`;
    const last = position ? readRecord(trace, position - 1) : null;
    byId("what").textContent = last ? `${last.subject} ${last.predicate}` : "Nothing has happened yet.";
    byId("scrubber").value = position;
    byId("scrubber").setAttribute("aria-valuetext", byId("what").textContent);
}

// ---- The loop ----

function queue(entries) {
    if (!entries.length)
        return [element("span", "dim", "empty")];
    return chips(entries, 40);
}

function drawLoop() {
    const { state } = model;
    const idle = state.isInTick ? "nobody" : "nobody: between ticks";
    byId("running").replaceChildren(state.running ? chip(state.running) : element("span", "dim", idle));
    byId("batch").replaceChildren(...queue(state.ready.slice(0, state.batch)));
    byId("next").replaceChildren(...queue(state.ready.slice(state.batch)));
    const timers = timersOf(trace, state).slice(0, 12).map(timer => element("li", "",
        `${milliseconds(timer.amount)}, ${timeLeft(timer.amount - state.t)}: ${label(timer.by)}`));
    byId("timers").replaceChildren(...timers.length ? timers : [element("li", "dim", "none")]);
}

// ---- The tasks ----

const namedTasks = 8; // as many as one reads

// Those that are waited for together, by what waits for them.
const members = new Map();
for (let index = 0; index < trace.records.length; index++) {
    const { kind, object, task, what } = readRecord(trace, index);
    if (kind === "member")
        members.set(object, members.get(object) || []).get(object).push({ index, task, op: what });
}

function waitInWords(wait) {
    const joined = (members.get(wait.object) || []).filter(member => member.index < model.state.position);
    const left = joined.filter(member => model.state.tasks[member.task].status !== "done");
    if (!joined.length || joined.some(member => !member.task))
        return wait.predicate;
    const words = {
        first: `the first of ${left.length}`,
        next: `the next of ${left.length}`,
        error: `${left.length} of ${joined.length}, or the first that fails`,
    };
    const all = { gather: "children of gather", group: "tasks of the group" }[wait.what] || "tasks";
    const count = words[joined[0].op] || `${left.length} of ${joined.length} ${all}`;
    const named = left.slice(0, namedTasks).map(member => label(member.task)).join(", ");
    const more = left.length > namedTasks ? ` and ${left.length - namedTasks} more` : "";
    return `waits for ${count}: ${named}${more}`;
}

function droppedInWords({ waited }) {
    return waited ? `was dropped, ${waitInWords(readRecord(trace, waited)).replace("waits", "waited")}` : "was dropped";
}

function stateInWords(number) {
    const task = model.state.tasks[number];
    const words = { ready: "is ready", running: "runs", dropped: droppedInWords(task) }[task.status] ||
        waitInWords(readRecord(trace, task.since));
    return task.cancel ? `${words}, being cancelled` : words;
}

function depth(task) {
    let steps = 0;
    for (let parent = trace.tasks[task][1]; parent && steps < 8; parent = trace.tasks[parent][1])
        steps++;
    return steps;
}

function drawTasks() {
    let born = trace.tasks.map((_, task) => task)
        .filter(task => task && model.state.tasks[task].status !== "unborn");
    const all = born.length;
    if (all > MOST_TASKS)
        born = born.filter(task => model.state.tasks[task].status !== "done").slice(0, MOST_TASKS);
    const items = born.map(task => {
        const item = element("li", "", chip(task), " ", stateInWords(task));
        item.style.marginInlineStart = `${depth(task)}em`;
        return item;
    });
    byId("tasks").replaceChildren(...items, ...rest("li", all - born.length));
}

// ---- The source ----

function tasksByLine(source) {
    const lines = new Map();
    model.state.tasks.forEach((task, number) => {
        const place = trace.places[task.at];
        if (task.at && place[0] === source && !["unborn", "done", "dropped"].includes(task.status))
            lines.set(place[1], [...lines.get(place[1]) || [], number]);
    });
    return lines;
}

function openSource(source) {
    const { path, lines } = trace.sources[source];
    byId("path").textContent = path;
    byId("source").replaceChildren(...lines.map((text, i) =>
        element("div", "line", element("span", "number", `${i + 1}`), element("code", "", text))));
    shownSource = source;
}

function drawSource() {
    const { position } = model.state;
    const place = position ? readRecord(trace, position - 1).place : 0;
    const source = place ? trace.places[place][0] : Math.max(shownSource, 0);
    if (!trace.sources.length)
        return;
    if (source !== shownSource)
        openSource(source);
    const lines = byId("source").children;
    for (const line of byId("source").querySelectorAll(".line.here")) {
        line.classList.remove("here");
        line.querySelectorAll(".chip, .dim").forEach(old => old.remove());
    }
    for (const [number, tasks] of tasksByLine(source)) {
        lines[number - 1]?.classList.add("here");
        lines[number - 1]?.append(...chips(tasks, 8));
    }
    if (place && lines[trace.places[place][1] - 1])
        scrollWithin(byId("source"), lines[trace.places[place][1] - 1]);
}

function scrollWithin(box, line) {
    const top = line.offsetTop, room = 2 * line.clientHeight;
    if (top < box.scrollTop + room || top > box.scrollTop + box.clientHeight - room)
        box.scrollTop = top - box.clientHeight / 2;
}

// ---- The output ----

const outputs = recordsOf("output");

function drawOutput() {
    const shown = outputs.slice(0, model.state.outputs).slice(-MOST_TASKS).map(index => {
        const { tick, predicate } = readRecord(trace, index);
        const text = predicate.replace(/^prints( to stderr)?: /, "");
        return element("div", "line", element("span", "number", `tick ${tick}`), element("code", "", text));
    });
    byId("output").replaceChildren(...shown.length ? shown : [element("span", "dim", "nothing yet")]);
    byId("output").scrollTop = byId("output").scrollHeight;
}

// ---- The warnings: all of them, each with a way to where it was given ----

function drawWarnings() {
    const warnings = recordsOf("warning");
    const items = warnings.slice(0, MOST_TASKS).map(index => {
        const { tick, predicate } = readRecord(trace, index);
        const way = element("button", "", `tick ${tick}`);
        way.addEventListener("click", () => {
            stop();
            show(index + 1);
        });
        return element("li", "", way, predicate.replace(/^warning: /, ""));
    });
    byId("warnings").replaceChildren(...items, ...rest("li", warnings.length - items.length));
    byId("warned").hidden = !warnings.length;
}

// ---- The lanes: what every task did, by event ----

// For each task its stretches: [from, to, status].
function cutLanes() {
    const lanes = trace.tasks.slice(0, MOST_TASKS + 1).map(() => []);
    const state = firstState(trace);
    const look = task => {
        const lane = lanes[task];
        const { status, since } = state.tasks[task];
        if (!lane || since !== state.position - 1 || status === "unborn")
            return;
        if (lane.length)
            lane[lane.length - 1][1] = since;
        lane.push([since, trace.records.length, status]);
    };
    while (state.position < trace.records.length) {
        const ran = state.running;
        const { kind, task } = readRecord(trace, state.position);
        advance(state, trace);
        const touched = ["trace", "end"].includes(kind) ? lanes.keys() : new Set([ran, task]);
        for (const one of touched)
            if (one)
                look(one);
    }
    return lanes;
}

const lanes = cutLanes();

function drawLane(pen, colour, lane, y, scale) {
    const heights = { running: 16, waiting: 8, ready: 3 };
    for (const [from, to, status] of lane) {
        const x = LABEL_WIDTH + from * scale;
        pen.fillStyle = colour(`--${status}`);
        if (heights[status])
            pen.fillRect(x, y - heights[status] / 2, Math.max(1, (to - from) * scale), heights[status]);
        else
            pen.fillText(mark(status, from), x + 2, y + 4);
    }
}

function drawLanes() {
    const canvas = byId("lanes");
    const width = canvas.clientWidth, height = (lanes.length - 1) * LANE_HEIGHT;
    const ratio = window.devicePixelRatio || 1;
    const style = getComputedStyle(document.documentElement);
    const colour = name => style.getPropertyValue(name);
    const scale = (width - LABEL_WIDTH - LANES_MARGIN) / Math.max(1, trace.records.length);
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    canvas.style.height = `${height}px`;
    const pen = canvas.getContext("2d");
    pen.scale(ratio, ratio);
    pen.font = "12px ui-monospace, Menlo, Consolas, monospace";
    lanes.forEach((lane, task) => {
        const y = (task - 0.5) * LANE_HEIGHT;
        if (!task)
            return;
        drawLane(pen, colour, lane, y, scale);
        pen.fillStyle = colour("--text");
        pen.fillText(label(task).slice(0, 17), 0, y + 4);
    });
}

function drawNow() {
    const share = model.state.position / Math.max(1, trace.records.length);
    const width = byId("lanes").clientWidth - LABEL_WIDTH - LANES_MARGIN;
    byId("now").style.left = `${LABEL_WIDTH + share * width}px`;
}

function drawAllLanes() {
    drawLanes();
    drawNow();
}

// ---- Moving ----

function show(position) {
    model.seek(position);
    for (const draw of [drawHeadline, drawLoop, drawTasks, drawSource, drawOutput, drawNow])
        draw();
}

// The next position in this direction whose last record is one that `isStop`; an end of the trace otherwise.
function move(direction, isStop) {
    let position = model.state.position + direction;
    while (position > 0 && position < trace.records.length && !isStop(readRecord(trace, position - 1)))
        position += direction;
    show(position);
}

const isEvent = record => !record.isInternal;
const isTick = record => record.kind === "tick"; // one by one, as they are numbered

function stop() {
    clearInterval(playing);
    playing = null;
    byId("play").textContent = "Play";
}

function play() {
    if (playing)
        return stop();
    byId("play").textContent = "Pause";
    playing = setInterval(() => {
        move(1, isEvent);
        if (model.state.position === trace.records.length)
            stop();
    }, 500);
}

const actions = {
    first: () => show(0),
    tickBack: () => move(-1, isTick),
    back: () => move(-1, isEvent),
    play,
    on: () => move(1, isEvent),
    tickOn: () => move(1, isTick),
    last: () => show(trace.records.length),
};

const keys = { Home: "first", End: "last", ArrowLeft: "back", ArrowRight: "on", ArrowUp: "tickBack",
    ArrowDown: "tickOn", "<": "tickBack", ">": "tickOn", ",": "back", ".": "on", " ": "play" };

document.addEventListener("keydown", event => {
    const action = keys[event.key];
    const isPress = event.key === " " && event.target.tagName === "BUTTON";
    if (!action || isPress || event.ctrlKey || event.altKey || event.metaKey)
        return;
    event.preventDefault();
    if (action !== "play")
        stop();
    actions[action]();
});
for (const [name, action] of Object.entries(actions))
    byId(name).addEventListener("click", () => {
        if (name !== "play")
            stop();
        action();
    });
byId("scrubber").addEventListener("input", event => {
    stop();
    show(Number(event.target.value));
});
window.addEventListener("resize", drawAllLanes);
for (const light of ["(prefers-color-scheme: dark)", "print"])
    matchMedia(light).addEventListener("change", drawAllLanes);

byId("scrubber").max = trace.records.length;
drawWarnings();
drawLanes();
show(0);
