// Live: one connection for all tabs of this browser, which tell each other what comes. Other
// modules listen with `on(event, hear)`; events are those of the server (docs/inbox.md).
const line = document.querySelector("[data-live]");
const QUIET = 10_000; // without a connection before anybody hears of it
const SILENCE = 60_000; // without a beat before a connection counts as lost
const KEPT = 200;
const LATE = 30_000;
const MOST_WAIT = 30_000;
const EVENTS = ["tickets", "refresh", "settings", "presence", "notice", "beat", "over"];

const me = Math.random().toString(36).slice(2);
const target = new EventTarget();
const tabs = line && new BroadcastChannel(`frontdesk live ${line.dataset.live}`);

export const on = (event, hear) =>
  target.addEventListener(event, ({ detail }) => hear(detail));
export const home = line?.dataset.live.replace(/\/live$/, "");
export let isLeader = false;

let last = Number(line?.dataset.since); // the server's clock, when it was heard of last

function take(event, data) {
  last = Math.max(last, data.now);
  if (event === "beat") show("on");
  else if (event === "over") show("over");
  else target.dispatchEvent(new CustomEvent(event, { detail: data }));
}

// What is wrong is said in one quiet line

function show(state) {
  if (line.dataset.state === "over") return;
  line.dataset.state = state;
  line.hidden = state === "on";
  line.querySelector("span").textContent = { off: line.dataset.off, over: line.dataset.over }[state] ?? "";
  line.querySelector("a").hidden = state !== "over";
}

// The tab that holds the connection

const kept = [];
let source;
let failures = 0;
let since; // when the connection was lost
let timer;
let watch;

const tell = (message) => tabs.postMessage(message);

function lead() {
  isLeader = true;
  kept.length = 0;
  connect();
}

function connect() {
  const started = last;
  source = new EventSource(`${line.dataset.live}?since=${started}`);
  for (const event of EVENTS) {
    source.addEventListener(event, ({ data }) => heard(event, JSON.parse(data)));
  }
  source.onerror = lost;
  listenForSilence();
}

function heard(event, data) {
  failures = 0;
  since = undefined;
  clearTimeout(timer);
  listenForSilence();
  if (event === "over") source.close();
  if (event === "beat" || event === "over") tell({ event, data });
  else {
    if (!kept.length) kept.since = data.now;
    kept.push({ event, data });
    if (kept.length > KEPT) kept.since = kept.shift().data.now;
    tell({ event, data });
  }
  if (event !== "beat" && line.dataset.state === "off") tell({ event: "beat", data });
  take(event, data);
  if (event === "over") clearTimeout(watch);
}

function listenForSilence() {
  clearTimeout(watch);
  watch = setTimeout(lost, SILENCE);
}

function lost() {
  source.close();
  clearTimeout(watch);
  if (line.dataset.state === "over") return;
  since ??= Date.now();
  failures += 1;
  clearTimeout(timer);
  timer = setTimeout(() => line.dataset.state !== "over" && since && off(), Math.max(0, since + QUIET - Date.now()));
  const wait = Math.min(MOST_WAIT, 1000 * 1.7 ** (failures - 1)) * (0.5 + Math.random() / 2);
  setTimeout(failures > 1 ? askThenConnect : connect, wait);
}

function off() {
  show("off");
  tell({ event: "off" });
}

// The browser does not say why a connection failed: whether somebody has signed out is asked for.
async function askThenConnect() {
  try {
    const answer = await fetch(line.dataset.live, { method: "HEAD", redirect: "manual" });
    if (answer.type === "opaqueredirect") return heard("over", { now: last });
  } catch {
    return lost();
  }
  connect();
}

// The tabs beside it

function hearTab({ data }) {
  if (data.to && data.to !== me) return;
  if (data.event === "off") show("off");
  else if (data.ask && isLeader) answer(data);
  else if (data.event) take(data.event, data.data);
}

// What came while a tab was being loaded
function answer({ ask, from }) {
  const now = last;
  if (kept.since > ask) return tell({ to: from, event: "refresh", data: { now } });
  for (const each of kept) {
    if (each.event !== "notice" && each.data.now > ask - LATE) tell({ ...each, to: from });
  }
  if (line.dataset.state) tell({ to: from, event: line.dataset.state === "on" ? "beat" : "off", data: { now } });
}

function start() {
  tabs.onmessage = hearTab;
  if (!navigator.locks) return lead(); // not over plain http: a connection for each tab
  tell({ ask: last, from: me });
  navigator.locks.request(`frontdesk live ${line.dataset.live}`, () => {
    lead();
    return new Promise(() => {});
  });
}

addEventListener("pageshow", ({ persisted }) => {
  if (persisted) target.dispatchEvent(new CustomEvent("refresh", { detail: { now: last } }));
});

// Where others listen first
if (line) queueMicrotask(start);
