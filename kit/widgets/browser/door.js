// What a telephone and the class's door say to each other.

/** @typedef {{ round: string, open: string[], shown: boolean, edition: number }} Opened what is to be rated now */
/** @typedef {{ key: string, sv: string, en: string }} Refusal */

/**
 * What became of a request: it was done, with what is open unless that is as it was; or it is to be tried again `later`,
 * after some seconds; or the door is `shut` to this code for now; or `refused` whatever is tried.
 * @typedef {{ done: true, open?: Opened } | { later: number | undefined, why?: Refusal } | { shut: Refusal } | { refused: Refusal }} Answered
 */

const TIMEOUT = 10_000;
const TRANSIENT = [429, 500, 502, 503, 504];

/**
 * @param {string} base the address below which the door answers
 * @param {string} code the class's
 * @param {typeof fetch} get
 */
export function makeDoor(base, code, get = fetch) {
  let pass = ""; // stands for the code, and is not held up when others guess codes
  let etag = "";
  /**
   * @param {string} name
   * @param {Record<string, string>} headers
   * @param {string} [body]
   * @returns {Promise<Answered>}
   */
  const reach = async (name, headers, body) => {
    try {
      const response = await get(base + name, {
        method: body === undefined ? "GET" : "POST",
        headers: { "X-Class-Code": pass || code, ...headers },
        body,
        cache: "no-store",
        credentials: "omit", // whoever is logged in to a hub is not known to the class
        redirect: "error",
        signal: AbortSignal.timeout(TIMEOUT),
      });
      const found = response.status === 304 ? {} : await response.json();
      if (response.ok && name === "open") {
        pass = found.pass ?? "";
        etag = response.headers.get("ETag") ?? "";
        return { done: true, open: found };
      }
      if (response.ok || response.status === 304) return { done: true };
      if (TRANSIENT.includes(response.status)) return { later: Number(response.headers.get("Retry-After")) || undefined, why: found };
      if (response.status !== 403) return { refused: found };
      if (!pass) return { shut: found };
    } catch {
      return { later: undefined }; // no network, or what answers is not the door
    }
    pass = ""; // it was of a session that has ended
    etag = "";
    return reach(name, headers, body);
  };
  return {
    ask: () => reach("open", etag ? { "If-None-Match": etag } : {}),
    send: (/** @type {string} */ sheet) => reach("sheets", { "Content-Type": "application/json" }, sheet),
  };
}
