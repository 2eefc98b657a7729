// <button data-opens="id"> shows a dialog; <button data-closes> closes the one around it.
document.addEventListener("click", ({ target }) => {
  const opener = target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  if (target.closest("[data-closes]")) target.closest("dialog")?.close();
  // Browsers without `closedby`: a click beside the dialog lands on the dialog itself.
  if (target.matches('dialog[closedby="any"]') && !("closedBy" in target)) target.close();
});
