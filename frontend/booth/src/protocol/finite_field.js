/* Groups of numbers modulo a prime of 2048 bits, on BigInt.

   BigInt is not constant in time. The device is the voter's own; who can measure it to the
   microsecond can also read its screen. */

import { randomBelow } from "./random.js";

const WINDOW = 8n;

export class FiniteField {
  constructor({ name, p, q, g, mostValues }) {
    Object.assign(this, { name, p, order: q, generator: g, identity: 1n });
    this.mostValues = mostValues;
  }

  write(element) {
    return element.toString();
  }

  /** The element of a text in the one form that is allowed; membership is not checked. */
  read(text) {
    if (typeof text !== "string" || !/^[1-9][0-9]{0,699}$/.test(text)) {
      throw new RangeError("not a number of the group");
    }
    const value = BigInt(text);
    if (value >= this.p) throw new RangeError("not a number of the group");
    return value;
  }

  isMember(element) {
    return element > 0n && element < this.p && this.power(element, this.order) === 1n;
  }

  multiply(a, b) {
    return (a * b) % this.p;
  }

  invert(element) {
    let [a, b, x, y] = [element, this.p, 1n, 0n];
    while (b) [a, b, x, y] = [b, a % b, y, x - (a / b) * y];
    return x < 0n ? x + this.p : x;
  }

  power(element, exponent) {
    let result = 1n;
    for (const bit of exponent.toString(2)) {
      result = (result * result) % this.p;
      if (bit === "1") result = (result * element) % this.p;
    }
    return result;
  }

  /** A function for powers of a base that stays: 2^8 powers of it for each byte of exponents. */
  table(base) {
    const rows = [];
    let step = base;
    for (let bits = this.order.toString(2).length; bits > 0; bits -= Number(WINDOW)) {
      const row = [1n];
      for (let i = 1; i < 1 << Number(WINDOW); i++) row.push((row[i - 1] * step) % this.p);
      rows.push(row);
      step = (row.at(-1) * step) % this.p;
    }
    return (exponent) => {
      let result = 1n;
      let rest = exponent;
      for (const row of rows) {
        result = (result * row[Number(rest & 255n)]) % this.p;
        rest >>= WINDOW;
      }
      return result;
    };
  }

  /** An element that small numbers can be read from again: 8 bits each, then 8 bits to fit. */
  embed(values) {
    let candidate = packed(values, this) << 8n;
    for (const end = candidate + 256n; candidate < end; candidate++) {
      if (this.isMember(candidate)) return candidate;
    }
    throw new RangeError("these numbers do not fit into an element");
  }

  extract(element, count) {
    return unpacked(element >> 8n, count);
  }

  randomExponent() {
    return randomBelow(this.order);
  }
}

/** Numbers below 256 as one number, the first of them in front. */
export function packed(values, group) {
  if (values.length > group.mostValues || values.some((value) => value < 0 || value > 255)) {
    throw new RangeError("these numbers do not fit into an element");
  }
  return values.reduce((whole, value) => (whole << 8n) | BigInt(value), 0n);
}

export function unpacked(whole, count) {
  return Array.from({ length: count }, (_, i) => Number((whole >> BigInt(8 * (count - 1 - i))) & 255n));
}
