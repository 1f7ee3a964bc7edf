import './mailbox-page.css';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { Mail } from '../../shared/api-types';
import { getMails } from '../api';
import { Notice } from '../components/notice';
import { clockTime } from '../format';

/** Every mail the server has sent, in place of everybody's mailbox. A real product has none of this page. */
export function MailboxPage(): ReactNode {
  const [mails, setMails] = useState<Mail[]>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    getMails().then(setMails, ({ message }: Error) => setProblem(message));
  }, []);
  return (
    <div className="mailbox">
      <title>Mailbox · Harbor</title>
      <h1>Mailbox of the demo</h1>
      <p>Harbor sends no mail. What it would send is here, for everybody to see.</p>
      {problem !== undefined && <Notice>{problem}</Notice>}
      {mails?.length === 0 && <p>Nothing has come yet.</p>}
      <ul>
        {mails?.map((mail) => (
          <MailItem key={mail.id} {...mail} />
        ))}
      </ul>
    </div>
  );
}

function MailItem({ to, subject, text, link, sentAt }: Mail): ReactNode {
  return (
    <li>
      <h2>{subject}</h2>
      <p>
        To {to}, <time dateTime={sentAt}>{clockTime(new Date(sentAt))}</time>
      </p>
      <p>{text}</p>
      {/* A whole new page, as a link in a mail is: its token must be taken out of the address before Drift comes. */}
      {link !== undefined && (
        <a className="button" href={link}>
          {link.startsWith('/welcome') ? 'Open the account' : 'Log in'}
        </a>
      )}
    </li>
  );
}
