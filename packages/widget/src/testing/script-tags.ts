/**
 * The network, as far as Drift's script is concerned: takes every tag that asks for it away from the environment (no request, no event, no
 * complaint on the console) and lets the test say what comes of it.
 */

export interface ScriptTags {
  /** The tags on the page that have had no answer yet, in the order in which they asked. */
  waiting(): HTMLScriptElement[];
  embedIdOf(script: HTMLScriptElement): string | undefined;
  answer(script: HTMLScriptElement, event: 'load' | 'error'): void;
  /** The environment has its script tags back; ours are gone from the page. */
  release(): void;
}

/** The snippet's address, and the mark on driftkit's own tag, whose address may be any other. */
const INCLUDE = /\/include\/[^/]+\/([\w-]+)\.js(?:[?#]|$)/;
const MARK = 'data-drift-embed-id';
/** No environment runs or fetches a script of this type: happy-dom, jsdom and browsers alike. */
const INERT = 'text/x-fake-drift';

/** `asked` is called in a microtask after a tag has asked, or when it comes onto the page later. */
export function interceptScriptTags(asked: () => void): ScriptTags {
  const taken = new Set<HTMLScriptElement>();
  const answered = new WeakSet<HTMLScriptElement>();
  const observers = new Set<MutationObserver>();
  let isReleased = false;

  function take(script: HTMLScriptElement, url: string): void {
    // All windows of happy-dom share one prototype, and so hear of each other's scripts.
    if (isReleased || script.ownerDocument !== document) return;
    if (taken.has(script) || !(INCLUDE.test(url) || script.hasAttribute(MARK))) return;
    taken.add(script);
    script.type = INERT;
    void Promise.resolve().then(() => whenOnPage(script));
  }

  function whenOnPage(script: HTMLScriptElement): void {
    if (script.isConnected) return asked();
    const observer = new MutationObserver(() => {
      if (!script.isConnected) return;
      observer.disconnect();
      asked();
    });
    observers.add(observer);
    observer.observe(document, { childList: true, subtree: true });
  }

  const giveBack = watchSource(take);
  return {
    waiting: () => [...taken].filter((script) => script.isConnected && !answered.has(script)),
    embedIdOf: (script) => script.getAttribute(MARK) ?? INCLUDE.exec(script.src)?.[1],
    answer(script, event) {
      answered.add(script);
      script.dispatchEvent(new Event(event));
    },
    release() {
      isReleased = true;
      giveBack();
      for (const observer of observers) observer.disconnect();
      for (const script of taken) script.remove();
    },
  };
}

/** Hears every script's source before the environment does, by property and by attribute. Returns the way to stop. */
function watchSource(hear: (script: HTMLScriptElement, url: string) => void): () => void {
  const { prototype } = HTMLScriptElement;
  const source = inherited(prototype, 'src');
  const setAttribute = prototype.setAttribute;
  const undo = [
    override(prototype, 'src', {
      ...source,
      set(this: HTMLScriptElement, url: string) {
        hear(this, String(url));
        source.set?.call(this, url);
      },
    }),
    override(prototype, 'setAttribute', {
      writable: true,
      value(this: HTMLScriptElement, name: string, value: string) {
        if (name.toLowerCase() === 'src') hear(this, String(value));
        setAttribute.call(this, name, value);
      },
    }),
  ];
  return () => undo.forEach((restore) => restore());
}

function inherited(object: object, name: string): PropertyDescriptor {
  for (let owner: object | null = object; owner; owner = Object.getPrototypeOf(owner) as object | null) {
    const descriptor = Object.getOwnPropertyDescriptor(owner, name);
    if (descriptor) return descriptor;
  }
  return {};
}

function override(object: object, name: string, descriptor: PropertyDescriptor): () => void {
  const own = Object.getOwnPropertyDescriptor(object, name);
  Object.defineProperty(object, name, { ...descriptor, configurable: true });
  const ours = Object.getOwnPropertyDescriptor(object, name);
  return () => {
    const now = Object.getOwnPropertyDescriptor(object, name);
    // Another window's, which came later and calls this one.
    if (now?.value !== ours?.value || now?.set !== ours?.set) return;
    if (own) Object.defineProperty(object, name, own);
    else Reflect.deleteProperty(object, name);
  };
}
