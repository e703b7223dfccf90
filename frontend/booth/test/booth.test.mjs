/* What voters answer becomes the numbers of a ballot; an audit finds a ballot that holds others. */

import assert from "node:assert/strict";
import test from "node:test";
import { checkAudit, openedBallot } from "../src/protocol/auditing.js";
import { checkVote, makeBallot } from "../src/protocol/ballots.js";
import { checkTrustees, prepareElection } from "../src/protocol/elections.js";
import { fingerprint } from "../src/protocol/digests.js";
import { groupByName } from "../src/protocol/groups.js";
import { proveKnowledge } from "../src/protocol/proofs.js";
import { apiOf } from "../src/page/board.js";
import { emptyOf, faultOf, kindOf, meaningOf, voteOf } from "../src/page/questions.js";
import { en } from "../src/words/en.js";
import { inLanguage, preferredLanguage } from "../src/words/words.js";
import { zh } from "../src/words/zh.js";

const CREDENTIAL = "5LJUx-82Vk4a-SjWnG-tX7cD5";
const ONE = { answers: ["A", "B", "C"], min: 1, max: 1, question: "One" };
const SOME = { answers: ["A", "B", "C"], min: 0, max: 2, question: "Some" };
const BLANK = { answers: ["A", "B", "C"], blank: true, min: 1, max: 2, question: "Blank" };
const ranked = (extra) => ({ type: "NonHomomorphic", value: { answers: ["A", "B", "C"], question: "Rank" }, extra });
const SCHULZE = ranked({ method: "schulze", blank: true });
const STV = ranked({ method: "stv", blank: false, seats: 1 });
const GRADES = ranked({ method: "majority_judgment", blank: true, grades: ["good", "bad"] });
const choice = (given) => ({ picked: [], empty: false, grades: {}, ...given });

function election(questions, name = "Ed25519") {
  const group = groupByName(name);
  const secret = group.randomExponent();
  const public_key = group.write(group.power(group.generator, secret));
  const file = { version: 1, description: "", name: "Test", group: name, public_key, questions, uuid: "LJUvYf2DpSM2xv" };
  const prepared = prepareElection(JSON.stringify(file));
  const pok = proveKnowledge(prepared, secret, `pok|${name}|${public_key}|`);
  return { ...prepared, trustees: JSON.stringify([["Single", { pok, public_key }]]) };
}

test("answers become numbers, and numbers words again", () => {
  const cases = [
    [ONE, choice({ picked: [1] }), [0, 1, 0]],
    [SOME, choice({ picked: [2, 0] }), [1, 0, 1]],
    [SOME, choice({ empty: true }), [0, 0, 0]],
    [BLANK, choice({ picked: [2] }), [0, 0, 0, 1]],
    [BLANK, choice({ empty: true }), [1, 0, 0, 0]],
    [SCHULZE, choice({ picked: [2, 0] }), [2, 3, 1]],
    [STV, choice({ picked: [2, 0] }), [2, 0, 1]],
    [STV, choice({ picked: [1, 2, 0] }), [3, 1, 2]],
    [SCHULZE, choice({ empty: true }), [0, 0, 0]],
    [GRADES, choice({ grades: { 0: 2, 1: 1, 2: 1 } }), [2, 1, 1]],
  ];
  for (const [question, given, vote] of cases) {
    assert.equal(faultOf(question, given), null);
    assert.deepEqual(voteOf(question, given), vote);
    checkVote(question, vote);
  }
  assert.deepEqual(meaningOf(ONE, [0, 1, 0]), { empty: "", items: [{ answers: [1] }] });
  assert.equal(meaningOf(BLANK, [1, 0, 0, 0]).empty, "blank");
  assert.equal(meaningOf(SOME, [0, 0, 0]).empty, "none");
  assert.deepEqual(meaningOf(SCHULZE, [2, 2, 1]).items, [{ place: 1, answers: [2] }, { place: 2, answers: [0, 1] }]);
  assert.deepEqual(meaningOf(STV, [2, 0, 1]).items.at(-1), { place: 0, answers: [1] });
  assert.deepEqual(meaningOf(GRADES, [2, 1, 1]).items[0], { answers: [0], grade: 2 });
});

test("what is missing or too much is told", () => {
  assert.deepEqual(faultOf(ONE, choice()), ["nothingOne"]);
  assert.deepEqual(faultOf(BLANK, choice()), ["nothing"]);
  assert.deepEqual(faultOf(BLANK, choice({ picked: [0, 1, 2] })), ["many", 3, 2]);
  assert.deepEqual(faultOf({ ...BLANK, min: 2 }, choice({ picked: [0] })), ["few", 1, 2]);
  assert.deepEqual(faultOf(STV, choice()), ["unranked"]);
  assert.deepEqual(faultOf(GRADES, choice({ grades: { 0: 1 } })), ["ungraded", 2]);
  assert.deepEqual([ONE, SOME, BLANK, STV, SCHULZE].map(emptyOf), ["", "none", "blank", "", "blank"]);
  assert.deepEqual([ONE, SOME, STV, GRADES].map(kindOf), ["one", "many", "rank", "grade"]);
});

