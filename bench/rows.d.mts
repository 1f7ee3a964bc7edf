export interface Row {
  id: string;
  what: string;
  beside?: string;
  unit: string;
  value: number;
  spread?: [lowest: number, highest: number];
  note?: string;
  budget?: number;
  limit?: number;
}

export function publish(rows: Row[]): void;
export function isOver(row: Pick<Row, 'value' | 'budget' | 'limit'>): boolean;
export function ratioRow(
  row: Omit<Row, 'value' | 'unit' | 'spread'> & { unit?: string },
  ratio: { median: number; lowest: number; highest: number },
): Row;
export function round(number: number): number;
export function table(rows: Row[]): string;
export function shown(row: Pick<Row, 'value' | 'unit'>): string;
