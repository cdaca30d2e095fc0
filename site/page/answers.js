// The keeper of the answers on a page: it takes them in before Python has started, as kit/widgets/view.py and
// kit/answers/file.py do in a notebook, and in the very file that the notebooks of this site have.

import { ForeignError, NewerError, readFile, writeFile } from "./file.js";
import { fits, isObject, SECTIONS } from "./fits.js";

/** @import { Drive, Files, Writes } from "./drive.js" */
/** @import { Sections } from "./file.js" */
/** @import { Fate, Known, Put } from "../../kit/widgets/browser/messages.js" */
/** @import { Words } from "../../kit/widgets/browser/types.js" */

/**
 * @typedef {object} Keeper
 * @property {() => Promise<Known>} known what the file holds, and what is wrong with it
 * @property {(message: Put) => Promise<Fate>} put take in an answer, and say what became of it
 * @property {() => Promise<string | null>} text the file as it is, or null if there is none
 * @property {(told: Merge) => Promise<void>} merge take over what Python has changed
 * @property {() => Promise<Record<string, string>>} others the learner's files beside her answers, by their paths
 */

/**
 * @typedef {{ before: string | null, after: string | null, files?: Record<string, string | null> }} Merge the answers as
 *   Python was given them and as it left them, and what it has written beside
 */

/** @typedef {{ sections: Sections, missing: boolean, torn: string[] }} Found */

export const FOLDER = "my-answers";
const FILE = `${FOLDER}/answers.json`;
const PREVIOUS = `${FOLDER}/answers.previous.json`;
const PART = `${FOLDER}/.answers.json-`;
const TRIES = 5;
const PAUSE = 100;

const same = (/** @type {unknown} */ one, /** @type {unknown} */ other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/**
 * @param {Drive} drive
 * @param {Words} words
 * @returns {Keeper}
 */
export function makeKeeper(drive, words) {
  /** @type {Sections} */
  let stored = {}; // what the file last held: it may be deleted meanwhile
  /** @type {Set<string>} */
  const unreadable = new Set();
  /** @type {Set<string>} */
  const deleted = new Set();
  let hindrance = "";

  /**
   * Look into the file and write what `give` makes of it.
   * @template Told
   * @param {(sections: Sections, files: Files) => { after?: Sections, beside?: Writes, told: Told }} give
   * @returns {Promise<Told>}
   */
  async function exchange(give) {
    try {
      for (let turn = 1; ; turn++) {
        const done = await drive.change((files) => {
          const found = look(files, stored);
          // A notebook replaces a file in two steps: between them it seems to be gone.
          if (found.missing && files.has(PREVIOUS) && turn < TRIES) return { told: null };
          const { after, beside, told } = give(found.sections, files);
          const settled = settle(files, found, after, beside);
          return { writes: settled.writes, told: { settled, told } };
        });
        if (done) {
          const { settled, told } = done;
          stored = settled.sections;
          for (const name of settled.unreadable) unreadable.add(name);
          for (const name of settled.deleted) deleted.add(name);
          hindrance = "";
          return told;
        }
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
      }
    } catch (error) {
      hindrance = hindranceOf(error, words);
      throw error;
    }
  }

  const named = (/** @type {string} */ key, /** @type {Set<string>} */ names) =>
    names.size ? [filled(words[key], { file: [...names].join(", "), folder: FOLDER })] : [];
  const news = () => ({
    trouble: hindrance || (named("trouble.aside", unreadable)[0] ?? ""),
    notices: named("notice.deleted", deleted),
  });

  return {
    async known() {
      await exchange(() => ({ told: undefined })).catch(() => {});
      const sections = Object.fromEntries(Object.keys(SECTIONS).map((name) => [name, { ...stored[name] }]));
      return { sections, ...news() };
    },
    async put({ put, edit }) {
      const about = typeof put?.section === "string" ? put.section : "";
      try {
        const told = await exchange((sections) => take(sections, put, words));
        return { edit, kept: true, about, ...told, ...news() };
      } catch {
        // The page keeps the answer, and tries again.
        return { edit, fate: "failed", kept: false, about, ...news() };
      }
    },
    async text() {
      await exchange(() => ({ told: undefined })).catch(() => {});
      return Object.keys(stored).length ? new TextDecoder().decode(writeFile(stored)) : null;
    },
    async merge({ before, after, files = {} }) {
      const [was, is] = [before, after].map((text) => (text === null ? {} : readFile(new TextEncoder().encode(text))));
      const [beside, told] = [besideOf(files), undefined];
      if (!same(was, is) || beside.size) await exchange((sections) => ({ after: merged(sections, was, is), beside, told }));
    },
    others: () => exchange((_, files) => ({ told: othersOf(files) })),
  };
}

/**
 * What Python has written into the folder beside the answers.
 * @param {Record<string, string | null>} files
 * @returns {Writes}
 */
function besideOf(files) {
  const found = Object.entries(files).flatMap(([path, text]) => (path.startsWith(`${FOLDER}/`) && text !== null ? [{ path, text }] : []));
  return new Map(found.map(({ path, text }) => [path, new TextEncoder().encode(text)]));
}

/** @param {Files} files */
function othersOf(files) {
  const found = [...files].filter(([path]) => ![FILE, PREVIOUS].includes(path) && !path.startsWith(PART));
  return Object.fromEntries(found.map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]));
}

