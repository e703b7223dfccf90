/* Make a ballot on the command line, as the booth does; with a count also say how long it takes.

   node make_ballot.mjs ELECTION.json CREDENTIAL '[[0,1,0]]' [COUNT] */

import { readFileSync } from "node:fs";
import { makeBallot } from "./src/protocol/ballots.js";
import { prepareElection } from "./src/protocol/elections.js";

const [file, credential, votes, count = 1] = process.argv.slice(2);
const election = prepareElection(readFileSync(file, "utf8"));
let made;
let best = Infinity;
for (let i = 0; i < Number(count); i++) {
  const before = process.cpuUsage().user;
  made = makeBallot(election, credential, JSON.parse(votes));
  best = Math.min(best, (process.cpuUsage().user - before) / 1000);
}
process.stdout.write(`${JSON.stringify({ ...made, milliseconds: best })}\n`);
