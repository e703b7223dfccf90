/* JSON in the one form that the protocol allows: compact, keys as they come, UTF-8. */

const MOST_LENGTH = 1 << 20;

export const write = (value) => JSON.stringify(value);

/** The value of a text that is written as `write` writes it; a key given twice is refused too. */
export function read(text) {
  if (text.length > MOST_LENGTH) throw new RangeError("a file is longer than this booth reads");
  const value = JSON.parse(text);
  if (write(value) !== text) throw new RangeError("a file is not in canonical form");
  return value;
}
