// What only Python can say: it is started when the page has nothing else to do, or with the first question.

/** @import { Keeper } from "./answers.js" */

/**
 * Python in a worker; see python.js.
 * @typedef {object} Python
 * @property {Promise<void>} started
 * @property {(cell: string, message: object, buffers: ArrayBuffer[], file: string | null) => Promise<Told>} ask
 */

/** @typedef {{ answer: any, buffers: Uint8Array<ArrayBuffer>[], file: string | null, files?: Record<string, string | null> }} Told */

/**
 * @typedef {object} Answering
 * @property {() => Promise<Python>} start
 * @property {(cell: string, message: any, buffers: ArrayBuffer[]) => Promise<Pick<Told, "answer" | "buffers">>} ask
 * @property {(section: string, key: string) => void} owe an answer is given, on which Python has a sentence
 */

/**
 * @param {object} parts
 * @param {() => Promise<Python>} parts.open begin to start Python
 * @param {Keeper} parts.keeper
 * @param {(section: string) => string | undefined} parts.cellOf the cell of a view that has a sentence on a section
 * @param {(section: string, said: string) => void} parts.say show Python's sentence on a section, or with "" none
 * @param {(cell: string, starting: boolean) => void} parts.tell tell beside a view that Python is starting, or no longer
 * @returns {Answering}
 */
export function makeAnswering({ open, keeper, cellOf, say, tell }) {
  /** @type {Promise<Python> | undefined} */
  let opened;
  let ready = false;
  /** @type {Map<string, string>} */
  const owed = new Map();
  let speaking = false;

  const start = () => {
    opened ??= open().then(async (python) => {
      await python.started;
      ready = true;
      speak();
      return python;
    });
    opened.catch(() => {
      opened = undefined; // the next question tries again
    });
    return opened;
  };

  /** Say what is owed, one section at a time; what is given meanwhile is owed anew. */
  async function speak() {
    if (speaking || !ready) return;
    speaking = true;
    try {
      for (const [section, key] of owed) {
        owed.delete(section);
        const cell = cellOf(section);
        const { sections } = await keeper.known();
        const value = sections[section]?.[key] ?? null;
        const put = { section, key, value, seen: [value] };
        const { answer } = cell ? await asked(cell, { put, edit: "page" }, []) : {};
        if (answer?.said && !owed.has(section)) say(section, answer.said);
      }
    } catch {
      // Without a sentence the answer is kept all the same.
    } finally {
      speaking = false;
    }
  }

  /**
   * @param {string} cell
   * @param {any} message
   * @param {ArrayBuffer[]} buffers
   */
  async function asked(cell, message, buffers) {
    const python = await start();
    const before = await keeper.text();
    const { answer, buffers: beside, file, files } = await python.ask(cell, message, buffers, before);
    await keeper.merge({ before, after: file, files });
    return { answer, buffers: beside };
  }

  return {
    start,
    owe(section, key) {
      owed.set(section, key);
      if (!ready) say(section, "");
      else speak();
    },
    async ask(cell, message, buffers) {
      if (!ready) tell(cell, true);
      try {
        return await asked(cell, message, buffers);
      } catch (error) {
        return { answer: { reply: message.number, error: String(error) }, buffers: [] };
      } finally {
        tell(cell, false);
      }
    },
  };
}
