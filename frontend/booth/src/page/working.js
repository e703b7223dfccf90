/* The worker as the page sees it: questions with answers. */

/** Start this very script as a worker; the returned function asks it for a task. */
export function startWorker(address) {
  const worker = new Worker(address);
  const waiting = new Map();
  let last = 0;
  worker.addEventListener("message", ({ data: { number, part, result, error } }) => {
    const { resolve, reject, tell } = waiting.get(number);
    if (part !== undefined) {
      tell(part);
      return;
    }
    waiting.delete(number);
    if (error === undefined) resolve(result);
    else reject(new Error(error));
  });
  worker.addEventListener("error", () => {
    for (const { reject } of waiting.values()) reject(new Error("worker"));
    waiting.clear();
  });
  return (task, data, tell = () => {}) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject, tell });
      worker.postMessage({ number: last, task, data });
    });
}
