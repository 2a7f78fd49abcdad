/** The location ref that an entity was read from. Set by the catalog. */
export const ANNOTATION_LOCATION = 'backstage.io/managed-by-location';
/** The location ref whose registration led to an entity. Set by the catalog. */
export const ANNOTATION_ORIGIN_LOCATION = 'backstage.io/managed-by-origin-location';
/** A location ref of the source code; a folder ends in `/`. */
export const ANNOTATION_SOURCE_LOCATION = 'backstage.io/source-location';
/** Where a person can look at the declaration of an entity. */
export const ANNOTATION_VIEW_URL = 'backstage.io/view-url';
/** Where a person can change the declaration of an entity. */
export const ANNOTATION_EDIT_URL = 'backstage.io/edit-url';
/** `"true"` on an entity that nothing declares any more. Set by the catalog. */
export const ANNOTATION_ORPHAN = 'backstage.io/orphan';
/** Where the documentation is built from: `dir:<path>` or `url:<url>`. */
export const ANNOTATION_TECHDOCS_REF = 'backstage.io/techdocs-ref';
/** The entity whose documentation is shown in place of an own one. */
export const ANNOTATION_TECHDOCS_ENTITY = 'backstage.io/techdocs-entity';
/** The page within {@link ANNOTATION_TECHDOCS_ENTITY} to start on. */
export const ANNOTATION_TECHDOCS_ENTITY_PATH = 'backstage.io/techdocs-entity-path';
/** The template that an entity was made from. */
export const ANNOTATION_SOURCE_TEMPLATE = 'backstage.io/source-template';
/** The address of a cluster's API server. */
export const ANNOTATION_KUBERNETES_API_SERVER = 'kubernetes.io/api-server';
/** The certificate authority of a cluster's API server, base64. */
export const ANNOTATION_KUBERNETES_API_SERVER_CA = 'kubernetes.io/api-server-certificate-authority';
/** How to sign in to a cluster. */
export const ANNOTATION_KUBERNETES_AUTH_PROVIDER = 'kubernetes.io/auth-provider';

/** What the value of an annotation is, as far as a program can check it. */
export type AnnotationValueType =
  | 'text'
  | 'url'
  | 'locationRef'
  | 'techdocsRef'
  | 'entityRef'
  | 'flag'
  | 'duration';

const core: Readonly<Record<string, AnnotationValueType>> = {
  [ANNOTATION_LOCATION]: 'locationRef',
  [ANNOTATION_ORIGIN_LOCATION]: 'locationRef',
  [ANNOTATION_SOURCE_LOCATION]: 'locationRef',
  [ANNOTATION_VIEW_URL]: 'url',
  [ANNOTATION_EDIT_URL]: 'url',
  [ANNOTATION_ORPHAN]: 'flag',
  [ANNOTATION_TECHDOCS_REF]: 'techdocsRef',
  [ANNOTATION_TECHDOCS_ENTITY]: 'entityRef',
  [ANNOTATION_SOURCE_TEMPLATE]: 'entityRef',
  'backstage.io/time-saved': 'duration',
  'backstage.io/definition-at-location': 'locationRef',
  'kubernetes.io/skip-tls-verify': 'flag',
  'kubernetes.io/skip-metrics-lookup': 'flag',
};

// Names only: their values are free text to the catalog. A prefix, then its names.
const texts: Readonly<Record<string, string>> = {
  'backstage.io':
    'techdocs-entity-path ldap-rdn ldap-uuid ldap-dn kubernetes-id kubernetes-namespace kubernetes-label-selector ' +
    'kubernetes-cluster code-coverage config',
  'kubernetes.io':
    'api-server api-server-certificate-authority auth-provider oidc-token-provider dashboard-url dashboard-app ' +
    'dashboard-parameters aws-assume-role aws-external-id x-k8s-aws-id',
  'github.com': 'project-slug team-slug user-login user-id',
  'gitlab.com': 'project-slug user-login team-path',
  'bitbucket.org': 'project-slug repo-url default-branch username user-id',
  'dev.azure.com': 'project-slug',
  'graph.microsoft.com': 'tenant-id group-id user-id',
  'microsoft.com': 'email',
  'google.com': 'email user-id',
  'okta.com': 'email',
  'puppet.com': 'certname',
  'amazonaws.com': 'account-id arn organization-id account-status account-email',
  'slack.com': 'bot-notify',
  'jenkins.io': 'job-full-name',
  'gocd.org': 'pipelines',
  'periskop.io': 'service-name',
  'sentry.io': 'project-slug',
  'rollbar.com': 'project-slug',
  'circleci.com': 'project-slug',
  'sonarqube.org': 'project-key',
  'vault.io': 'secrets-path',
};

/**
 * The annotations that the portal and its plugins know, with what their value
 * is. Any other annotation is allowed as well.
 */
export const wellKnownAnnotations: ReadonlyMap<string, AnnotationValueType> = new Map([
  ...Object.entries(core),
  ...Object.entries(texts).flatMap(([prefix, names]) =>
    names.split(' ').map((name): [string, AnnotationValueType] => [`${prefix}/${name}`, 'text']),
  ),
]);
