// <textarea data-autosize> grows with its text, where CSS `field-sizing` is unknown.
const grow = (area) => {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
};

if (!CSS.supports("field-sizing", "content")) {
  document.addEventListener("input", ({ target }) => {
    if (target.matches("textarea[data-autosize]")) grow(target);
  });
}
