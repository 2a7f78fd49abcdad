import type { JsonSchema, KindDefinition, RelationField } from '@portico/catalog-model';
import { isDeepStrictEqual } from 'node:util';
import type { LayerOperationOf } from './layer-operations.ts';
import { mergeSchemas } from './merge-schemas.ts';

/** Kinds while layers change them. What is done returns the fault that keeps it from being done, if there is one. */
export interface KindDrafts {
  declareKind(added: LayerOperationOf<'declareKind.v1'>): LayerFault | undefined;
  declareVersion(added: LayerOperationOf<'declareKindVersion.v1'>): LayerFault | undefined;
  updateKind(change: LayerOperationOf<'updateKind.v1'>): LayerFault | undefined;
  updateVersion(change: LayerOperationOf<'updateKindVersion.v1'>): LayerFault | undefined;
  removeKind(kind: string): LayerFault | undefined;
  definitions(): KindDefinition[];
}

/** Why a layer cannot do what it says. */
export interface LayerFault {
  reason: 'is declared already' | 'is not declared';
  /** What it is about, such as `the kind 'Component'`. */
  subject: string;
}

interface KindDraft {
  /** The part of the `apiVersion` before the slash. */
  group: string;
  general: Pick<KindDefinition, 'description' | 'display'>;
  /** By `apiVersion`. */
  versions: Map<string, VersionDraft>;
}

type VersionDraft = Omit<KindDefinition, 'apiVersions' | 'schema'> & {
  /** Unless some values of `spec.type` are all that is declared. */
  schema?: JsonSchema;
};

type VersionOperation = LayerOperationOf<'declareKindVersion.v1'> | LayerOperationOf<'updateKindVersion.v1'>;

/** Makes drafts of kinds. */
export function createKindDrafts(kinds: readonly KindDefinition[]): KindDrafts {
  const drafts = toDrafts(kinds);
  const notThere = (kind: string): LayerFault => ({
    subject: `the kind '${kind}'`,
    reason: 'is not declared',
  });
  return {
    declareKind({ kind, group, properties: { description, plural } }) {
      if (drafts.has(kind)) return { subject: `the kind '${kind}'`, reason: 'is declared already' };
      const general = { ...(description && { description }), ...(plural && { display: { plural } }) };
      drafts.set(kind, { group, general, versions: new Map() });
      return undefined;
    },
    declareVersion(added) {
      const draft = drafts.get(added.kind);
      if (!draft) return notThere(added.kind);
      const before = draft.versions.get(apiVersionOf(draft, added));
      const isThere = added.specType === undefined ? before?.schema : before?.specTypes?.[added.specType];
      if (isThere) return { subject: describe(added), reason: 'is declared already' };
      const version = before ?? { ...draft.general, kind: added.kind, relationFields: [] };
      draft.versions.set(apiVersionOf(draft, added), changeVersion(version, added));
      return undefined;
    },
    updateKind({ kind, properties: { description, plural } }) {
      const draft = drafts.get(kind);
      if (!draft) return notThere(kind);
      for (const [apiVersion, version] of draft.versions) {
        draft.versions.set(apiVersion, {
          ...version,
          ...(description !== undefined && { description }),
          ...(plural !== undefined && { display: { ...version.display, plural } }),
        });
      }
      return undefined;
    },
    updateVersion(change) {
      const draft = drafts.get(change.kind);
      if (!draft) return notThere(change.kind);
      const version = draft.versions.get(apiVersionOf(draft, change));
      const isThere = change.specType === undefined ? version?.schema : version?.specTypes?.[change.specType];
      if (!version || !isThere) return { subject: describe(change), reason: 'is not declared' };
      draft.versions.set(apiVersionOf(draft, change), changeVersion(version, change));
      return undefined;
    },
    removeKind: kind => (drafts.delete(kind) ? undefined : notThere(kind)),
    definitions: () => [...drafts.values()].flatMap(({ versions }) => toDefinitions(versions)),
  };
}

function toDrafts(kinds: readonly KindDefinition[]): Map<string, KindDraft> {
  const drafts = new Map<string, KindDraft>();
  for (const { apiVersions, ...version } of kinds) {
    for (const apiVersion of apiVersions) {
      const draft = drafts.get(version.kind) ?? {
        group: apiVersion.split('/')[0] ?? '',
        general: {},
        versions: new Map<string, VersionDraft>(),
      };
      draft.versions.set(apiVersion, version);
      drafts.set(version.kind, draft);
    }
  }
  return drafts;
}

function apiVersionOf(draft: KindDraft, { name }: VersionOperation): string {
  return `${draft.group}/${name}`;
}

function describe({ kind, name, specType }: VersionOperation): string {
  const ofType = specType === undefined ? '' : ` for the spec.type '${specType}'`;
  return `the version '${name}' of the kind '${kind}'${ofType}`;
}

function changeVersion(version: VersionDraft, { specType, properties }: VersionOperation): VersionDraft {
  const { description, relationFields, schema } = properties;
  const before = specType === undefined ? version : version.specTypes?.[specType];
  const change = {
    ...(description !== undefined && { description }),
    ...(relationFields && { relationFields: relationFields.map(toRelationField) }),
    ...(schema && { schema: mergeSchemas(before?.schema ?? {}, schema.jsonSchema) }),
  };
  if (specType === undefined) return { ...version, ...change };
  const ofType = {
    schema: {},
    ...before,
    ...change,
    // A layer gives all relation fields of a type.
    ...((relationFields ?? !before) && { standsAlone: true }),
  };
  return { ...version, specTypes: { ...version.specTypes, [specType]: ofType } };
}

function toRelationField(
  field: NonNullable<VersionOperation['properties']['relationFields']>[number],
): RelationField {
  const { selector, relation, defaultKind, defaultNamespace, allowedKinds } = field;
  return {
    path: selector.path,
    relation,
    ...(defaultKind !== undefined && { defaultKind }),
    ...(defaultNamespace && { defaultNamespace }),
    ...(allowedKinds && { allowedKinds }),
  };
}

/** Versions that say the same become one definition. */
function toDefinitions(versions: ReadonlyMap<string, VersionDraft>): KindDefinition[] {
  const definitions: KindDefinition[] = [];
  for (const [apiVersion, { schema, ...rest }] of versions) {
    const content = { ...rest, schema: schema ?? onlyTypes(Object.keys(rest.specTypes ?? {})) };
    const same = definitions.findIndex(({ apiVersions: _apiVersions, ...other }) =>
      isDeepStrictEqual(other, content),
    );
    const before = definitions[same];
    if (before) definitions[same] = { ...before, apiVersions: [...before.apiVersions, apiVersion] };
    else definitions.push({ ...content, apiVersions: [apiVersion] });
  }
  return definitions;
}

function onlyTypes(types: string[]): JsonSchema {
  return {
    type: 'object',
    required: ['spec'],
    properties: { spec: { type: 'object', required: ['type'], properties: { type: { enum: types } } } },
  };
}
