export {
  HomePageWidgetBlueprint,
  homePageWidgetDataRef,
  type HomePageWidgetData,
  type HomePageWidgetParams,
  type WidgetLayout,
  type WidgetParts,
} from './react/home-page-widget-blueprint.tsx';
export {
  HomePageLayoutBlueprint,
  homePageLayoutComponentDataRef,
  type HomePageDefaultItem,
  type HomePageLayoutProps,
} from './react/home-page-layout-blueprint.ts';
export { visitsApiRef, type Visit, type VisitsApi } from './react/visits-api.ts';
