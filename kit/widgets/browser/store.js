// What is given and not yet saved, kept by the browser: on the next page it is given again, whichever lesson that
// is. Each answer has an entry of its own, so that two pages never write over each other's; nothing else is kept
// here, and an entry goes once Python says that the file has it.

/** @import { Entry } from "./types.js" */

const STORE = "regional-kit";
/**
 * @param {string} id
 * @param {string} name
 */
export const placeOf = (id, name) => `${STORE} ${id} ${name}`;

/**
 * Keep what waits under its answer's name, in place of the edit `before`, and say whether that could be done: a browser
 * may refuse, or be full; and what another page has left there is kept until a page that knows of it has it saved.
 * @param {string} id
 * @param {string} name
 * @param {Entry} entry
 * @param {string} [before]
 */
export function keepWaiting(id, name, { value, seen, edit }, before) {
  const there = findWaiting(id, name);
  if (there && there.edit !== before) return false;
  try {
    localStorage.setItem(placeOf(id, name), JSON.stringify({ value, seen, edit }));
    return true;
  } catch {
    return false;
  }
}

/**
 * What waits under a name, or undefined.
 * @param {string} id
 * @param {string} name
 */
export function findWaiting(id, name) {
  try {
    return readWaiting(localStorage.getItem(placeOf(id, name)));
  } catch {
    return undefined;
  }
}

/**
 * Forget what waits under a name, if it is this edit: another page may have a later one.
 * @param {string} id
 * @param {string} name
 * @param {string} [edit]
 */
export function forgetWaiting(id, name, edit) {
  if (findWaiting(id, name)?.edit === edit) localStorage.removeItem(placeOf(id, name));
}

/**
 * The names under which something waits.
 * @param {string} id
 */
export function namesWaiting(id) {
  const start = placeOf(id, "");
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(start))
      .map((key) => key.slice(start.length));
  } catch {
    return [];
  }
}

/**
 * An entry as it was kept; what is something else is none.
 * @param {string | null} text
 */
export function readWaiting(text) {
  try {
    const { value, seen, edit } = JSON.parse(text ?? "");
    return value !== undefined && Array.isArray(seen) && typeof edit === "string" ? { value, seen, edit } : undefined;
  } catch {
    return undefined;
  }
}
