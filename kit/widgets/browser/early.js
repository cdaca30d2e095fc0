// The radar until plotly.js has come: the small one, as large as the chart is going to be, so that nothing moves then.

import { make, makeSvg } from "./dom.js";
import { layoutFor } from "./layout.js";
import { OFF } from "./room.js";
import { radarParts } from "./twin.js";

/** @import { Axis, Figure, Layout } from "./types.js" */
/** @import { Shape } from "./shape.js" */

/**
 * @param {HTMLElement} holder
 * @param {Figure} figure
 * @param {Axis[]} axes
 */
export function makeEarly(holder, figure, axes) {
  const picture = makeSvg("svg", { viewBox: "-50 -50 100 100", class: "rk-early", "aria-hidden": "true" });
  const names = makeSvg("g", { class: "rk-names" });
  return {
    show: (/** @type {Shape} */ shape) => picture.replaceChildren(...radarParts(shape, figure.data[0]), names),
    /** Stand in a holder that is on the page. */
    stand: () => {
      const width = holder.clientWidth;
      if (!width) return;
      const ruler = make("span", { class: "rk-ruler", "aria-hidden": "true" });
      holder.append(picture, ruler);
      const { height, margin, polar, font } = layoutFor(figure.layout, holder, width, axes, ruler);
      ruler.remove();
      holder.style.minHeight = `${height}px`;
      picture.style.width = `${width - 2 * margin.l}px`;
      names.replaceChildren(...namesAround(polar.angularaxis, font.size, (width - 2 * margin.l) / 100));
    },
    remove: () => {
      picture.remove();
      holder.style.minHeight = "";
    },
  };
}

const LINE = 1.3; // from one line of a name to the next, in letters' size
const RADIUS = 50;

/**
 * The names around a radar, where the chart is going to have them.
 * @param {Layout} axis
 * @param {number} size of their letters in pixels
 * @param {number} unit so many pixels are one of the picture's
 */
function namesAround({ ticktext, tickvals }, size, unit) {
  return ticktext.map((/** @type {string} */ name, /** @type {number} */ place) => {
    const angle = (tickvals[place] * Math.PI) / 180;
    const [across, up] = [Math.sin(angle), Math.cos(angle)];
    const lines = name.split("<br>");
    const row = (LINE * size) / unit;
    const x = (RADIUS + OFF / unit) * across;
    const top = -(RADIUS + OFF / unit) * up - (lines.length * row * (1 + up)) / 2;
    const anchor = Math.abs(across) < 0.1 ? "middle" : across > 0 ? "start" : "end";
    const spans = lines.map((line, at) => {
      const span = makeSvg("tspan", { x, y: top + (at + 0.75) * row });
      span.textContent = line;
      return span;
    });
    return makeSvg("text", { "font-size": size / unit, "text-anchor": anchor }, ...spans);
  });
}
