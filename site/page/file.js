// The answers file: read strictly and written as kit/answers/answers.py does, so that page and notebook share it.

import { fits, isObject, SECTIONS } from "./fits.js";

/** @typedef {Record<string, any>} Sections what a file holds: answers by section and key, and what else stands beside */

const FORMAT = 1;
const LARGEST = 4_000_000;

/** The file is torn, or something else than answers. */
export class ForeignError extends Error {}
/** A newer kit wrote the file. */
export class NewerError extends Error {}

/**
 * @param {Uint8Array} bytes
 * @returns {Sections}
 */
export function readFile(bytes) {
  if (bytes.length > LARGEST) throw new ForeignError();
  let text;
  let found;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    found = JSON.parse(text);
  } catch {
    throw new ForeignError();
  }
  if (!isObject(found) || found.kit !== "answers" || keysIn(found) !== keysOf(text)) throw new ForeignError();
  const { kit: _, format, ...sections } = found;
  if (!Number.isInteger(format) || Number(format) < 1) throw new ForeignError();
  if (Number(format) > FORMAT) throw new NewerError();
  for (const name of Object.keys(SECTIONS)) {
    const section = sections[name] ?? {};
    if (!isObject(section) || !Object.entries(section).every(([key, value]) => fits(name, key, value))) throw new ForeignError();
  }
  return sections;
}

/**
 * @param {Sections} sections
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function writeFile(sections) {
  const text = `${JSON.stringify({ kit: "answers", format: FORMAT, ...sections }, null, 1)}\n`;
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > LARGEST) throw new RangeError(`> ${LARGEST} B`);
  return bytes;
}

/**
 * How many keys a text has: of two values under one key, one would be lost.
 * @param {string} text
 */
function keysOf(text) {
  return [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon).length;
}

/**
 * @param {unknown} value
 * @returns {number}
 */
function keysIn(value) {
  if (Array.isArray(value)) return value.reduce((sum, one) => sum + keysIn(one), 0);
  if (!isObject(value)) return 0;
  return Object.values(value).reduce((/** @type {number} */ sum, one) => sum + 1 + keysIn(one), 0);
}
