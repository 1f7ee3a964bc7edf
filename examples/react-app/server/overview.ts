import type { MonthlyFlow, Overview, Transaction, User } from '../shared/api-types';

type Row = [day: number, counterparty: string, category: string, euros: number];

const DAY = 24 * 60 * 60 * 1000;

interface Books {
  balance: number;
  setAsideForTax: number;
  moneyIn: number[];
  moneyOut: number[];
  rows: Row[];
}

/** Made-up books, one set per company; `day` counts back from today. */
const BOOKS: Record<string, Books> = {
  'Moreau & Daughters Bakery': {
    balance: 48_210.64,
    setAsideForTax: 9_340,
    moneyIn: [31_200, 33_850, 30_900, 36_400, 38_120, 41_260],
    moneyOut: [27_900, 28_400, 29_750, 30_100, 31_900, 33_480],
    rows: [
      [0, 'Card sales, Rue Oberkampf', 'Sales', 1_842.3],
      [1, 'Minoterie Girardeau', 'Flour and grain', -1_296.5],
      [1, 'Hôtel du Nord', 'Wholesale', 2_480],
      [3, 'Electricity', 'Utilities', -412.18],
      [4, 'Payroll', 'Salaries', -8_940],
      [6, 'Card sales, Rue Oberkampf', 'Sales', 1_690.75],
    ],
  },
  'Rivera Cycles': {
    balance: 12_874.09,
    setAsideForTax: 2_150,
    moneyIn: [9_800, 11_300, 14_900, 15_600, 13_200, 12_480],
    moneyOut: [10_200, 9_900, 12_800, 12_100, 11_700, 10_940],
    rows: [
      [0, 'Workshop, 6 tickets', 'Sales', 534],
      [2, 'Shimano Europe', 'Parts', -1_184.2],
      [3, 'City courier co-op', 'Fleet service', 1_920],
      [5, 'Rent, Calle del Pez', 'Rent', -1_450],
      [7, 'Workshop, 9 tickets', 'Sales', 861.4],
    ],
  },
  'Okafor Studio': {
    balance: 86_402.11,
    setAsideForTax: 17_900,
    moneyIn: [22_000, 18_500, 34_000, 27_500, 41_000, 38_250],
    moneyOut: [14_300, 15_100, 16_800, 15_900, 19_400, 18_700],
    rows: [
      [1, 'Harlan Museum, stage 2', 'Projects', 16_500],
      [2, 'Lindqvist Structural', 'Engineers', -4_320],
      [4, 'Software', 'Subscriptions', -389],
      [6, 'Ade & Partners', 'Projects', 7_250],
      [8, 'Model workshop', 'Materials', -642.7],
    ],
  },
};

/** What the dashboard shows of the person's business; an empty book for a company that has none. */
export function overviewOf(user: User, today: Date = new Date()): Overview {
  const books = BOOKS[user.company] ?? { balance: 0, setAsideForTax: 0, moneyIn: [], moneyOut: [], rows: [] };
  return {
    balance: cents(books.balance),
    setAsideForTax: cents(books.setAsideForTax),
    flow: monthsUpTo(today, books),
    transactions: books.rows.map((row, index) => transaction(row, index, today)),
  };
}

const cents = (euros: number): number => Math.round(euros * 100);

function monthsUpTo(today: Date, { moneyIn, moneyOut }: Books): MonthlyFlow[] {
  return moneyIn.map((amount, index) => {
    const monthsAgo = moneyIn.length - 1 - index;
    const first = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - monthsAgo, 1));
    return {
      month: first.toISOString().slice(0, 7),
      moneyIn: cents(amount),
      moneyOut: cents(moneyOut[index] ?? 0),
    };
  });
}

function transaction([day, counterparty, category, euros]: Row, index: number, today: Date): Transaction {
  const date = new Date(today.getTime() - day * DAY).toISOString().slice(0, 10);
  return { id: `tx_${index + 1}`, date, counterparty, category, amount: cents(euros) };
}
