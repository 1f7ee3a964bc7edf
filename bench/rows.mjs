// A figure is a row. A bench run by hand prints its rows; run by bench/run.mjs it sends them there.

/**
 * @typedef {object} Row
 * @property {string} id such as `widget.speed.createDrift`; READMEs quote a figure by it
 * @property {string} what
 * @property {string} [beside] what it is compared with; then `value` is a ratio
 * @property {string} unit `x` (times `beside`), `B`, `ms`, …
 * @property {number} value the median
 * @property {[lowest: number, highest: number]} [spread] of the rounds
 * @property {string} [note]
 * @property {number} [budget] of design.md
 * @property {number} [limit] past which the bench fails; the budget unless said otherwise
 */

/** @param {Row[]} rows */
export function publish(rows) {
  if (process.send) process.send({ rows });
  else console.log(`\n${table(rows)}`);
  if (rows.some(isOver)) process.exitCode = 1;
}

export const isOver = ({ value, budget, limit = budget }) => limit !== undefined && value > limit;

/** A row of `ratio()` of statistics.mjs. */
export const ratioRow = (row, { median, lowest, highest }) => ({
  unit: 'x',
  ...row,
  value: round(median),
  spread: [round(lowest), round(highest)],
});

export const round = (number) => Number(number.toPrecision(3));

/** @param {Row[]} rows */
export function table(rows) {
  const lines = rows.map((row) => [
    row.what,
    row.beside ?? '',
    shown(row),
    row.spread ? row.spread.map((value) => `${value}`).join(' to ') : (row.note ?? ''),
    row.budget === undefined
      ? ''
      : `${shown({ ...row, value: row.budget })}  ${isOver({ ...row, limit: row.budget }) ? 'MISSED' : 'kept'}`,
  ]);
  const all = [['what', 'beside', 'median', 'spread', 'budget'], ...lines];
  const widths = all[0].map((_, column) => Math.max(...all.map((line) => line[column].length)));
  return all
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A figure as the table and the READMEs have it. */
export function shown({ value, unit }) {
  if (unit === 'x') return `${value.toFixed(2)} times`;
  if (unit === 'B') return value === 0 ? '0 B' : `${(value / 1000).toFixed(1)} kB`;
  return `${value} ${unit}`;
}
