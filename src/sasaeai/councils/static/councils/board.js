// The board of cards: Alt + arrow on a card moves it; the server does the rest, the focus comes back to the card.
const ways = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };
const board = document.querySelector("[data-board]");

board?.addEventListener("keydown", (event) => {
  const way = ways[event.key];
  if (!event.altKey || !way || event.target.name !== "card") return;
  event.preventDefault();
  for (const box of board.querySelectorAll("input[name=card]")) box.checked = box === event.target;
  const key = board.querySelector("input[type=hidden][name=key]");
  key.disabled = false;
  key.value = way;
  board.submit();
});

const moved = location.hash.startsWith("#card-") && document.getElementById(location.hash.slice(1));
if (moved) moved.focus();
