import { parseEntityRef, stringifyEntityRef } from '@portico/catalog-model';
import type { Config, JsonObject, JsonValue } from '@portico/config';
import type { FrontendPluginInfo, InstallablePlugin } from '@portico/frontend-plugin-api';

/** Finds out where a plugin comes from, in place of what the app does by itself. */
export type PluginInfoResolver = (context: {
  packageJson(): Promise<JsonObject | undefined>;
  manifest(): Promise<JsonObject | undefined>;
  /** What the app does by itself. */
  defaultResolver(sources: {
    packageJson: JsonObject | undefined;
    manifest: JsonObject | undefined;
  }): Promise<{ info: FrontendPluginInfo }>;
}) => Promise<{ info: FrontendPluginInfo }>;

/**
 * Makes the `info` of plugins: from package.json and catalog-info.yaml, then
 * changed by `app.pluginOverrides`. It is read once, when somebody asks.
 */
export function createPluginInfo(
  config: Config,
  resolver: PluginInfoResolver = resolveFromSources,
): (plugin: InstallablePlugin & { pluginId: string }) => () => Promise<FrontendPluginInfo> {
  const overrides = readOverrides(config);
  return plugin => {
    let pending: Promise<FrontendPluginInfo> | undefined;
    const load = async () => {
      const { info } = await resolver({
        packageJson: async () => toContent(await plugin.infoOptions?.packageJson?.()),
        manifest: async () => toContent(await plugin.infoOptions?.manifest?.()),
        defaultResolver: async sources => ({ info: readSources(sources) }),
      });
      const matching = overrides.filter(override => override.matches(plugin.pluginId, info.packageName));
      const changed = Object.assign(
        { ...info },
        ...matching.map(override => override.info),
      ) as FrontendPluginInfo;
      const ownerEntityRefs = changed.ownerEntityRefs?.map(ref => toGroupRef(ref));
      return { ...changed, ...(ownerEntityRefs && { ownerEntityRefs }) };
    };
    return () => (pending ??= load());
  };
}

/** What a file says; an `import()` of it has that as its default. */
function toContent(file: JsonObject | { default: JsonObject } | undefined): JsonObject | undefined {
  const content = file?.['default'];
  return isObject(content) ? content : file;
}

const resolveFromSources: PluginInfoResolver = async context =>
  context.defaultResolver({
    packageJson: await context.packageJson(),
    manifest: await context.manifest(),
  });

function readSources(sources: {
  packageJson: JsonObject | undefined;
  manifest: JsonObject | undefined;
}): FrontendPluginInfo {
  const { packageJson, manifest } = sources;
  return { ...(packageJson && readPackage(packageJson)), ...(manifest && readManifest(manifest)) };
}

function readPackage(packageJson: JsonObject): FrontendPluginInfo {
  const { name, version, description, homepage, repository } = packageJson;
  const links = [
    ...(typeof homepage === 'string' ? [{ title: 'Homepage', url: homepage }] : []),
    ...repositoryLink(repository),
  ];
  return {
    ...(typeof name === 'string' && { packageName: name }),
    ...(typeof version === 'string' && { version }),
    ...(typeof description === 'string' && { description }),
    ...(links.length > 0 && { links }),
  };
}

function repositoryLink(repository: JsonValue | undefined): { title: string; url: string }[] {
  if (!isObject(repository) || typeof repository['url'] !== 'string') return [];
  const url = URL.parse(repository['url']);
  if (!url || !['http:', 'https:'].includes(url.protocol)) return [];
  if (url.hostname === 'github.com' && typeof repository['directory'] === 'string')
    url.pathname = `${url.pathname}/tree/-/${repository['directory']}`.replaceAll('//', '/');
  return [{ title: 'Repository', url: url.href }];
}

function readManifest(manifest: JsonObject): FrontendPluginInfo {
  const { metadata, spec } = manifest;
  if (!isObject(metadata)) return {};
  const owner = isObject(spec) ? spec['owner'] : undefined;
  const namespace = typeof metadata['namespace'] === 'string' ? metadata['namespace'] : undefined;
  const links = Array.isArray(metadata['links']) ? metadata['links'].filter(isObject) : undefined;
  return {
    ...(typeof owner === 'string' && { ownerEntityRefs: [toGroupRef(owner, namespace)] }),
    ...(links && { links: links.map(({ title, url }) => ({ title: toText(title), url: toText(url) })) }),
  };
}

function readOverrides(
  config: Config,
): { matches(pluginId: string, packageName?: string): boolean; info: FrontendPluginInfo }[] {
  return (config.getOptionalConfigArray('app.pluginOverrides') ?? []).map(override => {
    const byPlugin = createMatcher(override.getOptionalString('match.pluginId'));
    const byPackage = createMatcher(override.getOptionalString('match.packageName'));
    const description = override.getOptionalString('info.description');
    const ownerEntityRefs = override.getOptionalStringArray('info.ownerEntityRefs');
    const links = override
      .getOptionalConfigArray('info.links')
      ?.map(link => ({ title: link.getString('title'), url: link.getString('url') }));
    return {
      matches: (pluginId, packageName) => byPlugin(pluginId) && byPackage(packageName),
      info: {
        ...(description && { description }),
        ...(ownerEntityRefs && { ownerEntityRefs }),
        ...(links && { links }),
      },
    };
  });
}

/** A pattern between slashes is a regular expression, as in `/^@acme\//`. */
function createMatcher(pattern: string | undefined): (text: string | undefined) => boolean {
  if (!pattern) return () => true;
  const expression = /^\/(.+)\/$/.exec(pattern)?.[1];
  if (expression === undefined) return text => text === pattern;
  const matcher = new RegExp(expression);
  return text => text !== undefined && matcher.test(text);
}

function toGroupRef(ref: string, namespace?: string): string {
  return stringifyEntityRef(
    parseEntityRef(ref, { defaultKind: 'Group', ...(namespace && { defaultNamespace: namespace }) }),
  );
}

function toText(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
