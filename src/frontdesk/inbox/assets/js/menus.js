// <div popover data-menu>: the arrow keys go through its items, choosing one closes it.
const items = (menu) => [...menu.querySelectorAll(".menu-item:not(:disabled)")];

const step = { ArrowDown: 1, ArrowUp: -1 };

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest("[data-menu]");
  if (!menu) return openByArrow(event);
  const all = items(menu);
  const to = { Home: 0, End: -1 }[event.key] ?? all.indexOf(event.target) + step[event.key];
  if (Number.isNaN(to)) return;
  event.preventDefault();
  all.at(to % all.length)?.focus();
});

function openByArrow(event) {
  const menu = event.target.popoverTargetElement;
  if (event.key !== "ArrowDown" || !menu?.matches("[data-menu]")) return;
  event.preventDefault();
  if (!menu.matches(":popover-open")) menu.showPopover({ source: event.target });
  enter(menu);
}

const enter = (menu) => items(menu)[0]?.focus();

document.addEventListener(
  "toggle",
  ({ target, newState }) => {
    const isEntered = target.contains(document.activeElement); // the browser tells of it late
    if (newState === "open" && target.matches?.("[data-menu]") && !isEntered) enter(target);
  },
  true,
);

document.addEventListener("click", ({ target }) => {
  const item = target.closest("[data-menu] .menu-item");
  // Later: the click must first do what it is for.
  if (item) setTimeout(() => item.closest("[popover]")?.hidePopover());
});
