// Small behaviours bound by data- attributes. Every page works without them.
const back = document.querySelector("[data-back]");
if (back && history.length > 1) {
  back.hidden = false;
  back.addEventListener("click", () => history.back());
}

// On a phone the menu's drawer would lie over the page it belongs to: closed until asked for.
const phone = matchMedia("(max-width:760px)");
const closeDrawers = () => {
  if (!phone.matches) return;
  for (const drawer of document.querySelectorAll(".menu details[open]")) drawer.open = false;
};
closeDrawers();
phone.addEventListener("change", closeDrawers);

// 今日 on a phone: what can wait is folded under its title.
if (phone.matches) for (const part of document.querySelectorAll("details.later")) part.open = false;

document.addEventListener("keydown", (event) => {
  const box = document.querySelector("[data-slash]");
  if (event.key !== "/" || !box || event.target.closest("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  box.focus();
});

// After a refusal the first wrong field has the focus; a reason that belongs to no field has it otherwise.
const wrong = document.querySelector(".wrong :is(input:not([type=hidden]), select, textarea)");
(wrong ?? document.querySelector("[data-first-error]"))?.focus();

// Choosing a filter shows its list at once; without scripts the button beside it does.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-auto]");
  if (form) form.requestSubmit();
});

// What opens below takes the focus, so that the keyboard and the voice go on from there.
document.addEventListener("htmx:afterSwap", (event) => {
  event.target.closest("[data-takes-focus]")?.querySelector("h2[tabindex]")?.focus({ preventScroll: true });
});

// Asks once before something that cannot be taken back.
document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details.me[open], .menu details[open]")) {
    const stays = !phone.matches && open.querySelector("[aria-current]");
    if (!open.contains(event.target) && !stays) open.open = false;
  }
});

// A suggestion beside a field: pressing it chooses.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-set]");
  const field = button && document.querySelector(button.dataset.set);
  if (!field) return;
  field.value = button.dataset.value;
  field.focus();
});
