// The class board: who has handed in, and how the class's ratings spread. It follows the class's folder.

import { reread } from "./book.js";
import { drawChart, makeKey } from "./chart.js";
import { keepingFocus, makeRegions, makeSelect, makeSure, makeTabs, setOptions } from "./controls.js";
import { fill, fresh, make, makeTable, numberText, offer, say, whenNew } from "./dom.js";
import { makeKeep } from "./keeping.js";
import { failure, within } from "./trouble.js";
import { LARGEST_UPLOAD, makeFaults } from "./upload.js";

const EVERY = 1000;
const FIRST = 6; // so many splits are shown with their questions open
const TABS = ["overview", "splits", "statements", "roles", "rounds"];

export async function board({ view, el, book, data, words, request }) {
  const state = { tab: "overview", round: undefined, from: undefined, to: undefined, stamp: undefined };
  const count = make("p", { class: "rk-count", role: "status" });
  const hint = make("p", { class: "rk-note" });
  const round = makeSelect(words["hand.round"], [], (value) => {
    state.round = value;
    lookNow();
  });
  const show = make(
    "button",
    { type: "button", class: "rk-main", onclick: () => (found.unsure ? sure.ask() : reveal()) },
    words["board.show"],
  );
  // Sheets that were there before the board may have been shown elsewhere.
  const sure = makeSure(show, words["board.unsure-yes"], words["board.unsure-no"], () => reveal({ sure: true }));
  const big = makeBig(el, words);
  const told = make("div", { role: "status", class: "rk-status" });
  const regions = makeRegions(data, words, () => lookNow());
  const tabs = makeTabs(
    words["compare.show"],
    TABS.map((tab) => [tab, words[`board.tab-${tab}`]]),
    (tab) => {
      state.tab = tab;
      redraw();
    },
  );
  const faults = makeFaults(data.language, words);
  const results = make("div", { class: "rk-results", hidden: true });
  const pane = make("div", { class: "rk-pane" });
  const beside = make("details", { class: "rk-seen" }, make("summary", {}, words["board.regions"]), regions.element);
  const keep = make("div", {});
  if (!data.sample) {
    const submit = async (question) => {
      const answered = await request({ ...question, round: found.round });
      await reread(book, view);
      return answered;
    };
    keep.append(makeKeep(words, words["board.keep-about"], submit).element);
  }
  results.append(tabs, beside, pane, keep);
  el.append(
    make("div", { class: "rk-bar" }, make("div", {}, count, hint), round.element, show, big.button),
    ...(data.sample
      ? [make("p", { class: "rk-note" }, words["board.sample-note"])]
      : [makeIntake({ data, words, request, told, after: () => orTell(look()) })]),
    sure.element,
    told,
    faults.element,
    results,
  );

  let found = { rounds: [] };
  let gone = false; // it may be removed while it waits for an answer
  let charts = [];
  let turn = 0;
  let drawnTab;
  const redraw = async () => {
    turn += 1;
    const mine = turn;
    for (const chart of charts) chart.remove();
    charts = [];
    results.hidden = !found.results;
    if (!found.results) return;
    beside.hidden = state.tab !== "overview";
    keep.hidden = state.tab !== "rounds";
    const folds = () => [...pane.querySelectorAll("details")];
    const open = state.tab === drawnTab ? folds().map((fold) => fold.open) : [];
    drawnTab = state.tab;
    const panes = { overview, splits: showSplits, statements: showStatements, roles, rounds };
    const build = () => {
      const built = panes[state.tab]({ view, pane, data, found, words, state, look: lookNow });
      folds().forEach((fold, place) => {
        fold.open = open[place] ?? fold.open;
      });
      return built;
    };
    try {
      const drawn = (await keepingFocus(pane, build)) ?? [];
      if (mine === turn) charts = drawn;
      else for (const chart of drawn) chart.remove();
    } catch (error) {
      if (mine === turn) pane.replaceChildren(failure(error, words));
    }
  };
  // A sheet that only waits changes nothing in the results, where somebody may be reading.
  const renew = whenNew(() => redraw());
  const tell = () => {
    const chosen = found.rounds.find(({ id }) => id === found.round);
    const handed = chosen?.handed ?? 0;
    say(count, fill(words[handed === 1 ? "board.one" : "board.handed"], { n: numberText(handed, data.language) }));
    hint.textContent = hintOn(chosen, handed, data, words);
    show.hidden = Boolean(chosen?.shown) && !found.unsure;
    show.disabled = handed < data.fewest;
    setOptions(
      round.select,
      found.rounds.map(({ id, handed: n }) => [
        id,
        fill(words["board.round"], { round: words[`round.${id}`], n: numberText(n, data.language) }),
      ]),
    );
    round.element.hidden = found.rounds.length < 2;
    round.set(found.round);
    faults.set(found.faults ?? []);
  };
  const look = async (question = {}) => {
    const { stamp } = state;
    const asked = { ...question, regions: regions.chosen(), round: state.round, from: state.from, to: state.to, stamp };
    const next = await within(request(asked), words["hand.silent"]);
    if (gone || next.stamp === stamp) return;
    state.stamp = next.stamp;
    state.round = next.round;
    found = next;
    const held = document.activeElement === show || sure.element.contains(document.activeElement);
    sure.say(fill(words["board.unsure"], { n: found.unsure }));
    tell();
    renew([found.results, found.shift, found.pair, found.rounds.filter(({ shown }) => shown).map(({ id }) => id)]);
    if (held && show.hidden) tabs.querySelector(":checked").focus();
  };
  const orTell = (looking) => looking.catch((error) => told.replaceChildren(failure(error, words)));
  const lookNow = () => orTell(look({ known: true }));
  const reveal = async (more = {}) => {
    try {
      await look({ show: found.round, ...more });
      const shown = found.rounds.find(({ id }) => id === found.round)?.shown;
      say(told, shown ? "" : fill(words["board.held"], { fewest: data.fewest }));
    } catch (error) {
      told.replaceChildren(failure(error, words));
    }
  };
  if (data.sample) await look({ show: true });
  else await look();
  let timer;
  const follow = async () => {
    await orTell(look());
    if (!gone) timer = setTimeout(follow, EVERY);
  };
  if (!data.sample) timer = setTimeout(follow, EVERY);
  return () => {
    gone = true;
    turn += 1;
    clearTimeout(timer);
    for (const chart of charts) chart.remove();
    big.leave();
  };
}

