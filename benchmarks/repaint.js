// Times one key press at a time: from the key event to the second frame after what it should change.

() => {
  const PATIENCE = 10_000;
  const PAUSE = 100;

  const cell = (way) => window.lesson.content.widgets.find((one) => one.model.id === way).node;
  const line = (node) => node.querySelector(".scatterlayer .trace path.js-line")?.getAttribute("d");
  const ways = {
    floor: { focus: "[role=slider]", shown: (node) => node.querySelector(".bench-label")?.textContent },
    figurewidget: { focus: "[role=slider]", shown: line },
    kit: { focus: "fieldset input:checked", shown: line },
  };

  const frame = () => new Promise(requestAnimationFrame);
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const inside = ({ left, top, right, bottom }) =>
    left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;

  /** Say whether a way shows what it should, all of it on screen, so that it is truly painted. */
  const ready = (way) => {
    const node = cell(way);
    return Boolean(ways[way].shown(node) && node.querySelector(ways[way].focus)) &&
      inside(node.querySelector(".jp-OutputArea").getBoundingClientRect());
  };

  /** Let what went before come to rest, focus the control, and wait for the key. */
  const arm = async (way) => {
    const node = cell(way);
    const { shown, focus } = ways[way];
    node.querySelector(focus).focus();
    const { kernel } = window.lesson.sessionContext.session;
    do {
      // The pause varies, so that key presses fall anywhere between two frames.
      await wait(PAUSE * (1 + Math.random()));
    } while (kernel.status !== "idle");
    const before = shown(node);
    window.sample = new Promise((resolve, reject) => {
      let pressed;
      const note = () => {
        pressed = performance.now();
      };
      window.addEventListener("keydown", note, { capture: true, once: true });
      const observer = new MutationObserver(async () => {
        const after = shown(node);
        if (pressed === undefined || !after || after === before) return;
        finish();
        await frame();
        await frame();
        resolve(performance.now() - pressed);
      });
      const timer = setTimeout(() => {
        finish();
        reject(new Error(`"${way}" did not repaint within ${PATIENCE} ms of a key press`));
      }, PATIENCE);
      const finish = () => {
        clearTimeout(timer);
        observer.disconnect();
        window.removeEventListener("keydown", note, { capture: true });
      };
      observer.observe(node, { subtree: true, childList: true, attributes: true, characterData: true });
    });
    window.sample.catch(() => {}); // told when it is asked for
  };

  window.bench = { arm, ready, ways: Object.keys(ways) };
}
