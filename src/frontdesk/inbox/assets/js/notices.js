// Desktop notifications, for those who allow them: in one tab, and a count in the title of others.
import { isLeader, on } from "./live.js";
import { toast } from "./toasts.js";

const supported = "Notification" in window;

function say(notice) {
  if (document.hasFocus()) return toast(`${notice.title}: ${notice.body}`);
  if (!supported || Notification.permission !== "granted") return;
  const shown = new Notification(notice.title, { body: notice.body, tag: notice.key });
  shown.onclick = () => {
    focus();
    location.assign(notice.href);
  };
}

function badge(count) {
  const number = Number(/^\((\d+)\) /.exec(document.title)?.[1] ?? 0);
  const title = document.title.replace(/^\(\d+\) /, "");
  document.title = count ? `(${number + count}) ${title}` : title;
}

on("notice", (notice) => {
  if (document.hidden) badge(1);
  if (isLeader || document.hasFocus()) say(notice);
});
document.addEventListener("visibilitychange", () => document.hidden || badge(0));

// Asked for only on a click, in one's account.

function offer() {
  for (const place of document.querySelectorAll("[data-desktop-notices]")) {
    const state = supported ? Notification.permission : "denied";
    place.hidden = false;
    place.querySelector("button").hidden = state !== "default";
    place.querySelector("span").textContent = place.dataset[state] ?? "";
  }
}

document.addEventListener("click", async ({ target }) => {
  if (!target.closest("[data-allow-notices]")) return;
  await Notification.requestPermission();
  offer();
});
offer();
