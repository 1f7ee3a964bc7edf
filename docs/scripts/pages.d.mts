export interface PackagePage {
  from: string;
  to: string;
  title: string;
}

export interface ErrorTable {
  of: string;
  error: string;
  to: string;
  unions?: string[];
  in?: string;
  sentences?: string;
}

export const PACKAGE_PAGES: PackagePage[];
export const ERROR_TABLES: ErrorTable[];
