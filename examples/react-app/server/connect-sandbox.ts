import { PLAYBOOKS } from './drift/quote-playbook';

/** What is used of a sandbox here; Harbor itself does not depend on it. */
interface SandboxToConnect {
  apps: {
    list(): { id: string }[];
    update(id: string, changes: { name: string; requestUrl: string; events: string[] }): unknown;
  };
  playbooks: { set(playbooks: typeof PLAYBOOKS): void };
}

/** What Harbor subscribes to; at dev.drift.com one ticks the same. */
const EVENTS = [
  'new_conversation',
  'new_message',
  'new_command_message',
  'conversation_push',
  'conversation_status_updated',
  'contact_identified',
  'contact_updated',
  'playbook_goal_met',
  'gdpr_delete_requested',
  'app_disconnected',
];

/** What a person does by hand in Drift's settings: gives the app its webhook address, and builds the playbooks. */
export function connectSandbox(
  { apps, playbooks }: SandboxToConnect,
  { webhookUrl }: { webhookUrl: string },
): void {
  const [first] = apps.list();
  if (!first) throw new Error('The sandbox has no app.');
  apps.update(first.id, { name: 'Harbor', requestUrl: webhookUrl, events: EVENTS });
  playbooks.set(PLAYBOOKS);
}
