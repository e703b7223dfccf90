/* One question to a page. */

import { button, make } from "../dom.js";
import { emptyOf, faultOf, kindOf, textOf } from "../questions.js";
import { choosing, rule } from "./choosing.js";
import { grading } from "./grading.js";
import { actions, complain, said } from "./parts.js";
import { ranking } from "./ranking.js";

const BODIES = { one: choosing, many: choosing, rank: ranking, grade: grading };

export function question(app, at) {
  const { questions } = app.election.file;
  const asked = questions[at];
  const choice = app.choices[at];
  const kind = kindOf(asked);
  const { question: words } = app.words;
  const form = make(
    "form",
    { novalidate: true },
    make(
      "fieldset",
      { class: "question", "aria-describedby": "rule" },
      make("legend", { class: "visually-hidden" }, said(app, textOf(asked))),
      make("p", { class: "rule", id: "rule" }, rules(app, asked, kind).filter(Boolean).join(app.words.space)),
      ...BODIES[kind](app, asked, choice).filter(Boolean),
    ),
    actions(
      button(app.words.next, null, { type: "submit", class: "button primary" }),
      button(app.words.back, () => app.back()),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const fault = faultOf(asked, choice);
    if (fault) {
      const [name, ...values] = fault;
      const missing = name === "ungraded" ? firstUngraded(choice) : 0;
      const message = words.faults[name];
      const text = typeof message === "string" ? message : message(...values);
      complain(app, text, `answer-${missing}`);
      return;
    }
    const next = at + 1 < questions.length && !app.returning ? `q${at + 1}` : "review";
    app.go(next);
  });
  return {
    label: words.step(at + 1, questions.length),
    heading: said(app, textOf(asked)),
    body: [form],
  };
}

function rules(app, asked, kind) {
  const { question: words } = app.words;
  const empty = emptyOf(asked) ? words.orBlank : "";
  if (kind === "rank") return [words.rank, words.rankHow, empty];
  if (kind === "grade") return [words.grade, empty];
  return rule(app, asked);
}

function firstUngraded({ grades }) {
  for (let i = 0; ; i++) if (!(i in grades)) return i;
}
