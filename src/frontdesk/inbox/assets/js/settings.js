// What only works with a script is `hidden` in the page: <… data-scripted>, handles of trees, and
// <button data-copies="id">, which copies the text of another element.
import { toast } from "./toasts.js";

const SCRIPTED = "[hidden]:is([data-scripted], [data-grip], [data-copies])";

function reveal(within) {
  for (const element of within.querySelectorAll(SCRIPTED)) element.hidden = false;
}

async function copy(button) {
  const text = document.getElementById(button.dataset.copies).textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.querySelector("span").textContent = button.dataset.copied;
  } catch {
    getSelection().selectAllChildren(document.getElementById(button.dataset.copies));
    toast(button.dataset.selected);
  }
}

document.addEventListener("click", ({ target }) => {
  const copier = target.closest("[data-copies]");
  if (copier) copy(copier);
});

// After a form came back, its first fault is where one goes on; who writes elsewhere goes on there.
document.addEventListener("htmx:after:swap", () => {
  reveal(document);
  if (document.activeElement !== document.body) return;
  document.querySelector('main [aria-invalid="true"]')?.focus();
});

reveal(document);
