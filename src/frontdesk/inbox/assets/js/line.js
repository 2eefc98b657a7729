// What is asked of the server about the list, and what is done to its tickets, stand in one line:
// an answer is on the page before the next is asked for, so that none shows what was before it.
import htmx from "htmx.org";

const idle = new EventTarget();

let last = Promise.resolve();
let count = 0;

export const isBusy = () => count > 0;

// Heard each time that nothing is left in the line.
export const whenIdle = (hear) => idle.addEventListener("idle", hear);

export function inTurn(act) {
  count += 1;
  const turn = last.then(act);
  last = turn.then(finish, finish);
  return turn;
}

function finish() {
  count -= 1;
  if (!count) idle.dispatchEvent(new Event("idle"));
}

// Within a turn: whether the server answered, once its answer is on the page. A source of its own
// keeps htmx from dropping it for what others ask.
export async function get(address, options) {
  let isAnswered = false;
  const ask = async (...asked) => {
    const answer = await fetch(...asked);
    isAnswered = answer.ok;
    return answer;
  };
  await htmx.ajax("GET", address, { source: "#toasts", fetch: ask, ...options });
  return isAnswered;
}

// A form with `data-deed` waits for its turn; when the page is left, it is sent all the same.
const unsent = new Set();

document.addEventListener("htmx:config:request", ({ target, detail: { ctx } }) => {
  if (!target.matches("[data-deed]")) return;
  ctx.request.keepalive = true;
  unsent.add(ctx);
  const turn = new Promise((begin) => {
    inTurn(() => new Promise((end) => begin(end)));
  });
  ctx.fetch = async (address, request) => {
    ctx.endTurn = await turn;
    unsent.delete(ctx);
    return fetch(address, request);
  };
});

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => ctx.endTurn?.());

addEventListener("pagehide", () => {
  for (const { request } of unsent) fetch(request.action, request);
  unsent.clear();
});
