import { ressourcesPdf } from '@ppn/lecteur/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Fichiers statiques servis par le service Justice ; rien d'inline, pour une politique de contenu stricte. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), ressourcesPdf()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: ['chrome111', 'firefox115', 'safari16.4'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_400,
  },
});
