// Sessions and talks are dragged to other places; what would not go together is shown meanwhile.
// Without a mouse, “Move” in each session does the same.

const board = document.querySelector(".desk-board");
const form = document.getElementById("dropped");
let dragged = null;

function places() {
  return document.querySelectorAll("[data-target]");
}

function forget() {
  for (const place of places()) {
    place.classList.remove("drop-fine", "drop-soft", "drop-hard", "drop-over");
    place.querySelector(":scope > .drop-why")?.remove();
  }
}

async function judge(session) {
  const answer = await fetch(`${board.dataset.feasible}?session=${encodeURIComponent(session)}`);
  if (!answer.ok || dragged?.dataset.session !== session) return;
  const found = await answer.json();
  for (const place of places()) {
    const said = found[place.dataset.target];
    if (!said) continue;
    place.classList.add(`drop-${said.state}`);
    if (!said.said.length) continue;
    const why = document.createElement("span");
    why.className = "drop-why";
    why.textContent = said.said.join(" · ");
    place.append(why);
  }
}

function goal(event) {
  if (!dragged) return null;
  return event.target.closest(dragged.dataset.talk ? "[data-session]" : "[data-target]");
}

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-talk], [data-session]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.talk || dragged.dataset.session);
  if (dragged.dataset.session) judge(dragged.dataset.session);
});

document.addEventListener("dragover", (event) => {
  const place = goal(event);
  if (!place) return;
  event.preventDefault();
  place.classList.add("drop-over");
});

document.addEventListener("dragleave", (event) => goal(event)?.classList.remove("drop-over"));

document.addEventListener("dragend", () => {
  dragged = null;
  forget();
});

document.addEventListener("drop", (event) => {
  const place = goal(event);
  if (!place) return;
  event.preventDefault();
  form.elements.talk.value = dragged.dataset.talk || "";
  form.elements.session.value = dragged.dataset.talk ? "" : dragged.dataset.session;
  form.elements.target.value = place.dataset.target || "";
  form.elements.to.value = dragged.dataset.talk ? place.dataset.session : "";
  form.submit();
});
