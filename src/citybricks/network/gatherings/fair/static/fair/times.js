// Buttons that tick many slots at once, and a count; the form works without them.
const tools = document.querySelector("[data-times-tools]");
if (tools) {
  const boxes = [...document.querySelectorAll('.times input[name="free"]')];
  const output = tools.querySelector("[data-count]");
  const count = () => {
    const free = boxes.filter((box) => box.checked).length;
    let at = 0;
    output.value = output.dataset.words.replace(/%s/g, () => [free, boxes.length][at++]);
  };
  const chosen = {
    all: () => true,
    none: () => false,
    day: (box) => !("night" in box.dataset),
  };
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const kind = event.target.closest("[data-set]")?.dataset.set;
    if (!kind) return;
    for (const box of boxes) box.checked = chosen[kind](box);
    count();
  });
  document.addEventListener("change", count);
  document.querySelector(".times").addEventListener("keydown", (event) => {
    const at = boxes.indexOf(event.target);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = step && at >= 0 && boxes[at + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  count();
}
