/* The booth: which step is shown, and what the voter has done so far.

   Everything is kept in this object and nowhere else: it is gone with the page. */

import { read } from "../protocol/canonical.js";
import { readCredential } from "../protocol/credentials.js";
import { ballotEvent, isHeadOf, isSigned } from "../protocol/heads.js";
import { LANGUAGES, preferredLanguage } from "../words/words.js";
import { apiOf, loadFiles, post } from "./board.js";
import { make, save } from "./dom.js";
import { drawStep, focusOn, say } from "./frame.js";
import { faultOf, newChoice, voteOf } from "./questions.js";
import { identify } from "./steps/identify.js";
import { plain } from "./steps/parts.js";
import { question } from "./steps/question.js";
import { receipt } from "./steps/receipt.js";
import { audited, review, sealed, sealing } from "./steps/sealing.js";
import { start } from "./steps/start.js";

const STEPS = { start, review, sealing, sealed, audited, identify, receipt };
const CLOSED = ["closed", "tallying", "done", "cancelled"];

export class Booth {
  language = preferredLanguage(navigator.languages);
  step = "loading";
  credential = "";
  typed = "";
  choices = [];
  returning = false;
  sealed = null;
  opened = null;
  receipt = null;
  identity = { way: "email", voter: "", sent: false, permit: "" };

  constructor(ask) {
    this.ask = ask;
    this.api = apiOf(location.pathname);
    this.say = say;
  }

  get words() {
    return LANGUAGES[this.language].words;
  }

  // --- start -----------------------------------------------------------------------------------
  /** Take the credential out of the address, and forget that it was there. */
  takeCredential() {
    const given = unescaped(location.hash.slice(1));
    if (!given) return;
    history.replaceState(history.state, "", location.pathname + location.search);
    const found = readCredential(given);
    if (found.credential) this.credential = found.credential;
    else this.typed = given;
  }

  async load() {
    this.draw();
    try {
      const files = await loadFiles(this.api, ["", "election", "trustees"]).catch(() => null);
      if (!files) return this.fail(this.words.failed.load);
      const [index, election, trustees] = files;
      this.index = JSON.parse(index);
      this.election = { file: read(election) };
      this.choices = this.election.file.questions.map(newChoice);
      if (CLOSED.includes(this.index.state)) return this.fail(this.words.failed.state);
      this.trustees = await this.ask("prepare", { election, trustees });
    } catch (error) {
      const { worker, files } = this.words.failed;
      return this.fail(error.message === "worker" ? worker : files(error.message));
    }
    history.replaceState({ step: "start" }, "");
    addEventListener("popstate", ({ state }) => this.returnTo(state?.step ?? "start"));
    addEventListener("beforeunload", (event) => {
      if (this.isStarted() && !this.receipt) event.preventDefault();
    });
    this.step = "start";
    return this.draw({ focus: "main h1" });
  }

  fail(message) {
    this.step = "failed";
    this.failure = message;
    this.draw({ focus: "main h1" });
  }

  // --- where the voter is ----------------------------------------------------------------------
  go(step) {
    if (step === "review" || step === "start") this.returning = false;
    this.step = step;
    history.pushState({ step }, "");
    this.draw({ focus: "main h1" });
  }

  back() {
    history.back();
  }

  /** Show a step that the browser goes back to, as far as it still means something. */
  returnTo(step) {
    const needs = { sealed: this.sealed, identify: this.sealed, audited: this.opened };
    if (this.receipt || step === "receipt") this.step = this.receipt ? "receipt" : "review";
    else if (step === "sealing" || (step in needs && !needs[step])) this.step = "review";
    else this.step = step;
    if (this.step === "review") this.returning = false;
    this.draw({ focus: "main h1" });
  }

  change(at) {
    this.returning = true;
    this.step = `q${at}`;
    history.pushState({ step: this.step }, "");
    this.draw({ focus: "main h1" });
  }

  speak(language) {
    this.language = language;
    this.draw();
  }

  isStarted() {
    return this.choices.some(({ picked, empty, grades }) => picked.length || empty || Object.keys(grades).length);
  }

  isAnswered() {
    return this.election.file.questions.every((one, i) => faultOf(one, this.choices[i]) === null);
  }

  votes() {
    return this.election.file.questions.map((one, i) => voteOf(one, this.choices[i]));
  }

