// The list, or some rows of it, drawn anew: within a turn of the line.
import { get } from "./line.js";

const list = () => document.getElementById("list");

export function drawRows(ids) {
  const address = new URL(list().dataset.rows, location.href);
  for (const id of ids) address.searchParams.append("ids", id);
  return get(address.pathname + address.search, { target: "#list", swap: "none" });
}

// What is there stays the same element: the hand, what is picked and open menus stay.
export const drawList = () =>
  get(location.pathname + location.search, {
    target: "#list",
    swap: "outerMorph",
    headers: { "HX-Target": "section#list" },
  });
