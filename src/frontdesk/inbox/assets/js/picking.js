// Rows that are picked: ranges with Shift, all at once, and how many they are.
import { allRows } from "./rows.js";

const boxes = () => allRows().flatMap((row) => row.querySelector(".row-pick") ?? []);

let anchor = null;

function show() {
  const every = boxes();
  const count = every.filter((box) => box.checked).length;
  document.querySelector(".rows")?.classList.toggle("is-picking", count > 0);
  const words = document.querySelector("[data-picked-count]");
  if (words) words.textContent = count === 1 ? words.dataset.one : words.dataset.many.replace("{count}", count);
  const whole = document.querySelector("[data-pick-all]");
  if (!whole) return;
  whole.checked = count > 0 && count === every.length;
  whole.indeterminate = count > 0 && count < every.length;
}

function pickRange(to) {
  const every = boxes();
  const [first, last] = [every.indexOf(anchor), every.indexOf(to)].sort((a, b) => a - b);
  if (first < 0) return;
  for (const box of every.slice(first, last + 1)) box.checked = to.checked;
}

document.addEventListener("click", (event) => {
  const box = event.target.closest(".row-pick");
  if (!box) return;
  if (event.shiftKey && anchor) pickRange(box);
  anchor = box;
  show();
});

document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-pick-all]")) for (const box of boxes()) box.checked = target.checked;
  if (target.matches("[data-pick-all], .row-pick")) show();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open], [popover]:popover-open")) return;
  const picked = boxes().filter((box) => box.checked);
  for (const box of picked) box.checked = false;
  if (picked.length) show();
});

// Whatever is in a popover of the tool bar closes it by being used.
document.addEventListener("htmx:before:request", ({ target }) => {
  if (!target.matches?.("[data-picked]")) return;
  for (const open of target.querySelectorAll(":popover-open")) open.hidePopover();
});

document.addEventListener("inbox:picked", show);
document.addEventListener("htmx:after:swap", show);
show();
