// The designer beside its forms: wires are drawn, pulled and joined; the server decides what fits.
// Without this file everything works through links, lists and buttons.

const SVG = "http://www.w3.org/2000/svg";
const FAR = 5; // pixels a pointer moves before a click is a pull

let pulled = null; // the output a wire is pulled from
let start = null; // where the pointer went down
let moved = false;
let kept = { left: 0, top: 0, panel: "" };

const board = () => document.getElementById("board");
const family = (one) => [...one.classList].find((name) => name.startsWith("fam-")) ?? "fam-other";

// --- drawing ------------------------------------------------------------------------------------

function place(port) {
  const box = (port.querySelector(".dot") ?? port).getBoundingClientRect();
  const origin = board().getBoundingClientRect();
  return { x: box.left + box.width / 2 - origin.left, y: box.top + box.height / 2 - origin.top };
}

function curve(from, to) {
  const reach = Math.max(36, Math.abs(to.x - from.x) / 2);
  return `M${from.x} ${from.y}C${from.x + reach} ${from.y} ${to.x - reach} ${to.y} ${to.x} ${to.y}`;
}

function path(d, ...names) {
  const drawn = document.createElementNS(SVG, "path");
  drawn.setAttribute("d", d);
  drawn.classList.add(...names);
  return drawn;
}

function draw() {
  if (!board()) return;
  const paths = [];
  for (const end of board().querySelectorAll("[data-origin]")) {
    const origin = document.getElementById(end.dataset.origin);
    if (!origin?.checkVisibility() || !end.checkVisibility()) continue;
    const d = curve(place(origin), place(end));
    const stale = origin.closest(".step")?.querySelector(".state-stale");
    paths.push(path(d, "under"), path(d, family(origin), stale ? "dim" : "live"));
  }
  document.getElementById("wires").replaceChildren(...paths);
}

let asked = 0;
function redraw() {
  cancelAnimationFrame(asked);
  asked = requestAnimationFrame(draw);
}

const sizes = new ResizeObserver(redraw);

// --- joining ------------------------------------------------------------------------------------

function takes(end, output) {
  const step = output.closest(".step");
  if (step && end.closest(".step") === step) return false;
  return (end.dataset.fits ?? "").split(" ").includes(output.dataset.kind);
}

function offer(output) {
  withdraw();
  output.classList.add("pending");
  board().classList.add("offering");
  for (const end of board().querySelectorAll("[data-to]")) {
    const fits = takes(end, output);
    end.classList.toggle("takes", fits);
    if (fits && end.closest("details")) end.closest("details").open = true;
  }
}

function withdraw() {
  board()?.classList.remove("offering", "pulling");
  for (const one of document.querySelectorAll(".pending, .takes")) {
    one.classList.remove("pending", "takes");
  }
}

function send(values) {
  const designer = document.getElementById("designer");
  const form = document.createElement("form");
  form.method = "post";
  form.action = designer.dataset.edit;
  const known = designer.querySelector("form [name=csrfmiddlewaretoken]").value;
  const all = { csrfmiddlewaretoken: known, panel: location.search.slice(1), ...values };
  for (const [name, value] of Object.entries(all)) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  designer.append(form);
  window.htmx?.process(form);
  form.requestSubmit();
}

function join(output, target) {
  const end = target?.closest("[data-to]");
  const from = output.dataset.from;
  if (end && from) send({ do: "wire", from, to: end.dataset.to });
  else if (end && output.dataset.own !== undefined) {
    const [step, ...rest] = end.dataset.to.split(".");
    send({ do: "give", step, input: rest.join("."), source: `own:${output.dataset.own}` });
  } else if (from && target?.closest("[data-returns]")) send({ do: "return", from });
  else return false;
  return true;
}

const changeable = () => document.getElementById("designer")?.hasAttribute("data-may-change");

document.addEventListener("pointerdown", (event) => {
  const output = event.target.closest?.(".port.out");
  if (!output || !changeable() || event.button !== 0 || event.pointerType === "touch") return;
  pulled = output;
  start = { x: event.clientX, y: event.clientY };
  moved = false;
});

document.addEventListener("pointermove", (event) => {
  if (!pulled) return;
  if (!moved && Math.hypot(event.clientX - start.x, event.clientY - start.y) < FAR) return;
  if (!moved) offer(pulled);
  moved = true;
  board().classList.add("pulling");
  const origin = board().getBoundingClientRect();
  const to = { x: event.clientX - origin.left, y: event.clientY - origin.top };
  document.querySelector("#wires .pulled")?.remove();
  document.getElementById("wires").append(path(curve(place(pulled), to), family(pulled), "pulled"));
});

