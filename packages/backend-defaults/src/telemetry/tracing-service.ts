import {
  context,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type Baggage,
  type Context,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import type {
  Credentials,
  HttpAuthService,
  ServicePrincipal,
  TelemetryAttributes,
  TracingBaggage,
  TracingContext,
  TracingService,
  TracingSpan,
  TracingSpanOptions,
  UserPrincipal,
} from '@portico/backend-plugin-api';
import { toError } from '@portico/errors';
import type { TelemetryScope } from './telemetry-scope.ts';

type SpanFunction<T> = (span: TracingSpan) => T | Promise<T>;

const statusCodes = { unset: SpanStatusCode.UNSET, ok: SpanStatusCode.OK, error: SpanStatusCode.ERROR };
const kinds = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
};

/**
 * The traces of one plugin, through OpenTelemetry. Spans name the plugin and
 * the type of who is calling; who that is, only if `captureEndUser` says so.
 */
export function createTracing(options: {
  pluginId: string;
  scope: TelemetryScope;
  captureEndUser: boolean;
  httpAuth: HttpAuthService;
}): TracingService {
  const { pluginId, scope, captureEndUser, httpAuth } = options;
  const { name, version, schemaUrl } = scope;
  const tracer = trace
    .getTracerProvider()
    .getTracer(name, version, schemaUrl === undefined ? {} : { schemaUrl });

  async function startActiveSpan<T>(
    spanName: string,
    optionsOrRun: TracingSpanOptions | SpanFunction<T>,
    maybeRun?: SpanFunction<T>,
  ): Promise<T> {
    const [given, run] = typeof optionsOrRun === 'function' ? [{}, optionsOrRun] : [optionsOrRun, maybeRun];
    if (!run) throw new TypeError(`The span '${spanName}' has no function; give it as the last argument`);
    const credentials = given.credentials ?? (given.request && (await httpAuth.credentials(given.request)));
    const attributes = {
      'backstage.plugin.id': pluginId,
      ...given.attributes,
      ...describePrincipal(credentials, captureEndUser),
    };
    return runInSpan(tracer, { spanName, attributes, kind: given.kind }, run);
  }

  return {
    startActiveSpan,
    context: {
      active: () => toOpaque(context.active()),
      with: async (at, run) => context.with(fromOpaque(at), run),
    },
    propagation: {
      extract: (at, carrier) => toOpaque(propagation.extract(fromOpaque(at), carrier)),
      getBaggage: at => toBaggage(propagation.getBaggage(fromOpaque(at))),
      getActiveBaggage: () => toBaggage(propagation.getActiveBaggage()),
    },
  };
}

function runInSpan<T>(
  tracer: Tracer,
  {
    spanName,
    attributes,
    kind,
  }: { spanName: string; attributes: TelemetryAttributes; kind: keyof typeof kinds | undefined },
  run: SpanFunction<T>,
): Promise<T> {
  return tracer.startActiveSpan(
    spanName,
    { attributes, ...(kind ? { kind: kinds[kind] } : {}) },
    async span => {
      try {
        return await run(toTracingSpan(span));
      } catch (error) {
        const { name, message } = toError(error);
        span.recordException(toError(error));
        span.setAttribute('error.type', name);
        span.setStatus({ code: SpanStatusCode.ERROR, message });
        throw error;
      } finally {
        span.end();
      }
    },
  );
}

function toTracingSpan(span: Span): TracingSpan {
  return {
    setAttribute: (key, value) => void span.setAttribute(key, value),
    setStatus: ({ code, message }) =>
      void span.setStatus({ code: statusCodes[code], ...(message === undefined ? {} : { message }) }),
  };
}

function describePrincipal(
  credentials: Credentials | undefined,
  captureEndUser: boolean,
): TelemetryAttributes {
  const principal = credentials?.principal as UserPrincipal | ServicePrincipal | { type: 'none' } | undefined;
  if (!principal) return {};
  const id =
    principal.type === 'user'
      ? principal.userEntityRef
      : principal.type === 'service'
        ? principal.subject
        : undefined;
  return {
    'backstage.principal.type': principal.type,
    ...(captureEndUser && id !== undefined ? { 'enduser.id': id } : {}),
  };
}

function toBaggage(baggage: Baggage | undefined): TracingBaggage | undefined {
  return (
    baggage && { getAllEntries: () => baggage.getAllEntries().map(([key, { value }]) => [key, { value }]) }
  );
}

// Plugins are given the context of OpenTelemetry itself, under a type that they cannot look into.
function toOpaque(at: Context): TracingContext {
  return at as unknown as TracingContext;
}

function fromOpaque(at: TracingContext): Context {
  return at as unknown as Context;
}
