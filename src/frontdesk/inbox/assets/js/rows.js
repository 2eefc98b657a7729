// The rows of the list: which one the hand is on, and going from one to the next.
const all = () => [...document.querySelectorAll("[data-row]")];

let last = null; // the id of the row that was used last, and its place
let place = 0;

export function current() {
  const rows = all();
  return (
    document.activeElement?.closest("[data-row]") ??
    rows.find((row) => row.dataset.row === last) ??
    rows.find((row) => row.matches(".is-selected")) ??
    null
  );
}

export function goTo(row) {
  const link = row?.querySelector(".row-subject");
  if (!link) return;
  link.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

export function step(by) {
  const rows = all();
  const from = rows.indexOf(current());
  const to = from < 0 ? (by > 0 ? 0 : rows.length - 1) : from + by;
  if (to >= rows.length - 3) document.querySelector("[data-more]")?.click();
  goTo(rows[to]);
  return rows[to];
}

// When the row under the hand was drawn anew, the hand stays; when it has gone, the one in its
// place is next.
export function keepPlace() {
  const rows = all();
  if (!rows.length || last === null) return;
  if (document.activeElement && document.activeElement !== document.body) return;
  goTo(rows.find((row) => row.dataset.row === last) ?? rows[Math.min(place, rows.length - 1)]);
}

document.addEventListener("focusin", ({ target }) => {
  const row = target.closest("[data-row]");
  if (!row) return;
  last = row.dataset.row;
  place = all().indexOf(row);
});
