import type { Assumptions } from '../../protocol';
import type { Call } from '../frame-messages';
import type { ChatActions } from './chat-actions';
import type { PlaybookActions } from './playbook-actions';
import type { ServerClient } from './server-client';
import type { Store } from './store';

/** All that a method may touch. */
export interface Context {
  aid: string;
  assumptions: Assumptions;
  server: ServerClient;
  store: Store;
  chat: ChatActions;
  playbooks: PlaybookActions;
  tellHost: {
    identified(userId: string, userJwt: string | null): void;
    forgetAndReload(): void;
    /** The frames reload, and the next visit begins with this `identify`. Cookies stay. */
    bootAgain(identify: Call): void;
    /** The page goes to another address. */
    redirect(url: string): void;
  };
  /** The token of `setUserJwt`, for an `identify` without a token. */
  userJwt: string | null;
  /** What `collectFormData` was told to keep until `commitFormData`. */
  stagedForm: unknown;
}
