import { expect, it } from 'vitest';
import { createTurns } from './turns.ts';

it('lets two at a time have their turn, in the order in which they ask', async () => {
  const turns = createTurns(2);
  const begun: string[] = [];
  const ask = async (name: string): Promise<Disposable> => {
    const turn = await turns.take();
    begun.push(name);
    return turn;
  };
  const [first, second, third, fourth] = ['first', 'second', 'third', 'fourth'].map(ask);
  (await second)?.[Symbol.dispose]();
  await third;
  expect(begun).toEqual(['first', 'second', 'third']);
  (await first)?.[Symbol.dispose]();
  await fourth;
  expect(begun).toEqual(['first', 'second', 'third', 'fourth']);
});

it('ends a turn once, however often it is disposed of', async () => {
  const turns = createTurns();
  const turn = await turns.take();
  const begun: string[] = [];
  void turns.take().then(() => begun.push('second'));
  void turns.take().then(() => begun.push('third'));
  turn[Symbol.dispose]();
  turn[Symbol.dispose]();
  await new Promise(setImmediate);
  expect(begun).toEqual(['second']);
});
