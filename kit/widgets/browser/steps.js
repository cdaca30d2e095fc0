// Steps from cell to cell of a table, and what is said of each.

/** @import { Table } from "./types.js" */

/** @typedef {{ row: number, column: number }} At a place in a table; column 0 is all of a row, and row -1 before the first */

/**
 * Where a key leads from a place, or undefined if it does not lead anywhere.
 * @param {string} key
 * @param {At} at
 * @param {Table} table
 * @returns {At | undefined}
 */
export function stepped(key, { row, column }, { head, rows }) {
  /** @type {Record<string, number>} */
  const along = { ArrowRight: row + 1, ArrowLeft: row - 1, Home: 0, End: rows.length - 1 };
  /** @type {Record<string, number>} */
  const down = { ArrowDown: row < 0 ? column : column + 1, ArrowUp: column - 1 };
  if (!(key in along || key in down)) return undefined;
  return {
    row: Math.max(0, Math.min(along[key] ?? row, rows.length - 1)),
    // All of a row that has but one value is that value.
    column: Math.max(head.length === 2 ? 1 : 0, Math.min(down[key] ?? column, head.length - 1)),
  };
}

/**
 * The columns that are told at a place.
 * @param {At} at
 * @param {Table} table
 */
export function columnsAt({ column }, { head }) {
  return column ? [column] : [...head.keys()].slice(1);
}

/**
 * A place in a table in a phrase.
 * @param {At} at
 * @param {Table} table
 */
export function phraseAt(at, table) {
  const row = table.rows[at.row];
  return `${row[0]}. ${columnsAt(at, table)
    .map((column) => `${table.head[column]}: ${row[column]}`)
    .join("; ")}`;
}
