/* A question whose answers are chosen: radio buttons for one, checkboxes for more. */

import { answersOf } from "../../protocol/ballots.js";
import { make } from "../dom.js";
import { emptyOf, kindOf } from "../questions.js";
import { said } from "./parts.js";

const isNumber = (answer) => /^-?\d{1,4}$/.test(answer);

/** How many answers may be chosen, told before any is. */
export function rule(app, question) {
  const { question: words } = app.words;
  const { min, max } = question;
  const low = Math.max(min, 1);
  const empty = { blank: words.orBlank, none: words.orNone, "": "" }[emptyOf(question)];
  if (max === 1) return [words.one, empty];
  if (min === max) return [words.exactly(max), empty];
  return [min === 0 && low === 1 && !question.blank ? words.upTo(max) : words.between(low, max), empty];
}

export function choosing(app, question, choice) {
  const { question: words } = app.words;
  const one = kindOf(question) === "one";
  const answers = answersOf(question);
  const count = one ? null : make("p", { class: "count", role: "status" });
  const inputs = [];
  const told = () => {
    for (const { input, is } of inputs) input.checked = is();
    if (!count) return;
    const used = choice.picked.length;
    const many = used > question.max;
    count.textContent = many ? words.tooMany(used, question.max) : words.chosen(used, question.max);
    count.classList.toggle("wrong", many);
  };
  const row = (type, is, pick, content, attributes = {}) => {
    const input = make("input", { type, name: "answer", onchange: ({ target }) => {
      pick(target.checked);
      told();
    } });
    inputs.push({ input, is });
    return make("label", { class: "option", ...attributes }, input, content);
  };
  const options = answers.map((answer, i) =>
    row(
      one ? "radio" : "checkbox",
      () => choice.picked.includes(i),
      (checked) => {
        choice.empty = false;
        const others = one ? [] : choice.picked.filter((each) => each !== i);
        choice.picked = checked ? [...others, i] : others;
      },
      said(app, answer),
    ),
  );
  const empty = emptyOf(question);
  const none = !empty
    ? null
    : row(
        one ? "radio" : "checkbox",
        () => choice.empty,
        (checked) => {
          choice.empty = checked;
          if (checked) choice.picked = [];
        },
        make("span", {}, words[empty], make("span", { class: "hint" }, words[`${empty}Hint`])),
        { class: "option empty" },
      );
  const numbers = one && answers.length > 4 && answers.every(isNumber);
  told();
  inputs[0].input.id = "answer-0";
  return [make("div", { class: numbers ? "options numbers" : "options" }, ...options), none, count];
}
