/** Tells a service of plugin scope which plugin it serves. */
export interface PluginMetadataService {
  getId(): string;
}

/** Tells what is installed in this process. */
export interface RootInstanceMetadataService {
  getInstalledPlugins: () => Promise<
    ReadonlyArray<{
      readonly pluginId: string;
      readonly modules: ReadonlyArray<{ readonly moduleId: string }>;
    }>
  >;
}

/** Tells what is installed in this process and in those that discovery knows. */
export interface RootSystemMetadataService {
  getInstalledPlugins: () => Promise<ReadonlyArray<{ readonly pluginId: string }>>;
}

/** One plugin or module of the {@link BootReport}; times are milliseconds since the start began. */
export interface BootReportEntry {
  pluginId: string;
  moduleId?: string;
  startedAt: number;
  /** Waiting for services to be created, then in its own `init`. */
  servicesMs: number;
  initMs: number;
  /** Modules and extension points that had to come first. */
  after: string[];
  failure?: { message: string; allowed: boolean };
}

/** How the backend started: who waited for what, and how long each took. */
export interface BootReport {
  /** When the start began, ISO 8601. */
  beginAt: string;
  totalMs: number;
  outcome: 'success' | 'failure' | 'running';
  entries: BootReportEntry[];
  /** Services that took time to create. */
  services: { id: string; pluginId?: string; ms: number }[];
}

/** Gives the {@link BootReport} of this process, complete once the start is. */
export interface RootBootReportService {
  getBootReport(): BootReport;
}
