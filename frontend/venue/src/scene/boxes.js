/* Everything with corners: floors, walls, booths. All boxes of the venue are one draw call. */

import { BoxGeometry, InstancedMesh, Matrix4, MeshLambertMaterial, Quaternion, Vector3 } from "three";
import { mixed } from "./colours.js";
import { DOOR_SIGN } from "./signs.js";
import { CELL, WALL, entrance, ground, walls } from "./site.js";

export const FASCIA = { S: [2.45, 0.6], M: [2.45, 0.6], L: [3.1, 0.9] };
/* Height of the lower edge, and height, of the board with the name. */
const POST = 0.07;

/** Return all boxes of a venue: middle, size, colour. */
export function boxes(venue, paint) {
  const all = [];
  const box = (x, y, z, width, height, depth, colour) =>
    all.push({ at: [x + width / 2, y + height / 2, z + depth / 2], size: [width, height, depth], colour });
  venue.halls.forEach((hall, at) => hallBoxes(hall, paint, paint.hall(at), box));
  for (const booth of venue.booths) boothBoxes(ground(booth, venue.halls), booth, paint, box);
  return all;
}

function hallBoxes(hall, paint, theme, box) {
  const ground = paint.dark ? paint.surface : mixed(paint.sunk, paint.surface, 0.35);
  const floor = mixed(ground, theme, 0.06);
  box(hall.x, -0.1, hall.z, hall.width, 0.1, hall.depth, floor);
  carpets(hall, mixed(floor, theme, paint.dark ? 0.28 : 0.2), box);
  const wall = mixed(paint.surface, paint["line-strong"], paint.dark ? 0.25 : 0.1);
  for (const one of walls(hall)) {
    box(one.x, 0, one.z, one.width, WALL, one.depth, wall);
    box(one.x, WALL, one.z, one.width, 0.22, one.depth, theme);
    box(one.x, 0, one.z, one.width, 0.3, one.depth + 0.02, mixed(wall, paint.ink, 0.35));
  }
  for (const side of hall.entrances) portal(entrance(hall, side), theme, floor, box);
}

/** A runner in each aisle between islands, and around them. */
function carpets(hall, colour, box) {
  const [edge, wide] = [0.6, CELL - 1.2];
  const rows = Math.floor(hall.depth / CELL);
  for (let row = 0; row < rows; row += 3) {
    box(hall.x + edge, 0, hall.z + row * CELL + edge, hall.width - 2 * edge, 0.006, wide, colour);
  }
  const runs = [hall.x + edge, hall.x + hall.width - edge - wide];
  for (const x of runs) box(x, 0, hall.z + edge, wide, 0.005, hall.depth - 2 * edge, colour);
}

/** Two pillars and a beam that carries the sign of the hall, and a carpet that leads in. */
function portal(door, theme, floor, box) {
  const along = door.dx === 0;
  const [wide, high] = DOOR_SIGN;
  const put = (shift, y, length, height, thick, colour) =>
    along
      ? box(door.x + shift - length / 2, y, door.z - thick / 2, length, height, thick, colour)
      : box(door.x - thick / 2, y, door.z + shift - length / 2, thick, height, length, colour);
  for (const side of [-1, 1]) put((side * (wide - 0.7)) / 2, 0, 0.7, WALL + 0.2, 0.8, theme);
  put(0, WALL + 0.2, wide, high, 0.6, theme);
  put(0, -0.05, 6, 0.06, 11, mixed(floor, theme, 0.4));
}

function boothBoxes(area, booth, paint, box) {
  const theme = paint.hall(booth.hall);
  const { x, z, width, depth } = area;
  const shade = paint.dark ? paint.paper : mixed(paint.sunk, paint.ink, 0.22);
  box(x + 0.02, 0, z + 0.02, width + 0.14, 0.012, depth + 0.14, shade);
  const carpet = mixed(paint.dark ? paint.surface : paint.sunk, theme, 0.42);
  box(x + 0.06, 0.012, z + 0.06, width - 0.12, 0.05, depth - 0.12, carpet);
  const tints = paint.dark ? [0.1, 0.16, 0.24] : [0.02, 0.08, 0.18];
  const panel = mixed(paint.surface, theme, tints[(booth.row * 7 + booth.column * 3) % 3]);
  const look = { theme, panel, metal: mixed(paint["ink-soft"], paint.surface, 0.45), paint };
  if (booth.size === "L") island(area, look, box);
  else row(area, look, box);
}

/** A booth with a back wall and two half side walls, open to one aisle. */
function row(area, look, box) {
  const { x, z, width, depth, south } = area;
  const [low, high] = FASCIA.S;
  const back = south ? z + 0.03 : z + depth - 0.11;
  box(x + 0.03, 0, back, width - 0.06, 2.75, 0.08, look.panel);
  box(x + 0.03, 2.75, back, width - 0.06, 0.1, 0.08, look.theme);
  const side = depth * 0.55;
  const from = south ? z + 0.03 : z + depth - 0.03 - side;
  for (const at of [x + 0.03, x + width - 0.09]) box(at, 0, from, 0.06, 2.45, side, look.panel);
  const front = south ? z + depth - 0.2 : z + 0.1;
  for (const at of [x + 0.04, x + width - 0.04 - POST]) box(at, 0, front, POST, low, POST, look.metal);
  box(x + 0.03, low, front - 0.03, width - 0.06, high, 0.12, look.theme);
  counter(south ? [x + 0.35, z + depth - 1.15] : [x + width - 1.45, z + 0.7], look, box);
  screen(x + width / 2, south ? back + 0.08 : back - 0.06, width > 4 ? 2.6 : 1.7, south, look, box);
  const [across, off] = south ? [x + width - 0.85, z + 1.1] : [x + 0.85, z + depth - 1.1];
  seats(across, off, look, box);
}

