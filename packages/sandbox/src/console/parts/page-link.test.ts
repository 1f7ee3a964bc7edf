import { expect, test } from 'vitest';
import { safeLink } from './page-link';

test('a page of the web is a link', () => {
  expect(safeLink('https://app.example/a?b=c#d')).toBe('https://app.example/a?b=c#d');
  expect(safeLink('HTTP://localhost:5173')).toBe('http://localhost:5173/');
});

test('what runs, or leads nowhere, is none', () => {
  const texts = [
    'javascript:alert(1)',
    ' \u0001javascript:alert(1)',
    'data:text/html,<b>',
    'blob:x',
    '/path',
    '',
  ];
  for (const text of texts) expect(safeLink(text), text).toBeUndefined();
});
