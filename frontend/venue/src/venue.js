/* The page: the plan and the list are there already; a button opens the halls in three dimensions. */

import { announcer } from "./page/announcing.js";
import { controls } from "./page/controls.js";
import { panel } from "./page/panel.js";
import { presence } from "./page/presence.js";

const root = document.querySelector("[data-venue]");

/** Whether this browser draws in three dimensions. */
function drawable() {
  try {
    return document.createElement("canvas").getContext("webgl2") !== null;
  } catch {
    return false;
  }
}

async function open(button, stage) {
  const status = root.querySelector("[data-status]");
  button.disabled = true;
  status.textContent = root.dataset.loading;
  try {
    if (!stage.dataset.opened) await load(stage);
    stage.dataset.opened = "yes";
    stage.hidden = false;
    button.hidden = true;
    status.textContent = "";
    stage.querySelector("canvas").focus();
  } catch (error) {
    console.warn(error);
    stage.hidden = true;
    status.textContent = root.dataset.failed;
  }
  button.disabled = false;
}

async function load(stage) {
  const [{ halls }, answer] = await Promise.all([import("./halls.js"), fetch(root.dataset.venue)]);
  if (!answer.ok) throw new Error(`${answer.status}`);
  const venue = await answer.json();
  stage.hidden = false;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const canvas = stage.querySelector("canvas");
  const side = panel(stage, venue);
  const say = announcer(stage.querySelector("[data-live]"));
  const present = presence(root.dataset.counts, venue, side.at);
  const hall = halls(canvas, venue, {
    still: () => still.matches,
    arrived: (booth) => {
      side.at(booth);
      present(booth);
      say(booth ? side.told(booth) : "");
    },
    entered: (place) => say(side.hall(place)),
  });
  side.go((booth) => {
    hall.visit(booth);
    canvas.focus();
  });
  controls(stage, canvas, hall, () => side.open());
  await hall.ready;
}

function close(button, stage) {
  stage.hidden = true;
  button.hidden = false;
  button.focus();
}

if (root) {
  const button = root.querySelector("[data-open]");
  const stage = root.querySelector("[data-stage]");
  if (drawable()) {
    button.hidden = false;
    button.addEventListener("click", () => open(button, stage));
    stage.querySelector("[data-close]").addEventListener("click", () => close(button, stage));
  } else {
    root.querySelector("[data-status]").textContent = root.dataset.without;
  }
}
