/** What a permission is about; at most one verb. */
export interface PermissionAttributes {
  action?: 'create' | 'read' | 'update' | 'delete';
}

/** A permission that does not concern one resource, such as "may create". */
export interface BasicPermission {
  type: 'basic';
  name: string;
  attributes: PermissionAttributes;
}

/** A permission on a resource of a type, such as "may read this entity". */
export interface ResourcePermission<TResourceType extends string = string> {
  type: 'resource';
  name: string;
  attributes: PermissionAttributes;
  resourceType: TResourceType;
}

/** Anything that a policy can be asked about. */
export type Permission = BasicPermission | ResourcePermission;

/** Defines a permission; with a `resourceType` it is a resource permission. */
export function createPermission<TResourceType extends string>(options: {
  name: string;
  attributes: PermissionAttributes;
  resourceType: TResourceType;
}): ResourcePermission<TResourceType>;
export function createPermission(options: {
  name: string;
  attributes: PermissionAttributes;
}): BasicPermission;
export function createPermission(options: {
  name: string;
  attributes: PermissionAttributes;
  resourceType?: string;
}): Permission {
  const { name, attributes, resourceType } = options;
  return resourceType === undefined
    ? { type: 'basic', name, attributes }
    : { type: 'resource', name, attributes, resourceType };
}

/** Whether two permissions are the same one; they are compared by name. */
export function isPermission<T extends Permission>(permission: Permission, compared: T): permission is T {
  return permission.name === compared.name;
}

/** Whether a permission concerns resources, optionally of one given type. */
export function isResourcePermission<T extends string = string>(
  permission: Permission,
  resourceType?: T,
): permission is ResourcePermission<T> {
  return (
    permission.type === 'resource' && (resourceType === undefined || permission.resourceType === resourceType)
  );
}

/** Whether a permission is about creating something. */
export function isCreatePermission(permission: Permission): boolean {
  return permission.attributes.action === 'create';
}

/** Whether a permission is about reading something. */
export function isReadPermission(permission: Permission): boolean {
  return permission.attributes.action === 'read';
}

/** Whether a permission is about changing something. */
export function isUpdatePermission(permission: Permission): boolean {
  return permission.attributes.action === 'update';
}

/** Whether a permission is about deleting something. */
export function isDeletePermission(permission: Permission): boolean {
  return permission.attributes.action === 'delete';
}
