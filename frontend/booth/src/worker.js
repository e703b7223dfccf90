/* What is computed beside the page, so that it never stands still. */

import { openedBallot } from "./protocol/auditing.js";
import { ciphertextsIn, makeBallot } from "./protocol/ballots.js";
import { signedComplaint } from "./protocol/complaints.js";
import { checkTrustees, prepareElection } from "./protocol/elections.js";

let election = null;
let sealed = null;

const TASKS = {
  /** Read the files of the election, check its key and make tables of it. */
  prepare(files) {
    election = prepareElection(files.election);
    return checkTrustees(election, files.trustees);
  },

  /** Encrypt votes; what was random stays here. */
  seal({ credential, votes }, tell) {
    const all = ciphertextsIn(election.file.questions);
    const start = performance.now();
    const made = makeBallot(election, credential, votes, (done) => tell(done / all));
    sealed = { made, votes };
    const { ballot, tracker } = made;
    return { ballot, tracker, milliseconds: performance.now() - start };
  },

  /** Give away what was random of the ballot that was sealed: it can never be cast. */
  open() {
    const { made, votes } = sealed;
    sealed = null;
    return openedBallot(election, made, votes);
  },

  /** Sign a complaint with the credential of its voter. */
  complain({ credential, ...said }) {
    return signedComplaint(election, credential, said);
  },

  forget() {
    sealed = null;
  },
};

/** Answer to messages {number, task, data} of the page. */
export function work(scope) {
  scope.addEventListener("message", ({ data: { number, task, data } }) => {
    try {
      const tell = (part) => scope.postMessage({ number, part });
      scope.postMessage({ number, result: TASKS[task](data, tell) });
    } catch (error) {
      scope.postMessage({ number, error: error.message });
    }
  });
}
