import './transcript.css';
import type { ReactNode } from 'react';
import type { SaidMessage } from '../../shared/api-types';
import { clockTime } from '../format';

/** What was said, as text: nothing of it is ever taken for markup. */
export function Transcript({ messages }: { messages: SaidMessage[] }): ReactNode {
  return (
    <details className="transcript">
      <summary>
        Read what was said <span>({messages.length})</span>
      </summary>
      <ol aria-label="What was said">
        {messages.map(({ id, from, name, text, at }) => (
          <li key={id} data-from={from}>
            <span>
              {name} <time dateTime={at}>{clockTime(new Date(at))}</time>
            </span>
            <p>{text}</p>
          </li>
        ))}
      </ol>
    </details>
  );
}
