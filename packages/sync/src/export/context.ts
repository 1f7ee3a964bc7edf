import type { Archive } from '../archive/archive';
import type { ExportClient } from './client';
import type { Patience } from './patience';

/** The objects that every part of an export uses. */
export interface Context {
  client: ExportClient;
  archive: Archive;
  /** Aborted when somebody wants the export to stop. What is under way is finished first. */
  signal: AbortSignal;
  patience: Patience;
  now(): number;
  /** Told after each step, so that somebody can watch. */
  moved(phase: Phase): void;
}

export type Phase = 'listing' | 'messages' | 'details' | 'transcripts' | 'attachments' | 'files';
