// Drag a meeting onto a slot; where it fits is asked of the server. All of it works by the form too.
const board = document.querySelector("[data-board]");
const form = document.querySelector("[data-drop]");
const status = document.querySelector("[data-status]");
const known = new Map();

const places = (number) => {
  if (!known.has(number)) {
    const address = board.dataset.slots.replace("NUMBER", encodeURIComponent(number));
    known.set(
      number,
      fetch(address, { headers: { Accept: "application/json" } }).then((answer) =>
        answer.ok ? answer.json() : { slots: [] },
      ),
    );
  }
  return known.get(number);
};

const clear = () => {
  for (const slot of board.querySelectorAll("[data-slot]")) {
    slot.classList.remove("fits", "blocked", "over");
    slot.querySelector("[data-why]").textContent = "";
  }
};

const mark = ({ slots }) => {
  for (const one of slots) {
    const slot = board.querySelector(`[data-slot="${one.slot}"]`);
    if (!slot || one.here) continue;
    slot.classList.add(one.free ? "fits" : "blocked");
    slot.querySelector("[data-why]").textContent = one.free ? status.dataset.free : one.why;
  }
};

if (board && form) {
  let dragged = "";
  document.addEventListener("dragstart", (event) => {
    const card = event.target.closest("[data-request]");
    if (!card) return;
    dragged = card.dataset.request;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged);
    const number = dragged;
    places(number).then((found) => dragged === number && mark(found));
  });
  document.addEventListener("dragend", () => {
    dragged = "";
    clear();
  });
  board.addEventListener("dragover", (event) => {
    const slot = event.target.closest("[data-slot]");
    if (!slot?.classList.contains("fits")) return;
    event.preventDefault();
    slot.classList.add("over");
  });
  board.addEventListener("dragleave", (event) => {
    event.target.closest?.("[data-slot]")?.classList.remove("over");
  });
  board.addEventListener("drop", (event) => {
    const slot = event.target.closest("[data-slot]");
    if (!slot || !dragged) return;
    event.preventDefault();
    form.elements.request.value = dragged;
    form.elements.slot.value = slot.dataset.slot;
    form.submit();
  });
}
