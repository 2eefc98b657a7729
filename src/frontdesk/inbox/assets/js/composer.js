// Replies and notes: which of the two is shown, Ctrl+Enter, and texts that no error may take.
import { toast } from "./toasts.js";

const composerOf = (target) => target.closest?.("[data-composer]");
const text = (form) => form.querySelector("textarea");

export function write(kind) {
  const form = document.getElementById(`write-${kind}`);
  if (!form) return;
  for (const each of form.parentElement.children) each.hidden = each !== form;
  text(form).focus();
}

document.addEventListener("click", (event) => {
  const kind = event.target.closest("[data-write]");
  if (kind && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    write(kind.dataset.write);
  }
});

document.addEventListener("keydown", (event) => {
  const form = composerOf(event.target);
  if (!form || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[data-sends]"));
});

// A send that is under way is not sent again, and one that failed says so.
document.addEventListener("htmx:before:request", ({ target }) => {
  const form = composerOf(target);
  form?.querySelectorAll(".composer-foot button").forEach((button) => (button.disabled = true));
});

document.addEventListener("htmx:finally:request", ({ target }) => {
  const form = composerOf(target);
  form?.querySelectorAll(".composer-foot button").forEach((button) => (button.disabled = false));
});

document.addEventListener("htmx:error", ({ target }) => {
  const form = composerOf(target);
  if (form) toast(form.dataset.saidFailed, { bad: true });
});

// A form that comes back was refused: on to what is wrong in it.
const met = new WeakSet(document.querySelectorAll("[data-composer]"));

document.addEventListener("htmx:after:swap", () => {
  const form = document.activeElement && composerOf(document.activeElement);
  if (!form || met.has(form)) return;
  met.add(form);
  form.querySelector("[aria-invalid=true]")?.focus();
});

// Somebody else wrote while this text is being written.
document.addEventListener("ticket:news", () => {
  for (const form of document.querySelectorAll("[data-composer]")) {
    const notice = form.querySelector("[data-notice]");
    if (form.hidden || !text(form).value.trim() || notice.childElementCount) continue;
    const line = document.createElement("p");
    line.className = "composer-news";
    line.setAttribute("role", "status");
    line.textContent = form.dataset.saidNews;
    notice.append(line);
  }
});
