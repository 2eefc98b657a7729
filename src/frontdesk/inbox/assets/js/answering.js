// Answering one reply in particular: the place to write says whom, until that is taken back.
import { write } from "./composer.js";

document.addEventListener("click", (event) => {
  const { target } = event;
  const link = target.closest("[data-answers-reply], [data-answers-none]");
  const form = document.getElementById("write-reply");
  if (!link || !form || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const { answersReply = "", said = "" } = link.dataset;
  const line = form.querySelector("[data-answering]");
  form.elements.namedItem("parentReplyId").value = answersReply;
  line.querySelector("span").textContent = said;
  line.hidden = !answersReply;
  write("reply");
});
