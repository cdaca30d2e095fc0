// Keep how it is now under a label and a date, and compare two times.

import { follow, reread } from "./book.js";
import { drawChart, makeKey } from "./chart.js";
import { makeSelect, makeTabs, setOptions } from "./controls.js";
import { later, make, say, showTable, whenNew } from "./dom.js";
import { makeKeep } from "./keeping.js";
import { failure, within } from "./trouble.js";

const VIEWS = ["radar", "slopes", "table"];

export async function lookback({ view, el, book, words, request }) {
  const state = { show: VIEWS[0], from: undefined, to: undefined };
  const form = makeKeep(words, words["lookback.about"], async (question) => {
    const answered = await ask(question);
    await reread(book, view);
    return answered;
  });
  const kept = make("ul", { class: "rk-kept" });
  const from = makeSelect(words["board.from"], [], (value) => choose("from", value));
  const to = makeSelect(words["board.to"], [], (value) => choose("to", value));
  const tabs = makeTabs(
    words["compare.show"],
    VIEWS.map((one) => [one, words[`lookback.show-${one}`]]),
    (one) => {
      state.show = one;
      draw();
    },
  );
  const saying = make("p", { class: "rk-sentence", role: "status" });
  const pane = make("div", {});
  const both = make("div", {}, make("div", { class: "rk-bar" }, from.element, to.element, tabs), saying, pane);
  const alone = make("p", { class: "rk-note" }, words["lookback.alone"]);
  el.append(form.element, kept, alone, both);

  let found = { times: [], kept: [] };
  let chart;
  const draw = async () => {
    chart?.remove();
    chart = undefined;
    both.hidden = !found.compared;
    alone.hidden = Boolean(found.compared);
    if (!found.compared) return;
    say(saying, found.compared.sentence);
    if (state.show === "table") {
      showTable(pane, found.compared.table);
      return;
    }
    const holder = make("div", { class: "rk-plot", role: "img", "aria-label": words["lookback.alt"] });
    pane.replaceChildren(holder, makeKey(found.compared.axes, words));
    const drawn = await drawChart(view, holder, found.compared[state.show], found.compared.axes);
    if (holder.isConnected) chart = drawn;
    else drawn.remove();
  };
  const ask = async (question = {}) => {
    const answered = await within(request({ ...question, from: state.from, to: state.to }), words["hand.silent"]);
    found = answered;
    [state.from, state.to] = found.pair;
    const options = found.times.map(({ id, name }) => [id, name]);
    for (const [control, chosen] of [
      [from, state.from],
      [to, state.to],
    ]) {
      setOptions(control.select, options);
      control.set(chosen);
    }
    showKept(found.times.filter(({ id }) => found.kept.includes(id)));
    await draw();
    return answered;
  };
  const showKept = whenNew((times) => {
    kept.replaceChildren(
      ...times.map(({ id, name }) => {
        const remove = make(
          "button",
          { type: "button", "aria-label": `${words["lookback.drop"]}: ${name}`, onclick: () => drop(id) },
          words["lookback.drop"],
        );
        return make("li", {}, name, " ", remove);
      }),
    );
  });
  const failed = (error) => form.told.replaceChildren(failure(error, words));
  const drop = async (id) => {
    try {
      await ask({ drop: id });
      await reread(book, view);
      say(form.told, words["lookback.dropped"]);
      form.label.focus();
    } catch (error) {
      failed(error);
    }
  };
  const choose = (key, value) => {
    const other = key === "from" ? "to" : "from";
    if (state[other] === value) state[other] = state[key];
    state[key] = value;
    ask().catch(failed);
  };
  const again = later(200, () => ask().catch(failed));
  // What another notebook gives can be read here once it is saved, and not before.
  const stop = follow(book, ({ section, about }) => {
    if (["ratings", "then"].includes(section ?? about)) again();
  });
  await ask().catch(failed);
  return () => {
    stop();
    chart?.remove();
  };
}
