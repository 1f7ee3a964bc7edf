import { createWebhookHandler, subjectOf } from '@driftkit/api';
import { toNodeHandler } from '@driftkit/api/node';
import type { Sync } from '@driftkit/sync';
import type { RequestHandler } from 'express';
import type { Jobs } from '../jobs';
import type { Journal } from '../journal';
import { commandJob } from './commands';
import { quoteJob } from './quote';

/**
 * What Drift tells by itself. An event is kept before it is answered: what somebody must do as a job, what changed as a row
 * of the sync. So a kill at any moment loses nothing that was answered, and a second delivery changes nothing.
 */
export function createWebhooks(parts: {
  verificationToken: string;
  sync: Sync;
  jobs: Jobs;
  journal: Journal;
}): RequestHandler {
  const { verificationToken, sync, jobs, journal } = parts;
  return toNodeHandler(
    createWebhookHandler({
      verificationToken,
      onError: ({ message }) => process.stderr.write(`[harbor] ${message}\n`),
      onEvent: async (event, { dedupeKey }) => {
        const job = commandJob(event) ?? quoteJob(event);
        const what = job ? `It means a job: ${job.kind}.` : 'It says that something changed.';
        journal.add({
          kind: 'webhook',
          title: event.type,
          sentence: `Verified. ${what}`,
          ...subjectOf(event),
        });
        // Every event that means a job has a key: that of its message, or of its goal.
        if (job && dedupeKey !== undefined) jobs.keep(dedupeKey, job);
        await sync.handle(event);
      },
    }),
  );
}
