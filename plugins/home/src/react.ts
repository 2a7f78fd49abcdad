export {
  HomePageWidgetBlueprint,
  homePageWidgetDataRef,
  type HomePageWidgetData,
  type HomePageWidgetParams,
  type WidgetLayout,
} from './react/home-page-widget-blueprint.tsx';
export type { WidgetParts } from './react/widget-parts.ts';
export {
  HomePageLayoutBlueprint,
  homePageLayoutComponentDataRef,
  type HomePageDefaultItem,
  type HomePageLayoutProps,
} from './react/home-page-layout-blueprint.ts';
export { visitsApiRef, type Visit, type VisitsApi } from './react/visits-api.ts';
