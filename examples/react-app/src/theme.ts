import { createChoice } from './choice';
import type { Choice } from './choice';

export const THEMES = ['light', 'dark', 'system'] as const;
export type Theme = (typeof THEMES)[number];

export const theme: Choice<Theme> = createChoice('harbor-theme', THEMES);

const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');

export function isDark(): boolean {
  const chosen = theme.get() ?? 'system';
  return chosen === 'system' ? systemIsDark.matches : chosen === 'dark';
}

/** Calls the listener when the page may have become dark or light. */
export function subscribeToTheme(listener: () => void): () => void {
  const stop = theme.subscribe(listener);
  systemIsDark.addEventListener('change', listener);
  return () => {
    stop();
    systemIsDark.removeEventListener('change', listener);
  };
}

/** Dresses the page, now and from now on: tokens.css has what each word means. */
export function applyTheme(): void {
  const apply = (): void => {
    document.documentElement.dataset['theme'] = isDark() ? 'dark' : 'light';
  };
  apply();
  subscribeToTheme(apply);
}
