/* Bytes as text and back. */

const encoder = new TextEncoder();
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

export const utf8 = (text) => encoder.encode(text);

/** Text of bytes that have to be UTF-8 without a byte order mark. */
export function text(bytes) {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function fromHex(digits) {
  if (!/^([0-9a-f]{2})*$/.test(digits)) throw new RangeError("not hexadecimal digits");
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Base64 without the padding. */
export function base64(bytes) {
  let bits = 0;
  let value = 0;
  let written = "";
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      written += BASE64[(value >> bits) & 63];
    }
    value &= (1 << bits) - 1;
  }
  return bits ? written + BASE64[(value << (6 - bits)) & 63] : written;
}

/** Bytes of Base64, of either alphabet, padded or not. */
export function fromBase64(written) {
  const digits = written.replace(/=+$/, "").replaceAll("-", "+").replaceAll("_", "/");
  const bytes = [];
  let bits = 0;
  let value = 0;
  for (const digit of digits) {
    const six = BASE64.indexOf(digit);
    if (six < 0) throw new RangeError("not Base64");
    value = (value << 6) | six;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((value >> bits) & 255);
    }
    value &= (1 << bits) - 1;
  }
  return Uint8Array.from(bytes);
}
