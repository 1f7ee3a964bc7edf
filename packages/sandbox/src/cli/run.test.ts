import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { beforeEach, expect, test } from 'vitest';
import { openConsole } from './run';

const URL = 'http://127.0.0.1:4100';
const SORRY = `No browser could be opened here. Open ${URL} yourself.`;

let said: string[];
let child: EventEmitter;
beforeEach(() => {
  said = [];
  child = new EventEmitter();
});
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function open(): Promise<string> {
  let opened = '';
  openConsole(
    URL,
    (line) => said.push(line),
    (url) => {
      opened = url;
      return Promise.resolve(child as ChildProcess);
    },
  );
  await turn();
  return opened;
}

test('the console is opened, and nothing is said of it', async () => {
  expect(await open()).toBe(URL);
  child.emit('exit', 0);
  expect(said).toEqual([]);
});

test('where the system has no browser, it says where to look', async () => {
  await open();
  child.emit('exit', 3);
  expect(said).toEqual([SORRY]);
});

test('where nothing opens addresses, it says where to look', async () => {
  await open();
  child.emit('error', new Error('ENOENT'));
  expect(said).toEqual([SORRY]);
});

test('where the opener itself fails, it says where to look', async () => {
  openConsole(
    URL,
    (line) => said.push(line),
    () => Promise.reject(new Error('no')),
  );
  await turn();
  expect(said).toEqual([SORRY]);
});
