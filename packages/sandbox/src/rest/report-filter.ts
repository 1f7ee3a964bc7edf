import type { Rest } from './env';
import { RestError } from './rest-error';
import type { Facts, Property } from './report-facts';

export type ReportFilter = { property: Property } & (
  | { operation: 'BETWEEN'; values: [string | number, string | number] }
  | { operation: 'IN'; values: (string | number | bigint)[] }
  | { operation: 'HAS_PROPERTY' }
);

const DAY = 24 * 3_600_000;
const IDS: readonly Property[] = ['lastAgentId', 'endUserId'];

/** The test that a filter stands for. Throws a 400 for values that cannot be compared. */
export function filterOf({ ids }: Rest, filter: ReportFilter): (facts: Facts) => boolean {
  const { property } = filter;
  switch (filter.operation) {
    case 'HAS_PROPERTY':
      return (facts) => facts[property] !== undefined;
    case 'IN': {
      const isId = IDS.includes(property);
      const wanted = new Set(
        filter.values.map((value) => String((isId ? ids.read(value) : value) ?? '').toLowerCase()),
      );
      return (facts) => facts[property] !== undefined && wanted.has(String(facts[property]).toLowerCase());
    }
    case 'BETWEEN': {
      const [from, to] = [momentOf(filter.values[0], 0), momentOf(filter.values[1], DAY - 1)];
      return (facts) => {
        const value = facts[property];
        return typeof value === 'number' && value >= from && value <= to;
      };
    }
  }
}

/** Milliseconds, or a day: of the last one, ASSUMED, its end counts too. */
function momentOf(value: string | number, intoDay: number): number {
  if (typeof value === 'number') return value;
  if (/^\d{1,15}$/.test(value)) return Number(value);
  const day = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : NaN;
  if (!Number.isNaN(day)) return day + intoDay;
  throw new RestError(400, 'filters.values: must be numbers, or days such as 2026-01-31', 'filters.values');
}
