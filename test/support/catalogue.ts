import { loadCatalogue } from '../../src/adapters/catalogue-files.ts';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';

/** The real catalogue of `data/`, read once a test file. */
export const realCatalogue = (): Promise<Catalogue> => loadCatalogue('data');
