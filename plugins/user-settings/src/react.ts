export { ProviderSettingsItem, type ProviderSettingsItemProps } from './react/provider-settings-item.tsx';
