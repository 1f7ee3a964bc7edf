import type { PlaybookRun } from '../../protocol';
import type { Change } from './state';

/** A playbook shows itself; that counts as one message not seen yet. */
export function showPreview(conversationId: number): Change {
  return (state) =>
    state.chatOpen ? state : { ...state, preview: conversationId, unread: state.unread + 1 };
}

/** After a reload: a preview that was neither opened nor closed shows again. */
export const resumePreview: Change = (state) => {
  const waiting = state.conversations.filter(({ playbook }) => playbook?.attention === 'waiting').at(-1);
  return waiting?.id === state.conversationId && waiting ? showPreview(waiting.id)(state) : state;
};

export const hidePreview: Change = (state) => ({ ...state, preview: null });

export function measurePreview(previewHeight: number): Change {
  return (state) => ({ ...state, previewHeight });
}

export function setAttention(conversationId: number, attention: PlaybookRun['attention']): Change {
  return (state) => ({
    ...state,
    conversations: state.conversations.map((one) =>
      one.id === conversationId && one.playbook ? { ...one, playbook: { ...one.playbook, attention } } : one,
    ),
  });
}

/** Null: the answer is there, or was never tried. */
export function setAnswering(messageId: number, status: 'sending' | 'failed' | null): Change {
  return (state) => {
    const { [messageId]: _, ...others } = state.answering;
    return { ...state, answering: status === null ? others : { ...others, [messageId]: status } };
  };
}
