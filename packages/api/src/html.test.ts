import { describe, expect, it } from 'vitest';
import { escapeHtml, textOf } from './html';

describe('escapeHtml', () => {
  it('makes HTML that shows the text', () => {
    const text = `<script>alert("x" + 'y')</script> & more`;
    expect(escapeHtml(text)).not.toMatch(/[<>"']/);
    expect(textOf(escapeHtml(text))).toBe(text);
  });
});

describe('textOf', () => {
  it.each([
    ['<p>Hey&nbsp;there!</p><p>A &amp;lt; B</p>', 'Hey there!\nA &lt; B'],
    ['one<br/>two <b>three</b>', 'one\ntwo three'],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['&#x1F600;&#128512;&unknown;&#0;&#x110000;', '😀😀&unknown;&#0;&#x110000;'],
    ['<!-- no --> <a href="https://x">link</a>', 'link'],
    [undefined, ''],
    [null, ''],
  ])('%s', (body, text) => {
    expect(textOf(body)).toBe(text);
  });

  it.each(['<', '<a', '&', '&#', '<a <', ' \n', '<br'])(
    'takes time in proportion to its length: %j again and again',
    (part) => {
      const [short, long] = [20_000, 200_000].map((count) => {
        const body = part.repeat(count);
        const started = performance.now();
        textOf(body);
        return performance.now() - started;
      }) as [number, number];
      expect(long).toBeLessThan(Math.max(short, 5) * 60);
    },
  );
});
