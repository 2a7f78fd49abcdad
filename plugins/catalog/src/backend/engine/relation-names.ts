import type { StatementRunner } from '@portico/backend-plugin-api';
import type { RelationEdge } from '@portico/catalog-model';
import { type InternedNames, numberOf } from '../database/interned-names.ts';
import type { RefRow } from '../database/refs.ts';
import type { Emitted } from '../database/states.ts';

/** The refs and types in the relations of many entities, each once: to send each again and again costs more than all else. */
export interface RelationNames {
  refs: string[];
  types: string[];
}

/** Puts names into tables. */
export interface RelationPacker {
  names: RelationNames;
  /** Three numbers a relation: its source, type and target, as places in the tables. */
  pack(relations: readonly RelationEdge[]): number[];
}

/** Makes a packer with empty tables. */
export function createRelationPacker(): RelationPacker {
  const refs = createTable();
  const types = createTable();
  return {
    names: { refs: refs.texts, types: types.texts },
    pack(relations) {
      const edges: number[] = [];
      for (const { sourceRef, type, targetRef } of relations) {
        edges.push(refs.placeOf(sourceRef), types.placeOf(type), refs.placeOf(targetRef));
      }
      return edges;
    },
  };
}

/** Makes the function that turns what was packed into ids; all refs must be in `rows`. */
export async function resolveRelations(
  tx: StatementRunner,
  names: RelationNames,
  known: { relationTypes: InternedNames; rows: ReadonlyMap<string, RefRow> },
): Promise<(edges: readonly number[]) => Emitted['relations']> {
  const typeIds = await known.relationTypes.idsOf(tx, names.types);
  const refs = names.refs.map(ref => known.rows.get(ref)?.id ?? unresolved(ref));
  const types = names.types.map(type => numberOf(typeIds, type));
  return edges => {
    const relations: Emitted['relations'] = [];
    for (let index = 0; index < edges.length; index += 3) {
      relations.push([at(refs, edges[index]), at(types, edges[index + 1]), at(refs, edges[index + 2])]);
    }
    return relations;
  };
}

function createTable(): { texts: string[]; placeOf(text: string): number } {
  const texts: string[] = [];
  const places = new Map<string, number>();
  return {
    texts,
    placeOf(text) {
      const known = places.get(text);
      if (known !== undefined) return known;
      places.set(text, texts.length);
      return texts.push(text) - 1;
    },
  };
}

function at(ids: readonly number[], place = -1): number {
  return ids[place] ?? unresolved(`#${place}`);
}

function unresolved(name: string): never {
  throw new Error(`'${name}' was not resolved before it was stored`);
}
