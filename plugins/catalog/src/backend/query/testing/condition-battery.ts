import { allOf, anyOf, type Condition, contains, every } from '../condition.ts';
import { parseFilterParams, toCondition } from '../entity-filter.ts';
import { parseFilterPredicate } from '../filter-predicate.ts';
import type { PlainEntity } from './plain-catalog.ts';

/** What an entity that is looked at on its own must be to meet a condition. */
export type Passes = (entity: PlainEntity) => boolean;

/** The condition of `filter` parameters. */
export const withParams = (...filter: string[]): Condition =>
  toCondition(parseFilterParams(filter) ?? { allOf: [] });
const predicate = parseFilterPredicate;

/** Conditions of all sorts, each with what meets it, by what they ask for. */
export const conditionBattery: Record<string, [Condition, Passes]> = {
  everything: [every, () => true],
  'a kind': [withParams('kind=component'), e => e.is('kind', 'component')],
  'a kind in capitals': [withParams('KIND=COMPONENT'), e => e.is('kind', 'component')],
  'two of a kind and a type': [
    withParams('kind=api,kind=resource,spec.type=service'),
    e => e.is('kind', 'api', 'resource') && e.is('spec.type', 'service'),
  ],
  alternatives: [
    withParams('kind=user', 'spec.replicas=3'),
    e => e.is('kind', 'user') || e.is('spec.replicas', '3'),
  ],
  'an empty value': [withParams('spec.type='), e => e.is('spec.type', '')],
  'a key': [withParams('metadata.title'), e => e.has('metadata.title')],
  'a key that nobody has': [withParams('metadata.nobody'), () => false],
  'a null': [withParams('spec.nothing'), e => e.has('spec.nothing')],
  'a flag': [predicate({ 'spec.flag': true }), e => e.is('spec.flag', 'true')],
  'a tag': [withParams('metadata.tags=java'), e => e.is('metadata.tags', 'java')],
  'a tag as key': [withParams('metadata.tags.java'), e => e.has('metadata.tags.java')],
  'a tag as key with value': [withParams('metadata.tags.a.b=true'), e => e.is('metadata.tags.a.b', 'true')],
  'a tag as key with another value': [withParams('metadata.tags.java=false'), () => false],
  'a tag with umlauts': [withParams('metadata.tags.ÄÖ=true'), e => e.is('metadata.tags.äö', 'true')],
  'a number in a list of objects': [
    withParams('spec.ports.number=443'),
    e => e.is('spec.ports.number', '443'),
  ],
  'a relation': [
    withParams('relations.ownedBy=Group:default/team-3'),
    e => e.is('relations.ownedBy', 'group:default/team-3'),
  ],
  'a uid': [
    withParams('metadata.uid=uid-user:default/alpha-5'),
    e => e.is('metadata.uid', 'uid-user:default/alpha-5'),
  ],
  'any uid': [withParams('metadata.uid'), () => true],
  'a key from the prototype': [
    withParams('spec.__proto__.polluted=yes'),
    e => e.is('spec.__proto__.polluted', 'yes'),
  ],
  'a constructor': [withParams('spec.constructor'), e => e.has('spec.constructor')],
  'the prototype itself': [withParams('__proto__'), () => false],
  negation: [
    predicate({ $not: { kind: 'component', 'metadata.tags': { $contains: 'go' } } }),
    e => !(e.is('kind', 'component') && e.is('metadata.tags', 'go')),
  ],
  absence: [predicate({ 'metadata.description': { $exists: false } }), e => !e.has('metadata.description')],
  'one of many': [
    predicate({ $any: [{ 'spec.replicas': { $in: [0, 2] } }, { 'metadata.namespace': 'prod' }] }),
    e => e.is('spec.replicas', '0', '2') || e.is('metadata.namespace', 'prod'),
  ],
  'a prefix': [
    predicate({ 'metadata.name': { $hasPrefix: 'ALPHA-1' } }),
    e => e.values('metadata.name').some(value => value.startsWith('alpha-1')),
  ],
  'an empty prefix': [
    predicate({ 'metadata.title': { $hasPrefix: '' } }),
    e => e.values('metadata.title').length > 0,
  ],
  'a relation by type': [
    predicate({ relations: { $contains: { type: 'dependsOn' } } }),
    e => e.has('relations.dependsOn'),
  ],
  'a relation by targets': [
    predicate({
      relations: { $contains: { type: 'dependsOn', targetRef: { $in: ['component:default/alpha-1', 'x'] } } },
    }),
    e => e.is('relations.dependsOn', 'component:default/alpha-1'),
  ],
  'nothing of all': [predicate({ $all: [] }), () => true],
  'nothing of any': [predicate({ $any: [] }), () => false],
  'an empty predicate': [predicate({}), () => true],
  text: [
    anyOf([contains('metadata.description', 'PAY'), contains('metadata.name', '7')]),
    e => [...e.values('metadata.description'), ...e.values('metadata.name')].some(v => /pay|7/.test(v)),
  ],
  'text with wildcards of SQL': [contains('metadata.name', '%'), () => false],
  'text in a uid': [
    contains('metadata.uid', 'group:'),
    e => e.values('metadata.uid').some(value => value.includes('group:')),
  ],
  'a bit of everything': [
    allOf([
      withParams('kind=component', 'kind=api'),
      predicate({ $not: { 'spec.lifecycle': 'production' } }),
      predicate({ 'metadata.annotations.backstage.io/techdocs-ref': { $exists: true } }),
    ]),
    e =>
      e.is('kind', 'component', 'api') &&
      !e.is('spec.lifecycle', 'production') &&
      e.has('metadata.annotations.backstage.io/techdocs-ref'),
  ],
};
