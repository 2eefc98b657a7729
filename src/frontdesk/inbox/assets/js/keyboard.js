// What the table in the dialog #keys says. Keys rest while somebody types or chooses.
import { doTo, isLeaving } from "./deeds.js";
import { isBusy, whenIdle } from "./line.js";
import { isTurning, turnNow, turnTo, whenTurned } from "./pane.js";
import { current, goTo, rowOf, step } from "./rows.js";

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
  sheet: openSheet,
  palette: () => document.dispatchEvent(new CustomEvent("inbox:palette")),
};

// With a ticket beside the list, going on shows the next one.
function walk(by) {
  const row = step(by);
  if (row && document.querySelector("#ticket .talk")) turnTo(row);
}

function back() {
  const link = document.querySelector("#ticket .back");
  const row = current();
  if (link && shown(link)) link.click();
  if (row) goTo(row);
  else if (!document.querySelector("#list")) document.querySelector(".brand")?.click();
}

// Presses the control that announces the key: that of what is selected, of the open ticket, else of
// the row under the hand. What makes the ticket under the hand leave the list needs no open ticket.
export function press(key) {
  const controls = [...document.querySelectorAll(`[aria-keyshortcuts~="${CSS.escape(key)}"]`)];
  const tools = controls.find((control) => control.closest("[data-picked]"));
  const others = controls.filter((control) => control !== tools && shown(control));
  if (tools && shown(tools)) return use(tools);
  const row = tools && underHand();
  if (row && isLeaving(tools)) return letLeave(row, tools);
  const ticket = others.find((control) => control.closest("#ticket")) ?? others.at(-1);
  if (ticket) return use(ticket);
  if (!row) return false;
  if (tools.type === "submit") doTo(row, tools);
  else {
    row.querySelector(".row-pick").click();
    use(tools);
  }
  return true;
}

function underHand() {
  const pane = document.activeElement?.closest("#ticket[data-ticket]");
  return pane ? rowOf(pane.dataset.ticket) : current();
}

function letLeave(row, tools) {
  const isOpen = row.dataset.row === document.querySelector("#ticket[data-ticket]")?.dataset.ticket;
  doTo(row, tools);
  const next = current();
  if (isOpen && next) turnTo(next);
  return true;
}

function use(control) {
  if (control.matches("input:not([type=checkbox], [type=radio]), textarea, select")) control.focus();
  else control.click();
  return true;
}

// Keys wait, in their order, for what they are about: going elsewhere and undoing for what is being
// done, what concerns a ticket for the one that is about to be shown.
const waiting = [];

function mustWait(key, found) {
  if (found?.dataset.href || key === "z") return isBusy();
  return isTurning() && !found?.dataset.does && !leavesList(key);
}

const leavesList = (key) => isLeaving(document.querySelector(`[data-picked] [aria-keyshortcuts~="${CSS.escape(key)}"]`));

function goOn() {
  while (waiting.length) {
    const field = typing(document.activeElement);
    if (field) return typeInto(field);
    const [key, found] = waiting[0];
    if (mustWait(key, found)) return;
    waiting.shift();
    if (!resting(document.activeElement)) act(key, found);
  }
}

// After the key that leads into a field somebody writes on.
function typeInto(field) {
  const text = waiting.splice(0).map(([key]) => key).join("");
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

whenIdle(goOn);
whenTurned(goOn);

function act(key, found) {
  if (found?.dataset.href) location.assign(found.dataset.href);
  else if (found?.dataset.does) acts[found.dataset.does]();
  else return press(key);
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
  } else if (waiting.length || (found && mustWait(key, found))) {
    event.preventDefault();
    waiting.push([key, found]);
    turnNow();
  } else if (act(key, found)) event.preventDefault();
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
function openSheet() {
  if (!sheet()) return;
  sheet().querySelector("[data-keys-switch]").checked = !localStorage.getItem(OFF);
  sheet().showModal();
}

document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-keys-switch]")) return;
  if (target.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
});
