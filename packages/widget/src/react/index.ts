export { DriftProvider } from './provider';
export { DriftFallback } from './drift-fallback';
export { useDrift } from './context';
export { useDriftEvent } from './use-drift-event';
export { useDriftIdentity } from './use-drift-identity';
export { useDriftPage } from './use-drift-page';
export { useDriftState } from './use-drift-state';
export { useOpenChat } from './use-open-chat';

export type { DriftFallbackProps } from './drift-fallback';
export type { DriftProviderProps } from './provider';
export type { Register, RegisteredDrift } from './register';
export type { DriftIdentity } from './use-drift-identity';
