/* Where the boards with names hang: on the fascia of each booth, over each entrance. */

import { FASCIA } from "./boxes.js";
import { DOOR_SIGN } from "./signs.js";
import { WALL, entrance, ground } from "./site.js";

const OFF = 0.012;
/* Metres before the beam, so that both are not in one plane. */

/** Return a board for each open side of each booth. */
export function fascias(venue) {
  return venue.booths.flatMap((booth, text) => {
    const area = ground(booth, venue.halls);
    const [low, high] = FASCIA[booth.size];
    const large = booth.size === "L";
    const inset = large ? 0.11 : 0.07;
    const height = high - 0.04;
    const one = {
      text,
      x: area.x + area.width / 2,
      y: low + high / 2,
      width: Math.min(area.width - 2 * inset, height * 5),
      height,
    };
    const sides = [];
    if (area.south) sides.push({ ...one, z: area.z + area.depth - (large ? 0.11 : 0.11) + OFF, yaw: 0 });
    if (area.north) sides.push({ ...one, z: area.z + (large ? 0.11 : 0.07) - OFF, yaw: Math.PI });
    return sides;
  });
}

/** Return two boards, outside and inside, for each entrance of each hall. */
export function signs(venue) {
  return venue.halls.flatMap((hall, text) =>
    hall.entrances.flatMap((side) => {
      const door = entrance(hall, side);
      const out = Math.atan2(door.dx, door.dz);
      return [1, -1].map((way) => ({
        text,
        x: door.x + way * door.dx * (0.3 + OFF),
        y: WALL + 0.2 + DOOR_SIGN[1] / 2,
        z: door.z + way * door.dz * (0.3 + OFF),
        width: DOOR_SIGN[0] - 0.2,
        height: DOOR_SIGN[1] - 0.2,
        yaw: way > 0 ? out : out + Math.PI,
      }));
    }),
  );
}
