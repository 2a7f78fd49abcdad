import type { JsonValue } from '@portico/config';

/** Answered by `GET /info`. */
export interface DevToolsInfo {
  operatingSystem: string;
  resourceUtilization: string;
  nodeJsVersion: string;
  /** The version of the framework, under the name by which clients ask for it. */
  backstageVersion: string;
  dependencies: { name: string; versions: string }[];
  /** What is installed in this process. */
  plugins: { pluginId: string; modules: { moduleId: string }[] }[];
}

/** Answered by `GET /config`. */
export interface ConfigInfo {
  /** The merged configuration, secrets masked. */
  config: JsonValue;
  /** What is odd about it; absent when nothing is. */
  error?: { name: string; message: string; messages: string[] };
}

/** One entry of `GET /external-dependencies`. */
export interface ExternalDependency {
  name: string;
  type: string;
  target: string;
  status: 'Healthy' | 'Unhealthy';
  error?: string;
}
