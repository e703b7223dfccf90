/* A question whose answers are graded: for each answer one of the grades. */

import { answersOf } from "../../protocol/ballots.js";
import { make } from "../dom.js";
import { emptyOf, gradesOf } from "../questions.js";
import { said } from "./parts.js";
import { emptyRow } from "./ranking.js";

export function grading(app, question, choice) {
  const rows = answersOf(question).map((answer, i) =>
    make(
      "fieldset",
      { class: "graded" },
      make("legend", {}, said(app, answer)),
      make("div", { class: "grades" }, ...gradesOf(question).map((grade, at) => one(grade, at, i))),
    ),
  );
  function one(grade, at, i) {
    const input = make("input", {
      type: "radio",
      name: `grade-${i}`,
      id: at === 0 ? `answer-${i}` : undefined,
      onchange: () => {
        choice.grades[i] = at + 1;
        if (choice.empty) {
          choice.empty = false;
          empty.querySelector("input").checked = false;
        }
      },
    });
    input.checked = choice.grades[i] === at + 1;
    return make("label", { class: "option" }, input, said(app, grade));
  }
  const empty = emptyOf(question)
    ? emptyRow(app, choice, () => {
        choice.grades = {};
        for (const input of document.querySelectorAll(".grades input")) input.checked = false;
      })
    : null;
  return [...rows, empty];
}
