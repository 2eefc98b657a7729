// <div data-tree>: categories are moved by dragging a handle onto another category, or by keys on
// it: → puts one below the category above it, ← takes it out of the one it is in.
const TOP = "";

const itemOf = (target) => target.closest?.("[data-tree] [data-category]");
const topOf = (target) => target.closest?.("[data-tree] [data-top]");

let dragged = null;

async function move(item, parent) {
  if (parent === item.dataset.parent || parent === item.dataset.category) return;
  await window.htmx.ajax("POST", item.dataset.move, {
    target: "#main",
    swap: "innerHTML",
    values: { parent_id: parent },
  });
  document.getElementById(`grip-${item.dataset.category}`)?.focus();
}

document.addEventListener("keydown", (event) => {
  const grip = event.target.closest?.("[data-grip]");
  if (!grip) return;
  const item = itemOf(grip);
  const { in: inside, out, parent } = item.dataset;
  if (event.key === "ArrowRight" && inside) move(item, inside);
  else if (event.key === "ArrowLeft" && parent) move(item, out);
  else if (!["ArrowUp", "ArrowDown"].includes(event.key) || !step(grip, event.key)) return;
  event.preventDefault();
});

function step(grip, key) {
  const all = [...grip.closest("[data-tree]").querySelectorAll("[data-grip]")];
  const next = all[all.indexOf(grip) + (key === "ArrowDown" ? 1 : -1)];
  next?.focus();
  return Boolean(next);
}

document.addEventListener("dragstart", (event) => {
  if (!event.target.closest?.("[data-grip]")) return;
  dragged = itemOf(event.target);
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.category);
  // Not at once: a page that changes under a drag which just begins ends it.
  setTimeout(() => showTop(true));
});

document.addEventListener("dragover", (event) => {
  const place = dragged && placeOf(event.target);
  mark(place);
  if (place) event.preventDefault();
});

document.addEventListener("drop", (event) => {
  const place = dragged && placeOf(event.target);
  if (!place) return;
  event.preventDefault();
  move(dragged, place.dataset.category ?? TOP);
});

document.addEventListener("dragend", () => {
  dragged = null;
  mark(null);
  showTop(false);
});

// Nothing can be put below itself: what is in the list item of the dragged one is no place.
function placeOf(target) {
  const place = itemOf(target) ?? topOf(target);
  return place && !dragged.closest("li").contains(place) ? place : null;
}

function mark(place) {
  for (const marked of document.querySelectorAll("[data-tree] .is-target")) {
    if (marked !== place) marked.classList.remove("is-target");
  }
  place?.classList.add("is-target");
}

function showTop(shown) {
  for (const top of document.querySelectorAll("[data-tree] [data-top]")) top.hidden = !shown;
}
