// The entry page: ticked partners stay when the search goes on, a day to come turns the entry into a plan,
// and the part for pages without scripts is hidden. The page works without any of this.
document.documentElement.classList.add("scripted");

const form = document.querySelector("#entry-form");
const chosen = () => form.querySelector(".partners fieldset > div") ?? makeChosen();

function makeChosen() {
  const place = document.createElement("div");
  form.querySelector(".partners fieldset").append(place);
  return place;
}

function keep(label) {
  const key = label.querySelector("input").value;
  const same = chosen().querySelector(`input[name="partners"][value="${CSS.escape(key)}"]`);
  if (same) same.checked = true;
  else chosen().prepend(label);
  if (same) label.remove();
}

form?.addEventListener("change", (event) => {
  const box = event.target;
  if (box.name === "partners" && box.checked && !box.closest("fieldset:not(.quick)")) keep(box.closest("label"));
  if (box.name === "links" && box.checked && box.closest("#links-found")) {
    form.querySelector(".links > div").append(box.closest("label"));
  }
  if (box.name === "on" && box.value) {
    const now = new Date();
    const today = new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
    const wanted = box.value > today ? "planned" : "held";
    const other = wanted === "planned" ? "held" : "planned";
    const ticked = form.querySelector(`input[name="happening"][value="${other}"]:checked`);
    if (ticked) form.querySelector(`input[name="happening"][value="${wanted}"]`).checked = true;
  }
  if (["on", "area", "post"].includes(box.name)) sayWhen();
  showReason();
});

function sayWhen() {
  const day = new Date(`${form.elements.on.value}T00:00`);
  const names = ["area", "post"].map((n) => form.elements[n]?.selectedOptions?.[0]?.text).filter(Boolean);
  const on = Number.isNaN(day.getTime()) ? [] : [`${day.getMonth() + 1}月${day.getDate()}日（${"日月火水木金土"[day.getDay()]}）`];
  form.querySelector("#when-words").textContent = [...on, ...names].join("・");
}

function showReason() {
  const state = form?.querySelector('input[name="happening"]:checked')?.value;
  const place = form?.querySelector(".only-when-off");
  if (place) place.hidden = !["cancelled", "postponed"].includes(state) && !place.querySelector(".error");
}
showReason();

// Enter in a search box looks for things; it does not send the form.
for (const box of form?.querySelectorAll("#partner-q, #link-q") ?? []) {
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) event.preventDefault();
  });
}
