/* What a screen reader is told: the last thing, once one has stopped. */

const PAUSE = 350;

/** Return a function that tells a live region something, at most when nothing newer comes. */
export function announcer(live) {
  let waiting;
  return (text) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (live.textContent !== text) live.textContent = text;
    }, PAUSE);
  };
}
