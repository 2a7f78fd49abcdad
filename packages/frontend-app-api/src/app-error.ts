import type { AppNode, AppNodeProblem, AppProblem, FrontendPlugin } from '@portico/frontend-plugin-api';

/**
 * Everything that can be wrong with an app: whether the rest is shown as meant
 * (`warning`) or something is missing (`error`), and what to do about it.
 */
export const appErrors = {
  EXTENSION_IGNORED: {
    severity: 'warning',
    hint: 'Give the extension a name of its own, or install only one of the plugins.',
  },
  INVALID_EXTENSION_CONFIG_KEY: {
    severity: 'warning',
    hint: "Correct the entry in 'app.extensions'. Ids of all extensions are in the devtools; docs/from-backstage.md has those of Backstage that are not there.",
  },
  EXTENSION_INPUT_REDIRECT_CONFLICT: {
    severity: 'error',
    hint: "Let only one input replace the old attach point: remove it from 'replaces' of the other.",
  },
  EXTENSION_INPUT_DATA_IGNORED: {
    severity: 'warning',
    hint: 'List each data ref once in the input.',
  },
  EXTENSION_INPUT_DATA_MISSING: {
    severity: 'error',
    hint: 'Attach the extension to an input that takes its data, or let it provide what the input requires.',
  },
  EXTENSION_INPUT_INTERNAL_IGNORED: {
    severity: 'warning',
    hint: 'Provide the extension in a module for the plugin that owns the input.',
  },
  EXTENSION_ATTACHMENT_CONFLICT: {
    severity: 'error',
    hint: "Disable all but one of the extensions in 'app.extensions'.",
  },
  EXTENSION_ATTACHMENT_MISSING: {
    severity: 'error',
    hint: 'Install or enable an extension that attaches to the input.',
  },
  EXTENSION_ATTACHMENT_IGNORED: {
    severity: 'warning',
    hint: "Attach the extension to one of the inputs that exist, with 'attachTo' in 'app.extensions' or in code.",
  },
  EXTENSION_CONFIGURATION_INVALID: {
    severity: 'error',
    hint: "Correct the 'config' of the extension in 'app.extensions'.",
  },
  EXTENSION_CONFIGURATION_KEY_IGNORED: {
    severity: 'warning',
    hint: "Correct the key in the 'config' of the extension in 'app.extensions', or remove it.",
  },
  EXTENSION_INVALID: {
    severity: 'error',
    hint: 'Update the package that the extension comes from.',
  },
  EXTENSION_OUTPUT_CONFLICT: {
    severity: 'error',
    hint: 'Return each piece of data once from the factory.',
  },
  EXTENSION_OUTPUT_MISSING: {
    severity: 'error',
    hint: 'Return the data from the factory, or declare its ref as optional().',
  },
  EXTENSION_OUTPUT_IGNORED: {
    severity: 'warning',
    hint: "Add the ref to the 'output' of the extension, or do not return the data.",
  },
  EXTENSION_FACTORY_ERROR: {
    severity: 'error',
    hint: 'Look at the cause, and mend or disable the extension.',
  },
  API_EXTENSION_INVALID: {
    severity: 'error',
    hint: 'Make the extension with ApiBlueprint.',
  },
  API_FACTORY_CONFLICT: {
    severity: 'error',
    hint: 'Replace the API in a module for the plugin that owns it.',
  },
  EXTENSION_BOOTSTRAP_PREDICATE_IGNORED: {
    severity: 'warning',
    hint: "Put the condition on an extension below 'app/root', input 'children', which is shown after sign-in.",
  },
  EXTENSION_BOOTSTRAP_API_UNAVAILABLE: {
    severity: 'warning',
    hint: 'Use the API only in what is shown after sign-in, or provide it without a condition.',
  },
  EXTENSION_BOOTSTRAP_API_OVERRIDE_IGNORED: {
    severity: 'error',
    hint: 'Replace the API without a condition, so that it is there before sign-in.',
  },
  FEATURE_FLAG_INVALID: {
    severity: 'warning',
    hint: 'Correct the name of the feature flag where the plugin declares it.',
  },
  ROUTE_DUPLICATE: {
    severity: 'error',
    hint: 'Install each plugin once, and give its routes different names.',
  },
  ROUTE_BINDING_INVALID_VALUE: {
    severity: 'error',
    hint: "Write '<plugin id>.<route name>', or false, in 'app.routes.bindings'.",
  },
  ROUTE_NOT_FOUND: {
    severity: 'error',
    hint: "Correct the name in 'app.routes.bindings' or bindRoutes, or install the plugin.",
  },
} as const satisfies Record<string, { severity: 'error' | 'warning'; hint: string }>;

/** The code of something that is wrong. */
export type AppErrorCode = keyof typeof appErrors;

/** What an error is about. */
export interface AppErrorContext {
  node?: AppNode;
  plugin?: FrontendPlugin;
  pluginId?: string;
  extensionId?: string;
  inputName?: string;
  dataRefId?: string;
  apiRefId?: string;
  routeId?: string;
  flagName?: string;
  existingPluginId?: string;
  error?: Error;
}

/** Something that is wrong with the app. */
export interface AppError {
  code: AppErrorCode;
  message: string;
  severity: 'error' | 'warning';
  hint: string;
  context: AppErrorContext;
}

/** Takes down what is wrong; at the node as well, when the error is about one. */
export type ReportError = (code: AppErrorCode, message: string, context: AppErrorContext) => void;

/** Collects errors in the order in which they are found. */
export function createErrorCollector(): { report: ReportError; errors: AppError[] } {
  const errors: AppError[] = [];
  return {
    errors,
    report(code, message, context) {
      // What is made before and after sign-in fails twice for the same reason.
      if (errors.some(error => error.code === code && error.message === message)) return;
      const { severity, hint } = appErrors[code];
      errors.push({ code, message, severity, hint, context });
      const problem: AppNodeProblem = { code, message, hint };
      context.node?.report?.problems.push(problem);
    },
  };
}

/** An error as devtools shows it. */
export function toProblem(error: AppError): AppProblem {
  const { code, message, severity, hint, context } = error;
  const extensionId = context.extensionId ?? context.node?.spec.id;
  const plugin = context.plugin ?? context.node?.spec.plugin;
  const pluginId = context.pluginId ?? plugin?.pluginId;
  return {
    code,
    message,
    severity,
    hint,
    ...(extensionId && { extensionId }),
    ...(pluginId && { pluginId }),
  };
}
