/* Voting credentials: how they are written, and the keys that are derived from them.

   long   XXXXX-XXXXXX-XXXXX-XXXXXX, 22 characters
   short  XXX-XXX-XXX-XXX-XXC, 14 characters and a checksum */

import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { hex, utf8 } from "./bytes.js";
import { sha256Hex } from "./digests.js";

const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const CHECK = 53n;
const SHORT = [3, 3, 3, 3, 3];
const LONG = [5, 6, 5, 6];
const size = (parts) => parts.reduce((whole, part) => whole + part, 0);

/** What was typed, without spaces, in plain hyphens and half-width characters. */
const tidied = (typed) => typed.normalize("NFKC").replace(/[\s‐-―−ー]|-/gu, "");

function grouped(digits, parts) {
  let from = 0;
  return parts.map((part) => digits.slice(from, (from += part))).join("-");
}

/** The credential that was typed, or what is wrong with it.

    @returns {{credential: string} | {fault: string, at?: number, character?: string,
      length?: number}} fault: "empty", "character" (at: from 1), "length" or "checksum" */
export function readCredential(typed) {
  const digits = tidied(typed);
  if (!digits) return { fault: "empty" };
  const strange = [...digits].findIndex((character) => !BASE58.includes(character));
  if (strange >= 0) {
    return { fault: "character", at: strange + 1, character: [...digits][strange] };
  }
  if (digits.length === size(LONG)) return { credential: grouped(digits, LONG) };
  if (digits.length !== size(SHORT)) return { fault: "length", length: digits.length };
  return checks(digits) ? { credential: grouped(digits, SHORT) } : { fault: "checksum" };
}

function checks(digits) {
  let value = 0n;
  for (const digit of digits.slice(0, -1)) value = value * 58n + BigInt(BASE58.indexOf(digit));
  return (value + BigInt(BASE58.indexOf(digits.at(-1)))) % CHECK === 0n;
}

/** The private key of a credential in an election. */
export function privateKey(credential, uuid, order) {
  if (credential.length === size(SHORT) + SHORT.length - 1) {
    const key = pbkdf2(sha256, utf8(credential), utf8(uuid), { c: 1000, dkLen: 32 });
    return BigInt(`0x${hex(key)}`) % order;
  }
  const half = (number) => sha256Hex(`derive_credential|${uuid}|${number}|${credential}`);
  return BigInt(`0x${half(0)}${half(1)}`) % order;
}
