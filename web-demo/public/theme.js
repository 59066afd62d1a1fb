// Brings the chosen theme before anything is drawn (src/app/theme.js keeps the choice). A file of its own, since the page's
// policy lets no script stand in it.
/* global document */
try {
  const theme = localStorage.getItem('xapi-journeys.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Without a store the system's theme does.
}
