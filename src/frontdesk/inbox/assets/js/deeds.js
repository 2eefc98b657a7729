// Doing something to the tickets that are picked, or to the one under the hand. They are let go of
// when it is asked for: the next key is about the next ticket.
import { haveLeft, keepPlace, letGo, rowOf } from "./rows.js";
import { toast } from "./toasts.js";

const tools = () => document.querySelector("[data-picked]");
const boxOf = (id) => rowOf(id)?.querySelector(".row-pick");

// What makes a ticket leave this list.
const leaves = (change) => tools()?.dataset.leaves.split(" ").includes(change);

export const isLeaving = (control) => control?.name === "change" && leaves(control.value);

// While none is picked. The form takes what is picked along as it is now.
export function doTo(row, control) {
  boxOf(row.dataset.row).checked = true;
  control.click();
}

document.addEventListener("htmx:config:request", ({ target, detail: { ctx } }) => {
  if (!target.matches("[data-picked]")) return;
  const ids = ctx.request.body.getAll("ticketIds");
  pick(ids, false);
  if (leaves(ctx.request.body.get("change"))) letGo(ids);
});

document.addEventListener("htmx:finally:request", ({ target, detail: { ctx } }) => {
  if (!ctx.response && target.matches?.("[data-deed]")) toast(target.dataset.saidFailed, { bad: true });
  if (!target.matches?.("[data-picked]")) return;
  const ids = new URLSearchParams(ctx.request.body).getAll("ticketIds");
  haveLeft(ids);
  if (!isDone(ctx) && ids.length > 1) pick(ids, true);
  keepPlace();
});

const isDone = ({ status, response }) => status === "swapped" && response.status < 400;

function pick(ids, isPicked) {
  for (const id of ids) if (boxOf(id)) boxOf(id).checked = isPicked;
  document.dispatchEvent(new CustomEvent("inbox:picked"));
}
