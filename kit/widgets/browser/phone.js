// A telephone in a class: it joins by the code in its address, rates what the teacher has open, and hands in.

import { makeAsked } from "./asked.js";
import { fill, fresh, make, say } from "./dom.js";
import { makeDoor } from "./door.js";
import { makeHanding } from "./handing.js";
import { forgetOthers, openPocket } from "./pocket.js";
import { makePost } from "./post.js";

/** @import { Telephone } from "./asked.js" */
/** @import { Answered, Opened } from "./door.js" */

const BASE = new URL("./", import.meta.url).href;
const POLL = 3000;
const RARELY = 15_000; // while nobody looks at the page, or the class is closed

const carried = /** @type {Telephone} */ (JSON.parse(document.getElementById("data")?.textContent ?? ""));
const main = /** @type {HTMLElement} */ (document.getElementById("main"));
const whole = (/** @type {string} */ code) => code.replace(/[^0-9a-z]/gi, "").toUpperCase();

/** Stops what was open, when another code is written into the address. */
let leave = () => {};

function begin() {
  leave();
  const code = whole(decodeURIComponent(location.hash.slice(1)));
  const twin = document.getElementById("twin");
  if (twin instanceof HTMLAnchorElement) twin.hash = code;
  if (code) leave = enter(code);
  else askCode("");
}

/**
 * Ask for the code, and say why, if it was asked for before.
 * @param {string} why
 */
function askCode(why) {
  const { words, language } = carried;
  const help = make(
    "p",
    { id: fresh("help"), class: why ? "rk-trouble" : "rk-help", role: why ? "alert" : null },
    why || words["phone.code-help"],
  );
  const field = make("input", {
    ...{ id: fresh("code"), type: "text", autocomplete: "off", autocapitalize: "characters", spellcheck: "false" },
    ...{ maxlength: "12", required: true, "aria-describedby": help.id },
  });
  const onsubmit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const code = whole(field.value);
    if (location.hash === `#${code}`) begin();
    else location.hash = code;
  };
  const label = make("label", { for: field.id }, words["phone.code"]);
  const button = make("button", { class: "rk-main" }, words["phone.join"]);
  const form = make("form", { class: "rk", lang: language, onsubmit }, make("h1", {}, words["phone.title"]), label, field, help, button);
  main.replaceChildren(form);
  if (why) field.focus();
}

/**
 * Join a class; returns what leaves it.
 * @param {string} code
 */
function enter(code) {
  const { words, language } = carried;
  const door = makeDoor(BASE, code);
  const news = make("p", { role: "status", class: "news" });
  main.replaceChildren(news);
  say(news, words["phone.joining"]);
  /** @type {ReturnType<typeof makeRoom> | undefined} */
  let room;
  let [gone, lost, turn] = [false, 0, 0];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const hear = (/** @type {Answered} */ answered) => {
    if ("done" in answered) {
      lost = 0;
      if (answered.open) {
        room ??= makeRoom(code, door, news);
        room.show(answered.open);
      }
      room?.back();
      return POLL;
    }
    if ("later" in answered) {
      lost += 1;
      // One that is missed is nothing to speak of.
      if (lost > 1 || !room) say(news, words["phone.lost"]);
      return (answered.later ?? Math.min(lost, 3) * 2) * 1000;
    }
    const why = "shut" in answered ? answered.shut : answered.refused;
    if (why.key === "door.code" && !room) {
      leave();
      askCode(why[language]);
    } else say(news, why[language]);
    return RARELY;
  };
  const follow = async () => {
    clearTimeout(timer);
    const mine = ++turn;
    const answered = await door.ask();
    if (gone || mine !== turn) return; // it was asked anew meanwhile
    const wait = hear(answered);
    if (!gone) timer = setTimeout(follow, (document.hidden ? RARELY : wait) + 1000 * Math.random());
  };
  const again = () => {
    if (!document.hidden) follow();
  };
  document.addEventListener("visibilitychange", again);
  addEventListener("online", again);
  follow();
  return () => {
    gone = true;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", again);
    removeEventListener("online", again);
  };
}

/**
 * What stands on the page once the class has let the telephone in.
 * @param {string} code
 * @param {ReturnType<typeof makeDoor>} door
 * @param {HTMLElement} news
 */
function makeRoom(code, door, news) {
  const { words } = carried;
  forgetOthers(code);
  const pocket = openPocket(code);
  const post = makePost(pocket, door.send, (sending) => handing.tell(sending));
  const handing = makeHanding(carried, pocket, post.handIn);
  const asked = makeAsked(carried, shared, code, pocket, () => handing.changed());
  main.replaceChildren(news, asked.element, handing.element, make("p", { class: "note" }, words["phone.about"]));
  /** @type {Opened | undefined} */
  let before;
  let latest = "";
  return {
    show: (/** @type {Opened} */ now) => {
      const where = fill(words["phone.where"], {
        code: code.replace(/^.{3}/, (half) => `${half} `),
        round: words[`round.named-${now.round}`],
      });
      say(/** @type {HTMLElement} */ (document.getElementById("where")), where);
      asked.show(now.open, now.round);
      handing.show(now.round);
      latest = newsOn(now, before, asked.title());
      before = now;
    },
    /** The class answers: say what is new, and send what waits. */
    back: () => {
      say(news, latest);
      post.resume();
    },
  };
}

/**
 * What the teacher has changed, in a sentence.
 * @param {Opened} now
 * @param {Opened | undefined} before
 * @param {string} title
 */
function newsOn({ round, open, shown }, before, title) {
  const { words } = carried;
  if (shown) return words["phone.shown"];
  if (round === "then") return words["hand_in.then"];
  if (before && round !== before.round) return fill(words["phone.new-round"], { round: words[`round.${round}`] });
  if (before && String(open) !== String(before.open)) return fill(words["phone.now-open"], { title });
  return before ? "" : words["phone.joined"];
}

const shared = (globalThis.regionalKit ??= { inflate: async () => "" });
addEventListener("hashchange", begin);
begin();
