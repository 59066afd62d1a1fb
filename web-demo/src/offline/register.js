// Lets the page start without a network from the second visit on (worker.js does).

export function registerOffline() {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const register = () => navigator.serviceWorker.register('./worker.js').catch(() => {}); // then it needs the network
  if (document.readyState === 'complete') void register();
  else addEventListener('load', register, { once: true });
}
