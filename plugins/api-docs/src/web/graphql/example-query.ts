import type { GraphqlField } from './read-graphql.ts';

/** Writes a request for a field, with its arguments as variables. */
export function exampleQuery(operation: string, field: GraphqlField): string {
  const { name, arguments: inputs } = field;
  const variables = inputs.map(input => `$${input.name}: ${input.type}`).join(', ');
  const given = inputs.map(input => `${input.name}: $${input.name}`).join(', ');
  const head = variables === '' ? operation : `${operation} (${variables})`;
  const call = given === '' ? name : `${name}(${given})`;
  // A leaf takes no selection; what is no built-in scalar gets the one that every type has.
  const isLeaf = /^\[*(?:ID|Int|Float|String|Boolean)\b/.test(field.type ?? '');
  return isLeaf ? `${head} {\n  ${call}\n}` : `${head} {\n  ${call} {\n    __typename\n  }\n}`;
}
