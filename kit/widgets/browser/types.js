// What the modules hand each other, and what Python sends with each view. A page carries nothing of this.

/**
 * @typedef {Record<string, string>} Words the phrases in the view's language, by their keys
 * @typedef {"sv" | "en"} Language
 * @typedef {Node | string | null | undefined} Child
 */

/**
 * A widget's model as anywidget gives it. A trait holds anything, and Python answers each message in a form of
 * its own: hence `any`.
 * @typedef {object} Model
 * @property {(name: string) => any} get
 * @property {(name: string, value: unknown) => void} set
 * @property {(name: "msg:custom", hear: (message: any, buffers: DataView<ArrayBuffer>[]) => void) => void} on
 * @property {(name: "msg:custom", hear: (message: any, buffers: DataView<ArrayBuffer>[]) => void) => void} off
 * @property {(message: object, callbacks?: undefined, buffers?: ArrayBuffer[]) => void} send
 */

/**
 * What all views on a page share. What a page gets once is kept under its own name: hence `any`.
 * @typedef {{
 *   inflate: (bytes: BlobPart) => Promise<string>,
 *   brought?: Record<string, DataView<ArrayBuffer>>,
 *   count?: number,
 *   books?: Map<string, Book>,
 *   listening?: boolean,
 *   texts?: MutationObserver,
 *   style?: HTMLStyleElement,
 *   started?: Promise<void>,
 *   [name: string]: any,
 * }} Page
 */

/**
 * What every view brings beside what it shows: names of what a page gets once, and sentences for as long as the
 * page has no phrases.
 * @typedef {object} Around
 * @property {string} kind
 * @property {string} title
 * @property {Language} language
 * @property {string} kit
 * @property {string} plotly
 * @property {string} book
 * @property {string} reader
 * @property {string} waiting
 * @property {string} late
 * @property {string} still
 * @property {string} failed
 */

/** @typedef {{ level: number, seen: string }} Level what one would see in a region at a level of a factor */

/**
 * @typedef {object} Kit
 * @property {string} style
 * @property {Record<Language, Words>} words
 * @property {Record<Language, Record<string, Level[]>>} levels
 */

/** @typedef {(model: Model, name: string, reader?: string) => Promise<string>} Ask what is of one reader by whose it is, too */

/**
 * A view on the page. Whoever gets something once says what it becomes: hence `any`.
 * @typedef {object} View
 * @property {Model} model
 * @property {HTMLElement} el
 * @property {Around} data
 * @property {Page} page
 * @property {Ask} ask
 * @property {(view: { model: Model, data: Around }, name: string, take: (text: string) => any) => Promise<any>} once
 * @property {AbortSignal} [signal]
 * @property {typeof import("./chart.js").drawChart} [drawChart] what draws charts, but on a telephone
 * @property {Kit} kit
 */

/**
 * What a kind of view is shown with: the data it shows, and what Python finds when it is asked.
 * @template [Data=object]
 * @template [Found=unknown]
 * @typedef {object} Show
 * @property {Model} model
 * @property {View} view
 * @property {HTMLElement} el
 * @property {Book} book
 * @property {Around & Data} data
 * @property {Words} words
 * @property {(question: object, file?: ArrayBuffer) => Promise<Found>} request
 */

/** @typedef {number | "dont-know"} Rating */

/**
 * What may be answered in each section.
 * @typedef {object} Answers
 * @property {Rating} ratings
 * @property {Rating} then
 * @property {number} calibration
 * @property {number} guesses
 * @property {number[]} quiz
 * @property {true} seen
 * @property {Rating} importance
 * @property {number} targets
 * @property {number} crosshair
 * @property {true} priorities
 * @property {string} evidence
 * @property {string} reflections
 * @property {string} plan
 * @property {string} place
 * @property {string} class
 */

/** @typedef {keyof Answers} Section */

/**
 * An answer that waits; see newBook.
 * @typedef {object} Entry
 * @property {unknown} value
 * @property {string} edit
 * @property {unknown[]} seen
 * @property {"saving" | "unsaved" | "memory" | "changed"} [at]
 * @property {boolean} [safe]
 * @property {string} [reader]
 * @property {unknown} [stored]
 * @property {true} [left]
 */

/** @typedef {{ model: Model, ask: Ask, reader: string, asked?: boolean }} Link a view through which a lesson is reached */

/**
 * What followers of a book hear of: what was answered in the page, what Python says of it, or both unset.
 * @typedef {object} Change
 * @property {string} [section]
 * @property {string} [key]
 * @property {string} [about]
 * @property {string} [said]
 * @property {string} [trouble]
 */

/** @typedef {{ trouble?: string, notices?: string[] }} News what is wrong with the answers file, and what is good to know of it */

/**
 * @typedef {object} Book
 * @property {string} id
 * @property {Map<string, unknown>} answers
 * @property {Map<string, Entry>} waiting
 * @property {Map<string, string>} refused
 * @property {Map<string, () => void>} writing
 * @property {Set<(change: Change) => void>} followers
 * @property {Map<string, Promise<void>>} readers
 * @property {Map<string, Link>} links
 * @property {WeakMap<Model, Link>} linkOf
 * @property {string[]} notices
 * @property {string} [trouble]
 * @property {HTMLElement} [teller]
 * @property {ReturnType<typeof setInterval>} [trying]
 * @property {boolean} [untwinned] whether the small radars are hidden
 */

/** @typedef {{ id: string, number: string, label: string }} Axis */

/** @typedef {{ caption: string, head: string[], rows: Child[][] }} Table */

/**
 * A figure as plotly.js takes it. It brings no types of its own: hence `any`.
 * @typedef {{ data: any[], layout: Layout }} Figure
 */

/** @typedef {any} Layout the layout of a figure, or a part of it: `any` for the same reason */

/**
 * @typedef {object} Chart
 * @property {(next: Figure) => unknown} show
 * @property {(next: Figure["data"]) => unknown} values
 * @property {() => void} remove
 */

/** @typedef {{ id: string, former?: string[], number: string, text: string }} Statement `former`: by which it was known when it asked something else */

/** @typedef {{ regions: { id: string, name: string, kind: string }[], chosen: string[] }} Regions */

/** @typedef {{ place: string, text: string }} Fault */

export {};
