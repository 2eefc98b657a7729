// Files go up as soon as they are dropped, pasted or picked, and are sent with the text.
import { headers } from "./headers.js";

const MEGA = 1024 * 1024;

const formOf = (target) => target.closest?.("[data-composer]");
const hasFiles = (transfer) => transfer?.types.includes("Files");

document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-picks]")) return;
  add(formOf(target), [...target.files]);
  target.value = "";
});

document.addEventListener("paste", (event) => {
  const form = formOf(event.target);
  const files = [...(event.clipboardData?.files ?? [])];
  if (!form || !files.length) return;
  event.preventDefault();
  add(form, files);
});

// Anywhere in the conversation; a file that misses must not take the page's place.
const dropForm = ({ target }) =>
  target.closest?.(".talk")?.querySelector("[data-composer]:not([hidden])");

document.addEventListener("dragover", (event) => {
  if (!hasFiles(event.dataTransfer)) return;
  event.preventDefault();
  const form = dropForm(event);
  form?.classList.add("is-dropping");
  if (!form) event.dataTransfer.dropEffect = "none";
});

document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) settle();
});

document.addEventListener("drop", (event) => {
  if (!hasFiles(event.dataTransfer)) return;
  event.preventDefault();
  settle();
  const form = dropForm(event);
  if (form) add(form, [...event.dataTransfer.files]);
});

const settle = () =>
  document.querySelectorAll(".is-dropping").forEach((form) => form.classList.remove("is-dropping"));

document.addEventListener("click", ({ target }) => {
  const off = target.closest("[data-drops]");
  if (!off) return;
  const item = off.closest("li");
  item.request?.abort();
  item.remove();
});

function add(form, files) {
  for (const file of files) upload(form, file);
}

function upload(form, file) {
  const item = line(file);
  form.querySelector("[data-chosen]").append(item);
  if (file.size > Number(form.dataset.mostBytes)) return fail(form, item);
  const body = new FormData();
  body.append("file", file);
  const request = (item.request = new XMLHttpRequest());
  request.open("POST", form.dataset.files);
  for (const [name, value] of Object.entries(headers({ "HX-Request": "true", "HX-Request-Type": "partial" }))) {
    request.setRequestHeader(name, value);
  }
  request.upload.onprogress = ({ loaded, total }) => (item.querySelector("progress").value = loaded / total);
  request.onload = () => (request.status === 200 ? arrive(item, request) : fail(form, item, request));
  request.onerror = () => fail(form, item);
  request.send(body);
}

function line(file) {
  const item = document.createElement("li");
  item.className = "file";
  const name = document.createElement("span");
  name.textContent = file.name;
  const progress = document.createElement("progress");
  progress.setAttribute("aria-label", file.name);
  progress.value = 0;
  item.append(name, progress);
  return item;
}

function arrive(item, request) {
  const holder = document.createElement("template");
  holder.innerHTML = request.responseText;
  item.replaceWith(holder.content);
}

function fail(form, item, request) {
  const words = request && new DOMParser().parseFromString(request.responseText, "text/html");
  const most = Math.floor(Number(form.dataset.mostBytes) / MEGA);
  const said = words?.querySelector("[data-toast] span")?.textContent;
  const problem = document.createElement("small");
  problem.className = "file-problem";
  problem.setAttribute("role", "alert");
  problem.textContent = said || `${form.dataset.saidLarge} (${most} MB)`;
  item.querySelector("progress")?.replaceWith(problem);
  const off = Object.assign(document.createElement("button"), { type: "button", className: "file-off", textContent: "×" });
  off.dataset.drops = "";
  off.setAttribute("aria-label", problem.textContent);
  item.append(off);
}

// While a file is on its way, sending waits for it.
document.addEventListener(
  "submit",
  (event) => {
    const form = formOf(event.target);
    if (form?.querySelector("[data-chosen] progress")) {
      event.preventDefault();
      event.stopPropagation();
      form.querySelector("[data-chosen] progress").scrollIntoView({ block: "nearest" });
    }
  },
  true,
);
