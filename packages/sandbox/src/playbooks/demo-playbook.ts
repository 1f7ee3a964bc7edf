import type { Playbook } from '../protocol';

/** What every account has until somebody writes playbooks of its own: one of each thing a playbook can do. */
export const DEMO_PLAYBOOK: Playbook = {
  interactionId: 1,
  name: 'Demo',
  link: 'drift-demo',
  steps: [
    { say: 'Hi! I am the bot of this sandbox, and this is its demo playbook.' },
    {
      say: 'What brings you here?',
      buttons: [
        {
          text: 'Talk to sales',
          then: [
            { say: 'Gladly. Which e-mail address can we reach you at?', ask: 'email' },
            { say: 'And a phone number, in case we get cut off?', ask: 'phone' },
            { say: 'When would you like to talk?', ask: 'meeting' },
            { say: 'See you then!' },
          ],
        },
        { text: 'Get support', then: [{ say: 'Tell me what happened, and somebody will answer here.' }] },
        { text: 'Just looking', then: [{ say: 'Enjoy! I am here if you need me.' }] },
      ],
    },
  ],
};
