// A key presses a control on the page: the one that announces it (aria-keyshortcuts).
import { doTo, isLeaving } from "./deeds.js";
import { turnTo } from "./pane.js";
import { current, rowOf } from "./rows.js";

export const shown = (control) => control.checkVisibility?.({ visibilityProperty: true }) && !control.disabled;

export const isLeavingKey = (key) =>
  isLeaving(document.querySelector(`[data-picked] [aria-keyshortcuts~="${CSS.escape(key)}"]`));

// That of what is selected, of the open ticket, else of the row under the hand. What makes the ticket
// under the hand leave the list needs no open ticket.
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
