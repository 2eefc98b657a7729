// What the table in the dialog #keys says. Keys rest while somebody types or chooses.
import { acts } from "./key_acts.js";
import { areOff, entry } from "./key_sheet.js";
import { isBusy, whenIdle } from "./line.js";
import { isTurning, turnNow, whenTurned } from "./pane.js";
import { isLeavingKey, press } from "./pressing.js";

const WAIT = 1500;

const typing = (target) =>
  target.closest?.(
    "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]:not([contenteditable=false])",
  );
const resting = (target) => typing(target) || document.querySelector("dialog[open]") || target.closest?.("[popover]:popover-open:not(.views)");

let prefix = "";
let timer = 0;

// Keys wait, in their order, for what they are about: going elsewhere and undoing for what is being
// done, what concerns a ticket for the one that is about to be shown.
const waiting = [];

function mustWait(key, found) {
  if (found?.dataset.href || key === "z") return isBusy();
  return isTurning() && !found?.dataset.does && !isLeavingKey(key);
}

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
  if (event.ctrlKey || event.metaKey || event.altKey || areOff()) return;
  if (!resting(event.target)) read(event);
});
