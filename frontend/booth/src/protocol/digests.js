/* Digests of the protocol: fingerprints of files, challenges of proofs. */

import { sha256 as digest } from "@noble/hashes/sha2.js";
import { base64, hex, utf8 } from "./bytes.js";

export const sha256 = (text) => digest(utf8(text));
export const sha256Hex = (text) => hex(sha256(text));

/** What the protocol calls a file by: Base64 of its SHA-256, without padding. */
export const fingerprint = (text) => base64(sha256(text));

/** The challenge of a proof: everything that is claimed goes into the digest. */
export function toExponent(prefix, parts, order) {
  return BigInt(`0x${sha256Hex(prefix + parts.join(","))}`) % order;
}
