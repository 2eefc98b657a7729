// What keys do that press no control: `data-does` of the table in the dialog #keys.
import { openSheet } from "./key_sheet.js";
import { turnTo } from "./pane.js";
import { shown } from "./pressing.js";
import { current, goTo, step } from "./rows.js";

export const acts = {
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
