/* Names on boards: all booths on one picture, all halls on another, each a draw call. */

import {
  CanvasTexture,
  InstancedBufferAttribute,
  InstancedMesh,
  LinearFilter,
  LinearMipmapLinearFilter,
  Matrix4,
  MeshBasicMaterial,
  PlaneGeometry,
  Quaternion,
  SRGBColorSpace,
  Vector3,
} from "three";
import { ink } from "./colours.js";

export const DOOR_SIGN = [10.4, 1.9];
/* Width and height of the sign over an entrance. */
const UP = new Vector3(0, 1, 0);

const LARGEST = 4096;
/* Pixels that a picture may be wide and high on any graphics card. */

/**
 * Draw texts into the cells of a picture, smaller where there are many.
 *
 * @param {object[]} texts name, other (the second language), colour, language
 * @param {number[]} cell width and height of each in pixels, at most
 */
export function atlas(texts, cell) {
  const { width, height, columns } = divided(texts.length, cell);
  const canvas = document.createElement("canvas");
  const rows = Math.ceil(texts.length / columns);
  canvas.width = width * columns;
  canvas.height = height * rows;
  const pen = canvas.getContext("2d");
  texts.forEach((text, at) => {
    pen.save();
    pen.translate((at % columns) * width, Math.floor(at / columns) * height);
    board(pen, text, width, height);
    pen.restore();
  });
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  texture.premultiplyAlpha = true;
  texture.minFilter = LinearMipmapLinearFilter;
  texture.magFilter = LinearFilter;
  texture.anisotropy = 8;
  const area = (at) => [
    (at % columns) / columns,
    1 - (Math.floor(at / columns) + 1) / rows,
    1 / columns,
    1 / rows,
  ];
  return { texture, area };
}

/** Return cells so many that there is one for each text: 800 of 320 by 64 pixels, 3,200 of half. */
function divided(count, [wide, high]) {
  for (let part = 1; ; part *= 0.75) {
    const [width, height] = [Math.round(wide * part), Math.round(high * part)];
    const columns = Math.floor(LARGEST / width);
    if (columns * Math.floor(LARGEST / height) >= count) {
      return { width, height, columns: Math.max(1, Math.min(columns, count)) };
    }
  }
}

/** Write a name, and under it the same in the other language. */
function board(pen, text, width, height) {
  pen.beginPath();
  pen.rect(0, 0, width, height);
  pen.clip();
  pen.fillStyle = ink(text.colour);
  pen.textBaseline = "middle";
  pen.textAlign = "center";
  const second = text.other && text.other !== text.name;
  const room = width - height * 0.3;
  line(pen, text.name, text.language, [width / 2, height * (second ? 0.36 : 0.52)], height * (second ? 0.46 : 0.54), room, 700);
  if (!second) return;
  pen.globalAlpha = 0.94;
  line(pen, text.other, text.otherLanguage, [width / 2, height * 0.78], height * 0.3, room, 600);
}

function line(pen, said, language, [x, y], size, room, weight) {
  const font = (high) => `${weight} ${high}px ${fonts(language)}`;
  pen.font = font(size);
  const wide = pen.measureText(said).width;
  if (wide > room) pen.font = font(Math.max(size * 0.55, (size * room) / wide));
  pen.fillText(cut(pen, said, room), x, y);
}

function cut(pen, said, room) {
  if (pen.measureText(said).width <= room) return said;
  const letters = [...said];
  while (letters.length > 1 && pen.measureText(`${letters.join("")}…`).width > room) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

const CJK = '"PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC"';
const LATIN = '"Source Sans 3", "Segoe UI", "Noto Sans", "Liberation Sans", system-ui';
const fonts = (language = "") =>
  (language.startsWith("zh") ? `${CJK}, ${LATIN}` : `${LATIN}, ${CJK}`) + ", sans-serif";

/**
 * Make one mesh of boards.
 *
 * @param {object[]} boards x, y, z of the middle, width, height, yaw, and the text's number
 * @param {object} drawn what `atlas` returned
 */
export function boardMesh(boards, { texture, area }) {
  const geometry = new PlaneGeometry(1, 1);
  const material = new MeshBasicMaterial({
    map: texture,
    transparent: true,
    premultipliedAlpha: true,
    depthWrite: false,
  });
  const areas = new Float32Array(boards.length * 4);
  const mesh = new InstancedMesh(geometry, material, boards.length);
  const [place, size, turn, matrix] = [new Vector3(), new Vector3(), new Quaternion(), new Matrix4()];
  boards.forEach((one, at) => {
    turn.setFromAxisAngle(UP, one.yaw);
    matrix.compose(place.set(one.x, one.y, one.z), turn, size.set(one.width, one.height, 1));
    mesh.setMatrixAt(at, matrix);
    areas.set(area(one.text), at * 4);
  });
  geometry.setAttribute("area", new InstancedBufferAttribute(areas, 4));
  material.onBeforeCompile = (shader) => {
    shader.vertexShader = shader.vertexShader
      .replace("#include <common>", "#include <common>\nattribute vec4 area;")
      .replace("#include <uv_vertex>", "#include <uv_vertex>\nvMapUv = area.xy + uv * area.zw;");
  };
  mesh.frustumCulled = false;
  return mesh;
}
