/**
 * The oldest browsers that the README promises, and what a page of today has that one of them lacks: by MDN's browser-compat-data,
 * all of the language (but Intl) and of what code like ours reaches for. `crypto.randomUUID` stays, because the sandbox's script needs it.
 */
export const FLOOR = ['chrome98', 'firefox94', 'safari15.4'];

const LATER: Record<string, string> = {
  // No such thing at all.
  window: `requestIdleCallback cancelIdleCallback scheduler navigation cookieStore trustedTypes fetchLater documentPictureInPicture
    setImmediate clearImmediate queryLocalFonts launchQueue crashReport sharedStorage originAgentCluster credentialless fence
    Iterator AsyncIterator DisposableStack AsyncDisposableStack SuppressedError Float16Array Temporal URLPattern Observable Subscriber
    CompressionStream DecompressionStream TextDecoderStream TextEncoderStream TransformStream WritableStream Sanitizer TrustedScriptURL
    TrustedTypePolicyFactory Scheduler TaskController CloseWatcher CommandEvent ToggleEvent ReportingObserver CookieStore LockManager
    NavigateEvent PageRevealEvent PageSwapEvent CSSStyleValue PermissionStatus UserActivation IdleDeadline VisibilityStateEntry
    ViewTransition ElementInternals QuotaExceededError SharedWorker WebTransport`,
  Array: 'fromAsync',
  'Array.prototype': 'findLast findLastIndex toReversed toSorted toSpliced with',
  'Object.getPrototypeOf(Uint8Array).prototype': 'findLast findLastIndex toReversed toSorted with',
  Uint8Array: 'fromBase64 fromHex',
  'Uint8Array.prototype': 'setFromBase64 setFromHex toBase64 toHex',
  'ArrayBuffer.prototype': 'detached maxByteLength resizable resize transfer transferToFixedLength',
  'Date.prototype': 'toTemporalInstant',
  Error: 'captureStackTrace isError stackTraceLimit',
  'Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()))': `drop every filter find flatMap forEach map reduce some take
    toArray`,
  JSON: 'isRawJSON rawJSON',
  Map: 'groupBy',
  'Map.prototype': 'getOrInsert getOrInsertComputed',
  'WeakMap.prototype': 'getOrInsert getOrInsertComputed',
  Math: 'f16round sumPrecise',
  Object: 'groupBy',
  Promise: 'try withResolvers allKeyed allSettledKeyed',
  RegExp: 'escape',
  'Set.prototype': 'difference intersection isDisjointFrom isSubsetOf isSupersetOf symmetricDifference union',
  'String.prototype': 'isWellFormed toWellFormed',
  Symbol: 'asyncDispose dispose',
  AbortSignal: 'any timeout',
  'AbortSignal.prototype': 'reason throwIfAborted',
  Document: 'parseHTML parseHTMLUnsafe',
  'Document.prototype': `adoptedStyleSheets caretPositionFromPoint hasStorageAccess requestStorageAccess moveBefore prerendering
    startViewTransition wasDiscarded activeViewTransition customElementRegistry hasUnpartitionedCookieAccess`,
  'Element.prototype': `checkVisibility computedStyleMap getHTML setHTML setHTMLUnsafe moveBefore requestFullscreen role ariaHidden
    ariaLabel ariaLive scrollIntoViewIfNeeded currentCSSZoom startViewTransition customElementRegistry`,
  'EventTarget.prototype': 'when',
  'HTMLElement.prototype': `attachInternals attributeStyleMap autofocus inert inputMode outerText popover hidePopover showPopover
    togglePopover translate virtualKeyboardPolicy writingSuggestions editContext`,
  'HTMLIFrameElement.prototype': 'credentialless csp featurePolicy loading',
  HTMLScriptElement: 'supports',
  'HTMLScriptElement.prototype': 'attributionSrc blocking fetchPriority',
  'Headers.prototype': 'getSetCookie',
  'IntersectionObserver.prototype': 'delay scrollMargin trackVisibility',
  'Location.prototype': 'ancestorOrigins',
  'Navigator.prototype': `connection cookieEnabled deviceMemory globalPrivacyControl locks permissions pdfViewerEnabled scheduling share
    canShare storageBuckets userActivation userAgentData vibrate wakeLock getBattery login`,
  'Performance.prototype': 'eventCounts interactionCount measureUserAgentSpecificMemory memory',
  'PerformanceResourceTiming.prototype': `contentEncoding contentType decodedBodySize deliveryType encodedBodySize
    renderBlockingStatus responseStatus serverTiming transferSize`,
  ReadableStream: 'from',
  'ReadableStream.prototype': 'pipeThrough pipeTo values',
  'Request.prototype': 'body bytes duplex keepalive',
  Response: 'json',
  'Response.prototype': 'bytes',
  URL: 'canParse parse',
  'URLSearchParams.prototype': 'size',
};

/** Runs in the page, first of all: takes away what is later than the floor, and keeps count. */
export const toTheFloor = `{
  const deleted = [];
  const take = (owner, path, name) => {
    if (owner && name in owner && delete owner[name] && !(name in owner)) deleted.push(path + '.' + name);
  };
  delete ReadableStream.prototype[Symbol.asyncIterator];
  ${Object.entries(LATER)
    .map(
      ([owner, names]) =>
        `for (const name of ${JSON.stringify(names.split(/\s+/))}) take(${owner}, ${JSON.stringify(owner)}, name);`,
    )
    .join('\n  ')}
  globalThis.takenAway = deleted;
}`;
