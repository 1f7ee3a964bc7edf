/** An app that decides nothing for long is told what decides: in production only where a person's chat is hidden meanwhile. */
import { DriftError } from '../errors';
import { development } from '../messages';
import type { World } from './world';

export function watchSilence(world: World): void {
  const { wanted, isRequested, rules } = world;
  const isSilent =
    isRequested && wanted.is === 'undecided' && (wanted.silence !== undefined || wanted.last === undefined);
  if (isSilent) world.patience ??= setTimeout(() => endSilence(world), rules.undecidedTimeout);
  else {
    clearTimeout(world.patience);
    world.patience = undefined;
  }
}

function endSilence(world: World): void {
  const { wanted, rules, engine, act } = world;
  const isSevere = wanted.is === 'undecided' && wanted.silence !== undefined;
  act({ type: 'overdue' });
  if (isSevere || development) engine.report(new DriftError('undecided', [String(rules.undecidedTimeout)]));
}
