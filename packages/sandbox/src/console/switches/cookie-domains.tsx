import type { VNode } from 'preact';
import { useId } from 'preact/hooks';

export interface CookieDomainsProps {
  domains: readonly string[];
  onChange: (domains: string[]) => void;
}

/** The domains this account sets its cookies on. Counts when the field is left. */
export function CookieDomains({ domains, onChange }: CookieDomainsProps): VNode {
  const id = useId();
  return (
    <div class="choice">
      <div class="choice-head">
        <h3>
          <label for={id}>Cookie domains</label>
        </h3>
      </div>
      <p id={`${id}-explanation`} class="quiet">
        Where the account sets Drift’s cookies, so that sibling hosts share a visitor. Empty: on the page’s
        own host. config({'{ cookieDomain }'}) comes before it. It counts from the next load.
      </p>
      <input
        id={id}
        type="text"
        class="text-field"
        placeholder=".example.com, .example.org"
        spellcheck={false}
        autocomplete="off"
        aria-describedby={`${id}-explanation`}
        value={domains.join(', ')}
        onChange={({ currentTarget }) => onChange(domainsIn(currentTarget.value))}
      />
    </div>
  );
}

/** The domains a person wrote, apart by commas or spaces. */
export function domainsIn(text: string): string[] {
  return text.split(/[\s,;]+/).filter((one) => one !== '');
}
