/* Audits: whether a ballot that was opened holds what the booth said. */

import { answersOf, checkVote, isRanked } from "./ballots.js";
import { read, write } from "./canonical.js";
import { fingerprint } from "./digests.js";
import { knows } from "./proofs.js";

/** What a booth says when it opens a ballot: the contents of audit.json. */
export function openedBallot(election, made, votes) {
  return {
    version: 1,
    election_uuid: election.file.uuid,
    election_hash: election.fingerprint,
    tracker: made.tracker,
    ballot: made.ballot,
    votes,
    randomness: made.randomness,
  };
}

/** Encrypt again what a booth says that it encrypted, and compare.

    @returns {{fault: string, question?: number, answer?: number}[]} nothing when it was honest */
export function checkAudit(election, audit) {
  if (audit.election_hash !== election.fingerprint || audit.election_uuid !== election.file.uuid) {
    return [{ fault: "election" }];
  }
  if (fingerprint(audit.ballot) !== audit.tracker) return [{ fault: "tracker" }];
  let ballot;
  try {
    ballot = read(audit.ballot);
    if (!isOurs(election, ballot)) return [{ fault: "shape" }];
    return election.file.questions.flatMap((question, i) =>
      differences(election, question, ballot.answers[i], audit.votes[i], audit.randomness[i]).map(
        (one) => ({ question: i, ...one }),
      ),
    );
  } catch {
    return [{ fault: "shape" }];
  }
}

function isOurs({ group, file, fingerprint: hash }, { signature, ...unsigned }) {
  const key = group.read(unsigned.credential);
  return (
    unsigned.election_hash === hash &&
    unsigned.election_uuid === file.uuid &&
    unsigned.answers.length === file.questions.length &&
    group.isMember(key) &&
    signature.hash === fingerprint(write(unsigned)) &&
    knows(group, key, signature.proof, `sig|${signature.hash}|`)
  );
}

function differences(election, question, answer, vote, randomness) {
  try {
    checkVote(question, vote);
  } catch {
    return [{ fault: "allowed" }];
  }
  const { group } = election;
  const ranked = isRanked(question);
  const ciphertexts = ranked ? [answer.choices] : answer.choices;
  const blank = !ranked && question.blank ? 1 : 0;
  const expected = ranked ? 1 : answersOf(question).length + blank;
  if (ciphertexts.length !== expected || randomness.length !== expected) return [{ fault: "shape" }];
  const contents = ranked
    ? [group.embed(vote)]
    : vote.map((number) => (number ? group.generator : group.identity));
  return ciphertexts.flatMap((ciphertext, i) =>
    holds(election, ciphertext, contents[i], randomness[i])
      ? []
      : [{ fault: "opens", answer: ranked || i < blank ? undefined : i - blank }],
  );
}

function holds({ group, power }, { alpha, beta }, content, written) {
  if (!/^(0|[1-9][0-9]{0,699})$/.test(written)) return false;
  const r = BigInt(written);
  return (
    r < group.order &&
    group.write(power.g(r)) === alpha &&
    group.write(group.multiply(power.y(r), content)) === beta
  );
}