/**
 * What the file holds, or else the second one; else what this page knows.
 * @param {Files} files
 * @param {Sections} stored
 * @returns {Found}
 */
function look(files, stored) {
  const torn = [];
  // A notebook was ended while it replaced the file: the second one holds the same.
  const broken = !files.has(FILE) && [...files.keys()].some((path) => path.startsWith(PART));
  for (const path of broken ? [PREVIOUS] : [FILE, PREVIOUS]) {
    const bytes = files.get(path);
    if (!bytes) {
      if (path === FILE) break;
      continue;
    }
    try {
      return { sections: readFile(bytes), missing: false, torn };
    } catch (error) {
      if (!(error instanceof ForeignError)) throw error;
      torn.push(path);
    }
  }
  return { sections: stored, missing: torn.length === 0, torn };
}

/**
 * What is to be written: answers that have changed, and beside them what cannot be read or was deleted.
 * @param {Files} files
 * @param {Found} found
 * @param {Sections} [after]
 * @param {Writes} [beside]
 */
function settle(files, found, after, beside = new Map()) {
  /** @type {Writes} */
  const writes = new Map();
  const keep = (/** @type {string} */ path, /** @type {string} */ why, bytes = /** @type {Uint8Array} */ (files.get(path))) => {
    const name = nameAside(files, writes, bytes, why);
    writes.set(name, bytes);
    return name.slice(FOLDER.length + 1);
  };
  const unreadable = found.torn.map((path) => keep(path, "unreadable"));
  const gone = found.missing && files.has(PREVIOUS);
  // The learner has deleted the file, and begins anew. Her earlier answers are for her to keep or to delete.
  const deleted = gone ? [keep(PREVIOUS, "earlier")] : [];
  if (gone) writes.set(PREVIOUS, null);
  for (const [path, bytes] of beside) {
    if (files.has(path)) keep(path, "earlier", bytes ?? undefined);
    else writes.set(path, bytes);
  }
  if (after || unreadable.length) {
    const bytes = writeFile(after ?? found.sections);
    for (const path of [PREVIOUS, FILE]) writes.set(path, bytes);
  }
  return { sections: after ?? found.sections, writes, unreadable, deleted };
}

/**
 * A name beside the file that no other has, or that has these very bytes.
 * @param {Files} files
 * @param {Writes} writes
 * @param {Uint8Array} bytes
 * @param {string} why
 */
function nameAside(files, writes, bytes, why) {
  for (let count = 1; ; count++) {
    const path = `${FOLDER}/answers.${why}-${count}.json`;
    const there = writes.get(path) ?? files.get(path);
    if (!there || (there.length === bytes.length && there.every((byte, at) => byte === bytes[at]))) return path;
  }
}

/**
 * Take an answer in, unless another place has changed it meanwhile.
 * @param {Sections} sections
 * @param {Put["put"]} given
 * @param {Words} words
 * @returns {{ after?: Sections, told: { fate: Fate["fate"], why?: string, stored?: unknown } }}
 */
function take(sections, given, words) {
  const { section, key, value = null, seen } = isObject(given) ? given : /** @type {any} */ ({});
  const clear = value === null && Object.hasOwn(SECTIONS, section);
  if (typeof key !== "string" || !Array.isArray(seen) || !(clear || fits(section, key, value))) {
    return { told: { fate: "refused", why: words["form.refused"] } };
  }
  const now = sections[section]?.[key] ?? null;
  if (same(now, value)) return { told: { fate: "taken" } };
  if (!seen.some((was) => same(now, was))) return { told: { fate: "changed", stored: now } };
  return { after: changed(sections, section, key, value), told: { fate: "taken" } };
}

/**
 * @param {Sections} sections
 * @param {string} section
 * @param {string} key
 * @param {unknown} value
 */
function changed(sections, section, key, value) {
  const { [key]: _, ...others } = sections[section] ?? {};
  return { ...sections, [section]: value === null ? others : { ...sections[section], [key]: value } };
}

/**
 * The answers with what Python has changed in them; what somebody else has changed meanwhile stays as it is.
 * @param {Sections} sections
 * @param {Sections} was
 * @param {Sections} is
 */
function merged(sections, was, is) {
  let after = sections;
  for (const name of new Set([...Object.keys(was), ...Object.keys(is)])) {
    const [before, now, here] = [was[name] ?? {}, is[name] ?? {}, after[name] ?? {}];
    if (![before, now, here].every(isObject)) {
      if (same(after[name], was[name]) && is[name] !== undefined) after = { ...after, [name]: is[name] };
      continue;
    }
    for (const key of new Set([...Object.keys(before), ...Object.keys(now)])) {
      const open = !same(before[key], now[key]) && same(here[key], before[key]);
      if (open) after = changed(after, name, key, now[key] ?? null);
    }
  }
  return after;
}

/**
 * @param {unknown} error
 * @param {Words} words
 */
function hindranceOf(error, words) {
  if (error instanceof NewerError) return filled(words["trouble.newer"], { file: "answers.json" });
  const { name = String(error) } = /** @type {{ name?: string }} */ (error ?? {});
  return filled(words["page.refused"], { reason: name });
}

/**
 * @param {string} template
 * @param {Record<string, string>} values
 */
function filled(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
