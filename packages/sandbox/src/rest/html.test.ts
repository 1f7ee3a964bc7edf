import { expect, test } from 'vitest';
import { textOf } from './html';

test.each([
  ['<p>One</p><p>two &amp; three</p>', 'One\ntwo & three'],
  ['a<br>b<BR />c', 'a\nb\nc'],
  [
    'See <a class="x" href="https://acme.example/?a=1&amp;b=2">the prices</a>.',
    'See the prices (https://acme.example/?a=1&b=2).',
  ],
  ["<a href='https://acme.example'>https://acme.example</a>", 'https://acme.example'],
  ['<a href="https://acme.example"><b>bold</b> label</a>', 'bold label (https://acme.example)'],
  ['<a name="x">no address</a> 1 < 2 <3', 'no address 1 < 2 <3'],
  [
    '<a href="https://one.example">open <a href="https://two.example">two</a>',
    'open two (https://two.example)',
  ],
])('%j is read as %j', (html, text) => {
  expect(textOf(html)).toBe(text);
});

test.each([
  ['links that never end', '<a href="x"'],
  ['tags that never end', '<a '],
  ['links that are never closed', '<a href="x">'],
  ['a break with room in it', `<br${' '.repeat(50_000)}`],
  ['spaces before a missing sign', `<a ${' href '.repeat(8000)}>`],
])('%s are read in one pass', (_name, part) => {
  const started = process.cpuUsage();
  textOf(part.repeat(Math.ceil(100_000 / part.length)));
  const { user } = process.cpuUsage(started);
  // One pass takes a few milliseconds; going over it again and again took from 1.6 seconds to minutes.
  expect(user / 1000).toBeLessThan(500);
});
