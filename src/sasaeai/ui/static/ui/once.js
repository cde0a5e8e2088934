// On a slow phone a form is on its way for seconds. What is sent once is written once: the same button pressed again
// meanwhile does nothing, nothing of the form is kept by itself any more, and a press waits for what is just being kept.
const LONG_ENOUGH = 10000;
let sent = new WeakMap();
const since = (form) => performance.now() - (sent.get(form)?.at ?? -Infinity);
const isOnItsWay = (form) => since(form) < LONG_ENOUGH;

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (event.defaultPrevented || form.method !== "post") return;
  // Another button is another deed (a table as Excel, then as CSV).
  if (isOnItsWay(form) && sent.get(form).button === button) return event.preventDefault();
  const keeping = form.querySelector(".kept.htmx-request");
  if (keeping) {
    event.preventDefault();
    keeping.addEventListener("htmx:afterRequest", () => form.requestSubmit(button), { once: true });
    return;
  }
  sent.set(form, { at: performance.now(), button });
});

document.addEventListener("htmx:confirm", (event) => {
  const form = event.target.closest(".kept")?.closest("form");
  if (form && isOnItsWay(form)) event.preventDefault();
});

// Who comes back to the page may send it again.
addEventListener("pageshow", () => (sent = new WeakMap()));
