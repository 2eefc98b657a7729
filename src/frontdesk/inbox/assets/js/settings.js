// What only works with this script is `hidden` in the page: <… data-scripted>, handles, and
// <button data-copies="id">, which copies the text of another element.
// <button data-adds="id"> puts one more of a <template> before itself; data-drops takes it away.
import { toast } from "./toasts.js";

const SCRIPTED = "[hidden]:is([data-scripted], [data-grip], [data-copies], [data-adds], [data-drops])";

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

function add(button) {
  const template = document.getElementById(button.dataset.adds);
  button.before(template.content.cloneNode(true));
  reveal(document);
  button.previousElementSibling.querySelector("input, select")?.focus();
}

document.addEventListener("click", ({ target }) => {
  const copier = target.closest("[data-copies]");
  if (copier) copy(copier);
  const adder = target.closest("[data-adds]");
  if (adder) add(adder);
  target.closest("[data-drops]")?.closest("[data-dropped]").remove();
});

// After a form came back, its first fault is where one goes on.
document.addEventListener("htmx:after:swap", () => {
  reveal(document);
  document.querySelector('main [aria-invalid="true"]')?.focus();
});

reveal(document);
