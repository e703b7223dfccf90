/* Look once more, seal, and decide: cast or audit. */

import { button, make, save } from "../dom.js";
import { qr, tracker } from "../marks.js";
import { textOf } from "../questions.js";
import { actions, list, plain, voteInWords } from "./parts.js";

export function review(app) {
  const { review: words } = app.words;
  const change = (question, i) =>
    button(words.change, () => app.change(i), {
      class: "link",
      "aria-label": words.changeOf(plain(app, textOf(question))),
    });
  return {
    label: words.step,
    heading: words.step,
    body: [
      make("p", { class: "lead" }, words.intro),
      voteInWords(app, app.election.file.questions, app.votes(), change),
      actions(
        button(words.seal, () => app.seal(), { class: "button primary" }),
        button(app.words.back, () => app.back()),
      ),
      make("p", { class: "hint" }, words.after),
    ],
  };
}

export function sealing(app) {
  const { sealing: words } = app.words;
  return {
    label: words.step,
    heading: words.title,
    body: [
      make("progress", { max: "1", value: "0", id: "sealing", "aria-label": words.title }),
      make("p", {}, words.wait),
    ],
  };
}

export function sealed(app) {
  const { sealed: words } = app.words;
  const text = app.sealed.tracker;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      getSelection().selectAllChildren(document.querySelector(".tracker"));
      document.execCommand("copy");
    }
    app.say(words.copied);
  };
  return {
    label: words.step,
    heading: words.title,
    body: [
      make(
        "section",
        { class: "envelope", "aria-labelledby": "tracker-title" },
        make(
          "div",
          {},
          make("h2", { id: "tracker-title" }, words.tracker),
          tracker(text, { id: "tracker" }),
          make("p", { class: "hint" }, words.keep),
          button(words.copy, copy, { class: "button small" }),
        ),
        qr(text, words.qr),
      ),
      make("h2", { class: "decide" }, words.choose),
      make("p", {}, words.chooseWhy),
      make(
        "div",
        { class: "ways" },
        way(words.cast, words.castHint, () => app.go("identify"), "cast", "button primary"),
        way(words.audit, words.auditHint, () => app.audit(), "audit", "button"),
      ),
      actions(button(app.words.back, () => app.back())),
    ],
  };
}

function way(text, hint, onclick, id, look) {
  return make(
    "div",
    { class: "way" },
    button(text, onclick, { id, class: look, "aria-describedby": `${id}-hint` }),
    make("p", { class: "hint", id: `${id}-hint` }, hint),
  );
}

export function audited(app) {
  const { audited: words } = app.words;
  const { file, told } = app.opened;
  return {
    label: words.step,
    heading: words.title,
    body: [
      make("p", { class: "lead" }, words.spoiled),
      make("section", { class: "panel" },
        make("h2", {}, words.tracker),
        tracker(file.tracker, { id: "tracker" }),
        voteInWords(app, app.election.file.questions, file.votes),
        actions(button(words.save, () => save("audit.json", JSON.stringify(file)), { id: "save" })),
      ),
      make("h2", {}, words.how),
      list("ol", words.hows, { class: "how" }),
      make("p", {}, `${words.page}: `, make("code", {}, new URL("audit.html", location.href).href)),
      told === undefined ? null : make("p", { class: told ? "hint" : "warning" }, told ? words.told : words.untold),
      actions(
        button(words.again, () => app.seal(), { class: "button primary" }),
        button(words.change, () => app.go("q0")),
      ),
    ],
  };
}