  // --- drawing ---------------------------------------------------------------------------------
  /** Draw the step; what was typed in other fields than those of its state is kept. */
  draw({ focus } = {}) {
    const kept = [...document.querySelectorAll("main input[id]")].map(({ id, value }) => [id, value]);
    const had = document.querySelector("main :focus");
    drawStep(this, this.drawn(), this.place());
    if (!focus || !focus.startsWith("main")) restore(kept);
    if (focus) focusOn(focus);
    else if (had) focusOn(had.id ? `#${had.id}` : "main h1");
  }

  drawn() {
    if (this.step === "loading") return { label: this.words.loading, heading: this.words.loading, body: [] };
    if (this.step === "failed") {
      const body = [make("p", { class: "warning", role: "alert" }, this.failure)];
      return { label: this.words.failed.title, heading: this.words.failed.title, body };
    }
    if (this.step.startsWith("q")) return question(this, Number(this.step.slice(1)));
    return STEPS[this.step](this);
  }

  place() {
    if (!this.election) return { name: this.words.booth, at: 0, of: 0 };
    const asked = this.election.file.questions.map((_, i) => `q${i}`);
    const order = ["start", ...asked, "review", "sealed", "identify", "receipt"];
    const step = { sealing: "sealed", audited: "sealed" }[this.step] ?? this.step;
    const at = order.indexOf(step);
    return { name: plain(this, this.election.file.name), at, of: at < 0 ? 0 : order.length };
  }

  // --- sealing, auditing, casting --------------------------------------------------------------
  async seal() {
    const votes = this.votes();
    this.step = "sealing";
    this.sealed = null;
    this.draw({ focus: "main h1" });
    let told = 0;
    const tell = (part) => {
      const bar = document.getElementById("sealing");
      if (bar) bar.value = part;
      if (part - told < 0.25) return;
      told = part;
      say(this.words.sealing.done(Math.round(100 * part)));
    };
    try {
      this.sealed = await this.ask("seal", { credential: this.credential, votes }, tell);
    } catch (error) {
      this.fail(this.words.failed.seal(error.message));
      return;
    }
    document.documentElement.dataset.milliseconds = Math.round(this.sealed.milliseconds);
    this.go("sealed");
  }

  async audit() {
    const file = await this.ask("open");
    this.sealed = null;
    this.opened = { file };
    this.go("audited");
    const { status } = await post(`${this.api}/spoil`, JSON.stringify(file));
    this.opened.told = status >= 200 && status < 300;
    if (this.step === "audited") this.draw();
    say(this.words.audited[this.opened.told ? "told" : "untold"]);
  }

  newCredential() {
    this.credential = "";
    this.sealed = null;
    Object.assign(this.identity, { sent: false, permit: "" });
    this.go("start");
  }

  async finish(answer) {
    const event = await this.eventOf(answer);
    this.receipt = { answer: event ? { ...answer, event } : answer, verdict: this.judge(answer, event) };
    if (this.receipt.verdict === "good") this.credential = "";
    this.tracker = this.sealed.tracker;
    this.sealed = null;
    this.opened = null;
    this.choices = this.choices.map(newChoice);
    this.identity = { way: "email", voter: "", sent: false, permit: "" };
    await this.ask("forget");
    this.go("receipt");
  }

  /** Save a complaint that the credential has signed; the board takes it on its page of disputes. */
  async complain(claim) {
    const tracker = this.sealed?.tracker ?? this.tracker;
    const said = { credential: this.credential, tracker, claim, text: "" };
    save("complaint.json", await this.ask("complain", said));
  }

  /** The event of our ballot as it has to stand on the board; null when the board is silent. */
  async eventOf({ height }) {
    try {
      const [found] = await loadFiles(this.api, [`heads?from=${height - 1}`]);
      const before = JSON.parse(found).heads.find(({ head }) => head.height === height - 1);
      return ballotEvent(before.head.event_hash, height, this.sealed.tracker);
    } catch {
      return null;
    }
  }

  /** Whether what the board answered is about our ballot and signed by it. */
  judge({ tracker, height, head }, event) {
    const ours = tracker === this.sealed.tracker && head.uuid === this.election.file.uuid;
    if (!ours || head.height !== height) return "different";
    if (event && !isHeadOf(head, event)) return "different";
    const key = this.index.board_key;
    if (!key) return "unknown";
    return isSigned(head, key) ? "good" : "bad";
  }
}

function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a percent sign that stands for nothing
  }
}

function restore(kept) {
  for (const [id, value] of kept) {
    const field = document.getElementById(id);
    if (field && !field.value && field.type === "text") field.value = value;
  }
}
