import {
  GraphQLError,
  Kind,
  parse,
  print,
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  type StringValueNode,
  type TypeDefinitionNode,
  type TypeExtensionNode,
} from 'graphql';
import type { DefinitionProblem } from '../parse/read-document.ts';

/** An argument of a field or a field of an input. */
export interface GraphqlInput {
  name: string;
  type: string;
  description?: string | undefined;
  defaultValue?: string | undefined;
}

/** A field of a type, or a value of an enum. */
export interface GraphqlField {
  name: string;
  /** As it is written: `[Invoice!]!`. Values of enums have none. */
  type?: string | undefined;
  description?: string | undefined;
  /** Why it should not be used any more; empty when no reason is given. */
  deprecation?: string | undefined;
  arguments: GraphqlInput[];
}

/** A type of a schema. */
export interface GraphqlType {
  name: string;
  kind: 'object' | 'interface' | 'input' | 'enum' | 'union' | 'scalar';
  description?: string | undefined;
  /** The interfaces that it implements, or the members of a union. */
  related: string[];
  fields: GraphqlField[];
}

/** A schema in the Schema Definition Language, and what it starts from. */
export interface GraphqlDocument {
  description?: string | undefined;
  roots: { operation: 'query' | 'mutation' | 'subscription'; type: string }[];
  types: GraphqlType[];
  directives: { name: string; description?: string | undefined; locations: string[] }[];
}

/** Reads a schema. It does not throw: a fault is told with its line and column. */
export function readGraphql(text: string): GraphqlDocument | { problem: DefinitionProblem } {
  try {
    const { definitions } = parse(text, { noLocation: true, maxTokens: 1_000_000 });
    return describe(definitions);
  } catch (error) {
    const [place] = (error instanceof GraphQLError && error.locations) || [];
    return { problem: { message: toMessage(error), line: place?.line, column: place?.column } };
  }
}

function toMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function describe(definitions: readonly DefinitionNode[]): GraphqlDocument {
  const types = new Map<string, GraphqlType>();
  for (const node of definitions) {
    const type = readType(node);
    const earlier = type && types.get(type.name);
    if (type) types.set(type.name, earlier ? extend(earlier, type) : type);
  }
  const schema = definitions.find(node => node.kind === Kind.SCHEMA_DEFINITION);
  const named = schema?.operationTypes.map(({ operation, type }) => ({ operation, type: type.name.value }));
  const usual = [
    { operation: 'query', type: 'Query' },
    { operation: 'mutation', type: 'Mutation' },
    { operation: 'subscription', type: 'Subscription' },
  ] as const;
  return {
    description: schema?.description?.value,
    roots: (named ?? usual).filter(({ type }) => types.has(type)),
    types: [...types.values()],
    directives: definitions.flatMap(node =>
      node.kind === Kind.DIRECTIVE_DEFINITION
        ? [
            {
              name: node.name.value,
              description: textOf(node.description),
              locations: node.locations.map(each => each.value),
            },
          ]
        : [],
    ),
  };
}

function extend(type: GraphqlType, more: GraphqlType): GraphqlType {
  return {
    ...type,
    description: type.description ?? more.description,
    related: [...type.related, ...more.related],
    fields: [...type.fields, ...more.fields],
  };
}

type TypeNode = TypeDefinitionNode | TypeExtensionNode;

const kinds: Partial<Record<Kind, GraphqlType['kind']>> = {
  [Kind.OBJECT_TYPE_DEFINITION]: 'object',
  [Kind.OBJECT_TYPE_EXTENSION]: 'object',
  [Kind.INTERFACE_TYPE_DEFINITION]: 'interface',
  [Kind.INTERFACE_TYPE_EXTENSION]: 'interface',
  [Kind.INPUT_OBJECT_TYPE_DEFINITION]: 'input',
  [Kind.INPUT_OBJECT_TYPE_EXTENSION]: 'input',
  [Kind.ENUM_TYPE_DEFINITION]: 'enum',
  [Kind.ENUM_TYPE_EXTENSION]: 'enum',
  [Kind.UNION_TYPE_DEFINITION]: 'union',
  [Kind.UNION_TYPE_EXTENSION]: 'union',
  [Kind.SCALAR_TYPE_DEFINITION]: 'scalar',
  [Kind.SCALAR_TYPE_EXTENSION]: 'scalar',
};

function readType(definition: DefinitionNode): GraphqlType | undefined {
  const kind = kinds[definition.kind];
  if (kind === undefined) return undefined;
  const node = definition as TypeNode;
  return {
    name: node.name.value,
    kind,
    description: 'description' in node ? textOf(node.description) : undefined,
    related: relatedOf(node),
    fields: fieldsOf(node),
  };
}

function relatedOf(node: TypeNode): string[] {
  if ('interfaces' in node) return (node.interfaces ?? []).map(each => each.name.value);
  return 'types' in node ? (node.types ?? []).map(each => each.name.value) : [];
}

function fieldsOf(node: TypeNode): GraphqlField[] {
  if ('values' in node) {
    return (node.values ?? []).map(value => ({
      name: value.name.value,
      description: textOf(value.description),
      deprecation: deprecationOf(value.directives),
      arguments: [],
    }));
  }
  if (!('fields' in node)) return [];
  return (node.fields ?? []).map((field: FieldDefinitionNode | InputValueDefinitionNode) => ({
    name: field.name.value,
    type: print(field.type),
    description: textOf(field.description),
    deprecation: deprecationOf(field.directives),
    arguments: 'arguments' in field ? (field.arguments ?? []).map(readInput) : [],
  }));
}

function readInput(node: InputValueDefinitionNode): GraphqlInput {
  return {
    name: node.name.value,
    type: print(node.type),
    description: textOf(node.description),
    defaultValue: node.defaultValue && print(node.defaultValue),
  };
}

function textOf(node: StringValueNode | undefined): string | undefined {
  return node?.value === '' ? undefined : node?.value;
}

function deprecationOf(directives: readonly ConstDirectiveNode[] | undefined): string | undefined {
  const found = directives?.find(each => each.name.value === 'deprecated');
  if (!found) return undefined;
  const reason = found.arguments?.find(each => each.name.value === 'reason')?.value;
  return reason?.kind === Kind.STRING ? reason.value : '';
}
