/* Where others are: how many look at each booth, asked when one stops at a booth. */

const PAUSE = 1500;

/**
 * Return a function that tells the hub at which booth one stands, without saying who.
 *
 * @param {string} address of the counts
 * @param {object} venue whose booths' `visitors` it renews
 * @param {(booth: object) => void} shown shows a booth anew
 */
export function presence(address, venue, shown) {
  let [waiting, current] = [0, null];
  return (booth) => {
    clearTimeout(waiting);
    current = booth;
    if (!booth || !address) return;
    waiting = setTimeout(async () => {
      const answer = await fetch(`${address}?booth=${booth.id}`).catch(() => null);
      if (!answer?.ok) return;
      const { booths } = await answer.json();
      for (const one of venue.booths) one.visitors = booths[one.id] ?? 0;
      if (current === booth) shown(booth);
    }, PAUSE);
  };
}
