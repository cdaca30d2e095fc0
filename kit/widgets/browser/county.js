// Choose one's county; see verified facts about it, and the counties most alike in structure.

async function county({ model, el, book, data, words, request }) {
  const choice = make("select", { id: fresh("county") });
  choice.append(make("option", { value: "" }, words["county.none"]));
  for (const { code, name } of data.counties) choice.append(make("option", { value: code }, name));
  const card = make("div", { class: "rk-card" });
  const heard = make("p", { class: "rk-heard", role: "status" });
  el.append(
    make("p", { class: "rk-pick" }, make("label", { for: choice.id }, words["county.choose"]), " ", choice),
    heard,
    card,
  );
  choice.addEventListener("change", () => put(book, model, "place", "county", choice.value || null));
  let shown = null;
  const update = async () => {
    const code = answer(book, "place", "county") ?? "";
    choice.value = code;
    if (code === shown) return;
    shown = code;
    if (!code) {
      card.replaceChildren();
      card.hidden = true;
      return;
    }
    let found;
    try {
      found = await request({ county: code });
    } catch (error) {
      card.hidden = false;
      card.replaceChildren(failure(error, words));
      return;
    }
    if (shown !== code) return;
    // The tables are there to be read; what is said aloud is that they are others now.
    if (choice === document.activeElement) say(heard, found.facts.caption);
    card.hidden = false;
    card.replaceChildren(
      makeTable(found.facts),
      makeTable(found.near),
      make("p", { class: "rk-small" }, words["county.about-distance"]),
      make("p", { class: "rk-small" }, words["county.source"]),
    );
  };
  card.hidden = true;
  const stop = follow(book, update);
  await update();
  return stop;
}
