import type { JsonValue } from '@portico/config';
import { defineApi } from '@portico/http-api';
import { z } from 'zod';
import {
  devToolsConfigReadPermission,
  devToolsExternalDependenciesReadPermission,
  devToolsInfoReadPermission,
} from './permissions.ts';

const milliseconds = z.number();
/** Any JSON; what comes from the configuration is JSON already, and need not be checked again. */
const json: z.ZodType<JsonValue> = z.custom<JsonValue>();

const bootReport = z.object({
  beginAt: z.string().describe('When the start began, ISO 8601'),
  totalMs: milliseconds,
  outcome: z.enum(['success', 'failure', 'running']),
  entries: z.array(
    z.object({
      pluginId: z.string(),
      moduleId: z.string().optional(),
      startedAt: milliseconds.describe('Since the start began'),
      servicesMs: milliseconds.describe('Waiting for services'),
      initMs: milliseconds.describe('In its own init'),
      after: z.array(z.string()).describe('What had to come first'),
      failure: z.object({ message: z.string(), allowed: z.boolean() }).optional(),
    }),
  ),
  services: z.array(z.object({ id: z.string(), pluginId: z.string().optional(), ms: milliseconds })),
});

const info = z.object({
  operatingSystem: z.string(),
  resourceUtilization: z.string(),
  nodeJsVersion: z.string(),
  backstageVersion: z
    .string()
    .describe('The version of the framework, under the name by which clients ask for it'),
  dependencies: z.array(z.object({ name: z.string(), versions: z.string() })),
  plugins: z
    .array(z.object({ pluginId: z.string(), modules: z.array(z.object({ moduleId: z.string() })) }))
    .describe('What is installed in this process'),
});

const configInfo = z.object({
  config: json.describe('The merged configuration, secrets masked'),
  error: z
    .object({ name: z.string(), message: z.string(), messages: z.array(z.string()) })
    .optional()
    .describe('What is odd about it'),
});

const configPlace = z.object({
  source: z.string(),
  file: z.string().optional(),
  line: z.number().optional(),
  column: z.number().optional(),
  variable: z.string().optional(),
  via: z.string().optional(),
});

const configExplanation = z.object({
  key: z.string(),
  value: json.optional(),
  visibility: z.enum(['frontend', 'backend', 'secret']),
  sources: z
    .array(
      z.object({
        place: configPlace,
        value: json.optional(),
        effect: z.string(),
        missing: z.array(z.string()).readonly().optional(),
      }),
    )
    .describe('Every source that mentions the key, the strongest first'),
  declarations: z.array(
    z.object({ packageName: z.string(), wants: z.string(), description: z.string().optional() }),
  ),
});

const externalDependency = z.object({
  name: z.string(),
  type: z.string(),
  target: z.string(),
  status: z.enum(['Healthy', 'Unhealthy']),
  error: z.string().optional(),
});

/** Answered by `GET /info`. */
export type DevToolsInfo = z.output<typeof info>;
/** Answered by `GET /config`. */
export type ConfigInfo = z.output<typeof configInfo>;
/** One entry of what `GET /external-dependencies` answers. */
export type ExternalDependency = z.output<typeof externalDependency>;

/** The HTTP API of devtools. */
export const devToolsApi = defineApi({
  pluginId: 'devtools',
  title: 'DevTools',
  version: '1.0.0',
  endpoints: {
    getHealth: {
      method: 'GET',
      path: '/health',
      summary: 'Whether devtools is up',
      allow: ['none', 'user', 'service'],
      output: z.object({ status: z.literal('ok') }),
    },
    getBoot: {
      method: 'GET',
      path: '/boot',
      summary: 'How the backend started: who waited for what, and how long each took',
      permission: devToolsInfoReadPermission,
      output: bootReport,
    },
    getInfo: {
      method: 'GET',
      path: '/info',
      summary: 'What the process is and runs on',
      permission: devToolsInfoReadPermission,
      output: info,
    },
    getConfig: {
      method: 'GET',
      path: '/config',
      summary: 'The configuration without its secrets',
      permission: devToolsConfigReadPermission,
      output: configInfo,
    },
    explainConfig: {
      method: 'GET',
      path: '/config/explain',
      summary: 'Why a key of the configuration has the value that it has',
      permission: devToolsConfigReadPermission,
      query: z.object({ key: z.string().min(1).describe('Such as backend.reading.allow[0].host') }),
      output: configExplanation,
      errors: { 404: 'The configuration did not come from files' },
    },
    getExternalDependencies: {
      method: 'GET',
      path: '/external-dependencies',
      summary: 'Tries what the portal depends on',
      permission: devToolsExternalDependenciesReadPermission,
      output: z.array(externalDependency),
    },
  },
});
