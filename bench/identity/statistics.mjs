const sorted = (numbers) => [...numbers].sort((a, b) => a - b);

export function median(numbers) {
  const values = sorted(numbers);
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

/** Ratios of runs that stood side by side: what slows the machine slows both, and cancels out. */
export function ratio(runs, subject, base) {
  const ratios = sorted(runs.map((run) => run[subject] / run[base]));
  return { median: median(ratios), lowest: ratios[0], highest: ratios.at(-1) };
}

const number = (value, digits) => value.toFixed(digits).padStart(9);

/** One line per subject: the median of its runs, and how it stands to the base in the same run. */
export function table(names, runs, base, unit, digits) {
  const width = Math.max(...names.map((name) => name.length));
  return names
    .map((name) => {
      const { median: middle, lowest, highest } = ratio(runs, name, base);
      const value = number(median(runs.map((run) => run[name])), digits);
      return `${name.padEnd(width)} ${value} ${unit}  ${middle.toFixed(2)}x (${lowest.toFixed(2)} to ${highest.toFixed(2)})`;
    })
    .join('\n');
}

/** The entries, beginning with another one in each round: nobody always runs after the same neighbour. */
export function inTurn(subjects, round) {
  const entries = Object.entries(subjects);
  const first = round % entries.length;
  return [...entries.slice(first), ...entries.slice(0, first)];
}
