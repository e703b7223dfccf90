/* How one moves: on foot, around what stands there; flying to a place, or at once. */

import { EYES } from "./site.js";

const PACE = 3.4;
const TURN = 1.5;
const STEP = { walk: 1.2, turn: Math.PI / 12 };
const FLIGHT = 0.9;
const BODY = 0.35;
/* Metres per second, radians per second, a step by key, seconds of a flight, half a person. */

const WAYS = { forward: [0, -1], back: [0, 1], left: [-1, 0], right: [1, 0] };
const TURNS = { "turn-left": 1, "turn-right": -1 };

/**
 * A visitor of the halls.
 *
 * @param {object[]} obstacles ground that cannot be walked on
 * @param {object} bounds left, top, right, bottom of the site
 */
export function walker(obstacles, bounds) {
  const eye = { x: 0, y: EYES, z: 0, yaw: 0, pitch: 0 };
  const pressed = new Set();
  let flight = null;

  const free = (x, z) =>
    x > bounds.left && x < bounds.right && z > bounds.top && z < bounds.bottom &&
    !obstacles.some((one) => x > one.x - BODY && x < one.x + one.width + BODY && z > one.z - BODY && z < one.z + one.depth + BODY);

  function walk([right, back], metres) {
    const [sin, cos] = [Math.sin(eye.yaw), Math.cos(eye.yaw)];
    const dx = (right * cos + back * sin) * metres;
    const dz = (back * cos - right * sin) * metres;
    eye.y = EYES;
    eye.pitch *= 0.8;
    const inside = !free(eye.x, eye.z);
    if (inside || free(eye.x + dx, eye.z)) eye.x += dx;
    if (inside || free(eye.x, eye.z + dz)) eye.z += dz;
  }

  function moved(action, seconds) {
    if (WAYS[action]) walk(WAYS[action], PACE * seconds);
    if (TURNS[action]) eye.yaw += TURNS[action] * TURN * seconds;
  }

  return {
    eye,
    free,
    moving: () => flight !== null || pressed.size > 0,
    press: (action) => pressed.add(action),
    release: (action) => (action ? pressed.delete(action) : pressed.clear()),
    /** Take one step, without any movement between. */
    step(action) {
      if (WAYS[action]) walk(WAYS[action], STEP.walk);
      if (TURNS[action]) eye.yaw += TURNS[action] * STEP.turn;
    },
    look(dx, dy) {
      eye.yaw += dx * 2.4;
      eye.pitch = Math.max(-1.2, Math.min(0.9, eye.pitch + dy * 1.4));
    },
    /** Go somewhere: at once, or in a flight. */
    go(to, still) {
      const end = { y: EYES, pitch: 0, ...to };
      if (still) Object.assign(eye, end);
      else flight = { from: { ...eye }, to: end, done: 0 };
    },
    /** Move on by some seconds. */
    pass(seconds) {
      if (flight) {
        flight.done = Math.min(1, flight.done + seconds / FLIGHT);
        between(eye, flight);
        if (flight.done < 1) return;
        Object.assign(eye, flight.to);
        flight = null;
        return;
      }
      for (const action of pressed) moved(action, seconds);
    },
  };
}

function between(eye, { from, to, done }) {
  const share = done * done * (3 - 2 * done);
  const turn = Math.atan2(Math.sin(to.yaw - from.yaw), Math.cos(to.yaw - from.yaw));
  for (const name of ["x", "y", "z", "pitch"]) eye[name] = from[name] + share * (to[name] - from[name]);
  eye.yaw = from.yaw + share * turn;
  const far = Math.hypot(to.x - from.x, to.z - from.z);
  eye.y += Math.sin(Math.PI * done) * Math.min(12, far / 8);
}
