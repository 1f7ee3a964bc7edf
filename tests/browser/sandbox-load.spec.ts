import { expect, test } from '@playwright/test';
import { createSandbox } from '@driftkit/sandbox';
import { lossesOf, visit } from '../../bench/sandbox/visitors.mjs';

test(
  'twenty visitors at once, each in live chat: every answer is heard, and the ledger has it all',
  { tag: '@long' },
  async () => {
    await using sandbox = await createSandbox({ signedIdentities: 'disabled' });
    const visitors = await Promise.all(
      Array.from({ length: 20 }, (_, index) => visit(sandbox.url, { name: String(index), rounds: 5 })),
    );
    expect(visitors.flatMap(({ heard }) => heard)).toHaveLength(100);
    expect(await lossesOf(sandbox.url, visitors)).toEqual({ losses: [], entries: 20 * (1 + 5 * 3) });
  },
);
