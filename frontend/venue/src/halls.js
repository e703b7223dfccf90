/* The halls: what is drawn, by few calls, and where the visitor is in them. */

import {
  BoxGeometry,
  CanvasTexture,
  Color,
  DirectionalLight,
  EdgesGeometry,
  Fog,
  HemisphereLight,
  InstancedMesh,
  LineBasicMaterial,
  LineSegments,
  Matrix4,
  Mesh,
  MeshBasicMaterial,
  MeshLambertMaterial,
  PerspectiveCamera,
  PlaneGeometry,
  Raycaster,
  SRGBColorSpace,
  Scene,
  Vector2,
  WebGLRenderer,
} from "three";
import { boxes, boxMesh } from "./scene/boxes.js";
import { fascias, signs } from "./scene/boards.js";
import { colours, mixed } from "./scene/colours.js";
import { nearby } from "./scene/nearby.js";
import { atlas, boardMesh } from "./scene/signs.js";
import { before, entrance, extent, facing, ground, walls } from "./scene/site.js";
import { crowns, trees, tubs } from "./scene/trees.js";
import { walker } from "./scene/walking.js";

const AROUND = 30;
const SHARPEST = 2;
/* Metres around the halls; pixels of the screen to a pixel. */

/**
 * Draw the halls on a canvas.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {object} venue halls and booths
 * @param {object} told `still()`: whether nothing may fly; `arrived(booth)`, `entered(hall)`
 */
export function halls(canvas, venue, told) {
  const paint = colours(canvas.parentElement, venue.halls);
  const renderer = new WebGLRenderer({ canvas, antialias: true });
  renderer.setPixelRatio(Math.min(devicePixelRatio, SHARPEST));
  const camera = new PerspectiveCamera(62, 1, 0.1, 600);
  camera.rotation.order = "YXZ";
  const areas = venue.booths.map((booth) => ground(booth, venue.halls));
  const scene = furnished(venue, areas, paint);
  const picks = pickable(areas);
  const mark = marked(paint);
  scene.add(mark);
  const site = extent(venue.halls);
  const me = walker([...areas.map(solid), ...venue.halls.flatMap(walls)], {
    left: site.left - AROUND / 2,
    top: site.top - AROUND / 2,
    right: site.right + AROUND / 2,
    bottom: site.bottom + AROUND / 2,
  });
  let [at, inside, last, owed] = [null, null, 0, false];

  const models = venue.booths.flatMap((booth, number) =>
    booth.model ? [{ booth, middle: middle(areas[number]) }] : [],
  );
  const update = nearby(scene, models, () => ask());

  function ask() {
    if (!owed) {
      owed = true;
      requestAnimationFrame(frame);
    }
  }

  function frame(now) {
    owed = false;
    const seconds = Math.min(0.1, (now - last) / 1000 || 0.016);
    last = now;
    me.pass(seconds);
    place();
    if (me.moving()) ask();
  }

  function place() {
    camera.position.set(me.eye.x, me.eye.y, me.eye.z);
    camera.rotation.set(me.eye.pitch, me.eye.yaw, 0);
    notice();
    renderer.render(scene, camera);
    canvas.dataset.calls = renderer.info.render.calls;
    canvas.dataset.triangles = renderer.info.render.triangles;
    update(me.eye);
  }

  /** Tell where one is: before which booth, in which hall. */
  function notice() {
    const number = facing(me.eye, areas);
    if (number !== at) {
      at = number;
      mark.visible = at !== null;
      if (at !== null) enclose(mark, areas[at]);
      told.arrived(at === null ? null : venue.booths[at]);
    }
    const hall = venue.halls.findIndex((one) => within(one, me.eye));
    if (hall !== inside && hall >= 0 && at === null) told.entered(venue.halls[hall]);
    inside = hall;
  }

  function fit() {
    const { clientWidth, clientHeight } = canvas;
    if (!clientWidth || !clientHeight) return;
    renderer.setSize(clientWidth, clientHeight, false);
    camera.aspect = clientWidth / clientHeight;
    camera.updateProjectionMatrix();
    ask();
  }

  const ray = new Raycaster();
  const hall = () => venue.halls[Math.max(0, inside ?? 0)];
  new ResizeObserver(fit).observe(canvas);
  me.go(outside(hall()), true);
  fit();

  return {
    ready: new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    press(action) {
      if (told.still()) me.step(action);
      else me.press(action);
      if (!me.moving()) last = performance.now();
      ask();
    },
    step(action) {
      me.step(action);
      ask();
    },
    release: (action) => me.release(action),
    look(dx, dy) {
      me.look(dx, dy);
      ask();
    },
    /** Return the booth under a point of the canvas, from 0 to 1 across and down. */
    over(x, y) {
      ray.setFromCamera(new Vector2(2 * x - 1, 1 - 2 * y), camera);
      const [first] = ray.intersectObject(picks);
      return first ? venue.booths[first.instanceId] : null;
    },
    visit(booth) {
      const number = venue.booths.indexOf(booth);
      me.go(before(areas[number]), told.still());
      last = performance.now();
      ask();
    },
    /** Look at the hall from above. */
    above() {
      const { x, z, width, depth } = hall();
      const high = Math.max(depth * 0.62, width * 0.5);
      me.go({ x: x + width / 2, z: z + depth + high * 0.42, y: high, yaw: 0, pitch: -0.84 }, told.still());
      last = performance.now();
      ask();
    },
  };
}

