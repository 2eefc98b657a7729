// While writing: `@` offers teammates in a note, `/` canned answers in a reply. The text keeps the
// focus; the list is told to screen readers through it.
const WAIT = 120;
const MARKS = [
  { mark: "@", address: "mentions", pattern: /(?:^|[\s(])@([^\s@][^@\n]{0,40}|)$/ },
  { mark: "/", address: "answers", pattern: /(?:^|\n)\/(\S{0,40})$/ },
];

let list = null;
let place = null;
let timer;
let asked = 0;
let isAwaited = false;

const before = (area) => area.value.slice(0, area.selectionStart);
const options = () => [...list.children].filter((each) => each.role === "option");
const active = () => list?.querySelector("[aria-selected=true]");

document.addEventListener("input", ({ target }) => {
  const form = target.closest?.("[data-composer]");
  if (!form || target.name !== "text") return;
  const found = MARKS.find(({ address, pattern }) => form.dataset[address] && pattern.test(before(target)));
  if (!found) return close();
  const words = before(target).match(found.pattern)[1];
  offer(target, form.dataset[found.address], words, words.length + 1);
});

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-offers]");
  const option = target.closest(".offers [role=option]");
  if (option) return choose(option);
  close();
  if (!button) return;
  const form = button.closest("form");
  const area = form.querySelector("textarea");
  area.focus();
  offer(area, form.dataset.answers, "", 0);
});

// The text must not lose the focus to a click on the list.
document.addEventListener("pointerdown", (event) => {
  if (event.target.closest(".offers")) event.preventDefault();
});

document.addEventListener(
  "keydown",
  (event) => {
    if (!list || event.target !== place.area || event.isComposing) return;
    const all = options();
    const at = all.indexOf(active());
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && all.length) mark(all.at((at + step) % all.length));
    else if (["Enter", "Tab"].includes(event.key) && active()) take();
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);

document.addEventListener("focusout", ({ target }) => target === place?.area && close());

// What is offered for fewer letters than are typed now is not what somebody means.
function take() {
  if (place.turn === asked) choose(active());
  else isAwaited = true;
}

function offer(area, address, words, length) {
  clearTimeout(timer);
  isAwaited = false;
  const start = area.selectionStart - length;
  timer = setTimeout(fetchOffers, WAIT, { area, address, words, start, turn: ++asked });
}

async function fetchOffers({ area, address, words, start, turn }) {
  const query = new URL(address, location);
  query.searchParams.set("words", words);
  const answer = await fetch(query, { headers: { Accept: "application/json" } });
  const offers = answer.ok ? await answer.json() : [];
  if (turn === asked && document.activeElement === area) show(area, offers, start);
}

function show(area, offers, start) {
  const takes = isAwaited;
  close();
  if (!offers.length && start < area.selectionStart) return;
  place = { area, start, turn: asked };
  list = document.createElement("ul");
  list.className = "offers";
  list.id = "offers";
  list.role = "listbox";
  list.ariaLabel = area.form.dataset.saidOffers;
  list.append(...(offers.length ? offers.map(option) : [nothing(area)]));
  area.before(list);
  area.setAttribute("aria-controls", "offers");
  if (offers.length) mark(list.firstElementChild);
  if (takes && offers.length) choose(list.firstElementChild);
}

function option(offer, index) {
  const item = document.createElement("li");
  item.role = "option";
  item.id = `offer-${index}`;
  item.offer = offer;
  const hint = document.createElement("small");
  hint.textContent = offer.hint;
  item.append(offer.label, hint);
  return item;
}

function nothing(area) {
  const item = document.createElement("li");
  item.textContent = area.form.dataset.saidNone;
  return item;
}

function mark(item) {
  for (const each of options()) each.ariaSelected = String(each === item);
  place.area.setAttribute("aria-activedescendant", item.id);
  item.scrollIntoView({ block: "nearest" });
}

function choose(item) {
  const { area, start } = place;
  const { offer } = item;
  const end = area.selectionStart;
  const isAnswer = area.form.dataset.answers;
  area.setRangeText(offer.text + (isAnswer ? "" : " "), start, end, "end");
  if (isAnswer) remember(area.form, offer.id);
  area.dispatchEvent(new Event("input", { bubbles: true }));
  close(); // nothing is offered for what was just taken
}

function remember(form, id) {
  const input = Object.assign(document.createElement("input"), { type: "hidden", name: "answerId", value: id });
  form.append(input);
}

function close() {
  clearTimeout(timer);
  isAwaited = false;
  asked += 1;
  for (const name of ["aria-controls", "aria-activedescendant"]) {
    place?.area.removeAttribute(name);
  }
  list?.remove();
  list = place = null;
}

// <input list data-suggests="address">: its list is what the address offers for what is typed.
document.addEventListener("input", ({ target }) => {
  if (!target.dataset?.suggests || !target.list) return;
  clearTimeout(timer);
  timer = setTimeout(suggest, WAIT, target);
});

async function suggest(input) {
  const query = new URL(input.dataset.suggests, location);
  query.searchParams.set("words", input.value.split(",").at(-1).trim());
  const answer = await fetch(query, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const options = (await answer.json()).map(({ text }) => new Option(text, text));
  input.list?.replaceChildren(...options);
}
