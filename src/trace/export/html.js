// The page: draws the state that html_state.js computes, in the words of html_words.js.

const trace = JSON.parse(document.getElementById("trace").textContent);
const model = createModel(trace);
const byId = id => document.getElementById(id);
const MOST_TASKS = 200, MOST_ITEMS = 12, MOST_DEPTH = 8;
const SLOW = 100000; // microseconds that a tick may take
const LANE_HEIGHT = 20, LANE_END = 16; // pixels; the end is for a mark
const MARKS = { ready: "●", running: "▶", waiting: "○", dropped: "–" };
const END_MARKS = { result: "✓", cancelled: "⊘" };
let playing = null;
let shownSource = -1;
let asked = 0; // the task of which one wants to know why it does not run

// ---- Small things ----

function element(tag, look, ...children) {
    const made = document.createElement(tag);
    made.className = look;
    made.append(...children);
    return made;
}

function timeLeft(us) {
    return us < 0 ? `late by ${milliseconds(-us)}` : `in ${milliseconds(us)}`;
}

function rest(tag, count) {
    return count > 0 ? [element(tag, "dim", `and ${count} more`)] : [];
}

// Of a status that began at the record.
function mark(status, since) {
    return status === "done" ? END_MARKS[readRecord(trace, since).what] || "✗" : MARKS[status] || "";
}

function chip(task, tag = "span") {
    if (!task)
        return element(tag, "chip", "callback");
    const { status, since } = model.state.tasks[task];
    return element(tag, `chip ${status}`, `${mark(status, since)} ${nameOf(model, task)}`);
}

function chips(tasks, most) {
    return [...tasks.slice(0, most).map(task => chip(task)), ...rest("span", tasks.length - most)];
}

// ---- What happened ----

function drawHeadline() {
    const { position, tick, t } = model.state;
    byId("where").textContent =
        `event ${position} of ${trace.records.length} · tick ${tick} · ${milliseconds(t)}, ${trace.clock} clock`;
    const last = position ? readRecord(trace, position - 1) : null;
    byId("what").textContent = last ? `${last.subject} ${last.predicate}` : "Nothing has happened yet.";
    byId("scrubber").value = position;
    byId("scrubber").setAttribute("aria-valuetext", byId("where").textContent);
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
    const others = state.call ? `${readRecord(trace, state.call).noun}(), a callback` : idle;
    const held = state.isInTick ? state.t - state.began : 0;
    byId("running").replaceChildren(state.running ? chip(state.running) : element("span", "dim", others),
        ...held < SLOW ? [] : [element("strong", "", ` slow: ${milliseconds(held)}`)]);
    byId("batch").replaceChildren(...queue(state.ready.slice(0, state.batch)));
    byId("next").replaceChildren(...queue(state.ready.slice(state.batch)));
    drawItems("io", ioOf(model), wait => `${nameOf(model, wait.task)} waits for ${wait.noun}`);
    drawItems("jobs", jobsOf(model), job => `${job.noun}() for ${nameOf(model, job.by)}`);
    drawItems("timers", timersOf(model), ({ amount, noun, by }) =>
        `${milliseconds(amount)}, ${timeLeft(amount - state.t)}: ${noun || nameOf(model, by)}`);
    drawItems("shared", sharedOf(model), object => sharedInWords(model, object));
}

function drawItems(id, items, inWords) {
    const shown = items.slice(0, MOST_ITEMS).map(item => element("li", "", inWords(item)));
    byId(id).replaceChildren(...shown.length ? shown : [element("li", "dim", "none")],
        ...rest("li", items.length - MOST_ITEMS));
}

// Rows that stay empty in this program.
function hideUnused() {
    const waits = recordsOf(trace, "wait").map(index => readRecord(trace, index).what);
    const isUsed = { io: waits.some(what => OUTSIDE.includes(what)), jobs: recordsOf(trace, "thread").length,
        shared: trace.shared.length };
    for (const [id, used] of Object.entries(isUsed))
        byId(id).closest(".row").hidden = !used;
}

// ---- The tasks ----

// All of them as a tree by parent, depth first.
function listTree() {
    const children = trace.tasks.map(() => []), items = [];
    for (let task = trace.tasks.length - 1; task > 0; task--) {
        const parent = trace.tasks[task][1];
        children[parent < task ? parent : 0].push(task);
    }
    const left = children[0].map(task => ({ task, depth: 0 }));
    while (left.length) {
        const item = left.pop();
        items.push(item);
        left.push(...children[item.task].map(task => ({ task, depth: item.depth + 1 })));
    }
    return items;
}

const tree = listTree();

function drawTasks() {
    const born = tree.filter(({ task }) => model.state.tasks[task].status !== "unborn");
    const living = born.filter(({ task }) => task === asked || model.state.tasks[task].status !== "done");
    const shown = born.length > MOST_TASKS ? living.slice(0, MOST_TASKS) : born;
    const focused = document.activeElement.dataset.task;
    byId("tasks").replaceChildren(...shown.map(taskItem), ...rest("li", born.length - shown.length));
    byId("tasks").querySelector(`[data-task="${focused}"]`)?.focus({ preventScroll: true });
}

function taskItem({ task, depth }) {
    const button = chip(task, "button");
    button.dataset.task = task;
    button.setAttribute("aria-pressed", task === asked);
    const item = element("li", "", button, " ", stateInWords(model, task));
    item.style.marginInlineStart = `${Math.min(depth, MOST_DEPTH)}em`;
    return item;
}

function drawWhy() {
    const isThere = asked && model.state.tasks[asked].status !== "unborn";
    const circle = isThere ? circleOf(model, asked) : [];
    byId("why").textContent = isThere ? `${whyInWords(model, asked)}.` : "Press a task: why does it not run?";
    byId("why").className = isThere ? "" : "dim";
    byId("circle").replaceChildren(...circle.map(task => element("li", "", chip(task), linkInWords(model, task))));
    byId("circle").hidden = !circle.length;
}