document.addEventListener("pointerup", (event) => {
  if (!pulled) return;
  const output = pulled;
  pulled = null;
  document.querySelector("#wires .pulled")?.remove();
  if (!moved) return;
  join(output, document.elementFromPoint(event.clientX, event.clientY));
  withdraw();
});

// A link that was pulled is not followed; browsers would drag its address.
document.addEventListener("dragstart", (event) => {
  if (event.target.closest?.(".port")) event.preventDefault();
});
document.addEventListener("click", (event) => {
  if (!moved) return;
  moved = false;
  if (event.target.closest?.(".port")) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);

// Click an output, then an input: while the panel shows what fits an output, inputs take it.
document.addEventListener("click", (event) => {
  const end = event.target.closest?.(".port.in[data-to].takes");
  const output = document.querySelector(".port.out.pending");
  if (!end || !output || !changeable() || event.detail === 0) return; // the keyboard follows links
  event.preventDefault();
  event.stopImmediatePropagation();
  join(output, end);
}, true);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  pulled = null;
  document.querySelector("#wires .pulled")?.remove();
  withdraw();
});

// --- forms --------------------------------------------------------------------------------------

// A choice made with the mouse holds at once. With the keyboard one walks through the choices, so
// there it holds when the button beside it is pressed.
let byKeyboard = false;
document.addEventListener("keydown", () => { byKeyboard = true; }, true);
document.addEventListener("pointerdown", () => { byKeyboard = false; }, true);
document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-source]");
  if (form && !byKeyboard) form.requestSubmit();
});

// --- each time the server has drawn -------------------------------------------------------------

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "designer") return;
  const canvas = document.getElementById("canvas");
  kept = {
    left: canvas?.scrollLeft ?? 0,
    top: canvas?.scrollTop ?? 0,
    panel: document.getElementById("designer").dataset.panel,
    inside: document.getElementById("panel")?.scrollTop ?? 0,
    active: document.activeElement?.id ?? "",
  };
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "run-state") return redraw();
  const designer = document.getElementById("designer");
  if (!designer || event.detail.target?.id !== "designer") return;
  const canvas = document.getElementById("canvas");
  canvas.scrollLeft = kept.left;
  canvas.scrollTop = kept.top;
  if (designer.dataset.panel !== kept.panel || !document.getElementById(kept.active)) {
    document.getElementById("panel-title")?.focus({ preventScroll: innerWidth > 1152 });
  } else {
    document.getElementById("panel").scrollTop = kept.inside;
  }
  begin();
});

document.addEventListener("htmx:oobAfterSwap", redraw);
document.addEventListener("toggle", redraw, true);
addEventListener("resize", redraw);

// What is worked on is in sight, also where the picture is wider than the screen.
function reveal() {
  const canvas = document.getElementById("canvas");
  const chosen = canvas?.querySelector(".step.chosen");
  if (!chosen) return;
  const [here, box] = [canvas.getBoundingClientRect(), chosen.getBoundingClientRect()];
  const margin = 24;
  if (box.right + margin > here.right) canvas.scrollLeft += box.right + margin - here.right;
  if (box.left - margin < here.left) canvas.scrollLeft += box.left - margin - here.left;
  if (box.bottom > here.bottom) canvas.scrollTop += box.bottom + margin - here.bottom;
  if (box.top - margin < here.top) canvas.scrollTop += box.top - margin - here.top;
}

function begin() {
  const next = document.querySelector(".languages [name=next]");
  if (next) next.value = location.pathname + location.search;
  reveal();
  sizes.disconnect();
  if (board()) sizes.observe(board());
  for (const step of document.querySelectorAll(".step")) sizes.observe(step);
  const chosen = new URLSearchParams(location.search).get("next");
  const output = chosen && document.querySelector(`.port.out[data-from="${CSS.escape(chosen)}"]`);
  if (output && changeable()) offer(output);
  redraw();
}

begin();
document.fonts.ready.then(redraw);

// What was typed before the scripts were ready is searched for all the same.
document.addEventListener("DOMContentLoaded", () => {
  const typed = document.getElementById("brick-search");
  if (typed && typed.value !== typed.defaultValue) typed.form.requestSubmit();
});
