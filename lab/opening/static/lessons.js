// Which notebooks are lessons of the kit, and which of their cells may run by themselves.

/** What a lesson's cells say: one line each, that calls the kit and nothing else. */
const BEGINS = /^import kit; lesson = kit\.Lesson\("[a-z]+", "(?:sv|en)"\)$/;
const SHOWS = /^lesson\.[a-z_]+\((?:"[a-z_]+")?\)$/;

/** What Python may load from the folder of a notebook in place of the kit, or of what the kit needs. */
const HARMLESS = /\.ipynb$|^\.|^my-(?:answers|class)$/;

/**
 * Return what a notebook says of the lesson it is, if it is one.
 *
 * @param {any} model
 * @returns {{lesson: string, language: "sv" | "en"} | undefined}
 */
export function mark(model) {
  const found = model.getMetadata("regional_kit");
  return found?.lesson && ["sv", "en"].includes(found.language) ? found : undefined;
}

/**
 * Say whether a cell is one of the kit's own, which only show.
 *
 * @param {string} source
 */
export function shows(source) {
  return BEGINS.test(source) || SHOWS.test(source);
}

/**
 * Say whether the names in a lesson's folder are those of an edition that was laid out.
 *
 * Python looks beside a notebook first: a file of another name could be loaded in place of the kit.
 *
 * @param {string[]} names
 */
export function laidOut(names) {
  return names.every((name) => HARMLESS.test(name));
}
