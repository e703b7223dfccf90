/* An election as this booth reads it: its file, its keys, and who can open what is encrypted. */

import { read } from "./canonical.js";
import { fingerprint } from "./digests.js";
import { groupByName } from "./groups.js";
import { knows } from "./proofs.js";

/** Read election.json and make the tables of its keys.

    @param {string} raw the file as it is published: its digest binds every ballot to it */
export function prepareElection(raw) {
  const file = read(raw);
  if (file.version !== 1) throw new RangeError(`version ${file.version} of the protocol is not 1`);
  const group = groupByName(file.group);
  const y = group.read(file.public_key);
  const isOne = group.write(y) === group.write(group.identity);
  if (isOne || !group.isMember(y)) throw new RangeError("the key is not of its group");
  const power = { g: group.table(group.generator), y: group.table(y) };
  return { file, fingerprint: fingerprint(raw), group, y, power };
}

/** Check that the key of an election is that of its trustees, and count them.

    @returns {{size: number, threshold: number}} how many there are, and how many open the tally */
export function checkTrustees({ group, y }, raw) {
  let key = group.identity;
  let size = 0;
  let threshold = 0;
  for (const [kind, trustee] of read(raw)) {
    const part = kind === "Single" ? single(group, trustee) : pedersen(group, trustee);
    key = group.multiply(key, part.key);
    size += part.size;
    threshold += part.threshold;
  }
  if (group.write(key) !== group.write(y)) {
    throw new RangeError("the key of the election is not that of its trustees");
  }
  return { size, threshold };
}

function proved(group, { public_key: text, pok }) {
  const key = group.read(text);
  if (!group.isMember(key) || !knows(group, key, pok, `pok|${group.name}|${text}|`)) {
    throw new RangeError("a trustee has not proved to have a key");
  }
  return key;
}

function single(group, trustee) {
  return { key: proved(group, trustee), size: 1, threshold: 1 };
}

function pedersen(group, trustee) {
  for (const each of trustee.verification_keys) proved(group, each);
  const key = trustee.coefexps
    .map(({ message }) => group.read(read(message).coefexps[0]))
    .reduce((a, b) => group.multiply(a, b));
  return { key, size: trustee.verification_keys.length, threshold: trustee.threshold };
}
