// The page of a ticket: letters as high as what they hold, the thread at its newest end, what
// arrives twice shown once, and a title that counts what arrived unseen.
import { toast } from "./toasts.js";

const NEAR = 160;

// Letters. They run no script, so that this page may look at them.

function fit(frame) {
  const body = frame.contentDocument?.body;
  if (!body) return;
  const resize = () => (frame.style.height = `${Math.ceil(body.scrollHeight) + 2}px`);
  resize();
  new ResizeObserver(resize).observe(body);
}

document.addEventListener(
  "load",
  ({ target }) => target.matches?.("iframe[data-letter]") && fit(target),
  true,
);

document.addEventListener("click", ({ target }) => {
  const asked = target.closest("[data-pictures]");
  if (!asked) return;
  const bar = asked.closest("[data-letter-pictures]");
  const frame = bar.parentElement.querySelector("iframe[data-letter]");
  const address = new URL(frame.src);
  address.searchParams.delete("pictures");
  if (asked.dataset.pictures !== "off") address.searchParams.set("pictures", "1");
  if (asked.dataset.pictures !== "once") frame.src = address;
  bar.hidden = true;
});

// The thread

const isNearEnd = (box) => box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;

function open(ticket) {
  const box = ticket.querySelector("#talk-body");
  const thread = ticket.querySelector("#thread");
  const found = document.getElementById(location.hash.slice(1));
  const named = thread.contains(found) ? found : null;
  const start = named ?? ticket.querySelector("#thread-new");
  if (start) start.scrollIntoView({ block: start === named ? "center" : "start" });
  else box.scrollTop = box.scrollHeight;
  watch(ticket, box, thread);
}

function watch(ticket, box, thread) {
  let stays = isNearEnd(box);
  box.addEventListener("scroll", () => (stays = isNearEnd(box)), { passive: true });
  // Letters grow after they are there.
  new ResizeObserver(() => stays && !ticket.querySelector("#thread-new") && end()).observe(thread);
  const end = () => (box.scrollTop = box.scrollHeight);
  new MutationObserver((changes) => {
    const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
    const says = added.filter((node) => node.matches?.(".say"));
    for (const say of says) dropFormer(thread, say);
    const last = says.at(-1);
    if (!last || last !== [...thread.children].findLast((item) => item.matches(".say"))) return;
    if (stays || last.hasAttribute("data-mine")) end();
    for (const say of says) if (!say.hasAttribute("data-mine")) arrived(say);
  }).observe(thread, { childList: true });
}

// The answer to a form and the live updates may both bring the same message.
function dropFormer(thread, say) {
  for (const other of thread.querySelectorAll(`[id="${CSS.escape(say.id)}"]`)) {
    if (other !== say) other.remove();
  }
}

// What arrived while nobody looked

let unseen = 0;

function arrived(say) {
  say.dispatchEvent(new CustomEvent("ticket:news", { bubbles: true }));
  if (document.hidden) count(unseen + 1);
}

function count(number) {
  unseen = number;
  document.title = (number ? `(${number}) ` : "") + document.title.replace(/^\(\d+\) /, "");
}

document.addEventListener("visibilitychange", () => document.hidden || !unseen || count(0));

// Its menu

document.addEventListener("click", async ({ target }) => {
  if (target.closest("[data-print]")) print();
  const copied = target.closest("[data-copy-link]");
  if (!copied) return;
  await navigator.clipboard.writeText(copied.dataset.copyLink);
  toast(copied.dataset.said);
});

// What is undone needs no toast that offers it.
document.addEventListener("htmx:after:request", ({ target }) => {
  if (target.matches?.("[data-undo]")) target.closest("[data-toast]")?.remove();
});

const opened = new WeakSet();

function openAll() {
  for (const ticket of document.querySelectorAll("#ticket[data-ticket]")) {
    if (opened.has(ticket)) continue;
    opened.add(ticket);
    open(ticket);
  }
}

document.addEventListener("htmx:after:swap", openAll);
openAll();
