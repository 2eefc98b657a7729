// Toasts leave after a while, unless somebody is at them. `toast(text)` shows one from a script.
const STAYS = 7000;
const MOST = 3;

const shelf = () => document.getElementById("toasts");

export function toast(text, { bad = false } = {}) {
  const line = document.createElement("div");
  line.className = bad ? "toast is-bad" : "toast";
  line.dataset.toast = "";
  line.append(Object.assign(document.createElement("span"), { textContent: text }));
  shelf().append(line);
}

function arrive(line) {
  let timer;
  const wait = () => (timer = setTimeout(() => line.remove(), STAYS));
  line.addEventListener("pointerenter", () => clearTimeout(timer));
  line.addEventListener("pointerleave", wait);
  line.addEventListener("focusin", () => clearTimeout(timer));
  line.addEventListener("focusout", wait);
  wait();
}

function watch(shelf) {
  for (const line of shelf.children) arrive(line);
  new MutationObserver((changes) => {
    for (const line of changes.flatMap((change) => [...change.addedNodes])) {
      if (line.matches?.("[data-toast]")) arrive(line);
    }
    while (shelf.children.length > MOST) shelf.firstElementChild.remove();
  }).observe(shelf, { childList: true });
}

document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-toast-close]")) target.closest("[data-toast]").remove();
});

watch(shelf());