function furnished(venue, areas, paint) {
  const scene = new Scene();
  const [low, high] = paint.dark ? ["#1b2530", "#0b0f14"] : ["#eef3f4", "#a9c6d6"];
  scene.background = sky(low, high);
  scene.fog = new Fog(new Color(low), 70, 420);
  const white = new Color("#ffffff");
  scene.add(new HemisphereLight(white, mixed(paint.sunk, paint.ink, 0.25), paint.dark ? 1.9 : 1.75));
  const sun = new DirectionalLight(new Color("#fff1da"), paint.dark ? 1.1 : 1.75);
  sun.position.set(26, 60, 48);
  const places = trees(venue);
  const stems = { tub: mixed(paint["ink-soft"], paint.surface, 0.3), trunk: new Color("#6b5138") };
  const solids = [...boxes(venue, paint), ...tubs(places, stems)];
  scene.add(sun, floor(venue, paint), boxMesh(solids));
  scene.add(crowns(places, new Color(paint.dark ? "#3f6a3a" : "#5d8f4e")));
  const coloured = (one, hall) => ({ ...one, colour: paint.hall(hall) });
  const names = venue.booths.map((booth) => coloured(booth, booth.hall));
  const titles = venue.halls.map((hall, at) => coloured({ ...hall, name: `${hall.code}  ${hall.name}` }, at));
  scene.add(boardMesh(fascias(venue), atlas(names, [320, 64])));
  scene.add(boardMesh(signs(venue), atlas(titles, [1024, 192])));
  return scene;
}

/** A sky that is lighter at the horizon. */
function sky(low, high) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [2, 256];
  const pen = canvas.getContext("2d");
  const fall = pen.createLinearGradient(0, 0, 0, 256);
  fall.addColorStop(0, high);
  fall.addColorStop(0.55, low);
  pen.fillStyle = fall;
  pen.fillRect(0, 0, 2, 256);
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  return texture;
}

function floor(venue, paint) {
  const site = extent(venue.halls);
  const colour = paint.dark ? paint.sunk : mixed(paint.line, paint["line-strong"], 0.18);
  const plane = new Mesh(new PlaneGeometry(1, 1), new MeshLambertMaterial({ color: colour }));
  plane.rotation.x = -Math.PI / 2;
  plane.scale.set(site.right - site.left + 12 * AROUND, site.bottom - site.top + 12 * AROUND, 1);
  plane.position.set((site.left + site.right) / 2, -0.12, (site.top + site.bottom) / 2);
  return plane;
}

/** Make boxes that are not drawn, one for each booth, to find which is pointed at. */
function pickable(areas) {
  const mesh = new InstancedMesh(new BoxGeometry(1, 1, 1), new MeshBasicMaterial(), areas.length);
  const matrix = new Matrix4();
  areas.forEach((area, at) => {
    matrix.makeScale(area.width, 3.2, area.depth);
    matrix.setPosition(area.x + area.width / 2, 1.6, area.z + area.depth / 2);
    mesh.setMatrixAt(at, matrix);
  });
  mesh.computeBoundingSphere();
  return mesh;
}

function marked(paint) {
  const lines = new LineSegments(
    new EdgesGeometry(new BoxGeometry(1, 1, 1)),
    new LineBasicMaterial({ color: paint.accent }),
  );
  lines.visible = false;
  return lines;
}

function enclose(mark, area) {
  mark.scale.set(area.width + 0.1, 3.4, area.depth + 0.1);
  mark.position.set(area.x + area.width / 2, 1.7, area.z + area.depth / 2);
}

const middle = (area) => ({ x: area.x + area.width / 2, z: area.z + area.depth / 2 });
const solid = (area) => ({ x: area.x + 0.3, z: area.z + 0.3, width: area.width - 0.6, depth: area.depth - 0.6 });
const within = (hall, { x, z }) => x > hall.x && x < hall.x + hall.width && z > hall.z && z < hall.z + hall.depth;

/** Return where one stands before the entrance of a hall. */
function outside(hall) {
  const door = entrance(hall);
  return { x: door.x + door.dx * 13, z: door.z + door.dz * 13, yaw: door.yaw };
}
