// What the table in the dialog #keys says. Keys rest while somebody types or chooses.
import { current, goTo, step } from "./rows.js";

const OFF = "inbox:keys-off";
const WAIT = 1500;

const sheet = () => document.getElementById("keys");
const entry = (keys) => sheet()?.querySelector(`[data-key="${CSS.escape(keys)}"]`);

const typing = (target) =>
  target.closest?.(
    "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]:not([contenteditable=false])",
  );
const resting = (target) => typing(target) || document.querySelector("dialog[open]") || target.closest?.("[popover]:popover-open:not(.views)");

const shown = (control) => control.checkVisibility?.({ visibilityProperty: true }) && !control.disabled;

let prefix = "";
let timer = 0;
let opening = 0;

const acts = {
  next: () => walk(1),
  previous: () => walk(-1),
  open: () => current()?.querySelector(".row-subject")?.click(),
  pick() {
    const box = current()?.querySelector(".row-pick");
    box?.click();
  },
  search() {
    const field = document.querySelector("[data-search]");
    field?.focus();
    field?.select();
  },
  back,
  sheet: () => sheet()?.showModal(),
  palette: () => document.dispatchEvent(new CustomEvent("inbox:palette")),
};

// With a ticket beside the list, going on shows the next one.
function walk(by) {
  const row = step(by);
  if (!row || !document.querySelector("#ticket .talk")) return;
  clearTimeout(opening);
  opening = setTimeout(() => row.querySelector(".row-subject")?.click(), 180);
}

function back() {
  const link = document.querySelector("#ticket .back");
  const row = current();
  if (link && shown(link)) link.click();
  if (row) goTo(row);
  else if (!document.querySelector("#list")) document.querySelector(".brand")?.click();
}

// Presses the control that announces the key: that of what is selected, of the open ticket, else of
// the row under the hand.
export function press(key) {
  const controls = [...document.querySelectorAll(`[aria-keyshortcuts~="${CSS.escape(key)}"]`)];
  const tools = controls.find((control) => control.closest("[data-picked]"));
  const others = controls.filter((control) => control !== tools && shown(control));
  if (tools && shown(tools)) return use(tools);
  const ticket = others.find((control) => control.closest("#ticket")) ?? others.at(-1);
  if (ticket) return use(ticket);
  const box = tools && current()?.querySelector(".row-pick");
  if (!box) return false;
  if (!box.checked) box.click();
  return use(tools);
}

function use(control) {
  if (control.matches("input:not([type=checkbox], [type=radio]), textarea, select")) control.focus();
  else control.click();
  return true;
}

function read(event) {
  const key = event.key.length === 1 ? event.key : "";
  if (!key) return;
  const keys = prefix ? `${prefix} ${key}` : key;
  clearTimeout(timer);
  const found = entry(keys);
  prefix = "";
  if (!found && key === "g") {
    prefix = "g";
    timer = setTimeout(() => (prefix = ""), WAIT);
  } else if (found?.dataset.href) {
    location.assign(found.dataset.href);
  } else if (found?.dataset.does) {
    event.preventDefault();
    acts[found.dataset.does]();
  } else if (press(key)) {
    event.preventDefault();
  }
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    return acts.palette();
  }
  if (event.key === "Escape" && event.target.matches?.("[data-search]")) return event.target.blur();
  if (event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem(OFF)) return;
  if (!resting(event.target)) read(event);
});

// Single keys can be switched off: speech input and some hands need that.
function showSwitch() {
  const box = document.querySelector("[data-keys-switch]");
  if (box) box.checked = !localStorage.getItem(OFF);
}

document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-keys-switch]")) return;
  if (target.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
});

showSwitch();
