import type { VNode } from 'preact';
import { Copyable } from '../parts/copyable';

export interface PointYourAppProps {
  url: string;
  embedId: string;
}

/** No browser was here yet: what to do so that one comes. */
export function PointYourApp({ url, embedId }: PointYourAppProps): VNode {
  return (
    <section class="panel empty" aria-labelledby="point-your-app">
      <p class="eyebrow">Drift thinks this browser is</p>
      <h2 id="point-your-app" class="hero-name">
        Nobody yet
      </h2>
      <p>Point an app at this sandbox and open it in a browser: it appears here at once.</p>
      <ol class="steps">
        <li>
          <h3>With driftkit</h3>
          <p>Give the loader this sandbox’s embed id and address.</p>
          <Copyable name="driftkit code" value={driftkitCode(url, embedId)} />
        </li>
        <li>
          <h3>With Drift’s own snippet</h3>
          <p>
            In <code>load</code>, change only the host <code>https://js.driftt.com</code>, and load this embed
            id.
          </p>
          <dl class="definitions">
            <div>
              <dt>Host</dt>
              <dd>
                <Copyable name="host" value={url} />
              </dd>
            </div>
            <div>
              <dt>Embed id</dt>
              <dd>
                <Copyable name="embed id" value={embedId} />
              </dd>
            </div>
          </dl>
        </li>
        <li>
          <h3>Open the app under another host name</h3>
          <p>
            Cookies ignore ports. An app at <code>localhost</code> and a sandbox at <code>127.0.0.1</code>{' '}
            keep theirs apart.
          </p>
        </li>
      </ol>
    </section>
  );
}

function driftkitCode(url: string, embedId: string): string {
  return `createDrift({ embedId: '${embedId}', scriptUrl: '${url}' })`;
}
