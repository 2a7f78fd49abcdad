import type {
  AppNodeReport,
  ExtensionAttachTo,
  FilterPredicate,
  FrontendPlugin,
  InstallableExtension,
} from '@portico/frontend-plugin-api';
import type { ReportError } from '../app-error.ts';
import { toInstallable, type InstalledFeatures } from '../features/read-features.ts';
import { adaptVersion } from './adapt-first-version.ts';
import type { ExtensionParameters } from './read-extensions-config.ts';

/** What is wanted of one extension, and who decided it. */
export interface NodeSpec {
  id: string;
  /** A list is an older form that attaches a copy to each point. */
  attachTo: ExtensionAttachTo | ExtensionAttachTo[];
  extension: InstallableExtension;
  disabled: boolean;
  if?: FilterPredicate;
  config?: unknown;
  plugin: FrontendPlugin;
  report: AppNodeReport & { providedBy: string[] };
}

/** What specs are resolved from. */
export interface ResolveSpecsOptions {
  features: InstalledFeatures;
  /** Extensions that every app has, and nobody may change. They belong to the plugin `app`. */
  builtin: readonly InstallableExtension[];
  /** The plugin that stands for `app` when it is not installed. */
  appPlugin: FrontendPlugin;
  parameters: readonly ExtensionParameters[];
  report: ReportError;
}

/**
 * Decides what each extension is to be: plugins in order, then modules over
 * them, then configuration. Configured extensions come first, in the order of
 * the configuration; the others keep theirs.
 */
export function resolveSpecs(options: ResolveSpecsOptions): NodeSpec[] {
  const forbidden = new Set(options.builtin.map(extension => extension.id));
  const specs = new Map<string, NodeSpec>();
  addPlugins(specs, forbidden, options);
  const appPlugin = options.features.plugins.find(plugin => plugin.pluginId === 'app') ?? options.appPlugin;
  for (const extension of options.builtin)
    specs.set(extension.id, createSpec(extension, { plugin: appPlugin, source: 'the framework' }));
  addModules(specs, forbidden, options);
  const configured = configure(specs, forbidden, options);
  return [...configured, ...[...specs.values()].filter(spec => !configured.has(spec))];
}

function addPlugins(
  specs: Map<string, NodeSpec>,
  forbidden: Set<string>,
  options: ResolveSpecsOptions,
): void {
  for (const plugin of options.features.plugins) {
    for (const extension of plugin.extensions.map(toInstallable)) {
      if (isForbidden(extension.id, plugin, { forbidden, report: options.report })) continue;
      const source = `plugin '${plugin.pluginId}'`;
      if (specs.has(extension.id)) {
        options.report(
          'EXTENSION_IGNORED',
          `The extension '${extension.id}' of the ${source} is already there, and is left out`,
          { plugin, extensionId: extension.id },
        );
        continue;
      }
      specs.set(extension.id, createSpec(extension, { plugin, source, if: plugin.if }));
    }
  }
}

function addModules(
  specs: Map<string, NodeSpec>,
  forbidden: Set<string>,
  options: ResolveSpecsOptions,
): void {
  for (const module of options.features.modules) {
    const plugin = options.features.plugins.find(candidate => candidate.pluginId === module.pluginId);
    // A module changes a plugin; without the plugin there is nothing to change.
    if (!plugin) continue;
    for (const extension of module.extensions.map(toInstallable)) {
      if (isForbidden(extension.id, plugin, { forbidden, report: options.report })) continue;
      const added = createSpec(extension, {
        plugin,
        source: `module for '${plugin.pluginId}'`,
        if: module.if,
      });
      const existing = specs.get(extension.id);
      specs.set(extension.id, existing ? overrideSpec(existing, added) : added);
    }
  }
}

function configure(
  specs: Map<string, NodeSpec>,
  forbidden: Set<string>,
  options: ResolveSpecsOptions,
): Set<NodeSpec> {
  const configured = new Map<string, NodeSpec>();
  for (const { id, index, attachTo, disabled, config } of options.parameters) {
    const spec = specs.get(id);
    if (!spec || forbidden.has(id)) {
      const what = spec ? 'cannot be configured' : 'does not exist';
      options.report(
        'INVALID_EXTENSION_CONFIG_KEY',
        `The extension '${id}' in 'app.extensions[${index}]' ${what}`,
        {
          extensionId: id,
        },
      );
      continue;
    }
    const changed: NodeSpec = {
      ...spec,
      disabled,
      ...(attachTo && { attachTo }),
      ...(config && { config }),
      report: {
        ...spec.report,
        configIndex: index,
        ...(attachTo && { attachedBy: 'config' }),
        ...(disabled !== spec.disabled && { enabledBy: 'config' }),
      },
    };
    specs.set(id, changed);
    configured.set(id, changed);
  }
  return new Set(configured.values());
}

function isForbidden(
  id: string,
  plugin: FrontendPlugin,
  at: { forbidden: Set<string>; report: ReportError },
): boolean {
  if (!at.forbidden.has(id)) return false;
  at.report(
    'EXTENSION_IGNORED',
    `The extension '${id}' belongs to the framework, and '${plugin.pluginId}' may not replace it`,
    {
      plugin,
      extensionId: id,
    },
  );
  return true;
}

function createSpec(
  extension: InstallableExtension,
  owner: { plugin: FrontendPlugin; source: string; if?: FilterPredicate | undefined },
): NodeSpec {
  const predicate = combine(owner.if, extension.if);
  return {
    id: extension.id,
    attachTo: extension.attachTo,
    // A version that is not known is refused when the extension is made.
    extension: adaptVersion(extension) ?? extension,
    disabled: extension.disabled,
    ...(predicate !== undefined && { if: predicate }),
    plugin: owner.plugin,
    report: { providedBy: [owner.source], attachedBy: 'default', enabledBy: 'default', problems: [] },
  };
}

function overrideSpec(existing: NodeSpec, added: NodeSpec): NodeSpec {
  return {
    ...added,
    plugin: existing.plugin,
    report: {
      ...existing.report,
      providedBy: [...existing.report.providedBy, ...added.report.providedBy],
      attachedBy: isSamePoint(existing.attachTo, added.attachTo) ? existing.report.attachedBy : 'override',
      enabledBy: existing.disabled === added.disabled ? existing.report.enabledBy : 'override',
    },
  };
}

function isSamePoint(left: NodeSpec['attachTo'], right: NodeSpec['attachTo']): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function combine(
  left: FilterPredicate | undefined,
  right: FilterPredicate | undefined,
): FilterPredicate | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return { $all: [left, right] };
}
