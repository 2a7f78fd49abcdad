import type { JsonValue } from '../json.ts';
import type { ConfigVisibility, PackageConfigSchema } from '../schema/schema-types.ts';
import { isJsonObject } from '../config-layers.ts';
import { describeSchema } from '../schema/describe-schema.ts';
import { childFacets, expandFacets, type SchemaFacet } from '../schema/schema-facets.ts';
import { redact } from '../schema/secrets.ts';
import { surveyConfig, type SurveyedValue } from '../schema/survey.ts';
import {
  findContributions,
  nodeToJson,
  type ConfigPath,
  type ConfigSource,
  type Contribution,
} from './config-node.ts';
import { parseKey, type ConfigPlace } from './problem.ts';

/** Why a key has the value that it has. Secrets are redacted. */
export interface ConfigExplanation {
  key: string;
  /** The value in force; absent when the key has none. */
  value?: JsonValue;
  visibility: ConfigVisibility;
  /** Every source that mentions the key, the strongest first: the one that won, and what it overrode. */
  sources: {
    place: ConfigPlace;
    value?: JsonValue;
    effect: Contribution['effect'];
    missing?: readonly string[];
  }[];
  /** What the packages say about the key. */
  declarations: { packageName: string; wants: string; description?: string }[];
}

/** Explains one key, given in the notation of messages: `backend.reading.allow[0].host`. */
export function explainKey(
  key: string,
  state: {
    sources: readonly ConfigSource[];
    schemas: readonly PackageConfigSchema[];
    surveyed: SurveyedValue;
  },
): ConfigExplanation {
  const path = parseKey(key);
  const surveyed = findSurveyed(state.surveyed, path);
  return {
    key,
    ...(surveyed && { value: redact(surveyed) }),
    visibility: surveyed?.visibility ?? 'backend',
    sources: findContributions(state.sources, path).map(({ node, effect, source }) => {
      const value = showValue(source, path, state.schemas);
      const { missing } = node;
      return {
        place: node.place,
        effect,
        ...(value !== undefined && { value }),
        ...(missing && { missing }),
      };
    }),
    declarations: declarationsOf(path, state.schemas),
  };
}

function findSurveyed(root: SurveyedValue, path: ConfigPath): SurveyedValue | undefined {
  return path.reduce<SurveyedValue | undefined>(
    (value, part) => value?.children.find(child => child.path.at(-1) === part),
    root,
  );
}

/** What one source says about a key, looked up in the schemas as if it were the only one. */
function showValue(
  source: ConfigSource,
  path: ConfigPath,
  schemas: readonly PackageConfigSchema[],
): JsonValue | undefined {
  const data = nodeToJson(source.root);
  const surveyed = isJsonObject(data) ? findSurveyed(surveyConfig(data, schemas), path) : undefined;
  return surveyed && redact(surveyed);
}

function declarationsOf(
  path: ConfigPath,
  schemas: readonly PackageConfigSchema[],
): ConfigExplanation['declarations'] {
  return schemas.flatMap(({ packageName, value }) => {
    const top = expandFacets(value, { root: value, packageName, applies: true });
    const facets = path.reduce<SchemaFacet[]>((parents, part) => childFacets(parents, part), top);
    const [facet] = facets;
    if (!facet || path.length === 0) return [];
    const { description } = facet.schema;
    return [
      {
        packageName,
        wants: describeSchema(facet.schema, facet.root),
        ...(description !== undefined && { description }),
      },
    ];
  });
}
