// JupyterLab's editors of code share a style sheet, which is written anew for each of them.

/**
 * Let the sheet be written only if its text changes: a browser reads all of it, and lays the whole page out anew, for
 * every cell of a lesson.
 */
export function writeStylesOnce() {
  const { head } = document;
  const there = [...head.children].find(isSheet);
  if (there) return guard(there);
  const put = head.insertBefore.bind(head);
  head.insertBefore = (node, before) => {
    if (isSheet(node)) {
      delete (/** @type {any} */ (head).insertBefore);
      guard(node);
    }
    return put(node, before);
  };
}

/**
 * Say whether this is the sheet: it begins with one of CodeMirror's classes.
 *
 * @param {Node} node
 */
function isSheet(node) {
  return node instanceof HTMLStyleElement && Boolean(node.textContent?.startsWith(".\u037c"));
}

/** @param {Node} sheet */
function guard(sheet) {
  const text = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(Node.prototype, "textContent"));
  Object.defineProperty(sheet, "textContent", {
    get: text.get,
    set(next) {
      if (next !== text.get?.call(this)) text.set?.call(this, next);
    },
  });
}
