// The dialog #keys: what the keys are, and a switch for the single ones: speech input and some hands
// need them to be off.
const OFF = "inbox:keys-off";

const sheet = () => document.getElementById("keys");

export const entry = (keys) => sheet()?.querySelector(`[data-key="${CSS.escape(keys)}"]`);

export const areOff = () => Boolean(localStorage.getItem(OFF));

export function openSheet() {
  if (!sheet()) return;
  sheet().querySelector("[data-keys-switch]").checked = !areOff();
  sheet().showModal();
}

document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-keys-switch]")) return;
  if (target.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
});
