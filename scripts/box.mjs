/** Labels and values in a frame; a value may have several lines. */
export function box(rows) {
  const labelWidth = Math.max(...rows.map(([label]) => label.length));
  const lines = rows.flatMap(([label, value]) =>
    value.split('\n').map((line, index) => `${(index === 0 ? label : '').padEnd(labelWidth)}   ${line}`),
  );
  const width = Math.max(...lines.map((line) => line.length));
  const rule = '─'.repeat(width + 4);
  return [`\n┌${rule}┐`, ...lines.map((line) => `│  ${line.padEnd(width)}  │`), `└${rule}┘`].join('\n');
}
