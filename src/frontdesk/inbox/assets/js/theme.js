// <button data-theme-switch>: light or dark for this page; preferences keep it for good.
const root = document.documentElement;
const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

const isDark = () =>
  root.dataset.theme === "dark" || (root.dataset.theme === "auto" && systemIsDark.matches);

document.addEventListener("click", ({ target }) => {
  if (!target.closest("[data-theme-switch]")) return;
  root.dataset.theme = isDark() ? "light" : "dark";
  root.dispatchEvent(new CustomEvent("inbox:theme", { detail: root.dataset.theme }));
});
