import type { Matching, Store } from '../store.js';

/** A store in this process's memory; nothing of it is kept. */
export function openMemoryStore(options: { matching: Matching }): Store;
