/* Parts that several steps have. */

import { answersOf } from "../../protocol/ballots.js";
import { inLanguage } from "../../words/words.js";
import { make } from "../dom.js";
import { gradesOf, meaningOf, textOf } from "../questions.js";

/** A text of the election in the reader's language. */
export function said(app, text, name = "span", attributes = {}) {
  const found = inLanguage(text, app.language);
  const lang = found.lang === app.words.tag ? undefined : found.lang;
  return make(name, { lang, ...attributes }, found.text);
}

export const plain = (app, text) => inLanguage(text, app.language).text;

export function list(name, items, attributes = {}) {
  return make(name, attributes, ...items.map((item) => make("li", {}, item)));
}

export const actions = (...buttons) => make("div", { class: "actions" }, ...buttons);

/** What is wrong, on top of a step; it takes the focus, and leads to the field. */
export function problem(app, message, field) {
  const box = make(
    "div",
    { class: "problem", role: "alert", tabindex: "-1" },
    make("p", {}, make("strong", {}, app.words.problem)),
    make("p", {}, field ? make("a", { href: `#${field}` }, message) : message),
  );
  box.querySelector("a")?.addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById(field).focus();
  });
  return box;
}

/** Show a problem on top of the step that is shown; a former one goes. */
export function complain(app, message, field) {
  document.querySelector("main .problem")?.remove();
  for (const one of document.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
  if (field) document.getElementById(field)?.setAttribute("aria-invalid", "true");
  const box = problem(app, message, field);
  document.querySelector("main h1").after(box);
  box.focus();
}

/** A field with its label and hint. */
export function field(id, label, hint, attributes = {}) {
  return make(
    "div",
    { class: "field" },
    make("label", { for: id }, label),
    hint ? make("p", { class: "hint", id: `${id}-hint` }, hint) : null,
    make("input", {
      id,
      type: "text",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      "aria-describedby": hint ? `${id}-hint` : undefined,
      ...attributes,
    }),
  );
}

/** What the numbers of a ballot say about a question, in words. */
export function inWords(app, question, vote) {
  const { empty, items } = meaningOf(question, vote);
  if (empty) return make("p", { class: "words" }, app.words.question[empty]);
  const answers = answersOf(question);
  const lines = items.map(({ place, answers: which, grade }) => {
    const names = which.flatMap((i, at) => [at ? " · " : "", said(app, answers[i])]);
    if (grade) return [...names, app.words.question.colon, said(app, gradesOf(question)[grade - 1], "strong")];
    if (place === undefined) return names;
    const label = place ? app.words.review.place(place) : `${app.words.question.unranked}:`;
    return [make("span", { class: "place" }, label), " ", ...names];
  });
  return list("ul", lines, { class: "words" });
}

/** Questions with what was voted, each in words. */
export function voteInWords(app, questions, votes, change) {
  const rows = questions.flatMap((question, i) => [
    make("dt", {}, said(app, textOf(question))),
    make("dd", {}, inWords(app, question, votes[i]), change ? change(question, i) : null),
  ]);
  return make("dl", { class: "votes" }, ...rows);
}
