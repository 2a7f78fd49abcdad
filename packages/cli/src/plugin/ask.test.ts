import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { ask } from './ask.ts';

const questions = (answers: readonly string[]): string | undefined =>
  ['Which plugin?', answers[0] === '' ? 'Plugin id?' : 'Module id?'][answers.length];

it('asks what depends on the answers before, also when all answers come at once', async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  input.end(' catalog \nextra\n');
  expect(await ask(questions, { input, output })).toEqual(['catalog', 'extra']);
  expect(String(output.read())).toBe('Which plugin? Module id? ');
});

it('fails when the input ends before', async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  input.end('\n');
  await expect(ask(questions, { input, output })).rejects.toThrow('The questions were not answered');
});
