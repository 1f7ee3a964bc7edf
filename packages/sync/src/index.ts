export { exportArchive } from './export/export';
export { verifyArchive } from './archive/verify';
export { eraseContact } from './archive/erase';
export { createSync } from './sync/create-sync';
export { sqlDestination } from './destinations/sql-destination';
export { httpDestination } from './destinations/http-destination';
export { SyncError } from './sync/sync-error';
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
export type { Sync } from './sync/create-sync';
export type { SyncOptions } from './sync/options';
export type { Imported } from './sync/import-contacts';
export type { RunOptions } from './sync/loop';
export type { SyncClient } from './sync/team';
export type { SyncErrorCode } from './sync/sync-error';
export type {
  About,
  ContactRecord,
  ConversationBundle,
  Destination,
  ErasedSubject,
} from './destinations/destination';
export type { HttpDestinationOptions } from './destinations/http-destination';
export type { Change, ChangeKind, Counts, FailedChange } from './store/store';
export type { Sql, SqlRow, SqlValue } from './store/sql';
