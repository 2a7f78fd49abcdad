import type { Entity } from './entity.ts';

/** A name and a face. */
export interface EntityProfile {
  displayName?: string;
  email?: string;
  picture?: string;
}

/** The `spec` of the built-in kinds. Fields beyond these are kept. */
export interface SpecByKind {
  Component: {
    type: string;
    lifecycle: string;
    owner: string;
    system?: string;
    subcomponentOf?: string;
    providesApis?: string[];
    consumesApis?: string[];
    dependsOn?: string[];
    dependencyOf?: string[];
  };
  API: {
    type: string;
    lifecycle: string;
    owner: string;
    system?: string;
    /** Missing only in an MCP server that has `remotes`. */
    definition?: string;
    remotes?: { type: string; url: string }[];
  };
  Resource: { type: string; owner: string; dependsOn?: string[]; dependencyOf?: string[]; system?: string };
  System: { owner: string; domain?: string; type?: string };
  Domain: { owner: string; subdomainOf?: string; type?: string };
  Group: { type: string; children: string[]; parent?: string; members?: string[]; profile?: EntityProfile };
  User: { memberOf?: string[]; profile?: EntityProfile };
  Location: { type?: string; target?: string; targets?: string[]; presence?: 'required' | 'optional' };
  AiResource: {
    type: string;
    lifecycle: string;
    owner: string;
    system?: string;
    dependsOn?: string[];
    skills?: string[];
    plugins?: string[];
  };
}

/** An entity of a built-in kind, such as `EntityOf<'Component'>`. */
export type EntityOf<K extends keyof SpecByKind> = Omit<Entity, 'kind' | 'spec'> & {
  kind: K;
  spec: SpecByKind[K];
};

/** Whether an entity is of a kind, whatever the case of its letters. It says nothing on whether the entity is valid. */
export function isEntityOfKind<K extends keyof SpecByKind>(
  entity: Entity,
  kind: K,
): entity is Entity & EntityOf<K>;
export function isEntityOfKind(entity: Entity, kind: string): boolean;
export function isEntityOfKind(entity: Entity, kind: string): boolean {
  return entity.kind.toLowerCase() === kind.toLowerCase();
}
