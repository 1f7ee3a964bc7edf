/** Calls a method of the Drift that is on the page now: it swaps its stubs for live ones, so none may be kept. */
export function callVendor(path: string, args: unknown[]): void {
  const names = path.split('.');
  const method = names.pop() ?? '';
  let owner: unknown = window.drift; // what a blocker throws here is reported by the caller
  for (const name of names) owner = (owner as Record<string, unknown> | undefined)?.[name];
  const call = (owner as Record<string, unknown> | undefined)?.[method];
  if (typeof call !== 'function') throw new TypeError(`window.drift.${path} is not a function`);
  Reflect.apply(call, owner, args);
}
