// Judge a practice case. Its level is shown once one's own has been given, and not before.

import { answer, follow, put } from "./book.js";
import { fill, fresh, make, makeResult, paragraphs, say } from "./dom.js";
import { levelsOf } from "./rating.js";
import { makeStatus } from "./saving.js";
import { makeScale } from "./scale.js";

export function practise({ model, view, el, book, data, words }) {
  const help = fresh("help");
  let chosen = null;
  const scale = makeScale({
    words,
    legend: words["practise.legend"],
    unsure: false,
    describedby: help,
    choose: (value) => {
      chosen = value;
      hint.textContent = "";
    },
  });
  const status = makeStatus(book, [`calibration ${data.factor}`], words);
  const hint = make("p", { class: "rk-status", role: "status" });
  const reveal = make("button", { type: "submit", class: "rk-main" }, words["practise.show"]);
  const [verdict, why, sum] = [make("b", { id: fresh("verdict") }), make("p", { id: fresh("why") }), make("p", { class: "rk-small" })];
  const result = makeResult(verdict, why);
  result.append(make("p", {}, verdict), why, sum);
  const form = make(
    "form",
    {
      "aria-label": data.title,
      onsubmit: (event) => {
        event.preventDefault();
        if (chosen === null) {
          hint.textContent = words["practise.choose"];
          return;
        }
        put(book, model, "calibration", data.factor, chosen);
        result.focus();
      },
    },
    scale.element,
    reveal,
    hint,
  );
  el.append(
    make(
      "article",
      { class: "rk-card" },
      make("h3", {}, data.title, " ", make("span", { class: "rk-badge" }, words["practise.invented"])),
      ...paragraphs(data.text),
      levelsOf(view.kit.levels[data.language][data.factor], words),
      make("p", { class: "rk-help", id: help }, words["form.keys-short"]),
      form,
      result,
      status.element,
    ),
  );
  let said = data.soFar;
  const update = (change) => {
    if (change.said && change.about === "calibration") said = change.said;
    const mine = answer(book, "calibration", data.factor);
    status.update();
    result.hidden = mine === undefined;
    reveal.hidden = mine !== undefined;
    if (mine === undefined) return;
    scale.lock(mine);
    say(verdict, fill(words[mine === data.key ? "practise.exact" : "practise.off"], { mine, key: data.key }));
    say(why, data.why);
    say(sum, said);
  };
  const stop = follow(book, update);
  update({});
  return stop;
}
