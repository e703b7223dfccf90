/* The subgroup of prime order of Ed25519, on @noble/curves. */

import { ed25519 } from "@noble/curves/ed25519.js";
import { fromHex, hex } from "./bytes.js";
import { packed, unpacked } from "./finite_field.js";
import { randomBelow } from "./random.js";

const { Point } = ed25519;
const PADDING = 14n;

export class EdwardsCurve {
  name = "Ed25519";
  order = Point.Fn.ORDER;
  generator = Point.BASE;
  identity = Point.ZERO;
  mostValues = 30;

  /** 64 hexadecimal digits, the most significant first: RFC 8032's bytes in reverse. */
  write(element) {
    return hex(element.toBytes().reverse());
  }

  read(text) {
    if (typeof text !== "string" || !/^[0-9a-f]{64}$/.test(text)) {
      throw new RangeError("not a point of the curve");
    }
    const point = Point.fromBytes(fromHex(text).reverse());
    if (this.write(point) !== text) throw new RangeError("not a point of the curve");
    return point;
  }

  isMember(element) {
    return element.isTorsionFree();
  }

  multiply(a, b) {
    return a.add(b);
  }

  invert(element) {
    return element.negate();
  }

  power(element, exponent) {
    return exponent ? element.multiply(exponent) : this.identity;
  }

  table(base) {
    base.precompute(8, false);
    return (exponent) => this.power(base, exponent);
  }

  embed(values) {
    let candidate = packed(values, this) << PADDING;
    for (const end = candidate + (1n << PADDING); candidate < end; candidate++) {
      const point = this.#point(candidate);
      if (point?.isTorsionFree()) return point;
    }
    throw new RangeError("these numbers do not fit into an element");
  }

  extract(element, count) {
    return unpacked(BigInt(`0x${this.write(element)}`) >> PADDING, count);
  }

  randomExponent() {
    return randomBelow(this.order);
  }

  #point(candidate) {
    try {
      return this.read(candidate.toString(16).padStart(64, "0"));
    } catch {
      return null; // half of all numbers are no point
    }
  }
}
