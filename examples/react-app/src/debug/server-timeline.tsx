import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { JournalEntry } from '../../shared/api-types';
import { getJournal } from '../api';
import { useSession } from '../session';

const EVERY = 2000;

/** The server's side: webhook in, job, REST calls, CRM row, as one timeline for each conversation of whoever is here. */
export function ServerTimeline(): ReactNode {
  const { user } = useSession();
  const entries = useJournal(user?.id);
  const conversations = [...new Set(entries.map(({ conversationId }) => conversationId))];
  return (
    <section aria-labelledby="debug-server" className="debug-server">
      <h2 id="debug-server">What the server did, by conversation, newest first</h2>
      {/* Scrolls, so that keys must reach it. */}
      <div tabIndex={0} role="group" aria-labelledby="debug-server">
        {entries.length === 0 && <p>Nothing about you yet. Write in the chat, or sign up.</p>}
        {conversations.map((id) => (
          <OneTimeline
            key={id ?? 'contact'}
            title={id === undefined ? 'Your contact' : `Conversation ${id}`}
            entries={entries.filter(({ conversationId }) => conversationId === id)}
          />
        ))}
      </div>
    </section>
  );
}

function OneTimeline({ title, entries }: { title: string; entries: JournalEntry[] }): ReactNode {
  return (
    <>
      <h3>{title}</h3>
      <ol aria-label={`Server: ${title}`}>
        {entries.map(({ id, at, kind, title: what, sentence }) => (
          <li key={id} data-kind={kind}>
            <time dateTime={at}>{new Date(at).toTimeString().slice(0, 8)}</time>
            <span className="debug-kind">{NAMES[kind]}</span>
            <div>
              <code>{what}</code>
              <p>{sentence}</p>
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}

const NAMES = { webhook: 'webhook', job: 'job', rest: 'REST', crm: 'CRM row' };

/** Asked anew while the drawer is open; of whoever was here before, nothing stays. */
function useJournal(userId: string | undefined): JournalEntry[] {
  const [known, setKnown] = useState<{ of: string | undefined; entries: JournalEntry[] }>({
    of: userId,
    entries: [],
  });
  useEffect(() => {
    let current = true;
    const ask = (): void => {
      getJournal().then(
        (entries) => current && setKnown({ of: userId, entries }),
        () => undefined, // with the real Drift the server tells nothing
      );
    };
    ask();
    const timer = setInterval(ask, EVERY);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [userId]);
  return known.of === userId ? known.entries : [];
}
