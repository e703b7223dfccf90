/* Where things are, in metres: x to the east, z to the south, y up. */

export const CELL = 3;
export const EYES = 1.65;
export const WALL = 3.3;
const AWAY = 2.8;
const FRONT = 5.5;
const SIZES = { S: [1, 1], M: [1, 2], L: [2, 2] };
export const DOOR = 9;

/** Return the ground that a booth covers, and which of its sides are open. */
export function ground(booth, halls) {
  const [rows, columns] = SIZES[booth.size];
  const hall = halls[booth.hall];
  const x = hall.x + booth.column * CELL;
  const z = hall.z + booth.row * CELL;
  return { x, z, width: columns * CELL, depth: rows * CELL, north: booth.faces !== "south", south: booth.faces !== "north" };
}

/** Return where one stands before a booth, and where to look. */
export function before(area) {
  const x = area.x + area.width / 2;
  const z = area.south ? area.z + area.depth + AWAY : area.z - AWAY;
  const large = area.depth > CELL;
  return { x, z, yaw: area.south ? 0 : Math.PI, pitch: large ? 0.2 : 0.07 };
}

/** Return the walls of a hall as ground: with gaps where its entrances are. */
export function walls(hall) {
  const { x, z, width, depth } = hall;
  const thick = 0.25;
  const sides = {
    north: { x, z: z - thick, width, depth: thick },
    south: { x, z: z + depth, width, depth: thick },
    west: { x: x - thick, z, width: thick, depth },
    east: { x: x + width, z, width: thick, depth },
  };
  return Object.entries(sides).flatMap(([side, wall]) =>
    hall.entrances.includes(side) ? opened(wall) : [wall],
  );
}

function opened(wall) {
  const along = wall.width > wall.depth ? "width" : "depth";
  const start = along === "width" ? "x" : "z";
  const half = (wall[along] - DOOR) / 2;
  return [
    { ...wall, [along]: half },
    { ...wall, [along]: half, [start]: wall[start] + half + DOOR },
  ];
}

/** Return the middle of an entrance, and the way in: yaw 0 looks north. */
export function entrance(hall, side = hall.entrances[0] ?? "south") {
  const x = hall.x + hall.width / 2;
  const z = hall.z + hall.depth / 2;
  return {
    north: { x, z: hall.z, yaw: Math.PI, dx: 0, dz: -1 },
    south: { x, z: hall.z + hall.depth, yaw: 0, dx: 0, dz: 1 },
    west: { x: hall.x, z, yaw: -Math.PI / 2, dx: -1, dz: 0 },
    east: { x: hall.x + hall.width, z, yaw: Math.PI / 2, dx: 1, dz: 0 },
  }[side];
}

/** Return the ground of the whole site. */
export function extent(halls) {
  const far = (name, size) => Math.max(...halls.map((hall) => hall[name] + hall[size]));
  const near = (name) => Math.min(...halls.map((hall) => hall[name]));
  return { left: near("x"), top: near("z"), right: far("x", "width"), bottom: far("z", "depth") };
}

/** Return the number of the booth that one stands before and looks at, or null. */
export function facing(eye, areas) {
  const [dx, dz] = [-Math.sin(eye.yaw), -Math.cos(eye.yaw)];
  let [best, found] = [FRONT, null];
  areas.forEach((area, at) => {
    const x = Math.max(area.x, Math.min(eye.x, area.x + area.width)) - eye.x;
    const z = Math.max(area.z, Math.min(eye.z, area.z + area.depth)) - eye.z;
    const far = Math.hypot(x, z);
    const ahead = far < 0.01 || (x * dx + z * dz) / far > 0.6;
    if (eye.y < 3 && ahead && far < best) [best, found] = [far, at];
  });
  return found;
}
