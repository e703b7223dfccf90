/* Models of exhibitors: one file that holds everything, loaded when somebody stands near. */

import { Box3, Group, Texture, Vector3, SRGBColorSpace } from "three";
import { GLTFLoader } from "three/addons/loaders/GLTFLoader.js";

const LARGEST = 2;
/* Metres that a model may be long, wide and high. */

/** Pictures inside the file become textures without an address, which the page's policy forbids. */
class Pictures {
  constructor(parser) {
    this.name = "pictures-inside";
    this.parser = parser;
  }

  async loadTexture(index) {
    const { textures, images } = this.parser.json;
    const image = images[textures[index].source];
    if (image.bufferView === undefined) throw new Error("the picture is outside of the file");
    const bytes = await this.parser.getDependency("bufferView", image.bufferView);
    const blob = new Blob([bytes], { type: image.mimeType });
    const texture = new Texture(await createImageBitmap(blob, { colorSpaceConversion: "none" }));
    texture.flipY = false;
    texture.colorSpace = SRGBColorSpace;
    texture.needsUpdate = true;
    this.parser.associations.set(texture, { textures: index });
    return texture;
  }
}

/** Load the model of a booth, on the floor and at most 2 m large. */
export async function load(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  const loader = new GLTFLoader().register((parser) => new Pictures(parser));
  const { scene } = await loader.parseAsync(await answer.arrayBuffer(), "");
  const box = new Box3().setFromObject(scene);
  const size = box.getSize(new Vector3());
  const scale = LARGEST / Math.max(size.x, size.y, size.z, 1e-6);
  const middle = box.getCenter(new Vector3());
  scene.position.set(-middle.x, -box.min.y, -middle.z);
  const model = new Group();
  model.add(scene);
  model.scale.setScalar(Math.min(scale, 1e3));
  return model;
}

/** Free what a model holds on the graphics card. */
export function free(model) {
  model.traverse((part) => {
    part.geometry?.dispose();
    for (const material of [part.material ?? []].flat()) {
      for (const value of Object.values(material)) if (value?.isTexture) value.dispose();
      material.dispose();
    }
  });
}
