/** The fields of a package.json that matter here. */
export interface PackageJson {
  name?: string;
  version?: string;
  configSchema?: unknown;
  workspaces?: string[] | { packages?: string[] };
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/** A package and where it is. */
export interface FoundPackage {
  folder: string;
  manifest: PackageJson;
}
