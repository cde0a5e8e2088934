// The meeting page: three tabs of one page, and texts that are copied with one press. Without it everything stands
// below each other, and on paper it does so anyway.
const tabs = [...document.querySelectorAll("[data-tab-link]")];
const parts = [...document.querySelectorAll("[data-tab]")];

function show(name) {
  for (const part of parts) part.hidden = part.dataset.tab !== name;
  for (const tab of tabs) {
    if (tab.dataset.tabLink === name) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
}

if (parts.length) {
  const inside = location.hash.length > 1 ? document.querySelector(location.hash)?.closest("[data-tab]") : null;
  show(inside?.dataset.tab ?? document.querySelector("[data-tabs]").dataset.tabs);
  if (inside) document.querySelector(location.hash).scrollIntoView();
  for (const tab of tabs) {
    tab.addEventListener("click", (event) => {
      event.preventDefault();
      show(tab.dataset.tabLink);
      history.replaceState(null, "", `?tab=${tab.dataset.tabLink}`);
    });
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).value);
    button.textContent = "コピーしました";
  });
}

// A hundred names: typing a part of the name or the body leaves those that have it, also after a tap brought a new list.
function narrow(box) {
  const wanted = box.value.trim();
  for (const line of document.querySelectorAll(`${box.dataset.narrows} .door>li`)) {
    line.hidden = !line.querySelector(".who").textContent.includes(wanted);
  }
}

const boxes = [...document.querySelectorAll("[data-narrows]")];
for (const box of boxes) {
  box.closest(".narrows").hidden = false;
  box.addEventListener("input", () => narrow(box));
}
document.addEventListener("htmx:afterSwap", () => boxes.forEach(narrow));

// Who taps two names soon after each other on a slow network may be answered in either order: after answers that
// crossed, the list is asked for once more.
const onTheirWay = new Map();
const crossed = new Set();
document.addEventListener("htmx:beforeRequest", ({ detail: { target, xhr } }) => {
  if (!target.matches("#door, #replies")) return;
  const others = onTheirWay.get(target) ?? 0;
  if (others) crossed.add(target);
  onTheirWay.set(target, others + 1);
  xhr.addEventListener("loadend", () => {
    onTheirWay.set(target, onTheirWay.get(target) - 1);
    if (onTheirWay.get(target) || !crossed.delete(target)) return;
    htmx.ajax("GET", location.href, { target, select: `#${target.id}>*`, swap: "innerHTML" });
  });
});
