// An open ticket takes in what others did to it, once somebody looks.
import htmx from "htmx.org";

import { on } from "./live.js";
import { isTurning, whenTurned } from "./pane.js";

const GAP = 400;

const opened = () => document.querySelector("[data-ticket][data-thread]");

let isDue = false;
let busy = false;
let timer;

function mark() {
  isDue = true;
  clearTimeout(timer);
  timer = setTimeout(refresh, busy ? GAP : 0);
}

async function refresh() {
  const ticket = opened();
  if (!isDue || busy || document.hidden || !ticket || isTurning()) return;
  isDue = false;
  busy = true;
  try {
    await fetchNews(ticket);
  } finally {
    setTimeout(() => {
      busy = false;
      if (isDue) refresh();
    }, GAP);
  }
}

function fetchNews(ticket) {
  const seen = [...ticket.querySelectorAll("input.seen")].map(({ value }) => BigInt(value));
  const address = `${ticket.dataset.thread}?after=${seen.reduce((last, id) => (id > last ? id : last))}`;
  return htmx.ajax("GET", address, { source: ticket, target: ticket, swap: "none" });
}

on("tickets", ({ tickets }) => {
  const id = opened()?.dataset.ticket;
  const ours = tickets.find((each) => each.id === id);
  if (ours && (!ours.kinds.length || ours.kinds.some((kind) => kind !== "ticket_read"))) mark();
});
on("refresh", mark);
whenTurned(refresh);
document.addEventListener("visibilitychange", refresh);
