import type { VNode } from 'preact';
import type { BrowserRow } from '../model/browser-rows';
import { timeOfDay } from '../model/time-words';
import { Copyable } from '../parts/copyable';
import { linkTo } from '../route';
import { shortAid } from './short-aid';

/** Whether the browser is here, and the id it keeps. */
export function BrowserFacts({ row, isChosen }: { row: BrowserRow; isChosen: boolean }): VNode {
  const { aid, presence } = row;
  return (
    <p class="hero-facts">
      <span class={`presence is-${presence}`}>{presenceWords(row)}</span>
      <span class="aid">
        <span class="quiet">drift_aid</span> <Copyable name="drift_aid" value={aid} short={shortAid(aid)} />
      </span>
      {isChosen && <a href={linkTo({ view: 'identity', aid: null })}>Follow the active browser</a>}
    </p>
  );
}

function presenceWords({ presence, openPages, lastSeen, trouble }: BrowserRow): string {
  if (trouble !== null) return `Refused at ${timeOfDay(lastSeen)}`;
  switch (presence) {
    case 'online':
      return openPages > 1 ? `Online now, ${openPages} pages` : 'Online now';
    case 'offline':
      return `Offline since ${timeOfDay(lastSeen)}`;
    case 'let_go':
      return 'Let go by reset';
  }
}
