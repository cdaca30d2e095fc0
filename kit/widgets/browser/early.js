// The radar until plotly.js has come: the small one, as large as the chart is going to be, so that nothing moves then.

import { make, makeSvg } from "./dom.js";
import { layoutFor } from "./layout.js";
import { radarParts } from "./twin.js";

/** @import { Axis, Figure } from "./types.js" */
/** @import { Shape } from "./shape.js" */

/**
 * @param {HTMLElement} holder
 * @param {Figure} figure
 * @param {Axis[]} axes
 */
export function makeEarly(holder, figure, axes) {
  const picture = makeSvg("svg", { viewBox: "-50 -50 100 100", class: "rk-early", "aria-hidden": "true" });
  return {
    show: (/** @type {Shape} */ shape) => picture.replaceChildren(...radarParts(shape, figure.data[0])),
    /** Stand in a holder that is on the page. */
    stand: () => {
      const width = holder.clientWidth;
      if (!width) return;
      const ruler = make("span", { class: "rk-ruler", "aria-hidden": "true" });
      holder.append(picture, ruler);
      const { height, margin } = layoutFor(figure.layout, holder, width, axes, ruler);
      ruler.remove();
      holder.style.minHeight = `${height}px`;
      picture.style.width = `${width - 2 * margin.l}px`;
    },
    remove: () => {
      picture.remove();
      holder.style.minHeight = "";
    },
  };
}
