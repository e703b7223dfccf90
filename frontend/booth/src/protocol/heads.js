/* Heads of the board: what it signs when it takes a ballot. */

import { ed25519 } from "@noble/curves/ed25519.js";
import { write } from "./canonical.js";
import { fromBase64, fromHex, hex, utf8 } from "./bytes.js";
import { sha256Hex } from "./digests.js";

const bytesOf = (text) => (/^([0-9a-f]{2})+$/.test(text) ? fromHex(text) : fromBase64(text));

/** Whether a head was signed with the board's key: the Ed25519 signature of its other fields. */
export function isSigned({ sig, ...head }, key) {
  try {
    return ed25519.verify(bytesOf(sig), utf8(write(head)), bytesOf(key));
  } catch {
    return false;
  }
}

/** The event by which a ballot came onto the board, as it is written there: its digest is in the
    head, so that a signed head and this text prove that the board has taken the ballot.

    @param {string} parent digest of the event before
    @param {string} tracker of the ballot: the same digest as the event's, written otherwise */
export function ballotEvent(parent, height, tracker) {
  return write({ parent, height, type: "Ballot", payload: hex(fromBase64(tracker)) });
}

/** Whether a head was made by that event. */
export const isHeadOf = (head, event) => head.event_hash === sha256Hex(event);
