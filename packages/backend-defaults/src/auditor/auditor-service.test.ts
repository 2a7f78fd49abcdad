import { Router } from 'express';
import { describe, expect, it } from 'vitest';
import type { AuditorService, LoggerService } from '@portico/backend-plugin-api';
import { createConfigReader, type JsonObject } from '@portico/config';
import { callFactory, createTokenWorld, type TokenWorld } from '../auth/testing/token-world.ts';
import { auditorServiceFactory } from './auditor-service.ts';

type Entry = [level: string, message: string, fields: unknown];

async function createAudited(world: TokenWorld, severityLogLevelMappings: JsonObject = {}) {
  const entries: Entry[] = [];
  const write =
    (level: string) =>
    (message: string, fields: unknown): void =>
      void entries.push([level, message, fields]);
  const logger: LoggerService = {
    error: write('error'),
    warn: write('warn'),
    info: write('info'),
    debug: write('debug'),
    child: () => logger,
  };
  const { auth, httpAuth } = await world.addPlugin('garage');
  const auditor: AuditorService = await callFactory(auditorServiceFactory, {
    auth,
    httpAuth,
    logger,
    plugin: { getId: () => 'garage' },
    config: createConfigReader([
      { context: 'test', data: { backend: { auditor: { severityLogLevelMappings } } } },
    ]),
  });
  return { auth, auditor, entries };
}

describe('auditor', () => {
  it('tells who asked for what, when it began and how it ended', async () => {
    await using world = await createTokenWorld();
    const { auditor, entries } = await createAudited(world);
    world.use(
      'garage',
      Router().get('/wash', async (request, res) => {
        const event = await auditor.createEvent({
          eventId: 'wash',
          severityLevel: 'medium',
          request,
          meta: { car: 1 },
        });
        await event.success({ meta: { clean: true } });
        res.json({});
      }),
    );
    await fetch(`${world.url}/api/garage/wash?hot=1`, {
      headers: { authorization: `Bearer ${await world.issueUserToken()}`, 'user-agent': 'test' },
    });
    const common = {
      isAuditEvent: true,
      plugin: 'garage',
      eventId: 'wash',
      severityLevel: 'medium',
      actor: {
        actorId: 'user:default/ann',
        ip: expect.stringMatching(/127\.0\.0\.1|::1/),
        hostname: 'localhost',
        userAgent: 'test',
      },
      request: { url: '/api/garage/wash?hot=1', method: 'GET' },
    };
    expect(entries).toEqual([
      ['info', 'garage.wash', { ...common, status: 'initiated', meta: { car: 1 } }],
      ['info', 'garage.wash', { ...common, status: 'succeeded', meta: { car: 1, clean: true } }],
    ]);
  });

  it('tells why an event failed; without a request the plugin is the actor', async () => {
    await using world = await createTokenWorld();
    const { auditor, entries } = await createAudited(world);
    const event = await auditor.createEvent({ eventId: 'sweep' });
    await event.fail({ error: new TypeError('no broom') });
    const common = {
      isAuditEvent: true,
      plugin: 'garage',
      eventId: 'sweep',
      severityLevel: 'low',
      actor: { actorId: 'plugin:garage' },
    };
    expect(entries).toEqual([
      ['debug', 'garage.sweep', { ...common, status: 'initiated' }],
      ['debug', 'garage.sweep', { ...common, status: 'failed', error: 'TypeError: no broom' }],
    ]);
  });

  it('writes with the configured level', async () => {
    await using world = await createTokenWorld();
    const { auditor, entries } = await createAudited(world, { low: 'info', critical: 'error' });
    for (const severityLevel of ['low', 'high', 'critical'] as const) {
      await auditor.createEvent({ eventId: 'e', severityLevel });
    }
    expect(entries.map(([level]) => level)).toEqual(['info', 'info', 'error']);
    await expect(createAudited(world, { high: 'loud' })).rejects.toThrow(
      "'backend.auditor.severityLogLevelMappings.high' was given an invalid value: 'loud'",
    );
  });

  it('does not begin an event of a request with a bad token', async () => {
    await using world = await createTokenWorld();
    const { auditor, entries } = await createAudited(world);
    const request = { headers: { authorization: 'Bearer wrong' }, get: () => undefined } as never;
    await expect(auditor.createEvent({ eventId: 'e', request })).rejects.toMatchObject({
      name: 'AuthenticationError',
    });
    expect(entries).toEqual([]);
  });
});