/** A booth of four cells, open all around, with a tower that carries screens on two sides. */
function island(area, look, box) {
  const { x, z, width, depth } = area;
  const [low, high] = FASCIA.L;
  box(x + 1.2, 0, z + depth / 2 - 0.5, width - 2.4, low + high, 1, look.panel);
  box(x + 1.2, low + high, z + depth / 2 - 0.5, width - 2.4, 0.12, 1, look.theme);
  for (const edge of [z + 0.12, z + depth - 0.27]) {
    for (const at of [x + 0.1, x + width - 0.25]) box(at, 0, edge, 0.15, low, 0.15, look.metal);
    box(x + 0.1, low, edge - 0.01, width - 0.2, high, 0.17, look.theme);
  }
  for (const at of [x + 0.1, x + width - 0.25]) box(at, low, z + 0.28, 0.15, 0.35, depth - 0.56, look.theme);
  counter([x + 0.7, z + depth - 1.4], look, box);
  counter([x + width - 1.8, z + 0.95], look, box);
  screen(x + width / 2, z + depth / 2 + 0.5, 2.6, true, look, box);
  screen(x + width / 2, z + depth / 2 - 0.56, 2.6, false, look, box);
  seats(x + width - 1.3, z + depth - 1.4, look, box);
  seats(x + 1.3, z + 1.3, look, box);
}

function counter([x, z], { theme, panel }, box) {
  box(x, 0.06, z, 1.1, 0.95, 0.45, mixed(theme, panel, 0.12));
  box(x - 0.04, 1.01, z - 0.04, 1.18, 0.05, 0.53, panel);
}

/** A small round of two seats and a table. */
function seats(x, z, { theme, panel, metal }, box) {
  box(x - 0.3, 0.7, z - 0.3, 0.6, 0.05, 0.6, panel);
  box(x - 0.04, 0.06, z - 0.04, 0.08, 0.64, 0.08, metal);
  for (const side of [-0.62, 0.28]) box(x + side, 0.06, z - 0.17, 0.34, 0.42, 0.34, theme);
}

/** A screen on a wall: its frame, what it shows, and two lines on it. */
function screen(x, z, width, south, { theme, paint }, box) {
  const high = width * 0.54;
  const y = 1.1;
  const frame = paint.dark ? paint.sunk : paint.ink;
  box(x - width / 2, y, z, width, high, 0.06, frame);
  const face = south ? z + 0.06 : z - 0.006;
  const shown = mixed(theme, paint.dark ? paint.ink : paint.surface, 0.35);
  box(x - width / 2 + 0.05, y + 0.05, face, width - 0.1, high - 0.1, 0.006, shown);
  const light = mixed(shown, paint.dark ? paint.ink : paint.surface, 0.75);
  const over = south ? face + 0.006 : face - 0.006;
  box(x - width * 0.36, y + high * 0.62, over, width * 0.44, high * 0.1, 0.006, light);
  box(x - width * 0.36, y + high * 0.42, over, width * 0.3, high * 0.07, 0.006, light);
  box(x + width * 0.16, y + high * 0.22, over, width * 0.22, high * 0.52, 0.006, light);
}

/** Make one mesh of boxes; their sides are darker near the floor, as if light came from above. */
export function boxMesh(list) {
  const material = new MeshLambertMaterial();
  material.onBeforeCompile = shaded;
  const mesh = new InstancedMesh(new BoxGeometry(1, 1, 1), material, list.length);
  const [place, size, turn, matrix] = [new Vector3(), new Vector3(), new Quaternion(), new Matrix4()];
  list.forEach((one, at) => {
    matrix.compose(place.set(...one.at), turn, size.set(...one.size));
    mesh.setMatrixAt(at, matrix);
    mesh.setColorAt(at, one.colour);
  });
  mesh.frustumCulled = false;
  return mesh;
}

function shaded(shader) {
  shader.vertexShader = shader.vertexShader
    .replace("#include <common>", "#include <common>\nvarying vec2 vSide;")
    .replace(
      "#include <project_vertex>",
      "#include <project_vertex>\nvSide = vec2((instanceMatrix * vec4(transformed, 1.0)).y, 1.0 - abs(normal.y));",
    );
  shader.fragmentShader = shader.fragmentShader
    .replace("#include <common>", "#include <common>\nvarying vec2 vSide;")
    .replace(
      "#include <color_fragment>",
      "#include <color_fragment>\ndiffuseColor.rgb *= 1.0 - vSide.y * 0.3 * (1.0 - smoothstep(0.0, 1.6, vSide.x));",
    );
}
