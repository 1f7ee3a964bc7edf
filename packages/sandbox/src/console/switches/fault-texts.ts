import type { Faults, RestFaultKind, ScriptFault } from '../../protocol';
import type { SwitchText } from './switch-text';

/** The faults as a person reads them. A new one does not compile until it has its text. */
export const FAULT_TEXTS: Readonly<
  { script: SwitchText<Extract<ScriptFault, string> | 'slow'>; rest: SwitchText<'none' | RestFaultKind> } & {
    [K in Exclude<keyof Faults, 'script' | 'rest'>]: SwitchText<Faults[K]>;
  }
> = {
  script: {
    title: 'The script',
    explanation: 'How the include script is answered.',
    labels: {
      none: 'as it should be',
      '404': '404',
      '500': '500',
      slow: 'slowly',
      hang: 'never',
      half_sent: 'cut off in the middle',
      no_global: 'without Drift in it',
      throws: 'so that it throws',
    },
  },
  boot: {
    title: 'The boot',
    explanation: 'What happens when a visit begins.',
    labels: {
      none: 'it begins',
      never_ready: 'silence: never ready',
      refused: 'refused: no access token',
      unreachable: 'it fails on the network',
    },
  },
  identify: {
    title: 'Identify',
    explanation: 'What happens to an identity, from identify or from an id cookie.',
    labels: {
      none: 'as the mode has it',
      refused: 'refused, whatever the token',
      fail: 'it fails on the network',
    },
  },
  attributes: {
    title: 'setUserAttributes',
    explanation: 'What happens to the call on its way to Drift.',
    labels: { none: 'it arrives', fail: 'it fails on the network' },
  },
  track: {
    title: 'track and page',
    explanation: 'What happens to the calls on their way to Drift, for example with a tracker blocker.',
    labels: { none: 'they arrive', lost: 'they are lost' },
  },
  events: {
    title: 'Events',
    explanation:
      'Whether the page’s handlers hear other events than ready. A change counts from the next load.',
    labels: { none: 'they are heard', lost: 'they are lost' },
  },
  cookies: {
    title: 'Cookies',
    explanation: 'Whether the browser takes Drift’s cookies. A change counts from the next load.',
    labels: { none: 'it takes them', refused: 'it refuses them' },
  },
  webhook: {
    title: 'Webhooks',
    explanation: 'What happens to the first attempt of each delivery.',
    labels: {
      none: 'it goes out',
      duplicated: 'it goes out twice',
      reordered: 'the next one overtakes it',
      delayed: 'it goes out 5 seconds late',
      dropped: 'it is dropped',
      wrong_token: 'with a token nobody knows',
      rotated_token: 'with the token of before the last rotation',
      cut_off: 'cut off in the middle of its body',
    },
  },
  oauth: {
    title: 'OAuth tokens',
    explanation: 'What the token endpoint does.',
    labels: {
      none: 'it answers',
      refresh_lost: 'a refresh is done, its answer lost',
      refresh_slow: 'a refresh is answered 2 seconds late',
      unavailable: '503',
    },
  },
  rest: {
    title: 'REST',
    explanation: 'What happens to requests of the REST API. Tests can say which ones, and how often.',
    labels: {
      none: 'they are answered',
      rate_limited: '429',
      '500': '500',
      '502_html': '502 with a page of a gateway',
      half_body: 'cut off in the middle of the body',
      hang: 'never answered',
      reset_before: 'the line is cut before the write',
      reset_after: 'the line is cut after the write',
      links_foreign_host: 'links.next points to another host',
      links_http: 'links.next points to http',
      links_self: 'links.next points to its own page',
      token_revoked: 'the token is revoked after one request',
      moving_rows: 'rows move while they are listed',
    },
  },
};

/** The faults that are on. */
export function activeFaults(faults: Faults): (keyof Faults)[] {
  return (Object.keys(FAULT_TEXTS) as (keyof Faults)[]).filter((name) => faults[name] !== 'none');
}
