import { describe, expect, it } from 'vitest';
import { createTestApp } from './testing/portico.ts';

describe('portico', () => {
  it('explains itself', async () => {
    await using folder = createTestApp({});
    const help = await folder.run('--help');
    expect(help.code).toBe(0);
    for (const command of ['start', 'config', 'plugin', 'doctor', 'Examples:'])
      expect(help.stdout).toContain(command);
    expect((await folder.run('config', 'print', '--help')).stdout).toContain('--with-secrets');
  });

  it('tells its version', async () => {
    await using folder = createTestApp({});
    expect(await folder.run('--version')).toMatchObject({ code: 0, stdout: '0.1.0\n' });
  });

  it('says what is wrong with a command, and fails', async () => {
    await using folder = createTestApp({});
    expect(await folder.run('strat')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Did you mean start?'),
    });
    expect(await folder.run('config', 'print', '--formt', 'json')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Did you mean --format?'),
    });
    expect(await folder.run('config', 'print', '--format', 'xml')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Allowed choices are yaml, json'),
    });
  });

  it('fails with the message alone when there is no configuration', async () => {
    await using folder = createTestApp({});
    const { code, stderr } = await folder.run('config', 'print');
    expect(code).toBe(1);
    expect(stderr).toBe(
      'The configuration has a problem:\n  app-config.yaml The configuration file cannot be read: it does not exist. Create it or correct the path, or name another one with --config.\n',
    );
  });
});
