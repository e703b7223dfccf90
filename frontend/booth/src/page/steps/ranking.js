/* A question whose answers are ranked: by a list of places, by buttons, or by dragging. */

import { answersOf } from "../../protocol/ballots.js";
import { button, make } from "../dom.js";
import { emptyOf } from "../questions.js";
import { plain, said } from "./parts.js";

/** A checkbox for the blank vote. */
export function emptyRow(app, choice, cleared) {
  const { question: words } = app.words;
  const input = make("input", {
    type: "checkbox",
    onchange: ({ target }) => {
      choice.empty = target.checked;
      if (target.checked) cleared();
    },
  });
  input.checked = choice.empty;
  const text = make("span", {}, words.blank, make("span", { class: "hint" }, words.blankHint));
  return make("label", { class: "option empty" }, input, text);
}

export function ranking(app, question, choice) {
  const area = make("div", { class: "ranking" });
  const answers = answersOf(question);

  /** Put an answer at a place, counted from 0, or at none (-1); then draw, and tell. */
  const put = (i, place, focus) => {
    const others = choice.picked.filter((each) => each !== i);
    choice.picked = place < 0 ? others : others.toSpliced(place, 0, i);
    choice.empty = false;
    draw();
    const { moved, removed } = app.words.question;
    const at = choice.picked.indexOf(i);
    const name = plain(app, answers[i]);
    app.say(at < 0 ? removed(name) : moved(name, at + 1));
    const wanted = area.querySelector(`#${focus}-${i}`);
    (wanted?.disabled ? area.querySelector(`#answer-${i}`) : wanted)?.focus();
  };

  function row(i, at) {
    const { question: words } = app.words;
    const name = plain(app, answers[i]);
    const places = Math.min(answers.length, choice.picked.length + (at < 0 ? 1 : 0));
    const select = make(
      "select",
      {
        id: `answer-${i}`,
        "aria-label": words.place(name),
        onchange: ({ target }) => put(i, Number(target.value), "answer"),
      },
      make("option", { value: -1 }, words.noPlace),
      ...Array.from({ length: places }, (_, place) => make("option", { value: place }, `${place + 1}`)),
    );
    select.value = String(at);
    const last = choice.picked.length - 1;
    const up = button("↑", () => put(i, at < 0 ? last + 1 : at - 1, "up"), {
      id: `up-${i}`,
      class: "button move",
      "aria-label": words.up(name),
      disabled: at === 0,
    });
    const down = button("↓", () => put(i, at === last ? -1 : at + 1, "down"), {
      id: `down-${i}`,
      class: "button move",
      "aria-label": words.down(name),
      disabled: at < 0,
    });
    const item = make(
      "li",
      { class: "ranked", draggable: "true", "data-answer": i },
      said(app, answers[i], "span", { class: "name" }),
      select,
      up,
      down,
    );
    item.addEventListener("dragstart", (event) => {
      event.dataTransfer.setData("text/plain", String(i));
      event.dataTransfer.effectAllowed = "move";
    });
    return item;
  }

  function lists() {
    const { question: words } = app.words;
    const rest = answers.map((_, i) => i).filter((i) => !choice.picked.includes(i));
    const part = (title, name, items) =>
      make(
        "div",
        { class: `rank-part ${name}` },
        make("h2", { id: name }, title),
        make(name === "placed" ? "ol" : "ul", { "aria-labelledby": name }, ...items),
      );
    return [
      choice.picked.length ? part(words.ranked, "placed", choice.picked.map((i, at) => row(i, at))) : null,
      rest.length ? part(words.unranked, "unplaced", rest.map((i) => row(i, -1))) : null,
      emptyOf(question)
        ? emptyRow(app, choice, () => {
            choice.picked = [];
            draw();
            area.querySelector(".empty input").focus();
          })
        : null,
    ];
  }

  function draw() {
    area.replaceChildren(...lists().filter(Boolean));
  }

  area.addEventListener("dragover", (event) => event.preventDefault());
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    const i = Number(event.dataTransfer.getData("text/plain"));
    if (!(i in answers)) return;
    const onto = event.target.closest(".ranked");
    const at = onto ? choice.picked.indexOf(Number(onto.dataset.answer)) : -1;
    const below = event.target.closest(".unplaced");
    put(i, below ? -1 : at < 0 ? choice.picked.filter((each) => each !== i).length : at, "answer");
  });
  draw();
  return [area];
}
