// Times that the filter `ago` wrote stay true while the page is open.
const SECOND = 1000;
const UNITS = [
  ["week", 604_800 * SECOND],
  ["day", 86_400 * SECOND],
  ["hour", 3_600 * SECOND],
  ["minute", 60 * SECOND],
];
// The server says "1 hour" from 51 minutes on, and so on.
const NEARLY = 0.85;

let words; // made when the first is said: loading a language takes as long as all else here

function wordsOf(lang) {
  return new Intl.RelativeTimeFormat(lang === "en" ? "en-GB" : lang);
}

export function sayAgo(elapsed) {
  words ??= wordsOf(document.documentElement.lang);
  const [unit, size] = UNITS.find(([, size]) => elapsed >= size * NEARLY) ?? [];
  return unit && words.format(-Math.max(1, Math.round(elapsed / size)), unit);
}

function refresh() {
  for (const time of document.querySelectorAll("time[datetime][title]")) {
    const elapsed = Date.now() - Date.parse(time.dateTime);
    const text = elapsed < UNITS[0][1] && sayAgo(elapsed);
    if (text && text !== time.textContent) time.textContent = text;
  }
}

setInterval(() => document.hidden || refresh(), 30 * SECOND);
document.addEventListener("visibilitychange", () => document.hidden || refresh());
