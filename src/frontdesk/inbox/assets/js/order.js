// Whether a row still stands where the order of the list wants it, and putting it there; and that a
// ticket has one row.
import { keepPlace } from "./rows.js";

const rowsOf = (row) => [...row.parentElement.querySelectorAll("[data-row]")];
const isDescending = () => document.getElementById("list").dataset.direction === "down";

// Of the row that stands first: negative.
function compare(one, other) {
  const [a, b] = [one, other].map(({ dataset }) => [BigInt(dataset.at), BigInt(dataset.row)]);
  const by = a[0] === b[0] ? a[1] - b[1] : a[0] - b[0];
  return Number(isDescending() ? -by : by);
}

// Of these rows the ones that stand where they no longer belong. Without `data-at` the list has no
// order that a row could lose. Of two of them that should change places, the upper one has not moved:
// the lower one has come up.
export function moved(rows) {
  const changed = new Set(rows);
  return rows.filter((row) => row.dataset.at && rowsOf(row).some((other) => displaces(other, row, changed)));
}

function displaces(other, row, changed) {
  const isAbove = Boolean(row.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_PRECEDING);
  const isAstray = isAbove ? compare(other, row) > 0 : compare(row, other) > 0;
  return isAstray && (isAbove || !changed.has(other));
}

// The end of what is loaded is not the end of the list: a row that goes beyond it comes again with
// those around it.
export function putInOrder(row) {
  const after = rowsOf(row).find((other) => other !== row && compare(row, other) < 0);
  const hand = row.contains(document.activeElement) ? document.activeElement : null;
  if (after || !document.querySelector("[data-more]")) {
    row.parentElement.insertBefore(row, after ?? row.parentElement.querySelector(".list-end"));
  } else if (!hand && !row.matches(".is-selected")) row.remove();
  hand?.focus({ preventScroll: true });
  keepPlace();
}

// What sank beyond the end of what is loaded, and was kept because it is open or under the hand, comes
// again with those around it: it goes to where it belongs.
function takeTogether() {
  const known = new Map();
  for (const row of document.querySelectorAll("[data-row]")) {
    const held = known.get(row.id);
    if (held) move(held, row);
    else known.set(row.id, row);
  }
}

function move(held, come) {
  const hand = held.contains(document.activeElement) ? document.activeElement : null;
  come.replaceWith(held);
  hand?.focus({ preventScroll: true });
}

document.addEventListener("htmx:after:swap", takeTogether);
