export { Code } from './content/code.tsx';
export { CopyButton } from './content/copy-button.tsx';
export { FactList, type Fact } from './content/fact-list.tsx';
export { formatRelativeTime } from './content/format-relative-time.ts';
export { Markdown } from './content/markdown.tsx';
export type { CodeLanguage } from './content/paint-code.ts';
export { PersonAvatar } from './content/person-avatar.tsx';
export { ProgressBar } from './content/progress-bar.tsx';
export { RelativeTime } from './content/relative-time.tsx';
export { StatusDot, type StatusLevel } from './content/status-dot.tsx';
export { Tag } from './content/tag.tsx';
export { Dialog } from './dialog/dialog.tsx';
export { EntityLink, type EntityLinkProps } from './entity/entity-link.tsx';
export { KindIcon } from './entity/kind-icon.tsx';
export {
  builtinKindLooks,
  KindLooksProvider,
  useKindLook,
  useKindLooks,
  type KindLook,
  type KindLooks,
} from './entity/kind-look.tsx';
export { FacetSection, type FacetGroup, type FacetOption } from './filters/facet-section.tsx';
export { Facets } from './filters/facets.tsx';
export { FilterChips, type FilterChip } from './filters/filter-chips.tsx';
export { SearchField } from './filters/search-field.tsx';
export { Breadcrumbs, type Breadcrumb } from './layout/breadcrumbs.tsx';
export { Card } from './layout/card.tsx';
export { Content } from './layout/content.tsx';
export { Header } from './layout/header.tsx';
export { NavTabs, type NavTab } from './layout/nav-tabs.tsx';
export { PageChromeProvider, usePageChrome, type PageChrome } from './layout/page-chrome.tsx';
export { Page } from './layout/page.tsx';
export { Link, type LinkProps } from './link.tsx';
export { MenuButton } from './menu/menu-button.tsx';
export type { MenuEntry } from './menu/menu-entry.ts';
export { saveFile } from './save-file.ts';
export { describeError, type ErrorDescription } from './states/describe-error.ts';
export { EmptyState } from './states/empty-state.tsx';
export { ErrorState, type ErrorStateProps } from './states/error-state.tsx';
export { ForbiddenState } from './states/forbidden-state.tsx';
export { LoadingState, SkeletonLine, useIsSlow } from './states/loading-state.tsx';
export { NotFoundState } from './states/not-found-state.tsx';
export { Notice } from './states/notice.tsx';
export { ColumnMenu } from './table/column-menu.tsx';
export { DataTable } from './table/data-table.tsx';
export { TableToolbar } from './table/table-toolbar.tsx';
export type { DataTableProps, TableColumn, TableSelection, TableSort } from './table/table-types.ts';
export { ThemeProvider, type Density, type ThemeVariant } from './theme/theme-provider.tsx';
export { englishUiText, UiTextProvider, useUiText, type UiText } from './ui-text.tsx';
