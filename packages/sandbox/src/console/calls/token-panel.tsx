import type { VNode } from 'preact';
import type { IdentifyEntry, Settings } from '../../protocol';
import type { TokenAccount } from '../model/token-account';
import { accountOf, modesFor } from '../model/token-account';
import { VERDICT_WORDS } from '../model/verdict-words';
import { DefinitionList } from '../parts/definition-list';
import { NoteText } from '../parts/note-text';

export interface TokenPanelProps {
  entry: IdentifyEntry;
  settings: Settings;
}

/** The token of an `identify`, taken apart, and what each mode makes of it. */
export function TokenPanel({ entry, settings }: TokenPanelProps): VNode {
  const { subMismatch } = settings.assumptions;
  const account = accountOf(entry);
  return (
    <div class="token" role="group" aria-label="Token">
      <h3>Token</h3>
      {account ? <TokenParts account={account} /> : <p>The token {VERDICT_WORDS[entry.tokenVerdict]}.</p>}
      <h4>What each mode makes of it</h4>
      <ul class="modes">
        {modesFor(entry.tokenVerdict, subMismatch).map(({ mode, counts, words }) => (
          <li key={mode} aria-current={mode === settings.signedIdentities ? 'true' : undefined}>
            <span class="mode-name">
              {mode}
              {mode === settings.signedIdentities && <span class="quiet"> (now)</span>}
            </span>
            <NoteText note={{ tone: counts ? 'good' : 'bad', text: words }} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function TokenParts({ account }: { account: TokenAccount }): VNode {
  const { verdict, isValid, expiry, header, claims } = account;
  return (
    <>
      <p>
        <NoteText note={{ tone: isValid ? 'good' : 'bad', text: verdict }} />
      </p>
      <p>{expiry}</p>
      <div class="token-parts">
        <div>
          <h4>Header</h4>
          <DefinitionList
            name="Header"
            items={header.map(([term, value]) => ({ term, value: <code>{value}</code> }))}
          />
        </div>
        <div>
          <h4>Claims</h4>
          <DefinitionList
            name="Claims"
            items={claims.map(([term, value, words]) => ({
              term,
              value: (
                <>
                  <code>{value}</code> {words !== null && <span class="quiet">{words}</span>}
                </>
              ),
            }))}
          />
        </div>
      </div>
    </>
  );
}
