import { developerConsole } from './developer-console';
import type { Context } from './context';
import { scalars } from './call-values';
import { openChat } from './state';

/** What `collectFormData` and `commitFormData` are told (observed: Fastlane recipes). */
interface FormOptions {
  campaignId?: unknown;
  followupUrl?: unknown;
  stageData?: unknown;
}

export async function collectFormData(context: Context, args: readonly unknown[]): Promise<void> {
  const [data, options] = args as [unknown, FormOptions | null | undefined];
  if (options?.stageData === true) return void (context.stagedForm = data);
  await submit(context, data, options ?? {});
}

export async function commitFormData(context: Context, [options]: readonly unknown[]): Promise<void> {
  const data = context.stagedForm;
  context.stagedForm = undefined;
  if (data !== undefined) await submit(context, data, options ?? {});
}

/**
 * A visitor who qualifies talks to a playbook over the whole page; any other visitor goes to `followupUrl`. ASSUMED: who qualifies is
 * decided in the account; here, every visitor with a campaign that has a playbook.
 */
async function submit(
  { server, store, playbooks, tellHost }: Context,
  data: unknown,
  { campaignId, followupUrl }: FormOptions,
): Promise<void> {
  try {
    const { fired } =
      typeof campaignId === 'number' ? await server.submitForm({ campaignId, data: scalars(data) }) : nobody;
    if (fired) {
      playbooks.present(fired);
      store.change(openChat, (state) => ({ ...state, takeover: true }));
    } else if (typeof followupUrl === 'string') tellHost.redirect(followupUrl);
  } catch (error) {
    developerConsole.swallowed('collectFormData failed.', error);
  }
}

const nobody = { fired: null };
