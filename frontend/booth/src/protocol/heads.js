/* Heads of the board: what it signs when it takes a ballot. */

import { ed25519 } from "@noble/curves/ed25519.js";
import { write } from "./canonical.js";
import { fromBase64, fromHex, utf8 } from "./bytes.js";

const bytesOf = (text) => (/^([0-9a-f]{2})+$/.test(text) ? fromHex(text) : fromBase64(text));

/** Whether a head was signed with the board's key: the Ed25519 signature of its other fields. */
export function isSigned({ sig, ...head }, key) {
  try {
    return ed25519.verify(bytesOf(sig), utf8(write(head)), bytesOf(key));
  } catch {
    return false;
  }
}
