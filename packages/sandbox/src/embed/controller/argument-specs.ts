import type { Method } from '../method-names';

export type ArgumentType =
  'Function' | 'String' | 'Number' | 'Boolean' | 'Object' | 'Attributes' | 'Interaction';

export interface ArgumentSpec {
  name: string;
  type: ArgumentType;
  required: boolean;
}

const required = (name: string, type: ArgumentType): ArgumentSpec => ({ name, type, required: true });
const optional = (name: string, type: ArgumentType): ArgumentSpec => ({ name, type, required: false });

/** The arguments of each method, as the SDK checks them (observed). A method without an entry takes no argument. */
export const SPECS: Readonly<Partial<Record<Method, readonly ArgumentSpec[]>>> = {
  config: [required('options', 'Object')],
  identify: [
    required('User ID', 'String'),
    optional('attributes', 'Attributes'),
    optional('options', 'Object'),
  ],
  track: [required('Event name', 'String'), optional('attributes', 'Attributes')],
  page: [optional('Page name', 'String')],
  setUserAttributes: [required('attributes', 'Attributes')],
  setUserJwt: [required('User JWT', 'String')],
  // What it holds is read where it is needed; of its shape nothing is checked (observed: customer-hosted frames).
  setContext: [required('context', 'Object')],
  debug: [optional('namespace', 'String')],
  on: [required('Event name', 'String'), required('handler', 'Function')],
  // Drift's own site leaves out the handler, and all of them go (observed).
  off: [required('Event name', 'String'), optional('handler', 'Function')],
  goToConversation: [required('Conversation ID', 'Number')],
  goToNewConversation: [required('Message', 'String')],
  scheduleMeeting: [required('Agent ID', 'Number'), optional('options', 'Object')],
  showWelcomeMessage: [optional('Message', 'String')],
  showAwayMessage: [optional('Message', 'String')],
  startInteraction: [required('params', 'Interaction')],
  collectFormData: [optional('data', 'Object'), optional('options', 'Object')],
  // Its object is documented by usage only, so nothing is checked (observed: Fastlane recipes).
  commitFormData: [optional('options', 'Object')],
  toggleHoursAndTargeting: [required('enabled', 'Boolean')],
};
