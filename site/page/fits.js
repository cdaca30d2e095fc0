// Which answers there may be, as kit/answers/answers.py has it; a test holds both together.

const LONGEST_NOTE = 4000;
const LONGEST_KEY = 100;
const LONGEST_LINE = 500;
const LONGEST_PLACE = 40;
const MOST_KEPT = 200;
const MOST_CHOICES = 100;

/** @typedef {(value: unknown) => boolean} Fits */

/** Python counts a character outside the basic plane once. */
const long = (/** @type {string} */ text) => [...text].length;

/** @type {Fits} */
const level = (value) => Number.isInteger(value) && within(value);

/** @type {Fits} */
const within = (value) => typeof value === "number" && value >= 1 && value <= 5;

/** @type {Fits} */
const rating = (value) => level(value) || value === "dont-know";

/** @type {Fits} */
const yes = (value) => value === true;

/**
 * @param {number} most
 * @returns {Fits}
 */
const text = (most) => (value) => typeof value === "string" && long(value) <= most;

/** @type {Fits} */
const choices = (value) =>
  Array.isArray(value) && value.length <= MOST_CHOICES && value.every((one) => Number.isInteger(one) && one >= 0 && one < 10);

/** @type {Fits} */
function snapshot(value) {
  if (!isObject(value)) return false;
  const { label, date, ...kept } = value;
  const [[name, levels] = [], ...more] = Object.entries(kept);
  const fits = name === "ratings" ? rating : name === "medians" ? within : undefined;
  if (!fits || more.length || !isObject(levels)) return false;
  const entries = Object.values(levels);
  return text(LONGEST_LINE)(label) && isDay(date) && entries.length <= MOST_KEPT && entries.every(fits);
}

/** @type {Fits} */
function isDay(value) {
  if (typeof value !== "string" || !/^(?!0000)\d{4}-\d\d-\d\d$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @type {Record<string, Fits>} */
export const SECTIONS = {
  ratings: rating,
  // biome-ignore lint/suspicious/noThenProperty: a section of answers, on how it was then
  then: rating,
  importance: level,
  crosshair: within,
  targets: level,
  priorities: yes,
  plan: text(LONGEST_NOTE),
  snapshots: snapshot,
  evidence: text(LONGEST_NOTE),
  reflections: text(LONGEST_NOTE),
  calibration: level,
  guesses: level,
  quiz: choices,
  seen: yes,
  class: text(LONGEST_LINE),
  place: text(LONGEST_PLACE),
};

/**
 * Say whether a section may hold an answer.
 * @param {string} section
 * @param {string} key
 * @param {unknown} value
 */
export function fits(section, key, value) {
  return Object.hasOwn(SECTIONS, section) && key !== "" && long(key) <= LONGEST_KEY && SECTIONS[section](value);
}
