/** Drift’s place, its frames and its globals, which may go and come back: how long calls wait, and when Drift counts as lost. */
import { beforeEach, describe, expect, it } from 'vitest';
import { setUpWholePage } from '../../test-support/whole-page';
import type { Drift } from '../index';

const page = setUpWholePage();
let drift: Drift;
let frames: Element[];

const leave = (): void => frames.forEach((frame) => frame.remove());
const comeBack = (): void => document.body.append(...frames);
const truth = (): unknown[] => [drift.state.status, page.vendor.scripts().length, page.codes()];
const STANDS = ['ready', 1, []];

function look(): void {
  frames = [...document.querySelectorAll('.drift-conductor-item')];
}

beforeEach(() => {
  drift = page.createDrift();
  drift.load();
  page.vendor.come();
  look();
});

describe('frames that come back within a second', () => {
  it('are noticed as before when they leave again', async () => {
    leave();
    await page.tick(500);
    comeBack();
    await page.tick(5000);
    expect(truth()).toEqual(STANDS);
    leave();
    await page.tick(1000);
    expect(drift.state.status).toBe('loading');
  });

  it('have their second from when they left, not from when the frames before them did', async () => {
    leave();
    await page.tick(500);
    window.drift?.reset?.();
    page.vendor.ready();
    look();
    await page.tick(400);
    leave();
    await page.tick(300);
    expect(truth()).toEqual(STANDS);
    comeBack();
    await page.tick(5000);
    expect(truth()).toEqual(STANDS);
  });
});

describe('frames that leave while Drift draws others', () => {
  /** As after a `reset()` of other code: one of them is there, and Drift says that not all are. */
  function draw(): void {
    window.drift!.allFramesReady = false;
    leave();
    document.body.append(...frames.filter(({ id }) => id === 'drift-frame-chat'));
  }

  it('are lost when that takes longer than a reset may', async () => {
    draw();
    await page.tick(5000);
    expect(truth()).toEqual(STANDS);
    await page.tick(1000);
    expect(drift.state.status).toBe('loading');
  });

  it('have the whole time each time', async () => {
    for (let round = 0; round < 3; round++) {
      draw();
      await page.tick(3000);
      comeBack();
      await page.tick(1000);
    }
    expect(truth()).toEqual(STANDS);
  });
});

describe('a window.drift that other code empties for a moment', () => {
  it('receives what waited, also where nothing of the document tells that it is back', async () => {
    const live = window.drift!;
    delete window.drift;
    delete window.driftt;
    drift.track('waits');
    document.body.append(document.createElement('main'));
    await page.tick(500);
    window.drift = window.driftt = live;
    await page.tick(500);
    expect([page.story().at(-1), truth()]).toEqual(['track:-', STANDS]);
  });
});
