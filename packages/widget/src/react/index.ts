export { DriftProvider } from './provider';
export { useDrift } from './context';
export { useDriftEvent } from './use-drift-event';
export { useDriftIdentity } from './use-drift-identity';
export { useDriftState } from './use-drift-state';

export type { DriftProviderProps } from './provider';
export type { DriftIdentity } from './use-drift-identity';
