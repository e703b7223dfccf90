/* Make a ballot on the command line: node make_ballot.mjs ELECTION.json CREDENTIAL '[[0,1,0]]' */

import { readFileSync } from "node:fs";
import { makeBallot } from "./src/protocol/ballots.js";
import { prepareElection } from "./src/protocol/elections.js";

const [file, credential, votes] = process.argv.slice(2);
const election = prepareElection(readFileSync(file, "utf8"));
const start = performance.now();
const made = makeBallot(election, credential, JSON.parse(votes));
process.stdout.write(`${JSON.stringify({ ...made, ms: performance.now() - start })}\n`);
