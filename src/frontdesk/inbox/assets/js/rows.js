// The rows of the list: which one the hand is on, and going from one to the next. A row that leaves
// by what is being done to it is none any more.
export const allRows = () =>
  [...document.querySelectorAll("[data-row]")].filter(({ dataset }) => !leaving.has(dataset.row));

const leaving = new Set();
let last = null; // the id of the row that was used last
let order = []; // the ids of all when it was there

export const rowOf = (id) => document.getElementById(`row-${id}`);
const find = (id) => allRows().find((row) => row.dataset.row === id);
const isAway = () => !document.activeElement || document.activeElement === document.body;

export function current() {
  const focused = allRows().find((row) => row.contains(document.activeElement));
  if (focused) return focused;
  stay();
  return find(last) ?? allRows().find((row) => row.matches(".is-selected")) ?? null;
}

// When the row under the hand has gone, the one that came after it is next.
function stay() {
  const known = new Set(allRows().map(({ dataset }) => dataset.row));
  if (last === null || !known.size) return;
  if (!known.has(last)) last = neighbour(known) ?? last;
  order = [...known];
}

function neighbour(known) {
  const at = order.indexOf(last);
  const isThere = (id) => known.has(id);
  return order.slice(at + 1).find(isThere) ?? order.slice(0, Math.max(at, 0)).findLast(isThere);
}

export function goTo(row) {
  const link = row?.querySelector(".row-subject");
  if (!link) return;
  link.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

export function step(by) {
  const rows = allRows();
  const from = rows.indexOf(current());
  const to = from < 0 ? (by > 0 ? 0 : rows.length - 1) : from + by;
  if (to >= rows.length - 3) document.querySelector("[data-more]")?.click();
  goTo(rows[to]);
  return rows[to];
}

// Unless somebody is elsewhere on the page.
export function keepPlace() {
  stay();
  if (last !== null && isAway()) goTo(find(last));
}

// Rows that are about to leave: the hand goes on before the server has said that they may.
export function letGo(ids) {
  const hand = current();
  for (const id of ids) leaving.add(id);
  hideLeaving();
  if (!hand || !leaving.has(hand.dataset.row)) return;
  last = hand.dataset.row;
  if (hand.contains(document.activeElement)) document.activeElement.blur();
  keepPlace();
}

// What was asked before may bring them back; the answer to what is done says whether they are gone.
function hideLeaving() {
  for (const id of leaving) rowOf(id)?.classList.add("is-leaving");
}

export function haveLeft(ids) {
  for (const id of ids) {
    leaving.delete(id);
    rowOf(id)?.classList.remove("is-leaving");
  }
}

document.addEventListener("focusin", ({ target }) => {
  const row = target.closest("[data-row]");
  if (!row) return;
  last = row.dataset.row;
  order = allRows().map(({ dataset }) => dataset.row);
});

// A row that was drawn anew under the hand.
let wasInHand = false;

document.addEventListener("htmx:before:swap", () => {
  wasInHand = Boolean(document.activeElement?.closest("[data-row]"));
});
document.addEventListener("htmx:after:swap", () => {
  hideLeaving();
  if (wasInHand) keepPlace();
  else stay();
});
