import { ressourcesPdf } from '@ppn/lecteur/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Service Interieur du poste de developpement, seulement pour `vite` (le portail livre est servi par le service). */
const SERVICE = process.env['PPN_SERVICE_INTERIEUR'] ?? 'http://127.0.0.1:4100';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), ressourcesPdf()],
  // Rien en `data:` : la CSP ne l'admet ni pour les polices ni pour les styles.
  build: { outDir: 'dist', emptyOutDir: true, assetsInlineLimit: 0, target: 'baseline-widely-available' },
  server: { proxy: { '/api': SERVICE } },
});
