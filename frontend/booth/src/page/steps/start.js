/* The first step: what this is, what it promises, and the voter's credential. */

import { readCredential } from "../../protocol/credentials.js";
import { button, make } from "../dom.js";
import { actions, complain, list, said } from "./parts.js";

export function start(app) {
  const { start: words } = app.words;
  const { file } = app.election;
  return {
    label: words.step,
    heading: said(app, file.name, "span"),
    body: [
      file.description ? said(app, file.description, "p", { class: "lead" }) : null,
      make(
        "section",
        { class: "panel" },
        make("h2", {}, words.how),
        list("ol", words.hows(file.questions.length), { class: "how" }),
        make("p", { class: "hint" }, words.revote),
      ),
      credential(app),
      promises(app),
      make("p", { class: "hint keys" }, words.keysChecked, app.words.space, words.keys(app.trustees)),
    ],
  };
}

function credential(app) {
  const { start: words } = app.words;
  const form = make("form", { class: "panel", novalidate: true });
  const heading = make("h2", {}, words.credential);
  if (app.credential) {
    const other = () => {
      app.credential = "";
      app.draw({ focus: "#credential" });
    };
    form.append(
      heading,
      make("p", { class: "known" }, words.fromLink(app.credential.slice(-3))),
      make("p", {}, button(words.other, other, { class: "link" })),
    );
  } else {
    form.append(
      make("h2", {}, make("label", { for: "credential" }, words.credential)),
      make("p", { class: "hint", id: "credential-hint" }, words.credentialHint),
      make("input", {
        id: "credential",
        class: "credential",
        type: "text",
        autocomplete: "off",
        autocapitalize: "off",
        spellcheck: "false",
        "aria-describedby": "credential-hint",
        value: app.typed,
        oninput: (event) => {
          app.typed = event.target.value;
        },
      }),
    );
  }
  form.append(actions(button(words.begin, null, { type: "submit", class: "button primary" })));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    begin(app);
  });
  return form;
}

function begin(app) {
  if (!app.credential) {
    const found = readCredential(app.typed);
    if (found.fault) {
      complain(app, app.words.credentialFaults[found.fault](found), "credential");
      return;
    }
    app.credential = found.credential;
    app.typed = "";
  }
  app.go(app.isAnswered() ? "review" : "q0");
}

function promises(app) {
  const { promises: words } = app.words;
  const nots = words.nots.map(([what, why]) => [make("strong", {}, what), app.words.space, why]);
  return make(
    "section",
    { class: "promises", "aria-labelledby": "promises" },
    make("h2", { id: "promises" }, words.title),
    make(
      "div",
      { class: "two" },
      make("div", { class: "sure" }, make("h3", {}, words.sure), list("ul", words.sures)),
      make("div", { class: "not" }, make("h3", {}, words.not), list("ul", nots)),
    ),
  );
}

