/* The auditor's page: opens an audited ballot again, on another device than the voter's. */

import { read } from "../protocol/canonical.js";
import { checkAudit } from "../protocol/auditing.js";
import { answersOf } from "../protocol/ballots.js";
import { prepareElection } from "../protocol/elections.js";
import { LANGUAGES, preferredLanguage } from "../words/words.js";
import { apiOf, loadFiles } from "./board.js";
import { button, make } from "./dom.js";
import { drawStep, focusOn, say } from "./frame.js";
import { tracker } from "./marks.js";
import { actions, list, plain, voteInWords } from "./steps/parts.js";

export class Auditor {
  language = preferredLanguage(navigator.languages);
  step = "loading";

  get words() {
    return LANGUAGES[this.language].words;
  }

  async load() {
    this.draw();
    try {
      const [raw] = await loadFiles(apiOf(location.pathname), ["election"]);
      this.election = prepareElection(raw);
      this.step = "ask";
    } catch {
      this.step = "failed";
    }
    this.draw({ focus: "main h1" });
  }

  speak(language) {
    this.language = language;
    this.draw();
  }

  draw({ focus } = {}) {
    const name = this.election ? plain(this, this.election.file.name) : this.words.auditor;
    drawStep(this, this[`${this.step}Step`](), { name, at: 0, of: 0 });
    if (focus) focusOn(focus);
  }

  loadingStep() {
    return { label: this.words.loading, heading: this.words.loading, body: [] };
  }

  failedStep() {
    const { failed } = this.words;
    return { label: failed.title, heading: failed.title, body: [make("p", { class: "warning" }, failed.load)] };
  }

  askStep() {
    const { audit: words } = this.words;
    const file = make("input", {
      type: "file",
      id: "file",
      class: "visually-hidden",
      accept: ".json,application/json",
      "aria-describedby": "file-hint",
      onchange: ({ target }) => this.check(target.files[0]),
    });
    return {
      label: words.step,
      heading: words.title,
      body: [
        make("p", { class: "lead" }, words.intro),
        make("div", { class: "panel" },
          make("h2", {}, words.file),
          make("p", { class: "hint", id: "file-hint" }, words.fileHint),
          make("label", { class: "button primary pick" }, words.pick, file)),
        make("p", { class: "hint" }, words.offline),
      ],
    };
  }

  async check(file) {
    let faults = [{ fault: "json" }];
    let audit = null;
    try {
      audit = read(await file.text());
      if (audit.version === 1 && typeof audit.ballot === "string") faults = checkAudit(this.election, audit);
    } catch {
      audit = null;
    }
    this.checked = { audit, faults };
    this.step = "verdict";
    this.draw({ focus: "main h1" });
    say(faults.length ? this.words.audit.bad : this.words.audit.good);
  }

  verdictStep() {
    const { audit: words } = this.words;
    const { audit, faults } = this.checked;
    const another = actions(button(words.another, () => {
      this.step = "ask";
      this.draw({ focus: "#file" });
    }));
    if (!faults.length) {
      const body = [
        make("p", { class: "lead verdict good" }, words.goodHow),
        make("section", { class: "panel" },
          make("h2", {}, words.compareTracker), tracker(audit.tracker, { id: "tracker" })),
        make("section", { class: "panel" },
          make("h2", {}, words.compareAnswers),
          voteInWords(this, this.election.file.questions, audit.votes)),
        make("p", { class: "warning" }, words.differs),
        another,
      ];
      return { label: words.step, heading: words.good, body };
    }
    const wrongFile = ["json", "election"].includes(faults[0].fault);
    const body = [
      wrongFile ? null : make("p", { class: "warning", role: "alert" }, words.badHow),
      list("ul", faults.map((one) => this.inWords(one)), { class: "faults" }),
      another,
    ];
    return { label: words.step, heading: wrongFile ? this.words.problem : words.bad, body };
  }

  inWords({ fault, question, answer }) {
    const said = this.words.audit.faults[fault];
    if (typeof said === "string") return said;
    const asked = this.election.file.questions[question];
    const name = answer === undefined ? "" : plain(this, answersOf(asked)[answer]);
    return said(question + 1, name);
  }
}
