const sorted = (numbers) => [...numbers].sort((a, b) => a - b);

export function median(numbers) {
  const values = sorted(numbers);
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

/** Ratios of runs that stood side by side: what slows the machine slows both, and mostly cancels out. */
export function ratio(rounds, measure, subject, base) {
  const ratios = sorted(rounds.map((round) => round[subject][measure] / round[base][measure]));
  return { median: median(ratios), lowest: ratios[0], highest: ratios.at(-1) };
}

/** One line per subject: the median of its rounds, and how it stands to the base in the same round. */
export function table(names, rounds, measure, base, digits) {
  const width = Math.max(...names.map((name) => name.length));
  return names
    .map((name) => {
      const value = median(rounds.map((round) => round[name][measure])).toFixed(digits);
      const { median: middle, lowest, highest } = ratio(rounds, measure, name, base);
      const spread = `${middle.toFixed(2)}x (${lowest.toFixed(2)} to ${highest.toFixed(2)})`;
      return `  ${name.padEnd(width)} ${value.padStart(9)}   ${spread}`;
    })
    .join('\n');
}

/** The entries, beginning with another one in each round: nobody always runs after the same neighbour. */
export function inTurn(subjects, round) {
  const entries = Object.entries(subjects);
  const first = round % entries.length;
  return [...entries.slice(first), ...entries.slice(0, first)];
}
