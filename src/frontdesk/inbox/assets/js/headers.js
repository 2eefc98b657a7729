// What a request of a script's own must carry.
export function headers(more = {}) {
  const token = document.querySelector('meta[name="csrf"]').content;
  return { "X-CSRF-Token": token, ...more };
}
