import type { ErrorTable } from './pages.mjs';

export function rowsOf(table: ErrorTable): Promise<[code: string, text: string][]>;
export function writeErrorPages(docs: string): Promise<void>;