byId("tasks").addEventListener("click", event => {
    const task = Number(event.target.dataset.task);
    if (!task)
        return;
    asked = task === asked ? 0 : task;
    drawTasks();
    drawWhy();
});

// ---- The source ----

function tasksByLine(source) {
    const lines = new Map();
    model.state.tasks.forEach((task, number) => {
        const isLiving = !["unborn", "done", "dropped"].includes(task.status);
        const place = isLiving && trace.places[whereaboutsOf(model, number)];
        if (place && place[0] === source)
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
    if (!trace.sources.length)
        return;
    const { position, running } = model.state;
    const place = position && readRecord(trace, position - 1).place || whereaboutsOf(model, running);
    const source = place ? trace.places[place][0] : Math.max(shownSource, 0);
    if (source !== shownSource)
        openSource(source);
    const box = byId("source");
    const lines = [...box.children];
    for (const line of box.querySelectorAll(".line.here")) {
        line.classList.remove("here");
        line.querySelectorAll(".chip, .dim").forEach(old => old.remove());
    }
    for (const [number, there] of tasksByLine(source)) {
        lines[number - 1]?.classList.add("here");
        lines[number - 1]?.append(...chips(there, 8));
    }
    const isMeant = (line, i) => place ? i === trace.places[place][1] - 1 : line.classList.contains("here");
    scrollWithin(box, lines.filter(isMeant));
}

// So that one of the lines is seen.
function scrollWithin(box, lines) {
    const isSeen = line => {
        const room = 2 * line.clientHeight;
        return line.offsetTop >= box.scrollTop + room && line.offsetTop <= box.scrollTop + box.clientHeight - room;
    };
    if (lines.length && !lines.some(isSeen))
        box.scrollTop = lines[0].offsetTop - box.clientHeight / 2;
}

// ---- The output ----

const outputs = recordsOf(trace, "output");

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

function placeInWords(place) {
    return place ? `${trace.sources[trace.places[place][0]].path.replace(/.*\//, "")}:${trace.places[place][1]}` : "";
}

function drawWarnings() {
    const warnings = recordsOf(trace, "warning");
    const items = warnings.slice(0, MOST_TASKS).map(index => {
        const { tick, predicate, noun, place } = readRecord(trace, index);
        const way = element("button", "", `tick ${tick}`);
        way.addEventListener("click", () => {
            stop();
            show(index + 1);
        });
        const more = [placeInWords(place), noun && `asynclearn lesson ${noun}`].filter(Boolean).join(" · ");
        return element("li", "", way, element("span", "", `${predicate.replace(/^warning: /, "")} `,
            element("span", "dim", more)));
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

function makeLane(task) {
    const made = element("div", "lane", element("span", "name", nameOf(model, task)), element("canvas", ""));
    made.title = nameOf(model, task);
    return made;
}

// Where an event stands, of a lane's width.
function laneScale(width) {
    return (width - LANE_END) / Math.max(1, trace.records.length);
}

function drawLane(canvas, lane, colour) {
    const heights = { running: 16, waiting: 8, ready: 3 };
    const width = canvas.clientWidth, ratio = window.devicePixelRatio || 1, scale = laneScale(width);
    canvas.width = width * ratio;
    canvas.height = LANE_HEIGHT * ratio;
    const pen = canvas.getContext("2d");
    pen.scale(ratio, ratio);
    pen.font = "12px ui-monospace, Menlo, Consolas, monospace";
    for (const [from, to, status] of lane) {
        const height = heights[status];
        pen.fillStyle = colour(`--${status}`);
        if (height)
            pen.fillRect(from * scale, (LANE_HEIGHT - height) / 2, Math.max(1, (to - from) * scale), height);
        else
            pen.fillText(mark(status, from), from * scale + 2, LANE_HEIGHT / 2 + 4);
    }
}

function drawLanes() {
    const style = getComputedStyle(document.documentElement);
    document.querySelectorAll(".lane canvas").forEach((canvas, i) =>
        drawLane(canvas, lanes[i + 1], name => style.getPropertyValue(name)));
}

function drawNow() {
    const { position, running } = model.state;
    byId("lanes").style.setProperty("--share", position / Math.max(1, trace.records.length));
    const isLane = (lane, i) => i + 1 === running;
    scrollWithin(byId("lanes"), [...document.querySelectorAll(".lane")].filter(isLane));
}

byId("lanes").addEventListener("click", event => {
    const { left, width } = document.querySelector(".lane canvas").getBoundingClientRect();
    if (event.clientX < left)
        return;
    stop();
    show(Math.round((event.clientX - left) / laneScale(width)));
});

// ---- Moving ----

function show(position) {
    model.seek(position);
    for (const draw of [drawHeadline, drawLoop, drawTasks, drawWhy, drawSource, drawOutput, drawNow])
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
    byId("what").ariaLive = "polite";
}

function play() {
    if (playing)
        return stop();
    if (model.state.position === trace.records.length)
        show(0);
    byId("play").textContent = "Pause";
    byId("what").ariaLive = "off"; // nobody could follow
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
window.addEventListener("resize", drawLanes);
for (const light of ["(prefers-color-scheme: dark)", "print"])
    matchMedia(light).addEventListener("change", drawLanes);

byId("scrubber").max = trace.records.length;
byId("over").prepend(...lanes.slice(1).map((_, i) => makeLane(i + 1)));
byId("over").after(...rest("div", trace.tasks.length - lanes.length));
hideUnused();
drawWarnings();
drawLanes();
show(0);
