// What the list is made of, loaded at once: filters that came after the page would draw it twice.
export { CatalogPlace } from './catalog-place.tsx';
export {
  KindFilter,
  LifecycleFilter,
  ListFilter,
  NamespaceFilter,
  OwnerFilter,
  StatusFilter,
  TagFilter,
  TypeFilter,
} from './filters.tsx';