test("numbers that a question does not allow are never encrypted", () => {
  const made = election([BLANK]);
  for (const vote of [[0, 0, 0, 0], [0, 1, 1, 1], [1, 1, 0, 0], [0, 2, 0, 0], [0, 1], [0, 0.5, 0.5, 0]]) {
    assert.throws(() => makeBallot(made, CREDENTIAL, [vote]), RangeError);
  }
});

for (const name of ["BELENIOS-2048", "Ed25519"]) {
  test(`${name}: an honest ballot passes the audit, one that holds something else does not`, () => {
    const questions = name === "Ed25519" ? [BLANK, STV] : [BLANK];
    const votes = [[0, 0, 1, 0], [2, 0, 1]].slice(0, questions.length);
    const made = election(questions, name);
    const audit = openedBallot(made, makeBallot(made, CREDENTIAL, votes), votes);
    assert.deepEqual(checkAudit(made, audit), []);
    const changed = (change) => {
      const copy = structuredClone(audit);
      change(copy);
      return checkAudit(made, copy);
    };
    const flipped = changed((copy) => (copy.votes[0] = [0, 1, 0, 0]));
    assert.deepEqual(flipped.map((one) => [one.fault, one.question, one.answer]), [["opens", 0, 0], ["opens", 0, 1]]);
    assert.equal(changed((copy) => (copy.votes[0] = [0, 1, 1, 1]))[0].fault, "allowed");
    assert.equal(changed((copy) => (copy.randomness[0][1] += "0"))[0].fault, "opens");
    assert.equal(changed((copy) => copy.randomness[0].pop())[0].fault, "shape");
    assert.equal(changed((copy) => (copy.tracker = fingerprint(copy.tracker)))[0].fault, "tracker");
    assert.equal(changed((copy) => (copy.election_uuid = "other"))[0].fault, "election");
    const forged = changed((copy) => {
      const ballot = JSON.parse(copy.ballot);
      ballot.signature.proof.response = "1";
      copy.ballot = JSON.stringify(ballot);
      copy.tracker = fingerprint(copy.ballot);
    });
    assert.equal(forged[0].fault, "shape");
    if (questions.length > 1) {
      const other = changed((copy) => (copy.votes[1] = [1, 0, 2]));
      assert.deepEqual(other.map((one) => [one.fault, one.question]), [["opens", 1]]);
    }
  });
}

test("the key of an election has to be that of its trustees", () => {
  const made = election([ONE]);
  assert.deepEqual(checkTrustees(made, made.trustees), { size: 1, threshold: 1 });
  assert.throws(() => checkTrustees(made, election([ONE]).trustees));
  const unproved = made.trustees.replace(/"response":"\d/, '"response":"9');
  assert.throws(() => checkTrustees(made, unproved.replace('"challenge":"', '"challenge":"1')));
  assert.throws(() => prepareElection(JSON.stringify({ ...made.file, public_key: "0".repeat(63) + "1" })));
  assert.throws(() => prepareElection(JSON.stringify({ ...made.file, group: "P-256" })), /P-256/);
  assert.throws(() => prepareElection(JSON.stringify({ ...made.file, version: 2 })));
});

test("two ballots of the same answers have nothing in common that tells", () => {
  const made = election([ONE]);
  const ballots = [1, 2].map(() => JSON.parse(makeBallot(made, CREDENTIAL, [[0, 1, 0]]).ballot));
  const numbers = ballots.map((one) => JSON.stringify(one.answers).match(/"[0-9a-f]{20,}"/g));
  assert.equal(new Set(numbers.flat()).size, numbers.flat().length);
});

test("both languages say the same things", () => {
  const keys = (words, path = "") =>
    Object.entries(words).flatMap(([key, value]) =>
      value && typeof value === "object" ? keys(value, `${path}${key}.`) : [`${path}${key}:${typeof value}`],
    );
  assert.deepEqual(keys(zh), keys(en));
});

test("a text in two languages is shown in that of the page", () => {
  assert.deepEqual(inLanguage("公园 / Park", "zh"), { text: "公园", lang: "zh-Hans" });
  assert.deepEqual(inLanguage("公园 / Park", "en"), { text: "Park", lang: "en" });
  assert.deepEqual(inLanguage("24 / 7", "zh"), { text: "24 / 7", lang: "en" });
  assert.deepEqual(inLanguage("つくば", "en"), { text: "つくば", lang: "ja" });
  assert.equal(preferredLanguage(["fr", "zh-HK", "en"]), "zh");
  assert.equal(preferredLanguage(["ja"]), "en");
});

test("the booth finds the board by its own address", () => {
  assert.equal(apiOf("/voting/abc/booth/"), "/voting/api/elections/abc");
  assert.equal(apiOf("/hub/voting/abc/booth/audit.html"), "/hub/voting/api/elections/abc");
});
