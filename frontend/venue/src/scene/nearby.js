/* Models of booths, there while one is near. */

const NEAR = 15;
const GONE = 20;
const FEW = 6;
/* Metres from which a model is loaded, at which it is freed, and how many there are at once. */

/** Return a function that loads and frees models around a place. */
export function nearby(scene, booths, changed) {
  const held = new Map();
  const far = ({ middle }, eye) => Math.hypot(middle.x - eye.x, eye.y, middle.z - eye.z);

  async function fetched(one) {
    held.set(one.booth.id, null);
    try {
      const { load } = await import("../models.js");
      const model = await load(one.booth.model);
      if (!held.has(one.booth.id)) return;
      model.position.set(one.middle.x, 0.07, one.middle.z);
      held.set(one.booth.id, model);
      scene.add(model);
      changed();
    } catch (error) {
      console.warn(`The model of ${one.booth.code} was not loaded.`, error);
    }
  }

  return async (eye) => {
    for (const one of booths) {
      const [away, there] = [far(one, eye), held.has(one.booth.id)];
      if (there && away > GONE) {
        const model = held.get(one.booth.id);
        held.delete(one.booth.id);
        if (!model) continue;
        scene.remove(model);
        (await import("../models.js")).free(model);
        changed();
      } else if (!there && away < NEAR && held.size < FEW) fetched(one);
    }
  };
}
