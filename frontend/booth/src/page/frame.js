/* The frame around the steps: title, progress, languages, what is told to screen readers. */

import { LANGUAGES } from "../words/words.js";
import { make } from "./dom.js";

/** Draw a step.

    @param {{words, language, speak: (language: string) => void}} app
    @param {{label: string, heading: Node | string, body: Node[]}} step
    @param {{name: string, at: number, of: number}} place name of the election, and how far it is */
export function drawStep(app, step, { name, at, of }) {
  const { words } = app;
  document.documentElement.lang = words.tag;
  document.title = words.pageTitle(step.label, name);
  const main = document.querySelector("main");
  const progress = of
    ? make("p", { class: "way-so-far" },
        make("span", { class: "bricks", "aria-hidden": "true" },
          ...Array.from({ length: of }, (_, i) => make("i", { class: i < at ? "laid" : i === at ? "now" : "" }))),
        make("span", { class: "visually-hidden" }, `${words.step(at + 1, of)}: `),
        make("span", {}, step.label))
    : null;
  const heading = make("h1", { tabindex: "-1" }, step.heading);
  main.replaceChildren(...[progress, heading, ...step.body].filter(Boolean));
  drawLanguages(app);
  document.getElementById("election").textContent = name === words[document.documentElement.dataset.page] ? "" : name;
  for (const one of document.querySelectorAll("[data-words]")) {
    one.textContent = words[one.dataset.words];
  }
}

function drawLanguages(app) {
  const group = document.getElementById("languages");
  const chosen = group.contains(document.activeElement) ? app.language : null;
  const buttons = Object.entries(LANGUAGES).map(([language, { words, name }]) =>
    make("button", {
      type: "button",
      lang: words.tag,
      "aria-pressed": String(language === app.language),
      "data-language": language,
      onclick: () => app.speak(language),
    }, name),
  );
  group.setAttribute("aria-label", app.language === "zh" ? "语言" : "Language");
  group.replaceChildren(...buttons);
  if (chosen) group.querySelector(`[data-language=${chosen}]`).focus();
}

/** Tell screen readers. */
export function say(text) {
  const live = document.getElementById("live");
  live.textContent = "";
  setTimeout(() => {
    live.textContent = text;
  }, 50);
}

/** Move the focus to what is new: the heading, unless something else is named. */
export function focusOn(selector) {
  const element = document.querySelector(selector) ?? document.querySelector("main h1");
  element.focus({ preventScroll: selector === "main h1" });
  if (selector === "main h1") scrollTo(0, 0);
}
