import { ANSWERS, QUOTE_GOAL } from './quote';

/** What `api.startInteraction` asks for, beside a sandbox. In real Drift a playbook is built by hand; the README has how. */
export const QUOTE_INTERACTION = 4200;

/** The quote bot's script, for the sandbox: three questions, each saved on the contact, then the goal. */
export const PLAYBOOKS = [
  {
    interactionId: QUOTE_INTERACTION,
    name: 'Quote',
    steps: [
      { say: 'How many people work with you?', buttons: [...ANSWERS.team_size], attribute: 'team_size' },
      {
        say: 'How many payments do you get in a month?',
        buttons: [...ANSWERS.payments],
        attribute: 'payments',
      },
      { say: 'Which e-mail address is the quote for?', ask: 'email' as const },
      { say: 'Thank you. I am working it out.', goal: QUOTE_GOAL },
    ],
  },
  {
    interactionId: 4300,
    name: 'Ask for the e-mail address',
    steps: [{ say: 'Which e-mail address can we write to?', ask: 'email' as const }, { say: 'Thank you.' }],
  },
];
