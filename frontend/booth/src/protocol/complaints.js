/* Complaints: what a voter says is wrong, signed with the credential. */

import { write } from "./canonical.js";
import { privateKey } from "./credentials.js";
import { fingerprint } from "./digests.js";
import { proveKnowledge } from "./proofs.js";

/** The contents of complaint.json.

    @param {{tracker: string, claim: string, text: string}} said claim: "refused", "changed", ... */
export function signedComplaint(election, credential, { tracker, claim, text }) {
  const { group, power, file } = election;
  const secret = privateKey(credential, file.uuid, group.order);
  const publicPart = group.write(power.g(secret));
  const said = { uuid: file.uuid, tracker, credential: publicPart, claim, text };
  const prefix = `complaint|${fingerprint(write(said))}|`;
  return write({ ...said, signature: proveKnowledge(election, secret, prefix) });
}
