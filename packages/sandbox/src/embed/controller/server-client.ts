import type {
  Attributes,
  BootstrapAnswer,
  CardAnswer,
  Fired,
  FiredAnswer,
  IdentifyAnswer,
  PageEntry,
  PrebootstrapAnswer,
  Sent,
  TargetingAnswer,
} from '../../protocol';

export interface IdentifyBody {
  aid: string;
  userId: string;
  attributes: Attributes;
  userJwt: string | null;
  when: 'boot' | 'session' | 'reset';
}

interface Claim {
  userId: string;
  userJwt: string | null;
}

/** Drift's servers, as the frames see them. Every request rejects on a refusal or a broken network. */
export interface ServerClient {
  prebootstrap(body: { embedId: string; pageUrl: string }): Promise<PrebootstrapAnswer>;
  identify(body: IdentifyBody): Promise<IdentifyAnswer>;
  /** With a token in the answer, all later requests are made on its behalf. */
  bootstrap(body: {
    aid: string;
    identity: Claim | null;
    cookie: Claim | null;
    url: string;
  }): Promise<BootstrapAnswer>;
  call(body: { aid: string; method: string; args: unknown[]; why: string | null }): Promise<void>;
  ready(): Promise<void>;
  track(body: { event: string; attributes: Attributes }): Promise<void>;
  attributes(attributes: Attributes): Promise<void>;
  page(view: Pick<PageEntry, 'cause' | 'url' | 'title' | 'referrer' | 'pageName'>): Promise<void>;
  say(body: { conversationId: number | null; text: string; inboxId?: number }): Promise<Sent>;
  answer(body: { conversationId: number; messageId: number; answer: CardAnswer }): Promise<Sent>;
  attend(body: { conversationId: number; attention: 'opened' | 'dismissed' }): Promise<void>;
  followLink(link: string): Promise<FiredAnswer>;
  /** Tells which playbooks a page is meant for, and lets one fire if it may. */
  target(body: { url: string; pageName: string | null; mayFire: boolean }): Promise<TargetingAnswer>;
  offerMeeting(body: { agentId: number; conversationId: number | null }): Promise<Fired>;
  submitForm(body: { campaignId: number; data: Attributes }): Promise<FiredAnswer>;
  startInteraction(interactionId: number): Promise<Fired>;
  reset(): Promise<void>;
  unload(): Promise<void>;
  /** Where the live stream of this session is. */
  streamUrl(): string;
}

export function createServerClient(request: typeof fetch = (...args) => fetch(...args)): ServerClient {
  let token: string | undefined;
  const post = async <T>(path: string, body: unknown = {}): Promise<T> => {
    const response = await request(`/widget/${path}`, {
      method: 'POST',
      // What a page does on its way out should still arrive.
      keepalive: true,
      headers: {
        'Content-Type': 'application/json',
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} was answered with ${response.status}.`);
    return (response.status === 204 ? undefined : await response.json()) as T;
  };

  return {
    prebootstrap: (body) => post('prebootstrap', body),
    identify: (body) => post('identify', body),
    async bootstrap(body) {
      const answer = await post<BootstrapAnswer>('bootstrap', body);
      token = answer.tokenResult?.accessToken;
      return answer;
    },
    call: (body) => post('calls', body),
    ready: () => post('ready'),
    track: (body) => post('track', body),
    attributes: (attributes) => post('attributes', attributes),
    page: (view) => post('page', view),
    say: (body) => post('messages', body),
    answer: (body) => post('answers', body),
    attend: (body) => post('attention', body),
    followLink: (link) => post('links', { link }),
    target: (body) => post('targeting', body),
    offerMeeting: (body) => post('meetings', body),
    submitForm: (body) => post('forms', body),
    startInteraction: (interactionId) => post('interactions', { interactionId }),
    reset: () => post('reset'),
    unload: () => post('unload'),
    streamUrl: () => `${location.origin.replace(/^http/, 'ws')}/widget/stream?token=${token ?? ''}`,
  };
}
