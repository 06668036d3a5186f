import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser } from 'playwright-core';

/** Ouvre Chromium sans tete, venu de npm : rien a installer sur le poste. */
export const ouvrirNavigateur = async (): Promise<Browser> =>
  playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
    headless: true,
  });
