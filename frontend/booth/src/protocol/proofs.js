/* Proofs without knowledge, made by who knows the randomness of a ciphertext.

   A ciphertext (alpha, beta) = (g^r, y^r g^m) holds M when beta/g^M = y^r. As r is known, every
   commitment, also a simulated one, is a power of g and y, which have tables. */

import { toExponent } from "./digests.js";

const modulo = (value, order) => ((value % order) + order) % order;

/** Prove that one of several statements is true without saying which.

    @param {{group, power: {g, y}}} key
    @param {{r: bigint, off: bigint}[]} statements of ciphertexts with randomness r, whose content
      differs from what is claimed by `off`: 0 for a true one
    @param {number} real index of a true statement
    @param {string} prefix what is stated, in front of the commitments */
export function proveOneOf({ group, power }, statements, real, prefix) {
  const order = group.order;
  const w = group.randomExponent();
  const proofs = [];
  const commitments = [];
  let simulated = 0n;
  statements.forEach(({ r, off }, i) => {
    if (i === real) {
      proofs.push(null);
      commitments.push(power.g(w), power.y(w));
      return;
    }
    const challenge = group.randomExponent();
    const response = group.randomExponent();
    const exponent = modulo(response + r * challenge, order);
    const wrong = power.g(modulo(off * challenge, order));
    proofs.push({ challenge, response });
    commitments.push(power.g(exponent), group.multiply(power.y(exponent), wrong));
    simulated += challenge;
  });
  const total = toExponent(prefix, commitments.map((one) => group.write(one)), order);
  const challenge = modulo(total - simulated, order);
  const response = modulo(w - statements[real].r * challenge, order);
  proofs[real] = { challenge, response };
  return proofs.map(written);
}

/** Prove that the exponent of g in a public value is known. */
export function proveKnowledge({ group, power }, secret, prefix) {
  const w = group.randomExponent();
  const challenge = toExponent(prefix, [group.write(power.g(w))], group.order);
  return written({ challenge, response: modulo(w - secret * challenge, group.order) });
}

/** Whether such a proof is right. */
export function knows(group, value, proof, prefix) {
  const [challenge, response] = [proof.challenge, proof.response].map((text) => BigInt(text));
  const commitment = group.multiply(
    group.power(group.generator, response),
    group.power(value, challenge),
  );
  return toExponent(prefix, [group.write(commitment)], group.order) === challenge;
}

const written = ({ challenge, response }) => ({
  challenge: challenge.toString(),
  response: response.toString(),
});
