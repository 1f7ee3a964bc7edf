// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { pageContext } from './page-context';

const around = {
  window: { location: { href: 'https://shop.example/prices' }, navigator: { language: 'fr' } },
  document: { title: 'Prices', referrer: 'https://search.example/' },
};

test('what a page in a frame says of the page around it counts', () => {
  expect(pageContext(around)).toEqual({
    url: 'https://shop.example/prices',
    title: 'Prices',
    referrer: 'https://search.example/',
    locale: 'fr',
  });
});

test.each([
  undefined,
  null,
  5,
  {},
  { window: null },
  { window: { location: { href: 'prices' } }, document: { title: 5 } },
])('of %j nothing is taken: the page describes itself', (given) => {
  expect(pageContext(given)).toEqual({
    url: location.href,
    title: document.title,
    referrer: document.referrer,
    locale: navigator.language,
  });
});
