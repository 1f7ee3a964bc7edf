import type { Method } from '../method-names';
import type { ArgumentSpec, ArgumentType } from './argument-specs';
import { SPECS } from './argument-specs';
import { API_METHODS, EMITTER_METHODS, TOP_METHODS } from '../method-names';

/** What Drift makes of a call before it runs it, and what it says in the console. */
export type Verdict =
  | { type: 'accepted'; method: Method }
  | { type: 'warned'; method: Method; message: string }
  | { type: 'dropped'; why: string; log: readonly unknown[] | null };

const METHODS: readonly string[] = [...TOP_METHODS, ...EMITTER_METHODS, ...API_METHODS];
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Checks one call as the SDK does: a failed check is logged and drops the whole call, and nothing throws. */
export function validate(name: string, args: readonly unknown[]): Verdict {
  if (!METHODS.includes(name)) return dropped(`${name}(...) does not exist.`);
  const method = name as Method;
  // Without a word (observed).
  if (method === 'setUserAttributes' && isSilent(args))
    return { ...dropped('the attributes are no object'), log: null };
  const specs = SPECS[method];
  if (specs) return checkAll(method, specs, args);
  if (args.length === 0) return { type: 'accepted', method };
  return { type: 'warned', method, message: `${method}() should ideally be called without arguments.` };
}

function isSilent(args: readonly unknown[]): boolean {
  return args.length > 0 && (args[0] === null || typeof args[0] === 'function');
}

function checkAll(method: Method, specs: readonly ArgumentSpec[], args: readonly unknown[]): Verdict {
  const needed = specs.filter((spec) => spec.required).length;
  for (const [index, spec] of specs.entries()) {
    const value = args[index];
    if (value === null || value === undefined) {
      if (!spec.required) continue;
      return dropped(
        `Invalid ${method}(...) call! It requires ${needed} argument(s) and it's missing ${spec.name} ${nameOf(spec.type)}.`,
      );
    }
    const problem = checkOne(method, spec, value, index);
    if (problem) return problem;
  }
  return { type: 'accepted', method };
}

function checkOne(
  method: Method,
  { name, type }: ArgumentSpec,
  value: unknown,
  index: number,
): Verdict | undefined {
  if (!isOfType(type, value)) {
    return dropped(
      `Invalid ${method}(...) call! ${name} (arg ${index}) should be ${nameOf(type)} instead of ${typeName(value)}.`,
    );
  }
  if (type === 'Attributes') return checkAttributes(value as Record<string, unknown>);
  if (type === 'Interaction') return checkInteraction(value as Record<string, unknown>);
  return undefined;
}

function checkAttributes(attributes: Record<string, unknown>): Verdict | undefined {
  for (const [key, value] of Object.entries(attributes)) {
    // The check ends here with success, so what follows slips through (observed).
    if (value === null || value === undefined) return undefined;
    if (!isScalar(value)) {
      return dropped(
        `"${key}" in attributes must be number, string, or boolean but instead we got ${typeof value}`,
        value,
      );
    }
    if (key === 'email' && !(typeof value === 'string' && EMAIL.test(value))) {
      return dropped('email in attributes is invalid:', value);
    }
  }
  return undefined;
}

function checkInteraction({ interactionId, goToConversation }: Record<string, unknown>): Verdict | undefined {
  if (typeof interactionId !== 'number' || !interactionId) {
    return dropped('Invalid startInteraction(...) call! interactionId should be a Number.', interactionId);
  }
  if (goToConversation && typeof goToConversation !== 'boolean') {
    return dropped(
      'Invalid startInteraction(...) call! goToConversation should be a Boolean.',
      goToConversation,
    );
  }
  return undefined;
}

function isOfType(type: ArgumentType, value: unknown): boolean {
  switch (type) {
    case 'String':
    case 'Number':
    case 'Boolean':
    case 'Function':
      return typeName(value) === type;
    case 'Object':
      return typeof value === 'object' || typeof value === 'function';
    case 'Attributes':
    case 'Interaction':
      return typeof value === 'object';
  }
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['String', 'Number', 'Boolean'].includes(typeName(value));
}

// The SDK asks for the constructor, not for typeof (observed). What a page says of it in a key named so does not count.
function typeName(value: unknown): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

function nameOf(type: ArgumentType): string {
  return type === 'Attributes' || type === 'Interaction' ? 'Object' : type;
}

function dropped(message: string, ...more: unknown[]): Verdict & { type: 'dropped' } {
  return { type: 'dropped', why: message, log: [message, ...more] };
}
