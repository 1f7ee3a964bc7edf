/** A script of steps as the calls a developer would write. */
import { actorOf, isCall, isEvent } from './steps';
import type { Call, Listener, Step } from './steps';
import { PLAIN } from './world';
import type { World } from './world';

const user = (id: string, plan: number): string => `{ id: '${id}', plan: ${plan} }`;

function callAsCode(call: Call): string {
  switch (call.do) {
    case 'setUser':
      return `session.setUser(${user(call.id, call.plan)})`;
    case 'login':
      return `session.login(${user(call.id, call.plan)})`;
    case 'identify':
      return `session.identify('${call.id}', {}, { userJwt: ${call.token} })`;
    case 'nobody':
      return 'session.setUser(null)';
    case 'undecided':
      return 'session.setUser(undefined)';
    case 'track':
      return "session.track('t')";
    case 'attributes':
      return 'session.setUserAttributes({ n })';
    case 'openChat':
      return 'session.api.openChat()';
    case 'close':
      return 'session.close(); session = createSession(options)';
    case 'logout':
    case 'reset':
    case 'load':
    case 'unload':
      return `session.${call.do}()`;
  }
}

const subscription: Record<Listener, string> = {
  ready: "session.once('ready', () => ",
  chatOpen: "session.once('chatOpen', () => ",
  state: 'onceOn(session.subscribe, () => ',
  identity: 'onceOn(session.subscribeIdentity, () => ',
  onError: 'onceOn(onError, () => ',
};

export function asCode(step: Step): string {
  if (isCall(step)) return callAsCode(step);
  if (isEvent(step)) return `${actorOf(step)}.${step.do}()`;
  switch (step.do) {
    case 'within':
      return `${subscription[step.listener]}${callAsCode(step.call)})`;
    case 'leave':
      return `${callAsCode(step.call)}; location.assign('/next')`;
    case 'token':
      return `desk.answer(${step.answer})`;
    case 'otherTab':
      return `otherTab.${step.id === null ? 'logout()' : `login('${step.id}')`}`;
    case 'wait':
      return `await pass(${step.ms})`;
    case 'sleep':
      return `laptopSleeps(${step.ms / 3_600_000} h)`;
    case 'clock':
      return `clockMoves(${step.ms / 3_600_000} h)`;
    case 'foreign':
      return `foreignSnippet.bootsAs('${step.id}')`;
    case 'beside':
      return `beside.${step.what}() // a createDrift`;
    case 'second':
      return `second.${step.what}() // another createSession`;
  }
}

/** Only what is not plain. */
export function worldAsCode(world: World): string {
  const odd = Object.entries(world).filter(([key, value]) => PLAIN[key as keyof World] !== value);
  return `// ${odd.map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join(', ') || 'a plain world'}`;
}
