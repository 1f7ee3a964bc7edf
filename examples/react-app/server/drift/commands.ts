import { commandOf, escapeHtml } from '@driftkit/api';
import type { DriftClient, WebhookEvent } from '@driftkit/api';
import { PLANS } from '../../shared/plans';
import { isEmail } from '../../shared/sign-up-rules';
import type { Job, Turn } from '../jobs';
import type { SignUp } from '../sign-up';
import { say } from './say';

/** The job in an event, where an agent has typed `/signup …`. */
export function commandJob(event: WebhookEvent): Job | undefined {
  // A command comes as new_message as well: one of the two is taken.
  if (event.type !== 'new_command_message') return undefined;
  const command = commandOf(event.data);
  if (command?.name !== 'signup') return undefined;
  const { id, conversationId } = event.data;
  return { kind: 'command', conversationId, subject: { messageId: id, plan: command.args[0] ?? '' } };
}

/** `/signup trial`: mails the visitor a link to an account of their own, and tells the agent and the visitor. */
export async function runSignUp(drift: DriftClient, signUp: SignUp, turn: Turn): Promise<string> {
  const { conversationId = '', subject, key } = turn;
  const note = (body: string): Promise<void> => say(drift, turn, { type: 'private_note', body });

  const plan = PLANS.find((each) => each === subject['plan']);
  if (!plan) {
    await note(`Which plan? /signup ${PLANS.join(', /signup ')}`);
    return 'There is no such plan: a private note names those there are.';
  }
  const { contactId } = await drift.conversations.get(conversationId);
  const { email, name } = (await drift.contacts.get(contactId)).attributes;
  if (!email || !isEmail(email)) {
    await note('There is no e-mail address yet. Ask for it, and type /signup again.');
    return 'The contact has no e-mail address: a private note asks the agent for it.';
  }
  // Anybody can type anybody's address into a chat. Only its owner reads the mail.
  if (!signUp.invite({ email, name: name ?? '', company: '', plan }, key)) {
    await note(`${escapeHtml(email)} has an account already.`);
    return 'The address has an account already: a private note says so, and the visitor is told nothing.';
  }
  await note(`${escapeHtml(email)} has been sent a link to an account (${plan}).`);
  await say(drift, turn, { body: 'Your account is ready: the link to it is in your mailbox.' });
  return 'A link was mailed; the agent knows by a private note, the visitor by a message.';
}
