// The list beside an open ticket: which row is open, coming back to it, and what changed in it.
import htmx from "htmx.org";

import { inTurn } from "./line.js";
import { drawList, drawRows } from "./list_drawing.js";
import { isTurning } from "./pane.js";
import { keepPlace } from "./rows.js";

const list = () => document.getElementById("list");
const body = () => document.querySelector("[data-list-body]");

const ticketOf = (address) => new URL(address, location.href).searchParams.get("ticketId");

function withoutTicket(address) {
  const url = new URL(address, location.href);
  for (const name of ["ticketId", "undo"]) url.searchParams.delete(name);
  return url.pathname + url.search;
}

// A row's link shows its ticket beside the list. One listener for all: rows come and go.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".row-subject");
  const isElsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || isElsewhere || event.defaultPrevented) return;
  event.preventDefault();
  htmx.ajax("GET", link.getAttribute("href"), { source: link, event });
});

// In the same line as the links of rows: the last that is asked for is shown.
const loadTicket = () =>
  htmx.ajax("GET", location.pathname + location.search, {
    source: list(),
    target: "#ticket",
    swap: "outerHTML",
    headers: { "HX-Target": "section#ticket" },
  });

function markOpen(ticketId) {
  for (const row of document.querySelectorAll("[data-row]")) {
    const isOpen = row.dataset.row === ticketId;
    row.classList.toggle("is-selected", isOpen);
    const link = row.querySelector(".row-subject");
    if (isOpen) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

let shown = location.href;

document.addEventListener("htmx:after:history:push", () => {
  shown = location.href;
  markOpen(ticketOf(shown));
  document.querySelector("[data-row].is-selected")?.classList.remove("is-unread");
});

// Rows that are drawn anew do not know which one is open.
document.addEventListener("htmx:after:swap", () => markOpen(ticketOf(location.href)));

// Going back from one ticket to another, or to none, leaves the list as it is.
document.addEventListener("htmx:before:history:restore", (event) => {
  const before = shown;
  shown = location.href;
  const pane = document.getElementById("ticket");
  if (!pane || !list() || withoutTicket(before) !== withoutTicket(shown)) return;
  event.preventDefault();
  markOpen(ticketOf(shown));
  loadTicket();
});

// What this browser did to tickets: the open one is shown anew, the list if tickets came back.
document.addEventListener("inbox:changed", ({ detail }) => {
  const open = ticketOf(location.href);
  if (open && !isTurning() && detail.ticketIds.map(String).includes(open)) loadTicket();
  if (detail.relists && list()) inTurn(drawList);
  keepPlace();
});

// What is done on the open ticket shows in its row, and in the counts.
document.addEventListener("htmx:after:request", ({ target, detail }) => {
  const ticketId = target.closest?.("#ticket")?.dataset.ticket;
  if (!ticketId || !list() || detail.ctx.request.method === "GET") return;
  inTurn(() => drawRows([ticketId]));
});

// The other density at once; the server keeps it.
document.addEventListener("htmx:before:request", ({ target }) => {
  if (!target.matches?.("[data-density-form]")) return;
  const button = target.querySelector("button");
  const chosen = button.value;
  document.body.dataset.density = chosen;
  button.setAttribute("aria-pressed", chosen === "compact");
  setTimeout(() => (button.value = chosen === "compact" ? "comfortable" : "compact"));
});

// The form of filters opens with its first field at hand; the same button, or Escape, closes it.
const filters = () => document.getElementById("filters");

function closeFilters() {
  filters().replaceChildren();
  filters().dataset.seen = "";
  document.getElementById("filter-open").focus();
}

document.addEventListener("htmx:after:swap", () => {
  const first = filters()?.querySelector("select, input:not([type=hidden])");
  if (first && !filters().contains(document.activeElement) && !filters().dataset.seen) first.focus();
  if (filters()) filters().dataset.seen = first ? "1" : "";
});

document.addEventListener(
  "click",
  (event) => {
    if (!event.target.closest("#filter-open") || !filters().children.length) return;
    event.preventDefault();
    event.stopPropagation();
    closeFilters();
  },
  true,
);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !event.target.closest("#filters")) return;
  event.preventDefault();
  closeFilters();
});

// Addresses stay short: what is empty in the form is not sent.
document.addEventListener("submit", ({ target }) => {
  if (!target.matches("[data-filters]")) return;
  for (const field of target.elements) if (field.name && !field.value) field.disabled = true;
});

// Coming back from another page: as far down as before.
const key = () => `inbox:list ${withoutTicket(location.href)}`;

addEventListener("pagehide", () => {
  if (!body()) return;
  const rows = document.querySelectorAll("[data-row]").length;
  sessionStorage.setItem(key(), JSON.stringify({ top: body().scrollTop, rows }));
});

function comeBack() {
  const [navigation] = performance.getEntriesByType("navigation");
  if (!body() || navigation?.type !== "back_forward") return;
  const kept = sessionStorage.getItem(key());
  if (!kept) return;
  const { top, rows } = JSON.parse(kept);
  const goOn = () => {
    const more = document.querySelector("[data-more]");
    if (document.querySelectorAll("[data-row]").length < rows && more) return more.click();
    document.removeEventListener("htmx:after:swap", goOn);
    body().scrollTop = top;
  };
  document.addEventListener("htmx:after:swap", goOn);
  goOn();
}

addEventListener("load", comeBack);
