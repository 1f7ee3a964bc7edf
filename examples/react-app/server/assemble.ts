import { createAccounts } from './accounts';
import type { Accounts } from './accounts';
import { createConversations } from './conversations';
import type { Conversations } from './conversations';
import { openDatabase } from './database';
import type { Database } from './database';
import { startDriftSide } from './drift/drift-side';
import type { DriftSide } from './drift/drift-side';
import { createJobs } from './jobs';
import type { Jobs } from './jobs';
import { createJournal } from './journal';
import type { Journal } from './journal';
import { createLinks } from './links';
import type { Links } from './links';
import { createMailbox } from './mailbox';
import type { Mailbox } from './mailbox';
import { createSessions } from './sessions';
import type { Sessions } from './sessions';
import { createSignUp } from './sign-up';
import type { SignUp } from './sign-up';
import type { ExampleOptions } from './options';

export interface Parts {
  database: Database;
  accounts: Accounts;
  sessions: Sessions;
  conversations: Conversations;
  links: Links;
  signUp: SignUp;
  jobs: Jobs;
  shownMailbox: Mailbox | undefined;
  shownJournal: Journal | undefined;
  driftSide: DriftSide | undefined;
}

/** What the server is made of, each part given what it needs. */
export function assemble({ directory, drift, consoleUrl, erasesInDrift = false }: ExampleOptions): Parts {
  const isDemo = consoleUrl !== undefined;
  const database = openDatabase(directory);
  const accounts = createAccounts(database);
  const journal = createJournal();
  const jobs = createJobs(database, journal);
  const mailbox = createMailbox(database);
  const links = createLinks(database, mailbox);
  const signUp = createSignUp(accounts, links, mailbox, jobs);
  const common = { directory, erasesInDrift, database, accounts, signUp, jobs, journal };
  return {
    database,
    accounts,
    sessions: createSessions(accounts),
    conversations: createConversations(database),
    links,
    signUp,
    jobs,
    shownMailbox: isDemo ? mailbox : undefined,
    shownJournal: isDemo ? journal : undefined,
    driftSide: drift && startDriftSide({ ...common, access: drift }),
  };
}
