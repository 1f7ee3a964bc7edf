/** The script tag of an attempt: the one that is there already, or one of ours; and what becomes of it. */
import { DriftError } from './errors';
import { because } from './reasons';
import { pageRegistry } from './registry';
import {
  OWN_TAG,
  findScript,
  hasAnswer,
  insertScript,
  isLive,
  resolveScriptUrl,
  vendorDrift,
} from './snippet';
import type { ScriptUrl } from './snippet';

export interface ScriptRequest {
  embedId: string;
  scriptUrl?: ScriptUrl;
  nonce?: string | undefined;
}

/** Told for as long as the page lives. */
export interface ScriptListener {
  ran(script: HTMLScriptElement): void;
  /** The network, a blocker or a policy refused it; the tag is gone, and another request may follow. */
  refused(error: DriftError): void;
  /** No tag can be had: another embedId has the page, or the page forbids it. */
  impossible(error: DriftError): void;
}

/** Tags that will never tell: ours that have run (the browser's own record may be full), and those of others that said nothing in a whole attempt. */
const spentTags = new WeakSet<HTMLScriptElement>();

/** Somebody else's tag that a policy or a blocker stopped before we came leaves no trace: it gets one attempt. */
export function distrustScript(): void {
  const found = findScript();
  if (found && !found.script.hasAttribute(OWN_TAG)) spentTags.add(found.script);
}

export function requestScript(request: ScriptRequest, listener: ScriptListener): void {
  const found = findScript();
  if (found && found.embedId !== request.embedId) return listener.impossible(otherEmbedId(found.embedId));
  // A tag that has had its answer, before we came or in an earlier attempt, will never tell.
  const isDead =
    found !== undefined && !isLive(vendorDrift()) && (spentTags.has(found.script) || hasAnswer(found.script));
  if (isDead) found.script.remove();
  try {
    watch(found && !isDead ? found.script : bring(request), listener);
  } catch (cause) {
    listener.impossible(new DriftError('blocked', ['scriptUrl'], { cause })); // Trusted Types, or the team's function, refused
  }
}

export function otherEmbedId(embedId: string): DriftError {
  return new DriftError('conflict', [because('other_embed_id', embedId)]);
}

/** A tag that was taken off the page before it had an answer runs all the same: it is used rather than doubled. */
function bring({ embedId, scriptUrl, nonce }: ScriptRequest): HTMLScriptElement {
  const registry = pageRegistry();
  const { pending } = registry;
  if (pending?.getAttribute(OWN_TAG) === embedId) {
    document.head.append(pending);
    return pending;
  }
  return (registry.pending = insertScript(resolveScriptUrl(scriptUrl, embedId), embedId, nonce));
}

function watch(script: HTMLScriptElement, listener: ScriptListener): void {
  const answered = (): void => {
    const registry = pageRegistry();
    if (registry.pending === script) registry.pending = undefined;
  };
  script.addEventListener('load', () => {
    answered();
    spentTags.add(script);
    listener.ran(script);
  });
  script.addEventListener('error', () => {
    answered();
    script.remove();
    listener.refused(
      new DriftError(globalThis.navigator?.onLine === false ? 'offline' : 'blocked', [script.src]),
    );
  });
}
