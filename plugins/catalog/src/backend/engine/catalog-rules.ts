import { resolve } from 'node:path';
import type { Config } from '@portico/config';
import {
  type Entity,
  type ProblemText,
  problemText,
  stringifyEntityRef,
  writeProblemText,
} from '@portico/catalog-model';
import { minimatch } from 'minimatch';
import type { LocationSpec } from '../../node/processing.ts';
import type { RuleCheck } from './result-collector.ts';

/** Which kinds may come from which locations. */
export interface CatalogRules {
  /** Decides, and says why. */
  decide(entity: Entity, origin: LocationSpec): RuleDecision;
  /** What the rules say, without where they stand: as long as it is equal, they decide in the same way. */
  readonly content: readonly string[];
}

/** What the rules say about an entity at a location. */
export interface RuleDecision {
  allowed: boolean;
  /** Where the rule stands that allowed it, such as `catalog.rules[2]`. */
  rule?: string;
  reason: string;
}

interface Rule {
  name: string;
  allow: { kind: string; specType?: string | undefined }[];
  locations?: { type: string; exact?: string | undefined; pattern?: string | undefined }[] | undefined;
}

const defaultKinds = ['Component', 'API', 'Location'];

/** Reads `catalog.rules` and the rules of `catalog.locations`. Without `catalog.rules`, components, APIs and locations are allowed. */
export function readCatalogRules(config: Config): CatalogRules {
  const general = config
    .getOptionalConfigArray('catalog.rules')
    ?.map((rule, index) => readRule(rule, `catalog.rules[${index}]`));
  const rules = [...(general ?? [builtinRule()]), ...readLocationRules(config)];
  return {
    content: rules.map(({ allow, locations }) => JSON.stringify({ allow, locations })).sort(),
    decide(entity, origin) {
      const rule = rules.find(candidate => isLocation(candidate, origin) && isKind(candidate, entity));
      const what = `kind '${entity.kind}' from '${origin.type}:${origin.target}'`;
      if (rule) return { allowed: true, rule: rule.name, reason: `${rule.name} allows ${what}` };
      const remedy = writeProblemText(remedyFor(entity));
      return { allowed: false, reason: `No rule allows ${what}. ${remedy}` };
    },
  };
}

/** The form in which processing asks the rules. */
export function toRuleCheck(rules: CatalogRules): RuleCheck {
  return (entity, origin, location) => {
    if (rules.decide(entity, origin).allowed) return undefined;
    return problemText('kindNotAllowed', {
      ref: stringifyEntityRef(entity),
      location: `${location.type}:${location.target}`,
      origin: `${origin.type}:${origin.target}`,
      remedy: remedyFor(entity),
    });
  };
}

function remedyFor({ kind }: Entity): ProblemText {
  return problemText('remedy.allowKind', { kind });
}

function builtinRule(): Rule {
  return { name: 'the default rule', allow: defaultKinds.map(kind => ({ kind })) };
}

function readRule(config: Config, name: string): Rule {
  return {
    name,
    allow: readAllow(config),
    locations: config.getOptionalConfigArray('locations')?.map(location => {
      const exact = location.getOptionalString('exact');
      const pattern = location.getOptionalString('pattern');
      if (exact !== undefined && pattern !== undefined) {
        throw new Error(`${name}.locations has both 'exact' and 'pattern' for one location. Use one of them`);
      }
      return { type: location.getString('type'), exact, pattern };
    }),
  };
}

function readLocationRules(config: Config): Rule[] {
  const locations = config.getOptionalConfigArray('catalog.locations') ?? [];
  return locations.flatMap((location, index) => {
    const type = location.getString('type');
    const target = location.getString('target');
    const exact = type === 'file' ? resolve(target) : target;
    return (location.getOptionalConfigArray('rules') ?? []).map((rule, position) => ({
      name: `catalog.locations[${index}].rules[${position}]`,
      allow: readAllow(rule),
      locations: [{ type, exact }],
    }));
  });
}

function readAllow(config: Config): Rule['allow'] {
  const items = config.get<(string | { kind: string; 'spec.type'?: string })[]>('allow');
  return items.map(item =>
    typeof item === 'string' ? { kind: item } : { kind: item.kind, specType: item['spec.type'] },
  );
}

function isLocation({ locations }: Rule, origin: LocationSpec): boolean {
  if (!locations) return true;
  return locations.some(({ type, exact, pattern }) => {
    if (type !== origin.type) return false;
    if (exact !== undefined && exact !== origin.target) return false;
    return pattern === undefined || minimatch(origin.target, pattern, { nocase: true, dot: true });
  });
}

function isKind({ allow }: Rule, entity: Entity): boolean {
  const kind = entity.kind.toLowerCase();
  const type = entity.spec?.['type'];
  return allow.some(item => {
    if (item.kind.toLowerCase() !== kind) return false;
    if (item.specType === undefined) return true;
    return typeof type === 'string' && type.toLowerCase() === item.specType.toLowerCase();
  });
}
