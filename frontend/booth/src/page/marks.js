/* Marks of the page: the QR code and the groups of a tracker, the brick. */

import { encode } from "uqr";
import { make, picture } from "./dom.js";

/** A QR code as a picture. */
export function qr(text, label) {
  const { data, size } = encode(text, { ecc: "M", border: 2 });
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return picture(
    "svg",
    { viewBox: `0 0 ${size} ${size}`, class: "qr", role: "img", "aria-label": label },
    picture("path", { d: path, "shape-rendering": "crispEdges" }),
  );
}

/** A tracker in groups of four; copied, it has no spaces. */
export function tracker(text, attributes = {}) {
  const groups = text.match(/.{1,4}/g).map((group) => make("span", {}, group));
  return make("p", { class: "tracker", lang: "zxx", translate: "no", ...attributes }, ...groups);
}
