// Warns before an idle session ends, keeps it while somebody works, and never takes away what was typed:
// after the end the page stays as it is, and after signing in elsewhere it can still be saved.
const box = document.querySelector("[data-idle]");
const SEEN = "sasaeai-seen";
const WARN_BEFORE = 120;

const seen = () => Number(localStorage.getItem(SEEN)) || Date.now();
const left = () => Number(box.dataset.idle) * 60 - (Date.now() - seen()) / 1000;
const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

async function stay() {
  localStorage.setItem(SEEN, String(Date.now()));
  const answer = await fetch(box.dataset.stay, { method: "POST", headers: { "X-CSRFToken": token() } }).catch(() => null);
  const over = Boolean(answer && (answer.redirected || answer.status === 401 || answer.status === 403));
  if (over) show("over");
  return !over;
}

function show(state) {
  box.hidden = state === "fine";
  for (const part of box.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== state;
}

function look() {
  const seconds = left();
  show(seconds > WARN_BEFORE ? "fine" : seconds > 0 ? "soon" : "over");
  const minutes = box.querySelector("[data-left]");
  if (minutes) minutes.textContent = `${Math.max(1, Math.ceil(seconds / 60))}分`;
}

if (box) {
  localStorage.setItem(SEEN, String(Date.now()));
  setInterval(look, 15000);
  box.querySelector("[data-stay-button]").addEventListener("click", () => stay().then(look));
  // Typing is work: the server hears of it once a minute at most.
  let told = Date.now();
  document.addEventListener("input", () => {
    if (Date.now() - told > 60000 && left() > 0) {
      told = Date.now();
      stay();
    }
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) localStorage.setItem(SEEN, String(Date.now()));
  });
  document.body.addEventListener("signed-out", () => show("over"));
}

// A text that was written is not sent away to the sign-in page: first it is asked whether one is still signed in.
// A form with a `keeper` is kept as a draft by the server, whoever is signed in.
const sure = new WeakSet();
const isWritten = (form) =>
  !form.querySelector("input[name=keeper]") && [...form.querySelectorAll("textarea")].some((text) => text.value !== text.defaultValue);
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!box || form.method !== "post" || sure.delete(form) || event.defaultPrevented || !isWritten(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  stay().then((signedIn) => {
    if (!signedIn) return box.scrollIntoView();
    show("fine");
    sure.add(form);
    form.requestSubmit(event.submitter);
  });
}, true);

// A page left open while somebody signed in again elsewhere has an old token: take the new one.
document.addEventListener("submit", (event) => {
  const field = event.target.querySelector?.("input[name=csrfmiddlewaretoken]");
  if (field && token()) field.value = token();
}, true);
document.addEventListener("htmx:configRequest", (event) => {
  if (token()) event.detail.headers["X-CSRFToken"] = token();
});
