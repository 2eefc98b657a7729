// The list takes in what happens elsewhere: rows change in place, counts once a second at most. What
// comes in, or up, waits behind a bar, unless the reader is at the top.
import { get, inTurn } from "./line.js";
import { drawList, drawRows } from "./list_drawing.js";
import { home, on } from "./live.js";
import { moved, putInOrder } from "./order.js";
import { rowOf } from "./rows.js";

const GAP = 1000;
const LATER = 10_000;
const NEAR = 8;
const MOST_ROWS = 100;
// What may bring a ticket into a list that it was not in, or up from further down.
const ENTERING = /^(ticket_(created|status|assigned|unassigned|category|marked|restored|shown)|reply_created|note_created)/;

const list = () => document.getElementById("list");
const body = () => list()?.querySelector("[data-list-body]");

const pending = new Map();
const arrived = new Set();
let shown; // the list that `arrived` is about
let isDue = false;
let busy = false;

function mark() {
  isDue = true;
  if (!busy) setTimeout(refresh);
}

async function refresh() {
  if (!isDue || busy || document.hidden || !document.getElementById("views-nav")) return;
  busy = true;
  isDue = false;
  const changed = [...pending];
  pending.clear();
  try {
    if (!(await inTurn(() => take(changed)))) again(changed);
  } finally {
    setTimeout(() => {
      busy = false;
      if (isDue) refresh();
    }, GAP);
  }
}

// What could not be asked for is asked for later.
function again(changed) {
  for (const [id] of changed) pending.set(id, new Set());
  setTimeout(mark, LATER);
}

async function take(changed) {
  if (!list()) return get(`${home}/tickets/counts`, { target: "#views-nav", swap: "innerMorph" });
  const here = changed.map(([id]) => id).filter(rowOf);
  if (!(await drawRows(here.slice(0, MOST_ROWS)))) return false;
  if (here.length > MOST_ROWS && isAtTop()) return drawList();
  await takeNews(changed.filter(([id, kinds]) => !rowOf(id) && enters(kinds)).map(([id]) => id));
  await order(here);
  return true;
}

const enters = (kinds) =>
  !kinds.size || !document.querySelector("[data-more]") || [...kinds].some((kind) => ENTERING.test(kind));

// What is new here

async function takeNews(ids) {
  if (!body()) return;
  if (shown !== list().dataset.list) arrived.clear();
  shown = list().dataset.list;
  for (const id of ids) arrived.add(id);
  forgetWhereTheyStand();
  if (ids.length) await tellNews();
}

function forgetWhereTheyStand() {
  const rows = rowsOf([...arrived]);
  const astray = moved(rows);
  for (const row of rows) if (!astray.includes(row)) arrived.delete(row.dataset.row);
}

async function tellNews() {
  const place = bar();
  await get(`${home}/tickets/news?${newsQuery()}`, { target: place, swap: "innerHTML" });
  const told = new Set(place.querySelector("[data-list-news]")?.dataset.listNews.split(" "));
  for (const id of arrived) if (!told.has(id)) arrived.delete(id);
  if (told.size && isAtTop()) await drawAll();
}

// `until` is the last row, if others follow that are not here yet.
function newsQuery() {
  const asked = new URLSearchParams(list().dataset.list);
  for (const id of arrived) asked.append("ids", id);
  for (const id of arrived) if (rowOf(id)) asked.append("moved", id);
  const last = document.querySelector("[data-more]") && [...document.querySelectorAll("[data-row]")].at(-1);
  if (last?.dataset.at) asked.append("until", last.dataset.at);
  return asked;
}

function bar() {
  const known = document.getElementById("list-news");
  if (known) return known;
  const made = Object.assign(document.createElement("div"), { id: "list-news" });
  made.setAttribute("role", "status");
  body().before(made);
  return made;
}

async function order(ids) {
  const astray = moved(rowsOf(ids));
  if (isAtTop()) return astray.forEach(putInOrder);
  if (astray.length) await takeNews(astray.map((row) => row.dataset.row));
}

const rowsOf = (ids) => ids.map(rowOf).filter(Boolean);

const isAtTop = () =>
  body()?.scrollTop < NEAR &&
  !document.querySelector(".row-pick:checked, #list :popover-open, #filters:not(:empty)");

async function drawAll() {
  await drawList();
  arrived.clear();
}

document.addEventListener("click", async ({ target }) => {
  if (!target.closest("[data-list-news]")) return;
  await inTurn(drawAll);
  body()?.scrollTo({ top: 0 });
});

on("tickets", ({ tickets }) => {
  for (const { id, kinds } of tickets) {
    const known = pending.get(id);
    // Nothing known of it: anything may have happened.
    if (known && known.size && kinds.length) for (const kind of kinds) known.add(kind);
    else pending.set(id, new Set(known ? [] : kinds));
  }
  mark();
});
on("settings", mark);
on("refresh", () => {
  for (const row of document.querySelectorAll("[data-row]")) {
    pending.set(row.dataset.row, new Set());
  }
  if (body() && isAtTop()) inTurn(drawAll);
  mark();
});
document.addEventListener("visibilitychange", refresh);
