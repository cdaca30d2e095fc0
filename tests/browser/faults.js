// What is cut, overlaps or is too small to hit, among the elements that `within` selects; in plain words.
(within) => {
  const faults = new Set();
  const once = (find) => {
    const found = new Map();
    return (node) => {
      if (!found.has(node)) found.set(node, find(node));
      return found.get(node);
    };
  };
  const seen = (node) => node.checkVisibility({ visibilityProperty: true });
  const named = (node) => {
    const text = (node.innerText ?? node.textContent).trim().replace(/\s+/g, ' ').slice(0, 40);
    const mark = node.classList.length ? `.${[...node.classList].join('.')}` : '';
    return `${node.localName}${mark} "${text || node.value || ''}"`;
  };
  const px = (value) => `${Math.round(value * 10) / 10} px`;
  const say = (text) => faults.add(text);
  const box = once((node) => node.getBoundingClientRect());
  const styled = once((node) => {
    const { display, overflowY, clipPath } = getComputedStyle(node);
    return { display, overflowY, clipPath };
  });
  // Text that is there for a screen reader only takes no room.
  const unseen = (node) => box(node).width <= 1 || styled(node).clipPath !== 'none';

  /** The lines of an element's own text, as boxes. */
  const lines = (node) => {
    const found = [];
    for (const child of node.childNodes) {
      if (child.nodeType !== Node.TEXT_NODE || !child.data.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(child);
      found.push(...[...range.getClientRects()].filter((one) => one.width > 0));
    }
    return found;
  };
  const past = (inner, outer) => Math.max(outer.left - inner.left, inner.right - outer.right);
  const above = (inner, outer) => Math.max(outer.top - inner.top, inner.bottom - outer.bottom);
  const overlap = (a, b) => [
    Math.min(a.right, b.right) - Math.max(a.left, b.left),
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top),
  ];

  const views = [...window.lesson.node.querySelectorAll(within)].filter(seen);
  let judged = 0;
  for (const view of views) {
    const root = view.closest('.rk-big') ?? view.closest('.rk');
    const page = box(root.closest('.rk-big, .jp-OutputArea-output') ?? root);
    if (past(box(root), page) > 1) say(`a view is ${px(past(box(root), page))} wider than the page`);
    const all = [...view.querySelectorAll('*')].filter((node) => seen(node) && !node.closest('svg'));

    // Text stays within its view and within everything around it that has an edge.
    const texts = [];
    for (const node of all) {
      if (['OPTION', 'SELECT', 'TEXTAREA'].includes(node.tagName) || unseen(node)) continue;
      const own = lines(node);
      if (!own.length) continue;
      judged += 1;
      const scroller = node.closest('.rk-scroll');
      texts.push({ node, boxes: own, scroller });
      for (let around = node; around && around !== root.parentElement; around = around.parentElement) {
        if (around === scroller) break;
        const style = styled(around);
        if (style.display === 'inline' || style.display === 'contents') continue;
        const outer = box(around);
        const edged = style.overflowY === 'hidden' || around.matches('label, button, .rk-card, .rk-trouble');
        const out = Math.max(...own.map((line) => past(line, outer)));
        const over = edged ? Math.max(...own.map((line) => above(line, outer))) : 0;
        if (out > 1) say(`${named(node)} sticks out of ${named(around)} by ${px(out)}`);
        if (over > 1) say(`${named(node)} sticks out of ${named(around)} by ${px(over)} in height`);
        if (out > 1 || over > 1) break;
      }
    }

    // What scrolls can be scrolled by keyboard, and is itself in its place.
    for (const node of view.querySelectorAll('.rk-scroll')) {
      if (!seen(node)) continue;
      if (node.tabIndex !== 0) say(`${named(node)} scrolls but takes no focus`);
      if (past(box(node), box(root)) > 1) say(`${named(node)} sticks out of its view by ${px(past(box(node), box(root)))}`);
    }

    // Nothing in a control or label is cut.
    for (const node of all) {
      if (!node.matches('label, button, select, textarea, summary, legend, figcaption, caption')) continue;
      if (node.clientWidth && node.scrollWidth > node.clientWidth + 1) {
        say(`${named(node)} is cut by ${px(node.scrollWidth - node.clientWidth)}`);
      }
      if (!node.matches('select')) continue;
      if (getComputedStyle(node).fieldSizing === 'content') {
        const cut = node.scrollHeight - node.clientHeight;
        if (cut > 1) say(`${named(node)} is cut by ${px(cut)} in height`);
        continue;
      }
      const ruler = document.createElement('span');
      const style = getComputedStyle(node);
      const font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      ruler.style.cssText = `position: absolute; white-space: pre; font: ${font}`;
      node.after(ruler);
      const room = node.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - 18;
      const texts = [...node.options].map((option) => option.text);
      ruler.textContent = texts.join('\n');
      if (ruler.offsetWidth > room + 1) say(`a choice of ${texts} is cut by ${px(ruler.offsetWidth - room)}`);
      ruler.remove();
    }

    // No control sticks out of its view, nor of a card around it.
    for (const node of all) {
      if (!node.matches('input, select, textarea, button') || node.closest('.rk-scroll')) continue;
      const out = past(box(node), box(node.closest('.rk-card') ?? root));
      if (out > 1) say(`${named(node)} sticks out by ${px(out)}`);
    }

    // No text or control lies on another.
    const controls = all
      .filter((node) => node.matches('input, select, textarea, .rk-plot'))
      .map((node) => ({ node, boxes: [box(node)], scroller: node.closest('.rk-scroll') }));
    const buttons = all
      .filter((node) => node.matches('label, button, summary, .rk-plot, .rk-scroll, .rk-card') && styled(node).display !== 'inline')
      .map((node) => ({ node, boxes: [box(node)], scroller: node.closest('.rk-scroll') }));
    for (const set of [[...texts, ...controls], buttons]) {
      const pieces = set.flatMap((one) => one.boxes.map((at) => ({ ...one, at })));
      pieces.sort((a, b) => a.at.top - b.at.top);
      pieces.forEach((one, place) => {
        for (let next = place + 1; next < pieces.length; next += 1) {
          const other = pieces[next];
          if (other.at.top > one.at.bottom) break;
          if (other.node === one.node || other.scroller !== one.scroller) continue;
          if (set === buttons && (one.node.contains(other.node) || other.node.contains(one.node))) continue;
          const [across, down] = overlap(one.at, other.at);
          if (across > 1 && down > 2) say(`${named(one.node)} and ${named(other.node)} overlap by ${px(across)} by ${px(down)}`);
        }
      });
    }

    // A finger finds what it aims at.
    for (const node of all) {
      if (!node.matches('button, select, summary, textarea, label:has(input)')) continue;
      const { width, height } = box(node);
      if (width < 24 || height < 24) say(`${named(node)} is only ${px(width)} by ${px(height)}`);
    }

    // A chart's words are whole, and apart.
    for (const plot of view.querySelectorAll('.rk-plot')) {
      if (!seen(plot)) continue;
      const paper = box(plot.querySelector('.main-svg'));
      const words = [...plot.querySelectorAll('svg text')]
        .filter((node) => seen(node) && node.textContent.trim())
        .map((node) => ({ node, at: box(node) }));
      judged += words.length;
      if (words.length < 6) say(`a chart has only ${words.length} words`);
      words.forEach(({ node, at }, place) => {
        const out = Math.max(past(at, paper), above(at, paper));
        if (out > 1) say(`chart label ${named(node)} leaves the chart by ${px(out)}`);
        for (const other of words.slice(place + 1)) {
          const [across, down] = overlap(at, other.at);
          if (across > 1 && down > 1) say(`chart labels ${named(node)} and ${named(other.node)} overlap by ${px(across)} by ${px(down)}`);
        }
      });
    }
  }
  // The prose between, too, save tables that scroll.
  for (const node of window.lesson.node.querySelectorAll('.jp-RenderedMarkdown :is(h1, h2, h3, h4, p, li, strong, a)')) {
    if (!seen(node) || node.closest('table')) continue;
    const outer = box(node.closest('.jp-RenderedMarkdown'));
    const out = Math.max(...lines(node).map((line) => past(line, outer)));
    judged += 1;
    if (out > 1) say(`${named(node)} sticks out of the prose by ${px(out)}`);
  }
  return { faults: [...faults], judged };
}
