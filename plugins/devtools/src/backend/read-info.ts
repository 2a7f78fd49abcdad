import { arch, freemem, hostname, loadavg, platform, release, totalmem, type } from 'node:os';
import type { RootInstanceMetadataService } from '@portico/backend-plugin-api';
import type { DevToolsInfo } from '../api.ts';
import { listPackages } from './list-packages.ts';

/** Tells what this process is and runs on. */
export async function readInfo(options: {
  instance: RootInstanceMetadataService;
  /** Packages whose names begin so are listed. */
  packagePrefixes: readonly string[];
}): Promise<DevToolsInfo> {
  const packages = await listPackages(process.cwd());
  const listed = [...packages].filter(([name]) =>
    options.packagePrefixes.some(prefix => name.startsWith(prefix)),
  );
  const plugins = await options.instance.getInstalledPlugins();
  return {
    operatingSystem: `${hostname()}: ${type()} ${release()} - ${platform()}/${arch()}`,
    resourceUtilization: describeResources(),
    nodeJsVersion: process.version,
    backstageVersion: [...(packages.get('@portico/backend-defaults') ?? ['unknown'])].join(', '),
    dependencies: listed
      .map(([name, versions]) => ({ name, versions: [...versions].join(', ') }))
      .toSorted((a, b) => a.name.localeCompare(b.name)),
    plugins: plugins.map(({ pluginId, modules }) => ({
      pluginId,
      modules: modules.map(module => ({ ...module })),
    })),
  };
}

function describeResources(): string {
  const gigabytes = (bytes: number): string => `${(bytes / 1024 ** 3).toFixed(1)} GB`;
  const load = loadavg()
    .map(value => value.toFixed(2))
    .join('/');
  const used = gigabytes(totalmem() - freemem());
  return `Memory: ${used} of ${gigabytes(totalmem())} used, ${gigabytes(process.memoryUsage.rss())} by this process - Load: ${load}`;
}