/** What a teacher should know of a round: who is not in its results, and why. */
function hintOn(round, handed, { fewest, language }, words) {
  if (handed < fewest) return fill(words["board.few"], { fewest });
  if (!round.shown) return "";
  const said = [];
  if (round.waiting)
    said.push(fill(words[round.closed ? "board.closed" : "board.waiting"], { n: numberText(round.waiting, language), fewest }));
  if (round.changed) said.push(fill(words["board.changed"], { n: numberText(round.changed, language) }));
  return said.join(" ");
}

/** What a class's ratings look like as a whole. */
async function overview({ view, pane, found: { results }, words }) {
  const holder = make("div", { class: "rk-plot", role: "img", "aria-label": words["class.radar-alt"] });
  pane.replaceChildren(
    make("p", { class: "rk-sentence" }, results.sentence),
    holder,
    makeKey(results.axes, words),
    make("details", {}, make("summary", {}, words["radar.table"]), makeTable(results.table)),
  );
  return [await drawChart(view, holder, results.radar, results.axes)];
}

/** The statements, the least agreed first, each with its spread and a question to discuss. */
function showSplits({ pane, data, found: { results }, words }) {
  pane.replaceChildren(
    make("p", { class: "rk-note" }, words["board.splits-about"]),
    make(
      "ol",
      { class: "rk-splits" },
      ...results.splits.map(({ number, text, questions, counts, dont_know: unsure, judged, agreement }, place) =>
        make(
          "li",
          {},
          make("h3", {}, make("span", { class: "rk-number" }, number), " ", text),
          counts ? makeSpread(counts, unsure, `${number} ${text}`, data.language, words) : null,
          make("p", {}, make("span", { class: "rk-badge" }, judged), " ", counts ? fill(words["board.agreement"], { a: agreement }) : ""),
          make(
            "details",
            { open: place < FIRST },
            make("summary", {}, words["board.discuss"]),
            make("ul", {}, ...questions.map((question) => make("li", {}, question))),
          ),
        ),
      ),
    ),
  );
}

/** How many at each level: a table whose cells are also columns. */
function makeSpread(counts, unsure, name, language, words) {
  const most = Math.max(...counts, unsure, 1);
  const cell = (n) => make("td", { style: `--rk-share: ${Math.round((100 * n) / most)}`, "data-none": n === 0 }, numberText(n, language));
  const heads = [1, 2, 3, 4, 5].map((level) =>
    make("th", { scope: "col" }, make("b", {}, String(level)), " ", make("span", { class: "rk-word" }, words[`scale.${level}`])),
  );
  return make(
    "table",
    { class: "rk-spread", "aria-label": name },
    make("thead", {}, make("tr", {}, ...heads, make("th", { scope: "col", class: "rk-apart" }, words["scale.dont-know"]))),
    make("tbody", {}, make("tr", {}, ...counts.map(cell), cell(unsure))),
  );
}

function showStatements({ pane, found: { results }, words }) {
  pane.replaceChildren(make("p", { class: "rk-note" }, words["board.measures"]), makeTable(results.statements));
}

async function roles({ view, pane, found: { results }, words }) {
  if (!results.roles) {
    pane.replaceChildren(make("p", { class: "rk-note" }, words["board.no-roles"]));
    return [];
  }
  const holder = make("div", { class: "rk-plot", role: "img", "aria-label": words["class.roles-alt"] });
  pane.replaceChildren(
    make("p", { class: "rk-note" }, words["board.roles-about"]),
    holder,
    makeKey(results.axes, words),
    makeTable(results.roles.table),
  );
  return [await drawChart(view, holder, results.roles.radar, results.axes)];
}

