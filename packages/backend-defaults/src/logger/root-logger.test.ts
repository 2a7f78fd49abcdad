import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRootLogger, type OwnedRootLogger, type RootLoggerOptions } from './root-logger.ts';

function setUp(options: Partial<RootLoggerOptions> = {}): { logger: OwnedRootLogger; lines: string[] } {
  const lines: string[] = [];
  const logger = createRootLogger({ format: 'json', write: line => lines.push(line), ...options });
  return { logger, lines };
}

function parse(lines: readonly string[]): Record<string, unknown>[] {
  return lines.map(line => JSON.parse(line) as Record<string, unknown>);
}

describe('the log as JSON', () => {
  it('is one object a line, with time, level, message and the fields of all parents', () => {
    const { logger, lines } = setUp({ meta: { region: 'eu' } });
    logger.child({ plugin: 'catalog' }).child({ task: 't1' }).warn('slow\nvery', { ms: 12 });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.indexOf('\n')).toBe((lines[0]?.length ?? 0) - 1);
    expect(parse(lines)[0]).toEqual({
      level: 'warn',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      service: 'portico',
      region: 'eu',
      plugin: 'catalog',
      task: 't1',
      ms: 12,
      message: 'slow\nvery',
    });
  });

  it('tells errors with their stack, own fields and causes, as the meta and within it', () => {
    const { logger, lines } = setUp();
    const error = Object.assign(new TypeError('no', { cause: new Error('deeper') }), { code: 'E1' });
    logger.error('failed', error);
    logger.error('failed', { failure: error } as never);
    const expected = {
      name: 'TypeError',
      message: 'no',
      code: 'E1',
      cause: { name: 'Error', message: 'deeper' },
    };
    expect(parse(lines)).toMatchObject([{ error: expected }, { failure: expected }]);
    expect(lines[0]).toContain('root-logger.test.ts');
  });

  it('survives what JSON cannot say', () => {
    const { logger, lines } = setUp();
    const circular: Record<string, unknown> = { big: 10n, gone: undefined };
    circular.self = circular;
    const error = new Error('loop');
    error.cause = error;
    logger.info('odd', circular as never);
    logger.error('loop', error);
    expect(parse(lines)).toMatchObject([
      { message: 'odd', self: { self: '[Circular]' } },
      { message: 'loop' },
    ]);
  });
});

describe('levels', () => {
  it('keep less important entries out, and can be changed', () => {
    const { logger, lines } = setUp({ level: 'warn' });
    const child = logger.child({ plugin: 'a' });
    child.info('no');
    child.warn('yes');
    logger.setLevels('debug', []);
    child.debug('now');
    expect(parse(lines).map(({ message }) => message)).toEqual(['yes', 'now']);
  });

  it('can differ for entries whose fields match, the first match deciding', () => {
    const { logger, lines } = setUp({
      overrides: [
        { matchers: { plugin: ['catalog', 'search'], message: '/^ping/i' }, level: 'error' },
        { matchers: { plugin: '/^cat/' }, level: 'debug' },
        { matchers: { attempt: 3 }, level: 'warn' },
      ],
    });
    const catalog = logger.child({ plugin: 'catalog' });
    catalog.debug('read');
    catalog.warn('Ping 1');
    logger.debug('hidden');
    logger.info('hidden', { attempt: 3 });
    logger.info('seen', { attempt: 2 });
    expect(parse(lines).map(({ message }) => message)).toEqual(['read', 'seen']);
  });
});

describe('secrets', () => {
  it('are masked wherever they are, from the moment that they are known', () => {
    const { logger, lines } = setUp();
    const child = logger.child({ header: 'Bearer s3cr3t-token' });
    logger.addRedactions(['s3cr3t-token', 's3cr3t', '424242']);
    child.info('s3cr3t-token in a message', {
      deep: [{ 's3cr3t-token': 'x s3cr3t-token y', pin: 424242, other: 1 }],
    });
    child.error('failed', new Error('no s3cr3t-token', { cause: new Error('s3cr3t') }));
    logger.addRedactions(['later']);
    child.info('later and s3cr3t');
    expect(lines.join('')).not.toMatch(/s3cr3t|424242|later/);
    expect(parse(lines)[0]).toMatchObject({
      header: 'Bearer ***',
      message: '*** in a message',
      deep: [{ '***': 'x *** y', pin: '***', other: 1 }],
    });
  });

  it('never leave, in whatever form they are logged, and the line stays JSON', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 6, maxLength: 30, unit: 'binary' }).filter(text => text.trim().length > 4),
        fc.constantFrom('json', 'terminal'),
        (secret, format) => {
          const { logger, lines } = setUp({ format: format as 'json' });
          const known = secret.trim();
          logger.addRedactions([secret]);
          logger.info(`a ${known} b`, {
            plain: known,
            json: JSON.stringify({ known }),
            url: `https://x/?q=${encodeURIComponent(known.toWellFormed())}`,
          });
          const json = JSON.stringify(known).slice(1, -1);
          for (const form of [known, json, encodeURIComponent(known.toWellFormed())])
            expect(lines[0]).not.toContain(form);
          if (format === 'json') expect(parse(lines)[0]).toMatchObject({ message: 'a *** b', plain: '***' });
        },
      ),
    );
  });
});

describe('the log for people', () => {
  it('is a line with time, plugin, level, message and fields, and stacks below it', () => {
    const { logger, lines } = setUp({ format: 'terminal' });
    logger.child({ plugin: 'catalog' }).info('ready', { ms: 3, list: ['a'] });
    logger.error('failed', new Error('no', { cause: new Error('deeper') }));
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d\.\d{3} catalog info ready ms=3 list=\["a"\]\n$/);
    expect(lines[1]).toMatch(
      / portico error failed error="Error: no"\n {4}Error: no\n[^]*\n {4}caused by Error: deeper\n/,
    );
  });

  it('does not let what is logged drive the terminal', () => {
    const { logger, lines } = setUp({ format: 'terminal' });
    logger.info('\u001b[2Jcleared\r\u0007', { 'na\u001bme': '\u009b31m' });
    expect(lines[0]).toContain('\\u001b[2Jcleared\\u000d\\u0007 na\\u001bme=');
    // oxlint-disable-next-line no-control-regex -- these are what must not be there
    expect(lines[0]).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  it('is coloured only where that is wanted', () => {
    const { logger, lines } = setUp({ format: 'terminal', colors: true });
    logger.info('ready');
    expect(lines[0]).toContain('\u001b[32minfo\u001b[39m');
  });
});
