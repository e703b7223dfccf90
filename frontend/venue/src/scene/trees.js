/* Trees in tubs before the halls: crowns are one draw call, tubs and trunks are boxes. */

import { IcosahedronGeometry, InstancedMesh, Matrix4, MeshLambertMaterial, Quaternion, Vector3 } from "three";
import { DOOR, entrance } from "./site.js";

const ROW = [3, 8, 13, 18];
const OUT = 2.6;

/** Return the places of the trees: on both sides of each entrance. */
export function trees(venue) {
  return venue.halls.flatMap((hall) =>
    hall.entrances.flatMap((side) => {
      const door = entrance(hall, side);
      const long = door.dx === 0 ? hall.width : hall.depth;
      const spots = ROW.map((far) => far + DOOR / 2).filter((far) => far < long / 2);
      return [...spots, ...spots.map((far) => -far)].map((far) => ({
        x: door.x + door.dx * OUT + (door.dx === 0 ? far : 0),
        z: door.z + door.dz * OUT + (door.dx === 0 ? 0 : far),
      }));
    }),
  );
}

/** Put tubs and trunks among the boxes. */
export function tubs(places, { tub, trunk }) {
  return places.flatMap(({ x, z }) => [
    { at: [x, 0.3, z], size: [1.1, 0.8, 1.1], colour: tub },
    { at: [x, 1.2, z], size: [0.14, 1.4, 0.14], colour: trunk },
  ]);
}

/** Make one mesh of crowns. */
export function crowns(places, colour) {
  const material = new MeshLambertMaterial({ color: colour, flatShading: true });
  const mesh = new InstancedMesh(new IcosahedronGeometry(1, 1), material, places.length);
  const [at, size, turn, matrix] = [new Vector3(), new Vector3(), new Quaternion(), new Matrix4()];
  places.forEach(({ x, z }, number) => {
    const large = 0.9 + ((number * 37) % 10) / 40;
    turn.setFromAxisAngle(at.set(0, 1, 0), number);
    matrix.compose(at.set(x, 2.5, z), turn, size.set(large, large * 1.25, large));
    mesh.setMatrixAt(number, matrix);
  });
  mesh.frustumCulled = false;
  return mesh;
}
