import './debug-drawer.css';
import type { DriftState, IdentityState } from '@driftkit/widget';
import { useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { useChoice } from '../choice';
import { consent } from '../consent';
import { identitySentence, identityTitle, stateSentence, stateTitle } from './sentences';
import { ServerTimeline } from './server-timeline';
import { timeline } from './timeline';
import type { TimelineEntry } from './timeline';

interface DebugDrawerProps {
  state: DriftState;
  identity: IdentityState;
}

/** What is so now, and everything that led to it. */
export function DebugDrawer({ state, identity }: DebugDrawerProps): ReactNode {
  const answer = useChoice(consent);
  return (
    <div className="debug-drawer">
      <section aria-labelledby="debug-now">
        <h2 id="debug-now">Now</h2>
        <dl>
          <Fact name="Chat" title={stateTitle(state)} sentence={stateSentence(state)} />
          <Fact name="Visitor" title={identityTitle(identity)} sentence={identitySentence(identity)} />
          <Fact
            name="Consent"
            title={answer ?? 'not asked yet'}
            sentence={
              answer === 'granted'
                ? 'Drift may come; taken back, it leaves the page and its cookies are forgotten.'
                : 'Nothing of Drift is asked for before a yes.'
            }
          />
        </dl>
      </section>
      <Timeline />
      <ServerTimeline />
    </div>
  );
}

function Fact({ name, title, sentence }: { name: string; title: string; sentence: string }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <strong>{title}</strong>
        {sentence}
      </dd>
    </div>
  );
}

function Timeline(): ReactNode {
  const entries = useSyncExternalStore(timeline.subscribe, timeline.get);
  return (
    <section aria-labelledby="debug-timeline">
      <h2 id="debug-timeline">What happened, newest first</h2>
      <button type="button" onClick={timeline.clear}>
        Clear
      </button>
      {/* Scrolls, so that keys must reach it. */}
      <ol tabIndex={0} aria-labelledby="debug-timeline">
        {entries.map((entry) => (
          <Entry key={entry.id} {...entry} />
        ))}
      </ol>
    </section>
  );
}

function Entry({ at, kind, title, sentence }: TimelineEntry): ReactNode {
  return (
    <li data-kind={kind}>
      <time dateTime={at.toISOString()}>{at.toTimeString().slice(0, 8)}</time>
      <span className="debug-kind">{kind}</span>
      <div>
        <code>{title}</code>
        <p>{sentence}</p>
      </div>
    </li>
  );
}
