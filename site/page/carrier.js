// How a view travels on a page: a model as anywidget gives it, answered by the keeper of the answers and, for what has
// to be worked out, by Python. The view does not know which of both it has.

/** @import { Keeper } from "./answers.js" */
/** @import { Answering } from "./answering.js" */
/** @import { Model } from "../../kit/widgets/browser/types.js" */

/** @typedef {Parameters<Model["on"]>[1]} Hear */

/**
 * @param {string} cell
 * @param {Keeper} keeper
 * @param {Answering} answering
 * @returns {Model & { hear: (message: object, buffers?: Uint8Array<ArrayBuffer>[]) => void }}
 */
export function makeModel(cell, keeper, answering) {
  /** @type {Set<Hear>} */
  const hearing = new Set();
  const hear = (/** @type {object} */ message, /** @type {Uint8Array<ArrayBuffer>[]} */ buffers = []) => {
    const views = buffers.map(({ buffer, byteOffset, byteLength }) => new DataView(buffer, byteOffset, byteLength));
    for (const each of [...hearing]) each(message, views);
  };
  const model = {
    get: () => ({}),
    set: () => {},
    on: (/** @type {string} */ _, /** @type {Hear} */ each) => hearing.add(each),
    off: (/** @type {string} */ _, /** @type {Hear} */ each) => hearing.delete(each),
    hear,
    async send(/** @type {any} */ message, /** @type {undefined} */ _ = undefined, /** @type {ArrayBuffer[]} */ buffers = []) {
      if ("put" in message) {
        const fate = await keeper.put(message);
        if (fate.fate === "taken") answering.owe(fate.about, message.put.key);
        hear(fate);
      } else if ("question" in message) {
        const { answer, buffers: beside } = await answering.ask(cell, message, buffers);
        hear(answer, beside);
      } else hear({ unknown: Object.keys(message) });
    },
  };
  return model;
}
