/* Keys, buttons, touch and mouse as what they mean: walk, turn, look, pick. */

const KEYS = {
  KeyW: "forward",
  ArrowUp: "forward",
  KeyS: "back",
  ArrowDown: "back",
  KeyA: "left",
  KeyD: "right",
  ArrowLeft: "turn-left",
  KeyQ: "turn-left",
  ArrowRight: "turn-right",
  KeyE: "turn-right",
};
const CLICK = 6;
/* Pixels that a finger may move while it taps. */

/**
 * Wire a canvas and the buttons over it to the halls.
 *
 * @param {HTMLElement} stage
 * @param {HTMLCanvasElement} canvas
 * @param {object} hall what `halls` returns
 * @param {() => void} open what Enter does
 */
export function controls(stage, canvas, hall, open) {
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.code === "Enter") open();
    const action = KEYS[event.code];
    if (!action) return;
    event.preventDefault();
    hall.press(action);
  });
  canvas.addEventListener("keyup", (event) => KEYS[event.code] && hall.release(KEYS[event.code]));
  canvas.addEventListener("blur", () => hall.release());
  for (const button of stage.querySelectorAll("[data-press]")) hold(button, hall);
  stage.querySelector("[data-above]").addEventListener("click", () => hall.above());
  drag(canvas, hall);
}

/** Walk as long as a button is held; a click by keyboard is one step. */
function hold(button, hall) {
  const action = button.dataset.press;
  button.addEventListener("pointerdown", (event) => {
    button.setPointerCapture(event.pointerId);
    hall.press(action);
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
    button.addEventListener(end, () => hall.release(action));
  }
  button.addEventListener("click", (event) => event.detail === 0 && hall.step(action));
}

function drag(canvas, hall) {
  let from = null;
  canvas.addEventListener("pointerdown", (event) => {
    from = { x: event.clientX, y: event.clientY, far: 0 };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const over = [(event.clientX - left) / width, (event.clientY - top) / height];
    if (!from) {
      canvas.classList.toggle("over-booth", hall.over(...over) !== null);
      return;
    }
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    from = { x: event.clientX, y: event.clientY, far: from.far + Math.hypot(dx, dy) };
    hall.look(dx / width, dy / height);
  });
  canvas.addEventListener("pointerup", (event) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    if (from && from.far < CLICK) {
      const booth = hall.over((event.clientX - left) / width, (event.clientY - top) / height);
      if (booth) hall.visit(booth);
    }
    from = null;
  });
  canvas.addEventListener("pointercancel", () => {
    from = null;
  });
}
