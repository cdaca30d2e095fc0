// Sheets on their way to the class: each is kept until the door has said that it is taken, and sent again until then.

/** @import { Answered, Refusal } from "./door.js" */
/** @import { Pocket } from "./pocket.js" */

/** @typedef {{ at: "rest" | "sending" | "waiting" | "shut" | "refused", why?: Refusal }} Sending how it stands */

const LONGEST_WAIT = 15;
const SECOND = 1000;

/**
 * @param {Pocket} pocket
 * @param {(sheet: string) => Promise<Answered>} send
 * @param {(sending: Sending) => void} tell
 */
export function makePost(pocket, send, tell) {
  let busy = false;
  let tries = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const next = () => Object.entries(pocket.look().waiting)[0];
  const flush = async () => {
    clearTimeout(timer);
    timer = undefined;
    if (busy) return;
    busy = true;
    /** @type {Sending} */
    let sending = { at: "rest" };
    for (let found = next(); found && sending.at === "rest"; found = next()) {
      tell({ at: "sending" });
      sending = settle(...found, await send(found[1]));
    }
    busy = false;
    tell(sending);
  };
  /**
   * @param {string} round
   * @param {string} sheet
   * @param {Answered} answered
   * @returns {Sending}
   */
  const settle = (round, sheet, answered) => {
    if ("later" in answered) {
      tries += 1;
      const wait = answered.later ?? Math.min(2 ** tries, LONGEST_WAIT);
      // Thirty telephones that lost the network together do not come back together.
      timer = setTimeout(flush, (wait + Math.random()) * SECOND);
      return { at: "waiting", why: answered.why };
    }
    tries = 0;
    if ("shut" in answered) return { at: "shut", why: answered.shut };
    pocket.change(({ waiting, handed }) => {
      if ("done" in answered) handed[round] = sheet;
      if (waiting[round] === sheet) delete waiting[round]; // else she has handed in again meanwhile
    });
    return "refused" in answered ? { at: "refused", why: answered.refused } : { at: "rest" };
  };
  return {
    /** Hand a sheet in, in the place of one of that round that still waits. */
    handIn: (/** @type {string} */ round, /** @type {string} */ sheet) => {
      pocket.change(({ waiting }) => {
        waiting[round] = sheet;
      });
      return flush();
    },
    flush,
    /** Go on with what waits, unless that is to be tried again soon anyhow. */
    resume: () => (timer === undefined && next() ? flush() : undefined),
  };
}
