// What is typed is kept as it is typed: by the server, and until it has it, by this browser.
import { answer, answered } from "./answering.js";
import { headers } from "./headers.js";

const WAIT = 700;
const timers = new WeakMap();

const field = (form, name) => form.elements.namedItem(name);
const say = (form, words) => (form.querySelector("[data-state]").textContent = words);
const key = (form) => `frontdesk/written/${form.dataset.backup}`;
const written = (form) => JSON.stringify({ text: field(form, "text").value, ...answered(form) });

document.addEventListener("input", ({ target }) => {
  const form = target.closest("[data-composer]");
  if (form && target.name === "text") keep(form);
});
document.addEventListener("composer:answers", ({ target }) => keep(target));

function keep(form) {
  backUp(form);
  saveLater(form);
}

function saveLater(form) {
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(save, WAIT, form));
}

function backUp(form) {
  try {
    localStorage.setItem(key(form), written(form));
  } catch {
    // A full or forbidden store: the server keeps the text as well.
  }
}

const forget = (form) => localStorage.removeItem(key(form));

async function save(form, isAgain = false) {
  const saved = written(form);
  const { text, to } = JSON.parse(saved);
  const revision = field(form, "revision");
  revision.value = Number(revision.value) + 1;
  try {
    const response = await fetch(form.dataset.keeps, {
      method: "POST",
      headers: headers({ Accept: "application/json" }),
      body: new URLSearchParams({ text, revision: revision.value, parentReplyId: to }),
      redirect: "manual",
      keepalive: text.length < 20_000,
    });
    if (!response.ok) throw new Error(response.status);
    kept(form, saved, await response.json(), isAgain);
  } catch {
    say(form, form.dataset.saidOffline);
  }
}

function kept(form, saved, { isKept, revision: known, said }, isAgain) {
  const revision = field(form, "revision");
  revision.value = Math.max(Number(revision.value), known);
  // Another window counted on; what is typed here is newer than what it left.
  if (!isKept && !isAgain) return save(form, true);
  say(form, JSON.parse(saved).text.trim() ? said : "");
  if (isKept && written(form) === saved) forget(form);
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
    if (localStorage.getItem(key(form)) === written(form)) save(form);
  }
});

// What was typed and neither kept nor sent: after a crash, or when the session had ended.
const restored = new WeakSet();

function restore() {
  for (const form of document.querySelectorAll("[data-composer]")) {
    if (restored.has(form)) continue;
    restored.add(form);
    const kept = localStorage.getItem(key(form));
    if (kept === null || kept === written(form)) continue;
    const { text, ...reply } = JSON.parse(kept);
    if (!text.trim()) continue;
    field(form, "text").value = text;
    answer(form, reply);
    say(form, form.dataset.saidKept);
    saveLater(form);
  }
}

document.addEventListener("htmx:after:swap", restore);
restore();
