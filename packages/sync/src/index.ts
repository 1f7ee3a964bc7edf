export { exportArchive } from './export/export';
export { verifyArchive } from './archive/verify';
export { eraseContact } from './archive/erase';
export { ArchiveError } from './archive/archive-error';

export type { ExportOptions } from './export/export';
export type { ExportClient, Page, Pages } from './export/client';
export type { Progress } from './export/progress';
export type { Phase } from './export/context';
export type { ArchiveErrorCode } from './archive/archive-error';
export type { Erased } from './archive/erase';
export type { Listed, Manifest } from './archive/manifest';
export type { FileFacts } from './archive/table-files';
export type { TableName } from './archive/tables';
export type { Verification } from './archive/verify';
