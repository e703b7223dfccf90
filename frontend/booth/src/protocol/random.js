/* Secret numbers, from the browser's cryptographic source and nowhere else. */

/** A number below `order`, each equally likely: what is too large is drawn again. */
export function randomBelow(order) {
  const bits = order.toString(2).length;
  const bytes = new Uint8Array(Math.ceil(bits / 8));
  const mask = 0xff >> (8 * bytes.length - bits);
  for (;;) {
    crypto.getRandomValues(bytes);
    bytes[0] &= mask;
    let value = 0n;
    for (const byte of bytes) value = (value << 8n) | BigInt(byte);
    if (value < order) return value;
  }
}
