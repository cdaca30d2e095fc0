// What is saved of a lesson is the lesson, not what Python showed in it.

const VIEW = "application/vnd.jupyter.widget-view+json";

/**
 * Return a lesson's notebook with the outputs that it came with in place of those of a run.
 *
 * Views of a Python that is gone cannot be shown tomorrow, and a learner's answers are kept in her
 * file of answers, not in a notebook that she may hand on. Cells of her own keep theirs.
 *
 * @param {any} notebook
 * @param {ReturnType<typeof whatCame>} came
 */
export function asItCame(notebook, came) {
  const { widgets: _, ...metadata } = notebook.metadata;
  // Python says what it is; that, too, is of the run.
  return {
    ...notebook,
    metadata: { ...metadata, language_info: came.language },
    cells: notebook.cells.map((/** @type {any} */ cell) => restored(cell, came.outputs.get(cell.id))),
  };
}

/**
 * Return what a run changes in a lesson's notebook: the outputs by the ids of cells, without dead views.
 *
 * @param {any} notebook
 */
export function whatCame(notebook) {
  /** @type {Map<string, {outputs: any[], execution_count: number | null}>} */
  const outputs = new Map();
  for (const cell of notebook.cells) {
    if (cell.cell_type === "code") outputs.set(cell.id, { outputs: cell.outputs.map(dead), execution_count: cell.execution_count });
  }
  return { outputs, language: notebook.metadata.language_info };
}

/**
 * Return what tells one notebook from another, in whatever order its values stand.
 *
 * @param {any} notebook
 */
export function told(notebook) {
  return JSON.stringify(notebook, (_, value) =>
    value && typeof value === "object" && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value,
  );
}

/**
 * @param {any} cell
 * @param {{outputs: any[], execution_count: number | null} | undefined} before
 */
function restored(cell, before) {
  if (cell.cell_type !== "code") return cell;
  // Whether it is trusted is the server's to know, and not in the file.
  const { trusted: _, ...metadata } = cell.metadata;
  return { ...cell, metadata, ...(before ?? { outputs: cell.outputs.map(dead) }) };
}

/**
 * Say whether an output is a view, which Python alone can show.
 *
 * @param {any} output
 */
export function isView(output) {
  return Boolean(output.data?.[VIEW]);
}

/** @param {any} output */
function dead(output) {
  if (!isView(output)) return output;
  const { [VIEW]: _, ...data } = output.data;
  return { ...output, data };
}
