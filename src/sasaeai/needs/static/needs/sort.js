// The worksheet by keyboard: 1–3 tick a suggestion, Enter settles, E opens every category, N, S and U press their buttons.
const sheet = document.querySelector("#sheet");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const field = event.target.closest("input, textarea, select");
  if (field && !field.matches("[type=checkbox]")) return;
  if (event.key === "Enter" && event.target.closest("button, a, summary")) return;
  const form = sheet.querySelector("[data-sheet]");
  if (!form) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const all = form.querySelector("[data-all-categories]");
  if (key === "e" && all) {
    event.preventDefault();
    all.open = true;
    all.querySelector("input")?.focus();
    return;
  }
  const wanted = form.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!wanted) return;
  event.preventDefault();
  // A key pressed while the answer is on its way must not settle the next text unseen.
  if (wanted.type === "checkbox") wanted.checked = !wanted.checked;
  else if (!form.classList.contains("htmx-request")) wanted.click();
});

// What is ticked below counts with the suggestion above, each category once.
sheet.addEventListener("change", (event) => {
  const box = event.target.closest("input[name=code]");
  if (!box) return;
  for (const other of sheet.querySelectorAll(`input[name=code][value="${CSS.escape(box.value)}"]`)) {
    other.checked = box.checked;
  }
});
