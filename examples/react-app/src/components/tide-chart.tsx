import './tide-chart.css';
import type { ReactNode } from 'react';
import type { MonthlyFlow } from '../../shared/api-types';
import { euros, monthName } from '../format';

const WIDTH = 600;
const HEIGHT = 160;
/** Half a stroke, so that the highest month is not cut off. */
const TOP = 2;

/** Money in as the tide, money out as the line it has to stay above, month by month. */
export function TideChart({ flow }: { flow: MonthlyFlow[] }): ReactNode {
  const highest = Math.max(1, ...flow.flatMap(({ moneyIn, moneyOut }) => [moneyIn, moneyOut]));
  const x = (index: number) => (index * WIDTH) / Math.max(1, flow.length - 1);
  const y = (amount: number) => HEIGHT - (amount / highest) * (HEIGHT - TOP);
  const moneyIn = curve(flow.map((month, index) => [x(index), y(month.moneyIn)]));
  const moneyOut = curve(flow.map((month, index) => [x(index), y(month.moneyOut)]));
  return (
    <div className="tide" role="img" aria-label={summary(flow)}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
        <defs>
          <linearGradient id="tide-water" x2="0" y2="1">
            <stop offset="0" />
            <stop offset="1" />
          </linearGradient>
        </defs>
        <path className="tide-water" d={`${moneyIn} L ${WIDTH} ${HEIGHT} L 0 ${HEIGHT} Z`} />
        <path className="tide-in" d={moneyIn} />
        <path className="tide-out" d={moneyOut} />
      </svg>
      <div>
        {flow.map(({ month }) => (
          <span key={month}>{monthName(month)}</span>
        ))}
      </div>
    </div>
  );
}

type Point = [x: number, y: number];

/** A smooth line through the points, flat at each of them, as water is. */
function curve(points: Point[]): string {
  return points
    .map(([x, y], index) => {
      const before = points[index - 1];
      if (!before) return `M ${x} ${y}`;
      const middle = (before[0] + x) / 2;
      return `C ${middle} ${before[1]} ${middle} ${y} ${x} ${y}`;
    })
    .join(' ');
}

function summary(flow: MonthlyFlow[]): string {
  const months = flow.map(
    ({ month, moneyIn, moneyOut }) => `${monthName(month)}: ${euros(moneyIn)} in, ${euros(moneyOut)} out`,
  );
  return `Money in and out by month. ${months.join('; ')}.`;
}
