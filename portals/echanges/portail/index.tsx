import { initialiserTheme } from '@ppn/kit';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { cache } from './donnees.ts';
import { creerRouteur } from './routes.tsx';
import type { PortailDeZone } from './zone.ts';

export { sessionPerdue } from './donnees.ts';
export type { PageDeZone, PortailDeZone, SessionVue } from './zone.ts';

/** Monte le portail d'une zone dans la page. */
export function monterPortail(portail: PortailDeZone): void {
  initialiserTheme();
  const racine = document.getElementById('racine');
  if (racine === null) return;
  createRoot(racine).render(
    <QueryClientProvider client={cache}>
      <RouterProvider router={creerRouteur(portail)} />
    </QueryClientProvider>,
  );
}
