/** The script tag of an attempt: the one that is there already, or one of ours; and what becomes of it. */
import { DriftError } from '../errors';
import { because } from '../messages';
import { pageRegistry } from '../registry';
import { findScript, insertScript, liveDrift, OWN_TAG, resolveScriptUrl } from '../snippet';
import type { ReadOptions } from '../options';

/** Told for as long as the page lives. */
export interface ScriptListener {
  ran(script: HTMLScriptElement): void;
  /** The network, a blocker or a policy refused it; the tag is gone, and another request may follow. */
  refused(error: DriftError): void;
}

/** Tags that have run, or were refused: nothing more will be heard of them. */
const spentTags = new WeakSet<HTMLScriptElement>();

/** Somebody else's tag that was stopped before we came leaves no trace: it gets one attempt. */
export function dropForeignTag(): void {
  const tag = findScript()?.script;
  if (!tag?.hasAttribute(OWN_TAG)) tag?.remove();
}

export const otherEmbedId = (embedId: string): DriftError =>
  new DriftError('conflict', [because('other_embed_id', embedId)]);

/** Uses the tag that is there, or adds one. Throws where the page, or the team's function, forbids it. */
export function requestScript(options: ReadOptions, listener: ScriptListener): void {
  const found = findScript()?.script;
  const isSpent = found && spentTags.has(found) && !liveDrift();
  if (isSpent) found.remove();
  const tag = found && !isSpent ? found : bring(options);
  tag.addEventListener('load', () => {
    spend(tag);
    listener.ran(tag);
  });
  tag.addEventListener('error', () => {
    spend(tag);
    tag.remove();
    const isOffline = globalThis.navigator?.onLine === false;
    listener.refused(new DriftError(isOffline ? 'offline' : 'blocked', [tag.src]));
  });
}

/** A tag that was taken off the page before it had an answer runs all the same: it is used rather than doubled. */
function bring({ embedId, scriptUrl, nonce }: ReadOptions): HTMLScriptElement {
  const registry = pageRegistry();
  const { pending } = registry;
  if (pending?.getAttribute(OWN_TAG) !== embedId)
    return (registry.pending = insertScript(resolveScriptUrl(scriptUrl, embedId), embedId, nonce));
  document.head.append(pending);
  return pending;
}

function spend(tag: HTMLScriptElement): void {
  spentTags.add(tag);
  const registry = pageRegistry();
  if (registry.pending === tag) registry.pending = undefined;
}