export async function rounds({ view, pane, found, words, state, look }) {
  if (!found.shift) {
    pane.replaceChildren(make("p", { class: "rk-note" }, words["board.no-rounds"]));
    return [];
  }
  const { shift, pair } = found;
  const options = ["then", "1", "2", "3"]
    .filter((id) => found.rounds.some((one) => one.id === id && one.shown))
    .map((id) => [id, words[`round.${id}`]]);
  const choose = (key, label, value) => {
    const select = makeSelect(label, options, (chosen) => {
      [state.from, state.to] = key === "from" ? [chosen, pair[1]] : [pair[0], chosen];
      look();
    });
    select.set(value);
    return select.element;
  };
  const holder = make("div", { class: "rk-plot", role: "img", "aria-label": words["class.slopes-alt"] });
  pane.replaceChildren(
    make("div", { class: "rk-bar" }, choose("from", words["board.from"], pair[0]), choose("to", words["board.to"], pair[1])),
    make("p", { class: "rk-sentence" }, shift.sentence),
    holder,
    makeKey(shift.axes, words),
    makeTable(shift.table),
    ...(shift.note ? [make("p", { class: "rk-card" }, shift.note)] : []),
  );
  return [await drawChart(view, holder, shift.slopes, shift.axes)];
}

/** The three ways in that lead over this page, and the way out: to delete the class. */
function makeIntake({ data, words, request, told, after }) {
  const pasted = make("textarea", { rows: "3", id: fresh("codes"), spellcheck: "false" });
  const file = make("input", { type: "file", accept: ".csv,.tsv,.txt,.xlsx", id: fresh("file") });
  const unread = makeFaults(data.language, words);
  const send = async (question, content) => {
    say(told, words["board.reading"]);
    try {
      const { told: text, faults = [] } = await request(question, content);
      say(told, text);
      unread.set(faults);
    } catch (error) {
      told.replaceChildren(failure(error, words));
      return false;
    }
    after();
    return true;
  };
  const readCodes = async () => {
    if (await send({ codes: pasted.value })) pasted.value = "";
  };
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    if (chosen.size > LARGEST_UPLOAD) say(told, fill(words["board.too-large"], { mb: LARGEST_UPLOAD / 1e6 }));
    else await send({ name: chosen.name }, await chosen.arrayBuffer());
    file.value = "";
  });
  const fetchTemplate = async () => {
    try {
      const { template } = await within(request({ template: true }), words["hand.silent"]);
      offer(new Blob([template], { type: "text/csv" }), words["board.template-name"]);
    } catch (error) {
      told.replaceChildren(failure(error, words));
    }
  };
  const deleting = make("button", { type: "button", onclick: () => sure.ask() }, words["board.delete"]);
  const sure = makeSure(deleting, words["board.delete-yes"], words["board.delete-no"], () => send({ delete: true }));
  sure.say(words["board.delete-sure"]);
  return make(
    "details",
    { class: "rk-seen" },
    make("summary", {}, words["board.ways"]),
    make(
      "section",
      { class: "rk-card" },
      make("h3", {}, words["hand.way-folder"]),
      make("p", {}, words["board.folder"], " ", make("code", {}, data.folder)),
    ),
    make(
      "section",
      { class: "rk-card rk-field" },
      make("h3", {}, words["hand.way-code"]),
      make("label", { for: pasted.id }, words["board.paste"]),
      pasted,
      make("button", { type: "button", onclick: readCodes }, words["board.read-codes"]),
    ),
    make(
      "section",
      { class: "rk-card rk-field" },
      make("h3", {}, words["board.way-survey"]),
      make("label", { for: file.id }, words["board.choose-file"]),
      file,
      make(
        "p",
        {},
        words["board.template-about"],
        " ",
        make("button", { type: "button", onclick: fetchTemplate }, words["board.template"]),
      ),
    ),
    unread.element,
    make(
      "section",
      { class: "rk-card" },
      make("h3", {}, words["board.delete"]),
      make("p", {}, words["board.delete-about"]),
      deleting,
      sure.element,
    ),
  );
}

/** The whole board over the whole screen, for a projector; Escape leaves. */
function makeBig(el, words) {
  const isBig = () => el.classList.contains("rk-big");
  const button = make("button", { type: "button", onclick: () => set(!isBig()) }, words["board.big"]);
  const set = (on) => {
    if (on === isBig()) return;
    el.classList.toggle("rk-big", on);
    document[on ? "addEventListener" : "removeEventListener"]("focusin", goRound);
    button.textContent = words[on ? "board.big-leave" : "board.big"];
    if (on)
      el.requestFullscreen?.().catch(() => {}); // where the browser refuses, the page's whole room will do
    else if (document.fullscreenElement === el) document.exitFullscreen();
    button.focus();
  };
  // What the board covers cannot be seen: the focus goes round in the board.
  const goRound = ({ target }) => {
    if (!el.contains(target)) button.focus();
  };
  el.addEventListener("fullscreenchange", () => set(document.fullscreenElement === el));
  el.addEventListener("keydown", (event) => {
    if (event.key === "Escape") set(false);
  });
  return { button, leave: () => set(false) };
}
