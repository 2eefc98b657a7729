// <dialog data-palette="address">: one field that finds tickets, people and commands.
import { press } from "./pressing.js";

const PAUSE = 120;

const dialog = () => document.querySelector("[data-palette]");
const field = () => dialog().querySelector("[role=combobox]");
const box = () => document.getElementById("palette-options");
const options = () => [...box().querySelectorAll("[role=option]")];

let asked = 0;
let timer = 0;

async function find() {
  const mine = ++asked;
  const text = field().value;
  const answer = await fetch(`${dialog().dataset.palette}?${new URLSearchParams({ q: text })}`, {
    headers: { "HX-Request": "true", "HX-Request-Type": "partial" },
  });
  if (mine !== asked || !answer.ok) return;
  box().innerHTML = await answer.text();
  choose(options()[0]);
  say(options().length);
}

function say(count) {
  const said = dialog().querySelector("[data-palette-said]");
  said.textContent = count === 1 ? said.dataset.one : said.dataset.many.replace("{count}", count);
}

function choose(option) {
  for (const each of options()) each.setAttribute("aria-selected", each === option);
  if (option) field().setAttribute("aria-activedescendant", option.id);
  else field().removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

const chosen = () => box().querySelector("[aria-selected=true]");

function follow(option) {
  if (!option) return;
  dialog().close();
  if (option.dataset.href) location.assign(option.dataset.href);
  else press(option.dataset.shortcut);
}

function open() {
  if (!dialog() || dialog().open) return;
  field().value = "";
  box().replaceChildren();
  dialog().showModal();
  find();
}

document.addEventListener("inbox:palette", open);

document.addEventListener("input", ({ target }) => {
  if (!target.closest("[data-palette]")) return;
  clearTimeout(timer);
  timer = setTimeout(find, PAUSE);
});

document.addEventListener("keydown", (event) => {
  if (!event.target.closest?.("[data-palette]")) return;
  const all = options();
  const at = all.indexOf(chosen());
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
  if (to !== undefined && all.length) choose(all.at(to % all.length));
  else if (event.key === "Enter") follow(chosen());
  else return;
  event.preventDefault();
});

document.addEventListener("click", ({ target }) => {
  const option = target.closest("[data-palette] [role=option]");
  if (option) follow(option);
});
