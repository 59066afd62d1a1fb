// The menu for light and dark.

import { IconButton } from '../ui/icon-button.jsx';
import { Menu } from '../ui/menu.jsx';
import { setTheme, useTheme } from './theme.js';

const THEMES = /** @type {const} */ ([
  { id: 'light', label: 'Light', icon: 'sun' },
  { id: 'dark', label: 'Dark', icon: 'moon' },
  { id: 'system', label: 'As the system', icon: 'monitor' },
]);

export function ThemeSwitch() {
  const { theme } = useTheme();
  const items = THEMES.map((each) => ({ ...each, onAction: () => setTheme(each.id) }));
  const icon = THEMES.find(({ id }) => id === theme)?.icon ?? 'monitor';
  return (
    <Menu label="Theme" items={items} chosen={theme} placement="bottom end">
      <IconButton icon={icon} label="Theme" />
    </Menu>
  );
}
