import { developerConsole } from './developer-console';
import type { Context } from './context';
import type { Call } from '../frame-messages';

/** `drift.debug(command)`: what the SDK prints for developers (observed). */
export async function debug(
  { server }: Context,
  [command]: readonly unknown[],
  { page }: Call,
): Promise<void> {
  if (typeof command !== 'string' || command.toLowerCase() !== 'playbooks') {
    return developerConsole.info('All debug commands: PLAYBOOKS, RECEIVE_MESSAGE, HELP');
  }
  const { results } = await server.target({ url: page.url, pageName: null, mayFire: false });
  developerConsole.info(`PLAYBOOK_TARGETING_RESULTS: ${JSON.stringify(results)}`);
}
