// Who else is at the ticket, and telling them what one does here.
import { headers } from "./headers.js";
import { home, on } from "./live.js";

const AGAIN = 12_000;
const STILL = 8_000; // after the last key somebody only looks

const tab = Math.random().toString(36).slice(2, 12);

let ticketId;
let doing;
let typing;

const place = () => document.getElementById("presence");
const address = (id) => `${home}/tickets/${id}/presence`;

async function ask(id, options) {
  try {
    const answer = await fetch(address(id), { redirect: "manual", ...options });
    if (answer.ok && id === ticketId && place()) show(await answer.text());
  } catch {
    // Without a connection nobody is seen.
  }
}

function show(html) {
  const box = place();
  if (box.innerHTML.trim() === html.trim()) return;
  box.innerHTML = html;
  box.hidden = !box.childElementCount;
}

function tell(what, { keepalive = false } = {}) {
  doing = what;
  const body = new URLSearchParams({ doing: what, tab });
  ask(ticketId, { method: "POST", headers: headers({}), body, keepalive });
}

function come() {
  const id = document.hidden ? undefined : document.querySelector("[data-ticket]")?.dataset.ticket;
  if (id === ticketId) return;
  if (ticketId) tell("gone", { keepalive: true });
  ticketId = place() ? id : undefined;
  if (ticketId) tell("looking");
}

document.addEventListener("input", ({ target }) => {
  const kind = target.closest?.("[data-composer]")?.dataset.composer;
  if (!kind || !ticketId || !target.value) return;
  clearTimeout(typing);
  typing = setTimeout(() => ticketId && tell("looking"), STILL);
  if (doing !== kind) tell(kind);
});

on("presence", ({ tickets }) => {
  if (tickets.includes(ticketId)) ask(ticketId, { headers: headers({}) });
});
on("refresh", () => ticketId && tell(doing));

if (home) {
  setInterval(() => ticketId && tell(doing), AGAIN);
  document.addEventListener("visibilitychange", come);
  document.addEventListener("htmx:after:swap", come);
  addEventListener("pagehide", () => ticketId && tell("gone", { keepalive: true }));
  come();
}
