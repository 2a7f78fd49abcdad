import { stringifyError } from '@portico/errors';
import {
  createDataContainer,
  type ApiHolder,
  type AppNode,
  type AppNodeInstance,
  type ExtensionDataContainer,
  type ExtensionDataValue,
  type ExtensionFactoryContext,
  type InstallableExtension,
} from '@portico/frontend-plugin-api';
import type { ReportError } from '../app-error.ts';
import { toInstallable } from '../features/read-features.ts';
import type { MutableNode } from './build-tree.ts';
import { createFailedInstance, type FailedNode } from './failed-instance.tsx';
import { findUnknownConfigKeys } from './find-unknown-config-keys.ts';
import { NodeFailure, resolveInputs, type Attachments } from './resolve-inputs.ts';

/** Stands around the factory of every extension, and may change its config and data. */
export type ExtensionFactoryMiddleware = (
  originalFactory: (changes?: { config?: Record<string, unknown> }) => ExtensionDataContainer,
  context: { node: AppNode; apis: ApiHolder; config?: Record<string, unknown> },
) => Iterable<ExtensionDataValue>;

/** What a node is made with. */
export interface InstantiateNodeOptions {
  apis: ApiHolder;
  attachments: Attachments;
  middleware?: ExtensionFactoryMiddleware | undefined;
  report: ReportError;
}

/**
 * Runs the factory of a node. What goes wrong is reported. A node that failed
 * still draws its error where that is possible; else it has no instance.
 */
export function instantiateNode(
  node: MutableNode,
  options: InstantiateNodeOptions,
): AppNodeInstance | undefined {
  const extension = toInstallable(node.spec.extension);
  const start = performance.now();
  const values = new Map<string, ExtensionDataValue>();
  let failure: Error | undefined;
  try {
    if (extension.version !== 'v2') throw refuseVersion(node, extension, options.report);
    const inputs = resolveInputs(node, options.attachments, options.report);
    const { config, fault } = readConfig(node, extension, options.report);
    failure = fault;
    const context = { node, apis: options.apis, config, inputs };
    collectValues(node, runFactory(extension, context, options.middleware), {
      values,
      report: options.report,
    });
    checkOutput(node, { extension, values, report: options.report });
  } catch (error) {
    // The first fault is the cause of those that follow.
    failure ??= error instanceof Error ? error : new Error(String(error));
    if (!(error instanceof NodeFailure) && failure === error)
      reportFactoryError(node, failure, options.report);
  }
  node.report.factoryMs = performance.now() - start;
  const failed: FailedNode | undefined = failure && {
    node,
    output: extension.output,
    values,
    error: failure,
  };
  return failed ? createFailedInstance(failed) : createInstance(extension, values);
}

function refuseVersion(node: MutableNode, extension: InstallableExtension, report: ReportError): NodeFailure {
  const message = `The extension '${node.spec.id}' has the version '${extension.version}', which this app does not know`;
  report('EXTENSION_INVALID', message, { node });
  return new NodeFailure(message);
}

/** The config of a node; with a fault, the config it has without configuration, to find out what it would draw. */
function readConfig(
  node: MutableNode,
  extension: InstallableExtension,
  report: ReportError,
): { config: Record<string, unknown>; fault?: Error } {
  const { configSchema } = extension;
  reportUnknownKeys(node, extension, report);
  if (!configSchema) return { config: {} };
  try {
    return { config: configSchema.parse(node.spec.config ?? {}) };
  } catch (error) {
    const message = `The config of the extension '${node.spec.id}' is not valid: ${stringifyError(error)}`;
    report('EXTENSION_CONFIGURATION_INVALID', message, { node });
    const fault = new NodeFailure(message);
    try {
      return { config: configSchema.parse({}), fault };
    } catch {
      throw fault;
    }
  }
}

function reportUnknownKeys(node: MutableNode, extension: InstallableExtension, report: ReportError): void {
  const { unknown, known } = findUnknownConfigKeys(extension, node.spec.config);
  const takes = known.length > 0 ? `Its keys are '${known.join("', '")}'` : 'It takes no config';
  for (const key of unknown) {
    const message = `The extension '${node.spec.id}' has no config key '${key}', which is ignored. ${takes}`;
    report('EXTENSION_CONFIGURATION_KEY_IGNORED', message, { node });
  }
}

function runFactory(
  extension: InstallableExtension,
  context: ExtensionFactoryContext & { node: AppNode },
  middleware: ExtensionFactoryMiddleware | undefined,
): Iterable<ExtensionDataValue> {
  if (!middleware) return extension.factory(context);
  return middleware(
    changes =>
      createDataContainer(extension.factory({ ...context, config: changes?.config ?? context.config }), {
        source: 'the factory',
      }),
    context,
  );
}

function collectValues(
  node: MutableNode,
  produced: unknown,
  into: { values: Map<string, ExtensionDataValue>; report: ReportError },
): void {
  if (typeof produced !== 'object' || produced === null || !(Symbol.iterator in produced))
    throw new Error('the factory returned no list of data. Return an array, or write it as a generator');
  for (const value of produced as Iterable<ExtensionDataValue>) {
    if (into.values.has(value.id)) {
      const message = `The factory of '${node.spec.id}' returned '${value.id}' twice`;
      into.report('EXTENSION_OUTPUT_CONFLICT', message, { node, dataRefId: value.id });
      throw new NodeFailure(message);
    }
    into.values.set(value.id, value);
  }
}

function checkOutput(
  node: MutableNode,
  given: {
    extension: InstallableExtension;
    values: ReadonlyMap<string, ExtensionDataValue>;
    report: ReportError;
  },
): void {
  const { extension, values, report } = given;
  for (const ref of extension.output) {
    if (ref.config.optional || values.get(ref.id)?.value !== undefined) continue;
    const message = `The factory of '${node.spec.id}' did not return '${ref.id}', which its output requires`;
    report('EXTENSION_OUTPUT_MISSING', message, { node, dataRefId: ref.id });
    throw new NodeFailure(message);
  }
  const declared = new Set(extension.output.map(ref => ref.id));
  for (const id of values.keys()) {
    if (!declared.has(id))
      report(
        'EXTENSION_OUTPUT_IGNORED',
        `The factory of '${node.spec.id}' returned '${id}', which its output does not declare`,
        {
          node,
          dataRefId: id,
        },
      );
  }
}

function createInstance(
  extension: InstallableExtension,
  values: ReadonlyMap<string, ExtensionDataValue>,
): AppNodeInstance {
  const refs = extension.output.filter(ref => values.get(ref.id)?.value !== undefined);
  const byId = new Map(refs.map(ref => [ref.id, values.get(ref.id)?.value]));
  return {
    getDataRefs: () => refs,
    // The type of the data is that of its ref, which its factory kept to.
    getData: ref => byId.get(ref.id) as never,
  };
}

function reportFactoryError(node: MutableNode, error: Error, report: ReportError): void {
  report(
    'EXTENSION_FACTORY_ERROR',
    `The extension '${node.spec.id}' could not be made: ${stringifyError(error)}`,
    {
      node,
      error,
    },
  );
}
