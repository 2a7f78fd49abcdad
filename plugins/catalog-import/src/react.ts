export {
  catalogImportApiRef,
  type AnalyzedEntity,
  type AnalyzedLocation,
  type AnalyzeResult,
  type CatalogImportApi,
  type PullRequest,
  type SubmittedPullRequest,
} from './react/catalog-import-api.ts';
