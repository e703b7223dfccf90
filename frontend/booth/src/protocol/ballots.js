/* Ballots: choices in words' place, numbers; encrypted, proved and signed. */

import { write } from "./canonical.js";
import { privateKey } from "./credentials.js";
import { fingerprint } from "./digests.js";
import { proveKnowledge, proveOneOf } from "./proofs.js";

export const isRanked = (question) => question.type === "NonHomomorphic";
export const answersOf = (question) => (isRanked(question) ? question.value : question).answers;

/** Make a ballot.

    @param {object} election a prepared election: {file, fingerprint, group, power, y}
    @param {string} credential of the voter
    @param {number[][]} votes a list of numbers for each question: 0 or 1 for each answer, the
      blank vote first where there is one; or the rank or grade of each answer
    @param {(done: number) => void} progress told after each ciphertext
    @returns {{ballot: string, tracker: string, randomness: string[][]}} */
export function makeBallot(election, credential, votes, progress = () => {}) {
  const { group, power, file } = election;
  const secret = privateKey(credential, file.uuid, group.order);
  const publicPart = group.write(power.g(secret));
  const statement = `${election.fingerprint}|${publicPart}`;
  let done = 0;
  const sealed = file.questions.map((question, i) => {
    const seal = isRanked(question) ? rank : choose;
    return seal(election, question, votes[i], statement, () => progress((done += 1)));
  });
  const unsigned = {
    election_uuid: file.uuid,
    election_hash: election.fingerprint,
    credential: publicPart,
    answers: sealed.map(({ answer }) => answer),
  };
  const hash = fingerprint(write(unsigned));
  const proof = proveKnowledge(election, secret, `sig|${hash}|`);
  const ballot = write({ ...unsigned, signature: { hash, proof } });
  const randomness = sealed.map(({ secrets }) => secrets.map(String));
  return { ballot, tracker: fingerprint(ballot), randomness };
}

/** How many ciphertexts a ballot has, for whoever waits. */
export function ciphertextsIn(questions) {
  const each = (one) => (isRanked(one) ? 1 : one.answers.length + (one.blank ? 1 : 0));
  return questions.reduce((whole, one) => whole + each(one), 0);
}

/** Refuse numbers that no ballot may hold: their proofs could not be made. */
export function checkVote(question, vote) {
  const answers = answersOf(question).length;
  if (isRanked(question)) {
    if (vote.length !== answers) throw new RangeError("a rank is missing");
    return;
  }
  const blank = question.blank ? vote[0] : 0;
  const chosen = question.blank ? vote.slice(1) : vote;
  const sum = chosen.reduce((whole, one) => whole + one, 0);
  const fits = blank ? sum === 0 : sum >= question.min && sum <= question.max;
  if (chosen.length !== answers || vote.some((one) => one !== 0 && one !== 1) || !fits) {
    throw new RangeError("these choices are not allowed by the question");
  }
}

function encrypt({ group, power }, number) {
  const r = group.randomExponent();
  const beta = group.multiply(power.y(r), power.g(BigInt(number)));
  return { r, number: BigInt(number), alpha: group.write(power.g(r)), beta: group.write(beta) };
}

function choose(election, question, vote, statement, told) {
  checkVote(question, vote);
  const sealed = [];
  const individual = [];
  for (const number of vote) {
    const one = encrypt(election, number);
    const cases = [0n, 1n].map((value) => ({ r: one.r, off: one.number - value }));
    const prefix = `prove|${statement}|${one.alpha},${one.beta}|`;
    sealed.push(one);
    individual.push(proveOneOf(election, cases, number, prefix));
    told();
  }
  const choices = sealed.map(({ alpha, beta }) => ({ alpha, beta }));
  const all = `${statement}|${choices.map(({ alpha, beta }) => `${alpha},${beta}`).join(",")}`;
  const sums = question.blank
    ? proveSumOrBlank(election, question, sealed, all)
    : proveSum(election, question, sealed, all);
  const answer = { choices, individual_proofs: individual, ...sums };
  return { answer, secrets: sealed.map(({ r }) => r) };
}

/** Ciphertexts as one: of the sum of what they hold. */
function added({ group }, sealed) {
  const sum = (of) => sealed.reduce((whole, one) => whole + of(one), 0n);
  return { r: sum((one) => one.r) % group.order, number: sum((one) => one.number) };
}

const range = (low, high) => Array.from({ length: high - low + 1 }, (_, i) => BigInt(low + i));

function proveSum(election, { min, max }, sealed, all) {
  const { group } = election;
  const sum = added(election, sealed);
  const product = ["alpha", "beta"].map((part) =>
    group.write(sealed.map((one) => group.read(one[part])).reduce((a, b) => group.multiply(a, b))),
  );
  const cases = range(min, max).map((value) => ({ r: sum.r, off: sum.number - value }));
  const prefix = `prove|${all}|${product.join(",")}|`;
  return { overall_proof: proveOneOf(election, cases, Number(sum.number) - min, prefix) };
}

function proveSumOrBlank(election, { min, max }, [blank, ...others], all) {
  const sum = added(election, others);
  const isBlank = blank.number === 1n;
  const either = [
    { r: blank.r, off: blank.number },
    { r: sum.r, off: sum.number },
  ];
  const cases = [
    { r: blank.r, off: blank.number - 1n },
    ...range(min, max).map((value) => ({ r: sum.r, off: sum.number - value })),
  ];
  const real = isBlank ? 0 : 1 + Number(sum.number) - min;
  return {
    overall_proof: proveOneOf(election, cases, real, `bproof1|${all}|`),
    blank_proof: proveOneOf(election, either, isBlank ? 1 : 0, `bproof0|${all}|`),
  };
}

function rank(election, question, vote, statement, told) {
  checkVote(question, vote);
  const { group, power, y } = election;
  const r = group.randomExponent();
  const beta = group.multiply(power.y(r), group.embed(vote));
  const choices = { alpha: group.write(power.g(r)), beta: group.write(beta) };
  const prefix = `raweg|${statement}|${group.write(y)},${choices.alpha},${choices.beta}|`;
  told();
  return { answer: { choices, proof: proveKnowledge(election, r, prefix) }, secrets: [r] };
}
