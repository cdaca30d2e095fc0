// What a page and Python say to each other; kit/widgets/messages.py says who sends what when. Types alone.

/**
 * The page asks for something by its name: "answers", or one that came with the view.
 * @typedef {object} Ask
 * @property {string} ask
 */

/**
 * What was asked for is beside this, unless there is an error. "answers" are Known.
 * @typedef {object} Asset
 * @property {unknown} asset
 * @property {string} [error]
 */

/**
 * The answers as the file holds them, what is wrong with the file, and what to know of it.
 * @typedef {object} Known
 * @property {Record<string, Record<string, unknown>>} sections
 * @property {string} trouble
 * @property {string[]} notices
 */

/**
 * An answer, or null to take it back, and what the page may have seen there before it.
 * @typedef {object} Answer
 * @property {string} section
 * @property {string} key
 * @property {unknown} value
 * @property {unknown[]} seen
 */

/**
 * The page gives an answer; `edit` is an id that no other page gives.
 * @typedef {object} Put
 * @property {Answer} put
 * @property {unknown} edit
 */

/**
 * What became of an answer that was given: it is taken; or changed, if another place has meanwhile given what is
 * stored; or refused, and why; or failed, and may be given again. Whether everything that was taken is kept in the
 * file, and a sentence for the views that show the section it is about.
 * @typedef {object} Fate
 * @property {unknown} edit
 * @property {"taken"|"changed"|"refused"|"failed"} fate
 * @property {unknown} [stored]
 * @property {string} [why]
 * @property {boolean} kept
 * @property {string} about
 * @property {string} [said]
 * @property {string} trouble
 * @property {string[]} [notices]
 */

/**
 * The page asks for something to be worked out; the number tells the question from others.
 * @typedef {object} Query
 * @property {Record<string, any>} question
 * @property {unknown} number
 */

/**
 * What was found, null from a view that answers no questions; or the error's traceback.
 * @typedef {object} Reply
 * @property {unknown} reply
 * @property {Record<string, any>|null} [found]
 * @property {string} [error]
 */

/**
 * The fields of a message that is none of these.
 * @typedef {object} Unknown
 * @property {string[]} unknown
 */

/** @typedef {Ask|Put|Query} FromPage */
/** @typedef {Asset|Fate|Reply|Unknown} FromPython */

export {};
