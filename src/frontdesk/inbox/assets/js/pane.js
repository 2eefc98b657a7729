// The ticket beside the list: turning to another one, and knowing that it is not there yet.
import { rowOf } from "./rows.js";

const PAUSE = 180; // so that going through the list fast asks for no ticket on the way

const turned = new EventTarget();

let wanted = null; // the id of the ticket to turn to, until it is asked for
let asked = null; // the request that brings it
let timer;

export const isTurning = () => wanted !== null || asked !== null;

// Heard when the ticket is there, or does not come.
export const whenTurned = (hear) => turned.addEventListener("turned", hear);

export function turnTo(row) {
  wanted = row.dataset.row;
  clearTimeout(timer);
  timer = setTimeout(turnNow, PAUSE);
}

export function turnNow() {
  if (wanted === null) return;
  clearTimeout(timer);
  const link = rowOf(wanted)?.querySelector(".row-subject");
  wanted = null;
  if (link) link.click();
  else turned.dispatchEvent(new Event("turned"));
}

document.addEventListener("htmx:config:request", ({ target, detail: { ctx } }) => {
  if (!target.matches(".row-subject")) return;
  clearTimeout(timer);
  wanted = null;
  asked = ctx;
});

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  if (ctx !== asked) return;
  asked = null;
  if (!isTurning()) turned.dispatchEvent(new Event("turned"));
});
