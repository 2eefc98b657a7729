// What is typed is kept as it is typed: by the server, and until it has it, by this browser.
import { headers } from "./headers.js";

const WAIT = 700;
const timers = new WeakMap();

const field = (form, name) => form.elements.namedItem(name);
const say = (form, words) => (form.querySelector("[data-state]").textContent = words);
const key = (form) => `frontdesk/writing/${form.dataset.backup}`;

document.addEventListener("input", ({ target }) => {
  const form = target.closest("[data-composer]");
  if (!form || target.name !== "text") return;
  backUp(form);
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(save, WAIT, form));
});

function backUp(form) {
  try {
    localStorage.setItem(key(form), field(form, "text").value);
  } catch {
    // A full or forbidden store: the server keeps the text as well.
  }
}

const forget = (form) => localStorage.removeItem(key(form));

async function save(form, isAgain = false) {
  const text = field(form, "text").value;
  const revision = field(form, "revision");
  revision.value = Number(revision.value) + 1;
  try {
    const answer = await fetch(form.dataset.keeps, {
      method: "POST",
      headers: headers({ Accept: "application/json" }),
      body: new URLSearchParams({ text, revision: revision.value }),
      redirect: "manual",
      keepalive: text.length < 20_000,
    });
    if (!answer.ok) throw new Error(answer.status);
    kept(form, text, await answer.json(), isAgain);
  } catch {
    say(form, form.dataset.saidOffline);
  }
}

function kept(form, text, answer, isAgain) {
  const revision = field(form, "revision");
  revision.value = Math.max(Number(revision.value), answer.revision);
  // Another window counted on; what is typed here is newer than what it left.
  if (!answer.isKept && !isAgain) return save(form, true);
  say(form, text.trim() ? answer.said : "");
  if (answer.isKept && field(form, "text").value === text) forget(form);
}

// Sending takes the text with it; a save that is due would only bring it back.
document.addEventListener("htmx:before:request", ({ target }) => {
  const form = target.closest?.("[data-composer]");
  if (form) clearTimeout(timers.get(form));
});

document.addEventListener("htmx:after:request", ({ target, detail }) => {
  const form = target.closest?.("[data-composer]");
  if (form && detail.ctx.response.status === 200 && !detail.ctx.hx.redirect) forget(form);
});

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) return;
  for (const form of document.querySelectorAll("[data-composer]")) {
    if (localStorage.getItem(key(form)) === field(form, "text").value) save(form);
  }
});

// What was typed and neither kept nor sent: after a crash, or when the session had ended.
const restored = new WeakSet();

function restore() {
  for (const form of document.querySelectorAll("[data-composer]")) {
    if (restored.has(form)) continue;
    restored.add(form);
    const text = localStorage.getItem(key(form));
    if (text === null || text === field(form, "text").value || !text.trim()) continue;
    field(form, "text").value = text;
    say(form, form.dataset.saidKept);
    timers.set(form, setTimeout(save, WAIT, form));
  }
}

document.addEventListener("htmx:after:swap", restore);
restore();
