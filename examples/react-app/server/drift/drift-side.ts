import { join } from 'node:path';
import { createSync } from '@driftkit/sync';
import type { RequestHandler } from 'express';
import type { Accounts } from '../accounts';
import type { Database } from '../database';
import type { Jobs } from '../jobs';
import type { Journal } from '../journal';
import type { SignUp } from '../sign-up';
import { createDriftClient } from './client';
import type { DriftAccess } from './client';
import { runSignUp } from './commands';
import { writeContact, writeTimeline } from './contacts';
import { createCrm } from './crm';
import { eraseInDrift } from './erasure';
import { postQuote } from './quote';
import { createWebhooks } from './webhooks';

/** Everything on this server that talks with Drift. Without an access token there is none of it, and jobs wait. */
export interface DriftSide {
  webhooks: RequestHandler;
  close(): Promise<void>;
}

export interface DriftSideParts {
  access: DriftAccess;
  /** Where the sync keeps its own state; absent: in memory. */
  directory: string | undefined;
  erasesInDrift: boolean;
  database: Database;
  accounts: Accounts;
  signUp: SignUp;
  jobs: Jobs;
  journal: Journal;
}

export function startDriftSide(parts: DriftSideParts): DriftSide {
  const { access, directory, erasesInDrift, database, accounts, signUp, jobs, journal } = parts;
  const closing = new AbortController();
  const drift = createDriftClient(access, journal, closing.signal);
  const sync = createSync({
    client: drift,
    store: directory === undefined ? 'sqlite::memory:' : `sqlite:${join(directory, 'sync.sqlite')}`,
    destination: createCrm(database, accounts, journal),
    // People read along on their account page.
    pause: 500,
    onError: ({ message }) => process.stderr.write(`[harbor] ${message}\n`),
  });
  jobs.start({
    contact: (turn) => writeContact(drift, accounts, turn),
    timeline: (turn) => writeTimeline(drift, turn),
    erase: (turn) => eraseInDrift(drift, accounts, erasesInDrift, turn),
    command: (turn) => runSignUp(drift, signUp, turn),
    quote: (turn) => postQuote(drift, turn),
  });
  void sync.run({ concurrency: 2 });
  return {
    webhooks: createWebhooks({ verificationToken: access.verificationToken, sync, jobs, journal }),
    close() {
      closing.abort();
      return sync.close();
    },
  };
}
