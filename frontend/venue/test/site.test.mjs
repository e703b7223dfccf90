/* Where things are, and how one moves among them. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { before, entrance, extent, facing, ground, walls } from "../src/scene/site.js";
import { walker } from "../src/scene/walking.js";

const HALL = { x: 0, z: 0, width: 36, depth: 27, entrances: ["south"] };
const BOOTH = { hall: 0, row: 4, column: 2, size: "M", faces: "north" };
const SITE = { left: -20, top: -20, right: 60, bottom: 60 };

test("a booth covers its cells, and one stands in the aisle it faces", () => {
  const area = ground(BOOTH, [HALL]);
  assert.deepEqual([area.x, area.z, area.width, area.depth], [6, 12, 6, 3]);
  const spot = before(area);
  assert.equal(spot.x, 9);
  assert.ok(spot.z < 12 && spot.z > 9, "in the aisle of 3 m to the north");
  assert.equal(spot.yaw, Math.PI, "looking south");
});

test("from where one is led to, one faces that booth and no other", () => {
  const sizes = ["S", "S", "M", "S", "L", "M"];
  const booths = [];
  for (let top = 1; top < 16; top += 3) {
    let column = 1;
    for (const size of sizes) {
      const both = size === "L";
      const faces = both ? ["both"] : ["north", "south"];
      faces.forEach((one, lower) => booths.push({ hall: 0, row: top + lower, column, size, faces: one }));
      column += size === "S" ? 1 : 2;
    }
  }
  const areas = booths.map((booth) => ground(booth, [HALL]));
  areas.forEach((area, at) => assert.equal(facing({ y: 1.65, ...before(area) }, areas), at));
});

test("who looks away from all booths, or flies, faces none", () => {
  const area = ground(BOOTH, [HALL]);
  const spot = before(area);
  assert.equal(facing({ ...spot, y: 1.65, yaw: 0 }, [area]), null);
  assert.equal(facing({ ...spot, y: 9 }, [area]), null);
});

test("a wall with an entrance has a gap that one can walk through", () => {
  const me = walker(walls(HALL), SITE);
  const door = entrance(HALL);
  assert.ok(me.free(door.x, door.z));
  assert.ok(!me.free(door.x + 6, door.z));
  assert.ok(!me.free(door.x, 0), "the other walls are closed");
});

test("who walks into a booth slides along it", () => {
  const me = walker([{ x: -3, z: -6, width: 6, depth: 3 }], SITE);
  me.go({ x: 0, z: 0, yaw: 0.6 }, true);
  for (let at = 0; at < 60; at += 1) me.step("forward");
  assert.ok(me.free(me.eye.x, me.eye.z));
  assert.ok(me.eye.x < -3, "past its corner");
});

test("nobody leaves the site", () => {
  const me = walker([], SITE);
  me.go({ x: 0, z: 0, yaw: 0 }, true);
  for (let at = 0; at < 100; at += 1) me.step("back");
  assert.ok(me.eye.z < SITE.bottom);
});

test("without motion one is there at once, otherwise after a flight", () => {
  const me = walker([], SITE);
  me.go({ x: 9, z: 9, yaw: 1 }, true);
  assert.ok(!me.moving());
  assert.equal(me.eye.x, 9);
  me.go({ x: 0, z: 0, yaw: -1 }, false);
  assert.ok(me.moving());
  me.pass(0.3);
  assert.ok(me.eye.x > 0 && me.eye.x < 9);
  me.pass(2);
  assert.ok(!me.moving());
  assert.deepEqual([me.eye.x, me.eye.yaw, me.eye.y], [0, -1, 1.65]);
});

test("a held key walks by the time that passes, a step does not depend on it", () => {
  const me = walker([], SITE);
  me.go({ x: 0, z: 0, yaw: 0 }, true);
  me.press("forward");
  me.pass(1);
  assert.ok(Math.abs(me.eye.z + 3.4) < 1e-9);
  me.release();
  assert.ok(!me.moving());
  me.step("turn-left");
  assert.ok(me.eye.yaw > 0);
});

test("the site holds all halls", () => {
  const far = { ...HALL, x: 50, z: 40 };
  assert.deepEqual(extent([HALL, far]), { left: 0, top: 0, right: 86, bottom: 67 });
});
