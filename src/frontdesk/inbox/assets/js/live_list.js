// The list takes in what happens elsewhere: rows change in place, counts once a second at most, and
// what is new waits behind a bar, unless the reader is at the top.
import htmx from "htmx.org";

import { home, on } from "./live.js";

const GAP = 1000;
const NEAR = 8;
const MOST_ROWS = 100;
// What brings a ticket into a list that it was not in. Where all rows are there, anything may;
// else the ticket may just be further down.
const ENTERING = /^ticket_(created|status|assigned|unassigned|category|marked|restored|shown)/;

const list = () => document.getElementById("list");
const body = () => list()?.querySelector("[data-list-body]");
const rowOf = (id) => document.getElementById(`row-${id}`);

const pending = new Map();
const arrived = new Set();
let shown; // the list that `arrived` is about
let isDue = false;
let busy = false;

function mark() {
  isDue = true;
  if (!busy) setTimeout(refresh);
}

// A menu that is open is not drawn anew under the hand.
const isInHand = () => document.querySelector("#list :popover-open");

async function refresh() {
  if (!isDue || busy || document.hidden || !document.getElementById("views-nav")) return;
  busy = true;
  if (isInHand()) {
    await new Promise((resolve) => setTimeout(resolve, GAP));
    busy = false;
    return refresh();
  }
  isDue = false;
  const changed = [...pending];
  pending.clear();
  try {
    await fetchRows(changed.map(([id]) => id).filter(rowOf).slice(0, MOST_ROWS));
    await fetchNews(changed.filter(([id, kinds]) => !rowOf(id) && enters(kinds)).map(([id]) => id));
  } finally {
    setTimeout(() => {
      busy = false;
      if (isDue) refresh();
    }, GAP);
  }
}

const enters = (kinds) =>
  !document.querySelector("[data-more]") || [...kinds].some((kind) => ENTERING.test(kind));

function query(ids) {
  const asked = new URLSearchParams(list()?.dataset.list ?? "");
  asked.delete("ids");
  for (const id of ids) asked.append("ids", id);
  return asked;
}

async function fetchRows(ids) {
  if (!list()) {
    const address = `${home}/tickets/counts`;
    return htmx.ajax("GET", address, { target: "#views-nav", swap: "innerHTML" });
  }
  const keep = remember();
  await htmx.ajax("GET", `${home}/tickets/rows?${query(ids)}`, { target: "#list", swap: "none" });
  keep();
}

// The hand, and what is picked, stay where they are.
function remember() {
  const row = document.activeElement?.closest?.("[data-row]")?.id;
  const name = document.activeElement?.className;
  const picked = [...document.querySelectorAll(".row-pick:checked")].map(({ value }) => value);
  return () => {
    for (const id of picked) {
      const box = rowOf(id)?.querySelector(".row-pick");
      if (box) box.checked = true;
    }
    if (!row || document.activeElement !== document.body) return;
    const place = document.getElementById(row);
    (place?.querySelector(`.${CSS.escape(name)}`) ?? place?.querySelector("a"))?.focus({ preventScroll: true });
  };
}

// What is new here

function bar() {
  const known = document.getElementById("list-news");
  if (known) return known;
  const made = Object.assign(document.createElement("div"), { id: "list-news" });
  made.setAttribute("role", "status");
  body().before(made);
  return made;
}

async function fetchNews(ids) {
  if (!body()) return;
  if (shown !== list().dataset.list) arrived.clear();
  shown = list().dataset.list;
  for (const id of ids) arrived.add(id);
  for (const id of arrived) if (rowOf(id)) arrived.delete(id);
  if (!ids.length) return;
  const place = bar();
  await htmx.ajax("GET", `${home}/tickets/news?${query(arrived)}`, { target: place, swap: "innerHTML" });
  const told = new Set(place.querySelector("[data-list-news]")?.dataset.listNews.split(" ") ?? []);
  for (const id of arrived) if (!told.has(String(id))) arrived.delete(id);
  if (told.size && isAtTop()) await relist();
}

const isAtTop = () =>
  body().scrollTop < NEAR &&
  !document.querySelector(".row-pick:checked") &&
  !document.querySelector("#filters:not(:empty)");

async function relist() {
  const keep = remember();
  const here = location.pathname + location.search;
  await htmx.ajax("GET", here, { target: "#list", swap: "outerHTML" });
  arrived.clear();
  keep();
}

document.addEventListener("click", async ({ target }) => {
  if (!target.closest("[data-list-news]")) return;
  await relist();
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
    pending.set(Number(row.dataset.row), new Set());
  }
  if (body() && isAtTop()) setTimeout(relist);
  mark();
});
document.addEventListener("visibilitychange", refresh);
