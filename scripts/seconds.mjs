/** "3.4 s" since a performance.now(). */
export function seconds(started) {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}
