import { ressourcesPdf } from '@ppn/lecteur/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Fichiers statiques servis par PLEX ; rien d'inline, pour une politique de contenu stricte. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), ressourcesPdf()],
  worker: { format: 'es' },
  build: { outDir: 'dist', emptyOutDir: true, assetsInlineLimit: 0, target: 'baseline-widely-available' },
});
