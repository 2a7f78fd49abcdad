import type { JsonSchema } from '@portico/catalog-model';
import { InputError } from '@portico/errors';
import { z } from 'zod';

const text = z.string().min(1);
const schema = z.object({ jsonSchema: z.custom<JsonSchema>(isObject, 'is no object') });
const nameProperties = z.object({
  title: z.string().optional(),
  description: z.string().optional(),
  schema: schema.optional(),
});
const kindProperties = z.object({ plural: text.optional(), description: z.string().optional() });
const versionProperties = z.object({
  description: z.string().optional(),
  relationFields: z
    .array(
      z.object({
        selector: z.object({ path: text }),
        relation: text,
        defaultKind: text.optional(),
        defaultNamespace: z.enum(['default', 'inherit']).optional(),
        allowedKinds: z.array(text).optional(),
      }),
    )
    .optional(),
});
const relationProperties = z.object({
  reverseType: text.optional(),
  title: z.string().optional(),
  reverseTitle: z.string().optional(),
});
const version = { kind: text, name: text, specType: text.optional() };

/** In the order in which they are carried out, whatever layer they are from. */
const operations = [
  z.object({ op: z.literal('declareAnnotation.v1'), name: text, properties: nameProperties }),
  z.object({ op: z.literal('declareLabel.v1'), name: text, properties: nameProperties }),
  z.object({ op: z.literal('declareTag.v1'), name: text, properties: nameProperties }),
  z.object({ op: z.literal('declareKind.v1'), kind: text, group: text, properties: kindProperties }),
  z.object({
    op: z.literal('declareKindVersion.v1'),
    ...version,
    properties: versionProperties.extend({ schema }),
  }),
  z.object({
    op: z.literal('declareRelation.v1'),
    type: text,
    properties: relationProperties.extend({ reverseType: text }),
  }),
  z.object({ op: z.literal('updateAnnotation.v1'), name: text, properties: nameProperties }),
  z.object({ op: z.literal('updateLabel.v1'), name: text, properties: nameProperties }),
  z.object({ op: z.literal('updateTag.v1'), name: text, properties: nameProperties }),
  z.object({ op: z.literal('updateKind.v1'), kind: text, properties: kindProperties }),
  z.object({
    op: z.literal('updateKindVersion.v1'),
    ...version,
    properties: versionProperties.extend({ schema: schema.optional() }),
  }),
  z.object({ op: z.literal('updateRelation.v1'), type: text, properties: relationProperties }),
  z.object({ op: z.literal('removeAnnotation.v1'), name: text }),
  z.object({ op: z.literal('removeLabel.v1'), name: text }),
  z.object({ op: z.literal('removeTag.v1'), name: text }),
  z.object({ op: z.literal('removeKind.v1'), kind: text }),
] as const;

const order = new Map<string, number>(
  operations.map((operation, index) => [operation.shape.op.value, index]),
);
const layer = z.object({
  $$type: z.literal('@backstage/CatalogModelLayer'),
  version: z.literal('v1'),
  layerId: text,
  ops: z.array(z.discriminatedUnion('op', operations)),
});

/** One thing that a layer says of the model. */
export type LayerOperation = z.infer<(typeof operations)[number]>;

/** The operation of a name. */
export type LayerOperationOf<TOp extends LayerOperation['op']> = Extract<LayerOperation, { op: TOp }>;

/** A layer of the model, as `createCatalogModelLayer` of `@backstage/catalog-model/alpha` makes it. */
export interface ModelLayer {
  layerId: string;
  ops: LayerOperation[];
}

/** Whether something is meant as a layer that published modules add. */
export function isModelLayer(value: unknown): boolean {
  return isObject(value) && value['$$type'] === '@backstage/CatalogModelLayer';
}

/** Reads a layer. @throws InputError that names the layer and what is wrong in it. */
export function parseModelLayer(value: unknown): ModelLayer {
  const parsed = layer.safeParse(value);
  if (parsed.success) return parsed.data;
  const id = isObject(value) ? String(value['layerId']) : '';
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new InputError(
    `The layer '${id}' of the model cannot be read: ${faults.join('; ')}. Use a version of its module that fits`,
  );
}

/** Compares by the order in which operations are carried out. */
export function compareOperations(a: LayerOperation, b: LayerOperation): number {
  return (order.get(a.op) ?? 0) - (order.get(b.op) ?? 0);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
