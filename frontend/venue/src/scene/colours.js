/* Colours of the page, as the reader sees it: light or dark. */

import { Color } from "three";

const NAMES = ["paper", "surface", "sunk", "ink", "ink-soft", "line", "line-strong", "accent"];
const SERIES = 6;

/** Return the page's colours by name, and those of the halls' themes as `hall(number)`. */
export function colours(element, halls) {
  const probe = document.createElement("span");
  element.append(probe);
  const read = (name) => {
    probe.style.color = `var(--${name})`;
    return new Color(getComputedStyle(probe).color);
  };
  const known = Object.fromEntries(NAMES.map((name) => [name, read(name)]));
  const series = halls.map(({ theme }, at) => {
    probe.className = theme ? `expo-theme expo-${theme}` : "";
    probe.style.color = `var(--theme, var(--series-${(at % SERIES) + 1}))`;
    return new Color(getComputedStyle(probe).color);
  });
  probe.remove();
  const dark = bright(known.paper) < 0.4;
  return { ...known, dark, hall: (number) => series[number] };
}

/** Return how bright a colour is: relative luminance, 0 to 1. */
export const bright = (colour) => 0.2126 * colour.r + 0.7152 * colour.g + 0.0722 * colour.b;

/** Return a colour between two. */
export const mixed = (one, other, share) => one.clone().lerp(other, share);

/** Return black or white, whichever is read better on a colour. */
export const ink = (colour) => (bright(colour) > 0.22 ? "#14181d" : "#ffffff");
