import { join } from 'node:path';

/** The invented dramas and songs that only the playground knows, so that it can be heard with no network. */
export const demoFolder = join(import.meta.dirname, '..', 'data', 'demo');
export const demoAudioFolder = join(demoFolder, 'audio');
