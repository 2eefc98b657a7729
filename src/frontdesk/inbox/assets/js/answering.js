// Answering one reply in particular: the place to write says whom, until that is taken back.
import { write } from "./composer.js";

export const answered = (form) => ({
  to: form.elements.namedItem("parentReplyId")?.value ?? "",
  said: form.querySelector("[data-answering] span")?.textContent ?? "",
});

export function answer(form, { to, said }) {
  const line = form.querySelector("[data-answering]");
  if (!line) return;
  form.elements.namedItem("parentReplyId").value = to;
  line.querySelector("span").textContent = said;
  line.hidden = !to;
}

document.addEventListener("click", (event) => {
  const { target } = event;
  const link = target.closest("[data-answers-reply], [data-answers-none]");
  const form = document.getElementById("write-reply");
  if (!link || !form || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const { answersReply = "", said = "" } = link.dataset;
  answer(form, { to: answersReply, said });
  forgetAddress();
  form.dispatchEvent(new CustomEvent("composer:answers", { bubbles: true }));
  write("reply");
});

// What was asked for by the address would come back with it.
function forgetAddress() {
  const address = new URL(location.href);
  if (!address.searchParams.has("to")) return;
  address.searchParams.delete("to");
  history.replaceState(history.state, "", address);
}
