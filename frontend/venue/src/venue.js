/* The page: the plan and the list are there already; a button opens the halls in three dimensions. */

import { announcer } from "./page/announcing.js";
import { controls } from "./page/controls.js";
import { panel } from "./page/panel.js";

const root = document.querySelector("[data-venue]");

/** Whether this browser draws in three dimensions. */
function drawable() {
  try {
    return document.createElement("canvas").getContext("webgl2") !== null;
  } catch {
    return false;
  }
}

async function open(button) {
  const status = root.querySelector("[data-status]");
  button.disabled = true;
  status.textContent = root.dataset.loading;
  try {
    const [{ halls }, answer] = await Promise.all([import("./halls.js"), fetch(root.dataset.venue)]);
    if (!answer.ok) throw new Error(`${answer.status}`);
    await show(halls, await answer.json());
    status.textContent = "";
    button.hidden = true;
  } catch (error) {
    console.warn(error);
    root.querySelector("[data-stage]").hidden = true;
    status.textContent = root.dataset.failed;
    button.disabled = false;
  }
}

async function show(halls, venue) {
  const stage = root.querySelector("[data-stage]");
  stage.hidden = false;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const canvas = stage.querySelector("canvas");
  const side = panel(stage, venue);
  const say = announcer(stage.querySelector("[data-live]"));
  const hall = halls(canvas, venue, {
    still: () => still.matches,
    arrived: (booth) => {
      side.at(booth);
      say(booth ? side.told(booth) : "");
    },
    entered: (place) => say(side.hall(place)),
  });
  side.go((booth) => hall.visit(booth));
  controls(stage, canvas, hall, () => side.open());
  stage.querySelector("[data-close]").addEventListener("click", () => location.reload());
  await hall.ready;
  canvas.focus();
}

if (root) {
  const button = root.querySelector("[data-open]");
  const status = root.querySelector("[data-status]");
  if (drawable()) {
    button.hidden = false;
    button.addEventListener("click", () => open(button));
  } else {
    status.textContent = root.dataset.without;
  }
}
